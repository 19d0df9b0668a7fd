"""JSON: nothing is lost, networkx reads it, and ``read_network_json`` opens it again equal to what it was."""

from __future__ import annotations

import json
import math
from contextlib import suppress
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import ExportError, UsageError
from graph.export import Context, export, to_bytes
from graph.export.json import read_network_json
from graph.network import Network, background, build_network
from graph.table import COLUMNS
from tests.samples import sample_actors, sample_table
from tests.strategies import ANY_TEXT, tables

PLACES = Context("Tout.", "2024-04-01", "en", {"Ondine Robotique": (10, 20.5)})


def written(table: pd.DataFrame, context: Context | None = None) -> bytes:
    return to_bytes("json", build_network(table), table, context)


def assert_equal(network: Network, other: Network) -> None:
    assert nx.utils.graphs_equal(network, other)
    assert list(network) == list(other)
    assert list(network.edges(keys=True)) == list(other.edges(keys=True))
    assert network.graph == other.graph


@pytest.mark.parametrize("hostile", [False, True])
def test_network_and_claims_read_back_equal(hostile: bool) -> None:
    table = sample_table(hostile)
    network = build_network(table, background(table, sample_actors()))
    back, claims = read_network_json(to_bytes("json", network, table, PLACES))
    assert_equal(back, network)
    pd.testing.assert_frame_equal(claims, table, check_exact=True)
    assert type(back) is nx.MultiDiGraph


@settings(max_examples=100, deadline=None)
@given(table=tables(), selection=ANY_TEXT)
def test_any_network_and_claims_read_back_equal(table: pd.DataFrame, selection: str) -> None:
    network = build_network(table)
    data = to_bytes("json", network, table, Context(selection, "2024-04-01"))
    back, claims = read_network_json(data)
    assert_equal(back, network)
    pd.testing.assert_frame_equal(claims, table, check_exact=True)
    assert json.loads(data)["graph"]["selection"] == selection


@settings(max_examples=60, deadline=None)
@given(table=tables())
def test_networkx_reads_any_network(table: pd.DataFrame) -> None:
    network = build_network(table)
    back = nx.node_link_graph(json.loads(written(table)))
    about = back.graph
    back.graph = {}
    assert_equal(back, network)
    assert len(about["claims"]) == len(table)
    assert all(tuple(claim) == COLUMNS for claim in about["claims"])


def test_it_is_what_networkx_would_write_and_more() -> None:
    table = sample_table()
    network = build_network(table)
    found, theirs = json.loads(written(table)), nx.node_link_data(network)
    assert list(found) == ["directed", "multigraph", "graph", "nodes", "edges"]
    assert {name: found[name] for name in found if name != "graph"} == {
        name: theirs[name] for name in theirs if name != "graph"
    }


def test_what_is_shown_of_a_table_reads_back_numbered_anew() -> None:
    table = sample_table()
    shown = table[table["relation"] == "invests_in"]
    network = build_network(shown, background(table, sample_actors()))
    back, claims = read_network_json(to_bytes("json", network, shown))
    assert_equal(back, network)
    pd.testing.assert_frame_equal(claims, shown.reset_index(drop=True), check_exact=True)


def test_an_empty_network_reads_back_equal() -> None:
    table = sample_table().iloc[:0]
    back, claims = read_network_json(written(table))
    assert_equal(back, build_network(table))
    pd.testing.assert_frame_equal(claims, table)


def test_the_file_says_what_it_is() -> None:
    about = json.loads(written(sample_table(), PLACES))["graph"]
    del about["claims"]
    articles = about.pop("articles")
    assert about == {
        **{"format": "maillage-network", "version": 1, "generator": "Maillage"},
        **{"selection": "Tout.", "when": "2024-04-01"},
    }
    assert articles[3] == "d-enquete.txt, « Ce que dit l’enquête »"
    assert len(articles) == 5


def test_places_are_those_of_the_picture() -> None:
    nodes = {node["id"]: node for node in json.loads(written(sample_table(), PLACES))["nodes"]}
    assert (nodes["Ondine Robotique"]["x"], nodes["Ondine Robotique"]["y"]) == (10.0, 20.5)
    assert "x" not in nodes["Banque Vauclair"]


def test_each_actor_link_and_claim_has_a_line_of_its_own_in_plain_letters() -> None:
    text = written(sample_table()).decode()
    assert text.endswith("\n]\n}\n")
    for one in ('    {"article": "a-quai.txt"', '  {"id": "Ondine Robotique"', '  {"source": "Banque Vauclair"'):
        assert f"\n{one}" in text
    assert "Éditeurs indépendants" in text
    assert sum(line.startswith("    {") for line in text.split("\n")) == 30


