"""The clickable network: a Streamlit component around the vis-network bundle of the installed pyvis."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

import streamlit as st

from graph.bundle import bundle_path
from graph.ontology import Language

PARTS = Path(__file__).with_suffix("")
PAINTERS = ("shapes.js", "links.js", "pen.js", "labels.js")
ENGINE_PARTS = (*PAINTERS, "view.js", "furniture.js", "paint.js", "picture.js", "input.js", "engine.js")
FONT = Path(__file__).resolve().parents[2] / "static" / "ibm-plex-sans-latin.woff2"
PHONE_HEIGHT = 530  # CSS pixels
TEXTS = {
    "fr": {
        "in": "Agrandir",
        "out": "Réduire",
        "fit": "Tout voir",
        "full": "Plein écran",
        "png": "Enregistrer l’image telle qu’affichée (PNG)",
        "svg": "Enregistrer l’image telle qu’affichée (SVG, vectoriel)",
        "canvas": "Réseau dessiné. {headline} Le tableau des liens dit la même chose en texte. "
        "Touches : flèches pour aller d’un acteur à l’autre, Entrée pour voir son entourage, 1 à 3 pour le nombre "
        "d’étapes, Retour arrière pour revenir, + et − pour agrandir ou réduire, 0 pour tout voir, Échap pour ne "
        "rien choisir.",
        "around": "Autour de",
        "steps": "Étapes",
        "step": "1 étape|{n} étapes",
        "leave": "Tout le réseau",
        "empty": "Aucun lien à dessiner.",
    },
    "en": {
        "in": "Zoom in",
        "out": "Zoom out",
        "fit": "Fit",
        "full": "Full screen",
        "png": "Save the picture as shown (PNG)",
        "svg": "Save the picture as shown (SVG, vector)",
        "canvas": "Drawn network. {headline} The table of links says the same in text. "
        "Keys: arrows to go from actor to actor, Enter to see its surroundings, 1 to 3 for the number of steps, "
        "Backspace to come back, + and − to zoom, 0 to fit, Escape to clear the choice.",
        "around": "Around",
        "steps": "Steps",
        "step": "1 step|{n} steps",
        "leave": "Whole network",
        "empty": "No link to draw.",
    },
}


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
    return st.components.v2.component("maillage.sheet", js=_part("sheet.js"))


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


def _part(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")
