"""Bodies named after a noun in lower case, by their place: « le tribunal de commerce de Lille », « la région X »."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.extraction.capitals import run_on
from graph.extraction.line import Line
from graph.wordlists import NameWords


def find_bodies(line: Line) -> list[tuple[int, int, str]]:
    """Characters [start, end) of the names of such bodies in a passage, in order, and what each is called."""
    found = []
    for m in _heads(line.lexicon.names).finditer(line.text):
        at = next((k for k, word in enumerate(line.words) if word.start >= m.end()), len(line))
        if at == len(line):
            break
        end = line.words[run_on(line, at, at + 1) - 1].end
        found.append((m.start(), end, line.text[m.start()].upper() + line.text[m.start() + 1 : end]))
    return found


@lru_cache(maxsize=1)
def _heads(names: NameWords) -> re.Pattern[str]:
    """Finds the head of a body, up to its place."""
    tied, beside = "|".join(names.bodies_of), "|".join(names.bodies_beside)
    link = r"(?:de |d['’]|du |des |de la |de l['’])"
    return re.compile(rf"\b(?:(?:{tied}) {link}|(?:{beside}) )(?=[A-ZÀÂÉÈÊÎÔÙÇ])")
