"""Every format of a store of hostile strings: it is what it says it is, and no cell of it is a formula."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pandas as pd
import pytest
from lxml import etree

from graph.export import Context, to_bytes
from graph.network import Network, build_network
from graph.table import claims_table
from tests.hostile import STRINGS, articles

FORMULA = tuple("=+-@\t\r")


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return claims_table((article, claim) for article, found in articles() for claim in found.claims)


@pytest.fixture(scope="module")
def network(table: pd.DataFrame) -> Network:
    return build_network(table)


def test_there_are_enough_of_them_and_each_is_another() -> None:
    assert len(set(STRINGS)) == len(STRINGS) >= 30


@pytest.mark.parametrize("name", ["gexf", "gexf-1.2", "graphml"])
def test_xml_is_xml(name: str, table: pd.DataFrame, network: Network) -> None:
    root = etree.fromstring(to_bytes(name, network, table, Context(STRINGS[0])))
    assert len(root.findall(".//{*}node")) == len(STRINGS)


@pytest.mark.parametrize("name", ["json", "jsonld"])
def test_json_is_json(name: str, table: pd.DataFrame, network: Network) -> None:
    assert json.loads(to_bytes(name, network, table, Context(STRINGS[0])))


@pytest.mark.parametrize("name", ["csv", "csv-links", "csv-actors"])
def test_no_cell_of_a_text_is_a_formula(name: str, table: pd.DataFrame, network: Network) -> None:
    text = to_bytes(name, network, table).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert len(cells) > len(STRINGS)
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []


def test_no_cell_of_a_sheet_is_a_formula(table: pd.DataFrame) -> None:
    some = table[table["quote"].str.len() < 10_000]  # a cell of Excel takes no more than 32,767 characters
    book = openpyxl.load_workbook(io.BytesIO(to_bytes("xlsx", build_network(some), some)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert len(cells) > len(STRINGS)
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
