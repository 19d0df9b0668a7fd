"""Article files to claims, file by file: into a store that is kept up to date, or straight into a table."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pandas as pd

from graph.articles import article_files, read_article
from graph.articles import fingerprint as reading_fingerprint
from graph.errors import ArticleError
from graph.model import Article, Extraction
from graph.store import Store
from graph.table import claims_table

Outcome = Literal["done", "skipped", "failed"]
_FAILURES = "failures of the last build"


@dataclass(frozen=True, slots=True)
class Step:
    """One file dealt with: its number from 1 of ``total``; ``message`` says why it failed, else how much it gave."""

    number: int
    total: int
    name: str
    outcome: Outcome
    message: str = ""


Report = Callable[[Step], None]
Failure = tuple[str, str]  # name of the file, message for a reader


@dataclass(frozen=True, slots=True)
class BuildResult:
    """Names of the files that were extracted, that were known already, and that failed with why."""

    done: tuple[str, ...]
    skipped: tuple[str, ...]
    failed: tuple[Failure, ...]


def build(
    paths: Sequence[Path | str], store: Store, report: Report = lambda step: None, *, prune: bool = False
) -> BuildResult:
    """Bring a store up to date with article files and folders, each article in one transaction.

    An article whose text and fingerprint are stored already is skipped. With ``prune``, stored articles whose file is
    gone from the given folders are forgotten. Raises UsageError if there is nothing to read.
    """
    files = article_files(paths)
    if prune:
        _prune(paths, store)
    version, known = fingerprint(), store.known()
    names: dict[str, list[str]] = {"done": [], "skipped": [], "failed": []}
    failed: list[Failure] = []
    for number, file in enumerate(files, 1):
        outcome: Outcome
        try:
            article = read_article(file)
            outcome, message = _stored(article, file, store, known, version)
        except ArticleError as error:
            outcome, message = "failed", str(error)
            failed.append((file.name, message))
        names[outcome].append(file.name)
        report(Step(number, len(files), file.name, outcome, message))
    store.remember(_FAILURES, json.dumps(failed).encode())
    return BuildResult(tuple(names["done"]), tuple(names["skipped"]), tuple(failed))


def read_claims(paths: Sequence[Path | str], report: Report = lambda step: None) -> tuple[pd.DataFrame, list[Failure]]:
    """The table of claims (see ``graph.table``) of article files and folders, without a store, and what failed.

    A text that stands in several files counts once. Raises UsageError if there is nothing to read.
    """
    files = article_files(paths)
    from graph.actors import unify

    read: dict[str, tuple[Article, Extraction]] = {}
    failed: list[Failure] = []
    for number, file in enumerate(files, 1):
        try:
            article = read_article(file)
            known = article.id in read
            extraction = read[article.id][1] if known else _extract(article)
            read.setdefault(article.id, (article, extraction))
            report(Step(number, len(files), file.name, "skipped" if known else "done", _gave(extraction)))
        except ArticleError as error:
            failed.append((file.name, str(error)))
            report(Step(number, len(files), file.name, "failed", str(error)))
    articles = [article for article, _ in read.values()]
    unified = unify([extraction for _, extraction in read.values()])
    pairs = ((article, claim) for article, own in zip(articles, unified, strict=True) for claim in own.claims)
    return claims_table(pairs), failed


def failures(store: Store) -> list[Failure]:
    """The files that failed in the last build of a store: (name, message)."""
    return [(name, message) for name, message in json.loads(store.recall(_FAILURES) or b"[]")]


def fingerprint() -> str:
    """Sixteen hex digits that change when an article might be read or extracted otherwise than before."""
    from graph import extraction

    both = f"{reading_fingerprint()} {extraction.fingerprint()}"
    return hashlib.sha256(both.encode()).hexdigest()[:16]


def _stored(article: Article, file: Path, store: Store, known: dict[str, str], version: str) -> tuple[Outcome, str]:
    if known.get(article.id) == version:
        return "skipped", "unchanged"
    extraction = _extract(article)
    store.put(article, extraction, version, os.path.realpath(file))
    known[article.id] = version
    return "done", _gave(extraction)


def _extract(article: Article) -> Extraction:
    from graph import extraction  # loads the language model, which a build without news does not need

    return extraction.extract(article)


def _gave(extraction: Extraction) -> str:
    number = len(extraction.claims)
    return f"{number} claim{'s' if number != 1 else ''}"


def _prune(paths: Sequence[Path | str], store: Store) -> None:
    folders = [Path(os.path.realpath(path)) for path in paths if Path(path).is_dir()]
    gone = list(_gone(folders, store.origins()))
    if gone:
        store.forget(gone)


def _gone(folders: Sequence[Path], origins: dict[str, str]) -> Iterator[str]:
    for article_id, origin in origins.items():
        if origin and not Path(origin).exists() and any(Path(origin).is_relative_to(folder) for folder in folders):
            yield article_id
