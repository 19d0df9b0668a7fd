"""Reads a parsed text from left to right and finds every phrase that refers to an actor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.extraction.claims import follow_deals
from graph.extraction.clause import is_subject
from graph.extraction.descriptions import phrase_at
from graph.extraction.discourse import Discourse, in_quotes
from graph.extraction.learning import learn, note_deal, note_list, note_possessive
from graph.extraction.matching import matches
from graph.extraction.naming import add_names, name_described_nouns
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref
from graph.extraction.rolephrases import find_roles
from graph.lexicon import Lexicon
from graph.syntax import Text


def read(text: Text, discourse: Discourse, lexicon: Lexicon, named: Sequence[int]) -> Reading:
    """Refs, possessors and deals of one text; the discourse moves on sentence by sentence.

    The deals that a sentence tells are followed at once, so that « la société » after them is the one that was bought;
    then the story is put back to where the text began, for whoever looks for the claims.
    """
    found = tuple(matches(text))
    reading = Reading(text, discourse, lexicon, named, find_roles(text, lexicon), in_quotes(text), found)
    before = discourse.story
    for start, end in text.sentences:
        discourse.sentence += 1
        add_names(reading, start, end)
        name_described_nouns(reading, start, end)
        _read_on(reading, start, end)
        follow_deals(replace(reading), start, end)  # a copy: what it works out holds for the text so far
    discourse.story = before
    return reading


def _read_on(reading: Reading, start: int, end: int) -> None:
    """Tokens [start, end) of one sentence, whose names are already in the table."""
    i = start
    while i < end:
        ref = reading.table.at(i)
        if ref is None and (ref := phrase_at(reading, i, end)) is not None:
            reading.table.add(ref)
        if ref is None or ref.first > i:
            note_possessive(reading, i)
            note_deal(reading, i, end)
            i += 1
            continue
        _take_in(reading, ref, end)
        i = ref.last + 1


def _take_in(reading: Reading, ref: Ref, end: int) -> None:
    for k in range(ref.first, ref.head):
        note_possessive(reading, k)
    if ref.form == "name" and reading.is_person(ref):
        _read_title(reading, ref)
    reading.discourse.see(ref.entities, is_subject(reading.text, ref), reading.quoted[ref.head])
    note_list(reading, ref)
    learn(reading, ref, end)


def _read_title(reading: Reading, ref: Ref) -> None:
    """« la fondatrice de | la licorne |, X »: whom a title's complement means."""
    for role in reading.roles:
        if not ref.first <= role.noun_at <= role.last < ref.head:
            continue
        for k in range(role.last + 1, ref.head):
            inner = phrase_at(reading, k, ref.head) if reading.table.at(k) is ref else None
            if inner is not None and inner.form != "clitic":
                reading.table.add_inside(inner)
                reading.discourse.see(inner.entities, False, reading.quoted[k])
                break
