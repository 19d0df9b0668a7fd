"""JSON-LD: rdflib finds every actor, link, claim and article again, and nothing is fetched from outside."""

from __future__ import annotations

import json
import math
import urllib.request
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest
from hypothesis import given, settings
from rdflib import PROV, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.query import Result

from graph.errors import ExportError
from graph.export import Context, to_bytes
from graph.export.jsonld import _TYPES
from graph.network import Network, background, build_network
from graph.ontology import load_ontology
from graph.table import COLUMNS, NUMBERS, OFFSETS, ORDER, TIES
from tests.samples import HOSTILE, sample_actors, sample_table
from tests.strategies import ANY_TEXT, tables

SDO = Namespace("https://schema.org/")  # rdflib's own lacks PoliticalParty
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
OWN = Namespace("urn:maillage:term:")


@pytest.fixture(autouse=True)
def _no_address_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(*_: object, **__: object) -> None:
        raise AssertionError("the file makes its reader fetch an address")

    monkeypatch.setattr(urllib.request.OpenerDirector, "open", fetch)


def written(table: pd.DataFrame, context: Context | None = None) -> bytes:
    return to_bytes("jsonld", build_network(table), table, context)


def read(data: bytes) -> Graph:
    return Graph().parse(data=data, format="json-ld")


def text(graph: Graph, subject: Any, *path: URIRef) -> str:
    """The text at the end of a path of properties; "" if there is none."""
    for step in path:
        found = list(graph.objects(subject, step))
        assert len(found) <= 1
        if not found:
            return ""
        subject = found[0]
    return str(subject)


def amount(graph: Graph, subject: Any) -> tuple[float, str]:
    value = text(graph, subject, SDO.amount, SDO.value)
    currency = text(graph, subject, SDO.amount, SDO.currency) or text(graph, subject, SDO.amount, SDO.unitText)
    return float(value) if value else math.nan, currency


def claims_of(graph: Graph) -> pd.DataFrame:
    """The table of claims read off the triples, as ``graph.table.claims_table`` orders it."""
    table = pd.DataFrame([_claim(graph, one) for one in graph.subjects(RDF.type, SDO.Claim)], columns=list(COLUMNS))
    kinds = dict.fromkeys(OFFSETS, "int64") | dict.fromkeys(NUMBERS, "float64")
    table = table.astype({name: kinds.get(name, object) for name in COLUMNS})
    return table.sort_values(ORDER + TIES, kind="stable").reset_index(drop=True)


def _claim(graph: Graph, one: Any) -> dict[str, Any]:
    article = graph.value(one, PROV.wasQuotedFrom)
    told = {name: text(graph, one, OWN[name]) for name in COLUMNS}
    told["amount"], told["currency"] = amount(graph, one)
    return told | {
        **{end: text(graph, one, OWN[end], SDO.name) for end in ("source", "target")},
        "relation": text(graph, one, OWN.relation, SDO.identifier),
        "speaker": text(graph, one, PROV.wasAttributedTo, SDO.name),
        "quote": text(graph, one, PROV.value),
        "article": text(graph, article, OWN.file),
        "article_id": text(graph, article, SDO.identifier),
        "title": text(graph, article, SDO.name),
        "outlet": text(graph, article, SDO.publisher, SDO.name),
        "url": text(graph, article, SDO.url),
        "published": text(graph, article, SDO.datePublished),
        "genre": text(graph, article, SDO.genre),
    }


def assert_claims(graph: Graph, table: pd.DataFrame) -> None:
    back = claims_of(graph)

    def rows(of: pd.DataFrame) -> list[tuple[str, ...]]:
        return sorted(tuple(map(repr, row)) for row in of[list(COLUMNS)].itertuples(index=False, name=None))

    assert rows(back) == rows(table)  # claims that agree in all that orders them have no order of their own


def texts(graph: Graph, subject: Any, *path: URIRef) -> set[str]:
    """The texts at the end of a path, where each property may have several values."""
    subjects = {subject}
    for step in path:
        subjects = {one for each in subjects for one in graph.objects(each, step)}
    return set(map(str, subjects))


