"""One quotation given to two people: near-identical words between quotation marks in two articles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

import pandas as pd

from graph.corroboration import text_groups
from graph.divergence.model import Case, Span, Value, Version
from graph.divergence.vocabulary import any_of, discourse, in_order, sentences
from graph.model import Article, Mention
from graph.words import fold

_QUOTED = re.compile(r"«[^«»]{40,2000}»|“[^“”]{40,2000}”|(?<!\w)\"[^\"]{40,2000}\"")
_ADDED = re.compile(r"\[[^\]]*\]|\([^)]*\)")  # what the outlet puts in: « [européennes d'IA] », « (…) »
_WORD = re.compile(r"\w+")
_FEWEST = 8  # words: shorter ones are said by many
_ALIKE = 0.8
_MOST = 12  # speakers of one quotation that are compared
_VERB_NEAR = 90  # characters from the quotation to who says it


@dataclass(frozen=True, slots=True)
class _Quotation:
    article: str
    start: int
    end: int
    speaker: str
    words: tuple[tuple[str, int, int], ...]  # folded, with their places in the article

    @property
    def text(self) -> str:
        return " ".join(word for word, _, _ in self.words)


def quotation_cases(
    claims: pd.DataFrame,
    articles: Mapping[str, Article],
    mentions: Mapping[str, Sequence[Mention]],
    kinds: Mapping[str, str],
) -> list[Case]:
    """Every quotation that two articles give to two people."""
    said = claims[claims["speaker"] != ""]
    spoken: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for article, at, speaker in zip(said["article_id"], said["trigger_start"], said["speaker"], strict=True):
        spoken[str(article)].append((int(at), str(speaker)))
    found = [
        quotation
        for key, article in in_order(articles)
        for quotation in _quotations(article, mentions.get(key, ()), kinds, spoken[key])
    ]
    groups = text_groups(quotation.text for quotation in found)
    alike: defaultdict[int, list[_Quotation]] = defaultdict(list)
    for quotation in found:
        alike[groups[quotation.text]].append(quotation)
    cases = (_case(quotations) for quotations in alike.values())
    return [case for case in cases if case]


def _quotations(
    article: Article,
    mentions: Sequence[Mention],
    kinds: Mapping[str, str],
    spoken: Sequence[tuple[int, str]],
) -> Iterator[_Quotation]:
    people = [m for m in mentions if kinds.get(m.actor) == "person"]
    for passage in article.passages:
        if passage.part == "furniture":
            continue
        for match in _QUOTED.finditer(article.text, passage.start, passage.end):
            words = _words(article.text, match.start() + 1, match.end() - 1)
            told = {speaker for at, speaker in spoken if match.start() <= at < match.end()}
            speaker = (
                told.pop() if len(told) == 1 else _speaker(article.text, passage.start, passage.end, match, people)
            )
            if len(words) >= _FEWEST and speaker and kinds.get(speaker, "person") == "person":
                yield _Quotation(article.id, match.start() + 1, match.end() - 1, speaker, words)


def _words(text: str, start: int, end: int) -> tuple[tuple[str, int, int], ...]:
    gaps = [m.span() for m in _ADDED.finditer(text, start, end)]
    found = (m for m in _WORD.finditer(text, start, end) if not any(a <= m.start() < b for a, b in gaps))
    return tuple((fold(m[0]), m.start(), m.end()) for m in found)


def _speaker(text: str, start: int, end: int, match: re.Match[str], people: Sequence[Mention]) -> str:
    """Who says it: after the quotation behind a verb of saying, else the last person named before it."""
    after = next((m for m in people if 0 <= m.start - match.end() <= _VERB_NEAR), None)
    if after and not re.search(r"[.!?]\s", text[match.end() : after.start]):
        return after.actor
    opening = next((a for a, b in sentences(text, start, end) if a <= match.start() < b), start)
    lead = text[opening : match.start()].rstrip()
    before = [m for m in people if opening <= m.start < match.start()]
    says = lead.endswith(":") or any_of(frozenset(discourse().saying)).search(lead)
    return before[-1].actor if before and says else ""


def _case(quotations: Sequence[_Quotation]) -> Case | None:
    first: dict[str, _Quotation] = {}  # one a speaker: a reprint adds nothing
    for quotation in quotations:
        if len(first) < _MOST:
            first.setdefault(quotation.speaker, quotation)
    pairs = [
        (ratio, one, other)
        for one, other in combinations(first.values(), 2)
        if one.article != other.article
        and not _one_person(one.speaker, other.speaker)
        and (ratio := _likeness(one, other)) >= _ALIKE
    ]
    if not pairs:
        return None
    ratio, base, _ = max(pairs, key=lambda pair: pair[0])
    shown = {q for _, one, other in pairs for q in (one, other)}
    chosen = [q for q in first.values() if q in shown]
    partner = {q: next(b if q == a else a for _, a, b in pairs if q in (a, b)) for q in chosen}
    versions = tuple(
        Version(Value("speaker", q.speaker), q.article, q.start, q.end, _own_words(q, partner[q])) for q in chosen
    )
    about = ("said", base.article, str(base.start))
    return Case(("attribution",), about, versions, tuple(dict.fromkeys(q.speaker for q in chosen)), ratio)


def _one_person(one: str, other: str) -> bool:
    """« Voss » and « Axel Voss » may be one."""
    return fold(one).split()[-1:] == fold(other).split()[-1:]


def _likeness(one: _Quotation, other: _Quotation) -> float:
    return SequenceMatcher(None, [w for w, _, _ in one.words], [w for w, _, _ in other.words], autojunk=False).ratio()


def _own_words(one: _Quotation, other: _Quotation) -> tuple[Span, ...]:
    """The stretches of a quotation that the other has not."""
    matcher = SequenceMatcher(None, [w for w, _, _ in one.words], [w for w, _, _ in other.words], autojunk=False)
    return tuple(
        (one.words[first][1], one.words[last - 1][2])
        for tag, first, last, _, _ in matcher.get_opcodes()
        if tag in ("replace", "delete")
    )
