"""Noun phrases after a token: the actor that they hold, looked for through « le capital de », dates and insertions."""

from __future__ import annotations

from graph.extraction.entities import ORGS
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref, preposition_before
from graph.extraction.verbs import acts_as_verb
from graph.syntax import CLAUSE_END, DASHES, OPENING_QUOTES, Token
from graph.wordlists import grammar

_NAME_AFTER_NOUN = 6  # tokens
_INSERTION = 12  # tokens
_PLACE = 7  # tokens
_ANNOUNCING = 9  # tokens from « trois » to the colon
_PHRASE_PARTS = frozenset(("NOUN", "ADJ", "ADV", "ADP", "NUM", "DET", "PROPN"))
_AFTER_APPOSED = frozenset((",", ".", "", "(", "»", ";", "dont", "qui", "!"))
_OBJECT_TAIL = 8  # tokens that an object may hold beyond the reach of other phrases


def ends_clause(reading: Reading, k: int, i: int) -> bool:
    """Does the clause of token i end at token k after it?"""
    token = reading.tokens[k]
    if token.lower in CLAUSE_END and not (token.lower == "»" and k - i < 9):
        return True
    if token.lower in grammar().relatives:
        return True
    verb = token.conjugated and k > i + 1 and reading.table.at(k) is None
    return verb and acts_as_verb(reading.text, k)


def noun_phrase(reading: Reading, low: int, high: int) -> Ref | None:
    """The actor of the noun phrase that starts at ``low``, found before ``high``."""
    end = min(high, reading.text.end_of(low - 1))
    return _actor_of(reading, low, low, end, direct=False)


def object_phrase(reading: Reading, low: int, high: int) -> Ref | None:
    """The actor of the direct object that starts at ``low``: no preposition may introduce it."""
    end = min(high + _OBJECT_TAIL, reading.text.end_of(low - 1))
    return _actor_of(reading, low, _past_time(reading, low, end), end, direct=True)


def _actor_of(reading: Reading, low: int, k: int, end: int, direct: bool) -> Ref | None:
    looked_through = False
    while k < end:
        ref, token = reading.table.at(k), reading.tokens[k]
        if ref is not None and ref.form != "clitic":
            governed = (
                direct and not looked_through and ref.first >= low and preposition_before(reading.text, ref.first)
            )
            return None if governed else ref
        if _transparent(reading, token) or token.pos == "NUM":
            looked_through = True
        elif not _goes_on(reading, k, looked_through, direct):
            if token.pos != "NOUN":
                return None
            return _named_after_noun(reading, k, end) or (_apposed_to(reading, low, k, end) if direct else None)
        elif token.lower == ",":
            after = _past_comma(reading, k, end, looked_through) if direct else None
            if after is None and k > low and not looked_through:
                return None
            k = k if after is None else after
        k += 1
    return None


def _transparent(reading: Reading, token: Token) -> bool:
    """Is this a noun that a relation looks through: « le capital de X », « 80 % de X »?"""
    nouns = reading.lexicon.discourse.transparent
    return token.lower in nouns or token.lemma in nouns


def _goes_on(reading: Reading, k: int, looked_through: bool, direct: bool) -> bool:
    """May the actor of the phrase still come after token k?"""
    token, words = reading.tokens[k], grammar()
    if looked_through and token.lower in words.and_words and reading.table.at(k + 1) is not None:
        return False  # « dont X détient 18 % et Y 7 % »
    if token.lower in words.of and (looked_through or direct):
        return looked_through
    if token.lower in CLAUSE_END or token.lower in words.relatives:
        return False
    if token.pos in ("NOUN", "PROPN", "VERB", "AUX") and token.lower not in reading.lexicon.discourse.counted:
        # « l'offre cloud de X »
        return looked_through and token.pos == "NOUN" and _transparent(reading, reading.tokens[k - 1])
    return token.pos != "ADP" or looked_through or token.lower == "de"


def _past_comma(reading: Reading, k: int, end: int, looked_through: bool) -> int | None:
    """The comma that closes what the one at k opens before an object: « accuse, lui, … », « , par 412 voix, … »."""
    text = reading.text
    if k + 2 < end and text.word(k + 1) in grammar().aside_openers and text.word(k + 2) == ",":
        return k + 2
    return None if looked_through else _insertion_end(reading, k, end)


def _insertion_end(reading: Reading, k: int, end: int) -> int | None:
    """The comma that closes « , par 412 voix contre 165, » if a noun phrase follows it."""
    text = reading.text
    if k + 1 >= end:
        return None
    if text.tokens[k + 1].pos not in ("ADP", "ADV") and text.word(k + 1) not in grammar().phrase_adverbs:
        return None
    for j in range(k + 2, min(len(text.tokens) - 1, k + _INSERTION)):
        if text.word(j) == ",":
            return j if text.tokens[j + 1].pos == "DET" or reading.table.at(j + 1) is not None else None
        if reading.table.at(j) is not None or text.tokens[j].finite:
            return None
    return None


def _past_time(reading: Reading, k: int, end: int) -> int:
    """Past adverbs, time and place before an object: « a dévoilé en juillet X », « teste dans trois cantines X »."""
    while k < end and reading.table.at(k) is None:
        step = _time_words(reading, k, end) or _place_words(reading, k, end) or _sum_words(reading, k, end)
        if not step:
            break
        k += step
    return k


