"""The files of data/: where they are, and reading one as YAML with errors that name it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from graph.errors import VocabularyError

DATA = Path(__file__).resolve().parent.parent / "data"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser reads thousands of actors ten times faster


def read_yaml(path: Path) -> Any:
    """The content of a YAML file. Raises VocabularyError naming file and fault."""
    return parse_yaml(path, read_data(path))


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
