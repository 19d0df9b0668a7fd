"""Corrections: replayed over what is found, they win; undone, nothing is left of them; a rebuild loses none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.corrections import Correction, differences, replay
from graph.errors import StoreError
from graph.model import Actor, Article, Claim, Extraction, Passage
from graph.store import Store, open_store

ARTICLE = Article("a" * 16, "a.txt", "Bertin rachète Lumio.", (Passage(0, 21, "paragraph"),))
CLAIM = Claim(
    *(ARTICLE.id, "Bertin", "company", "acquires", "Lumio", "company", "asserted"),
    *(0, 21, ARTICLE.text, "rachète", 7, 14, "acquires.verb", 0.9),
)
OTHER = replace(CLAIM, relation="partners_with")
MENDED = replace(CLAIM, target="Lumio SA", status="planned")
FOUND = Extraction((CLAIM, OTHER), (), (Actor("Bertin", "company", ("la banque",)), Actor("Lumio", "company")))


def correction(found: Claim | None, told: Claim | None) -> Correction:
    return Correction(ARTICLE.id, found, told, "claims.csv")


@pytest.mark.parametrize(
    ("corrections", "claims"),
    [
        ([], (CLAIM, OTHER)),
        ([correction(CLAIM, MENDED)], (MENDED, OTHER)),
        ([correction(CLAIM, None)], (OTHER,)),
        ([correction(None, MENDED)], (CLAIM, OTHER, MENDED)),
        ([correction(None, CLAIM)], (CLAIM, OTHER)),
        ([correction(CLAIM, MENDED), correction(MENDED, CLAIM)], (CLAIM, OTHER)),
        ([correction(replace(CLAIM, rule="acquires.noun", confidence=0.5), None)], (OTHER,)),
        ([correction(replace(CLAIM, target="Gone"), None)], (CLAIM, OTHER)),
        ([correction(replace(CLAIM, target="Gone"), MENDED)], (CLAIM, OTHER, MENDED)),
        ([correction(replace(CLAIM, target="Gone"), CLAIM)], (CLAIM, OTHER)),
    ],
)
def test_a_correction_goes_by_what_is_said_and_where(corrections: list[Correction], claims: tuple[Claim, ...]) -> None:
    assert replay(FOUND, corrections).claims == claims


def test_a_new_actor_comes_in_and_a_kind_follows() -> None:
    told = replace(MENDED, source_kind="organisation")
    after = replay(FOUND, [correction(CLAIM, told), correction(OTHER, None)])
    assert after.actors == (
        Actor("Bertin", "organisation", ("la banque",)),
        Actor("Lumio", "company"),
        Actor("Lumio SA", "company"),
    )


CLAIMS = st.lists(
    st.builds(
        replace,
        st.just(CLAIM),
        target=st.sampled_from(["Lumio", "Norvalis", "Hexavia"]),
        relation=st.sampled_from(["acquires", "owns"]),
        rule=st.sampled_from(["a", "b"]),
        amount=st.none() | st.just(5.0),
    ),
    max_size=6,
    unique_by=lambda c: (c.source, c.relation, c.target),
)


@settings(deadline=None)
@given(CLAIMS, CLAIMS)
def test_replayed_differences_give_what_was_told(stored: list[Claim], told: list[Claim]) -> None:
    found = differences(ARTICLE.id, stored, told, remove_missing=True)
    assert sorted(replay(Extraction(tuple(stored)), found).claims, key=repr) == sorted(told, key=repr)


@settings(deadline=None)
@given(CLAIMS)
def test_equal_claims_need_no_correction(claims: list[Claim]) -> None:
    assert differences(ARTICLE.id, claims, list(reversed(claims)), remove_missing=True) == []
    assert differences(ARTICLE.id, claims, []) == []


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(str(tmp_path / "store.sqlite"))
    opened.put(ARTICLE, FOUND, "1")
    return opened


def test_a_rebuild_keeps_corrections_and_undo_leaves_nothing_of_them(store: Store) -> None:
    before = store.claims()
    store.correct([correction(CLAIM, MENDED)])
    assert set(store.claims()["target"]) == {"Lumio", "Lumio SA"}
    store.put(ARTICLE, Extraction((replace(CLAIM, rule="acquires.other"),), (), FOUND.actors), "2")
    assert list(store.claims()["target"]) == ["Lumio SA"]
    (number,) = store.corrections()
    store.undo(number)
    store.put(ARTICLE, FOUND, "3")
    assert store.corrections() == {}
    assert store.claims().equals(before)


def test_only_a_correction_that_holds_can_be_undone(store: Store) -> None:
    store.correct([correction(CLAIM, None)])
    (number,) = store.corrections()
    store.undo(number)
    for wrong in (number, number + 1, 99):
        with pytest.raises(StoreError, match=f"no correction {wrong} holds"):
            store.undo(wrong)


def test_a_correction_makes_a_new_revision_and_none_makes_none(store: Store) -> None:
    before = store.revision()
    store.correct([])
    assert store.revision() == before
    store.correct([correction(OTHER, None)])
    assert store.revision() > before
