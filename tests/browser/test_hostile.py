"""Hostile strings in every place that a text has, on every page: shown as they are, and nothing of them runs."""

from __future__ import annotations

import math
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import FilePayload, expect

from graph import layout
from graph.drawing import SEPARATOR
from graph.export import export
from graph.layout import Point
from graph.network import Network, background, build_network
from graph.store import STORE_VARIABLE, Store, open_store
from graph.ui.canvas import Picked
from graph.ui.state import VIEWS, picked_as_text
from tests.browser.conftest import DASHBOARD, OpenPage, Serve, fill
from tests.browser.driving import PATIENCE, Visit
from tests.hostile import OUTSIDE, STRINGS, articles

pytestmark = [pytest.mark.browser, pytest.mark.slow]
READING = 120_000  # milliseconds: the language model is loaded, on a busy machine
PANEL = ".st-key-evidence"
expect.set_options(timeout=PATIENCE)

# Elements, shadows included, that only a string can have brought in: each holds a mark of ours, or runs a script.
INTRUDERS = """(outside) => {
    const found = [], ours = location.origin;
    const look = (root) => root.querySelectorAll("*").forEach((one) => {
        if (one.shadowRoot) look(one.shadowRoot);
        const marked = (text) => /pwned/.test(text) && !text.startsWith(ours) && !text.startsWith("/");
        for (const {name, value} of one.attributes) {
            if (/^on/.test(name)) found.push(one.outerHTML.slice(0, 200));
            if (["src", "srcdoc", "action", "formaction", "data", "style"].includes(name) && marked(value)) {
                found.push(one.outerHTML.slice(0, 200));
            }
            if (["href", "xlink:href"].includes(name) && !/^(https?:|[/?#]|blob:|app\\/|\\.)/.test(value)) {
                found.push(one.outerHTML.slice(0, 200));
            }
        }
        const kept = ["SCRIPT", "STYLE", "IFRAME", "OBJECT", "EMBED", "svg", "math", "FORM", "BASE", "META"];
        if (kept.includes(one.tagName) && /pwned/.test(one.textContent)) found.push(one.outerHTML.slice(0, 200));
        if (one.tagName === "A" && one.hostname.includes(outside)) found.push(one.outerHTML.slice(0, 200));
        if (one.matches("span.katex, [style*=':red']")) found.push(one.outerHTML.slice(0, 200));
    });
    look(document);
    if (window.pwned !== undefined) found.push(`pwned = ${window.pwned}`);
    return found;
}"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of every string, everybody on a circle: a real layout takes long, and where they stand is no matter."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(layout, "positions", circle)
        return open_store(fill(f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'hostile.sqlite'}", articles()))


@pytest.fixture(scope="module")
def address(serve: Serve, store: Store) -> str:
    return serve(DASHBOARD, **{STORE_VARIABLE: store.url})


def circle(network: Network, width: float, height: float) -> dict[str, Point]:
    turn = 2 * math.pi / len(network)
    return {name: (width * math.cos(turn * n), height * math.sin(turn * n)) for n, name in enumerate(sorted(network))}


def harmless(visit: Visit) -> None:
    """Nothing ran, nothing was asked for, nothing was brought in, and the page is as wide as the screen."""
    visit.await_rest()
    assert visit.page.evaluate(INTRUDERS, OUTSIDE) == []
    assert (visit.outside, visit.errors) == ([], [])
    assert visit.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert visit.page.locator("[data-testid=stMain]").evaluate("main => main.scrollWidth - main.clientWidth") <= 0


def short(text: str) -> str:
    """A part of a text that a page shows as it is: no control characters, spaces folded."""
    parts = "".join(letter if letter.isprintable() else "\n" for letter in " ".join(text.split())).split("\n")
    return max(parts, key=len)[:12]


def test_picture_panel_tooltip_and_filters(address: str, open_page: OpenPage) -> None:
    visit = open_page(address, width=1440)
    visit.page.set_default_timeout(READING)
    shown = visit.await_canvas(f"shown.nodes.length === {len(STRINGS)}")
    assert {node["id"] for node in shown["nodes"]} == set(STRINGS)
    panel = visit.page.locator(f"{PANEL} h2.relation")
    for node in shown["nodes"]:
        visit.click(node)
        expect(panel).to_contain_text(short(node["id"]))
    visit.hover(shown["nodes"][1])
    visit.await_canvas("shown.hovered !== null")
    harmless(visit)
    visit.page.get_by_placeholder("Chercher un acteur…").fill("dix mille lettres")
    visit.await_canvas(f"shown.nodes.length < {len(STRINGS)}")
    expect(visit.page.locator("h1.headline")).to_contain_text("acteurs et")
    harmless(visit)


@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_shows_them_and_keeps_its_form(width: int, address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/corpus", width=width, height=844)
    page = visit.page
    page.set_default_timeout(READING)
    script, long = STRINGS[0], STRINGS[-1]
    reader = [f"/lecture?article={article.id}" for article, _ in (articles()[number] for number in (0, 26, -2, -1))]
    paths = f"/chemins?from={quote(script)}&to={quote(STRINGS[2])}"
    link = next(claim for _, found in articles() for claim in found.claims if claim.source != claim.target)
    edge = picked_as_text(Picked("edge", SEPARATOR.join((link.source, link.relation, link.target))))
    chosen = [
        f"/?pick={quote(edge)}",
        f"/acteurs?actor={quote(script)}",
        f"/acteurs?actor={quote(long)}",
        f"/?pick={quote('node~' + long)}",
    ]
    views = [f"/?view={name}" for name in VIEWS]
    for path in (*views, *chosen, "/acteurs", paths, "/divergences", *reader, "/chronologie", "/corpus"):
        page.goto(f"{address}{path}")
        page.wait_for_selector("h1")
        harmless(visit)
        assert page.locator("h1").bounding_box()["height"] < 300, path[:80]  # type: ignore[index]


def test_files_and_pasted_texts(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/corpus", width=1440)
    visit.page.set_default_timeout(READING)
    bring = visit.page.locator("[data-testid=stFileUploaderDropzoneInput]")
    bring.wait_for(state="attached")
    files: list[FilePayload] = [
        {"name": f"{text[:100]}.txt", "mimeType": "text/plain", "buffer": f"Titre : {text}\n\n{text}".encode()}
        for text in STRINGS
    ]
    bring.set_input_files([*files, {"name": "half.txt", "mimeType": "text/plain", "buffer": b"a \xed\xa0\x80 b"}])
    tasks = visit.page.locator(".task")
    expect(tasks).to_have_count(len(files) + 1)
    expect(visit.page.locator(".task.is-waiting, .task.is-reading, .task.is-read")).to_have_count(0, timeout=READING)
    harmless(visit)
    visit.page.locator(".st-key-paste-text textarea").fill("\n\n".join(STRINGS))
    visit.page.locator(".st-key-paste-title input").fill(STRINGS[0])
    visit.page.locator(".st-key-paste-outlet input").fill(STRINGS[2])
    visit.page.locator(".st-key-paste-read button").click()
    expect(tasks).to_have_count(len(files) + 2)
    expect(visit.page.locator(".task.is-waiting, .task.is-reading, .task.is-read")).to_have_count(0, timeout=READING)
    harmless(visit)


def test_the_page_that_is_exported_runs_nothing(store: Store, open_page: OpenPage, tmp_path: Path) -> None:
    path, claims = tmp_path / "page.html", store.claims()
    export("html", path, build_network(claims, background(claims, store.actors())), claims)
    visit = open_page("about:blank")
    visit.page.goto(path.as_uri())
    visit.page.wait_for_selector("html[data-ready]")
    visit.page.locator("aside button").nth(0).click()
    visit.page.wait_for_selector("aside blockquote")
    assert visit.page.evaluate("window.pwned") is None
    assert visit.page.locator("aside a, aside img, aside script, aside svg, script[src]").count() == 0
    assert [url for url in visit.outside if OUTSIDE in url] == []
    assert visit.errors == []
