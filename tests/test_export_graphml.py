"""GraphML: deterministic, and read back by networkx and igraph with equal nodes, edges and attributes."""

from __future__ import annotations

import json
import math
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import igraph
import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from lxml import etree

from graph import network as net
from graph.errors import ExportError
from graph.export import Context, export, looks, to_bytes
from graph.export.xml import escaped, unescaped
from graph.network import Network, background, build_network
from graph.ontology import load_ontology
from tests.markup import told
from tests.samples import HOSTILE, sample_actors, sample_table
from tests.strategies import ANY_TEXT, tables

SPACE = "{http://graphml.graphdrawing.org/xmlns}"
PLACES = Context("Tout.", "2024-04-01", "en", {"Ondine Robotique": (10, 20.5), "Parti des Rives": (-3.5, 0)})


def written(table: pd.DataFrame, context: Context | None = None) -> bytes:
    return to_bytes("graphml", build_network(table), table, context)


def read(data: bytes) -> nx.MultiDiGraph:
    return nx.read_graphml(BytesIO(data), force_multigraph=True)


def expected_node(name: str, data: dict[str, Any], context: Context) -> dict[str, Any]:
    """What a reader must find of an actor, the unknown left out."""
    place = looks.place(name, context)
    colour = load_ontology().kinds[data[net.KIND]].fill[0]
    found = {**data, "name": name, "label": name, "size": looks.size(data[net.DEGREE]), "color": colour}
    return found | ({"x": place[0], "y": place[1]} if place else {})


def expected_edge(key: str, data: dict[str, Any], context: Context) -> dict[str, Any]:
    """What a reader must find of a link, the unknown left out."""
    ontology = load_ontology()
    relation = ontology.relations[data[net.RELATION]]
    found = {**data, "key": key, "label": relation.label(context.lang), **looks.in_both_languages(relation)}
    found["color"] = ontology.families[relation.family].line[0]
    return {title: value for title, value in found.items() if value not in (None, "")}


def assert_same(network: Network, back: nx.MultiDiGraph, context: Context) -> None:
    assert {unescaped(name) for name in back} == set(network)
    assert len(back) == len(network)
    for name, data in network.nodes(data=True):
        assert told(back.nodes[escaped(name)]) == expected_node(name, data, context)
    assert back.number_of_edges() == network.number_of_edges()
    edges = {(unescaped(u), unescaped(v), data["key"]): data for u, v, data in back.edges(data=True)}
    assert set(edges) == set(network.edges(keys=True))
    for *ends, key, data in network.edges(keys=True, data=True):
        assert told(edges[ends[0], ends[1], key]) == expected_edge(key, data, context)


def assert_same_in_igraph(network: Network, path: Path, context: Context) -> None:
    """As above, for igraph: its numbers are all floats, and what is unknown is "" or NaN."""
    back = igraph.Graph.Read_GraphML(str(path))
    assert back.is_directed()
    vertices = [known(vertex.attributes()) for vertex in back.vs]
    names = [vertex["name"] for vertex in vertices]
    assert names == list(network)
    for vertex, (name, data) in zip(vertices, network.nodes(data=True), strict=True):
        vertex.pop("id")  # with « & » as &#38;: igraph's own way to read ids; its name is right
        assert vertex == expected_node(name, data, context)
    edges = {(names[edge.source], names[edge.target], edge["key"]): known(edge.attributes()) for edge in back.es}
    assert len(edges) == back.ecount() == network.number_of_edges()
    for *ends, key, data in network.edges(keys=True, data=True):
        found = edges[ends[0], ends[1], key]
        found.pop("id", None)  # igraph 1.0 gives links the ids of actors
        assert found == expected_edge(key, data, context)


def known(attributes: dict[str, Any]) -> dict[str, Any]:
    """igraph's attributes as they were before writing, the unknown left out."""
    numbers = {title for title, one in attributes.items() if isinstance(one, float) and math.isnan(one)}
    return told({title: one for title, one in attributes.items() if one != "" and title not in numbers})


@pytest.mark.parametrize("hostile", [False, True])
def test_networkx_and_igraph_read_back_what_was_written(hostile: bool, tmp_path: Path) -> None:
    table, path = sample_table(hostile), tmp_path / "network.graphml"
    network = build_network(table, background(table, sample_actors()))
    export("graphml", path, network, table, PLACES)
    assert_same(network, read(path.read_bytes()), PLACES)
    assert_same_in_igraph(network, path, PLACES)


@settings(max_examples=60, deadline=None)
@given(table=tables())
def test_networkx_and_igraph_read_back_any_network(
    table: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory
) -> None:
    network, path = build_network(table), tmp_path_factory.getbasetemp() / "any.graphml"
    amounts = [number for _, _, data in network.edges(data=True) for number in (data[net.AMOUNT], data[net.CONFIDENCE])]
    if any(number and number < sys.float_info.min for number in amounts):
        with pytest.raises(ExportError, match="GraphML cannot hold the number"):
            export("graphml", path, network, table)
        return
    export("graphml", path, network, table)
    assert_same(network, read(path.read_bytes()), Context())
    assert_same_in_igraph(network, path, Context())


