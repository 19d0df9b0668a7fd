"""The shared store and own articles beside it, read as one."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import StoreError
from graph.joint import Handover, JointStore
from graph.layout import cached_positions
from graph.network import build_network
from graph.store import Store, open_store
from tests.samples import sample_extractions

PAIRS = list(sample_extractions())
IDS = [article.id for article, _ in PAIRS]


def filled(path: Path, numbers: range) -> Store:
    store = open_store(str(path))
    for number in numbers:
        store.put(*PAIRS[number], "samples")
    return store


@pytest.fixture
def joint(tmp_path: Path) -> JointStore:
    """Two articles in the shared store; three in the own one, of which the shared one has one too."""
    return JointStore(
        filled(tmp_path / "shared.sqlite", range(2)), filled(tmp_path / "own.sqlite", range(1, len(PAIRS)))
    )


def test_nothing_of_the_own_store_is_seen_before_it_is_shown(joint: JointStore) -> None:
    assert joint.articles() == joint.shared.articles()
    assert joint.claims().equals(joint.shared.claims())
    with pytest.raises(StoreError):
        joint.article(IDS[2])


def test_shown_articles_are_read_as_if_all_stood_in_one_store(joint: JointStore, tmp_path: Path) -> None:
    joint.show(IDS)
    whole = filled(tmp_path / "whole.sqlite", range(len(PAIRS)))
    assert joint.claims().equals(whole.claims())
    assert (joint.articles(), joint.actors()) == (whole.articles(), whole.actors())
    assert [joint.mentions(one) for one in IDS] == [whole.mentions(one) for one in IDS]
    assert joint.article(IDS[3]) == whole.article(IDS[3])
    assert joint.known() == whole.known()


def test_an_article_of_both_counts_once_and_as_the_shared_one(joint: JointStore) -> None:
    joint.show(IDS)
    assert IDS[1] not in {article.id for article in joint.own_articles()}
    assert len(joint.articles()) == len(PAIRS)


def test_every_change_of_what_is_seen_is_a_new_revision(joint: JointStore) -> None:
    seen = {joint.revision()}
    for change in (lambda: joint.show(IDS), lambda: joint.shared.forget(IDS[:1]), lambda: joint.show([])):
        change()
        assert joint.revision() > max(seen)
        seen.add(joint.revision())


def test_places_stay_with_the_own_store_and_are_handed_over_to_a_smaller_network(joint: JointStore) -> None:
    joint.show(IDS)
    places = cached_positions(build_network(joint.claims()), joint)
    small = build_network(joint.shared.claims())
    handed = cached_positions(small, Handover(places, small, joint.shared))
    assert set(handed["wide"]) == set(small)
    assert all(handed["wide"][name] == places["wide"][name] for name in small)
    assert cached_positions(small, joint.shared) == handed
