"""Extraction rules as data: data/rules/<relation>.yaml read, checked and indexed by the word that triggers them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from graph.errors import VocabularyError
from graph.model import STATUSES, Status
from graph.ontology import load_ontology
from graph.vocabulary import DATA, read_yaml
from graph.wordlists import grammar

Part = Literal["verb", "noun", "adjective", "link"]
_PART_OF_TRIGGER: Mapping[str, Part] = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective", "links": "link"}
# What a rule may name as its source or target besides a preposition; graph/extraction/slots.py fills them.
SLOTS = frozenset(
    ("agent", "patient", "of", "of_first", "holder", "between", "pair", "deal", "speaker", "brackets", "left", "right",
     "within", "topic", "decision", "quoted", "cause", "listed", "law", "asked", "office", "open_deal", "doer", "post",
     "handover", "helmsman", "house", "members", "accompanied", "subject_of", "staff", "others_product", "decreed",
     "headed", "whether", "utterer", "accused", "called", "titled", "there", "judged_alone", "beneficiary", "such_as")
)  # fmt: skip
_KNOWN_KEYS = frozenset(
    ("id", "fr", "en", "source", "target", "need", "unless", "voice", "status", "confidence", "majority",
     "examples", "near_misses", "negated", "left", "right", *_PART_OF_TRIGGER)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that trigger a rule: the head word, then content words or prepositions that must follow it in order.

    Each companion is the set of words that may stand in its place (« signer accord|pacte » in the rule).
    ``reflexive`` and ``pronominal`` ask for « se », « en » before the verb (« en vouloir à »).
    """

    head: str
    companions: tuple[frozenset[str], ...] = ()
    reflexive: bool = False
    pronominal: bool = False


@dataclass(frozen=True)
class Rule:
    """One frame: its expressions, which slots hold source and target, and what must or must not stand near."""

    id: str
    relation: str
    part: Part
    expressions: tuple[Expression, ...]
    source: tuple[str, ...]
    target: tuple[str, ...]
    fr: str
    en: str
    need: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    voice: str = ""
    status: Status | None = None
    confidence: float = 0.8
    negated: bool = False  # the expression says this only when denied: « ne tarit pas d'éloges sur »
    left_kinds: frozenset[str] = frozenset()  # of the source, or (links) of what stands left
    right_kinds: frozenset[str] = frozenset()
    majority: str = ""  # the relation told instead when the share is more than half of the capital
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()

    @cached_property
    def worded(self) -> bool:
        """Is all that the rule needs single words, so that it can be looked up among a sentence's?"""
        return all(word.isalpha() for word in self.need)


@dataclass(frozen=True, slots=True)
class Frames:
    """The expressions of one head in the order of trial; those without companion, and by their first companion."""

    entries: tuple[tuple[Rule, Expression], ...]
    bare: frozenset[int]
    by_word: Mapping[str, frozenset[int]]

    def among(self, words: frozenset[str]) -> Iterator[tuple[Rule, Expression]]:
        """Those whose companions are all among the words of the sentence, in order: most lack one."""
        places = self.bare.union(*(self.by_word[word] for word in self.by_word.keys() & words))
        for k in sorted(places):
            if not any(others.isdisjoint(words) for others in self.entries[k][1].companions[1:]):
                yield self.entries[k]


def load_rules(folder: Path | None = None) -> tuple[Rule, ...]:
    """All rules in file and list order; raises VocabularyError naming file, rule and remedy."""
    return _load(folder or DATA / "rules")


@lru_cache(maxsize=4)
def _load(folder: Path) -> tuple[Rule, ...]:
    relations = load_ontology().relations
    rules: list[Rule] = []
    seen: set[str] = set()
    for path in sorted(folder.glob("*.yaml")):
        content = read_yaml(path)
        relation = str(content.get("relation")) if isinstance(content, dict) else ""
        if relation not in relations:
            raise VocabularyError(f"{path}: « relation: {relation} » is not in data/ontology.yaml")
        for entry in content.get("rules", ()):
            rule = _rule(path, relation, entry)
            if rule.id in seen:
                raise VocabularyError(f"{path}: rule {rule.id} stands twice; give one another id")
            seen.add(rule.id)
            rules.append(rule)
    return tuple(rules)


