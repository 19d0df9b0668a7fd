"""Excel: pandas reads the sheets back equal, nothing runs, and what a cell cannot hold is refused before writing."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from lxml import etree
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import ExportError
from graph.export import Context, export, to_bytes, xlsx
from graph.export.csv import ACTOR_COLUMNS, CLAIM_COLUMNS, LINK_COLUMNS
from graph.network import EDGE_ATTRIBUTES, KIND, NODE_ATTRIBUTES, Network, background, build_network
from graph.table import NUMBERS, OFFSETS
from tests.samples import HOSTILE, sample_actors, sample_table
from tests.strategies import tables

SHEETS = ["à propos", "acteurs", "liens", "passages"]


def network_of(table: pd.DataFrame) -> Network:
    return build_network(table, background(table, sample_actors()))


def written(table: pd.DataFrame, context: Context | None = None) -> bytes:
    return to_bytes("xlsx", network_of(table), table, context)


def sheet(data: bytes, name: str, engine: str = "calamine") -> pd.DataFrame:
    """A sheet as pandas reads it; calamine undoes « _x000B_ » as Excel does, openpyxl leaves it."""
    return pd.read_excel(BytesIO(data), sheet_name=name, engine=engine, dtype=object, keep_default_na=False)


def book(data: bytes) -> dict[str, Worksheet]:
    return {page.title: page for page in openpyxl.load_workbook(BytesIO(data)).worksheets}


def shown(value: Any) -> Any:
    """A value as pandas gives it: lists as JSON, unknown as "", and U+FFFE and U+FFFF as no reader undoes them."""
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return value.replace("\ufffe", "_xFFFE_").replace("\uffff", "_xFFFF_")
    return "" if value is None or value != value else value


def assert_sheet(found: pd.DataFrame, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Equal rows of these columns, other columns of the sheet aside; whole numbers are told from others by no cell."""
    assert [tuple(row) for row in found[list(columns)].itertuples(index=False, name=None)] == [
        tuple(map(shown, row)) for row in rows
    ]


def assert_read_back(data: bytes, table: pd.DataFrame, engine: str = "calamine") -> None:
    network = network_of(table)
    actors = [(name, *(values[title] for title in NODE_ATTRIBUTES)) for name, values in network.nodes(data=True)]
    kinds = dict(network.nodes(data=KIND))
    links = [
        (source, kinds[source], target, kinds[target], *(values[title] for title in EDGE_ATTRIBUTES))
        for source, target, values in network.edges(data=True)
    ]
    assert_sheet(sheet(data, "acteurs", engine), ACTOR_COLUMNS, actors)
    assert_sheet(sheet(data, "liens", engine), LINK_COLUMNS, links)
    assert_sheet(sheet(data, "passages", engine), CLAIM_COLUMNS, list(table.itertuples(index=False, name=None)))


@pytest.mark.parametrize("engine", ["openpyxl", "calamine"])
def test_pandas_reads_back_equal(engine: str) -> None:
    assert_read_back(written(sample_table()), sample_table(), engine)


def test_the_claims_are_the_table_again() -> None:
    found = sheet(written(sample_table()), "passages")[list(CLAIM_COLUMNS)]
    kinds = dict.fromkeys(OFFSETS, "int64") | dict.fromkeys(NUMBERS, "float64")
    back = found.replace({"amount": {"": "nan"}}).astype(kinds)
    pd.testing.assert_frame_equal(back, sample_table())


def test_pandas_reads_back_hostile_texts_equal() -> None:
    assert_read_back(written(sample_table(hostile=True)), sample_table(hostile=True))


@settings(max_examples=60, deadline=None)
@given(tables())
def test_pandas_reads_back_any_network_equal(table: pd.DataFrame) -> None:
    refusal, data = "", b""
    try:
        data = written(table)
    except ExportError as error:
        refusal = str(error)
    if refusal:
        assert "Excel would misread '_x" in refusal
    else:
        assert_read_back(data, table)


def test_the_relation_stands_in_words_of_the_language() -> None:
    assert dict(sheet(written(sample_table()), "liens")[["relation", "relation_fr"]].values)["owns"] == "possède"
    english = written(sample_table(), Context(lang="en"))
    assert dict(sheet(english, "passages")[["relation", "relation_en"]].values)["owns"] == "owns"
    assert list(book(english)) == ["about", "actors", "links", "passages"]


@pytest.mark.parametrize("hostile", [False, True])
def test_nothing_is_a_formula_or_a_link(hostile: bool) -> None:
    data = written(sample_table(hostile))
    for page in book(data).values():
        assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
    with ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            tags = {etree.QName(element).localname for element in etree.fromstring(archive.read(name)).iter()}
            assert not tags & {"f", "hyperlink", "hyperlinks"}, name


def test_a_text_like_a_formula_stays_text_when_it_is_edited() -> None:
    page = book(written(sample_table(hostile=True)))["acteurs"]
    marked = {cell.value: cell.quotePrefix for (cell,) in page.iter_rows(min_row=2, max_col=1)}
    assert marked[HOSTILE["Ondine Robotique"]]
    assert marked[HOSTILE["Parti des Rives"]]
    assert not marked["Observatoire du Code"]


