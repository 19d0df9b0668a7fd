"""What a text states about itself: title, outlet, author, date, address. Unknown rather than wrong."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from graph.articles.dates import iso_date
from graph.articles.lexicon import known_outlets, lexicon, plain
from graph.articles.passages import Piece

_LABEL = re.compile(r"(?P<label>\w[\w ]{2,25}?) ?: ?(?P<value>\S.*)")
_DATELINE = re.compile(
    r"[A-ZÀÉÈ][\w' -]{1,30},? (?:le )?(?P<date>\d{1,2}(?:er)? \w+\.? \d{4})(?: \([^()]{2,20}\))? ?[-–—:] "
)
_KICKER_WORDS = 3


def label_header(text: str, pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Marks the lines « Titre : … », the outlet's name and such, above the first paragraph, as furniture that tells."""
    result = list(pieces)
    for n in range(_header_length(pieces)):
        current = pieces[n]
        if current.part == "furniture":
            continue
        match = _LABEL.fullmatch(current.plain)
        field = lexicon().labels.get(match["label"].lower()) if match else None
        if match and field:
            value = text[current.start + match.start("value") : current.end]
            result[n] = replace(current, part="furniture", group="label", says=((field, value),))
        elif outlet := known_outlets().get(current.plain.lower()):
            result[n] = replace(current, part="furniture", group="outlet", says=(("outlet", outlet),))
    return tuple(result)


def stated(text: str, pieces: Sequence[Piece]) -> dict[str, str]:
    """The fields of ``Article`` that the pieces state, without those that they leave open or state in two ways."""
    fields: dict[str, str] = {}
    told = {field: _told(pieces, field) for field in ("title", "outlet", "author", "published", "url")}
    outlets = {known_outlets().get(plain(name).lower(), name) for name in told["outlet"] if "://" not in name}
    if len(outlets) == 1:
        fields["outlet"] = outlets.pop()
    if title := next(iter(told["title"]), None) or _headline(text, pieces):
        fields["title"] = title
    if told["author"]:
        fields["author"] = told["author"][0]
    dates = [*told["published"], *_dateline(pieces)]
    if published := next((found for words in dates if (found := iso_date(words))), None):
        fields["published"] = published
    urls = {url for url in (*told["url"], *told["outlet"]) if re.match(r"https?://\S+$", url)}
    if len(urls) == 1 and _own(url := urls.pop(), fields.get("outlet")):
        fields["url"] = url
    return fields


def _told(pieces: Sequence[Piece], field: str) -> list[str]:
    return [value for piece in pieces for name, value in piece.says if name == field]


def _header_length(pieces: Sequence[Piece]) -> int:
    """How many pieces stand above the first paragraph that is no « label: value » line."""
    for n, current in enumerate(pieces):
        if current.part == "paragraph":
            match = _LABEL.fullmatch(current.plain)
            if not match or match["label"].lower() not in lexicon().labels:
                return n
    return len(pieces)


def _headline(text: str, pieces: Sequence[Piece]) -> str | None:
    """The title above the first paragraph; a kicker of a few words gives way to the longer line under it."""
    titles = []
    for current in pieces:
        if current.part == "paragraph":
            break
        if current.part == "title":
            titles.append(current)
    if len(titles) > 1 and titles[0].words <= _KICKER_WORDS < titles[1].words:
        titles.pop(0)
    return " ".join(text[titles[0].start : titles[0].end].split()) if titles else None


def _dateline(pieces: Sequence[Piece]) -> list[str]:
    """The date of « Paris, le 26 février 2024 (AFP) - » at the start of the first paragraph."""
    first = next((current for current in pieces if current.part == "paragraph"), None)
    match = _DATELINE.match(first.plain) if first else None
    return [match["date"]] if match else []


def _own(url: str, outlet: str | None) -> bool:
    """Is it the article's own address? Not if its site bears another name than the outlet: a source cited."""
    site = re.sub(r"\W", "", (urlsplit(url).hostname or "").lower())
    return outlet is None or re.sub(r"\W", "", _unaccented(outlet)) in site


def _unaccented(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
