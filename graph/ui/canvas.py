"""The clickable network: a Streamlit component around the vis-network bundle of the installed pyvis."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, cast

import streamlit as st

from graph.engine import TEXTS, engine_source, part
from graph.ontology import Language

PHONE_HEIGHT = 530  # CSS pixels


@dataclass(frozen=True, slots=True)
class Picked:
    """What the reader chose: an actor (id = its name), a line (id of graph.drawing.Line), or all from one to another.

    The last is no choice of the canvas, which shows none then; its id is both names, joined as those of a line are.
    """

    kind: Literal["node", "edge", "pair"]
    id: str


@dataclass(frozen=True, slots=True)
class Ego:
    """The actor whose surroundings are shown, and how many steps around it."""

    name: str
    steps: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A payload of graph.drawing made ready to be sent: written once, and by the browser read once."""

    body: bytes
    digest: str
    nodes: frozenset[str]
    edges: frozenset[str]


def sheet(payload: Mapping[str, Any]) -> Sheet:
    """The payload of graph.drawing as a sheet; worth keeping where the same payload is drawn again."""
    body = json.dumps(payload, separators=(",", ":")).encode()
    nodes, edges = (frozenset(item["id"] for item in payload[part]) for part in ("nodes", "edges"))
    return Sheet(body, hashlib.sha256(body).hexdigest()[:24], nodes, edges)


def canvas(
    drawn: Mapping[str, Any] | Sheet,
    *,
    selected: Picked | None = None,
    ego: Ego | None = None,
    height: int = 744,
    key: str = "network",
    lang: Language = "fr",
    headline: str = "",
    caption: str = "",
    empty: str = "",
    scene: str = "",
    on_pick: Callable[[], None] | None = None,
    on_ego: Callable[[], None] | None = None,
) -> Picked | None:
    """Draw the payload of graph.drawing (height in CSS pixels) and return what is chosen now, or None.

    A click in this run wins over ``selected``; what the payload no longer holds is never returned. ``key`` must not
    hold « __ » and must stay the same, else the view is lost; another ``scene`` is fitted anew and forgets
    who was dragged. ``headline`` and ``caption`` stand above the picture in its files. ``on_pick`` runs before the page
    when a click comes in, ``on_ego`` when an actor's surroundings are asked for or left; without it nobody can ask.
    """
    drawn = drawn if isinstance(drawn, Sheet) else sheet(drawn)
    fresh, count = _last_pick(key)
    chosen = _pruned(fresh[0] if fresh else selected, drawn)
    texts = {**TEXTS[lang], "canvas": TEXTS[lang]["canvas"].format(headline=headline)}
    data = {
        "key": key,
        "sheet": drawn.digest,
        "selected": {"kind": chosen.kind, "id": chosen.id} if chosen else None,
        "ego": {"id": ego.name, "steps": ego.steps} if ego else None,
        "can_ego": on_ego is not None,
        "seen": count,
        "height": height,
        "scene": scene,
        "phone_height": PHONE_HEIGHT,
        "lang": lang,
        "headline": headline,
        "caption": caption,
        "texts": {**texts, "empty": empty or texts["empty"]},
    }
    # Bundle and payload are components of their own: what a component is made of travels again when its data change,
    # and a click changes what is chosen alone.
    # No container around them: what is inserted above one would move it, and mount the canvas anew.
    _engine()(key=f"{key}-engine")
    _sheet()(key=f"{key}-sheet", data=key.encode() + b"\n" + drawn.digest.encode() + b"\n" + drawn.body)
    _view()(
        key=key,
        data=data,
        default={"picked": None, "ego": None},
        on_picked_change=on_pick or _nothing,
        on_ego_change=on_ego or _nothing,
    )
    return chosen


def last_ego(key: str = "network") -> Ego | None:
    """Whose surroundings the canvas asked for last, or None for the whole network; meant for ``on_ego``."""
    value = (st.session_state.get(key) or {}).get("ego")
    return Ego(str(value["id"]), int(value["steps"])) if value and value.get("id") else None


def last_pick(key: str = "network") -> Picked | None:
    """What the last click on the canvas chose (None: the background); meant for ``on_pick``."""
    value = (st.session_state.get(key) or {}).get("picked")
    return _picked(value)


def _last_pick(key: str) -> tuple[tuple[Picked | None] | None, int]:
    """The pick that this run is the first to see, as a tuple of one, and the number of clicks so far."""
    value = (st.session_state.get(key) or {}).get("picked")
    count = int(value["n"]) if value else 0
    mark = f"{key}-seen"
    is_new = bool(value) and st.session_state.get(mark) != count
    st.session_state[mark] = count
    return ((_picked(value),) if is_new else None), count


def _picked(value: Any) -> Picked | None:
    if not value or value.get("kind") not in ("node", "edge"):
        return None
    return Picked(cast(Literal["node", "edge"], value["kind"]), str(value["id"]))


def _pruned(pick: Picked | None, drawn: Sheet) -> Picked | None:
    return pick if pick and pick.id in (drawn.nodes if pick.kind == "node" else drawn.edges) else None


def _nothing() -> None:
    """A state of a component needs a callback to exist."""


@lru_cache(maxsize=1)
def _engine() -> Callable[..., Any]:
    return st.components.v2.component("maillage.engine", js=engine_source())


@lru_cache(maxsize=1)
def _sheet() -> Callable[..., Any]:
    return st.components.v2.component("maillage.sheet", js=part("sheet.js"))


@lru_cache(maxsize=1)
def _view() -> Callable[..., Any]:
    return st.components.v2.component(
        "maillage.canvas", html=part("view.html"), css=part("view.css"), js=part("stub.js")
    )
