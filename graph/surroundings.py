"""The neighbourhood of one actor, and where each actor of it stands: rings around the middle, drawn at once."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graph.layout import TALL, WIDE, Places, Point, Size, frame
from graph.network import Network

MOST = 60  # actors: beyond, names cannot be read
STEPS = (1, 2, 3)
CROWDED = 14  # actors of a ring: above, they stand on two circles, so that names have room
DEEP = 0.2  # of the space between rings that the two circles take


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The actors around one, by their distance to it (ring 0: itself), and how many more there would be."""

    rings: tuple[tuple[str, ...], ...]
    left_out: int
    parents: Mapping[str, str]  # of each actor but the middle one: who links it to the middle

    @property
    def names(self) -> tuple[str, ...]:
        """All actors, the middle one first."""
        return tuple(name for ring in self.rings for name in ring)


def surroundings(network: Network, name: str, steps: int, most: int = MOST) -> Surroundings:
    """Whoever is at most so many links away, directions apart; the nearest and then the most linked, up to ``most``."""
    distance = _distances(network, name, steps)
    ranked = sorted(distance, key=lambda one: (distance[one], -len(_near(network, one)), one))
    kept = ranked[: max(most, 1)]
    shown = nx.Graph(network.subgraph(kept).to_undirected(as_view=True))
    shown.remove_edges_from(list(nx.selfloop_edges(shown)))
    parents = {one: _parent(one, shown, distance) for one in kept[1:]}
    deepest = distance[kept[-1]]
    order = _order(shown, name, distance, parents)
    rings = tuple(tuple(one for one in order if distance[one] == ring) for ring in range(deepest + 1))
    return Surroundings(rings, len(ranked) - len(kept), parents)


def _near(network: Network, name: str) -> set[str]:
    """Whoever is linked to an actor, itself apart."""
    return (set(network.succ[name]) | set(network.pred[name])) - {name}


def _distances(network: Network, name: str, steps: int) -> dict[str, int]:
    """Everybody at most so many links away, with how many; without a copy of the network, which may be large."""
    distance, edge = {name: 0}, [name]
    for step in range(1, steps + 1):
        edge = sorted({other for one in edge for other in _near(network, one)} - distance.keys())
        distance |= dict.fromkeys(edge, step)
    return distance


def _parent(name: str, graph: nx.Graph[str], distance: Mapping[str, int]) -> str:
    nearer = [one for one in graph[name] if distance[one] == distance[name] - 1]
    return min(nearer, key=lambda one: (-graph.degree(one), one))


def _order(graph: nx.Graph[str], name: str, distance: Mapping[str, int], parents: Mapping[str, str]) -> list[str]:
    """All actors so that those linked among themselves stand side by side, and each after the one it hangs on."""
    rest = graph.subgraph([one for one in graph if one != name])
    walk: list[str] = []
    for start in sorted(rest, key=lambda one: (distance[one], -rest.degree(one), one)):
        if start not in walk:
            walk += [one for one in _walk(rest, start) if one not in walk]
    rank = {one: index for index, one in enumerate(walk)}
    children: dict[str, list[str]] = {one: [] for one in graph}
    for child in sorted(parents, key=lambda one: rank[one]):
        children[parents[child]].append(child)
    found, waiting = [], [name]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += reversed(children[one])
    return found


def _walk(graph: nx.Graph[str], start: str) -> list[str]:
    """Depth first, the nearest names first, so that the same graph gives the same walk."""
    seen, waiting = [start], [iter(sorted(graph[start]))]
    known = {start}
    while waiting:
        following = next((one for one in waiting[-1] if one not in known), None)
        if following is None:
            waiting.pop()
            continue
        known.add(following)
        seen.append(following)
        waiting.append(iter(sorted(graph[following])))
    return seen


def radial(around: Surroundings) -> Places:
    """A place for each actor on both layouts of the canvas, in network units, the middle one at the centre."""
    turns = _turns(around)
    return {"wide": _placed(around, turns, WIDE), "tall": _placed(around, turns, TALL)}


def _turns(around: Surroundings) -> dict[str, float]:
    """For each actor its share of a full turn (0 at the top): each gets room for those that hang on it."""
    leaves = dict.fromkeys(around.names, 0)
    for name in reversed(around.names):
        leaves[name] = max(leaves[name], 1)
        if name in around.parents:
            leaves[around.parents[name]] += leaves[name]
    starts: dict[str, float] = {around.rings[0][0]: 0.0}
    free = dict(starts)
    turns: dict[str, float] = {}
    whole = leaves[around.rings[0][0]]
    for name in around.names[1:]:
        parent = around.parents[name]
        start = free[parent]
        free[parent] += leaves[name]
        free[name] = start
        turns[name] = (start + leaves[name] / 2) / whole
    return turns


def _placed(around: Surroundings, turns: Mapping[str, float], size: Size) -> dict[str, Point]:
    width, height = frame(len(around.names), size)
    places: dict[str, Point] = {around.rings[0][0]: (0.0, 0.0)}
    for number, ring in enumerate(around.rings[1:], 1):
        for index, name in enumerate(ring):
            reach = _reach(number, len(around.rings) - 1, index, ring)
            angle = 2 * math.pi * turns[name]
            places[name] = (
                round(width / 2 * reach * math.sin(angle), 1),
                round(-height / 2 * reach * math.cos(angle), 1),
            )
    return places


def _reach(number: int, rings: int, index: int, ring: Sequence[str]) -> float:
    """How far out a place is, from 0 to 1."""
    pulled = DEEP * 2 if rings == 1 else DEEP
    return (number - (pulled if len(ring) > CROWDED and index % 2 else 0.0)) / rings
