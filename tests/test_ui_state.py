"""Choices of the reader as plain values: ticks, the address, the bars of the period."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.drawing import SEPARATOR
from graph.ui.canvas import Picked
from graph.ui.downloads import file_name
from graph.ui.histogram import MOST_MONTHS, histogram
from graph.ui.state import joined, parted, picked_as_text, picked_from, ticked, toggled

names = st.text().filter(lambda name: SEPARATOR not in name)


@given(names)
def test_a_chosen_actor_survives_the_address(name: str) -> None:
    choice = Picked("node", name)
    assert picked_from(picked_as_text(choice)) == choice


@given(names, names, names)
def test_a_chosen_link_survives_the_address(source: str, relation: str, target: str) -> None:
    choice = Picked("edge", SEPARATOR.join((source, relation, target)))
    assert picked_from(picked_as_text(choice)) == choice


@given(names, names)
def test_a_chosen_cell_survives_the_address(source: str, target: str) -> None:
    choice = Picked("pair", SEPARATOR.join((source, target)))
    assert picked_from(picked_as_text(choice)) == choice


@given(st.lists(st.text(), min_size=1))
def test_several_texts_survive_one_parameter_of_the_address(texts: list[str]) -> None:
    assert parted(joined(texts)) == texts


@pytest.mark.parametrize("text", ["", "node", "edge~a~b", "edge~a~b~c~d", "pair~a", "pair~a~b~c", "other~a", "~"])
def test_an_address_that_makes_no_sense_chooses_nothing(text: str) -> None:
    assert picked_from(text) is None


def test_unticking_keeps_the_others_and_ticking_all_lifts_the_filter() -> None:
    universe = ["a", "b", "c"]
    without = toggled(None, ["b"], universe, on=False)
    assert without == {"a", "c"}
    assert not ticked(without, "b")
    assert toggled(without, ["b"], universe, on=True) is None
    assert toggled(None, universe, universe, on=False) == frozenset()
    assert toggled(frozenset(), ["c"], universe, on=True) == {"c"}


def test_bars_run_from_the_first_month_to_the_last() -> None:
    bars = histogram(["2023-11-14", "2024-01", "2024-01-03", "no date", ""])
    assert bars == {"2023-11": 1, "2023-12": 0, "2024-01": 2}


def test_a_year_alone_is_spread_over_the_months_that_the_bars_have() -> None:
    bars = histogram(["2024-01", "2024-04", "2024"])
    assert bars == {"2024-01": 1.25, "2024-02": 0.25, "2024-03": 0.25, "2024-04": 1.25}


def test_every_date_is_counted_once_whatever_the_precision() -> None:
    dates = ["2022", "2023-11-14", "2024-01", "2025"]
    assert sum(histogram(dates).values()) == pytest.approx(len(dates))


def test_a_long_span_is_told_in_years() -> None:
    bars = histogram(["1975", "2024-02-26"])
    assert len(bars) == 50 > MOST_MONTHS
    assert (bars["1975"], bars["2024"], sum(bars.values())) == (1, 1, 2)


def test_years_alone_and_no_date_at_all() -> None:
    assert sum(histogram(["2023", "2024"]).values()) == pytest.approx(2)
    assert histogram(["", "soon"]) == {}


def test_files_are_named_after_their_format() -> None:
    from graph.export import formats

    names = {name: file_name(one) for name, one in formats().items()}
    assert (names["gexf"], names["gexf-1.2"]) == ("maillage.gexf", "maillage-1.2.gexf")
    assert (names["csv"], names["csv-links"]) == ("maillage.csv", "maillage-links.csv")
    assert len({file_name(one) for one in formats().values()}) == len(formats())
