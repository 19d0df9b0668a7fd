"""Page furniture and header words (data/lexicon/furniture.yaml); outlets known by name (data/actors.yaml)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from graph.errors import VocabularyError
from graph.vocabulary import DATA, read_actors, read_yaml

FURNITURE = DATA / "lexicon" / "furniture.yaml"
_SECTIONS = ("lines", "spans", "labels", "months")
_PLAIN = str.maketrans({"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\t": " "})


@dataclass(frozen=True, slots=True)
class Group:
    """Patterns of one sort of furniture, with the examples that test them."""

    name: str
    patterns: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]

    def match_line(self, plain: str) -> re.Match[str] | None:
        """The match of the whole line, or None. ``plain`` comes from ``plain()``."""
        return next((match for pattern in self.patterns if (match := pattern.fullmatch(plain))), None)

    def match_part(self, plain: str) -> re.Match[str] | None:
        """The match of a part of the line, or None."""
        return next((match for pattern in self.patterns if (match := pattern.search(plain))), None)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The content of data/lexicon/furniture.yaml, compiled."""

    lines: tuple[Group, ...]
    spans: tuple[Group, ...]
    labels: Mapping[str, str]  # « titre » -> "title"
    months: tuple[tuple[str, ...], ...]


def plain(text: str) -> str:
    """The text with straight apostrophes and simple spaces, character for character (offsets stay)."""
    return text.translate(_PLAIN)


@lru_cache(maxsize=4)
def lexicon(path: Path = FURNITURE) -> Lexicon:
    """Read and compile the lexicon; raises VocabularyError naming file and culprit."""
    data = read_yaml(path)
    if not isinstance(data, dict) or set(data) != set(_SECTIONS):
        raise VocabularyError(f"{path}: expected exactly the sections {', '.join(_SECTIONS)}")
    months = tuple(tuple(names) for names in data["months"])
    if len(months) != 12:
        raise VocabularyError(f"{path}: months: expected twelve lists of names, found {len(months)}")
    return Lexicon(
        lines=_groups(path, data, "lines"),
        spans=_groups(path, data, "spans"),
        labels={word: field for field, words in data["labels"].items() for word in words},
        months=months,
    )


@lru_cache(maxsize=1)
def known_outlets() -> Mapping[str, str]:
    """Canonical names of the outlets that data/actors.yaml knows, by lower-case printed form."""
    outlets: dict[str, str] = {}
    for entry in read_actors():
        if entry["kind"] == "media":
            for form in (entry["name"], *entry.get("aliases", ())):
                outlets.setdefault(plain(str(form)).lower(), entry["name"])
    return outlets


def _groups(path: Path, data: dict[str, Any], section: str) -> tuple[Group, ...]:
    groups = []
    for name, entry in data[section].items():
        where = f"{path}: {section}.{name}"
        if not isinstance(entry, dict) or set(entry) != {"match", "examples", "near_misses"} or not all(entry.values()):
            raise VocabularyError(f"{where}: expected lists « match », « examples » and « near_misses »")
        patterns = tuple(_compiled(where, pattern) for pattern in entry["match"])
        groups.append(Group(name, patterns, tuple(entry["examples"]), tuple(entry["near_misses"])))
    return tuple(groups)


def _compiled(where: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise VocabularyError(f"{where}: « {pattern} » is no regular expression ({error})") from error