@pytest.mark.parametrize("amount", [5e-324, math.inf, -math.inf])
def test_a_number_that_igraph_cannot_read_is_refused_before_anything_is_written(amount: float, tmp_path: Path) -> None:
    table = sample_table()
    table.loc[table["relation"] == "owns", "amount"] = amount
    with pytest.raises(ExportError) as refused:
        export("graphml", tmp_path / "a.graphml", build_network(table), table)
    assert "« Banque Vauclair » owns « La Gazette du Port »: GraphML cannot hold" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not list(tmp_path.iterdir())


def test_a_refusal_is_one_line_whatever_the_names() -> None:
    table = sample_table(hostile=True)
    table["amount"] = math.inf
    with pytest.raises(ExportError, match="GraphML cannot hold") as refused:
        written(table)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("amount", [0.0, -0.0, 1e308, sys.float_info.min, 0.1 + 0.2])
def test_other_numbers_are_exact(amount: float, tmp_path: Path) -> None:
    table, path = sample_table(), tmp_path / "a.graphml"
    table.loc[table["relation"] == "owns", "amount"] = amount
    export("graphml", path, build_network(table), table)
    assert_same(build_network(table), read(path.read_bytes()), Context())
    assert_same_in_igraph(build_network(table), path, Context())


def test_networkx_needs_no_word_to_keep_parallel_links_apart() -> None:
    back = nx.read_graphml(BytesIO(written(sample_table())))
    assert isinstance(back, nx.MultiDiGraph)
    assert back.number_of_edges() == 27
    ends = "Banque Vauclair", "Ondine Robotique"
    assert {data["key"] for data in back.get_edge_data(*ends).values()} == {
        *("acquires/reported", "competes_with/asserted", "invests_in/asserted", "invests_in/denied"),
        "partners_with/asserted",
    }


def test_every_link_has_an_id_of_its_own_and_every_key_is_told_once() -> None:
    root = etree.fromstring(written(sample_table()))
    ids = [edge.get("id") for edge in root.iter(f"{SPACE}edge")]
    keys = [key.get("id") for key in root.iter(f"{SPACE}key")]
    assert len(set(ids)) == len(ids) == 27
    assert len(set(keys)) == len(keys)
    assert not {"d3", "d7"} & set(keys)  # Gephi takes those for labels
    assert {data.get("key") for data in root.iter(f"{SPACE}data")} <= set(keys)


def test_an_edge_has_both_labels_and_the_label_of_the_chosen_language() -> None:
    back = read(written(sample_table(), Context(lang="en")))
    data = next(data for _, _, data in back.edges(data=True) if data["relation"] == "owns")
    assert (data["label"], data["relation_fr"], data["relation_en"]) == ("owns", "possède", "owns")
    assert (data["symmetric"], data["weight"]) == (False, 1)


def test_colour_size_and_position_are_those_of_the_picture() -> None:
    back = read(written(sample_table(), PLACES))
    node, other = back.nodes["Ondine Robotique"], back.nodes["Parti des Rives"]
    assert (node["color"], node["x"], node["y"]) == ("#2C5A85", 10.0, -20.5)  # up in Gephi is down on a screen
    assert (other["x"], other["y"]) == (-3.5, 0.0)
    assert math.copysign(1, other["y"]) == 1
    assert node["size"] > other["size"]
    assert "x" not in back.nodes["Solène Artaud"]


@settings(max_examples=60, deadline=None)
@given(selection=ANY_TEXT)
def test_the_graph_says_what_was_selected_when_and_from_which_articles(selection: str) -> None:
    about = read(written(sample_table(), Context(selection, "2024-04-01"))).graph
    assert (about["generator"], about["when"]) == ("Maillage", "2024-04-01")
    assert unescaped(about.get("selection", "")) == selection
    articles = json.loads(about["articles"])
    assert articles[0].startswith(
        "a-quai.txt, « La banque monte à bord », La Gazette du Port, 14 novembre 2023, https:"
    )
    assert len(articles) == 5


def test_a_date_that_is_no_day_is_refused() -> None:
    with pytest.raises(ExportError, match="« 2024-04 » is no day"):
        written(sample_table(), Context(when="2024-04"))


def test_the_same_input_gives_the_same_bytes() -> None:
    assert written(sample_table(), PLACES) == written(sample_table(), PLACES)


def test_an_empty_network_is_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "empty.graphml"
    path.write_bytes(written(sample_table().iloc[:0]))
    assert read(path.read_bytes()).number_of_nodes() == igraph.Graph.Read_GraphML(str(path)).vcount() == 0


def test_hostile_names_stay_text() -> None:
    root = etree.fromstring(written(sample_table(hostile=True)))
    assert {one.tag.removeprefix(SPACE) for one in root.iter()} == {"graphml", "key", "graph", "node", "edge", "data"}
    assert {unescaped(node.get("id")) for node in root.iter(f"{SPACE}node")} >= set(HOSTILE.values())
