"""Whole extraction against the bare spaCy pipeline on the same text, in one run: `python -m tests.bench.extraction`.

`python -m tests.bench.extraction [FOLDER...] [--profile]` takes other articles than ours and says where the time goes.
Loading the model is left out; both sides read the same passages, in turn, and the best of several runs is kept.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.articles import article_files, read_article
from graph.extraction.pipeline import extractor
from graph.model import Article

PROJECT = Path(__file__).resolve().parent.parent.parent
TEXTS = (PROJECT / "data" / "articles", *sorted((PROJECT / "tests" / "gold").glob("round*")))


@dataclass(frozen=True)
class Cost:
    """Seconds of the whole extraction and of the bare pipeline on the same passages, and how long these are."""

    whole: float
    bare: float
    characters: int

    @property
    def ratio(self) -> float:
        return self.whole / self.bare


def load(folders: Sequence[Path | str]) -> list[Article]:
    """The articles of the folders; those of a folder of gold beside its gold."""
    return [read_article(file) for file in article_files(folders) if file.name not in ("gold.txt", "aliases.txt")]


def compare(folders: Sequence[Path | str] = TEXTS, rounds: int = 3) -> Cost:
    """Both sides in turn, after one run each to warm up; the best time of each."""
    articles = load(folders)
    passages = [[a.text[p.start : p.end] for p in a.passages if p.part != "furniture"] for a in articles]
    whole, nlp = extractor(), extractor().language.nlp

    def ours() -> None:
        for article in articles:
            whole.extract(article)

    def theirs() -> None:
        for texts in passages:
            list(nlp.pipe(texts))

    ours(), theirs()
    times = [(_seconds(ours), _seconds(theirs)) for _ in range(rounds)]
    characters = sum(len(text) for texts in passages for text in texts)
    return Cost(min(own for own, _ in times), min(bare for _, bare in times), characters)


def _seconds(work: Callable[[], None]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def profile(folders: Sequence[Path | str], lines: int = 25) -> None:
    """Print the functions that cost most by themselves, then those of graph/ with what they call."""
    articles, whole = load(folders), extractor()
    for article in articles[:2]:
        whole.extract(article)
    profiler = cProfile.Profile()
    profiler.enable()
    for article in articles:
        whole.extract(article)
    profiler.disable()
    stats = pstats.Stats(profiler, stream=sys.stdout)
    stats.sort_stats("tottime").print_stats(lines)
    stats.sort_stats("cumulative").print_stats(r"/graph/", lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Time of whole extraction as a multiple of the bare spaCy pipeline.")
    parser.add_argument("folders", nargs="*", default=TEXTS)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    cost = compare(options.folders)
    print(f"{cost.characters} characters: whole {cost.whole:.2f} s, bare {cost.bare:.2f} s, ratio {cost.ratio:.2f}")
    if options.profile:
        profile(options.folders)


if __name__ == "__main__":
    main()
