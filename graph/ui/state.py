"""What the reader has chosen, in one place: filters, language, view, the chosen link or actor. Widgets only show it.

Every widget is set from here before it is drawn and writes back through a callback, so that reset, « lift it » and the
address of the page need no knowledge of widgets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import streamlit as st

from graph.drawing import SEPARATOR
from graph.ontology import Language
from graph.selection import Selection
from graph.texts import Words, language
from graph.ui.canvas import Picked

VIEWS = ("network", "table", "matrix")
ROWS = ("links", "claims")  # what a row of the table is
# What each page's address holds besides filters and language; other programs may rely on these names.
PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "network": ("view", "pick", "ego", "steps", "size", "colour", "order", "rows", "columns"),
    "actor": ("actor", "steps", "find", "kinds"),
    "paths": ("from", "to", "without", "steps", "accept", "path"),
    "divergences": ("about", "nature"),
    "reader": ("article", "at", "show"),
    "timeline": ("by",),
    "corpus": (),
}
_SEPARATOR_IN_ADDRESS = "~"


def start() -> None:
    """Read filters, language, view and choice from the address, once a session."""
    if "selection" in st.session_state:
        return
    query = st.query_params.to_dict()
    st.session_state["selection"] = Selection.from_query(query)
    st.session_state["lang"] = language(query.get("lang"), st.context.locale)
    st.session_state["about"] = {}
    st.session_state["arriving"] = query
    _show_network(query)


def arrive(page: str) -> None:
    """Note which page is drawn; the first of a session takes its parameters from the address."""
    if st.session_state.get("arriving"):
        tell(page, st.session_state.pop("arriving"))
    st.session_state["page"] = page


def tell(page: str, query: Mapping[str, str]) -> None:
    """Set the parameters of a page from those of an address; the others it has are cleared."""
    about = {name: query[name] for name in PARAMETERS[page] if query.get(name)}
    st.session_state["about"] = {**st.session_state["about"], page: about}
    if page == "network":
        _show_network(query)


def _show_network(query: Mapping[str, str]) -> None:
    st.session_state["view"] = query["view"] if query.get("view") in VIEWS else VIEWS[0]
    st.session_state["picked"] = picked_from(query.get("pick", ""))


def about(name: str, otherwise: str = "") -> str:
    """A parameter of the page that is drawn."""
    told: Mapping[str, str] = st.session_state["about"].get(st.session_state["page"], {})
    return told.get(name, otherwise)


def about_one_of(name: str, values: Sequence[str]) -> str:
    """A parameter of the page that is drawn that takes one of some values; the first of them if it says none."""
    told = about(name)
    return told if told in values else values[0]


def say(**values: object) -> None:
    """Set parameters of the page that is drawn, the others kept; None or "" takes one out. Meant for callbacks."""
    page = st.session_state["page"]
    told = {**st.session_state["about"].get(page, {}), **{name: str(value or "") for name, value in values.items()}}
    st.session_state["about"] = {**st.session_state["about"], page: {name: text for name, text in told.items() if text}}


def selection() -> Selection:
    """The filters."""
    return cast(Selection, st.session_state["selection"])


def change(**fields: Any) -> None:
    """Change some filters; meant for callbacks, before the page runs."""
    st.session_state["selection"] = replace(selection(), **fields)


def reset() -> None:
    """Lift every filter."""
    st.session_state["selection"] = Selection()


def lift(name: str) -> None:
    """Lift one filter, by a name of graph.selection.Narrowest."""
    st.session_state["selection"] = selection().lift(name)


def lang() -> Language:
    """The language of the page."""
    return cast(Language, st.session_state["lang"])


def words() -> Words:
    """The texts of the page's language."""
    return Words(lang())


def view() -> str:
    """One of VIEWS."""
    return str(st.session_state["view"])


def picked() -> Picked | None:
    """The chosen link or actor."""
    return cast("Picked | None", st.session_state["picked"])


def pick(choice: Picked | None) -> None:
    """Choose a link or an actor, or nothing."""
    st.session_state["picked"] = choice
    st.session_state["welcomed"] = st.session_state.get("welcomed", False) or choice is not None


def shown(key: str, value: object, parameter: str = "value") -> dict[str, Any]:
    """Arguments that make a widget show a value: its key, and the value under the name of that parameter.

    Both are needed: the key's value changes a widget that is there; the default is what a browser shows and sends that
    was given the widget by a run that another one overtook.
    """
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    return {"key": key, parameter: value}


def shown_of(key: str, value: object, options: Sequence[Any]) -> dict[str, Any]:
    """As ``shown``, for a widget whose default is the place of its value among its options; None for none of them."""
    return {"key": shown(key, value)["key"], "index": options.index(value) if value in options else None}


def write_address() -> None:
    """Put filters, language and the page's own parameters in the address, unless it says so already."""
    query = query_now()
    if st.query_params.to_dict() != query:
        st.query_params.from_dict(query)


def query_now() -> dict[str, str]:
    """The parameters of the address of what is shown now."""
    page = st.session_state["page"]
    told = dict(st.session_state["about"].get(page, {}))
    if page == "network":
        told |= {"view": view() if view() != VIEWS[0] else "", "pick": picked_as_text(picked())}
    return query_of(page, told)


def restore(page: str, query: Mapping[str, str]) -> None:
    """Filters and a page's parameters as an address has them; the reader's language stays."""
    st.session_state["selection"] = Selection.from_query(query)
    tell(page, query)


def query_of(page: str, told: Mapping[str, str]) -> dict[str, str]:
    """The parameters of a page's address: today's filters and language, and what is told of its own."""
    query = dict(selection().to_query())
    if lang() != language(None, st.context.locale):
        query["lang"] = lang()
    return query | {name: told[name] for name in PARAMETERS[page] if told.get(name)}


def picked_as_text(choice: Picked | None) -> str:
    """A choice as a parameter of the address: « node~Microsoft », « edge~Microsoft~owns~GitHub »."""
    if choice is None:
        return ""
    return joined([choice.kind, *choice.id.split(SEPARATOR)])


def picked_from(text: str) -> Picked | None:
    """The choice that an address holds, or None if it holds none."""
    kind, *parts = parted(text)
    if kind == "node" and len(parts) == 1:
        return Picked("node", parts[0])
    if kind == "pair" and len(parts) == 2:
        return Picked("pair", SEPARATOR.join(parts))
    return Picked("edge", SEPARATOR.join(parts)) if kind == "edge" and len(parts) == 3 else None


def joined(parts: Iterable[str]) -> str:
    """Several texts as one parameter of the address; ``parted`` takes them apart."""
    return _SEPARATOR_IN_ADDRESS.join(part.replace("%", "%25").replace(_SEPARATOR_IN_ADDRESS, "%7E") for part in parts)


def parted(text: str) -> list[str]:
    """The texts that ``joined`` put together."""
    parts = text.split(_SEPARATOR_IN_ADDRESS)
    return [part.replace("%7E", _SEPARATOR_IN_ADDRESS).replace("%25", "%") for part in parts]


def ticked(chosen: frozenset[str] | None, value: str) -> bool:
    """Whether a value passes a filter; None lets all pass."""
    return chosen is None or value in chosen


def toggled(
    chosen: frozenset[str] | None, values: Iterable[str], universe: Iterable[str], on: bool
) -> frozenset[str] | None:
    """A filter after some values of its universe were ticked or unticked; None when all are ticked."""
    everything = frozenset(universe)
    now = everything if chosen is None else chosen
    now = now | frozenset(values) if on else now - frozenset(values)
    return None if now >= everything else now