def test_the_same_input_gives_the_same_bytes() -> None:
    assert written(sample_table(), PLACES) == written(sample_table(), PLACES)


def test_a_table_of_integers_and_of_floats_reads_back_in_its_columns() -> None:
    # Another program may write 15000000 for 15000000.0.
    table = sample_table()
    data = written(table).replace(b"15000000.0", b"15000000")
    pd.testing.assert_frame_equal(read_network_json(data)[1], table)


@pytest.mark.parametrize("amount", [math.inf, -math.inf])
def test_an_endless_number_is_refused_before_anything_is_written(amount: float, tmp_path: Path) -> None:
    table = sample_table(hostile=True)
    table.loc[3, "amount"] = amount
    with pytest.raises(ExportError, match="a number without end") as refused:
        export("json", tmp_path / "a.json", build_network(sample_table()), table)
    assert len(str(refused.value).splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_a_date_that_is_no_day_is_refused() -> None:
    with pytest.raises(ExportError, match="« hier » is no day"):
        written(sample_table(), Context(when="hier"))


WHOLE = json.loads(written(sample_table()))


def changed(*path: Any, to: Any) -> bytes:
    """The file with the value at a path replaced."""
    content = json.loads(json.dumps(WHOLE))
    place = content
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return json.dumps(content).encode()


def without(*path: Any) -> bytes:
    """The file without the entry at a path."""
    content = json.loads(json.dumps(WHOLE))
    place = content
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return json.dumps(content).encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no JSON of a network"),
        (b"\xff\xfe\x00", "no JSON of a network"),
        (b"article,source\r\n", "no JSON of a network"),
        (written(sample_table())[:-40], "no JSON of a network"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"graph": {"amount": NaN}}', "NaN is no number"),
        (b"[]", "no network that Maillage wrote"),
        (b"{}", "no network that Maillage wrote"),
        (b'{"directed": true, "multigraph": true, "graph": {}, "nodes": [], "edges": []}', "no network that Maillage"),
        (b'{"graph": []}', "no network that Maillage wrote"),
        (changed("graph", "version", to=2), "has version 2, not 1"),
        (changed("graph", "version", to="2\n\n3"), "has version '2"),
        (without("graph", "claims"), "'claims' is missing"),
        (changed("graph", "claims", to=5), "was changed"),
        (changed("graph", "claims", 0, to=[]), "was changed"),
        (without("graph", "claims", 3, "quote"), "'quote' is missing"),
        (changed("graph", "claims", 3, "quote", to=None), "None is no text"),
        (changed("graph", "claims", 3, "quote", to="a\ud800\nb"), "was changed"),
        (changed("graph", "claims", 3, "amount", to="12"), "'12' is no number"),
        (changed("graph", "claims", 3, "confidence", to=True), "True is no number"),
        (changed("graph", "claims", 3, "char_start", to=1.5), "1.5 is no whole number"),
        (changed("graph", "claims", 3, "char_start", to=10**30), "was changed"),
        (changed("nodes", to="abc"), "was changed"),
        (changed("nodes", 0, "id", to=7), "7 is no text"),
        (changed("nodes", 0, "aliases", to="abc"), "'abc' is no list"),
        (changed("nodes", 1, to=WHOLE["nodes"][0]), "is an end of a link and no actor"),
        (changed("nodes", to=[*WHOLE["nodes"], WHOLE["nodes"][0]]), "stands there twice"),
        (changed("edges", to=WHOLE["edges"] * 2), "stands there twice"),
        (without("nodes", 0), "is an end of a link and no actor"),
        (changed("edges", 0, "weight", to=None), "None is no whole number"),
        (changed("edges", 0, "quotes", to=[1]), "1 is no text"),
        (changed("edges", 0, "source", to=["a"]), "was changed"),
    ],
)
def test_another_file_is_refused_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_network_json(data)
    assert said in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1
    assert len(str(refused.value)) < 400


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "source", "key"]), inner),
)


@settings(max_examples=200, deadline=None)
@given(claims=ANY_JSON, nodes=ANY_JSON, edges=ANY_JSON)
def test_whatever_stands_in_a_file_is_no_crash(claims: Any, nodes: Any, edges: Any) -> None:
    about = {"format": "maillage-network", "version": 1, "claims": claims}
    data = json.dumps({"graph": about, "nodes": nodes, "edges": edges}).encode()
    with suppress(UsageError):
        network, table = read_network_json(data)
        assert (len(network), len(table)) == (len(nodes), len(claims))
