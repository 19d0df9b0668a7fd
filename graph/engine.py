"""The canvas as text: its JavaScript, HTML, style and words, for the dashboard and for the page that stands alone."""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path

from graph.bundle import bundle_path

PARTS = Path(__file__).parent / "ui" / "canvas"
STATIC = Path(__file__).resolve().parents[1] / "static"
PAINTERS = ("shapes.js", "links.js", "pen.js", "labels.js")
VIEW_PARTS = (*PAINTERS, "view.js", "furniture.js", "paint.js", "picture.js", "input.js")
TEXTS = {
    "fr": {
        "in": "Agrandir",
        "out": "Réduire",
        "fit": "Tout voir",
        "full": "Plein écran",
        "png": "PNG : enregistrer l’image telle qu’affichée",
        "svg": "SVG : enregistrer l’image vectorielle telle qu’affichée",
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
        "png": "PNG: save the picture as shown",
        "svg": "SVG: save the vector picture as shown",
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


def engine_source() -> str:
    """The constant JavaScript module: vis-network, the font of the labels, and the parts of canvas/."""
    # The bundle is UMD: given its own exports, it leaves nothing on window.
    wrapped = "\n".join(
        [
            "const vis = {};",
            "(function (exports, module, define) {",
            bundle(),
            "}).call(globalThis, vis, { exports: vis });",
            f'const FONT = "{font("ibm-plex-sans-latin")}";',
        ]
    )
    return "\n".join([wrapped, *(part(name) for name in (*VIEW_PARTS, "engine.js"))])


@lru_cache(maxsize=1)
def bundle() -> str:
    """pyvis' vis-network bundle; its map stays out, for a browser's tools would ask for it."""
    return bundle_path().read_text(encoding="utf-8").replace("//# sourceMappingURL=", "// map: ")


def font(name: str) -> str:
    """A font of static/ as a CSS value that holds it whole."""
    return f"url(data:font/woff2;base64,{base64.b64encode((STATIC / f'{name}.woff2').read_bytes()).decode('ascii')})"


def part(name: str) -> str:
    """One file of canvas/."""
    return (PARTS / name).read_text(encoding="utf-8")
