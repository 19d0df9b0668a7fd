"""Who judges, and what is judged where the verb has no object: « selon X, … », « Y : X applaudit », « y voit … »."""

from __future__ import annotations

from graph.extraction.complements import after_of, after_preposition
from graph.extraction.deals import spoken_of_before
from graph.extraction.matching import Trigger
from graph.extraction.phrases import noun_phrase
from graph.extraction.predicates import copula_subject
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref, implied
from graph.extraction.speech import Quotation
from graph.extraction.subjects import main_verb, subject
from graph.extraction.verbs import group_start

_VIEW = 12  # tokens of « Pour X, … », « aux yeux de X, … »
_TITLE = 8  # tokens before the colon of « Y : X applaudit »
_BARE = 6  # tokens from the start of « Un vrai scandale » to its noun


def utterer(reading: Reading, i: int) -> list[Ref]:
    """Whose words or view hold token i: the quotation's speaker, « selon X », « X estime que », « Pour X, … »."""
    quotation = _quotation(reading, i)
    if quotation is not None and quotation.speakers:
        return implied(i, quotation.speakers, 0.9)
    told = next((a for a in reading.speech.attributions if a.speakers and a.verb != i and a.first <= i <= a.last), None)
    return implied(i, told.speakers, 0.85) if told is not None else _viewer(reading, i)


def _quotation(reading: Reading, i: int) -> Quotation | None:
    return next((q for q in reading.speech.quotations if q.first <= i <= q.last), None)


def _viewer(reading: Reading, i: int) -> list[Ref]:
    """« Pour X, c'est un scandale », « un texte « inutile » aux yeux de X »."""
    text = reading.text
    start, end = text.sentence_of(i)
    low = _after_view(reading, start)
    if low is not None:
        ref = noun_phrase(reading, low, low + _VIEW)
        return [ref] if ref is not None and ref.outer < i and text.word(ref.outer + 1) == "," else []
    for k in range(i + 1, min(end, i + _VIEW)):
        trailing = text.word(k) == "pour" and text.word(k - 1) in (",", "»")  # « Une trahison, pour X »
        opener = k if trailing else k - 1
        if (trailing or text.word(k) == "yeux") and (low := _after_view(reading, opener)) is not None:
            ref = noun_phrase(reading, low, low + _VIEW)
            return [ref] if ref is not None and (not trailing or ref.first <= low + 1) else []
    return []


def accused(reading: Reading, trigger: Trigger) -> list[Ref]:
    """Who does what the words told of it say (« X nous a menti »): neither the speaker nor the speaker's own house."""
    passive = trigger.voice in ("passive", "reduced")
    found = after_preposition(reading, "par", trigger.first) if passive else subject(reading, trigger.first)
    return _not_own(reading, trigger.first, found or _told_of(reading, trigger.first))


def _told_of(reading: Reading, i: int) -> list[Ref]:
    """« X n'est qu'un sous-traitant | qui nous a menti »: X, for the verb at i of the relative."""
    text, edge = reading.text, group_start(reading.text, i)
    if text.word(edge - 1) != "qui" or edge < 2:
        return []
    noun = next((k for k in range(edge - 2, text.start_of(i), -1) if text.tokens[k].pos == "NOUN"), None)
    return copula_subject(reading, noun) if noun is not None else []


def called(reading: Reading, trigger: Trigger) -> list[Ref]:
    """Who is said to be what the trigger says, or whose doing is: « X est un scandale », « l'attitude de X est … »."""
    text, i = reading.text, trigger.first
    found = copula_subject(reading, i)
    noun = None if found else next(text.kids(i, "nsubj"), None)
    if noun is not None and noun.i < i:
        ref = reading.table.at(noun.i)
        found = [ref] if ref is not None else after_of(reading, noun.i) if noun.pos == "NOUN" else []
    return _not_own(reading, i, found)


def _not_own(reading: Reading, i: int, found: list[Ref]) -> list[Ref]:
    own = _own(reading, i)
    return [r for r in found if own.isdisjoint(r.entities)]


