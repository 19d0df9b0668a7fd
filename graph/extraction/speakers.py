"""Finds who says what: the speaker of each quotation, of indirect speech and of « selon X »."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extraction.neighbours import left_of
from graph.extraction.phrases import noun_phrase
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref
from graph.extraction.speech import Attribution, Quotation, Speech
from graph.extraction.subjects import subject
from graph.extraction.verbs import acts_as_verb, group_start
from graph.syntax import Text, Token
from graph.wordlists import grammar

_AFTER_QUOTE, _BEFORE_QUOTE = 7, 14  # tokens from a quotation to its verb of saying
_INVERTED = 16  # tokens from the verb of saying to its subject
_SOURCE = 10  # tokens
_BESIDE = 5  # tokens between a quotation and the verb that goes with it


def find_speech(reading: Reading) -> Speech:
    """Quotations and attributions of a text, with their speakers where the text tells."""
    quotations = tuple(
        Quotation(first, last, _speakers_of(reading, first, last)) for first, last in _quoted_spans(reading)
    )
    return Speech(quotations, tuple(_attributions(reading)))


def _speakers_of(reading: Reading, first: int, last: int) -> tuple[int, ...]:
    return _speakers_after(reading, last) or _speakers_before(reading, first) or _speakers_within(reading, first, last)


def speakers_beside(reading: Reading, i: int) -> tuple[int, ...]:
    """Speakers of the quotation that holds token i, or that the verb at i closes or opens."""
    for quotation in reading.speech.quotations:
        first, last = quotation.first, quotation.last
        if first <= i <= last:
            return quotation.speakers
        between = reading.tokens[last + 1 : i] if i > last else reading.tokens[i + 1 : first]
        if len(between) <= _BESIDE and all(t.pos in ("PUNCT", "AUX", "PRON", "ADV") for t in between):
            return quotation.speakers
    return ()


def _quoted_spans(reading: Reading) -> Iterator[tuple[int, int]]:
    """(first, last) token of every stretch in quotation marks; one that nothing closes goes on to the end."""
    start: int | None = None
    for token, quoted in zip(reading.tokens, reading.quoted, strict=True):
        if quoted and start is None:
            start = token.i
        closes = token.text in ("»", "”") or (token.text == '"' and start is not None and token.i > start)
        if start is not None and (closes or not quoted):
            yield start, token.i
            start = None
    if start is not None:
        yield start, len(reading.tokens) - 1


def _speakers_after(reading: Reading, last: int) -> tuple[int, ...]:
    """« … », a déclaré X / « … », selon X."""
    for k in range(last + 1, min(len(reading.tokens), last + _AFTER_QUOTE)):
        word = reading.text.word(k)
        if word in grammar().after_quote_stops:
            break
        if word in ("selon", "d'après"):
            return _entities(noun_phrase(reading, k + 1, k + 8))
        if _says(reading, reading.tokens[k]):
            return _entities(_inverted_speaker(reading, k)) or _entities(*subject(reading, k))
    return ()


def _inverted_speaker(reading: Reading, k: int) -> Ref | None:
    """Who stands after the verb at k: persons preferred to the bodies they serve (« a assuré sa présidente, Y »)."""
    sentence_end = reading.text.end_of(k)
    end = min(len(reading.tokens), k + _INVERTED, sentence_end if sentence_end > k + 1 else k + _INVERTED)
    first = None
    for j in range(k + 1, end):
        if reading.text.word(j) in (".", "«", ";", ":") or reading.tokens[j].main_verb:
            break
        ref = reading.table.headed(j)
        if ref is not None and reading.kind(ref.entities[0]) == "person":
            return ref
        first = first or ref
    return first


def _speakers_before(reading: Reading, first: int) -> tuple[int, ...]:
    """X : « … » / X affirme que « … »."""
    text = reading.text
    start = text.start_of(first)
    introduced = text.word(first - 1) == ":"
    if first == start and introduced:
        start = text.start_of(first - 1)
    for k in range(first - 1, max(start - 1, first - _BEFORE_QUOTE), -1):
        if text.word(k) in (".", "»"):
            break
        if _says(reading, text.tokens[k]):
            return _entities(*subject(reading, k))
    if first > start and introduced:
        heads = range(start, first)
        persons = [r for r in reading.table.refs if r.head in heads and reading.kind(r.entities[0]) == "person"]
        return _entities(*persons[-1:])
    return ()


def _speakers_within(reading: Reading, first: int, last: int) -> tuple[int, ...]:
    """« X, ajoute Y, a … »: who is named in an insertion with a verb of saying."""
    text = reading.text
    for k in range(first + 2, last):
        if text.word(group_start(text, k) - 1) == "," and _says(reading, text.tokens[k]):
            ref = noun_phrase(reading, k + 1, k + 6)
            if ref is not None and ref.first == k + 1 and text.word(ref.outer + 1) == ",":
                return ref.entities
    return ()


def _attributions(reading: Reading) -> Iterator[Attribution]:
    """« selon X », « X estime que … », « …, a indiqué X »: over which tokens each holds."""
    text = reading.text
    for start, end in text.sentences:
        for k in range(start, end):
            source = _source_at(text, k, end)
            if source is not None:
                found = _according(reading, source, start, end)
            elif not reading.quoted[k] and _says(reading, text.tokens[k]):
                found = _indirect(reading, k, start, end)
            else:
                continue
            if found is not None:
                yield found


def _source_at(text: Text, k: int, end: int) -> int | None:
    """Where the source stands if token k opens « selon X », « d'après X », « à en croire X », « au dire de X »."""
    if text.word(k) not in ("selon", "d'après", "d'", "à", "au", "aux") and text.word(k + 1) != "en":
        return None
    words = tuple(text.word(j) for j in range(k, min(end, k + 3)))
    if words[:1] in (("selon",), ("d'après",)):
        return k + 1
    if words[:2] == ("d'", "après") or words[:2] == ("à", "entendre"):
        return k + 2
    if words[1:] == ("en", "croire") or words[1:] == ("en", "croit") or words[:2] in (("au", "dire"), ("aux", "dires")):
        return k + 3
    return None


