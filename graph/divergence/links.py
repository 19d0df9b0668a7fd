"""The same link told differently: amount, share, status, date, exclusivity.

What keeps false disagreements away: two articles disagree only if nothing that one says of the link is what the other
says; claims are compared only if they may speak of one event; what came later is a development, no contradiction.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from graph.divergence.model import Case, Nature, Value, Version
from graph.divergence.vocabulary import any_of, days_apart, money, telling
from graph.model import Article, Mention
from graph.network import with_link_ends
from graph.periods import bounds

_SAME_EVENT = 31  # days between dates that a text gives
_SAME_NEWS = 62  # days between the articles
_OLD_NEWS = 180  # days: what an article dates so long before itself is not its news
_SUM_NEAR = 60  # characters between a claim's words and those for its sum
_SAME_FIGURE = 0.05  # « près de 2 milliards » against 1,98
_YEAR = re.compile(r"\b20[0-9]{2}\b")
_DATED = re.compile(r"\b(?:19|20)[0-9]{2}\b")
_SHOWN_AMONG = 12  # characters before a medium's name: « en exclusivité au Figaro »
_STAGES = {"planned": 0, "reported": 0, "asserted": 1}


@dataclass(frozen=True, slots=True)
class _Told:
    """One claim of a link, with what its passage says of money and exclusivity."""

    row: Any  # of the table of claims
    number: int
    amount: Value | None
    mark: tuple[int, int]
    news: str  # ISO date of the article, or ""
    old: bool  # dated by the text, long before the article
    settled: bool  # its status is its own, and tells whether it is done

    @property
    def article(self) -> str:
        return str(self.row.article_id)

    def version(self, value: Value, *marks: tuple[int, int]) -> Version:
        row = self.row
        return Version(
            value,
            self.article,
            int(row.char_start),
            int(row.char_end),
            marks or (self.mark,),
            row.status,
            row.speaker,
            self.number,
        )


Same = Callable[[Any, Any], bool]


def link_cases(
    claims: pd.DataFrame,
    articles: Mapping[str, Article],
    mentions: Mapping[str, Sequence[Mention]],
    kinds: Mapping[str, str],
) -> list[Case]:
    """Every link whose articles disagree."""
    groups: defaultdict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for row in _rows(with_link_ends(claims)):
        groups[str(row.source), str(row.relation), str(row.target)].append(row)
    cases, judged = [], _judged(claims)
    for link, rows in groups.items():
        if len({row.article_id for row in rows}) > 1 and link[1] in telling().settling | telling().once:
            told = [_told(row, articles.get(row.article_id), judged) for row in rows]
            cases += _link_case(link, told)
    return cases + _exclusivity(groups, articles, mentions, kinds)


def _rows(claims: pd.DataFrame) -> Iterator[Any]:
    """The rows as named tuples, whose fields have any type."""
    yield from claims.itertuples()


def _judged(claims: pd.DataFrame) -> set[int]:
    """Rows whose status may be that of the judging verb before them: « va examiner l'accord entre X et Y »."""
    open_ = claims[claims["status"] != "asserted"]
    first: dict[tuple[str, int, str], int] = {}
    for row in _rows(open_[open_["relation"].isin(telling().judging)]):
        key = str(row.article_id), int(row.char_start), str(row.status)
        first[key] = min(int(row.trigger_start), first.get(key, int(row.trigger_start)))
    judged = set()
    for row in _rows(open_[~open_["relation"].isin(telling().judging)]):
        at = first.get((str(row.article_id), int(row.char_start), str(row.status)))
        if at is not None and at < row.trigger_start:
            judged.add(int(row.Index))
    return judged


def _told(row: Any, article: Article | None, judged: Collection[int] = ()) -> _Told:
    value, mark = _sum(row)
    news = (article.published if article else "") or ""
    latest = news or max(_YEAR.findall(article.text), default="") if article else news
    gap = days_apart(row.date, latest)
    settled = row.Index not in judged and row.status != "past"
    return _Told(row, int(row.Index), value, mark, news, gap is not None and gap > _OLD_NEWS, settled)


def _sum(row: Any) -> tuple[Value | None, tuple[int, int]]:
    """The amount that a claim states, or the words that stand for it, with their span; the trigger's otherwise."""
    trigger = int(row.trigger_start), int(row.trigger_end)
    if row.amount == row.amount:  # NaN when unknown
        form = "share" if row.currency == "%" else "money"
        return Value("share" if form == "share" else "money", row.currency, float(row.amount)), _figure(row) or trigger
    words = telling()
    for form, pattern in (("unsaid", words.secret), ("words", any_of(words.small))):
        near = (m for m in pattern.finditer(row.quote) if _distance(m, row) <= _SUM_NEAR)
        found = min(near, key=lambda m: _distance(m, row), default=None)
        if found:
            span = row.char_start + found.start(), row.char_start + found.end()
            return (Value("unsaid", found[0]) if form == "unsaid" else Value("words", found[0])), span
    return None, trigger


