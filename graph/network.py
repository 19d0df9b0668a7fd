"""Claims -> network: actors as nodes, one edge per link, attribute names fixed here once.

A **link** is one (source, relation, target, status); a symmetric relation has its ends sorted: A–B and B–A are one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import networkx as nx
import pandas as pd

from graph.corroboration import independent_sources, text_groups
from graph.model import Actor
from graph.ontology import Role, load_ontology
from graph.periods import bounds

Network: TypeAlias = "nx.MultiDiGraph[str]"
_Ends: TypeAlias = tuple[str, str, str, str]  # source, target, relation, status: a link

# Attributes of a node. None of all these names is one that GEXF, GraphML or pyvis takes for its own.
KIND = "kind"  # id of data/ontology.yaml
ROLES = "roles"  # list[str], ids of data/ontology.yaml in its order
ALIASES = "aliases"  # list[str], sorted
DEGREE = "degree"  # int, links at the actor
OUTLETS = "outlets"  # int, independent sources; of an edge as of a node

# Attributes of an edge.
RELATION = "relation"  # id of data/ontology.yaml
STATUS = "status"  # id of data/ontology.yaml
WEIGHT = "weight"  # int, claims
SPEAKERS = "speakers"  # list[str], without the outlets themselves
AMOUNT = "amount"  # float in units of currency, or None
CURRENCY = "currency"  # ISO 4217, "%" of capital, or ""
FIRST_DATE = "first_date"  # ISO, as precise as known, or ""
LAST_DATE = "last_date"
QUOTES = "quotes"  # list[str], each distinct passage once, in reading order
ARTICLES = "articles"  # list[str], file names in reading order
CONFIDENCE = "confidence"  # float, the best of the claims

NODE_ATTRIBUTES = (KIND, ROLES, ALIASES, DEGREE, OUTLETS)
EDGE_ATTRIBUTES = (
    *(RELATION, STATUS, WEIGHT, OUTLETS, SPEAKERS, AMOUNT, CURRENCY),
    *(FIRST_DATE, LAST_DATE, QUOTES, ARTICLES, CONFIDENCE),
)

LINK = ["source", "relation", "target", "status"]
# A denied role is none, and a past one (« ancien ministre ») is none any more; planned and reported ones count.
_NO_ROLE = ("denied", "past")
_PLAIN = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "ʼ": "'"})


def folded(text: str) -> str:
    """Text for comparison: no case, no accents, no ligatures, straight apostrophes."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def with_link_ends(claims: pd.DataFrame) -> pd.DataFrame:
    """The table with source and target (and their kinds) as their link has them: ends of symmetric relations sorted."""
    symmetric = [relation.id for relation in load_ontology().relations.values() if relation.symmetric]
    turned = claims["relation"].isin(symmetric) & (claims["source"] > claims["target"])
    table = claims.copy()
    for one, other in (("source", "target"), ("source_kind", "target_kind")):
        table.loc[turned, one] = claims.loc[turned, other]
        table.loc[turned, other] = claims.loc[turned, one]
    return table


def link_numbers(claims: pd.DataFrame) -> pd.Series[int]:
    """For each claim the number of its link, counted from 0; same index as the table."""
    ends = claims[[*LINK, "source_kind", "target_kind"]]
    return with_link_ends(ends).groupby(LINK, sort=False).ngroup()


def claim_dates(claims: pd.DataFrame) -> pd.Series[str]:
    """For each claim its ISO date: its own, else that of its article, else ""; same index as the table."""
    dates: pd.Series[str] = claims["date"].where(_are_dates(claims["date"]), claims["published"])
    return dates.where(_are_dates(dates), "")


def _are_dates(texts: pd.Series[str]) -> pd.Series[bool]:
    return texts.isin([text for text in texts.unique() if bounds(text)])


