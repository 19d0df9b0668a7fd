"""The picture as files: PNG and SVG hold what the canvas shows, where it shows it, and hostile names as text."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, Serve
from tests.browser.driving import Visit
from tests.samples import HOSTILE

pytestmark = [pytest.mark.browser, pytest.mark.slow]
APP = Path(__file__).with_name("canvas_app.py")
BANK, GAZETTE = "Banque Vauclair", "La Gazette du Port"
ACTORS, LINES = 13, 26
MONEY = {"light": "#b57a00", "dark": "#eda233"}
SVG = {"s": "http://www.w3.org/2000/svg"}


@pytest.fixture(scope="module")
def address(serve: Serve) -> str:
    return serve(APP, cwd=APP.parent)


@pytest.fixture
def visit(address: str, open_page: OpenPage) -> Visit:
    visit = open_page(address)
    visit.await_canvas(f"shown.nodes.length === {ACTORS}")
    return visit


def saved(visit: Visit, form: str, folder: Path) -> Path:
    with visit.page.expect_download() as download:
        visit.page.locator(f".maillage [data-act={form}]").click()
    assert download.value.suggested_filename == f"maillage.{form}"
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def svg(visit: Visit, folder: Path) -> Any:
    """The root of the file, once every rule that holds for all of them is checked."""
    root = etree.parse(saved(visit, "svg", folder)).getroot()
    allowed = {"svg", "title", "desc", "g", "path", "text"}
    assert {etree.QName(element).localname for element in root.iter()} <= allowed
    names = {name for element in root.iter() for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name or name in ("style", "src")]
    return root


def titles(root: Any, group: str) -> list[str]:
    return [title.split("\n")[0] for title in root.xpath(f"//s:g[@class='{group}']/s:title/text()", namespaces=SVG)]


def texts(root: Any, group: str) -> set[str]:
    found = root.xpath(f"//s:g[@class='{group}']", namespaces=SVG)
    return {" ".join(text.text for text in one.iterfind("s:text", SVG)) for one in found}


def frame(root: Any) -> Any:
    return root.find(".//s:g[@class='picture']/s:svg", SVG)


def check(root: Any, shown: dict[str, Any], stage: dict[str, float]) -> None:
    """The file has the actors and labels of the snapshot, each at its place."""
    picture = frame(root)
    assert [float(picture.get(side)) for side in ("width", "height")] == shown["size"]
    for label in shown["labels"]:
        words = " ".join(label["id"].split()) if label["kind"] == "node" else None
        assert words is None or words in texts(root, "name")
    assert len(texts(root, "name")) == sum(label["kind"] == "node" for label in shown["labels"])
    discs = {title: place(root, title) for title in titles(root, "actor")}
    for node in shown["nodes"]:
        x, y = node["x"] - stage["x"], node["y"] - stage["y"]
        if 0 < x < shown["size"][0] and 0 < y < shown["size"][1]:
            assert discs[node["id"]] == pytest.approx((x, y), abs=node["r"])


def place(root: Any, name: str) -> tuple[float, float]:
    """The middle of an actor's sign: of the box around the points of its first path."""
    shape = next(
        one
        for one in root.iterfind(".//s:g[@class='actor']", SVG)
        if one.find("s:title", SVG).text.split("\n")[0] == name
    )
    points = shape.findall("s:path", SVG)[-1].get("d").replace("Z", "").replace("A", "L").replace("M", "L").split("L")
    pairs = [tuple(float(number) for number in point.split()[-2:]) for point in points if point]
    xs, ys = zip(*pairs, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def pixels(visit: Visit, path: Path) -> dict[str, int]:
    """How often each colour stands in a picture, as « #rrggbb »."""
    read = """async (bytes) => {
        const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height), ctx = canvas.getContext("2d"), found = {};
        ctx.drawImage(bitmap, 0, 0);
        const { data } = ctx.getImageData(0, 0, bitmap.width, bitmap.height);
        for (let i = 0; i < data.length; i += 4) {
            const name = (data[i] << 16 | data[i + 1] << 8 | data[i + 2]).toString(16).padStart(6, "0");
            found["#" + name] = (found["#" + name] ?? 0) + 1;
        }
        return found;
    }"""
    colours: dict[str, int] = visit.page.evaluate(read, list(path.read_bytes()))
    return colours


def choose(visit: Visit) -> dict[str, Any]:
    visit.click(visit.link(BANK, "owns", GAZETTE))
    expect(visit.page.get_by_test_id("stCode")).to_contain_text("chosen edge")
    visit.page.mouse.move(0, 0)
    return visit.await_canvas("shown.selected?.kind === 'edge' && !shown.hovered")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_png_is_a_large_picture_with_the_chosen_link(visit: Visit, theme: str, tmp_path: Path) -> None:
    visit.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    visit.await_canvas(f"shown.theme === {theme!r}")
    shown = choose(visit)
    path = saved(visit, "png", tmp_path)
    head = path.read_bytes()[:24]
    width, height = struct.unpack(">II", head[16:24])
    assert head.startswith(b"\x89PNG")
    assert width >= 2 * shown["size"][0]
    assert height > width / shown["size"][0] * (shown["size"][1] + 100)  # sentence and legend besides
    found = pixels(visit, path)
    paper = max(found, key=lambda colour: found[colour])
    assert (paper == "#ffffff") == (theme == "light")
    assert found[MONEY[theme]] > 300
    assert len(found) > 200
    assert visit.errors == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_svg_holds_what_is_shown_where_it_is_shown(visit: Visit, theme: str, tmp_path: Path) -> None:
    visit.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    visit.await_canvas(f"shown.theme === {theme!r}")
    shown, stage = choose(visit), visit.page.locator(".stage").bounding_box()
    root = svg(visit, tmp_path)
    assert stage
    check(root, shown, stage)
    assert sorted(titles(root, "actor")) == sorted(node["id"] for node in shown["nodes"])
    assert len(titles(root, "link")) == LINES
    assert "possède" in texts(root, "relation")
    link = next(
        one
        for one in root.iterfind(".//s:g[@class='link']", SVG)
        if one.find("s:title", SVG).text.startswith(f"{BANK} possède")
    )
    assert link.find("s:path", SVG).get("stroke").lower() == MONEY[theme]
    assert root.findtext("s:title", namespaces=SVG) == "Un essai."
    assert f"{BANK} possède {GAZETTE}" in root.findtext("s:desc", namespaces=SVG)
    assert root.xpath("count(//s:g[@class='legend']//s:text)", namespaces=SVG) > 15
    dashed = root.xpath("//s:g[@class='link']//s:path/@stroke-dasharray", namespaces=SVG)
    assert len(dashed) == 4  # one planned, three reported
    assert visit.outside == []


def test_after_a_zoom_and_a_drag_the_files_show_what_is_left_in_view(visit: Visit, tmp_path: Path) -> None:
    node, stage = visit.node(BANK), visit.page.locator(".stage").bounding_box()
    assert stage
    start = visit.snapshot()["scale"]
    visit.page.mouse.move(node["x"], node["y"])
    visit.page.mouse.down()
    visit.page.mouse.move(node["x"] + 50, node["y"] + 30, steps=5)
    visit.page.mouse.up()
    visit.page.locator(".maillage").focus()
    for step in range(1, 4):
        visit.page.keyboard.press("+")
        visit.await_canvas(f"Math.abs(shown.scale - {start} * 1.35 ** {step}) < 1e-3")
    visit.page.mouse.move(0, 0)
    shown = visit.await_canvas("!shown.hovered")
    root = svg(visit, tmp_path)
    check(root, shown, stage)
    assert len(titles(root, "actor")) < ACTORS
    assert len(titles(root, "link")) <= LINES


def test_keys_reach_both_buttons_in_full_screen_and_an_empty_network_has_nothing_to_save(
    address: str, open_page: OpenPage
) -> None:
    visit = open_page(address, locale="en-GB")
    visit.await_canvas(f"shown.nodes.length === {ACTORS}")
    tools = visit.page.locator(".maillage .tools")
    tools.locator("[data-act=full]").click()
    visit.page.wait_for_function("document.fullscreenElement")
    for form in ("png", "svg"):
        visit.page.keyboard.press("Tab")
        focused = visit.page.evaluate(
            "(function find(root) { const e = root.activeElement; return e.shadowRoot ? find(e.shadowRoot)"
            " : [e.dataset.act, e.title] })(document)"
        )
        assert focused == [
            form,
            f"{form.upper()} : enregistrer l’image {'vectorielle ' * (form == 'svg')}telle qu’affichée",
        ]
        with visit.page.expect_download() as download:
            visit.page.keyboard.press("Enter")
        assert download.value.suggested_filename == f"maillage.{form}"
    visit.page.keyboard.press("Escape")
    empty = open_page(f"{address}/?empty=1")
    empty.await_canvas("shown.nodes.length === 0")
    for button in empty.page.locator(".maillage .save").all():
        expect(button).to_be_disabled()


def test_hostile_names_are_text_and_the_file_executes_nothing(
    address: str, open_page: OpenPage, tmp_path: Path
) -> None:
    visit = open_page(f"{address}/?hostile=1")
    visit.await_canvas(f"shown.nodes.length === {ACTORS}")
    root = svg(visit, tmp_path)
    told = " ".join(titles(root, "actor"))
    for name in HOSTILE.values():
        kept = "".join(
            char if char.isprintable() or ord(char) > 0x2000 else "\ufffd" for char in " ".join(name.split())
        )
        assert kept in told
    alone = open_page("about:blank")
    alone.page.goto((tmp_path / "maillage.svg").as_uri())
    assert alone.page.evaluate("document.documentElement.tagName") == "svg"
    assert alone.page.evaluate("document.querySelectorAll('script, img, a, image, use, foreignObject').length") == 0
    assert alone.errors == []
