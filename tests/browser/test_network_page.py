"""The network page and the toolbar of every page as a person uses them: surroundings, looks, names, sharing, views."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from graph.analysis import communities, ego
from graph.looks import GROUPS
from graph.network import build_network
from graph.store import STORE_VARIABLE
from tests.browser.conftest import DASHBOARD, OpenPage, Serve, fill
from tests.browser.driving import PATIENCE, Visit
from tests.samples import sample_extractions, sample_table

pytestmark = pytest.mark.browser
COMMISSION, ROBOTS = "Commission européenne", "Ondine Robotique"
NETWORK = build_network(sample_table())
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def address(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A server of its own: views are saved in its store."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'sample.sqlite'}"
    return serve(DASHBOARD, **{STORE_VARIABLE: fill(url, sample_extractions())})


def whole(visit: Visit, actors: int = len(NETWORK)) -> dict[str, Any]:
    shown = visit.await_canvas(f"shown.nodes.length === {actors}")
    visit.await_rest()
    return shown


def near(name: str, steps: int) -> set[str]:
    return set(ego(NETWORK, name, steps))


def drawn(shown: dict[str, Any]) -> set[str]:
    return {node["id"] for node in shown["nodes"]}


def await_ego(visit: Visit, name: str, steps: int) -> dict[str, Any]:
    count = len(near(name, steps))
    shown = visit.await_canvas(f"shown.ego?.steps === {steps} && shown.nodes.length === {count}")
    assert drawn(shown) == near(name, steps)
    return shown


def test_double_click_opens_the_surroundings_and_the_way_back_restores_the_view(
    address: str, open_page: OpenPage
) -> None:
    visit = open_page(address, width=1440)
    before = whole(visit)
    node = visit.node(COMMISSION)
    visit.page.mouse.dblclick(node["x"], node["y"])
    await_ego(visit, COMMISSION, 1)
    bar = visit.page.locator(".maillage .ego")
    expect(bar).to_contain_text(f"Autour de {COMMISSION}")
    expect(visit.page.locator("h1.headline")).to_contain_text(f"{len(near(COMMISSION, 1))} acteurs")
    bar.get_by_role("button", name="2 étapes").click()
    await_ego(visit, COMMISSION, 2)
    expect(bar.get_by_role("button", name="2 étapes")).to_have_attribute("aria-pressed", "true")
    assert "ego=" in visit.page.url
    bar.get_by_role("button", name="Tout le réseau").click()
    after = visit.await_canvas(
        f"shown.nodes.length === {len(NETWORK)} && Math.abs(shown.scale - {before['scale']}) < 1e-6 && !shown.moving"
    )
    assert after["centre"] == pytest.approx(before["centre"], abs=0.5)
    assert visit.errors == []


def test_surroundings_by_keyboard_and_from_the_panel(address: str, open_page: OpenPage) -> None:
    visit = open_page(address, width=1440, locale="en-GB")
    whole(visit)
    visit.page.locator(".maillage").focus()
    visit.page.keyboard.press("ArrowRight")  # the best linked first
    chosen = visit.await_canvas("shown.selected?.kind === 'node'")["selected"]["id"]
    visit.page.keyboard.press("Enter")
    await_ego(visit, chosen, 1)
    visit.page.keyboard.press("Backspace")
    whole(visit)
    visit.page.get_by_role("button", name="Show its surroundings").click()
    await_ego(visit, chosen, 1)
    visit.page.get_by_role("button", name="Back to the whole network").click()
    whole(visit)


def test_the_address_holds_looks_and_surroundings_and_unknown_values_are_ignored(
    address: str, open_page: OpenPage
) -> None:
    visit = open_page(f"{address}/?size=outlets&colour=community&ego={quote(COMMISSION)}&steps=2", width=1440)
    shown = await_ego(visit, COMMISSION, 2)
    hues = {group[0][0] for group in GROUPS}
    assert {node["fill"] for node in shown["nodes"]} <= hues
    expect(visit.page.locator(".maillage .styles")).to_contain_text("Taille\u00a0: nombre de sources")
    expect(visit.page.locator(".maillage .groups")).to_contain_text(f"autour de {communities(NETWORK)[0][0]}")
    other = open_page(f"{address}/?size=x&colour=y&ego=Personne&steps=9", width=1440)
    whole(other)
    assert other.errors == []
    other.page.get_by_role("button", name="Affichage").click()
    other.page.locator("label", has_text="Communauté").click()
    other.await_canvas(f"shown.nodes.every((node) => {sorted(hues)}.includes(node.fill))")
    other.page.wait_for_url("**colour=community**")


def test_no_name_lies_over_a_sign_and_names_thin_out(five_address: str, open_page: OpenPage) -> None:
    for options in ({"width": 1440}, {"width": 390, "height": 844, "locale": "en-GB"}):
        visit = open_page(five_address, **options)
        shown = visit.await_canvas("shown.nodes.length > 10 && shown.labels.length > 10")
        visit.await_rest()
        shown = visit.snapshot()
        for label in shown["labels"]:
            for x0, y0, x1, y1 in label["areas"] if label["kind"] == "node" else []:
                for node in shown["nodes"]:
                    across = node["x"] - min(max(node["x"], x0), x1)
                    down = node["y"] - min(max(node["y"], y0), y1)
                    assert (across**2 + down**2) ** 0.5 >= node["r"], (label["id"], node["id"])
        visit.page.locator(".maillage").focus()
        for _ in range(3):
            visit.page.keyboard.press("-")
        fewer = visit.await_canvas(f"shown.scale < {shown['scale']} * 0.5")
        assert len(fewer["labels"]) < len(shown["labels"])


def test_neighbours_stand_out_under_the_pointer(address: str, open_page: OpenPage) -> None:
    visit = open_page(address, width=1440)
    shown = whole(visit)
    far = next(node for node in shown["nodes"] if node["id"] not in near(COMMISSION, 1))
    read = """(canvas, at) => {
        const box = canvas.getBoundingClientRect(), ratio = canvas.width / box.width;
        const [x, y] = [(at.x - box.left) * ratio, (at.y - box.top) * ratio];
        return canvas.getContext("2d").getImageData(x, y, 1, 1).data.join();
    }"""
    canvas = visit.page.locator(".stage canvas")
    before = {name: canvas.evaluate(read, visit.node(name)) for name in (far["id"], ROBOTS)}
    visit.hover(visit.node(COMMISSION))
    visit.await_canvas(f"shown.hovered?.id === {COMMISSION!r}")
    visit.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert canvas.evaluate(read, far) != before[far["id"]]
    if ROBOTS in near(COMMISSION, 1):
        assert canvas.evaluate(read, visit.node(ROBOTS)) == before[ROBOTS]


def test_the_shared_address_gives_the_same_view_in_another_browser(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/?statuses=asserted&colour=community", width=1440)
    visit.await_canvas(f"shown.nodes.length <= {len(NETWORK)}")
    visit.await_rest()
    visit.click(visit.node(ROBOTS))
    visit.page.wait_for_url("**pick=**")
    visit.await_rest()
    visit.page.get_by_role("button", name="Partager").click()
    field = visit.page.get_by_label("Adresse de cette vue")
    expect(field).to_be_focused()
    shared = field.input_value()
    assert "lang=fr" in shared
    visit.page.keyboard.press("Escape")
    expect(field).to_be_hidden()
    other = open_page(shared, width=1440, locale="en-GB")
    mine, theirs = visit.snapshot(), other.await_canvas(f"shown.selected?.id === {ROBOTS!r}")
    for part in ("ego", "selected", "scale"):
        assert mine[part] == theirs[part]
    assert [(node["id"], node["fill"]) for node in mine["nodes"]] == [(n["id"], n["fill"]) for n in theirs["nodes"]]
    expect(other.page.locator("h1.headline")).to_have_text(visit.page.locator("h1.headline").inner_text())


def test_views_are_saved_renamed_deleted_brought_back_and_opened_by_another(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/?ego={quote(COMMISSION)}&relations=scrutinises,criticises,sanctions", width=1440)
    visit.await_canvas("shown.nodes.length > 0")
    visit.await_rest()
    kept = visit.snapshot()
    page = visit.page
    page.get_by_role("button", name="Vues").click()
    name = page.get_by_label("Enregistrer cette vue sous le nom")
    name.fill("Règles *2024* <b>")
    name.press("Enter")
    page.get_by_role("button", name="Renommer «\u00a0Règles *2024* <b>\u00a0»").click()
    page.get_by_label("Nouveau nom").fill("Règles")
    page.get_by_label("Nouveau nom").press("Enter")
    page.get_by_role("button", name="Supprimer «\u00a0Règles\u00a0»").click()
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("button", name="Règles", exact=True)).to_be_visible()
    other = open_page(f"{address}/chemins", width=1440, locale="en-GB")
    other.page.get_by_role("button", name="Views").click()
    other.page.get_by_role("button", name="Règles", exact=True).click()
    same = other.await_canvas(f"shown.nodes.length === {len(kept['nodes'])}")
    assert drawn(same) == drawn(kept)
    assert "relations=" in other.page.url
    assert visit.errors == other.errors == []
