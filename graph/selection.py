"""Filters as one frozen value: apply to the claims, count, say in words, carry in an address or on the command line."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import unquote

import pandas as pd

from graph import description
from graph.errors import UsageError
from graph.network import Background, background, claim_dates, folded, link_numbers
from graph.ontology import Language, load_ontology
from graph.periods import bounds

UNKNOWN_OUTLET = ""  # the outlet of articles that name none: « source non identifiée »
EMPTY_VALUE = "-"  # how an address writes it

Mask = pd.Series  # of bool, one per claim


@dataclass(frozen=True)
class Field:
    """One filter as an address and the command line name it; ``option`` takes text that ``from_query`` reads."""

    name: str  # of the Selection's field, and key in an address
    option: str
    metavar: str
    help: str


FIELDS = (
    Field("relations", "--relations", "ID,…", "keep these relation types (ids of data/ontology.yaml)"),
    Field("kinds", "--kinds", "ID,…", "keep links whose two ends are of these kinds of actor"),
    Field("roles", "--roles", "ID,…", "keep links with an actor in one of these roles"),
    Field("articles", "--articles", "FILE,…", "keep what these articles say (file names)"),
    Field("outlets", "--outlets", "NAME,…", f"keep what these outlets say ({EMPTY_VALUE} for unidentified ones)"),
    Field("statuses", "--statuses", "ID,…", "keep these statuses: asserted, planned, reported, denied, past"),
    Field("since", "--since", "DATE", "keep claims dated on or after (2024, 2024-02 or 2024-02-26)"),
    Field("until", "--until", "DATE", "keep claims dated on or before"),
    Field("search", "--search", "WORDS", "keep links of actors whose name or alias has these words"),
    Field("min_confidence", "--min-confidence", "0…1", "keep claims at least as sure as this"),
)

# Filters with values to tick; "period", "search" and "confidence" are the others that `narrowest` may name.
FACETS = ("relations", "kinds", "roles", "articles", "outlets", "statuses")
_OTHERS = {"period": ("since", "until"), "search": ("search",), "confidence": ("min_confidence",)}


@dataclass(frozen=True)
class Narrowest:
    """The filter that empties a view: its name, the links it lets through alone, and all links."""

    name: str  # one of FACETS, or period, search, confidence: an argument for Selection.lift
    links: int
    total: int


@dataclass(frozen=True)
class Selection:
    """What to show; None, "" and 0.0 filter nothing. Dates are ISO as precise as wanted, ends included.

    Both ends of a link must be of a chosen kind (an actor of an unticked kind goes, with its links); one end with a
    chosen role is enough. A claim without a date passes unless a period is set.
    """

    relations: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    roles: frozenset[str] | None = None
    articles: frozenset[str] | None = None
    outlets: frozenset[str] | None = None
    statuses: frozenset[str] | None = None
    since: str | None = None
    until: str | None = None
    search: str = ""
    min_confidence: float = 0.0

    def apply(self, claims: pd.DataFrame, known: Background | None = None) -> pd.DataFrame:
        """The claims that pass, index kept; ``known`` is the background of ``claims`` (read off them by default)."""
        return claims[_all(self._masks(claims, known or background(claims)), claims)]

    def facets(
        self,
        claims: pd.DataFrame,
        known: Background | None = None,
        wanted: Iterable[str] = FACETS,
        links: pd.Series[int] | None = None,
    ) -> dict[str, dict[str, int]]:
        """For each facet wanted and each value that the table holds: links, with that facet's own filter lifted.

        The count of a value is what remains when it alone is ticked; for kinds, what goes when it is unticked from all
        (a link goes with either end). ``links`` are the numbers of the claims' links, if they are known already.
        """
        known = known or background(claims)
        masks, links = self._masks(claims, known), link_numbers(claims) if links is None else links
        counts: dict[str, dict[str, int]] = {}
        for facet in wanted:
            values = _values(facet, claims, known)
            passing = _all({name: mask for name, mask in masks.items() if name != facet}, claims)
            pairs = pd.DataFrame({"value": values, "link": links.reindex(values.index)})
            found = pairs[passing.reindex(values.index)].groupby("value")["link"].nunique()
            counts[facet] = {value: int(found.get(value, 0)) for value in _ordered(facet, set(values.unique()))}
        return counts

    def narrowest(self, claims: pd.DataFrame, known: Background | None = None) -> Narrowest | None:
        """The filter that, lifted, gives most links back (among equals the narrowest by itself); None if links show."""
        known = known or background(claims)
        masks, links = self._masks(claims, known), link_numbers(claims)
        if not masks or claims.empty or _all(masks, claims).any():
            return None

        def rank(name: str) -> tuple[int, int]:
            others = {other: mask for other, mask in masks.items() if other != name}
            return -links[_all(others, claims)].nunique(), links[masks[name]].nunique()

        name = min(masks, key=rank)
        return Narrowest(name, int(links[masks[name]].nunique()), int(links.nunique()))

    def lift(self, name: str) -> Selection:
        """The same selection without one filter, by a name of ``Narrowest``."""
        blank = Selection()
        return replace(self, **{field: getattr(blank, field) for field in _OTHERS.get(name, (name,))})

    def describe(self, lang: Language, shown: pd.DataFrame | None = None) -> str:
        """The filter as a sentence; with the claims ``shown`` it also tells their period when none is chosen."""
        return description.describe(self, lang, shown)

    def to_query(self) -> dict[str, str]:
        """The filter as parameters of an address, without those that filter nothing; ``from_query`` reads them back."""
        query = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                query[field.name] = _listed(value) if isinstance(value, frozenset) else str(value)
        return query

    @classmethod
    def from_query(cls, query: Mapping[str, str], *, strict: bool = False) -> Selection:
        """Read parameters of an address (other keys are ignored); unknown values are dropped.

        With ``strict``, as the command line wants, an unknown value raises UsageError naming it and those there are.
        """
        values: dict[str, Any] = {}
        for field in fields(cls):
            text = query.get(field.name)
            if text is not None:
                values[field.name] = _parsed(field.name, text, strict)
        return cls(**{name: value for name, value in values.items() if value is not None})

    def _masks(self, claims: pd.DataFrame, known: Background) -> dict[str, Mask]:
        """For each filter that is set, which claims pass it."""
        masks: dict[str, Mask] = {}
        for facet, column in (("relations", "relation"), ("statuses", "status"), ("articles", "article")):
            if (chosen := getattr(self, facet)) is not None:
                masks[facet] = claims[column].isin(chosen)
        if self.outlets is not None:
            masks["outlets"] = claims["outlet"].isin(self.outlets)
        if (kinds := self.kinds) is not None:
            actors = {name for name, kind in known.kinds.items() if kind in kinds}
            masks["kinds"] = claims["source"].isin(actors) & claims["target"].isin(actors)
        if (roles := self.roles) is not None:
            masks["roles"] = _touches(claims, {name for name, held in known.roles.items() if roles.intersection(held)})
        if self.since or self.until:
            masks["period"] = _in_period(claims, self.since, self.until)
        if words := folded(self.search).split():
            masks["search"] = _touches(claims, _named(words, known))
        if self.min_confidence > 0:
            masks["confidence"] = claims["confidence"] >= self.min_confidence
        return masks


def headline(claims: pd.DataFrame, lang: Language) -> str:
    """What is shown, in a sentence: « 28 acteurs et 49 liens, lus dans 5 articles. »"""
    actors = pd.concat([claims["source"], claims["target"]]).nunique()
    return description.headline(actors, link_numbers(claims).nunique(), claims["article_id"].nunique(), lang)


def _all(masks: Mapping[str, Mask], claims: pd.DataFrame) -> Mask:
    passing = pd.Series(True, index=claims.index)
    for mask in masks.values():
        passing &= mask
    return passing


def _touches(claims: pd.DataFrame, actors: set[str]) -> Mask:
    return claims["source"].isin(actors) | claims["target"].isin(actors)


def _named(words: Iterable[str], known: Background) -> set[str]:
    """Actors one of whose names holds all the words, which are folded."""
    names = {name: (name, *known.aliases.get(name, ())) for name in known.kinds}
    return {name for name, forms in names.items() if any(all(word in folded(form) for word in words) for form in forms)}


def _in_period(claims: pd.DataFrame, since: str | None, until: str | None) -> Mask:
    """Claims whose date, as precise as it is, meets the period."""
    first = (bounds(since) or ("", ""))[0]
    last = (bounds(until) or ("", ""))[1] or "9999-12-31"

    def meets(iso: str) -> bool:
        days = bounds(iso)
        return days is not None and days[0] <= last and first <= days[1]

    return claim_dates(claims).map(meets).astype(bool)


def _values(facet: str, claims: pd.DataFrame, known: Background) -> pd.Series:
    """Each claim's values of a facet; the index repeats a claim that has several (kinds and roles of its two ends)."""
    columns = {"relations": "relation", "statuses": "status", "articles": "article", "outlets": "outlet"}
    ends = pd.concat([claims["source"], claims["target"]])
    values: pd.Series
    if facet in columns:
        values = claims[columns[facet]]
    elif facet == "kinds":
        values = ends.map(known.kinds)
    else:
        values = ends.map(lambda name: known.roles.get(name, ())).explode().dropna()
    return values


