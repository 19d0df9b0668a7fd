"""Noun phrases that refer to actors, one ``Ref`` each: names with their titles, descriptions, pronouns, possessives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from graph.syntax import Text, Token

Form = Literal["name", "description", "pronoun", "possessive", "clitic"]


@dataclass(frozen=True, slots=True)
class Ref:
    """Tokens [first, last] of a phrase (determiner and titles included) that refers to one or more entities.

    ``outer`` is its last token with appositions and brackets; ``head`` the token that the parser ties to the rest.
    """

    first: int
    last: int
    head: int
    entities: tuple[int, ...]
    form: Form
    outer: int
    sure: float = 1.0
    plural: bool = False


@dataclass
class RefTable:
    """The refs of one text, found by any token they cover."""

    text: Text
    refs: list[Ref] = field(default_factory=list)
    cover: dict[int, Ref] = field(default_factory=dict)

    def add(self, ref: Ref) -> None:
        self.refs.append(ref)
        for i in range(ref.first, ref.last + 1):
            self.cover.setdefault(i, ref)

    def at(self, i: int) -> Ref | None:
        """The ref that covers token i."""
        return self.cover.get(i)

    def ending(self, i: int) -> Ref | None:
        """The ref whose phrase, appositions included, ends at token i."""
        ref = self.cover.get(i)
        if ref is not None and ref.last == i:
            return ref
        return next((r for r in self.refs if r.outer == i), None)


CONTRACTED = {"du": "de", "des": "de", "au": "à", "aux": "à", "d'": "de"}


def preposition_before(text: Text, i: int) -> str:
    """The preposition that introduces the phrase starting at token i, '' if none (contracted articles count)."""
    if i <= 0:
        return ""
    token = text.tokens[i]
    if token.lower in ("du", "au", "aux") or token.lower == "des" and token.pos == "ADP":
        return CONTRACTED[token.lower]
    before = text.tokens[i - 1]
    if before.lower in CONTRACTED and before.lower != "des":
        return CONTRACTED[before.lower]
    if before.pos == "ADP" or before.lower in (
        "de",
        "à",
        "par",
        "avec",
        "chez",
        "dans",
        "pour",
        "contre",
        "sur",
        "entre",
    ):
        return before.lower
    if before.lower == "des":
        return "de"
    if before.lower == "que" and i >= 2 and text.tokens[i - 2].lower == "ainsi":
        return ""
    return ""


def is_noun(token: Token) -> bool:
    return token.pos in ("NOUN", "PROPN") and token.name < 0
