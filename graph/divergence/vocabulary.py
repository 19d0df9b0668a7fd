"""The words of data/divergences/words.yaml as patterns, and what to read a text with: sentences, amounts, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import cast

from graph.extraction.money import MoneyReader
from graph.lexicon import Lexicon
from graph.model import Article
from graph.periods import bounds
from graph.vocabulary import DATA
from graph.wordlists import DiscourseWords, read_lists

Words = frozenset[str]
_BREAK = re.compile(r"(?<![\s'’][A-Z]\.)(?<=[.!?…»\"”])\s+(?=[A-ZÀ-Ý«\"“(])|\n+")
_NEAR = 45  # characters between a noun of money and the word that keeps it secret


@dataclass(frozen=True)
class Telling:
    """The lists of words.yaml."""

    settling: Words
    judging: Words
    once: Words
    exclusive_relations: Words
    small: Words
    sums: Words
    untold: Words
    summing: Words
    exclusive: Words
    not_exclusive: Words
    doubt: Words
    interviews: Words
    valued: Words
    valuation: Words
    finite: Words
    conditional: Words
    prospective: Words
    bygone: Words
    founders: Words
    founded: Words

    @property
    def secret(self) -> re.Pattern[str]:
        """A sum that is not told: « au montant non communiqué », « sans dévoiler le prix »."""
        return _secret(self.sums, self.untold)


@lru_cache(maxsize=1)
def telling() -> Telling:
    """The lists, read once; VocabularyError if one is missing."""
    return read_lists(Telling, DATA / "divergences" / "words.yaml")


@lru_cache(maxsize=1)
def discourse() -> DiscourseWords:
    """The words of money and time that extraction reads with, without the rest of its lexicon."""
    return read_lists(DiscourseWords, DATA / "lexicon" / "discourse.yaml")


@dataclass(frozen=True)
class _MoneyWords:
    discourse: DiscourseWords


@lru_cache(maxsize=1)
def money() -> MoneyReader:
    """The reader of amounts; it needs the words of discourse alone, so that thousands of actors stay unread."""
    return MoneyReader(cast(Lexicon, _MoneyWords(discourse())))


@lru_cache(maxsize=64)
def any_of(words: Words) -> re.Pattern[str]:
    """A pattern for any of these words or phrases, in any case and with the endings of French."""
    return re.compile(_either(words), re.IGNORECASE)


@lru_cache(maxsize=4)
def _secret(sums: Words, untold: Words) -> re.Pattern[str]:
    noun, kept = _either(sums), _either(untold)
    gap = rf"[^.;:!?»]{{0,{_NEAR}}}?"
    return re.compile(rf"{noun}{gap}{kept}|{kept}{gap}{noun}", re.IGNORECASE)


def _either(words: Iterable[str]) -> str:
    forms = (re.escape(word).replace("'", "['’]").replace(r"\ ", r"\s+") for word in sorted(words, key=_longest))
    return rf"\b(?:{'|'.join(forms)})(?:e|s|es)?\b"


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of text[start:end], as offsets into the text."""
    cuts = [(m.start(), m.end()) for m in _BREAK.finditer(text, start, end)]
    starts = [start, *(after for _, after in cuts)]
    return [(a, b) for a, b in zip(starts, [*(before for before, _ in cuts), end], strict=True) if text[a:b].strip()]


def in_order(articles: Mapping[str, Article]) -> list[tuple[str, Article]]:
    """The articles with their ids, by name."""
    return sorted(articles.items(), key=lambda pair: (pair[1].name, pair[0]))


def days_apart(one: str, other: str) -> int | None:
    """Days between two ISO dates, 0 if what they cover meets; None if either is no date."""
    first, second = bounds(one), bounds(other)
    if first is None or second is None:
        return None
    (a, b), (c, d) = (tuple(date.fromisoformat(day) for day in days) for days in (first, second))
    return max(0, (c - b).days, (a - d).days)
