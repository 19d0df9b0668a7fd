"""Bytes of an article file to text."""

from __future__ import annotations

from graph.errors import ArticleError

MAX_CHARACTERS = 1_000_000  # far beyond any article; the language model refuses longer texts
_BLANKS = "\t\n\r\f\v\x85"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(name: str, data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, else Windows-1252; every line ended by ``\\n``.

    Raises ArticleError if the file is empty, too long, damaged or no text at all.
    """
    if len(data) > 4 * MAX_CHARACTERS:
        raise ArticleError(
            f"{name}: too long for an article ({len(data):,} bytes); split it into one file an article", "long"
        )
    text = _decoded(name, data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ArticleError(f"{name}: empty file; put the article's text into it or remove it", "empty")
    if "\x00" in text or _control_characters(text) > len(text) // 100:
        raise ArticleError(f"{name}: binary file, not text; save the article as plain text or Markdown", "binary")
    if len(text) > MAX_CHARACTERS:
        raise ArticleError(f"{name}: too long for an article ({len(text):,} characters); split it", "long")
    return text


def _decoded(name: str, data: bytes) -> str:
    if data.startswith(_UTF16):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise ArticleError(
                f"{name}: damaged UTF-16 at byte {error.start}; save it again as UTF-8", "damaged"
            ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _windows_text(name, data, error.start)


def _windows_text(name: str, data: bytes, fault: int) -> str:
    """Text of old Windows editors. Mostly valid UTF-8 with a few bad bytes is a damaged file, not Windows-1252."""
    repaired = data.decode("utf-8", errors="replace")
    bad = repaired.count("\ufffd")
    good = sum(character > "\x7f" for character in repaired) - bad
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or _control_characters(text):
        raise ArticleError(f"{name}: binary file, not text; save the article as plain text or Markdown", "binary")
    if good > bad:
        raise ArticleError(f"{name}: damaged UTF-8 at byte {fault}; save it again as UTF-8", "damaged")
    return text


def _control_characters(text: str) -> int:
    return sum(character < " " and character not in _BLANKS for character in text)
