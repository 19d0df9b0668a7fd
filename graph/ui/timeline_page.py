"""The timeline page: what is told along time, brushed to filter the network, and the passages in order of date."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Any, cast

import altair as alt
import pandas as pd
import streamlit as st

from graph import timeline
from graph.ontology import Ontology, load_ontology
from graph.texts import Words
from graph.timeline import BY, Bar, By
from graph.ui import routes, state
from graph.ui.canvas import Picked
from graph.ui.evidence import Row, records, text
from graph.ui.frame import page_head
from graph.ui.opening import Corpus, View
from graph.ui.sidebar import foot, section

HEIGHT = 220  # CSS pixels of the bars
SHOWN = 120  # passages listed at once
_CHART = "timeline-chart"


def draw(corpus: Corpus, view: View) -> None:
    """Draw the page."""
    words = state.words()
    by = cast(By, state.about("by") if state.about("by") in BY else BY[0])
    wide = state.selection().lift("period").apply(corpus.claims, corpus.known)
    span = timeline.dated(wide, by)
    inside = timeline.dated(view.claims, by)
    undated = len(wide) - len(span)
    page_head(
        words("timeline_headline", n=len(inside)) if len(span) else words("timeline_none"),
        state.selection().describe(state.lang(), view.claims),
        f'<p class="subline">{escape(words("timeline_undated", n=undated))}</p>' if undated else "",
    )
    drawn = timeline.bars(span)
    if len({bar.period for bar in drawn}) > 1:  # one bar would say nothing
        _bars(drawn, words)
    _passages(inside, words)
    with st.sidebar:
        _sidebar(by, span, words)


def _sidebar(by: By, span: pd.DataFrame, words: Words) -> None:
    st.radio(
        words("timeline_by"),
        BY,
        **state.shown_of("timeline-by", by, BY),
        format_func=lambda name: words(f"timeline_by_{name}"),
        on_change=lambda: state.say(
            by=st.session_state["timeline-by"] if st.session_state["timeline-by"] != BY[0] else ""
        ),
    )
    periods = list(dict.fromkeys(bar.period for bar in timeline.bars(span)))
    if len(periods) > 1:
        _range(periods, words)
    if state.selection().since or state.selection().until:
        with st.container(key="timeline-ways", gap="small"):
            st.button(words("timeline_whole"), key="timeline-whole", on_click=state.lift, args=("period",))
            st.page_link(st.session_state["pages"]["network"], label=words("timeline_network"))
    foot(words, state.reset)


def _range(periods: Sequence[str], words: Words) -> None:
    """The brush for keyboards: the same period between two handles."""
    chosen = state.selection()
    first = next((p for p in periods if chosen.since and p >= chosen.since[: len(p)]), periods[0])
    last = next((p for p in reversed(periods) if chosen.until and p <= chosen.until[: len(p)]), periods[-1])
    last = max(first, last)
    section(words("period"), words.period(first, last))
    st.select_slider(
        words("period"),
        periods,
        **state.shown("timeline-range", (first, last)),
        format_func=words.date,
        label_visibility="collapsed",
        on_change=lambda: _keep(st.session_state["timeline-range"], periods),
    )


def _keep(ends: tuple[str, str], periods: Sequence[str]) -> None:
    first, last = ends
    state.change(since=first if first > periods[0] else None, until=last if last < periods[-1] else None)


def _bars(bars: Sequence[Bar], words: Words) -> None:
    """Stacked bars by family; a stretch drawn over them with the pointer becomes the period."""
    ontology, dark = load_ontology(), st.context.theme.type == "dark"
    periods = list(dict.fromkeys(bar.period for bar in bars))
    labels = {family.id: family.label(state.lang()) for family in ontology.families.values()}
    frame = pd.DataFrame(
        [{"when": _first_day(b.period), "until": _next(b.period), "period": words.date(b.period),
          "family": labels[b.family], "claims": b.claims} for b in bars]
    )  # fmt: skip
    frame["top"] = frame.groupby("when")["claims"].cumsum()
    frame["bottom"] = frame["top"] - frame["claims"]
    colours = [family.line[dark] for family in ontology.families.values()]
    monthly = len(periods[0]) > len("2024")
    # Vega itself names months in English only.
    named = f"{json.dumps(words.months)}[month(datum.value)] + ' ' + " if monthly else ""
    axis = alt.Axis(grid=False, labelExpr=f"{named}year(datum.value)", tickCount="month" if monthly else "year")
    brush = alt.selection_interval(name="brush", encodings=["x"])
    chart = (
        # Painted: drawn as SVG, the brush is an image without words. The list says the same, the slider does.
        alt.Chart(frame, height=HEIGHT, usermeta={"embedOptions": {"renderer": "canvas"}})
        .mark_rect(xOffset=1)
        .encode(
            # From day to day: over a time unit, the brush would tell other days than those it covers.
            x=alt.X("when:T", title=None, axis=axis),
            x2="until:T",
            y2="bottom:Q",
            y=alt.Y("top:Q", title=words("timeline_axis"), axis=alt.Axis(tickMinStep=1)),
            color=alt.Color("family:N", scale=alt.Scale(domain=list(labels.values()), range=colours), title=None,
                            legend=alt.Legend(orient="top", columns=6)),
            tooltip=[alt.Tooltip("period:N", title=words("period")), alt.Tooltip("family:N", title=words("relations")),
                     alt.Tooltip("claims:Q", title=words("timeline_axis"))],
        )
        .add_params(brush)
    )  # fmt: skip
    with st.container(key="timeline"):
        st.altair_chart(chart, key=_CHART, on_select=lambda: _brushed(periods), selection_mode="brush")
        st.caption(words("timeline_brush"))


def _brushed(periods: Sequence[str]) -> None:
    drawn: dict[str, Any] = st.session_state[_CHART].selection.get("brush") or {}
    ends = next(iter(drawn.values()), None)
    if not ends:
        state.lift("period")
        return
    days = [pd.Timestamp(end, unit="ms").date().isoformat() for end in ends]
    if found := timeline.covering(min(days), max(days), list(periods)):
        _keep(found, periods)


def _first_day(period: str) -> pd.Timestamp:
    return pd.Timestamp(f"{period}-01" if len(period) > len("2024") else f"{period}-01-01")


def _next(period: str) -> pd.Timestamp:
    """The first day after a month or a year."""
    return _first_day(period) + (pd.DateOffset(months=1) if len(period) > len("2024") else pd.DateOffset(years=1))


def _passages(claims: pd.DataFrame, words: Words) -> None:
    """Every dated passage in order, its link as a sentence; those beyond SHOWN are told by number."""
    ontology = load_ontology()
    rows = records(claims.head(SHOWN))
    html = "".join(
        f'<section class="moment"><h2>{text(words.date(when))}</h2><ol>'
        + "".join(_moment(row, ontology, words) for row in found)
        + "</ol></section>"
        for when, found in groupby(rows, key=lambda row: str(row["when"]))
    )
    more = len(claims) - len(rows)
    html += f'<p class="counts">{text(words("timeline_more", n=more))}</p>' if more > 0 else ""
    st.html(f'<div class="moments">{html}</div>')


def _moment(row: Row, ontology: Ontology, words: Words) -> str:
    relation, lang = ontology.relations[row["relation"]], state.lang()
    status = ontology.statuses[row["status"]]
    pick = state.picked_as_text(Picked("edge", "\u241f".join((row["source"], row["relation"], row["target"]))))
    said = f"{row['source']} {relation.label(lang)} {row['target']}"
    outlet = text(row["outlet"] or words("unknown_outlet"))
    return (
        f'<li class="fam-{relation.family}"><span class="status"><i class="ln ln-{status.id}"></i>'
        f"{text(status.label(lang))}</span> {routes.link('network', said, pick=pick)}"
        f'<span class="counts">{outlet} · '
        f"{routes.link('reader', words('read_article'), article=row['article_id'], at=row['char_start'])}</span></li>"
    )
