"""Paths between two actors: each hop with the link that proves it best; what is weak in it is told, never hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Any, TypeAlias

import networkx as nx
import pandas as pd

from graph.divergence import Case, Version
from graph.model import STATUSES
from graph.network import CONFIDENCE, OUTLETS, RELATION, STATUS, WEIGHT, Network

# What a reader may refuse of a link: that it is denied, only reported, or told by one source.
FLAGS = ("denied", "reported", "single")
DEFAULT_ACCEPTED = frozenset({"reported", "single"})
MOST_PATHS = 5
MOST_STEPS = 6
DEFAULT_STEPS = 5
UNSURE = 0.7  # a reading less sure than this is told

# The weakest first to name, among statuses: what is done is firmer than what was, what is planned, what is rumoured.
_STATUS_WEAKNESS = {status: rank for rank, status in enumerate(("asserted", "past", "planned", "reported", "denied"))}
_HOP = 10_000  # more than the weakness of all hops of the longest path: the shorter path always comes first
# Relations whose role says what an actor is, most telling first.
_POSTS = ("holds_position_at", "advises", "member_of")

Ways: TypeAlias = "nx.Graph[str]"  # pairs of actors, each with its best accepted link
Row = dict[str, Any]  # one row of the table of claims


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the network; ``contested``: another claim denies it."""

    source: str
    relation: str
    target: str
    status: str
    outlets: int
    weight: int
    confidence: float
    contested: bool = False

    @property
    def flags(self) -> frozenset[str]:
        """Which of FLAGS it bears."""
        found = {self.status} | ({"single"} if self.outlets < 2 else set())
        return frozenset(found.intersection(FLAGS))

    @property
    def weakness(self) -> int:
        """How weak a proof it is, 0 to 479: status first, then sources, then denials elsewhere and confidence."""
        weak = 100 * _STATUS_WEAKNESS[self.status]
        weak += 40 * (self.outlets < 2) + 20 * self.contested
        return weak + round(19 * (1 - min(1.0, max(0.0, self.confidence))))

    @property
    def reasons(self) -> tuple[str, ...]:
        """What is weak in it: its status unless it is stated, then single, contested, unsure."""
        told = {"single": self.outlets < 2, "contested": self.contested, "unsure": self.confidence < UNSURE}
        status = () if self.status == STATUSES[0] else (self.status,)
        return (*status, *(name for name, holds in told.items() if holds))


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path, from ``start`` to ``end``, over a link that may run the other way."""

    start: str
    end: str
    link: Link

    @property
    def forward(self) -> bool:
        """Whether the link is read from its source to its target."""
        return self.link.source == self.start


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of hops, one at least; no actor comes twice."""

    hops: tuple[Hop, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        """The actors in order, both ends included."""
        return (self.hops[0].start, *(hop.end for hop in self.hops))

    @property
    def weakest(self) -> int:
        """The index of the hop with the weakest proof, the first among equals."""
        return max(range(len(self.hops)), key=lambda index: (self.hops[index].link.weakness, -index))


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: two actors, those not to pass through, the most steps, and the flags that are accepted."""

    start: str
    end: str
    without: frozenset[str] = frozenset()
    steps: int = DEFAULT_STEPS
    accepted: frozenset[str] = DEFAULT_ACCEPTED


@dataclass(frozen=True, slots=True)
class Remedy:
    """A question near one that has no answer, and how many steps its shortest path takes."""

    kind: str  # steps, denied, reported, single, without, all
    question: Question
    steps: int
    actor: str = ""  # whom ``without`` lets pass again


def links_of(network: Network) -> Iterator[Link]:
    """Every link between two actors, in the order of the network; a link of an actor to itself leads nowhere."""
    for source, target, data in network.edges(data=True):
        if source != target:
            denied = network.has_edge(source, target, f"{data[RELATION]}/denied")
            yield Link(
                source=source,
                relation=data[RELATION],
                target=target,
                status=data[STATUS],
                outlets=data[OUTLETS],
                weight=data[WEIGHT],
                confidence=data[CONFIDENCE],
                contested=denied and data[STATUS] != "denied",
            )


def flag_counts(links: Iterable[Link]) -> Mapping[str, int]:
    """How many links bear each of FLAGS."""
    counts = Counter(flag for link in links for flag in link.flags)
    return {flag: counts[flag] for flag in FLAGS}


def open_ways(links: Iterable[Link], accepted: frozenset[str]) -> Ways:
    """The pairs of actors that an accepted link joins, whichever way it runs, each with the best such link."""
    best: dict[tuple[str, str], Link] = {}
    for link in sorted((link for link in links if link.flags <= accepted), key=_rank):
        best.setdefault((min(link.source, link.target), max(link.source, link.target)), link)
    ways: Ways = nx.Graph()
    ways.add_edges_from(
        (one, other, {"link": link, "cost": _HOP + link.weakness})
        for (one, other), link in sorted(best.items(), key=_pair)
    )
    return ways


def _pair(item: tuple[tuple[str, str], Link]) -> tuple[str, str]:
    return item[0]


def _rank(link: Link) -> tuple[object, ...]:
    return link.weakness, -link.outlets, -link.weight, link.source, link.relation


def find_paths(ways: Ways, question: Question) -> tuple[Path, ...]:
    """The shortest paths, MOST_PATHS at most; among those of one length the best proved first.

    The same paths come back, turned, when the two ends are exchanged.
    """
    first, last = sorted((question.start, question.end))
    turned = first != question.start
    found = [_path(ways, actors[::-1] if turned else actors) for actors in _chains(ways, first, last, question)]
    return tuple(found)


def _chains(ways: Ways, first: str, last: str, question: Question) -> list[list[str]]:
    """Chains of actors, shortest first; the search is widened by one step only while chains are lacking."""
    ways = _without(ways, question)
    if first == last or first not in ways or last not in ways:
        return []
    before = nx.single_source_shortest_path_length(ways, first, cutoff=question.steps)
    after = nx.single_source_shortest_path_length(ways, last, cutoff=question.steps)
    found: list[list[str]] = []
    for steps in range(before.get(last, question.steps + 1), question.steps + 1):
        # No path of so many steps leaves the actors that lie near enough to both ends.
        near = _part(ways, {name for name in before if before[name] + after.get(name, steps) <= steps})
        chains = nx.shortest_simple_paths(near, first, last, weight="cost")
        found = [chain for chain in islice(chains, MOST_PATHS) if len(chain) - 1 <= steps]
        if len(found) == MOST_PATHS:
            break
    return found


def _without(ways: Ways, question: Question) -> Ways:
    excluded = question.without - {question.start, question.end}
    return _part(ways, set(ways) - excluded) if excluded else ways


def _part(ways: Ways, actors: set[str]) -> Ways:
    """The ways between these actors, in the same order: a view of networkx would follow the order of the set."""
    part: Ways = nx.Graph()
    part.add_edges_from((one, other, data) for one, other, data in ways.edges(data=True) if {one, other} <= actors)
    return part


def _path(ways: Ways, actors: list[str]) -> Path:
    return Path(tuple(Hop(start, end, ways.edges[start, end]["link"]) for start, end in pairwise(actors)))


def distance(ways: Ways, question: Question) -> int | None:
    """The steps of the shortest path, however long; None if there is none."""
    part = _without(ways, question)
    if question.start not in part or question.end not in part or question.start == question.end:
        return None
    if not nx.has_path(part, question.start, question.end):
        return None
    return int(nx.shortest_path_length(part, question.start, question.end))


def remedies(links: Sequence[Link], question: Question) -> tuple[Remedy, ...]:
    """The smallest changes that give an unanswered question an answer: one alone, else all of them together."""
    tries = [Remedy("steps", replace(question, steps=MOST_STEPS), 0)]
    tries += [
        Remedy("without", replace(question, without=question.without - {name}), 0, name)
        for name in sorted(question.without)
    ]
    refused = [flag for flag in FLAGS if flag not in question.accepted]
    tries += [Remedy(flag, replace(question, accepted=question.accepted | {flag}), 0) for flag in refused]
    everything = Question(question.start, question.end, steps=MOST_STEPS, accepted=frozenset(FLAGS))
    return tuple(_answered(links, tries)) or tuple(_answered(links, [Remedy("all", everything, 0)]))


def _answered(links: Sequence[Link], tries: Iterable[Remedy]) -> Iterator[Remedy]:
    """Those whose question has an answer, asking for no more steps than that answer takes."""
    ways: dict[frozenset[str], Ways] = {}
    for remedy in tries:
        asked = remedy.question
        if asked.accepted not in ways:
            ways[asked.accepted] = open_ways(links, asked.accepted)
        steps = distance(ways[asked.accepted], asked)
        if steps is not None and steps <= asked.steps:
            asked = replace(asked, steps=steps) if remedy.kind in ("steps", "all") else asked
            yield replace(remedy, question=asked, steps=steps)


def suggestions(ways: Ways, start: str = "", most: int = 3) -> tuple[tuple[str, str], ...]:
    """Pairs of well-linked actors that no link joins but a path does: from ``start``, or between any two."""
    known = sorted(ways, key=lambda name: (-ways.degree(name), name))[: 3 * MOST_PATHS]
    starts = [start] if start else known
    pairs = [
        (one, other)
        for one in starts
        if one in ways
        for other in known
        if (start or one < other) and one != other and not ways.has_edge(one, other) and nx.has_path(ways, one, other)
    ]
    told: list[tuple[str, str]] = []
    for pair in pairs:  # each actor once, so that the examples differ
        if start or not {*pair} & {name for earlier in told for name in earlier}:
            told.append(pair)
    return tuple(told[:most])


def sentences(claims: pd.DataFrame, link: Link) -> list[Row]:
    """The claims behind a link, the most telling first: surest, of a named outlet, short, then in reading order.

    ``claims`` has its ends as links have them (graph.network.with_link_ends).
    """
    rows = claims[
        (claims["source"] == link.source)
        & (claims["target"] == link.target)
        & (claims["relation"] == link.relation)
        & (claims["status"] == link.status)
    ]
    return sorted(({str(key): value for key, value in row.items()} for row in rows.to_dict("records")), key=_telling)


def _telling(row: Row) -> tuple[float, bool, int]:
    return -round(row["confidence"], 1), not row["outlet"], len(row["quote"])


def told_otherwise(cases: Iterable[Case], link: Link, row: Row) -> tuple[Case, ...]:
    """The cases where articles tell the link otherwise, or give the words of this passage to somebody else."""
    return tuple(
        case
        for case in cases
        if case.touches(link.source, link.relation, link.target)
        or ("attribution" in case.natures and any(_holds(version, row) for version in case.versions))
    )


def _holds(version: Version, row: Row) -> bool:
    meets = version.start < row["char_end"] and row["char_start"] < version.end
    return bool(meets and version.article == row["article_id"])


def said_of(claims: pd.DataFrame, actors: Iterable[str]) -> Mapping[str, str]:
    """For actors of whom a post is stated, the words that most claims use for it."""
    rows = claims[claims["source"].isin(set(actors)) & (claims["status"] == STATUSES[0]) & (claims["role"] != "")]
    told: dict[str, str] = {}
    for post in _POSTS:
        for name, group in rows[rows["relation"] == post].groupby("source", sort=True):
            told.setdefault(str(name), str(Counter(group["role"]).most_common(1)[0][0]))
    return told
