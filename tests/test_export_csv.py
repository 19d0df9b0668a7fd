"""CSV: nothing runs in a spreadsheet, and everything reads back verbatim."""

from __future__ import annotations

import csv
import io
import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import network as net
from graph.errors import UsageError
from graph.export import to_bytes
from graph.export.csv import CLAIM_COLUMNS, guarded, read_claims, unguarded
from graph.network import build_network
from graph.table import CSV_COLUMNS
from tests.samples import sample_table
from tests.strategies import NASTY, tables


def written(table: pd.DataFrame, name: str = "csv") -> bytes:
    return to_bytes(name, build_network(table), table)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))


def test_columns_begin_with_those_of_the_command_claims() -> None:
    header = written(sample_table()).split(b"\r\n")[0].decode().split(",")
    assert tuple(header[: len(CSV_COLUMNS)]) == CSV_COLUMNS
    assert {"title", "outlet", "url", "published"} <= set(header)


def test_whole_amounts_have_no_decimal_point_and_unknown_ones_are_empty() -> None:
    amounts = {row["amount"] for row in rows(written(sample_table()))}
    assert amounts == {"", "15000000", "51", "12500000", "2500000"}


@pytest.mark.parametrize("hostile", [False, True])
def test_claims_read_back_equal(hostile: bool) -> None:
    table = sample_table(hostile)
    pd.testing.assert_frame_equal(read_claims(written(table)), table)


@settings(max_examples=100, deadline=None)
@given(tables())
def test_any_claims_read_back_equal(table: pd.DataFrame) -> None:
    back = read_claims(written(table))
    pd.testing.assert_frame_equal(back, table, check_exact=True)


@settings(max_examples=100, deadline=None)
@given(tables())
def test_no_cell_begins_a_formula(table: pd.DataFrame) -> None:
    for name in ("csv", "csv-links"):
        for row in csv.reader(io.StringIO(written(table, name).decode("utf-8"), newline="")):
            assert all(cell[:1] not in tuple("=+-@\t\r\n＝＋－＠") for cell in row if cell)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+33", "'+33"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'tis", "'tis"),
        ("«=»", "«=»"),
        ("", ""),
    ],
)
def test_formulas_get_an_apostrophe(text: str, cell: str) -> None:
    assert guarded(text) == cell
    assert unguarded(cell) == text


@settings(deadline=None)
@given(st.lists(NASTY | st.text(max_size=3)).map("".join))
def test_the_apostrophe_is_undone_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_links_have_one_row_each_with_every_attribute() -> None:
    table = sample_table(hostile=True)
    network = build_network(table)
    found = rows(written(table, "csv-links"))
    assert len(found) == network.number_of_edges() == 27
    for row, (source, target, data) in zip(found, network.edges(data=True), strict=True):
        assert (unguarded(row["source"]), unguarded(row["target"])) == (source, target)
        assert row["source_kind"] == network.nodes[source][net.KIND]
        assert json.loads(row["quotes"]) == data[net.QUOTES]
        assert int(row["weight"]) == data[net.WEIGHT]
        assert row["amount"] == ("" if data[net.AMOUNT] is None else f"{data[net.AMOUNT]:.0f}")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a,b\r\n1,2\r\n",
        b"\xff\xfe\x00",
        written(sample_table()).replace(b"\r\n", b",too many\r\n", 3),
        ",".join(CLAIM_COLUMNS).encode() + b"\r\n" + b",".join([b"x"] * len(CLAIM_COLUMNS)) + b"\r\n",
        ",".join(CLAIM_COLUMNS).encode() + b'\r\n"never closed',
    ],
)
def test_another_file_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(UsageError) as refused:
        read_claims(data)
    assert "\n" not in str(refused.value)
