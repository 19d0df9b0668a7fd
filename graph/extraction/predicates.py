"""Who is said to be something: copula, apposition, title, list (« X est client de Y », « ses clients, A et B »)."""

from __future__ import annotations

from graph.extraction.complements import after_of, of_whom
from graph.extraction.matching import Trigger
from graph.extraction.objects import direct_object
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref, implied, listed, preposition_before
from graph.extraction.subjects import subject
from graph.extraction.verbs import acts_as_verb
from graph.syntax import CLAUSE_END, CLOSING_QUOTES, DASHES, Token
from graph.wordlists import grammar

_LIST_REACH = 14  # tokens
_NOUN_BEFORE = 7  # tokens from « une » to an adjective of its noun
_NAME_AFTER_NOUN = 4  # tokens
_CITING = frozenset(("citer", "compter"))
_SUCH_AS = 12  # tokens from the trigger to « dont », « comme »
_OPENING = 24  # tokens from « À la tête » to the subject


def holder(reading: Reading, trigger: Trigger) -> list[Ref]:
    """Who is said to be the noun or adjective of the trigger."""
    i = trigger.first
    ref = reading.table.at(i)
    title = ref is not None and ref.form == "name" and ref.first <= i < ref.head
    if ref is not None and title and not _of_another(reading, trigger.last):
        return reading.onward(ref)
    if trigger.part == "adjective" and i > reading.text.start_of(i):
        return _qualified(reading, i)
    found = copula_subject(reading, i) or _apposed(reading, i) or _in_headline(reading, i) or _named_after(reading, i)
    if not found and ref is not None and ref.form == "description":
        return [ref]
    found = found or _spoken_of(reading, i)
    noun = reading.lexicon.nouns.get(reading.text.word(i))
    product = noun is not None and noun.kind == "product"
    return found if found or product else _listed_after(reading, trigger)


def _of_another(reading: Reading, i: int) -> bool:
    """« rival | de la start-up X »: X is no bearer of the noun at i, unlike in « fabricant de puces X »."""
    text = reading.text
    return text.word(i + 1) == "du" or (text.word(i + 1) == "de" and text.word(i + 2) in grammar().articles)


def _qualified(reading: Reading, i: int) -> list[Ref]:
    """Whom the adjective at i qualifies: « X furieux », « juge X inutile », « X est furieux »."""
    ref = reading.table.ending(i - 1)
    if ref is not None:
        return [ref]
    if not reading.lexicon.discourse.judging.isdisjoint(reading.tokens[i - 1].verbs):
        return direct_object(reading, i - 1, i - 1)
    return copula_subject(reading, i) or _apposed(reading, i) or of_whom(reading, i) or _noun_apposed(reading, i)


def _noun_apposed(reading: Reading, i: int) -> list[Ref]:
    """« X, une application de covoiturage | concurrente de Y »: X, by the noun that the adjective goes with."""
    text = reading.text
    for k in range(i - 1, max(text.start_of(i), i - _NOUN_BEFORE), -1):
        token = text.tokens[k]
        if token.lower in ("un", "une"):
            return _apposed(reading, k + 1) if text.word(k - 1) == "," else []
        if reading.table.at(k) is not None or (token.pos not in ("NOUN", "ADJ") and token.lower not in ("de", "d'")):
            break
    return []


def _before_phrase(reading: Reading, i: int) -> int:
    """The token before the noun phrase whose noun is at i, and before « dans », « sous », « en » that introduce it."""
    start, openers = reading.text.start_of(i), grammar().predicate_openers
    k = i - 1
    while k >= start and reading.table.at(k) is None:
        token = reading.tokens[k]
        if token.pos not in ("DET", "ADJ", "ADV", "NUM") and token.lower not in openers:
            break
        k -= 1
    # « X, dans le giron de Y », « X est dans le viseur de Y »
    k -= k > start and reading.text.word(k) in ("dans", "sous", "en", "aux", "entre", "parmi")
    while k > start and (reading.tokens[k].pos == "ADV" or reading.text.word(k) in grammar().emphatic):
        k -= 1  # « X, lui-même | aux mains de Y », « X, jusqu'ici | dans le giron de Y »
    return k


def copula_subject(reading: Reading, i: int) -> list[Ref]:
    """The subject of « être », « rester », « devenir » before the phrase of the noun at i."""
    edge, copulas = _before_phrase(reading, i), grammar().copulas
    for k in range(edge, max(reading.text.start_of(i) - 1, edge - 3), -1):
        token = reading.tokens[k]
        among = reading.text.word(k + 1) == "parmi" and _lists(reading, token)  # « X figure parmi les clients de Y »
        if (among or not copulas.isdisjoint(token.verbs)) and acts_as_verb(reading.text, k):
            return subject(reading, k)
        if token.pos not in ("ADV", "DET", "ADP") and token.lower not in ("l'", "un", "des", "qu'", "que"):
            break
    return []