def _figure(row: Any) -> tuple[int, int] | None:
    """Where the passage has the claim's amount."""
    places = [a for a in money().find(row.quote) if a.value == row.amount]
    if not places:
        return None
    nearest = min(places, key=lambda a: abs(row.char_start + a.start - row.trigger_end))
    return row.char_start + nearest.start, row.char_start + nearest.end


def _distance(match: re.Match[str], row: Any) -> int:
    start, end = int(row.char_start) + match.start(), int(row.char_start) + match.end()
    return max(0, start - int(row.trigger_end), int(row.trigger_start) - end)


def _meet(one: _Told, other: _Told) -> bool:
    """Whether two claims may speak of one event: their own dates, else those of their articles, are close."""
    if one.row.date and other.row.date:
        return (days_apart(one.row.date, other.row.date) or 0) <= _SAME_EVENT
    if one.old or other.old:
        return False
    first, second = one.row.date or one.news, other.row.date or other.news
    return (days_apart(first, second) or 0) <= _SAME_NEWS


def _link_case(link: tuple[str, str, str], told: Sequence[_Told]) -> list[Case]:
    natures: list[Nature] = []
    if _differ(told, "money") or _untold(told):
        natures.append("amount")
    if _differ(told, "share"):
        natures.append("share")
    if link[1] in telling().settling and _statuses_differ(told):
        natures.append("status")
    if link[1] in telling().once and _dates_differ(told):
        natures.append("date")
    if not natures:
        return []
    versions = _versions(told, natures)
    return [Case(tuple(natures), link, versions, (link[0], link[2]))]


def _differ(told: Sequence[_Told], form: str) -> bool:
    """Whether two articles tell figures of which none is the same."""
    figures = [t for t in told if t.amount and t.amount.form == form and t.row.status != "denied" and not _summed(t)]
    return _disjoint(figures, lambda a, b: same_figure(a.amount, b.amount))


def _untold(told: Sequence[_Told]) -> bool:
    """Whether one article tells a figure where another tells but vaguely, or says that it is not told."""
    figures = [t for t in told if t.amount and t.amount.form == "money"]
    vague = [t for t in told if t.amount and t.amount.form in ("words", "unsaid")]
    knowing = {t.article for t in figures}
    return any(_meet(a, b) for a in figures for b in vague if b.article not in knowing)


def _summed(told: _Told) -> bool:
    return bool(any_of(telling().summing).search(told.row.quote))


def same_figure(one: Value | None, other: Value | None) -> bool:
    """Whether two figures may be one: nearly equal, in one currency or in one that is not said."""
    if one is None or other is None:
        return False
    close = abs(one.number - other.number) <= _SAME_FIGURE * max(abs(one.number), abs(other.number))
    return close and (one.text == other.text or not one.text or not other.text)


def _disjoint(told: Sequence[_Told], same: Same) -> bool:
    """Whether two articles that may speak of one event share none of what they tell."""
    by_article: defaultdict[str, list[_Told]] = defaultdict(list)
    for one in told:
        by_article[one.article].append(one)
    return any(
        all(_meet(a, b) and not same(a, b) for a in mine for b in theirs)
        for mine, theirs in combinations(by_article.values(), 2)
    )


def _statuses_differ(told: Sequence[_Told]) -> bool:
    return _disjoint([t for t in told if t.settled], lambda a, b: not _at_odds(a, b))


def _at_odds(one: _Told, other: _Told) -> bool:
    """Whether one status speaks against the other; what was planned, rumoured or denied before it was done does not."""
    if one.row.status == other.row.status:
        return False
    pair = {one.row.status, other.row.status}
    if "asserted" not in pair:
        return "denied" in pair
    done, open_ = (one, other) if one.row.status == "asserted" else (other, one)
    before, after = bounds(open_.news), bounds(done.news)
    return before is None or after is None or before[1] >= after[0]


def _dates_differ(told: Sequence[_Told]) -> bool:
    """Whether two articles date what happens once differently; a passage with several dates is not trusted."""
    sure = [t for t in told if t.row.date and t.row.status == "asserted" and len(_DATED.findall(t.row.quote)) == 1]
    by_article = {t.article: t.row.date for t in sure}
    return any((days_apart(a, b) or 0) > 0 for a, b in combinations(by_article.values(), 2))


