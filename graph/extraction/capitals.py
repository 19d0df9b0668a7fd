"""Runs of capitals in a passage: where the name that a capital begins comes to its end."""

from __future__ import annotations

import re

from graph.extraction.first_names import gender_of
from graph.extraction.line import Line
from graph.words import phrase_of

_LONGEST_NOUN = 4  # words
_ROMAN = re.compile(r"[IVX]+(?:e|er|ère|ème)|[IVX]{2,}")


def run_end(line: Line, at: int) -> int:
    """Past the last word of the run of capitals that starts at ``at``; ``at`` itself if it is noise."""
    if _noise(line, at):
        return at
    end = run_on(line, at, at + 1)
    headed = line.word(at) in line.lexicon.names.all_heads and line.word(at) not in line.lexicon.countries
    headed = headed or _is_society(line, at)
    return _past_tail(line, at, _headed_tail(line, at, end) if headed else _noun_tail(line, at, end))


def _past_tail(line: Line, at: int, end: int) -> int:
    """« Toits | pour tous », « Facteurs | en colère »: past what an ordinary noun goes on with."""
    tail = phrase_of(line.words[end : end + 2])
    return end + 2 if tail in line.lexicon.names.tails and line.ordinary(at) and not line.known(at) else end


def run_on(line: Line, at: int, end: int) -> int:
    """Past the last word that continues the run of words [at, end)."""
    while end < len(line) and (step := _continues(line, at, end)):
        end += step
    return end


def _run_on_pairwise(line: Line, k: int) -> int:
    """Past the words from k on of which each continues the one before."""
    while k < len(line) and (step := _continues(line, k - 1, k)):
        k += step
    return k


def _noise(line: Line, at: int) -> bool:
    """Is the capital at word ``at`` no name: a lone letter, a demonym, an acronym of things, an article?"""
    form, following = line.word(at), line.word(at + 1)
    more = bool(following)
    touches = more and line.gap(at + 1) == ""
    if len(form) == 1 and (not (touches and following in ".'’-&") or _numbers(line, at)):
        return True
    if form.lower() in line.lexicon.nationality and not line.capital(at + 1):
        return not _is_society(line, at)
    if _demonym(line, at) or (form == "Ex" and touches and following == "-" and not line.capital(at + 2)):
        return True
    if form in line.lexicon.names.noise and not (len(form) > 1 and _article_of_name(line, at)):
        return not _opens_name(line, at)
    if _ROMAN.fullmatch(form) and not (line.link(at + 1) and line.capital(at + 1 + line.link(at + 1))):
        return True  # « le VIIe arrondissement », but « le XV de Norvalis »
    elided = more and following in "'’" and len(form) <= 2
    return elided and (line.opens_sentence(at) or form not in "LDO")


def _numbers(line: Line, at: int) -> bool:
    """« la série | B. Déjà présent … »: is the lone letter at word ``at`` what the noun before it counts by?"""
    return line.word(at - 1) in line.lexicon.names.before_letters


def _is_society(line: Line, at: int) -> bool:
    """« les ateliers de Jurassienne des mouvements »: a demonym without article that goes on is a house."""
    names = line.lexicon.names
    demonym = line.word(at).endswith("e") and line.word(at).lower() in line.lexicon.nationality
    goes_on = bool(line.link(at + 1)) and not line.opens_sentence(at)
    return demonym and goes_on and line.word(at - 1).lower() not in names.articles_of_things


def _opens_name(line: Line, at: int) -> bool:
    """« Nord Matin », « CO2 Nord », but « le Nord », « l'IA Galvaro »: it goes on, with no article before."""
    names, before, following = line.lexicon.names, line.word(at - 1).lower(), line.word(at + 1)
    apart = line.word(at) in names.openers and before not in names.articles_of_things and before != "-"
    known = line.known(at + 1)
    place = following in line.lexicon.places and not _announced(line, at)
    goes_on = line.capital(at + 1) and line.gap(at + 1) == " " and (known is None or known[1].agent_only)
    also = not place and (following not in names.noise or following in names.suffixes)
    return apart and goes_on and also and len(following) > 1


def _demonym(line: Line, at: int) -> bool:
    """« le Danois | Malik Dutheil », « la Norvégienne | Ferronix »: is it whence the next name is?"""
    form, before = line.word(at), line.word(at - 1).lower() if at else ""
    told = form.lower() in line.lexicon.nationality and form not in line.lexicon.cities
    article = before in ("le", "la", "du", "au", "un", "une") or (before in ("'", "’") and line.word(at - 2) in "lL")
    apart = line.capital(at + 1) and line.gap(at + 1) == " "
    other = form not in line.lexicon.countries and line.word(at + 1) not in line.lexicon.places
    return told and article and apart and other


