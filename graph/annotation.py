"""Where actors and claims stand in an article: its text cut into runs that are marked alike. Offsets are exact."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from graph.model import Passage

Part = Literal["title", "paragraph", "furniture"]
_WORD = re.compile(r"\w")


class Span(NamedTuple):
    """A stretch of an article's text, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """Text covered by the same claims all along: their numbers, and those whose number is written right after it."""

    start: int
    end: int
    claims: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Runs that one mention covers (its place in the list of mentions), or that none does."""

    mention: int | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A passage in stretches, with the numbers of the claims noted beside it."""

    start: int
    end: int
    part: Part
    stretches: tuple[Stretch, ...]
    claims: tuple[int, ...] = ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """All runs, in order: joined they are the passage."""
        return tuple(run for stretch in self.stretches for run in stretch.runs)


@dataclass(frozen=True, slots=True)
class Spot:
    """What an offset points at: a stretch of text, and the numbers of the claims that it states."""

    start: int
    end: int
    claims: tuple[int, ...] = ()


def annotate(
    text: str,
    passages: Sequence[Passage],
    mentions: Sequence[Span],
    marks: Sequence[Span],
    cuts: Iterable[int] = (),
) -> tuple[Block, ...]:
    """The article as blocks. Claims are numbered from 1 in the order of ``marks``; runs also end at ``cuts``.

    Where mentions overlap the narrower one counts; where marks do, a run has all their numbers. Text with words that
    no passage holds (front matter) is furniture, so that nothing of the article is lost. A claim is noted beside the
    first passage that its mark touches; a mark outside every passage is noted beside the passage before it.
    """
    parts = list(_whole(text, passages))
    homes = _homes(parts, marks)
    cuts = sorted(set(cuts))
    return tuple(_block(part, mentions, marks, cuts, homes.get(place, ())) for place, part in enumerate(parts))


def spot(at: int, blocks: Sequence[Block], marks: Sequence[Span], quotes: Sequence[Span]) -> Spot | None:
    """What stands at an offset: a claim's mark, else the narrowest quotation there, else the block; None outside all.

    Whether it is a mark or a quotation, the stretch of text is the quotation.
    """
    numbers = [number for number, mark in enumerate(marks) if mark.start <= at < mark.end]
    if not numbers:
        there = [number for number, quote in enumerate(quotes) if quote.start <= at < quote.end]
        narrow = min((_width(quotes[number]) for number in there), default=0)
        numbers = [number for number in there if _width(quotes[number]) == narrow]
    if numbers:
        first = quotes[numbers[0]]
        return Spot(first.start, first.end, tuple(number + 1 for number in numbers))
    return next((Spot(block.start, block.end) for block in blocks if block.start <= at < block.end), None)


def _whole(text: str, passages: Sequence[Passage]) -> Iterator[Passage]:
    """The passages in order, none overlapping, and as furniture whatever words stand between them."""
    done = 0
    for passage in sorted(passages, key=lambda one: (one.start, one.end)):
        start, end = max(passage.start, done), min(passage.end, len(text))
        if start < end:
            yield from _between(text, done, start)
            yield replace(passage, start=start, end=end)
            done = end
    yield from _between(text, done, len(text))


def _between(text: str, start: int, end: int) -> Iterator[Passage]:
    rest = text[start:end]
    if _WORD.search(rest):
        start += len(rest) - len(rest.lstrip())
        yield Passage(start, start + len(rest.strip()), "furniture")


def _homes(parts: Sequence[Passage], marks: Sequence[Span]) -> dict[int, tuple[int, ...]]:
    """The numbers of the claims noted beside each part, by its place."""
    found: dict[int, tuple[int, ...]] = {}
    for number, mark in enumerate(marks, 1):
        touched = [place for place, part in enumerate(parts) if mark.start < part.end and part.start < mark.end]
        before = [place for place, part in enumerate(parts) if part.start <= mark.start]
        if parts:
            home = touched[0] if touched else before[-1] if before else 0
            found[home] = (*found.get(home, ()), number)
    return found


def _block(
    part: Passage, mentions: Sequence[Span], marks: Sequence[Span], cuts: Sequence[int], noted: tuple[int, ...]
) -> Block:
    named = _cover(part.start, part.end, mentions)
    edges = [edge for start, end, _ in named for edge in (start, end)]
    last: dict[int, int] = {}  # number of a claim noted here -> end of the last run that it covers
    pieces = _cover(part.start, part.end, marks, (*edges, *cuts))
    for _, end, covered in pieces:
        last |= {place + 1: end for place in covered if place + 1 in noted}
    runs = [
        Run(start, end, tuple(place + 1 for place in covered), tuple(n for n, edge in last.items() if edge == end))
        for start, end, covered in pieces
    ]
    held = iter(named)
    _, end, over = next(held)
    told: list[tuple[int | None, Run]] = []
    for run in runs:
        while run.start >= end:
            _, end, over = next(held)
        told.append((min(over, key=lambda place: (_width(mentions[place]), place), default=None), run))
    stretches = [Stretch(one, tuple(run for _, run in group)) for one, group in groupby(told, key=lambda pair: pair[0])]
    return Block(part.start, part.end, part.part, tuple(stretches), noted)


def _cover(
    start: int, end: int, spans: Sequence[Span], cuts: Iterable[int] = ()
) -> list[tuple[int, int, tuple[int, ...]]]:
    """The stretch cut wherever a span begins or ends, and at ``cuts``: (start, end, places of the spans over it)."""
    opening: defaultdict[int, list[int]] = defaultdict(list)
    closing: defaultdict[int, list[int]] = defaultdict(list)
    for place, span in enumerate(spans):
        first, last = max(span.start, start), min(span.end, end)
        if first < last:
            opening[first].append(place)
            closing[last].append(place)
    points = sorted({start, end, *opening, *closing, *(cut for cut in cuts if start < cut < end)})
    over: dict[int, None] = {}
    found = []
    for first, last in pairwise(points):
        for place in closing[first]:
            del over[place]
        over |= dict.fromkeys(opening[first])
        found.append((first, last, tuple(sorted(over))))
    return found


def _width(span: Span) -> int:
    return span.end - span.start
