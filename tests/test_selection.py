"""Filters: what passes, what each would leave, how they read, and their way through an address."""

from __future__ import annotations

from dataclasses import fields, replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import UsageError
from graph.network import background, build_network, link_numbers
from graph.ontology import Language, load_ontology
from graph.selection import FACETS, FIELDS, UNKNOWN_OUTLET, Narrowest, Selection, headline
from tests.samples import sample_actors, sample_table
from tests.strategies import ANY_TEXT, ISO, tables

TABLE = sample_table()
KNOWN = background(TABLE, sample_actors())
MONEY = frozenset({"invests_in", "acquires", "owns"})
ALLIANCES = frozenset({"partners_with", "competes_with"})
ASSERTED = frozenset({"asserted"})
VOCABULARY = load_ontology()


def only(**filters: object) -> Selection:
    """A selection whose facets are given as a text or as several."""
    return Selection(**{k: frozenset({v}) if k in FACETS and isinstance(v, str) else v for k, v in filters.items()})  # type: ignore[arg-type]


def links(selection: Selection, table: pd.DataFrame = TABLE) -> int:
    """Links of the network that the selection leaves."""
    return build_network(selection.apply(table)).number_of_edges()


# What passes.


def test_the_default_selects_everything() -> None:
    assert Selection().apply(TABLE).equals(TABLE)


@pytest.mark.parametrize(
    ("selection", "column", "values"),
    [
        (only(relations=MONEY), "relation", MONEY),
        (only(statuses="denied"), "status", {"denied"}),
        (only(articles="a-quai.txt"), "article", {"a-quai.txt"}),
        (only(outlets="Le Fanal"), "outlet", {"Le Fanal"}),
        (only(outlets=UNKNOWN_OUTLET), "article", {"d-enquete.txt"}),
    ],
)
def test_facets_of_claims_keep_exactly_the_chosen_ones(selection: Selection, column: str, values: set[str]) -> None:
    kept = selection.apply(TABLE, KNOWN)
    assert set(kept[column]) == set(values)
    assert not set(TABLE.drop(kept.index)[column]) & set(values)


def test_both_ends_must_be_of_a_chosen_kind() -> None:
    kept = only(kinds=frozenset({"person", "company"})).apply(TABLE, KNOWN)
    assert not kept.empty
    assert set(kept["source_kind"]) | set(kept["target_kind"]) <= {"person", "company"}
    assert links(Selection(kinds=frozenset(VOCABULARY.kinds) - {"person"})) == 27 - 8


def test_one_end_with_a_chosen_role_is_enough() -> None:
    kept = only(roles="mep").apply(TABLE, KNOWN)
    assert set(kept["source"]) == {"Marc Delestre"}
    assert set(kept["relation"]) == {"member_of", "holds_position_at", "criticises"}


def test_roles_are_those_of_the_whole_table() -> None:
    assert links(only(roles="mep", relations="criticises")) == 1


@pytest.mark.parametrize(
    ("since", "until", "articles"),
    [
        ("2024-01", None, {"a-quai.txt", "c-hemicycle.txt", "e-bilan.txt"}),  # one claim of the first speaks of 2025
        (None, "2023-11-14", {"a-quai.txt"}),
        ("2024-01-31", "2024-01-31", {"c-hemicycle.txt"}),  # known to the month: it may be that day
        ("2024-02", "2024-02", {"e-bilan.txt"}),
        ("2025-06", "2025-06", {"a-quai.txt"}),  # « en 2025 »
        ("2026", None, set()),
        ("2024-02", "2023-01", set()),
    ],
)
def test_a_period_keeps_claims_whose_date_meets_it(since: str | None, until: str | None, articles: set[str]) -> None:
    assert set(Selection(since=since, until=until).apply(TABLE)["article"]) == articles


@pytest.mark.parametrize(
    ("search", "actors"),
    [
        ("solene", {"Solène Artaud"}),
        ("ARTAUD solène", {"Solène Artaud"}),
        ("bruxelles", {"Commission européenne"}),  # by alias
        ("l'executif", {"Commission européenne"}),
        ("europeenne", {"Commission européenne"}),
        ("  ", None),
        ("personne de ce nom", set()),
    ],
)
def test_search_keeps_links_that_touch_a_matching_actor(search: str, actors: set[str] | None) -> None:
    kept = Selection(search=search).apply(TABLE, KNOWN)
    touching = TABLE if actors is None else TABLE[TABLE["source"].isin(actors) | TABLE["target"].isin(actors)]
    assert kept.equals(touching)


def test_confidence_is_at_least_what_is_asked() -> None:
    assert list(Selection(min_confidence=0.7).apply(TABLE)["confidence"].drop_duplicates().sort_values()) == [0.7, 0.9]


def test_nothing_ticked_shows_nothing() -> None:
    assert all(replace(Selection(), **{facet: frozenset()}).apply(TABLE).empty for facet in FACETS)


# What each would leave.


