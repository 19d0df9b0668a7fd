"""The months (or years) that the claims span, with how many claims fall in each: the bars over the period slider."""

from __future__ import annotations

from collections.abc import Iterable

from graph.periods import bounds

MOST_MONTHS = 48  # beyond, the bars are years


def histogram(dates: Iterable[str]) -> dict[str, float]:
    """ISO month -> number of dates in it, from the first to the last; years if the span is longer than MOST_MONTHS.

    A date known to the year only is spread evenly over the months of that year inside the span. Empty without a date.
    """
    known = [iso for iso in dates if bounds(iso)]
    precise = [iso[:7] for iso in known if len(iso) > 4] or [f"{iso}-01" for iso in known]
    if not precise:
        return {}
    years = {iso[:4] for iso in known}
    first = min(precise + [f"{year}-12" for year in years if year < min(precise)[:4]])
    last = max(precise + [f"{year}-01" for year in years if year > max(precise)[:4]])
    months = _months(first, last)
    if len(months) > MOST_MONTHS:
        bars = {f"{year:04d}": 0.0 for year in range(int(first[:4]), int(last[:4]) + 1)}
        for iso in known:
            bars[iso[:4]] += 1
        return bars
    bars = dict.fromkeys(months, 0.0)
    for iso in known:
        inside = [month for month in months if month.startswith(iso[:7])]
        for month in inside:
            bars[month] += 1 / len(inside)
    return bars


def _months(first: str, last: str) -> list[str]:
    start, end = (int(iso[:4]) * 12 + int(iso[5:7]) - 1 for iso in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, end + 1)]
