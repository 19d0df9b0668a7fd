"""GEXF for Gephi, Gephi Lite and networkx, streamed: memory does not grow with the network.

Version 1.3, and 1.2draft for older programs; a ``Dialect`` says in what they differ. How values are written:

- Lists (roles, aliases, speakers, quotes, articles) are ``liststring`` in JSON notation, which Gephi and Gephi Lite
  read as lists; networkx leaves the text, for ``json.loads``. Programs of the time of 1.2 cut a ``liststring`` at each
  comma, so there it is a ``string``.
- Characters that XML forbids are made visible (graph.export.xml).
- Dates stand as plain attributes (Gephi Lite reads only these) and, in days, as a spell (Gephi's timeline).
- An edge's ``kind`` is its key « relation/status »: Gephi merges parallel edges of one kind only. 1.2 has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO

import pandas as pd

from graph.export import looks
from graph.export.format import Context, Format
from graph.export.xml import attributes, element, value, xml
from graph.network import (
    ALIASES,
    AMOUNT,
    ARTICLES,
    CONFIDENCE,
    CURRENCY,
    DEGREE,
    FIRST_DATE,
    KIND,
    LAST_DATE,
    OUTLETS,
    QUOTES,
    RELATION,
    ROLES,
    SPEAKERS,
    STATUS,
    WEIGHT,
    Network,
)
from graph.ontology import load_ontology
from graph.periods import bounds


@dataclass(frozen=True)
class Dialect:
    """What one version of GEXF has otherwise than another."""

    version: str
    namespace: str
    lists: str  # the type of a list of texts
    kinds: bool  # an edge has a kind
    depth: bool  # a position must have a z


_1_3 = Dialect("1.3", "http://gexf.net/1.3", lists="liststring", kinds=True, depth=False)
_1_2 = Dialect("1.2", "http://www.gexf.net/1.2draft", lists="string", kinds=False, depth=True)

# Columns: title and GEXF type; the place in the tuple is the numeric id that Gephi Lite needs to see the title.
_Columns = tuple[tuple[str, str], ...]
_LIST = "list"  # Dialect.lists names its type
_NODE_COLUMNS = (
    *((KIND, "string"), (ROLES, _LIST), (ALIASES, _LIST)),
    *((DEGREE, "integer"), (OUTLETS, "integer")),
)
_EDGE_COLUMNS = (
    *((RELATION, "string"), ("relation_fr", "string"), ("relation_en", "string"), ("symmetric", "boolean")),
    *((STATUS, "string"), (OUTLETS, "integer"), (SPEAKERS, _LIST), (AMOUNT, "double"), (CURRENCY, "string")),
    *((FIRST_DATE, "string"), (LAST_DATE, "string"), (QUOTES, _LIST), (ARTICLES, _LIST)),
    (CONFIDENCE, "double"),
)


def write(dialect: Dialect, network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write the network as GEXF, nodes and edges in the network's order; same input, same bytes."""
    meta = _meta(claims, context)
    out.writelines(line.encode() for line in _lines(dialect, network, meta, context))


def _lines(dialect: Dialect, network: Network, meta: str, context: Context) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='utf-8'?>\n"
    spaces = {"xmlns": dialect.namespace, "xmlns:viz": f"{dialect.namespace}/viz"}
    yield f"<gexf{attributes(spaces | {'version': dialect.version})}>\n"
    yield meta + "\n"
    yield f"<graph{attributes(_time(network) | {'defaultedgetype': 'directed'})}>\n"
    yield _columns("node", _NODE_COLUMNS, dialect) + "\n"
    yield _columns("edge", _EDGE_COLUMNS, dialect) + "\n"
    yield f'<nodes count="{network.number_of_nodes()}">\n'
    yield from _nodes(network, context, dialect)
    yield f'</nodes>\n<edges count="{network.number_of_edges()}">\n'
    yield from _edges(network, context, dialect)
    yield "</edges>\n</graph>\n</gexf>\n"


def _meta(claims: pd.DataFrame, context: Context) -> str:
    about = [context.selection] if context.selection else []
    description = element("description", {}, xml("\n".join([*about, *looks.articles(claims, context)])))
    when = looks.day(context)
    inside = element("creator", {}, looks.GENERATOR) + description
    return element("meta", {"lastmodifieddate": when} if when else {}, inside)


