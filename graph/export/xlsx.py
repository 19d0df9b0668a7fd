"""Excel and LibreOffice: one workbook with the actors, the links, the passages, and where they come from.

Columns are those of the CSVs, and the relation in words beside. How values are written:

- Every text is a text: no formula, no link, whatever it begins with; one that begins like a formula is marked as text,
  so that it stays one when the cell is edited.
- Lists are in JSON notation. Characters that XML forbids are written « _x000C_ », as Excel does and reads.
- Numbers have all their digits, what is unknown is an empty cell, dates are text, as precise as they are known.

XlsxWriter writes it: the dates in the file are constant, so the same input gives the same bytes.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

import pandas as pd
import xlsxwriter

from graph.errors import ExportError
from graph.export import looks
from graph.export.csv import (
    ACTOR_COLUMNS,
    CLAIM_COLUMNS,
    LINK_COLUMNS,
    actor_rows,
    begins_formula,
    claim_rows,
    link_rows,
)
from graph.export.format import Context, Format
from graph.network import RELATION, Network
from graph.ontology import Language, load_ontology

LONGEST_CELL = 32_767  # in UTF-16, as Excel counts
MOST_ROWS = 1_048_576  # header included
# An escape right behind the half of another: XlsxWriter leaves that half as it is, and Excel would read the two as one.
_UNCLEAR = re.compile("_x[0-9A-Fa-f]{4}(?:_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b-\x1f\ufffe\uffff])")
_ARTICLE_COLUMNS = ("article", "title", "outlet", "published", "url")
_WORDS: dict[Language, dict[str, str]] = {
    "fr": {
        "about": "à propos",
        "actors": "acteurs",
        "links": "liens",
        "claims": "passages",
        "selection": "Sélection",
        "when": "Date de l’export",
        "holds": "Contenu",
        "lists": "Listes",
        "notation": 'Une cellule comme ["un", "deux"] contient une liste.',
    },
    "en": {
        "about": "about",
        "actors": "actors",
        "links": "links",
        "claims": "passages",
        "selection": "Selection",
        "when": "Date of export",
        "holds": "Content",
        "lists": "Lists",
        "notation": 'A cell like ["one", "two"] holds a list.',
    },
}
_WIDTHS = {  # of columns, in characters; others are 12 wide
    **dict.fromkeys(("name", "source", "target", "article", "title", "aliases", "articles", "speaker"), 28),
    **dict.fromkeys(("quote", "quotes"), 80),
    **dict.fromkeys(("url", "outlet", "roles", "speakers", "role", "relation", "rule", "trigger"), 20),
    **dict.fromkeys(("relation_fr", "relation_en"), 20),
}
_NO_TIME = datetime(1980, 1, 1)  # that of every file in the archive, which has no earlier one


class _Exact(float):
    """A number that XlsxWriter writes with all its digits, where it would write sixteen."""

    def __format__(self, spec: str) -> str:
        return repr(float(self))


@dataclass(frozen=True)
class _Sheet:
    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    before: tuple[tuple[str, str], ...] = ()  # lines above the header row


def write(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write the workbook; ExportError, before anything is written, if Excel cannot hold a text or so many rows."""
    sheets = _sheets(network, claims, context)
    for sheet in sheets:
        _check(sheet)
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    day = looks.day(context)
    book.set_properties({"title": looks.GENERATOR, "created": datetime.fromisoformat(day) if day else _NO_TIME})
    for sheet in sheets:
        _draw(book, sheet)
    book.close()


def _sheets(network: Network, claims: pd.DataFrame, context: Context) -> list[_Sheet]:
    words = _WORDS[context.lang]
    tables = [
        _Sheet(words["actors"], ACTOR_COLUMNS, list(actor_rows(network))),
        _Sheet(words["links"], *_with_words(LINK_COLUMNS, link_rows(network), context.lang)),
        _Sheet(words["claims"], *_with_words(CLAIM_COLUMNS, claim_rows(claims), context.lang)),
    ]
    holds = ", ".join(f"{sheet.name} : {len(sheet.rows)}" for sheet in tables)
    before = (
        (looks.GENERATOR, ""),
        (words["selection"], context.selection),
        (words["when"], context.when),
        (words["holds"], holds),
        (words["lists"], words["notation"]),
        ("", ""),
    )
    articles = claims[list(_ARTICLE_COLUMNS)].drop_duplicates().itertuples(index=False, name=None)
    return [_Sheet(words["about"], _ARTICLE_COLUMNS, list(articles), before), *tables]


