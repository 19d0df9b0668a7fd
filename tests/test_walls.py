"""The walls: only graph/language.py imports spaCy; only dashboard.py and graph/ui/ import streamlit and graph.ui."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
MODULES = [PROJECT / "dashboard.py", *sorted((PROJECT / "graph").rglob("*.py"))]
LIGHT = ("graph", "graph.articles", "graph.store", "graph.table", "graph.ontology", "graph.corpus", "graph.commands")
READING = ("graph.network", "graph.selection", "graph.layout", "graph.drawing", "graph.export", "graph.actors")
READING += ("graph.divergence",)


def imported(path: Path) -> set[str]:
    """What a module imports anywhere, by a statement or by ``import_module("…")``: whole names, and what is in them."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.update({node.module, *(f"{node.module}.{alias.name}" for alias in node.names)})
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in ("import_module", "__import__"):
                found.add(str(node.args[0].value))
    return found


def importers(package: str) -> set[str]:
    return {
        path.relative_to(PROJECT).as_posix()
        for path in MODULES
        if any(f"{name}.".startswith(f"{package}.") for name in imported(path))
    }


def test_only_the_language_module_imports_spacy() -> None:
    assert importers("spacy") == {"graph/language.py"}


def test_only_the_dashboard_imports_streamlit() -> None:
    assert outside(importers("streamlit")) == set() != importers("streamlit")


def test_nothing_but_the_dashboard_imports_the_dashboard() -> None:
    assert outside(importers("graph.ui")) == set() != importers("graph.ui")


def outside(modules: set[str]) -> set[str]:
    """Those that are no part of the dashboard."""
    return {name for name in modules if name != "dashboard.py" and not name.startswith("graph/ui/")}


def test_the_test_sees_every_way_to_import(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "import a.b as c\nfrom d.e import f\nfrom . import g\n"
        "def late():\n    import h\n    import importlib\n    importlib.import_module('i.j')\n    __import__('k')\n"
    )
    assert imported(module) == {"a.b", "d.e", "d.e.f", "h", "importlib", "i.j", "k"}


@pytest.mark.parametrize("module", [*LIGHT, *READING])
def test_importing_loads_neither_the_language_model_nor_the_dashboard(module: str) -> None:
    code = f"import sys, {module}; print(sorted({{'spacy', 'thinc', 'streamlit'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, timeout=120)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_the_menu_is_lazy_and_whole() -> None:
    code = (
        "import graph, sys; before = len(sys.modules); [getattr(graph, name) for name in graph.__all__]; print(before)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, timeout=120)
    assert done.stderr == ""
    assert int(done.stdout) < 150  # the standard library's own, no more


def test_a_name_that_the_menu_lacks_is_named() -> None:
    import graph

    with pytest.raises(AttributeError, match="« graph » has no « nothing »"):
        _ = graph.nothing
    assert "open_store" in dir(graph)
