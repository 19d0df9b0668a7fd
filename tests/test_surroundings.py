"""The neighbourhood of an actor: who is near, how far, and a place for each."""

from __future__ import annotations

import math

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.layout import TALL, WIDE, frame
from graph.network import Network, build_network
from graph.surroundings import CROWDED, radial, surroundings
from tests.samples import sample_table

PAIRS = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), min_size=1, max_size=40)


def network(*pairs: tuple[str, str]) -> Network:
    graph: Network = nx.MultiDiGraph()
    graph.add_edges_from(pairs)
    return graph


def numbered(pairs: list[tuple[int, int]]) -> Network:
    return network(*((f"{one:02d}", f"{other:02d}") for one, other in pairs))


def test_rings_are_steps_whatever_the_direction() -> None:
    chain = network(("a", "b"), ("c", "b"), ("c", "d"), ("e", "e"))
    assert surroundings(chain, "a", 1).rings == (("a",), ("b",))
    assert surroundings(chain, "a", 3).rings == (("a",), ("b",), ("c",), ("d",))
    assert surroundings(chain, "e", 2).rings == (("e",),)  # linked to itself alone


def test_the_nearest_then_the_most_linked_are_kept() -> None:
    star = network(*(("hub", f"leaf{n}") for n in range(9)), ("leaf7", "far"), ("leaf7", "hub"))
    found = surroundings(star, "hub", 2, most=4)
    assert "leaf7" in found.rings[1]
    assert (len(found.names), found.left_out) == (4, 7)
    assert surroundings(star, "hub", 2, most=0).names == ("hub",)


@given(PAIRS, st.integers(1, 3), st.integers(1, 20))
def test_everybody_near_is_there_once(pairs: list[tuple[int, int]], steps: int, most: int) -> None:
    graph = numbered(pairs)
    name = min(graph)
    found = surroundings(graph, name, steps, most)
    distance = nx.single_source_shortest_path_length(graph.to_undirected(), name, cutoff=steps)
    assert len(set(found.names)) == len(found.names) == min(most, len(distance))
    assert len(found.names) + found.left_out == len(distance)
    for number, ring in enumerate(found.rings):
        assert {distance[one] for one in ring} <= {number}
    for child, parent in found.parents.items():
        assert distance[parent] == distance[child] - 1
        assert graph.has_edge(child, parent) or graph.has_edge(parent, child)


@given(PAIRS, st.integers(1, 3))
def test_places_are_distinct_inside_the_frame_and_always_the_same(pairs: list[tuple[int, int]], steps: int) -> None:
    graph = numbered(pairs)
    found = surroundings(graph, min(graph), steps)
    places = radial(found)
    assert places == radial(surroundings(numbered(pairs[::-1]), min(graph), steps))
    for form, size in (("wide", WIDE), ("tall", TALL)):
        width, height = frame(len(found.names), size)
        assert places[form][found.names[0]] == (0.0, 0.0)
        assert len(set(places[form].values())) == len(found.names)
        assert all(abs(x) <= width / 2 + 0.1 and abs(y) <= height / 2 + 0.1 for x, y in places[form].values())


@pytest.mark.parametrize(("leaves", "circles"), [(CROWDED, 1), (CROWDED + 1, 2)])
def test_a_crowded_ring_stands_on_two_circles(leaves: int, circles: int) -> None:
    star = network(*(("hub", f"{n:02d}") for n in range(leaves)))
    places = radial(surroundings(star, "hub", 1))["wide"]
    width, height = frame(leaves + 1, WIDE)
    reaches = {round(math.hypot(x / width * 2, y / height * 2), 2) for name, (x, y) in places.items() if name != "hub"}
    assert len(reaches) == circles


def test_neighbours_that_are_linked_stand_side_by_side() -> None:
    star = [("hub", name) for name in "abcdef"]
    (_, ring) = surroundings(network(*star, ("a", "d"), ("b", "e")), "hub", 1).rings
    assert abs(ring.index("a") - ring.index("d")) == abs(ring.index("b") - ring.index("e")) == 1


def test_the_samples_stay_within_three_steps() -> None:
    graph = build_network(sample_table())
    assert len(surroundings(graph, "Ondine Robotique", 3).names) == len(graph)
