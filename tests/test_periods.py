"""Partial dates: the days they cover and their words."""

from __future__ import annotations

import pytest

from graph.periods import bounds, in_words, span_in_words


@pytest.mark.parametrize(
    ("iso", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-02-26", ("2024-02-26", "2024-02-26")),
        ("2023-02-29", None),
        ("2023-13", None),
        ("0000", None),
        ("２０２４", None),
        ("2024-2", None),
        ("hier", None),
        ("", None),
        (None, None),
    ],
)
def test_bounds(iso: str | None, days: tuple[str, str] | None) -> None:
    assert bounds(iso) == days


@pytest.mark.parametrize(
    ("iso", "french", "english"),
    [
        ("2024", "2024", "2024"),
        ("2024-08", "août 2024", "August 2024"),
        ("2024-03-01", "1er mars 2024", "1 March 2024"),
        ("2024-12-26", "26 décembre 2024", "26 December 2024"),
        ("naguère", "naguère", "naguère"),
    ],
)
def test_dates_in_words(iso: str, french: str, english: str) -> None:
    assert (in_words(iso, "fr"), in_words(iso, "en")) == (french, english)


@pytest.mark.parametrize(
    ("since", "until", "french", "english"),
    [
        ("2023-11", "2024-03", "de novembre 2023 à mars 2024", "from November 2023 to March 2024"),
        ("2023-10", "2024-08", "d’octobre 2023 à août 2024", "from October 2023 to August 2024"),
        ("2024-01", "2024-03", "de janvier à mars 2024", "from January to March 2024"),
        ("2022", "2024", "de 2022 à 2024", "from 2022 to 2024"),
        ("2022", "2024-03-01", "de 2022 au 1er mars 2024", "from 2022 to 1 March 2024"),
        ("2024-02-26", "2024-03-03", "du 26 février au 3 mars 2024", "from 26 February to 3 March 2024"),
        ("2024-02", "2024-02", "en février 2024", "in February 2024"),
        ("2024-02-26", "2024-02-26", "le 26 février 2024", "on 26 February 2024"),
        ("2024", "2024", "en 2024", "in 2024"),
        ("2024-02-26", None, "depuis le 26 février 2024", "since 26 February 2024"),
        ("2023-11", None, "depuis novembre 2023", "since November 2023"),
        (None, "2024-03-03", "jusqu’au 3 mars 2024", "until 3 March 2024"),
        (None, "2024-03", "jusqu’en mars 2024", "until March 2024"),
        (None, None, "", ""),
        ("", "", "", ""),
    ],
)
def test_spans_in_words(since: str | None, until: str | None, french: str, english: str) -> None:
    assert (span_in_words(since, until, "fr"), span_in_words(since, until, "en")) == (french, english)
