"""The word lists of data/lexicon: each loads whole, and a faulty file is named with its list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import pytest
import yaml

from graph.errors import VocabularyError
from graph.lexicon import load_lexicon
from graph.vocabulary import DATA
from graph.wordlists import Grammar, Verbs, Words, grammar, read_lists


@dataclass(frozen=True)
class Lists:
    """One list of each sort."""

    small: Words
    saying: Verbs
    endings: tuple[str, ...]
    codes: Mapping[str, str]
    numbers: Mapping[str, int]
    heads: Mapping[str, Words]


GOOD = """
small: [pme, licorne]
saying: [se féliciter, s'indigner, faire savoir, dire]
endings: [é, ée]
codes: {Oslo: "NO"}
numbers: {deux: 2}
heads: {party: [Parti]}
"""
FAULTS = {
    "not a table": ("- small", "table of lists"),
    "missing list": (GOOD.replace("endings", "#"), "« endings » is missing"),
    "unknown list": (GOOD + "colours: [rouge]", "« colours » is not known"),
    "no list": (GOOD.replace("[pme, licorne]", "pme"), "« small » must be a list"),
    "word that YAML reads otherwise": (GOOD.replace("licorne", "on"), "« small » must be a list"),
    "no verbs": (GOOD.replace("[se féliciter, s'indigner, faire savoir, dire]", "{dire: 1}"), "« saying » must be"),
    "country that YAML reads as false": (GOOD.replace('"NO"', "NO"), "« codes » must be a table from words to words"),
    "words for numbers": (GOOD.replace("2", "two"), "« numbers » must be a table from words to numbers"),
    "no groups": (GOOD.replace("{party: [Parti]}", "[Parti]"), "« heads » must be a table"),
}


def write(folder: Path, content: str) -> Path:
    path = folder / "lists.yaml"
    path.write_text(content, encoding="utf-8")
    return path


def test_lists_are_read_as_frozen_values(tmp_path: Path) -> None:
    lists = read_lists(Lists, write(tmp_path, GOOD))
    assert lists == Lists(
        frozenset({"pme", "licorne"}),
        Verbs({"féliciter", "indigner", "faire", "dire"}),
        ("é", "ée"),
        {"Oslo": "NO"},
        {"deux": 2},
        {"party": frozenset({"Parti"})},
    )


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_file_is_named_with_its_list(fault: str, tmp_path: Path) -> None:
    content, said = FAULTS[fault]
    path = write(tmp_path, content)
    with pytest.raises(VocabularyError) as error:
        read_lists(Lists, path)
    assert str(path) in str(error.value)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_grammar_is_lower_case_with_straight_apostrophes() -> None:
    for field in fields(Grammar):
        words = getattr(grammar(), field.name)
        if field.name != "abbreviations":
            assert all(word == word.lower() and "’" not in word for word in words), field.name


def test_every_list_says_something() -> None:
    lexicon = load_lexicon()
    for lists in (grammar(), lexicon.names, lexicon.discourse):
        assert all(getattr(lists, field.name) for field in fields(lists))


@pytest.mark.parametrize("name", ["grammar", "discourse", "names"])
def test_no_word_stands_twice_in_a_list(name: str) -> None:
    """Two of the same word in a list are a slip of who wrote it."""
    content = yaml.safe_load((DATA / "lexicon" / f"{name}.yaml").read_text(encoding="utf-8"))
    twice = {key: [w for w in value if value.count(w) > 1] for key, value in content.items() if isinstance(value, list)}
    assert {key: words for key, words in twice.items() if words} == {}
