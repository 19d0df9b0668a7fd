"""The actors of one article while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.lexicon import KnownActor

BODIES = frozenset({"company", "organisation", "institution", "government", "media", "party"})
ORGS = BODIES | {"group"}


@dataclass
class Entity:
    """An actor of one article: the forms and nouns it goes by grow as the article tells them. ``sure`` is 0 to 1."""

    key: int
    name: str
    kind: str
    known: bool
    gender: str = ""
    country: str = ""
    city: str = ""
    nouns: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    sure: float = 1.0

    @classmethod
    def of_known(cls, key: int, actor: KnownActor) -> Entity:
        """The entity of an actor of data/actors.yaml."""
        return cls(key, actor.name, actor.kind, True, actor.gender, actor.country, actor.city, set(actor.nouns))


@dataclass(frozen=True, slots=True)
class Placed:
    """A name at its characters [start, end) of the article's text, and the key of its entity."""

    start: int
    end: int
    entity: int
