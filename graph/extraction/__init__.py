"""Extraction: one article in, its claims with their evidence out."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from graph.model import Article, Extraction
from graph.vocabulary import DATA


def extract(article: Article) -> Extraction:
    """Claims, mentions and actors of one article; loads the language model at the first call."""
    from graph.extraction.pipeline import extractor

    return extractor().extract(article)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Hash of all that extraction depends on besides the article: vocabulary, rules and code (16 hex digits)."""
    digest = hashlib.sha256(os.environ.get("GRAPH_SPACY_MODEL", "").encode())
    package = Path(__file__).parent
    code = [
        *package.glob("*.py"),
        *(
            package.parent / f"{m}.py"
            for m in ("language", "lexicon", "rules", "conjugation", "syntax", "words", "actors")
        ),
    ]
    for path in [
        *sorted(code),
        *sorted(DATA.glob("*.yaml")),
        *sorted(DATA.glob("rules/*.yaml")),
        *sorted(DATA.glob("lexicon/*.yaml")),
    ]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
