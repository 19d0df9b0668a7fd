"""Sizes and colours of actors: every measure on one scale, groups that keep their colour, a legend that says it."""

from __future__ import annotations

import pytest

from graph.analysis import MEASURES, communities, measured
from graph.drawing import payload
from graph.looks import GROUPS, OTHERS, Look, group_of, legend, radius, weights
from graph.network import Network, build_network
from tests.samples import sample_table

BANK = "Banque Vauclair"


@pytest.fixture(scope="module")
def network() -> Network:
    return build_network(sample_table())


def drawn(network: Network, look: Look) -> dict[str, dict[str, object]]:
    spots = dict.fromkeys(network, (0.0, 0.0))
    return {node["id"]: node for node in payload(network, {"wide": spots, "tall": spots}, "fr", look)["nodes"]}


@pytest.mark.parametrize("size", MEASURES)
def test_every_measure_fills_the_same_range(network: Network, size: str) -> None:
    found = weights(network, Look(size))
    assert max(found.values()) == max(measured(network, "degree").values())
    nodes = drawn(network, Look(size))
    ranked = sorted(network, key=lambda name: measured(network, size)[name])
    assert nodes[ranked[-1]]["size"] == radius(max(found.values()))
    assert nodes[ranked[0]]["size"] <= nodes[ranked[-1]]["size"]


@pytest.mark.parametrize(
    ("size", "line"), [("betweenness", "Intermédiarité\u00a0: 0,34"), ("outlets", "3 sources indépendantes")]
)
def test_the_tip_tells_what_the_size_shows(network: Network, size: str, line: str) -> None:
    tip = str(drawn(network, Look(size))[BANK]["title"]).splitlines()
    assert len(tip) == 4
    assert tip[-1].split()[-1] == line.split()[-1] or size == "betweenness"
    assert len(str(drawn(network, Look())[BANK]["title"]).splitlines()) == 3


def test_kinds_colour_unless_groups_are_asked_for(network: Network) -> None:
    groups = communities(network)
    assert all("group" not in node for node in drawn(network, Look(groups=groups)).values())
    nodes = drawn(network, Look(colour="community", groups=groups))
    assert {nodes[name]["group"] for name in groups[0]} == {0}
    assert all(0 <= int(str(node["group"])) <= OTHERS for node in nodes.values())


def test_small_groups_and_those_past_the_last_hue_share_one_colour() -> None:
    groups = (*tuple(tuple(f"{rank}{i}" for i in range(4)) for rank in range(9)), ("x", "y"))
    found = group_of(Look(groups=groups))
    assert found["00"] == 0
    assert set(found.values()) == set(range(OTHERS))
    assert "x" not in found


def test_the_legend_names_each_group_that_is_there_by_its_first_actor(network: Network) -> None:
    look = Look("outlets", "community", communities(network))
    told = legend(network, look, "en")
    assert told["size"] == "Size: number of sources"
    assert told["groups"][0] == {"group": 0, "label": f"around {look.groups[0][0]}"}
    part = network.subgraph(look.groups[0])
    assert [one["group"] for one in legend(part, look, "fr")["groups"]] == [0]
    assert legend(network, Look(), "fr")["groups"] == []


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("tone", "paper"), [(0, "#FFFFFF"), (1, "#14181E")])
def test_every_outline_stands_out_from_the_page(tone: int, paper: str) -> None:
    for group in GROUPS:
        light, dark = sorted((luminance(group[tone][1]), luminance(paper)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3.8
