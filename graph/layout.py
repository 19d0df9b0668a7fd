"""Where each actor stands: computed once for a whole network, kept by content, so that filters never move anybody."""

from __future__ import annotations

import math
import random

import igraph

from graph.network import Network

Point = tuple[float, float]
Size = tuple[float, float]
Places = dict[str, dict[str, Point]]  # "wide" and "tall" -> actor -> (x, y) in network units

WIDE: Size = (678.0, 680.0)  # CSS pixels of the canvas on a desk
TALL: Size = (362.0, 470.0)  # and on a phone
UNITS = 1.8  # network units per CSS pixel of a full canvas on a desk: LOOK's sizes of signs and lines are in units


def frame(count: int, size: Size) -> Size:
    """The rectangle (network units, centred on 0) that ``count`` actors fill on a canvas of that size in CSS pixels."""
    width, height = size
    area = WIDE[0] * WIDE[1] * UNITS**2 * max(1.0, count / 40)
    scale = math.sqrt(area / (width * height))
    return width * scale, height * scale


def positions(network: Network, width: float, height: float) -> dict[str, Point]:
    """Quick version: Fruchterman-Reingold from a fixed seed, stretched to the frame."""
    names = sorted(network)
    if not names:
        return {}
    index = {name: i for i, name in enumerate(names)}
    edges = sorted({tuple(sorted((index[a], index[b]))) for a, b in network.edges() if a != b})
    igraph.set_random_number_generator(random.Random(7))
    layout = igraph.Graph(len(names), edges).layout_fruchterman_reingold(niter=800, grid=False)
    xs, ys = [p[0] for p in layout], [p[1] for p in layout]
    w, h = frame(len(names), (width, height))

    def place(value: float, low: float, high: float, size: float) -> float:
        return (value - (low + high) / 2) / ((high - low) or 1) * size

    return {
        name: (place(x, min(xs), max(xs), w), place(y, min(ys), max(ys), h))
        for name, (x, y) in zip(names, layout, strict=True)
    }


def cached_positions(network: Network, store: object) -> Places:
    """Both layouts of a network."""
    return {"wide": positions(network, *WIDE), "tall": positions(network, *TALL)}
