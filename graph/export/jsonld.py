"""JSON-LD for the web of data: actors as schema.org has them, each claim as PROV-O evidence quoted from its article.

The context stands in the file, so that a reader fetches nothing. How things are told:

- A link and a claim are nodes of their own, never a plain « A owns B »: what is denied or reported must not become a
  fact. A link was derived from claims (prov:wasDerivedFrom), a claim quoted from an article (prov:wasQuotedFrom) in the
  words prov:value, and attributed to its speaker, if any, an actor or somebody else (prov:wasAttributedTo).
- What neither vocabulary has keeps the name of our table or network, under urn:maillage:term:.
- Names become urn: addresses by percent-encoding, claims by a hash of their row: the same in every export.
- Numbers with decimals are text typed xsd:double, because JSON-LD would cut them after 16 digits; dates are typed as
  precisely as they are known.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import Any, BinaryIO
from urllib.parse import quote

import pandas as pd

from graph.export import looks
from graph.export.format import Context, Format
from graph.network import (
    ALIASES,
    AMOUNT,
    ARTICLES,
    CONFIDENCE,
    CURRENCY,
    FIRST_DATE,
    KIND,
    LAST_DATE,
    QUOTES,
    RELATION,
    SPEAKERS,
    Network,
    with_link_ends,
)
from graph.ontology import load_ontology
from graph.periods import bounds
from graph.table import COLUMNS

_CONTEXT = {
    "@vocab": "urn:maillage:term:",
    "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "label": {"@id": "rdfs:label", "@container": "@language"},
    **{name: f"schema:{name}" for name in ("name", "alternateName", "identifier", "description", "creator", "genre")},
    **{name: f"schema:{name}" for name in ("amount", "currency", "unitText", "dateCreated", "datePublished")},
    "value": {"@id": "schema:value", "@type": "xsd:double"},
    "url": {"@id": "schema:url", "@type": "xsd:anyURI"},
    "publisher": {"@id": "schema:publisher", "@type": "@id"},
    "quote": "prov:value",
    **{name: {"@id": f"prov:{name}", "@type": "@id"} for name in ("wasDerivedFrom", "wasQuotedFrom")},
    "wasAttributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"},
    **{name: {"@type": "@id"} for name in ("source", "target", "relation", "states", "speakers")},
    CONFIDENCE: {"@type": "xsd:double"},
}
_TYPES = {
    "person": "schema:Person",
    "group": "schema:Organization",
    "company": "schema:Corporation",
    "product": "schema:Product",
    "institution": "schema:GovernmentOrganization",
    "government": "schema:GovernmentOrganization",
    "law": "schema:Legislation",
    "party": "schema:PoliticalParty",
    "organisation": "schema:Organization",
    "media": "schema:NewsMediaOrganization",
}
_OF_ARTICLE = ("article", "article_id", "title", "outlet", "url", "published", "genre")  # columns told of it alone
_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}  # by the length of an ISO date
_Node = dict[str, Any]


def write(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write actors, links, claims and articles as JSON-LD, one node a line; same input, same bytes."""
    nodes = [_line(node) for node in _nodes(network, claims, context)]  # all, so that a refusal leaves nothing
    out.write(f'{{\n"@context": {_line(_CONTEXT).decode()},\n"@graph": [\n  '.encode())
    out.write(b",\n  ".join(nodes))
    out.write(b"\n]\n}\n")


def _line(node: Mapping[str, Any]) -> bytes:
    return json.dumps(node, ensure_ascii=False).encode()


def _urn(kind: str, *names: str) -> str:
    return f"urn:maillage:{kind}:{'/'.join(quote(name, safe='') for name in names)}"


def _link(source: str, relation: str, status: str, target: str) -> str:
    return _urn("link", source, relation, status, target)


def _nodes(network: Network, claims: pd.DataFrame, context: Context) -> Iterator[_Node]:
    """Every node, without what is unknown or empty; evidence has its words, were there none."""
    speakers = set(claims["speaker"])
    evidence: defaultdict[str, list[str]] = defaultdict(list)
    told = list(_claims(network, claims))
    for claim in told:
        evidence[claim["states"]].append(claim["id"])
    for node in (
        _about(context),
        *_relations(network),
        *_actors(network, speakers),
        *_speakers(speakers.difference(network)),
        *_links(network, evidence),
        *told,
        *_articles(claims),
    ):
        yield {name: one for name, one in node.items() if one not in (None, "", []) or name == "quote"}


def _about(context: Context) -> _Node:
    return {
        "type": "schema:Dataset",
        "name": looks.GENERATOR,
        "description": context.selection,
        "dateCreated": _date(looks.day(context)),
    }


def _relations(network: Network) -> Iterator[_Node]:
    used = {data[RELATION] for _, _, data in network.edges(data=True)}
    for relation in load_ontology().relations.values():
        if relation.id in used:
            words = {lang: relation.label(lang) for lang in relation.words}
            yield {"id": _urn("relation", relation.id), "type": "Relation", "identifier": relation.id, "label": words}


