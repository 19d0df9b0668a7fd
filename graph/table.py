"""Claims as a table: the rows that the command line writes, and that network, filters and exports read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from graph.model import Article, Claim

CSV_COLUMNS = (
    "article",
    "source",
    "source_kind",
    "relation",
    "target",
    "target_kind",
    "status",
    "speaker",
    "role",
    "amount",
    "currency",
    "date",
    "char_start",
    "char_end",
    "quote",
    "trigger",
    "rule",
    "confidence",
)
MORE_COLUMNS = ("article_id", "title", "outlet", "url", "published", "genre", "trigger_start", "trigger_end")
COLUMNS = CSV_COLUMNS + MORE_COLUMNS
OFFSETS = ("char_start", "char_end", "trigger_start", "trigger_end")
NUMBERS = ("amount", "confidence")
ORDER = ["article", "char_start", "source", "relation", "target"]
# Ties are broken too, so that the same claims give the same bytes in whatever order they came.
TIES = ["article_id", "char_end", "trigger_start", "trigger_end", "status", "rule"]


def claims_table(pairs: Iterable[tuple[Article, Claim]]) -> pd.DataFrame:
    """One row per claim, columns ``COLUMNS``, ordered by article name, char_start, source, relation, target.

    ``article`` is the file's name. What is unknown is "" in text columns and NaN in ``amount``.
    """
    table = pd.DataFrame([_row(article, claim) for article, claim in pairs], columns=list(COLUMNS))
    for column in COLUMNS:
        if column in OFFSETS:
            table[column] = table[column].astype("int64")
        elif column in NUMBERS:
            table[column] = table[column].astype("float64")
        else:
            table[column] = table[column].fillna("").astype(object)
    return table.sort_values(ORDER + TIES, kind="stable").reset_index(drop=True)


def claims_csv(table: pd.DataFrame) -> str:
    """The table as CSV text with the columns ``CSV_COLUMNS``, lines ended by LF, whole amounts without « .0 »."""
    written = table[list(CSV_COLUMNS)].copy()
    written["amount"] = [_number(value) for value in written["amount"]]
    written["confidence"] = [_number(value) for value in written["confidence"]]
    text: str = written.to_csv(index=False, lineterminator="\n")
    return text


def _row(article: Article, claim: Claim) -> dict[str, Any]:
    row: dict[str, Any] = {
        "article": article.name,
        "article_id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "url": article.url,
        "published": article.published,
        "genre": article.genre,
    }
    for name in COLUMNS:
        if name not in row:
            row[name] = getattr(claim, name)
    return row


def _number(value: float) -> str:
    if pd.isna(value):
        return ""
    return str(int(value)) if value == int(value) else repr(float(value))
