"""Whom or what a verb acts on: its object, an actor inside the object's phrase, the law or the reason that follows."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extraction.complements import after_of, fronted, of_whom, possessor
from graph.extraction.matching import Trigger
from graph.extraction.neighbours import antecedent, first_right
from graph.extraction.phrases import announced, ends_clause, object_phrase
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref, implied, listed, preposition_before
from graph.extraction.roletargets import government_of
from graph.extraction.subjects import inverted
from graph.extraction.verbs import controller, group_start, reflexive
from graph.syntax import CLAUSE_END, Text
from graph.wordlists import grammar

_OBJECT = 13  # tokens
_CONTROL_DEPTH = 3
_RELATIVE = 9  # tokens from « que » to its verb
_WITHIN = 12  # tokens
_REASON = 9  # tokens
_STAFF = 12  # tokens from the people to what they do
_BY = 6  # tokens
_STAFF_NOUN = 5  # tokens
_HOUSES = (("chez",), ("dans",), ("au", "sein", "de"))  # « chez X, les vendeurs … »
_LAW = 24  # tokens
_THAT = 6  # tokens
_ADDRESSING = frozenset({"à", "au", "aux", "du", "des", "par", "de", "devant", "chez", "avec", "les"})
_OFFICE = 14  # tokens


def direct_object(reading: Reading, i: int, last: int) -> list[Ref]:
    """Direct object of the active verb at i, whose companions reach to token ``last``."""
    text = reading.text
    edge = group_start(text, i)
    for k in range(edge, i):
        ref = reading.table.at(k)
        if ref is not None and ref.form == "clitic":
            return [ref]
    relative = _object_relative(reading, i)
    if relative is not None:
        return relative
    if inverted(reading, i):
        return []
    ref = (
        (first_right(reading, i + 1, last) if last > i + 1 else None)
        or announced(reading, last + 1)
        or object_phrase(reading, last + 1, last + 1 + _OBJECT)
        or _parsed_object(reading, i)
    )
    return reading.onward(ref) if ref is not None else of_whom(reading, edge)


def _parsed_object(reading: Reading, i: int) -> Ref | None:
    for kid in reading.text.kids(i, "obj"):
        ref = reading.table.at(kid.i)
        if ref is not None and kid.i > i and not preposition_before(reading.text, ref.first):
            return ref
    return None


def _object_relative(reading: Reading, i: int) -> list[Ref] | None:
    """« X, que rachète Y », « l'outil qu'utilisent A et B »: the antecedent of « que »; None if there is none."""
    text = reading.text
    top = i
    for _ in range(_CONTROL_DEPTH):
        above = controller(text, top)
        top = top if above is None else above
    edge = group_start(text, top)
    for k in range(edge - 1, max(text.start_of(i), edge - _RELATIVE), -1):
        token = text.tokens[k]
        if token.lower in ("que", "qu'"):
            ref = antecedent(reading, k)
            return None if ref is None else [ref]
        if token.finite or token.lower in CLAUSE_END or token.lower == ",":
            break
    return None


def within_object(reading: Reading, trigger: Trigger) -> list[Ref]:
    """The actor inside what is acted on: « dénonce la politique de X », « la gestion de X est critiquée »."""
    text, i = reading.text, trigger.first
    if trigger.voice in ("passive", "reduced"):
        return _within_subject(reading, i)
    if trigger.voice == "reduced-active" or inverted(reading, i) or on_itself(reading, trigger):
        return []
    owner: Ref | None = None
    for k in _object_places(reading, trigger.last):
        ref = reading.table.at(k)
        if ref is None or ref.form == "clitic" or (owner is not None and ref.first <= owner.last):
            continue
        preposition = preposition_before(text, ref.first)
        if owner is None and preposition not in ("de", "par", ""):
            return []
        if preposition == "par" and not (owner is not None and all(reading.kind(e) == "law" for e in owner.entities)):
            return [ref]  # « la fermeture de Y par X », « l'accord proposé par X »
        owner = owner or ref
    return listed(owner)


def on_itself(reading: Reading, trigger: Trigger) -> bool:
    """Is « se » the object (« X se défend »)?"""
    return trigger.part == "verb" and not trigger.reflexive and reflexive(reading.text, trigger.first)


def _object_places(reading: Reading, last: int) -> Iterator[int]:
    """Tokens of the object after token ``last``, up to the end of its clause or a gerund."""
    text = reading.text
    aside = text.word(last + 1) == ","  # « dénonce, elle, une … »
    for k in range(last + 1, min(text.end_of(last), last + _WITHIN)):
        word = text.word(k)
        if aside and k <= last + 3 and (word == "," or word in grammar().aside_pronouns):
            continue
        gerund = word == "en" and text.word(k + 1).endswith("ant")
        if word == "," or gerund or ends_clause(reading, k, last):
            return
        yield k


def _within_subject(reading: Reading, i: int) -> list[Ref]:
    """« la politique de X a été critiquée », « la politique de X, critiquée par Y »: X."""
    text = reading.text
    noun = next(text.kids(i, "nsubj:pass", "nsubj"), None)
    if noun is None and reading.tokens[i].dep in ("acl", "amod"):
        noun = reading.tokens[reading.tokens[i].head]
    if noun is None or noun.pos != "NOUN" or noun.i > i:
        return []
    return possessor(reading, noun.i) or after_of(reading, noun.i)


def subject_of(reading: Reading, i: int) -> list[Ref]:
    """Whose the subject of the verb at i is: « les pratiques de X sont épinglées », « les moteurs de X viennent »."""
    text = reading.text
    ref = reading.table.ending(group_start(text, i) - 1)
    if ref is None:
        return _owner_of_subject(reading, i)
    k = ref.first
    if text.tokens[k - 1].pos == "NOUN" and k - 1 > text.start_of(i):  # « de la boulangerie X »
        k -= 1 + (text.word(k - 2) in grammar().articles)
    return [ref] if preposition_before(text, k) == "de" else []


def _owner_of_subject(reading: Reading, i: int) -> list[Ref]:
    """« ses bières ont fait leur entrée »: whose the noun is that stands before the verb group of token i."""
    k = group_start(reading.text, i) - 1
    while k > reading.text.start_of(i) and reading.tokens[k].pos == "ADJ":
        k -= 1
    return possessor(reading, k) if reading.tokens[k].pos == "NOUN" else []


def staff(reading: Reading, trigger: Trigger) -> list[Ref]:
    """Whose people do it: « les infirmières de X manient », « ses équipes testent », « chez X, les vendeurs … »."""
    text, i = reading.text, trigger.first
    if trigger.voice in ("passive", "reduced"):
        by = text.find(range(i + 1, min(text.end_of(i), i + _BY)), "par")
        places = range(0) if by is None else range(by + 1, min(text.end_of(i), by + _STAFF_NOUN))
    else:
        edge = group_start(text, i)
        places = range(edge - 1, max(text.start_of(i) - 1, edge - _STAFF), -1)
    for k in places:
        token = text.tokens[k]
        if token.lower in reading.lexicon.discourse.staff and reading.table.at(k) is None:
            return _employer(reading, k, i)
        if token.conjugated or token.lower in CLAUSE_END or (token.pos == "VERB" and not token.plural):
            break
    return []


def _employer(reading: Reading, k: int, i: int) -> list[Ref]:
    """Whose the people of the noun at k are, for the verb at i."""
    text = reading.text
    governed = k > 1 and text.tokens[k - 2].pos == "ADP" and text.word(k - 2) != "par"
    if governed:
        return []
    owners = possessor(reading, k) or after_of(reading, k)
    if owners or k > i:
        return [ref for ref in owners if k > i or ref.last < i]
    return next((found for house in _HOUSES if (found := fronted(reading, house, i))), [])


def reason(reading: Reading, trigger: Trigger) -> list[Ref]:
    """« furieux parce que X … », « reproche à ce que X »: the subject of the clause that gives the reason."""
    text = reading.text
    for k in range(trigger.last + 1, min(text.end_of(trigger.last), trigger.last + _REASON)):
        if text.word(k) in grammar().reasons or (text.word(k) == "que" and text.word(k - 1) == "ce"):
            return listed(first_right(reading, k + 1 + (text.word(k) == "parce"), k + 9))
    return []


def law_ahead(reading: Reading, trigger: Trigger) -> list[Ref]:
    """The law that the rest of the clause speaks of: « a bataillé pour limiter les obligations de la loi »."""
    for k in range(trigger.last + 1, min(reading.text.end_of(trigger.last), trigger.last + _LAW)):
        ref = reading.table.headed(k)
        if ref is not None and all(reading.kind(e) == "law" for e in ref.entities):
            return [ref]
        if reading.text.word(k) in CLAUSE_END:
            break
    return []


def asked_of(reading: Reading, trigger: Trigger) -> list[Ref]:
    """« demande que X … », « exige de X qu'il … »: of whom it is wanted, the subject of the clause after « que »."""
    return _subject_after(reading, trigger, ("que", "qu'"))


