"""The sidebar: the legend is the filter. Every row shows its sign and its count; everything is written to state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

import streamlit as st

from graph.ontology import Ontology
from graph.texts import LANGUAGES, Words
from graph.ui import state
from graph.ui.opening import Corpus, View

CONFIDENCE_STEP = 5  # percent
BAR_HEIGHT = 34  # CSS pixels of the highest bar of the histogram


def sidebar(corpus: Corpus, view: View, ontology: Ontology) -> None:
    """Draw the whole sidebar for what is shown now."""
    words = state.words()
    st.html(f"<style>{_counts(view, ontology)}</style>")
    _search(words)
    _relations(view, ontology, words)
    _actors(corpus, view, ontology, words)
    _statuses(view, ontology, words)
    _period(corpus, words)
    _sources(corpus, view, words)
    _confidence(words)
    foot(words, state.reset)


def foot(words: Words, on_reset: Callable[[], None]) -> None:
    """The last row of every sidebar: « Réinitialiser » and the language."""
    with st.container(key="foot", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.button(words("reset"), key="reset", type="tertiary", icon=":material/replay:", on_click=on_reset)
        _language(words)


def section(title: str, count: str = "") -> None:
    """A heading of a sidebar, and what it counts."""
    st.html(f'<div class="section"><b>{escape(title)}</b><span>{escape(count)}</span></div>')


def _counts(view: View, ontology: Ontology) -> str:
    """The count of every row as a CSS variable: a label that held it would be read aloud with its markup."""
    relations = view.counts["relations"]
    counts = {f"relation-{name}": relations.get(name, 0) for name in ontology.relations}
    for name in ontology.families:
        counts[f"family-{name}"] = sum(relations.get(one, 0) for one in types_of(name, ontology))
    counts |= {f"kind-{name}": view.counts["kinds"].get(name, 0) for name in ontology.kinds}
    counts |= {f"status-{name}": view.counts["statuses"].get(name, 0) for name in ontology.statuses}
    rules = [f'.st-key-{key}{{--n:"{count}"}}' for key, count in counts.items()]
    rules.append(f'[class*="st-key-keep-"]{{--only:"{state.words()("only")}"}}')
    none = [f".st-key-{key}" for key, count in counts.items() if not count]
    some = [f".st-key-family-{name}" for name in ontology.families if _partly(name, ontology)]
    rules += [f"{','.join(none)}{{--row-ink:var(--ink3);--row-sign:.5}}"] if none else []
    rules += [f"{','.join(some)}{{--partly:linear-gradient(90deg,var(--bar) 50%,var(--line2) 50%)}}"] if some else []
    return "".join(rules)


def _partly(family: str, ontology: Ontology) -> bool:
    on = [state.ticked(state.selection().relations, name) for name in types_of(family, ontology)]
    return any(on) and not all(on)


def _search(words: Words) -> None:
    st.text_input(
        words("search"),
        **state.shown("search", state.selection().search),
        type="search",
        live=True,
        placeholder=words("search_hint"),
        label_visibility="collapsed",
        on_change=lambda: state.change(search=st.session_state["search"] or ""),
    )


def types_of(family: str, ontology: Ontology) -> list[str]:
    """The relation types of a family, in the order of the vocabulary."""
    return [relation.id for relation in ontology.relations.values() if relation.family == family]


def _relations(view: View, ontology: Ontology, words: Words) -> None:
    section(words("relations"), words("links_count", n=view.links))
    chosen, lang = state.selection().relations, state.lang()
    for family in ontology.families.values():
        types = types_of(family.id, ontology)
        on = [state.ticked(chosen, name) for name in types]
        with st.container(key=f"row-{family.id}", gap=None):
            _tick(f"family-{family.id}", family.label(lang), "relations", types, ontology.relations, all(on))
            _only(family.id, family.label(lang), "relations", types, words)
            # Its rows are drawn once it is opened: the page is painted sooner.
            types_shown = st.expander(
                words("types_of", family=family.label(lang)), key=f"types-{family.id}", on_change="rerun"
            )
            if types_shown.open:
                with types_shown:
                    for name, ticked in zip(types, on, strict=True):
                        label = ontology.relations[name].label(lang)
                        _tick(f"relation-{name}", label, "relations", [name], ontology.relations, ticked)


def _actors(corpus: Corpus, view: View, ontology: Ontology, words: Words) -> None:
    section(words("actors"), words.number(view.network.number_of_nodes(), 0))
    chosen, lang = state.selection().kinds, state.lang()
    with st.container(key="kinds", gap=None):
        for kind in ontology.kinds.values():
            ticked = state.ticked(chosen, kind.id)
            _tick(f"kind-{kind.id}", kind.plural(lang), "kinds", [kind.id], ontology.kinds, ticked)
    held = {role for roles in corpus.known.roles.values() for role in roles}
    names = {name: role.label(lang) for name, role in ontology.roles.items() if name in held}
    _choice("roles", names, view.counts["roles"], words)


def _statuses(view: View, ontology: Ontology, words: Words) -> None:
    section(words("status_and_weight"))
    chosen, lang = state.selection().statuses, state.lang()
    with st.container(key="statuses", gap=None):
        for status in ontology.statuses.values():
            ticked = state.ticked(chosen, status.id)
            _tick(f"status-{status.id}", status.label(lang), "statuses", [status.id], ontology.statuses, ticked)
        st.html(
            f'<div class="key" title="{escape(words("one_source_help"))}"><i class="thin"></i>'
            f"{escape(words('one_source'))}<span>{view.single}</span></div>"
        )


def _period(corpus: Corpus, words: Words) -> None:
    bars = corpus.periods
    months = list(bars)
    if len(months) < 2:
        section(words("period"), words.date(months[0]) if months else words("no_date"))
        return
    selection = state.selection()
    first = _inside(selection.since, months, months[0])
    last = max(first, _inside(selection.until, months, months[-1]))
    ends = {"since": words.date(first), "until": words.date(last)}
    section(words("period"), words.period(first, last))
    columns = "".join(_bar(count / max(bars.values()), first <= month <= last) for month, count in bars.items())
    st.html(f'<div class="histogram" role="img" aria-label="{escape(words("histogram", **ends))}">{columns}</div>')
    st.select_slider(
        words("period"),
        months,
        **state.shown("period", (first, last)),
        format_func=words.date,
        label_visibility="collapsed",
        on_change=lambda: _set_period(months),
    )


def _bar(share: float, chosen: bool) -> str:
    height = max(2, round(BAR_HEIGHT * share))
    return f'<i class="{"" if chosen else "out"}" style="height:{height}px"></i>'


def _inside(iso: str | None, months: Sequence[str], otherwise: str) -> str:
    """The bar that holds an ISO date, clipped to the bars there are."""
    return min(max(iso[: len(months[0])], months[0]), months[-1]) if iso else otherwise


def _set_period(months: Sequence[str]) -> None:
    first, last = st.session_state["period"]
    state.change(since=first if first > months[0] else None, until=last if last < months[-1] else None)


def _sources(corpus: Corpus, view: View, words: Words) -> None:
    section(words("sources"))
    outlets = {name: name or words("unknown_outlet") for name in view.counts["outlets"]}
    titles = {article.name: article.title or article.name for article in corpus.articles}
    _choice("outlets", outlets, view.counts["outlets"], words)
    articles = {name: titles.get(name, name) for name in view.counts["articles"]}
    _choice("articles", articles, view.counts["articles"], words)


def _confidence(words: Words) -> None:
    percent = round(100 * state.selection().min_confidence)
    section(words("confidence"), words("confidence_value", percent=percent))
    st.slider(
        words("confidence"),
        0,
        100,
        step=CONFIDENCE_STEP,
        **state.shown("confidence", percent),
        label_visibility="collapsed",
        on_change=lambda: state.change(min_confidence=st.session_state["confidence"] / 100),
    )


def _language(words: Words) -> None:
    st.segmented_control(
        words("language"),
        LANGUAGES,
        **state.shown("lang-switch", state.lang(), "default"),
        format_func=str.upper,
        required=True,
        label_visibility="collapsed",
        on_change=_speak,
    )


def _speak() -> None:
    # A browser that is given a page while it changes to another may send no choice at all.
    if st.session_state.get("lang-switch") in LANGUAGES:
        st.session_state["lang"] = st.session_state["lang-switch"]


def _tick(key: str, label: str, facet: str, values: list[str], universe: Mapping[str, object], on: bool) -> None:
    """A row of the legend: ticked unless some of its values are filtered out."""
    st.checkbox(
        label, **state.shown(key, on), width="stretch", on_change=_toggle, args=(key, facet, values, list(universe))
    )


def _toggle(key: str, facet: str, values: list[str], universe: list[str]) -> None:
    chosen = getattr(state.selection(), facet)
    state.change(**{facet: state.toggled(chosen, values, universe, on=bool(st.session_state[key]))})


def _only(name: str, label: str, facet: str, values: list[str], words: Words) -> None:
    """« seul »: keep only these values; shown when the row is pointed at or focused."""
    st.button(
        words("only_this", name=label),  # what is read aloud; the style sheet shows « seul »
        key=f"keep-{name}",
        type="tertiary",
        on_click=state.change,
        kwargs={facet: frozenset(values)},
    )


def _choice(facet: str, names: Mapping[str, str], counts: Mapping[str, int], words: Words) -> None:
    """A menu of values, none chosen meaning all."""
    chosen = getattr(state.selection(), facet)
    # Options travel by their text, which holds the count: set anew at each run, else a changed count would drop them.
    told = st.session_state[f"choice-{facet}"] = [name for name in names if chosen is not None and name in chosen]
    st.multiselect(
        words(facet),
        list(names),
        default=told,
        key=f"choice-{facet}",
        format_func=lambda name: words("option", name=names[name], n=counts.get(name, 0)),
        placeholder=words(f"all_{facet}", n=len(names)),
        label_visibility="collapsed",
        on_change=lambda: state.change(**{facet: frozenset(st.session_state[f"choice-{facet}"]) or None}),
    )
