"""CSV for spreadsheets and programs: the claims, one a row, or the links, one a row. UTF-8, comma, header row.

A cell that a spreadsheet would run as a formula (it begins with = + - @, a tab or a line end, apostrophes before them
not counted) gets one apostrophe in front, and so is shown as text. ``read_claims`` takes just that one away: every text
comes back verbatim. The command `claims` writes no such apostrophe (graph.table): its readers are programs.
Lists are in JSON notation, as in GEXF.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

import pandas as pd

from graph.errors import UsageError
from graph.export.format import Context, Format
from graph.network import EDGE_ATTRIBUTES, KIND, Network
from graph.table import COLUMNS, NUMBERS, OFFSETS

CLAIM_COLUMNS = COLUMNS  # begins with the columns of the command `claims`
LINK_COLUMNS = ("source", "source_kind", "target", "target_kind", *EDGE_ATTRIBUTES)
# The full-width signs are those that spreadsheets of East Asia take for = + - @.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """The text as a spreadsheet may safely read it; ``unguarded`` undoes it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def write_claims(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write one row per claim: the columns of the command `claims`, then those of its article."""
    rows = claims[list(CLAIM_COLUMNS)].itertuples(index=False, name=None)
    _write(out, CLAIM_COLUMNS, rows)


def write_links(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write one row per link, with the kinds of its ends and every attribute of the edge."""
    rows = (
        [source, network.nodes[source][KIND], target, network.nodes[target][KIND], *map(data.get, EDGE_ATTRIBUTES)]
        for source, target, data in network.edges(data=True)
    )
    _write(out, LINK_COLUMNS, rows)


def read_claims(data: bytes) -> pd.DataFrame:
    """The table of claims that ``write_claims`` wrote, every text verbatim; UsageError if it is another file."""
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"this is no CSV of claims ({error}); export it again as « csv »") from error
    if not rows or tuple(rows[0]) != CLAIM_COLUMNS or any(len(row) != len(CLAIM_COLUMNS) for row in rows):
        raise UsageError(f"this is no CSV of claims; its columns must be {','.join(CLAIM_COLUMNS)}")
    table = pd.DataFrame(
        [[unguarded(cell) for cell in row] for row in rows[1:]], columns=list(CLAIM_COLUMNS), dtype=object
    )
    try:
        kinds = dict.fromkeys(OFFSETS, "int64") | dict.fromkeys(NUMBERS, "float64")
        return table.replace({name: {"": "nan"} for name in NUMBERS}).astype(kinds)
    except ValueError as error:
        raise UsageError(
            f"this is no CSV of claims ({error}); offsets, amounts and confidence must be numbers"
        ) from error


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
)
