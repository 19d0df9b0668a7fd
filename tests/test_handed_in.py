"""File names made harmless, and pasted text with its title, outlet and date."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.articles import parse_article
from graph.handed_in import LONGEST_ARTICLE, LONGEST_NETWORK, NAME_LENGTH, file_name, longest, pasted

PRINTED = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60).filter(
    lambda text: any(character.isalpha() for character in text)
)


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("note.txt", "note.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\articles\\note.md", "note.md"),
        ("note\u202etxt.exe", "notetxt.exe"),
        ("a\x00b\n.txt", "ab.txt"),
        ("<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>.txt"),
        ("", "?"),
        ("/", "?"),
        ("é" * 500 + ".txt", "é" * (NAME_LENGTH - 4) + ".txt"),
    ],
)
def test_a_file_name_is_one_short_printable_line(given_name: str, name: str) -> None:
    assert file_name(given_name) == name


@given(st.text())
def test_any_file_name_stays_short_and_printable(name: str) -> None:
    made = file_name(name)
    assert 0 < len(made) <= NAME_LENGTH
    assert "/" not in made
    assert made.isprintable() or all(character.isprintable() or character.isspace() for character in made)


@given(title=PRINTED, outlet=PRINTED)
def test_what_is_told_of_a_pasted_text_is_read_back(title: str, outlet: str) -> None:
    name, data = pasted("Orange rachète une start-up lyonnaise.", "Texte collé 1", title, f"{outlet}é", "2024-02-26")
    article = parse_article(name, data)
    assert (article.title, article.published) == (title, "2024-02-26")
    assert article.text.endswith("Orange rachète une start-up lyonnaise.")
    assert article.outlet


@pytest.mark.parametrize(
    "title", ["a: b", '" onload="x', "--- ", "- liste", "'; DROP TABLE", "{a: [b", "😀 été", "null", "2024"]
)
def test_a_title_is_never_taken_for_yaml(title: str) -> None:
    article = parse_article(*pasted("Un texte assez long pour un article.", "x", title))
    assert article.title == title.strip()


def test_without_anything_told_the_text_is_all_there_is() -> None:
    name, data = pasted("Un texte.", "Texte collé 3")
    assert (name, data) == ("Texte collé 3.txt", b"Un texte.")


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("a.txt", LONGEST_ARTICLE),
        ("a.json.txt", LONGEST_ARTICLE),
        ("a.JSON", LONGEST_NETWORK),
        ("a.csv", LONGEST_NETWORK),
    ],
)
def test_an_exported_network_may_be_larger_than_an_article(name: str, most: int) -> None:
    assert longest(name) == most
