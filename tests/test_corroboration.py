"""Reprints count once; independent texts count each."""

from __future__ import annotations

import pytest

from graph.corroboration import independent_sources, text_groups

WIRE = "Le groupe a confirmé mardi avoir vendu ses deux usines du Nord à un fonds dont il a tu le nom."


@pytest.mark.parametrize(
    "other",
    [
        WIRE.replace("mardi", "lundi"),
        WIRE.upper(),
        WIRE.replace("mardi ", ""),
        "« " + WIRE.rstrip(".") + " »",
        WIRE.removesuffix(" dont il a tu le nom.") + ".",
    ],
)
def test_near_identical_texts_share_a_group(other: str) -> None:
    groups = text_groups([WIRE, other])
    assert groups[WIRE] == groups[other]


@pytest.mark.parametrize(
    "other",
    [
        "Le groupe a vendu ses usines du Nord, a-t-il confirmé mardi ; il tait le nom du fonds.",
        "Le groupe a confirmé mardi.",
        "",
        "Le groupe a confirmé mardi avoir vendu, sous la pression de ses banques, trois ateliers du Sud à sa rivale.",
    ],
)
def test_other_texts_do_not(other: str) -> None:
    groups = text_groups([WIRE, other])
    assert groups[WIRE] != groups[other]


def test_groups_do_not_depend_on_the_order() -> None:
    texts = [WIRE, WIRE.replace("mardi", "lundi"), "Autre chose.", "", "Le vote."]
    assert text_groups(texts) == text_groups(reversed(texts))


@pytest.mark.parametrize(
    ("evidence", "sources"),
    [
        ([], 0),
        ([("A", 1)], 1),
        ([("A", 1), ("A", 2)], 1),  # one outlet, two texts
        ([("A", 1), ("B", 2)], 2),
        ([("A", 1), ("B", 1)], 1),  # a reprint
        ([("A", 1), ("B", 1), ("B", 2)], 2),  # the wire, and B's own text
        ([("A", 1), ("B", 1), ("C", 1), ("C", 2), ("D", 2)], 2),  # two wires
    ],
)
def test_independent_sources(evidence: list[tuple[str, int]], sources: int) -> None:
    assert independent_sources(evidence) == sources
