"""Mentions in context: the words around each, never beyond its paragraph, and every way of naming an actor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.mentions import AROUND, Context, by_actor, contexts, spellings
from graph.model import Article, Mention, Passage

TEXT = "Un titre\n\nHier, la banque a vendu sa part.  Elle en gardait peu."


def article(text: str = TEXT, *parts: Passage) -> Article:
    return Article(id="a" * 16, name="a.txt", text=text, passages=parts)


def mention(text: str, within: str = TEXT, form: str = "name") -> Mention:
    start = within.index(text)
    return Mention(start, start + len(text), "Banque", form)  # type: ignore[arg-type]


def around(one: Mention, whole: Article, width: int = AROUND) -> Context:
    (found,) = contexts([(whole.id, one)], {whole.id: whole}, width)
    return found


def test_a_mention_stands_between_its_words() -> None:
    parts = Passage(0, 8, "title"), Passage(10, len(TEXT), "paragraph")
    found = around(mention("la banque"), article(TEXT, *parts))
    assert (found.before, found.text, found.after) == ("Hier, ", "la banque", " a vendu sa part. Elle en gardait peu.")
    assert found.start == TEXT.index("la banque")


@pytest.mark.parametrize(
    ("width", "before", "after"),
    [
        (6, "Hier, ", " a …"),
        (4, "…ier, ", " a …"),
        (9, "Hier, ", " a vendu …"),
        (60, "Hier, ", " a vendu sa part. Elle en gardait peu."),
    ],
)
def test_words_are_cut_between_words_when_there_is_room(width: int, before: str, after: str) -> None:
    parts = Passage(0, 8, "title"), Passage(10, len(TEXT), "paragraph")
    found = around(mention("la banque"), article(TEXT, *parts), width)
    assert (found.before, found.after) == (before, after)


def test_without_paragraphs_the_whole_text_is_around() -> None:
    assert around(mention("la banque"), article()).before == "Un titre Hier, "


@pytest.mark.parametrize("span", [(-1, 4), (5, 5), (60, 900)])
def test_a_mention_outside_its_text_is_left_out(span: tuple[int, int]) -> None:
    whole = article()
    assert contexts([(whole.id, Mention(*span, "Banque", "name"))], {whole.id: whole}) == ()
    assert contexts([("other", mention("la banque"))], {whole.id: whole}) == ()


@given(st.text(max_size=200), st.integers(0, 200), st.integers(1, 40), st.integers(1, 80))
def test_context_is_part_of_the_text_and_never_long(text: str, start: int, length: int, width: int) -> None:
    whole = article(text)
    for found in contexts([(whole.id, Mention(start, start + length, "x", "name"))], {whole.id: whole}, width):
        line = "".join(text.split())
        for side in (found.before, found.after):
            assert "".join(side.strip("…").split()) in line
            assert len(side) <= width + 2
            assert "\n" not in side


def test_spellings_count_each_way_names_first() -> None:
    ways = [("Banque", "name"), ("L'établissement", "description"), ("l’établissement", "description")]
    ways += [("Elle", "pronoun"), ("Banque", "name"), ("BV", "name")]
    found = spellings(Context("a", 0, "", text, "", form) for text, form in ways)
    assert [(one.text, one.form, one.times) for one in found] == [
        ("Banque", "name", 2),
        ("BV", "name", 1),
        ("l’établissement", "description", 2),
        ("elle", "pronoun", 1),
    ]


def test_each_actor_has_its_own_mentions_in_order() -> None:
    one, other = Mention(0, 2, "A", "name"), Mention(3, 5, "B", "pronoun")
    assert by_actor([("x", [one, other]), ("y", [one])]) == {"A": (("x", one), ("y", one)), "B": (("x", other),)}