@dataclass(frozen=True)
class Background:
    """What the whole table says of its actors and texts, so that a filter changes no kind, role or corroboration."""

    kinds: Mapping[str, str]
    roles: Mapping[str, tuple[str, ...]]
    aliases: Mapping[str, tuple[str, ...]]
    texts: Mapping[str, int]  # quote -> number of its group of near-identical quotes


def background(claims: pd.DataFrame, actors: Iterable[Actor] = ()) -> Background:
    """Read kinds, roles and near-identical quotes off the whole table; aliases come from the store's actors."""
    aliases: defaultdict[str, set[str]] = defaultdict(set)
    for actor in actors:
        aliases[actor.name].update(alias for alias in actor.aliases if alias != actor.name)
    return Background(
        kinds=_kinds(claims),
        roles=_roles(claims),
        aliases={name: tuple(sorted(names)) for name, names in aliases.items()},
        texts=text_groups(claims["quote"]),
    )


def build_network(claims: pd.DataFrame, known: Background | None = None) -> Network:
    """One node per actor, one edge per link, sorted, so that the same claims give the same network.

    ``claims`` may be a selection; ``known`` then is the background of the whole table (default: of ``claims``).
    The key of an edge is « relation/status ».
    """
    return Loom(claims, known or background(claims)).network()


class Loom:
    """Builds the network of any selection of a table; what a selection leaves as it is was worked out once."""

    def __init__(self, claims: pd.DataFrame, known: Background) -> None:
        self._known = known
        self._rows = dict(enumerate(_rows(claims, known)))
        self._places = {label: place for place, label in enumerate(claims.index)}
        self._links, self._actors = _gathered(self._rows.values())
        self._edges: dict[_Ends, dict[str, Any]] = {}
        self._sources: dict[str, int] = {}

    def network(self, shown: pd.Index | None = None) -> Network:
        """The network of the claims with these labels in the table's index; of all by default."""
        rows = self._rows.values() if shown is None else [self._rows[self._places[label]] for label in shown]
        links, actors = _gathered(rows)
        network: Network = nx.MultiDiGraph()
        for name in sorted(actors):
            network.add_node(name, **_node(name, self._sources_at(name, actors[name]), self._known))
        for ends in sorted(links):
            source, target, relation, status = ends
            network.add_edge(source, target, key=f"{relation}/{status}", **self._edge(ends, links[ends]))
            for name in (source, target):
                network.nodes[name][DEGREE] += 1
        return network

    def _edge(self, ends: _Ends, rows: Sequence[_Row]) -> dict[str, Any]:
        if len(rows) < len(self._links[ends]):
            return _edge(*ends[2:], rows)
        if ends not in self._edges:
            self._edges[ends] = _edge(*ends[2:], rows)
        return self._edges[ends]

    def _sources_at(self, name: str, rows: Sequence[_Row]) -> int:
        if len(rows) < len(self._actors[name]):
            return _sources(rows)
        if name not in self._sources:
            self._sources[name] = _sources(rows)
        return self._sources[name]


def _gathered(rows: Iterable[_Row]) -> tuple[dict[_Ends, list[_Row]], dict[str, list[_Row]]]:
    """The rows of each link, and those of each actor."""
    at_link: defaultdict[_Ends, list[_Row]] = defaultdict(list)
    at_actor: defaultdict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        at_link[row.source, row.target, row.relation, row.status].append(row)
        at_actor[row.source].append(row)
        if row.source != row.target:
            at_actor[row.target].append(row)
    return at_link, at_actor


def sources_of(claims: pd.DataFrame, known: Background | None = None) -> int:
    """Number of independent sources of these claims: outlets, a reprinted text counting once."""
    known = known or background(claims)
    return _sources(_rows(claims, known))


@dataclass(frozen=True, slots=True)
class _Row:
    source: str
    relation: str
    target: str
    status: str
    outlet: str
    text: int
    article: str
    quote: str
    speaker: str
    amount: float
    currency: str
    date: str
    confidence: float