def whether(reading: Reading, trigger: Trigger) -> list[Ref]:
    """« vérifie que X … », « cherche à savoir si X … »: about whom it is asked, the subject of that clause."""
    return _subject_after(reading, trigger, ("si", "que", "qu'"))


def _subject_after(reading: Reading, trigger: Trigger, openers: tuple[str, ...]) -> list[Ref]:
    text = reading.text
    for k in range(trigger.last + 1, min(text.end_of(trigger.last), trigger.last + _THAT)):
        if text.word(k) in openers:
            ref = first_right(reading, k + 1, k + 8)
            return listed(ref)
        if text.word(k) in CLAUSE_END or text.word(k) == ",":
            break
    return []


def office_ahead(reading: Reading, trigger: Trigger) -> list[Ref]:
    """« auprès du chancelier allemand », « le siège des députés »: the government or chamber of unnamed members."""
    text, low = reading.text, trigger.last + 1
    for role in reading.roles:
        if not low <= role.noun_at < min(text.end_of(trigger.last), low + _OFFICE):
            continue
        named = reading.table.at(role.noun_at) is not None
        between = text.tokens[low : role.first]
        if named or role.ended or any(t.lower in CLAUSE_END for t in between):
            continue
        government = government_of(reading, role) if role.noun.government else role.noun.target
        kind = reading.lexicon.actors[government].kind if government else ""
        chamber = kind == "institution" and role.noun.relation == "member_of" and role.noun_at == role.last
        plural = text.word(role.noun_at).endswith("s")  # a single member may be anybody's friend
        if (kind == "government" or (chamber and plural)) and _addressed(text, role.first):
            return implied(role.noun_at, reading.discourse.known_entity(government), 0.85)
    return []


def _addressed(text: Text, first: int) -> bool:
    """Does the phrase from ``first`` on stand after « à », « auprès de », « par », contracted perhaps?"""
    return not _ADDRESSING.isdisjoint((text.word(first), text.word(first - 1)))