@pytest.mark.parametrize("name", ["<r>x</r>", "<r><t>&x;</t></r>", "<r></r>", "<r> \n </r>"])
def test_a_name_like_the_content_of_a_cell_stays_text(name: str) -> None:
    table = sample_table().replace("Banque Vauclair", name)
    assert_sheet(sheet(written(table), "passages"), CLAIM_COLUMNS, list(table.itertuples(index=False, name=None)))


@pytest.mark.parametrize("name", ["_x0041_", "_x0041", "\x00x0041_", "_x0041 \x00", "_x004\x00_x0041_", "__x0041__"])
def test_a_name_like_an_escape_reads_back(name: str) -> None:
    table = sample_table().replace("Banque Vauclair", name)
    assert_sheet(sheet(written(table), "passages"), CLAIM_COLUMNS, list(table.itertuples(index=False, name=None)))


def test_the_header_row_is_frozen_and_filters_and_columns_are_wide_enough_to_read() -> None:
    pages = book(written(sample_table()))
    assert list(pages) == SHEETS
    assert pages["liens"].freeze_panes == "A2"
    assert pages["liens"].auto_filter.ref == "A1:Q28"
    assert pages["à propos"].freeze_panes == "A8"
    assert pages["à propos"].auto_filter.ref == "A7:E12"
    header = [cell.value for cell in pages["liens"][1]]
    assert pages["liens"].column_dimensions[pages["liens"].cell(1, header.index("quotes") + 1).column_letter].width > 60


def test_the_first_sheet_tells_selection_date_content_and_articles() -> None:
    page = book(written(sample_table(), Context("Toutes les relations.", "2024-04-01")))["à propos"]
    told = {row[0].value: row[1].value for row in page.iter_rows(max_row=5)}
    assert told["Sélection"] == "Toutes les relations."
    assert told["Date de l’export"] == "2024-04-01"
    assert told["Contenu"] == "acteurs : 13, liens : 27, passages : 30"
    articles = [[cell.value for cell in row] for row in page.iter_rows(min_row=7)]
    assert articles[:2] == [
        ["article", "title", "outlet", "published", "url"],
        *[
            [
                "a-quai.txt",
                "La banque monte à bord",
                "La Gazette du Port",
                "2023-11-14",
                "https://exemple.test/a-quai.txt",
            ]
        ],
    ]
    assert articles[4] == ["d-enquete.txt", "Ce que dit l’enquête", None, None, None]


def test_numbers_keep_all_their_digits() -> None:
    table = sample_table()
    table["confidence"] = 0.1 + 0.2
    assert set(sheet(written(table), "passages")["confidence"]) == {0.1 + 0.2}
    assert 0.1 + 0.2 != 0.3


def test_the_same_input_gives_the_same_bytes_without_the_time() -> None:
    data = written(sample_table())
    assert data == written(sample_table())
    with ZipFile(BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_an_empty_network_is_a_file_too() -> None:
    data = to_bytes("xlsx", build_network(sample_table().iloc[:0]), sample_table().iloc[:0])
    assert list(sheet(data, "acteurs").columns) == list(ACTOR_COLUMNS)
    assert sheet(data, "liens").empty


def with_quote(quote: str) -> pd.DataFrame:
    table = sample_table()
    table["quote"] = pd.Series([quote, *table["quote"][1:]], dtype=object)
    return table


def test_a_cell_that_is_just_short_enough_is_written() -> None:
    # In the sheet of links the quotes are a JSON list: two brackets and two quotation marks more.
    quote = "🦊" + "é" * (xlsx.LONGEST_CELL - 6)
    table = with_quote(quote).iloc[:1]
    data = to_bytes("xlsx", build_network(table), table)
    assert sheet(data, "passages")["quote"][0] == quote


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (with_quote("é" * (xlsx.LONGEST_CELL + 1)), r"liens, row \d+, quotes: « .* has 32,\d+ characters"),
        (with_quote("🦊" + "é" * (xlsx.LONGEST_CELL - 5)).iloc[:1], r"liens, row 2, quotes: « .* has 32,768"),
        (with_quote("").assign(title="é" * 40_000), r"à propos, row 8, title: « é+… » has 40,000 .* take « csv »"),
        (with_quote("").assign(amount=float("inf")), r"liens, row 2, amount: Excel knows no infinite number"),
        (with_quote("_x0041\x00"), r"passages, row 2, quote: Excel would misread '_x0041.+x00'"),
        (with_quote("_x0041_x0042_"), r"Excel would misread '_x0041_x0042_'; mend it, or take"),
        (with_quote("\ud800"), "holds half a character that xlsx cannot write"),
    ],
)
def test_what_a_cell_cannot_hold_is_refused_before_writing(table: pd.DataFrame, told: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=told) as refused:
        export("xlsx", tmp_path / "a.xlsx", build_network(table), table)
    assert "\n" not in str(refused.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("most", "told"), [(30, "« passages » would have 31 rows"), (27, "« liens » would have 28 rows")]
)
def test_too_many_rows_are_refused(most: int, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", most)
    with pytest.raises(ExportError, match=told):
        written(sample_table())


def test_as_many_rows_as_there_may_be_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 31)
    assert len(sheet(written(sample_table()), "passages")) == 30


def test_a_selection_too_long_for_a_cell_is_refused() -> None:
    with pytest.raises(ExportError, match=r"à propos: « mot mot .* has 40,000 characters"):
        written(sample_table(), Context(selection="mot " * 10_000))
