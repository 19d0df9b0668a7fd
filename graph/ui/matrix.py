"""The network as a matrix: rows lead to columns; a cell opens the same sentences as a line of the picture."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from graph.drawing import SEPARATOR, Line
from graph.matrix import MOST, ORDERS, Cell, Matrix, matrix
from graph.network import KIND, Network
from graph.ontology import Language, Ontology, load_ontology
from graph.texts import Words
from graph.ui import state
from graph.ui.canvas import PHONE_HEIGHT, Picked
from graph.ui.kept import kept
from graph.ui.opening import View, open_communities

KEY = "matrix"
TOOLS = 44  # CSS pixels of the line above the matrix
_SCRIPT = Path(__file__).with_name("matrix.js")


def matrix_view(view: View, height: int) -> None:
    """Draw the matrix with the choice of its order (height in CSS pixels of both)."""
    words, order = state.words(), state.about_one_of("order", ORDERS)
    made, sheet = _made(view, order, state.lang())
    with st.container(key="matrix-tools", horizontal=True, vertical_alignment="center"):
        st.segmented_control(
            words("matrix_order"),
            ORDERS,
            **state.shown("matrix-order", order, "default"),
            format_func=lambda name: words(f"order_{name}"),
            required=True,
            label_visibility="collapsed",
            on_change=lambda: state.say(order=_unless_first(st.session_state["matrix-order"])),
        )
        if made.left_out:
            st.caption(words("matrix_left_out", shown=MOST, n=made.left_out))
    chosen = state.picked()
    _component()(
        key=KEY,
        data={
            "sheet": sheet,
            "id": repr((view.key, order, state.lang())),
            "chosen": {"kind": chosen.kind, "id": chosen.id} if chosen else None,
            "height": height - TOOLS,
            "phone_height": PHONE_HEIGHT,
        },
        on_picked_change=_picked,
    )


def _unless_first(order: str) -> str:
    return "" if order == ORDERS[0] else order


def _picked() -> None:
    told = (st.session_state.get(KEY) or {}).get("picked")
    if told:
        state.pick(Picked(told["kind"], str(told["id"])) if told["kind"] else None)


@kept(4)
def _made(view: View, order: str, lang: Language) -> tuple[Matrix, dict[str, Any]]:
    made = matrix(view.network, open_communities(view.corpus), order)
    return made, payload(made, view.network, load_ontology(), lang)


def payload(made: Matrix, network: Network, ontology: Ontology, lang: Language) -> dict[str, Any]:
    """What the browser draws, as JSON values; every text is plain text there, never markup."""
    words = Words(lang)
    return {
        "actors": [_actor(name, network, ontology, lang) for name in made.actors],
        "starts": sorted(made.starts),
        "cells": [_cell(cell, made, ontology, lang) for cell in made.cells],
        "legend": _legend(ontology, lang),
        "texts": {name: words(f"matrix_{name}") for name in ("label", "keys", "from", "to")},
    }


def _actor(name: str, network: Network, ontology: Ontology, lang: Language) -> dict[str, str]:
    kind = ontology.kinds[network.nodes[name][KIND]]
    return {"name": name, "kind": kind.id, "says": kind.label(lang)}


def _cell(cell: Cell, made: Matrix, ontology: Ontology, lang: Language) -> dict[str, Any]:
    """Where the cell is, its parts (family, style of line), its number, what it says, what a click on it chooses."""
    source, target = made.actors[cell.row], made.actors[cell.column]
    one = cell.lines[0] if len(cell.lines) == 1 else None
    looks = [
        (ontology.relations[line.relation].family, ontology.statuses[line.statuses[0]].line) for line in cell.lines
    ]
    return {
        "at": [cell.row, cell.column],
        "parts": list(dict.fromkeys(looks)),  # two lines that look the same would only halve each other
        "thin": all(line.outlets <= 1 for line in cell.lines),
        "n": cell.passages,
        "says": [_said(line, ontology, lang) for line in cell.lines],
        "lines": [line.id for line in cell.lines],
        "pick": {"kind": "edge", "id": one.id} if one else {"kind": "pair", "id": SEPARATOR.join((source, target))},
    }


def _said(line: Line, ontology: Ontology, lang: Language) -> str:
    told = ", ".join(ontology.statuses[status].label(lang) for status in line.statuses)
    verb = ontology.relations[line.relation].label(lang)
    return f"{verb} · {told} · {Words(lang)('passages', n=line.passages)}"


def _legend(ontology: Ontology, lang: Language) -> Mapping[str, Any]:
    return {
        "families": [[family.id, family.label(lang)] for family in ontology.families.values()],
        "styles": [[status.line, status.label(lang)] for status in ontology.statuses.values()],
        "thin": Words(lang)("one_source"),
    }


@lru_cache(maxsize=1)
def _component() -> Callable[..., Any]:
    script = _SCRIPT.read_text(encoding="utf-8")
    return st.components.v2.component("maillage.matrix", html="<section></section>\n", js=script, isolate_styles=False)
