"""The table: one row a link, or one row a claim with columns to choose; a row opens the sentences behind it."""

from __future__ import annotations

import streamlit as st

from graph.ontology import load_ontology
from graph.ui import state
from graph.ui.claims_table import claims_table, columns_menu
from graph.ui.links_table import links_table
from graph.ui.opening import View

TOOLS = 44  # CSS pixels of the line above the table


def table(view: View, height: int) -> None:
    """Draw the table under the choice of its rows (height in CSS pixels of both)."""
    words, rows = state.words(), state.about_one_of("rows", state.ROWS)
    with st.container(key="table-tools", horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            words("rows"),
            state.ROWS,
            **state.shown("table-rows", rows, "default"),
            format_func=lambda name: words(f"rows_{name}"),
            required=True,
            label_visibility="collapsed",
            on_change=_choose_rows,
        )
        if rows == "claims":
            columns_menu(words)
    if rows == "claims":
        claims_table(view, load_ontology(), height - TOOLS)
    else:
        links_table(view.network, load_ontology(), height - TOOLS)


def _choose_rows() -> None:
    rows = st.session_state["table-rows"]
    state.say(rows="" if rows == state.ROWS[0] else rows)
