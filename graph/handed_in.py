"""What people hand in, made fit to be read: the names of files, and pasted text with what was told of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import yaml

LONGEST_ARTICLE = 4_000_000  # bytes of a file that may be an article, as graph.articles has it
LONGEST_NETWORK = 20 << 20  # bytes
NAME_LENGTH = 120  # characters
_ONE_LINE: Mapping[str, Any] = {"allow_unicode": True, "width": 10**6, "default_style": '"'}
_NETWORKS = (".json", ".csv")


def is_network(name: str) -> bool:
    """Whether a file, by its name, is a network that Maillage exported rather than an article."""
    return PurePath(name).suffix.lower() in _NETWORKS


def longest(name: str) -> int:
    """Bytes that a file of that name may have."""
    return LONGEST_NETWORK if is_network(name) else LONGEST_ARTICLE


def file_name(name: str) -> str:
    """A file's own name without folders, control characters and marks that turn the line around; never empty."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    kept = "".join(character for character in last if unicodedata.category(character)[0] != "C").strip()
    stem, dot, end = kept.rpartition(".")
    room = max(1, NAME_LENGTH - len(end) - 1)
    return (f"{stem[:room]}.{end}" if dot and len(end) < 12 else kept[:NAME_LENGTH]) or "?"


def pasted(text: str, name: str, title: str = "", outlet: str = "", published: str = "") -> tuple[str, bytes]:
    """Pasted text as a file: (name, content); what was told of it stands in front matter."""
    told = {"title": title, "outlet": outlet, "published": published}
    told = {field: " ".join(value.split()) for field, value in told.items() if value.strip()}
    lines = (f"{field}: {yaml.safe_dump(value, **_ONE_LINE)}" for field, value in told.items())
    head = f"---\n{''.join(lines)}---\n" if told else ""
    named = told.get("title", name)[:80].replace("/", " ").replace("\\", " ").strip(" .") or name
    return file_name(f"{named}.txt"), (head + text).encode("utf-8", "replace")
