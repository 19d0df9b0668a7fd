"""From what was found to claims: the quote, who says it, the amount and the date that go with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from graph.extraction.dates import DateReader
from graph.extraction.found import Found
from graph.extraction.money import MoneyReader
from graph.extraction.reading import Reading
from graph.model import Article, Claim
from graph.ontology import RelationType
from graph.wordlists import grammar

_WITH_MONEY = frozenset({"invests_in", "acquires", "sanctions", "owns"})
_WITH_SHARES = frozenset({"invests_in", "acquires", "owns"})
_JUDGING = frozenset({"criticises", "supports"})  # the words quoted beside these are their source's
_MAJORITY = 50  # percent of the capital


@dataclass(frozen=True)
class Evidence:
    """Cuts the evidence of claims out of an article."""

    money: MoneyReader
    dates: DateReader
    relations: Mapping[str, RelationType]

    def claims(self, article: Article, reading: Reading, found: Iterable[Found]) -> Iterator[Claim]:
        """The claims among what was found: kinds agree with the ontology, and nobody is linked to itself."""
        found = tuple(found)
        paid = {reading.tokens[i.first].start for i in found if i.relation in _WITH_MONEY}
        for item in found:
            claim = self._claim(article, reading, item, paid)
            if claim is not None:
                yield claim

    def _claim(self, article: Article, reading: Reading, item: Found, paid: Collection[int]) -> Claim | None:
        relation = self.relations[item.relation]
        source, target = _end(reading, item.source), _end(reading, item.target)
        if source[0] == target[0] or source[1] not in relation.source_kinds or target[1] not in relation.target_kinds:
            return None
        if relation.symmetric and source[0] > target[0]:
            source, target = target, source
        tokens = reading.tokens
        low, high = reading.text.sentence_of(item.first)
        start, end = tokens[low].start, tokens[high - 1].end
        quote = article.text[start:end]
        trigger_start, trigger_end = tokens[item.first].start, tokens[item.last].end
        amount, currency = self._amount(quote, trigger_start - start, item.relation, [p - start for p in paid])
        item = _by_share(item, amount, currency)
        speaker, report = _speaker(reading, item)
        return Claim(
            article=article.id,
            source=source[0],
            source_kind=source[1],
            relation=item.relation,
            target=target[0],
            target_kind=target[1],
            status="reported" if report and item.status == "asserted" else item.status,
            char_start=start,
            char_end=end,
            quote=quote,
            trigger=article.text[trigger_start:trigger_end],
            trigger_start=trigger_start,
            trigger_end=trigger_end,
            rule=item.rule,
            confidence=round(min(item.confidence, 0.99), 2),
            speaker=speaker,
            role=item.role,
            amount=amount,
            currency=currency,
            date=self._date(quote, trigger_start - start, article.published),
        )

    def _amount(self, quote: str, at: int, relation: str, paid: Collection[int]) -> tuple[float | None, str | None]:
        """Value and currency of the amount that goes with character ``at`` of the quote, money rather than a share.

        ``paid``: characters of the triggers that may have an amount; each amount goes with the nearest.
        """
        amounts = self.money.find(quote) if relation in _WITH_MONEY else []
        shares = [a for a in amounts if a.currency == "%" and relation in _WITH_SHARES]
        sums = [a for a in amounts if a.currency != "%" and relation != "owns"]
        own = [a for a in sums or shares if all(_reach(at, a.start) <= _reach(p, a.start) for p in paid)]
        nearest = min(own, key=lambda a: _reach(at, a.start), default=None)
        return (nearest.value, nearest.currency or None) if nearest else (None, None)

    def _date(self, quote: str, at: int, published: str | None) -> str | None:
        """The ISO date nearest to character ``at`` of the quote."""
        nearest = min(self.dates.find(quote, published), key=lambda d: abs(d.start - at), default=None)
        return nearest.iso if nearest else None


def _reach(trigger: int, amount: int) -> int:
    """How far an amount lies from a trigger, in characters; one that stands before it counts double."""
    return amount - trigger if amount >= trigger else 2 * (trigger - amount)


def _end(reading: Reading, end: int | str) -> tuple[str, str]:
    """Name and kind of an end."""
    if isinstance(end, str):
        return end, reading.lexicon.actors[end].kind
    entity = reading.discourse.entities[end]
    return entity.name, entity.kind


def _by_share(item: Found, amount: float | None, currency: str | None) -> Found:
    """Who takes more than half of the capital acquires, unless the rule tells another relation: who holds it owns."""
    if item.relation != "invests_in" or currency != "%" or (amount or 0) <= _MAJORITY:
        return item
    return replace(item, relation=item.majority or "acquires")


def _speaker(reading: Reading, item: Found) -> tuple[str | None, bool]:
    """Who says the claim, and whether the outlet keeps its distance (« selon »)."""

    def names(speakers: Iterable[int]) -> str:
        return " et ".join(reading.discourse.entities[k].name for k in speakers)

    for quotation in reading.speech.quotations:
        if quotation.first <= item.first <= quotation.last and quotation.speakers:
            return names(quotation.speakers), False
    if reading.discourse.interviewee and _answers(reading, item.first):
        return names(reading.discourse.interviewee), False
    for attribution in reading.speech.attributions:
        own = item.source in attribution.speakers
        if attribution.first <= item.first <= attribution.last and (attribution.report or not own):
            return names(attribution.speakers) or attribution.words, attribution.report
    own_words = item.relation in _JUDGING and isinstance(item.source, int) and _quotes(reading, item)
    return (names((item.source,)) if own_words else None), False


def _quotes(reading: Reading, item: Found) -> bool:
    """« X accuse Y de « … » »: does the sentence go on to a quotation that is nobody else's?"""
    start, end = reading.text.sentence_of(item.first)
    own = (q for q in reading.speech.quotations if start <= q.first < end)
    return any(not q.speakers or item.source in q.speakers for q in own)


def _answers(reading: Reading, i: int) -> bool:
    """Does token i of an interview stand in an answer: in a sentence without « vous », after a question?"""
    text = reading.text
    start, end = text.sentence_of(i)
    asks = text.word(end - 1) in ("?", "…") or not grammar().asked.isdisjoint(t.lower for t in text.tokens[start:end])
    return not asks and any(text.word(last - 1) in ("?", "…") for _, last in text.sentences if last <= start)
