"""Parquet of the claims for pandas, DuckDB, R and Polars: every column typed, an unknown amount null, no text changed.

What was selected, when, and from which articles stands in the file's key-value metadata.
"""

from __future__ import annotations

import json
from typing import BinaryIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from graph.export import looks
from graph.export.format import Context, Format
from graph.network import Network
from graph.table import COLUMNS, NUMBERS, OFFSETS


def write(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write one row per claim with the columns of ``graph.table.COLUMNS``; same input, same bytes."""
    kinds = dict.fromkeys(OFFSETS, pa.int64()) | dict.fromkeys(NUMBERS, pa.float64())
    about = {
        "generator": looks.GENERATOR,
        "selection": context.selection,
        "when": looks.day(context),
        "articles": json.dumps(list(looks.articles(claims, context)), ensure_ascii=False),
    }
    schema = pa.schema([pa.field(name, kinds.get(name, pa.string())) for name in COLUMNS], metadata=about)
    columns = [pa.array(claims[field.name], field.type, from_pandas=True) for field in schema]
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), out)


FORMATS = (
    Format(
        name="parquet",
        extension=".parquet",
        mime="application/vnd.apache.parquet",
        label={"fr": "Parquet (passages)", "en": "Parquet (passages)"},
        good_for={
            "fr": "pandas, DuckDB, R : une ligne par passage, colonnes typées, fichier compact",
            "en": "pandas, DuckDB, R: one row per passage, typed columns, a small file",
        },
        write=write,
    ),
)
