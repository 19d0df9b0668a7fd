"""The slots of a rule: for each name that rules may use, what fills it around a trigger."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from graph.extraction.complements import (
    after_preposition,
    between,
    brackets,
    complement,
    members,
    of_first,
    of_last,
    preposition_at,
    words_of,
)
from graph.extraction.deals import blamed, deal, decider, open_deal, topic
from graph.extraction.houses import handover, post
from graph.extraction.matching import Trigger
from graph.extraction.objects import (
    asked_of,
    direct_object,
    law_ahead,
    office_ahead,
    on_itself,
    reason,
    staff,
    subject_of,
    whether,
    within_object,
)
from graph.extraction.opinions import accused, beneficiary, called, judged_alone, there, titled, utterer
from graph.extraction.phrases import noun_phrase
from graph.extraction.predicates import everyone_listed, helmsman, holder, such_as, together
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref, implied, preposition_before
from graph.extraction.rulings import decreed, headed
from graph.extraction.speakers import speakers_beside
from graph.extraction.subjects import accompanied, doer, modified, subject
from graph.extraction.verbs import is_participle
from graph.wordlists import grammar

_LIKEWISE = 12  # tokens from a verb to « , tout comme Y »
_SHARE_REACH = 9  # tokens between « à 62 % par A » and « à 38 % par B »


def fill(reading: Reading, slot: str, trigger: Trigger) -> list[Ref]:
    """What fills a slot (one of the menu, else a preposition); [] if no actor does."""
    if reading.text.word(trigger.last + 1) == "»":
        trigger = replace(trigger, last=trigger.last + 1)  # « elle va « examiner » l'accord »
    filler = _MENU.get(slot)
    return filler(reading, trigger) if filler else after_preposition(reading, slot, trigger.last)


def follows(reading: Reading, slot: str, trigger: Trigger) -> bool:
    """Is the slot a preposition that stands right after the trigger?"""
    return slot in grammar().rule_prepositions and preposition_at(reading, words_of(slot), trigger.last + 1)


def agent(reading: Reading, trigger: Trigger) -> list[Ref]:
    """Who does what the verb or noun says, whatever the voice."""
    if trigger.part != "verb":
        return _agent_of_noun(reading, trigger.last)
    if trigger.voice in ("passive", "reduced"):
        return _by(reading, trigger.first)
    if trigger.voice == "reduced-active":
        return modified(reading, trigger.first)
    found = subject(reading, trigger.first)
    return [*found, *_likewise(reading, trigger.last)] if found else []


def patient(reading: Reading, trigger: Trigger) -> list[Ref]:
    """Whom the verb or noun acts on, whatever the voice."""
    if trigger.part != "verb":
        return complement(reading, trigger.first, trigger.first)
    if trigger.voice == "passive":
        return subject(reading, trigger.first)
    if trigger.voice == "reduced":
        return modified(reading, trigger.first)
    return [] if trigger.voice == "reduced-active" else direct_object(reading, trigger.first, trigger.last)


def _likewise(reading: Reading, i: int) -> list[Ref]:
    """« X soutient l'opération, | tout comme Y |. »: who does the same, told after the object."""
    text, likewise = reading.text, reading.lexicon.discourse.likewise
    for k in range(i + 1, min(text.end_of(i), i + _LIKEWISE)):
        if text.word(k) == "," and text.word(k + 2) == "comme" and text.word(k + 1) in likewise:
            ref = noun_phrase(reading, k + 3, k + 9)
            return reading.onward(ref) if ref is not None else []
        ref = reading.table.at(k + 1) if text.word(k) == "," else None
        if ref is not None and ref.first == k + 1 and text.word(ref.last + 1) in grammar().also:
            return [ref] if text.word(ref.last + 2) in (".", ";", ",") else []  # « X l'utilise, | Y aussi |. »
        if reading.tokens[k].main_verb or text.word(k) in (";", ":", "«"):
            break
    return []


def _agent_of_noun(reading: Reading, i: int) -> list[Ref]:
    """« le rachat de X par Y », « l'amende infligée par Y »: « par » of the noun, not of an actor before it."""
    passed = False
    for k in range(i + 1, min(reading.text.end_of(i), i + 14)):
        token = reading.tokens[k]
        if token.lower == "par":
            return after_preposition(reading, "par", k - 1)
        actor = reading.table.at(k) is not None
        participle = token.verbs and token.name < 0 and token.pos in ("VERB", "ADJ") and is_participle(token)
        ends = token.lower == "," or (passed and participle and not actor)
        if ends and not _carries_out(reading, k + (token.lower == ",")):
            break
        passed = passed or actor
    return []


