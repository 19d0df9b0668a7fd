"""Taking a network away: one format a file, one registry that page, command line and tests read."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from graph.errors import ExportError, UsageError
from graph.export import csv, ftm, gexf, graphml, html, json, jsonld, markdown, neo4j, parquet, xlsx
from graph.export.format import Context, Format
from graph.network import Network

__all__ = ["Context", "Format", "export", "format_named", "formats", "to_bytes"]

_MODULES = (gexf, graphml, csv, xlsx, markdown, html, json, ftm, jsonld, neo4j, parquet)
_LAST = "gexf-1.2"  # few still have a program that needs it


def formats() -> dict[str, Format]:
    """Every format by its name, in the order in which a menu offers them."""
    every = [each for module in _MODULES for each in module.FORMATS]
    return {each.name: each for each in sorted(every, key=lambda each: each.name == _LAST)}


def format_named(name: str) -> Format:
    """The format of that name; UsageError names those there are."""
    known = formats()
    if name not in known:
        raise UsageError(f"format « {name} » is unknown; there are: {', '.join(known)}")
    return known[name]


def export(name: str, path: Path, network: Network, claims: pd.DataFrame, context: Context | None = None) -> None:
    """Write a network and the claims behind it to a file, beside first and then renamed: it is whole or not there.

    Raises UsageError for an unknown format, ExportError naming the file otherwise; what stood at ``path`` stays then.
    """
    chosen = format_named(name)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as out:
            _write(chosen, network, claims, out, context)
        os.replace(beside, path)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror}); choose another place") from error
    except ExportError as error:
        raise ExportError(f"{path}: {error}") from error
    finally:
        beside.unlink(missing_ok=True)  # gone already if all went well


def to_bytes(name: str, network: Network, claims: pd.DataFrame, context: Context | None = None) -> bytes:
    """The content that ``export`` would write, for a download; raises the same errors."""
    out = BytesIO()
    _write(format_named(name), network, claims, out, context)
    return out.getvalue()


def _write(chosen: Format, network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context | None) -> None:
    try:
        chosen.write(network, claims, out, context or Context())
    except UnicodeEncodeError as error:  # half of a surrogate pair: no text, and no encoding has it
        culprit = error.object[max(0, error.start - 20) : error.start + 20]
        raise ExportError(
            f"{culprit!r} holds half a character that {chosen.name} cannot write; mend that text"
        ) from error
