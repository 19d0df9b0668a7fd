"""Who does what a verb says: its subject by the order of words first, by the parse where that is silent."""

from __future__ import annotations

from graph.extraction.complements import after_of, after_preposition
from graph.extraction.neighbours import antecedent, first_right, left_of, through_insertion
from graph.extraction.reading import Reading, settled
from graph.extraction.refs import Ref, implied, listed, preposition_before
from graph.extraction.verbs import acts_as_verb, controller, group_start, is_infinitive, is_participle, voice
from graph.syntax import CLAUSE_END, CLOSING_QUOTES, Token
from graph.wordlists import grammar

_DEPTH = 4  # verbs that hand on their subject
_INVERTED_REACH = 12  # tokens
_RELATIVE_REACH = 6  # tokens from the verb of « à laquelle participent » to its subject
_PARTICIPLE_BEFORE = 14  # tokens from « et » back to the participle that it coordinates
_SUBJECT = ("nsubj", "nsubj:pass")
_GROUP = 5  # tokens of a verb group
_FUNCTION = 6  # tokens from a function to the house that it ends with


@settled
def subject(reading: Reading, i: int, depth: int = 0) -> list[Ref]:
    """Who does (or, in the passive, undergoes) the verb at i; ``depth``: verbs gone through to come here."""
    if depth > _DEPTH:
        return []
    edge = group_start(reading.text, i)
    found = inverted(reading, i) if _after_relative(reading, edge, i) else _relative(reading, edge)
    if found is None:
        found = _after_object_relative(reading, edge, i)
    if found is None:
        found = inverted(reading, i)
    if found is None and _in_first_person(reading, edge, i):
        found = _first_person(reading, i)
    if found is None and reading.text.word(edge - 1) in ("on", "l'on"):
        found = _those_at(reading, edge - 1)
    if found is None:
        found = _for_whom(reading, i, edge)
    if found is None:
        found = _detached(reading, i, edge, depth)
    if found is None:
        found = _controlled(reading, i, depth)
    if found is not None:
        return found
    left = left_of(reading, edge - 1, reading.text.start_of(i))
    return _past_whose(reading, left) or _parsed(reading, i, edge, depth)


def _past_whose(reading: Reading, found: list[Ref]) -> list[Ref]:
    """« Y, dont | A et B | sont membres »: the list before the verb does not begin with the antecedent."""
    if len(found) < 2 or reading.text.word(found[-1].outer + 1) == ",":
        return found
    for n, ref in enumerate(found):
        if n and reading.text.word(ref.first - 1) == "dont":
            return found[n:]
    return found


def _relative(reading: Reading, edge: int) -> list[Ref] | None:
    """« X, qui détient … »: the antecedent; [] if it is no actor; None if the clause is not relative."""
    text = reading.text
    if text.word(edge - 1) != "qui":
        return None
    k = edge - 2
    k -= text.word(k) in (",", "et", "—", "–")
    k -= text.word(k) == ","
    ref = reading.table.ending(k) or antecedent(reading, edge - 1)
    if ref is None and k >= 0:
        ref = through_insertion(reading, k, text.start_of(edge))
    if ref is None:
        return []
    if text.word(edge - 2) == "," and not grammar().of_persons.isdisjoint(_verb_of(reading, edge)):
        ref = _apposed_person(reading, ref) or ref
    plural = any(t.plural and t.finite for t in reading.tokens[edge : edge + 3])
    members = reading.whole(ref)
    return members if plural and len(members) > 1 else [ref]


def _verb_of(reading: Reading, edge: int) -> tuple[str, ...]:
    """Infinitives of the verb group that begins at ``edge``."""
    group = (t for t in reading.tokens[edge : edge + _GROUP] if t.verbs and t.pos != "AUX" and t.name < 0)
    return next((t.verbs for t in group if acts_as_verb(reading.text, t.i)), ())


