"""Amounts in French press: what is read, what only looks like one, and that no text makes the reader stumble."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extraction.money import MoneyReader
from graph.lexicon import load_lexicon

READER = MoneyReader(load_lexicon())
FOUND = [
    ("15 millions d'euros", 15e6, "EUR"),
    ("15 millions d’euros", 15e6, "EUR"),
    ("15 MILLIONS D'EUROS", 15e6, "EUR"),
    ("385 M€", 385e6, "EUR"),
    ("385M€", 385e6, "EUR"),
    ("1,8 milliard d'euros", 1.8e9, "EUR"),
    ("1,8 milliard", 1.8e9, None),
    ("150 M€", 150e6, "EUR"),
    ("13 milliards de dollars", 13e9, "USD"),
    ("13 milliards supplémentaires de dollars", 13e9, "USD"),
    ("2,5 Mds€", 2.5e9, "EUR"),
    ("2,5 Mds d'euros", 2.5e9, "EUR"),
    ("3 Md€", 3e9, "EUR"),
    ("500 000 euros", 500_000, "EUR"),
    ("500\u202f000\u00a0€", 500_000, "EUR"),
    ("1 250 000 euros", 1_250_000, "EUR"),
    ("un milliard d'euros", 1e9, "EUR"),
    ("Un milliard de dollars", 1e9, "USD"),
    ("quinze millions d'euros", 15e6, "EUR"),
    ("quinze millions", 15e6, None),
    ("deux cent cinquante millions d'euros", 250e6, "EUR"),
    ("quatre-vingt-dix millions d'euros", 90e6, "EUR"),
    ("quatre-vingts millions d'euros", 80e6, "EUR"),
    ("cent quatre-vingt-douze millions d'euros", 192e6, "EUR"),
    ("vingt et un millions d'euros", 21e6, "EUR"),
    ("mille deux cents euros", 1200, "EUR"),
    ("deux mille cinq cents euros", 2500, "EUR"),
    ("un demi-milliard d'euros", 5e8, "EUR"),
    ("un milliard et demi d'euros", 1.5e9, "EUR"),
    ("un euro", 1, "EUR"),
    ("300 M$", 300e6, "USD"),
    ("$15 millions", 15e6, "USD"),
    ("€4,2 milliards", 4.2e9, "EUR"),
    ("30 millions de livres", 30e6, "GBP"),
    ("40 millions de francs suisses", 40e6, "CHF"),
    ("40 MILLIONS DE FRANCS SUISSES", 40e6, "CHF"),
    ("1.200 millions d'euros", 1.2e9, "EUR"),
    ("0,5 million d'euros", 5e5, "EUR"),
    ("50 millions", 50e6, None),
    ("18 %", 18, "%"),
    ("18%", 18, "%"),
    ("18,5 %", 18.5, "%"),
    ("dix pour cent", 10, "%"),
]
SURROUNDED = [
    "Le groupe a versé {}.",
    "({}) pour la banque",
    "Pas moins de {}, selon elle",
    "Quelque {} dans ce projet",
    "en 2024 : {} dont la moitié",
]
NOTHING = [
    "4 millions de clients",
    "deux millions d’abonnés",
    "4 millions et demi de foyers",
    "10 millions supplémentaires de voyageurs",
    "50 millions de francs",  # a currency that the vocabulary does not know is not guessed
    "2024",
    "en 2024",
    "3 000 salariés",
    "3 000",
    "quelques millions d'euros",
    "des centaines de millions d'euros",
    "une dizaine de millions d’euros",
    "l'A320 eurocopter",
    "une levée de fonds en euros",
    "un million de fois",
    "le GPT4 M6",
    "la norme 1.2.3 %",
    "15 eurodéputés",
    "",
]
FRENCH = st.text(alphabet="0123456789,. €$%MdsIıſ\u00a0\u202f-'’éunxcingtqalorepbh\n", max_size=60)
WORDS = st.lists(st.sampled_from([*READER.scales, *READER.currencies, *READER.numerals, "et", "demi", "-", "d’", "3"]))


@pytest.mark.parametrize("around", SURROUNDED)
@pytest.mark.parametrize(("text", "value", "currency"), FOUND)
def test_reads_an_amount(text: str, value: float, currency: str | None, around: str) -> None:
    sentence = around.format(text)
    (amount,) = READER.find(sentence)
    assert (amount.value, amount.currency) == (value, currency)
    assert sentence[amount.start : amount.end] == text


@pytest.mark.parametrize("text", NOTHING)
def test_reads_no_amount(text: str) -> None:
    assert READER.find(text) == []


def test_reads_several_amounts_in_order() -> None:
    found = READER.find("Pour 385 M€, dont 40 millions, elle prend 18,5 % ; la banque a mis 2 milliards de dollars.")
    assert [(a.value, a.currency) for a in found] == [(385e6, "EUR"), (40e6, None), (18.5, "%"), (2e9, "USD")]


def test_of_a_range_the_upper_end_is_read() -> None:
    assert [(a.value, a.currency) for a in READER.find("entre 10 et 15 millions d'euros")] == [(15e6, "EUR")]


@given(st.text() | FRENCH | WORDS.map(" ".join))
def test_any_text_gives_amounts_that_lie_in_it(text: str) -> None:
    end = 0
    for amount in READER.find(text):
        assert end <= amount.start < amount.end <= len(text)
        assert amount.value >= 0
        assert text[amount.start : amount.end].strip()
        end = amount.end
