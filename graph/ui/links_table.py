"""The same links as a table, for people who read tables and for screen readers; a row opens the same sentences."""

from __future__ import annotations

import hashlib
from typing import Any

import pandas as pd
import streamlit as st

from graph import network as names
from graph.drawing import SEPARATOR
from graph.network import Network
from graph.ontology import Language, Ontology
from graph.texts import Words
from graph.ui import state
from graph.ui.canvas import Picked

COLUMNS = ("source", "relation", "target", "status", "passages", "sources", "amount", "currency", "dates")


def links_frame(network: Network, ontology: Ontology, lang: Language) -> pd.DataFrame:
    """One row per link, best attested first; columns COLUMNS, index = id of the drawn line (graph.drawing.Line.id).

    ``amount`` is in units of ``currency``; ``dates`` is the first and last ISO date, as precise as known.
    """
    rows = [_row(*edge, ontology, lang) for edge in network.edges(data=True)]
    index = [
        SEPARATOR.join((source, data[names.RELATION], target)) for source, target, data in network.edges(data=True)
    ]
    frame = pd.DataFrame(rows, columns=list(COLUMNS), index=index)
    return frame.sort_values(
        ["passages", "source", "target", "relation"], ascending=[False, True, True, True], kind="stable"
    )


def _row(source: str, target: str, data: dict[str, Any], ontology: Ontology, lang: Language) -> dict[str, Any]:
    return {
        "source": source,
        "relation": ontology.relations[data[names.RELATION]].label(lang),
        "target": target,
        "status": ontology.statuses[data[names.STATUS]].label(lang),
        "passages": data[names.WEIGHT],
        "sources": data[names.OUTLETS],
        "amount": data[names.AMOUNT],
        "currency": data[names.CURRENCY],
        "dates": " → ".join(dict.fromkeys(filter(None, (data[names.FIRST_DATE], data[names.LAST_DATE])))),
    }


def links_table(network: Network, ontology: Ontology, height: int) -> None:
    """Draw the table (height in CSS pixels); a click on a row chooses its link."""
    words = state.words()
    frame = links_frame(network, ontology, state.lang())
    ids = list(frame.index)
    choice = state.picked()
    rows = [ids.index(choice.id)] if choice and choice.kind == "edge" and choice.id in ids else []
    # A table with other rows is another table: the position of a chosen row would mean another link.
    key = f"links-{hashlib.sha256(repr(ids).encode()).hexdigest()[:12]}"
    st.dataframe(
        frame,
        key=key,
        height=height,
        hide_index=True,
        placeholder="",
        column_config=_columns(words, frame),
        on_select=lambda: _pick(key, ids),
        selection_mode="single-row",
        selection_default={"selection": {"rows": rows}},
        alt=words("table_alt"),
    )


def _columns(words: Words, frame: pd.DataFrame) -> dict[str, Any]:
    text = st.column_config.TextColumn
    number = st.column_config.NumberColumn
    columns: dict[str, Any] = {
        "source": text(words("col_source"), width=110),
        "relation": text(words("col_relation"), width=88),
        "target": text(words("col_target"), width=110),
        "status": text(words("col_status"), width=66),
        "passages": number(words("col_passages"), format="localized", width=62),
        "sources": number(words("col_sources"), format="localized", width=56),
        "amount": number(words("col_amount"), format="compact", width=58),
        "currency": text(words("col_currency"), width=46),
        "dates": text(words("col_dates"), width=82),
    }
    if frame["amount"].isna().all():
        columns.update(amount=None, currency=None)
    return columns


def _pick(key: str, ids: list[str]) -> None:
    rows = st.session_state[key].selection.rows
    state.pick(Picked("edge", ids[rows[0]]) if rows else None)
