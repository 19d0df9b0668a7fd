"""The registry of formats, and that a file is whole or not there."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

import pandas as pd
import pytest

from graph import export as exporting
from graph.errors import ExportError, UsageError
from graph.export import Context, Format, export, format_named, formats, to_bytes
from graph.export.format import Writer
from graph.network import Network, build_network
from tests.samples import sample_table

TABLE = sample_table()
NETWORK = build_network(TABLE)


def test_every_format_says_what_it_is() -> None:
    for name, each in formats().items():
        assert each.name == name
        assert each.extension.startswith(".")
        assert "/" in each.mime
        assert set(each.label) == set(each.good_for) == {"fr", "en"}
        assert all((*each.label.values(), *each.good_for.values()))


@pytest.mark.parametrize("name", formats())
def test_a_file_and_a_download_are_the_same_bytes(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"réseau{format_named(name).extension}"
    export(name, path, NETWORK, TABLE)
    assert path.read_bytes() == to_bytes(name, NETWORK, TABLE) != b""
    assert list(tmp_path.iterdir()) == [path]


def test_an_unknown_format_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"« dot » is unknown; there are: {', '.join(formats())}"):
        export("dot", tmp_path / "a.dot", NETWORK, TABLE)
    assert not list(tmp_path.iterdir())


def failing(error: Exception) -> Writer:
    """A writer that gets half-way."""

    def write(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
        out.write(b"half")
        raise error

    return write


@pytest.mark.parametrize("before", [None, b"what stood there"])
@pytest.mark.parametrize(
    ("error", "seen"),
    [
        (OSError(28, "No space left on device"), ExportError),
        (ExportError("cannot"), ExportError),
        (UnicodeEncodeError("utf-8", "a\ud800b", 1, 2, "surrogates not allowed"), ExportError),
        (RuntimeError("a fault of ours"), RuntimeError),
    ],
)
def test_a_failure_leaves_what_was_there(
    error: Exception, seen: type[Exception], before: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = {"fr": "x", "en": "x"}
    broken = Format("broken", ".x", "text/x", words, words, failing(error))  # type: ignore[arg-type]
    monkeypatch.setattr(exporting, "formats", lambda: {"broken": broken})
    path = tmp_path / "out.x"
    if before is not None:
        path.write_bytes(before)
    with pytest.raises(seen) as raised:
        export("broken", path, NETWORK, TABLE)
    assert (path.read_bytes() if path.exists() else None) == before
    assert list(tmp_path.iterdir()) == ([path] if before is not None else [])
    if seen is ExportError:
        assert str(path) in str(raised.value)
        assert "\n" not in str(raised.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    path = tmp_path / "absent" / "a.gexf"
    with pytest.raises(ExportError, match=r"absent/a\.gexf: cannot be written"):
        export("gexf", path, NETWORK, TABLE)


def test_a_folder_in_the_place_of_the_file_is_named_and_stays(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        export("gexf", tmp_path, NETWORK, TABLE)
    assert tmp_path.is_dir()
    assert not list(tmp_path.parent.glob("*.part"))