def _apposed(reading: Reading, i: int) -> list[Ref]:
    """« X, actionnaire de Y », « X (Lyon), actionnaire », « À la tête de Y depuis 2019, X … »."""
    text, table = reading.text, reading.table
    start, k = text.start_of(i), _before_phrase(reading, i)
    if k > start and text.word(k) == "et":
        k = _before_function(reading, k, start)
    if k > start and (text.word(k) in (",", "(") or text.word(k) in DASHES):
        ref = table.ending(k - 1) or (table.ending(k - 2) if text.word(k - 1) in CLOSING_QUOTES else None)
        if ref is not None:
            return reading.whole(ref) if reading.text.word(i).endswith("s") else [ref]
    if text.word(start) in ("avec", "grâce", "malgré"):
        return []  # « Avec le soutien de Y, X … »
    if k < start or (k == start and text.word(k) in ("à", "aux", "au", "après")):
        comma = text.find(range(i + 1, min(text.end_of(i), i + _LIST_REACH)), ",")
        ref = table.at(comma + 1) if comma is not None and comma + 1 < text.end_of(i) else None
        if ref is not None and ref.form == "name" and not preposition_before(text, ref.first):
            return reading.onward(ref)
    return []


def _before_function(reading: Reading, k: int, start: int) -> int:
    """« X | , PDG et propriétaire de Y »: before the function that « et » at k joins to the noun, else k."""
    j = k - 1
    while j > start and reading.tokens[j].pos in ("NOUN", "ADJ", "DET", "ADP", "PROPN") and reading.table.at(j) is None:
        j -= 1
    return j if any(j < role.noun_at < k for role in reading.roles) else k


def helmsman(reading: Reading, trigger: Trigger) -> list[Ref]:
    """« X, aux commandes de Y, », « À la tête de Y depuis 2019, X … »: who is at what the trigger's noun says."""
    text, table = reading.text, reading.table
    start, end = text.sentence_of(trigger.first)
    k = trigger.first - 1
    k -= k > start and text.word(k) in grammar().articles
    if k < start or text.word(k) not in ("à", "au", "aux"):
        return []
    while k > start and text.tokens[k - 1].pos == "ADV":
        k -= 1
    if k > start:
        apposed = text.word(k - 1) in (",", "(") or text.word(k - 1) in DASHES
        ref = table.ending(k - 2) if apposed else table.ending(k - 1)
        return listed(ref if apposed or (ref is not None and ref.form == "name") else None)
    for j in range(trigger.last + 1, min(end - 1, trigger.last + _OPENING)):
        named = table.at(j + 1) if text.word(j) == "," else None
        if named is not None and named.first == j + 1 and reading.is_person(named):
            return [named]
    return []


def _spoken_of(reading: Reading, i: int) -> list[Ref]:
    """« X recrute. Ce rival de Y … »: the first name of the sentence before, for the noun at i after « ce »."""
    text, start = reading.text, reading.text.start_of(i)
    demonstrative = i - 1 == start and text.word(start) in ("ce", "cet", "cette")
    if not demonstrative or start == 0:
        return []
    for k in range(text.start_of(start - 1), start):
        ref = reading.table.headed(k)
        if ref is not None and ref.form == "name" and not preposition_before(text, ref.first):
            return implied(i, ref.entities, 0.8)
    return []


def together(reading: Reading, trigger: Trigger) -> list[Ref]:
    """« A et B, ennemis jurés », « A et B sont alliés », « A et B, dont l'alliance »: all of them, [] if only one."""
    i = trigger.first
    if reading.text.word(i).endswith(("s", "x")):
        if after_of(reading, i):
            return []  # « A et B, rivaux de C »
        found = copula_subject(reading, i) or _apposed(reading, i)
    else:
        found = of_whom(reading, i)
    everyone = reading.whole(found[-1]) if len(found) == 1 else found
    return everyone if sum(len(r.entities) for r in everyone) > 1 else []


def _in_headline(reading: Reading, i: int) -> list[Ref]:
    """« X sous la loupe de Y », without a verb: the actor that opens the sentence."""
    k = _before_phrase(reading, i)
    if reading.text.word(k + 1) not in ("dans", "sous"):
        return []
    ref = reading.table.ending(k)
    return [ref] if ref is not None and ref.first == reading.text.start_of(i) else []


def _named_after(reading: Reading, i: int) -> list[Ref]:
    """« son modèle maison, X »: the name that follows the noun's phrase, of the kind that the noun tells."""
    text = reading.text
    end = text.end_of(i)
    noun = reading.lexicon.nouns.get(text.word(i))
    k = i + 1
    while k < min(end, i + _NAME_AFTER_NOUN) and reading.table.at(k) is None:
        if text.tokens[k].pos not in ("ADJ", "NOUN") and text.word(k) != "maison":
            break
        k += 1
    if noun is None or k + 1 >= end or text.word(k) != ",":
        return []
    ref = reading.table.at(k + 1)
    if ref is None or ref.form != "name" or ref.first != k + 1 or reading.kind(ref.entities[0]) != noun.kind:
        return []
    return [ref]


