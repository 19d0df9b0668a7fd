"""Maillage: who is linked to whom in press articles, and which sentences say so. The short public menu.

Each name is loaded at first use, so that ``import graph`` costs neither the language model nor the dashboard.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_MENU = {
    "read_article": "graph.articles",
    "parse_article": "graph.articles",
    "article_files": "graph.articles",
    "extract": "graph.extraction",
    "unify": "graph.actors",
    "claims_table": "graph.table",
    "open_store": "graph.store",
    "build": "graph.corpus",
    "build_network": "graph.network",
    "Selection": "graph.selection",
    "formats": "graph.export",
    "load_ontology": "graph.ontology",
    "GraphError": "graph.errors",
}
__all__ = list(_MENU)


def __getattr__(name: str) -> Any:
    if name not in _MENU:
        raise AttributeError(f"module « graph » has no « {name} »; it offers {', '.join(_MENU)}")
    return getattr(import_module(_MENU[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
