"""FollowTheMoney for OpenSanctions' tools, Aleph and OpenAleph: one entity a line, as JSON.

Its Python package is needed to read such files, not to write them. What becomes what:

- An actor is a Person, Company, PublicBody or Organization by its kind; a product an Asset, since it can be owned; a
  law a Document. Kind and roles stand among its keywords.
- A link that articles state, or state as past, and that FtM has a schema for is an Ownership, Directorship,
  Employment or Membership. Every other one is an UnknownLink whose role says what it is, and its status too: programs
  look at schemata, and what is denied, planned or reported must not become a fact there.
- ``date`` is when a link is told; it starts on a day only if a passage dates an investment or takeover, and a past one
  ended by the first day on which a passage tells it as past.
- An article is an Article, a passage a Note on both actors with the quotation for description and its article for
  proof. Links carry quotations, articles, outlets and speakers too.
- What FtM has no property for stands in the notes of an actor, article or passage and in the description of a link as
  « column: value », a line each, by the names of the table and of the network: nothing is lost.
- Characters that FtM would drop are made visible as in XML, and so is a name of blanks and quotation marks alone.

FtM has no room for what a file says of itself.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeAlias

import pandas as pd

from graph.errors import ExportError
from graph.export import looks
from graph.export.format import Context, Format
from graph.export.xml import escaped
from graph.network import (
    ALIASES,
    AMOUNT,
    CONFIDENCE,
    CURRENCY,
    DEGREE,
    KIND,
    LINK,
    OUTLETS,
    QUOTES,
    RELATION,
    ROLES,
    SPEAKERS,
    STATUS,
    WEIGHT,
    Network,
    claim_dates,
    date_range,
    says,
    with_link_ends,
)
from graph.ontology import Language, load_ontology
from graph.periods import bounds

SCHEMATA = {  # by kind of actor
    "person": "Person",
    "group": "Organization",
    "company": "Company",
    "product": "Asset",
    "institution": "PublicBody",
    "government": "PublicBody",
    "law": "Document",
    "party": "Organization",
    "organisation": "Organization",
    "media": "Company",
}
_TOPICS = {"party": ["pol.party"], "government": ["gov"]}
_ORGANISATIONS = frozenset({"Organization", "Company", "PublicBody"})
_LEGAL = _ORGANISATIONS | {"Person"}
_ANY = frozenset(SCHEMATA.values())

# What FtM holds in a value, in characters, by the type of its property; texts are the only long ones.
_NAMES = ("name", "alias", "namesMentioned")
_TEXTS = ("description", "summary", "notes")
_LONGEST = {**dict.fromkeys(_NAMES, 384), **dict.fromkeys(_TEXTS, 65_000), "sourceUrl": 4096}
_LONGEST_STRING = 1024
# Narrower than what FtM takes for an address; any other text that stands for one goes to the notes.
_URL = re.compile(
    r"https?://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?::\d{1,4})?(?:[/?#][!-~\u00A1-\uD7FF]*)?",
    re.ASCII | re.IGNORECASE,
)
_OF_ARTICLE = ["article_id", "article", "title", "outlet", "url", "published", "genre"]
# What a passage tells beside its ends, relation, status, speaker, article and words, which FtM has properties for.
_OF_PASSAGE = (
    *("source_kind", "target_kind", "role", "amount", "currency", "date", "char_start", "char_end"),
    *("trigger", "trigger_start", "trigger_end", "rule", "confidence"),
)

_Properties: TypeAlias = Mapping[str, Iterable[str]]
_Row: TypeAlias = Mapping[Any, Any]


@dataclass(frozen=True)
class Edge:
    """A schema for links: the properties that hold its two ends, and which schemata may stand there."""

    schema: str
    source: str
    target: str
    sources: frozenset[str]
    targets: frozenset[str]


UNKNOWN = Edge("UnknownLink", "subject", "object", _ANY, _ANY)
_OWNERSHIP = Edge("Ownership", "owner", "asset", _LEGAL, frozenset({"Company", "Asset"}))
_MEMBERSHIP = Edge("Membership", "member", "organization", _LEGAL, _ORGANISATIONS)
_EMPLOYMENT = Edge("Employment", "employee", "employer", frozenset({"Person"}), _ORGANISATIONS)
_DIRECTORSHIP = Edge("Directorship", "director", "organization", _LEGAL, _ORGANISATIONS)
EDGES = {
    "owns": _OWNERSHIP,
    "acquires": _OWNERSHIP,
    "invests_in": _OWNERSHIP,
    "member_of": _MEMBERSHIP,
    "holds_position_at": _EMPLOYMENT,
}
_FACTS = ("asserted", "past")
_BEGINS = ("acquires", "invests_in")  # an event: the day that a passage gives is when ownership begins


def write(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write articles, actors, links and passages in this order; same input, same bytes."""
    looks.day(context)
    lines = [line.encode() for line in _lines(network, claims, context.lang)]  # all, so that a refusal leaves nothing
    out.writelines(lines)


