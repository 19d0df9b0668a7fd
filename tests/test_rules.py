"""Every rule of data/rules says what it finds and what it leaves alone, and does so; a wrong file is named at load."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graph.errors import VocabularyError
from graph.ontology import load_ontology
from graph.rules import Rule, explain, load_rules
from tests.reading import Triple, case, known_failures, read, triple, triple_of

RULES = load_rules()
EXAMPLES = [(rule, example) for rule in RULES for example in rule.examples]
NEAR_MISSES = [(rule, text) for rule in RULES for text in rule.near_misses]


def expected(rule: Rule, example: str) -> tuple[str, set[Triple]]:
    """« text => A > B ; C > D » as the text and the links that it must give."""
    text, _, links = example.partition("=>")
    pairs = [[name.strip() for name in link.split(">")] for link in links.split(";")]
    return text.strip(), {triple(source, rule.relation, target) for source, target in pairs}


def params(pairs: list[tuple[Rule, str]]) -> list[Any]:
    """One parametrised case for each (rule, text)."""
    count: Counter[str] = Counter()
    found = []
    for rule, text in pairs:
        count[rule.id] += 1
        found.append(case("rules", text, rule, id=f"{rule.id}-{count[rule.id]}"))
    return found


@pytest.mark.parametrize(("rule", "example"), params(EXAMPLES))
def test_an_example_gives_its_links(rule: Rule, example: str) -> None:
    """By any rule of the relation: where two see the same words, the claim carries the id of the surer one."""
    text, wanted = expected(rule, example)
    found = {triple_of(claim) for claim in read(text).claims if claim.relation == rule.relation}
    assert wanted <= found


@pytest.mark.parametrize(("rule", "text"), params(NEAR_MISSES))
def test_a_near_miss_gives_nothing_by_its_rule(rule: Rule, text: str) -> None:
    assert [triple_of(claim) for claim in read(text).claims if claim.rule == rule.id] == []


RICHLY_WORDED = frozenset(
    ("invests_in", "acquires", "partners_with", "founded", "holds_position_at", "releases", "scrutinises", "criticises",
     "supports", "owns")
)  # fmt: skip


@pytest.mark.parametrize("relation", sorted(load_ontology().relations))
def test_each_relation_is_worded_in_many_ways(relation: str) -> None:
    heads = {(e.head, e.companions) for rule in RULES if rule.relation == relation for e in rule.expressions}
    assert len(heads) >= (30 if relation in RICHLY_WORDED else 15)


def test_examples_fire_the_rule_that_they_stand_under() -> None:
    """Each rule is what explains at least one of its own examples, or nothing would show that it works."""
    idle = []
    for rule in RULES:
        texts = [expected(rule, example)[0] for example in rule.examples]
        if not any(claim.rule == rule.id for text in texts for claim in read(text).claims):
            idle.append(rule.id)
    assert idle == (known_failures().get("idle rules") or [])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_complete(rule: Rule) -> None:
    assert len(rule.examples) >= 2
    assert len(rule.near_misses) >= 1
    assert all("=>" in example for example in rule.examples)
    assert not any("=>" in text for text in rule.near_misses)
    assert explain(rule.id, "fr") == rule.fr != rule.id
    assert explain(rule.id, "en") == rule.en != rule.fr
    assert 0.5 <= rule.confidence <= 0.95


def test_every_relation_type_has_rules() -> None:
    assert {rule.relation for rule in RULES} == set(load_ontology().relations)


def test_the_list_of_known_failures_names_only_what_exists() -> None:
    listed = known_failures().get("rules") or []
    assert set(listed) <= {text for _, text in EXAMPLES + NEAR_MISSES}
    assert len(set(listed)) == len(listed)


GOOD = """
relation: owns
rules:
  - {id: owns.hold, fr: X tient Y, en: X holds Y, verbs: [tenir], source: agent, target: patient}
"""
WRONG = {
    "not YAML": ("rules: [", "not valid YAML"),
    "not a mapping": ("- owns", "relation"),
    "unknown relation": (GOOD.replace("relation: owns", "relation: eats"), "eats"),
    "no relation": (GOOD.replace("relation: owns", ""), "relation"),
    "unknown key": (GOOD.replace("verbs:", "colour: red, verbs:"), "owns.hold: unknown keys ['colour']"),
    "unknown slot": (GOOD.replace("target: patient", "target: victim"), "owns.hold: target ['victim']"),
    "missing slot": (GOOD.replace(", target: patient", ""), "owns.hold: target missing"),
    "no trigger": (GOOD.replace("verbs: [tenir], ", ""), "owns.hold: needs"),
    "two triggers": (GOOD.replace("verbs:", "nouns: [tenue], verbs:"), "owns.hold: needs"),
    "id of another relation": (GOOD.replace("owns.hold", "uses.hold"), "uses.hold: needs an id « owns.… »"),
    "id that stands twice": (GOOD + GOOD.splitlines()[-1], "owns.hold stands twice"),
}  # fmt: skip


@pytest.mark.parametrize("content", [GOOD, "relation: owns\nrules: []\n"])
def test_a_good_file_loads(content: str, tmp_path: Path) -> None:
    (tmp_path / "owns.yaml").write_text(content, encoding="utf-8")
    assert [rule.id for rule in load_rules(tmp_path)] == ["owns.hold"] * content.count("owns.hold")


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_file_is_named_with_its_rule(fault: str, tmp_path: Path) -> None:
    content, said = WRONG[fault]
    path = tmp_path / "owns.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError) as error:
        load_rules(tmp_path)
    assert str(path) in str(error.value)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_an_id_may_not_stand_in_two_files(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"b\.yaml: rule owns.hold stands twice"):
        load_rules(tmp_path)