def assert_network(graph: Graph, network: Network) -> None:
    """Equal nodes, edges and attributes."""
    actors = {text(graph, one, SDO.name): one for one, _ in graph.subject_objects(OWN.degree)}
    assert set(actors) == set(network)
    for name, data in network.nodes(data=True):
        one = actors[name]
        assert text(graph, one, OWN.kind) == data["kind"]
        assert URIRef(SDO[_TYPES[data["kind"]].removeprefix("schema:")]) in set(graph.objects(one, RDF.type))
        assert texts(graph, one, OWN.roles) == set(data["roles"])
        assert texts(graph, one, SDO.alternateName) == set(data["aliases"])
        assert [int(text(graph, one, OWN[key])) for key in ("degree", "outlets")] == [data["degree"], data["outlets"]]
    links = dict(_links(graph))
    assert set(links) == set(network.edges(keys=True))
    for *ends, data in network.edges(keys=True, data=True):
        one = links[ends[0], ends[1], ends[2]]
        known = math.nan if data["amount"] is None else data["amount"]
        assert repr(amount(graph, one)) == repr((known, data["currency"]))
        assert [int(text(graph, one, OWN[key])) for key in ("weight", "outlets")] == [data["weight"], data["outlets"]]
        assert [text(graph, one, OWN[key]) for key in ("first_date", "last_date")] == [
            data["first_date"],
            data["last_date"],
        ]
        assert float(text(graph, one, OWN.confidence)) == data["confidence"]
        assert texts(graph, one, OWN.speakers, SDO.name) == set(data["speakers"])
        assert texts(graph, one, PROV.wasDerivedFrom, PROV.value) == set(data["quotes"])
        assert texts(graph, one, PROV.wasDerivedFrom, PROV.wasQuotedFrom, OWN.file) == set(data["articles"])
        assert len(texts(graph, one, PROV.wasDerivedFrom)) == data["weight"]
        assert set(graph.subjects(OWN.states, one)) == set(graph.objects(one, PROV.wasDerivedFrom))


def _links(graph: Graph) -> Iterator[tuple[tuple[str, str, str], Any]]:
    for one in graph.subjects(RDF.type, OWN.Link):
        source, target = (text(graph, one, OWN[end], SDO.name) for end in ("source", "target"))
        yield (source, target, f"{text(graph, one, OWN.relation, SDO.identifier)}/{text(graph, one, OWN.status)}"), one


@pytest.mark.parametrize("hostile", [False, True])
def test_rdflib_finds_all_of_it_again(hostile: bool) -> None:
    table = sample_table(hostile)
    network = build_network(table, background(table, sample_actors()))
    graph = read(to_bytes("jsonld", network, table))
    assert_claims(graph, table)
    assert_network(graph, network)


@settings(max_examples=60, deadline=None)
@given(table=tables())
def test_rdflib_finds_any_claims_and_network_again(table: pd.DataFrame) -> None:
    graph = read(written(table))
    assert_claims(graph, table)
    assert_network(graph, build_network(table))


def test_quotes_and_ends_can_be_asked_for_in_sparql() -> None:
    table = sample_table()
    found: Result = read(written(table)).query(
        """
        PREFIX schema: <https://schema.org/>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX term: <urn:maillage:term:>
        SELECT ?source ?label ?target ?quote ?title ?who WHERE {
            ?claim term:source/schema:name ?source; term:target/schema:name ?target;
                term:relation/rdfs:label ?label; prov:value ?quote;
                prov:wasQuotedFrom/schema:name ?title; prov:wasAttributedTo/schema:name ?who .
            FILTER (lang(?label) = "en")
        }
        """
    )
    english = {relation.id: relation.label("en") for relation in load_ontology().relations.values()}
    said = table[table["speaker"] != ""]
    wanted = said[["source", "relation", "target", "quote", "title", "speaker"]].replace({"relation": english})
    assert sorted(tuple(map(str, row)) for row in found) == sorted(wanted.itertuples(index=False, name=None))
    assert len(found) == 6


def test_an_article_is_news_with_its_publisher_day_and_address() -> None:
    graph = read(written(sample_table()))
    article = graph.value(predicate=SDO.name, object=Literal("La banque monte à bord"))
    assert set(graph.objects(article, RDF.type)) == {SDO.NewsArticle, PROV.Entity}
    assert text(graph, article, SDO.publisher, SDO.name) == "La Gazette du Port"
    assert graph.value(article, SDO.datePublished) == Literal("2023-11-14", datatype=XSD.date)
    assert graph.value(article, SDO.url) == Literal("https://exemple.test/a-quai.txt", datatype=XSD.anyURI)


