"""GEXF 1.3 for Gephi, Gephi Lite and networkx, streamed: memory does not grow with the network.

Elements are strings, one node or edge at a time: half the time of lxml's incremental writer, which opens and closes
each of an edge's twenty elements in Python. How values are written:

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
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import pandas as pd

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
_ILLEGAL = r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]"
_TO_ESCAPE = re.compile(rf"{_ILLEGAL}|_(?=x[0-9A-F]{{4}}(?:_|{_ILLEGAL}))")
_ESCAPED = re.compile(r"_x([0-9A-F]{4})_")
# Line ends and tabs too: a reader would make blanks of them. One pass; the standard library's quoteattr makes eight.
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_TO_MARK = re.compile(f"[{''.join(_MARKUP)}]")

# Columns: title and GEXF type; the place in the tuple is the numeric id that Gephi Lite needs to see the title.
_Columns = tuple[tuple[str, str], ...]
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


def escaped(text: str) -> str:
    """The text with what XML forbids made visible; ``unescaped`` undoes it."""
    return _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    """The text that ``escaped`` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def write(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write the network as GEXF 1.3, nodes and edges in the network's order; same input, same bytes."""
    if context.when and bounds(context.when) != (context.when, context.when):
        raise ExportError(f"« {context.when} » is no day; give the date of the export as YYYY-MM-DD")
    out.writelines(line.encode() for line in _lines(network, claims, context))


def _lines(network: Network, claims: pd.DataFrame, context: Context) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='utf-8'?>\n"
    yield f'<gexf xmlns="{_GEXF}" xmlns:viz="{_VIZ}" version="1.3">\n'
    yield _meta(claims, context) + "\n"
    yield f"<graph{_attributes(_time(network) | {'defaultedgetype': 'directed'})}>\n"
    yield _columns("node", _NODE_COLUMNS) + "\n"
    yield _columns("edge", _EDGE_COLUMNS) + "\n"
    yield f'<nodes count="{network.number_of_nodes()}">\n'
    yield from _nodes(network, context)
    yield f'</nodes>\n<edges count="{network.number_of_edges()}">\n'
    yield from _edges(network, context)
    yield "</edges>\n</graph>\n</gexf>\n"


def _marked(text: str) -> str:
    """Text of legal characters as the content of an element, or of an attribute between double quotes."""
    return _TO_MARK.sub(lambda found: _MARKUP[found[0]], text)


def _xml(text: str) -> str:
    return _marked(escaped(text))


def _attributes(values: Mapping[str, str]) -> str:
    return "".join([f' {name}="{_xml(value)}"' for name, value in values.items()])


def _element(tag: str, attributes: Mapping[str, str], inside: str = "") -> str:
    return f"<{tag}{_attributes(attributes)}>{inside}</{tag}>" if inside else f"<{tag}{_attributes(attributes)}/>"


def _meta(claims: pd.DataFrame, context: Context) -> str:
    about = _xml("\n".join(_provenance(claims, context)))
    inside = _element("creator", {}, "Maillage") + _element("description", {}, about)
    return _element("meta", {"lastmodifieddate": context.when} if context.when else {}, inside)


def _provenance(claims: pd.DataFrame, context: Context) -> Iterator[str]:
    """What was selected, then the articles that say so, one a line."""
    if context.selection:
        yield context.selection
    columns = ["article", "title", "outlet", "published", "url"]
    for name, title, outlet, published, url in claims[columns].drop_duplicates().itertuples(index=False):
        day = in_words(published, context.lang)
        yield ", ".join(filter(None, (name, f"« {title} »" if title else "", outlet, day, url)))


def _time(network: Network) -> dict[str, str]:
    dated = any(_spell(data) for _, _, data in network.edges(data=True))
    return {"mode": "dynamic", "timeformat": "date"} if dated else {"mode": "static"}


def _columns(of: str, columns: _Columns) -> str:
    found = [{"id": str(number), "title": title, "type": kind} for number, (title, kind) in enumerate(columns)]
    inside = "".join(_element("attribute", column) for column in found)
    return _element("attributes", {"class": of, "mode": "static"}, inside)


def _nodes(network: Network, context: Context) -> Iterator[str]:
    fills = {kind.id: _colour(kind.fill[0]) for kind in load_ontology().kinds.values()}
    for name, data in network.nodes(data=True):
        inside = _values(_NODE_COLUMNS, data) + fills[data[KIND]]
        inside += _element("viz:size", {"value": f"{7.5 + 3.6 * math.sqrt(data[DEGREE]):.2f}"})
        if name in context.positions:
            x, y = context.positions[name]
            inside += _element("viz:position", {"x": repr(float(x)), "y": repr(0.0 - float(y))})
        yield _element("node", {"id": name, "label": name}, inside) + "\n"


def _edges(network: Network, context: Context) -> Iterator[str]:
    ontology = load_ontology()
    colours = {
        relation.id: _colour(ontology.families[relation.family].line[0]) for relation in ontology.relations.values()
    }
    lines = {status.id: _line(status.line) for status in ontology.statuses.values()}
    for number, (source, target, key, data) in enumerate(network.edges(keys=True, data=True)):
        relation = ontology.relations[data[RELATION]]
        more = {title: relation.label(lang) for title, lang in _LABELS.items()} | {"symmetric": relation.symmetric}
        inside = _values(_EDGE_COLUMNS, data | more)
        if spell := _spell(data):
            inside += _element("spells", {}, _element("spell", spell))
        inside += colours[relation.id] + lines[data[STATUS]]
        ends = {"id": str(number), "source": source, "target": target}
        said = {"label": relation.label(context.lang), "weight": str(data[WEIGHT]), "kind": key}
        yield _element("edge", ends | said, inside) + "\n"


def _values(columns: _Columns, data: Mapping[str, Any]) -> str:
    return _element("attvalues", {}, "".join(_value(number, data[title]) for number, (title, _) in enumerate(columns)))


def _value(number: int, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        written = _xml(value)
    elif isinstance(value, list):
        # Escaped first: JSON would write a backslash escape, which Gephi Lite cannot read.
        written = _marked(json.dumps([escaped(item) for item in value], ensure_ascii=False))
    else:
        written = str(value).lower() if isinstance(value, bool) else repr(value)
    return f'<attvalue for="{number}" value="{written}"/>'


def _spell(data: Mapping[str, Any]) -> dict[str, str]:
    """First and last day of a link, for GEXF's timeline; {} if it has no date."""
    first, last = bounds(data[FIRST_DATE]), bounds(data[LAST_DATE])
    return {"start": first[0], "end": last[1]} if first and last else {}


def _line(style: str) -> str:
    """A line's style where GEXF has it; « struck » and « faded » it has not, the status stands beside."""
    return _element("viz:shape", {"value": style}) if style in ("solid", "dashed", "dotted") else ""


def _colour(colour: str) -> str:
    """#RRGGBB as GEXF writes it."""
    channels = {channel: str(int(colour[at : at + 2], 16)) for channel, at in (("r", 1), ("g", 3), ("b", 5))}
    return _element("viz:color", channels)


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
