"""Where each actor stands: computed once for a whole network, kept by content, so that filters never move anybody."""

from __future__ import annotations

import hashlib
import json
import math
import random
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

import igraph
import numpy as np

from graph.annealing import Floats, Sketch, anneal
from graph.network import RELATION, Network

Point = tuple[float, float]
Size = tuple[float, float]
Places = dict[str, dict[str, Point]]  # "wide" and "tall" -> actor -> (x, y) in network units

WIDE: Size = (678.0, 680.0)  # CSS pixels of the canvas on a desk
TALL: Size = (362.0, 470.0)  # and on a phone
MARGINS = {WIDE: 54.0, TALL: 40.0}  # CSS pixels kept free around the outermost actors, for their names
UNITS = 1.8  # network units per CSS pixel of a full canvas on a desk: LOOK's sizes of signs and lines are in units
VERSION = 2  # of this module's results: raise it when they change, so that kept positions are made anew
SEED = 7
SMALL = 60  # actors: up to here the drawing is annealed
STARTS = 16
MAIN = 0.6  # share of all actors that makes a component the main one: the others are set into its holes
GAP = 90.0  # network units that two actors of a large network keep apart


class Cache(Protocol):
    """The part of graph.store.Store that keeps positions."""

    def remember(self, key: str, value: bytes) -> None: ...

    def recall(self, key: str) -> bytes | None: ...


def cached_positions(network: Network, store: Cache) -> Places:
    """Both layouts of a network, from the store if it holds them for exactly these actors and links."""
    key = f"positions/{VERSION}/{_content(network)}"
    kept = store.recall(key)
    if kept is not None:
        found = json.loads(kept)
        return {form: {name: (x, y) for name, (x, y) in places.items()} for form, places in found.items()}
    places = {"wide": positions(network, *WIDE), "tall": positions(network, *TALL)}
    store.remember(key, json.dumps(places).encode())
    return places


def _content(network: Network) -> str:
    links = sorted((source, target, link[RELATION]) for source, target, link in network.edges(data=True))
    return hashlib.sha256(json.dumps([sorted(network), links]).encode()).hexdigest()[:32]


def frame(count: int, size: Size) -> Size:
    """The rectangle (network units, centred on 0) that ``count`` actors fill on a canvas of that size in CSS pixels."""
    width, height = _inner(size)
    area = math.prod(_inner(WIDE)) * UNITS**2 * max(1.0, count / 40)
    scale = math.sqrt(area / (width * height))
    return width * scale, height * scale


def _inner(size: Size) -> Size:
    margin = MARGINS.get(size, 54.0)
    return max(size[0] - 2 * margin, 100.0), max(size[1] - 2 * margin, 100.0)


def positions(network: Network, width: float, height: float) -> dict[str, Point]:
    """A place in network units for each actor, on a canvas of that size in CSS pixels; always the same for a network.

    Up to 60 actors the drawing is annealed (seconds); above, Fruchterman-Reingold and overlaps pushed apart.
    """
    names = sorted(network)
    if not names:
        return {}
    pairs, lines = _pairs(network, names)
    size = (width, height)
    if len(names) > SMALL:
        spots = _spread(_packed(pairs, len(names), frame(len(names), size)))
    else:
        spots = _packed(pairs, len(names), _inner(size))
        spots = anneal(_sketch(names, pairs, lines), spots, _inner(size), SEED) if len(names) > 2 else spots
    spots = _filled(spots, frame(len(names), size))
    middle = np.asarray(frame(len(names), size)) / 2
    return {name: (round(float(x), 1), round(float(y), 1)) for name, (x, y) in zip(names, spots - middle, strict=True)}


def _pairs(network: Network, names: Sequence[str]) -> tuple[list[tuple[int, int]], list[int]]:
    """Linked pairs (indices, sorted) and the number of lines drawn for each."""
    number = {name: i for i, name in enumerate(names)}
    drawn = {(source, target, link[RELATION]) for source, target, link in network.edges(data=True) if source != target}
    ends = [(number[source], number[target]) for source, target, _ in drawn]
    counts = Counter((min(pair), max(pair)) for pair in ends)
    return sorted(counts), [counts[pair] for pair in sorted(counts)]


