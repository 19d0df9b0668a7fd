"""ISO dates as precise as known (2024, 2024-02, 2024-02-26): the days they cover, and their words (fr, en)."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_MONTHS: dict[str, tuple[str, ...]] = {
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}


@lru_cache(maxsize=65536)
def bounds(iso: str | None) -> tuple[str, str] | None:
    """First and last day that an ISO date covers, both as YYYY-MM-DD; None if it is no date."""
    match = _ISO.fullmatch(iso or "")
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    last_month = month or 12
    last = date(first.year, last_month, day or calendar.monthrange(first.year, last_month)[1])
    return first.isoformat(), last.isoformat()


def _parts(iso: str) -> tuple[str, str, str]:
    year, month, day = [*iso.split("-"), "", ""][:3]
    return year, month, day


def in_words(iso: str, lang: str, *, year: bool = True) -> str:
    """An ISO date in words: « 1er mars 2024 », “March 2024”, « 2024 »; text that is no date stays as it is."""
    if bounds(iso) is None:
        return iso
    number, month, day = _parts(iso)
    if not month:
        return number
    ordinal = "1er" if lang == "fr" and day == "01" else day.lstrip("0")
    return " ".join(filter(None, (ordinal, _MONTHS[lang][int(month) - 1], number if year else "")))


def _of(words: str) -> str:
    return f"d’{words}" if words[0] in "aàâoôeéiu" else f"de {words}"


def _french(since: str | None, until: str | None, same_year: bool) -> str:
    first = in_words(since, "fr", year=not same_year) if since else ""
    last = in_words(until, "fr") if until else ""
    if since and since == until:
        return f"le {last}" if _parts(since)[2] else f"en {last}"
    if not until:
        return f"depuis le {first}" if since and _parts(since)[2] else f"depuis {first}"
    to_day = bool(_parts(until)[2])
    if not since:
        return f"jusqu’au {last}" if to_day else f"jusqu’en {last}"
    return f"{f'du {first}' if _parts(since)[2] else _of(first)} {'au' if to_day else 'à'} {last}"


def _english(since: str | None, until: str | None, same_year: bool) -> str:
    first = in_words(since, "en", year=not same_year) if since else ""
    last = in_words(until, "en") if until else ""
    if since and since == until:
        return f"on {last}" if _parts(since)[2] else f"in {last}"
    if not until:
        return f"since {first}"
    return f"from {first} to {last}" if since else f"until {last}"


def span_in_words(since: str | None, until: str | None, lang: str) -> str:
    """A period, ends included: « de novembre 2023 à mars 2024 », “since 2023”; "" without ends."""
    if not since and not until:
        return ""
    one, other = _parts(since or ""), _parts(until or "")
    # « de janvier à mars 2024 »: the year is said once when both ends are equally precise
    same_year = since != until and one[0] == other[0] and bool(one[1] and other[1]) and bool(one[2]) == bool(other[2])
    return (_french if lang == "fr" else _english)(since or None, until or None, same_year)
