"""Dates in a passage, absolute or relative to the article's, as ISO 8601 at the precision of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from graph.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Dated:
    """An ISO date (2024-02-26, 2024-02 or 2024) at characters [start, end)."""

    iso: str
    start: int
    end: int


class DateReader:
    """Finds dates; « lundi », « en février dernier » resolve against the date of the article, else stay unknown."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.months: dict[str, int] = lexicon.discourse["months"]
        self.weekdays: list[str] = lexicon.discourse["weekdays"]
        months, days = "|".join(self.months), "|".join(self.weekdays)
        self.full = re.compile(rf"\b(?P<day>\d{{1,2}})(?:er)?[ \u00a0](?P<month>{months})(?:[ \u00a0](?P<year>\d{{4}}))?\b", re.I)
        self.month = re.compile(rf"\b(?P<month>{months})(?:[ \u00a0](?:(?P<year>\d{{4}})|(?P<last>derniers?|passé)|(?P<next>prochain)))?\b", re.I)
        self.year = re.compile(r"\b(?:en|depuis|début|fin|mi|courant|année|an|été|automne|hiver|printemps|dès)[ \u00a0-](?P<year>(?:19|20)\d{2})\b", re.I)
        self.weekday = re.compile(rf"\b(?P<weekday>{days})(?P<next>[ \u00a0]prochain)?\b", re.I)
        self.near = re.compile(r"\b(?P<word>hier|aujourd['’]hui|demain|l['’]an dernier|l['’]année dernière|cette année|l['’]an prochain)\b", re.I)

    def find(self, text: str, published: str | None) -> list[Dated]:
        """Every date of the text that can be resolved, in order, longest first where they overlap."""
        found: list[Dated] = []
        for finder in (self._full, self._months, self._years, self._weekdays, self._near):
            for dated in finder(text, published):
                if not any(d.start < dated.end and dated.start < d.end for d in found):
                    found.append(dated)
        return sorted(found, key=lambda d: d.start)

    def _full(self, text: str, published: str | None) -> list[Dated]:
        out = []
        for m in self.full.finditer(text):
            month = self.months[m["month"].lower()]
            year = int(m["year"]) if m["year"] else self._year_of(month, published)
            if year and 1 <= int(m["day"]) <= 31:
                out.append(Dated(f"{year:04d}-{month:02d}-{int(m['day']):02d}", m.start(), m.end()))
        return out

    def _months(self, text: str, published: str | None) -> list[Dated]:
        out = []
        for m in self.month.finditer(text):
            month = self.months[m["month"].lower()]
            year = int(m["year"]) if m["year"] else self._year_of(month, published, bool(m["next"]))
            if year:
                out.append(Dated(f"{year:04d}-{month:02d}", m.start(), m.end()))
        return out

    def _years(self, text: str, published: str | None) -> list[Dated]:
        return [Dated(m["year"], m.start(), m.end()) for m in self.year.finditer(text)]

    def _weekdays(self, text: str, published: str | None) -> list[Dated]:
        day = _whole(published)
        out = []
        for m in self.weekday.finditer(text):
            if day is None:
                continue
            index = self.weekdays.index(m["weekday"].lower())
            back = (day.weekday() - index) % 7
            when = day + timedelta(days=7 - back) if m["next"] else day - timedelta(days=back)
            out.append(Dated(when.isoformat(), m.start(), m.end()))
        return out

    def _near(self, text: str, published: str | None) -> list[Dated]:
        out = []
        for m in self.near.finditer(text):
            word = m["word"].lower().replace("’", "'")
            iso = _relative(word, published)
            if iso:
                out.append(Dated(iso, m.start(), m.end()))
        return out

    def _year_of(self, month: int, published: str | None, coming: bool = False) -> int | None:
        """The year of a bare month: the last one before the article, or the next if it says so."""
        if not published or len(published) < 7:
            return None
        year, now = int(published[:4]), int(published[5:7])
        if coming:
            return year if month > now else year + 1
        return year if month <= now else year - 1


def _whole(published: str | None) -> date | None:
    if not published or len(published) != 10:
        return None
    try:
        return date.fromisoformat(published)
    except ValueError:
        return None


def _relative(word: str, published: str | None) -> str | None:
    day = _whole(published)
    if word in ("hier", "aujourd'hui", "demain"):
        return None if day is None else (day + timedelta(days={"hier": -1, "demain": 1}.get(word, 0))).isoformat()
    if not published:
        return None
    return str(int(published[:4]) + {"cette année": 0, "l'an prochain": 1}.get(word, -1))
