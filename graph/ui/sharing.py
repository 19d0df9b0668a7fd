"""The toolbar of every page: the address of what is shown, to copy, and the views saved under a name."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from graph.ui import state
from graph.ui.opening import shared_store
from graph.views import SavedView, free_name, new_view

_PARTS = Path(__file__).with_name("share")


def toolbar() -> None:
    """Draw both; the menu of views is filled once it is opened."""
    words = state.words()
    with st.container(key="toolbar", horizontal=True, width="content", vertical_alignment="center"):
        # Its key changes when a view is opened: the menu closes then.
        key = f"views-{st.session_state.get('views-opened', 0)}"
        menu = st.popover(words("views"), icon=":material/bookmarks:", key=key, on_change="rerun")
        if menu.open:
            with menu:
                _views()
        texts = {name: words(f"share_{name}") for name in ("button", "field", "copied", "by_hand")}
        _share()(key="share", data={"lang": state.lang(), "texts": texts})


def _views() -> None:
    words, store = state.words(), shared_store()
    _do(st.session_state.pop("views-todo", None))
    there = [view for view in store.views() if view.page in st.session_state["pages"]]
    with st.form("views-form", clear_on_submit=True, border=False):
        name = st.text_input(words("view_name"), placeholder=words("view_hint"))
        if st.form_submit_button(words("save_view")) and name.strip():
            saved = new_view(name, st.session_state["page"], _told(), [view.name for view in there])
            store.save_view(saved)
            there.insert(0, saved)
    if gone := st.session_state.get("views-gone"):
        with st.container(key="views-gone-row", horizontal=True, vertical_alignment="center"):
            st.caption(words("view_deleted", name=_plain(gone.name)))
            st.button(words("undo"), key="views-undo", type="tertiary", on_click=_later, args=("back", gone))
    for view in there:
        _row(view)
    if not there:
        st.caption(words("no_views"))


def _told() -> dict[str, str]:
    """What is saved: the address of what is shown, without the language, which is the reader's."""
    return {name: text for name, text in state.query_now().items() if name != "lang"}


def _row(view: SavedView) -> None:
    words = state.words()
    if st.session_state.get("views-renaming") == view.id:
        key = f"views-name-{view.id}"
        st.text_input(words("new_name"), view.name, key=key, on_change=_later, args=("name", view))
        return
    with st.container(key=f"views-row-{view.id}", horizontal=True, vertical_alignment="center", gap=None):
        if st.button(_plain(view.name), key=f"views-open-{view.id}", type="tertiary", help=_place(view)):
            _open(view)
        for act, icon in (("rename", ":material/edit:"), ("delete", ":material/delete:")):
            st.button(
                words(f"{act}_view", name=_plain(view.name)),
                key=f"views-{act}-{view.id}",
                type="tertiary",
                icon=icon,
                on_click=_later,
                args=(act, view),
            )


def _place(view: SavedView) -> str:
    words = state.words()
    return words("view_of", page=words(f"page_{view.page}"), date=words.date(view.saved[:10]))


def _plain(name: str) -> str:
    """A name as text where Streamlit reads Markdown."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]()<>#+-.!|$:~" else letter for letter in name)


def _later(act: str, view: SavedView) -> None:
    # Done in the run itself, where a store that cannot be written is told as any other trouble.
    st.session_state["views-todo"] = (act, view)


def _do(todo: tuple[str, SavedView] | None) -> None:
    if todo is None:
        return
    (act, view), store = todo, shared_store()
    if act == "rename":
        st.session_state["views-renaming"] = view.id
    elif act == "name":
        name = free_name(st.session_state.get(f"views-name-{view.id}", ""), ())
        if name:
            store.rename_view(view.id, name)
        st.session_state["views-renaming"] = None
    elif act == "delete":
        store.delete_view(view.id)
        st.session_state["views-gone"] = view
    else:
        store.save_view(view)
        st.session_state["views-gone"] = None


def _open(view: SavedView) -> None:
    st.session_state["views-opened"] = st.session_state.get("views-opened", 0) + 1
    st.session_state["views-gone"] = None
    state.restore(view.page, view.parameters)
    st.switch_page(st.session_state["pages"][view.page])


@lru_cache(maxsize=1)
def _share() -> Callable[..., Any]:
    html, css, script = ((_PARTS / f"share.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js"))
    return st.components.v2.component("maillage.share", html=html, css=css, js=script)