def _time(network: Network) -> dict[str, str]:
    dated = any(_spell(data) for _, _, data in network.edges(data=True))
    return {"mode": "dynamic", "timeformat": "date"} if dated else {"mode": "static"}


def _columns(of: str, columns: _Columns, dialect: Dialect) -> str:
    types = [(title, dialect.lists if kind == _LIST else kind) for title, kind in columns]
    found = [{"id": str(number), "title": title, "type": kind} for number, (title, kind) in enumerate(types)]
    inside = "".join(element("attribute", column) for column in found)
    return element("attributes", {"class": of, "mode": "static"}, inside)


def _nodes(network: Network, context: Context, dialect: Dialect) -> Iterator[str]:
    fills = {kind: _colour(colour) for kind, colour in looks.kind_colours().items()}
    deep = {"z": "0.0"} if dialect.depth else {}
    for name, data in network.nodes(data=True):
        inside = _values(_NODE_COLUMNS, data) + fills[data[KIND]]
        inside += element("viz:size", {"value": f"{looks.size(data[DEGREE]):.2f}"})
        if found := looks.place(name, context):
            inside += element("viz:position", {"x": repr(found[0]), "y": repr(found[1])} | deep)
        yield element("node", {"id": name, "label": name}, inside) + "\n"


def _edges(network: Network, context: Context, dialect: Dialect) -> Iterator[str]:
    ontology = load_ontology()
    colours = {relation: _colour(colour) for relation, colour in looks.relation_colours().items()}
    lines = {status.id: _line(status.line) for status in ontology.statuses.values()}
    for number, (source, target, key, data) in enumerate(network.edges(keys=True, data=True)):
        relation = ontology.relations[data[RELATION]]
        inside = _values(_EDGE_COLUMNS, data | looks.in_both_languages(relation))
        if spell := _spell(data):
            inside += element("spells", {}, element("spell", spell))
        inside += colours[relation.id] + lines[data[STATUS]]
        said = {"id": str(number), "source": source, "target": target}
        said |= {"label": relation.label(context.lang), "weight": str(data[WEIGHT])}
        yield element("edge", said | {"kind": key} if dialect.kinds else said, inside) + "\n"


def _values(columns: _Columns, data: Mapping[str, Any]) -> str:
    known = ((number, data[title]) for number, (title, _) in enumerate(columns))
    inside = "".join([f'<attvalue for="{number}" value="{value(one)}"/>' for number, one in known if one is not None])
    return element("attvalues", {}, inside)


def _spell(data: Mapping[str, Any]) -> dict[str, str]:
    """First and last day of a link, for GEXF's timeline; {} if it has no date."""
    first, last = bounds(data[FIRST_DATE]), bounds(data[LAST_DATE])
    return {"start": first[0], "end": last[1]} if first and last else {}


def _line(style: str) -> str:
    """A line's style where GEXF has it; « struck » and « faded » it has not, the status stands beside."""
    return element("viz:shape", {"value": style}) if style in ("solid", "dashed", "dotted") else ""


def _colour(colour: str) -> str:
    """#RRGGBB as GEXF writes it."""
    channels = {channel: str(int(colour[at : at + 2], 16)) for channel, at in (("r", 1), ("g", 3), ("b", 5))}
    return element("viz:color", channels)


FORMATS = (
    Format(
        name="gexf",
        extension=".gexf",
        mime="application/gexf+xml",
        label={"fr": "GEXF (réseau)", "en": "GEXF (network)"},
        good_for={
            "fr": "Gephi, Gephi Lite, networkx : acteurs, liens, phrases, couleurs et positions",
            "en": "Gephi, Gephi Lite, networkx: actors, links, sentences, colours and positions",
        },
        write=partial(write, _1_3),
    ),
    Format(
        name="gexf-1.2",
        extension=".gexf",
        mime="application/gexf+xml",
        label={"fr": "GEXF 1.2 (réseau)", "en": "GEXF 1.2 (network)"},
        good_for={
            "fr": "logiciels plus anciens (Gephi 0.8) : le même contenu",
            "en": "older programs (Gephi 0.8): the same content",
        },
        write=partial(write, _1_2),
    ),
)
