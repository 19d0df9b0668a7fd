"""The paths page: how two actors are linked, step by step, each step with the sentence that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from graph import paths
from graph.divergence import Case
from graph.drawing import SEPARATOR
from graph.network import folded
from graph.ontology import load_ontology
from graph.paths import (
    DEFAULT_ACCEPTED,
    DEFAULT_STEPS,
    FLAGS,
    MOST_PATHS,
    MOST_STEPS,
    Hop,
    Link,
    Path,
    Question,
    Remedy,
    Ways,
)
from graph.selection import Selection
from graph.texts import Words
from graph.ui import routes, state
from graph.ui.canvas import Picked
from graph.ui.divergence_words import Wording
from graph.ui.frame import page_head
from graph.ui.kept import kept
from graph.ui.opening import Corpus, View, shown_divergences
from graph.ui.paths_html import Addresses, PathsHtml, Proof
from graph.ui.sidebar import foot, section

NO_FLAG = "none"  # how an address says that no flag is accepted


def draw(corpus: Corpus, view: View) -> None:
    """Draw the page."""
    question = asked(corpus.known.kinds)
    links = _links(view)
    if not (question.start and question.end):
        _invite(corpus, view, question)
    elif found := _found(view, question):
        _show(corpus, view, question, found)
    else:
        _no_path(view, question, links)
    with st.sidebar:
        _sidebar(corpus, question, links)


def asked(known: Mapping[str, str]) -> Question:
    """The question that the address asks; what it says of unknown actors or flags, or out of bounds, is ignored."""
    start, end = (name if name in known else "" for name in (state.about("from"), state.about("to")))
    steps = state.about("steps")
    return Question(
        start=start,
        end=end if end != start else "",
        without=frozenset(known).intersection(state.parted(state.about("without"))) - {start, end},
        steps=int(steps) if steps.isdecimal() and 1 <= int(steps) <= MOST_STEPS else DEFAULT_STEPS,
        accepted=_accepted(state.about("accept")),
    )


def told(question: Question) -> dict[str, str]:
    """The parameters of the address that asks this question; ``asked`` reads them back."""
    accepted = ",".join(flag for flag in FLAGS if flag in question.accepted) or NO_FLAG
    return {
        "from": question.start,
        "to": question.end,
        "without": state.joined(sorted(question.without)),
        "steps": "" if question.steps == DEFAULT_STEPS else str(question.steps),
        "accept": "" if question.accepted == DEFAULT_ACCEPTED else accepted,
    }


def _accepted(text: str) -> frozenset[str]:
    known = frozenset(FLAGS).intersection(text.split(","))
    return known if known or text == NO_FLAG else DEFAULT_ACCEPTED


@kept(1)
def _links(view: View) -> tuple[Link, ...]:
    return tuple(paths.links_of(view.network))


@kept(4)
def _ways(view: View, accepted: frozenset[str]) -> Ways:
    return paths.open_ways(_links(view), accepted)


@kept(64)
def _found(view: View, question: Question) -> tuple[Path, ...]:
    return paths.find_paths(_ways(view, question.accepted), question)


def _show(corpus: Corpus, view: View, question: Question, found: Sequence[Path]) -> None:
    words = state.words()
    apart = words("paths_apart", start=question.start, end=question.end, n=len(found[0].hops))
    page_head(words("paths_headline", apart=apart, n=len(found)), words("paths_subline"), _filtered(view))
    number = state.about("path")
    index = int(number) - 1 if number.isdecimal() and 1 <= int(number) <= len(found) else 0
    addresses = Addresses(
        path=lambda one: routes.address("paths", **told(question), path="" if one == 1 else one),
        actor=lambda name: routes.address("actor", actor=name),
        passage=lambda row: routes.address("reader", article=row["article_id"], at=row["char_start"]),
        passages=_passages,
    )
    html = PathsHtml(load_ontology(), corpus.known, words, state.lang(), addresses)
    claims, path = view.linked, found[index]
    cases = shown_divergences(view)
    proofs = [_proof(claims, cases, hop) for hop in path.hops]
    said = paths.said_of(claims, path.actors)
    few = len(found) < MOST_PATHS and question.steps < MOST_STEPS
    further = routes.address("paths", **told(replace(question, steps=MOST_STEPS))) if few else ""
    st.html(f'<div class="paths">{html.cards(found, index, further)}{html.path(path, proofs, said)}</div>')


def _proof(claims: pd.DataFrame, cases: Sequence[Case], hop: Hop) -> Proof:
    words, rows = state.words(), paths.sentences(claims, hop.link)
    wording = Wording(words, state.lang(), load_ontology(), {})
    otherwise = []
    for case in paths.told_otherwise(cases, hop.link, rows[0]) if rows else ():
        nature, values = wording.natures(case), " / ".join(wording.values(case))
        said = words("path_otherwise", nature=nature[:1].lower() + nature[1:], values=values)
        otherwise.append((said, routes.address("divergences", about=case.key)))
    return Proof(rows, otherwise)


def _passages(hop: Hop) -> str:
    """The network page with the hop's link chosen: all its passages."""
    link = SEPARATOR.join((hop.link.source, hop.link.relation, hop.link.target))
    return routes.address("network", pick=state.picked_as_text(Picked("edge", link)))


def _filtered(view: View) -> str:
    """As HTML: that filters leave some links out, and which."""
    if state.selection() == Selection():
        return ""
    filters = state.selection().describe(state.lang(), view.claims)
    return f'<p class="notice">{escape(state.words()("paths_filtered", filters=filters))}</p>'


