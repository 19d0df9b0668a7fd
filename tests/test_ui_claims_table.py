"""The table of claims: which columns an address asks for, and what its rows say."""

from __future__ import annotations

import pytest

from graph.ontology import load_ontology
from graph.ui.claims_table import COLUMNS, USUAL, chosen_columns, claims_frame
from tests.samples import sample_table


@pytest.mark.parametrize(
    ("told", "columns"),
    [
        ("", USUAL),
        ("quote,source", ("source", "quote")),  # in the order of the table
        ("rule,rule,unknown", ("rule",)),
        ("unknown", USUAL),
        ("Source", USUAL),
        (",".join(COLUMNS), COLUMNS),
    ],
)
def test_the_address_tells_the_columns_and_what_is_unknown_is_ignored(told: str, columns: tuple[str, ...]) -> None:
    assert chosen_columns(told) == columns


def test_a_row_a_claim_in_words() -> None:
    claims = sample_table()
    frame = claims_frame(claims, load_ontology(), "en")
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame.index) == list(claims.index)
    first = frame[frame["relation"] == "invests in"].iloc[0]
    assert (first["status"], first["speaker"], first["amount"]) == ("Stated", "un proche du dossier", 15_000_000)
    assert first["article"] == "La banque monte à bord"  # its title, not its file


def test_an_article_without_title_is_named_by_its_file_and_a_sentence_stands_on_one_line() -> None:
    claims = sample_table()
    claims["title"], claims["quote"] = "", "Une phrase\nsur deux  lignes."
    frame = claims_frame(claims, load_ontology(), "fr")
    assert set(frame["article"]) == set(claims["article"])
    assert set(frame["quote"]) == {"Une phrase sur deux lignes."}
