"""Article files to ``Article`` values: one reader a format, registered in ``READERS`` by the end of the file's name."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from graph.articles.decoding import decode
from graph.articles.frontmatter import front_matter
from graph.articles.lexicon import FURNITURE
from graph.articles.markdown import markdown_blocks, without_markup
from graph.articles.passages import Blocks, cut, passages, piece, text_blocks
from graph.articles.statements import label_header, stated
from graph.errors import ArticleError, UsageError
from graph.model import Article

Reader = Callable[[str, bytes], Article]


def _text_article(name: str, data: bytes) -> Article:
    return _article(name, decode(name, data), text_blocks)


def _markdown_article(name: str, data: bytes) -> Article:
    return _article(name, decode(name, data), markdown_blocks)


READERS: Mapping[str, Reader] = {".txt": _text_article, ".md": _markdown_article, ".markdown": _markdown_article}


def read_article(path: Path | str) -> Article:
    """Read one article file. Raises ArticleError naming the file if it cannot be read as an article."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ArticleError(f"{path}: cannot be read ({error.strerror}); check the path and your rights") from error
    return parse_article(path.name, data)


def parse_article(name: str, data: bytes) -> Article:
    """The article in ``data``, the content of a file called ``name`` (its end tells the format).

    Raises ArticleError if it is empty, binary, malformed or of a format that is not read.
    """
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    reader = READERS.get(Path(name).suffix.lower())
    if reader is None:
        raise ArticleError(f"{name}: not a format that is read ({', '.join(READERS)}); save it as plain text", "format")
    return reader(name, data)


def article_files(paths: Sequence[Path | str]) -> list[Path]:
    """The files to read: files as given, folders searched through for article files, sorted; no file twice.

    Raises UsageError if a path does not exist or no article file is found.
    """
    found: dict[str, Path] = {}
    for path in map(Path, paths):
        if not os.path.exists(path):  # unlike Path.exists, it never raises
            raise UsageError(f"{path}: no such file or folder")
        for file in _folder_files(path) if path.is_dir() else (path,):
            found.setdefault(os.path.realpath(file), file)
    if not found:
        raise UsageError(f"no article in {', '.join(map(str, paths))}: expected files {', '.join(READERS)}")
    return list(found.values())


def readable(article: Article) -> str:
    """The text for a parser, character for character: line breaks and Markdown's inline markup are spaces."""
    marked = article.name.lower().endswith((".md", ".markdown"))
    return (without_markup(article.text) if marked else article.text).replace("\n", " ")


def fingerprint() -> str:
    """Sixteen hex digits that change when this package or its lexicon does."""
    digest = hashlib.sha256()
    for file in (*sorted(Path(__file__).parent.glob("*.py")), FURNITURE):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _folder_files(folder: Path) -> Iterator[Path]:
    """Article files under a folder, sorted by path; hidden files and folders are left out."""
    files = []
    for root, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files += [Path(root, name) for name in names if not name.startswith(".")]
    return iter(sorted(file for file in files if file.suffix.lower() in READERS))


def _unreadable(error: OSError) -> None:
    raise UsageError(f"{error.filename}: folder cannot be read ({error.strerror})") from error


def _article(name: str, text: str, blocks: Blocks) -> Article:
    body, fields = front_matter(name, text)
    pieces = label_header(text, cut(text, body, blocks))
    if not any(current.part != "furniture" for current in pieces):
        raise ArticleError(f"{name}: holds no article text; put it under the front matter", "textless")
    head = (piece(text, 0, body, "furniture", "front matter"),) if body else ()
    known = {**stated(text, pieces), **fields}
    return Article(
        id=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16],
        name=name,
        text=text,
        passages=passages((*head, *pieces)),
        title=known.get("title"),
        outlet=known.get("outlet"),
        author=known.get("author"),
        published=known.get("published"),
        url=known.get("url"),
        language=known.get("language", "fr"),
        genre=known.get("genre"),
    )