def _with_words(
    columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]], lang: Language
) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
    """The table with the relation in words after its id."""
    at = columns.index(RELATION) + 1
    relations = {relation.id: relation.label(lang) for relation in load_ontology().relations.values()}
    wider = (*columns[:at], f"{RELATION}_{lang}", *columns[at:])
    return wider, [(*row[:at], relations[row[at - 1]], *row[at:]) for row in rows]


def _check(sheet: _Sheet) -> None:
    """Raise ExportError for what Excel cannot hold, in words of the sheet as a reader would see it."""
    height = len(sheet.before) + 1 + len(sheet.rows)
    if height > MOST_ROWS:
        raise ExportError(
            f"the sheet « {sheet.name} » would have {height:,} rows, and Excel takes {MOST_ROWS:,}; "
            "choose fewer, or take « csv » or « parquet »"
        )
    for line in sheet.before:
        for text in line:
            _check_text(sheet.name, text)
    for number, row in enumerate(sheet.rows, start=len(sheet.before) + 2):
        for column, value in zip(sheet.columns, row, strict=True):
            where = f"{sheet.name}, row {number}, {column}"
            if isinstance(value, str | list):
                _check_text(where, _text(value))
            elif isinstance(value, float) and math.isinf(value):
                raise ExportError(f"{where}: Excel knows no infinite number; mend it")


def _check_text(where: str, text: str) -> None:
    length = len(text.encode("utf-16-le")) // 2
    if length > LONGEST_CELL:
        start = " ".join(text[:80].split())
        raise ExportError(
            f"{where}: « {start:.40}… » has {length:,} characters, and a cell of Excel takes {LONGEST_CELL:,}; "
            "choose fewer passages, or take « csv » or « parquet »"
        )
    if unclear := _UNCLEAR.search(text):
        raise ExportError(f"{where}: Excel would misread {unclear[0]!r}; mend it, or take « csv » or « parquet »")


def _text(value: str | list[str]) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _draw(book: xlsxwriter.Workbook, sheet: _Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    bold, marked = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
    for number, (title, text) in enumerate(sheet.before):
        page.write_string(number, 0, title, bold)
        _put(page, number, 1, text, marked)
    header = len(sheet.before)
    for place, column in enumerate(sheet.columns):
        page.write_string(header, place, column, bold)
        page.set_column(place, place, _WIDTHS.get(column, 12))
    for number, row in enumerate(sheet.rows, start=header + 1):
        for place, value in enumerate(row):
            _put(page, number, place, value, marked)
    page.autofilter(header, 0, header + len(sheet.rows), len(sheet.columns) - 1)
    page.freeze_panes(header + 1, 0)


def _put(page: Any, row: int, column: int, value: Any, marked: Any) -> None:
    """One cell; what is unknown or empty stays an empty one."""
    if isinstance(value, str | list):
        text = _text(value)
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter would take it for cell content that is XML already; in fragments it is text.
            page.write_rich_string(row, column, text[:1], text[1:2], text[2:])
        elif text:
            page.write_string(row, column, text, *([marked] if begins_formula(text) else []))
    elif value is not None and value == value:
        page.write_number(row, column, _Exact(value) if isinstance(value, float) else value)


FORMATS = (
    Format(
        name="xlsx",
        extension=".xlsx",
        mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        label={"fr": "Excel (tout)", "en": "Excel (everything)"},
        good_for={
            "fr": "Excel, LibreOffice : acteurs, liens et passages, une feuille chacun, à trier et à filtrer",
            "en": "Excel, LibreOffice: actors, links and passages, a sheet each, to sort and to filter",
        },
        write=write,
    ),
)
