"""Markdown: blocks of lines, and what in them is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADING = re.compile(r"\s{0,3}#{1,6}\s+")
_MARKER = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)]|>+)\s+")
_RULE = re.compile(r"\s*(?:[-=_*]\s*){3,}$")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_MARKUP = re.compile(
    r"<!--.*?-->|</?[a-zA-Z][^<>\n]*>"  # HTML
    r"|!\[[^\]\n]*\]\([^)\n]*\)"  # a picture, its alternative text included
    r"|\[(?=[^\]\n]+\]\([^)\n]*\))|(?<=[^\]\n])\]\([^)\n]*\)"  # the two halves around a link's text
    r"|\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|`+|\[\^\w+\]",
    re.DOTALL,
)


def markdown_blocks(text: str, start: int) -> Iterator[list[tuple[int, int]]]:
    """Blocks of Markdown: a paragraph is one unit however its lines are broken; headings and list items stand alone."""
    units: list[tuple[int, int]] = []
    fenced = fresh = False
    for line in re.compile(r"[^\n]*(?:\n|\Z)").finditer(text, start):
        a, b = line.span()
        if _FENCE.match(line[0]):
            fenced = not fenced
        elif fenced or not line[0].strip() or _RULE.match(line[0]):
            if units:
                yield units
            units = []
        else:
            marker = _HEADING.match(line[0]) or _MARKER.match(line[0])
            if units and fresh and not marker:
                units[-1] = (units[-1][0], b)
            else:
                units.append((a + (marker.end() if marker else 0), b))
            fresh = not _HEADING.match(line[0])
    if units:
        yield units


def without_markup(text: str) -> str:
    """The text with its inline markup turned to spaces, character for character (offsets stay)."""
    return _MARKUP.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