def _apposed_person(reading: Reading, ref: Ref) -> Ref | None:
    """« Y, patronne de | X |, qui dénonce … »: Y, if X ends the function of a person named before it."""
    role = next((r for r in reading.roles if r.last < ref.first <= r.last + _FUNCTION), None)
    if role is None or reading.is_person(ref) or reading.text.word(role.first - 1) != ",":
        return None
    bearer = reading.table.ending(role.first - 2)
    return bearer if bearer is not None and reading.is_person(bearer) else None


def _after_object_relative(reading: Reading, edge: int, i: int) -> list[Ref] | None:
    """« le texte qu'a adopté X », « où siège X »: the subject after its verb; None if it is not so."""
    text = reading.text
    if text.word(edge - 1) not in ("que", "qu'", "où", "dont") or not text.tokens[i].verbs:
        return None
    if any(t.lower in grammar().personal_pronouns for t in text.tokens[edge:i]):
        return None
    k = i + 1
    while k < text.end_of(i) and text.tokens[k].pos == "ADV":
        k += 1
    ref = reading.table.at(k)
    plain = ref is not None and ref.first == k and not preposition_before(text, ref.first)
    return reading.onward(ref) if ref is not None and plain else None


def inverted(reading: Reading, i: int) -> list[Ref] | None:
    """« …», tacle la députée X; a assuré sa présidente, Y; « -t-elle »: [] if it is no actor, None if not inverted."""
    text, table = reading.text, reading.table
    following = text.word(i + 1)
    if following.startswith("-") and following.lstrip("-") in grammar().personal_pronouns:
        return listed(table.at(i + 1))
    if following == "-t" and i + 2 < len(text.tokens):
        return listed(table.at(i + 2))
    edge = group_start(text, i)
    if text.word(edge - 1) in ("que", "qu'"):  # « l'école qu'a créée X »
        ref = first_right(reading, i + 1, i + _INVERTED_REACH)
        return None if ref is None else reading.onward(ref)
    if _after_relative(reading, edge, i):
        ref = first_right(reading, i + 1, i + _RELATIVE_REACH)
        return reading.onward(ref) if ref is not None else None
    comma = text.word(edge - 1) == "," and edge > 1
    token = text.tokens[i]
    if text.word(edge - 1 - comma) not in CLOSING_QUOTES:
        return _inverted_source(reading, i) if comma else None
    if not (token.finite or token.verbs or is_participle(token)):
        return None
    ref = first_right(reading, i + 1, i + _INVERTED_REACH)
    return None if ref is None else [ref]


def _inverted_source(reading: Reading, i: int) -> list[Ref] | None:
    """« …, ont annoncé les deux groupes »: a verb of saying that the parser puts beside what is said."""
    token, saying = reading.tokens[i], reading.lexicon.discourse.saying
    if token.dep != "parataxis" or saying.isdisjoint(token.verbs) or reading.text.word(i + 1) in ("que", "qu'"):
        return None
    return listed(first_right(reading, i + 1, i + _INVERTED_REACH))


def _after_relative(reading: Reading, edge: int, i: int) -> bool:
    """« Y, à laquelle participent A et B », « Y, à qui appartient Z »: may the subject follow the verb at i?"""
    text = reading.text
    if text.word(edge - 1) not in grammar().oblique_relatives or not any(t.finite for t in text.tokens[edge : i + 1]):
        return False
    return text.word(edge - 1) != "qui" or text.word(edge - 2) in ("à", "de", "par", "chez", "avec")


def _in_first_person(reading: Reading, edge: int, i: int) -> bool:
    """Is the verb group in the first person (« nous avons », not « il nous a »), in an interview in the second?"""
    low = max(reading.text.start_of(i), edge - 1)
    before = {t.lower for t in reading.tokens[low:i]}
    if reading.discourse.interview and (grammar().asked & before or reading.text.word(i + 1) == "-vous"):
        return any(t.lower.endswith("ez") for t in reading.tokens[edge : i + 1])
    if grammar().first_person.isdisjoint(before):
        return False
    group = (t for t in reading.tokens[edge : i + 1] if t.pos in ("VERB", "AUX"))
    return any("Person=1" in t.morph or t.lower.endswith("ons") for t in group)


