"""Laws named after a noun: told by their subject (« la loi sur les engrais azotés ») or titled (« la loi Air pur »)."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.extraction.capitals import run_on
from graph.extraction.line import Line
from graph.wordlists import NameWords, grammar
from graph.words import phrase_of

_COMPLEMENTS = 3
_QUALIFIERS = 3  # words
_LONGEST_TAIL = 4  # words


def find_laws(line: Line) -> list[tuple[int, int, str]]:
    """Characters [start, end) of the names of laws in a passage, in order, and what each law is called."""
    subject, title = _heads(line.lexicon.names)
    told = [(m.start(), _end(line, m)) for m in subject.finditer(line.text)]
    found = [(start, end, _called(line.text[start:end])) for start, end in told if end]
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
    head = rf"\b(?P<head>(?:(?P<stage>{stages}) de )?(?:{heads}))(?: (?:{adjectives}))?"
    subject = rf"(?:{subjects})\b(?: (?:la|le|les|du|des)| l['’])?"
    matters, aims = "|".join(names.law_matters), "|".join(names.law_aims)
    subject = rf"{head} (?:{subject}|(?P<aim>{aims})|(?:de |d['’])(?=(?P<matter>{matters})\b))(?= ?[^\W\d_])"
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


def _end(line: Line, law: re.Match[str]) -> int:
    """End of a law's subject: its noun with what belongs to it (« la fin de vie », « l'informatique en nuage »)."""
    k = next((k for k, word in enumerate(line.words) if word.start >= law.end()), len(line) - 1)
    feminine = (law["stage"] or law["head"]) in line.lexicon.names.law_feminine
    if law["aim"] or _infinitive(line, k):
        title = law["aim"] or line.text[: law.start()].endswith(("un ", "une ", "sa "))
        k = _past_aim(line, k) if title else 0  # « se sert de la loi pour | exiger », no title
    if not k or not line.word(k):
        return 0
    noun, k = k, _past_phrase(line, k, feminine)
    if law["matter"] and k == noun + 1:
        return 0  # « une loi d'urgence » is no title
    end = _past_second(line, noun, k, "relati" in law[0], feminine)
    return line.words[min(end, len(line)) - 1].end


def _infinitive(line: Line, k: int) -> bool:
    word = line.word(k)
    plain = word.endswith(("er", "ir", "re")) and not line.language.is_noun(word)
    return plain and (line.language.is_verb(word) or line.infinitive(word))


def _past_aim(line: Line, k: int) -> int:
    """Past « sécuriser et réguler l' », « lutter contre les » at word k: the noun of the aim; 0 if there is none."""
    start = k
    while line.word(k).endswith(("er", "ir", "re")) and line.word(k).islower():
        k += 1 + (line.word(k + 1) in ("et", ",") and line.word(k + 2).endswith(("er", "ir", "re")))
    k += line.word(k) in ("contre", "à", "sur")
    article = line.word(k) in grammar().articles or line.word(k) in ("l", "des", "du", "un", "une", "au", "aux")
    k += 1 + (line.word(k + 1) in ("'", "’")) if article else 0
    return k if k > start and article and line.word(k).islower() else 0


def _past_phrase(line: Line, k: int, feminine: bool) -> int:
    """Past the noun at word k and what « de » joins to it."""
    k = _past_noun(line, k, feminine)
    for _ in range(_COMPLEMENTS):
        noun = _joined_by_de(line, k)
        if not noun:
            break
        k = _past_noun(line, noun, feminine)
    return k


def _joined_by_de(line: Line, k: int) -> int:
    """The noun in lower case that « de » at word k joins to what stands before; 0 for none."""
    noun = k + line.link(k) if line.word(k) in ("de", "du", "des", "d") else k
    if noun == k:
        return 0
    noun += line.word(noun) in ("un", "une")
    word, lexicon = line.word(noun), line.lexicon
    when = word in lexicon.discourse.months or word in lexicon.discourse.weekdays
    who = word in lexicon.roles or (word in lexicon.nouns and lexicon.nouns[word].kind in ("government", "institution"))
    plain = word.isalpha() and word.islower() and word not in lexicon.names.function_words
    return noun if plain and not (when or who) else 0  # « la loi sur l'eau | de la ministre », « | de mars »


def _past_noun(line: Line, k: int, feminine: bool) -> int:
    """Past the noun at word k, its adjectives and tail: « grandes plateformes », « contenus illicites en ligne »."""
    names = line.lexicon.names
    k += line.word(k) in names.before_nouns and line.language.is_noun(line.word(k + 1))
    noun = k
    k += 1
    while line.word(k) == "-" and line.gap(k) == "" and line.word(k + 1):
        k += 2
    for _ in range(_QUALIFIERS):
        joined = line.word(k) == "et" and not line.language.is_noun(line.word(k + 1))
        if not _belongs(line, noun, k + joined, feminine):
            break
        k += 1 + joined
    for n in range(_LONGEST_TAIL, 1, -1):
        if phrase_of(line.words[k : k + n]) in names.law_tails:
            return k + n
    return k


def _belongs(line: Line, noun: int, k: int, feminine: bool) -> bool:
    """Is word k an adjective of the noun, and no verb nor what is said of the law (« la loi sur l'eau | votée »)?"""
    word, names, language = line.word(k), line.lexicon.names, line.language
    if not word.islower() or line.gap(k) not in (" ", "\u00a0") or word in names.function_words or word in names.finite:
        return False
    if not language.is_adjective(word):
        return False
    if not language.is_verb(word):
        return True
    plural = line.word(noun).endswith(("s", "x")) and word.endswith(("s", "x"))
    if word.endswith(names.participles):
        return plural or (not word.endswith("ant") and word.endswith("e") != feminine)
    return plural or line.agrees(noun, k)


def _past_second(line: Line, noun: int, k: int, to: bool, feminine: bool) -> int:
    """Past a second noun: « la sécurité | et la régulation de l'espace », « services | et marchés numériques »."""
    if line.word(k) != "et":
        return k
    article = line.word(k + 1)
    elided = line.word(k + 2) in ("'", "’")
    second = k + 2 + elided
    if article in ("la", "le", "les", "l"):
        lone = k == noun + 1  # « le climat et la réforme des retraites »: a noun with a complement is done
    elif article in ("au", "aux", "à"):
        lone, second = to, second + (article == "à") * (1 + (line.word(k + 3) in ("'", "’")))
    else:
        lone, second = k == noun + 1, k + 1
    word, names = line.word(second), line.lexicon.names
    other = word in names.law_heads + names.law_titled or word in line.lexicon.nouns or word in line.lexicon.roles
    plain = word.islower() and line.language.is_noun(word) and word not in names.function_words
    if not lone or not plain or (other and word not in names.law_things) or line.acts(second):
        return k
    end = _past_phrase(line, second, feminine)
    return end if end > second + 1 and not line.acts(end) else k
