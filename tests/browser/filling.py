"""Stores for tests of this folder, filled at once: everybody stands on a circle, for a real layout takes seconds."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

import pytest

from graph import layout
from graph.layout import Point
from graph.model import Article, Extraction
from graph.network import Network, background, build_network
from graph.store import open_store


def filled(path: Path, read: Iterable[tuple[Article, Extraction]]) -> str:
    """The address of a store at ``path`` that holds these articles."""
    store = open_store(f"sqlite:///{path}")
    for article, extraction in read:
        store.put(article, extraction, "samples")
    claims = store.claims()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(layout, "positions", _circle)
        layout.cached_positions(build_network(claims, background(claims, store.actors())), store)
    store.close()
    return store.url


def _circle(network: Network, width: float, height: float) -> dict[str, Point]:
    turn = 2 * math.pi / len(network)
    return {name: (width * math.cos(turn * n), height * math.sin(turn * n)) for n, name in enumerate(sorted(network))}
