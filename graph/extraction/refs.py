"""Noun phrases that refer to actors, one ``Ref`` each: names with their titles, descriptions, pronouns, possessives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from graph.syntax import Text
from graph.wordlists import grammar

Form = Literal["name", "description", "pronoun", "possessive", "clitic"]


@dataclass(frozen=True, slots=True)
class Ref:
    """Tokens [first, last] of a phrase (determiner and titles included) that refers to one or more entities.

    ``outer`` is its last token with appositions and brackets; ``head`` the token that the parser ties to the rest;
    ``sure`` is 0 to 1.
    """

    first: int
    last: int
    head: int
    entities: tuple[int, ...]
    form: Form
    outer: int
    sure: float = 1.0


def implied(i: int, entities: tuple[int, ...], sure: float, form: Form = "description") -> list[Ref]:
    """The entities that token i stands for, as one ref; [] if there are none."""
    return [Ref(i, i, i, entities, form, i, sure)] if entities else []


def listed(ref: Ref | None) -> list[Ref]:
    """The ref as a list; [] for None."""
    return [ref] if ref is not None else []


@dataclass
class RefTable:
    """The refs of one text, in the order in which they were found, and by the tokens they cover."""

    refs: list[Ref] = field(default_factory=list)
    _cover: dict[int, Ref] = field(default_factory=dict)
    _outer: dict[int, Ref] = field(default_factory=dict)

    def add(self, ref: Ref) -> None:
        """Take in a ref; a token keeps the first ref that covered it."""
        self.refs.append(ref)
        self._outer.setdefault(ref.outer, ref)
        for i in range(ref.first, ref.last + 1):
            self._cover.setdefault(i, ref)

    def add_inside(self, ref: Ref) -> None:
        """Take in a ref that stands inside another's title (« la fondatrice de la licorne, X »): it covers its own."""
        self.refs.append(ref)
        self._cover.update(dict.fromkeys(range(ref.first, ref.last + 1), ref))

    def at(self, i: int) -> Ref | None:
        """The ref that covers token i."""
        return self._cover.get(i)

    def headed(self, i: int) -> Ref | None:
        """The ref that covers token i and has it as its head."""
        ref = self._cover.get(i)
        return ref if ref is not None and ref.head == i else None

    def ending(self, i: int) -> Ref | None:
        """The ref whose phrase, appositions included, ends at token i."""
        ref = self._cover.get(i)
        return ref if ref is not None and ref.last == i else self._outer.get(i)


def preposition_before(text: Text, i: int) -> str:
    """The preposition that introduces the phrase starting at token i, '' if none (contracted articles count)."""
    if i <= 0:
        return ""
    words = grammar()
    token, before = text.tokens[i], text.tokens[i - 1]
    if token.lower in words.contracted_articles or (token.lower == "des" and token.pos == "ADP"):
        return words.contracted[token.lower]
    if before.lower in words.contracted and before.lower != "des":
        return words.contracted[before.lower]
    if before.pos == "ADP" or before.lower in words.prepositions:
        return before.lower
    return "de" if before.lower == "des" else ""
