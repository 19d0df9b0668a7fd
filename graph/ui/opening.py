"""Opens the store that the page shows, and keeps what is derived from it. Never loads a language model."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

import pandas as pd
import streamlit as st

from graph.analysis import communities, ego
from graph.corpus import failures
from graph.divergence import Case, find_divergences, narrowed
from graph.drawing import payload
from graph.errors import StoreError
from graph.joint import Handover, JointStore
from graph.layout import Cache, Places, cached_positions
from graph.looks import Look
from graph.mentions import Found, by_actor
from graph.model import READING_NOTE as READING_NOTE
from graph.model import Article, Mention
from graph.network import OUTLETS, Background, Network, background, build_network, claim_dates, with_link_ends
from graph.ontology import Language
from graph.selection import Selection, headline
from graph.store import STORE_VARIABLE, Store, open_store
from graph.ui import own
from graph.ui.canvas import Ego, Sheet, sheet
from graph.ui.histogram import histogram

ROOT = Path(__file__).resolve().parents[2]
DEMONSTRATION = Path("data", "articles")  # inside ROOT


class EmptyStoreError(StoreError):
    """The store holds no link: the page says how to fill it."""


class DemonstrationError(StoreError):
    """The demonstration corpus could not be built."""


@dataclass(frozen=True)
class Corpus:
    """Everything that the page shows, before any filter. Shared between sessions: never change its values."""

    claims: pd.DataFrame
    known: Background
    network: Network
    places: Places
    articles: tuple[Article, ...]
    periods: Mapping[str, float]  # graph.ui.histogram of the claims' dates
    own: frozenset[str] = frozenset()  # ids of the articles that this session brought and nobody else sees

    @property
    def reading_notes(self) -> bool:
        """Whether every article is a reading note: the demonstration corpus."""
        return all(article.genre == READING_NOTE for article in self.articles)


@dataclass(frozen=True)
class View:
    """What passes the filters: the claims, their network, and how many links or actors each value of a filter has."""

    claims: pd.DataFrame
    network: Network
    counts: Mapping[str, Mapping[str, int]]
    key: tuple[object, ...]  # store version and filters: the same key, the same view

    # What every run asks again of a view that is kept between runs.

    @cached_property
    def linked(self) -> pd.DataFrame:
        """The claims with their ends as their links have them."""
        return with_link_ends(self.claims)

    @cached_property
    def links(self) -> int:
        """The number of links."""
        return self.network.number_of_edges()

    @cached_property
    def single(self) -> int:
        """The number of links that rest on one source."""
        return sum(link[OUTLETS] == 1 for _, _, link in self.network.edges(data=True))

    def says(self, lang: Language) -> tuple[str, str]:
        """What is shown, in a sentence, and the filters in another."""
        if lang not in self._said:
            selection = Selection.from_query(dict(cast("tuple[tuple[str, str], ...]", self.key[1])))
            self._said[lang] = headline(self.claims, lang), selection.describe(lang, self.claims)
        return self._said[lang]

    @cached_property
    def _said(self) -> dict[Language, tuple[str, str]]:
        return {}


def open_corpus(building: str, placing: str) -> tuple[Corpus, str]:
    """The corpus of the store and its version; the two texts are shown while it is read, and while it is drawn.

    The session's own articles stand beside those of the store: then the version names their own store, whose address
    nobody else has, so that no other session is ever shown what is derived from them. Raises StoreError if the store
    cannot be opened, EmptyStoreError if it holds no link.
    """
    url = os.environ.get(STORE_VARIABLE)
    store = shared_store()
    if not url and not store.known():
        with st.spinner(building):
            build_demonstration(store)
    seen = seen_store()
    version = f"{store.address} {store.revision()}"
    with st.spinner(placing):
        if isinstance(seen, JointStore) and seen.own_articles():
            version = f"{version} {seen.address} {seen.edition}"
            return _own_corpus(seen, version), version
        corpus = _corpus(store, version)
        _divergences(store, corpus, version)  # now, so that no click waits for it
        return corpus, version


def shared_store() -> Store:
    """The store that everybody reads."""
    return _store(os.environ.get(STORE_VARIABLE))


def seen_store() -> Store:
    """What this session sees: the shared store, and its own articles beside it."""
    brought = own.existing(shared_store())
    return brought.joint if brought else shared_store()


def build_demonstration(store: Store) -> None:
    """Extract the demonstration corpus into the store, in a process of its own. Raises DemonstrationError."""
    command = [sys.executable, "-m", "graph", "build", str(DEMONSTRATION), "--quiet", "--store", store.address]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip() or "no message").splitlines()[-1]
        raise DemonstrationError(f"{' '.join(command[1:5])}: {last}")


def unread() -> list[tuple[str, str]]:
    """The files that the last build of the store could not read: (name, what is wrong, naming the file)."""
    return failures(shared_store())


def open_mentions(version: str) -> Mapping[str, tuple[Found, ...]]:
    """For each actor of the store its mentions, in reading order."""
    return _mentions(seen_store(), version)


def open_divergences(corpus: Corpus, view: View) -> tuple[Case, ...]:
    """Where the articles tell it differently, as far as the filters leave it."""
    return _shown_divergences(seen_store(), corpus, view, view.key)


def open_view(corpus: Corpus, version: str, selection: Selection) -> View:
    """What passes the filters; kept, so that going back to a filter costs nothing."""
    return _view(corpus, version, tuple(sorted(selection.to_query().items())))


def open_ego(corpus: Corpus, view: View, around: Ego) -> View:
    """What a view holds around one of its actors: everybody so many steps away, and all links among them."""
    return _ego(corpus, view, view.key, around)


def open_picture(corpus: Corpus, view: View, lang: Language, look: Look | None = None) -> Sheet:
    """What the canvas draws of a view; actors stand where they stand in the whole network."""
    look = look or Look()
    groups = open_communities(corpus, view) if look.colour == "community" else ()
    return _picture(corpus, view, groups, view.key, lang, look.size, look.colour)


def open_communities(corpus: Corpus, view: View) -> tuple[tuple[str, ...], ...]:
    """The communities of the whole corpus, whatever the filters leave of them."""
    return _groups(corpus, str(view.key[0]))


def mentions_in(article_id: str, version: str) -> tuple[tuple[Mention, ...], Mapping[str, str]]:
    """Every mention of an actor in one article of the open store, and the kind of each actor there is."""
    store = seen_store()
    return store.mentions(article_id), _kinds(store, version)


@st.cache_resource(show_spinner=False, max_entries=4)
def _kinds(_store: Store, version: str) -> Mapping[str, str]:
    return {actor.name: actor.kind for actor in _store.actors()}


@st.cache_resource(show_spinner=False)
def _store(url: str | None) -> Store:
    return open_store(url)


@st.cache_resource(show_spinner=False, max_entries=4)
def _corpus(_store: Store, version: str) -> Corpus:
    return _read(_store, _store)


@st.cache_resource(scope="session", show_spinner=False, max_entries=1)
def _own_corpus(_seen: JointStore, version: str) -> Corpus:
    before: Corpus | None = st.session_state.get("own corpus")  # whose places do after an article was taken out
    corpus = _read(_seen, _seen, frozenset(article.id for article in _seen.own_articles()), before)
    st.session_state["own corpus"] = corpus
    return corpus


def _read(store: Store, cache: Cache, own_ids: frozenset[str] = frozenset(), before: Corpus | None = None) -> Corpus:
    claims = store.claims()
    if claims.empty:
        raise EmptyStoreError(f"{store.address}: holds no link")
    known = background(claims, store.actors())
    network = build_network(claims, known)
    if before and set(network) <= set(before.network):
        cache = Handover(before.places, network, store)
    places = cached_positions(network, cache)
    return Corpus(claims, known, network, places, tuple(store.articles()), histogram(claim_dates(claims)), own_ids)


@st.cache_resource(show_spinner=False, max_entries=4)
def _mentions(_store: Store, version: str) -> Mapping[str, tuple[Found, ...]]:
    return by_actor((article.id, _store.mentions(article.id)) for article in _store.articles())


@st.cache_resource(show_spinner=False, max_entries=4)
def _divergences(_store: Store, _corpus: Corpus, version: str) -> tuple[Case, ...]:
    mentions = {key: extraction.mentions for key, extraction in _store.unified().items()}
    kinds = {actor.name: actor.kind for actor in _store.actors()} | dict(_corpus.known.kinds)
    return find_divergences(_corpus.claims, _corpus.articles, mentions, kinds)


@st.cache_resource(show_spinner=False, max_entries=64)
def _shown_divergences(_store: Store, _corpus: Corpus, _view: View, key: tuple[object, ...]) -> tuple[Case, ...]:
    cases = _divergences(_store, _corpus, str(key[0]))
    return narrowed(cases, set(_view.claims.index), set(_view.claims["article_id"]))


@st.cache_resource(show_spinner=False, max_entries=64)
def _view(_corpus: Corpus, version: str, query: tuple[tuple[str, str], ...]) -> View:
    selection = Selection.from_query(dict(query))
    claims = selection.apply(_corpus.claims, _corpus.known)
    counts: dict[str, Mapping[str, int]] = dict(selection.facets(_corpus.claims, _corpus.known))
    counts["kinds"] = _actors_by_kind(selection.lift("kinds").apply(_corpus.claims, _corpus.known), _corpus.known)
    counts["roles"] = _actors_by_role(selection.lift("roles").apply(_corpus.claims, _corpus.known), _corpus.known)
    return View(claims, build_network(claims, _corpus.known), counts, (version, query))


@st.cache_resource(show_spinner=False, max_entries=64)
def _ego(_corpus: Corpus, _view: View, key: tuple[object, ...], around: Ego) -> View:
    near = ego(_view.network, around.name, around.steps)
    claims = _view.claims[_view.claims["source"].isin(near) & _view.claims["target"].isin(near)]
    return View(claims, build_network(claims, _corpus.known), _view.counts, (*key, around.name, around.steps))


@st.cache_resource(show_spinner=False, max_entries=4)
def _groups(_corpus: Corpus, version: str) -> tuple[tuple[str, ...], ...]:
    return communities(_corpus.network)


@st.cache_resource(show_spinner=False, max_entries=64)
def _picture(
    _corpus: Corpus,
    _view: View,
    _groups: tuple[tuple[str, ...], ...],
    key: tuple[object, ...],
    lang: Language,
    size: str,
    colour: str,
) -> Sheet:
    return sheet(payload(_view.network, _corpus.places, lang, Look(size, colour, _groups)))


def _actors(claims: pd.DataFrame) -> set[str]:
    return set(claims["source"]) | set(claims["target"])


def _actors_by_kind(claims: pd.DataFrame, known: Background) -> Mapping[str, int]:
    return Counter(known.kinds[name] for name in _actors(claims))


def _actors_by_role(claims: pd.DataFrame, known: Background) -> Mapping[str, int]:
    return Counter(role for name in _actors(claims) for role in known.roles.get(name, ()))
