"""The reader page: a whole article with its actors and claims marked in place, and the claims in the margin."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import Any

import streamlit as st

from graph.annotation import Span, annotate, spot
from graph.drawing import SEPARATOR
from graph.model import Article
from graph.network import RELATION, with_link_ends
from graph.ontology import load_ontology
from graph.texts import Words
from graph.ui import routes, state
from graph.ui.canvas import Picked
from graph.ui.evidence import Row, records
from graph.ui.kept import kept
from graph.ui.opening import Corpus, View, kinds
from graph.ui.reading import ACTORS, LINKS, PARTS, SPEAKERS, Leaf, Reading, label_of, spans
from graph.ui.sidebar import foot, section

MANY = 40  # articles: above, a menu with a search instead of a list
LONGEST = 12  # digits of an offset in an address
NONE = "none"  # « show nothing » in the address
SCRIPT = "reader-script"
_JS = Path(__file__).with_name("reader.js")
_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")


def draw(corpus: Corpus, view: View) -> None:
    """Draw the page."""
    words = state.words()
    article = _article(corpus)
    reading = _reading(corpus, article.id)
    show = _shown()
    leaf = Leaf(load_ontology(), kinds(corpus), words, state.lang(), show, _to_actor(corpus), _to_link(view))
    key = ":".join((article.id, state.lang(), *sorted(show)))
    with st.container(key="reading"):
        st.html(leaf.page(reading, key))
        _script(reading, key)
    with st.sidebar:
        _sidebar(corpus, view, reading, words)


def _article(corpus: Corpus) -> Article:
    """The article that the address names, else the first."""
    wanted = state.about("article")
    return next((one for one in corpus.articles if wanted == one.id), corpus.articles[0])


def _shown() -> frozenset[str]:
    """What is marked in the text: all of it unless the address says which."""
    told = state.about("show")
    chosen = frozenset(told.split(",")).intersection(PARTS)
    return chosen if chosen or told == NONE else frozenset(PARTS)


@kept(64)
def _reading(corpus: Corpus, article_id: str) -> Reading:
    """The article cut into blocks."""
    article = next(one for one in corpus.articles if one.id == article_id)
    mentions = corpus.store.mentions(article_id)
    claims = with_link_ends(corpus.claims[corpus.claims["article_id"] == article_id])
    order = ["trigger_start", "trigger_end", "char_start"]
    rows = tuple(records(claims.sort_values(order, kind="stable")))
    marks, quotes = spans(rows, len(article.text))
    cuts = [edge for quote in quotes for edge in quote]
    blocks = annotate(article.text, article.passages, [Span(one.start, one.end) for one in mentions], marks, cuts)
    return Reading(article, blocks, mentions, rows)


def _to_actor(corpus: Corpus) -> Callable[[str], str]:
    """Addresses of actors' pages; an actor without a link has none."""

    @cache
    def address(name: str) -> str:
        return routes.address("actor", actor=name) if name in corpus.known.kinds else ""

    return address


def _to_link(view: View) -> Callable[[Row], str]:
    """Addresses of the network with a link chosen, if it passes the filters."""

    def address(row: Row) -> str:
        source, relation, target = row["source"], row["relation"], row["target"]
        links = view.network.get_edge_data(source, target) or {}
        if not any(link[RELATION] == relation for link in links.values()):
            return ""
        choice = Picked("edge", SEPARATOR.join((source, relation, target)))
        return routes.address("network", pick=state.picked_as_text(choice))

    return address


def _sidebar(corpus: Corpus, view: View, reading: Reading, words: Words) -> None:
    section(words("articles"), str(len(corpus.articles)))
    _articles(corpus, reading.article.id, words)
    section(words("show_in_text"))
    counts = {ACTORS: len({mention.actor for mention in reading.mentions}), LINKS: len(reading.rows)}
    counts[SPEAKERS] = len(reading.spoken)
    st.html("<style>" + "".join(f'.st-key-show-{name}{{--n:"{counts[name]}"}}' for name in PARTS) + "</style>")
    for name in PARTS:
        st.checkbox(
            words(f"show_{name}"),
            **state.shown(f"show-{name}", name in _shown()),
            width="stretch",
            on_change=_toggle,
            args=(name,),
        )
    hidden = sum(not _to_link(view)(row) for row in reading.rows)
    if hidden:
        st.html(f'<p class="notice">{escape(words("hidden_here", n=hidden))}</p>')
    foot(words, _reset)


def _articles(corpus: Corpus, chosen: str, words: Words) -> None:
    labels = {article.id: label_of(article) for article in corpus.articles}
    label, shown = words("articles"), state.shown_of("reader-article", chosen, list(labels))
    if len(labels) > MANY:
        st.selectbox(
            label,
            list(labels),
            **shown,
            format_func=lambda one: labels[str(one)],
            label_visibility="collapsed",
            on_change=_choose,
        )
        return
    st.radio(
        label,
        list(labels),
        **shown,
        format_func=lambda one: plain(labels[str(one)]),
        captions=[_caption(article, words) for article in corpus.articles],
        label_visibility="collapsed",
        on_change=_choose,
    )


def _caption(article: Article, words: Words) -> str:
    facts: list[str] = [article.outlet or words("unknown_outlet")]
    facts += [words.date(article.published)] if article.published else []
    facts += [] if article.title else [article.name]
    return plain(" · ".join(facts))


def _reset() -> None:
    state.reset()
    state.say(show=None)


def _choose() -> None:
    state.say(article=st.session_state["reader-article"], at=None)


def _toggle(name: str) -> None:
    shown = _shown() | {name} if st.session_state[f"show-{name}"] else _shown() - {name}
    told = ",".join(part for part in PARTS if part in shown) or NONE
    state.say(show=None if shown == frozenset(PARTS) else told)


def _jumped() -> None:
    """A click in the text or the margin chose a claim: the address tells its place."""
    told = getattr(st.session_state.get(SCRIPT), "chosen", None)
    if told:
        state.say(article=st.session_state["reader-shown"], at=int(told["at"]))


def _script(reading: Reading, key: str) -> None:
    """Scroll to what the address points at and mark it; jump between numbers and notes."""
    st.session_state["reader-shown"] = reading.article.id
    told = state.about("at")
    at = int(told) if told.isdecimal() and len(told) <= LONGEST else None
    marks, quotes = spans(reading.rows, len(reading.article.text))
    found = None if at is None else spot(at, reading.blocks, marks, quotes)
    data = {
        "key": key,
        "article": reading.article.id,
        "at": at,
        "spot": found and {"claims": found.claims, "start": found.start, "end": found.end},
    }
    _component()(key=SCRIPT, data=data, on_chosen_change=_jumped)


@lru_cache(maxsize=1)
def _component() -> Callable[..., Any]:
    script = _JS.read_text(encoding="utf-8")
    return st.components.v2.component("maillage.reader", html="<span></span>\n", js=script, isolate_styles=False)


def plain(label: str) -> str:
    """A text that Streamlit shows as it is where it would read Markdown."""
    return _SIGNS.sub(r"\\\1", " ".join(label.split()))
