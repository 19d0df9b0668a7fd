"""FollowTheMoney: its own package finds every entity valid, and network and table read back equal from them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd
import pytest
from followthemoney import EntityProxy, model
from followthemoney.types import registry
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import network as net
from graph.errors import ExportError
from graph.export import Context, export, ftm, to_bytes
from graph.export.xml import unescaped
from graph.network import Network, background, build_network, date_range
from graph.ontology import load_ontology
from graph.table import COLUMNS, NUMBERS, OFFSETS
from tests.samples import sample_actors, sample_table
from tests.strategies import ANY_TEXT, NASTY, tables

LINKS = {"UnknownLink": ftm.UNKNOWN} | {edge.schema: edge for edge in (*ftm.EDGES.values(), ftm._DIRECTORSHIP)}
Entities = dict[str, EntityProxy]


def network_of(table: pd.DataFrame) -> Network:
    return build_network(table, background(table, sample_actors()))


def written(table: pd.DataFrame, context: Context | None = None) -> bytes:
    return to_bytes("ftm", network_of(table), table, context)


def entities(data: bytes) -> Entities:
    """The entities by id, in their order, as FollowTheMoney has them; no value was dropped or changed on the way."""
    found = {}
    for line in data.decode().split("\n")[:-1]:
        proxy = model.get_proxy(json.loads(line))
        assert proxy.to_dict()["properties"] == json.loads(line)["properties"]
        assert proxy.id not in found
        found[proxy.id] = proxy
    return found


def assert_valid(found: Entities) -> None:
    """By the schemata of FollowTheMoney: each value, what is required, and which entities point at which."""
    for proxy in found.values():
        proxy.schema.validate(proxy.to_dict())
        assert registry.entity.validate(proxy.id)
        assert all(proxy.get(name) for name in proxy.schema.required), proxy.to_dict()
        for prop, value in proxy.itervalues():
            assert not prop.stub
            if prop.type == registry.entity:
                assert found[value].schema.is_a(prop.range), (proxy.schema.name, prop.name, found[value].schema.name)


def texts(proxy: EntityProxy, name: str) -> list[str]:
    return [unescaped(value) for value in proxy.get(name, quiet=True)]


def text(proxy: EntityProxy, name: str) -> str:
    values = texts(proxy, name)
    assert len(values) <= 1
    return values[0] if values else ""


def told(proxy: EntityProxy, name: str) -> dict[str, str]:
    """The values of lines « column: value »."""
    pairs = [value.partition(": ") for value in texts(proxy, name)]
    assert len({column for column, _, _ in pairs}) == len(pairs)
    return {column: value for column, _, value in pairs}


def split(words: Iterable[str], known: Iterable[str]) -> tuple[list[str], list[str]]:
    words = list(words)
    return [word for word in words if word in set(known)], [word for word in words if word not in set(known)]


def network_in(found: Entities) -> Network:
    """The network that the actors and links are."""
    ontology = load_ontology()
    back: Network = nx.MultiDiGraph()
    for proxy in found.values():
        if proxy.schema.name in ftm.SCHEMATA.values():
            (kind,), roles = split(texts(proxy, "keywords"), ontology.kinds)
            counts = {name: int(value) for name, value in told(proxy, "notes").items()}
            assert proxy.schema.name == ftm.SCHEMATA[kind]
            back.add_node(text(proxy, "name"), kind=kind, roles=roles, aliases=texts(proxy, "alias"), **counts)
    for proxy in found.values():
        if proxy.schema.name in LINKS:
            edge = LINKS[proxy.schema.name]
            source, target = (text(found[text(proxy, end)], "name") for end in (edge.source, edge.target))
            back.add_edge(source, target, key=text(proxy, "recordId"), **link_in(proxy, found))
    return back


def link_in(proxy: EntityProxy, found: Entities) -> dict[str, Any]:
    relation, _, status = text(proxy, "recordId").partition("/")
    lines = told(proxy, "description")
    first, last = date_range(proxy.get("date"))
    return {
        net.RELATION: relation,
        net.STATUS: status,
        net.WEIGHT: int(lines["weight"]),
        net.OUTLETS: int(lines["outlets"]),
        net.SPEAKERS: texts(proxy, "namesMentioned"),
        net.AMOUNT: float(lines["amount"]) if "amount" in lines else None,
        net.CURRENCY: lines.get("currency", ""),
        net.FIRST_DATE: first,
        net.LAST_DATE: last,
        net.QUOTES: texts(proxy, "summary"),
        net.ARTICLES: list(dict.fromkeys(text(found[number], "fileName") for number in proxy.get("proof"))),
        net.CONFIDENCE: float(lines["confidence"]),
    }


def table_in(found: Entities) -> pd.DataFrame:
    """The table of claims that the passages are."""
    rows = [claim_in(proxy, found) for proxy in found.values() if proxy.schema.name == "Note"]
    table = pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)
    return table.astype(dict.fromkeys(OFFSETS, "int64") | dict.fromkeys(NUMBERS, "float64"))


def claim_in(proxy: EntityProxy, found: Entities) -> dict[str, Any]:
    article = found[text(proxy, "proof")]
    ends = proxy.get("entity")
    relation, status = proxy.get("keywords")
    row: dict[str, Any] = dict.fromkeys(COLUMNS, "") | {"amount": "nan"} | told(proxy, "notes")
    row |= {"source": text(found[ends[0]], "name"), "target": text(found[ends[-1]], "name")}
    row |= {"relation": relation, "status": status, "quote": text(proxy, "description")}
    row |= {"speaker": text(proxy, "namesMentioned"), "article": text(article, "fileName")}
    row |= {"title": text(article, "title"), "outlet": text(article, "publisher"), "url": text(article, "sourceUrl")}
    row |= {"published": text(article, "publishedAt"), "genre": text(article, "keywords")}
    return row | told(article, "notes")


def same(value: Any) -> Any:
    """An attribute as FtM can hold it: there is no empty text among others."""
    return [item for item in value if item] if isinstance(value, list) else value


def assert_same(back: Network, network: Network) -> None:
    assert list(back) == list(network)
    for name, data in network.nodes(data=True):
        assert back.nodes[name] == {title: same(value) for title, value in data.items()}
    edges = {(source, target, key): data for source, target, key, data in back.edges(keys=True, data=True)}
    assert set(edges) == set(network.edges(keys=True))
    for source, target, key, data in network.edges(keys=True, data=True):
        assert edges[source, target, key] == {title: same(value) for title, value in data.items()}


@pytest.mark.parametrize("hostile", [False, True])
def test_every_entity_is_valid_and_network_and_table_read_back_equal(hostile: bool) -> None:
    table = sample_table(hostile)
    found = entities(written(table))
    assert_valid(found)
    assert_same(network_in(found), network_of(table))
    pd.testing.assert_frame_equal(table_in(found), table)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_any_network_and_table_read_back_equal(table: pd.DataFrame) -> None:
    network = build_network(table)
    found = entities(to_bytes("ftm", network, table))
    assert_valid(found)
    assert_same(network_in(found), network)
    pd.testing.assert_frame_equal(table_in(found), table, check_exact=True)


def test_followthemoney_would_change_no_value_of_an_ordinary_file() -> None:
    data = written(sample_table())
    for line in data.splitlines():
        entity = json.loads(line)
        assert EntityProxy.from_dict(entity, cleaned=False).to_dict()["properties"] == entity["properties"]


def test_kinds_and_links_become_what_followthemoney_has_for_them() -> None:
    found = entities(written(sample_table()))
    assert Counter(proxy.schema.name for proxy in found.values()) == {
        **{"Article": 5, "Note": 30, "Person": 2, "Company": 3, "PublicBody": 3, "Organization": 3, "Asset": 1},
        **{"Document": 1, "UnknownLink": 21, "Ownership": 2, "Membership": 2, "Directorship": 1, "Employment": 1},
    }


def links(found: Entities, relation: str, status: str = "asserted") -> list[EntityProxy]:
    return [proxy for proxy in found.values() if proxy.get("recordId", quiet=True) == [f"{relation}/{status}"]]


def test_what_is_denied_planned_or_reported_is_no_fact_of_a_schema() -> None:
    found = entities(written(sample_table()))
    for relation, status in (("invests_in", "denied"), ("acquires", "reported"), ("invests_in", "reported")):
        (link,) = links(found, relation, status)
        assert link.schema.name == "UnknownLink"
    (denied,) = links(found, "invests_in", "denied")
    assert (denied.get("role"), denied.get("status")) == (["investit dans (nié)"], ["Nié"])
    assert denied.get("startDate") == denied.get("endDate") == []


def test_ownership_tells_shares_and_since_when() -> None:
    found = entities(written(sample_table(), Context(lang="en")))
    (owns,) = links(found, "owns")
    assert (owns.schema.name, owns.get("percentage"), owns.get("sharesValue")) == ("Ownership", ["51"], [])
    (invests,) = links(found, "invests_in")
    assert (invests.get("sharesValue"), invests.get("sharesCurrency")) == (["15000000"], ["EUR"])
    assert invests.get("date") == ["2023-11-14", "2023-11-15", "2024-02-26"]
    assert (invests.get("startDate"), owns.get("startDate")) == (["2024-02-26"], [])
    assert (invests.get("role"), invests.get("status")) == (["invests in"], ["Stated"])
    assert found[invests.first("owner")].caption == "Banque Vauclair"
    assert len(invests.get("proof")) == len(invests.get("summary")) == 3
    assert invests.get("publisher") == ["La Gazette du Port", "Le Fanal"]
    assert invests.get("namesMentioned") == ["un proche du dossier"]


def test_posts_are_directorships_if_their_words_say_so_and_past_ones_have_ended() -> None:
    found = entities(written(sample_table()))
    (leads,) = links(found, "holds_position_at")
    assert (leads.schema.name, leads.get("role"), leads.get("endDate")) == ("Directorship", ["PDG"], [])
    (left,) = links(found, "holds_position_at", "past")
    assert (left.schema.name, left.get("role"), left.get("endDate")) == (
        "Employment",
        ["ministre délégué"],
        ["2024-01"],
    )
    assert left.get("status") == ["Passé"]


@pytest.mark.parametrize(
    ("relation", "source", "target", "schema"),
    [
        ("owns", "company", "product", "Ownership"),
        ("owns", "company", "party", "UnknownLink"),
        ("acquires", "product", "company", "UnknownLink"),
        ("member_of", "person", "party", "Membership"),
        ("member_of", "person", "law", "UnknownLink"),
        ("holds_position_at", "person", "government", "Employment"),
        ("holds_position_at", "company", "government", "UnknownLink"),
        ("lobbies", "company", "law", "UnknownLink"),
    ],
)
def test_a_schema_is_taken_only_for_ends_that_fit(relation: str, source: str, target: str, schema: str) -> None:
    table = sample_table().iloc[:1].assign(relation=relation, source_kind=source, target_kind=target)
    found = entities(to_bytes("ftm", build_network(table), table))
    assert_valid(found)
    assert [link.schema.name for link in links(found, relation)] == [schema]


def test_an_unknown_link_says_what_it_is() -> None:
    found = entities(written(sample_table()))
    assert [link.get("role") for link in links(found, "scrutinises")] == [["examine", "rapprochement"]] * 2
    (law,) = links(found, "legislates", "planned")
    assert law.get("role") == ["légifère sur (prévu)"]
    assert found[law.first("object")].get("title") == ["Loi Sémaphore"]


def test_a_passage_has_its_quotation_its_article_and_its_speaker() -> None:
    found = entities(written(sample_table()))
    notes = [proxy for proxy in found.values() if proxy.schema.name == "Note"]
    (note,) = [each for each in notes if each.get("keywords") == ["lobbies", "reported"]]
    assert note.caption.startswith("Selon l’Observatoire du Code, Ondine Robotique fait pression")
    assert note.get("namesMentioned") == ["Observatoire du Code"]
    assert [found[number].caption for number in note.get("proof")] == ["Ce que dit l’enquête"]
    assert [found[number].caption for number in note.get("entity")] == ["Ondine Robotique", "Commission européenne"]
    (article,) = [each for each in found.values() if each.get("fileName", quiet=True) == ["a-quai.txt"]]
    assert article.get("publisher") == ["La Gazette du Port"]
    assert article.get("publishedAt") == ["2023-11-14"]
    assert article.get("sourceUrl") == ["https://exemple.test/a-quai.txt"]


def test_an_entity_has_the_same_id_in_every_export() -> None:
    table = sample_table()
    part = table[table["relation"] == "owns"]
    known = background(table, sample_actors())
    whole, some = entities(written(table)), entities(to_bytes("ftm", build_network(part, known), part))
    assert set(some) < set(whole)
    assert written(table) == written(sample_table())


def test_the_same_passage_twice_is_two_entities() -> None:
    table = pd.concat([sample_table().iloc[:1]] * 2, ignore_index=True)
    found = entities(to_bytes("ftm", build_network(table), table))
    assert sum(proxy.schema.name == "Note" for proxy in found.values()) == 2


def with_article(**columns: str) -> pd.DataFrame:
    return sample_table().iloc[:1].assign(**{name: pd.Series([value], dtype=object) for name, value in columns.items()})


@settings(max_examples=200, deadline=None)
@given(
    st.from_regex(ftm._URL, fullmatch=True)
    | st.tuples(st.sampled_from(["http://", "https://", "ftp://", "HTTPS://", ""]), ANY_TEXT).map("".join)
)
def test_an_address_stays_one_or_goes_to_the_notes(url: str) -> None:
    found = entities(to_bytes("ftm", build_network(with_article(url=url)), with_article(url=url)))
    assert_valid(found)
    assert set(table_in(found)["url"]) == {url}


@pytest.mark.parametrize("published", ["0999", "2999-12", "3000-01-01", "hier", "2024-02-30", "2024"])
def test_a_date_that_followthemoney_does_not_take_goes_to_the_notes(published: str) -> None:
    table = with_article(published=published)
    found = entities(to_bytes("ftm", build_network(table), table))
    assert_valid(found)
    assert set(table_in(found)["published"]) == {published}


@settings(max_examples=200, deadline=None)
@given(st.lists(NASTY | st.text(max_size=3) | st.characters(categories=["Zs", "Cf", "Cn", "Co"])).map("".join))
def test_any_name_is_one_that_followthemoney_takes_and_reads_back(name: str) -> None:
    shown = ftm._held("name", name)
    assert unescaped(shown) == name
    assert registry.name.validate(shown) or not name


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        ("source", "Nom " * 100, r"« Nom Nom .*… » has 400 characters, and name of FollowTheMoney takes 384"),
        ("speaker", "x" * 385, "namesMentioned of FollowTheMoney takes 384"),
        ("title", "é" * 1025, r"has 1,025 characters, and title of FollowTheMoney takes 1,024; shorten it, or take"),
        ("quote", "é" * 65_001, "has 65,001 characters, and summary of FollowTheMoney takes 65,000"),
    ],
)
def test_what_is_too_long_is_refused_before_writing(column: str, value: str, told: str, tmp_path: Path) -> None:
    table = with_article(**{column: value})
    with pytest.raises(ExportError, match=told) as refused:
        export("ftm", tmp_path / "a.ndjson", build_network(table), table)
    assert "\n" not in str(refused.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("column", "value"), [("source", "N" * 384), ("title", "é" * 1024), ("quote", "é" * 65_000)])
def test_what_is_just_short_enough_is_written(column: str, value: str) -> None:
    table = with_article(**{column: value})
    found = entities(to_bytes("ftm", build_network(table), table))
    assert_valid(found)
    assert list(table_in(found)[column]) == [value]


def test_our_limits_are_those_of_followthemoney() -> None:
    properties = {name: prop for schema in model.schemata.values() for name, prop in schema.properties.items()}
    for name, longest in ftm._LONGEST.items():
        assert properties[name].type.max_length == longest
    assert registry.string.max_length == ftm._LONGEST_STRING
    for edge in LINKS.values():
        schema = model.get(edge.schema)
        assert (schema.edge_source, schema.edge_target) == (edge.source, edge.target)


def test_every_kind_has_a_schema_and_no_role_is_called_like_a_kind() -> None:
    ontology = load_ontology()
    assert set(ftm.SCHEMATA) == set(ontology.kinds)
    assert not set(ontology.kinds) & set(ontology.roles)
