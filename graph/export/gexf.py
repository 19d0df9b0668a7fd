"""GEXF 1.3 for Gephi, Gephi Lite and networkx, streamed: memory does not grow with the network.

How values are written:

- Lists (roles, aliases, speakers, quotes, articles) are ``liststring`` in JSON notation, which Gephi and Gephi Lite
  read as lists; networkx leaves the text, for ``json.loads``.
- XML forbids some characters (controls, half surrogates). They are written « _x000C_ », as Office Open XML does, and a
  « _x000C_ » that stood in the text « _x005F_x000C_ »: visible, and ``unescaped`` gives the very text back.
- Dates stand as plain attributes (Gephi Lite reads only these) and, in days, as a spell (Gephi's timeline).
- An edge's ``kind`` is its key « relation/status »: Gephi merges parallel edges of one kind only.
- y points up in Gephi and down in the picture, so it is turned.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from typing import Any, BinaryIO

import pandas as pd
from lxml import etree

from graph.errors import ExportError
from graph.export.format import Context, Format
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
from graph.ontology import Language, load_ontology
from graph.periods import bounds, in_words

_GEXF = "http://gexf.net/1.3"
_VIZ = "http://gexf.net/1.3/viz"
_LINES = {"solid": "solid", "dashed": "dashed", "dotted": "dotted"}  # GEXF has no other; the status stands beside
_ILLEGAL = r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]"
_TO_ESCAPE = re.compile(rf"{_ILLEGAL}|_(?=x[0-9A-F]{{4}}(?:_|{_ILLEGAL}))")
_ESCAPED = re.compile(r"_x([0-9A-F]{4})_")

# Columns: title and GEXF type; the place in the tuple is the numeric id that Gephi Lite needs to see the title.
_NODE_COLUMNS = (
    *((KIND, "string"), (ROLES, "liststring"), (ALIASES, "liststring")),
    *((DEGREE, "integer"), (OUTLETS, "integer")),
)
_LABELS: dict[str, Language] = {"relation_fr": "fr", "relation_en": "en"}
_EDGE_COLUMNS = (
    *((RELATION, "string"), ("relation_fr", "string"), ("relation_en", "string"), ("symmetric", "boolean")),
    *((STATUS, "string"), (OUTLETS, "integer"), (SPEAKERS, "liststring"), (AMOUNT, "double"), (CURRENCY, "string")),
    *((FIRST_DATE, "string"), (LAST_DATE, "string"), (QUOTES, "liststring"), (ARTICLES, "liststring")),
    (CONFIDENCE, "double"),
)

_Xml = Any  # lxml's incremental file writer has no public type


def escaped(text: str) -> str:
    """The text with what XML forbids made visible; ``unescaped`` undoes it."""
    return _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    """The text that ``escaped`` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def write(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write the network as GEXF 1.3, nodes and edges in the network's order; same input, same bytes."""
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{_GEXF}}}gexf", {"version": "1.3"}, nsmap={None: _GEXF, "viz": _VIZ}):
            _meta(xml, claims, context)
            with _element(xml, "graph", _graph_attributes(network)):
                _columns(xml, "node", _NODE_COLUMNS)
                _columns(xml, "edge", _EDGE_COLUMNS)
                _nodes(xml, network, context)
                _edges(xml, network, context)


def _element(xml: _Xml, tag: str, attributes: Mapping[str, str]) -> AbstractContextManager[object]:
    element: AbstractContextManager[object] = xml.element(f"{{{_GEXF}}}{tag}", attributes)
    return element


def _leaf(xml: _Xml, tag: str, attributes: Mapping[str, str], text: str = "") -> None:
    with _element(xml, tag, attributes):
        xml.write(text)


def _viz(xml: _Xml, tag: str, **attributes: str) -> None:
    with xml.element(f"{{{_VIZ}}}{tag}", attributes):
        pass


def _meta(xml: _Xml, claims: pd.DataFrame, context: Context) -> None:
    if context.when and bounds(context.when) != (context.when, context.when):
        raise ExportError(f"« {context.when} » is no day; give the date of the export as YYYY-MM-DD")
    with _element(xml, "meta", {"lastmodifieddate": context.when} if context.when else {}):
        _leaf(xml, "creator", {}, "Maillage")
        _leaf(xml, "description", {}, escaped("\n".join(_provenance(claims, context))))


