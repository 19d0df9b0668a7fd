"""Claims along time: what has a date, in which bar it falls, and which bars a brush covers."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings

from graph.periods import bounds
from graph.timeline import BY, Bar, By, bars, covering, dated
from tests.samples import sample_table
from tests.strategies import tables


@settings(max_examples=60, deadline=None)
@given(tables())
def test_every_dated_claim_is_in_one_bar_and_in_order(table: pd.DataFrame) -> None:
    for by in BY:
        found = dated(table, by)
        column = "date" if by == "event" else "published"
        assert len(found) == sum(bounds(iso) is not None for iso in table[column])
        assert list(found["when"]) == sorted(found["when"])
        assert sum(bar.claims for bar in bars(found)) == len(found)


def whens(*dates: str) -> pd.DataFrame:
    return sample_table().iloc[: len(dates)].assign(when=list(dates), relation="owns")


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ([], []),
        (["2024-02-26"], [("2024-02", 1)]),
        (["2024-02-26", "2024-02"], [("2024-02", 2)]),
        (["2024-02", "2024-03-01"], [("2024-02", 1), ("2024-03", 1)]),
        (["2024", "2024-03-01"], [("2024", 2)]),
        (["1998-01-01", "2024-03-01"], [("1998", 1), ("2024", 1)]),
    ],
)
def test_bars_are_months_unless_a_date_or_the_span_asks_for_years(
    dates: list[str], expected: list[tuple[str, int]]
) -> None:
    assert bars(whens(*dates)) == [Bar(period, "money", claims) for period, claims in expected]


@pytest.mark.parametrize(
    ("first", "last", "covered"),
    [
        ("2024-01-20", "2024-02-03", ("2024-01", "2024-02")),
        ("2024-02-10", "2024-02-11", ("2024-02", "2024-02")),
        ("2020-01-01", "2030-01-01", ("2024-01", "2024-04")),
        ("2024-03-02", "2024-03-20", None),
        ("2019-01-01", "2019-02-01", None),
    ],
)
def test_a_brush_keeps_the_bars_that_it_touches(first: str, last: str, covered: tuple[str, str] | None) -> None:
    assert covering(first, last, ["2024-01", "2024-02", "2024-04"]) == covered


@pytest.mark.parametrize("by", BY)
def test_the_sample_has_dates_of_both_sorts(by: By) -> None:
    assert len(dated(sample_table(), by)) > 0
