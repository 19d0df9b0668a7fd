"""Names in sentences: whole, of the right kind, and nothing that only looks like one."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from graph.ontology import load_ontology
from graph.words import fold
from tests.reading import CASES, case, known_failures, read

SENTENCES: list[dict[str, Any]] = yaml.safe_load((CASES / "names.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("actors", "text"),
    [case("names", one["text"], one["actors"], id=f"names-{n}") for n, one in enumerate(SENTENCES, 1)],
)
def test_a_sentence_names_exactly_its_actors(actors: dict[str, str], text: str) -> None:
    found = {fold(actor.name): actor.kind for actor in read(text).actors}
    assert found == {fold(name): kind for name, kind in actors.items()}


@pytest.mark.parametrize("text", [one["text"] for one in SENTENCES])
def test_mentions_lie_in_the_text_and_point_to_actors(text: str) -> None:
    extraction = read(text)
    for mention in extraction.mentions:
        assert text[mention.start : mention.end].strip()
        assert mention.actor in {actor.name for actor in extraction.actors}
    assert {actor.kind for actor in extraction.actors} <= set(load_ontology().kinds)


def test_the_list_of_known_failures_names_only_what_exists() -> None:
    assert set(known_failures().get("names") or []) <= {one["text"] for one in SENTENCES}