def _according(reading: Reading, low: int, start: int, end: int) -> Attribution | None:
    """« selon X, … »: the sentence [start, end) is the word of the source that is named from ``low`` on."""
    if low < end and reading.text.word(low) in grammar().after_according:
        ref = reading.table.at(low)
    else:
        ref = noun_phrase(reading, low, min(end, low + _SOURCE))
    words = "" if ref else _unnamed_source(reading, low, end)
    return Attribution(start, end - 1, _entities(ref), words, True) if ref or words else None


def _unnamed_source(reading: Reading, low: int, end: int) -> str:
    """The words of an unnamed source, as written: « des sources proches du dossier »; '' if it is none."""
    anonymous = reading.lexicon.discourse.anonymous
    places = range(low, min(end, low + 8))
    stop = reading.text.find(places, ",", ".", ";", "»")
    last = (places.stop if stop is None else stop) - 1
    named = any(t.lower in anonymous or t.lemma in anonymous for t in reading.tokens[low : last + 1])
    return reading.text.written(low, last) if named else ""


def _indirect(reading: Reading, k: int, start: int, end: int) -> Attribution | None:
    """« X estime que … », « …, a indiqué X » for the verb of saying at k."""
    text = reading.text
    doubtful = not reading.lexicon.discourse.hearsay.isdisjoint(text.tokens[k].verbs)
    last = k + 1 if doubtful and text.word(k + 1) == "savoir" else k  # « croit savoir X »
    doubtful = doubtful and (last > k or text.word(k + 1).startswith("-t"))
    if last + 1 < end and text.word(last + 1) in ("que", "qu'"):
        speakers = _entities(*subject(reading, k))
        words = "" if speakers else _unnamed_subject(reading, k, start)
        told = Attribution(last + 2, end - 1, speakers, words, doubtful or bool(words), k)
        return told if speakers or words else None
    if doubtful and text.word(last + 1).startswith("-t"):
        return Attribution(start, k - 1, (), "", True)  # « …, murmure-t-on »
    edge = k
    while edge > start and (
        text.tokens[edge - 1].pos in ("AUX", "ADV", "PRON") or text.word(edge - 1) in ("a", "ont", "s'")
    ):
        edge -= 1
    if edge > start and text.word(edge - 1) in (",", "»") and k + 1 < end:
        ref = None if left_of(reading, edge - 1, start) else _inverted_speaker(reading, last)
        if ref is not None and ref.first > k:
            return Attribution(start, edge - 1, ref.entities, "", doubtful, k)
    return None


def _unnamed_subject(reading: Reading, k: int, start: int) -> str:
    """The words of the unnamed source before the verb of saying at k: « des sources proches du dossier »."""
    text, anonymous = reading.text, reading.lexicon.discourse.anonymous
    edge = group_start(text, k)
    commas = [j for j in range(start, edge) if text.word(j) in (",", "«", ":", "et", "mais")]
    low = commas[-1] + 1 if commas else start
    named = any(t.lower in anonymous for t in reading.tokens[low : min(edge, low + 4)])
    return text.written(low, edge - 1) if named else ""


def _says(reading: Reading, token: Token) -> bool:
    saying = reading.lexicon.discourse.saying
    return token.name < 0 and not saying.isdisjoint(token.verbs) and acts_as_verb(reading.text, token.i)


def _entities(*refs: Ref | None) -> tuple[int, ...]:
    return tuple(e for ref in refs if ref is not None for e in ref.entities)
