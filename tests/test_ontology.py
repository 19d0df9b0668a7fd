"""The vocabulary: what is in the file, and that a wrong file is refused at load, naming line and culprit."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from graph.errors import VocabularyError
from graph.model import STATUSES
from graph.ontology import ONTOLOGY, load_ontology

TEXT = ONTOLOGY.read_text(encoding="utf-8")
DATA = yaml.safe_load(TEXT)


@pytest.mark.parametrize("section", ["kinds", "families", "relations", "statuses", "roles"])
def test_every_entry_is_there_in_the_order_of_the_file(section: str) -> None:
    assert list(getattr(load_ontology(), section)) == list(DATA[section])


def test_nineteen_relation_types_with_labels_both_ways_in_both_languages() -> None:
    relations = load_ontology().relations.values()
    assert len(relations) == 19
    for relation in relations:
        written = DATA["relations"][relation.id]
        assert [relation.label("fr"), relation.inverse("fr")] == written["fr"]
        assert [relation.label("en"), relation.inverse("en")] == written["en"]
        assert relation.symmetric == (relation.id in ("partners_with", "competes_with"))


def test_sets_of_kinds_are_expanded() -> None:
    ontology = load_ontology()
    invests = ontology.relations["invests_in"]
    assert invests.target_kinds == frozenset(DATA["sets"]["org"])
    assert invests.source_kinds == invests.target_kinds | {"person"}
    assert ontology.relations["supports"].source_kinds == frozenset(ontology.kinds)


def test_statuses_are_those_of_the_model() -> None:
    assert tuple(load_ontology().statuses) == STATUSES


def test_roles_name_what_narrows_them() -> None:
    minister = load_ontology().roles["minister"]
    assert (minister.relation, minister.end) == ("holds_position_at", "source")
    assert minister.target_kinds == {"government"}
    assert "ministre" in minister.role_words
    assert load_ontology().roles["mep"].targets == {"Parlement européen"}


def test_labels() -> None:
    ontology = load_ontology()
    assert ontology.kinds["company"].label("fr") == "entreprise"
    assert ontology.kinds["company"].plural("en") == "Companies"
    assert ontology.families["money"].label("fr") == "Argent"
    assert ontology.statuses["denied"].label("en") == "Denied"


@pytest.mark.parametrize(
    ("old", "new", "culprit"),
    [
        ("target: [org, product], fr: [possède", "target: [orgs], fr: [possède", "unknown kind or set « orgs »"),
        ("owns:             {family: money", "owns: {family: monney", "« family » is « monney »"),
        ("symmetric: true", "symmetric: maybe", "« symmetric » must be true or false"),
        ("symmetric: true", "symetric: true", "unknown field « symetric »"),
        ('fill: ["#B8481A", "#EC7332"]', 'fill: ["red", "#EC7332"]', "« red », not a colour"),
        ('fill: ["#B8481A", "#EC7332"]', 'fill: ["#B8481A"]', "must be a list of two texts"),
        ("planned:  {fr: Prévu", "plannd:  {fr: Prévu", "statuses must be asserted"),
        ("relation: lobbies, end: source", "relation: lobbies, end: middle", "« end » is « middle »"),
        ("target_kind: [government]", "target_kind: [state]", "unknown kind « state »"),
        ("  owns: ", "  acquires: ", "is written twice"),
        ("kinds:\n", "kindz:\n", "unknown section « kindz »"),
        ("fr: Alliances, ", "", "« fr » must be a text"),
        ("relations:\n", "relations: [\n", "not valid YAML"),
        (TEXT, "- a list", "expected sections"),
    ],
)
def test_a_wrong_vocabulary_is_refused_naming_file_and_culprit(
    tmp_path: Path, old: str, new: str, culprit: str
) -> None:
    assert old in TEXT
    path = tmp_path / "ontology.yaml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        load_ontology(path)
    assert culprit in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_culprit_s_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ontology.yaml"
    wrong = TEXT.replace("shape: ring", "shape: ", 1)
    path.write_text(wrong, encoding="utf-8")
    line = next(n for n, text in enumerate(wrong.splitlines(), 1) if text.strip().startswith("group:"))
    with pytest.raises(VocabularyError, match=f"line {line}: kinds.group: « shape » must be a text"):
        load_ontology(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"nowhere\.yaml: cannot be read"):
        load_ontology(tmp_path / "nowhere.yaml")
