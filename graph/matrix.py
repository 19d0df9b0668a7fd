"""The network as a matrix: which actors stand in rows and columns, in what order, and which lines each cell holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from graph.analysis import degrees
from graph.drawing import Line, all_lines
from graph.network import KIND, Network, folded
from graph.ontology import load_ontology

ORDERS = ("structure", "name", "kind")
MOST = 60  # actors in rows and columns: more could not be read


@dataclass(frozen=True, slots=True)
class Cell:
    """All lines from the actor of a row to that of a column; a symmetric one stands on both sides."""

    row: int
    column: int
    lines: tuple[Line, ...]  # one or more, in the order of the legend

    @property
    def passages(self) -> int:
        """The number of passages behind the cell."""
        return sum(line.passages for line in self.lines)


@dataclass(frozen=True, slots=True)
class Matrix:
    """Actors in the order of rows and columns, the cells that hold a line, and how many actors found no room."""

    actors: tuple[str, ...]
    starts: frozenset[int]  # positions where another group or kind begins
    cells: tuple[Cell, ...]  # by row, then column
    left_out: int


def matrix(network: Network, groups: Sequence[Sequence[str]] = (), order: str = ORDERS[0], most: int = MOST) -> Matrix:
    """The matrix of a network in one of ORDERS.

    ``groups`` are communities of the whole corpus, best linked actor first (graph.analysis.communities), so that a
    filter moves nobody past another. Of more than ``most`` actors the best linked are kept.
    """
    weights = degrees(network)
    kept = sorted(network, key=lambda name: (-weights[name], name))[:most]
    parts = [part for part in _parts(network, kept, groups, order) if part]
    actors = tuple(name for part in parts for name in part)
    ends = [0]
    for part in parts:
        ends.append(ends[-1] + len(part))
    return Matrix(actors, frozenset(ends[1:-1]), _cells(network, actors), len(network) - len(actors))


def between(claims: pd.DataFrame, source: str, target: str) -> pd.DataFrame:
    """The claims behind a cell, out of those whose ends are as their links have them (network.with_link_ends)."""
    symmetric = [relation.id for relation in load_ontology().relations.values() if relation.symmetric]
    there = (claims["source"] == source) & (claims["target"] == target)
    back = (claims["source"] == target) & (claims["target"] == source) & claims["relation"].isin(symmetric)
    return claims[there | back]


def _parts(network: Network, kept: Sequence[str], groups: Sequence[Sequence[str]], order: str) -> list[list[str]]:
    """The kept actors in order, cut where something else begins."""
    if order == "structure":
        there = set(kept)
        grouped = [[name for name in group if name in there] for group in groups]
        alone = there.difference(*grouped)
        return [*grouped, [name for name in kept if name in alone]]
    by_name = sorted(kept, key=lambda name: (folded(name), name))
    if order == "name":
        return [by_name]
    return [[name for name in by_name if network.nodes[name][KIND] == kind] for kind in load_ontology().kinds]


def _cells(network: Network, actors: Sequence[str]) -> tuple[Cell, ...]:
    relations = load_ontology().relations
    rank = {relation: position for position, relation in enumerate(relations)}
    place: Mapping[str, int] = {name: position for position, name in enumerate(actors)}
    found: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in all_lines(network):
        if line.source in place and line.target in place:
            ends = place[line.source], place[line.target]
            for cell in {ends, ends[::-1]} if relations[line.relation].symmetric else {ends}:
                found[cell].append(line)
    for lines in found.values():
        lines.sort(key=lambda line: rank[line.relation])
    return tuple(Cell(*cell, tuple(found[cell])) for cell in sorted(found))
