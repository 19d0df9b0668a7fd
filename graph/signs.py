"""The signs and colours of data/ontology.yaml as a style sheet, for the dashboard and the page that stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import quote

from graph.ontology import Ontology, Pair, load_ontology

# Inside and outline of each shape, drawn in a box of 16 × 16; the canvas draws the same ones.
_SHAPES: Mapping[str, tuple[str, str]] = {
    "disc": ('<circle cx="8" cy="8" r="6.3"/>', '<circle cx="8" cy="8" r="6.3"/>'),
    "ring": (
        '<path fill-rule="evenodd" d="M8 1.7a6.3 6.3 0 1 0 0 12.6A6.3 6.3 0 0 0 8 1.7m0 3.8'
        'a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5"/>',
        '<circle cx="8" cy="8" r="6.3"/><circle cx="8" cy="8" r="2.5"/>',
    ),
    "square": ('<rect x="2" y="2" width="12" height="12" rx="3"/>',) * 2,
    "pill": ('<rect x="1" y="3.6" width="14" height="8.8" rx="4.4"/>',) * 2,
    "hexagon": ('<path d="m4.5 2h7L15 8l-3.5 6h-7L1 8z"/>',) * 2,
    "triangle": ('<path d="m8 1.8 6.8 12H1.2z"/>',) * 2,
    "triangle_down": ('<path d="m8 14.2 6.8-12H1.2z"/>',) * 2,
    "page": (
        '<path d="M2.9 1.3h6.6l3.6 3.6v9.8H2.9z"/>',
        '<path d="M2.9 1.3h6.6l3.6 3.6v9.8H2.9z"/><path d="M9.5 1.3v3.6h3.6"/>',
    ),
    "diamond": ('<path d="m8 .9 7 7.1-7 7.1L1 8z"/>',) * 2,
    "pentagon": ('<path d="m8 1.2 7 5.1-2.7 8.2H3.7L1 6.3z"/>',) * 2,
}
_LINES: Mapping[str, str] = {
    "solid": '<path d="M0 5h21"/>',
    "dashed": '<path d="M0 5h21" stroke-dasharray="5.5 2.5"/>',
    "dotted": '<path d="M.9 5h21" stroke-dasharray=".1 3.6" stroke-linecap="round"/>',
    "struck": '<path d="M0 5h21"/><path d="m7 9 3-8m1.5 8 3-8" stroke-width="1.6"/>',
    "faded": '<path d="M0 5h21" stroke-opacity=".5"/>',
}


@lru_cache(maxsize=1)
def signs_sheet() -> str:
    """The signs and colours alone, for a page that is not Streamlit's."""
    return "\n".join(_signs(load_ontology()))


def _signs(ontology: Ontology) -> Iterator[str]:
    for kind in ontology.kinds.values():
        inside, outline = _SHAPES[kind.shape]
        yield (
            f".gl-{kind.id},.st-key-kind-{kind.id}{{--fill:{_both(kind.fill)};--stroke:{_both(kind.stroke)};"
            f"--inside:{_svg(inside, 'fill', 16)};--outside:{_svg(outline, 'stroke', 16)}}}"
        )
    for family in ontology.families.values():
        types = [relation.id for relation in ontology.relations.values() if relation.family == family.id]
        names = [f".fam-{family.id}", f".st-key-family-{family.id}"]
        names += [f".st-key-relation-{name}" for name in types]
        yield f"{','.join(names)}{{--bar:{_both(family.line)};--fam-text:{_both(family.text)}}}"
    for status in ontology.statuses.values():
        style = _svg(_LINES[status.line], "stroke", 21, 10)
        yield f".ln-{status.id},.st-key-status-{status.id}{{--stroke-style:{style}}}"


def _both(colours: Pair) -> str:
    return f"light-dark({colours[0]},{colours[1]})"


def _svg(shape: str, paint: str, width: int, height: int = 0) -> str:
    """A sign as an image for a mask: only where it is opaque matters, not its colour."""
    stroke = f'fill="none" stroke="#000" stroke-width="{1.2 if width == 16 else 2}"'
    box = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height or width}"'
    text = f"<svg {box}><g {stroke if paint == 'stroke' else ''}>{shape}</g></svg>"
    return f'url("data:image/svg+xml,{quote(text)}")'
