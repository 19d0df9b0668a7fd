"""The download menu: every format of the registry, for what is shown or for everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st

from graph.export import Context, Format, formats, to_bytes
from graph.network import Network
from graph.selection import Selection, headline
from graph.ui import state
from graph.ui.opening import Corpus, View

SCOPES = ("shown", "all")


def downloads(corpus: Corpus, view: View) -> None:
    """Draw the menu; a file is written only when its button is pressed."""
    words = state.words()
    menu = st.popover(words("download"), icon=":material/download:", key="downloads", on_change="rerun")
    if menu.open:  # drawn once it is opened: the page is painted sooner
        with menu:
            _menu(corpus, view)


def _menu(corpus: Corpus, view: View) -> None:
    words, lang = state.words(), state.lang()
    scope = st.segmented_control(
        words("download_what"),
        SCOPES,
        default=SCOPES[0],
        key="scope",
        format_func=lambda name: words(f"download_{name}"),
        required=True,
    )
    everything = scope == "all"
    claims, network = (corpus.claims, corpus.network) if everything else (view.claims, view.network)
    selection = Selection() if everything else state.selection()
    content = st.empty()
    today = date.today().isoformat()
    context = Context(selection.describe(lang, claims), today, lang, corpus.places["wide"])
    st.caption(words("download_picture"))
    for one in formats().values():
        _offer(one, _writer(one, network, claims, context))
    # Told last: once the sentence is there, every button below it gives what it says.
    content.markdown(headline(claims, lang))


def _offer(one: Format, write: Callable[[], bytes]) -> None:
    lang = state.lang()
    with st.container(key=f"format-{one.name}", gap=None):
        st.download_button(
            one.label[lang],
            write,
            file_name=file_name(one),
            mime=one.mime,
            key=f"download-{one.name}",
            type="tertiary",
            icon=":material/download:",
            on_click="ignore",
        )
        st.caption(one.good_for[lang])


def _writer(one: Format, network: Network, claims: pd.DataFrame, context: Context) -> Callable[[], bytes]:
    return lambda: to_bytes(one.name, network, claims, context)


def file_name(one: Format) -> str:
    """maillage.gexf, maillage.csv, maillage-links.csv."""
    part = one.name.removeprefix(one.extension.lstrip(".")).strip("-")
    return f"maillage{'-' if part else ''}{part}{one.extension}"
