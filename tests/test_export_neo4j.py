"""Cypher: an engine runs the script and gives the network back; Neo4j's own reader finds nothing wrong with it."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import ocg
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import ExportError
from graph.export import Context, export, neo4j, to_bytes
from graph.model import STATUSES
from graph.network import AMOUNT, RELATION, STATUS, Network, background, build_network
from graph.ontology import load_ontology
from tests.node_packages import installed
from tests.samples import sample_actors, sample_table
from tests.strategies import ANY_TEXT, NASTY, tables

FOLDER = Path(__file__).parent / "node_cypher"
Linter = Callable[[str], list[str]]


def network_of(table: pd.DataFrame) -> Network:
    return build_network(table, background(table, sample_actors()))


def written(network: Network, table: pd.DataFrame, context: Context | None = None) -> str:
    return to_bytes("neo4j", network, table, context).decode()


def statements(script: str) -> list[str]:
    """The statements without comments; no text has a raw line end, so a line that ends with ; ends one."""
    lines = [line for line in script.split("\n") if not line.startswith("//")]
    return [statement for statement in "\n".join(lines).split(";\n") if statement]


def run(script: str, graph: ocg.Graph | None = None) -> ocg.Graph:
    """A graph after the script; the engine has no constraints as Neo4j writes them, Neo4j's reader checks that one."""
    graph = graph or ocg.Graph()
    constraint, *others = statements(script)
    assert constraint.startswith("CREATE CONSTRAINT maillage_actor ")
    for statement in others:
        graph.execute(statement)
    return graph


def read(graph: ocg.Graph) -> tuple[Network, dict[str, set[str]], dict[tuple[str, str, str], str]]:
    """The network that the engine holds, the labels of its nodes and the types of its relationships."""
    back: Network = nx.MultiDiGraph()
    labels, types = {}, {}
    for row in graph.execute("MATCH (a) RETURN labels(a) AS labels, properties(a) AS data"):
        name = row["data"].pop("name")
        assert name not in back
        back.add_node(name, **row["data"])
        labels[name] = set(row["labels"])
    for row in graph.execute(
        "MATCH (a)-[r]->(b) RETURN a.name AS source, b.name AS target, type(r) AS type, properties(r) AS data"
    ):
        data = {AMOUNT: None, **row["data"]}  # what is null, no property graph keeps
        key = f"{data[RELATION]}/{data[STATUS]}"
        assert not back.has_edge(row["source"], row["target"], key)
        back.add_edge(row["source"], row["target"], key, **data)
        types[row["source"], row["target"], key] = row["type"]
    return back, labels, types


def assert_same(graph: ocg.Graph, network: Network) -> None:
    """Equal nodes, relationships and attributes, types of values included; labels by kind, types by relation."""
    back, labels, types = read(graph)
    assert dict(back.nodes(data=True)) == dict(network.nodes(data=True))
    found = {(source, target, key): data for source, target, key, data in back.edges(keys=True, data=True)}
    assert found == {(source, target, key): data for source, target, key, data in network.edges(keys=True, data=True)}
    for source, target, key, data in network.edges(keys=True, data=True):
        assert {name: type(value) for name, value in found[source, target, key].items()} == {
            name: type(value) for name, value in data.items()
        }
        assert types[source, target, key] == data[RELATION].upper()
    assert labels == {name: {"Actor", data["kind"].capitalize()} for name, data in network.nodes(data=True)}


@pytest.mark.parametrize("hostile", [False, True])
def test_an_engine_gives_the_network_back(hostile: bool) -> None:
    table = sample_table(hostile)
    network = network_of(table)
    assert_same(run(written(network, table)), network)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_an_engine_gives_any_network_back(table: pd.DataFrame) -> None:
    network = build_network(table)
    assert_same(run(written(network, table)), network)


@settings(max_examples=200, deadline=None)
@given(st.lists(NASTY | st.sampled_from(["\\u0027", "\\U0001F98A", "\\'", "\\n", ";\n", "//"]) | ANY_TEXT).map("".join))
def test_any_text_reads_back(text: str) -> None:
    (row,) = ocg.Graph().execute(f"RETURN {neo4j._literal([text, {'a': text}])} AS back")
    assert row["back"] == [text, {"a": text}]


@settings(max_examples=200, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_reads_back(number: float) -> None:
    (row,) = ocg.Graph().execute(f"RETURN {neo4j._literal(number)} AS back")
    assert row["back"] == number
    assert type(row["back"]) is float


def undone(script: str) -> str:
    r"""The script as Neo4j up to version 4 saw it before it read the quotes: each \uXXXX a character already."""
    return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), script)


@settings(max_examples=60, deadline=None)
@given(table=tables(), selection=ANY_TEXT)
def test_escapes_undone_before_the_script_is_read_change_nothing(table: pd.DataFrame, selection: str) -> None:
    network = build_network(table)
    script = written(network, table, Context(selection=f"{selection}\\u000aMATCH (n) DELETE n;"))
    header = script.partition("CREATE CONSTRAINT")[0]
    assert undone(header) == header
    assert all(line.startswith("//") for line in header.splitlines())
    graph = ocg.Graph()
    for statement in statements(script)[1:]:
        graph.execute(undone(statement))
    assert_same(graph, network)


