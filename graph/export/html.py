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

import pandas as pd

from graph.addresses import safe_url
from graph.bundle import bundle_path
from graph.drawing import SEPARATOR, payload
from graph.export.format import Context, Format
from graph.layout import WIDE, Point, positions
from graph.network import Network, with_link_ends
from graph.ontology import Language, load_ontology
from graph.selection import headline
from graph.ui.texts import Words

PARTS = Path(__file__).with_name("page")
SIGNS = Path(__file__).resolve().parents[1] / "ui" / "canvas" / "shapes.js"
WORDS = {
    "fr": {
        "relations": "Relations",
        "statuses": "Statuts",
        "links": "Liens",
        "hint": "Cliquez sur un lien ou un acteur pour lire les phrases qui le disent.",
        "none": "Aucun lien ne passe ces filtres.",
        "all": "← Tous les liens",
        "original": "article d’origine",
        "speaker": "selon {name}",
        "unknown": "source non identifiée",
        "network": "Réseau dessiné ; la liste des liens dit la même chose en texte.".replace(" ;", "\u00a0;"),
    },
    "en": {
        "relations": "Relations",
        "statuses": "Statuses",
        "links": "Links",
        "hint": "Click a link or an actor to read the sentences that say so.",
        "none": "No link passes these filters.",
        "all": "← All links",
        "original": "original article",
        "speaker": "according to {name}",
        "unknown": "unidentified source",
        "network": "Drawn network; the list of links says the same in text.",
    },
}
_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}"><meta name="referrer" content="no-referrer">
<title>Maillage</title><style>{css}</style></head><body>
<header><h1>{headline}</h1><p>{told}</p>
<fieldset class="filters" id="relations"><legend>{relations}</legend></fieldset>
<fieldset class="filters" id="statuses"><legend>{statuses}</legend></fieldset></header>
<main id="net" aria-label="{network}"></main><aside aria-live="polite" tabindex="0"></aside>
<script type="application/json" id="data">{data}</script>
<script>{bundle}</script>
<script>{script}</script>
</body></html>
"""


def write(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write the page; actors without a position get one of a layout of their own."""
    words = WORDS[context.lang]
    told = " ".join(part for part in (context.selection, context.when) if part)
    page = _PAGE.format(
        lang=context.lang,
        policy=escape(policy()),
        css=_part("page.css"),
        headline=escape(headline(claims, context.lang)),
        told=escape(told).replace("\x00", "\ufffd"),
        relations=words["relations"],
        statuses=words["statuses"],
        network=words["network"],
        data=as_json(_data(network, claims, context)),
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
    rest = "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    return f"default-src 'none'; script-src {hashes}; {rest}"


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")


@lru_cache(maxsize=1)
def _bundle() -> str:
    # The map would be asked for by a browser's tools; an end of script inside a string would end ours.
    text = bundle_path().read_text(encoding="utf-8").replace("//# sourceMappingURL=", "// map: ")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("</script", "<\\/script").replace("<!--", "<\\!--")


@lru_cache(maxsize=1)
def _script() -> str:
    return "\n".join(['"use strict";', SIGNS.read_text(encoding="utf-8"), _part("page.js")])


@lru_cache(maxsize=4)
def _part(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")


def _data(network: Network, claims: pd.DataFrame, context: Context) -> dict[str, Any]:
    ontology, lang = load_ontology(), context.lang
    places = _places(network, context)
    picture = payload(network, {"wide": places, "tall": places}, lang)
    rows = with_link_ends(claims).to_dict("records")
    return {
        **{name: picture[name] for name in ("nodes", "edges", "options", "palette", "shapes")},
        "relations": {one.id: {"label": one.label(lang), "family": one.family} for one in ontology.relations.values()},
        "statuses": {one.id: one.label(lang) for one in ontology.statuses.values()},
        "claims": [_claim({str(key): value for key, value in row.items()}, lang) for row in rows],
        "words": WORDS[lang],
    }


def _places(network: Network, context: Context) -> dict[str, Point]:
    if all(name in context.positions for name in network):
        return {name: context.positions[name] for name in network}
    return positions(network, *WIDE)


def _claim(row: Mapping[str, Any], lang: Language) -> dict[str, Any]:
    words, own = Words(lang), WORDS[lang]
    first, last = row["trigger_start"] - row["char_start"], row["trigger_end"] - row["char_start"]
    quote = row["quote"]
    if not 0 <= first < last <= len(quote):
        first = last = len(quote)
    return {
        **{name: row[name] for name in ("source", "relation", "target", "status")},
        "line": SEPARATOR.join((row["source"], row["relation"], row["target"])),
        "speaker": own["speaker"].format(name=row["speaker"]) if row["speaker"] else "",
        "worth": words.amount(row["amount"], row["currency"]) if row["amount"] == row["amount"] else "",
        "quote": [quote[:first], quote[first:last], quote[last:]],
        "outlet": row["outlet"] or own["unknown"],
        "date": words.date(row["published"]) if row["published"] else "",
        "title": row["title"] or row["article"],
        "url": row["url"] if safe_url(row["url"]) else "",
    }


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
