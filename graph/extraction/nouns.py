"""Nouns that describe actors, looked up at the tokens of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from graph.lexicon import Lexicon, Noun
from graph.syntax import Text, Token

_LONGEST = 4  # tokens
_FIRST = re.compile(r"[ '’-]")


def noun_at(text: Text, k: int, lexicon: Lexicon) -> tuple[Noun, int] | None:
    """The longest describing noun that starts at token k, and its length in tokens; functions describe persons."""
    token, openings = text.tokens[k], _openings(lexicon)
    if _opening(token.lower) not in openings and not (token.plural and _opening(token.lemma) in openings):
        return None  # most words open none, and joining tokens is dear
    for n in range(min(_LONGEST, len(text.tokens) - k), 0, -1):
        part = text.tokens[k : k + n]
        phrase = as_listed(part)
        noun = lexicon.nouns.get(phrase) or (lexicon.nouns.get(_singular(part)) if n <= 2 else None)
        if noun is None and n == 1 and phrase in lexicon.roles:
            noun = Noun(phrase, "person", lexicon.roles[phrase].gender)
        if noun is not None and all(t.name < 0 for t in part):
            return noun, n
    return None


@lru_cache(maxsize=2)
def _openings(lexicon: Lexicon) -> frozenset[str]:
    """What a token must begin with for a describing noun to begin there."""
    return frozenset(map(_opening, (*lexicon.nouns, *lexicon.roles)))


@lru_cache(maxsize=8192)
def _opening(words: str) -> str:
    """The first word: « jeune » of « jeune pousse », « start » of « start-up »."""
    return _FIRST.split(words, maxsplit=1)[0]


def in_noun(text: Text, k: int, lexicon: Lexicon) -> bool:
    """Does token k belong to a describing noun of several words (« maison d'édition »)?"""
    return any(
        as_listed(text.tokens[max(0, k - n) : k + m]) in lexicon.nouns
        for n in range(_LONGEST - 1)
        for m in range(1, _LONGEST)
        if n + m > 1
    )


def as_listed(tokens: Sequence[Token]) -> str:
    """Tokens as data/lexicon writes them: « jeune pousse », « maison d'édition », « start-up »."""
    return " ".join(t.lower for t in tokens).replace("' ", "'").replace(" - ", "-").replace(" -", "-")


def _singular(tokens: Sequence[Token]) -> str:
    return " ".join(t.lemma if t.plural else t.lower for t in tokens)
