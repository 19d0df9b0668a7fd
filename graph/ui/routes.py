"""Links between pages: real addresses. A plain click, Back and Forward follow them inside the session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from graph.ui import state

_SCRIPT = Path(__file__).with_name("navigator.js")
_KEY, _ANSWERED = "navigator", "steps-answered"
MARK = "go"  # class of the links that the navigator follows


def address(page: str, **about: object) -> str:
    """The address of a page for these parameters (see state.PARAMETERS), with today's filters and language."""
    from graph.ui.frame import PLACES

    path = next(place.path for place in PLACES if place.name == page)
    query = state.query_of(page, {name: str(value) for name, value in about.items() if value not in (None, "")})
    return f"/{path}?{urlencode(query)}" if query else f"/{path}"


def link(page: str, label: str, title: str = "", **about: object) -> str:
    """A link to a page as HTML; ``label`` is text, escaped here."""
    told = f' title="{escape(title)}"' if title else ""
    return f'<a class="{MARK}" href="{escape(address(page, **about))}"{told}>{escape(label)}</a>'


def go(page: str, **about: object) -> None:
    """Change to another page now, in the middle of a run; what is not told of its parameters is empty."""
    state.tell(page, {name: str(value) for name, value in about.items() if value not in (None, "")})
    st.switch_page(st.session_state["pages"][page])


def navigator(pages: Mapping[str, StreamlitPage]) -> None:
    """Follow links of this module and the browser's steps; mounted before the content of the page."""
    st.session_state["pages"] = pages
    answered = st.session_state.get(_ANSWERED, 0)
    result = _navigator()(key=_KEY, data={"mark": MARK, "answered": answered}, on_go_change=_nothing)
    if told := getattr(result, "go", None):
        st.session_state[_ANSWERED] = answered + 1
        _follow(str(told["href"]), pages)


def _follow(href: str, pages: Mapping[str, StreamlitPage]) -> None:
    from graph.ui.frame import PLACES

    parts = urlsplit(href)
    name = next((place.name for place in PLACES if place.path == parts.path.strip("/").split("/")[-1]), None)
    if name is not None:
        state.restore(name, dict(parse_qsl(parts.query)))
        st.switch_page(pages[name])


@lru_cache(maxsize=1)
def _navigator() -> Callable[..., Any]:
    script = _SCRIPT.read_text(encoding="utf-8")
    return st.components.v2.component("maillage.navigator", html="<span></span>\n", js=script, isolate_styles=False)


def _nothing() -> None:
    """A trigger needs a callback to exist."""
