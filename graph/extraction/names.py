"""Names in raw text: known forms of data/actors.yaml, laws and runs of capitals. Offsets are characters of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.extraction.bodies import find_bodies
from graph.extraction.capitals import run_end, run_on
from graph.extraction.committees import find_committees
from graph.extraction.first_names import gender_of
from graph.extraction.laws import find_laws
from graph.extraction.line import Line
from graph.language import Language
from graph.lexicon import Form, Lexicon
from graph.words import Word, phrase_of, split_words


@dataclass(frozen=True, slots=True)
class Name:
    """Characters [start, end) that name something. ``doubtful``: a sentence's first word, also an ordinary word.

    ``told``: the kind that its head word tells for certain (« la loi … »), '' for none.
    """

    start: int
    end: int
    text: str
    form: Form | None = None
    doubtful: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name, its passage, where that begins in the article, and the model's label for the name ('' for none)."""

    name: Name
    text: str
    offset: int
    hint: str


def find_names(text: str, lexicon: Lexicon, language: Language) -> list[Name]:
    """Names of one passage, in order."""
    words = split_words(text)
    if _shouted(words):
        return []
    line = Line(text, words, lexicon, language)
    finders = ((find_committees, "institution"), (find_laws, "law"), (find_bodies, ""))
    spelt = [(spans, kind) for find, kind in finders if (spans := find(line))]
    found: list[Name] = []
    at = 0
    while at < len(line):
        hit = next(((*name, kind) for spans, kind in spelt if (name := _beginning_in(words[at], spans))), None)
        if hit is not None and (line.known(at) is None or _other_law(line, at, hit)):
            start, end, called, kind = hit
            found.append(Name(start, end, called, told=kind))
            at = next((k for k in range(at, len(line)) if words[k].start >= end), len(line))
            continue
        step, names = _at(line, at) if line.may_name(at) else (1, [])
        found += [_with_surname(line, at, names[0], found), *names[1:]] if names else []
        at += step
    return found


def _other_law(line: Line, at: int, hit: tuple[int, int, str, str]) -> bool:
    """« règlement sur les données | de santé »: is the law told longer than the known one that it begins with?"""
    known = line.known(at)
    if known is None or hit[3] != "law":
        return False
    return line.text[line.words[at + known[0] - 1].end : hit[1]].startswith(" de ")


def _with_surname(line: Line, at: int, name: Name, before: Sequence[Name]) -> Name:
    """« Karim et Samy Bennour », « X Bennour et sa sœur Lina »: a first name alone takes the surname of its kin."""
    if name.form is not None or name.end != line.words[at].end or gender_of(name.text) is None:
        return name
    if line.word(at + 1) == "et" and gender_of(line.word(at + 2)) is not None and line.capital(at + 3):
        surname = line.text[line.words[at + 3].start : line.words[run_on(line, at + 2, at + 3) - 1].end]
    elif line.word(at - 1) in line.lexicon.names.kin and line.word(at - 2) in line.lexicon.names.owners_of_things:
        persons = (n.text.split() for n in reversed(before) if n.form is None)
        surname = " ".join(next((p[1:] for p in persons if len(p) > 1 and gender_of(p[0]) is not None), []))
    else:
        return name
    return replace(name, text=f"{name.text} {surname}", told="person") if surname else name


def _beginning_in(word: Word, spans: Sequence[tuple[int, int, str]]) -> tuple[int, int, str] | None:
    """The span that the word begins in."""
    return next((span for span in spans if span[0] <= word.start < span[1]), None) if spans else None


def _at(line: Line, at: int) -> tuple[int, list[Name]]:
    """The number of words (at least 1) that are dealt with from word ``at`` on, and the names among them."""
    known = line.known(at)
    if known is None and (refused := _refused(line, at)):
        return refused, []
    end = run_end(line, at) if line.capital(at) else at
    if known and known[1].agent_only and end > at + known[0] and gender_of(line.word(at)) is not None:
        known = None  # « Sofia Ferrandon » is no capital
    if known and (longer := _longer_title(line, at, known) or _namesake(line, at, known)):
        return longer - at, [_name(line, at, longer)]
    if known and (at + known[0] >= end or _goes_astray(line, at + known[0], end, known[0])):
        return known[0], [_name(line, at, at + known[0], known[1])]
    if end == at:
        return 1, []
    if in_role := _in_role(line, at):
        return in_role, []
    if _is_portfolio(line, at):
        return _portfolio_length(line, at), []
    return end - at, _split(line, at, end)


