"""What a text says of one actor and articles tell differently: its worth, how many founded it and who, and when.

These are no claims between two actors: they are read in the text beside the actor's mention, and left where the actor
is not told for sure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

import pandas as pd

from graph.divergence.links import same_figure
from graph.divergence.model import Case, Nature, Span, Value, Version
from graph.divergence.vocabulary import any_of, days_apart, discourse, in_order, money, sentences, telling
from graph.model import Article, Mention

_HOUSES = ("company", "organisation", "institution", "media", "party", "group")
_FIGURE_NEAR = 60  # characters between « valorisé » and its figure
_ADJACENT = re.compile(r"[\s,(]{1,3}(?:[^\W\d_]+\s+){0,2}$")  # at most two words: « a été », « déjà »
_APPOSED = re.compile(r"^[^.;:]{0,140}?,\s+(?:(?:la|le|les|l['’])\s*)?$")
_OWN = re.compile(r"\bs(?:a|on|es)\s+$", re.IGNORECASE)
_OF = re.compile(r"^\s+(?:de\s+(?:la\s+|l['’])?|du\s+|d['’])(?:[^\W\d_]+\s+){0,2}$")
_ACCORDING = re.compile(r"\b[Ss]elon\s+([^,.;:»«]{3,60})")
_SAME_TIME = 62  # days between articles that value the same thing
_ORIGIN_NEAR = 140  # characters after a count of founders: where they come from


@dataclass(frozen=True, slots=True)
class _Fact:
    """A value that a sentence of an article gives of an actor; ``origins``: the actors that founders come from."""

    actor: str
    version: Version
    when: str = ""  # ISO date of the article
    origins: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Page:
    """An article with the mentions that may be meant: houses, no mention that stands for two."""

    article: Article
    mentions: tuple[Mention, ...]

    def sentences(self, pattern: re.Pattern[str]) -> Iterator[tuple[Span, re.Match[str]]]:
        """Every match of a pattern with its sentence."""
        text = self.article.text
        for passage in self.article.passages:
            if passage.part == "furniture" or not pattern.search(text, passage.start, passage.end):
                continue
            for first, last in sentences(text, passage.start, passage.end):
                for match in pattern.finditer(text, first, last):
                    yield (first, last), match

    def between(self, start: int, end: int) -> list[Mention]:
        return [m for m in self.mentions if start <= m.start < end]

    def beside(self, span: Span, match: re.Match[str]) -> Mention | None:
        """The actor right before a participle or verb (« X, fondée », « X a été fondée »), or apposed after it."""
        text = self.article.text
        before = self.between(span[0], match.start())
        if before and _ADJACENT.fullmatch(text[before[-1].end : match.start()]):
            return before[-1]
        if match.start() - span[0] <= 2:  # « Fondée par …, la start-up … »
            for mention in self.between(match.end(), span[1]):
                if _APPOSED.match(text[match.end() : mention.start]) and self._no_other(mention):
                    return mention
        return None

    def _no_other(self, mention: Mention) -> bool:
        return mention.form == "description" or self.article.text[: mention.start].endswith(", ")


def fact_cases(
    claims: pd.DataFrame,
    articles: Mapping[str, Article],
    mentions: Mapping[str, Sequence[Mention]],
    kinds: Mapping[str, str],
) -> list[Case]:
    """Every actor of whom articles tell a worth, founders or a year of birth differently."""
    pages = [_page(article, mentions.get(key, ()), kinds) for key, article in in_order(articles)]
    founded = claims[(claims["relation"] == "founded") & ~claims["status"].isin(["denied", "planned"])]
    posts = claims[(claims["relation"] == "holds_position_at") & (claims["status"] == "past")]
    worth = _grouped(fact for page in pages for fact in _worth(page))
    births = _grouped(fact for page in pages for fact in _births(page))
    counts = _grouped(fact for page in pages for fact in _counts(page, founded))
    named = dict(list(founded[founded["source_kind"] == "person"].groupby("target")))
    nobody = founded.iloc[:0]
    cases = [_worth_case(actor, facts) for actor, facts in worth.items()]
    cases += [_birth_case(actor, facts) for actor, facts in births.items()]
    cases += [_founders_case(actor, facts, named.get(actor, nobody), posts, kinds) for actor, facts in counts.items()]
    return [case for case in cases if case]


def _page(article: Article, mentions: Sequence[Mention], kinds: Mapping[str, str]) -> _Page:
    starts: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        starts[mention.start].append(mention)
    alone = (found[0] for start, found in sorted(starts.items()) if len(found) == 1)
    return _Page(article, tuple(m for m in alone if kinds.get(m.actor, "company") in _HOUSES))


def _grouped(facts: Iterator[_Fact]) -> dict[str, list[_Fact]]:
    groups: defaultdict[str, list[_Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.actor].append(fact)
    several = {actor: found for actor, found in groups.items() if found}
    return dict(sorted(several.items()))


# -- worth -----------------------------------------------------------------------------------------------------------


def _worth(page: _Page) -> Iterator[_Fact]:
    words, text = telling(), page.article.text
    for span, match in page.sentences(any_of(words.valued | words.valuation)):
        sentence = text[span[0] : span[1]]
        near = text[match.end() : min(span[1], match.end() + _FIGURE_NEAR)]
        amounts = [a for a in money().find(near) if a.currency != "%"]
        lead = text[span[0] : match.end() + (amounts[0].start if amounts else 0)]
        if not amounts or any_of(words.prospective | words.bygone).search(_clause(lead)):
            continue
        if actor := _valued(page, span, match, match.end() + amounts[0].start):
            mark = match.start(), match.end() + amounts[0].end
            doubtful = any_of(words.conditional).search(_clause(text[span[0] : mark[1]]))
            said = _ACCORDING.search(sentence)
            value = Value("money", amounts[0].currency or "", amounts[0].value)
            status = "reported" if doubtful or said else "asserted"
            version = Version(value, page.article.id, *span, (mark,), status, said[1].strip() if said else "")
            yield _Fact(actor.actor, version, page.article.published or "")


def _clause(lead: str) -> str:
    """The words after the last comma but one: what is hoped for earlier in the sentence says nothing of the figure."""
    return ",".join(re.split(r"[,;:]", lead)[-2:])


def _valued(page: _Page, span: Span, match: re.Match[str], figure: int) -> Mention | None:
    """Whose worth it is."""
    text, words = page.article.text, telling()
    inside = page.between(match.end(), figure)
    noun = any_of(words.valuation).fullmatch(match[0])
    if noun:
        named = [m for m in inside if _OF.match(text[match.end() : m.start])]
        if named or inside:
            return named[0] if named else None
        subject = page.between(span[0], match.start())
        return subject[0] if subject and _OWN.search(text[span[0] : match.start()]) else None
    if inside:
        return inside[0]
    beside = page.beside(span, match)
    before = page.between(span[0], match.start())
    if beside and not (_behind_noun(text, beside) and len(before) > 1):
        return beside
    finite = any_of(words.finite).search(text[max(span[0], match.start() - 12) : match.end()])
    return before[0] if before and finite else None


def _behind_noun(text: str, mention: Mention) -> bool:
    """« …, filiale de X, »: in apposition, so that somebody else is meant."""
    return bool(
        re.search(r",\s+(?:[^\W\d_]+\s+){1,3}(?:de\s+|d['’]|du\s+)$", text[max(0, mention.start - 40) : mention.start])
    )


def _worth_case(actor: str, facts: Sequence[_Fact]) -> Case | None:
    chosen = _one_each(facts)
    by_article = _by_article(chosen)
    for mine, theirs in combinations(by_article.values(), 2):
        apart = [(a, b) for a in mine for b in theirs if not _same_worth(a, b)]
        if len(apart) == len(mine) * len(theirs):
            return _case("valuation", ("valuation", actor), [fact.version for fact in chosen], (actor,))
    return None


def _same_worth(one: _Fact, other: _Fact) -> bool:
    """Whether two figures agree, or speak of two times."""
    gap = days_apart(one.when, other.when)
    return same_figure(one.version.value, other.version.value) or (gap is not None and gap > _SAME_TIME)


# -- birth -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _birth_pattern() -> re.Pattern[str]:
    months = "|".join(sorted(discourse().months))
    made = any_of(telling().founded).pattern
    return re.compile(
        rf"{made}\s+(?:[^\W\d_]+\s+){{0,2}}?en\s+(?:(?P<month>{months})\s+)?(?P<year>(?:18|19|20)\d\d)\b", re.I
    )


def _births(page: _Page) -> Iterator[_Fact]:
    for span, match in page.sentences(_birth_pattern()):
        if actor := page.beside(span, match):
            month = discourse().months.get((match["month"] or "").lower())
            iso = f"{match['year']}-{month:02d}" if month else match["year"]
            version = Version(Value("date", iso), page.article.id, *span, ((match.start(), match.end()),), "asserted")
            yield _Fact(actor.actor, version)


def _birth_case(actor: str, facts: Sequence[_Fact]) -> Case | None:
    chosen = _one_each(facts)
    for mine, theirs in combinations(_by_article(chosen).values(), 2):
        if all(days_apart(a.version.value.text, b.version.value.text) for a in mine for b in theirs):
            return _case("date", ("birth", actor), [fact.version for fact in chosen], (actor,))
    return None


# -- founders --------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _count_pattern() -> re.Pattern[str]:
    numerals = "|".join([*(word for word, n in discourse().numerals.items() if 2 <= n <= 12), "[2-9]"])
    founders = "|".join(sorted(telling().founders, key=len, reverse=True))
    between = r"(?:(?!des\b|de\b|autres\b|premiers\b)[^\W\d_]+\s+){0,2}"
    listed = rf"\b(?:les|ses|leurs|des|aux)\s+(?P<one>{numerals})\s+{between}(?:{founders})s\b"
    made = any_of(telling().founded).pattern
    return re.compile(
        rf"{listed}|{made}\s[^.,;:]{{0,60}}?\bpar\s+(?:ses\s+)?(?P<two>{numerals})\s+(?!fois|ans)[^\W\d_]+s\b", re.I
    )


def _counts(page: _Page, founded: pd.DataFrame) -> Iterator[_Fact]:
    text = page.article.text
    for span, match in page.sentences(_count_pattern()):
        word = (match["one"] or match["two"]).lower()
        number = float(word) if word.isdigit() else float(discourse().numerals[word])
        actor = _founded(page, span, match, founded)
        if actor:
            after = page.between(match.end(), min(span[1], match.end() + _ORIGIN_NEAR))
            origins = frozenset(m.actor for m in after if m.actor != actor)
            version = Version(
                Value("count", "", number), page.article.id, *span, ((match.start(), match.end()),), "asserted"
            )
            yield _Fact(actor, version, text[match.start() : match.end()], origins)


def _founded(page: _Page, span: Span, match: re.Match[str], founded: pd.DataFrame) -> str | None:
    """What these founders founded: the actor beside, of « fondateurs de X », or of a claim in the sentence."""
    text = page.article.text
    if match["two"]:
        beside = page.beside(span, match)
        return beside.actor if beside else None
    for mention in page.between(match.end(), match.end() + 40):
        if _OF.match(text[match.end() : mention.start]):
            return mention.actor
    before = page.between(span[0], match.start())
    if before and re.fullmatch(r"[\s,]{1,3}(?:dont|et)?\s*", text[before[-1].end : match.start()]):
        return before[-1].actor
    inside = founded[(founded["article_id"] == page.article.id) & (founded["char_start"] < match.end())]
    houses = set(inside[inside["char_end"] > match.start()]["target"])
    return str(houses.pop()) if len(houses) == 1 else None


def _founders_case(
    actor: str, facts: Sequence[_Fact], named: pd.DataFrame, posts: pd.DataFrame, kinds: Mapping[str, str]
) -> Case | None:
    """Counts that differ, more founders named than counted, or one who comes from elsewhere than they are said to."""
    chosen = _one_each(facts)
    outsiders = _outsiders(chosen, named, posts, kinds)
    versions = [fact.version for fact in chosen]
    numbers = {fact.version.value.number for fact in chosen}
    people = sorted(set(named["source"]))
    counting = {fact.version.article for fact in chosen}
    if outsiders:
        versions += _naming(named[named["source"].isin(outsiders)])
    elif len(people) > max(numbers):
        versions += _naming(named[~named["article_id"].isin(counting)])
    elif not all(numbers == {f.version.value.number for f in own} for own in _by_article(chosen).values()):
        outsiders = []
    else:
        return None
    if len({v.article for v in versions}) < 2 or len({v.value for v in versions}) < 2:
        return None
    return _case("founders", ("founders", actor), versions, (actor, *people))


def _outsiders(
    counts: Sequence[_Fact], named: pd.DataFrame, posts: pd.DataFrame, kinds: Mapping[str, str]
) -> list[str]:
    """Founders whom no counting article names, and whose former house is of another kind than those it speaks of."""
    origins = frozenset[str]().union(*(fact.origins for fact in counts))
    counting = {fact.version.article for fact in counts}
    if not origins:
        return []
    known = set(named[named["article_id"].isin(counting)]["source"])
    found = []
    for person in sorted(set(named["source"]) - known):
        former = set(posts[posts["source"] == person]["target"])
        elsewhere = {kinds.get(one) for one in former}.isdisjoint({kinds.get(one) for one in origins})
        if former and not former & origins and elsewhere:
            found.append(person)
    return found


def _naming(rows: pd.DataFrame) -> list[Version]:
    """One version an article that names founders, with their names."""
    versions = []
    for article, own in rows.groupby("article_id", sort=False):
        first: Any = next(own.itertuples())
        names = ", ".join(dict.fromkeys(own["source"]))
        marks = tuple(sorted({(int(a), int(b)) for a, b in zip(own["trigger_start"], own["trigger_end"], strict=True)}))
        inside = tuple(m for m in marks if first.char_start <= m[0] and m[1] <= first.char_end)
        value = Value("names", names)
        span = int(first.char_start), int(first.char_end)
        versions.append(Version(value, str(article), *span, inside, first.status, first.speaker, int(first.Index)))
    return versions


# -- all of them -----------------------------------------------------------------------------------------------------


def _one_each(facts: Sequence[_Fact]) -> list[_Fact]:
    """The first of an article's facts that say the same."""
    first: dict[tuple[str, Value], _Fact] = {}
    for fact in facts:
        first.setdefault((fact.version.article, fact.version.value), fact)
    return list(first.values())


def _by_article(facts: Sequence[_Fact]) -> dict[str, list[_Fact]]:
    groups: defaultdict[str, list[_Fact]] = defaultdict(list)
    for fact in facts:
        groups[fact.version.article].append(fact)
    return dict(groups)


def _case(nature: Nature, about: tuple[str, ...], versions: Sequence[Version], actors: tuple[str, ...]) -> Case:
    return Case((nature,), about, tuple(versions), actors)
