"""The picture: what pyvis is given, how parallel links fan out, what the canvas receives."""

from __future__ import annotations

import copy
import json

import networkx as nx
import pytest
from pyvis.network import Network as Picture

from graph.drawing import FADED, SEPARATOR, draw, lines, payload
from graph.layout import Places
from graph.network import Network, build_network
from graph.ontology import load_ontology
from tests.samples import HOSTILE, sample_table

BANK, ROBOTS = "Banque Vauclair", "Ondine Robotique"


@pytest.fixture(scope="module")
def network() -> Network:
    return build_network(sample_table())


def row_of(network: Network) -> Places:
    places = {name: (100.0 * i, 10.0 * i) for i, name in enumerate(sorted(network))}
    return {"wide": places, "tall": {name: (y, x) for name, (x, y) in places.items()}}


def edges_of(picture: Picture) -> dict[str, dict[str, object]]:
    return {edge["id"]: edge for edge in picture.edges}


def test_one_line_per_pair_and_relation(network: Network) -> None:
    drawn = {(line.source, line.relation, line.target) for line in lines(network)}
    assert drawn == {(source, link["relation"], target) for source, target, link in network.edges(data=True)}
    assert len(drawn) == 26 < network.number_of_edges()


def test_every_line_reaches_pyvis_and_the_network_is_left_alone(network: Network) -> None:
    before = copy.deepcopy(network)
    picture = draw(network, row_of(network)["wide"])
    assert isinstance(picture, Picture)
    assert len(picture.edges) == len(lines(network))
    assert nx.utils.graphs_equal(network, before)


def test_a_line_takes_the_style_of_the_status_that_most_sources_give(network: Network) -> None:
    line = next(
        line for line in lines(network) if (line.source, line.relation, line.target) == (BANK, "invests_in", ROBOTS)
    )
    assert line.statuses == ("asserted", "denied")
    assert line.passages == 4
    assert line.articles == 4


def test_styles_by_status(network: Network) -> None:
    edges = edges_of(draw(network, row_of(network)["wide"]))

    def edge(*ends: str) -> dict[str, object]:
        return edges[SEPARATOR.join(ends)]

    assert edge(BANK, "owns", "La Gazette du Port")["dashes"] is False
    assert edge("Parlement européen", "legislates", "Loi Sémaphore")["dashes"] == [7, 5]
    assert edge(BANK, "acquires", ROBOTS)["dashes"] == [2, 4]
    assert edge(ROBOTS, "lobbies", "Loi Sémaphore")["status"] == "struck"
    past = edge("Marc Delestre", "holds_position_at", "Gouvernement français")["color"]
    assert isinstance(past, dict)
    assert past["opacity"] == FADED
    assert edge(BANK, "competes_with", ROBOTS)["arrows"] == ""
    assert edge(BANK, "owns", "La Gazette du Port")["arrows"] != ""


def test_width_grows_with_sources(network: Network) -> None:
    edges = edges_of(draw(network, row_of(network)["wide"]))
    single = edges[SEPARATOR.join((BANK, "owns", "La Gazette du Port"))]["width"]
    assert single == 1.1
    assert edges[SEPARATOR.join((BANK, "partners_with", ROBOTS))]["width"] == pytest.approx(1.2 + 0.45 * 2)


def bend(edge: dict[str, object]) -> float:
    """Roundness seen from the pair's first end by name: the same value means the same curve on the screen."""
    smooth = edge["smooth"]
    if not isinstance(smooth, dict):
        return 0.0
    signed = smooth["roundness"] * (1 if smooth["type"] == "curvedCW" else -1)
    return float(signed if str(edge["from"]) < str(edge["to"]) else -signed)


def test_parallel_and_opposite_links_never_coincide(network: Network) -> None:
    fans: dict[frozenset[str], list[float]] = {}
    for edge in draw(network, row_of(network)["wide"]).edges:
        fans.setdefault(frozenset((edge["from"], edge["to"])), []).append(bend(edge))
    assert len(fans[frozenset((BANK, ROBOTS))]) >= 6
    for bends in fans.values():
        assert len(set(bends)) == len(bends)
    assert all(bends == [0.0] for bends in fans.values() if len(bends) == 1)


def test_labels_are_in_the_readers_language(network: Network) -> None:
    for lang, verb, tip in (("fr", "possède", "Affirmé · 1 passage"), ("en", "owns", "Stated · 1 passage")):
        edge = edges_of(draw(network, row_of(network)["wide"], lang))[
            SEPARATOR.join((BANK, "owns", "La Gazette du Port"))
        ]
        assert edge["label"] == verb
        assert str(edge["title"]).splitlines() == [f"{BANK} {verb} La Gazette du Port", f"{tip} · 1 article"]


def test_counts_stand_in_labels(network: Network) -> None:
    edges = edges_of(draw(network, row_of(network)["wide"]))
    assert edges[SEPARATOR.join((BANK, "invests_in", ROBOTS))]["label"] == "investit dans · 4"


def test_actors_carry_kind_roles_and_colour(network: Network) -> None:
    for theme, fill in (("light", "#2C5A85"), ("dark", "#3B93F0")):
        node = next(node for node in draw(network, row_of(network)["wide"], "fr", theme).nodes if node["id"] == BANK)
        assert node["color"]["background"] == fill
    assert node["title"].splitlines()[:2] == [BANK, "Entreprise · Investisseurs"]


def test_payload_is_json_with_both_layouts_and_no_colour_per_item(network: Network) -> None:
    given = json.loads(json.dumps(payload(network, row_of(network))))
    assert {node["id"] for node in given["nodes"]} == set(network)
    assert all(node["tall"] == [node["y"], node["x"]] for node in given["nodes"])
    assert not any("color" in item for item in given["nodes"] + given["edges"])
    assert set(given["palette"]["dark"]["kinds"]) == set(load_ontology().kinds)
    assert given["options"]["physics"] == {"enabled": False}
    assert [one["label"] for one in given["legend"]["families"]][:2] == ["Alliances", "Argent"]
    assert {one["line"] for one in given["legend"]["statuses"]} == {"solid", "dashed", "dotted", "struck", "faded"}
    assert {one["id"] for one in given["legend"]["kinds"]} == {node["kind"] for node in given["nodes"]}


def test_payload_of_a_selection_uses_the_places_of_the_whole(network: Network) -> None:
    places = row_of(network)
    part = network.subgraph([BANK, ROBOTS]).copy()
    spots = {node["id"]: (node["x"], node["y"]) for node in payload(part, places)["nodes"]}
    assert spots == {name: places["wide"][name] for name in (BANK, ROBOTS)}


def test_payload_of_nothing() -> None:
    empty: Network = nx.MultiDiGraph()
    given = payload(empty, {"wide": {}, "tall": {}})
    assert (given["nodes"], given["edges"]) == ([], [])


def test_hostile_names_stay_what_they_are() -> None:
    network = build_network(sample_table(hostile=True))
    given = payload(network, row_of(network))
    assert {node["id"] for node in given["nodes"]} >= set(HOSTILE.values())
    assert all(len(node["title"].splitlines()) == 3 for node in given["nodes"] if "\x0b" not in node["id"])


def test_a_link_from_an_actor_to_itself_is_not_drawn(network: Network) -> None:
    looped = network.copy()
    looped.add_edge(BANK, BANK, key="owns/asserted", **next(iter(network.edges(data=True)))[2])
    assert len(lines(looped)) == len(lines(network))
