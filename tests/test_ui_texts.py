"""The interface's words: both languages whole, every text used, dates and amounts as each language writes them."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from graph.analysis import MEASURES
from graph.divergence import NATURES
from graph.looks import COLOURS
from graph.matrix import ORDERS
from graph.paths import FLAGS
from graph.selection import FACETS
from graph.texts import Words, language, texts
from graph.timeline import BY
from graph.ui.claims_table import COLUMNS
from graph.ui.frame import PLACES
from graph.ui.reading_rows import REASONS
from graph.ui.state import ROWS, VIEWS

UI = Path(__file__).resolve().parent.parent / "graph" / "ui"
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in [UI.parent / "texts.py", *sorted(UI.glob("*.py"))])
# Texts named by a value: facet_{name}, all_{facet} …
NAMED_BY_VALUE = {
    "range",  # by graph.texts itself
    *(f"facet_{name}" for name in (*FACETS, "period", "search", "confidence")),
    *(f"{start}{facet}" for start in ("all_", "") for facet in ("roles", "outlets", "articles")),
    *(f"view_{name}" for name in VIEWS),
    *(f"rows_{name}" for name in ROWS),
    *(f"order_{name}" for name in ORDERS),
    *(f"matrix_{name}" for name in ("label", "keys", "from", "to")),
    *(f"col_{name}" for name in COLUMNS),
    *(f"download_{name}" for name in ("shown", "all")),
    *(f"{start}_{kind}" for start in ("trouble", "remedy") for kind in ("store", "empty", "build")),
    "trouble_data",
    *(f"share_{name}" for name in ("button", "field", "copied", "by_hand")),
    *(f"{act}_view" for act in ("rename", "delete")),
    *(f"show_{name}" for name in ("actors", "links", "speakers")),
    *(f"nature_{nature}" for nature in NATURES),
    *(f"ask_{name}" for name in ("amount", "share", "status", "date")),
    *(f"ask_{name}" for name in ("access", "deal", "valuation", "founders", "birth")),
    *(f"size_{name}" for name in MEASURES),
    *(f"colour_{name}" for name in COLOURS),
    *(f"look_{name}" for name in ("size", "colour")),
    *(f"page_{place.name}" for place in PLACES),
    *(f"timeline_by_{name}" for name in BY),
    *(f"paths_{end}" for end in ("from", "to")),
    *(f"paths_accept_{flag}" for flag in FLAGS),
    *(f"path_tally_{name}" for name in ("single", "reported", "denied", "planned", "past")),
    *(f"path_weak_{name}" for name in ("past", "planned", "reported", "denied", "single", "contested")),
    *(f"path_remedy_{name}" for name in ("steps", "denied", "reported", "single", "without", "all")),
    *(f"figure_{name}" for name in ("links", "sources", "articles", "mentions")),
    *(f"col_{name}" for name in ("actor", "kind", "links")),
    *(f"task_{name}" for name in ("waiting", "reading", "read", "stopped")),
    *(f"failed_{name}" for name in REASONS),
    *(f"paste_no_{name}" for name in ("text", "date")),
}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(texts()))
def test_both_languages_fill_the_same_blanks(key: str) -> None:
    french, english = texts()[key]
    assert fields(french) == fields(english)
    if key != "months":
        assert french.count("|") == english.count("|") <= 1
        for text in (french, english):
            assert len({frozenset(fields(part) - {"n"}) for part in text.split("|")}) == 1


def test_every_text_is_used_and_every_used_text_exists() -> None:
    used = set(re.findall(r"""words(?:\(\))?\(\s*["'](\w+)["']""", SOURCES))
    used |= set(re.findall(r'texts\(\)\["(\w+)"\]', SOURCES))
    used |= {key for pair in re.findall(r'words\("(\w+)" if [^)]* else "(\w+)"\)', SOURCES) for key in pair}
    assert used | NAMED_BY_VALUE == set(texts())


def test_french_puts_no_break_spaces_where_they_belong() -> None:
    for key, (french, _) in texts().items():
        assert not re.search(r" [;:?!»%]|« ", french), key


@pytest.mark.parametrize(
    ("lang", "iso", "said"),
    [
        ("fr", "2024-02-26", "26\u00a0févr.\u00a02024"),
        ("fr", "2024-02", "févr.\u00a02024"),
        ("en", "2024-12-01", "1\u00a0Dec\u00a02024"),
        ("en", "2024", "2024"),
        ("fr", "2024-13", "2024"),
    ],
)
def test_dates_are_as_precise_as_known(lang: str, iso: str, said: str) -> None:
    assert Words(lang).date(iso) == said


@pytest.mark.parametrize(
    ("value", "currency", "french", "english"),
    [
        (15_000_000.0, "EUR", "15\u00a0M€", "€15m"),
        (13_000_000_000.0, "USD", "13\u00a0Md$", "$13bn"),
        (2_500_000.0, "EUR", "2,5\u00a0M€", "€2.5m"),
        (950.0, "EUR", "950\u00a0€", "€950"),
        (12.5, "%", "12,5\u00a0%", "12.5%"),
        (40_000.0, "CHF", "40\u00a0k\u00a0CHF", "CHF\u00a040k"),
        (100.0, "CHF", "100\u00a0CHF", "CHF\u00a0100"),
    ],
)
def test_amounts_are_short(value: float, currency: str, french: str, english: str) -> None:
    assert Words("fr").amount(value, currency) == french
    assert Words("en").amount(value, currency) == english


@pytest.mark.parametrize(
    ("lang", "count", "said"), [("fr", 0, "0 lien"), ("fr", 1, "1 lien"), ("fr", 1200, "1\u202f200 liens")]
)
def test_french_counts_nought_in_the_singular(lang: str, count: int, said: str) -> None:
    assert Words(lang)("links_count", n=count) == said


def test_english_counts_nought_in_the_plural() -> None:
    assert [Words("en")("links_count", n=n) for n in (0, 1, 2)] == ["0 links", "1 link", "2 links"]


@pytest.mark.parametrize(
    ("query", "locale", "lang"),
    [
        (None, "fr-CA", "fr"),
        (None, "en-GB", "en"),
        (None, "de-DE", "en"),
        (None, None, "fr"),
        ("en", "fr-FR", "en"),
        ("xx", "en-US", "en"),
    ],
)
def test_the_address_wins_over_the_browser(query: str | None, locale: str | None, lang: str) -> None:
    assert language(query, locale) == lang
