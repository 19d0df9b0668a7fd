"""Claims become links: one a (source, relation, target, status), with roles and independent sources."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings

from graph import network as net
from graph.model import Actor
from graph.network import background, build_network, claim_dates, folded, link_numbers, says, sources_of
from tests.samples import KINDS, sample_actors, sample_articles, sample_table
from tests.strategies import tables

RESERVED = {"type", "source", "target", "to", "start", "end", "id", "label"}


def one(claims: pd.DataFrame, source: str, key: str, target: str) -> dict[str, object]:
    """The attributes of one edge of the network of these claims."""
    return build_network(claims).edges[source, target, key]


def test_samples_are_what_their_docstring_says() -> None:
    table = sample_table()
    assert len(table) == 30
    assert table["article"].nunique() == 5
    assert table["relation"].nunique() == 19
    assert set(table["status"]) == {"asserted", "planned", "reported", "denied", "past"}
    for hostile in (False, True):
        for article, claims in sample_articles(hostile):
            assert all(article.text[claim.char_start : claim.char_end] == claim.quote for claim in claims)
            assert all(article.text[claim.trigger_start : claim.trigger_end] == claim.trigger for claim in claims)


def test_attribute_names_are_none_that_formats_take_for_their_own() -> None:
    network = build_network(sample_table(), background(sample_table(), sample_actors()))
    assert not RESERVED.intersection(net.NODE_ATTRIBUTES + net.EDGE_ATTRIBUTES)
    assert all(tuple(data) == net.NODE_ATTRIBUTES for _, data in network.nodes(data=True))
    assert all(tuple(data) == net.EDGE_ATTRIBUTES for _, _, data in network.edges(data=True))


def test_a_node_has_its_kind_and_aliases_and_degree() -> None:
    network = build_network(sample_table(), background(sample_table(), sample_actors()))
    assert nx.get_node_attributes(network, net.KIND) == KINDS
    assert network.nodes["Ondine Robotique"][net.ALIASES] == ["Ondine", "la pépite nantaise"]
    assert network.nodes["Parti des Rives"][net.DEGREE] == 1
    assert sum(degree for _, degree in network.nodes(data=net.DEGREE)) == 2 * network.number_of_edges()


def test_symmetric_relations_are_one_link_whichever_end_comes_first() -> None:
    edge = one(sample_table(), "Banque Vauclair", "partners_with/asserted", "Ondine Robotique")
    assert edge[net.WEIGHT] == 2
    assert edge[net.ARTICLES] == ["a-quai.txt", "b-depeche.txt"]


def test_reverse_and_parallel_links_stay_apart() -> None:
    network = build_network(sample_table())
    there = set(network["Banque Vauclair"]["Ondine Robotique"])
    assert there >= {"invests_in/asserted", "invests_in/denied", "acquires/reported"}
    assert set(network["Ondine Robotique"]["Banque Vauclair"]) == {"invests_in/reported", "supplies/asserted"}


def test_a_link_sums_up_its_claims() -> None:
    edge = one(sample_table(), "Banque Vauclair", "invests_in/asserted", "Ondine Robotique")
    assert edge[net.WEIGHT] == 3
    assert (edge[net.AMOUNT], edge[net.CURRENCY]) == (15_000_000.0, "EUR")  # stated twice; 12,500,000 once
    assert (edge[net.FIRST_DATE], edge[net.LAST_DATE]) == ("2023-11-14", "2024-02-26")
    assert edge[net.SPEAKERS] == ["un proche du dossier"]
    assert len(edge[net.QUOTES]) == 3  # type: ignore[arg-type]


def test_an_unknown_amount_is_none_and_an_unknown_date_is_empty() -> None:
    edge = one(sample_table(), "Ondine Robotique", "lobbies/reported", "Commission européenne")
    assert (edge[net.AMOUNT], edge[net.CURRENCY]) == (None, "")
    assert (edge[net.FIRST_DATE], edge[net.LAST_DATE]) == ("", "")


def test_the_date_of_a_claim_is_its_own_else_that_of_its_article() -> None:
    table = sample_table()
    dates = dict(zip(table["relation"] + table["status"], claim_dates(table), strict=True))
    assert dates["sanctionsasserted"] == "2024-03"
    assert dates["suppliesasserted"] == "2024-03-26"
    assert dates["scrutinisesasserted"] == ""


def test_a_wire_text_in_two_outlets_counts_once() -> None:
    table = sample_table()
    money = table[(table["relation"] == "invests_in") & (table["status"] == "asserted")]
    wire = money[money["quote"].str.contains("participation")]
    assert wire["outlet"].nunique() == 2
    assert wire["quote"].nunique() == 2  # one word differs
    assert sources_of(wire) == 1
    assert sources_of(money) == 2  # the wire, and what one outlet found by itself


def test_corroboration_counts_outlets_not_articles() -> None:
    table = sample_table()
    assert sources_of(table[table["article"].isin(["b-depeche.txt", "c-hemicycle.txt"])]) == 1  # both of one outlet


def test_articles_without_outlet_are_each_a_source() -> None:
    table = sample_table().assign(outlet="")
    assert sources_of(table[table["article"].isin(["b-depeche.txt", "c-hemicycle.txt"])]) == 2


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("Solène Artaud", ["founder", "executive"]),
        ("Marc Delestre", ["mep"]),  # a former minister is none
        ("Banque Vauclair", ["investor"]),
        ("Ondine Robotique", ["investor", "lobbyist"]),  # its denied lobbying does not count, the reported one does
        ("Commission européenne", ["regulator"]),
        ("Gouvernement français", []),
    ],
)
def test_roles_are_read_off_the_claims(name: str, roles: list[str]) -> None:
    assert build_network(sample_table()).nodes[name][net.ROLES] == roles


def test_a_denied_claim_gives_no_role() -> None:
    table = sample_table()
    table.loc[table["relation"] == "lobbies", "status"] = "denied"
    assert "lobbyist" not in build_network(table).nodes["Ondine Robotique"][net.ROLES]


def test_a_current_minister_has_the_role() -> None:
    table = sample_table()
    table.loc[table["role"] == "ministre délégué", "status"] = "asserted"
    assert build_network(table).nodes["Marc Delestre"][net.ROLES] == ["mep", "minister"]


def test_a_filter_changes_neither_kind_nor_role_nor_aliases() -> None:
    table = sample_table()
    known = background(table, sample_actors())
    part = build_network(table[table["relation"] == "criticises"], known)
    assert part.nodes["Marc Delestre"][net.ROLES] == ["mep"]
    assert part.nodes["Solène Artaud"][net.ALIASES] == ["Mme Artaud"]
    assert part.nodes["Marc Delestre"][net.DEGREE] == 1


def test_an_actor_of_two_kinds_gets_the_more_frequent_one() -> None:
    table = sample_table()
    table.loc[table["relation"] == "supplies", "source_kind"] = "product"
    assert build_network(table).nodes["Ondine Robotique"][net.KIND] == "company"


def test_an_alias_equal_to_the_name_is_left_out() -> None:
    known = background(sample_table(), [Actor("Ondine Lyre", "product", ("Ondine Lyre", "Lyre"))])
    assert known.aliases["Ondine Lyre"] == ("Lyre",)


def test_the_order_of_the_claims_does_not_matter() -> None:
    table = sample_table()
    other = build_network(table.iloc[::-1].sort_values(["article", "char_start"], kind="stable"))
    network = build_network(table)
    assert list(network.nodes) == list(other.nodes)
    assert list(network.edges(keys=True)) == list(other.edges(keys=True))


def test_no_claims_give_an_empty_network() -> None:
    assert build_network(sample_table().iloc[:0]).number_of_nodes() == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ministre délégué", True),
        ("premier ministre", True),
        ("ministres", True),
        ("secretaire d’etat", True),
        ("administrateur", False),
        ("sous-ministériel", False),
        ("", False),
    ],
)
def test_words_of_a_role(text: str, found: bool) -> None:
    assert says(text, ("ministre", "secrétaire d'État")) is found


def test_folded_text_has_no_accents_ligatures_or_case() -> None:
    assert folded("Cœur d’ÉTÉ") == "coeur d'ete"


@settings(max_examples=50, deadline=None)
@given(tables())
def test_any_table_becomes_a_network_of_its_links(table: pd.DataFrame) -> None:
    network = build_network(table)
    assert network.number_of_edges() == link_numbers(table).nunique()
    assert sum(weight for _, _, weight in network.edges(data=net.WEIGHT)) == len(table)
    assert all(1 <= data[net.OUTLETS] <= data[net.WEIGHT] for _, _, data in network.edges(data=True))


def test_a_claim_of_an_actor_with_itself_is_kept() -> None:
    article, claims = sample_articles()[0]
    from graph.table import claims_table

    network = build_network(claims_table([(article, replace(claims[0], target=claims[0].source))]))
    assert list(network.edges(keys=True)) == [("Banque Vauclair", "Banque Vauclair", "invests_in/asserted")]
