"""Extraction: one article in, its claims with their evidence out.

The way of the text through the modules:

    pipeline      article in, extraction out
      names         names in raw text            line, capitals, laws, bodies, committees, first_names
      gathering     names -> entities            kinds (votes), entities
      (graph.language parses, with the names as single tokens)
      reader        text -> Reading, left to right
        naming        names with their titles    nouns, rolephrases
        descriptions  « la start-up », « elle »  describing, discourse (who was seen), clause
        learning      what a phrase teaches      lists
      claims        Reading -> what it states
        speakers      quotations, « selon X »    speech (the values)
        matching      where rules fire           verbs
        slots         who fills them             subjects, objects, complements, predicates, deals, rulings,
                                                 opinions, over phrases, neighbours, refs
        status        planned, denied, reported …  governing
        roleclaims    « X, PDG de Y »            roletargets, houses
        linkclaims    « ChatGPT d'OpenAI »
      evidence      quote, speaker, amount, date  money, dates
"""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from graph.model import Article, Extraction
from graph.vocabulary import DATA

# Modules outside this package that extraction depends on.
_BESIDE = ("language", "lexicon", "wordlists", "rules", "conjugation", "syntax", "words", "actors")


def extract(article: Article) -> Extraction:
    """Claims, mentions and actors of one article; loads the language model at the first call."""
    from graph.extraction.pipeline import extractor  # spaCy takes seconds to import

    return extractor().extract(article)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Hash of all that extraction depends on besides the article: vocabulary, rules and code (16 hex digits)."""
    package = Path(__file__).parent
    code = sorted([*package.glob("*.py"), *(package.parent / f"{module}.py" for module in _BESIDE)])
    data = [path for pattern in ("*.yaml", "rules/*.yaml", "lexicon/*.yaml") for path in sorted(DATA.glob(pattern))]
    digest = hashlib.sha256(os.environ.get("GRAPH_SPACY_MODEL", "").encode())
    for path in [*code, *data]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