def _carries_out(reading: Reading, k: int) -> bool:
    """« la levée de fonds de X, | menée par Y »: is token k a participle that is said of an operation?"""
    token = reading.tokens[k] if k < len(reading.tokens) else None
    carrying = reading.lexicon.discourse.carrying
    return token is not None and is_participle(token) and not carrying.isdisjoint(token.verbs)


def _by(reading: Reading, i: int) -> list[Ref]:
    """« par A », and in « à 62 % par A et à 38 % par B » each of them."""
    found = after_preposition(reading, "par", i)
    if not found:
        return []
    text, last = reading.text, found[-1].outer
    apposed = reading.table.at(last + 2) if text.word(last + 1) == "," else None
    theirs = preposition_before(text, found[0].first) in ("de", "chez") and not reading.is_person(found[0])
    if theirs and apposed is not None and reading.is_person(apposed):
        return reading.onward(apposed)  # « par deux anciens de X, A et B »
    k = last + 1
    while k < min(text.end_of(i), last + _SHARE_REACH):
        more = None
        if text.word(k) == "par" and text.find(range(last, k), "%") is not None:
            more = noun_phrase(reading, k + 1, k + 9)
        if more is not None:
            found = found + reading.onward(more)
            k = last = found[-1].outer
        k += 1
    return found


def _house(reading: Reading, trigger: Trigger) -> list[Ref]:
    """« sa fondatrice a levé … », « il a vendu son entreprise »: the house of the person who does it."""
    people = (e for ref in agent(reading, trigger) for e in ref.entities if reading.kind(e) == "person")
    houses = dict.fromkeys(reading.discourse.employers.get(e) for e in people)
    return implied(trigger.first, tuple(house for house in houses if house is not None), 0.8)


def _pair(reading: Reading, trigger: Trigger) -> list[Ref]:
    """Members of a coordinated subject: the caller pairs them off."""
    if trigger.part != "verb":
        return together(reading, trigger)
    found = agent(reading, trigger)
    return found if sum(len(r.entities) for r in found) > 1 else []


def _others_product(reading: Reading, trigger: Trigger) -> list[Ref]:
    """« vend le vaccin X du laboratoire Y », « propose l'outil X, conçu par Y »: X, if Y is not who does it."""
    if trigger.voice != "active":
        return []
    return [ref for ref in patient(reading, trigger) if _made_by_other(reading, ref, trigger)]


def _made_by_other(reading: Reading, ref: Ref, trigger: Trigger) -> bool:
    """Does « de Y », « , conçu par Y » follow the product, Y being an actor other than the subject?"""
    text, k = reading.text, ref.last + 1
    if text.word(k) == "," and k + 2 < len(text.tokens) and text.word(k + 2) == "par":
        if not is_participle(text.tokens[k + 1]):
            return False
        k += 2
    elif text.word(k) not in grammar().of and text.word(k) != "signé":
        return False
    maker = noun_phrase(reading, k + (text.word(k) not in ("du", "des")), k + 6)
    doers = {e for r in agent(reading, trigger) for e in r.entities}
    return maker is not None and doers.isdisjoint(maker.entities)


_MENU: Mapping[str, Callable[[Reading, Trigger], list[Ref]]] = {
    "agent": agent,
    "patient": patient,
    "pair": _pair,
    "house": _house,
    "of": of_last,
    "of_first": of_first,
    "between": between,
    "brackets": brackets,
    "holder": holder,
    "members": members,
    "accompanied": lambda reading, trigger: accompanied(reading, trigger.first),
    "listed": everyone_listed,
    "such_as": such_as,
    "within": within_object,
    "subject_of": lambda reading, trigger: subject_of(reading, trigger.first),
    "staff": staff,
    "others_product": _others_product,
    "cause": reason,
    "law": law_ahead,
    "asked": asked_of,
    "whether": whether,
    "decreed": decreed,
    "headed": headed,
    "office": office_ahead,
    "deal": deal,
    "decision": decider,
    "open_deal": lambda reading, trigger: open_deal(reading, trigger.first),
    "topic": lambda reading, trigger: topic(reading, trigger.first),
    "post": post,
    "handover": handover,
    "helmsman": helmsman,
    "doer": lambda reading, trigger: doer(reading, trigger.first),
    "speaker": lambda reading, trigger: implied(trigger.first, speakers_beside(reading, trigger.first), 0.9),
    "utterer": lambda reading, trigger: utterer(reading, trigger.first),
    "accused": accused,
    "called": called,
    "titled": titled,
    "there": there,
    "judged_alone": lambda reading, trigger: judged_alone(reading, trigger.first),
    "beneficiary": lambda reading, trigger: beneficiary(reading, trigger.first),
    "quoted": lambda reading, trigger: [] if on_itself(reading, trigger) else blamed(reading, trigger.first),
}
