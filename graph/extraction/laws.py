"""Laws named after a noun: told by their subject (« la loi sur les engrais azotés ») or titled (« la loi Air pur »)."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.extraction.capitals import run_on
from graph.extraction.line import Line
from graph.wordlists import NameWords

_COMPLEMENTS = 2
_QUALIFIERS = 3  # words


def find_laws(line: Line) -> list[tuple[int, int, str]]:
    """Characters [start, end) of the names of laws in a passage, in order, and what each law is called."""
    subject, title = _heads(line.lexicon.names)
    told = [(m.start(), _end(line, m.end())) for m in subject.finditer(line.text)]
    found = [(start, end, _called(line.text[start:end])) for start, end in told]
    for m in title.finditer(line.text):
        of_country = m["origin"] is None or m["origin"] in line.lexicon.nationality
        if of_country and (end := _title_end(line, m.end())):
            found.append((m.start(), end, _called(f"{m['head']} {line.text[m.end() : end]}")))
    return sorted(found)


def _called(name: str) -> str:
    return name[0].upper() + name[1:]


@lru_cache(maxsize=1)
def _heads(names: NameWords) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Find the head of a law, up to the article of its subject, and up to its title."""
    stages, heads, titled, adjectives, subjects = (
        "|".join(words)
        for words in (names.law_stages, names.law_heads, names.law_titled, names.law_adjectives, names.law_subjects)
    )
    head = rf"\b(?:(?:{stages}) de )?(?:{heads})(?: (?:{adjectives}))?"
    subject = rf"{head} (?:{subjects})(?: (?:la|le|les|du|des)| l['’])?(?= ?[^\W\d_])"
    title = rf"\b(?P<head>(?i:(?:(?:{stages}) de )?(?:{titled}))(?: (?:{adjectives}))?)"
    title += r"(?: (?P<origin>[a-zà-ÿ-]+))? (?:[«\"“]\s?)?(?=[A-ZÀÂÉÈÊÎÔÙÇ]\w)"
    return re.compile(subject), re.compile(title)


def _title_end(line: Line, start: int) -> int:
    """End of the title in capitals at character ``start``: « Terroirs », « Air pur »; 0 if it names something else."""
    at = next((k for k, word in enumerate(line.words) if word.start >= start), len(line))
    if at == len(line) or _is_known_law(line, at):
        return 0
    end = run_on(line, at, at + 1)
    if line.ordinary(end - 1):  # the surname of a minister takes no adjective
        end = _past_qualifiers(line, end)
    return line.words[end - 1].end


def _is_known_law(line: Line, at: int) -> bool:
    known = line.known(at)
    return known is not None and line.lexicon.actors[known[1].actor].kind in ("law", "government", "institution")


def _past_qualifiers(line: Line, k: int) -> int:
    """Past what goes on in lower case after a common noun: « pur », « d'alerte », « et résilience », « bis »."""
    for _ in range(_QUALIFIERS):
        if k >= len(line) or line.gap(k) not in (" ", "\u00a0"):
            break
        k += 1 if _qualifies(line, k) else _joined_noun(line, k)
    return k


def _qualifies(line: Line, k: int) -> bool:
    """Is word k an adjective, but no participle (« la loi Air | adoptée par »), or a number like « bis »?"""
    word, names, language = line.word(k), line.lexicon.names, line.language
    if word in names.law_numbers:
        return True
    ends = word in names.function_words or word in names.finite  # « la loi Air | fait débat »
    if not word.islower() or ends or word in line.lexicon.nationality:
        return False
    adjective = language.is_adjective(word) or language.is_adjective(word.rstrip("s").removesuffix("e"))
    return adjective and not (language.is_verb(word) and word.endswith(names.participles))


def _joined_noun(line: Line, k: int) -> int:
    """Words of « d'alerte », « et résilience », « de vie » at word k; 0 for none."""
    link = line.link(k) if line.word(k) in ("de", "d") else 1 if line.word(k) == "et" else 0
    noun = line.word(k + link)
    plain = noun.islower() and len(noun) > 2 and line.ordinary(k + link)
    verb = line.language.is_verb(noun) and (line.word(k) == "et" or noun.endswith(("er", "ir", "re")))
    return link + 1 if link and plain and not verb and noun not in line.lexicon.names.function_words else 0


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