def _first_person(reading: Reading, i: int) -> list[Ref]:
    """« nous », « je »: whoever speaks here, or the house of a speaker who has one."""
    speakers = reading.speech.speakers_at(i) or reading.discourse.interviewee
    house = reading.discourse.employers.get(speakers[0]) if speakers else None
    token = reading.tokens[i]
    if house is None:
        return implied(i, speakers, 0.8, "pronoun")
    edge = max(0, group_start(reading.text, i) - 1)
    we = any(t.lower == "nous" for t in reading.tokens[edge:i])  # « nous avons signé »
    ours = we or token.plural or "Person=1" in token.morph
    return implied(i, (house,) if ours else speakers[:1], 0.8, "pronoun")


def _those_at(reading: Reading, on: int) -> list[Ref]:
    """« À Bercy, | on | salue … », « Chez X, on … », « Du côté de Y, on … »: the house whose people « on » means."""
    text, tokens = reading.text, reading.tokens
    start = text.start_of(on)
    if on - start < 2 or text.word(on - 1) != ",":
        return []
    opener = " ".join(t.lower for t in tokens[start : start + 3])
    if not any(opener.startswith(words) for words in grammar().those_at):
        return []
    ref = next((r for k in range(start, on) if (r := reading.table.at(k)) is not None), None)
    if ref is not None:
        return [ref]
    for k in range(start + 1, on):
        known = reading.lexicon.known_form([t.text for t in tokens[k:on]])
        if known is not None:
            return implied(k, reading.discourse.known_entity(known[1].actor), 0.85)
    return []


def _for_whom(reading: Reading, i: int, edge: int) -> list[Ref] | None:
    """« pas question pour X de céder », « l'occasion pour X d'investir »: X; None if the verb does not stand so."""
    text = reading.text
    if text.word(edge - 1) not in ("de", "d'") or not is_infinitive(text.tokens[i]):
        return None
    ref = reading.table.ending(edge - 2)
    if ref is None or preposition_before(text, ref.first) != "pour":
        return None
    return [ref]


def _detached(reading: Reading, i: int, edge: int, depth: int) -> list[Ref] | None:
    """« après avoir investi … », « en dévoilant … », « pour racheter … »: the subject of the main clause."""
    text = reading.text
    start = text.start_of(i)
    opener = _detaching_word(reading, i, edge, start)
    if opener is None:
        return None
    beside = reading.table.ending(opener - 2) if opener > start and text.word(opener - 1) == "," else None
    if beside is not None and not preposition_before(text, beside.first):
        return reading.whole(beside)
    if opener == start:
        comma = text.find(range(i + 1, text.end_of(i)), ",")
        return listed(first_right(reading, comma + 1, comma + 9)) if comma is not None else []
    main = main_verb(reading, range(opener - 1, start - 1, -1))
    if main is None:
        return None
    verb = next((j for j in range(main, min(opener, main + 4)) if text.tokens[j].pos == "VERB"), main)
    infinitives = text.tokens[verb].verbs
    how = voice(text, verb, infinitives[0]) if infinitives else "active"
    return subject(reading, verb, depth + 1) if how in ("active", "passive") else None


def _detaching_word(reading: Reading, i: int, edge: int, start: int) -> int | None:
    """Token of « après », « pour », « en » if the verb at i stands in a clause that they detach."""
    text = reading.text
    k = edge - 1
    if text.word(i).endswith("ant") and text.word(edge) == "en":
        k = edge  # it is taken for a pronoun of the verb group
    gerund = k >= start and text.word(i).endswith("ant") and text.word(k) == "en"
    while k > start and text.word(k) in ("de", "d'", "que"):
        k -= 1
    detached = k >= start and text.word(k) in grammar().detaching and not text.tokens[i].finite
    return k if gerund or detached else None


