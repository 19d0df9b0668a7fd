"""Simple words of raw text, before any parser: what name finding works on. Offsets are characters of the text given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+\d*(?:[^\W_]+)?|[^\w\s]|_")


class Word(NamedTuple):
    """A word or punctuation mark: its text and its characters [start, end)."""

    text: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()


def split_words(text: str) -> list[Word]:
    """Words and single punctuation marks of a text, in order; hyphens and apostrophes stand apart."""
    return [Word(m[0], m.start(), m.end()) for m in _WORD.finditer(text)]


def phrase_of(words: Iterable[Word]) -> str:
    """Words in lower case as the vocabulary writes them: « jeune pousse », « vice-président », « maison d'édition »."""
    phrase = " ".join(w.text.lower() for w in words)
    return phrase.replace(" - ", "-").replace(" ' ", "'").replace(" ’ ", "'")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A name without accents, case, hyphens or typographic differences: equal folds are the same name."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("\u00a0", " "))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[\s\-]+", " ", plain).strip(" .\"'«»")