def _goes_astray(line: Line, rest: int, end: int, known: int) -> bool:
    """« consulté par la Commission européenne | sur l'hydrogène »: what follows a full name is no part of it."""
    return known > 1 and not any(line.capital(k) for k in range(rest, end))


def _name(line: Line, at: int, end: int, form: Form | None = None) -> Name:
    start, stop = line.words[at].start, line.words[end - 1].end
    return Name(start, stop, line.text[start:stop], form)


def _refused(line: Line, at: int) -> int:
    """Words of a place that stands for those who govern there, but not here: « à Bruxelles »."""
    hit = line.form_at(at)
    return hit[0] if hit is not None and hit[1].agent_only else 0


def _longer_title(line: Line, at: int, known: tuple[int, Form]) -> int:
    """« L'Écho du Sud-Ouest » is not L'Écho: a paper's title goes on with the place it serves. 0 if it does not."""
    k = at + known[0]
    media = line.lexicon.actors[known[1].actor].kind == "media"
    if not media or line.word(k) not in ("du", "de", "des", "d"):
        return 0
    place = k + line.link(k)
    if not line.capital(place) or line.word(k - 1).isupper():
        return 0
    return run_on(line, place, place + 1)


def _namesake(line: Line, at: int, known: tuple[int, Form]) -> int:
    """« la Cnil italienne » is not the Cnil: past the country of the one meant. 0 if it is the known one."""
    k, lexicon = at + known[0], line.lexicon
    actor, place = lexicon.actors[known[1].actor], lexicon.nationality.get(line.word(k), "")
    other = len(place) == 2 and bool(actor.country) and place != actor.country
    plain = not (known[1].description or known[1].agent_only) and line.gap(k) == " " if place else False
    return k + 1 if other and plain and actor.kind in ("institution", "organisation", "party", "law") else 0


def _in_role(line: Line, at: int) -> int:
    """Words from ``at`` on that belong to a role: « président de la | République », « | Chief AI Officer »."""
    openers = _role_openers(line.lexicon)
    for start in range(at, max(-1, at - 5), -1):
        if line.word(start).lower() not in openers:
            continue
        for end in range(min(len(line), at + 4), at, -1):
            phrase = phrase_of(line.words[start:end])
            alone = line.word(at).lower() == phrase and not line.word(at).isupper()
            if phrase in line.lexicon.roles and (start < at or end - start > 1 or alone):
                return end - at
    return 0


@lru_cache(maxsize=2)
def _role_openers(lexicon: Lexicon) -> frozenset[str]:
    """The words that roles begin with: few do, and joining words is dear."""
    return frozenset(split_words(role)[0].text for role in lexicon.roles)


def _is_portfolio(line: Line, at: int) -> bool:
    """« ministre de l'Économie », « commissaire à la Concurrence »: the portfolio is part of the role."""
    names = line.lexicon.names
    left = [w.text.lower() for w in line.words[max(0, at - 8) : at]]
    if line.word(at) not in names.portfolios or not left or left[-1] not in names.before_portfolios:
        return False
    return not names.portfolio_holders.isdisjoint(left)


def _portfolio_length(line: Line, at: int) -> int:
    k = at + 1
    while line.capital(k) and line.gap(k) == " " and gender_of(line.word(k)) is None and not line.known(k):
        k += 1
    return k - at


def _split(line: Line, at: int, end: int) -> list[Name]:
    """A run as names: its ordinary first word dropped, known forms inside set apart."""
    if line.opens_sentence(at) and _only_opens(line, at, end):
        if end - at == 1:
            return [replace(_name(line, at, end), doubtful=not _acts_bare(line, at))]
        broken = line.word(at + 1) in "'’-" or _only_its_adjective(line, at, end)
        return [] if broken else _names_between(line, at + 1, end)
    known = line.known(at)
    if known and at + known[0] < end and _stands_apart(line, at, at + known[0], end, known[1]):
        rest = at + known[0]
        head = [_name(line, at, rest, known[1])]
        return head + (_at(line, rest)[1] if line.capital(rest) else [])
    return [_name(line, at, end)]


def _only_its_adjective(line: Line, at: int, end: int) -> bool:
    """« Numérique Ouvert »: is what is left of a run without its first word a mere adjective?"""
    rest = line.word(at + 1).lower()
    return end - at == 2 and line.language.is_adjective(rest) and line.known(at + 1) is None