def _filled(spots: Floats, size: Size) -> Floats:
    """Positions moved and stretched to fill a rectangle from (0, 0); what has no extent stands in its middle."""
    low, extent = spots.min(axis=0), np.ptp(spots, axis=0)
    filled: Floats = np.where(extent > 1e-9, (spots - low) / np.maximum(extent, 1e-9), 0.5) * np.asarray(size)
    return filled


# --- start: each connected component on its own, then packed ---


def _packed(pairs: Sequence[tuple[int, int]], count: int, size: Size) -> Floats:
    """Positions in a rectangle of that size: components laid out one by one, then set side by side or into holes."""
    whole, ratio = igraph.Graph(count, pairs), size[0] / size[1]
    members = sorted(whole.connected_components(), key=lambda part: (-len(part), part))
    parts = [_turned(_component(whole.induced_subgraph(part), ratio), ratio) for part in members]
    spots = np.zeros((count, 2))
    if count <= SMALL and len(members[0]) >= MAIN * count:
        spots[members[0]] = _filled(parts[0], size)
        for rank in range(1, len(parts)):
            placed = [actor for part in members[:rank] for actor in part]
            spots[members[rank]] = _in_hole(parts[rank], spots, placed, pairs, size)
        return spots
    sizes = np.asarray([np.ptp(part, axis=0) + 1.6 for part in parts])
    for part, shape, extent, corner in zip(members, parts, sizes, _rows(sizes, ratio), strict=True):
        spots[part] = corner + extent / 2 + shape - (shape.min(axis=0) + shape.max(axis=0)) / 2
    return _filled(spots, size)


def _in_hole(
    shape: Floats, spots: Floats, placed: Sequence[int], pairs: Sequence[tuple[int, int]], size: Size
) -> Floats:
    """A small component where it stands farthest from the actors and links already placed."""
    ends = np.asarray([pair for pair in pairs if pair[0] in placed and pair[1] in placed], dtype=np.int64).reshape(
        -1, 2
    )
    lengths = np.hypot(*(spots[ends[:, 0]] - spots[ends[:, 1]]).T)
    shape = (shape - (shape.min(axis=0) + shape.max(axis=0)) / 2) * (np.median(lengths) if len(ends) else 60.0)
    half = np.minimum(np.ptp(shape, axis=0) / 2, np.asarray(size) / 2)
    along = [spots[ends[:, 0]] * (1 - t) + spots[ends[:, 1]] * t for t in (0.2, 0.4, 0.6, 0.8)]
    taken = np.vstack([spots[list(placed)], *along])
    axes = [np.linspace(low, high - low, 25) for low, high in zip(half, size, strict=True)]
    centres = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
    room = np.hypot(*(centres[:, None, None] + shape[None, :, None] - taken).transpose(3, 0, 1, 2)).min(axis=(1, 2))
    return np.asarray(shape + centres[int(room.argmax())], dtype=np.float64)


def _component(graph: igraph.Graph, ratio: float) -> Floats:
    if graph.vcount() < 3:
        return np.asarray([[float(i), 0.0] for i in range(graph.vcount())])
    if graph.vcount() > SMALL:
        igraph.set_random_number_generator(random.Random(SEED))
        grid = graph.vcount() > 1000
        shape = np.asarray(graph.layout_fruchterman_reingold(niter=600, grid=grid).coords)
    else:
        shape = min((_kamada_kawai(graph, start) for start in range(STARTS)), key=lambda found: _crossed(graph, found))
    # Every actor gets the same room, whatever the size of its component.
    room = math.sqrt(float(np.prod(np.ptp(shape, axis=0))) / graph.vcount())
    scaled: Floats = shape / max(room, 1e-6)
    return scaled


def _kamada_kawai(graph: igraph.Graph, start: int) -> Floats:
    rng = random.Random(SEED + start)
    seed = [[rng.uniform(-1, 1), rng.uniform(-1, 1)] for _ in range(graph.vcount())]
    found: Floats = np.asarray(graph.layout_kamada_kawai(seed=seed).coords)
    return found