def ticked(selection: Selection, facet: str, value: str, counts: dict[str, int], table: pd.DataFrame) -> int:
    """Links that the count beside a value stands for, found by ticking it."""
    if facet != "kinds":
        return link_numbers(replace(selection, **{facet: frozenset({value})}).apply(table)).nunique()
    everything = selection.lift("kinds")
    rest = replace(everything, kinds=frozenset(VOCABULARY.kinds) - {value})
    return link_numbers(everything.apply(table)).nunique() - link_numbers(rest.apply(table)).nunique()


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """Any selection that a page or an address can make."""

    def some(values: st.SearchStrategy[str]) -> frozenset[str] | None:
        return draw(st.none() | st.frozensets(values, max_size=4))

    return Selection(
        relations=some(st.sampled_from(list(VOCABULARY.relations))),
        kinds=some(st.sampled_from(list(VOCABULARY.kinds))),
        roles=some(st.sampled_from(list(VOCABULARY.roles))),
        articles=some(st.sampled_from(list(TABLE["article"])) | ANY_TEXT),
        outlets=some(st.sampled_from(list(TABLE["outlet"])) | ANY_TEXT),
        statuses=some(st.sampled_from(list(VOCABULARY.statuses))),
        since=draw(ISO) or None,
        until=draw(ISO) or None,
        search=draw(ANY_TEXT | st.sampled_from(["artaud", "ondine"])),
        min_confidence=draw(st.just(0.0) | st.floats(0, 1)),
    )


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        only(relations=MONEY),
        only(kinds=frozenset({"person", "company"}), statuses="asserted"),
        only(outlets="Le Fanal", search="ondine"),
        only(articles="a-quai.txt", roles="investor", since="2024"),
    ],
)
def test_counts_are_the_links_that_ticking_leaves(selection: Selection) -> None:
    for facet, counts in selection.facets(TABLE, KNOWN).items():
        for value, count in counts.items():
            assert count == ticked(selection, facet, value, counts, TABLE), (facet, value)


@settings(max_examples=25, deadline=None)
@given(tables(max_claims=5), selections())
def test_counts_agree_on_any_table(table: pd.DataFrame, selection: Selection) -> None:
    for facet, counts in selection.facets(table).items():
        for value, count in counts.items():
            assert count == ticked(selection, facet, value, counts, table), (facet, value)


def test_counts_come_in_the_order_of_the_vocabulary_and_hold_each_value_of_the_table() -> None:
    counts = only(relations="owns").facets(TABLE, KNOWN)
    assert list(counts) == list(FACETS)
    assert list(counts["relations"]) == list(VOCABULARY.relations)
    assert list(counts["outlets"]) == ["La Gazette du Port", "Le Fanal", UNKNOWN_OUTLET]
    assert counts["articles"]["a-quai.txt"] == 0  # it says nothing of owning, but its row stays
    assert counts["roles"]["mep"] == 0


# Which filter empties the view.


def test_the_narrowest_filter_is_the_one_whose_lifting_brings_most_back() -> None:
    empty = only(statuses="planned", relations=MONEY)
    assert empty.narrowest(TABLE, KNOWN) == Narrowest("statuses", 1, 27)
    assert links(empty.lift("statuses")) == 5


@pytest.mark.parametrize(
    ("selection", "name"),
    [
        (only(search="inconnue"), "search"),
        (only(since="2030", relations=MONEY), "period"),
        (only(min_confidence=0.95), "confidence"),
        (only(kinds=frozenset()), "kinds"),
    ],
)
def test_any_filter_may_be_the_narrowest_and_lifting_it_shows_links(selection: Selection, name: str) -> None:
    narrowest = selection.narrowest(TABLE, KNOWN)
    assert narrowest is not None
    assert (narrowest.name, narrowest.links) == (name, 0)
    assert links(selection.lift(name)) > 0


def test_there_is_no_narrowest_filter_while_links_show() -> None:
    assert only(statuses="planned").narrowest(TABLE, KNOWN) is None
    assert Selection().narrowest(TABLE.iloc[:0]) is None


# How it reads.


