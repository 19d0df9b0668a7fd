"""What a phrase teaches as it is read: nouns, seats and nationality of actors, lists, possessors and deals."""

from __future__ import annotations

from graph.extraction.clause import reporters, subject_entities
from graph.extraction.entities import BODIES, Entity
from graph.extraction.lists import coordinated
from graph.extraction.nouns import noun_at
from graph.extraction.reading import Reading
from graph.extraction.refs import Form, Ref, preposition_before
from graph.extraction.verbs import is_participle
from graph.lexicon import Noun
from graph.wordlists import grammar

_APPOSITION = 9  # tokens
_OPENING = 4  # tokens from the start of a sentence to « son »
_FRONTED = 16  # tokens that a phrase before the subject may have
_SURE_ENOUGH = 0.8  # of a description, to learn from it
_DEAL_REACH = 16  # tokens
_BEFORE_PARTY = ("de", "entre", "par", "avec", "dans", "et", "chez", "")


def learn(reading: Reading, ref: Ref, end: int) -> None:
    """Nouns, roles, nationality and seat that a name's phrase or its apposition give to the actor."""
    entity = reading.discourse.entities[ref.entities[0]]
    if ref.form == "description" and len(ref.entities) == 1 and ref.sure > _SURE_ENOUGH and not entity.known:
        for i in range(ref.first, ref.last + 1):
            _learn_word(reading, entity, i)  # « le distributeur lillois »
    if ref.form != "name":
        return
    for i in range(ref.first, ref.last + 1):
        _learn_word(reading, entity, i)
    _learn_copula(reading, entity, ref.outer + 1, end)
    k = ref.outer + 1
    if k < end and reading.tokens[k].lower == "," and not entity.known:  # the comma may also open the next clause
        stop = next((j for j in range(k + 1, min(end, k + _APPOSITION)) if _ends_apposition(reading, j)), None)
        stop = min(end, k + _APPOSITION) if stop is None else stop
        if stop > k + 1 and (reading.tokens[k + 1].pos in ("DET", "NOUN", "ADJ") or _noun_at(reading, k + 1)):
            for i in range(k + 1, min(stop + 1, len(reading.tokens))):
                _learn_word(reading, entity, i)


def _learn_copula(reading: Reading, entity: Entity, k: int, end: int) -> None:
    """« X est une fondation philanthropique »."""
    if k + 2 >= end or entity.known or reading.text.word(k) not in grammar().etre:
        return
    if reading.text.word(k + 1) in reading.lexicon.discourse.indefinite:
        for i in range(k + 2, min(end, k + 5)):
            _learn_word(reading, entity, i)


def _ends_apposition(reading: Reading, j: int) -> bool:
    token = reading.tokens[j]
    return token.lower in (",", ".", ";", ")") or token.finite or token.name >= 0


def _noun_at(reading: Reading, i: int) -> bool:
    return noun_at(reading.text, i, reading.lexicon) is not None


def _learn_word(reading: Reading, entity: Entity, i: int) -> None:
    lexicon, token = reading.lexicon, reading.tokens[i]
    hit = noun_at(reading.text, i, lexicon)
    former = token.lower.removeprefix("ex-")
    if former != token.lower and former in lexicon.roles:
        entity.nouns.add(former)
    if hit is not None and _may_be_called(reading, entity, hit[0]):
        entity.nouns.add(hit[0].text)
    if entity.known:
        return
    place = lexicon.nationality.get(token.lower, "")
    if place in lexicon.cities:
        entity.city = entity.city or place
        entity.country = entity.country or lexicon.cities[place]
    elif place:
        entity.country = entity.country or place
    if token.text in lexicon.cities:
        entity.city = entity.city or token.text


def _may_be_called(reading: Reading, entity: Entity, noun: Noun) -> bool:
    """Does the noun suit the kind of the entity? « X, cette plateforme de vidéos » may be a house."""
    as_thing = noun.kind == "product" and entity.kind in ("company", "media")
    named_for_it = as_thing and noun.text.split()[0] in reading.lexicon.discourse.houses_as_things
    return noun.kind == entity.kind or {noun.kind, entity.kind} <= BODIES or named_for_it


