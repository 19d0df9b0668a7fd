"""GEXF 1.3 and 1.2: valid, deterministic, and read back by networkx with equal nodes, edges and attributes."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from graph import network as net
from graph.errors import ExportError
from graph.export import Context, to_bytes
from graph.export.xml import escaped, unescaped
from graph.network import Network, background, build_network
from graph.ontology import load_ontology
from graph.periods import bounds
from tests.markup import restored
from tests.samples import HOSTILE, sample_actors, sample_table
from tests.strategies import ANY_TEXT, NASTY, tables

GRAMMAR = Path(__file__).resolve().parents[2] / "shared" / "gexf" / "gexf.rng"
NS = {"g": "http://gexf.net/1.3", "viz": "http://gexf.net/1.3/viz"}
NS_1_2 = {"g": "http://www.gexf.net/1.2draft", "viz": "http://www.gexf.net/1.2draft/viz"}
VERSIONS = ("gexf", "gexf-1.2")


def written(table: pd.DataFrame, context: Context | None = None, name: str = "gexf") -> bytes:
    return to_bytes(name, build_network(table), table, context)


def read(data: bytes) -> nx.MultiDiGraph:
    """What networkx reads (a graph without parallel edges comes back as a plain one), keys and texts as they were."""
    return nx.MultiDiGraph(nx.read_gexf(BytesIO(data)))


def assert_same(network: Network, back: nx.MultiDiGraph) -> None:
    """Equal nodes, edges and attributes."""
    assert {unescaped(name) for name in back} == set(network)
    for name, data in network.nodes(data=True):
        assert {title: restored(back.nodes[escaped(name)][title]) for title in data} == data
    edges = {
        (unescaped(source), unescaped(target), f"{data['relation']}/{data['status']}"): data
        for source, target, data in back.edges(data=True)
    }
    assert len(edges) == back.number_of_edges()
    assert set(edges) == set(network.edges(keys=True))
    for source, target, key, data in network.edges(keys=True, data=True):
        found = edges[source, target, key]
        for title, value in data.items():
            if value is None:
                assert title not in found
            elif isinstance(value, list):
                assert [unescaped(item) for item in json.loads(found[title])] == value
            elif isinstance(value, str):
                assert unescaped(found[title]) == value
            else:
                assert found[title] == value
        days = bounds(data[net.FIRST_DATE]), bounds(data[net.LAST_DATE])
        assert found.get("spells") == ([(days[0][0], days[1][1])] if days[0] and days[1] else None)


@pytest.fixture(scope="module")
def grammar() -> etree.RelaxNG:
    if not GRAMMAR.is_file():
        pytest.skip("the grammar of GEXF 1.3 is not beside this checkout (shared/gexf/gexf.rng)")
    return etree.RelaxNG(etree.parse(str(GRAMMAR)))


@pytest.mark.parametrize("name", VERSIONS)
@pytest.mark.parametrize("hostile", [False, True])
def test_networkx_reads_back_what_was_written(hostile: bool, name: str) -> None:
    table = sample_table(hostile)
    network = build_network(table, background(table, sample_actors()))
    data = to_bytes(name, network, table)
    assert_same(network, read(data))


@pytest.mark.parametrize("name", VERSIONS)
@settings(max_examples=100, deadline=None)
@given(table=tables())
def test_networkx_reads_back_any_network(table: pd.DataFrame, name: str) -> None:
    network = build_network(table)
    assert_same(network, read(to_bytes(name, network, table)))


@pytest.mark.parametrize("hostile", [False, True])
def test_the_grammar_accepts_it(grammar: etree.RelaxNG, hostile: bool) -> None:
    table = sample_table(hostile)
    context = Context("Tout.", "2024-04-01", "fr", dict.fromkeys(build_network(table), (12.5, -3)))
    assert grammar.validate(etree.fromstring(written(table, context))), grammar.error_log


@settings(max_examples=50, deadline=None)
@given(table=tables(), selection=ANY_TEXT)
def test_the_grammar_accepts_any_network(grammar: etree.RelaxNG, table: pd.DataFrame, selection: str) -> None:
    assert grammar.validate(etree.fromstring(written(table, Context(selection, "2024-04-01")))), grammar.error_log


def test_parallel_edges_are_kept_and_told_apart() -> None:
    root = etree.fromstring(written(sample_table()))
    edges = root.findall(".//g:edge", NS)
    assert len(edges) == 27
    assert len({(edge.get("source"), edge.get("target"), edge.get("kind")) for edge in edges}) == 27


# What GEXF 1.2 knows of the elements that we write: their attributes, after its published grammar.
KNOWN_1_2 = {
    "gexf": {"version"},
    "meta": {"lastmodifieddate"},
    "creator": set(),
    "description": set(),
    "graph": {"mode", "timeformat", "defaultedgetype"},
    "attributes": {"class", "mode"},
    "attribute": {"id", "title", "type"},
    "nodes": {"count"},
    "edges": {"count"},
    "node": {"id", "label"},
    "edge": {"id", "label", "source", "target", "weight"},
    "attvalues": set(),
    "attvalue": {"for", "value"},
    "spells": set(),
    "spell": {"start", "end"},
    "color": {"r", "g", "b"},
    "size": {"value"},
    "shape": {"value"},
    "position": {"x", "y", "z"},
}
TYPES_1_2 = {"integer", "long", "double", "float", "boolean", "liststring", "string", "anyURI"}


@settings(max_examples=50, deadline=None)
@given(table=tables(), selection=ANY_TEXT)
def test_version_1_2_has_only_what_its_grammar_knows(table: pd.DataFrame, selection: str) -> None:
    places = dict.fromkeys(build_network(table), (12.5, -3.0))
    root = etree.fromstring(written(table, Context(selection, "2024-04-01", "fr", places), "gexf-1.2"))
    assert root.get("version") == "1.2"
    viz = ("color", "size", "shape", "position")
    for one in root.iter():
        space, _, tag = one.tag[1:].partition("}")
        assert space == NS_1_2["viz" if tag in viz else "g"]
        assert set(one.attrib) <= KNOWN_1_2[tag]
    assert {one.get("type") for one in root.iterfind(".//g:attribute", NS_1_2)} <= TYPES_1_2
    assert all(set(one.attrib) == KNOWN_1_2["position"] for one in root.iterfind(".//viz:position", NS_1_2))
    assert root.find(".//g:edge[@kind]", NS_1_2) is None


def test_version_1_2_leaves_a_list_in_one_piece() -> None:
    # Programs of its time cut a list at each comma, whatever stands around it.
    types = {
        one.get("title"): one.get("type")
        for one in etree.fromstring(written(sample_table(), name="gexf-1.2")).iterfind(".//g:attribute", NS_1_2)
    }
    assert types["quotes"] == types["aliases"] == "string"
    assert types["outlets"] == "integer"


def test_both_versions_say_the_same() -> None:
    context = Context("Tout.", "2024-04-01", "en", dict.fromkeys(build_network(sample_table()), (12.5, -3.0)))
    old, new = (read(written(sample_table(), context, name)) for name in VERSIONS)
    assert nx.utils.graphs_equal(old, new)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert written(sample_table(), Context(when="2024-04-01")) == written(sample_table(), Context(when="2024-04-01"))


def test_attributes_have_numeric_ids_and_no_reserved_title() -> None:
    attributes = etree.fromstring(written(sample_table())).findall(".//g:attribute", NS)
    assert all(attribute.get("id").isdigit() for attribute in attributes)
    reserved = {"type", "source", "target", "to", "start", "end", "id", "label"}
    assert not reserved & {attribute.get("title") for attribute in attributes}


def test_an_edge_has_both_labels_and_the_label_of_the_chosen_language() -> None:
    back = read(written(sample_table(), Context(lang="en")))
    data = next(data for _, _, data in back.edges(data=True) if data["relation"] == "owns")
    assert (data["label"], data["relation_fr"], data["relation_en"]) == ("owns", "possède", "owns")
    assert (data["symmetric"], data["weight"]) == (False, 1)


def test_colour_size_and_position_are_those_of_the_picture() -> None:
    back = read(written(sample_table(), Context(positions={"Ondine Robotique": (10, 20.5)})))
    node = back.nodes["Ondine Robotique"]["viz"]
    fill = load_ontology().kinds["company"].fill[0]
    assert "#{r:02X}{g:02X}{b:02X}".format(**node["color"]) == fill
    assert (node["position"]["x"], node["position"]["y"]) == (10, -20.5)  # up in Gephi is down on a screen
    assert node["size"] > back.nodes["Parti des Rives"]["viz"]["size"]
    assert "position" not in back.nodes["Parti des Rives"]["viz"]


def test_metadata_say_what_was_selected_when_and_from_which_articles() -> None:
    context = Context("Toutes les relations.", "2024-04-01")
    meta = etree.fromstring(written(sample_table(), context)).find("g:meta", NS)
    lines = meta.findtext("g:description", namespaces=NS).split("\n")
    assert meta.get("lastmodifieddate") == "2024-04-01"
    assert lines[0] == "Toutes les relations."
    assert lines[1].startswith("a-quai.txt, « La banque monte à bord », La Gazette du Port, 14 novembre 2023, https:")
    assert len(lines) == 6


def test_a_date_that_is_no_day_is_refused() -> None:
    with pytest.raises(ExportError, match="avril"):
        written(sample_table(), Context(when="avril"))


def test_an_empty_network_is_a_file_too() -> None:
    assert read(written(sample_table().iloc[:0])).number_of_nodes() == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x0cb", "a_x000C_b"),
        ("\ud800", "_xD800_"),
        ("\ufffe", "_xFFFE_"),
        ("_x000C_", "_x005F_x000C_"),
        ("_x0041\x00", "_x005F_x0041_x0000_"),
        ("mot_x41_ \t\r\n é🦊", "mot_x41_ \t\r\n é🦊"),
    ],
)
def test_what_xml_forbids_is_shown(text: str, shown: str) -> None:
    assert escaped(text) == shown
    assert unescaped(shown) == text


@settings(max_examples=500, deadline=None)
@given(st.lists(NASTY | st.sampled_from(["\ud800", "x0041", "_x"]) | st.text(max_size=3)).map("".join))
def test_escaping_is_undone_exactly(text: str) -> None:
    assert unescaped(escaped(text)) == text
    etree.Element("a").text = escaped(text)  # lxml refuses what XML forbids


def test_hostile_names_stay_text() -> None:
    root = etree.fromstring(written(sample_table(hostile=True)))
    assert {element.tag.rpartition("}")[2] for element in root.iter()}.isdisjoint({"script", "img", "b"})
    assert {unescaped(node.get("label")) for node in root.iterfind(".//g:node", NS)} >= set(HOSTILE.values())