@pytest.mark.parametrize(
    ("selection", "lang", "sentence"),
    [
        (Selection(), "fr", "Toutes les relations, tous les statuts."),
        (Selection(), "en", "All relations, all statuses."),
        (only(relations=MONEY | ALLIANCES), "fr", "Relations : Alliances, Argent."),
        (only(relations="invests_in", statuses="asserted"), "fr", "Relation : « investit dans » ; statut : affirmé."),
        (only(relations="invests_in", statuses="asserted"), "en", "Relation: “invests in”; status: stated."),
        (only(relations=MONEY | {"uses"}), "fr", "Relations : Argent, « utilise »."),
        (only(relations=frozenset(VOCABULARY.relations) - {"uses"}), "fr", "Toutes les relations sauf « utilise »."),
        (
            only(relations=frozenset(VOCABULARY.relations) - MONEY - {"uses"}),
            "en",
            "All relations but Money and “uses”.",
        ),
        (only(relations=frozenset(VOCABULARY.relations)), "fr", "Toutes les relations, tous les statuts."),
        (
            only(statuses=frozenset(VOCABULARY.statuses) - {"denied", "past"}),
            "fr",
            "Tous les statuts sauf nié et passé.",
        ),
        (only(kinds=frozenset({"person", "law"})), "fr", "Acteurs : personnes, lois."),
        (only(roles="mep"), "en", "Role: MEPs."),
        (only(roles=frozenset({"mep", "investor"})), "fr", "Rôles : eurodéputés, investisseurs."),
        (only(statuses=frozenset()), "fr", "Aucun statut."),
        (only(outlets=frozenset({"", "Le Fanal"})), "fr", "Sources : source non identifiée, Le Fanal."),
        (only(articles=frozenset("abcd")), "fr", "4 articles."),
        (only(search=" Artaud "), "fr", "Acteurs nommés « Artaud »."),
        (only(search="Artaud", min_confidence=0.5), "en", "Actors named “Artaud”; confidence of at least 50%."),
        (
            only(since="2023-11", until="2024-03", statuses="asserted"),
            "fr",
            "Statut : affirmé ; de novembre 2023 à mars 2024.",
        ),
        (only(since="2023-11"), "fr", "Toutes les relations, tous les statuts, depuis novembre 2023."),
    ],
)
def test_the_filter_in_words(selection: Selection, lang: Language, sentence: str) -> None:
    assert selection.describe(lang) == sentence


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("fr", "Toutes les relations, tous les statuts, de novembre 2023 à mars 2024."),
        ("en", "All relations, all statuses, from November 2023 to March 2024."),
    ],
)
def test_the_sentence_tells_the_period_of_what_is_shown(lang: Language, sentence: str) -> None:
    shown = TABLE[~TABLE["date"].isin(["2025", "2024-04"])]
    assert Selection().describe(lang, shown) == sentence
    assert Selection().describe(lang, shown.iloc[:0]) == Selection().describe(lang)


@pytest.mark.parametrize(
    ("rows", "french", "english"),
    [
        (30, "13 acteurs et 27 liens, lus dans 5 articles.", "13 actors and 27 links, read in 5 articles."),
        (1, "2 acteurs et 1 lien, lus dans 1 article.", "2 actors and 1 link, read in 1 article."),
        (0, "Aucun acteur, aucun lien.", "No actors, no links."),
    ],
)
def test_headline(rows: int, french: str, english: str) -> None:
    assert headline(TABLE.iloc[:rows], "fr") == french
    assert headline(TABLE.iloc[:rows], "en") == english


def test_headline_groups_thousands_and_agrees_with_one_actor() -> None:
    many = pd.concat([TABLE.iloc[:1].assign(target=f"Société {number}") for number in range(1250)], ignore_index=True)
    assert headline(many, "fr") == "1\u202f251 acteurs et 1\u202f250 liens, lus dans 1 article."
    assert headline(many, "en") == "1,251 actors and 1,250 links, read in 1 article."
    alone = TABLE.iloc[:1].assign(target=TABLE.iloc[0]["source"])
    assert headline(alone, "fr") == "1 acteur et 1 lien, lus dans 1 article."


# Through an address.


@settings(deadline=None)  # the machine may be busy
@given(selections())
def test_an_address_gives_back_the_selection(selection: Selection) -> None:
    assert Selection.from_query(selection.to_query()) == selection


def test_an_address_says_only_what_is_filtered() -> None:
    assert Selection().to_query() == {}
    assert only(relations=MONEY, since="2024").to_query() == {"relations": "acquires,invests_in,owns", "since": "2024"}


@pytest.mark.parametrize(
    ("query", "selection"),
    [
        ({"relations": "owns,bogus", "page": "2"}, only(relations="owns")),
        ({"relations": "bogus"}, Selection()),
        ({"statuses": ""}, only(statuses=frozenset())),
        ({"since": "hier", "until": "2024-13"}, Selection()),
        ({"min_confidence": "nan"}, Selection()),
        ({"min_confidence": "7"}, Selection()),
        ({"min_confidence": "beaucoup"}, Selection()),
        ({"outlets": "-,Le Fanal"}, only(outlets=frozenset({UNKNOWN_OUTLET, "Le Fanal"}))),
    ],
)
def test_unknown_values_of_an_address_are_dropped(query: dict[str, str], selection: Selection) -> None:
    assert Selection.from_query(query) == selection


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"relations": "owns,bogus"}, "--relations « bogus » is unknown; there are: partners_with"),
        ({"since": "hier"}, "--since « hier » is no date"),
        ({"min_confidence": "7"}, "--min-confidence « 7 »"),
    ],
)
def test_the_command_line_names_an_unknown_value(query: dict[str, str], named: str) -> None:
    with pytest.raises(UsageError, match=named):
        Selection.from_query(query, strict=True)


def test_every_filter_is_offered_to_the_command_line() -> None:
    assert [field.name for field in FIELDS] == [field.name for field in fields(Selection)]
    assert all(field.option == f"--{field.name.replace('_', '-')}" for field in FIELDS)
