"""What formats for graph programs share: colours, sizes and places as on the picture, relations in words, and origin.

y points up in such programs and down in the picture, so it is turned.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from graph.errors import ExportError
from graph.export.format import Context
from graph.ontology import Language, RelationType, load_ontology
from graph.periods import bounds, in_words

GENERATOR = "Maillage"
_LABELS: dict[str, Language] = {"relation_fr": "fr", "relation_en": "en"}


def kind_colours() -> dict[str, str]:
    """For each kind of actor its colour, #RRGGBB of the light theme."""
    return {kind.id: kind.fill[0] for kind in load_ontology().kinds.values()}


def relation_colours() -> dict[str, str]:
    """For each type of relation the colour of its lines, #RRGGBB of the light theme."""
    ontology = load_ontology()
    return {relation.id: ontology.families[relation.family].line[0] for relation in ontology.relations.values()}


def size(degree: int) -> float:
    """The radius of an actor with so many links, in pixels."""
    return round(7.5 + 3.6 * math.sqrt(degree), 2)


def place(name: str, context: Context) -> tuple[float, float] | None:
    """Where an actor stands on the picture, in pixels, y upwards; None if it has no place there."""
    if name not in context.positions:
        return None
    x, y = context.positions[name]
    return float(x), 0.0 - float(y)


def in_both_languages(relation: RelationType) -> dict[str, Any]:
    """Attributes of a link beside those of the network: its relation in words, and whether it has a direction."""
    return {title: relation.label(lang) for title, lang in _LABELS.items()} | {"symmetric": relation.symmetric}


def day(context: Context) -> str:
    """The date of the export, YYYY-MM-DD or ""; ExportError if it is no day."""
    if context.when and bounds(context.when) != (context.when, context.when):
        raise ExportError(f"« {context.when} » is no day; give the date of the export as YYYY-MM-DD")
    return context.when


def articles(claims: pd.DataFrame, context: Context) -> Iterator[str]:
    """The articles that say so, in words, in their order: name, title, outlet, day, address."""
    columns = ["article", "title", "outlet", "published", "url"]
    for name, title, outlet, published, url in claims[columns].drop_duplicates().itertuples(index=False):
        date = in_words(published, context.lang)
        yield ", ".join(filter(None, (name, f"« {title} »" if title else "", outlet, date, url)))
