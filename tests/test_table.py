"""The table of claims and its CSV."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import replace

import pandas as pd

from graph.model import Article, Claim
from graph.table import COLUMNS, CSV_COLUMNS, claims_csv, claims_table

ARTICLE = Article("0" * 16, "a.txt", "Bertin, « la banque », rachète Lumio.", ())
CLAIM = Claim(
    article=ARTICLE.id,
    source="Bertin",
    source_kind="company",
    relation="acquires",
    target="Lumio",
    target_kind="company",
    status="asserted",
    char_start=0,
    char_end=len(ARTICLE.text),
    quote=ARTICLE.text,
    trigger="rachète",
    trigger_start=23,
    trigger_end=30,
    rule="acquires.verb",
    confidence=0.9,
)


def test_columns_are_those_of_the_command_line_contract() -> None:
    contract = (
        "article,source,source_kind,relation,target,target_kind,status,speaker,role,amount,currency,date,"
        "char_start,char_end,quote,trigger,rule,confidence"
    )
    assert ",".join(CSV_COLUMNS) == contract
    assert claims_csv(claims_table([])) == contract + "\n"
    assert tuple(claims_table([]).columns) == COLUMNS


def test_the_unknown_is_an_empty_text_and_an_amount_that_is_no_number() -> None:
    row = claims_table([(ARTICLE, CLAIM)]).iloc[0]
    assert [row[name] for name in ("speaker", "role", "currency", "date", "title", "outlet", "url")] == [""] * 7
    assert pd.isna(row["amount"])


def test_an_empty_table_has_the_same_types() -> None:
    assert dict(claims_table([]).dtypes) == dict(claims_table([(ARTICLE, CLAIM)]).dtypes)


def test_rows_come_in_one_order_however_they_were_given() -> None:
    other = replace(ARTICLE, id="1" * 16, name="b.txt")
    pairs = [
        (ARTICLE, replace(CLAIM, char_start=0)),
        (ARTICLE, replace(CLAIM, char_start=9)),
        (ARTICLE, replace(CLAIM, char_start=9, source="Zoé")),
        (ARTICLE, replace(CLAIM, char_start=9, source="Zoé", relation="owns")),
        (ARTICLE, replace(CLAIM, char_start=100)),
        (replace(other, name="a.txt"), replace(CLAIM, article=other.id, char_start=100)),
        (other, replace(CLAIM, article=other.id)),
    ]
    for seed in range(5):
        shuffled = random.Random(seed).sample(pairs, len(pairs))
        pd.testing.assert_frame_equal(claims_table(shuffled), claims_table(pairs))
    table = claims_table(pairs)
    assert list(table["article"]) == ["a.txt"] * 6 + ["b.txt"]
    assert list(table["char_start"]) == [0, 9, 9, 9, 100, 100, 0]


def test_csv_reads_back_with_whole_amounts_written_whole() -> None:
    claims = [replace(CLAIM, amount=15_000_000.0, currency="EUR"), replace(CLAIM, amount=12.5, currency="%", role="x")]
    rows = list(csv.DictReader(io.StringIO(claims_csv(claims_table((ARTICLE, claim) for claim in claims)))))
    assert {row["amount"] for row in rows} == {"15000000", "12.5"}
    assert {row["confidence"] for row in rows} == {"0.9"}
    assert {row["quote"] for row in rows} == {ARTICLE.text}
    assert all(ARTICLE.text[int(row["char_start"]) : int(row["char_end"])] == row["quote"] for row in rows)
