"""Opens the store that the page shows, and keeps what is derived from it. Never loads a language model."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd
import streamlit as st

from graph.analysis import communities, ego
from graph.corpus import failures
from graph.description import headline
from graph.divergence import Case, find_divergences, narrowed
from graph.drawing import payload
from graph.errors import StoreError
from graph.joint import Handover, JointStore
from graph.layout import Cache, Places, cached_positions
from graph.looks import Look
from graph.mentions import Found, by_actor
from graph.model import READING_NOTE as READING_NOTE
from graph.model import Article
from graph.network import OUTLETS, Background, Loom, Network, background, claim_dates, link_numbers, with_link_ends
from graph.ontology import Language
from graph.selection import Selection
from graph.store import STORE_VARIABLE, Store, open_store
from graph.ui import own
from graph.ui.canvas import Ego, Sheet, sheet
from graph.ui.histogram import histogram
from graph.ui.kept import Keeper, kept

ROOT = Path(__file__).resolve().parents[2]
DEMONSTRATION = Path("data", "articles")  # inside ROOT
VIEWS = 64  # kept of a corpus
LINK_FACETS = ("relations", "articles", "outlets", "statuses")  # whose values count links; those of others count actors


class EmptyStoreError(StoreError):
    """The store holds no link: the page says how to fill it."""


class DemonstrationError(StoreError):
    """The demonstration corpus could not be built."""


@dataclass(frozen=True, eq=False)
class Corpus(Keeper):
    """Everything that the page shows, before any filter. Shared between sessions: never change its values."""

    version: str
    store: Store
    claims: pd.DataFrame
    known: Background
    loom: Loom
    network: Network
    places: Places
    articles: tuple[Article, ...]
    periods: Mapping[str, float]  # graph.ui.histogram of the claims' dates
    own: frozenset[str] = frozenset()  # ids of the articles that this session brought and nobody else sees

    @property
    def reading_notes(self) -> bool:
        """Whether every article is a reading note: the demonstration corpus."""
        return all(article.genre == READING_NOTE for article in self.articles)

    @cached_property
    def linked(self) -> pd.DataFrame:
        """The claims with their ends as their links have them."""
        return with_link_ends(self.claims)

    @cached_property
    def link_numbers(self) -> pd.Series[int]:
        """For each claim the number of its link."""
        return link_numbers(self.claims)


@dataclass(frozen=True, eq=False)
class View(Keeper):
    """What passes the filters: the claims, their network, and how many links or actors each value of a filter has."""

    corpus: Corpus
    selection: Selection
    claims: pd.DataFrame
    network: Network
    counts: Mapping[str, Mapping[str, int]]
    around: Ego | None = None  # whose surroundings alone are shown

    @property
    def key(self) -> str:
        """The same key, the same view."""
        return repr((self.corpus.version, sorted(self.selection.to_query().items()), self.around))

    # What every run asks again of a view that is kept between runs.

    @cached_property
    def linked(self) -> pd.DataFrame:
        """The claims with their ends as their links have them."""
        return self.corpus.linked.loc[self.claims.index]

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
            count = len(self.network), self.links, self.claims["article_id"].nunique()
            self._said[lang] = headline(*count, lang), self.selection.describe(lang, self.claims)
        return self._said[lang]

    @cached_property
    def _said(self) -> dict[Language, tuple[str, str]]:
        return {}


def open_corpus(building: str, placing: str) -> Corpus:
    """The corpus of the store; the two texts are shown while it is read, and while it is drawn.

    The session's own articles stand beside those of the store: in a corpus of the session's own, so that no other
    session is ever shown what is derived from them, and that goes with the session. Raises StoreError if the store
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
            return _own_corpus(seen, f"{version} {seen.address} {seen.edition}")
        corpus = _corpus(store, version)
        divergences(corpus)  # now, so that no click waits for it
        return corpus


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


@kept(1)
def mentions(corpus: Corpus) -> Mapping[str, tuple[Found, ...]]:
    """For each actor its mentions, in reading order."""
    return by_actor((article.id, corpus.store.mentions(article.id)) for article in corpus.articles)