def _place_words(reading: Reading, k: int, end: int) -> int:
    """How many tokens « dans trois cantines », « à ses clients professionnels » takes before another noun phrase."""
    if reading.text.word(k) not in grammar().place_openers:
        return 0
    for j in range(k + 1, min(end, k + _PLACE)):
        token, ref = reading.tokens[j], reading.table.at(j)
        opens = token.pos == "DET" or token.lower in grammar().articles
        if j > k + 2 and opens and reading.tokens[j - 1].pos in ("NOUN", "ADJ", "PROPN"):
            return j - k
        if ref is not None or token.pos not in ("DET", "NUM", "ADJ", "NOUN", "PROPN"):
            return 0
    return 0


def _sum_words(reading: Reading, k: int, end: int) -> int:
    """How many tokens « à hauteur de 3 millions d'euros » takes before an object."""
    text = reading.text
    if (text.word(k), text.word(k + 1)) != ("à", "hauteur"):
        return 0
    amounts = range(k + 2, min(end, k + _PLACE + 1))
    last = text.find(amounts, "euros", "€", "dollars", "$", "%", "francs", "livres", "euro")
    return last + 1 - k if last is not None else 0


def _time_words(reading: Reading, k: int, end: int) -> int:
    """How many tokens from k on are an adverb or tell a time."""
    words, token = grammar(), reading.tokens[k]
    calendar = reading.lexicon.discourse.calendar
    if (token.pos == "ADV" and token.lower not in ("plus", "moins")) or token.lower in calendar:
        return 1
    if token.lower in words.time_openers and k + 1 < end:
        after = reading.tokens[k + 1]
        timed = after.lower in calendar or after.lower in words.time_nouns
        return 2 if timed or after.pos == "NUM" or after.text[0].isdigit() else 0
    year = token.text.isdigit() and len(token.text) == 4
    return 1 if year or (token.lower in words.next_or_last and k > 0) else 0


def _named_after_noun(reading: Reading, k: int, end: int) -> Ref | None:
    """« l'opérateur historique français X », « le fabricant de voiles X »: an unknown noun followed by its name."""
    quoted = reading.text.word(k + 1) in OPENING_QUOTES  # « le journal « X » »
    for j in range(k + 1 + quoted, min(end, k + _NAME_AFTER_NOUN)):
        ref = reading.table.at(j)
        if ref is not None:
            return ref if ref.first == j and ref.form == "name" and reading.tokens[j - 1].pos != "ADP" else None
        token = reading.tokens[j]
        bare = token.lower in ("de", "d'") and j + 1 < end and reading.tokens[j + 1].pos == "NOUN"
        if (token.pos not in ("ADJ", "NOUN") and not bare) or token.lower == ",":
            return None
    return None


def _apposed_to(reading: Reading, low: int, k: int, end: int) -> Ref | None:
    """« a fondé sa propre banque, X. », « un nouveau fonds dédié : X »: the name that the noun at k announces."""
    text, nouns = reading.text, reading.lexicon.nouns
    opener = next((j for j in range(k - 1, low, -1) if text.tokens[j].pos != "ADJ"), low)
    first, noun = text.word(opener), nouns.get(text.word(k))
    if noun is None or not (first in grammar().possessives or first in ("un", "une")):
        return None
    j = k + 1
    while j < end and (text.tokens[j].pos == "ADJ" or text.word(j) in reading.lexicon.nationality):
        j += 1
    ref = reading.table.at(j + 1) if text.word(j) in (",", ":") else None
    if ref is None or ref.first != j + 1 or ref.form != "name" or text.word(ref.last + 1) not in _AFTER_APPOSED:
        return None
    body = noun.kind in ORGS and reading.kind(ref.entities[0]) in ORGS
    return ref if body or noun.kind == reading.kind(ref.entities[0]) else None


def announced(reading: Reading, low: int) -> Ref | None:
    """« trois concurrents : A, B et C », « deux fabricants bretons (A et B) »: the first actor told after a plural."""
    text, end = reading.text, reading.text.end_of(low - 1)
    if low + 2 >= end or not _several(text.tokens[low]):
        return None
    k, whose = low + 1, None
    while k < min(end, low + _ANNOUNCING) and text.tokens[k].pos in _PHRASE_PARTS and text.word(k) not in DASHES:
        named = reading.table.at(k)
        if named is not None and (whose is not None or not preposition_before(text, named.first)):
            return None
        k, whose = (k + 1, None) if named is None else (named.last + 1, named)
    if k + 1 >= end or (text.word(k) not in grammar().announcing and text.word(k) not in DASHES):
        return None
    ref = reading.table.at(k + 1)
    if ref is None or ref.form != "name" or ref.first != k + 1:
        return None
    # « trois anciens de X, A et B »: people, unlike the houses of « trois députés de X, Y et Z »
    return ref if whose is None or (reading.is_person(ref) and not reading.is_person(whose)) else None


def _several(token: Token) -> bool:
    return (token.pos == "NUM" and token.lower not in ("un", "une", "1")) or token.lower in grammar().plural_openers