def _article_of_name(line: Line, at: int) -> bool:
    """Is « Le », « La », « Les » in mid-sentence the first word of a name (« Les Quatre Vents »)?"""
    follows = line.capital(at + 1) and line.gap(at + 1) == " "
    return follows and line.word(at) in ("Le", "La", "Les") and not line.opens_sentence(at)


def _continues(line: Line, at: int, k: int) -> int:
    """How many words from ``k`` on belong to the run begun at ``at``: 0 if it ends there."""
    gap, word = line.gap(k), line.word(k)
    if gap == "":
        return _glued(line, k)
    if gap not in (" ", "\u00a0"):
        return 0
    if line.capital(k):
        noise = word in line.lexicon.names.noise and len(word) <= 3 and not _article_of_name(line, k)
        if noise and word in line.lexicon.names.suffixes:
            noise = line.capital(k + 1) and line.gap(k + 1) == " "
        return 0 if noise or _starts_other(line, at, k) else 1
    if word[0].isdigit():
        return 1 if _numbers_name(line, k) else 0
    if word in ("&", "of") and line.capital(k + 1):
        return 2
    return _particles(line, at, k)


def _numbers_name(line: Line, k: int) -> bool:
    """« Cardamine 2 », « la Stryge 600 », but « Fonds 20 millions », « Hexavia 600 salariés »."""
    names, following = line.lexicon.names, line.word(k + 1)
    if len(line.word(k)) < 3:
        counted = following.isdigit() and line.gap(k + 1) in (" ", "\u00a0", "\u202f")  # « livre à X 4 000 pièces »
        return not counted and following not in names.units and not _counted(line, k + 1)
    alone = not following[:1].isalnum() or following in ("à", "de")
    return alone and len(line.word(k)) == 3 and line.word(k).isdigit()


def _counted(line: Line, k: int) -> bool:
    """« vend à Galvaro 12 | turbines »: is word k a plural noun, which the number before it counts?"""
    word = line.word(k)
    plain = word.isalpha() and word.islower() and word.endswith(("s", "x")) and line.gap(k) != ""
    return plain and len(word) > 4 and line.language.is_noun(word) and word not in line.lexicon.names.function_words


def _glued(line: Line, k: int) -> int:
    """Words from k on that stick to the word before: « AT&T », « Saint-Gobain », « L'Oréal », « J. Dupont »."""
    before, word, following = line.word(k - 1), line.word(k), line.word(k + 1)
    if word[0].isalnum() and (before[0].isalnum() or before in "-'’&."):
        return 1
    joins = word in ("-", "'", "’", "&") and following and line.gap(k + 1) == ""
    if joins and (line.capital(k + 1) or following[0].isdigit() or (word == "-" and following[0].isalnum())):
        inside = line.capital(k + 1) and not before.lower().endswith("qu")  # « Kiosk'App », no « Lorsqu'Hexavia »
        return 2 if word not in ("’", "'") or len(before) == 1 or inside else 0
    if word == "+":
        return 1  # « Canal+ »
    initial = word == "." and len(before) == 1 and line.capital(k + 1) and line.capital(k - 1)
    return 1 if initial and before != "M" else 0


def _starts_other(line: Line, at: int, k: int) -> bool:
    """Does another name begin at ``k`` (« Renaissance | Nathalie Loiseau », « Économie | Bruno Le Maire »)?"""
    first = line.word(at)
    goes_on = line.capital(k + 1) or (line.word(k + 1) == "-" and line.capital(k + 2))
    if first in line.lexicon.names.all_heads or gender_of(first) is not None or not goes_on:
        return False
    known = line.lexicon.known_form([w.text for w in line.words[k : k + 8]])
    person = known is not None and line.lexicon.actors[known[1].actor].kind == "person"
    return person or (gender_of(line.word(k)) is not None and line.word(k - 1) not in ("&", "-"))


def _particles(line: Line, at: int, k: int) -> int:
    """« Ursula von der Leyen »: particles count after a first name when a capital follows them."""
    names = line.lexicon.names
    if gender_of(line.word(at)) is None:
        return 0
    n = 0
    while line.word(k + n) in names.particles and n < 3:
        n += 1
    n += bool(n) and line.word(k + n) in ("'", "’")
    if not n or not line.capital(k + n):
        return 0
    return n + 1 if line.word(k) not in names.french_particles or k - at <= 2 else 0


def _headed_tail(line: Line, at: int, end: int) -> int:
    """A head word may go on in lower case: « Autorité de la concurrence », « Parti socialiste »."""
    k = _past_adjectives(line, end, 2)
    if k == end == at + 1 and line.opens_sentence(at) and not line.link(k):
        return end
    for _ in range(1 if line.word(at) == "Loi" else 2):
        at_word = k + line.link(k)
        if at_word == k or at_word >= len(line):
            break
        before_noun = line.word(at_word) in line.lexicon.names.before_nouns
        at_word += before_noun and line.ordinary(at_word + 1) and line.language.is_noun(line.word(at_word + 1))
        if not line.word(at_word).isalpha() or not (line.capital(at_word) or _names_thing(line, at_word)):
            break
        k = _run_on_pairwise(line, at_word + 1) if line.capital(at_word) else at_word + 1
        k = _past_second_noun(line, k, line.word(at_word - 1))
        past = _past_adjectives(line, k, 1)
        k = past if past > k else k + line.agrees(k - 1, k)
    return k


