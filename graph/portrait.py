"""What the claims tell of one actor: its links, roles with their reasons, figures, and names like its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

import pandas as pd

from graph.corroboration import independent_sources
from graph.model import STATUSES
from graph.network import (
    KIND,
    OUTLETS,
    RELATION,
    Background,
    Network,
    claim_dates,
    date_range,
    folded,
    role_claims,
    sources_of,
    with_link_ends,
)
from graph.ontology import Ontology

ALIKE = 0.86  # of two names, by difflib: one letter of seven differs
SHORTEST = 4  # letters of a word that two names may share to be called alike


@dataclass(frozen=True, slots=True)
class Listed:
    """An actor in the list of all: its links whatever their status, by family in the order of the vocabulary."""

    name: str
    kind: str
    links: int
    sources: int
    families: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Bond:
    """A link seen from one of its ends, with all its statuses; ``rows`` are the labels of its claims."""

    relation: str
    other: str
    outward: bool  # from the actor to the other
    statuses: tuple[str, ...]
    sources: int
    first: str  # ISO dates, or ""
    last: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """What a table of claims tells of one actor; ``roles`` names for each role the claims that give it."""

    name: str
    bonds: tuple[Bond, ...]
    roles: Mapping[str, tuple[int, ...]]
    sources: int
    articles: int
    first: str
    last: str
    rows: tuple[int, ...]


def ranking(network: Network, ontology: Ontology) -> tuple[Listed, ...]:
    """Every actor of a network, the one with most links first."""
    links: defaultdict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for source, target, link in network.edges(data=True):
        for name in (source, target):
            links[name].add((source, link[RELATION], target))
    listed = [_listed(name, network, links[name], ontology) for name in network]
    return tuple(sorted(listed, key=lambda one: (-one.links, -one.sources, folded(one.name), one.name)))


def _listed(name: str, network: Network, links: set[tuple[str, str, str]], ontology: Ontology) -> Listed:
    counts = dict.fromkeys(ontology.families, 0)
    for _, relation, _ in links:
        counts[ontology.relations[relation].family] += 1
    families = tuple((family, count) for family, count in counts.items() if count)
    return Listed(name, network.nodes[name][KIND], len(links), network.nodes[name][OUTLETS], families)


def listed(actors: Iterable[Listed], known: Background, find: str, kinds: Iterable[str] | None) -> tuple[Listed, ...]:
    """The actors one of whose names holds all the words, and whose kind is among these (None: any)."""
    words, chosen = folded(find).split(), None if kinds is None else frozenset(kinds)
    return tuple(
        one
        for one in actors
        if (chosen is None or one.kind in chosen)
        and any(all(word in folded(form) for word in words) for form in (one.name, *known.aliases.get(one.name, ())))
    )


def portrait(claims: pd.DataFrame, name: str, known: Background, ontology: Ontology) -> Portrait:
    """What these claims tell of an actor; bonds by family, then relation, then the best attested first."""
    table = with_link_ends(claims[(claims["source"] == name) | (claims["target"] == name)])
    groups: defaultdict[tuple[str, str, bool], list[_Row]] = defaultdict(list)
    for row in _rows(table, known):
        outward = row.source == name
        symmetric = ontology.relations[row.relation].symmetric
        groups[row.relation, row.target if outward else row.source, outward or symmetric].append(row)
    first, last = date_range(claim_dates(table))
    return Portrait(
        name,
        tuple(_ordered((_bond(*key, rows) for key, rows in groups.items()), ontology)),
        {role: reasons for role in known.roles.get(name, ()) if (reasons := _reasons(table, name, role, ontology))},
        sources_of(table, known),
        table["article_id"].nunique(),
        first,
        last,
        tuple(table.index),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    source: str
    relation: str
    target: str
    status: str
    origin: tuple[str, int]  # outlet, or the article that names none; and the group of its quote
    date: str


def _rows(table: pd.DataFrame, known: Background) -> list[_Row]:
    outlets = table["outlet"].where(table["outlet"] != "", " " + table["article_id"])
    origins = zip(outlets, (known.texts[quote] for quote in table["quote"]), strict=True)
    ends = (table["source"], table["relation"], table["target"], table["status"])
    return [_Row(*values) for values in zip(table.index, *ends, origins, claim_dates(table), strict=True)]


def _bond(relation: str, other: str, outward: bool, rows: list[_Row]) -> Bond:
    given = {row.status for row in rows}
    return Bond(
        relation,
        other,
        outward,
        tuple(status for status in STATUSES if status in given),
        independent_sources(row.origin for row in rows),
        *date_range(row.date for row in rows),
        tuple(row.number for row in rows),
    )


def _ordered(bonds: Iterable[Bond], ontology: Ontology) -> list[Bond]:
    families, relations = list(ontology.families), list(ontology.relations)

    def rank(bond: Bond) -> tuple[int, int, bool, int, int, str]:
        family = families.index(ontology.relations[bond.relation].family)
        place = relations.index(bond.relation)
        return family, place, not bond.outward, -bond.sources, -len(bond.rows), bond.other

    return sorted(bonds, key=rank)


def _reasons(table: pd.DataFrame, name: str, role: str, ontology: Ontology) -> tuple[int, ...]:
    told = role_claims(ontology.roles[role], table)
    return tuple(told.index[told[ontology.roles[role].end] == name])


def names_alike(name: str, known: Background) -> tuple[str, ...]:
    """Other actors of the same kind that could be the same one; whether they are is for a person to say.

    All words of a name stand in the other, few letters differ, or they share an alias that is a name.
    """
    kind, own = known.kinds.get(name), _called(name, known)
    others = [other for other, its in known.kinds.items() if its == kind and other != name]
    return tuple(sorted(other for other in others if _alike(name, other) or own & _called(other, known)))


def _called(name: str, known: Background) -> set[str]:
    return {folded(form) for form in (name, *known.aliases.get(name, ())) if form[:1].isupper()}


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", folded(name)))


def _alike(one: str, other: str) -> bool:
    words, others = _words(one), _words(other)
    if not words or not others:
        return False
    if words <= others or others <= words:
        return any(len(word) >= SHORTEST and not word.isdigit() for word in words & others)
    match = SequenceMatcher(None, folded(one), folded(other), autojunk=False)
    if min(len(one), len(other)) <= SHORTEST or match.real_quick_ratio() < ALIKE or match.quick_ratio() < ALIKE:
        return False
    return match.ratio() >= ALIKE
