"""Tables of claims as hypothesis draws them: hostile names, quotes and dates, any structure."""

from __future__ import annotations

import pandas as pd
from hypothesis import strategies as st

from graph.model import STATUSES, Article, Claim
from graph.ontology import load_ontology
from graph.table import claims_table

# What text formats stumble over, beside whatever text hypothesis finds by itself. No half surrogates: pandas refuses
# them before they get into a table, and no reader of articles lets them through.
NASTY = st.sampled_from(
    [
        *("\x00", "\x0b", "\ufffe", "_x000B_", "_x0041", "_", "\r", "\n", "\t", "  ", "\u2028", "\u202e", "\x7f"),
        *('"', "'", "=1+1", "'=", "@", "|", "]]>", "<b>", "&amp;", ",", "%", "%2C", "-", "\\", "["),
        *("é", "e\u0301", "🦊", "ﬁ", "ß", "İ"),
    ]
)
ANY_TEXT = st.lists(NASTY | st.text(max_size=5), max_size=6).map("".join)
ISO = st.sampled_from(["", "2023", "2024-02", "2024-02-29", "1999-12-31"])
DATES = ISO | st.sampled_from(["2023-13", "24-01-01", "hier", "2024-02-30"])


@st.composite
def tables(draw: st.DrawFn, text: st.SearchStrategy[str] = ANY_TEXT, max_claims: int = 8) -> pd.DataFrame:
    """A table of up to ``max_claims`` claims by up to 5 actors in up to 3 articles."""
    ontology = load_ontology()
    names = draw(st.lists(text.filter(bool), min_size=1, max_size=5, unique=True))
    kinds = {name: draw(st.sampled_from(list(ontology.kinds))) for name in names}
    articles = [_article(draw, number, text) for number in range(draw(st.integers(1, 3)))]
    pairs = []
    for _ in range(draw(st.integers(0, max_claims))):
        article = draw(st.sampled_from(articles))
        source, target = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        quote = draw(text)
        claim = Claim(
            article=article.id,
            source=source,
            source_kind=kinds[source],
            relation=draw(st.sampled_from(list(ontology.relations))),
            target=target,
            target_kind=kinds[target],
            status=draw(st.sampled_from(STATUSES)),
            char_start=0,
            char_end=len(quote),
            quote=quote,
            trigger=quote,
            trigger_start=0,
            trigger_end=len(quote),
            rule=draw(text),
            confidence=draw(st.floats(0, 1)),
            speaker=draw(st.none() | text),
            role=draw(st.none() | text | st.sampled_from(["PDG", "ministre délégué", "Commissaires"])),
            amount=draw(st.none() | st.floats(0, 1e15)),
            currency=draw(st.sampled_from([None, "EUR", "%"])),
            date=draw(DATES) or None,
        )
        pairs.append((article, claim))
    return claims_table(pairs)


def _article(draw: st.DrawFn, number: int, text: st.SearchStrategy[str]) -> Article:
    return Article(
        id=f"{number:016x}",
        name=draw(text) + str(number),
        text="",
        passages=(),
        title=draw(st.none() | text),
        outlet=draw(st.none() | text | st.sampled_from(["Le Fanal", "La Gazette"])),
        published=draw(DATES) or None,
        url=draw(st.none() | text),
    )