@kept(1)
def kinds(corpus: Corpus) -> Mapping[str, str]:
    """The kind of each actor, also of those without a link."""
    return {actor.name: actor.kind for actor in corpus.store.actors()} | dict(corpus.known.kinds)


@kept(1)
def divergences(corpus: Corpus) -> tuple[Case, ...]:
    """Where the articles tell it differently."""
    mentions = {key: extraction.mentions for key, extraction in corpus.store.unified().items()}
    return find_divergences(corpus.claims, corpus.articles, mentions, kinds(corpus))


@kept(1)
def shown_divergences(view: View) -> tuple[Case, ...]:
    """Where the articles tell it differently, as far as the filters leave it."""
    return narrowed(divergences(view.corpus), set(view.claims.index), set(view.claims["article_id"]))


@kept(VIEWS)
def open_view(corpus: Corpus, selection: Selection) -> View:
    """What passes the filters; kept, so that going back to a filter costs nothing."""
    claims, known = selection.apply(corpus.claims, corpus.known), corpus.known
    counts: dict[str, Mapping[str, int]] = dict(
        selection.facets(corpus.claims, known, LINK_FACETS, corpus.link_numbers)
    )
    kinds, roles = (
        selection.lift(facet).apply(corpus.claims, known) if getattr(selection, facet) else claims
        for facet in ("kinds", "roles")
    )
    counts["kinds"] = Counter(known.kinds[name] for name in _actors(kinds))
    counts["roles"] = Counter(role for name in _actors(roles) for role in known.roles.get(name, ()))
    whole = len(claims) == len(corpus.claims)
    network = corpus.network if whole else corpus.loom.network(claims.index)
    return View(corpus, selection, claims, network, counts)


@kept(4)
def open_ego(view: View, around: Ego) -> View:
    """What a view holds around one of its actors: everybody so many steps away, and all links among them."""
    near = ego(view.network, around.name, around.steps)
    claims = view.claims[view.claims["source"].isin(near) & view.claims["target"].isin(near)]
    return replace(view, claims=claims, network=view.corpus.loom.network(claims.index), around=around)


@kept(4)
def open_picture(view: View, lang: Language, look: Look) -> Sheet:
    """What the canvas draws of a view; actors stand where they stand in the whole network."""
    look = replace(look, groups=open_communities(view.corpus) if look.colour == "community" else ())
    return sheet(payload(view.network, view.corpus.places, lang, look))


@kept(1)
def open_communities(corpus: Corpus) -> tuple[tuple[str, ...], ...]:
    """The communities of the whole corpus, whatever the filters leave of them."""
    return communities(corpus.network)


@st.cache_resource(show_spinner=False)
def _store(url: str | None) -> Store:
    return open_store(url)


@st.cache_resource(show_spinner=False, max_entries=4)
def _corpus(_store: Store, version: str) -> Corpus:
    return _read(version, _store, _store)


@st.cache_resource(scope="session", show_spinner=False, max_entries=1)
def _own_corpus(_seen: JointStore, version: str) -> Corpus:
    before: Corpus | None = st.session_state.get("own corpus")  # whose places do after an article was taken out
    corpus = _read(version, _seen, _seen, frozenset(article.id for article in _seen.own_articles()), before)
    st.session_state["own corpus"] = corpus
    return corpus


def _read(
    version: str, store: Store, cache: Cache, own_ids: frozenset[str] = frozenset(), before: Corpus | None = None
) -> Corpus:
    claims = store.claims()
    if claims.empty:
        raise EmptyStoreError(f"{store.address}: holds no link")
    known = background(claims, store.actors())
    loom = Loom(claims, known)
    network = loom.network()
    if before and set(network) <= set(before.network):
        cache = Handover(before.places, network, store)
    places = cached_positions(network, cache)
    articles, periods = tuple(store.articles()), histogram(claim_dates(claims))
    return Corpus(version, store, claims, known, loom, network, places, articles, periods, own_ids)


def _actors(claims: pd.DataFrame) -> set[str]:
    return set(claims["source"]) | set(claims["target"])
