"""The divergences page: where the articles tell it differently, side by side. What differs is the large text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

import streamlit as st

from graph.divergence import NATURES, Case, Version
from graph.network import folded
from graph.ontology import load_ontology
from graph.texts import Words
from graph.ui import routes, state
from graph.ui.divergence_words import Wording
from graph.ui.evidence import text
from graph.ui.frame import page_head
from graph.ui.opening import Corpus, View, shown_divergences
from graph.ui.sidebar import foot, section

SHOWN = 30  # cases drawn at once
_IN_ROWS = ("exclusivity", "valuation", "founders", "date")  # natures that fit a row of a table


def draw(corpus: Corpus, view: View) -> None:
    """Draw the page."""
    words, cases = state.words(), shown_divergences(view)
    say = Wording(words, state.lang(), load_ontology(), {article.id: article for article in corpus.articles})
    about, natures = state.about("about"), _natures(cases)
    actor = about if any(about in case.actors for case in cases) else ""
    chosen = next((case for case in cases if case.key == about), None)
    near = [case for case in cases if not actor or actor in case.actors]
    shown = [case for case in near if case is chosen or set(case.natures) & natures]
    filters = state.selection().describe(state.lang(), view.claims) if state.selection().to_query() else ""
    page_head(
        words("divergences_headline", n=len(shown)) if cases else words("divergences_none"),
        words("divergences_subline"),
        f'<p class="subline">{escape(filters)}</p>' if filters else "",
    )
    _cases(shown, chosen, say, corpus)
    if cases and not shown:
        st.html(f'<p class="empty">{escape(words("divergences_unticked"))}</p>')
    with st.sidebar:
        _sidebar(cases, near, natures, actor, words)


# -- what is chosen ----------------------------------------------------------------------------------------------------


def _natures(cases: Sequence[Case]) -> set[str]:
    """The natures that are ticked: those of the address, or all."""
    there = {str(nature) for case in cases for nature in case.natures}
    told = set(state.about("nature").split(",")) & set(NATURES)
    return there & told if told else (set() if state.about("nature") == "-" else there)


def _sidebar(cases: Sequence[Case], near: Sequence[Case], natures: set[str], actor: str, words: Words) -> None:
    counts = Counter(nature for case in near for nature in case.natures)
    there = [nature for nature in NATURES if any(nature in case.natures for case in cases)]
    rules = "".join(f'.st-key-nature-{nature}{{--n:"{counts[nature]}"}}' for nature in there)
    st.html(f"<style>{rules}</style>")
    section(words("natures"), words("points", n=len(near)))
    with st.container(key="natures", gap=None):
        for nature in there:
            st.checkbox(
                words(f"nature_{nature}"),
                **state.shown(f"nature-{nature}", nature in natures),
                width="stretch",
                on_change=_tick,
                args=(nature, there, sorted(natures)),
            )
    section(words("one_actor"))
    actors = sorted({name for case in cases for name in case.actors})
    st.selectbox(
        words("one_actor"),
        actors,
        **state.shown_of("divergence-actor", actor or None, actors),
        placeholder=words("all_actors"),
        label_visibility="collapsed",
        on_change=lambda: state.say(about=st.session_state["divergence-actor"]),
    )
    foot(words, _reset)


def _tick(nature: str, there: Sequence[str], natures: Sequence[str]) -> None:
    on = bool(st.session_state[f"nature-{nature}"])
    now = [name for name in there if (on if name == nature else name in natures)]
    state.say(nature="" if len(now) == len(there) else ",".join(now) or "-")


def _reset() -> None:
    state.reset()
    state.say(about=None, nature=None)


# -- the cases ---------------------------------------------------------------------------------------------------------


def _cases(shown: Sequence[Case], chosen: Case | None, say: Wording, corpus: Corpus) -> None:
    """The chosen case first, then those with cards, then the rows of the table."""
    limit = int(st.session_state.get("divergences-limit", SHOWN))
    some = ([chosen] if chosen else []) + [case for case in shown if case is not chosen][:limit]
    rows = [case for case in some if case is not chosen and _fits_row(case)]
    cards = [case for case in some if case not in rows]
    html = "".join(_section(case, say, corpus, case is chosen) for case in cards)
    if rows:
        html += f'<div class="told-rows">{"".join(_row(case, say, corpus) for case in rows)}</div>'
    if html:
        st.html(f'<div class="divergences">{html}</div>')
    left = len(shown) - len(some)
    if left > 0:
        st.button(say.words("more_cases", n=left), key="more-cases", on_click=_more, args=(limit,))


def _more(limit: int) -> None:
    st.session_state["divergences-limit"] = limit + SHOWN


def _spoken(case: Case) -> list[Version]:
    """One version of each thing said; the silent ones only where nothing else is against the first."""
    by_value = {version.value: version for version in reversed(case.versions)}
    spoken = [version for version in case.versions if by_value[version.value] is version]
    loud = [version for version in spoken if version.value.form != "unsaid"]
    return loud if len(loud) > 1 else spoken


def _fits_row(case: Case) -> bool:
    return case.natures[0] in _IN_ROWS and len(_spoken(case)) == 2


def _section(case: Case, say: Wording, corpus: Corpus, chosen: bool) -> str:
    head = f'<div><p class="nature">{text(say.natures(case))}</p><h2>{text(say.question(case))}</h2></div>'
    side = _side(case, say, corpus)
    back = routes.link("divergences", say.words("all_divergences")) if chosen else ""
    mark = ' class="told chosen"' if chosen else ' class="told"'
    header = f'<header>{head}<p class="side">{side} {back}</p></header>'
    return f'<section{mark}>{header}<div class="versions">{_cards(case, say, corpus)}</div></section>'


def _cards(case: Case, say: Wording, corpus: Corpus) -> str:
    return "".join(_card(version, case, say, corpus) for version in case.versions)


def _side(case: Case, say: Wording, corpus: Corpus) -> str:
    """At the right of a case: its link as a sentence, or how near two quotations are."""
    if case.natures[0] == "attribution":
        return text(say.words("same_words", percent=round(100 * case.likeness)))
    if len(case.about) < 3:
        return _actor(case.about[-1], corpus)
    source, relation, target = case.about[-3:]
    kind = say.ontology.relations[relation]
    verb = f'<em class="fam-{kind.family}">{text(kind.label(say.lang))}</em>'
    return f"{_actor(source, corpus)} {verb} {_actor(target, corpus)}"


def _actor(name: str, corpus: Corpus) -> str:
    kind = corpus.known.kinds.get(name)
    sign = f'<i class="gl gl-{escape(kind)}"></i> ' if kind else ""
    return f'<span class="one">{sign}{text(name)}</span>'


def _card(version: Version, case: Case, say: Wording, corpus: Corpus) -> str:
    silent = " silent" if version.value.form == "unsaid" else ""
    value = text(say.value(version, case))
    if version.value.form == "speaker":
        value = _actor(version.value.text, corpus)
    told = f'<p class="value{silent}">{value}</p>{_who(version, say, corpus)}'
    link = routes.link("reader", say.words("read_passage"), article=version.article, at=version.start)
    foot = f"<footer>{say.origin(version)}{link}</footer>"
    return f'<article class="version">{told}<blockquote>{_quote(version, say)}</blockquote>{foot}</article>'


def _who(version: Version, say: Wording, corpus: Corpus) -> str:
    """Status and speaker of a version; of a person quoted, what the article says they are."""
    words = say.words
    if version.value.form == "speaker":
        return f'<p class="who">{text(_functions(version, corpus, words))}</p>'
    status = say.ontology.statuses[version.status]
    sign = f'<span class="status"><i class="ln ln-{status.id}"></i>{text(status.label(say.lang))}</span>'
    if version.speaker:
        before, _, after = words("according_to", speaker="\0").partition("\0")
        who = f"{text(before)}<b>{text(version.speaker)}</b>{text(after)}"
    else:
        who = text(words("outlet_itself"))
    return f'<p class="who">{sign}<span>{who}</span></p>'


def _functions(version: Version, corpus: Corpus, words: Words) -> str:
    """« conseiller en politique numérique (Axel Voss) »: the function that the article gives the speaker."""
    claims = corpus.claims
    own = claims[(claims["source"] == version.value.text) & (claims["role"] != "")]
    own = own[own["relation"].isin(["holds_position_at", "member_of", "advises"])]
    if own.empty:
        return ""
    here = own[own["article_id"] == version.article]
    row = (own if here.empty else here).iloc[0]
    long = {word for word in folded(row["target"]).split() if len(word) > 4}
    if long & set(folded(row["role"]).split()):  # « député européen », of the European Parliament
        return str(row["role"])
    return words("function_at", role=row["role"], house=row["target"])


def _quote(version: Version, say: Wording) -> str:
    """The passage with the words that differ in <mark>, as HTML."""
    article = say.articles[version.article].text
    told, at = "", version.start
    for first, last in sorted(version.marks):
        if at <= first < last <= version.end:
            told += f"{text(article[at:first])}<mark>{text(article[first:last])}</mark>"
            at = last
    told = (told + text(article[at : version.end])).strip()
    if version.value.form != "speaker":
        return told
    before, _, after = say.words("quoted", text="\0").partition("\0")
    return f"{text(before)}{told}{text(after)}"


def _row(case: Case, say: Wording, corpus: Corpus) -> str:
    """The case as a row of a table; its cards open below it."""
    cells = ""
    for version in _spoken(case):
        others = [v for v in case.versions if v.value == version.value]
        origins = ", ".join(dict.fromkeys(f'<span class="from">{say.origin(v)}</span>' for v in others))
        cells += f'<p class="cell"><b>{text(say.value(version, case))}</b> {origins}</p>'
    link = routes.link("divergences", say.words("on_its_own"), about=case.key)
    nature = f'<p class="nature">{text(say.natures(case))}</p>'
    head = f"<div>{nature}<h2>{text(say.question(case))}</h2></div>"
    summary = f'{head}{cells}<span class="compare">{text(say.words("compare"))}</span>'
    opened = f'<div class="versions">{_cards(case, say, corpus)}</div><p class="alone">{link}</p>'
    return f'<details class="told-row"><summary>{summary}</summary>{opened}</details>'
