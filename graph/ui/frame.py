"""The frame of every page: its place in the navigation, what is read before it is drawn, and what can go wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial, wraps
from html import escape
from importlib import import_module
from typing import ParamSpec

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from graph.errors import GraphError, VocabularyError
from graph.texts import Words
from graph.ui import routes, state
from graph.ui.opening import Corpus, DemonstrationError, EmptyStoreError, View, open_corpus, open_view, unread
from graph.ui.sharing import toolbar

Draw = Callable[[Corpus, View], None]
P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the dashboard: its name in the program, its address, and the module whose ``draw`` draws it."""

    name: str
    path: str
    module: str
    needs_links: bool = True  # says how to fill an empty store instead of being drawn


PLACES = (
    Place("network", "", "graph.ui.network_page"),
    Place("actor", "acteurs", "graph.ui.actor_page"),
    Place("paths", "chemins", "graph.ui.paths_page"),
    Place("divergences", "divergences", "graph.ui.divergences_page"),
    Place("reader", "lecture", "graph.ui.reader_page"),
    Place("timeline", "chronologie", "graph.ui.timeline_page"),
    Place("corpus", "corpus", "graph.ui.corpus_page", needs_links=False),
)


def run() -> None:
    """Draw the chosen page under the navigation."""
    state.start()
    words = state.words()
    pages = {place.name: _page(place, words) for place in PLACES}
    chosen = st.navigation(list(pages.values()), position="top")
    routes.navigator(pages)
    chosen.run()


def _page(place: Place, words: Words) -> StreamlitPage:
    title = words(f"page_{place.name}")
    return st.Page(partial(_framed, place), title=title, url_path=place.path, default=not place.path)


def _framed(place: Place) -> None:
    """Draw the page; what goes wrong with data or store is said in words, never as a traceback."""
    words = state.words()
    state.arrive(place.name)
    try:
        module = import_module(place.module)
        try:
            corpus = open_corpus(words("building"), words("placing"))
        except EmptyStoreError:
            if place.needs_links:
                raise
            module.draw_empty(words)
        else:
            draw: Draw = module.draw
            toolbar()
            draw(corpus, open_view(corpus, state.selection()))
        state.write_address()
    except GraphError as error:
        _trouble(error, words)


def part(draw: Callable[P, None]) -> Callable[P, None]:
    """A part of a page that answers its own clicks without a run of the whole page; trouble is told as there."""

    @st.fragment
    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            draw(*args, **kwargs)
            state.write_address()
        except GraphError as error:
            _trouble(error, state.words())

    return drawn


def unread_notice(words: Words, others: int = 0) -> str:
    """As HTML: the files that could not be read, with what is wrong on request; others: articles that are there."""
    failed = unread()
    if not failed:
        return ""
    names = ", ".join(words("quoted", text=name) for name, _ in failed)
    told = words("unread", n=len(failed), names=names)
    told += f" {words('others_there', n=others)}" if others else ""
    reasons = "".join(f"<li>{escape(reason)}</li>" for _, reason in failed)
    return f'<details class="notice unread"><summary>{escape(told)}</summary><ul>{reasons}</ul></details>'


def page_head(says: str, subline: str, note: str = "") -> None:
    """The sentence that replaces a title, and the grey line under it; ``note`` is HTML."""
    st.html(f'<h1 class="headline">{escape(says)}</h1><p class="subline">{escape(subline)}</p>{note}')


_KINDS = {EmptyStoreError: "empty", DemonstrationError: "build", VocabularyError: "data"}
_COMMANDS = {"empty": "make run ARTICLES=…", "build": "python -m graph build data/articles"}


def _trouble(error: GraphError, words: Words) -> None:
    """What is wrong, in the reader's language, then the error's own line and what to do."""
    kind = _KINDS.get(type(error), "store")
    remedy = f"<p>{escape(words(f'remedy_{kind}'))}</p>" if kind != "data" else ""
    command = _COMMANDS.get(kind, "")
    code = f"<p><code>{escape(command)}</code></p>" if command else ""
    code += unread_notice(words) if kind == "empty" else ""
    st.html(
        f'<section class="card" role="alert"><h2>{escape(words("trouble_title"))}</h2>'
        f"<p>{escape(words(f'trouble_{kind}'))}</p>{remedy}{code}<p><code>{escape(str(error))}</code></p></section>"
    )
