"""Dates as articles print them, to ISO dates as precise as printed."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from graph.articles.lexicon import lexicon


def iso_date(words: str) -> str | None:
    """The first date in ``words`` as an ISO date, as precise as printed, else None.

    Read are « 26 février 2024 », « février 2024 », 26/02/2024, 2024-02-26, 2024-02. A bare year
    counts only when it stands alone. An impossible date (31 février) gives None.
    """
    iso, day_first, named = _patterns()
    if match := iso.search(words):
        return _checked(match["year"], match["month"], match["day"])
    if match := day_first.search(words):
        return _checked(match["year"], match["month"], match["day"])
    if match := named.search(words):
        month = next(n for n, names in enumerate(lexicon().months, 1) if match["month"].lower() in names)
        return _checked(match["year"], str(month), match["day"])
    return words.strip() if re.fullmatch(r"\s*(19|20)\d\d\s*", words) else None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    months = "|".join(sorted((name for names in lexicon().months for name in names), key=len, reverse=True))
    return (
        re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?!\d)"),
        re.compile(r"(?<!\d)(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>(?:19|20)\d\d)(?!\d)"),
        re.compile(rf"(?:(?<!\d)(?P<day>\d\d?)(?:er)?\s+)?\b(?P<month>{months})\.?\s+(?P<year>(?:19|20)\d\d)\b", re.I),
    )


def _checked(year: str, month: str, day: str | None) -> str | None:
    try:
        found = date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return found.isoformat() if day else found.isoformat()[:7]
