"""Sentences read as articles for tests of extraction; each is read once a run, the language model loads once."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.extraction import extract
from graph.model import Article, Claim, Extraction, Passage
from graph.ontology import load_ontology
from graph.words import fold

CASES = Path(__file__).parent / "cases"
Triple = tuple[str, str, str]


def article_of(text: str, published: str | None = None) -> Article:
    """An article whose paragraphs are the lines of the text."""
    passages = tuple(Passage(m.start(), m.end(), "paragraph") for m in re.finditer(r"[^\n]+", text))
    return Article(hashlib.sha256(text.encode()).hexdigest()[:16], "case.txt", text, passages, published=published)


@cache
def read(text: str, published: str | None = None) -> Extraction:
    """What the text gives."""
    return extract(article_of(text, published))


def triple(source: str, relation: str, target: str) -> Triple:
    """A link with its names folded; of a symmetric relation the two ends in one order."""
    a, b = fold(source), fold(target)
    return (min(a, b), relation, max(a, b)) if load_ontology().relations[relation].symmetric else (a, relation, b)


def triple_of(claim: Claim) -> Triple:
    return triple(claim.source, claim.relation, claim.target)


@cache
def known_failures() -> dict[str, list[str]]:
    """Section -> texts of tests/cases/known_failures.yaml: faults that are known, each to be mended and struck out."""
    content: dict[str, list[str]] = yaml.safe_load((CASES / "known_failures.yaml").read_text(encoding="utf-8"))
    return content


def case(section: str, text: str, *values: Any, id: str) -> Any:
    """A parametrised case; one that is listed as failing must fail, so that the list can only shrink."""
    listed = text in (known_failures().get(section) or ())
    strict = pytest.mark.xfail(strict=True, raises=AssertionError, reason="listed in tests/cases/known_failures.yaml")
    return pytest.param(*values, text, id=id, marks=[strict] if listed else [])
