"""Markdown for an article: one sentence per link, by family, and a footnote for each passage (Pandoc and GitHub)."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

import pandas as pd

from graph.addresses import safe_url
from graph.export.format import Context, Format
from graph.network import LINK, Network, with_link_ends
from graph.ontology import Language, Ontology, load_ontology
from graph.selection import headline
from graph.texts import Words

Row = Mapping[str, Any]  # one row of the table of claims
Link = tuple[str, str, str, str]  # source, relation, target, status
WORDS = {
    "fr": {
        "selection": "Sélection\u00a0: {told}",
        "when": "État du {date}.",
        "none": "Aucun lien.",
        "quote": "«\u00a0{quote}\u00a0»",
        "speaker": "Selon {name}.",
        "unknown": "source non identifiée",
    },
    "en": {
        "selection": "Selection: {told}",
        "when": "As of {date}.",
        "none": "No link.",
        "quote": "“{quote}”",
        "speaker": "According to {name}.",
        "unknown": "unidentified source",
    },
}
# Everything that begins markup inside a line, in CommonMark, GitHub's and Pandoc's: what begins it at the start of a
# line alone (a list, a title) needs nothing, for no text of an article stands there.
_MARKUP = re.compile(r"[\\`*_\[\]<>&~^$!|#{}=@]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_SPACES = re.compile("[\t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029 ]+")


def escaped(text: str) -> str:
    """A text as Markdown on one line that shows it as it is; controls and turns of direction show as « \ufffd »."""
    line = _SPACES.sub(" ", text).strip()
    shown = "".join("\ufffd" if _hidden(letter) else letter for letter in line)
    return _MARKUP.sub(r"\\\g<0>", shown) or "\ufffd"


def _hidden(letter: str) -> bool:
    return (
        unicodedata.category(letter) in ("Cc", "Cn") or "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069"
    )


def write(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write the links as sentences, then the notes; the same passage behind two links is one note."""
    links: defaultdict[Link, list[Row]] = defaultdict(list)
    notes: dict[str, int] = {}
    for row in with_link_ends(claims).to_dict("records"):
        source, relation, target, status = (str(row[name]) for name in LINK)
        links[source, relation, target, status].append({str(key): value for key, value in row.items()})
    ontology = load_ontology()
    parts = [*_head(claims, context), *_families(links, notes, ontology, context.lang)]
    parts += [f"[^{number}]: {note}" for note, number in notes.items()]
    out.write(("\n\n".join(parts) + "\n").encode("utf-8"))


def _head(claims: pd.DataFrame, context: Context) -> list[str]:
    words = WORDS[context.lang]
    head = [f"# {escaped(headline(claims, context.lang))}"]
    if context.selection:
        head.append(words["selection"].format(told=escaped(context.selection)))
    if context.when:
        head.append(words["when"].format(date=escaped(Words(context.lang).date(context.when))))
    return head


def _families(links: Mapping[Link, list[Row]], notes: dict[str, int], ontology: Ontology, lang: Language) -> list[str]:
    """A title for each family and its sentences, the best attested first; fills the notes in order of appearance."""
    order = sorted(links, key=lambda link: (-len(links[link]), link))
    parts: list[str] = []
    for family in ontology.families.values():
        own = [link for link in order if ontology.relations[link[1]].family == family.id]
        if own:
            parts.append(f"## {escaped(family.label(lang))}")
            parts.append("\n".join(_sentence(link, links[link], notes, ontology, lang) for link in own))
    return parts or [WORDS[lang]["none"]]


def _sentence(link: Link, rows: Iterable[Row], notes: dict[str, int], ontology: Ontology, lang: Language) -> str:
    source, relation, target, status = link
    words, rows = Words(lang), list(rows)
    facts = [] if status == "asserted" else [ontology.statuses[status].label(lang).lower()]
    known = [row for row in rows if row["amount"] == row["amount"]]  # NaN when unknown
    facts += list(dict.fromkeys(words.amount(row["amount"], row["currency"]) for row in known))
    verb = escaped(ontology.relations[relation].label(lang))
    told = f"- **{escaped(source)}** {verb} **{escaped(target)}**"
    told += f" ({', '.join(escaped(fact) for fact in facts)})" if facts else ""
    numbers = dict.fromkeys(notes.setdefault(_note(row, lang), len(notes) + 1) for row in rows)
    return told + "".join(f"[^{number}]" for number in numbers)


def _note(row: Row, lang: Language) -> str:
    """A note: the quotation, who says so, then title, outlet, date and address of the article."""
    words = WORDS[lang]
    parts = [words["quote"].format(quote=escaped(row["quote"]))]
    if row["speaker"]:
        parts.append(words["speaker"].format(name=escaped(row["speaker"])))
    origin = [f"*{escaped(row['title'] or row['article'])}*", escaped(row["outlet"] or words["unknown"])]
    if row["published"]:
        origin.append(escaped(Words(lang).date(row["published"]) or row["published"]))
    parts.append(f"{', '.join(origin)}.")
    if safe_url(row["url"]):
        parts.append(f"<{row['url']}>")
    return " ".join(parts)


FORMATS = (
    Format(
        name="markdown",
        extension=".md",
        mime="text/markdown",
        label={"fr": "Markdown (texte et notes)", "en": "Markdown (text and notes)"},
        good_for={
            "fr": "un article : une phrase par lien, chaque citation en note de bas de page",
            "en": "an article: one sentence per link, every quotation as a footnote",
        },
        write=write,
    ),
)
