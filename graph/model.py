"""The frozen values that pass from stage to stage. Offsets are characters into ``Article.text``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["asserted", "planned", "reported", "denied", "past"]
STATUSES: tuple[Status, ...] = ("asserted", "planned", "reported", "denied", "past")
READING_NOTE = "reading note"  # the genre of the articles of the demonstration corpus


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of an article's text: ``title``, ``paragraph``, or ``furniture`` (kept, but never read for claims)."""

    start: int
    end: int
    part: Literal["title", "paragraph", "furniture"]


@dataclass(frozen=True, slots=True)
class Article:
    """One press article. ``text`` is the whole file as decoded, front matter and furniture included.

    ``id`` is the first 16 hex digits of the SHA-256 of ``text``; ``name`` is the file's name; ``published`` is an ISO
    date as precise as known (2024-02-26, 2024-02, 2024); what the text does not state is None.
    """

    id: str
    name: str
    text: str
    passages: tuple[Passage, ...]
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    language: str = "fr"
    genre: str | None = None  # such as READING_NOTE


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of an article that refers to an actor, by name, description or pronoun."""

    start: int
    end: int
    actor: str
    form: Literal["name", "description", "pronoun"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One real-world actor: canonical name, kind (an id of data/ontology.yaml) and the other names it goes by.

    ``known``: name and kind are those of data/actors.yaml, not a guess from the text.
    """

    name: str
    kind: str
    aliases: tuple[str, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """One relation between two actors that one passage of one article states (relation types: data/ontology.yaml).

    ``quote == article.text[char_start:char_end]``; the trigger span lies inside it. ``amount`` is in units of
    ``currency`` (ISO 4217, or « % » for a share of capital); ``date`` is ISO, as precise as the text;
    ``speaker`` is None when the outlet speaks in its own name; ``confidence`` is 0 to 1.
    """

    article: str  # Article.id
    source: str
    source_kind: str
    relation: str
    target: str
    target_kind: str
    status: Status
    char_start: int
    char_end: int
    quote: str
    trigger: str
    trigger_start: int
    trigger_end: int
    rule: str
    confidence: float
    speaker: str | None = None
    role: str | None = None
    amount: float | None = None
    currency: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one article gives: its claims in text order, every mention of an actor, and the actors themselves."""

    claims: tuple[Claim, ...]
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = field(default=())
