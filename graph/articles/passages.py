"""Cuts a text into passages: titles, paragraphs, and furniture that is kept but not read for claims."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from graph.articles.lexicon import lexicon, plain
from graph.model import Passage

Part = Literal["title", "paragraph", "furniture"]
TITLE_WORDS, HEADING_WORDS = 30, 15
_STOP = re.compile(r"[.;:,…]['\"») ]*$|\.\.\.$")
_WORD = re.compile(r"\w+")
_WRAPPED_WIDTH = 120  # no editor that wraps lines by itself makes them longer


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text without blanks at its ends; what is known of the article from it stands in ``says``."""

    start: int
    end: int
    plain: str
    part: Part = "paragraph"
    group: str = ""
    says: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> int:
        return len(_WORD.findall(self.plain))


Blocks = Callable[[str, int], Iterator[list[tuple[int, int]]]]


def cut(text: str, start: int, blocks: Blocks) -> tuple[Piece, ...]:
    """The pieces of ``text`` from character ``start``, in order; ``blocks`` finds lines that stand together."""
    units = [piece(text, a, b) for block in blocks(text, start) for a, b in block]
    pieces = [part for unit in units for part in _parted(text, unit)]
    return tuple(_headed(_once(pieces)))


def piece(text: str, start: int, end: int, part: Part = "paragraph", group: str = "") -> Piece:
    """The piece between two offsets, blanks at its ends left out."""
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return Piece(start, start + len(inner.strip()), plain(inner.strip()), part, group)


def passages(pieces: Sequence[Piece]) -> tuple[Passage, ...]:
    """The pieces as the article's passages."""
    return tuple(Passage(piece.start, piece.end, piece.part) for piece in pieces)


def text_blocks(text: str, start: int) -> Iterator[list[tuple[int, int]]]:
    """Blocks of plain text: each line is a unit, unless an editor has wrapped one paragraph over several lines."""
    block: list[tuple[int, int]] = []
    for line in re.compile(r"[^\n]*(?:\n|\Z)").finditer(text, start):
        if line[0].strip():
            block.append((line.start(), line.end()))
        elif block:
            yield _unwrapped(text, block)
            block = []


def _unwrapped(text: str, block: list[tuple[int, int]]) -> list[tuple[int, int]]:
    lines = [text[a:b].strip() for a, b in block]
    widths = [len(line) for line in lines[:-1]]
    wrapped = (
        len(lines) > 1
        and max(map(len, lines)) <= _WRAPPED_WIDTH
        and min(widths) >= max(40, 0.6 * max(widths))
        and any(line[0].islower() for line in lines[1:])
        and sum(bool(_STOP.search(line)) for line in lines[:-1]) <= len(widths) / 2
    )
    return [(block[0][0], block[-1][1])] if wrapped else block


def _parted(text: str, unit: Piece) -> Iterator[Piece]:
    """The unit itself, marked if it is furniture as a whole, or cut where furniture begins or ends it."""
    if unit.part == "furniture":
        yield unit
        return
    for group in lexicon().lines:
        if match := group.match_line(unit.plain):
            yield replace(unit, part="furniture", group=group.name, says=_told(text, unit, match))
            return
    for group in lexicon().spans:
        if match := group.match_part(unit.plain):
            a, b = unit.start + match.start(), unit.start + match.end()
            if a > unit.start:
                yield from _parted(text, piece(text, unit.start, a))
            yield replace(piece(text, a, b, "furniture", group.name), says=_told(text, unit, match))
            if b < unit.end:
                yield from _parted(text, piece(text, b, unit.end))
            return
    yield unit


def _told(text: str, unit: Piece, match: re.Match[str]) -> tuple[tuple[str, str], ...]:
    """What the named parts of a pattern say, in the text's own characters."""
    spans = {field: match.span(field) for field, value in match.groupdict().items() if value}
    return tuple((field, text[unit.start + a : unit.start + b].strip()) for field, (a, b) in spans.items())


def _once(pieces: Sequence[Piece]) -> list[Piece]:
    """Marks what is printed twice: both copies of a caption (one follows the other), else the later copy."""
    result = list(pieces)
    seen: dict[str, int] = {}
    for n, current in enumerate(pieces):
        core = re.sub(r"\W+", " ", current.plain.casefold()).strip()
        if len(core.split()) < 5:
            continue
        first = seen.setdefault(core, n)
        if first < n:
            result[n] = replace(current, part="furniture", group=current.group or "repeated")
            if n == first + 1:
                result[first] = replace(pieces[first], part="furniture", group=pieces[first].group or "repeated")
    return result


def _headed(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Marks headings: a short line of its own, without a full stop, with text after it."""
    last_text = max((n for n, p in enumerate(pieces) if p.part == "paragraph" and not is_heading(p)), default=-1)
    text_seen = False
    for n, current in enumerate(pieces):
        limit = HEADING_WORDS if text_seen else TITLE_WORDS
        if current.part == "paragraph" and n < last_text and is_heading(current, limit):
            current = replace(current, part="title")
        text_seen = text_seen or current.part == "paragraph"
        yield current


def is_heading(current: Piece, limit: int = HEADING_WORDS) -> bool:
    """Does the piece look like a title: at most ``limit`` words, a capital first, no stop at the end?"""
    first = next((character for character in current.plain if character.isalnum()), "")
    return (
        0 < current.words <= limit
        and bool(first)
        and not first.islower()
        and not _STOP.search(current.plain)
        and not re.search(r"[.!?…] (?-i:[A-ZÀÉÈ])", current.plain)
    )
