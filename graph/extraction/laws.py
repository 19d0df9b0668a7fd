"""Laws told by what they are about: « la loi sur les engrais azotés », « la proposition de loi visant à … »."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.extraction.line import Line
from graph.wordlists import NameWords

_COMPLEMENTS = 2


def find_laws(line: Line) -> list[tuple[int, int]]:
    """Characters [start, end) of the names of laws in a passage, in order."""
    return [(m.start(), _end(line, m.end())) for m in _heads(line.lexicon.names).finditer(line.text)]


@lru_cache(maxsize=1)
def _heads(names: NameWords) -> re.Pattern[str]:
    """Finds the head of a law, up to the article of its subject."""
    stages, heads, adjectives, subjects = (
        "|".join(words) for words in (names.law_stages, names.law_heads, names.law_adjectives, names.law_subjects)
    )
    return re.compile(
        rf"\b(?:(?:{stages}) de )?(?:{heads})(?: (?:{adjectives}))? (?:{subjects})"
        r"(?: (?:la|le|les|du|des)| l['’])?(?= ?[^\W\d_])"
    )


def _end(line: Line, head_end: int) -> int:
    """End of a law's subject: a noun, its adjective, and what « de » joins to it (« la fin de vie »)."""
    k = next((k for k, word in enumerate(line.words) if word.start >= head_end), len(line) - 1)
    k = _past_noun(line, k)
    for _ in range(_COMPLEMENTS):
        if k + 1 < len(line) and line.word(k) in ("de", "du", "des", "d") and (link := line.link(k)):
            k = _past_noun(line, k + link)
    return line.words[min(k, len(line)) - 1].end


def _past_noun(line: Line, k: int) -> int:
    """Past the noun at word k and its adjective."""
    after = line.word(k + 1)
    adjective = bool(after) and line.language.is_adjective(after) and not line.language.is_verb(after)
    return k + 1 + adjective
