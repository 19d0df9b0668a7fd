"""The files of data/: where they are, and reading one as YAML with errors that name it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from graph.errors import VocabularyError

DATA = Path(__file__).resolve().parent.parent / "data"
ACTORS = DATA / "actors.yaml"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser reads thousands of actors ten times faster


def read_yaml(path: Path) -> Any:
    """The content of a YAML file. Raises VocabularyError naming file and fault."""
    return parse_yaml(path, read_data(path))


@lru_cache(maxsize=1)
def read_actors() -> tuple[dict[str, Any], ...]:
    """The entries of data/actors.yaml, read once a run: its outlets serve articles, its actors serve extraction.

    Raises VocabularyError naming an entry without name or kind.
    """
    entries = read_yaml(ACTORS) or []
    for number, entry in enumerate(entries, 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str) or not entry.get("kind"):
            raise VocabularyError(
                f"{ACTORS}: entry {number} ({entry}): needs a name and a kind, quoted if YAML needs it"
            )
    return tuple(entries)


def read_data(path: Path) -> str:
    """The text of a file. Raises VocabularyError naming it."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise VocabularyError(f"{path}: cannot be read ({error.strerror}); restore it from the repository") from error
    except UnicodeDecodeError as error:
        raise VocabularyError(f"{path}: not UTF-8 at byte {error.start}; save it again as UTF-8") from error


def parse_yaml(path: Path, text: str) -> Any:
    """The content of YAML text that stands in ``path``. Raises VocabularyError naming file and fault."""
    try:
        return yaml.load(text, Loader=LOADER)
    except yaml.YAMLError as error:
        raise VocabularyError(f"{path}: not valid YAML ({' '.join(str(error).split())})") from error
