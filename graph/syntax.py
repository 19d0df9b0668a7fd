"""Parsed text as frozen values, free of spaCy: tokens with their place in the article and in the parse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``i`` and ``head`` index ``Text.tokens``; ``start``/``end`` are characters of the article's text.

    ``name`` is the index of the name that the token stands for, or -1; ``verbs`` are the infinitives that its form
    may belong to (the tagger misses many French verb forms, the form itself does not lie).
    """

    i: int
    text: str
    lemma: str
    pos: str
    dep: str
    head: int
    morph: str
    start: int
    end: int
    sentence: int
    name: int = -1
    verbs: tuple[str, ...] = ()
    lower: str = ""

    @property
    def plural(self) -> bool:
        return "Number=Plur" in self.morph

    @property
    def feminine(self) -> bool:
        return "Gender=Fem" in self.morph

    @property
    def finite(self) -> bool:
        return "VerbForm=Fin" in self.morph


@dataclass(frozen=True)
class Text:
    """A parsed stretch of an article: its tokens and its sentences as (first, past-the-last) token indices."""

    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...] = field(default=())

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """Token index -> indices of its dependants, in text order."""
        table: dict[int, list[int]] = {}
        for token in self.tokens:
            if token.head != token.i:
                table.setdefault(token.head, []).append(token.i)
        return table

    def sentence_of(self, i: int) -> tuple[int, int]:
        return self.sentences[self.tokens[i].sentence]

    def kids(self, i: int, *deps: str) -> Iterator[Token]:
        """Dependants of token i, of these relations if any are given."""
        for k in self.children.get(i, ()):
            if not deps or self.tokens[k].dep in deps:
                yield self.tokens[k]

    def subtree(self, i: int) -> tuple[int, int]:
        """First and last token index of the subtree of i."""
        low = high = i
        stack = [i]
        while stack:
            for k in self.children.get(stack.pop(), ()):
                low, high = min(low, k), max(high, k)
                stack.append(k)
        return low, high
