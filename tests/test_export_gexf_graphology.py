"""GEXF read by graphology-gexf, the reader of Gephi Lite, in Node: equal nodes, edges and attributes."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from graph.export import Context, looks, to_bytes
from graph.export.xml import escaped, unescaped
from graph.network import Network, background, build_network
from graph.ontology import load_ontology
from tests.markup import told
from tests.node_packages import installed
from tests.samples import sample_actors, sample_table
from tests.strategies import tables

FOLDER = Path(__file__).parent / "node"
VERSIONS = ("gexf", "gexf-1.2")
Reader = Callable[[bytes], dict[str, Any]]


@pytest.fixture(scope="module")
def graphology(require: Callable[[str], str]) -> Iterator[Reader]:
    """``graphology(data)``: what Node reads in a file of GEXF; one process for all of them."""
    node = require("node")
    installed(require("npm"), FOLDER)
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
    with subprocess.Popen([node, "read_gexf.js"], cwd=FOLDER, **pipes) as process:  # type: ignore[call-overload]

        def read(data: bytes) -> dict[str, Any]:
            process.stdin.write(json.dumps(data.decode()) + "\n")
            process.stdin.flush()
            answer: dict[str, Any] = json.loads(process.stdout.readline())
            return answer

        yield read
        process.stdin.close()


def css(colour: str) -> str:
    """#RRGGBB as graphology tells it."""
    return f"rgb({int(colour[1:3], 16)},{int(colour[3:5], 16)},{int(colour[5:], 16)})"


def assert_same(network: Network, back: dict[str, Any], context: Context, name: str) -> None:
    """Equal nodes, edges and attributes, and the picture's colours, sizes and places."""
    assert "error" not in back
    ontology = load_ontology()
    nodes = {node["key"]: node["attributes"] for node in back["nodes"]}
    assert {unescaped(key) for key in nodes} == set(network)
    assert len(nodes) == len(network)
    for actor, data in network.nodes(data=True):
        found = told(nodes[escaped(actor)])
        place = looks.place(actor, context)
        viz = {"color": css(ontology.kinds[data["kind"]].fill[0]), "size": looks.size(data["degree"])}
        viz |= {"x": place[0], "y": place[1]} if place else {}
        viz |= {"z": 0} if place and name == "gexf-1.2" else {}
        assert found == {**data, **viz, "label": actor}
    edges = {edge["key"]: edge for edge in back["edges"]}
    assert len(edges) == len(back["edges"]) == network.number_of_edges()
    for number, (source, target, key, data) in enumerate(network.edges(keys=True, data=True)):
        edge = edges[str(number)]
        assert (unescaped(edge["source"]), unescaped(edge["target"])) == (source, target)
        relation = ontology.relations[data["relation"]]
        more = {"label": relation.label(context.lang), **looks.in_both_languages(relation)}
        more |= {"color": css(ontology.families[relation.family].line[0])}
        line = ontology.statuses[data["status"]].line
        more |= {"shape": line} if line in ("solid", "dashed", "dotted") else {}
        more |= {"kind": key} if name == "gexf" else {}
        known = {title: value for title, value in data.items() if value is not None}
        assert told(edge["attributes"]) == known | more


@pytest.mark.parametrize("name", VERSIONS)
@pytest.mark.parametrize("hostile", [False, True])
def test_graphology_reads_back_what_was_written(graphology: Reader, hostile: bool, name: str) -> None:
    table = sample_table(hostile)
    network = build_network(table, background(table, sample_actors()))
    context = Context("Tout.", "2024-04-01", "en", dict.fromkeys(list(network)[:5], (1.5, -3.25)))
    back = graphology(to_bytes(name, network, table, context))
    assert back["type"] == "directed"
    assert (back["meta"]["creator"], back["meta"]["lastModifiedDate"]) == ("Maillage", "2024-04-01")
    assert_same(network, back, context, name)


@pytest.mark.parametrize("name", VERSIONS)
@settings(max_examples=60, deadline=None)
@given(table=tables())
def test_graphology_reads_back_any_network(graphology: Reader, table: pd.DataFrame, name: str) -> None:
    network = build_network(table)
    assert_same(network, graphology(to_bytes(name, network, table)), Context(), name)


def test_the_reader_tells_what_is_wrong_with_a_file(graphology: Reader) -> None:
    whole = to_bytes("gexf", build_network(sample_table()), sample_table())
    assert "error" in graphology(whole[:-100])
    assert "error" in graphology(b"no markup")


def test_the_lock_names_no_host() -> None:
    lock = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))
    assert all("integrity" in package for path, package in lock["packages"].items() if path)
    assert not any("resolved" in package for package in lock["packages"].values())
