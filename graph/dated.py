"""Dates on a line: where each stands between the first and the last, and what falls together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from graph.periods import bounds

Item = TypeVar("Item")
COLUMNS = 48


@dataclass(frozen=True, slots=True)
class Column(Generic[Item]):
    """What falls at one place of the line (0 at its start, 1 at its end), in the order of dates."""

    at: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark under the line: the ISO month or year that begins there."""

    at: float
    iso: str


@dataclass(frozen=True, slots=True)
class Line:
    """The days that a line spans, ends included."""

    first: date
    last: date

    def share(self, iso: str) -> float:
        """Where a date stands: the middle of the days that it covers, kept on the line."""
        days = bounds(iso) or (self.first.isoformat(), self.first.isoformat())
        middle = sum(date.fromisoformat(day).toordinal() for day in days) / 2
        start, length = self.first.toordinal(), self.last.toordinal() - self.first.toordinal()
        return min(max((middle - start) / length, 0.0), 1.0) if length else 0.5

    def ticks(self, most: int = 7) -> tuple[Tick, ...]:
        """The starts of years on the line, or of months while there are at most ``most``."""
        months = [
            f"{number // 12:04d}-{number % 12 + 1:02d}"
            for number in range(self.first.year * 12 + self.first.month, self.last.year * 12 + self.last.month)
        ]
        years = [month[:4] for month in months if month.endswith("-01")]
        if len(months) > most:
            months = years[:: -(-len(years) // most)] if years else months[::3]
        return tuple(Tick(self._start(iso), iso) for iso in months)

    def _start(self, iso: str) -> float:
        day = date.fromisoformat((bounds(iso) or ("", ""))[0]).toordinal()
        return (day - self.first.toordinal()) / (self.last.toordinal() - self.first.toordinal())


def line(dates: Iterable[str]) -> Line | None:
    """The line that holds all these dates; None if none is a date."""
    spans = [days for days in map(bounds, dates) if days]
    if not spans:
        return None
    ends = min(first for first, _ in spans), max(last for _, last in spans)
    return Line(date.fromisoformat(ends[0]), date.fromisoformat(ends[1]))


def columns(pairs: Iterable[tuple[str, Item]], along: Line, most: int = COLUMNS) -> tuple[Column[Item], ...]:
    """What stands near each other on a line gathered into columns; pairs are (ISO date, item), others are left out."""
    dated: Sequence[tuple[str, Item]] = sorted(
        ((iso, item) for iso, item in pairs if bounds(iso)), key=lambda pair: (bounds(pair[0]), pair[0])
    )
    found: dict[int, list[Item]] = {}
    for iso, item in dated:
        found.setdefault(round(along.share(iso) * (most - 1)), []).append(item)
    return tuple(Column(place / (most - 1), tuple(items)) for place, items in sorted(found.items()))
