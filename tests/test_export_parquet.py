"""Parquet: pandas and DuckDB read the table back as it was, types included."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings

from graph.errors import ExportError
from graph.export import Context, to_bytes
from graph.network import build_network
from graph.table import COLUMNS, NUMBERS, OFFSETS
from tests.samples import sample_table
from tests.strategies import tables


def written(table: pd.DataFrame, context: Context | None = None) -> bytes:
    return to_bytes("parquet", build_network(table), table, context)


def as_it_was(back: pd.DataFrame) -> pd.DataFrame:
    """The table that a reader gives, with texts as objects as in ours; the kinds of all columns are checked."""
    texts = [name for name in COLUMNS if name not in (*OFFSETS, *NUMBERS)]
    assert all(pd.api.types.is_string_dtype(back[name]) for name in texts)
    return back.astype(dict.fromkeys(texts, object))


def by_pandas(data: bytes) -> pd.DataFrame:
    return as_it_was(pd.read_parquet(BytesIO(data)))


def by_duckdb(data: bytes, folder: Path) -> pd.DataFrame:
    path = folder / "claims.parquet"
    path.write_bytes(data)
    with duckdb.connect() as base:
        return as_it_was(base.read_parquet(str(path)).df())


@pytest.mark.parametrize("hostile", [False, True])
def test_pandas_and_duckdb_read_back_equal(hostile: bool, tmp_path: Path) -> None:
    table = sample_table(hostile)
    pd.testing.assert_frame_equal(by_pandas(written(table)), table)
    pd.testing.assert_frame_equal(by_duckdb(written(table), tmp_path), table)


@settings(max_examples=60, deadline=None)
@given(table=tables())
def test_any_table_reads_back_equal(table: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> None:
    data = written(table)
    pd.testing.assert_frame_equal(by_pandas(data), table, check_exact=True)
    pd.testing.assert_frame_equal(by_duckdb(data, tmp_path_factory.mktemp("any")), table, check_exact=True)


def test_an_unknown_amount_is_null_and_an_empty_text_is_not(tmp_path: Path) -> None:
    path = tmp_path / "claims.parquet"
    path.write_bytes(written(sample_table()))
    with duckdb.connect() as base:
        told = base.execute(
            "select count(*), count(amount), count(speaker), sum(amount) from read_parquet($1) where currency <> '%'",
            [str(path)],
        ).fetchone()
    assert told == (29, 4, 29, 45_000_000)


def test_the_table_of_a_selection_is_read_without_its_index() -> None:
    table = sample_table()
    part = table[table["relation"] == "supports"]
    pd.testing.assert_frame_equal(by_pandas(written(part)), part.reset_index(drop=True))


def test_the_file_says_what_was_selected_when_and_from_which_articles() -> None:
    context = Context("Toutes les relations, « é ».", "2024-04-01", "en")
    told = pq.read_schema(BytesIO(written(sample_table(), context))).metadata
    assert told[b"selection"].decode() == "Toutes les relations, « é »."
    assert told[b"when"] == b"2024-04-01"
    articles = json.loads(told[b"articles"])
    assert len(articles) == 5
    assert articles[0].startswith("a-quai.txt, « La banque monte à bord », La Gazette du Port, 14 November 2023")


def test_the_same_input_gives_the_same_bytes() -> None:
    assert written(sample_table()) == written(sample_table())


def test_a_date_that_is_no_day_is_refused() -> None:
    with pytest.raises(ExportError, match="avril"):
        written(sample_table(), Context(when="avril"))


def test_half_a_character_is_refused_by_its_text() -> None:
    table = sample_table()
    table["quote"] = pd.Series(["moitié \ud800"] * len(table), dtype=object)
    with pytest.raises(ExportError, match=r"moitié .*ud800.* holds half a character"):
        to_bytes("parquet", build_network(sample_table()), table)
