"""The component seen from Python; what happens in the browser is in tests/browser/test_canvas.py."""

from __future__ import annotations

import importlib.util
import re

import pytest
from streamlit.testing.v1 import AppTest

from graph.bundle import bundle_path
from graph.engine import PARTS, VIEW_PARTS, engine_source
from graph.errors import GraphError

PAGE = """
import streamlit as st
from graph.drawing import payload
from graph.network import build_network
from graph.ui.canvas import Picked, canvas
from tests.samples import sample_table

network = build_network(sample_table())
spots = {name: (float(i), 0.0) for i, name in enumerate(network)}
chosen = canvas(payload(network, {"wide": spots, "tall": spots}), selected=st.session_state.get("wanted"))
st.text(chosen)
"""


def run(**state: object) -> AppTest:
    page = AppTest.from_string(PAGE)
    for name, value in state.items():
        page.session_state[name] = value
    page.run(timeout=30)
    assert not page.exception
    return page


def test_nothing_is_chosen_at_first() -> None:
    assert run().text[0].value == "None"


def test_a_choice_that_is_not_drawn_is_dropped() -> None:
    from graph.ui.canvas import Picked

    assert run(wanted=Picked("node", "Nobody")).text[0].value == "None"
    assert "Banque Vauclair" in run(wanted=Picked("node", "Banque Vauclair")).text[0].value


def test_the_bundle_does_not_travel_with_the_data() -> None:
    components = {element.proto.component_name: element.proto for element in run().get("bidi_component")}
    assert len(components["maillage.engine"].js_content) > 400_000
    moving = components["maillage.canvas"]
    assert len(moving.js_content) + len(moving.css_content) + len(moving.html_content) < 10_000


def test_every_part_is_in_the_engine_and_none_asks_for_another_host() -> None:
    source = engine_source()
    for name in (*VIEW_PARTS, "engine.js"):
        part = (PARTS / name).read_text(encoding="utf-8")
        assert part in source
        assert not re.search(r"https?:(?!//www\.w3\.org/2000/svg\")|innerHTML|eval\(", part)  # a name, not a request
    assert "sourceMappingURL" not in source


def test_a_pyvis_without_its_bundle_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bundle_path().is_file()
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(GraphError, match=r"requirements\.txt"):
        bundle_path()
