"""The actor page: everything known of one actor, or the list of all when none is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from graph.drawing import SEPARATOR, payload
from graph.mentions import Context, contexts, spellings
from graph.ontology import Language, load_ontology
from graph.portrait import Listed, Portrait, listed, names_alike, portrait, ranking
from graph.surroundings import STEPS, radial, surroundings
from graph.ui import routes, state
from graph.ui.actor_html import Writer
from graph.ui.canvas import Picked, canvas, last_pick
from graph.ui.evidence import Panel
from graph.ui.frame import page_head
from graph.ui.kept import kept
from graph.ui.opening import Corpus, View, mentions
from graph.ui.sidebar import foot, section

CANVAS = "ego"
HEIGHT = 500  # CSS pixels of the picture
MOST_NAMES = 60  # in the sidebar
MOST_ROWS = 200  # in the table
NO_KIND = "-"


@dataclass(frozen=True)
class _Known:
    """What is kept of an actor for a view."""

    portrait: Portrait
    mentions: tuple[Context, ...]
    alike: tuple[str, ...]


def draw(corpus: Corpus, view: View) -> None:
    """Draw the page."""
    name = state.about("actor")
    name = name if name in corpus.known.kinds else ""
    writer = _writer(corpus)
    actors = _ranking(view)
    shown = listed(actors, corpus.known, state.about("find"), _kinds())
    if not name:
        _list(actors, shown, view, writer)
    elif name in view.network:
        _actor(name, corpus, view, writer)
    else:
        _hidden(name, corpus, writer)
    with st.sidebar:
        _sidebar(actors, shown, name, writer)


def _writer(corpus: Corpus) -> Writer:
    def to_actor(name: str) -> str:
        kept = {key: state.about(key) for key in ("steps", "find", "kinds")}
        return routes.address("actor", actor=name, **kept)

    panel = Panel(load_ontology(), corpus.known, state.words(), state.lang(), about=to_actor)
    return Writer(panel, routes.address, to_actor)


# --- all actors -----------------------------------------------------------------------------------------------------


def _list(actors: tuple[Listed, ...], shown: tuple[Listed, ...], view: View, writer: Writer) -> None:
    words, lang = state.words(), state.lang()
    page_head(words("actors_title", n=len(actors)), state.selection().describe(lang, view.claims))
    if not shown:
        st.html(f'<p class="empty">{escape(words("actors_none"))}</p>')
        return
    st.html(writer.ranking(shown[:MOST_ROWS]) + _more(len(shown) - MOST_ROWS))


def _more(count: int) -> str:
    return f'<p class="empty-part">{escape(state.words()("actors_more", n=count))}</p>' if count > 0 else ""


def _sidebar(actors: tuple[Listed, ...], shown: tuple[Listed, ...], name: str, writer: Writer) -> None:
    words = state.words()
    st.text_input(
        words("search"),
        **state.shown("find-actor", state.about("find")),
        type="search",
        live=True,
        placeholder=words("search_hint"),
        label_visibility="collapsed",
        on_change=lambda: state.say(find=st.session_state["find-actor"]),
    )
    _kinds_legend(actors, writer)
    head = words("actors") if not name else words("all_actors")
    link = routes.address("actor", find=state.about("find"), kinds=state.about("kinds")) if name else ""
    title = f'<a class="{routes.MARK}" href="{escape(link)}">{escape(head)}</a>' if link else escape(head)
    st.html(f'<div class="section"><b>{title}</b><span>{len(shown)}</span></div>')
    st.html(
        writer.names(shown[:MOST_NAMES], name) + _more(len(shown) - MOST_NAMES)
        if shown
        else f'<p class="empty-part">{escape(words("actors_none"))}</p>'
    )
    foot(words, state.reset)


def _kinds_legend(actors: tuple[Listed, ...], writer: Writer) -> None:
    """The kinds as a legend that filters the list."""
    kinds, chosen = writer.ontology.kinds, _kinds()
    counts = {kind: sum(one.kind == kind for one in actors) for kind in kinds}
    rules = [f'.st-key-kind-{kind}{{--n:"{count}"}}' for kind, count in counts.items()]
    st.html(f"<style>{''.join(rules)}</style>")
    section(state.words()("kinds_shown"))
    with st.container(key="kinds", gap=None):
        for kind in kinds.values():
            st.checkbox(
                kind.plural(state.lang()),
                **state.shown(f"kind-{kind.id}", state.ticked(chosen, kind.id)),
                width="stretch",
                on_change=_toggle,
                args=(kind.id,),
            )


def _kinds() -> frozenset[str] | None:
    """The kinds to list; None for all. What the address says and nobody knows is ignored."""
    told = state.about("kinds")
    known = frozenset(told.split(",")) & frozenset(load_ontology().kinds)
    return known if known or told == NO_KIND else None


def _toggle(kind: str) -> None:
    on = bool(st.session_state[f"kind-{kind}"])
    left = state.toggled(_kinds(), [kind], load_ontology().kinds, on)
    state.say(kinds="" if left is None else ",".join(sorted(left)) or NO_KIND)


# --- one actor ------------------------------------------------------------------------------------------------------


def _actor(name: str, corpus: Corpus, view: View, writer: Writer) -> None:
    known = _known(view, name)
    claims = view.linked.loc[list(known.portrait.rows)]
    _head(name, corpus, known, view, writer)
    left, right = st.columns([1.12, 1], gap="large")
    with left, st.container(key="aside", gap="small"):
        _around(name, view, writer)
        st.html(f'<h2 class="part">{escape(state.words()("dated_title"))}</h2>{writer.dated(known.portrait, claims)}')
    with right:
        st.html(f'<h2 class="part">{escape(state.words()("links_title"))}</h2>{writer.bonds(known.portrait, claims)}')
    articles = {article.id: article for article in corpus.articles}
    title = escape(state.words()("mentions_title"))
    st.html(f'<h2 class="part">{title}</h2>{writer.mentions(known.mentions, articles)}')


def _title(name: str, corpus: Corpus, writer: Writer) -> str:
    return f'<h1 class="headline actor">{writer.sign(corpus.known.kinds[name])} {escape(name)}</h1>'


def _head(name: str, corpus: Corpus, known: _Known, view: View, writer: Writer) -> None:
    kind = writer.kind(corpus.known.kinds[name]).capitalize()
    filters = state.selection().describe(state.lang(), view.claims)
    own = view.linked.loc[list(known.portrait.rows)]
    paths = routes.link("paths", state.words()("paths_from_actor", name=name), **{"from": name})
    told = writer.names_seen(spellings(known.mentions), corpus.known.aliases.get(name, ()))
    st.html(
        f'<header class="actor-head"><div>{_title(name, corpus, writer)}'
        f'<p class="subline"><b>{escape(kind)}</b> · {escape(filters)} {paths}</p>'
        f'<div class="evidence roles">{writer.roles(known.portrait, own)}</div></div>'
        f"{writer.figures(known.portrait, len(known.mentions))}</header>"
        f"{told}{writer.alike(known.alike)}"
    )


def _hidden(name: str, corpus: Corpus, writer: Writer) -> None:
    words = state.words()
    filters = escape(state.selection().describe(state.lang()))
    st.html(
        f'{_title(name, corpus, writer)}<p class="subline">{filters}</p>'
        f'<p class="empty">{escape(words("actor_hidden"))}</p>'
    )
    st.button(words("lift_all"), key="lift-all", on_click=state.reset)


def _around(name: str, view: View, writer: Writer) -> None:
    """The picture of the neighbourhood, and the sentences of the line that is chosen on it."""
    words, steps = state.words(), _steps()
    drawn, left_out = _picture(view, name, steps, state.lang())
    with st.container(key="around-head", horizontal=True, vertical_alignment="center"):
        st.html(f'<h2 class="part">{escape(words("around_title", name=name))}</h2>')
        st.segmented_control(
            words("steps"),
            STEPS,
            **state.shown("ego-steps", steps, "default"),
            format_func=lambda n: words("step", n=n),
            required=True,
            label_visibility="collapsed",
            on_change=lambda: state.say(
                steps=st.session_state["ego-steps"] if st.session_state["ego-steps"] > 1 else ""
            ),
        )
    link = str(st.session_state.get("ego-link"))
    chosen = Picked("edge", link) if link in {edge["id"] for edge in drawn["edges"]} else Picked("node", name)
    canvas(
        drawn,
        selected=chosen,
        height=HEIGHT,
        key=CANVAS,
        lang=state.lang(),
        headline=words("around_title", name=name),
        scene=f"{name} {steps}",
        on_pick=_picked,
    )
    hint = words("around_left_out", shown=len(drawn["nodes"]), n=left_out) if left_out else words("around_hint")
    st.html(f'<p class="hint">{escape(hint)}</p>{_chosen_link(chosen, view, writer)}')


def _steps() -> int:
    told = state.about("steps")
    return int(told) if told in map(str, STEPS) else STEPS[0]


def _picked() -> None:
    """A click on the picture: another actor opens its page, a line its sentences."""
    choice = last_pick(CANVAS)
    st.session_state["ego-link"] = choice.id if choice and choice.kind == "edge" else None
    if choice and choice.kind == "node":
        state.say(actor=choice.id)


def _chosen_link(chosen: Picked, view: View, writer: Writer) -> str:
    if chosen.kind != "edge":
        return ""
    source, relation, target = chosen.id.split(SEPARATOR)
    claims = view.linked
    ends = (claims["source"] == source) & (claims["relation"] == relation) & (claims["target"] == target)
    return f'<div class="chosen-link">{writer.panel.link(claims[ends], source, relation, target)}</div>'


# --- kept -----------------------------------------------------------------------------------------------------------


@kept(1)
def _ranking(view: View) -> tuple[Listed, ...]:
    return ranking(view.network, load_ontology())


@kept(32)
def _known(view: View, name: str) -> _Known:
    corpus, shown = view.corpus, set(view.claims["article_id"])
    articles = {article.id: article for article in corpus.articles if article.id in shown}
    found = mentions(corpus).get(name, ())
    return _Known(
        portrait(view.claims, name, corpus.known, load_ontology()),
        contexts(found, articles),
        names_alike(name, corpus.known),
    )


@kept(32)
def _picture(view: View, name: str, steps: int, lang: Language) -> tuple[Mapping[str, Any], int]:
    around = surroundings(view.network, name, steps)
    return payload(view.network.subgraph(around.names), radial(around), lang), around.left_out
