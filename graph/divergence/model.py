"""The frozen values of the comparison: a case, its versions, and the value in which they differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

Nature = Literal["amount", "share", "status", "date", "exclusivity", "valuation", "founders", "attribution"]
NATURES: tuple[Nature, ...] = get_args(Nature)
Form = Literal["money", "share", "words", "unsaid", "status", "date", "exclusivity", "count", "names", "speaker"]
_SEPARATOR = "~"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Value:
    """What a version says: ``number`` of money, share or count; ``text``: currency, words, id, ISO date or names."""

    form: Form
    text: str = ""
    number: float = 0.0


@dataclass(frozen=True, slots=True)
class Version:
    """What one article says, with its passage [start, end) and the words that say it, as offsets into its text.

    ``claim`` is its row in the table of claims, -1 if the text alone says it; ``speaker`` as in a claim.
    """

    value: Value
    article: str
    start: int
    end: int
    marks: tuple[Span, ...] = ()
    status: str = ""
    speaker: str = ""
    claim: int = -1


@dataclass(frozen=True, slots=True)
class Case:
    """Versions that differ, of one link or of one actor; ``likeness`` is the share of words that quotations share."""

    natures: tuple[Nature, ...]
    about: tuple[str, ...]  # what the key says: a link (source, relation, target), or a word and an actor
    versions: tuple[Version, ...]
    actors: tuple[str, ...]
    likeness: float = 0.0

    @property
    def key(self) -> str:
        """A name for addresses: « Microsoft~invests_in~Mistral AI », « valuation~Mistral AI »."""
        return _SEPARATOR.join(part.replace(_SEPARATOR, " ") for part in self.about)

    def touches(self, source: str, relation: str, target: str) -> bool:
        """Whether the link between these actors leads to this case."""
        if self.natures[0] == "founders":
            return relation == "founded" and target == self.about[1]
        if self.natures == ("exclusivity",):
            return relation == self.about[2] and {self.about[1], self.about[3]} == {source, target}
        return self.about == (source, relation, target)

    def of_actor(self, name: str) -> bool:
        """Whether the case is about this actor itself: its worth, its founders, its first year."""
        return len(self.about) == 2 and self.about[1] == name


def narrowed(cases: Iterable[Case], claims: Collection[int], articles: Collection[str]) -> tuple[Case, ...]:
    """The cases that still differ when only these claims (rows) and articles (ids) are shown."""
    kept = []
    for case in cases:
        versions = tuple(v for v in case.versions if (v.claim in claims if v.claim >= 0 else v.article in articles))
        differ = len({(v.value, v.status) for v in versions}) > 1 and len({v.article for v in versions}) > 1
        if differ and any(v.value.form != "unsaid" for v in versions):
            kept.append(case if len(versions) == len(case.versions) else replace(case, versions=versions))
    return tuple(kept)