def _rows(claims: pd.DataFrame, known: Background) -> list[_Row]:
    table = with_link_ends(claims)
    # An article without outlet is a source of its own; the blank keeps its id apart from the name of any outlet.
    outlets = table["outlet"].where(table["outlet"] != "", " " + table["article_id"])
    columns: list[Iterable[Any]] = [table[name] for name in LINK]
    columns += [outlets, [known.texts[quote] for quote in table["quote"]]]
    columns += [table[name] for name in ("article", "quote", "speaker", "amount", "currency")]
    columns += [claim_dates(table), table["confidence"]]
    return [_Row(*values) for values in zip(*columns, strict=True)]


def _node(name: str, sources: int, known: Background) -> dict[str, Any]:
    return {
        KIND: known.kinds[name],
        ROLES: list(known.roles.get(name, ())),
        ALIASES: list(known.aliases.get(name, ())),
        DEGREE: 0,
        OUTLETS: sources,
    }


def _edge(relation: str, status: str, rows: Sequence[_Row]) -> dict[str, Any]:
    amount, currency = _stated_amount(rows)
    first, last = date_range(row.date for row in rows)
    return {
        RELATION: relation,
        STATUS: status,
        WEIGHT: len(rows),
        OUTLETS: _sources(rows),
        SPEAKERS: sorted({row.speaker for row in rows if row.speaker}),
        AMOUNT: amount,
        CURRENCY: currency,
        FIRST_DATE: first,
        LAST_DATE: last,
        QUOTES: list(dict.fromkeys(row.quote for row in rows)),
        ARTICLES: list(dict.fromkeys(row.article for row in rows)),
        CONFIDENCE: max(row.confidence for row in rows),
    }


def _sources(rows: Iterable[_Row]) -> int:
    return independent_sources((row.outlet, row.text) for row in rows)


def _stated_amount(rows: Iterable[_Row]) -> tuple[float | None, str]:
    """The amount that most claims state (the first read among equals); the others stand in the claims."""
    stated = [(float(row.amount), row.currency) for row in rows if row.amount == row.amount]  # not NaN
    return Counter(stated).most_common(1)[0][0] if stated else (None, "")


def date_range(dates: Iterable[str]) -> tuple[str, str]:
    """The ISO dates with the earliest first day and the latest last day, as precise as they are; "" if none."""
    known = {iso: days for iso in dates if (days := bounds(iso))}
    if not known:
        return "", ""
    first = min(known, key=lambda iso: (known[iso][0], iso))
    return first, max(known, key=lambda iso: (known[iso][1], iso))


def _kinds(claims: pd.DataFrame) -> dict[str, str]:
    """The kind that most claims give an actor (the first by name among equals)."""
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for end in ("source", "target"):
        for name, kind in zip(claims[end], claims[f"{end}_kind"], strict=True):
            seen[name][kind] += 1
    return {name: min(kinds, key=lambda kind: (-kinds[kind], kind)) for name, kinds in seen.items()}


def _roles(claims: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for role in load_ontology().roles.values():
        for name in sorted(set(role_claims(role, claims)[role.end])):
            found[name].append(role.id)
    return {name: tuple(roles) for name, roles in found.items()}


def role_claims(role: Role, claims: pd.DataFrame) -> pd.DataFrame:
    """The claims that give whoever stands at ``role.end`` this role; what is denied or past gives none."""
    claims = claims[(claims["relation"] == role.relation) & ~claims["status"].isin(_NO_ROLE)]
    other = "target" if role.end == "source" else "source"
    if role.targets:
        claims = claims[claims[other].isin(role.targets)]
    if role.target_kinds:
        claims = claims[claims[f"{other}_kind"].isin(role.target_kinds)]
    if role.role_words:
        claims = claims[claims["role"].map(lambda words: says(words, role.role_words)).astype(bool)]
    return claims


def says(text: str, words: Sequence[str]) -> bool:
    """Whether one of the words (or its plural in -s) stands in the text, whatever the case and accents."""
    return bool(_any_of(tuple(words)).search(folded(text)))


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(folded(word)) for word in words)})s?(?!\w)")
