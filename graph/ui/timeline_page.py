"""The timeline page."""

from __future__ import annotations

from graph.ui import state
from graph.ui.frame import page_head
from graph.ui.opening import Corpus, View


def draw(corpus: Corpus, view: View) -> None:
    """Draw the page."""
    words = state.words()
    page_head(words("page_timeline"), "")
