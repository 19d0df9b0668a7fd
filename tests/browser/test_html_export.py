"""The stand-alone page in a browser, from the disk: it draws, answers clicks, filters, and asks for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.export import Context, export
from graph.network import build_network
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
    visit.outside[:] = [url for url in requests if url != path.as_uri() and not url.startswith("data:")]
    return visit


def test_a_click_on_a_link_shows_its_sentences(open_page: OpenPage, tmp_path: Path) -> None:
    visit = opened(open_page, tmp_path)
    page = visit.page
    canvas = page.locator("#net").bounding_box()
    assert canvas
    places = page.evaluate("document.getElementById('net').snapshot()")
    place = next(one for one in places if one["straight"] and "\u241flegislates\u241f" in one["id"])
    page.mouse.click(canvas["x"] + place["x"], canvas["y"] + place["y"])
    page.wait_for_selector("aside blockquote")
    assert "voter" in page.locator("aside mark").all_inner_texts()
    assert page.locator("aside h2").inner_text() == "Parlement européen légifère sur Loi Sémaphore"
    page.get_by_role("button", name="Tous les liens").click()
    before = page.locator("aside button").count()
    page.get_by_label("légifère sur").uncheck()
    assert page.locator("aside button").count() == before - 1
    page.get_by_label("Nié").uncheck()
    assert page.locator("aside button").count() < before - 1
    assert (visit.outside, visit.errors) == ([], [])


def test_hostile_texts_are_shown_and_execute_nothing(open_page: OpenPage, tmp_path: Path) -> None:
    visit = opened(open_page, tmp_path, hostile=True, color_scheme="dark", width=390, height=844)
    page = visit.page
    for button in range(page.locator("aside button").count()):
        page.locator("aside button").nth(button).focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("aside blockquote")
        assert "</script><img src=x" in page.locator("aside article").first.inner_text()
        page.locator("aside button").first.click()
    assert page.locator("aside a, aside img, script[src]").count() == 0
    assert page.locator("header b").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert (visit.outside, visit.errors) == ([], [])
