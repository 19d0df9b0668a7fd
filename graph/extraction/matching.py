"""Finds where the expressions of the rules stand in a text."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extraction.slots import Trigger
from graph.extraction.verbs import AVOIR, ETRE, acts_as_verb, is_participle, reflexive, voice
from graph.rules import Expression, Rule, rule_index
from graph.syntax import Text, Token

GAP = 6
_FORMS = {"de": ("de", "du", "des", "d'"), "à": ("à", "au", "aux"), "le": ("le", "la", "l'", "les")}


def matches(text: Text) -> Iterator[tuple[Rule, Trigger]]:
    """Every rule whose expression stands in the text, with its trigger, in text order; longest expressions first."""
    index = rule_index()
    for token in text.tokens:
        if token.name >= 0:
            continue
        for part, head in _heads(text, token):
            for rule, expression in index.get((part, head), ()):
                last = _companions(text, token.i, expression)
                if last is None or expression.reflexive and not _reflexive(text, token):
                    continue
                if _company_allows(text, token.i, rule):
                    yield rule, Trigger(token.i, last, head, part, voice(text, token.i, head) if part == "verb" else "")


def _heads(text: Text, token: Token) -> Iterator[tuple[str, str]]:
    if token.verbs and acts_as_verb(text, token.i) and not _helps(text, token):
        for verb in dict.fromkeys(token.verbs):
            yield "verb", verb
    if token.pos not in ("VERB", "AUX") or not token.finite:
        for form in dict.fromkeys((token.lower, token.lemma, *_singulars(token.lower))):
            yield "noun", form
            yield "adjective", form


def _helps(text: Text, token: Token) -> bool:
    """Is « a », « est » only the auxiliary of the participle after it?"""
    if token.lower not in AVOIR and token.lower not in ETRE:
        return False
    for after in text.tokens[token.i + 1 : token.i + 5]:
        if after.verbs and is_participle(after) and not after.finite and after.name < 0:
            return after.pos in ("VERB", "AUX") or token.dep.startswith("aux")
        if after.pos not in ("ADV", "PRON") and after.lower not in ("pas", "plus", "jamais", "-t", "déjà"):
            return False
    return False


def _singulars(form: str) -> Iterator[str]:
    if form.endswith(("s", "x")):
        yield form[:-1]
    if form.endswith("aux"):
        yield form[:-3] + "al"
    for feminine, masculine in (
        ("elles", "el"),
        ("elle", "el"),
        ("ières", "ier"),
        ("ière", "ier"),
        ("euses", "eur"),
        ("euse", "eur"),
        ("trices", "teur"),
        ("trice", "teur"),
        ("ales", "al"),
        ("ale", "al"),
        ("ées", "é"),
        ("ée", "é"),
        ("es", ""),
        ("e", ""),
    ):
        if form.endswith(feminine):
            yield form[: -len(feminine)] + masculine
            return


def _reflexive(text: Text, token: Token) -> bool:
    return reflexive(text, token.i) or is_participle(token) and not token.finite and token.dep in ("acl", "amod")


def _companions(text: Text, i: int, expression: Expression) -> int | None:
    """Token of the last companion, each within GAP tokens of the one before; None if one is missing."""
    end = text.sentence_of(i)[1]
    at = i
    for word in expression.companions:
        found = next((k for k in _reach(text, at, end) if _is(text.tokens[k], word)), None)
        if found is None or any(t.lower in (";", ":", ".") for t in text.tokens[at + 1 : found]):
            return None
        at = found
    return at


def _reach(text: Text, at: int, end: int) -> Iterator[int]:
    """The next GAP tokens after ``at``; an insertion between commas counts for nothing."""
    k, left = at + 1, GAP
    while k < end and left:
        if text.tokens[k].lower == ",":
            close = next((j for j in range(k + 1, min(end, k + 12)) if text.tokens[j].lower == ","), None)
            if close is not None:
                k = close + 1
                continue
        yield k
        k, left = k + 1, left - 1


def _is(token: Token, word: str) -> bool:
    if token.name >= 0:
        return False
    return (
        token.lower == word
        or token.lemma == word
        or token.lower in _FORMS.get(word, ())
        or word in token.verbs
        or word in _singulars(token.lower)
    )


def _company_allows(text: Text, i: int, rule: Rule) -> bool:
    """Do the words that the rule needs stand near, and none of those that cancel it?"""
    if not rule.need and not rule.unless:
        return True
    start, end = text.sentence_of(i)
    near = text.tokens[max(start, i - 12) : min(end, i + 16)]
    words = {w for t in near if t.name < 0 for w in (t.lower, t.lemma, *_singulars(t.lower))}
    glued = "".join(t.text for t in near)
    needed = not rule.need or bool(rule.need & words) or any(n in glued for n in rule.need if not n.isalpha())
    close = text.tokens[max(start, i - 6) : min(end, i + 9)]
    cancels = {w for t in close if t.name < 0 for w in (t.lower, t.lemma)}
    return needed and not rule.unless & cancels
