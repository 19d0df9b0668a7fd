"""Which actors a matrix shows, in what order, and what its cells hold."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given

from graph.analysis import communities
from graph.drawing import all_lines
from graph.matrix import ORDERS, Matrix, between, matrix
from graph.network import KIND, build_network, folded, with_link_ends
from graph.ontology import load_ontology
from graph.ui.matrix import payload
from tests.samples import HOSTILE, sample_table
from tests.strategies import tables

NETWORK = build_network(sample_table())
GROUPS = communities(NETWORK)
BANK, ROBOTS = "Banque Vauclair", "Ondine Robotique"


def relations(made: Matrix, source: str, target: str) -> list[str]:
    ends = made.actors.index(source), made.actors.index(target)
    return [line.relation for cell in made.cells if (cell.row, cell.column) == ends for line in cell.lines]


def test_a_cell_holds_the_lines_of_its_direction_in_the_order_of_the_legend() -> None:
    made = matrix(NETWORK, GROUPS)
    assert relations(made, BANK, ROBOTS) == ["partners_with", "competes_with", "invests_in", "acquires"]
    assert relations(made, ROBOTS, BANK) == ["partners_with", "competes_with", "invests_in", "supplies"]
    assert relations(made, "Marc Delestre", "Parti des Rives") == ["member_of"]
    assert relations(made, "Parti des Rives", "Marc Delestre") == []


def test_the_number_of_a_cell_is_that_of_its_passages() -> None:
    made, claims = matrix(NETWORK, GROUPS), with_link_ends(sample_table())
    for cell in made.cells:
        assert cell.passages == len(between(claims, made.actors[cell.row], made.actors[cell.column])) > 0


def test_a_link_to_itself_stands_on_the_diagonal() -> None:
    table = sample_table()
    table.loc[table["relation"] == "owns", "target"] = BANK
    made = matrix(build_network(table))
    assert relations(made, BANK, BANK) == ["owns"]


def test_groups_follow_each_other_best_linked_first_and_a_filter_moves_nobody_past_another() -> None:
    whole = matrix(NETWORK, GROUPS)
    assert whole.actors == tuple(name for group in GROUPS for name in group)
    assert len(whole.starts) == len(GROUPS) - 1
    part = matrix(build_network(sample_table().query("relation != 'criticises'")), GROUPS)
    assert list(part.actors) == [name for name in whole.actors if name in part.actors]


def test_actors_of_no_group_come_last() -> None:
    made = matrix(NETWORK, [("Loi Sémaphore", "Nobody", "Parlement européen")])
    assert made.actors[:2] == ("Loi Sémaphore", "Parlement européen")
    assert made.starts == {2}
    assert len(made.actors) == len(NETWORK)


def test_by_name_accents_and_case_do_not_count() -> None:
    made = matrix(NETWORK, GROUPS, "name")
    assert made.actors[2] == "Éditeurs indépendants"  # between Commission and Gouvernement
    assert list(made.actors) == sorted(made.actors, key=folded)
    assert made.starts == frozenset()


def test_by_kind_kinds_follow_the_legend_and_begin_where_a_rule_is_drawn() -> None:
    made = matrix(NETWORK, GROUPS, "kind")
    kinds = [NETWORK.nodes[name][KIND] for name in made.actors]
    assert kinds == sorted(kinds, key=list(load_ontology().kinds).index)
    assert made.starts == {at for at in range(1, len(kinds)) if kinds[at] != kinds[at - 1]}


@pytest.mark.parametrize(("most", "left"), [(1, 12), (5, 8), (13, 0), (60, 0)])
def test_the_best_linked_are_kept_and_the_others_counted(most: int, left: int) -> None:
    made = matrix(NETWORK, GROUPS, most=most)
    assert (len(made.actors), made.left_out) == (min(most, 13), left)
    assert ROBOTS in made.actors  # nobody has more links


def test_of_a_network_without_links_nothing_is_left() -> None:
    assert matrix(build_network(sample_table().head(0))) == Matrix((), frozenset(), (), 0)


@given(tables())
def test_every_line_stands_in_one_cell_or_if_symmetric_in_both(table: pd.DataFrame) -> None:
    network, ontology = build_network(table), load_ontology()
    groups = communities(network)
    for order in ORDERS:
        made = matrix(network, groups, order)
        assert sorted(made.actors) == sorted(network)
        found = [line.id for cell in made.cells for line in cell.lines]
        for line in all_lines(network):
            both = ontology.relations[line.relation].symmetric and line.source != line.target
            assert found.count(line.id) == (2 if both else 1)


@pytest.mark.parametrize(("lang", "said"), [("fr", "investit dans · Affirmé, Nié · 4 passages"), ("en", "4 passages")])
def test_a_cell_says_its_lines_and_a_click_chooses_one_or_all(lang: str, said: str) -> None:
    made = matrix(NETWORK, GROUPS)
    sheet = payload(made, NETWORK, load_ontology(), "fr" if lang == "fr" else "en")
    at = [made.actors.index(BANK), made.actors.index(ROBOTS)]
    cell = next(cell for cell in sheet["cells"] if cell["at"] == at)
    assert any(said in line for line in cell["says"])
    assert (cell["pick"]["kind"], cell["n"], len(cell["lines"])) == ("pair", 8, 4)
    assert cell["parts"] == [("alliances", "solid"), ("money", "solid"), ("money", "dotted")]
    assert all((one["pick"]["kind"] == "pair") == (len(one["lines"]) > 1) for one in sheet["cells"])


def test_names_stay_as_they_are_for_they_are_never_markup() -> None:
    network = build_network(sample_table(hostile=True))
    names = {actor["name"] for actor in payload(matrix(network), network, load_ontology(), "fr")["actors"]}
    assert set(HOSTILE.values()) <= names
