"""The stand-alone page: no text leaves its JSON, and the data read back are the claims."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings

from graph.addresses import safe_url
from graph.engine import part
from graph.export import Context, to_bytes
from graph.export.html import as_json, policy
from graph.network import build_network, with_link_ends
from tests.samples import sample_table
from tests.strategies import ANY_TEXT, tables

PLAIN = ["html", "head", "meta", "meta", "meta", "meta", "title", "style", "body", "header", "h1", "p"]
PLAIN += ["details", "summary", "p", *["fieldset", "legend"] * 3, "main"]
CANVAS = re.findall(r"<([a-z]+)", part("view.html"))
PLAIN += [*CANVAS, "aside", "script", "script", "script"]


class Reader(HTMLParser):
    """Every tag in order, and the text of the JSON."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.data = ""
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.inside = ("id", "data") in attrs
        assert not {name for name, _ in attrs} & {"src", "onload", "onerror", "onclick"}
        assert tag == "meta" or "href" not in dict(attrs)

    def handle_data(self, data: str) -> None:
        self.data += data if self.inside else ""

    def handle_endtag(self, tag: str) -> None:
        self.inside = False


def check(table: pd.DataFrame, told: str = "") -> None:
    page = Reader(to_bytes("html", build_network(table), table, Context(told)).decode())
    assert page.tags == PLAIN
    data = json.loads(page.data)
    rows = with_link_ends(table).to_dict("records")
    assert ["".join(claim["quote"]) for claim in data["claims"]] == [row["quote"] for row in rows]
    assert [claim["source"] for claim in data["claims"]] == [row["source"] for row in rows]
    assert {node["id"] for node in data["nodes"]} == {row[end] for row in rows for end in ("source", "target")}
    assert all(safe_url(claim["url"]) for claim in data["claims"] if claim["url"])


@pytest.mark.parametrize("hostile", [False, True])
def test_the_samples_read_back(hostile: bool) -> None:
    check(sample_table(hostile), "</p><script>alert(1)</script>")


@settings(max_examples=25, deadline=None)
@given(tables(text=ANY_TEXT | ANY_TEXT.map(lambda text: f"</script><!--<script>{text}")))
def test_any_claims_read_back_and_bring_in_no_tag(table: pd.DataFrame) -> None:
    check(table)


def test_a_line_is_drawn_by_the_best_of_the_statuses_that_are_left() -> None:
    table = sample_table()
    page = Reader(to_bytes("html", build_network(table), table).decode())
    edges = {edge["id"]: edge for edge in json.loads(page.data)["edges"]}
    stake = edges["Banque Vauclair\u241finvests_in\u241fOndine Robotique"]["styles"]
    assert {status: style["status"] for status, style in stake.items()} == {"asserted": "solid", "denied": "struck"}
    assert stake["asserted"]["width"] > stake["denied"]["width"]
    for edge in edges.values():
        main = next(iter(edge["styles"].values()))
        assert main == {name: edge[name] for name in main}


def test_json_holds_no_sign_of_markup() -> None:
    text = as_json(["</script>", "<!--", "&amp;", "\u2028", "é"])
    assert not set(text) & set("<>&\u2028é")
    assert json.loads(text) == ["</script>", "<!--", "&amp;", "\u2028", "é"]


def test_the_policy_allows_our_two_scripts_and_no_connection() -> None:
    assert policy().startswith("default-src 'none'; script-src 'sha256-")
    assert policy().count("sha256-") == 2
    assert "connect-src" not in policy()
    assert "http" not in policy()
