"""Whose post is meant where the text leaves it out: « X devient directeur général », « X cède son fauteuil à Y »."""

from __future__ import annotations

from collections.abc import Iterable

from graph.extraction.entities import ORGS
from graph.extraction.matching import Trigger
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref, implied, preposition_before
from graph.wordlists import grammar

_RECENT = 3  # sentences since the house of the article was named


def spoken_of(reading: Reading, i: int) -> tuple[int, ...]:
    """The one body that the sentence names before token i, else the sentence before, else the article's own."""
    at = reading.tokens[i].sentence
    for sentence in (at, at - 1) if at else (at,):
        told = _told(reading, sentence, i) if sentence == at else _told(reading, sentence, besides="chez")
        bodies = dict.fromkeys(e for e in told if reading.kind(e) in ORGS)
        if bodies:
            return tuple(bodies) if len(bodies) == 1 else ()
    discourse = reading.discourse
    return tuple(k for k in discourse.house if discourse.sentence - discourse.seen[k].sentence <= _RECENT)


def beside(reading: Reading, owners: Iterable[int], i: int) -> tuple[int, ...]:
    """The house of « son prédécesseur » at token i: of whose he is, else of who served before, else the one told."""
    at = reading.tokens[i].sentence
    found = employers_of(reading, owners) or (employers_of(reading, _told(reading, at - 1)) if at else ())
    return found if len(found) == 1 else spoken_of(reading, i)


def employers_of(reading: Reading, persons: Iterable[int]) -> tuple[int, ...]:
    """The houses that these persons are known to serve."""
    known = reading.discourse.employers
    return tuple(dict.fromkeys(known[p] for p in persons if p in known))


def post(reading: Reading, trigger: Trigger) -> list[Ref]:
    """The house whose post is left or taken: of who stands in the sentence, else the one spoken of."""
    ahead = {reading.text.word(trigger.last + 1), reading.text.word(trigger.last + 2)}
    if not ahead.isdisjoint(grammar().of):
        return []  # « prend la direction de la région »: told, though by no name
    houses = employers_of(reading, _told(reading, reading.tokens[trigger.first].sentence))
    if len(houses) != 1:
        houses = spoken_of(reading, trigger.first)
    return implied(trigger.first, houses, 0.8)


def handover(reading: Reading, trigger: Trigger) -> list[Ref]:
    """The post that passes from one person to another, both in the sentence."""
    told = set(_told(reading, reading.tokens[trigger.first].sentence))
    return post(reading, trigger) if sum(reading.kind(e) == "person" for e in told) > 1 else []


def _told(reading: Reading, sentence: int, before: int | None = None, besides: str = "") -> Iterable[int]:
    """The entities that a sentence refers to, up to token ``before`` if one is given.

    Left out are those after the preposition ``besides``: « Elle dirigeait le fret | chez X |. Le fondateur, … ».
    """
    start, end = reading.text.sentences[sentence]
    end = end if before is None else min(end, before)
    refs = [r for r in reading.table.refs if start <= r.head < end]
    return [e for r in refs if not besides or preposition_before(reading.text, r.first) != besides for e in r.entities]
