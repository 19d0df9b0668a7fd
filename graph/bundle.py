"""Where vis-network stands in the installed pyvis."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from graph.errors import GraphError

BUNDLE = Path("lib", "vis-9.1.2", "vis-network.min.js")


def bundle_path() -> Path:
    """vis-network inside the installed pyvis, found without importing pyvis; raises GraphError if it moved."""
    spec = importlib.util.find_spec("pyvis")
    for folder in (spec.submodule_search_locations or []) if spec else []:
        path = Path(folder) / BUNDLE
        if path.is_file():
            return path
    raise GraphError(f"pyvis carries no {BUNDLE.as_posix()}: install the version pinned in requirements.txt")
