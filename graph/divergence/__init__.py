"""Where articles tell it differently: cases with their versions side by side. Nothing is decided here.

links       the same link told with another amount, share, status or date; exclusive or not
facts       what the text says of one actor: its worth, its founders, when it was founded
quotations  one quotation given to two speakers
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from graph.divergence.facts import fact_cases
from graph.divergence.links import link_cases
from graph.divergence.model import NATURES, Case, Nature, Value, Version, narrowed
from graph.divergence.quotations import quotation_cases
from graph.model import Article, Mention

__all__ = ["NATURES", "Case", "Nature", "Value", "Version", "find_divergences", "narrowed"]


def find_divergences(
    claims: pd.DataFrame,
    articles: Iterable[Article],
    mentions: Mapping[str, Sequence[Mention]],
    kinds: Mapping[str, str],
) -> tuple[Case, ...]:
    """Every case of the corpus: the most told first, then by nature and key; ``mentions`` by article id."""
    texts = {article.id: article for article in articles}
    cases = [
        *link_cases(claims, texts, mentions, kinds),
        *fact_cases(claims, texts, mentions, kinds),
        *quotation_cases(claims, texts, mentions, kinds),
    ]
    return tuple(sorted(cases, key=_rank))


def _rank(case: Case) -> tuple[int, int, str]:
    return -len(case.versions), NATURES.index(case.natures[0]), case.key
