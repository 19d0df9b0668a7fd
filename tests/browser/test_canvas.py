"""The canvas in a real browser: it paints, clicks come back, the view stays, no outside request, names are text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, Serve
from tests.browser.driving import Visit
from tests.samples import HOSTILE

pytestmark = pytest.mark.browser
APP = Path(__file__).with_name("canvas_app.py")
BANK, ROBOTS, COMMISSION = "Banque Vauclair", "Ondine Robotique", "Commission européenne"
ACTORS, LINES = 13, 26
COMPANY_BLUE = [0x2C, 0x5A, 0x85]


@pytest.fixture(scope="module")
def address(serve: Serve) -> str:
    return serve(APP, cwd=APP.parent)


@pytest.fixture
def visit(address: str, open_page: OpenPage) -> Visit:
    visit = open_page(address)
    visit.await_canvas(f"shown.nodes.length === {ACTORS}")
    return visit


def say(visit: Visit, text: str) -> None:
    expect(visit.page.get_by_test_id("stCode")).to_contain_text(text)


def view(shown: dict[str, Any]) -> tuple[float, ...]:
    return (shown["scale"], shown["centre"]["x"], shown["centre"]["y"])


def pixel(visit: Visit, place: dict[str, Any]) -> list[int]:
    read = """(canvas, at) => {
        const box = canvas.getBoundingClientRect(), ratio = canvas.width / box.width;
        const x = (at.x - box.left) * ratio, y = (at.y - box.top) * ratio;
        return [...canvas.getContext("2d").getImageData(x, y, 1, 1).data.slice(0, 3)];
    }"""
    colour: list[int] = visit.page.locator(".maillage canvas").evaluate(read, {"x": place["x"], "y": place["y"]})
    return colour


def test_paints_every_actor_and_line(visit: Visit) -> None:
    shown = visit.snapshot()
    assert (len(shown["nodes"]), len(shown["edges"])) == (ACTORS, LINES)
    assert pixel(visit, visit.node(BANK)) == COMPANY_BLUE
    assert len({(round(line["x"]), round(line["y"])) for line in shown["edges"]}) == LINES
    named = {label["id"] for label in shown["labels"] if label["kind"] == "node"}
    assert named == {node["id"] for node in shown["nodes"]}
    assert visit.page.locator(".key li").all_inner_texts()[:2] == ["Alliances", "Argent"]


def test_click_on_an_actor_reaches_python(visit: Visit) -> None:
    visit.click(visit.node(COMMISSION))
    say(visit, f"chosen node: {COMMISSION}")


def test_click_on_a_link_reaches_python(visit: Visit) -> None:
    visit.click(visit.link(BANK, "owns", "La Gazette du Port"))
    say(visit, f"chosen edge: {BANK} | owns | La Gazette du Port")


@pytest.mark.parametrize(
    ("source", "relation", "target"),
    [
        (BANK, "invests_in", ROBOTS),
        (ROBOTS, "invests_in", BANK),
        (ROBOTS, "supplies", BANK),
        (BANK, "acquires", ROBOTS),
    ],
)
def test_parallel_links_are_told_apart(visit: Visit, source: str, relation: str, target: str) -> None:
    visit.click(visit.link(source, relation, target))
    say(visit, f"chosen edge: {source} | {relation} | {target}")


def test_click_on_the_background_clears(visit: Visit) -> None:
    visit.click(visit.node(COMMISSION))
    say(visit, "chosen node")
    box = visit.page.locator(".stage").bounding_box()
    assert box
    visit.page.mouse.click(box["x"] + 6, box["y"] + 6)
    say(visit, "chosen nothing")


def test_a_choice_made_in_python_shows_and_the_same_link_can_be_clicked_again(visit: Visit) -> None:
    link = visit.link(BANK, "owns", "La Gazette du Port")
    visit.click(link)
    say(visit, "chosen edge")
    visit.page.get_by_role("button", name="Choose an actor").click()
    say(visit, f"chosen node: {COMMISSION}")
    visit.await_canvas(f"shown.selected?.id === {COMMISSION!r}")
    visit.click(link)
    say(visit, "chosen edge")


def test_view_is_kept_through_reruns_insertion_and_filters(visit: Visit) -> None:
    start = visit.snapshot()
    box = visit.page.locator(".stage").bounding_box()
    assert box
    visit.page.mouse.move(box["x"] + 40, box["y"] + 40)
    visit.page.mouse.wheel(0, -240)
    before = visit.await_canvas(f"shown.scale > {start['scale']} * 1.01")
    visit.page.get_by_role("button", name="Run again").click()
    say(visit, "runs 2")
    assert view(visit.snapshot()) == view(before)
    visit.page.locator("label", has_text="Insert above").click()
    say(visit, "runs 3")
    assert view(visit.snapshot()) == view(before)
    visit.page.locator("label", has_text="Money only").click()
    fewer = visit.await_canvas("shown.edges.length === 2")
    assert view(fewer) == view(before)
    visit.page.locator("label", has_text="Money only").click()
    back = visit.await_canvas(f"shown.edges.length === {LINES}")
    assert view(back) == view(before)


def test_a_dragged_actor_stays_where_it_was_left_even_after_a_filter(visit: Visit) -> None:
    start = visit.node(COMMISSION)
    visit.page.mouse.move(start["x"], start["y"])
    visit.page.mouse.down()
    visit.page.mouse.move(start["x"] + 60, start["y"] + 45, steps=6)
    visit.page.mouse.up()
    left = visit.node(COMMISSION)
    assert abs(left["x"] - start["x"] - 60) < 8
    visit.page.locator("label", has_text="Money only").click()
    visit.await_canvas("shown.edges.length === 2")
    visit.page.locator("label", has_text="Money only").click()
    visit.await_canvas(f"shown.edges.length === {LINES}")
    again = visit.node(COMMISSION)
    assert (again["x"], again["y"]) == pytest.approx((left["x"], left["y"]), abs=1)


def test_a_filter_clears_a_choice_it_hides(visit: Visit) -> None:
    visit.click(visit.node(COMMISSION))
    say(visit, "chosen node")
    visit.page.locator("label", has_text="Money only").click()
    say(visit, "chosen nothing")


def test_keys_zoom_fit_and_clear(visit: Visit) -> None:
    start = visit.snapshot()
    visit.click(visit.node(COMMISSION))
    say(visit, "chosen node")
    visit.page.locator(".maillage").focus()
    visit.page.keyboard.press("+")
    visit.await_canvas(f"shown.scale > {start['scale']} * 1.3")
    visit.page.keyboard.press("0")
    visit.await_canvas(f"Math.abs(shown.scale - {start['scale']}) < 1e-6")
    visit.page.keyboard.press("Escape")
    say(visit, "chosen nothing")


def test_hovering_tells_names_as_text(visit: Visit) -> None:
    visit.hover(visit.link(BANK, "owns", "La Gazette du Port"))
    tip = visit.page.locator(".tip")
    expect(tip).to_be_visible()
    expect(tip).to_contain_text("Banque Vauclair possède La Gazette du Port")
    expect(tip).to_contain_text("Affirmé · 1 passage")


def test_theme_changes_without_a_run(visit: Visit) -> None:
    visit.page.emulate_media(color_scheme="dark")
    visit.await_canvas("shown.theme === 'dark'")
    assert pixel(visit, visit.node(BANK)) == [0x3B, 0x93, 0xF0]
    say(visit, "runs 1")


def test_on_a_phone_the_tall_layout_fits(address: str, open_page: OpenPage) -> None:
    visit = open_page(address, width=390, height=844, has_touch=True)
    shown = visit.await_canvas(f"shown.nodes.length === {ACTORS}")
    box = visit.page.locator(".maillage").bounding_box()
    assert box
    assert box["height"] == 530
    assert all(box["x"] < node["x"] < box["x"] + box["width"] for node in shown["nodes"])
    assert not visit.page.locator(".zoom").first.is_visible()
    node = visit.node(COMMISSION)
    visit.page.touchscreen.tap(node["x"], node["y"])
    say(visit, f"chosen node: {COMMISSION}")


def test_nothing_leaves_the_machine_and_nothing_complains(visit: Visit) -> None:
    visit.click(visit.node(COMMISSION))
    say(visit, "chosen node")
    assert visit.outside == []
    assert visit.errors == []
    assert visit.page.evaluate("'vis' in window") is False


def test_hostile_names_stay_text(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/?hostile=1")
    visit.await_canvas(f"shown.nodes.length === {ACTORS}")
    for name in HOSTILE.values():
        visit.hover(visit.node(name))
        expect(visit.page.locator(".tip b")).to_have_text(" ".join(name.split()), use_inner_text=True)
    assert visit.page.locator(".maillage").locator("script, img, a").count() == 0
    visit.click(visit.node(HOSTILE[BANK]))
    say(visit, f"chosen node: {HOSTILE[BANK]}")
    assert visit.errors == []
