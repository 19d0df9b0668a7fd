"""Committees: « la commission des lois du Sénat », « le comité d’éthique de X », « la commission Pêche »."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.extraction.capitals import run_end
from graph.extraction.first_names import gender_of
from graph.extraction.line import Line
from graph.wordlists import NameWords

_NOUNS = 2  # words in lower case before the name of the house: « de l'agence | X »


def find_committees(line: Line) -> list[tuple[int, int, str]]:
    """Characters [start, end) of the names of committees in a passage, in order, and what each is called."""
    found = []
    for m in _heads(line.lexicon.names).finditer(line.text):
        if m["whole"]:
            found.append((m.start(), m.end(), m[0][0].upper() + m[0][1:]))
            continue
        at = next((k for k, word in enumerate(line.words) if word.start >= m.end()), len(line))
        end = _titled(line, at) if m["titled"] else _of_house(line, at)
        if end:
            name = line.text[m.start() : line.words[end - 1].end]
            found.append((m.start(), line.words[end - 1].end, name[0].upper() + name[1:]))
    return found


@lru_cache(maxsize=1)
def _heads(names: NameWords) -> re.Pattern[str]:
    """Finds the head of a committee, up to its title or to the house that it is of."""
    of_house, titled = "|".join(names.committee_heads), "|".join(names.committee_titled)
    affairs = r"commission (?:des|du|de la|de l['’]|d['’]) ?[a-zà-ÿ]+"
    affairs += r"(?: (?:et )?(?:des |de la |du )?[a-zà-ÿ]{4,}){0,3}?"
    return re.compile(
        rf"\b(?:(?P<titled>(?:{titled})) (?=[A-ZÀÂÉÈÊÎÔÙÇ])"
        rf"|(?:{of_house})(?= d)|{affairs}(?= (?:du|de l['’]) ?(?:{'|'.join(names.chambers)}))"
        rf"|(?P<whole>(?:{'|'.join(names.committees)})\b(?! (?:du|des|de)\b)))"
    )


def _titled(line: Line, at: int) -> int:
    """Past the title of a committee at word ``at``: « Pêche », « Affaires économiques »; 0 if it is none."""
    if at >= len(line) or line.known(at) or not line.ordinary(at) or gender_of(line.word(at)) is not None:
        return 0
    after = line.word(at + 1)
    return at + 1 + (after.islower() and line.gap(at + 1) == " " and line.language.is_adjective(after))


def _of_house(line: Line, at: int) -> int:
    """Past the name of the house that « de » at word ``at`` ties to the body; 0 if no name follows."""
    k = at + line.link(at)
    if k == at:
        return 0
    for _ in range(_NOUNS):
        if line.capital(k) or k >= len(line) or line.known(k) or not line.ordinary(k):
            break
        k += 1
    if not line.capital(k):
        return 0
    known = line.known(k)
    return k + known[0] if known else max(run_end(line, k), k + 1)