def _own(reading: Reading, i: int) -> set[int | None]:
    """Who says token i, and the speaker's house."""
    speakers = {e for ref in utterer(reading, i) for e in ref.entities}
    return {*speakers, *(reading.discourse.employers.get(s) for s in speakers)}


def _after_view(reading: Reading, k: int) -> int | None:
    """Where the name starts if « pour », « aux yeux de », « de l'avis de » stands at token k."""
    words = tuple(reading.text.word(j) for j in range(k, min(k + 4, len(reading.tokens))))
    if words[:1] == ("pour",):
        return k + 1
    if words[:2] == ("aux", "yeux"):
        return k + 3 - (words[2:3] in (("du",), ("des",)))
    return None


def titled(reading: Reading, trigger: Trigger) -> list[Ref]:
    """« Y : X applaudit »: Y, where the clause after the colon names nobody once its verb has come."""
    text, table = reading.text, reading.table
    start, end = text.sentence_of(trigger.first)
    colon = text.find(range(start, min(start + _TITLE, trigger.first)), ":")
    ref = table.ending(colon - 1) if colon is not None else None
    if ref is None or ref.first > start + 1 or reading.quoted[trigger.first]:
        return []
    silent = all(table.at(k) is None for k in range(trigger.last + 1, end))
    return implied(ref.head, ref.entities, 0.8) if silent else []


def there(reading: Reading, trigger: Trigger) -> list[Ref]:
    """« X y voit une avancée », « X y est opposé »: what was spoken of; « X voit dans Y une avancée »: Y."""
    i = trigger.first
    for k in range(i + 1, min(trigger.last, i + 3)):
        if reading.text.word(k) in ("dans", "en", "derrière"):
            ref = noun_phrase(reading, k + 1, trigger.last)
            return [ref] if ref is not None else []
    text = reading.text
    low = max(text.start_of(i), group_start(text, i) - 1)
    if text.find(range(low, i), "y", *(("en",) if trigger.reflexive else ())) is None:  # « X s'en félicite »
        return []
    start = text.start_of(i)
    before = [r for r in reading.table.refs if start <= r.head < low]
    laws = [r.entities for r in before if all(reading.kind(e) == "law" for e in r.entities)]
    return implied(i, laws[-1], 0.8) if laws else spoken_of_before(reading, start)


def judged_alone(reading: Reading, i: int) -> list[Ref]:
    """« Une honte », lâche X: whom the sentence before speaks of, if the quotation is only this judgement."""
    quotation = _quotation(reading, i)
    first = reading.text.start_of(i) if quotation is None else quotation.first
    if i - first > _BARE:
        return []
    comma = reading.text.find(range(i + 1, reading.text.end_of(i)), ",")
    last = quotation.last if quotation is not None else (comma or i)
    places = range(first, last + 1)
    named = any(reading.table.at(k) is not None for k in places)
    verbal = any(reading.tokens[k].main_verb and reading.text.word(k) not in ("est", "sont") for k in places)
    opening = reading.text.word(first + (quotation is not None))
    alone = opening in ("c'", "ce", "un", "une", "du", "de", "des", "quel", "quelle") or i - first <= 1
    if named or verbal or not alone:
        return []
    return spoken_of_before(reading, first, _own(reading, i))


def beneficiary(reading: Reading, i: int) -> list[Ref]:
    """« Malgré les critiques de X, Y … », « Y …, au grand dam de X »: subject of what the noun at i modifies."""
    text = reading.text
    start, end = text.sentence_of(i)
    adjuncts = reading.lexicon.discourse.adjuncts
    opener = next((k for k in range(i - 1, max(start - 1, i - 4), -1) if text.word(k) in adjuncts), None)
    if opener is None or any(reading.table.at(k) is not None for k in range(opener, i)):
        return []
    if opener > start and text.word(opener - 1) != "," and not reading.tokens[opener - 1].verbs:
        places = range(start, opener)
    else:
        places = range(start, end)
    verb = main_verb(reading, places)
    found = subject(reading, verb) if verb is not None else []
    return [r for r in found if len(r.entities) == 1]
