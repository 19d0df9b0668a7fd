"""The style sheet of all pages: css/*.css, with the signs and colours of data/ontology.yaml added."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from graph.signs import signs_sheet

_SHEETS = Path(__file__).with_name("css")


@lru_cache(maxsize=1)
def style_sheet() -> str:
    """The whole style sheet, without its <style> tags."""
    sheets = [sheet.read_text(encoding="utf-8") for sheet in sorted(_SHEETS.glob("*.css"))]
    return "\n".join([*sheets, signs_sheet(), ""])
