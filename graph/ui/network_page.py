"""The network page: the sentence, the picture, its table or matrix, and the sentences behind what is chosen."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from graph.analysis import MEASURES, STEPS
from graph.divergence import Case
from graph.drawing import SEPARATOR
from graph.looks import COLOURS, Look
from graph.matrix import between
from graph.ontology import load_ontology
from graph.ui import routes, state
from graph.ui.canvas import Ego, Picked, canvas, last_ego, last_pick
from graph.ui.divergence_words import Wording
from graph.ui.downloads import downloads
from graph.ui.evidence import Panel
from graph.ui.frame import part, unread_notice
from graph.ui.matrix import matrix_view
from graph.ui.opening import Corpus, View, open_ego, open_picture, shown_divergences
from graph.ui.sidebar import sidebar
from graph.ui.table import table

HEIGHT = 744  # CSS pixels of the picture, the table and the panel
CANVAS = "network"


def draw(corpus: Corpus, view: View) -> None:
    """Draw the page."""
    around = _around(view)
    shown = open_ego(view, around) if around else view
    _head(corpus, shown)
    _body(corpus, view, shown, around)
    with st.sidebar:  # last, so that the browser starts on the picture first
        sidebar(corpus, shown, load_ontology())


@part
def _body(corpus: Corpus, whole: View, view: View, around: Ego | None) -> None:
    """Picture and panel: a click on an actor or a link changes nothing else."""
    if state.selection() != view.selection or _around(whole) != around:
        st.rerun()
    left, right = st.columns([1.95, 1], gap="medium")
    with left, st.container(key="left", gap=None):
        _nothing_shown(corpus, view)
        _picture(corpus, view, around)
        if state.view() == "table" and not view.claims.empty:
            table(view, HEIGHT)
        if state.view() == "matrix" and not view.claims.empty:
            matrix_view(view, HEIGHT)
    with right, st.container(height=HEIGHT, border=False, key="evidence"):
        _evidence(corpus, view)


def _around(view: View) -> Ego | None:
    """Whose surroundings the address asks for; nobody's if the filters leave no link of that actor."""
    name, steps = state.about("ego"), state.about("steps")
    if name not in view.network:
        return None
    return Ego(name, int(steps) if steps in {str(step) for step in STEPS} else STEPS[0])


def _open_ego(around: Ego | None) -> None:
    state.say(ego=around.name if around else None, steps=around.steps if around else None)


def _look() -> Look:
    """How the address wants actors painted."""
    return Look(state.about_one_of("size", MEASURES), state.about_one_of("colour", COLOURS))


def _head(corpus: Corpus, view: View) -> None:
    words, lang = state.words(), state.lang()
    says, filters = view.says(lang)
    note = (
        f'<p class="notice">{escape(words("demonstration", n=len(corpus.articles)))}</p>'
        if corpus.reading_notes
        else ""
    )
    note += unread_notice(words, len(corpus.articles))
    with st.container(key="head", horizontal=True, vertical_alignment="bottom"):
        st.html(f'<h1 class="headline">{escape(says)}</h1><p class="subline">{escape(filters)}</p>{note}')
        with st.container(key="tools", horizontal=True, width="content", vertical_alignment="center"):
            st.segmented_control(
                words("view"),
                state.VIEWS,
                **state.shown("view-switch", state.view(), "default"),
                format_func=lambda name: words(f"view_{name}"),
                required=True,
                label_visibility="collapsed",
                on_change=lambda: st.session_state.update(view=st.session_state["view-switch"]),
            )
            _looks()
            downloads(corpus, view)


def _looks() -> None:
    """The menu of what sizes and colours of actors tell."""
    words, look = state.words(), _look()
    menu = st.popover(words("look"), icon=":material/tune:", key="looks", on_change="rerun")
    if menu.open:
        with menu:
            _look_choice("size", MEASURES, look.size)
            _look_choice("colour", COLOURS, look.colour)
            st.caption(words("look_help"))


def _look_choice(name: str, values: tuple[str, ...], now: str) -> None:
    words, key = state.words(), f"look-{name}"
    st.radio(
        words(f"look_{name}"),
        values,
        **state.shown_of(key, now, values),
        format_func=lambda value: words(f"{name}_{value}"),
        on_change=lambda: state.say(**{name: st.session_state[key] if st.session_state[key] != values[0] else None}),
    )


