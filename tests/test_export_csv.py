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
from graph.export.csv import CLAIM_COLUMNS, guarded, read_claims, read_network, unguarded
from graph.network import Network, background, build_network
from graph.table import CSV_COLUMNS
from tests.samples import sample_actors, sample_table
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
    for name in ("csv", "csv-links", "csv-actors"):
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


def files(network: Network, table: pd.DataFrame) -> tuple[bytes, bytes]:
    return to_bytes("csv-links", network, table), to_bytes("csv-actors", network, table)


def assert_same(back: Network, network: Network) -> None:
    """Equal nodes, edges and attributes, types and order included."""
    assert list(back.nodes(data=True)) == list(network.nodes(data=True))
    assert list(back.edges(keys=True, data=True)) == list(network.edges(keys=True, data=True))
    for (_, _, one), (_, _, other) in zip(back.edges(data=True), network.edges(data=True), strict=True):
        assert [type(value) for value in one.values()] == [type(value) for value in other.values()]


@pytest.mark.parametrize("hostile", [False, True])
def test_a_network_opens_again_from_links_and_actors(hostile: bool) -> None:
    table = sample_table(hostile)
    network = build_network(table, background(table, sample_actors()))
    assert_same(read_network(*files(network, table)), network)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_any_network_opens_again(table: pd.DataFrame) -> None:
    network = build_network(table)
    assert_same(read_network(*files(network, table)), network)


def test_a_part_of_a_network_opens_again_with_the_kinds_and_roles_of_the_whole() -> None:
    table = sample_table()
    network = build_network(table[table["relation"] == "supports"], background(table, sample_actors()))
    assert_same(read_network(*files(network, table)), network)


def test_more_quotes_than_the_standard_library_takes_in_a_cell_are_read() -> None:
    table = sample_table().iloc[:1].copy()
    table["quote"] = pd.Series(["é" * 200_000], index=table.index, dtype=object)
    network = build_network(table)
    assert_same(read_network(*files(network, table)), network)
    pd.testing.assert_frame_equal(read_claims(written(table)), table)


def test_degrees_are_counted_anew_when_a_row_was_taken_out() -> None:
    table = sample_table()
    links, actors = files(build_network(table), table)
    fewer = read_network(b"".join(links.splitlines(keepends=True)[:2]), actors)
    assert fewer.number_of_edges() == 1
    assert sorted(degree for _, degree in fewer.nodes(data=net.DEGREE) if degree) == [1, 1]


LINKS, ACTORS = files(build_network(sample_table()), sample_table())


@pytest.mark.parametrize(
    ("links", "actors", "told"),
    [
        (ACTORS, ACTORS, "no CSV of links"),
        (LINKS, LINKS, "no CSV of actors"),
        (b"", ACTORS, "no CSV of links; its columns must be source"),
        (LINKS, b"\x81", "no CSV of actors .* export it again as « csv-actors »"),
        (LINKS + LINKS.split(b"\r\n", 1)[1], ACTORS, "row 29 of links: the link « .* is there twice"),
        (LINKS, ACTORS + ACTORS.split(b"\r\n", 1)[1], "row 15 of actors: the name « .* there twice"),
        (LINKS, ACTORS.split(b"\r\n", 1)[0] + b"\r\n", "is not among the actors; add a row"),
        (LINKS, ACTORS.replace(b"Banque Vauclair,company", b"Banque Vauclair,media"), "source_kind of .* is media"),
        (LINKS.replace(b",owns,", b",ownz,"), ACTORS, "relation « ownz » is unknown; there are: partners_with"),
        (LINKS.replace(b",denied,", b",maybe,"), ACTORS, "status « maybe » is unknown"),
        (LINKS, ACTORS.replace(b",company,", b",firm,"), "kind « firm » is unknown"),
        (LINKS, ACTORS.replace(b",[],", b",a b,", 1), r"row \d+ of actors: aliases « a b » cannot be read; write \["),
        (LINKS, ACTORS.replace(b",[],", b",[1],", 1), r"aliases « \[1\] » cannot be read"),
        (LINKS, ACTORS.replace(b",[],", rb',"[""\ud800""]",', 1), "aliases .* cannot be read"),
        (LINKS.replace(b",0.55", b",high"), ACTORS, "confidence « high » cannot be read; write a number"),
        (LINKS.replace(b",15000000,", b",nan,"), ACTORS, "amount « nan » cannot be read; write a number"),
        (LINKS.replace(b",denied,1,", b",denied,one,"), ACTORS, "weight « one » cannot be read; write a number"),
    ],
)
def test_changed_files_are_refused_with_the_row_at_fault(links: bytes, actors: bytes, told: str) -> None:
    with pytest.raises(UsageError, match=told) as refused:
        read_network(links, actors)
    assert "\n" not in str(refused.value)


def saved_by_a_spreadsheet(data: bytes, separator: str, encoding: str) -> bytes:
    """The file as a spreadsheet saves it: other separator and encoding, columns moved, one added, decimal commas."""
    found = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    numbers = {found[0].index(name) for name in ("amount", "confidence")}
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    for number, row in enumerate(found):
        cells = [cell.replace(".", ",") if number and n in numbers else cell for n, cell in enumerate(row)]
        writer.writerow([*reversed(cells), "remarque"])
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_what_a_spreadsheet_saves_reads_back_equal(separator: str, encoding: str) -> None:
    table = sample_table()
    pd.testing.assert_frame_equal(read_claims(saved_by_a_spreadsheet(written(table), separator, encoding)), table)
