"""Claims without a trigger word: two names side by side whose kinds tell the relation (« ChatGPT d'OpenAI »)."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extraction.refs import Ref, preposition_before
from graph.extraction.slots import Slots
from graph.rules import Rule, load_rules

Link = tuple[int, str, int, int, int, str, float]


def link_claims(slots: Slots, kinds: dict[int, str]) -> Iterator[Link]:
    """(source, relation, target, first token, last token, rule, confidence) of every link rule that holds."""
    rules = [r for r in load_rules() if r.part == "link"]
    for left in slots.table.refs:
        for how, right in _neighbours(slots, left):
            for rule in rules:
                if any(e.head == how for e in rule.expressions) and _kinds_agree(rule, left, right, kinds):
                    source, target = (left, right) if rule.source == ("left",) else (right, left)
                    for s in source.entities:
                        for t in target.entities:
                            yield (
                                s,
                                rule.relation,
                                t,
                                left.first,
                                right.last,
                                rule.id,
                                rule.confidence * left.sure * right.sure,
                            )


def _product_of(slots: Slots, owner: Ref) -> bool:
    """Does « le service de » stand before ``owner``, so that the name after the comma is its product?"""
    if preposition_before(slots.text, owner.first) != "de":
        return False
    before = slots.tokens[max(0, owner.first - 8) : owner.first]
    nouns = [t for t in before if (n := slots.lexicon.nouns.get(t.lower)) is not None and n.kind == "product"]
    return bool(nouns) or any(t.lower in ("service", "offre", "cloud", "outil") for t in before)


def _kinds_agree(rule: Rule, left: Ref, right: Ref, kinds: dict[int, str]) -> bool:
    return all(kinds[e] in rule.left_kinds for e in left.entities) and all(
        kinds[e] in rule.right_kinds for e in right.entities
    )


def _neighbours(slots: Slots, left: Ref) -> Iterator[tuple[str, Ref]]:
    """The phrase after ``left`` that « de » or a bracket ties to it, or its own title holds, and how."""
    tokens = slots.tokens
    for inner in slots.table.refs:
        if left.form == "name" and left.first <= inner.head < left.head and inner.form == "name":
            yield "title", inner
    end = slots.text.sentence_of(left.head)[1]
    k = left.last + 1
    if k >= end or left.form != "name":
        return
    if tokens[k].lower == "," and k + 2 < end and tokens[k + 1].lower in ("de", "d'", "du"):
        ref = next((r for j in range(k + 1, min(end, k + 4)) if (r := slots.table.at(j)) is not None), None)
        if ref is not None and preposition_before(slots.text, ref.first) == "de":
            yield "of", ref
    elif tokens[k].lower in ("de", "d'", "du", "des", "signé"):
        ref = next((r for j in range(k, min(end, k + 3)) if (r := slots.table.at(j)) is not None), None)
        if ref is not None and preposition_before(slots.text, ref.first) == "de":
            yield "of", ref
    elif (beside := slots.table.at(k)) is not None and beside.first == k and beside.form == "name":
        yield "beside", beside
    elif (
        tokens[k].text == ","
        and (apposed := slots.table.at(k + 1)) is not None
        and apposed.first == k + 1 == apposed.head
        and _product_of(slots, left)
    ):
        yield "own_product", apposed
    elif tokens[k].text == "(" and k + 1 < end:
        ref = slots.table.at(k + 1)
        if ref is not None and ref.last + 1 < end and tokens[ref.last + 1].text[:1] in (")", ",", "/"):
            yield "brackets", ref
