"""A page with nothing but the canvas, driven by tests/browser/test_canvas.py; the address says what to draw."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.drawing import SEPARATOR, payload
from graph.layout import Places, cached_positions
from graph.network import Network, build_network
from graph.store import open_store
from graph.ui.canvas import Picked, canvas
from tests.samples import sample_table


@st.cache_resource
def drawn(hostile: bool) -> tuple[pd.DataFrame, Network, Places]:
    table = sample_table(hostile=hostile)
    network = build_network(table)
    return table, network, cached_positions(network, open_store("sqlite://"))


st.set_page_config(page_title="canvas", layout="wide")
table, network, places = drawn(st.query_params.get("hostile") == "1")
if st.checkbox("Money only"):
    network = build_network(table[table["relation"] == "invests_in"])
if st.query_params.get("empty") == "1":
    network = build_network(table[:0])
st.button("Run again")
if st.button("Choose an actor"):
    st.session_state["chosen"] = Picked("node", "Commission européenne")
if st.checkbox("Insert above"):
    st.write("A line above the canvas")

chosen = canvas(
    payload(network, places, "fr"), selected=st.session_state.get("chosen"), height=620, headline="Un essai."
)
st.session_state["chosen"] = chosen
st.session_state["runs"] = st.session_state.get("runs", 0) + 1
said = f"{chosen.kind}: {chosen.id.replace(SEPARATOR, ' | ')}" if chosen else "nothing"
st.code(f"runs {st.session_state['runs']}\nchosen {said}", language=None)
