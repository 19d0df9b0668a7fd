"""Dates in French press, absolute or against the article's own date, and what only looks like one."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.dates import DateReader
from graph.lexicon import load_lexicon

READER = DateReader(load_lexicon())
TUESDAY = "2024-02-27"
ALWAYS = [
    ("le 26 février 2024", "26 février 2024", "2024-02-26"),
    ("le lundi 26 février 2024", "lundi 26 février 2024", "2024-02-26"),
    ("le 1er mars 2023", "1er mars 2023", "2023-03-01"),
    ("le 1ᵉʳ mars 2023", "1ᵉʳ mars 2023", "2023-03-01"),
    ("le 29 février 2024", "29 février 2024", "2024-02-29"),
    ("LE 3 MARS 2024", "3 MARS 2024", "2024-03-03"),
    ("le 26/02/2024", "26/02/2024", "2024-02-26"),
    ("le 26.02.2024", "26.02.2024", "2024-02-26"),
    ("depuis 2024-02-26", "2024-02-26", "2024-02-26"),
    ("en juin 2023", "juin 2023", "2023-06"),
    ("Juin 2023 : tout change", "Juin 2023", "2023-06"),
    ("à la mi-juin 2023", "juin 2023", "2023-06"),
    ("en août 2019", "août 2019", "2019-08"),
    ("en 2023", "2023", "2023"),
    ("En 2023, tout change", "2023", "2023"),
    ("fin 2023", "2023", "2023"),
    ("à la mi-2023", "2023", "2023"),
    ("au premier trimestre 2023", "2023", "2023"),
    ("à l'été 2023", "2023", "2023"),
    ("d'ici à 2030", "2030", "2030"),
    ("d’ici 2030", "2030", "2030"),
]
RELATIVE = [
    ("le 26 février", "26 février", "2024-02-26"),
    ("le 1er mars", "1er mars", "2024-03-01"),  # two days after the article: no year back
    ("le 26 février dernier", "26 février dernier", "2024-02-26"),
    ("le 3 novembre", "3 novembre", "2023-11-03"),
    ("lundi", "lundi", "2024-02-26"),
    ("Lundi, la banque a cédé", "Lundi", "2024-02-26"),
    ("mardi", "mardi", "2024-02-27"),  # the day of the article
    ("mardi dernier", "mardi dernier", "2024-02-20"),
    ("mercredi", "mercredi", "2024-02-21"),
    ("mardi prochain", "mardi prochain", "2024-03-05"),
    ("lundi 19 février", "lundi 19 février", "2024-02-19"),  # one date, not two
    ("hier", "hier", "2024-02-26"),
    ("avant-hier", "avant-hier", "2024-02-25"),
    ("aujourd’hui", "aujourd’hui", "2024-02-27"),
    ("demain", "demain", "2024-02-28"),
    ("après-demain", "après-demain", "2024-02-29"),
    ("en janvier dernier", "janvier dernier", "2024-01"),
    ("en février dernier", "février dernier", "2023-02"),
    ("en décembre dernier", "décembre dernier", "2023-12"),
    ("en septembre prochain", "septembre prochain", "2024-09"),
    ("en janvier prochain", "janvier prochain", "2025-01"),
    ("mi-janvier", "janvier", "2024-01"),
    ("en décembre", "décembre", "2023-12"),
    ("en février", "février", "2024-02"),
    ("en avril", "avril", "2024-04"),  # soon: the coming one
    ("en juin", "juin", "2023-06"),  # not soon: the last one
    ("depuis mars", "mars", "2024-03"),
    ("l'an dernier", "l'an dernier", "2023"),
    ("L’année dernière", "L’année dernière", "2023"),
    ("l'an passé", "l'an passé", "2023"),
    ("cette année", "cette année", "2024"),
    ("l’an prochain", "l’an prochain", "2025"),
    ("l'année prochaine", "l'année prochaine", "2025"),
    ("le mois dernier", "le mois dernier", "2024-01"),
    ("ce mois-ci", "ce mois-ci", "2024-02"),
    ("le mois prochain", "le mois prochain", "2024-03"),
]
NEVER = [
    "le groupe Mars",
    "la sonde vers Mars",
    "Mars rachète une confiserie",
    "Avril Dutilleux",
    "mai 68",
    "le 31 février 2024",
    "le 32 mars 2024",
    "le 0 mars 2024",
    "le 29 février 2023",
    "le 31/02/2024",
    "le 31 avril",
    "version 1.2.2024.7",
    "2024",
    "2 000 salariés",
    "en 2024 %",
    "en 12 mois",
    "la rentrée",
    "un samediste",
    "",
]
PUBLISHED = st.dates(date(1900, 1, 1), date(2100, 12, 31)).flatmap(
    lambda day: st.sampled_from([day.isoformat(), f"{day:%Y-%m}", f"{day:%Y}", None])
)
PIECES = st.lists(
    st.sampled_from(
        [*READER.months, *READER.weekdays, "en", "le", "mi-", "fin", "1er", "31", "29", "2024", "1899", "dernier",
         "prochain", "hier", "l’an", "juın", "marſ", "0", "/02/", "-", ".", "’"]
    )
)  # fmt: skip


@pytest.mark.parametrize("published", [None, "2021", "2021-07", "2021-07-14"])
@pytest.mark.parametrize(("text", "printed", "iso"), ALWAYS)
def test_an_absolute_date_needs_no_article_date(text: str, printed: str, iso: str, published: str | None) -> None:
    (dated,) = READER.find(text, published)
    assert (dated.iso, text[dated.start : dated.end]) == (iso, printed)


@pytest.mark.parametrize(("text", "printed", "iso"), RELATIVE)
def test_a_relative_date_resolves_against_the_article(text: str, printed: str, iso: str) -> None:
    (dated,) = READER.find(text, TUESDAY)
    assert (dated.iso, text[dated.start : dated.end]) == (iso, printed)


@pytest.mark.parametrize("text", [text for text, _, _ in RELATIVE])
def test_a_relative_date_without_article_date_stays_unknown(text: str) -> None:
    assert READER.find(text, None) == []


@pytest.mark.parametrize("text", NEVER)
def test_no_date(text: str) -> None:
    assert READER.find(text, TUESDAY) == []


def test_precision_of_the_article_bounds_what_resolves() -> None:
    said = "hier, lundi, en janvier et l'an dernier"
    assert [d.iso for d in READER.find(said, "2024-02")] == ["2024-01", "2023"]
    assert [d.iso for d in READER.find(said, "2024")] == ["2023"]


def test_over_the_turn_of_the_year() -> None:
    assert [d.iso for d in READER.find("en décembre, en janvier, le 30 décembre, hier", "2024-01-01")] == [
        "2023-12", "2024-01", "2023-12-30", "2023-12-31",
    ]  # fmt: skip
    assert [d.iso for d in READER.find("en janvier", "2024-12-20")] == ["2025-01"]


@given(st.text() | PIECES.map(" ".join), PUBLISHED)
def test_any_text_gives_valid_dates_that_lie_in_it(text: str, published: str | None) -> None:
    end = 0
    for dated in READER.find(text, published):
        assert end <= dated.start < dated.end <= len(text)
        assert re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", dated.iso)
        date.fromisoformat((dated.iso + "-01-01")[:10])
        end = dated.end