def note_list(reading: Reading, ref: Ref) -> None:
    """Actors told in one list are whom a plural may mean next."""
    members = coordinated(reading.text, reading.table, ref)
    keys = tuple(dict.fromkeys(k for r in members for k in r.entities))
    if len(keys) > 1:
        reading.discourse.pair = keys


def note_possessive(reading: Reading, i: int) -> None:
    """Who owns what « son » at i determines, or whom « lui » before a verb means, if that is clear."""
    token, words = reading.tokens[i], grammar()
    asked = reading.discourse.interviewee
    if asked and token.lower in words.speakers_own:
        keys: tuple[int, ...] = (reading.discourse.employers[asked[0]],)
    elif token.lower == "en" and _is_pronoun(reading, i):
        keys = reading.discourse.clitic(subject_entities(reading, token.head) | _before(reading, i))
    elif token.lower == "lui" and _is_pronoun(reading, i):
        verb = reading.tokens[token.head]
        above = verb.head if verb.dep == "xcomp" else verb.i  # « X doit lui livrer »: X is the subject of « doit »
        banned = subject_entities(reading, verb.i) | subject_entities(reading, above) | _before(reading, i)
        keys = reading.discourse.possessor(False, banned, reading.quoted[i])
    elif token.lower == "maison" and _kind_before(reading, i) == "product":
        keys = reading.discourse.possessor(False, reporters(reading, i), reading.quoted[i])
    elif token.lower in words.possessives and token.pos in ("DET", "PRON", "ADJ"):
        banned = reporters(reading, i) | _predicated(reading, i) | _entering(reading, i)
        plural = token.lower in words.plural_possessives
        keys = _main_subject(reading, i) or reading.discourse.possessor(
            plural, banned, reading.quoted[i], _served(reading, i)
        )
    else:
        return
    if keys:
        reading.possessors[i] = keys


def note_first_person(reading: Reading) -> None:
    """« Nos équipes utilisent Y », « Y nous fournit », « chez nous », in somebody's words: the house of who speaks."""
    words, discourse = grammar(), reading.discourse
    for quotation in reading.speech.quotations:
        house = next((discourse.employers[s] for s in quotation.speakers if s in discourse.employers), None)
        if house is None:
            continue
        for i in range(quotation.first, quotation.last):
            if reading.text.word(i) in words.our and i not in reading.possessors:
                reading.possessors[i] = (house,)
            elif reading.text.word(i) == "nous" and reading.table.at(i) is None and (form := _us(reading, i)):
                reading.possessors[i] = (house,)
                reading.table.add(Ref(i, i, i, (house,), form, i, 0.75))


def _us(reading: Reading, i: int) -> Form | None:
    """What « nous » at i is: the object before a verb of another person, or what « chez », « avec » introduce."""
    if reading.text.word(i - 1) in ("chez", "avec", "pour", "contre", "en", "dans"):
        return "pronoun"
    after = reading.tokens[i + 1] if i + 1 < len(reading.tokens) else None
    subject = after is None or after.lower.endswith("ons") or not (after.conjugated or after.verbs)
    return None if subject or reading.text.word(i - 1) in ("que", "qu'", "«", ",", "") else "clitic"


def _kind_before(reading: Reading, i: int) -> str:
    """Kind told by the noun right before token i, '' if none: « l'application | maison »."""
    noun = reading.lexicon.nouns.get(reading.text.word(i - 1))
    return noun.kind if noun is not None else ""


def _served(reading: Reading, i: int) -> frozenset[str]:
    """« sa PDG »: the kinds of body that have one; empty if token i determines no function."""
    role = next((r for r in reading.roles if r.first <= i < r.noun_at or r.noun_at == i + 1), None)
    return role.noun.target_kinds if role is not None else frozenset()


def _is_pronoun(reading: Reading, i: int) -> bool:
    """Is « en », « lui » at i the pronoun: « X en prend le contrôle », « vient d'en boucler l'achat »?"""
    after = reading.tokens[i + 1] if i + 1 < len(reading.tokens) else None
    return after is not None and not after.lower.endswith("ant") and after.pos in ("VERB", "AUX") and bool(after.verbs)