def _rule(path: Path, relation: str, entry: dict[str, Any]) -> Rule:
    name = entry.get("id", "without id")
    triggers = [k for k in _PART_OF_TRIGGER if k in entry]
    unknown = sorted(set(entry) - _KNOWN_KEYS)
    if unknown:
        raise VocabularyError(f"{path}: rule {name}: unknown keys {unknown}")
    if len(triggers) != 1 or not name.startswith(relation + "."):
        needs = f"needs an id « {relation}.… » and exactly one of {', '.join(_PART_OF_TRIGGER)}"
        raise VocabularyError(f"{path}: rule {name}: {needs}")
    return Rule(
        id=name,
        relation=relation,
        part=_PART_OF_TRIGGER[triggers[0]],
        expressions=tuple(expression for e in entry[triggers[0]] for expression in _expressions(str(e))),
        source=_slots(path, name, entry, "source"),
        target=_slots(path, name, entry, "target"),
        fr=entry.get("fr", name),
        en=entry.get("en", name),
        need=frozenset(entry.get("need", ())),
        unless=frozenset(entry.get("unless", ())),
        voice=entry.get("voice", ""),
        status=_status(path, name, entry),
        confidence=float(entry.get("confidence", 0.8)),
        negated=bool(entry.get("negated", False)),
        left_kinds=frozenset(entry.get("left", ())),
        right_kinds=frozenset(entry.get("right", ())),
        majority=entry.get("majority", ""),
        examples=tuple(entry.get("examples", ())),
        near_misses=tuple(entry.get("near_misses", ())),
    )


def _status(path: Path, rule: str, entry: dict[str, Any]) -> Status | None:
    value = entry.get("status")
    status = next((s for s in STATUSES if s == value), None)
    if value and status is None:
        raise VocabularyError(f"{path}: rule {rule}: status {value}; use one of {', '.join(STATUSES)}")
    return status


def _slots(path: Path, rule: str, entry: dict[str, Any], end: str) -> tuple[str, ...]:
    value = entry.get(end)
    slots = (value,) if isinstance(value, str) else tuple(value or ())
    bad = [s for s in slots if s not in SLOTS and s not in grammar().rule_prepositions]
    if bad or not slots:
        raise VocabularyError(
            f"{path}: rule {rule}: {end} {bad or 'missing'}; use {', '.join(sorted(SLOTS))} or a preposition"
        )
    return slots


def _expressions(text: str) -> list[Expression]:
    """The expressions that a line of a rule stands for, one for each of its heads: « nouer|sceller accord|pacte »."""
    words = text.replace("’", "'").split()
    reflexive = words[0].startswith("s'") or words[0] == "se"
    pronominal = words[0] == "en"
    if words[0] in ("se", "en"):
        words = words[1:]
    companions = tuple(frozenset(word.split("|")) for word in words[1:])
    return [Expression(head.removeprefix("s'"), companions, reflexive, pronominal) for head in words[0].split("|")]


@lru_cache(maxsize=1)
def rule_index() -> dict[tuple[str, str], Frames]:
    """(part of speech of the trigger, its head word) -> rules with that expression, most companions first."""
    index: dict[tuple[str, str], list[tuple[Rule, Expression]]] = {}
    for rule in load_rules():
        for expression in rule.expressions:
            index.setdefault((rule.part, expression.head), []).append((rule, expression))
    return {key: _frames(sorted(held, key=lambda pair: -len(pair[1].companions))) for key, held in index.items()}


def _frames(entries: Sequence[tuple[Rule, Expression]]) -> Frames:
    by_word: dict[str, list[int]] = {}
    for k, (_, expression) in enumerate(entries):
        for word in expression.companions[0] if expression.companions else ():
            by_word.setdefault(word, []).append(k)
    bare = frozenset(k for k, (_, expression) in enumerate(entries) if not expression.companions)
    return Frames(tuple(entries), bare, {word: frozenset(places) for word, places in by_word.items()})


@lru_cache(maxsize=1)
def link_rules() -> dict[str, tuple[Rule, ...]]:
    """How two names stand together (« of », « brackets »…) -> the rules for it, in order."""
    index: dict[str, tuple[Rule, ...]] = {}
    for rule in load_rules():
        for how in dict.fromkeys(e.head for e in rule.expressions if rule.part == "link"):
            index[how] = (*index.get(how, ()), rule)
    return index


def explain(rule_id: str, lang: str) -> str:
    """The rule's own sentence for readers (« fr » or « en »), or the id itself if the rule is gone."""
    rule = next((r for r in load_rules() if r.id == rule_id), None)
    return rule_id if rule is None else (rule.en if lang == "en" else rule.fr)
