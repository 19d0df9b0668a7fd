"""Who says what, as values: quotations and attributions of one text. They are found by ``speakers``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens [first, last] between quotation marks, and the entities that utter them."""

    first: int
    last: int
    speakers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what tokens [first, last] state: entities, or the words for an unnamed source.

    ``report`` is true for « selon »: the outlet does not vouch for it. ``verb``: the verb of saying, -1 for « selon ».
    """

    first: int
    last: int
    speakers: tuple[int, ...]
    words: str
    report: bool
    verb: int = -1


@dataclass(frozen=True, slots=True)
class Speech:
    """All quotations and attributions of one text, in text order."""

    quotations: tuple[Quotation, ...] = ()
    attributions: tuple[Attribution, ...] = ()

    def speakers_at(self, i: int) -> tuple[int, ...]:
        """Who speaks at token i: the quotation's speakers, else whoever the sentence attributes it to."""
        for quotation in self.quotations:
            if quotation.first <= i <= quotation.last:
                return quotation.speakers
        return next((a.speakers for a in self.attributions if a.first <= i <= a.last and not a.report), ())

    def introduced_at(self, i: int) -> Quotation | Attribution | None:
        """What is said with the verb at token i, the speaker known: a quotation beside it, else indirect speech."""
        quotation = next(
            (q for q in self.quotations if q.speakers and (0 <= i - q.last <= 4 or 0 <= q.first - i <= 12)), None
        )
        return quotation or next((a for a in self.attributions if a.verb == i), None)


NO_SPEECH = Speech()
