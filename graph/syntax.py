"""Parsed text as frozen values, free of spaCy: tokens with their place in the article and in the parse."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, NamedTuple, TypeVar

Answer = TypeVar("Answer")
CLAUSE_END = frozenset(".;:?!»…")
DASHES = frozenset("—–")
OPENING_QUOTES = frozenset('«“"')
CLOSING_QUOTES = frozenset('»”"')


class Token(NamedTuple):
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
    def finite(self) -> bool:
        return "VerbForm=Fin" in self.morph

    @property
    def conjugated(self) -> bool:
        """Is it tagged as a finite verb or auxiliary?"""
        return self.finite and self.pos in ("VERB", "AUX")

    @property
    def main_verb(self) -> bool:
        """Is it tagged as a finite verb, no auxiliary?"""
        return self.finite and self.pos == "VERB"


@dataclass(frozen=True)
class Text:
    """A parsed stretch of an article: its tokens and its sentences as (first, past-the-last) token indices."""

    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...] = field(default=())
    memory: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)  # see ``remembered``

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """Token index -> indices of its dependants, in text order."""
        table: dict[int, list[int]] = {}
        for token in self.tokens:
            if token.head != token.i:
                table.setdefault(token.head, []).append(token.i)
        return table

    @cached_property
    def at_word(self) -> dict[str, list[int]]:
        """Lower-case word -> the tokens at which it stands, in text order."""
        table: dict[str, list[int]] = {}
        for token in self.tokens:
            table.setdefault(token.lower, []).append(token.i)
        return table

    @cached_property
    def words(self) -> dict[int, str]:
        """Token index -> the token in lower case."""
        return {token.i: token.lower for token in self.tokens}

    def sentence_of(self, i: int) -> tuple[int, int]:
        """First and past-the-last token of the sentence that holds token i."""
        return self.sentences[self.tokens[i].sentence]

    def start_of(self, i: int) -> int:
        """First token of the sentence that holds token i."""
        return self.sentence_of(i)[0]

    def end_of(self, i: int) -> int:
        """Past-the-last token of the sentence that holds token i."""
        return self.sentence_of(i)[1]

    def word(self, i: int) -> str:
        """Token i in lower case; '' outside the text."""
        return self.words.get(i, "")

    def find(self, places: range, *words: str) -> int | None:
        """The first of these token indices at which one of these lower-case words stands."""
        tokens = self.tokens
        for k in places:
            if tokens[k].lower in words:
                return k
        return None

    def kids(self, i: int, *deps: str) -> Iterator[Token]:
        """Dependants of token i, of these relations if any are given."""
        for k in self.children.get(i, ()):
            if not deps or self.tokens[k].dep in deps:
                yield self.tokens[k]

    def written(self, first: int, last: int) -> str:
        """Tokens [first, last] with the spaces of the article, one at most."""
        part = self.tokens[first : last + 1]
        following = [*part[1:], None]
        return "".join(
            t.text + (" " if after and after.start > t.end else "") for t, after in zip(part, following, strict=True)
        )


def remembered(work: Callable[..., Answer]) -> Callable[..., Answer]:
    """Keep with a text what a function tells of it: many rules ask the same of the same token.

    Its first argument is a Text, or holds one as ``text``; it must depend on that text and its other arguments alone.
    """

    @wraps(work)
    def ask(whole: Any, *about: Hashable) -> Answer:
        memory = (whole if isinstance(whole, Text) else whole.text).memory
        key = (work, about)
        if key not in memory:
            memory[key] = work(whole, *about)
        answer: Answer = memory[key]
        return answer

    return ask