def _names_thing(line: Line, k: int) -> bool:
    """Is word k no clitic and no infinitive: not « la Commission de | s'être trompée », « d'avoir … »?"""
    word = line.word(k)
    verb = line.language.is_verb(word) or line.infinitive(word)
    other = line.language.is_noun(word) or line.language.is_adjective(word)
    return line.ordinary(k) and (other or not verb) and word not in line.lexicon.names.function_words


def _past_second_noun(line: Line, k: int, of: str) -> int:
    """« Comité de règlement des différends | et des sanctions »: past « et », the same « des » and its noun."""
    same = line.word(k) == "et" and of in ("des", "de", "du") and line.word(k + 1) == of
    noun = line.word(k + 2)
    return k + 3 if same and noun.isalpha() and noun.islower() and line.ordinary(k + 2) else k


def _noun_tail(line: Line, at: int, end: int) -> int:
    """« les Laiteries du Bocage »: a common noun with a capital goes on to the capital after « du »; « l'association
    Rivages propres »: after the noun of a body to its adjective."""
    noun = at + (end == at + 2 and _article_of_name(line, at))  # « Le Phare du Soir »
    if end != noun + 1 or not line.ordinary(noun) or gender_of(line.word(noun)) is not None:
        return end
    if _quoted_title(line, noun, end) and line.agrees(noun, end):
        return end + 1
    if line.opens_sentence(at) or line.known(at) or line.word(noun).lower() in line.lexicon.nationality:
        return end
    announced = _announced(line, at)
    if announced and line.infinitive(line.word(noun).lower()) and (object_end := _object_end(line, end)):
        return object_end
    bare = line.word(at - 1).lower() in line.lexicon.names.before_bare_names
    goes_on = announced or (bare and not line.language.is_verb(line.word(end)))
    if (goes_on and line.agrees(noun, end)) or _of_country(line, end):
        return end + 1  # « la coopérative Terres | libres », « le président de Terre | commune », « la Poste | belge »
    link = line.link(end)
    if not link or not line.capital(end + link) or line.known(end + link):
        return end
    elided = line.word(end) == "d" and line.ordinary(end + link)  # « Sceau d'Or », but « la Galipette d'Astralis »
    article = line.word(end) in ("du", "des") or (link > 1 and line.word(end) != "d") or elided
    plural = line.word(noun).endswith("s")
    if announced or article or plural or bare or line.word(end + link) in line.lexicon.places:
        return _run_on_pairwise(line, end + link + 1)
    return end


def _object_end(line: Line, k: int) -> int:
    """« l'ONG Désarmer | la mer »: past the article and the noun that a name which is an infinitive goes on with."""
    article = line.word(k) in ("la", "le", "les", "notre", "nos", "l", "ensemble", "demain", "autrement")
    if line.word(k) in ("ensemble", "demain", "autrement"):
        return k + 1
    k += 1 + (line.word(k) == "l" and line.word(k + 1) in ("'", "’"))
    plain = article and k < len(line) and line.word(k).islower() and line.language.is_noun(line.word(k))
    return k + 1 if plain else 0


def _quoted_title(line: Line, noun: int, end: int) -> bool:
    """« Terre commune »: do the noun and the word at ``end`` fill a pair of quotation marks?"""
    return line.word(noun - 1) in ("«", "“") and line.word(end + 1) in ("»", "”")


def _announced(line: Line, at: int) -> bool:
    """Does a noun that describes bodies stand right before word ``at``: « la coopérative | Terres d'Artois »?"""
    while at > 1 and line.word(at - 1) in line.lexicon.nationality:
        at -= 1  # « le studio lyonnais | Patte de Fer »
    for n in range(min(_LONGEST_NOUN, at), 0, -1):
        noun = line.lexicon.nouns.get(phrase_of(line.words[at - n : at]))
        if noun is not None:
            return noun.kind not in ("person", "product", "group")
    return False


def _past_adjectives(line: Line, k: int, most: int) -> int:
    last = k + most
    while k < last and (line.word(k) in line.lexicon.names.tail_adjectives or _of_country(line, k)):
        k += 1
    return k


def _of_country(line: Line, k: int) -> bool:
    """« Parlement écossais »: is word k an adjective of nationality?"""
    return line.word(k) in line.lexicon.nationality and line.word(k).islower()