def _picture(corpus: Corpus, view: View, around: Ego | None) -> None:
    """The canvas; out of sight under table and matrix, so that it keeps its zoom and the dragged actors."""
    shown = state.view() == "network" and not view.claims.empty
    if not shown:
        st.html("<style>.st-key-picture{position:absolute;visibility:hidden;height:0;overflow:hidden}</style>")
    choice = state.picked()
    if choice and _behind(view, choice).empty:
        state.pick(None)
    says, filters = view.says(state.lang())
    with st.container(key="picture", gap=None):
        canvas(
            open_picture(view, state.lang(), _look()),
            selected=state.picked(),
            ego=around,
            height=HEIGHT,
            key=CANVAS,
            lang=state.lang(),
            headline=says,
            caption=filters,
            on_pick=lambda: state.pick(last_pick(CANVAS)),
            on_ego=lambda: _open_ego(last_ego(CANVAS)),
        )


def _behind(view: View, choice: Picked) -> pd.DataFrame:
    """The claims behind what is chosen; none if the filters leave none."""
    claims, ends = view.linked, choice.id.split(SEPARATOR)
    if choice.kind == "node":
        return claims[(claims["source"] == choice.id) | (claims["target"] == choice.id)]
    if choice.kind == "pair":
        return between(claims, *ends)
    source, relation, target = ends
    return claims[(claims["source"] == source) & (claims["relation"] == relation) & (claims["target"] == target)]


def _nothing_shown(corpus: Corpus, view: View) -> None:
    culprit = state.selection().narrowest(corpus.claims, corpus.known) if view.claims.empty else None
    if culprit is None:
        return
    words = state.words()
    with st.container(key="nothing"):
        told = words("narrowest", facet=words(f"facet_{culprit.name}"), links=culprit.links, total=culprit.total)
        st.html(f'<p class="empty">{escape(words("empty_result"))}</p><p class="counts">{escape(told)}</p>')
        st.button(words("lift"), key="lift", on_click=state.lift, args=(culprit.name,))


def _evidence(corpus: Corpus, view: View) -> None:
    words, choice = state.words(), state.picked()
    panel = Panel(
        load_ontology(),
        corpus.known,
        words,
        state.lang(),
        about=lambda name: routes.address("actor", actor=name),
        paths=lambda name: routes.address("paths", **{"from": name}),
    )
    if choice is None:
        lines = [] if st.session_state.get("welcomed") else words("welcome").splitlines()
        lead = "<br>".join(escape(line) for line in lines)
        st.html(
            f'<p class="empty">{escape(words("empty_panel"))}</p>' + (f'<p class="lead">{lead}</p>' if lead else "")
        )
        return
    claims, ends = _behind(view, choice), choice.id.split(SEPARATOR)
    notice = _notice(view, choice, claims)
    if choice.kind == "node":
        _surroundings(choice.id)
        html = panel.actor(claims, choice.id, notice)
    elif choice.kind == "pair":
        html = panel.pair(claims, ends[0], ends[1], notice)
    else:
        html = panel.link(claims, ends[0], ends[1], ends[2], notice)
    st.markdown(html, unsafe_allow_html=True)


def _notice(view: View, choice: Picked, claims: pd.DataFrame) -> str:
    """What articles tell differently of the chosen links, or of the chosen actor itself."""
    links = set(zip(claims["source"], claims["relation"], claims["target"], strict=True))

    def concerns(case: Case) -> bool:
        return case.of_actor(choice.id) if choice.kind == "node" else any(case.touches(*link) for link in links)

    cases = [case for case in shown_divergences(view) if concerns(case)]
    return Wording(state.words(), state.lang(), load_ontology(), {}).notice(cases)


def _surroundings(name: str) -> None:
    """The way into an actor's surroundings, and out of them, for those who do not double-click."""
    words, there = state.words(), state.about("ego") == name
    with st.container(key="surroundings"):
        st.button(
            words("leave_ego") if there else words("open_ego"),
            key="ego-button",
            type="tertiary",
            icon=":material/arrow_back:" if there else ":material/hub:",
            on_click=_open_ego,
            args=(None if there else Ego(name, STEPS[0]),),
        )
