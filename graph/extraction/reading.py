"""One text as read: the value that every later step looks at."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, TypeVar

from graph.extraction.discourse import Discourse
from graph.extraction.lists import coordinated
from graph.extraction.matching import Trigger
from graph.extraction.refs import Ref, RefTable
from graph.extraction.rolephrases import RolePhrase
from graph.extraction.speech import NO_SPEECH, Speech
from graph.lexicon import Lexicon
from graph.rules import Rule
from graph.syntax import Text, Token

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Reading:
    """A text, what refers to whom in it, and the discourse that it goes on with.

    ``named``: ``Token.name`` -> entity key; ``triggers``: every rule whose words stand in the text, and where;
    ``possessors``: token of « son » -> who owns; ``deals``: token of a deal's noun -> its parties, () for the deal
    spoken of before. The tables fill while the text is read, then stay.
    """

    text: Text
    discourse: Discourse
    lexicon: Lexicon
    named: Sequence[int]
    roles: Sequence[RolePhrase]
    quoted: Sequence[bool]
    triggers: Sequence[tuple[Rule, Trigger]]
    table: RefTable = field(default_factory=RefTable)
    possessors: dict[int, tuple[int, ...]] = field(default_factory=dict)
    deals: dict[int, tuple[int, ...]] = field(default_factory=dict)
    speech: Speech = NO_SPEECH

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return self.text.tokens

    def kind(self, entity: int) -> str:
        return self.discourse.entities[entity].kind

    def is_person(self, ref: Ref) -> bool:
        return all(self.kind(e) == "person" for e in ref.entities)

    def names_person(self, token: Token) -> bool:
        """Does this token stand for the name of a person?"""
        return token.name >= 0 and self.kind(self.named[token.name]) == "person"

    @cached_property
    def answers(self) -> dict[Hashable, Any]:
        """What ``settled`` functions have told of this reading."""
        return {}

    @cached_property
    def _lists(self) -> dict[int, list[Ref]]:
        """Head token of each ref -> the members of its longest list; to be asked only once the text is read."""
        groups: dict[int, list[Ref]] = {}
        for ref in sorted(self.table.refs, key=lambda r: r.first):
            if ref.head in groups:
                continue
            members = coordinated(self.text, self.table, ref)
            for member in members:
                if len(members) > len(groups.get(member.head, ())):
                    groups[member.head] = members
        return groups

    def whole(self, ref: Ref) -> list[Ref]:
        """The whole list around ref, itself included."""
        return self._lists.get(ref.head, [ref])

    def onward(self, ref: Ref) -> list[Ref]:
        """ref and the members of its list after it."""
        return [r for r in self.whole(ref) if r.first >= ref.first]


def settled(work: Callable[..., Answer]) -> Callable[..., Answer]:
    """Keep with a reading what a function tells of it, as ``remembered`` does with a text.

    It may look at the tables, which stay once the text is read, but not at the discourse, which moves on.
    """

    @wraps(work)
    def ask(reading: Reading, *about: Hashable) -> Answer:
        key = (work, about)
        if key not in reading.answers:
            reading.answers[key] = work(reading, *about)
        answer: Answer = reading.answers[key]
        return answer

    return ask
