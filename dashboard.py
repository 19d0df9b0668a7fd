"""Maillage in the browser. Wiring only: `streamlit run dashboard.py`, or `make run`."""

from pathlib import Path

import streamlit as st

from graph.ui import frame
from graph.ui.theme import style_sheet

STATIC = Path(__file__).parent / "static"

st.set_page_config(page_title="Maillage", page_icon=STATIC / "icon.png", layout="wide", initial_sidebar_state=312)
st.logo(STATIC / "logo.svg", size="large")
st.html(f"<style>{style_sheet()}</style>")
frame.run()