def test_nothing_hides_in_the_script() -> None:
    script = written(network_of(sample_table(hostile=True)), sample_table(hostile=True))
    assert "\u202e" not in script
    assert r"\u202Eelpmaxe\u202C" in script
    assert all(letter.isprintable() or letter in "\n\u00a0\u202f" for letter in script)


def test_running_it_again_adds_nothing_and_corrects() -> None:
    table = sample_table()
    graph = run(written(network_of(table), table))
    table.loc[table["amount"] == 2_500_000.0, ["amount", "currency"]] = [float("nan"), ""]
    fewer = table[table["relation"].isin(["sanctions", "owns"])]
    network = network_of(table)
    again = run(written(network, table), graph)
    assert_same(again, network)
    assert_same(run(written(network.edge_subgraph(list(network_of(fewer).edges(keys=True))), fewer), again), network)


def test_a_large_network_comes_in_several_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(neo4j, "_ROWS", 2)
    table = sample_table()
    network = network_of(table)
    script = written(network, table)
    assert all(statement.count("\n{") <= 2 for statement in statements(script))
    assert_same(run(script), network)


def test_the_header_tells_selection_date_and_articles_each_in_a_line() -> None:
    table = sample_table(hostile=True)
    script = written(network_of(table), table, Context("Tout\nMATCH (n) DELETE n;\u2028\\u000a", "2024-04-01"))
    lines = script.split("\n")
    assert lines[:3] == ["// Maillage", "// Tout MATCH (n) DELETE n;  u000a", "// 2024-04-01"]
    assert lines[3].startswith("// a-quai.txt, « La banque monte à bord », La Gazette du Port, 14 novembre 2023")
    assert [line[:2] for line in lines[:9]] == ["//"] * 9


def test_the_same_input_gives_the_same_bytes() -> None:
    table = sample_table(hostile=True)
    assert written(network_of(table), table) == written(network_of(table), table)


def test_an_empty_network_is_a_script_too() -> None:
    table = sample_table().iloc[:0]
    assert len(statements(written(build_network(table), table))) == 1


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("amount", float("inf"), "inf is no number that Cypher could write"),
        ("quote", "\ud800", "holds half a character that neo4j cannot write"),
    ],
)
def test_what_cypher_cannot_hold_is_refused_before_writing(column: str, value: Any, told: str, tmp_path: Path) -> None:
    table = sample_table()
    table[column] = pd.Series([value] * len(table), dtype=table[column].dtype)
    out = BytesIO()
    with pytest.raises((ExportError, UnicodeEncodeError)):
        neo4j.write(build_network(table), table, out, Context())
    assert not out.getvalue()
    with pytest.raises(ExportError, match=told):
        export("neo4j", tmp_path / "a.cypher", build_network(table), table)
    assert not list(tmp_path.iterdir())


def test_labels_and_types_need_no_quotes_in_cypher() -> None:
    ontology = load_ontology()
    assert all(name.isidentifier() and name.isascii() for name in (*ontology.kinds, *ontology.relations, *STATUSES))


@pytest.fixture(scope="module")
def lint(require: Callable[[str], str]) -> Iterator[Linter]:
    """``lint(script)``: the errors and warnings that Neo4j's own editor shows; one process for all scripts."""
    node = require("node")
    installed(require("npm"), FOLDER)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    with subprocess.Popen([node, "lint.js"], cwd=FOLDER, **pipes) as process:  # type: ignore[call-overload]

        def told(script: str) -> list[str]:
            process.stdin.write(json.dumps(script) + "\n")
            process.stdin.flush()
            answer: list[str] = json.loads(process.stdout.readline())
            return answer

        yield told
        process.stdin.close()


def test_neo4js_own_reader_finds_nothing_wrong(lint: Linter) -> None:
    table = sample_table(hostile=True)
    some = table[table["relation"].isin(["invests_in", "legislates"])]  # all of it takes Neo4j's reader 15 s
    script = written(network_of(some), some, Context("Tout.", "2024-04-01"))
    assert r"\'x\')'" in script
    assert r"'-1+2\u000B\u0000 _x0041_'" in script
    assert lint(script) == []


@pytest.mark.parametrize(
    ("before", "after"), [("IS UNIQUE", "IS UNIQ"), ("IF NOT EXISTS FOR", "ON"), (r"\'", "'"), ("AS row", "row")]
)
def test_neo4js_own_reader_would_find_a_fault(before: str, after: str, lint: Linter) -> None:
    table = sample_table(hostile=True)
    some = table[table["relation"] == "supports"].replace("Éditeurs indépendants", "l'un")
    script = written(network_of(some), some)
    assert before in script
    assert lint(script.replace(before, after))
