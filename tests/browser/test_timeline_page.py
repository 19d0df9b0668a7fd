"""The timeline in a real browser: bars, a brush that filters every page, both ways to date, both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from graph.timeline import dated
from tests.browser.conftest import OpenPage
from tests.browser.driving import PATIENCE, Visit
from tests.samples import sample_table

pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def address(samples_address: str) -> str:
    return samples_address


def moments(visit: Visit) -> int:
    return visit.page.locator(".moment li").count()


def test_every_dated_passage_is_listed_in_order(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/chronologie", width=1440)
    wanted = len(dated(sample_table(), "event"))
    expect(visit.page.locator(".moment li")).to_have_count(wanted)
    visit.page.get_by_text("Le jour de parution").click()
    expect(visit.page.locator(".moment li")).to_have_count(len(dated(sample_table(), "published")))
    visit.page.wait_for_url("**by=published*")
    assert visit.outside == []


def test_a_brush_over_the_bars_filters_and_its_period_is_kept_in_the_network(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/chronologie?by=published", width=1440)
    bars = visit.page.locator(".st-key-timeline canvas").first
    bars.wait_for()
    visit.await_rest()
    visit.page.wait_for_function("() => document.querySelector('.st-key-timeline canvas').clientWidth > 600")
    whole = moments(visit)
    box = bars.bounding_box()
    assert box is not None
    y = box["y"] + box["height"] * 0.6
    visit.page.mouse.move(box["x"] + box["width"] * 0.7, y)
    visit.page.mouse.down()
    visit.page.mouse.move(box["x"] + box["width"] * 0.97, y, steps=8)
    visit.page.mouse.up()
    visit.page.wait_for_function("whole => document.querySelectorAll('.moment li').length < whole", arg=whole)
    visit.page.wait_for_url("**since=*")
    visit.page.get_by_role("button", name="Toute la période").click()
    expect(visit.page.locator(".moment li")).to_have_count(whole)


def test_english_says_it_in_english(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/chronologie", width=1440, locale="en-GB")
    expect(visit.page.locator("h1.headline")).to_contain_text("dated passages, in order.")
    expect(visit.page.get_by_text("The day of publication")).to_be_visible()
