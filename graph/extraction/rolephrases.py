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
_ATOM = re.compile(r"[^\W_]+")


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
    openers = _openers(lexicon)
    i = 0
    while i < len(text.tokens):
        hit = _match(text, i, lexicon) if _atom(text.tokens[i].lower) in openers else None
        if hit is None or _is_verb(text, i, hit[1]):
            i += 1
            continue
        noun, last, former = hit
        first = _left_edge(text, i, lexicon)
        ended = former or noun.ended or any(t.lower in grammar().ended_roles for t in text.tokens[first:i])
        found.append(RolePhrase(first, i, last, noun, ended))
        i = last + 1
    return found


@lru_cache(maxsize=2)
def _openers(lexicon: Lexicon) -> frozenset[str]:
    """What a token must begin with for a role to begin there: few do, and joining tokens is dear."""
    return frozenset(map(_atom, lexicon.roles))


@lru_cache(maxsize=8192)
def _atom(words: str) -> str:
    """The first run of letters and digits, « ex- » left out: « vice » of « vice-président »."""
    found = _ATOM.search(words.removeprefix("ex-"))
    return found.group() if found else ""


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


def serves_office(text: Text, adviser: RolePhrase, office: RolePhrase) -> bool:
    """« Conseiller | du ministre », at the head of the sentence: do the roles belong to two persons?"""
    words = grammar()
    tie = text.tokens[adviser.last + 1 : office.noun_at]
    fronted = adviser.first == text.start_of(adviser.first)
    tied = 1 <= len(tie) <= 2 and tie[0].lower in words.of and (len(tie) == 1 or tie[1].lower in words.articles)
    return adviser.noun.relation == "advises" and office.noun.government and fronted and tied


def _match(text: Text, i: int, lexicon: Lexicon) -> tuple[RoleNoun, int, bool] | None:
    """The longest role noun at token i: (noun, last token, is it « ex-… »)."""
    best: tuple[RoleNoun, int, bool] | None = None
    phrase = ""
    for token in text.tokens[i : min(i + _LONGEST, text.end_of(i))]:
        if token.name >= 0:
            break
        spaced = phrase and token.start > text.tokens[token.i - 1].end
        phrase += (" " if spaced else "") + token.text.lower().replace("’", "'")
        for words, former in ((phrase, False), (phrase.removeprefix("ex-"), True)):
            if words in lexicon.roles:
                best = lexicon.roles[words], token.i, former
                break
    return best