def _invite(corpus: Corpus, view: View, question: Question) -> None:
    """Nothing is asked yet, or half of it: say what to choose, and give examples."""
    words = state.words()
    one = question.start or question.end
    title = words("paths_whom", name=one) if one else words("paths_ask")
    page_head(title, words("paths_choose"), _filtered(view))
    pairs = paths.suggestions(_ways(view, question.accepted), one)
    rows = [_pair(corpus, question, *(pair[::-1] if question.end else pair)) for pair in pairs]
    lead = f'<p class="empty">{escape(words("paths_examples"))}</p>{_ways_out(rows)}' if rows else ""
    st.html(f'<p class="phone">{escape(words("paths_phone"))}</p>{lead}')


def _pair(corpus: Corpus, question: Question, start: str, end: str) -> str:
    """A link to the paths between two actors, with their signs."""
    address = routes.address("paths", **told(replace(question, start=start, end=end)))
    named = [f'<i class="gl gl-{escape(corpus.known.kinds[name])}"></i> {escape(name)}' for name in (start, end)]
    return f'<a class="{routes.MARK}" href="{escape(address)}">{" <small>→</small> ".join(named)}</a>'


def _ways_out(rows: Sequence[str]) -> str:
    return f'<ul class="ways">{"".join(f"<li>{row}</li>" for row in rows)}</ul>' if rows else ""


def _no_path(view: View, question: Question, links: Sequence[Link]) -> None:
    words = state.words()
    title = words("paths_none", start=question.start, end=question.end, n=question.steps)
    page_head(title, words("paths_none_why"), _filtered(view))
    rows = [_remedy(remedy, words) for remedy in paths.remedies(links, question)]
    lead = words("paths_remedies") if rows else words("paths_unlinked")
    st.html(f'<p class="empty">{escape(lead)}</p>{_ways_out(rows)}')
    if not rows and state.selection() != Selection():
        st.button(words("paths_lift"), key="paths-lift", on_click=state.reset)


def _remedy(remedy: Remedy, words: Words) -> str:
    names: dict[str, Any] = {"n": remedy.steps} if remedy.kind in ("steps", "all") else {}
    names |= {"name": remedy.actor} if remedy.kind == "without" else {}
    link = routes.link("paths", words(f"path_remedy_{remedy.kind}", **names), **told(remedy.question))
    return (
        link
        if remedy.kind in ("steps", "all")
        else f"{link} <span>{escape(words('path_steps', n=remedy.steps))}</span>"
    )


def _sidebar(corpus: Corpus, question: Question, links: Sequence[Link]) -> None:
    words = state.words()
    names = sorted(corpus.known.kinds, key=lambda name: (folded(name), name))
    _end("from", question.start, [name for name in names if name != question.end], words)
    st.button(
        words("paths_swap"),
        key="paths-swap",
        type="tertiary",
        icon=":material/swap_vert:",
        disabled=not (question.start or question.end),
        on_click=lambda: state.say(**{"from": question.end, "to": question.start, "path": ""}),
    )
    _end("to", question.end, [name for name in names if name != question.start], words)
    _without(question, names, words)
    st.slider(
        words("paths_most"),
        1,
        MOST_STEPS,
        **state.shown("paths-steps", question.steps),
        on_change=lambda: _ask(steps=st.session_state.get("paths-steps")),
    )
    _accept(question, paths.flag_counts(links), words)
    foot(words, lambda: state.tell("paths", {}))


def _ask(**fields: object) -> None:
    """Change the question; its first path is shown again."""
    steps = fields.get("steps")
    state.say(**{**fields, **({"steps": ""} if steps == DEFAULT_STEPS else {}), "path": ""})


def _end(which: str, name: str, names: Sequence[str], words: Words) -> None:
    st.selectbox(
        words(f"paths_{which}"),
        names,
        **state.shown_of(f"paths-{which}", name or None, names),
        placeholder=words("search_hint"),
        on_change=lambda: _ask(**{which: st.session_state.get(f"paths-{which}")}),
    )


def _without(question: Question, names: Sequence[str], words: Words) -> None:
    st.multiselect(
        words("paths_without"),
        [name for name in names if name not in (question.start, question.end)],
        **state.shown("paths-without", [name for name in names if name in question.without], "default"),
        placeholder=words("paths_nobody"),
        on_change=lambda: _ask(without=state.joined(sorted(st.session_state.get("paths-without") or ()))),
    )


def _accept(question: Question, counts: Mapping[str, int], words: Words) -> None:
    section(words("paths_accept"))
    rules = "".join(f'.st-key-paths-accept-{flag}{{--n:"{count}"}}' for flag, count in counts.items())
    st.html(f"<style>{rules}</style>")
    for flag in FLAGS:
        st.checkbox(
            words(f"paths_accept_{flag}"),
            **state.shown(f"paths-accept-{flag}", flag in question.accepted),
            width="stretch",
            on_change=_toggle,
            args=(question, flag),
        )


def _toggle(question: Question, flag: str) -> None:
    # A browser that is given a page while it changes to another may send no choice at all.
    on = st.session_state.get(f"paths-accept-{flag}", flag in question.accepted)
    accepted = question.accepted | {flag} if on else question.accepted - {flag}
    text = ",".join(one for one in FLAGS if one in accepted) or NO_FLAG
    _ask(accept="" if accepted == DEFAULT_ACCEPTED else text)