def main_verb(reading: Reading, places: range) -> int | None:
    """The first of these tokens that is a conjugated verb."""
    return next((j for j in places if reading.tokens[j].conjugated and acts_as_verb(reading.text, j)), None)


def doer(reading: Reading, i: int) -> list[Ref]:
    """Subject of the clause that « grâce à cet accord », « avec ce partenariat » modifies, for the noun at i."""
    start, end = reading.text.sentence_of(i)
    if grammar().means.isdisjoint(t.lower for t in reading.tokens[max(start, i - 4) : i]):
        return []
    verb = main_verb(reading, range(start, end))
    return [r for r in subject(reading, verb) if len(r.entities) == 1] if verb is not None else []


def accompanied(reading: Reading, i: int) -> list[Ref]:
    """« X lance … en partenariat avec Y », « Au coude-à-coude avec Y, X … »: X, for the noun or adverb at i."""
    text, start = reading.text, reading.text.start_of(i)
    opener = _accompanying_word(reading, i, start)
    if opener is None:
        return []
    comma = opener > start and text.word(opener - 1) == ","
    beside = reading.table.ending(opener - 1 - comma) if opener - comma > start else None
    if beside is not None and (comma or beside.form == "name") and not preposition_before(text, beside.first):
        return reading.whole(beside)
    for k in range(opener - 1, start - 1, -1):
        if text.word(k) in CLAUSE_END:
            break
        if reading.tokens[k].conjugated and acts_as_verb(text, k):
            return subject(reading, k)
    first = opener == start or text.word(opener - 1) in CLAUSE_END
    after = text.find(range(i + 1, text.end_of(i)), ",") if first else None
    ref = first_right(reading, after + 1, after + 9) if after is not None else None
    return reading.whole(ref) if ref is not None else []


def _accompanying_word(reading: Reading, i: int, start: int) -> int | None:
    """Token that opens « en étroite collaboration », « conjointement »; None if the word at i stands otherwise."""
    text = reading.text
    if i == start:
        return i
    if text.word(i) in grammar().joint_adverbs:
        return i if text.tokens[i - 1].pos not in ("DET", "ADP") else None  # « l'ensemble de »
    k = i - 1
    while k > start and text.tokens[k].pos in ("ADJ", "ADV", "DET") and text.word(k) not in ("au", "aux"):
        k -= 1
    if text.word(k) not in grammar().accompanying:
        return None
    while k > start and text.word(k - 1) in grammar().accompanying_heads:
        k -= 1  # « dans le cadre | d'un partenariat », « grâce | à un accord »
        while k > start and text.tokens[k - 1].pos in ("DET", "ADP"):
            k -= 1
    return k


def _controlled(reading: Reading, i: int, depth: int) -> list[Ref] | None:
    """For an infinitive, the subject of the verb that governs it; None if none does."""
    control = controller(reading.text, i)
    if control is None:
        return None
    token = reading.tokens[control]
    if not grammar().ascribing_verbs.isdisjoint(token.verbs):
        return after_preposition(reading, "à", control)  # « on prête à X l'intention de … »
    reduced = is_participle(token) and voice(reading.text, control, token.verbs[0] if token.verbs else "") == "reduced"
    return modified(reading, control) if reduced else subject(reading, control, depth + 1)


def _parsed(reading: Reading, i: int, edge: int, depth: int) -> list[Ref]:
    """The subject by the parse: the verb's own, or that of the verb or noun that it depends on."""
    text, token = reading.text, reading.tokens[i]
    own = list(text.kids(i, *_SUBJECT))
    for kid in own:
        if kid.lower == "qui":
            return listed(reading.table.at(token.head))
        ref = reading.table.at(kid.i)
        if ref is not None and not preposition_before(text, ref.first):
            return reading.whole(ref)
        if kid.pos != "PRON":
            return _speaks_for(reading, kid)
    joined = token.dep == "conj"
    if joined and edge > 2 and text.word(edge - 1) == "et" and text.word(edge - 2) == ",":
        main = _before_relative(reading, token.head)
        if main is not None:
            return subject(reading, main, depth + 1)
    governed = token.dep in ("xcomp", "advcl", "ccomp") and not token.finite
    if text.tokens[token.head].verbs and (governed or (joined and not own)):
        return subject(reading, token.head, depth + 1)
    return listed(reading.table.at(token.head)) if token.dep == "acl:relcl" else []


