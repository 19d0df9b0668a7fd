"""Asks the model's name recogniser about the sentences whose names it alone can tell, and of no others: it is dear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from graph.extraction.names import Name
from graph.language import Hint, Language

_BREAK = re.compile(r"(?<=\w\w[.!?…])\s+|(?<=[»”\")%][.!?…])\s+|(?<=[.!?…][»”\"])\s+|(?<=[.!?…]\s[»”])\s+|\n+")
_LONGER = 12  # characters that a label's span may have more than the name
Span = tuple[int, int]  # characters of a passage


def labels(texts: Sequence[str], names: Sequence[Sequence[Name]], language: Language) -> list[list[str]]:
    """The recogniser's label for every name of every passage: '' where it has none or was not asked."""
    asked = [_stretches(text, own) for text, own in zip(texts, names, strict=True)]
    told = iter(language.hints(text[a:b] for text, spans in zip(texts, asked, strict=True) for a, b in spans))
    hints = [[(start, hint) for start, _ in spans for hint in next(told)] for spans in asked]
    return [[_label(own, name) for name in found] for own, found in zip(hints, names, strict=True)]


def _stretches(text: str, names: Iterable[Name]) -> list[Span]:
    """The sentences that hold a name in doubt, those side by side together."""
    doubtful = [name for name in names if _in_doubt(name)]
    if not doubtful:
        return []
    edges = [0, *(m.end() for m in _BREAK.finditer(text)), len(text)]
    spans: list[Span] = []
    for start, end in pairwise(edges):
        if any(start <= name.start < end for name in doubtful):
            start = spans.pop()[0] if spans and spans[-1][1] == start else start
            spans.append((start, end))
    return spans


def _in_doubt(name: Name) -> bool:
    """Is it a new name of several words, a person's perhaps? Of single words the recogniser tells little."""
    return name.form is None and not name.told and " " in name.text


def _label(hints: Iterable[tuple[int, Hint]], name: Name) -> str:
    """The label of the first span that overlaps the name and is not much longer; '' if there is none."""
    near = (h for at, h in hints if at + h.start < name.end and name.start < at + h.end)
    return next((h.label for h in near if h.end - h.start <= name.end - name.start + _LONGER), "")
