"""Where actors and claims stand in an article: nothing of the text is lost, every span is marked at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.annotation import Block, Span, annotate, spot
from graph.model import Passage
from tests.samples import sample_articles

TEXT = "Titre\n\nLe groupe Ondine rachète la jeune pousse Vauclair.\n\nPublicité\n"
LAST = TEXT.index("Publicité")
END = LAST - 2  # of the paragraph
PASSAGES = (Passage(0, 5, "title"), Passage(7, END, "paragraph"), Passage(LAST, LAST + 9, "furniture"))


def said(block: Block, text: str = TEXT) -> str:
    """A block as text: [actors] and {claims}, numbers after what they mark."""
    told = []
    for stretch in block.stretches:
        runs = "".join(
            (f"{{{text[run.start : run.end]}}}" if run.claims else text[run.start : run.end])
            + "".join(map(str, run.ends))
            for run in stretch.runs
        )
        told.append(runs if stretch.mention is None else f"[{runs}]")
    return "".join(told)


def at(part: str) -> Span:
    return Span(TEXT.index(part), TEXT.index(part) + len(part))


@pytest.mark.parametrize(
    ("mentions", "marks", "reads"),
    [
        ([], [], "Le groupe Ondine rachète la jeune pousse Vauclair."),
        (["Ondine", "Vauclair"], ["rachète"], "Le groupe [Ondine] {rachète}1 la jeune pousse [Vauclair]."),
        (["Ondine"], ["Ondine rachète"], "Le groupe [{Ondine}]{ rachète}1 la jeune pousse Vauclair."),
        (["Le groupe Ondine"], ["groupe"], "[Le {groupe}1 Ondine] rachète la jeune pousse Vauclair."),
        (["Le groupe Ondine", "Ondine"], [], "[Le groupe ][Ondine] rachète la jeune pousse Vauclair."),
        (["Le groupe Ondine", "groupe"], [], "[Le ][groupe][ Ondine] rachète la jeune pousse Vauclair."),
        (["la jeune", "jeune pousse"], [], "Le groupe Ondine rachète [la jeune][ pousse] Vauclair."),
        ([], ["rachète", "rachète"], "Le groupe Ondine {rachète}12 la jeune pousse Vauclair."),
        ([], ["Ondine rachète", "rachète la"], "Le groupe {Ondine }{rachète}1{ la}2 jeune pousse Vauclair."),
        ([], ["Titre\n\nLe groupe"], "{Le groupe} Ondine rachète la jeune pousse Vauclair."),  # noted at the title
    ],
)
def test_spans_are_marked_where_they_stand(mentions: list[str], marks: list[str], reads: str) -> None:
    block = annotate(TEXT, PASSAGES, [at(part) for part in mentions], [at(part) for part in marks])[1]
    assert said(block) == reads


def test_a_claim_is_noted_once_beside_the_first_passage_it_touches() -> None:
    blocks = annotate(TEXT, PASSAGES, [], [Span(0, 16), at("rachète"), Span(END, LAST), Span(3, 3)])
    assert [block.claims for block in blocks] == [(1, 4), (2, 3), ()]
    assert said(blocks[0]) == "{Titre}1"


def test_words_outside_the_passages_are_furniture_and_signs_are_not() -> None:
    text = "---\ntitle: x\n---\n## Titre\n\n***\n\nTexte."
    start = text.index("Titre")
    blocks = annotate(
        text, [Passage(start, start + 5, "title"), Passage(len(text) - 6, len(text), "paragraph")], [], []
    )
    assert [(block.part, text[block.start : block.end]) for block in blocks] == [
        ("furniture", "---\ntitle: x\n---\n##"),
        ("title", "Titre"),
        ("paragraph", "Texte."),
    ]


def test_overlapping_and_reversed_passages_lose_and_repeat_nothing() -> None:
    blocks = annotate("abcdef", [Passage(2, 9, "paragraph"), Passage(0, 4, "title")], [], [])
    assert [(block.start, block.end, block.part) for block in blocks] == [(0, 4, "title"), (4, 6, "paragraph")]
    assert annotate("", [], [], [Span(0, 1)]) == ()


@pytest.mark.parametrize(
    ("offset", "found"),
    [
        (at("rachète").start, (7, END, (1,))),  # a mark: its own claim, the quotation to light
        (at("pousse").start, (28, END, (2,))),  # the narrowest quotation
        (at("groupe").start, (7, END, (1,))),
        (2, (0, 5, ())),  # a passage without claims
        (6, None),  # between passages
        (-1, None),
        (len(TEXT) + 9, None),
    ],
)
def test_an_offset_points_at_a_mark_a_quotation_or_a_passage(
    offset: int, found: tuple[int, int, tuple[int, ...]] | None
) -> None:
    marks, quotes = [at("rachète"), at("Vauclair")], [Span(7, END), Span(28, END)]
    there = spot(offset, annotate(TEXT, PASSAGES, [], marks), marks, quotes)
    assert (there and (there.start, there.end, there.claims)) == found


SPANS = st.lists(st.tuples(st.integers(-3, 60), st.integers(-3, 60)).map(lambda ends: Span(*ends)), max_size=8)


@given(
    text=st.text(alphabet="ab \n#é🦊", max_size=50),
    parts=SPANS,
    mentions=SPANS,
    marks=SPANS,
    cuts=st.lists(st.integers(-3, 60), max_size=5),
)
def test_the_runs_joined_are_the_text(
    text: str, parts: list[Span], mentions: list[Span], marks: list[Span], cuts: list[int]
) -> None:
    blocks = annotate(text, [Passage(*part, "paragraph") for part in parts], mentions, marks, cuts)
    runs = [run for block in blocks for run in block.runs]
    assert all(run.start < run.end for run in runs)
    covered = [place for run in runs for place in range(run.start, run.end)]
    assert covered == sorted(set(covered))
    assert not any(letter.isalnum() for place, letter in enumerate(text) if place not in set(covered))
    for block in blocks:
        assert "".join(text[run.start : run.end] for run in block.runs) == text[block.start : block.end]
        for stretch in block.stretches:
            for run in stretch.runs:
                over = [n for n, span in enumerate(mentions) if span.start <= run.start and run.end <= span.end]
                assert (stretch.mention in over) if over else stretch.mention is None
                assert run.claims == tuple(
                    n for n, span in enumerate(marks, 1) if span.start <= run.start and run.end <= span.end
                )
                assert not any(run.start < cut < run.end for cut in cuts)
    assert sorted(n for block in blocks for n in block.claims) == (list(range(1, len(marks) + 1)) if blocks else [])
    for block in blocks:  # a number is written once, and only where its mark is seen
        written = [n for run in block.runs for n in run.ends]
        assert sorted(written) == [n for n in block.claims if any(n in run.claims for run in block.runs)]


def test_every_trigger_of_the_samples_reads_as_it_was_stored() -> None:
    for article, claims in sample_articles():
        marks = [Span(claim.trigger_start, claim.trigger_end) for claim in claims]
        runs = [run for block in annotate(article.text, article.passages, [], marks) for run in block.runs]
        for number, claim in enumerate(claims, 1):
            assert "".join(article.text[r.start : r.end] for r in runs if number in r.claims) == claim.trigger