def test_dates_are_as_precise_as_they_are_known() -> None:
    kinds = {
        str(date): date.datatype for date in read(written(sample_table())).objects(None, OWN.date) if date.datatype
    }
    assert kinds == {
        "2025": XSD.gYear,
        "2024-04": XSD.gYearMonth,
        "2024-03": XSD.gYearMonth,
        "2024-02-26": XSD.date,
    }


def test_a_speaker_is_an_actor_of_the_network_or_somebody_else() -> None:
    graph = read(written(sample_table()))
    speakers = {str(one).split(":")[2] + " " + text(graph, one, SDO.name) for one in graph.objects(None, OWN.speakers)}
    assert "actor Solène Artaud" in speakers
    assert "speaker un proche du dossier" in speakers
    assert {text(graph, one, SDO.name) for one in graph.subjects(RDF.type, PROV.Agent)} == {
        *("Solène Artaud", "Ondine Robotique", "Observatoire du Code", "Banque Vauclair", "un proche du dossier")
    }


def test_nothing_denied_or_reported_is_told_as_a_fact() -> None:
    # Every statement about an actor is about the actor alone: no property leads from one to another.
    graph = read(written(sample_table()))
    actors = set(graph.subjects(OWN.degree))
    assert not [triple for triple in graph if triple[0] in actors and triple[2] in actors]


def test_the_same_claim_twice_is_two_pieces_of_evidence() -> None:
    table = sample_table()
    twice = pd.concat([table, table.iloc[:1]]).reset_index(drop=True)
    graph = read(written(twice))
    assert_claims(graph, twice)
    assert len(set(graph.subjects(RDF.type, SDO.Claim))) == 31


def test_addresses_are_the_same_whatever_is_shown_and_safe_whatever_the_names() -> None:
    table = sample_table(hostile=True)
    graph, part = read(written(table)), read(written(table[table["relation"] == "lobbies"]))
    assert set(part.subjects(RDF.type, SDO.Claim)) < set(graph.subjects(RDF.type, SDO.Claim))
    for one in (*graph.subjects(unique=True), *graph.predicates(unique=True)):
        assert not isinstance(one, URIRef) or not set(one) & set(' <>"{}|\\^`\n\t\r\x00')
    actors = {unquote(one.removeprefix("urn:maillage:actor:")) for one in graph.subjects(OWN.degree)}
    assert actors >= set(HOSTILE.values())
    assert Graph().parse(data=graph.serialize(format="nt"), format="nt").isomorphic(graph)


@settings(max_examples=60, deadline=None)
@given(selection=ANY_TEXT)
def test_the_file_says_what_was_selected_and_when(selection: str) -> None:
    graph = read(written(sample_table(), Context(selection, "2024-04-01")))
    about = graph.value(predicate=RDF.type, object=SDO.Dataset)
    assert (text(graph, about, SDO.name), text(graph, about, SDO.description)) == ("Maillage", selection)
    assert graph.value(about, SDO.dateCreated) == Literal("2024-04-01", datatype=XSD.date)


def test_relations_have_words_in_both_languages() -> None:
    graph = read(written(sample_table()))
    owns = graph.value(predicate=SDO.identifier, object=Literal("owns"))
    assert set(graph.objects(owns, RDFS.label)) == {Literal("possède", lang="fr"), Literal("owns", lang="en")}


def test_every_kind_of_actor_has_a_type_of_schema_org() -> None:
    assert set(_TYPES) == set(load_ontology().kinds)


def test_the_context_stands_in_the_file_and_every_prefix_in_the_context() -> None:
    content = json.loads(written(sample_table()))
    assert isinstance(content["@context"], dict)
    for node in content["@graph"]:
        types = [node["type"]] if isinstance(node["type"], str) else node["type"]
        assert {one.partition(":")[0] for one in types if ":" in one} <= set(content["@context"])
        assert not [name for name in node if ":" in name]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert written(sample_table(), Context(when="2024-04-01")) == written(sample_table(), Context(when="2024-04-01"))


def test_an_empty_network_is_a_file_too() -> None:
    graph = read(written(sample_table().iloc[:0]))
    assert not set(graph.subjects(RDF.type, SDO.Claim))
    assert set(graph.subjects(RDF.type, SDO.Dataset))


def test_a_date_that_is_no_day_is_refused() -> None:
    with pytest.raises(ExportError, match="« 2024 » is no day"):
        written(sample_table(), Context(when="2024"))
