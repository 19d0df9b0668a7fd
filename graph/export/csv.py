"""CSV for spreadsheets and programs: the claims, the links or the actors, one a row. UTF-8, comma, header row.

A cell that a spreadsheet would run as a formula (it begins with = + - @, a tab or a line end, apostrophes before them
not counted) gets one apostrophe in front, and so is shown as text. The readers take just that one away: every text
comes back verbatim. The command `claims` writes no such apostrophe (graph.table): its readers are programs.
Lists are in JSON notation, as in GEXF. Links and actors together are the network; ``read_network`` opens it again.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

import networkx as nx
import pandas as pd

from graph.errors import UsageError
from graph.export.format import Context, Format
from graph.network import (
    ALIASES,
    AMOUNT,
    ARTICLES,
    CONFIDENCE,
    DEGREE,
    EDGE_ATTRIBUTES,
    KIND,
    NODE_ATTRIBUTES,
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
from graph.table import COLUMNS, NUMBERS, OFFSETS

CLAIM_COLUMNS = COLUMNS  # begins with the columns of the command `claims`
LINK_COLUMNS = ("source", "source_kind", "target", "target_kind", *EDGE_ATTRIBUTES)
ACTOR_COLUMNS = ("name", *NODE_ATTRIBUTES)
_LISTS = (ROLES, ALIASES, SPEAKERS, QUOTES, ARTICLES)
_WHOLE = (DEGREE, OUTLETS, WEIGHT)
_SEPARATORS = (",", ";", "\t")
_LONGEST_CELL = 2**31 - 1  # characters; the standard library refuses a cell over 131,072, and a link may quote more
# The full-width signs are those that spreadsheets of East Asia take for = + - @.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet would run the text, or would if the apostrophes before it were taken away."""
    return bool(_FORMULA.match(text))


def guarded(text: str) -> str:
    """The text as a spreadsheet may safely read it; ``unguarded`` undoes it."""
    return f"'{text}" if begins_formula(text) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return text[1:] if text.startswith("'") and begins_formula(text) else text


