"""Who decides what a clause tells: « X paiera 3 millions, a tranché Y », « Y frappe fort : une amende pour X »."""

from __future__ import annotations

from graph.extraction.matching import Trigger
from graph.extraction.neighbours import first_right
from graph.extraction.phrases import noun_phrase
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref, listed, preposition_before
from graph.extraction.verbs import group_start

_REACH = 24  # tokens from the verb to « , a tranché Y »
_NAMED = 6  # tokens from « a tranché » to its subject
_VERBLESS = 6  # tokens after the trigger of a headline's second half


def decreed(reading: Reading, trigger: Trigger) -> list[Ref]:
    """« … devra verser 3 millions, a décidé Y », « …, sur décision de Y »: who decided or warned so."""
    text = reading.text
    for k in range(trigger.last + 1, min(text.end_of(trigger.last), trigger.last + _REACH)):
        token = reading.tokens[k]
        if text.word(k) == "décision" and text.word(k - 1) == "sur" and text.word(k + 1) in ("de", "du", "des", "d'"):
            return listed(noun_phrase(reading, k + 2, k + 2 + _NAMED))
        if not token.name >= 0 and not reading.lexicon.discourse.ruling.isdisjoint(token.verbs):
            opens = text.word(group_start(text, k) - 1) == ","
            ref = first_right(reading, k + 1, k + 1 + _NAMED) if opens else None
            if ref is not None and not preposition_before(text, ref.first):
                return [ref]
    return []


def headed(reading: Reading, trigger: Trigger) -> list[Ref]:
    """« Y frappe fort : une amende pour X »: who opens the sentence whose second half, after « : », has no verb."""
    text = reading.text
    start, end = text.sentence_of(trigger.first)
    colon = text.find(range(start, trigger.first), ":")
    if colon is None:
        return []
    half = reading.tokens[colon + 1 : min(end, trigger.last + _VERBLESS)]
    ref = first_right(reading, start, colon)
    if ref is None or preposition_before(text, ref.first) or any(t.conjugated and t.name < 0 for t in half):
        return []
    return [ref]
