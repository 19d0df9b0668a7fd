"""Actors that a sentence leaves out: parties of a deal, who took a decision, whose capital is spoken of."""

from __future__ import annotations

from collections.abc import Collection

from graph.extraction.clause import is_subject
from graph.extraction.matching import Trigger
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref, implied
from graph.syntax import CLAUSE_END

_BLAMED = frozenset({"company", "institution", "government", "organisation", "party", "media", "product", "law"})
_AFTER, _BEFORE = 9, 14  # tokens between a trigger and the deal it speaks of


def deal(reading: Reading, trigger: Trigger) -> list[Ref]:
    """Both parties of the deal that stands as object, subject or complement of the trigger."""
    start, end = reading.text.sentence_of(trigger.first)
    for k in range(trigger.last + 1, min(end, trigger.last + _AFTER)):
        if k in reading.deals:
            return _parties(reading, k)
        if reading.tokens[k].main_verb or reading.text.word(k) in CLAUSE_END:
            break
    if trigger.voice not in ("active", "reduced-active"):
        for k in range(trigger.first - 1, max(start - 1, trigger.first - _BEFORE), -1):
            if k in reading.deals:
                return _parties(reading, k)
    return []


def _parties(reading: Reading, k: int) -> list[Ref]:
    return implied(k, reading.deals[k] or reading.discourse.deal, 0.85)


def open_deal(reading: Reading, i: int) -> list[Ref]:
    """The party told of « ce partenariat » at token i when the other was left out."""
    party = reading.discourse.open_deal
    if party is None or reading.tokens[i - 1].lower not in ("ce", "cet", "cette"):
        return []
    return implied(i, (party,), 0.8)


def decider(reading: Reading, trigger: Trigger) -> list[Ref]:
    """Who took the decision that the trigger's object names (« conteste la sanction »)."""
    authority = reading.discourse.authority
    if authority is None:
        return []
    decisions = reading.lexicon.discourse.decisions
    end = min(reading.text.end_of(trigger.last), trigger.last + 7)
    token = next((t for t in reading.tokens[trigger.first : end] if t.lower.rstrip("s") in decisions), None)
    return [] if token is None else implied(token.i, (authority,), 0.8)


def topic(reading: Reading, i: int) -> list[Ref]:
    """The company whose capital the article speaks of, when the sentence of token i leaves it out."""
    return implied(i, reading.discourse.topic, 0.75)


def blamed(reading: Reading, i: int) -> list[Ref]:
    """Whom the words that the verb at i introduces speak of: their first actor, else the deal's parties.

    Where they name nobody (« Une honte », tonne Y), it is whom the sentence before speaks of.
    """
    spoken = reading.speech.introduced_at(i)
    if spoken is None:
        return []
    inside = range(spoken.first, spoken.last + 1)
    own = {*spoken.speakers, *(reading.discourse.employers.get(s) for s in spoken.speakers)}  # nobody's own house
    named = [r for r in reading.table.refs if r.head in inside]
    refs = [
        r
        for r in named
        if own.isdisjoint(r.entities)
        and reading.tokens[r.head].dep != "nsubj:pass"  # « X a été berné »: X is the victim
    ]
    if refs:
        return implied(i, min(refs, key=lambda r: r.first).entities, 0.85)
    if any(k in inside for k in reading.deals):
        return implied(i, reading.discourse.deal, 0.85)
    return [] if named or spoken.first == 0 else spoken_of_before(reading, spoken.first, own)


def spoken_of_before(reading: Reading, first: int, own: Collection[int | None] = ()) -> list[Ref]:
    """The only law of the sentence before the one of token ``first``, else its subject; nobody's own house."""
    start = reading.text.start_of(first)
    places = range(reading.text.start_of(start - 1), start) if start else range(0)
    refs = [r for r in reading.table.refs if r.head in places and not reading.quoted[r.head]]
    laws = {r.entities for r in refs if all(reading.kind(e) == "law" for e in r.entities)}
    subjects = [r.entities for r in refs if is_subject(reading.text, r)][:1]
    meant = next(iter(laws)) if len(laws) == 1 else subjects[0] if subjects else ()
    blamable = all(reading.kind(e) in _BLAMED and e not in own for e in meant)
    return implied(first, meant, 0.7) if blamable else []
