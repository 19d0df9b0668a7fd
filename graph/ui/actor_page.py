"""The actor page."""

from __future__ import annotations

from graph.ui import state
from graph.ui.frame import page_head
from graph.ui.opening import Corpus, View


def draw(corpus: Corpus, view: View) -> None:
    """Draw the page."""
    words = state.words()
    name = state.about("actor")
    page_head(name if name in corpus.known.kinds else words("page_actor"), "")
