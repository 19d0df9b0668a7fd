"""The YAML block between two lines « --- » at the top of an article file."""

from __future__ import annotations

import re
from typing import Any

import yaml

from graph.articles.dates import iso_date
from graph.articles.lexicon import plain
from graph.errors import ArticleError

_BLOCK = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENED = re.compile(r"---[ \t]*\n[ \t]*[\w-]+[ \t]*:")
# A French title often holds « : »; YAML would want quotation marks around it.
_UNQUOTED = re.compile(r"""^([\w-]+):[ \t]+([^\s\[\]{}"'&*!|>%@`#].*:(?:[ \t].*|))$""", re.MULTILINE)
_FIELDS = {
    "title": ("title", "titre"),
    "outlet": ("outlet", "source", "média", "media", "journal", "publication"),
    "author": ("author", "authors", "auteur", "auteurs", "autrice"),
    "published": ("published", "date", "publié", "publie"),
    "url": ("url", "link", "lien"),
    "language": ("language", "lang", "langue"),
    "genre": ("kind", "genre"),
}
_UNKNOWN = {"source non identifiée", "unidentified source", "unknown", "inconnu", "inconnue"}
_LANGUAGES = {"français": "fr", "francais": "fr", "french": "fr", "anglais": "en", "english": "en"}


def front_matter(name: str, text: str) -> tuple[int, dict[str, str]]:
    """Where the front matter ends (0 if there is none) and its fields, named as in ``Article``.

    Raises ArticleError if it is opened and never closed, no valid YAML, or a field cannot be used.
    """
    block = _BLOCK.match(text)
    if block is None or not _OPENED.match(text):
        if block is None and _OPENED.match(text):
            raise ArticleError(
                f"{name}: front matter is opened by « --- » and never closed; add a second line « --- »", "header"
            )
        return 0, {}
    values = _parsed(name, block["yaml"])
    fields = {}
    for field, keys in _FIELDS.items():
        value = next((values[key] for key in keys if values.get(key)), None)
        if value is not None and (used := _used(name, field, value)):
            fields[field] = used
    return block.end(), fields


def _parsed(name: str, text: str) -> dict[str, Any]:
    """Every scalar stays the text that it was written as (BaseLoader): no date or number is guessed."""
    quoted = _UNQUOTED.sub(lambda match: f"{match[1]}: '{match[2].replace(chr(39), chr(39) * 2)}'", text)
    try:
        values = yaml.load(quoted, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 2  # the block starts on line 2 of the file
        raise ArticleError(
            f"{name}: front matter, line {line}: {error.problem or 'not valid YAML'}", "header"
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise ArticleError(
            f"{name}: front matter is not valid YAML; write lines such as « title: … »", "header"
        ) from error
    if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
        raise ArticleError(f"{name}: front matter must be lines such as « title: … »", "header")
    return {key.lower(): value for key, value in values.items()}


def _used(name: str, field: str, value: Any) -> str | None:
    if field == "author" and isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = ", ".join(value)
    if not isinstance(value, str):
        raise ArticleError(f"{name}: front matter: « {field} » must be one text", "header")
    words = " ".join(value.split())
    if field == "published":
        found = iso_date(words)
        if found is None:
            raise ArticleError(f"{name}: front matter: « {words} » is no date; write it like 2024-02-26", "header")
        return found
    if field == "language":
        return _LANGUAGES.get(words.lower(), words.lower()[:2])
    if field == "url":
        return words if re.fullmatch(r"https?://[^\s<>\"]+", words) else None
    return None if plain(words).lower() in _UNKNOWN else words
