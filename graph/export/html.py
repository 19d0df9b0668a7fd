"""One HTML page that stands alone: the network, filters and every sentence; it opens from a disk and asks for nothing.

Its policy allows the scripts that are written here (by their hash) and no connection; texts of articles travel as JSON.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

import pandas as pd

from graph import description, engine
from graph.addresses import safe_url
from graph.drawing import SEPARATOR, draw, lines, payload
from graph.export.format import Context, Format
from graph.layout import TALL, WIDE, Places, frame, positions
from graph.model import READING_NOTE, STATUSES
from graph.network import STATUS, Network, with_link_ends
from graph.ontology import Language, load_ontology
from graph.selection import headline
from graph.signs import signs_sheet
from graph.texts import Words

PARTS = Path(__file__).with_name("page")
PHONE_HEIGHT = 530  # CSS pixels of the picture there
WORDS: Mapping[Language, Mapping[str, Any]] = {
    "fr": {
        "filters": "Filtrer",
        "relations": "Relations",
        "kinds": "Acteurs",
        "statuses": "Statuts",
        "all": "← Tous les liens",
        "without": "Sans\u00a0:",
        "says": "{actors} et {links}, lus dans {articles}.",
        "actors": ["{n} acteur", "{n} acteurs"],
        "links": ["{n} lien", "{n} liens"],
        "articles": ["{n} article", "{n} articles"],
        "more": ["{n} autre lien", "{n} autres liens"],
        "network": "Réseau dessiné\u00a0; la liste des liens dit la même chose en texte.",
    },
    "en": {
        "filters": "Filter",
        "relations": "Relations",
        "kinds": "Actors",
        "statuses": "Statuses",
        "all": "← All links",
        "without": "Without:",
        "says": "{actors} and {links}, read in {articles}.",
        "actors": ["{n} actor", "{n} actors"],
        "links": ["{n} link", "{n} links"],
        "articles": ["{n} article", "{n} articles"],
        "more": ["{n} more link", "{n} more links"],
        "network": "Drawn network; the list of links says the same in text.",
    },
}
STYLE = ("width", "dashes", "status", "arrows")  # of a drawn line: what its main status decides
_FACES = (
    ("Maillage Plex", "ibm-plex-sans-latin", "normal"),
    ("Newsreader", "newsreader-latin", "normal"),
    ("Newsreader", "newsreader-latin-italic", "italic"),
)
_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="no-referrer">
<title>Maillage</title><style>{css}</style></head><body>
<header><h1>{headline}</h1><p>{told}</p></header>
<details class="filters" open><summary>{filters}</summary><p class="brand" title="Maillage"></p>
<fieldset id="relations"><legend>{relations}</legend></fieldset>
<fieldset id="kinds"><legend>{kinds}</legend></fieldset>
<fieldset id="statuses"><legend>{statuses}</legend></fieldset></details>
<main id="net">{canvas}</main><aside aria-live="polite" tabindex="0"></aside>
<script type="application/json" id="data">{data}</script>
<script>{bundle}</script>
<script>{script}</script>
</body></html>
"""


