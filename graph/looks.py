"""How actors are painted: their size by a measure, their colour by kind or by group, and what the legend says of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.analysis import MEASURES, measured
from graph.network import Network
from graph.ontology import Language

COLOURS = ("kind", "community")
# Groups of actors, most numerous first, in hues that colour-blind eyes tell apart (Okabe and Ito): (fill, stroke) in
# each theme. The last is for everybody else: more hues could not be told apart.
GROUPS: tuple[tuple[tuple[str, str], tuple[str, str]], ...] = (
    (("#0072B2", "#00507D"), ("#4BA3DB", "#86C2E8")),
    (("#E69F00", "#8A5F00"), ("#F0B73A", "#F5CD78")),
    (("#009E73", "#006B4E"), ("#2FC79C", "#77DDC0")),
    (("#CC79A7", "#8E4A70"), ("#E29BC2", "#EDBFD8")),
    (("#D55E00", "#8F3F00"), ("#F28A45", "#F6AF80")),
    (("#56B4E9", "#2F7CA8"), ("#A5DAF7", "#C8E8FA")),
    (("#A3A9B2", "#5F6773"), ("#6E7887", "#9AA4B2")),
)
OTHERS = len(GROUPS) - 1
LEAST = 3  # actors that make a group worth a colour
WORDS = {
    "fr": {
        "degree": "Taille : nombre de liens",
        "betweenness": "Taille : intermédiarité",
        "outlets": "Taille : nombre de sources",
        "told": "Intermédiarité : {value}",
        "sources": "{n} source indépendante|{n} sources indépendantes",
        "group": "autour de {name}",
        "others": "autres acteurs",
    },
    "en": {
        "degree": "Size: number of links",
        "betweenness": "Size: betweenness",
        "outlets": "Size: number of sources",
        "told": "Betweenness: {value}",
        "sources": "{n} independent source|{n} independent sources",
        "group": "around {name}",
        "others": "other actors",
    },
}


@dataclass(frozen=True, slots=True)
class Look:
    """``size`` is one of graph.analysis.MEASURES, ``colour`` one of COLOURS.

    ``groups`` are those that communities colour, as graph.analysis gives them: of the whole corpus, so that a filter
    recolours nobody.
    """

    size: str = MEASURES[0]
    colour: str = COLOURS[0]
    groups: tuple[tuple[str, ...], ...] = ()


def radius(weight: float) -> float:
    """The radius (network units) of a sign by its weight: a number of links, or as much on the scale of links."""
    return round(7.5 + 3.6 * math.sqrt(max(weight, 1)), 2)


def weights(network: Network, look: Look) -> dict[str, float]:
    """Each actor's weight on the scale of degrees, so that every measure fills the same range of sizes."""
    values = measured(network, look.size)
    if look.size == "degree":
        return values
    most, most_links = max(values.values(), default=0.0), max(measured(network, "degree").values(), default=0.0)
    return {name: round(value / most * most_links, 2) if most else 0.0 for name, value in values.items()}


def told(network: Network, look: Look, lang: Language) -> dict[str, str]:
    """What an actor's tip adds: the measure that its size shows, unless it is its degree, told there anyway."""
    if look.size == "degree":
        return {}
    words, values = WORDS[lang], measured(network, look.size)
    if look.size == "betweenness":
        return {name: words["told"].format(value=_decimal(value, lang)) for name, value in values.items()}
    one, _, many = words["sources"].partition("|")
    return {name: (many if value > 1 else one).format(n=int(value)) for name, value in values.items()}


def group_of(look: Look) -> dict[str, int]:
    """The group (index in GROUPS) of each actor of a group that has a colour of its own; the rest are OTHERS."""
    return {name: rank for rank, group in enumerate(coloured(look)) for name in group}


def coloured(look: Look) -> tuple[tuple[str, ...], ...]:
    """The groups that have a colour of their own."""
    return tuple(group for group in look.groups if len(group) >= LEAST)[:OTHERS]


def legend(network: Network, look: Look, lang: Language) -> dict[str, Any]:
    """What sizes mean and, if colours tell groups, what each is: named by its best linked actor."""
    words, group = WORDS[lang], group_of(look)
    if look.colour != "community":
        return {"size": words[look.size], "groups": []}
    there = {group.get(name, OTHERS) for name in network}
    names = {rank: words["group"].format(name=members[0]) for rank, members in enumerate(coloured(look))}
    names[OTHERS] = words["others"]
    return {"size": words[look.size], "groups": [{"group": rank, "label": names[rank]} for rank in sorted(there)]}


def palette(tone: int) -> list[Mapping[str, str]]:
    """The colours of GROUPS in one theme (0 light, 1 dark)."""
    return [{"fill": pair[tone][0], "stroke": pair[tone][1]} for pair in GROUPS]


def _decimal(value: float, lang: Language) -> str:
    text = f"{value:.2f}"
    return text.replace(".", ",") if lang == "fr" else text
