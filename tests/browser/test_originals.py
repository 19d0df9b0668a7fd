"""The five press articles, in both languages: what other modules try on the samples, tried on real text."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import expect

from graph.network import background, build_network
from graph.store import Store
from graph.texts import Words
from graph.timeline import dated
from graph.ui.frame import PLACES
from tests.browser.conftest import OpenPage
from tests.browser.driving import PATIENCE, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SPOKEN = pytest.mark.parametrize(("locale", "words"), [("fr-FR", Words("fr")), ("en-GB", Words("en"))])
STAKE = "/?pick=edge~Microsoft~invests_in~Mistral%20AI&statuses=asserted,planned,reported"
SVG = {"s": "http://www.w3.org/2000/svg"}
expect.set_options(timeout=PATIENCE)


def saved(visit: Visit, selector: str, folder: Path) -> Path:
    with visit.page.expect_download() as download:
        visit.page.locator(selector).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


@SPOKEN
def test_the_timeline_lists_every_dated_passage(
    locale: str, words: Words, five_address: str, five_store: Store, open_page: OpenPage
) -> None:
    visit = open_page(f"{five_address}/chronologie", width=1440, locale=locale)
    wanted = len(dated(five_store.claims(), "event"))
    expect(visit.page.locator("h1.headline")).to_have_text(words("timeline_headline", n=wanted))
    expect(visit.page.locator(".moment li")).to_have_count(wanted)
    expect(visit.page.locator(".moment h2").first).to_be_visible()
    assert (visit.errors, visit.outside) == ([], [])


@SPOKEN
def test_a_view_is_shared_and_its_picture_and_text_are_taken_away(
    locale: str, words: Words, five_address: str, open_page: OpenPage, tmp_path: Path
) -> None:
    visit = open_page(f"{five_address}{STAKE}", width=1440, locale=locale)
    shown = visit.await_canvas("shown.nodes.length > 20 && shown.selected !== null")
    visit.await_rest()
    picture = etree.parse(saved(visit, ".maillage [data-act=svg]", tmp_path)).getroot()
    actors = picture.xpath("//s:g[@class='actor']/s:title/text()", namespaces=SVG)
    assert {title.split("\n")[0] for title in actors} == {node["id"] for node in shown["nodes"]}
    assert saved(visit, ".maillage [data-act=png]", tmp_path).read_bytes().startswith(b"\x89PNG")
    visit.page.get_by_role("button", name=words("download")).click()
    visit.page.locator(".st-key-download-markdown button").wait_for()
    visit.await_rest()
    assert "Microsoft" in saved(visit, ".st-key-download-markdown button", tmp_path).read_text(encoding="utf-8")
    visit.page.keyboard.press("Escape")
    visit.page.get_by_role("button", name=words("share_button")).click()
    other = open_page(visit.page.get_by_label(words("share_field")).input_value(), width=1440, locale="de-DE")
    expect(other.page.locator("h1.headline")).to_have_text(visit.page.locator("h1.headline").inner_text())
    expect(other.page.locator(".st-key-evidence .relation")).to_contain_text("Mistral AI")
    assert (visit.errors, visit.outside, other.errors) == ([], [], [])


@SPOKEN
def test_every_page_of_the_navigation_opens(
    locale: str, words: Words, five_address: str, five_store: Store, open_page: OpenPage
) -> None:
    claims = five_store.claims()
    network = build_network(claims, background(claims, five_store.actors()))
    visit = open_page(five_address, width=1440, locale=locale)
    visit.await_canvas(f"shown.nodes.length === {len(network)}")
    visit.await_rest()
    for place in PLACES[1:]:
        visit.page.get_by_role("link", name=words(f"page_{place.name}"), exact=True).first.click()
        visit.page.wait_for_url(f"**/{place.path}*")
        expect(visit.page.locator("h1")).to_be_visible()
    assert (visit.errors, visit.outside) == ([], [])
