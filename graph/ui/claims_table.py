"""The table of claims: one row a passage, with columns to choose; a row opens the sentences of its link."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from graph.drawing import SEPARATOR
from graph.ontology import Language, Ontology
from graph.texts import Words
from graph.ui import state
from graph.ui.canvas import Picked
from graph.ui.opening import View

COLUMNS = (
    *("source", "relation", "target", "status", "quote", "speaker", "outlet", "date", "published"),
    *("amount", "currency", "article", "confidence", "rule"),
)
USUAL = ("source", "relation", "target", "status", "quote", "speaker", "outlet", "date")


def chosen_columns(told: str) -> tuple[str, ...]:
    """The columns that a parameter of the address names, in the order of COLUMNS; the usual ones if it names none."""
    named = set(told.split(","))
    return tuple(name for name in COLUMNS if name in named) or USUAL


def claims_frame(claims: pd.DataFrame, ontology: Ontology, lang: Language) -> pd.DataFrame:
    """One row a claim in reading order, columns COLUMNS, relation and status in words; same index as the table."""
    frame = claims[list(COLUMNS)].copy()
    frame["relation"] = frame["relation"].map({name: one.label(lang) for name, one in ontology.relations.items()})
    frame["status"] = frame["status"].map({name: one.label(lang) for name, one in ontology.statuses.items()})
    frame["article"] = claims["title"].where(claims["title"] != "", claims["article"])
    frame["quote"] = frame["quote"].str.split().str.join(" ")
    return frame


def columns_menu(words: Words) -> None:
    """The menu of columns; the last one that is shown stays."""
    menu = st.popover(words("columns"), icon=":material/view_column:", key="columns", on_change="rerun")
    if menu.open:
        with menu:
            shown = chosen_columns(state.about("columns"))
            st.pills(
                words("columns_help"),
                COLUMNS,
                selection_mode="multi",
                **state.shown("columns-shown", list(shown), "default"),
                format_func=lambda name: words(f"col_{name}"),
                on_change=_choose_columns,
            )


def _choose_columns() -> None:
    shown = tuple(name for name in COLUMNS if name in st.session_state["columns-shown"])
    if shown:
        state.say(columns="" if shown == USUAL else ",".join(shown))


def claims_table(view: View, ontology: Ontology, height: int) -> None:
    """Draw the table (height in CSS pixels); a click on a row chooses its link."""
    words, shown = state.words(), chosen_columns(state.about("columns"))
    # Another view is another table: the position of a chosen row would mean another claim.
    key = f"claims-{hashlib.sha256(view.key.encode()).hexdigest()[:12]}"
    st.dataframe(
        claims_frame(view.claims, ontology, state.lang())[list(shown)],
        key=key,
        height=height,
        hide_index=True,
        placeholder="",
        column_config=_columns(words),
        on_select=lambda: _pick(key, view.linked),
        selection_mode="single-row",
        alt=words("claims_alt"),
    )


def _columns(words: Words) -> Mapping[str, Any]:
    text: Callable[..., Any] = st.column_config.TextColumn
    number: Callable[..., Any] = st.column_config.NumberColumn
    widths = {"source": 110, "relation": 92, "target": 110, "status": 72, "speaker": 120, "outlet": 100, "date": 82}
    widths |= {"published": 82, "currency": 60, "quote": 440, "article": 220, "rule": 150}
    return {
        **{name: text(words(f"col_{name}"), width=width) for name, width in widths.items()},
        "amount": number(words("col_amount"), format="compact", width=74),
        "confidence": number(words("col_confidence"), format="percent", width=74),
    }


def _pick(key: str, linked: pd.DataFrame) -> None:
    rows = st.session_state[key].selection.rows
    ends = linked.iloc[rows[0]][["source", "relation", "target"]] if rows else None
    state.pick(None if ends is None else Picked("edge", SEPARATOR.join(ends)))
