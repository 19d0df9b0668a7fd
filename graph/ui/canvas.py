"""The clickable network: a Streamlit component around the vis-network bundle of the installed pyvis."""

from __future__ import annotations

import base64
import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

import streamlit as st

from graph.errors import GraphError
from graph.ontology import Language

PARTS = Path(__file__).with_suffix("")
ENGINE_PARTS = ("shapes.js", "links.js", "labels.js", "view.js", "paint.js", "input.js", "engine.js")
FONT = Path(__file__).resolve().parents[2] / "static" / "ibm-plex-sans-latin.woff2"
BUNDLE = Path("lib", "vis-9.1.2", "vis-network.min.js")
PHONE_HEIGHT = 530  # CSS pixels
TEXTS = {
    "fr": {
        "in": "Agrandir",
        "out": "Réduire",
        "fit": "Tout voir",
        "full": "Plein écran",
        "canvas": "Réseau dessiné. {headline} Le tableau des liens dit la même chose en texte. "
        "Touches : + et − pour agrandir ou réduire, 0 pour tout voir, Échap pour ne rien choisir.",
        "empty": "Aucun lien à dessiner.",
    },
    "en": {
        "in": "Zoom in",
        "out": "Zoom out",
        "fit": "Fit",
        "full": "Full screen",
        "canvas": "Drawn network. {headline} The table of links says the same in text. "
        "Keys: + and − to zoom, 0 to fit, Escape to clear the choice.",
        "empty": "No link to draw.",
    },
}


@dataclass(frozen=True, slots=True)
class Picked:
    """What the reader chose on the canvas: an actor (id = its name) or a drawn line (id of graph.drawing.Line)."""

    kind: Literal["node", "edge"]
    id: str


def canvas(
    payload: Mapping[str, Any],
    *,
    selected: Picked | None = None,
    height: int = 744,
    key: str = "network",
    lang: Language = "fr",
    headline: str = "",
    empty: str = "",
    scene: str = "",
    on_pick: Callable[[], None] | None = None,
) -> Picked | None:
    """Draw the payload of graph.drawing (height in CSS pixels) and return what is chosen now, or None.

    A click in this run wins over ``selected``; what the payload no longer holds is never returned. ``key`` must not
    hold « __ » and must stay the same, else the view is lost; another ``scene`` is fitted anew and forgets
    who was dragged. ``on_pick`` runs before the page when a click comes in.
    """
    ids = {"node": {node["id"] for node in payload["nodes"]}, "edge": {edge["id"] for edge in payload["edges"]}}
    fresh, count = _last_pick(key)
    chosen = _pruned(fresh[0] if fresh else selected, ids)
    texts = {**TEXTS[lang], "canvas": TEXTS[lang]["canvas"].format(headline=headline)}
    data = {
        **payload,
        "selected": {"kind": chosen.kind, "id": chosen.id} if chosen else None,
        "seen": count,
        "height": height,
        "scene": scene,
        "phone_height": PHONE_HEIGHT,
        "lang": lang,
        "texts": {**texts, "empty": empty or texts["empty"]},
    }
    # The bundle is a constant component of its own: inline JavaScript travels again whenever a component's data change.
    # No container around both: what is inserted above one would move it, and mount the canvas anew.
    _engine()(key=f"{key}-engine")
    _view()(key=key, data=data, default={"picked": None}, on_picked_change=on_pick or _nothing)
    return chosen


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


def _pruned(pick: Picked | None, ids: Mapping[str, set[str]]) -> Picked | None:
    return pick if pick and pick.id in ids[pick.kind] else None


def _nothing() -> None:
    """A state of a component needs a callback to exist."""


@lru_cache(maxsize=1)
def _engine() -> Callable[..., Any]:
    return st.components.v2.component("maillage.engine", js=engine_source())


@lru_cache(maxsize=1)
def _view() -> Callable[..., Any]:
    return st.components.v2.component(
        "maillage.canvas", html=_part("view.html"), css=_part("view.css"), js=_part("stub.js")
    )


def engine_source() -> str:
    """The constant JavaScript module: pyvis' vis-network bundle, the font of the labels, and the parts of canvas/."""
    font = base64.b64encode(FONT.read_bytes()).decode("ascii")
    # The bundle is UMD: given its own exports, it leaves nothing on window.
    wrapped = "\n".join(
        [
            "const vis = {};",
            "(function (exports, module, define) {",
            bundle_path().read_text(encoding="utf-8").replace("//# sourceMappingURL=", "// map: "),
            "}).call(globalThis, vis, { exports: vis });",
            f'const FONT = "url(data:font/woff2;base64,{font})";',
        ]
    )
    return "\n".join([wrapped, *(_part(name) for name in ENGINE_PARTS)])


def bundle_path() -> Path:
    """vis-network inside the installed pyvis, found without importing pyvis; raises GraphError if it moved."""
    spec = importlib.util.find_spec("pyvis")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / BUNDLE
        if path.is_file():
            return path
    raise GraphError(f"pyvis carries no {BUNDLE.as_posix()}: install the version pinned in requirements.txt")


def _part(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")