def _versions(told: Sequence[_Told], natures: Sequence[Nature]) -> tuple[Version, ...]:
    """One version an article and value: the clearest passage; the silent ones stand last."""
    best: dict[tuple[str, Value], tuple[int, float, int, Version]] = {}
    spoken = {t.article for t in told if _value(t, natures).form not in ("unsaid", "status")}
    for one in [t for t in told if t.settled or natures[0] != "status"]:
        value = _value(one, natures)
        bare = Value(value.form, value.text if value.form != "unsaid" else "", value.number)
        if bare.form == "unsaid" and one.article in spoken:
            continue
        rank = 0 if value.text else 1, -float(one.row.confidence), one.number, one.version(bare)
        if (one.article, bare) not in best or rank[:3] < best[one.article, bare][:3]:
            best[one.article, bare] = rank
    versions = [version for _, _, _, version in best.values()]
    return tuple(sorted(versions, key=_order))


def _value(told: _Told, natures: Sequence[Nature]) -> Value:
    first = natures[0]
    if first == "status":
        return Value("status", told.row.status)
    if first == "date":
        return Value("date", told.row.date) if told.row.date else Value("unsaid")
    fits = {"amount": ("money", "words", "unsaid"), "share": ("share",)}[first]
    return told.amount if told.amount and told.amount.form in fits else Value("unsaid")


def _order(version: Version) -> tuple[int, float, str, int]:
    forms = ("money", "share", "date", "words", "exclusivity", "status", "unsaid")
    return forms.index(version.value.form), -version.value.number, version.value.text, version.claim


def _exclusivity(
    groups: Mapping[tuple[str, str, str], Sequence[Any]],
    articles: Mapping[str, Article],
    mentions: Mapping[str, Sequence[Mention]],
    kinds: Mapping[str, str],
) -> list[Case]:
    """Links that one article calls exclusive and another not, or not for sure; a house stands for its product."""
    makers = _makers(groups)
    merged: defaultdict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for (source, relation, target), rows in groups.items():
        if relation in telling().exclusive_relations:
            owner = makers.get(source, source) if relation == "distributes" else source
            merged[owner, relation, target].extend(rows)
    cases = []
    for (source, relation, target), rows in merged.items():
        if len({row.article_id for row in rows}) < 2:
            continue
        told = [_told(row, articles.get(row.article_id)) for row in rows]
        pairs = [(one, *_exclusive(one.row, mentions.get(one.article, ()), kinds)) for one in told]
        sure = [(one, value) for one, value, _ in pairs if value != "unsaid"]
        values: defaultdict[str, set[str]] = defaultdict(set)
        for one, value in sure:
            values[one.article].add(value)
        if any(not mine & theirs for mine, theirs in combinations(values.values(), 2)):
            versions = _best_each(pairs, set(values), relation)
            cases.append(Case(("exclusivity",), ("exclusivity", source, relation, target), versions, (source, target)))
    return cases


def _best_each(
    pairs: Iterable[tuple[_Told, str, tuple[int, int]]], spoken: set[str], relation: str
) -> tuple[Version, ...]:
    """One version an article and value; who is silent is shown where the relation is the access itself."""
    chosen: dict[tuple[str, str], Version] = {}
    for one, value, mark in pairs:
        silent = value == "unsaid"
        if silent and (one.article in spoken or relation != "distributes"):
            continue
        told = Value("unsaid") if silent else Value("exclusivity", value)
        chosen.setdefault((one.article, value), one.version(told, mark))
    return tuple(sorted(chosen.values(), key=_order))


def _makers(groups: Mapping[tuple[str, str, str], Sequence[Any]]) -> dict[str, str]:
    """Product -> the house that releases it, where there is but one."""
    makers: defaultdict[str, set[str]] = defaultdict(set)
    for source, relation, target in groups:
        if relation == "releases":
            makers[target].add(source)
    return {product: next(iter(houses)) for product, houses in makers.items() if len(houses) == 1}


def _exclusive(row: Any, mentions: Sequence[Mention], kinds: Mapping[str, str]) -> tuple[str, tuple[int, int]]:
    """« open », « maybe », « exclusive » or « unsaid », and the words that say so."""
    words = telling()
    trigger = int(row.trigger_start), int(row.trigger_end)
    if found := any_of(words.not_exclusive).search(row.quote):
        return "open", (row.char_start + found.start(), row.char_start + found.end())
    for found in any_of(words.exclusive).finditer(row.quote):
        start, end = row.char_start + found.start(), row.char_start + found.end()
        before = row.quote[max(0, found.start() - 25) : found.start()]
        if any_of(words.interviews).search(before) or _to_a_medium(end, mentions, kinds):
            continue
        doubt = any_of(words.doubt).search(before)
        first = row.char_start + found.start() - len(before) + doubt.start() if doubt else start
        return ("maybe" if doubt else "exclusive"), (first, end)
    return "unsaid", trigger


def _to_a_medium(end: int, mentions: Sequence[Mention], kinds: Mapping[str, str]) -> bool:
    return any(0 <= m.start - end <= _SHOWN_AMONG and kinds.get(m.actor) == "media" for m in mentions)
