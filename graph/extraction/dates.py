"""Dates in a passage, absolute or relative to the article's, as ISO 8601 at the precision of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from graph.lexicon import Lexicon

_SPACE = "[ \u00a0\u202f]"
_LAST, _NEXT = "derni(?:er|ère)|passée?", "prochaine?"
# What stands before a month or a year that is a date: « Mars » the brand, « 2 000 exemplaires » have none of it.
_BEFORE_MONTH = r"en|de|depuis|dès|début|fin|mi|mois|courant|avant|après|jusqu['’]en|jusqu['’]à|d['’]ici|et|à|ou|entre"
_BEFORE_YEAR = (
    r"en|depuis|début|fin|mi|courant|année|an|été|automne|hiver|printemps|dès|semestre|trimestre|rentrée|exercice|"
    r"horizon|avant|après|jusqu['’]en|d['’]ici|entre|millésime"
)
_AHEAD = 3  # a bare month or day is the last one, unless it comes at most so many months after the article


@dataclass(frozen=True, slots=True)
class Dated:
    """An ISO date (2024-02-26, 2024-02 or 2024) at characters [start, end)."""

    iso: str
    start: int
    end: int


class DateReader:
    """Finds dates; « lundi », « en février dernier » resolve against the date of the article, else stay unknown."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.months = lexicon.discourse.months
        self.weekdays = lexicon.discourse.weekdays
        small = "|".join(self.months)
        month = "|".join((small, small.title(), small.upper()))
        days = "|".join((*self.weekdays, *(day.capitalize() for day in self.weekdays)))
        year = "(?P<year>(?:19|20)[0-9]{2})"
        nearer = rf"(?:{_SPACE}(?:{year}|(?P<last>{_LAST})|(?P<next>{_NEXT})))?+"
        self.full = re.compile(
            rf"(?:\b(?:{days}){_SPACE})?(?<![\w.,])(?P<day>[0-9]{{1,2}})(?:er|ᵉʳ)?{_SPACE}(?P<month>{month}){nearer}(?!\w)"
        )
        self.figures = re.compile(
            rf"(?<![\w/.-])(?P<day>[0-9]{{1,2}})[/.](?P<month>[0-9]{{1,2}})[/.]{year}(?![\w/]|\.[0-9])"
        )
        self.iso = re.compile(rf"(?<![\w-]){year}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})(?![\w-])")
        plain = rf"\b(?i:{_BEFORE_MONTH})(?:{_SPACE}|-)(?P<bare>{small})"
        told = rf"\b(?P<month>{month})(?={_SPACE}(?:(?:19|20)[0-9]{{2}}\b|{_LAST}|{_NEXT}))"
        self.month = re.compile(rf"(?:{plain}|{told}){nearer}(?!\w)(?!{_SPACE}[0-9])")
        self.year = re.compile(
            rf"\b(?i:{_BEFORE_YEAR})(?:{_SPACE}|-)(?:(?:de|à){_SPACE})?(?:l['’]année{_SPACE})?{year}"
            rf"(?!\w|{_SPACE}?[%€$£])"
        )
        self.weekday = re.compile(rf"\b(?P<weekday>{days})(?:{_SPACE}(?:(?P<last>{_LAST})|(?P<next>{_NEXT})))?+\b")
        self.near = re.compile(
            r"\b(?P<word>(?:avant-)?hier|(?:après-)?demain|aujourd['’]hui|cette année|ce mois-ci|"
            r"(?P<unit>l['’]an(?:née)?|le mois) (?:(?P<last>derni(?:er|ère)|passée?)|prochaine?))\b",
            re.I,
        )

    def find(self, text: str, published: str | None) -> list[Dated]:
        """Every date of the text that can be resolved, in order; the longer wins where two overlap.

        ``published`` is the ISO date of the article, as precise as known.
        """
        taken: list[tuple[int, int]] = []
        found: list[Dated] = []
        for start, end, iso in self._readings(text, published or ""):
            if any(s < end and start < e for s, e in taken):
                continue
            taken.append((start, end))  # also what has no such day: « 31 février » is not « février »
            if iso:
                found.append(Dated(iso, start, end))
        return sorted(found, key=lambda d: d.start)

    def _readings(self, text: str, published: str) -> Iterator[tuple[int, int, str | None]]:
        """(start, end, ISO date or None) of everything that looks like a date, the surest patterns first."""
        for m in self.full.finditer(text):
            yield m.start(), m.end(), self._full(m, published)
        for pattern in (self.figures, self.iso):
            for m in pattern.finditer(text):
                yield m.start(), m.end(), _day(int(m["year"]), int(m["month"]), int(m["day"]))
        for m in self.month.finditer(text):
            number = self.months[(m["bare"] or m["month"]).lower()]
            year = _year(m, number, published)
            yield m.start("bare" if m["bare"] else "month"), m.end(), f"{year:04d}-{number:02d}" if year else None
        for m in self.year.finditer(text):
            yield m.start("year"), m.end("year"), m["year"]
        for m in self.weekday.finditer(text):
            yield m.start(), m.end(), self._weekday(m, published)
        for m in self.near.finditer(text):
            yield m.start(), m.end(), _relative(m["word"].lower(), bool(m["last"]), published)

    def _full(self, m: re.Match[str], published: str) -> str | None:
        month = self.months[m["month"].lower()]
        year = _year(m, month, published)
        return _day(year, month, int(m["day"])) if year else None

    def _weekday(self, m: re.Match[str], published: str) -> str | None:
        day = _whole(published)
        if day is None:
            return None
        back = (day.weekday() - self.weekdays.index(m["weekday"].lower())) % 7
        if m["next"]:
            return (day + timedelta(days=7 - back)).isoformat()
        return (day - timedelta(days=back or (7 if m["last"] else 0))).isoformat()


def _year(m: re.Match[str], month: int, published: str) -> int | None:
    """The year of a month: as printed, else the last one before the article or the next, as the words say."""
    if m["year"]:
        return int(m["year"])
    if not re.match(r"[0-9]{4}-[0-9]{2}", published):
        return None
    year, now = int(published[:4]), int(published[5:7])
    if m["last"]:
        return year if month < now + ("day" in m.groupdict()) else year - 1
    if m["next"]:
        return year if month > now else year + 1
    back = (now - month) % 12
    months = year * 12 + now - (back if 12 - back > _AHEAD else back - 12)
    return (months - 1) // 12


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:  # there is no such day
        return None


def _whole(published: str) -> date | None:
    try:
        return date.fromisoformat(published) if len(published) == 10 else None
    except ValueError:
        return None


def _relative(word: str, last: bool, published: str) -> str | None:
    """« hier », « le mois dernier », « l'an prochain »: days, months or years from the article's own."""
    day = _whole(published)
    days = {"avant-hier": -2, "hier": -1, "demain": 1, "après-demain": 2}.get(word, 0)
    if days or word.startswith("aujourd"):
        return (day + timedelta(days=days)).isoformat() if day else None
    if "mois" in word:
        if not re.match(r"[0-9]{4}-[0-9]{2}", published):
            return None
        months = int(published[:4]) * 12 + int(published[5:7]) - 1 + (0 if word.startswith("ce") else -1 if last else 1)
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    step = 0 if word.startswith("cette") else -1 if last else 1
    return f"{int(published[:4]) + step:04d}" if re.match(r"[0-9]{4}", published) else None