def claim_rows(claims: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The claims, each as the values of ``CLAIM_COLUMNS``."""
    return claims[list(CLAIM_COLUMNS)].itertuples(index=False, name=None)


def link_rows(network: Network) -> Iterator[tuple[Any, ...]]:
    """The links, each as the values of ``LINK_COLUMNS``: the kinds of its ends and every attribute of the edge."""
    for source, target, data in network.edges(data=True):
        kind, other = (network.nodes[end][KIND] for end in (source, target))
        yield (source, kind, target, other, *map(data.get, EDGE_ATTRIBUTES))


def actor_rows(network: Network) -> Iterator[tuple[Any, ...]]:
    """The actors, each as the values of ``ACTOR_COLUMNS``: its name and every attribute of the node."""
    for name, data in network.nodes(data=True):
        yield (name, *map(data.get, NODE_ATTRIBUTES))


def write_claims(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write one row per claim: the columns of the command `claims`, then those of its article."""
    _write(out, CLAIM_COLUMNS, claim_rows(claims))


def write_links(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write one row per link."""
    _write(out, LINK_COLUMNS, link_rows(network))


def write_actors(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write one row per actor."""
    _write(out, ACTOR_COLUMNS, actor_rows(network))


def read_claims(data: bytes) -> pd.DataFrame:
    """The table of claims that ``write_claims`` wrote, every text verbatim; UsageError if it is another file."""
    rows = _read(data, CLAIM_COLUMNS, "claims", "csv")
    table = pd.DataFrame(rows, columns=list(CLAIM_COLUMNS), dtype=object)
    try:
        kinds = dict.fromkeys(OFFSETS, "int64") | dict.fromkeys(NUMBERS, "float64")
        return table.replace({name: {"": "nan"} for name in NUMBERS}).astype(kinds)
    except ValueError as error:
        raise UsageError(
            f"this is no CSV of claims ({error}); offsets, amounts and confidence must be numbers"
        ) from error


def read_network(links: bytes, actors: bytes) -> Network:
    """The network that ``write_links`` and ``write_actors`` wrote; UsageError names the row at fault.

    Degrees are counted anew, so that a row taken out in a spreadsheet leaves none that is wrong.
    """
    network: Network = nx.MultiDiGraph()
    for where, row in _records(actors, ACTOR_COLUMNS, "actors", "csv-actors"):
        name = row.pop("name")
        if not name or name in network:
            raise UsageError(f"{where}: the name {_shown(name)} is empty or there twice; give each actor its own")
        _check(where, KIND, row[KIND], load_ontology().kinds)
        network.add_node(name, **row)
    for where, row in _records(links, LINK_COLUMNS, "links", "csv-links"):
        source, target = (_end(where, network, row, end) for end in ("source", "target"))
        _check(where, RELATION, row[RELATION], load_ontology().relations)
        _check(where, STATUS, row[STATUS], load_ontology().statuses)
        key = f"{row[RELATION]}/{row[STATUS]}"
        if network.has_edge(source, target, key):
            ends = f"{_shown(source)}, {_shown(target)}"
            raise UsageError(f"{where}: the link {ends}, {key} is there twice; keep one of its rows")
        network.add_edge(source, target, key=key, **{title: row[title] for title in EDGE_ATTRIBUTES})
    for name, degree in network.degree():
        network.nodes[name][DEGREE] = degree
    return network


def _end(where: str, network: Network, row: Mapping[str, Any], end: str) -> str:
    """The actor at one end of a link, who must stand among the actors, and with the kind that the link tells."""
    name: str = row[end]
    if name not in network:
        raise UsageError(f"{where}: {_shown(name)} is not among the actors; add a row for it there")
    kind = network.nodes[name][KIND]
    if row[f"{end}_kind"] != kind:
        raise UsageError(f"{where}: {end}_kind of {_shown(name)} is {kind} among the actors; write the same here")
    return name


def _check(where: str, column: str, value: str, known: Iterable[str]) -> None:
    if value not in known:
        raise UsageError(f"{where}: {column} {_shown(value)} is unknown; there are: {', '.join(known)}")


def _shown(text: str) -> str:
    """A text of the file as a message of one line quotes it."""
    return f"« {' '.join(text.split()):.60} »"


def _records(data: bytes, columns: tuple[str, ...], what: str, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row with where it stands, its values typed."""
    for number, row in enumerate(_read(data, columns, what, name), start=2):  # as a spreadsheet counts: 1 is the header
        where = f"row {number} of {what}"
        yield where, {column: _value(where, column, cell) for column, cell in zip(columns, row, strict=True)}


def _value(where: str, column: str, cell: str) -> Any:
    """A cell as the network has it; the opposite of ``_cell``."""
    try:
        if column in _LISTS:
            return _texts(json.loads(cell))
        if column in _WHOLE:
            return int(cell)
        if column == CONFIDENCE or (column == AMOUNT and cell):
            return _finite(float(cell))
    except (ValueError, RecursionError) as error:
        must = '["a list", "like this"]' if column in _LISTS else "a number"
        raise UsageError(f"{where}: {column} {_shown(cell)} cannot be read; write {must}") from error
    return None if column == AMOUNT else cell


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("no list of texts")
    "".join(value).encode()  # refuses half a character, which JSON can hold and no file
    return value


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError("no number")
    return value


def _read(data: bytes, columns: tuple[str, ...], what: str, name: str) -> list[list[str]]:
    """The rows below the header as ``columns``, without the apostrophes that guard them.

    A spreadsheet may have saved the file: with semicolons or tabs, decimal commas then, in its own encoding, with
    columns moved or added.
    """
    csv.field_size_limit(_LONGEST_CELL)
    try:
        text = _decoded(data)
        separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"this is no CSV of {what} ({error}); export it again as « {name} »") from error
    header, *rows = rows or [[]]
    lost = [column for column in columns if column not in header]
    if lost or any(len(row) not in (0, len(header)) for row in rows):
        raise UsageError(f"this is no CSV of {what}; its columns must be {','.join(columns)}")
    places = [header.index(column) for column in columns]
    comma = {columns.index(column) for column in NUMBERS if column in columns} if separator != "," else set()
    found = ([unguarded(row[place]) for place in places] for row in rows if row)
    return [[cell.replace(",", ".") if n in comma else cell for n, cell in enumerate(row)] for row in found]


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")  # what a spreadsheet on Windows saves


def _write(out: BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csv.writer(text, lineterminator="\r\n")  # RFC 4180; makes the writer quote a lone CR too
        writer.writerow(columns)
        writer.writerows([_cell(value) for value in row] for row in rows)
    finally:
        text.detach()  # the caller closes its own file


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if value is None or value != value:  # unknown amount: None in a network, NaN in a table
        return ""
    return repr(float(value)).removesuffix(".0") if isinstance(value, float) else str(value)


FORMATS = (
    Format(
        name="csv",
        extension=".csv",
        mime="text/csv",
        label={"fr": "CSV (passages)", "en": "CSV (passages)"},
        good_for={
            "fr": "tableurs et programmes : une ligne par passage, avec sa citation et son article",
            "en": "spreadsheets and programs: one row per passage, with its quotation and article",
        },
        write=write_claims,
    ),
    Format(
        name="csv-links",
        extension=".csv",
        mime="text/csv",
        label={"fr": "CSV (liens)", "en": "CSV (links)"},
        good_for={
            "fr": "tableurs et R : une ligne par lien, avec son poids et ses citations",
            "en": "spreadsheets and R: one row per link, with its weight and quotations",
        },
        write=write_links,
    ),
    Format(
        name="csv-actors",
        extension=".csv",
        mime="text/csv",
        label={"fr": "CSV (acteurs)", "en": "CSV (actors)"},
        good_for={
            "fr": "tableurs et R : une ligne par acteur, avec ses rôles, ses autres noms et son nombre de liens",
            "en": "spreadsheets and R: one row per actor, with its roles, other names and number of links",
        },
        write=write_actors,
    ),
)