def _before_relative(reading: Reading, i: int) -> int | None:
    """For the verb at i of a relative, the main verb before it: « X | possède Y, qui …, et fournit Z »."""
    edge = group_start(reading.text, i)
    start = reading.text.start_of(i)
    if edge <= start or reading.text.word(edge - 1) != "qui":
        return None
    return next((k for k in range(edge - 2, start - 1, -1) if reading.tokens[k].main_verb), None)


def _speaks_for(reading: Reading, noun: Token) -> list[Ref]:
    """« la direction de X », « les dirigeants de X » as a subject: X."""
    voices = reading.lexicon.discourse.voices
    return after_of(reading, noun.i) if noun.lemma in voices or noun.lower in voices else []


def modified(reading: Reading, i: int) -> list[Ref]:
    """The actor that the bare participle at i qualifies: « X, rachetée en 2019 par Y »; « Fondée par Y, X … »."""
    text, table, token = reading.text, reading.table, reading.tokens[i]
    start = text.start_of(i)
    k = i - 1
    while k >= start and reading.tokens[k].pos == "ADV":
        k -= 1
    if k >= start and text.word(k) == "et":
        if token.dep == "conj" and token.head < i and is_participle(reading.tokens[token.head]):
            return modified(reading, token.head)
        first = reading.tokens[start]
        if start < k and first.verbs and first.name < 0 and is_participle(first):
            return modified(reading, start)  # « Développé par X et | édité par Y, le jeu Z … »
        beside = _participle_before(reading, k, start)
        return modified(reading, beside) if beside is not None else []
    ref = _qualified_before(reading, i, k, start) if k >= start else None
    if ref is not None:
        return [ref]
    openers = grammar().reduced_openers
    if k < start or all(t.lower in openers or t.pos == "ADV" for t in reading.tokens[start:i]):
        comma = text.find(range(i + 1, min(text.end_of(i), i + 30)), ",")
        return listed(first_right(reading, comma + 1, comma + 9)) if comma is not None else []
    if token.dep in ("acl", "amod") and (ref := table.at(token.head)) is not None:
        return [ref]
    shares = reading.lexicon.discourse.shares
    if any(t.lower in shares for t in reading.tokens[max(start, i - 4) : i]):
        return implied(i, reading.discourse.topic, 0.75)
    return []


def _participle_before(reading: Reading, k: int, start: int) -> int | None:
    """« X, | valorisée 2 milliards et soutenue par Y »: the participle after a comma that « et » at k goes on from."""
    for j in range(k - 1, max(start, k - _PARTICIPLE_BEFORE), -1):
        token = reading.tokens[j]
        if token.conjugated or token.lower in CLAUSE_END or token.lower in grammar().relatives:
            return None
        if token.verbs and token.name < 0 and is_participle(token) and reading.text.word(j - 1) == ",":
            return j
    return None


def _qualified_before(reading: Reading, i: int, k: int, start: int) -> Ref | None:
    """The phrase that ends at token k, or before the comma there, as what the participle at i qualifies."""
    table = reading.table
    if reading.text.word(k) == ",":
        ref = table.ending(k - 1) or through_insertion(reading, k, start)
        if ref is not None:
            return ref
        k -= 1
    if k < start:
        return None
    ref = table.ending(k)
    if ref is None and reading.tokens[i].dep in ("acl", "amod"):
        return antecedent(reading, i)
    return ref
