"""A claim as found, before its evidence is cut out of the article."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Status


@dataclass(frozen=True, slots=True)
class Found:
    """Source and target are entity keys, or the name of an actor that is implied; [first, last] is the trigger."""

    source: int
    relation: str
    target: int | str
    status: Status
    first: int
    last: int
    rule: str
    confidence: float
    role: str | None = None
    majority: str = ""  # the relation instead, for more than half of the capital