def _provenance(claims: pd.DataFrame, context: Context) -> Iterator[str]:
    """What was selected, then the articles that say so, one a line."""
    if context.selection:
        yield context.selection
    columns = ["article", "title", "outlet", "published", "url"]
    for name, title, outlet, published, url in claims[columns].drop_duplicates().itertuples(index=False):
        day = in_words(published, context.lang)
        yield ", ".join(filter(None, (name, f"« {title} »" if title else "", outlet, day, url)))


def _graph_attributes(network: Network) -> dict[str, str]:
    dated = any(_spell(data) for _, _, data in network.edges(data=True))
    return {"defaultedgetype": "directed"} | (
        {"mode": "dynamic", "timeformat": "date"} if dated else {"mode": "static"}
    )


def _columns(xml: _Xml, of: str, columns: tuple[tuple[str, str], ...]) -> None:
    with _element(xml, "attributes", {"class": of, "mode": "static"}):
        for number, (title, kind) in enumerate(columns):
            _leaf(xml, "attribute", {"id": str(number), "title": title, "type": kind})


def _nodes(xml: _Xml, network: Network, context: Context) -> None:
    fills = {kind.id: _rgb(kind.fill[0]) for kind in load_ontology().kinds.values()}
    with _element(xml, "nodes", {"count": str(network.number_of_nodes())}):
        for name, data in network.nodes(data=True):
            xml.write("\n")
            with _element(xml, "node", {"id": escaped(name), "label": escaped(name)}):
                _values(xml, _NODE_COLUMNS, data)
                _viz(xml, "color", **fills[data[KIND]])
                _viz(xml, "size", value=f"{7.5 + 3.6 * math.sqrt(data[DEGREE]):.2f}")
                if name in context.positions:
                    x, y = context.positions[name]
                    _viz(xml, "position", x=repr(float(x)), y=repr(0.0 - float(y)))


def _edges(xml: _Xml, network: Network, context: Context) -> None:
    style = _edge_style(context.lang)
    with _element(xml, "edges", {"count": str(network.number_of_edges())}):
        for number, (source, target, key, data) in enumerate(network.edges(keys=True, data=True)):
            label, more, line, colour = style(data)
            ends = {"id": str(number), "source": escaped(source), "target": escaped(target)}
            xml.write("\n")
            with _element(xml, "edge", ends | {"label": label, "weight": str(data[WEIGHT]), "kind": escaped(key)}):
                _values(xml, _EDGE_COLUMNS, data | more)
                if spell := _spell(data):
                    with _element(xml, "spells", {}):
                        _leaf(xml, "spell", spell)
                _viz(xml, "color", **colour)
                if line:
                    _viz(xml, "shape", value=line)


_Style = tuple[str, dict[str, Any], str | None, dict[str, str]]


def _edge_style(lang: Language) -> Callable[[Mapping[str, Any]], _Style]:
    """What the vocabulary adds to an edge: its label, further attributes, the shape and the colour of its line."""
    ontology = load_ontology()
    added = {
        relation.id: {title: relation.label(of) for title, of in _LABELS.items()} | {"symmetric": relation.symmetric}
        for relation in ontology.relations.values()
    }
    colours = {
        relation.id: _rgb(ontology.families[relation.family].line[0]) for relation in ontology.relations.values()
    }

    def style(data: Mapping[str, Any]) -> _Style:
        relation = data[RELATION]
        line = _LINES.get(ontology.statuses[data[STATUS]].line)
        return ontology.relations[relation].label(lang), added[relation], line, colours[relation]

    return style


def _values(xml: _Xml, columns: tuple[tuple[str, str], ...], data: Mapping[str, Any]) -> None:
    with _element(xml, "attvalues", {}):
        for number, (title, _) in enumerate(columns):
            if data[title] is not None:
                _leaf(xml, "attvalue", {"for": str(number), "value": _written(data[title])})


def _written(value: Any) -> str:
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, list):
        return json.dumps([escaped(item) for item in value], ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _spell(data: Mapping[str, Any]) -> dict[str, str]:
    """First and last day of a link, for GEXF's timeline; {} if it has no date."""
    first, last = bounds(data[FIRST_DATE]), bounds(data[LAST_DATE])
    return {"start": first[0], "end": last[1]} if first and last else {}


def _rgb(colour: str) -> dict[str, str]:
    """#RRGGBB as GEXF wants it."""
    return {channel: str(int(colour[at : at + 2], 16)) for channel, at in (("r", 1), ("g", 3), ("b", 5))}


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
        write=write,
    ),
)
