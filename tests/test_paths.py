"""Paths between two actors: which are found, in which order, what proves each hop, and what is said to be weak."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.network import build_network, with_link_ends
from graph.paths import (
    FLAGS,
    MOST_PATHS,
    MOST_STEPS,
    Hop,
    Link,
    Path,
    Question,
    distance,
    find_paths,
    flag_counts,
    links_of,
    open_ways,
    remedies,
    said_of,
    sentences,
    suggestions,
)
from tests.samples import sample_table

ALL = frozenset(FLAGS)
BANK, ROBOTS, LAW, MEP = "Banque Vauclair", "Ondine Robotique", "Loi Sémaphore", "Marc Delestre"
TABLE = with_link_ends(sample_table())
LINKS = tuple(links_of(build_network(sample_table())))


def link(source: str, target: str, status: str = "asserted", outlets: int = 2, **more: object) -> Link:
    fields = {"relation": "supports", "weight": 1, "confidence": 1.0, **more}
    return Link(source=source, target=target, status=status, outlets=outlets, **fields)  # type: ignore[arg-type]


def found(links: list[Link], question: Question) -> list[str]:
    return ["".join(path.actors) for path in find_paths(open_ways(links, question.accepted), question)]


@pytest.mark.parametrize(
    ("status", "outlets", "flags"),
    [
        ("asserted", 2, set()),
        ("asserted", 1, {"single"}),
        ("planned", 2, set()),
        ("past", 2, set()),
        ("reported", 2, {"reported"}),
        ("denied", 1, {"denied", "single"}),
    ],
)
def test_a_link_bears_the_flags_of_its_status_and_sources(status: str, outlets: int, flags: set[str]) -> None:
    assert link("a", "b", status, outlets).flags == flags


# Each is weaker than the one before it.
@pytest.mark.parametrize(
    ("firmer", "weaker"),
    list(
        pairwise(
            [
                link("a", "b"),
                link("a", "b", confidence=0.5),
                link("a", "b", contested=True),
                link("a", "b", outlets=1),
                link("a", "b", outlets=1, contested=True, confidence=0.0),
                link("a", "b", "past"),
                link("a", "b", "planned"),
                link("a", "b", "reported"),
                link("a", "b", "denied"),
            ]
        )
    ),
)
def test_status_weighs_more_than_sources_and_sources_more_than_confidence(firmer: Link, weaker: Link) -> None:
    assert firmer.weakness < weaker.weakness


def test_six_of_the_weakest_links_never_make_a_shorter_path_come_later() -> None:
    worst = link("a", "b", "denied", 1, contested=True, confidence=0.0)
    chain = [replace(worst, source=one, target=other) for one, other in pairwise("abcdef")]
    detour = [link(one, other) for one, other in pairwise("axyzwvf")]
    assert found(chain + detour, Question("a", "f", steps=6, accepted=ALL)) == ["abcdef", "axyzwvf"]


def test_a_hop_takes_the_best_link_whichever_way_it_runs() -> None:
    links = [link("a", "b", "reported"), link("b", "a", outlets=1), link("b", "a", relation="owns", outlets=3)]
    (path,) = find_paths(open_ways(links, ALL), Question("a", "b"))
    assert (path.hops[0].link, path.hops[0].forward) == (links[2], False)


def test_paths_of_one_length_come_best_proved_first() -> None:
    links = [link("a", "b", outlets=1), link("b", "z"), link("a", "c"), link("c", "z"), link("a", "d"), link("d", "e")]
    links.append(link("e", "z"))
    assert found(links, Question("a", "z")) == ["acz", "abz", "adez"]


SQUARE = [
    link("a", "b", "denied"),
    link("b", "z"),
    link("a", "c", "reported"),
    link("c", "z"),
    link("z", "d", outlets=1),
]


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        (Question("a", "z"), ["acz"]),
        (Question("a", "z", accepted=ALL), ["acz", "abz"]),
        (Question("a", "z", accepted=ALL, without=frozenset("c")), ["abz"]),
        (Question("a", "z", accepted=ALL, without=frozenset("az")), ["acz", "abz"]),  # the ends are never left out
        (Question("a", "z", accepted=frozenset({"single"})), []),
        (Question("a", "z", steps=1), []),
        (Question("a", "d", steps=2), []),
        (Question("a", "d", steps=3), ["aczd"]),
        (Question("a", "d", accepted=frozenset({"reported"})), []),
        (Question("a", "a"), []),
        (Question("a", "nobody"), []),
    ],
)
def test_only_accepted_links_within_the_steps_and_beside_the_excluded(question: Question, paths: list[str]) -> None:
    assert found(SQUARE, question) == paths


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (Question("a", "z", steps=1), [("steps", 2, "")]),
        (Question("a", "z", accepted=frozenset()), [("denied", 2, ""), ("reported", 2, "")]),
        (Question("a", "z", without=frozenset("c")), [("without", 2, "c"), ("denied", 2, "")]),
        (Question("a", "d", steps=2, accepted=frozenset()), [("all", 3, "")]),  # no single change is enough
        (Question("a", "nobody"), []),
    ],
)
def test_remedies_are_those_that_work(question: Question, told: list[tuple[str, int, str]]) -> None:
    advice = remedies(SQUARE, question)
    assert [(one.kind, one.steps, one.actor) for one in advice] == told
    for one in advice:
        assert find_paths(open_ways(SQUARE, one.question.accepted), one.question)


actors = st.sampled_from("abcdefg")
statuses = st.sampled_from(["asserted", "past", "planned", "reported", "denied"])
some_links = st.lists(
    st.builds(link, actors, actors, statuses, st.integers(1, 3), confidence=st.sampled_from([0.4, 0.8, 1.0])),
    max_size=20,
).map(lambda links: [one for one in links if one.source != one.target])
questions = st.builds(
    Question,
    actors,
    actors,
    st.frozensets(actors, max_size=2),
    st.integers(1, MOST_STEPS),
    st.frozensets(st.sampled_from(FLAGS)),
)


def every_chain(links: list[Link], question: Question) -> list[tuple[str, ...]]:
    """All the paths that there are, by trying every order of actors."""
    joined = {frozenset((one.source, one.target)) for one in links if one.flags <= question.accepted}
    free = sorted(set("abcdefg") - {question.start, question.end} - question.without)
    chains = [
        (question.start, *inner, question.end)
        for number in range(min(question.steps, len(free) + 1))
        for inner in permutations(free, number)
    ]
    return [chain for chain in chains if all({*pair} in joined for pair in pairwise(chain)) and chain[0] != chain[-1]]


@settings(deadline=None)
@given(some_links, questions)
def test_the_paths_are_the_shortest_of_all_that_there_are(links: list[Link], question: Question) -> None:
    paths = find_paths(open_ways(links, question.accepted), question)
    there = every_chain(links, question)
    assert {path.actors for path in paths} <= set(there)
    assert len({path.actors for path in paths}) == len(paths) == min(MOST_PATHS, len(there))
    assert [len(path.hops) for path in paths] == sorted(len(chain) - 1 for chain in there)[: len(paths)]


@settings(deadline=None)
@given(some_links, questions, st.randoms())
def test_paths_do_not_depend_on_the_order_of_links_or_on_the_way_asked(
    links: list[Link], question: Question, chance: object
) -> None:
    paths = find_paths(open_ways(links, question.accepted), question)
    shuffled = list(links)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert find_paths(open_ways(shuffled, question.accepted), question) == paths
    back = find_paths(open_ways(links, question.accepted), replace(question, start=question.end, end=question.start))
    assert [path.actors[::-1] for path in back] == [path.actors for path in paths]


@pytest.mark.parametrize(
    ("hops", "weakest", "reasons"),
    [
        ([link("a", "b"), link("b", "c", outlets=1), link("c", "d")], 1, ("single",)),
        ([link("a", "b", "past"), link("b", "c", outlets=1)], 0, ("past",)),
        ([link("a", "b", outlets=1), link("b", "c", "denied", 1, confidence=0.5)], 1, ("denied", "single", "unsure")),
        ([link("a", "b", contested=True), link("b", "c", contested=True)], 0, ("contested",)),
        ([link("a", "b"), link("b", "c")], 0, ()),
    ],
)
def test_the_weakest_hop_and_why(hops: list[Link], weakest: int, reasons: tuple[str, ...]) -> None:
    path = Path(tuple(Hop(one.source, one.target, one) for one in hops))
    assert (path.weakest, path.hops[path.weakest].link.reasons) == (weakest, reasons)


def test_links_of_the_network_know_who_denies_them() -> None:
    contested = [(one.source, one.relation, one.status) for one in LINKS if one.contested]
    assert contested == [(BANK, "invests_in", "asserted")]
    assert flag_counts(LINKS) == {
        "denied": sum(one.status == "denied" for one in LINKS),
        "reported": sum(one.status == "reported" for one in LINKS),
        "single": sum(one.outlets == 1 for one in LINKS),
    }


def test_each_hop_has_its_sentences_the_surest_of_a_named_outlet_first() -> None:
    (path, *_) = find_paths(open_ways(LINKS, ALL), Question(BANK, MEP))
    assert path.actors == (BANK, ROBOTS, MEP)
    for hop in path.hops:
        rows = sentences(TABLE, hop.link)
        assert len(rows) == hop.link.weight
        assert {(row["source"], row["target"]) for row in rows} == {(hop.link.source, hop.link.target)}
    assert sentences(TABLE, path.hops[1].link)[0]["trigger"] == "critique"


def test_actors_are_told_by_the_post_that_is_stated() -> None:
    told = said_of(TABLE, ["Solène Artaud", MEP, ROBOTS, "nobody"])
    assert told == {"Solène Artaud": "PDG", MEP: "eurodéputé"}  # his past post as a minister is none


def test_examples_lead_somewhere_and_are_not_obvious() -> None:
    ways = open_ways(LINKS, ALL)
    pairs = suggestions(ways)
    assert pairs
    for start, end in (*pairs, *suggestions(ways, MEP)):
        assert (distance(ways, Question(start, end)) or 0) > 1
    assert {start for start, _ in suggestions(ways, MEP)} == {MEP}
    assert suggestions(ways, "nobody") == ()
    assert suggestions(open_ways([], ALL)) == ()
