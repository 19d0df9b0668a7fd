"""Every page as axe-core judges it, and by keyboard alone: an order that makes sense, and a focus that is seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from graph.ui.frame import PLACES
from tests.browser.conftest import OpenPage
from tests.browser.driving import PATIENCE, Visit
from tests.conftest import PROJECT
from tests.node_packages import installed
from tests.samples import sample_articles

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = PROJECT / "tests" / "node_axe"
BANK, ROBOTS, COMMISSION = "Banque Vauclair", "Ondine Robotique", "Commission européenne"
READ = sample_articles()
LINK = quote(f"edge~{BANK}~invests_in~{ROBOTS}")
GRAVE = ("serious", "critical")
TRIES = 4
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
expect.set_options(timeout=PATIENCE)

# What is judged: page, address, and the name of a menu that is open.
SCENES = (
    ("network", "/", ""),
    ("network", f"/?pick={LINK}&lang=en", ""),
    ("network", f"/?pick={quote('node~' + BANK)}&ego={quote(BANK)}&steps=1", ""),
    ("network", f"/?view=table&pick={LINK}", ""),
    ("network", "/?view=matrix", ""),
    ("network", "/?search=personne-ne-s-appelle-ainsi", ""),
    ("network", "/", "Télécharger"),
    ("network", "/", "Affichage"),
    ("network", "/", "Vues"),
    ("actor", "/acteurs?lang=en", ""),
    ("actor", f"/acteurs?actor={quote(ROBOTS)}", ""),
    ("paths", "/chemins?lang=en", ""),
    ("paths", f"/chemins?from={quote('Marc Delestre')}&to={quote(BANK)}", ""),
    ("divergences", "/divergences", ""),
    ("divergences", f"/divergences?about={quote(BANK)}&lang=en", ""),
    ("reader", f"/lecture?article={READ[0][0].id}&at=80", ""),
    ("timeline", "/chronologie?since=2023&lang=en", ""),
    ("corpus", "/corpus", ""),
)
MOVING = "document.getAnimations().filter((one) => one.playState === 'running').length"
JUDGE = "() => axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations)"
FOCUSED = """() => {
    let element = document.activeElement;
    while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
}"""
# What a focus may change of an element's look, and of the looks of what holds it.
LOOK = """(element) => {
    const looks = [];
    for (let one = element, step = 0; one && step < 5; one = one.parentElement, step += 1) {
        const {outlineStyle, outlineWidth, boxShadow, borderColor, opacity} = getComputedStyle(one);
        if (opacity !== "0") looks.push([outlineStyle, outlineWidth, boxShadow, borderColor].join());
        for (const near of one.querySelectorAll(":scope > *")) {
            if (step && near !== element) looks.push(getComputedStyle(near).boxShadow);
        }
    }
    return looks.join("|");
}"""
TOLD = "(element) => element.getAttribute('aria-label') || element.innerText || element.tagName"


@pytest.fixture(scope="module")
def address(samples_address: str) -> str:
    return samples_address


@pytest.fixture(scope="module")
def rules(require: Callable[[str], str]) -> str:
    """The source of axe-core."""
    installed(require("npm"), AXE)
    return (AXE / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def calm(page: Page) -> None:
    page.wait_for_function(f"() => !{MOVING}")


def grave(page: Page) -> list[tuple[str, str]]:
    """The rules broken gravely, each with the element that breaks it; the picture is a moment late after the page."""
    faults: list[tuple[str, str]] = []
    for _ in range(TRIES):
        found: list[dict[str, Any]] = page.evaluate(JUDGE)
        faults = [(one["id"], node["html"][:200]) for one in found if one["impact"] in GRAVE for node in one["nodes"]]
        if not faults:
            break
    return faults


def test_every_page_is_judged() -> None:
    assert {name for name, _, _ in SCENES} == {place.name for place in PLACES}


@pytest.mark.parametrize("place", [place.name for place in PLACES])
def test_axe_core_finds_no_grave_fault(place: str, address: str, open_page: OpenPage, rules: str) -> None:
    visit = open_page(address, **DESKTOP, reduced_motion="reduce", bypass_csp=True)
    page, found = visit.page, []
    for _, path, menu in (scene for scene in SCENES if scene[0] == place):
        page.set_viewport_size(DESKTOP)
        page.goto(f"{address}{path}")
        page.wait_for_selector("h1")
        visit.await_rest()
        if menu:
            page.get_by_role("button", name=menu).click()
            page.wait_for_selector("[data-testid=stPopoverBody]")
            visit.await_rest()
        page.evaluate(rules)
        for size in (DESKTOP, PHONE):
            page.set_viewport_size(size)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                calm(page)
                found += [(path, menu, size["width"], scheme, *one) for one in grave(page)]
    assert not found, found


def test_axe_core_finds_no_grave_fault_in_the_sidebar_of_a_phone(address: str, open_page: OpenPage, rules: str) -> None:
    visit = open_page(address, **PHONE, has_touch=True, is_mobile=True, bypass_csp=True)
    visit.page.wait_for_selector("h1")
    visit.page.get_by_test_id("stExpandSidebarButton").click()
    expect(visit.page.locator(".st-key-family-money")).to_be_in_viewport()
    expect(visit.page.get_by_role("button", name="Partager")).to_be_hidden()  # it would lie over the sidebar
    visit.await_rest()
    visit.page.evaluate(rules)
    assert grave(visit.page) == []


def by_tab(visit: Visit) -> tuple[list[str], list[str]]:
    """What the key Tab reaches from the top of the page to its end; and of that, what does not show that it is."""
    page, reached, unseen = visit.page, [], []
    while True:
        page.keyboard.press("Tab")
        focused = page.evaluate_handle(FOCUSED).as_element()
        assert focused
        told = " ".join(str(focused.evaluate(TOLD)).split())[:60]
        if focused.evaluate("(element) => element === document.body"):
            return reached, unseen
        assert len(reached) < 200, "Tab goes round in circles"
        reached.append(told)
        calm(page)
        shown = focused.evaluate(LOOK)
        focused.evaluate("(element) => element.blur()")
        calm(page)
        if focused.evaluate(LOOK) == shown:
            unseen.append(told)
        focused.evaluate("(element) => element.focus({focusVisible: true})")


def in_order(reached: list[str], *wanted: str) -> None:
    places = [next((n for n, told in enumerate(reached) if one in told), None) for one in wanted]
    assert None not in places, list(zip(wanted, places, strict=True))
    assert places == sorted(places, key=lambda place: place or 0), list(zip(wanted, places, strict=True))


def test_the_keyboard_reaches_everything_of_the_network(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/?pick={LINK}", **DESKTOP, reduced_motion="reduce")
    visit.page.wait_for_selector(".st-key-evidence .passage")
    visit.await_canvas("shown.selected !== null")
    visit.await_rest()
    reached, unseen = by_tab(visit)
    kept = ("Chercher un acteur", "Alliances", "Ne garder que", "Personnes", "Rôles", "Affirmé", "Période", "Articles")
    tools = ("Vues", "Partager", "Réseau", "Affichage", "Télécharger", "Réseau dessiné", "Agrandir", "Plein écran")
    panel = ("Pourquoi ce lien", "Lire l’article")
    in_order(reached, "Skip to main content", *kept[:1], "Confiance", "Réinitialiser", "FR", "Acteurs", "Corpus")
    in_order(reached, *kept)
    in_order(reached[reached.index("Corpus") :], *tools)
    assert all(any(one in told for told in reached) for one in panel)
    assert unseen == []


def test_the_keyboard_reaches_everything_of_the_reader(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/lecture?article={READ[0][0].id}", **DESKTOP, reduced_motion="reduce")
    visit.page.wait_for_selector("h1")
    visit.await_rest()
    reached, unseen = by_tab(visit)
    in_order(reached, "Skip to main content", "Réinitialiser", "Réseau", "Corpus", "Vues", "Partager", BANK)
    assert unseen == []


def test_who_wants_no_motion_sees_none(address: str, open_page: OpenPage) -> None:
    visit = open_page(address, **DESKTOP, reduced_motion="reduce")
    visit.await_canvas("shown.nodes.length > 0")
    visit.page.get_by_role("button", name="Agrandir").click()
    zoomed = visit.snapshot()
    assert not zoomed["moving"]
    visit.page.get_by_role("button", name="Tout voir").click()
    fitted = visit.snapshot()
    assert not fitted["moving"]
    assert fitted["scale"] < zoomed["scale"]