def write(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write the page; actors without a position get one of a layout of their own."""
    words = WORDS[context.lang]
    when = Words(context.lang).date(context.when) if context.when else ""
    told = " ".join(part for part in (context.selection, when) if part).replace("\x00", "\ufffd")
    page = _PAGE.format(
        lang=context.lang,
        policy=escape(policy()),
        css=_css(),
        headline=escape(headline(claims, context.lang)),
        told=escape(told),
        **{name: words[name] for name in ("filters", "relations", "kinds", "statuses")},
        canvas=engine.part("view.html"),
        data=as_json({**_data(network, claims, context), "canvas": _canvas(told, context.lang)}),
        bundle=_bundle(),
        script=_script(),
    )
    out.write(page.encode("utf-8"))


def as_json(value: Any) -> str:
    """JSON that no text inside it can leave: < > & stand as escapes, and all beyond ASCII too."""
    text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def policy() -> str:
    """The Content-Security-Policy: our two scripts by their hash, styles, and nothing from anywhere."""
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in (_bundle(), _script()))
    rest = "style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
    return f"default-src 'none'; script-src {hashes}; {rest}"


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


@lru_cache(maxsize=1)
def _bundle() -> str:
    # An end of script inside a string would end ours.
    text = engine.bundle().replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("</script", "<\\/script").replace("<!--", "<\\!--")


@lru_cache(maxsize=1)
def _script() -> str:
    return "\n".join(['"use strict";', *(engine.part(name) for name in engine.VIEW_PARTS), _part("page.js")])


@lru_cache(maxsize=1)
def _css() -> str:
    logo = f":root {{ --logo: url('data:image/svg+xml,{quote((engine.STATIC / 'logo.svg').read_text('utf-8'))}') }}"
    faces = [
        f"@font-face {{ font-family: {family}; src: {engine.font(name)}; font-style: {style}; font-weight: 100 800;"
        " font-stretch: 75% 100%; }"
        for family, name, style in _FACES
    ]
    return "\n".join([*faces, logo, signs_sheet(), engine.part("view.css"), _part("page.css")])


def _part(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")


def _data(network: Network, claims: pd.DataFrame, context: Context) -> dict[str, Any]:
    ontology, lang, words = load_ontology(), context.lang, Words(context.lang)
    places = _places(network, context)
    picture = payload(network, places, lang)
    styles = _styles(network, places, lang)
    rows = with_link_ends(claims).to_dict("records")
    return {
        **{name: picture[name] for name in ("nodes", "options", "frames", "palette", "shapes", "legend")},
        "edges": [{**edge, "styles": styles[edge["id"]]} for edge in picture["edges"]],
        "relations": {one.id: {"label": one.label(lang), "family": one.family} for one in ontology.relations.values()},
        "statuses": {one.id: {"label": one.label(lang)} for one in ontology.statuses.values()},
        "claims": [_claim({str(key): value for key, value in row.items()}, words) for row in rows],
        "words": {
            **{name: WORDS[lang][name] for name in ("all", "without", "says", "actors", "links", "articles", "more")},
            "nobody": description.headline(0, 0, 0, lang),
            "hint": words("empty_panel"),
            "none": words("empty_result"),
            "original": words("original"),
            "passages": [words("passages", n=1), words("passages", n=2).replace("2", "{n}")],
        },
    }


def _canvas(told: str, lang: Language) -> dict[str, Any]:
    """What the canvas asks of the page it stands on (graph/ui/canvas/view.js)."""
    texts = {**engine.TEXTS[lang], "canvas": WORDS[lang]["network"]}
    about = {"key": "network", "scene": "", "lang": lang, "texts": texts, "caption": told}
    return {**about, "height": PHONE_HEIGHT, "phone_height": PHONE_HEIGHT}


def _places(network: Network, context: Context) -> Places:
    """Both layouts: that of a phone is the wide one pressed into its frame, for another one would take seconds."""
    there = all(name in context.positions for name in network)
    wide = {name: context.positions[name] for name in network} if there else positions(network, *WIDE)
    (width, height), (narrow, long) = frame(len(wide), WIDE), frame(len(wide), TALL)
    return {"wide": wide, "tall": {name: (x * narrow / width, y * long / height) for name, (x, y) in wide.items()}}


def _styles(network: Network, places: Places, lang: Language) -> dict[str, dict[str, Any]]:
    """For each line and each of its statuses, the best attested first: how it is drawn where that one comes first."""
    drawn: dict[str, dict[str, Any]] = {}
    for status in STATUSES:
        links = network.edges(keys=True, data=True)
        left: Any = [(source, target, key) for source, target, key, link in links if link[STATUS] == status]
        for edge in draw(network.edge_subgraph(left), places["wide"], lang).edges:
            drawn.setdefault(edge["id"], {})[status] = {name: edge[name] for name in STYLE}
    return {line.id: {status: drawn[line.id][status] for status in line.statuses} for line in lines(network)}


def _claim(row: Mapping[str, Any], words: Words) -> dict[str, Any]:
    first, last = row["trigger_start"] - row["char_start"], row["trigger_end"] - row["char_start"]
    said = row["quote"]
    if not 0 <= first < last <= len(said):
        first = last = len(said)
    return {
        **{name: row[name] for name in ("source", "relation", "target", "status")},
        "article": row["article_id"],
        "line": SEPARATOR.join((row["source"], row["relation"], row["target"])),
        "speaker": _speaker(row, words),
        "worth": _worth(row, words),
        "quote": [said[:first], said[first:last], said[last:]],
        "outlet": row["outlet"] or words("unknown_outlet"),
        "date": words.date(row["published"]) if row["published"] else "",
        "title": row["title"] or row["article"],
        "url": row["url"] if safe_url(row["url"]) else "",
    }


def _speaker(row: Mapping[str, Any], words: Words) -> str:
    if row["speaker"]:
        return words("according_to", speaker=row["speaker"])
    return words("note_itself" if row["genre"] == READING_NOTE else "outlet_itself")


def _worth(row: Mapping[str, Any], words: Words) -> str:
    if row["amount"] == row["amount"]:  # NaN when unknown
        return words.amount(row["amount"], row["currency"])
    return words("quoted", text=row["role"]) if row["role"] else ""


FORMATS = (
    Format(
        name="html",
        extension=".html",
        mime="text/html",
        label={"fr": "Page HTML", "en": "HTML page"},
        good_for={
            "fr": "lire et partager : le réseau, ses filtres et ses citations en un seul fichier, sans connexion",
            "en": "reading and sharing: network, filters and quotations in a single file, without a connection",
        },
        write=write,
    ),
)
