"""Markdown: a parser with raw HTML on finds our sentences and notes, and nothing that a text brought in."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from graph.addresses import safe_url
from graph.export import Context, to_bytes
from graph.export.markdown import escaped
from graph.network import build_network
from tests.samples import sample_table
from tests.strategies import ANY_TEXT, NASTY, tables

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)
MARKUP = st.sampled_from(
    [
        *(
            "<script>",
            "</b>",
            "<!--",
            "<x@y.z>",
            "<http://a.b>",
            "[a](http://b.c)",
            "[^1]",
            "[^1]:",
            "^[note]",
            "![i](j)",
        ),
        *("**", "*", "__", "`", "~~", "# ", "- ", "1. ", "\n\n", "\n# ", "\n[^1]: x", "&lt;", "\\", "***\n", "\n---\n"),
        *("https://a.b", "www.a.b", "|", "$x$", "    ", "```\n"),
    ]
)
HOSTILE = st.lists(MARKUP | NASTY | st.text(max_size=4), max_size=8).map("".join)


def written(table: pd.DataFrame, **context: str) -> str:
    return to_bytes("markdown", build_network(table), table, Context(**context)).decode()  # type: ignore[arg-type]


def leaves(text: str) -> list[Token]:
    blocks = PARSER.parse(text)
    return [leaf for token in blocks for leaf in (token, *(token.children or ()))]


def names(tokens: list[Token]) -> list[str]:
    """What stands in bold, in order."""
    found: list[str] = []
    inside = False
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            inside = token.type == "strong_open"
            if inside:
                found.append("")
        elif inside:
            found[-1] += token.content
    return found


def check(table: pd.DataFrame, text: str) -> None:
    tokens = leaves(text)
    kinds = {token.type for token in tokens}
    assert not kinds & {"html_block", "html_inline", "image", "code_inline", "code_block", "fence", "table_open", "hr"}
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    # The parser percent-encodes what it links: counted, and each with the host's scheme.
    notes = len(re.findall(r"^\[\^\d+\]: ", text, re.MULTILINE))
    assert len(links) <= sum(map(safe_url, table["url"]))
    assert all(link.startswith(("http://", "https://")) for link in links)
    assert sum(token.type == "footnote_open" for token in tokens) == notes <= len(table)
    own = len({tuple(row) for row in build_network(table).edges(keys=True)})
    assert sum(token.type == "list_item_open" for token in tokens) == own
    assert len(names(tokens)) == 2 * own


@pytest.mark.parametrize("hostile", [False, True])
def test_the_samples_are_sentences_and_notes_alone(hostile: bool) -> None:
    table = sample_table(hostile)
    check(table, written(table))


@settings(max_examples=60, deadline=None)
@given(tables(text=HOSTILE), HOSTILE)
def test_no_text_brings_in_markup(table: pd.DataFrame, told: str) -> None:
    check(table, written(table, selection=told))


@settings(max_examples=200, deadline=None)
@given(HOSTILE | ANY_TEXT)
def test_an_escaped_text_shows_as_it_is(text: str) -> None:
    (inline,) = [token for token in PARSER.parse(f"x {escaped(text)} x") if token.type == "inline"]
    assert {token.type for token in inline.children or ()} == {"text"}
    shown = "".join(token.content for token in inline.children or ())
    plain = re.sub(r"[^\w.,;?'\"()-]", "", text)
    assert re.sub(r"[^\w.,;?'\"()-]", "", shown) == f"x{plain}x"


def test_a_sentence_and_its_note() -> None:
    text = written(sample_table(), selection="Tout.", when="2026-11-22").replace("\u00a0", " ")
    assert "- **Banque Vauclair** investit dans **Ondine Robotique** (nié)[^" in text
    assert re.search(r"^\[\^\d+\]: « Banque Vauclair nie avoir investi .*» Selon Banque Vauclair\. \*", text, re.M)
    assert "Sélection : Tout." in text
    assert "État du 22 nov. 2026." in text
    assert re.findall(r"^## (.*)$", text, re.M)[:2] == ["Alliances", "Argent"]


def test_one_passage_behind_two_links_is_one_note() -> None:
    text = written(sample_table())
    notes = re.findall(r"^\[\^(\d+)\]: ", text, re.M)
    assert notes == [str(number + 1) for number in range(len(notes))]
    assert len(notes) < len(sample_table())


def test_english_and_an_empty_selection() -> None:
    assert "invests in **" in written(sample_table(), lang="en")
    assert written(sample_table().iloc[:0], lang="en").rstrip().endswith("No link.")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "https://a.b/ c", "https://", "ftp://a.b"])
def test_an_address_that_is_none_is_left_out(url: str) -> None:
    table = sample_table().assign(url=url)
    assert "<" not in written(table)
    assert "<https://a.b/c>" in written(table.assign(url="https://a.b/c"))
