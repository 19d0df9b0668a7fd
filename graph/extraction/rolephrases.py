"""Words of function in a text: « PDG », « l'ancien directeur », « vice-présidente chargée de la recherche »."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from graph.extraction.verbs import is_participle
from graph.lexicon import Lexicon, RoleNoun
from graph.syntax import Text
from graph.wordlists import grammar

_LONGEST = 6  # tokens
_LETTERS = re.compile(r"[^\W\d_]*")


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """Tokens [first, last] of a role, « l'ancien » included, complement not; its noun starts at ``noun_at``."""

    first: int
    noun_at: int
    last: int
    noun: RoleNoun
    ended: bool


def find_roles(text: Text, lexicon: Lexicon) -> list[RolePhrase]:
    """Every role phrase of the text, longest first at each place, not overlapping, in order."""
    found: list[RolePhrase] = []
    i = 0
    while i < len(text.tokens):
        hit = _match(text, i, lexicon)
        if hit is None or _is_verb(text, i, hit[1]):
            i += 1
            continue
        noun, last, former = hit
        first = _left_edge(text, i, lexicon)
        ended = former or any(t.lower in grammar().ended_roles for t in text.tokens[first:i])
        found.append(RolePhrase(first, i, last, noun, ended))
        i = last + 1
    return found


def _left_edge(text: Text, i: int, lexicon: Lexicon) -> int:
    """First token of the phrase whose role noun starts at i: determiners, « ancien », « désormais », nationality."""
    words = grammar()
    first = i
    while first > text.start_of(i):
        token = text.tokens[first - 1]
        small = token.lower in words.ended_roles or token.lower in words.before_roles
        if token.name >= 0 or not (small or token.pos == "NUM" or token.lower in lexicon.nationality):
            break
        first -= 1
    return first


def _is_verb(text: Text, i: int, last: int) -> bool:
    """« X, juge l'attitude … »: a form that takes an object is a verb, not a function; « le député X » is none."""
    if i != last or not text.tokens[i].verbs or i + 1 >= len(text.tokens):
        return False
    if is_participle(text.tokens[i]) and text.word(i - 1) in grammar().before_nouns:
        return False
    after = text.tokens[i + 1]
    return after.name >= 0 or after.lower in grammar().object_openers


def _match(text: Text, i: int, lexicon: Lexicon) -> tuple[RoleNoun, int, bool] | None:
    """The longest role noun at token i: (noun, last token, is it « ex-… »)."""
    token = text.tokens[i]
    if token.name >= 0 or _opening(token.lower) not in _openings(lexicon):
        return None  # most words begin no role
    for last in range(min(i + _LONGEST, text.end_of(i)) - 1, i - 1, -1):
        if any(t.name >= 0 for t in text.tokens[i : last + 1]):
            continue
        phrase = text.written(i, last).lower().replace("’", "'")
        for words, former in ((phrase, False), (phrase.removeprefix("ex-"), True)):
            if words in lexicon.roles:
                return lexicon.roles[words], last, former
    return None


@lru_cache(maxsize=4)
def _openings(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(map(_opening, lexicon.roles))


@lru_cache(maxsize=32768)
def _opening(phrase: str) -> str:
    """The letters that a phrase begins with, « ex- » left out."""
    return _LETTERS.match(phrase.removeprefix("ex-"))[0]  # type: ignore[index]  # matches always, at least nothing
