"""What the worker answers to files that cannot be read."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from graph.export import Context, to_bytes
from graph.network import build_network
from graph.store import open_store
from graph.worker import answer
from tests.samples import sample_table


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", bytes(range(256)) * 9, "binary"),
        ("a.txt", "Été à Paris, écrit un élève. ".encode() * 9 + b"\xe9\xff", "damaged"),
        ("a.pdf", b"%PDF-1.7", "format"),
        ("a.txt", b"---\ntitle: x\ndate: hier\n---\nTexte.", "header"),
        ("a.txt", b"---\ntitle: x\n", "header"),
        ("a.txt", b"---\ntitle: x\n---\n\n", "textless"),
        ("a.md", b"a" * 1_000_001, "long"),
        ("a.json", b"{}", "network"),
        ("a.csv", b"nom;ville\nLyre;Nantes\n", "network"),
    ],
)
def test_why_a_file_cannot_be_read_is_one_word(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    own = str(tmp_path / "own.sqlite")
    found = answer({"op": "read", "own": own, "name": name, "data": base64.b64encode(data).decode()})
    assert (found["reason"], found["detail"].startswith(name)) == (reason, True)
    assert open_store(own).known() == {}


@pytest.mark.parametrize("name", ["json", "csv"])
def test_an_exported_network_is_brought_in(tmp_path: Path, name: str) -> None:
    claims = sample_table()
    data = to_bytes(name, build_network(claims), claims, Context())
    own = str(tmp_path / "own.sqlite")
    found = answer({"op": "read", "own": own, "name": f"a.{name}", "data": base64.b64encode(data).decode()})
    assert found == {"articles": sorted(set(claims["article_id"])), "links": len(claims)}
    assert open_store(own).known().keys() == set(claims["article_id"])


def test_a_store_that_cannot_be_opened_is_an_answer_too(tmp_path: Path) -> None:
    found = answer({"op": "place", "own": str(tmp_path), "shared": str(tmp_path / "s.sqlite"), "articles": []})
    assert found["reason"] == "program"
