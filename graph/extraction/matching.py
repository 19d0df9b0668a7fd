"""Finds where the expressions of the rules stand in a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from graph.conjugation import singulars
from graph.extraction.verbs import Voice, acts_as_verb, group_start, is_participle, reflexive, voice
from graph.rules import Expression, Part, Rule, rule_index
from graph.syntax import Text, Token
from graph.wordlists import grammar

_GAP = 6  # tokens from one word of an expression to the next
_LINKS = ("et", "le", "la", "l'", "les")


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that fired a rule: token of the head, token of the last companion, head as in the rule, its voice.

    ``reflexive``: « se » belongs to the expression, it is no object of its own.
    """

    first: int
    last: int
    word: str
    part: Part
    voice: Voice | Literal[""] = ""
    reflexive: bool = False


def matches(text: Text) -> Iterator[tuple[Rule, Trigger]]:
    """Every rule whose expression stands in the text, with its trigger, in text order; longest expressions first."""
    index = rule_index()
    forms = [frozenset[str]() if t.name >= 0 else _forms(t.lower, t.lemma, t.verbs) for t in text.tokens]
    present = [frozenset[str]().union(*forms[start:end]) for start, end in text.sentences]
    for token in text.tokens:
        if token.name >= 0:
            continue
        around = present[token.sentence]
        for part, head in _heads(text, token):
            for rule, expression in index[part, head].among(around):
                last = _companions(text, token.i, expression, forms)
                if last is None or not _pronouns_agree(text, token, expression):
                    continue
                if _company_allows(text, token.i, rule, around):
                    how: Voice | Literal[""] = voice(text, token.i, head) if part == "verb" else ""
                    yield rule, Trigger(token.i, last, head, part, how, expression.reflexive)


def _heads(text: Text, token: Token) -> Iterator[tuple[Part, str]]:
    """The part and form of the token under which rules are listed."""
    verbs = _listed_verbs(token.verbs)
    if verbs and acts_as_verb(text, token.i) and not _helps(text, token):
        yield from verbs
    nouns = _listed_nouns(token.lower, token.lemma)
    if nouns and not token.conjugated:
        yield from nouns


@lru_cache(maxsize=8192)
def _listed_verbs(verbs: tuple[str, ...]) -> tuple[tuple[Part, str], ...]:
    heads: list[tuple[Part, str]] = [("verb", verb) for verb in dict.fromkeys(verbs)]
    return tuple(head for head in heads if head in rule_index())


@lru_cache(maxsize=32768)
def _listed_nouns(lower: str, lemma: str) -> tuple[tuple[Part, str], ...]:
    parts: tuple[Part, ...] = ("noun", "adjective")
    heads = [(part, form) for form in _noun_forms(lower, lemma) for part in parts]
    return tuple(head for head in heads if head in rule_index())


def _helps(text: Text, token: Token) -> bool:
    """Is « a », « est » only the auxiliary of the participle after it?"""
    words = grammar()
    if token.lower not in words.avoir and token.lower not in words.etre:
        return False
    for after in text.tokens[token.i + 1 : token.i + 5]:
        if after.verbs and is_participle(after) and after.name < 0:
            return after.pos in ("VERB", "AUX") or token.dep.startswith("aux")
        if after.pos not in ("ADV", "PRON") and after.lower not in words.verb_group_adverbs:
            return False
    return False


@lru_cache(maxsize=32768)
def _noun_forms(lower: str, lemma: str) -> tuple[str, ...]:
    """The forms under which a rule may name the word: as printed, its lemma, its singulars. No two alike."""
    return tuple(dict.fromkeys((lower, lemma, *singulars(lower))))


@lru_cache(maxsize=32768)
def _forms(lower: str, lemma: str, verbs: tuple[str, ...]) -> frozenset[str]:
    """All that a rule may write for the word as a companion."""
    variants = (word for word, written in grammar().variants.items() if lower in written)
    return frozenset((*_noun_forms(lower, lemma), *verbs, *variants))


def _pronouns_agree(text: Text, token: Token, expression: Expression) -> bool:
    """Do « se » and « en » stand before the verb where the expression has them?"""
    if expression.pronominal and text.find(range(group_start(text, token.i), token.i), "en") is None:
        return False
    return not expression.reflexive or _reflexive(text, token)


def _reflexive(text: Text, token: Token) -> bool:
    return reflexive(text, token.i) or (is_participle(token) and token.dep in ("acl", "amod"))


def _companions(text: Text, i: int, expression: Expression, forms: Sequence[frozenset[str]]) -> int | None:
    """Token of the last companion, each within the gap after the one before; None if one is missing."""
    end = text.end_of(i)
    at = i
    for words in expression.companions:
        found = next((k for k in _reach(text, at, end) if not words.isdisjoint(forms[k])), None)
        if found is None or text.find(range(at + 1, found), ";", ":", ".") is not None:
            return None
        at = found
    return at


def _reach(text: Text, at: int, end: int) -> Iterator[int]:
    """The next tokens after ``at``; insertions between commas, names, « et » and negations count for nothing."""
    k, left = at + 1, _GAP
    while k < end and left and not _next_predicate(text, k):
        close = text.find(range(k + 1, min(end, k + 12)), ",") if text.word(k) == "," else None
        if close is not None:
            k = close + 1
            continue
        yield k
        word = text.word(k)
        counts = text.tokens[k].name < 0 and word not in grammar().verb_group_words and word not in _LINKS
        k, left = k + 1, left - counts


def _next_predicate(text: Text, k: int) -> bool:
    """« possède X | et détient 10 % »: does another verb of the same subject begin at token k?"""
    if text.word(k) not in ("et", "mais") or k + 1 >= len(text.tokens):
        return False
    after = text.tokens[k + 1]
    return after.conjugated or (after.lower in ("en", "y", "se", "s'", "le", "l'") and text.tokens[k + 2].conjugated)


def _company_allows(text: Text, i: int, rule: Rule, around: frozenset[str]) -> bool:
    """Do the words that the rule needs stand near, and none of those that cancel it? ``around``: its sentence's."""
    cancelled = not rule.unless.isdisjoint(around)
    if not cancelled and (not rule.need or (rule.worded and rule.need.isdisjoint(around))):
        return not rule.need
    start, end = text.sentence_of(i)
    low = max(start, i - 6)
    commas = [k for k in range(low, i) if text.word(k) == ","]  # « après l'accord, X dévoile »: another phrase
    stop = next((k for k in range(i + 2, end) if text.tokens[k].main_verb and text.word(k - 1) == "et"), end)
    close = text.tokens[commas[-1] if commas else low : min(stop, i + 9)]
    if cancelled and any(t.name < 0 and (t.lower in rule.unless or t.lemma in rule.unless) for t in close):
        return False
    last = stop if "%" in rule.need else end  # « possède X et détient 10 % de Y »: the share is of Y
    return not rule.need or _needed(text.tokens[max(start, i - 12) : min(last, i + 16)], rule.need)


def _needed(near: Sequence[Token], words: frozenset[str]) -> bool:
    if any(t.name < 0 and not words.isdisjoint(_noun_forms(t.lower, t.lemma)) for t in near):
        return True
    signs = [word for word in words if not word.isalpha()]  # « % » stands inside a token, « tour de table » is three
    glued = "".join(t.text for t in near) if signs else ""
    return any(sign.replace(" ", "") in glued for sign in signs)
