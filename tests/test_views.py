"""Saved views: names, addresses, and a store that two sessions use at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store import Store, open_store
from graph.views import LONGEST, SavedView, free_name, new_view
from tests.samples import sample_extractions

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=40)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'views.sqlite'}"


def names(store: Store) -> list[str]:
    return [view.name for view in store.views()]


@pytest.mark.parametrize(
    ("name", "taken", "free"),
    [
        ("Argent", (), "Argent"),
        ("  Argent \n 2024 ", (), "Argent 2024"),
        ("Argent", ("Argent",), "Argent (2)"),
        ("Argent", ("Argent", "Argent (2)"), "Argent (3)"),
        ("Argent", ("argent",), "Argent"),
        ("x" * 200, (), "x" * LONGEST),
    ],
)
def test_a_name_is_one_line_and_its_own(name: str, taken: tuple[str, ...], free: str) -> None:
    assert free_name(name, taken) == free


@given(st.dictionaries(TEXT.filter(bool), TEXT.filter(bool), max_size=5))
def test_the_address_comes_back_whole(parameters: dict[str, str]) -> None:
    assert new_view("v", "network", parameters).parameters == parameters


def test_saved_renamed_deleted_and_brought_back(url: str) -> None:
    store = open_store(url)
    first, second = new_view("Un", "network", {"pick": "node~A"}), new_view("Deux", "paths", {"from": "A"})
    store.save_view(replace(first, saved="2024-01-01"))
    store.save_view(second)
    assert names(store) == ["Deux", "Un"]  # the latest first
    store.rename_view(first.id, "Premier")
    store.delete_view(second.id)
    store.delete_view(second.id)
    store.rename_view(second.id, "Personne")
    assert names(store) == ["Premier"]
    store.save_view(second)
    assert store.views()[0] == second
    assert store.views()[0].parameters == {"from": "A"}


def test_views_outlive_a_rebuild_and_a_new_opening(url: str) -> None:
    store = open_store(url)
    store.save_view(new_view("Argent", "network", {}))
    for article, extraction in sample_extractions():
        store.put(article, extraction, "samples")
    store.forget([article.id for article in store.articles()])
    store.close()
    assert names(open_store(url)) == ["Argent"]


def test_two_sessions_at_once_lose_nothing(url: str) -> None:
    stores = [open_store(url), open_store(url)]

    def save(number: int) -> SavedView:
        view = new_view(f"Vue {number}", "network", {"n": str(number)})
        stores[number % 2].save_view(view)
        return view

    with ThreadPoolExecutor(4) as pool:
        saved = list(pool.map(save, range(24)))
    for store in stores:
        assert {view.id for view in store.views()} == {view.id for view in saved}
