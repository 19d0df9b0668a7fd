"""The stand-alone page in a browser, from the disk: it draws, answers clicks, filters, and asks for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import Page, expect

from graph.export import Context, export
from graph.network import build_network
from graph.selection import headline
from tests.browser.conftest import OpenPage
from tests.browser.driving import Visit
from tests.samples import sample_table

pytestmark = pytest.mark.browser


def opened(open_page: OpenPage, folder: Path, hostile: bool = False, **options: Any) -> Visit:
    table = sample_table(hostile)
    if hostile:
        table = table.assign(title='</script><img src=x onerror="alert(1)">', url="javascript:alert(1)")
    path = folder / "page.html"
    export("html", path, build_network(table), table, Context("<b onclick=alert(1)>x</b>", "2026-11-22"))
    requests: list[str] = []
    visit = open_page("about:blank", **options)
    visit.page.on("request", lambda request: requests.append(request.url))
    visit.page.goto(path.as_uri())
    visit.page.wait_for_selector("html[data-ready]")
    visit.outside[:] = [url for url in requests if url != path.as_uri() and not url.startswith(("data:", "blob:"))]
    return visit


def statuses(page: Page) -> dict[str, int]:
    """How many filters of each fieldset are on."""
    return {name: page.locator(f"#{name} :checked").count() for name in ("relations", "kinds", "statuses")}


def test_a_click_on_a_link_shows_its_sentences(open_page: OpenPage, tmp_path: Path) -> None:
    visit = opened(open_page, tmp_path)
    page = visit.page
    visit.click(visit.link("Parlement européen", "legislates", "Loi Sémaphore"))
    page.wait_for_selector("aside blockquote")
    assert "voter" in page.locator("aside mark").all_inner_texts()
    assert " ".join(page.locator("aside h2").inner_text().split()) == "Parlement européen légifère sur Loi Sémaphore"
    expect(page.locator("h1")).to_have_text(headline(sample_table(), "fr"))
    page.get_by_role("button", name="Tous les liens").click()
    entries = page.locator("aside .entry")
    before = entries.count()
    page.get_by_label("légifère sur").uncheck()
    assert entries.count() == before - 1
    page.get_by_label("Nié").uncheck()
    assert entries.count() == before - 2
    assert (visit.outside, visit.errors) == ([], [])


def test_denied_links_are_struck_and_filters_redraw_what_is_left(open_page: OpenPage, tmp_path: Path) -> None:
    visit = opened(open_page, tmp_path, width=1440)
    page, lines = visit.page, len(visit.snapshot()["edges"])
    assert page.locator(".key .struck, .key .dashed, .key .dotted, .key .thin").count() == 4
    held = visit.node("Commission européenne")
    page.get_by_label("Affirmé").uncheck()
    fewer = visit.await_canvas(f"shown.edges.length < {lines}")
    assert visit.node("Commission européenne") == pytest.approx(held | {"id": "Commission européenne"})
    stake = "Banque Vauclair\u241finvests_in\u241fOndine Robotique"  # stated by three, denied by one
    assert stake in {edge["id"] for edge in fewer["edges"]}
    with page.expect_download() as download:
        page.get_by_role("button", name="SVG").click()
    root = etree.parse(download.value.path()).getroot()
    names = {"s": "http://www.w3.org/2000/svg"}
    colours = root.xpath("//s:g[@class='picture']/s:svg/s:path[@stroke-width<3]/@stroke", namespaces=names)
    assert (
        sorted(colour.lower() for colour in colours) == ["#a5142f"] * 2 + ["#b57a00"] * 2
    )  # two bars on each denied link
    table = sample_table()
    expect(page.locator("h1")).to_have_text(headline(table[table["status"] != "asserted"], "fr"))
    expect(page.locator("header p")).to_contain_text("Sans\u00a0: Affirmé.")
    page.get_by_label("Entreprises").uncheck()
    visit.await_canvas("shown.nodes.every((node) => node.id !== 'Banque Vauclair')")
    assert statuses(page)["kinds"] == page.locator("#kinds input").count() - 1
    assert (visit.outside, visit.errors) == ([], [])


def test_a_double_click_opens_the_surroundings(open_page: OpenPage, tmp_path: Path) -> None:
    visit = opened(open_page, tmp_path, width=1440)
    every, node = len(visit.snapshot()["nodes"]), visit.node("Parlement européen")
    visit.page.mouse.dblclick(node["x"], node["y"])
    shown = visit.await_canvas("shown.ego?.steps === 1")
    assert {one["id"] for one in shown["nodes"]} == {"Parlement européen", "Marc Delestre", "Loi Sémaphore"}
    visit.page.get_by_role("button", name="Tout le réseau").click()
    visit.await_canvas(f"shown.nodes.length === {every}")


def test_hostile_texts_are_shown_and_execute_nothing(open_page: OpenPage, tmp_path: Path) -> None:
    visit = opened(open_page, tmp_path, hostile=True, color_scheme="dark", width=390, height=844)
    page = visit.page
    entries = page.locator("aside .entry")
    for number in range(entries.count()):
        entries.nth(number).focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("aside blockquote")
        assert "</script><img src=x" in page.locator("aside article").first.inner_text()
        page.locator("aside .back").click()
    assert visit.snapshot()["theme"] == "dark"
    assert page.locator("aside a, aside img, script[src]").count() == 0
    assert page.locator("header b").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    assert (visit.outside, visit.errors) == ([], [])
