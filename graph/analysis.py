"""What a network tells as a whole: who is near whom, who stands between the others, who stands together.

Every line counts once, whatever its direction, status and number of passages; the same network gives the same answer.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from threading import Lock

import igraph
import networkx as nx

from graph.network import OUTLETS, RELATION, Network

MEASURES = ("degree", "betweenness", "outlets")
STEPS = (1, 2, 3)
SEED = 7
_RANDOM = Lock()  # igraph has one source of chance for the whole process


def ego(network: Network, name: str, steps: int) -> frozenset[str]:
    """The actor and all within so many links of it, whichever way they run; nobody if the network lacks the actor."""
    if name not in network:
        return frozenset()
    return frozenset(nx.single_source_shortest_path_length(network.to_undirected(as_view=True), name, cutoff=steps))


def measured(network: Network, measure: str) -> dict[str, float]:
    """Each actor's value of one of MEASURES: drawn lines, share of shortest paths that pass it, independent sources."""
    if measure == "betweenness":
        return betweenness(network)
    if measure == "outlets":
        return {name: float(actor[OUTLETS]) for name, actor in network.nodes(data=True)}
    return degrees(network)


def degrees(network: Network) -> dict[str, float]:
    """The number of lines at each actor: one for each relation type and direction, a link to itself left out."""
    drawn = {(source, target, link[RELATION]) for source, target, link in network.edges(data=True)}
    ends = Counter(end for source, target, _ in drawn if source != target for end in (source, target))
    return {name: float(ends[name]) for name in network}


def betweenness(network: Network) -> dict[str, float]:
    """The share (0 to 1) of the shortest paths between two others that pass each actor."""
    names, graph = _plain(network)
    pairs = (len(names) - 1) * (len(names) - 2) / 2
    return {name: value / pairs if pairs else 0.0 for name, value in zip(names, graph.betweenness(), strict=True)}


def communities(network: Network) -> tuple[tuple[str, ...], ...]:
    """Actors more linked among themselves than with others (Leiden, seeded): most numerous group first.

    Inside a group the best linked stands first: it can lend its name. Whoever has no link is in no group.
    """
    names, graph = _plain(network)
    with _RANDOM:
        igraph.set_random_number_generator(random.Random(SEED))
        found = graph.community_leiden(objective_function="modularity", n_iterations=10)
    rank = degrees(network)
    groups = [sorted((names[i] for i in group), key=lambda name: (-rank[name], name)) for group in found]
    kept = [tuple(group) for group in groups if len(group) > 1]
    return tuple(sorted(kept, key=lambda group: (-len(group), group)))


def _plain(network: Network) -> tuple[list[str], igraph.Graph]:
    """The names, sorted, and the same network with at most one link between two actors."""
    names = sorted(network)
    number: Mapping[str, int] = {name: i for i, name in enumerate(names)}
    ends = ((number[source], number[target]) for source, target in network.edges())
    pairs = {(min(pair), max(pair)) for pair in ends if pair[0] != pair[1]}
    return names, igraph.Graph(len(names), sorted(pairs))