def _lines(network: Network, claims: pd.DataFrame, lang: Language) -> Iterator[str]:
    for row in claims[_OF_ARTICLE].drop_duplicates("article_id").to_dict("records"):
        yield _entity(_article_id(row), "Article", _article(row))
    for name, data in network.nodes(data=True):
        yield _entity(_actor_id(name), SCHEMATA[data[KIND]], _actor(name, data))
    yield from _links(network, claims, lang)
    seen: defaultdict[str, int] = defaultdict(int)
    for row in claims.to_dict("records"):
        number = _id("passage", *row.values())
        seen[number] += 1
        yield _entity(f"{number}-{seen[number]}", "Note", _passage(row))


def _article(row: _Row) -> _Properties:
    url, published = row["url"], row["published"]
    left = {name: row[name] for name, held in (("url", _url(url)), ("published", _day(published))) if not held}
    left["article_id"] = row["article_id"]
    return {
        "fileName": [row["article"]],
        "title": [row["title"]],
        "publisher": [row["outlet"]],
        "publishedAt": _day(published),
        "sourceUrl": _url(url),
        "keywords": [row["genre"]],
        "notes": _told(left, left),
    }


def _actor(name: str, data: _Row) -> _Properties:
    document = {"fileName": [name], "title": [name]} if SCHEMATA[data[KIND]] == "Document" else {}
    return {
        "name": [name],
        **document,
        "alias": data[ALIASES],
        "keywords": [data[KIND], *data[ROLES]],
        "topics": _TOPICS.get(data[KIND], []),
        "notes": _told(data, (DEGREE, OUTLETS)),
    }


def _links(network: Network, claims: pd.DataFrame, lang: Language) -> Iterator[str]:
    at_link: defaultdict[tuple[str, ...], list[_Row]] = defaultdict(list)
    for row in with_link_ends(claims).assign(told=claim_dates(claims)).to_dict("records"):
        at_link[tuple(row[name] for name in LINK)].append(row)
    for source, target, key, data in network.edges(keys=True, data=True):
        rows = at_link[source, data[RELATION], target, data[STATUS]]
        kinds = [network.nodes[end][KIND] for end in (source, target)]
        edge = _edge(data, kinds, rows)
        ends = {edge.source: [_actor_id(source)], edge.target: [_actor_id(target)]}
        yield _entity(_id("link", source, target, key), edge.schema, ends | _link(edge, key, data, rows, lang))


def _edge(data: _Row, kinds: Sequence[str], rows: Iterable[_Row]) -> Edge:
    """The schema of a link: a fact's own if it has one and its ends fit there, else that of any link."""
    edge = EDGES.get(data[RELATION], UNKNOWN) if data[STATUS] in _FACTS else UNKNOWN
    source, target = (SCHEMATA[kind] for kind in kinds)
    if source not in edge.sources or target not in edge.targets:
        return UNKNOWN
    leading = load_ontology().roles["executive"].role_words
    return _DIRECTORSHIP if edge == _EMPLOYMENT and any(says(row["role"], leading) for row in rows) else edge


def _link(edge: Edge, key: str, data: _Row, rows: Sequence[_Row], lang: Language) -> dict[str, Iterable[str]]:
    days = [day for row in rows for day in _day(row["told"])]
    own = [day for row in rows for day in _day(row["date"])]
    fact = edge != UNKNOWN
    return {
        "role": _roles(data, rows, lang, fact),
        "status": [load_ontology().statuses[data[STATUS]].label(lang)],
        "date": sorted(days),
        "startDate": [date_range(own)[0]] if fact and data[RELATION] in _BEGINS else [],
        "endDate": [date_range(days)[0]] if fact and data[STATUS] == "past" else [],
        **(_shares(data) if edge == _OWNERSHIP else {}),
        "summary": data[QUOTES],
        "namesMentioned": data[SPEAKERS],
        "proof": [_article_id(row) for row in rows],
        "publisher": [row["outlet"] for row in rows],
        "sourceUrl": [url for row in rows for url in _url(row["url"])],
        "recordId": [key],
        "description": _told(data, (WEIGHT, OUTLETS, CONFIDENCE, AMOUNT, CURRENCY)),
    }