def _lists(reading: Reading, token: Token) -> bool:
    """Is this a verb that lists: « figurer », « compter »?"""
    return not reading.lexicon.discourse.listing.isdisjoint(token.verbs)


def _listed_after(reading: Reading, trigger: Trigger) -> list[Ref]:
    """« parmi ses actionnaires figurent A, B »; « ses actionnaires, dont A et B »; « l'actionnaire de X, A »."""
    text, after = reading.text, trigger.last + 1
    for k in range(after, min(text.end_of(trigger.first), trigger.last + _LIST_REACH)):
        ref = reading.table.headed(k)
        if ref is not None and ref.form != "description" and not preposition_before(text, ref.first):
            members = reading.onward(ref)
            alone = text.word(trigger.first).endswith("s") and not _is_closed(reading, members)
            return members if _opens_list(reading, after, ref.first) and not alone else []
        token = text.tokens[k]
        if token.lower == "que" and text.word(k - 1) == "autre":
            continue  # « le repreneur n'est autre que X »
        if token.lower in (".", ";", "?", "qui", "que", "où") or (token.main_verb and not _lists(reading, token)):
            break
    return []


def such_as(reading: Reading, trigger: Trigger) -> list[Ref]:
    """« 200 clients, dont A et B », « les mutuelles comme A »: the actors that a plural after the trigger announces."""
    text, openers = reading.text, grammar().exemplifying
    for k in range(trigger.last + 1, min(text.end_of(trigger.last), trigger.last + _SUCH_AS)):
        token = text.tokens[k]
        if reading.table.at(k) is not None or token.lower in CLAUSE_END or token.conjugated:
            break
        if token.lower in openers and text.tokens[k - 1].lower != "tout":
            place = k + 1 + (text.word(k + 1) in ("que", "notamment", "lesquels", "lesquelles"))
            ref = reading.table.at(place)
            return reading.onward(ref) if ref is not None and ref.first == place and ref.form == "name" else []
    return []


def _is_closed(reading: Reading, members: list[Ref]) -> bool:
    """« par les actionnaires de X, Y laisse … »: after a comma, one name that a verb follows begins a clause."""
    text, past = reading.text, members[-1].outer + 1
    if len(members) > 1 or text.word(members[0].first - 1) != "," or past >= text.end_of(members[0].head):
        return True
    return text.tokens[past].pos not in ("VERB", "AUX") or not any(t.conjugated for t in text.tokens[past : past + 2])


def _opens_list(reading: Reading, low: int, high: int) -> bool:
    """Do tokens [low, high) between the noun and an actor make that actor one of the list?"""
    passed = reading.tokens[low:high]
    others = sum(reading.table.headed(t.i) is not None for t in passed)
    return not passed or any(
        t.lower in grammar().opening_lists or (t.lower == "," and others <= 1) or _lists(reading, t) for t in passed
    )


def everyone_listed(reading: Reading, trigger: Trigger) -> list[Ref]:
    """« à son capital, on retrouve A, aux côtés de B et C »: every actor after the verb that lists."""
    text, end = reading.text, reading.text.end_of(trigger.last)
    places = range(trigger.last + 1, min(end, trigger.last + 12))
    verb = next((k for k in places if _lists(reading, text.tokens[k])), None)
    if verb is None:
        return []
    told = _CITING.isdisjoint(text.tokens[verb].verbs)  # « parmi ses clients, X cite A et B »: X is none of them
    if told and any(_stands_free(reading, k) for k in range(trigger.last + 1, verb)):
        return []
    found: list[Ref] = []
    for k in range(verb + 1, end):
        word = text.word(k)
        if word in (";", ":") or word in grammar().relatives or text.tokens[k].main_verb:
            break
        ref = reading.table.headed(k)
        if ref is not None and text.word(k - 1) != "(" and not _governed(reading, ref):
            found.append(ref)
    return found


def _governed(reading: Reading, ref: Ref) -> bool:
    """« à X », « le conseiller de X »: is this no member of the list, unlike « aux côtés de X »?"""
    preposition = preposition_before(reading.text, ref.first)
    beside = reading.text.word(ref.first - 2) in ("côtés", "côté")
    return preposition == "à" or (preposition == "de" and reading.is_person(ref) and not beside)


def _stands_free(reading: Reading, k: int) -> bool:
    """Is a name without a preposition at token k?"""
    ref = reading.table.at(k) if reading.tokens[k].name >= 0 else None
    return ref is not None and not preposition_before(reading.text, ref.first)
