"""JSON that loses nothing: networkx' node-link form, with the claims behind it; ``read_network_json`` opens it again.

One actor, link or claim a line, for people and for programs that compare lines. ``networkx.node_link_graph`` reads it;
what the file says of itself stands under « graph », the claims too. An unknown amount is null. x and y of an actor are
as on the picture (pixels, y downwards) and are no part of the network.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

import networkx as nx
import pandas as pd

from graph.errors import ExportError, UsageError
from graph.export import looks
from graph.export.format import Context, Format
from graph.network import (
    ALIASES,
    ARTICLES,
    DEGREE,
    EDGE_ATTRIBUTES,
    NODE_ATTRIBUTES,
    OUTLETS,
    QUOTES,
    ROLES,
    SPEAKERS,
    WEIGHT,
    Network,
)
from graph.table import COLUMNS, NUMBERS, OFFSETS

FORMAT = "maillage-network"
VERSION = 1  # a reader refuses a higher one
_PLACE = ("x", "y")


def write(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write the network and every column of its claims, in their order; same input, same bytes."""
    lines = [line.encode() for line in _lines(network, claims, context)]  # all of it, so that a refusal leaves nothing
    out.writelines(lines)


def read_network_json(data: bytes) -> tuple[Network, pd.DataFrame]:
    """The network and the table of claims that ``write`` wrote, the rows numbered from 0; UsageError otherwise."""
    try:
        content = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except ValueError as error:  # UnicodeDecodeError and JSONDecodeError are such
        raise UsageError(f"this is no JSON of a network ({error}); export it again as « json »") from error
    except RecursionError as error:
        raise UsageError("this is no JSON of a network (nested too deeply); export it again as « json »") from error
    about = content.get("graph") if isinstance(content, dict) else None
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise UsageError("this JSON is no network that Maillage wrote; export it as « json », and import that file")
    if about.get("version") != VERSION:
        raise UsageError(f"this JSON has version {about.get('version')!r:.20}, not {VERSION}; take a newer Maillage")
    try:
        return _network(content), _table(about["claims"])
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        found = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        what = " ".join(found.split())  # it may quote the file
        raise UsageError(f"this JSON of a network was changed ({what:.200}); export it again as « json »") from error


def _lines(network: Network, claims: pd.DataFrame, context: Context) -> Iterator[str]:
    about = {
        "format": FORMAT,
        "version": VERSION,
        "generator": looks.GENERATOR,
        "selection": context.selection,
        "when": looks.day(context),
        "articles": list(looks.articles(claims, context)),
    }
    yield '{\n"directed": true,\n"multigraph": true,\n"graph": {\n'
    for name, one in about.items():
        yield f"  {_text(name)}: {_text(one)},\n"
    yield '  "claims": ['
    yield from _records(_claims(claims), "    ")
    yield '  ]\n},\n"nodes": ['
    yield from _records(_nodes(network, context), "  ")
    yield '],\n"edges": ['
    yield from _records(_edges(network), "  ")
    yield "]\n}\n"


def _records(records: Iterable[Mapping[str, Any]], indent: str) -> Iterator[str]:
    """The items of a list, one a line."""
    before = "\n"
    for record in records:
        yield f"{before}{indent}{_text(record)}"
        before = ",\n"
    yield "\n"


def _text(one: object) -> str:
    try:
        return json.dumps(one, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        raise ExportError(f"{str(one)[:80]!r} holds a number without end, which JSON has not; mend it") from error


def _claims(claims: pd.DataFrame) -> Iterator[dict[str, Any]]:
    for row in claims[list(COLUMNS)].itertuples(index=False, name=None):
        record = dict(zip(COLUMNS, row, strict=True))
        yield record | {name: None for name in NUMBERS if math.isnan(record[name])}


def _nodes(network: Network, context: Context) -> Iterator[dict[str, Any]]:
    for name, data in network.nodes(data=True):
        place = zip(_PLACE, map(float, context.positions.get(name, ())), strict=False)
        yield {"id": name, **data, **dict(place)}


def _edges(network: Network) -> Iterator[dict[str, Any]]:
    for source, target, key, data in network.edges(keys=True, data=True):
        yield {"source": source, "target": target, "key": key, **data}


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number of JSON")


def _network(content: Mapping[str, Any]) -> Network:
    network: Network = nx.MultiDiGraph()
    for node in content["nodes"]:
        network.add_node(_text_of(node["id"]), **_read(node, NODE_ATTRIBUTES))
    for edge in content["edges"]:
        source, target = edge["source"], edge["target"]
        if source not in network or target not in network:
            raise ValueError(f"« {source} » or « {target} » is an end of a link and no actor")
        network.add_edge(source, target, key=_text_of(edge["key"]), **_read(edge, EDGE_ATTRIBUTES))
    if (len(network), network.number_of_edges()) != (len(content["nodes"]), len(content["edges"])):
        raise ValueError("an actor or a link stands there twice")
    return network


def _table(records: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    rows = [list(_read(record, COLUMNS).values()) for record in records]
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return table.astype(dict.fromkeys(OFFSETS, "int64") | dict.fromkeys(NUMBERS, "float64"))


def _read(record: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The named values of a record, each checked to be what the network or the table holds there."""
    return {name: _READERS.get(name, _text_of)(record[name]) for name in names}


def _text_of(one: object) -> str:
    if not isinstance(one, str):
        raise TypeError(f"{one!r} is no text")
    one.encode()  # refuses half a character, which no table takes
    return one


def _texts_of(one: object) -> list[str]:
    if not isinstance(one, list):
        raise TypeError(f"{one!r} is no list of texts")
    return [_text_of(item) for item in one]


def _whole_of(one: object) -> int:
    if not isinstance(one, int) or isinstance(one, bool):
        raise TypeError(f"{one!r} is no whole number")
    return one


def _number_of(one: object) -> float | None:
    if one is None:
        return None
    if not isinstance(one, int | float) or isinstance(one, bool) or not math.isfinite(one):
        raise TypeError(f"{one!r} is no number")
    return float(one)


# What is no text, by the name of a column or an attribute.
_READERS: dict[str, Callable[[object], Any]] = {
    **dict.fromkeys((ROLES, ALIASES, SPEAKERS, QUOTES, ARTICLES), _texts_of),
    **dict.fromkeys((DEGREE, OUTLETS, WEIGHT, *OFFSETS), _whole_of),
    **dict.fromkeys(NUMBERS, _number_of),
}


FORMATS = (
    Format(
        name="json",
        extension=".json",
        mime="application/json",
        label={"fr": "JSON (tout)", "en": "JSON (everything)"},
        good_for={
            "fr": "reprendre le réseau plus tard dans Maillage, ou dans un programme : rien n’est perdu",
            "en": "opening the network again in Maillage, or in a program: nothing is lost",
        },
        write=write,
    ),
)
