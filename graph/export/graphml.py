"""GraphML for yEd, igraph (R, Python), Gephi, Cytoscape and networkx, streamed like GEXF.

GraphML has neither lists nor looks of its own. How values are written:

- An actor's id is its name, as networkx writes it (the schema wants a token without blanks; no reader asks for that).
- Lists (roles, aliases, speakers, quotes, articles) are JSON text; characters that XML forbids as in graph.export.xml.
- Looks are plain attributes by the names that programs take for theirs: x and y (upwards), size, color, label; and
  name, by which igraph finds an actor.
- What is unknown or empty is left out: networkx has no such attribute then, igraph "" or NaN.
- Each link has an id of its own, so that parallel links stay apart; « key » is its key in the network. (igraph 1.0
  gives links the ids of actors; with « key » they are told apart all the same.)
- The graph itself tells what was selected, when, and from which articles.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import pandas as pd

from graph.errors import ExportError
from graph.export import looks
from graph.export.format import Context, Format
from graph.export.xml import element, value
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

_UNKNOWN = (None, "")
_SPACE = "http://graphml.graphdrawing.org/xmlns"
# What each kind of element may tell: attribute and GraphML type. The id of its key is « node-kind »: never d3 or d7,
# which Gephi takes for yEd's labels.
_COLUMNS: dict[str, dict[str, str]] = {
    "graph": dict.fromkeys(("generator", "selection", "when", ARTICLES), "string"),
    "node": {
        **dict.fromkeys(("name", "label", KIND, ROLES, ALIASES), "string"),
        **{DEGREE: "int", OUTLETS: "int", "x": "double", "y": "double", "size": "double", "color": "string"},
    },
    "edge": {
        **{"key": "string", "label": "string", RELATION: "string", "relation_fr": "string", "relation_en": "string"},
        **{"symmetric": "boolean", STATUS: "string", WEIGHT: "int", OUTLETS: "int", SPEAKERS: "string"},
        **{AMOUNT: "double", CURRENCY: "string", FIRST_DATE: "string", LAST_DATE: "string"},
        **{QUOTES: "string", ARTICLES: "string", CONFIDENCE: "double", "color": "string"},
    },
}


def write(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write the network as GraphML, nodes and edges in the network's order; same input, same bytes."""
    about = _about(claims, context)
    _check(network)
    out.writelines(line.encode() for line in _lines(network, about, context))


def _check(network: Network) -> None:
    """Refuse numbers at which igraph stops reading: endless ones, and those too close to nought for their digits."""
    for source, target, data in network.edges(data=True):
        for number in (data[AMOUNT], data[CONFIDENCE]):
            if number and not sys.float_info.min <= abs(number) < math.inf:
                link = " ".join(f"« {source} » {data[RELATION]} « {target} »".split())
                raise ExportError(f"{link:.200}: GraphML cannot hold the number {number!r}; correct it or take JSON")


def _lines(network: Network, about: Mapping[str, Any], context: Context) -> Iterator[str]:
    yield "<?xml version='1.0' encoding='utf-8'?>\n"
    yield f'<graphml xmlns="{_SPACE}">\n'
    for of, columns in _COLUMNS.items():
        for title, kind in columns.items():
            yield element("key", {"id": _id(of, title), "for": of, "attr.name": title, "attr.type": kind}) + "\n"
    yield f'<graph edgedefault="directed">{_data("graph", about)}\n'
    yield from _nodes(network, context)
    yield from _edges(network, context)
    yield "</graph>\n</graphml>\n"


def _about(claims: pd.DataFrame, context: Context) -> dict[str, Any]:
    return {
        "generator": looks.GENERATOR,
        "selection": context.selection,
        "when": looks.day(context),
        ARTICLES: list(looks.articles(claims, context)),
    }


def _nodes(network: Network, context: Context) -> Iterator[str]:
    fills = looks.kind_colours()
    for name, data in network.nodes(data=True):
        x, y = looks.place(name, context) or (None, None)
        shown = {"x": x, "y": y, "size": looks.size(data[DEGREE]), "color": fills[data[KIND]]}
        yield element("node", {"id": name}, _data("node", {"name": name, "label": name} | data | shown)) + "\n"


def _edges(network: Network, context: Context) -> Iterator[str]:
    relations, colours = load_ontology().relations, looks.relation_colours()
    for number, (source, target, key, data) in enumerate(network.edges(keys=True, data=True)):
        relation = relations[data[RELATION]]
        more = looks.in_both_languages(relation) | {"key": key, "label": relation.label(context.lang)}
        said = data | more | {"color": colours[relation.id]}
        yield element("edge", {"id": f"e{number}", "source": source, "target": target}, _data("edge", said)) + "\n"


def _id(of: str, title: str) -> str:
    return f"{of}-{title}"


def _data(of: str, data: Mapping[str, Any]) -> str:
    told = ((title, data[title]) for title in _COLUMNS[of])
    return "".join([f'<data key="{_id(of, title)}">{value(one)}</data>' for title, one in told if one not in _UNKNOWN])


FORMATS = (
    Format(
        name="graphml",
        extension=".graphml",
        mime="application/graphml+xml",
        label={"fr": "GraphML (réseau)", "en": "GraphML (network)"},
        good_for={
            "fr": "yEd, igraph (R, Python), Cytoscape : acteurs, liens, phrases, couleurs et positions",
            "en": "yEd, igraph (R, Python), Cytoscape: actors, links, sentences, colours and positions",
        },
        write=write,
    ),
)
