"""The portrait of an actor: links from its side, roles with their reasons, names that could be its own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from graph.model import Actor
from graph.network import Background, background, build_network
from graph.ontology import load_ontology
from graph.portrait import listed, names_alike, portrait, ranking
from tests.samples import sample_actors, sample_table
from tests.strategies import tables

ROBOTS, BANK, FOUNDER = "Ondine Robotique", "Banque Vauclair", "Solène Artaud"
ONTOLOGY = load_ontology()


def known() -> Background:
    return background(sample_table(), sample_actors())


def test_the_list_starts_with_the_most_linked() -> None:
    actors = ranking(build_network(sample_table(), known()), ONTOLOGY)
    assert [one.name for one in actors[:2]] == [ROBOTS, BANK]
    assert [one.links for one in actors] == sorted((one.links for one in actors), reverse=True)
    for one in actors:
        assert sum(count for _, count in one.families) == one.links


@pytest.mark.parametrize(
    ("find", "kinds", "names"),
    [
        ("robotique", None, {ROBOTS}),
        ("  ROBOTIQUE ondine", None, {ROBOTS}),
        ("pepite", None, {ROBOTS}),  # an alias, without its accents
        ("bruxelles", None, {"Commission européenne"}),
        ("robotiques", None, set()),
        ("banque", {"person"}, set()),
        ("", {"law", "party"}, {"Loi Sémaphore", "Parti des Rives"}),
        ("", set(), set()),
    ],
)
def test_the_list_is_filtered_by_words_and_kinds(find: str, kinds: set[str] | None, names: set[str]) -> None:
    actors = ranking(build_network(sample_table(), known()), ONTOLOGY)
    assert {one.name for one in listed(actors, known(), find, kinds)} == names


def test_links_are_seen_from_the_actor() -> None:
    found = portrait(sample_table(), ROBOTS, known(), ONTOLOGY)
    by_end = {(bond.relation, bond.other, bond.outward): bond for bond in found.bonds}
    invested = by_end["invests_in", BANK, False]
    assert (len(invested.rows), invested.sources, invested.statuses) == (4, 3, ("asserted", "denied"))
    assert (invested.first, invested.last) == ("2023-11-14", "2024-02-26")
    assert ("invests_in", BANK, True) in by_end  # the other way round is another link
    assert len(by_end["partners_with", BANK, True].rows) == 2  # symmetric: told from either side, one link


def test_links_run_by_family_then_relation() -> None:
    found = portrait(sample_table(), ROBOTS, known(), ONTOLOGY)
    families = [list(ONTOLOGY.families).index(ONTOLOGY.relations[bond.relation].family) for bond in found.bonds]
    assert families == sorted(families)
    runs = [(bond.relation, bond.outward) for bond in found.bonds]
    assert len([run for i, run in enumerate(runs) if i == 0 or runs[i - 1] != run]) == len(set(runs))


def test_each_role_names_the_claims_that_give_it() -> None:
    claims = sample_table()
    roles = portrait(claims, FOUNDER, known(), ONTOLOGY).roles
    assert set(roles) == {"founder", "executive"}
    assert [claims.loc[row, "role"] for row in roles["executive"]] == ["PDG"]
    # « ancien ministre »: the past gives no role
    assert set(portrait(claims, "Marc Delestre", known(), ONTOLOGY).roles) == {"mep"}


@settings(deadline=None, max_examples=60)
@given(tables())
def test_every_claim_of_an_actor_is_in_one_of_its_links(claims) -> None:  # type: ignore[no-untyped-def]
    about = background(claims)
    for one in ranking(build_network(claims, about), ONTOLOGY):
        found = portrait(claims, one.name, about, ONTOLOGY)
        at_actor = claims[(claims["source"] == one.name) | (claims["target"] == one.name)]
        assert sorted(row for bond in found.bonds for row in bond.rows) == sorted(at_actor.index)
        assert len(found.bonds) == one.links
        assert sorted(row for row in found.rows) == sorted(at_actor.index)


NAMED = {
    "Thierry Breton": "person",
    "Breton": "person",
    "Breton SA": "company",
    "Paul Bretonneau": "person",
    "Ondine": "company",
    "Ondines": "company",
    "Ondine Lyre": "product",
    "Axa": "company",
    "Axo": "company",
    "SA 12": "company",
    "12": "company",
    "Commissariat": "institution",
    "Commission": "institution",
}


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Thierry Breton", ("Breton",)),
        ("Breton", ("Thierry Breton",)),
        ("Breton SA", ()),  # other kinds are other actors
        ("Ondine", ("Ondines",)),
        ("Axa", ()),  # too short to be alike by letters
        ("12", ()),  # a number alone tells nothing
        ("Commission", ()),
        ("nobody", ()),
    ],
)
def test_names_that_could_be_the_same(name: str, others: tuple[str, ...]) -> None:
    assert names_alike(name, Background(NAMED, {}, {}, {})) == others


def test_a_shared_alias_is_a_hint_and_a_shared_description_is_not() -> None:
    actors = [Actor("Alpha", "company", ("ABC",)), Actor("Omega", "company", ("Abc",))]
    actors += [Actor("Delta", "company", ("la banque",)), Actor("Sigma", "company", ("la banque",))]
    aliases = {one.name: one.aliases for one in actors}
    about = Background({one.name: "company" for one in actors}, {}, aliases, {})
    assert names_alike("Alpha", about) == ("Omega",)
    assert names_alike("Delta", about) == ()
