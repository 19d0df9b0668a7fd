"""What formats in XML share: characters that XML forbids made visible, markup, elements as strings.

Strings, one element at a time: half the time of lxml's incremental writer, which opens and closes each of an edge's
twenty elements in Python. XML forbids some characters (controls, half surrogates). They are written « _x000C_ », as
Office Open XML does, and a « _x000C_ » that stood in the text « _x005F_x000C_ »: visible, and ``unescaped`` gives the
very text back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from json.encoder import encode_basestring

_ILLEGAL = r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]"
_TO_ESCAPE = re.compile(rf"{_ILLEGAL}|_(?=x[0-9A-F]{{4}}(?:_|{_ILLEGAL}))")
_ESCAPED = re.compile(r"_x([0-9A-F]{4})_")
# Line ends and tabs too: a reader would make blanks of them, and xmldom line ends of the last two as well.
# One pass; the standard library's quoteattr makes eight.
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_MARKUP |= {end: f"&#{ord(end)};" for end in "\t\n\r\u0085\u2028"}
_TO_MARK = re.compile(f"[{''.join(_MARKUP)}]")
_SUSPECT = re.compile(f"[_{''.join(_MARKUP)}]|{_ILLEGAL}")  # most texts have none and are looked at once
_KEPT = 4096  # texts: relations, statuses, dates and actors come again and again


def escaped(text: str) -> str:
    """The text with what XML forbids made visible; ``unescaped`` undoes it."""
    return _TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    """The text that ``escaped`` was given."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


@lru_cache(maxsize=_KEPT)
def xml(text: str) -> str:
    """Any text as the content of an element, or of an attribute between double quotes."""
    return _marked(escaped(text)) if _SUSPECT.search(text) else text


def value(one: str | bool | int | float | Iterable[str]) -> str:
    """An attribute of an actor or a link as ``xml``: lists in JSON notation, truth as true and false."""
    if isinstance(one, str):
        return xml(one)
    if isinstance(one, list):
        # Escaped first: JSON would write a backslash escape, which Gephi Lite cannot read.
        return _marked(f"[{', '.join([encode_basestring(escaped(item)) for item in one])}]") if one else "[]"
    return str(one).lower() if isinstance(one, bool) else repr(one)


def attributes(values: Mapping[str, str]) -> str:
    """Attributes as they stand in a tag, a blank before each."""
    return "".join([f' {name}="{xml(text)}"' for name, text in values.items()])


def element(tag: str, values: Mapping[str, str], inside: str = "") -> str:
    """An element with its attributes; ``inside`` is XML already."""
    return f"<{tag}{attributes(values)}>{inside}</{tag}>" if inside else f"<{tag}{attributes(values)}/>"


def _marked(text: str) -> str:
    """Text of legal characters with its markup written out."""
    return _TO_MARK.sub(lambda found: _MARKUP[found[0]], text)
