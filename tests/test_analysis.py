"""Measures of a network: known small graphs, their near misses, and what must hold of any network."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis import MEASURES, betweenness, communities, degrees, ego, measured
from graph.network import OUTLETS, RELATION, Network, build_network
from tests.samples import sample_table

NAMES = "abcdefgh"


def made(*links: str) -> Network:
    """A network of links written « ab » (from a to b) or « ab:owns »; every actor has one source."""
    network: Network = nx.MultiDiGraph()
    for link in links:
        ends, _, relation = link.partition(":")
        for end in ends:
            network.add_node(end, **{OUTLETS: 1})
        if len(ends) == 2:
            network.add_edge(*ends, key=relation or "owns", **{RELATION: relation or "owns"})
    return network


LINKS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(["owns", "uses"])))
NETWORKS = LINKS.map(lambda links: made(*(f"{a}{b}:{relation}" if a != b else a for a, b, relation in links)))


@pytest.mark.parametrize(
    ("links", "name", "steps", "near"),
    [
        (("ab", "bc", "cd", "de"), "a", 1, "ab"),
        (("ab", "bc", "cd", "de"), "a", 3, "abcd"),
        (("ab", "bc", "cd", "de"), "c", 1, "bcd"),  # whichever way a link runs
        (("ba", "ca"), "a", 1, "abc"),
        (("ab", "cd"), "a", 3, "ab"),
        (("a", "bc"), "a", 2, "a"),
        (("ab",), "z", 1, ""),  # nobody of that name
    ],
)
def test_who_is_near(links: tuple[str, ...], name: str, steps: int, near: str) -> None:
    assert ego(made(*links), name, steps) == frozenset(near)


@pytest.mark.parametrize(
    ("links", "name", "share"),
    [
        (("ab", "bc"), "b", 1.0),
        (("ab", "bc"), "a", 0.0),
        (("ab", "ba", "bc", "bc:uses"), "b", 1.0),  # parallel links are one way, not several
        (("ab", "bc", "ac"), "b", 0.0),
        (("ab", "bc", "cd", "da"), "a", 1 / 6),
        (("ab",), "a", 0.0),
    ],
)
def test_who_stands_between(links: tuple[str, ...], name: str, share: float) -> None:
    assert betweenness(made(*links))[name] == pytest.approx(share)


@pytest.mark.parametrize(
    ("links", "name", "lines"),
    [(("ab", "ba"), "a", 2), (("ab", "ab:uses"), "b", 2), (("ab", "a"), "a", 1), (("a",), "a", 0)],
)
def test_degrees_count_drawn_lines(links: tuple[str, ...], name: str, lines: int) -> None:
    assert degrees(made(*links))[name] == lines


def test_a_link_to_itself_is_no_line() -> None:
    network = made("ab")
    network.add_edge("a", "a", key="owns", **{RELATION: "owns"})
    assert degrees(network) == {"a": 1, "b": 1}
    assert betweenness(network) == {"a": 0, "b": 0}


def test_two_groups_with_a_bridge_are_told_apart() -> None:
    network = made("ab", "bc", "ca", "cd", "da", "ef", "fg", "ge", "de")
    assert communities(network) == (("a", "c", "d", "b"), ("e", "f", "g"))


def test_who_has_no_link_is_in_no_group() -> None:
    assert communities(made("ab", "c")) == (("a", "b"),)
    assert communities(made()) == ()


def test_sources_are_read_off_the_network() -> None:
    network = build_network(sample_table())
    assert measured(network, "outlets")["Banque Vauclair"] == network.nodes["Banque Vauclair"][OUTLETS]


@given(NETWORKS)
def test_any_network_is_measured_whole_and_the_same_each_time(network: Network) -> None:
    for measure in MEASURES:
        values = measured(network, measure)
        assert set(values) == set(network)
        assert values == measured(network, measure)
    groups = communities(network)
    assert groups == communities(network)
    members = [name for group in groups for name in group]
    assert len(members) == len(set(members))
    assert [len(group) for group in groups] == sorted((len(group) for group in groups), reverse=True)


@given(NETWORKS, st.sampled_from(NAMES))
def test_more_steps_never_lose_anybody(network: Network, name: str) -> None:
    reached = [ego(network, name, steps) for steps in (0, 1, 2, 3)]
    assert all(one <= other for one, other in pairwise(reached))
    assert reached[0] == ({name} if name in network else set())