def _roles(data: _Row, rows: Iterable[_Row], lang: Language, fact: bool) -> list[str]:
    """What the link is, in words; a fact's schema tells it, so posts stand alone there if passages name any."""
    ontology = load_ontology()
    label = ontology.relations[data[RELATION]].label(lang)
    if data[STATUS] != "asserted":
        label += f" ({ontology.statuses[data[STATUS]].label(lang).lower()})"
    posts = [row["role"] for row in rows if row["role"]]
    return posts if fact and posts else [label, *posts]


def _shares(data: _Row) -> dict[str, list[str]]:
    """The stated amount as a part of the capital or as the value of shares."""
    amount = _number(data[AMOUNT])
    if data[CURRENCY] == "%":
        return {"percentage": [amount]}
    return {"sharesValue": [amount], "sharesCurrency": [data[CURRENCY]]}


def _passage(row: _Row) -> _Properties:
    return {
        "entity": [_actor_id(row["source"]), _actor_id(row["target"])],
        "description": [row["quote"]],
        "proof": [_article_id(row)],
        "publisher": [row["outlet"]],
        "sourceUrl": _url(row["url"]),
        "namesMentioned": [row["speaker"]],
        "keywords": [row["relation"], row["status"]],
        "notes": _told(row, _OF_PASSAGE),
    }


def _told(data: _Row, names: Iterable[str]) -> list[str]:
    """« name: value » for each of these that is known."""
    lines = ((name, data[name] if isinstance(data[name], str) else _number(data[name])) for name in names)
    return [f"{name}: {value}" for name, value in lines if value]


def _number(value: float | None) -> str:
    return "" if value is None or value != value else repr(value).removesuffix(".0")


def _day(iso: str) -> list[str]:
    """The date if FtM takes it: from the year 1000 to 2999."""
    return [iso] if bounds(iso) and iso[0] in "12" else []


def _url(text: str) -> list[str]:
    return [text] if _URL.fullmatch(text) else []


def _actor_id(name: str) -> str:
    return _id("actor", name)


def _article_id(row: _Row) -> str:
    return _id("article", row["article_id"])


def _id(what: str, *parts: object) -> str:
    """An id from what the thing is, the same in every export."""
    return f"maillage-{what}-{hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:20]}"


def _entity(number: str, schema: str, properties: _Properties) -> str:
    held = {
        name: [_held(name, text) for text in dict.fromkeys(texts) if text] for name, texts in sorted(properties.items())
    }
    entity = {"id": number, "schema": schema, "properties": {name: texts for name, texts in held.items() if texts}}
    return json.dumps(entity, ensure_ascii=False) + "\n"


def _held(name: str, text: str) -> str:
    """The text as FtM holds it in this property; ExportError if it is too long for that."""
    shown = escaped(text)
    if name in _NAMES and not any(map(_visible, shown)):
        shown = "".join(f"_x{ord(letter):04X}_" for letter in text)
    longest = _LONGEST.get(name, _LONGEST_STRING)
    if len(shown) > longest:
        start = " ".join(text[:80].split())
        raise ExportError(
            f"« {start:.40}… » has {len(shown):,} characters, and {name} of FollowTheMoney takes {longest:,}; "
            "shorten it, or take « json » or « csv »"
        )
    return shown


def _visible(letter: str) -> bool:
    """Whether FtM takes a name that has it: blanks and quotation marks are none to it, any rare letter is one."""
    return letter > "\uffff" or (letter.isprintable() and letter not in " '\"")


FORMATS = (
    Format(
        name="ftm",
        extension=".ndjson",
        mime="application/x-ndjson",
        label={"fr": "FollowTheMoney (entités)", "en": "FollowTheMoney (entities)"},
        good_for={
            "fr": "Aleph, OpenSanctions : personnes, sociétés, parts, postes et liens, avec articles et citations",
            "en": "Aleph, OpenSanctions: people, companies, shares, posts and links, with articles and quotations",
        },
        write=write,
    ),
)
