"""Grammatical relations around a token, by the parse: its governor, its subject, the sources that the clause names."""

from __future__ import annotations

from graph.extraction.reading import Reading
from graph.extraction.refs import Ref, preposition_before
from graph.syntax import Text
from graph.wordlists import grammar

_SUBJECT = ("nsubj", "nsubj:pass")
_DEPTH = 6
_TOPIC = 3  # tokens from « quant » to the name


def governor(text: Text, k: int) -> int:
    """The verb that token k depends on, however deep in a noun phrase it stands."""
    for _ in range(_DEPTH):
        head = text.tokens[k].head
        if head == k or text.tokens[head].pos in ("VERB", "AUX"):
            return head
        k = head
    return k


def subject_entities(reading: Reading, verb: int) -> set[int]:
    """Entities of the subject that the parser gives this verb, its coordinated members included."""
    entities: set[int] = set()
    for kid in reading.text.kids(verb, "nsubj"):
        for token in (kid, *reading.text.kids(kid.i, "conj")):
            ref = reading.table.at(token.i)
            entities.update(ref.entities if ref is not None else ())
    return entities


def is_subject(text: Text, ref: Ref) -> bool:
    """Does the phrase stand as the subject of a verb after it?"""
    start, end = text.sentence_of(ref.head)
    if not any(t.conjugated for t in text.tokens[start:end]):
        return True  # « Aux manettes, un homme : X. »
    if text.word(start) == "quant" and ref.first <= start + _TOPIC and text.word(ref.last + 1) == ",":
        return True  # « Quant à X, elle … »
    opens = ref.first == start
    acts = ref.last + 1 < end and text.tokens[ref.last + 1].finite
    if acts and not preposition_before(text, ref.first) and text.word(ref.first - 1) not in grammar().relatives:
        return True
    if not opens and not any(_tagged_subject(text, i) for i in range(ref.first, ref.last + 1)):
        return False
    for token in text.tokens[ref.last + 1 : end]:
        if token.conjugated:
            return True
        if token.lower in grammar().personal_pronouns:
            return ref.form == "pronoun"  # « Avec X, elle a levé … »: X is not who raised
    return True


def _tagged_subject(text: Text, i: int) -> bool:
    token = text.tokens[i]
    above = text.tokens[token.head]
    if token.dep == "appos" and above.dep in _SUBJECT and above.name < 0:
        return True  # « Son principal rival, | l'allemand X |, se dit … »
    return token.dep in _SUBJECT or (token.dep == "conj" and text.tokens[token.head].dep in _SUBJECT)


def reporters(reading: Reading, i: int) -> set[int]:
    """Entities named after « selon », « d'après » before token i: a source is seldom who the sentence is about."""
    text = reading.text
    start = text.start_of(i)
    entities: set[int] = set()
    for k in range(start, i):
        word = text.word(k)
        if word == "selon" or (word == "après" and (k == start or text.word(k - 1) == "d'")):
            ref = next((r for j in range(k + 1, min(i, k + 6)) if (r := reading.table.at(j))), None)
            entities.update(ref.entities if ref else ())
    return entities
