"""How firmly a passage states its relation: denied, reported, planned, past or plainly asserted; None for no claim."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extraction.reading import Reading
from graph.extraction.verbs import controller, group_start
from graph.model import Status
from graph.rules import Part
from graph.syntax import Text, Token
from graph.wordlists import grammar

_CHAIN = 4  # verbs
_TALKS = 9  # tokens before the trigger
_CONDITION = 14  # tokens from « si » to the trigger
# Relations that last: told in the imperfect or as ended, they are past.
_LASTING = frozenset({"holds_position_at", "member_of", "advises", "owns"})
_ENDING_MARKS = ("»", '"', ")", "”")


def status_of(reading: Reading, i: int, relation: str, part: Part | None) -> Status | None:
    """Status of what token i triggers, a rule's ``part`` or (None) a role; None in a question or under « si »."""
    if _hypothetical(reading.text, i):
        return None
    chain = _chain(reading.text, i) if part == "verb" else _verb_near(reading, i)
    if _denied(reading, i, chain, part):
        return "denied"
    if _reported(reading, i, chain):
        return "reported"
    if _planned(reading, i, chain[1:] if part == "verb" else chain, chain):
        return "planned"
    if relation in _LASTING and part == "verb" and _over(reading, i):
        return "past"
    return "asserted"


def _chain(text: Text, i: int) -> list[int]:
    """The verb and those that govern it, nearest first."""
    chain = [i]
    while len(chain) < _CHAIN:
        up = controller(text, chain[-1])
        if up is None or up in chain:
            break
        chain.append(up)
    return chain


def _verb_near(reading: Reading, i: int) -> list[int]:
    """For a noun: the verb that it is subject or object of, and those that govern it."""
    text, planning = reading.text, reading.lexicon.discourse.planning
    k, seen, subject = i, set(), False
    while k not in seen:
        seen.add(k)
        token = text.tokens[k]
        if token.pos in ("VERB", "AUX"):
            plans = subject and not planning.isdisjoint(token.verbs)  # « l'accord prévoit … » is no plan
            return [] if plans else _chain(text, k)
        if token.dep == "appos":
            return []  # the main verb says nothing of an apposition
        subject = token.dep in ("nsubj", "nsubj:pass")
        k = token.head
    return []


def _group(text: Text, i: int) -> Sequence[Token]:
    return text.tokens[group_start(text, i) : i + 1]


def _denied(reading: Reading, i: int, chain: Sequence[int], part: Part | None) -> bool:
    text, words = reading.text, reading.lexicon.discourse
    for k in chain:
        negation = _negation(reading, k)
        if negation:
            return part == "verb" or "plus" not in negation or "pas" in negation
    deniers = [k for k in (chain if part == "noun" else chain[1:]) if not _has_ne(text, k)]  # « n'exclut pas »
    if any(not words.denying.isdisjoint(text.tokens[k].verbs) for k in deniers):
        return True
    return any(t.lower in words.no_such for t in text.tokens[max(text.start_of(i), i - 4) : i])


def _negation(reading: Reading, k: int) -> set[str]:
    """The words of the negated verb group at k; empty if it is not negated (« ne … que » only restricts)."""
    text, negation = reading.text, reading.lexicon.discourse.negation
    group = {t.lower for t in _group(text, k)}
    words = group | {t.lower for t in text.tokens[k + 1 : k + 4]}
    negated = _has_ne(text, k) and not words.isdisjoint(negation)
    return words if negated and text.word(k + 1) not in ("que", "qu'") else set()


def _has_ne(text: Text, k: int) -> bool:
    return any(t.lower in ("ne", "n'") for t in _group(text, k))


def _reported(reading: Reading, i: int, chain: Sequence[int]) -> bool:
    text, words = reading.text, reading.lexicon.discourse
    for k in chain:
        if any(_conditional(t) for t in _group(text, k)):
            return True
        if k != i and not words.rumour.isdisjoint(text.tokens[k].verbs):
            return True
    start, end = text.sentence_of(i)
    near = text.tokens[max(start, i - _TALKS) : min(end, i + 3)]
    return any(t.lemma in words.talks or t.lower.rstrip("s") in words.talks for t in near if t.i != i)


def _conditional(token: Token) -> bool:
    """Is the form a conditional? « entrait » ends like one, but is the imperfect of « entrer »."""
    if not token.verbs or not token.lower.endswith(grammar().conditional_endings):
        return False
    return not any(v.endswith("rer") and token.lower.startswith(v[:-2] + "ai") for v in token.verbs)


def _planned(reading: Reading, i: int, governing: Sequence[int], chain: Sequence[int]) -> bool:
    text, words = reading.text, reading.lexicon.discourse
    if any(_future(token) for k in chain for token in _group(text, k)):
        return True
    if any(not words.planning.isdisjoint(text.tokens[k].verbs) for k in governing):
        return True
    start = text.start_of(i)
    nouns = words.planning_nouns
    before = [t for t in text.tokens[max(start, i - 5) : i] if t.name < 0]
    if any(t.lemma in nouns or t.lower.rstrip("s") in nouns for t in before):
        return True
    return any(t.lower in words.planning_adjectives for t in text.tokens[max(start, i - 2) : i + 2])


def _future(token: Token) -> bool:
    if "Tense=Fut" in token.morph:
        return True
    past = "Tense=Past" in token.morph or "Tense=Imp" in token.morph
    return token.finite and bool(token.verbs) and not past and token.lower.endswith(grammar().future_endings)


def _over(reading: Reading, i: int) -> bool:
    """Does the verb tell a state that has ended: « dirigeait », « a dirigé »?"""
    words, group = grammar(), _group(reading.text, i)
    if any("Tense=Imp" in t.morph for t in group):
        return True
    perfect = any(t.lower in words.avoir for t in group)
    perfect = perfect and not any(t.lower in words.etre and t.lower != "été" for t in group)
    return perfect and not reading.lexicon.discourse.holding_verbs.isdisjoint(reading.tokens[i].verbs)


def _hypothetical(text: Text, i: int) -> bool:
    """Does token i stand in a question or under « si »?"""
    start, end = text.sentence_of(i)
    last = next((t for t in reversed(text.tokens[start:end]) if t.lower not in _ENDING_MARKS), None)
    if last is not None and last.text == "?":
        return True
    for k in range(i - 1, max(start - 1, i - _CONDITION), -1):
        word = text.word(k)
        if word in ("si", "s'") and text.tokens[k].pos in ("SCONJ", "ADV") and _opens_condition(text, k, start):
            return word == "si" and not (k + 1 < end and text.word(k + 1) == "bien")
        if word in (";", ":", "."):
            return False
    return False


def _opens_condition(text: Text, k: int, start: int) -> bool:
    return k == start or text.word(k - 1) in grammar().conditional_openers