def _actors(network: Network, speakers: set[str]) -> Iterator[_Node]:
    for name, data in network.nodes(data=True):
        types = [_TYPES.get(data[KIND], "schema:Thing"), *(["prov:Agent"] if name in speakers else [])]
        plain = {key: one for key, one in data.items() if key != ALIASES}
        yield {"id": _urn("actor", name), "type": types, "name": name, "alternateName": data[ALIASES], **plain}


def _speakers(names: set[str]) -> Iterator[_Node]:
    for name in sorted(filter(None, names)):
        yield {"id": _urn("speaker", name), "type": "prov:Agent", "name": name}


def _who(name: str, network: Network) -> str:
    return _urn("actor" if name in network else "speaker", name)


def _links(network: Network, evidence: Mapping[str, list[str]]) -> Iterator[_Node]:
    for source, target, data in network.edges(data=True):
        iri = _link(source, data[RELATION], data["status"], target)
        told = {key: one for key, one in data.items() if key not in (QUOTES, ARTICLES, CURRENCY)}
        told |= {RELATION: _urn("relation", data[RELATION]), AMOUNT: _amount(data[AMOUNT], data[CURRENCY])}
        told |= {SPEAKERS: [_who(name, network) for name in data[SPEAKERS]], CONFIDENCE: repr(float(data[CONFIDENCE]))}
        told |= {key: _date(data[key]) for key in (FIRST_DATE, LAST_DATE)}
        ends = {"source": _urn("actor", source), "target": _urn("actor", target)}
        yield {"id": iri, "type": ["Link", "prov:Entity"], **ends, **told, "wasDerivedFrom": evidence[iri]}


def _claims(network: Network, claims: pd.DataFrame) -> Iterator[_Node]:
    seen: Counter[Hashable] = Counter()
    ends = with_link_ends(claims)
    for row, source, target in zip(
        claims[list(COLUMNS)].to_dict("records"), ends["source"], ends["target"], strict=True
    ):
        yield _claim(row, seen, network) | {"states": _link(source, row["relation"], row["status"], target)}


def _claim(row: Mapping[Hashable, Any], seen: Counter[Hashable], network: Network) -> _Node:
    # The very same claim twice has two addresses: the second ends in -2.
    row_hash = hashlib.sha256(json.dumps(list(row.values())).encode()).hexdigest()[:32]
    seen[row_hash] += 1
    iri = _urn("claim", row_hash if seen[row_hash] == 1 else f"{row_hash}-{seen[row_hash]}")
    told = {str(name): one for name, one in row.items() if name not in (*_OF_ARTICLE, "speaker", "currency")}
    told |= {end: _urn("actor", row[end]) for end in ("source", "target")}
    told |= {RELATION: _urn("relation", row["relation"]), "date": _date(row["date"])}
    told |= {AMOUNT: _amount(row["amount"], row["currency"]), CONFIDENCE: repr(float(row["confidence"]))}
    return {
        "id": iri,
        "type": ["schema:Claim", "prov:Entity"],
        **told,
        "wasQuotedFrom": _urn("article", row["article_id"]),
        "wasAttributedTo": _who(row["speaker"], network) if row["speaker"] else None,
    }


def _articles(claims: pd.DataFrame) -> Iterator[_Node]:
    articles = claims.drop_duplicates("article_id")
    for outlet in sorted(set(articles["outlet"]) - {""}):
        yield {"id": _urn("outlet", outlet), "type": "schema:NewsMediaOrganization", "name": outlet}
    for row in articles[list(_OF_ARTICLE)].to_dict("records"):
        yield {
            "id": _urn("article", row["article_id"]),
            "type": ["schema:NewsArticle", "prov:Entity"],
            "identifier": row["article_id"],
            "file": row["article"],
            "name": row["title"],
            "publisher": _urn("outlet", row["outlet"]) if row["outlet"] else None,
            "datePublished": _date(row["published"]),
            "url": row["url"],
            "genre": row["genre"],
        }


def _amount(amount: float | None, currency: str) -> _Node | None:
    """A sum of money, a share or a bare number; None if neither amount nor currency is known."""
    known = {} if amount is None or pd.isna(amount) else {"value": repr(float(amount))}
    if not currency:
        return {"type": "schema:QuantitativeValue", **known} if known else None
    if currency == "%":
        return {"type": "schema:QuantitativeValue", **known, "unitText": currency}
    return {"type": "schema:MonetaryAmount", **known, "currency": currency}


def _date(iso: str) -> _Node | str:
    """An ISO date typed as precisely as it is; a text that is none stays text."""
    return {"@type": _DATES[len(iso)], "@value": iso} if bounds(iso) else iso


FORMATS = (
    Format(
        name="jsonld",
        extension=".jsonld",
        mime="application/ld+json",
        label={"fr": "JSON-LD (données liées)", "en": "JSON-LD (linked data)"},
        good_for={
            "fr": "web de données, SPARQL : schema.org pour les acteurs, PROV-O pour les preuves",
            "en": "linked data, SPARQL: schema.org for actors, PROV-O for the evidence",
        },
        write=write,
    ),
)
