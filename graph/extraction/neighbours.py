"""Phrases beside a token: what ends before it, past insertions; what comes first after it; what « qui » stands for."""

from __future__ import annotations

from graph.extraction.reading import Reading
from graph.extraction.refs import Ref, listed, preposition_before
from graph.syntax import CLAUSE_END, DASHES
from graph.wordlists import grammar

_INSERTIONS = 4  # looked past between a subject and its verb
_NOUN_PHRASE = 7  # tokens between an actor and the relative clause of its apposition


def left_of(reading: Reading, k: int, start: int) -> list[Ref]:
    """The subject that ends at or before token k: insertions between commas or brackets are jumped."""
    at: int | None = k
    named = None
    for _ in range(_INSERTIONS):
        if at is None or at < start:
            break
        ref = reading.table.ending(at) or _named_apposition(reading, at)
        if ref is not None:
            owner = _owner(reading, ref)
            return reading.whole(owner) if owner is not None else []
        named = named or _name_between_commas(reading, at)
        at = _before_insertion(reading, at, start)
    return listed(named)


def through_insertion(reading: Reading, k: int, start: int) -> Ref | None:
    """The actor before the insertion that the comma or bracket at token k closes."""
    found = left_of(reading, k, start) if reading.text.word(k) in (",", ")") else []
    return found[-1] if found else None


def _named_apposition(reading: Reading, k: int) -> Ref | None:
    """« le patron de X, | Y, | investit »: the name before the comma at k, if its phrase does not open an insertion."""
    inner = reading.table.ending(k - 1) if reading.text.word(k) == "," else None
    if inner is None or inner.form != "name" or inner.first == k - 1:
        return None
    return None if reading.tokens[inner.first - 1].lower == "," or _ends_relative(reading, inner) else inner


def _ends_relative(reading: Reading, ref: Ref) -> bool:
    """« X, à qui appartiennent déjà Y et | Z |, … »: is it the subject at the end of such a relative clause?"""
    text, k = reading.text, reading.whole(ref)[0].first - 1
    while k > 0 and text.tokens[k].pos == "ADV":
        k -= 1
    if not text.tokens[k].conjugated:
        return False
    start = text.start_of(k)
    while k > start and text.word(k) != "," and text.word(k) not in grammar().oblique_relatives:
        k -= 1
    return text.word(k) in grammar().oblique_relatives


def _name_between_commas(reading: Reading, k: int) -> Ref | None:
    """« son premier actionnaire, | X, | détient »: the name alone that the comma at k closes."""
    ref = reading.table.ending(k - 1) if reading.text.word(k) == "," else None
    alone = ref is not None and ref.form == "name" and ref.first > 0 and reading.text.word(ref.first - 1) == ","
    return ref if alone else None


def _before_insertion(reading: Reading, k: int, start: int) -> int | None:
    """The token before the insertion that ends at k; None if none ends there."""
    word = reading.text.word(k)
    if word == ",":
        comma = _opening_comma(reading, k, start)
        return None if comma is None else comma - 1
    backwards = range(k - 1, start - 1, -1)
    if word == ")":
        opening = reading.text.find(backwards, "(")
        return (start if opening is None else opening) - 1
    if word in DASHES:
        opening = reading.text.find(backwards, *DASHES)
        return (start if opening is None else opening) - 1
    return k - 1 if word in grammar().emphatic_pronouns else None


def _opening_comma(reading: Reading, k: int, start: int) -> int | None:
    """The comma that opens the insertion closed by the one at k; None if the clause begins between."""
    for j in range(k - 1, start - 1, -1):
        word = reading.text.word(j)
        after_actor = word == "," and reading.table.ending(j - 1) is not None
        if after_actor or (word == "," and reading.text.word(j + 1) in grammar().insertion_openers):
            return j
        if word in (";", ":", "»"):
            return None
    return None


def _owner(reading: Reading, ref: Ref) -> Ref | None:
    """The subject when ``ref`` ends it: « la direction de X » speaks for X; another « de X » is no subject."""
    text, words = reading.text, grammar()
    preposition = preposition_before(text, ref.first)
    if preposition != "de":
        return None if preposition else ref
    k = ref.first - (text.word(ref.first) not in ("du", "des"))
    inner = reading.table.ending(k - 1) if k > 0 else None
    if inner is not None and inner.form == "name" and ref.form == "name":
        return _owner(reading, inner)  # « les moteurs X de Y équipent »: X does it
    while k > 0 and (text.word(k) in words.of or text.word(k) in ("la", "le", "l'")):
        k -= 1
    while k > 0 and text.tokens[k].pos == "ADJ":
        k -= 1
    voices = reading.lexicon.discourse.voices
    return ref if text.tokens[k].lemma in voices or text.word(k) in voices else None


def first_right(reading: Reading, low: int, high: int) -> Ref | None:
    """The first phrase without a preposition that has its head in tokens [low, high), in the same clause."""
    text = reading.text
    for k in range(low, min(high, text.end_of(low - 1))):
        ref = reading.table.headed(k)
        if ref is not None and not preposition_before(text, ref.first):
            return ref
        if text.word(k) in CLAUSE_END or text.word(k) in grammar().relatives or text.tokens[k].main_verb:
            return None
    return None


def antecedent(reading: Reading, k: int) -> Ref | None:
    """What the relative pronoun at k stands for; « X, un texte que … » goes back to X."""
    start = reading.text.start_of(k)
    j = k - 1 - (k > start and reading.text.word(k - 1) == ",")
    ref = reading.table.ending(j) if j >= start else None
    steps = 0
    while ref is None and j > start and steps < _NOUN_PHRASE and _nominal(reading, j):
        j, steps = j - 1, steps + 1
        if reading.tokens[j].lower == ",":
            return reading.table.ending(j - 1)
    return ref


def _nominal(reading: Reading, j: int) -> bool:
    """May token j belong to a noun phrase? The parser takes « consultante » for a pronoun."""
    token = reading.tokens[j]
    within = token.lower in ("de", "d'") and reading.tokens[j + 1].pos in ("NOUN", "ADJ")
    untagged = token.pos == "PRON" and token.lower in reading.lexicon.roles
    return within or untagged or token.pos in ("NOUN", "ADJ", "DET")