def _acts_bare(line: Line, at: int) -> bool:
    """« Sémaphore a levé … », « Sémaphore, jeune pousse de …, »: no plain noun opens a sentence without an article."""
    first, following = line.word(at).lower(), line.word(at + 1).lower()
    if not line.language.is_noun(first) or first in line.lexicon.names.function_words or first in line.lexicon.nouns:
        return False
    if following == ",":
        k = at + 2 + (line.word(at + 2).lower() in line.lexicon.names.opening_title)
        ahead = (phrase_of(line.words[k : k + n]) for n in (2, 1))
        noun = next((line.lexicon.nouns[p] for p in ahead if p in line.lexicon.nouns), None)
        return noun is not None and noun.kind in ("company", "organisation", "media")
    return line.gap(at + 1) == " " and (following in line.lexicon.names.bare_subject_verbs or _bare_noun(line, at))


def _names_between(line: Line, at: int, end: int) -> list[Name]:
    names: list[Name] = []
    while at < end:
        step, found = _at(line, at)
        names += found
        at += step
    return names


def _stands_apart(line: Line, at: int, rest: int, end: int, form: Form) -> bool:
    """Is the known form of words [at, rest) a name of its own before the rest of the run: « Renaissance | X »?"""
    kind = line.lexicon.actors[form.actor].kind
    following = line.known(rest)
    if form.agent_only and gender_of(line.word(at)) is not None:
        return False
    branch = following is not None and following[1].agent_only and rest + following[0] == end
    if branch and kind in ("company", "organisation", "media"):
        return False  # « Quintessia France »
    other = following is not None and not (following[1].weak and rest + following[0] == end)  # « Norvalis Capital »
    return kind in ("person", "party") or other or form.agent_only


def _only_opens(line: Line, at: int, end: int) -> bool:
    """Is the capital at ``at`` only due to its place at the start of the sentence?"""
    first = line.word(at)
    several = end - at > 1
    known = line.known(at)
    if several and (first in line.lexicon.names.openers or (known is not None and not known[1].weak)):
        return False
    second = at + 1 + (line.word(at + 1) == "-")  # « Anne-Lise Vautreuil »
    if several and line.capital(second) and gender_of(first) is not None:
        return False
    if several and first in line.lexicon.names.all_heads:
        return False
    if phrase_of(line.words[at:end]) in line.lexicon.nouns:
        return True  # « Start-up : la ruée … »
    if several and _noun_and_name(line, at):
        return False
    return line.ordinary(at) or first.lower() in line.lexicon.names.function_words


def _bare_noun(line: Line, at: int) -> bool:
    """« Tramontane exploite douze ferries »: a noun without article that acts is a name."""
    word = line.word(at).lower()
    plain = line.language.is_noun(word) and not line.language.is_verb(word) and not word.endswith(("s", "x"))
    described = word in line.lexicon.nouns or word in line.lexicon.roles or word in line.lexicon.names.no_things
    return plain and not described and line.acts(at + 1)


def _noun_and_name(line: Line, at: int) -> bool:
    """« Halles Gourmandes recrute »: a plain noun and a capital that agrees with it are a name together."""
    first, second = line.word(at).lower(), line.word(at + 1).lower()
    told = first in line.lexicon.nouns or first in line.lexicon.roles or first in line.lexicon.names.function_words
    if told or line.gap(at + 1) != " " or line.known(at + 1):
        return False
    noun = line.language.is_noun(first) and not line.language.is_verb(first)
    agrees = line.language.is_adjective(second) and first.endswith("s") == second.endswith("s")
    return noun and (agrees or _titled_subject(line, at))


def _titled_subject(line: Line, at: int) -> bool:
    """« Canal Info a trouvé preneur »: do a noun without article and one word with a capital act together?"""
    plural = line.word(at).endswith(("s", "x"))
    thing = line.word(at).lower() in line.lexicon.names.no_things or line.word(at + 1) in line.lexicon.places
    person = gender_of(line.word(at + 1)) is not None
    return not (plural or thing or person) and line.acts(at + 2)


def _shouted(words: Sequence[Word]) -> bool:
    """Is the passage set in capitals, so that capitals tell nothing?"""
    letters = [w.text for w in words if w.text.isalpha() and len(w.text) > 3]
    return len(letters) > 3 and sum(w.isupper() for w in letters) > 0.7 * len(letters)
