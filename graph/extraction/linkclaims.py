"""Claims without a trigger word: two names side by side whose kinds tell the relation (« ChatGPT d'OpenAI »)."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extraction.found import Found
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref, implied, preposition_before
from graph.rules import Rule, link_rules
from graph.wordlists import grammar

_BRACKETS = 24  # tokens between brackets
_BETWEEN = (",", "et", "/", "…", "...", "etc", ".", "notamment")


def link_claims(reading: Reading) -> Iterator[Found]:
    """What every link rule finds, in the order of the refs."""
    for left in reading.table.refs:
        for how, right in _neighbours(reading, left):
            if how == "brackets" and _is_group(reading, right):
                yield from _by_rules(reading, "in_group", right, left)
            yield from _by_rules(reading, how, left, right)


def _by_rules(reading: Reading, how: str, left: Ref, right: Ref) -> Iterator[Found]:
    """What the rules for names that stand so find in these two."""
    for rule in link_rules().get(how, ()):
        if _kinds_agree(reading, rule, left, right) and not _cancelled(reading, rule, left):
            yield from _found(rule, left, right)


def _found(rule: Rule, left: Ref, right: Ref) -> Iterator[Found]:
    source, target = (left, right) if rule.source == ("left",) else (right, left)
    sure = rule.confidence * left.sure * right.sure
    for s in source.entities:
        for t in target.entities:
            yield Found(s, rule.relation, t, rule.status or "asserted", left.first, right.last, rule.id, sure)


def _kinds_agree(reading: Reading, rule: Rule, left: Ref, right: Ref) -> bool:
    return all(reading.kind(e) in rule.left_kinds for e in left.entities) and all(
        reading.kind(e) in rule.right_kinds for e in right.entities
    )


def _cancelled(reading: Reading, rule: Rule, left: Ref) -> bool:
    """Does a word before the left name cancel the rule: « la députée X (Y) »?"""
    before = reading.tokens[max(reading.text.start_of(left.head), left.first - 3) : left.head]
    return bool(rule.unless) and any(t.lower in rule.unless for t in before)


def _neighbours(reading: Reading, left: Ref) -> Iterator[tuple[str, Ref]]:
    """The phrases tied to the name ``left``, and how: inside its title, or after it by « de », a comma, a bracket."""
    if left.form != "name":
        return
    for inner in reading.table.refs:
        if left.first <= inner.head < left.head and inner.form == "name":
            yield "title", inner
    for owner in _owner(reading, left):
        yield "owned", owner
    if left.last + 1 < reading.text.end_of(left.head):
        yield from _after(reading, left, left.last + 1)


def _after(reading: Reading, left: Ref, k: int) -> Iterator[tuple[str, Ref]]:
    """The phrase that token k, right after ``left``, ties to it, and how."""
    text, table = reading.text, reading.table
    end = text.end_of(left.head)
    word, beside, following = text.word(k), table.at(k), table.at(k + 1)
    if word in (",", "(") and text.word(k + 1) in grammar().formerly and (former := table.at(k + 2)) is not None:
        yield from (("formerly", house) for house in reading.onward(former))
    elif word == "," and k + 2 < end and text.word(k + 1) in ("de", "d'", "du"):
        yield from _of(reading, range(k + 1, min(end, k + 4)))
    elif word in reading.lexicon.names.signed_by and following is not None and following.first == k + 1:
        yield "of", following
    elif word in reading.lexicon.names.made_by:
        yield from _of(reading, range(k, min(end, k + 3)))
    elif beside is not None and beside.first == k and beside.form == "name" and reading.tokens[k].name >= 0:
        yield "beside", beside
    elif following is None:
        return
    elif word == "," and following.first == k + 1 == following.head and _owns_product(reading, left):
        yield "own_product", following
    elif word == "," and following.first == k + 1 and _signed(reading, left):
        yield "signs", following
    elif word == "(" and k + 1 < end and following.last + 1 < end and _closes(text.word(following.last + 1)):
        yield "brackets", following
        if _is_group(reading, left):
            yield from (("group_of", member) for member in _in_brackets(reading, k + 1, end))


def _is_group(reading: Reading, ref: Ref) -> bool:
    """« le groupe X »: does the title of the name say that it holds others?"""
    return any(t.lower in reading.lexicon.discourse.holdings for t in reading.tokens[ref.first : ref.head])


def _in_brackets(reading: Reading, k: int, end: int) -> Iterator[Ref]:
    """The names that stand alone in the brackets whose content starts at token k: « (A, B et C) »."""
    text = reading.text
    close = text.find(range(k, min(end, k + _BRACKETS)), ")")
    parts = range(k, close) if close is not None else range(0)
    refs = [ref for ref in reading.table.refs if ref.form == "name" and ref.first in parts and ref.last in parts]
    inside = {j for ref in refs for j in range(ref.first, ref.last + 1)}
    if all(j in inside or text.word(j) in _BETWEEN for j in parts):
        yield from refs


def _signed(reading: Reading, maker: Ref) -> bool:
    """« Signée | X, la montre Y … »: does the participle open the sentence?"""
    k = maker.first - 1
    return k == reading.text.start_of(maker.head) and reading.text.word(k) in reading.lexicon.names.signed_by


def _owner(reading: Reading, thing: Ref) -> list[Ref]:
    """Whom « son », « sa » at the start of the phrase mean: « sa montre Éphémère »; sure if they are one."""
    beside = reading.table.ending(thing.first - 1)
    if beside is not None and preposition_before(reading.text, beside.first) == "à":
        return []  # « fournit à X | son logiciel Y »
    owners = reading.possessors.get(thing.first, ()) or reading.possessors.get(thing.first - 1, ())
    return implied(thing.first, owners, 0.8, "possessive") if len(owners) == 1 else []


def _closes(word: str) -> bool:
    return word[:1] in (")", ",", "/")


def _of(reading: Reading, places: range) -> Iterator[tuple[str, Ref]]:
    ref = next((r for j in places if (r := reading.table.at(j)) is not None), None)
    if ref is not None and preposition_before(reading.text, ref.first) == "de":
        yield "of", ref


def _owns_product(reading: Reading, owner: Ref) -> bool:
    """Does « le service de » stand before ``owner``, so that the name after the comma is its product?"""
    if preposition_before(reading.text, owner.first) != "de":
        return False
    nouns, generic = reading.lexicon.nouns, reading.lexicon.discourse.product_nouns
    before = reading.tokens[max(0, owner.first - 8) : owner.first]
    return any(t.lower in generic or ((n := nouns.get(t.lower)) is not None and n.kind == "product") for t in before)