def _before(reading: Reading, i: int) -> set[int]:
    """Entities of the name right before the verb group of token i, its subject most likely."""
    ref = reading.table.ending(i - 1)
    return set(ref.entities) if ref is not None else set()


def _main_subject(reading: Reading, i: int) -> tuple[int, ...]:
    """« Avec sa filiale Y, X vise … », « Après son rachat, X … »: the house named after the phrase that opens so."""
    text = reading.text
    start, end = text.sentence_of(i)
    if i - start > _OPENING or not (text.word(start) in grammar().phrase_openers or _known_for(reading, start)):
        return ()
    comma = text.find(range(i + 1, min(end, i + _FRONTED)), ",")
    if comma is None or comma + 2 >= end or any(t.finite for t in text.tokens[start:comma]):
        return ()
    ref = reading.table.at(comma + 1)
    if ref is None or ref.form != "name" or ref.first != comma + 1 or ref.last + 1 >= end:
        return ()
    apposed = text.word(ref.last + 1) == "," or (reading.table.at(comma - 1) is None and reading.is_person(ref))
    return () if apposed or reading.discourse.entities[ref.entities[0]].kind == "product" else ref.entities


def _known_for(reading: Reading, start: int) -> bool:
    """« Connue pour son application X, Y … », « Forte de ses 300 clients, Y … »: does the sentence open so?"""
    followed = reading.text.word(start + 1) in ("pour", "de", "par", "grâce")
    return followed and (is_participle(reading.tokens[start]) or reading.text.word(start) in ("fort", "forte"))


def _predicated(reading: Reading, i: int) -> set[int]:
    """« X reste sa rivale »: X is not its own rival."""
    text = reading.text
    noun = text.tokens[text.tokens[i].head]
    copula = any(True for _ in text.kids(noun.i, "cop"))
    verb = noun.i if copula else noun.head
    states = not grammar().copulas.isdisjoint(text.tokens[verb].verbs)
    return subject_entities(reading, verb) if copula or states else set()


def _entering(reading: Reading, i: int) -> set[int]:
    """« X entre à son capital », « X siège à son conseil »: nobody enters their own."""
    text = reading.text
    inside = text.word(i - 1) in ("à", "dans") or (text.word(i - 2), text.word(i - 1)) == ("sein", "de")
    if not inside or text.word(i + 1) not in reading.lexicon.discourse.entered:
        return set()
    noun = text.tokens[text.tokens[i].head]
    return subject_entities(reading, noun.head) if text.tokens[noun.head].verbs else set()


def note_deal(reading: Reading, i: int, end: int) -> None:
    """Parties of the deal that a noun at i speaks of; () if it is the deal spoken of before."""
    token, deals = reading.tokens[i], reading.lexicon.discourse.deals
    if token.lower not in deals and token.lemma not in deals:
        return
    parties = _parties(reading, i, end)
    new = reading.tokens[max(0, i - 1)].lower in ("un", "une", "des")
    told_on = i + 1 < end and reading.text.word(i + 1) in ("«", "qui")
    if len(parties) == 1 and not new:  # « le rachat de Y »: with whom it was told, else Y alone
        parties = next((d for d in reversed(reading.discourse.told) if parties[0] in d), parties)
        reading.deals[i] = parties
    elif len(parties) > 1:
        reading.deals[i] = parties
    elif not new or told_on:
        reading.deals[i] = ()


def _parties(reading: Reading, i: int, end: int) -> tuple[int, ...]:
    """« la fusion entre A et B », « le rachat de A par B », « l'accord de A avec B »."""
    keys: list[int] = []
    for k in range(i + 1, min(end, i + _DEAL_REACH)):
        if reading.tokens[k].conjugated or reading.tokens[k].lower in (",", ";", "."):
            break
        ref = reading.table.headed(k)
        if ref is not None and preposition_before(reading.text, ref.first) in _BEFORE_PARTY:
            keys += [e for e in ref.entities if reading.kind(e) in BODIES or reading.kind(e) == "person"]
    return tuple(dict.fromkeys(keys))
