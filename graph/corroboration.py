"""How many independent sources say something: outlets count, articles do not, and a reprinted text counts once."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable

import networkx as nx
from networkx.algorithms.bipartite import hopcroft_karp_matching
from networkx.utils import UnionFind

NEAR_IDENTICAL = 0.6  # shared three-word runs: one word changed in a sentence of twenty gives 0.7, three give 0.4
_WORD = re.compile(r"\w+")

Shingles = frozenset[tuple[str, ...]]


def _shingles(text: str) -> Shingles:
    words = _WORD.findall(text.casefold())
    return frozenset(tuple(words[i : i + 3]) for i in range(max(1, len(words) - 2)))


def _near(one: Shingles, other: Shingles) -> bool:
    shared = len(one & other)
    return shared >= NEAR_IDENTICAL * (len(one) + len(other) - shared)


def text_groups(quotes: Iterable[str]) -> dict[str, int]:
    """Each distinct quote -> the number of its group; near-identical quotes (reprints) share a group.

    Only pairs that share one of their rarest runs of words are compared (prefix filtering), so that this stays fast.
    """
    texts = sorted(set(quotes))
    shingles = [_shingles(text) for text in texts]
    frequency = Counter(run for runs in shingles for run in runs)
    groups: UnionFind[int] = UnionFind(range(len(texts)))
    seen: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, runs in enumerate(shingles):
        rarest = sorted(runs, key=lambda run: (frequency[run], run))
        prefix = rarest[: len(runs) - math.ceil(NEAR_IDENTICAL * len(runs)) + 1]
        for other in sorted({other for run in prefix for other in seen[run]}):
            if groups[other] != groups[index] and _near(runs, shingles[other]):
                groups.union(other, index)
        for run in prefix:
            seen[run].append(index)
    number: dict[int, int] = {}
    return {text: number.setdefault(groups[index], len(number)) for index, text in enumerate(texts)}


def independent_sources(evidence: Iterable[tuple[str, int]]) -> int:
    """Number of independent sources among (outlet, text group) pairs: outlets that each have a text of their own.

    Two outlets with one wire text count once; an outlet that also has its own text counts beside the wire.
    """
    pairs = set(evidence)
    outlets = {outlet for outlet, _ in pairs}
    if len(outlets) < 2 or len({text for _, text in pairs}) == len(pairs):  # nothing is reprinted
        return len(outlets)
    graph = nx.Graph([(("outlet", outlet), ("text", text)) for outlet, text in sorted(pairs)])
    matching = hopcroft_karp_matching(graph, top_nodes=[("outlet", outlet) for outlet in outlets])
    return len(matching) // 2
