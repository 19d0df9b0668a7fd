"""Positions: the same everywhere and always, inside the frame, readable, kept in the store."""

from __future__ import annotations

import math
import os
import random
import subprocess
import sys
from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from graph import layout
from graph.layout import GAP, SMALL, TALL, WIDE, Point, Size, cached_positions, frame, positions
from graph.network import Network, build_network
from tests.conftest import PROJECT
from tests.samples import sample_table


class Memory:
    """A cache in memory that counts."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.found = 0

    def remember(self, key: str, value: bytes) -> None:
        self.kept[key] = value

    def recall(self, key: str) -> bytes | None:
        self.found += key in self.kept
        return self.kept.get(key)


def network_of(*links: tuple[int, int]) -> Network:
    network: Network = nx.MultiDiGraph()
    for one, other in links:
        network.add_edge(f"Actor {one:03}", f"Actor {other:03}", key="owns/asserted", relation="owns")
    return network


def random_network(actors: int, more: int) -> Network:
    rng = random.Random(5)
    tree = [(rng.randrange(i), i) for i in range(1, actors)]
    return network_of(*tree, *[tuple(rng.sample(range(actors), 2)) for _ in range(more)])  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def sample() -> Network:
    return build_network(sample_table())


def distance(one: Point, other: Point) -> float:
    return math.hypot(one[0] - other[0], one[1] - other[1])


def crossings(network: Network, spots: dict[str, Point]) -> int:
    pairs = sorted({(min(one, other), max(one, other)) for one, other in network.edges()})

    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    count = 0
    for first, second in combinations(pairs, 2):
        if len({*first, *second}) == 4:
            a, b, c, d = (spots[name] for name in (*first, *second))
            count += side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
    return count


@pytest.mark.parametrize("size", [WIDE, TALL])
def test_actors_fill_the_frame_without_touching(sample: Network, size: Size) -> None:
    spots = positions(sample, *size)
    wide, high = frame(len(sample), size)
    assert set(spots) == set(sample)
    for axis, extent in enumerate((wide, high)):
        values = [spot[axis] for spot in spots.values()]
        assert max(values) - min(values) == pytest.approx(extent, abs=0.5)
        assert max(values) == pytest.approx(extent / 2, abs=0.5)
    assert min(distance(one, other) for one, other in combinations(spots.values(), 2)) > 60


def test_annealing_takes_crossings_away() -> None:
    network = random_network(26, 12)
    spots = positions(network, *WIDE)
    before = layout._packed(*_numbered(network), WIDE)
    named = dict(zip(sorted(network), [(float(x), float(y)) for x, y in before], strict=True))
    assert crossings(network, spots) < crossings(network, named)


def _numbered(network: Network) -> tuple[list[tuple[int, int]], int]:
    names = sorted(network)
    return layout._pairs(network, names)[0], len(names)


def test_a_planar_ring_is_drawn_without_crossings() -> None:
    network = network_of(*[(i, (i + 1) % 12) for i in range(12)])
    assert crossings(network, positions(network, *WIDE)) == 0


@pytest.mark.parametrize("actors", [20, SMALL + 20])
def test_places_do_not_depend_on_hash_seeds(actors: int) -> None:
    code = (
        "from tests.test_layout import random_network; from graph.layout import positions; "
        f"print(sorted(positions(random_network({actors}, 15), 678, 680).items()))"
    )
    seen = set()
    for seed in ("0", "12345"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(PROJECT)}
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, cwd=PROJECT, capture_output=True, check=True
        )
        seen.add(done.stdout)
    assert len(seen) == 1


def test_separate_parts_stay_in_the_same_picture() -> None:
    main = [(i, (i * 7 + 3) % 24) for i in range(24)] + [(i, i + 1) for i in range(23)]
    network = network_of(*main, (100, 101), (200, 201))
    spots = positions(network, *WIDE)
    wide, high = frame(len(network), WIDE)
    for one, other in (("Actor 100", "Actor 101"), ("Actor 200", "Actor 201")):
        assert 60 < distance(spots[one], spots[other]) < 0.45 * math.hypot(wide, high)
    assert crossings(network, spots) == crossings(network.subgraph(f"Actor {i:03}" for i in range(24)), spots)


def test_a_large_network_is_spread() -> None:
    network = random_network(300, 300)
    spots = np.asarray(list(positions(network, *WIDE).values()))
    gaps = np.hypot(*(spots[:, None] - spots[None]).transpose(2, 0, 1))
    np.fill_diagonal(gaps, np.inf)
    assert np.median(gaps.min(axis=1)) > 0.6 * GAP
    assert gaps.min() > 0.2 * GAP


@pytest.mark.parametrize("links", [[], [(1, 1)], [(1, 2)], [(1, 2), (1, 2), (2, 1)], [(1, 2), (3, 4)]])
def test_tiny_networks(links: list[tuple[int, int]]) -> None:
    network = network_of(*links)
    spots = positions(network, *WIDE)
    assert set(spots) == set(network)
    assert all(math.isfinite(value) for spot in spots.values() for value in spot)
    assert len(set(spots.values())) == len(spots)


def test_positions_are_kept_by_content(sample: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    first = cached_positions(sample, memory)
    assert set(first) == {"wide", "tall"}
    monkeypatch.setattr(layout, "positions", lambda *_: pytest.fail("computed again"))
    assert cached_positions(sample, memory) == first
    assert memory.found == 1


def test_another_link_asks_for_other_positions(sample: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "positions", lambda network, *_: dict.fromkeys(network, (0.0, 0.0)))
    memory = Memory()
    cached_positions(sample, memory)
    more = sample.copy()
    more.add_edge("Banque Vauclair", "Loi Sémaphore", key="lobbies/asserted", relation="lobbies")
    cached_positions(more, memory)
    assert (len(memory.kept), memory.found) == (2, 0)
