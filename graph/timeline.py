"""Claims along time: by the date that the passage gives, or by the day on which its article came out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from graph.ontology import load_ontology
from graph.periods import bounds

By = Literal["event", "published"]
BY: tuple[By, ...] = ("event", "published")
MOST_MONTHS = 60  # beyond, the bars are years
_COLUMNS = {"event": "date", "published": "published"}


@dataclass(frozen=True, slots=True)
class Bar:
    """The claims of one family in one month or year: ISO period and number of claims."""

    period: str
    family: str
    claims: int


def dated(claims: pd.DataFrame, by: By) -> pd.DataFrame:
    """The claims with a date of that sort, earliest first; column ``when`` holds it, ISO as precise as known."""
    found = claims.assign(when=claims[_COLUMNS[by]])
    found = found[found["when"].map(lambda iso: bounds(iso) is not None).astype(bool)]
    return found.sort_values(["when", "article", "char_start"], kind="stable")


def bars(claims: pd.DataFrame) -> list[Bar]:
    """Bars of ``dated`` claims: by month, by year if a date is known to the year only or the span is long."""
    whens = claims["when"]
    if whens.empty:
        return []
    months = _months(whens.min(), whens.max()) <= MOST_MONTHS and (whens.str.len() >= len("2024-02")).all()
    families = {name: relation.family for name, relation in load_ontology().relations.items()}
    periods = whens.str[: len("2024-02" if months else "2024")]
    counts = Counter(zip(periods, claims["relation"].map(families), strict=True))
    order = list(load_ontology().families)
    found = [Bar(period, family, number) for (period, family), number in counts.items()]
    return sorted(found, key=lambda bar: (bar.period, order.index(bar.family)))


def covering(first_day: str, last_day: str, periods: list[str]) -> tuple[str, str] | None:
    """First and last of the sorted periods that days (YYYY-MM-DD) touch; None if they touch none."""
    touched = [p for p in periods if (days := bounds(p)) and days[0] <= last_day and first_day <= days[1]]
    return (touched[0], touched[-1]) if touched else None


def _months(first: str, last: str) -> int:
    start, end = ((bounds(iso) or ("", ""))[0] for iso in (first, last))
    return (int(end[:4]) - int(start[:4])) * 12 + int(end[5:7]) - int(start[5:7]) + 1