def _vocabulary(facet: str) -> Iterable[str] | None:
    """The values that there are, in their order; None for articles and outlets, which depend on the store."""
    values: Mapping[str, object] | None = getattr(load_ontology(), facet, None)
    return values


def _ordered(facet: str, values: set[str]) -> list[str]:
    order = _vocabulary(facet)
    if order is None:
        return sorted(values, key=lambda name: (name == UNKNOWN_OUTLET, folded(name), name))
    return [value for value in order if value in values]


def _listed(values: frozenset[str]) -> str:
    """Values as one text: commas between, those inside written %2C, the empty value « - »."""
    return ",".join(_escaped(value) for value in sorted(values))


def _escaped(value: str) -> str:
    if value == EMPTY_VALUE:
        return "%2D"
    return value.replace("%", "%25").replace(",", "%2C") or EMPTY_VALUE


def _parsed(name: str, text: str, strict: bool) -> Any:
    """A field's value from its text; None if the text says nothing that is known."""
    if name in FACETS:
        return _chosen(name, text, strict)
    if name == "search":
        return text
    if name == "min_confidence":
        return _confidence(text, strict)
    if bounds(text) is None and strict:
        raise UsageError(f"--{name} « {text} » is no date: write 2024, 2024-02 or 2024-02-26")
    return text if bounds(text) else None


def _chosen(facet: str, text: str, strict: bool) -> frozenset[str] | None:
    values = [UNKNOWN_OUTLET if part == EMPTY_VALUE else unquote(part) for part in text.split(",") if part]
    there = _vocabulary(facet)
    unknown = [value for value in values if there is not None and value not in there]
    if strict and unknown:
        raise UsageError(f"--{facet} « {unknown[0]} » is unknown; there are: {', '.join(there or ())}")
    if values and len(unknown) == len(values):
        return None  # nothing of it is known: no filter, rather than an empty page
    return frozenset(values).difference(unknown)


def _confidence(text: str, strict: bool) -> float | None:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if 0 <= value <= 1:
        return value
    if strict:
        raise UsageError(f"--min-confidence « {text} » is not a number from 0 to 1")
    return None
