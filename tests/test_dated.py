"""Dates on a line: places, columns and ticks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dated import COLUMNS, Line, columns, line
from tests.strategies import DATES


def test_a_line_spans_all_days_of_its_dates() -> None:
    assert line(["2024-02", "2023", "soon", ""]) == Line(date(2023, 1, 1), date(2024, 2, 29))
    assert line(["", "soon", "2024-02-30"]) is None


@pytest.mark.parametrize(
    ("iso", "share"),
    [("2024-01-01", 0.0), ("2024-12-31", 1.0), ("2024", 0.5), ("2024-07-01", 0.499), ("2019", 0.0), ("2031", 1.0)],
)
def test_a_date_stands_in_the_middle_of_its_days(iso: str, share: float) -> None:
    assert Line(date(2024, 1, 1), date(2024, 12, 31)).share(iso) == pytest.approx(share, abs=0.002)


def test_one_day_alone_stands_in_the_middle() -> None:
    day = line(["2024-02-26"])
    assert day is not None
    assert (day.share("2024-02-26"), day.ticks()) == (0.5, ())


@pytest.mark.parametrize(
    ("dates", "ticks"),
    [
        (["2023-11-14", "2024-02-03"], ["2023-12", "2024-01", "2024-02"]),
        (["2020-06", "2023-06"], ["2021", "2022", "2023"]),
        (["1990-06", "2024-06"], ["1991", "1996", "2001", "2006", "2011", "2016", "2021"]),
        (["2024-01-15", "2024-11-15"], ["2024-02", "2024-05", "2024-08", "2024-11"]),
    ],
)
def test_ticks_are_months_or_years_and_few(dates: list[str], ticks: list[str]) -> None:
    along = line(dates)
    assert along is not None
    assert [tick.iso for tick in along.ticks()] == ticks
    assert all(0 <= tick.at <= 1 for tick in along.ticks())


@given(st.lists(DATES))
def test_every_date_is_in_one_column_in_order(dates: list[str]) -> None:
    along = line(dates)
    if along is None:
        return
    found = columns([(iso, (iso, number)) for number, iso in enumerate(dates)], along)
    placed = [item for column in found for item in column.items]
    assert sorted(number for _, number in placed) == [n for n, iso in enumerate(dates) if line([iso])]
    assert [column.at for column in found] == sorted({column.at for column in found})
    assert len(found) <= COLUMNS
    assert all(0 <= tick.at <= 1 for tick in along.ticks())