def _crossed(graph: igraph.Graph, spots: Floats) -> int:
    """The number of crossing links."""
    ends = np.asarray(graph.get_edgelist())
    first, last = spots[ends[:, 0]], spots[ends[:, 1]]
    along = last - first

    def side(points: Floats) -> Floats:
        toward = points[None] - first[:, None]
        return np.asarray(along[:, None, 0] * toward[..., 1] - along[:, None, 1] * toward[..., 0])

    across = side(first) * side(last) < -1e-12
    return int((across & across.T).sum())


def _turned(spots: Floats, ratio: float) -> Floats:
    """Turned so that its longest extent lies along the longer side of the canvas."""
    centred: Floats = spots - spots.mean(axis=0)
    if len(centred) < 3:
        return centred if ratio >= 1 else centred[:, ::-1]
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    axes = axes * np.sign(axes[np.arange(2), np.abs(axes).argmax(axis=1)])[:, None]  # SVD leaves the signs open
    turned: Floats = centred @ axes.T
    return turned if ratio >= 1 else turned[:, ::-1]


def _rows(sizes: Floats, ratio: float) -> list[Floats]:
    """Top left corners of rectangles set in rows, in the row width that comes nearest to the wanted ratio."""
    widths = np.linspace(sizes[:, 0].max(), max(sizes[:, 0].sum(), sizes[:, 0].max()), 24)
    trials = [_set_rows(sizes, float(width)) for width in widths]
    return min(trials, key=lambda trial: abs(math.log(trial[1] / ratio)))[0]


def _set_rows(sizes: Floats, width: float) -> tuple[list[Floats], float]:
    corners, left, top, height, right = [], 0.0, 0.0, 0.0, 0.0
    for wide, high in sizes:
        if left and left + wide > width + 1e-9:
            left, top, height = 0.0, top + height, 0.0
        corners.append(np.asarray([left, top]))
        left, height = left + wide, max(height, high)
        right = max(right, left)
    return corners, right / max(top + height, 1e-9)


# --- small and large ---


def _sketch(names: Sequence[str], pairs: Sequence[tuple[int, int]], lines: Sequence[int]) -> Sketch:
    ends = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    count = np.asarray(lines, dtype=np.int64)
    degrees = np.zeros(len(names))
    np.add.at(degrees, ends, count[:, None])
    return Sketch(ends, count, _wanted(ends, degrees), _boxes(names, degrees))


def _wanted(ends: Floats | np.ndarray[tuple[int, ...], np.dtype[np.int64]], degrees: Floats) -> Floats:
    """Wanted distances along the links: hubs stand far apart, leaves near their only neighbour."""
    smaller = np.minimum(degrees[ends[:, 0]], degrees[ends[:, 1]]) if len(ends) else np.zeros(0)
    lengths = np.where(smaller >= 6, 1.75, np.where(smaller <= 1, 0.8, 1 + 0.1 * smaller))
    graph = igraph.Graph(len(degrees), ends.tolist())
    return np.asarray(graph.distances(weights=lengths.tolist() or None), dtype=np.float64)


def _boxes(names: Sequence[str], degrees: Floats) -> Floats:
    """Half width, height above and below the centre of each sign with its name under it, in CSS pixels."""
    boxes = []
    for name, degree in zip(names, degrees, strict=True):
        radius = 0.49 * (7.5 + 3.6 * math.sqrt(max(degree, 1)))
        size = 14.5 if degree >= 6 else 13.0 if degree >= 3 else 12.25
        wrapped = len(name) > 13 and " " in name
        letters = max(len(name) / 2 + 1, 6) if wrapped else min(len(name), 26)
        boxes.append(
            [max(0.28 * size * letters, radius) + 4, radius + 4, radius + (2 if wrapped else 1) * size * 1.16 + 6]
        )
    return np.asarray(boxes)


def _spread(spots: Floats) -> Floats:
    """Actors nearer than GAP pushed apart, in strips along one axis then the other; about n·log n a round."""
    spots = spots.copy()
    for turn in range(80):
        axis = turn % 2
        strips = np.floor(spots[:, 1 - axis] / GAP + (0.5 if turn % 4 > 1 else 0.0))
        order = np.lexsort((spots[:, axis], strips))
        gaps = np.diff(spots[order, axis])
        lack = np.where(np.diff(strips[order]) == 0, np.clip(GAP - gaps, 0, None), 0) * 0.5
        spots[order[1:], axis] += lack
        spots[order[:-1], axis] -= lack
    return spots
