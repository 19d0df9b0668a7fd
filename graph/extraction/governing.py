"""What stands over a trigger: the verbs that govern it, the noun phrase that it closes, what comes right before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.extraction.reading import Reading
from graph.extraction.verbs import acts_as_verb, controller, group_start
from graph.rules import Part
from graph.syntax import DASHES, Text, Token, remembered
from graph.wordlists import grammar

_CHAIN = 4  # verbs
_PHRASE = 6  # tokens of a noun phrase before its noun
_BEING = frozenset({"être", "rester", "devenir", "demeurer", "redevenir"})


@remembered
def chain_of(reading: Reading, i: int, part: Part | None) -> list[int]:
    """The verbs over the trigger at token i, nearest first: for a verb it and those that govern it."""
    if part == "verb":
        return _climb(reading, i)
    copula = copula_of(reading.text, i)
    if copula is not None:
        return _climb(reading, copula)
    return [] if _stands_bare(reading.text, i) else _verb_near(reading, i)


def _climb(reading: Reading, i: int) -> list[int]:
    chain = [i]
    while len(chain) < _CHAIN:
        up = controller(reading.text, chain[-1])
        up = _over_clause(reading, chain[-1]) if up is None else up
        if up is None or up in chain:
            break
        chain.append(up)
    return chain


def _over_clause(reading: Reading, i: int) -> int | None:
    """The verb that puts the clause of the verb at i in doubt or in prospect: « dément | que … », « veut | que … »."""
    text, words = reading.text, reading.lexicon.discourse
    token = text.tokens[i]
    head = text.tokens[token.head]
    if token.dep != "ccomp" or head.i >= i or text.find(range(head.i + 1, i), "que", "qu'") is None:
        return None
    doubts = (words.denying, words.rumour, words.planning)
    return head.i if any(not verbs.isdisjoint(head.verbs) for verbs in doubts) else None


@remembered
def copula_of(text: Text, i: int) -> int | None:
    """« est », « devient » before the phrase of the noun at i: « X n'est plus | actionnaire »."""
    k = phrase_start(text, i) - 1
    while k > text.start_of(i) and text.tokens[k].pos == "ADV" and text.tokens[k].name < 0:
        k -= 1
    token = text.tokens[k] if k >= text.start_of(i) else None
    if token is None or token.name >= 0 or _BEING.isdisjoint(token.verbs) or not acts_as_verb(text, k):
        return None
    return k


@remembered
def phrase_start(text: Text, i: int) -> int:
    """First token of the noun phrase of the noun at i: determiner, numerals and adjectives before it."""
    k, start = i, max(text.start_of(i), i - _PHRASE)
    while k > start and _qualifies(text.tokens[k - 1]):
        k -= 1
    return k


def _qualifies(token: Token) -> bool:
    words = grammar()
    plain = token.pos in ("DET", "ADJ", "NUM") or token.lower in words.predicate_openers
    return token.name < 0 and (plain or token.lower in words.adjectives_before_nouns)


def is_known(text: Text, i: int) -> bool:
    """Is the noun at i spoken of as known: « le rachat », « son partenaire »?"""
    words, low = grammar(), max(text.start_of(i), phrase_start(text, i) - 1)
    known = (words.definite | words.possessives) - {"des"}
    return any(t.lower in known for t in text.tokens[low:i])


def word_over(text: Text, i: int) -> Token | None:
    """The verb or noun right before the phrase of the noun at i: « met | fin à leur accord », « cède | sa filiale »."""
    k, start = phrase_start(text, i) - 1, text.start_of(i)
    if k >= start and text.tokens[k].name < 0 and (text.word(k) in grammar().of or text.word(k) in ("à", "au", "aux")):
        k -= 1
    return text.tokens[k] if k >= start and text.tokens[k].name < 0 and text.tokens[k].pos != "PUNCT" else None


def group(text: Text, i: int) -> Sequence[Token]:
    """The tokens of the verb group of i, up to it."""
    return text.tokens[group_start(text, i) : i + 1]


def _stands_bare(text: Text, i: int) -> bool:
    """Is the noun at i an apposition or a headline's: « , partenaire de Y, », « Rachat de X par Y : »?"""
    k = phrase_start(text, i)
    before = text.word(k - 1) if k > text.start_of(i) else ","
    determined = any(t.pos == "DET" for t in text.tokens[k:i])
    return not determined and (before in (",", "(", "«") or before in DASHES)


def _verb_near(reading: Reading, i: int) -> list[int]:
    """For a noun: the verb that it is subject or object of, and those that govern it."""
    text, planning = reading.text, reading.lexicon.discourse.planning
    subject = False
    for k in _heads(text, i):
        token = text.tokens[k]
        if token.pos in ("VERB", "AUX"):
            plans = subject and not planning.isdisjoint(token.verbs)  # « l'accord prévoit … » is no plan
            apart = i < k and not subject and text.find(range(i, k), ",") is not None
            return [] if plans or apart else _climb(reading, k)
        if token.dep == "appos":
            return []  # the main verb says nothing of an apposition
        subject = token.dep in ("nsubj", "nsubj:pass")
    return []


def _heads(text: Text, i: int) -> Iterator[int]:
    """Token i and what it depends on, upwards."""
    seen: set[int] = set()
    while i not in seen:
        seen.add(i)
        yield i
        i = text.tokens[i].head
