"""The dashboard in a real browser, as a person uses it: pictures, clicks, filters, files, both languages and themes."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import time
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import networkx as nx
import pytest
from playwright.sync_api import Locator, expect

from graph.__main__ import main
from graph.drawing import SEPARATOR, lines
from graph.network import build_network
from graph.ontology import load_ontology
from graph.selection import FIELDS, Selection
from graph.store import STORE_VARIABLE, open_store
from tests.browser.conftest import DASHBOARD, OpenPage, Serve, fill
from tests.browser.driving import PATIENCE, Visit
from tests.conftest import PROJECT
from tests.samples import HOSTILE, sample_extractions, sample_table

pytestmark = pytest.mark.browser
BANK, ROBOTS, COMMISSION = "Banque Vauclair", "Ondine Robotique", "Commission européenne"
MONEY = frozenset(one.id for one in load_ontology().relations.values() if one.family == "money")
NETWORK = build_network(sample_table())
MONEY_NETWORK = build_network(Selection(relations=MONEY).apply(sample_table()))
COLD_LIMIT, RELOAD_LIMIT = 4.0, 1.0  # seconds from the address to the painted network
PANEL = ".st-key-evidence"
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def address(samples_address: str) -> str:
    return samples_address


def drawn(network: nx.MultiDiGraph[str]) -> list[str]:
    return sorted(line.id for line in lines(network))


def await_picture(visit: Visit, network: nx.MultiDiGraph[str]) -> dict[str, Any]:
    wanted = len(drawn(network))
    return visit.await_canvas(f"shown.edges.length === {wanted} && shown.nodes.length === {len(network)}")


@pytest.fixture
def visit(address: str, open_page: OpenPage) -> Visit:
    visit = open_page(address, width=1440)
    await_picture(visit, NETWORK)
    return visit


def row(visit: Visit, name: str) -> Locator:
    """A row of the legend: family-money, relation-owns, kind-person, status-denied."""
    return visit.page.locator(f".st-key-{name} label")


def headline(visit: Visit) -> Locator:
    return visit.page.locator("h1.headline")


def says(network: nx.MultiDiGraph[str], articles: int) -> str:
    return f"{len(network)} acteurs et {network.number_of_edges()} liens, lus dans {articles} articles."


def download(visit: Visit, name: str, everything: bool = False) -> Path:
    page = visit.page
    page.get_by_role("button", name="Télécharger").click()
    if everything:
        page.get_by_role("radio", name="Tout", exact=True).click()
        expect(page.get_by_test_id("stPopoverBody")).to_contain_text(f"{NETWORK.number_of_edges()} liens")
    button = page.locator(f".st-key-download-{name} button")
    button.wait_for()
    visit.await_rest()  # as a person who reads the menu first: a run under way renews its buttons
    with page.expect_download() as started:
        button.click()
    page.keyboard.press("Escape")
    path = Path(started.value.path())
    return path.rename(path.with_name(started.value.suggested_filename))


def table_rows(visit: Visit) -> int:
    """Rows of the table, as it tells screen readers (its header counted)."""
    grid = visit.page.locator("[role=grid]")
    grid.wait_for(state="attached")
    return int(grid.get_attribute("aria-rowcount") or 0) - 1


def test_paints_the_network_from_this_machine_alone(visit: Visit) -> None:
    shown = visit.snapshot()
    assert sorted(edge["id"] for edge in shown["edges"]) == drawn(NETWORK)
    expect(headline(visit)).to_have_text(says(NETWORK, 5))
    expect(visit.page).to_have_title("Maillage")
    assert visit.page.evaluate(
        "document.fonts.check('14px \"IBM Plex Sans\"') && document.fonts.check('22px Newsreader')"
    )
    assert visit.outside == []
    assert visit.errors == []


def test_every_row_of_the_legend_shows_its_count(visit: Visit) -> None:
    read = "label => getComputedStyle(label.querySelector('p'), '::after').content.replaceAll('\"', '')"
    counts = Selection().facets(sample_table())
    for status, count in counts["statuses"].items():
        assert row(visit, f"status-{status}").evaluate(read) == str(count)
    money = sum(counts["relations"][name] for name in MONEY)
    assert row(visit, "family-money").evaluate(read) == str(money)


def test_a_click_on_a_link_opens_its_sentences(visit: Visit) -> None:
    panel = visit.page.locator(PANEL)
    expect(panel).to_contain_text("Choisissez un lien ou un acteur")
    visit.click(visit.link(BANK, "invests_in", ROBOTS))
    expect(panel.locator(".relation")).to_have_text(f"{BANK} investit dans {ROBOTS}", use_inner_text=True)
    expect(panel.locator(".passage")).to_have_count(4)
    expect(panel.locator("mark").first).to_have_text("a pris une participation")
    expect(panel.get_by_role("link", name="Lire l’article").first).to_have_attribute("href", re.compile("^/lecture"))
    link = panel.get_by_role("link", name="Original").first
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("href", "https://exemple.test/a-quai.txt")
    why = panel.locator("details.why")
    expect(why.first.locator("div")).to_be_visible()
    expect(why.nth(1).locator("div")).to_be_hidden()
    why.nth(1).locator("summary").click()
    expect(why.nth(1).locator("div")).to_be_visible()


def test_a_click_on_an_actor_opens_its_links_and_one_beside_closes_them(visit: Visit) -> None:
    panel = visit.page.locator(PANEL)
    visit.click(visit.node(COMMISSION))
    expect(panel.locator(".relation")).to_have_text(COMMISSION, use_inner_text=True)
    group = panel.locator("details.group").first
    expect(group.locator(".passage").first).to_be_hidden()
    group.locator("summary").first.click()
    expect(group.locator(".passage").first).to_be_visible()
    visit.page.locator(".maillage canvas").click(position={"x": 8, "y": 8})
    expect(panel).to_contain_text("Choisissez un lien ou un acteur")


def test_a_relation_filter_removes_exactly_the_other_links_everywhere(visit: Visit) -> None:
    row(visit, "family-money").hover()
    visit.page.locator(".st-key-keep-money button").click()
    shown = await_picture(visit, MONEY_NETWORK)
    assert sorted(edge["id"] for edge in shown["edges"]) == drawn(MONEY_NETWORK)
    expect(headline(visit)).to_contain_text(f"{MONEY_NETWORK.number_of_edges()} liens")
    with download(visit, "csv").open(encoding="utf-8-sig", newline="") as file:
        claims = list(csv.DictReader(file))
    kept = Selection(relations=MONEY).apply(sample_table())
    assert sorted(claim["quote"] for claim in claims) == sorted(kept["quote"])
    assert {claim["relation"] for claim in claims} == set(kept["relation"])
    visit.page.get_by_role("radio", name="Tableau").click()
    visit.page.wait_for_selector("[role=grid]", state="attached")
    assert table_rows(visit) == MONEY_NETWORK.number_of_edges()


def test_unticking_a_type_in_its_disclosure_removes_only_it(visit: Visit) -> None:
    visit.page.locator(".st-key-types-money summary").click()
    row(visit, "relation-owns").click()
    without = build_network(sample_table().query("relation != 'owns'"))
    assert sorted(edge["id"] for edge in await_picture(visit, without)["edges"]) == drawn(without)
    row(visit, "family-money").click()
    await_picture(visit, NETWORK)


def test_the_gexf_reads_back_with_the_shown_counts(visit: Visit) -> None:
    whole = nx.read_gexf(download(visit, "gexf"))
    assert (whole.number_of_nodes(), whole.number_of_edges()) == (len(NETWORK), NETWORK.number_of_edges())
    row(visit, "family-posts").click()
    others = build_network(Selection(relations=frozenset(sample_table()["relation"]) - posts()).apply(sample_table()))
    await_picture(visit, others)
    part = nx.read_gexf(download(visit, "gexf"))
    assert (part.number_of_nodes(), part.number_of_edges()) == (len(others), others.number_of_edges())
    everything = nx.read_gexf(download(visit, "gexf", everything=True))
    assert everything.number_of_edges() == NETWORK.number_of_edges()


def posts() -> frozenset[str]:
    return frozenset(one.id for one in load_ontology().relations.values() if one.family == "posts")


def test_a_row_of_the_table_opens_the_same_sentences(visit: Visit) -> None:
    visit.page.get_by_role("radio", name="Tableau").click()
    assert table_rows(visit) == NETWORK.number_of_edges()
    expect(visit.page.locator(".maillage")).not_to_be_visible()
    visit.page.locator(".dvn-scroller").click(position={"x": 16, "y": 52})
    panel = visit.page.locator(PANEL)
    expect(panel.locator(".relation")).to_have_text(f"{BANK} investit dans {ROBOTS}", use_inner_text=True)
    visit.page.get_by_role("radio", name="Réseau").click()
    chosen = SEPARATOR.join((BANK, "invests_in", ROBOTS))
    visit.await_canvas(f"shown.selected && shown.selected.id === {chosen!r}")


def test_the_picture_keeps_its_zoom_through_filters_and_the_table(visit: Visit) -> None:
    visit.page.get_by_role("button", name="Agrandir").click()
    before = visit.await_canvas("shown.scale > 0 && !shown.moving")["scale"]
    visit.page.get_by_role("radio", name="Tableau").click()
    expect(visit.page.locator(".maillage")).not_to_be_visible()
    visit.page.get_by_role("radio", name="Réseau").click()
    expect(visit.page.locator(".maillage")).to_be_visible()
    row(visit, "status-denied").click()
    visit.await_canvas(f"shown.edges.length < {len(drawn(NETWORK))}")
    assert visit.snapshot()["scale"] == pytest.approx(before)


def test_search_finds_actors_by_any_of_their_names_as_one_types(visit: Visit) -> None:
    visit.page.get_by_placeholder("Chercher un acteur…").press_sequentially("bruxelles")
    found = build_network(Selection(search=COMMISSION).apply(sample_table()))
    await_picture(visit, found)
    expect(visit.page.locator(".subline")).to_contain_text("Acteurs nommés « bruxelles »")


def test_reset_brings_everything_back(visit: Visit) -> None:
    row(visit, "family-speech").click()
    visit.await_canvas(f"shown.edges.length < {len(drawn(NETWORK))}")
    row(visit, "kind-company").click()
    expect(visit.page).to_have_url(re.compile("kinds="))
    visit.page.get_by_role("button", name="Réinitialiser").click()
    await_picture(visit, NETWORK)
    expect(visit.page).not_to_have_url(re.compile("kinds=|relations="))


def test_an_empty_result_offers_to_lift_the_narrowest_filter(visit: Visit) -> None:
    visit.page.get_by_placeholder("Chercher un acteur…").fill("personne ne s’appelle ainsi")
    nothing = visit.page.locator(".st-key-nothing")
    expect(nothing).to_contain_text("Aucun lien ne passe ces filtres.")
    expect(nothing).to_contain_text("Le plus étroit\u00a0: Recherche")
    expect(headline(visit)).to_have_text("Aucun acteur, aucun lien.")
    nothing.get_by_role("button", name="Le lever").click()
    await_picture(visit, NETWORK)
    expect(visit.page.get_by_placeholder("Chercher un acteur…")).to_have_value("")


def test_the_browser_s_language_is_spoken_and_can_be_switched(address: str, open_page: OpenPage) -> None:
    visit = open_page(address, width=1440, locale="en-GB")
    await_picture(visit, NETWORK)
    expect(headline(visit)).to_contain_text(f"{len(NETWORK)} actors and {NETWORK.number_of_edges()} links")
    row(visit, "family-posts").click()
    visit.await_canvas(f"shown.edges.length < {len(drawn(NETWORK))}")
    visit.page.get_by_role("radio", name="FR").click()
    expect(headline(visit)).to_contain_text("acteurs et")
    expect(row(visit, "family-money")).to_have_text("Argent")
    expect(row(visit, "family-posts")).not_to_have_attribute("data-selected", "true")
    expect(visit.page.get_by_role("button", name="Télécharger")).to_be_visible()
    assert visit.errors == []


def test_the_address_opens_the_same_view_elsewhere(visit: Visit, open_page: OpenPage) -> None:
    row(visit, "status-denied").click()
    expect(visit.page).to_have_url(re.compile("statuses="))
    visit.click(visit.node(COMMISSION))
    expect(visit.page).to_have_url(re.compile("pick="))
    other = open_page(visit.page.url, width=1440)
    expect(headline(other)).to_have_text(headline(visit).inner_text())
    expect(other.page.locator(f"{PANEL} .relation")).to_have_text(COMMISSION, use_inner_text=True)
    expect(row(other, "status-denied")).not_to_have_attribute("data-selected", "true")


def test_dark_mode_turns_page_signs_and_panel(address: str, open_page: OpenPage) -> None:
    visit = open_page(address, width=1440, color_scheme="dark")
    await_picture(visit, NETWORK)
    visit.click(visit.node(COMMISSION))
    expect(visit.page.locator(f"{PANEL} .relation")).to_be_visible()
    colour = "(element, name) => getComputedStyle(element)[name]"
    assert visit.page.locator(".stApp").evaluate(colour, "backgroundColor") == "rgb(20, 24, 30)"
    assert visit.page.locator(f"{PANEL} .relation").evaluate(colour, "color") == "rgb(236, 234, 228)"
    bar = row(visit, "family-money").locator("> div").first
    assert bar.evaluate(colour, "backgroundColor") == "rgb(237, 162, 51)"


def test_a_phone_shows_picture_then_sentences_and_keeps_filters_aside(address: str, open_page: OpenPage) -> None:
    visit = open_page(address, width=390, height=844, has_touch=True, is_mobile=True)
    await_picture(visit, NETWORK)
    page = visit.page
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    picture, panel = page.locator(".maillage").bounding_box(), page.locator(PANEL).bounding_box()
    assert picture is not None
    assert panel is not None
    assert 0 <= picture["x"] < picture["x"] + picture["width"] <= 390
    assert panel["y"] >= picture["y"] + picture["height"]
    expect(row(visit, "family-money")).not_to_be_in_viewport()
    page.get_by_test_id("stExpandSidebarButton").click()
    expect(row(visit, "family-money")).to_be_in_viewport()


def test_the_keyboard_reaches_filters_and_their_only_button(visit: Visit) -> None:
    box = row(visit, "family-posts").locator("input")
    box.focus()
    visit.page.keyboard.press("Space")
    visit.await_canvas(f"shown.edges.length < {len(drawn(NETWORK))}")
    visit.page.keyboard.press("Tab")
    only = visit.page.locator(".st-key-keep-posts button")
    expect(only).to_be_focused()
    expect(visit.page.locator(".st-key-keep-posts")).to_have_css("opacity", "1")
    visit.page.keyboard.press("Enter")
    await_picture(visit, build_network(Selection(relations=posts()).apply(sample_table())))
    assert visit.errors == []


def test_hostile_names_are_only_text(hostile_address: str, open_page: OpenPage) -> None:
    network = build_network(sample_table(hostile=True))
    visit = open_page(hostile_address, width=1440)
    await_picture(visit, network)
    panel = visit.page.locator(PANEL)
    for name in (HOSTILE[BANK], HOSTILE["Solène Artaud"]):
        visit.click(visit.node(name))
        expect(panel.locator(".relation")).to_contain_text(" ".join(name.split())[:20])
        for group in panel.locator("details.group > summary").all():
            group.click()
        assert panel.locator("img, script, a[href^='javascript']").count() == 0
    visit.page.get_by_role("radio", name="Tableau").click()
    assert table_rows(visit) == network.number_of_edges()
    assert visit.outside == []
    assert visit.errors == []


def test_a_store_that_is_empty_broken_or_grows(tmp_path: Path, serve: Serve, open_page: OpenPage) -> None:
    path = tmp_path / "growing.sqlite"
    path.write_bytes(b"no database at all, and that is all there is to say about it " * 40)
    url = f"sqlite:///{path}"
    visit = open_page(serve(DASHBOARD, **{STORE_VARIABLE: url}), width=1440)
    card = visit.page.get_by_role("alert")
    expect(card).to_contain_text("Les liens enregistrés ne s’ouvrent pas.")
    expect(visit.page.get_by_text("Traceback")).to_have_count(0)
    path.unlink()
    open_store(url).close()
    visit.page.reload()
    expect(card).to_contain_text("make run ARTICLES=")
    fill(url, sample_extractions()[:2])
    visit.page.reload()
    some = build_network(sample_table().query("article in ('a-quai.txt', 'b-depeche.txt')"))
    await_picture(visit, some)
    fill(url, sample_extractions()[2:])
    visit.page.reload()
    await_picture(visit, NETWORK)
    assert visit.errors == []


def test_paints_at_once_from_a_cold_start_and_sooner_on_reload(
    sample_store: str, serve: Serve, open_page: OpenPage
) -> None:
    """Each limit, for a machine with nothing else to do and stretched by its load, is met in one of three tries."""
    cold, reload = [], []
    for _ in range(3):
        busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
        visit, seconds = timed_opening(serve(DASHBOARD, **{STORE_VARIABLE: sample_store}), open_page)
        cold.append(seconds / busy)
        start = time.monotonic()
        visit.page.reload()
        visit.page.wait_for_selector(".maillage[data-ready]")
        reload.append((time.monotonic() - start) / busy)
        if min(cold) <= COLD_LIMIT and min(reload) <= RELOAD_LIMIT:
            break
    print(f"first paint: cold {min(cold):.2f} s, reload {min(reload):.2f} s")
    assert min(cold) <= COLD_LIMIT
    assert min(reload) <= RELOAD_LIMIT


def timed_opening(url: str, open_page: OpenPage) -> tuple[Visit, float]:
    start = time.monotonic()
    visit = open_page(url, width=1440)
    visit.page.wait_for_selector(".maillage[data-ready]")
    return visit, time.monotonic() - start


def test_the_demonstration_corpus_opens_with_real_claims(tmp_path: Path, serve: Serve, open_page: OpenPage) -> None:
    url = f"sqlite:///{tmp_path / 'demonstration.sqlite'}"
    build = [sys.executable, "-m", "graph", "build", "data/articles", "--quiet", "--store", url]
    subprocess.run(build, cwd=PROJECT, check=True)
    store = open_store(url)
    claims = store.claims()
    network = build_network(claims)
    visit = open_page(serve(DASHBOARD, **{STORE_VARIABLE: url}), width=1440)
    visit.page.wait_for_selector(".maillage[data-ready]", timeout=3 * PATIENCE)  # the picture is placed anew
    await_picture(visit, network)
    expect(headline(visit)).to_have_text(says(network, 5))
    expect(visit.page.locator(".notice")).to_contain_text("5 notes de lecture")
    visit.click(visit.link("Microsoft", "partners_with", "Mistral AI"))  # ends of a symmetric link are sorted by name
    quotes = visit.page.locator(f"{PANEL} blockquote")
    ends = claims[["source", "target"]].apply(set, axis=1)
    said = claims[(claims["relation"] == "partners_with") & (ends == {"Microsoft", "Mistral AI"})]["quote"]
    expect(quotes).to_have_count(len(said))
    assert sorted(quotes.all_inner_texts()) == sorted(said)
    assert visit.errors == []


@pytest.mark.parametrize("name", ["gexf", "json", "csv"])
def test_the_command_line_writes_the_very_file_that_the_page_gives(
    name: str, address: str, sample_store: str, open_page: OpenPage, tmp_path: Path
) -> None:
    chosen = Selection(relations=MONEY, statuses=frozenset({"asserted"}), since="2023", min_confidence=0.6)
    query = chosen.to_query()
    visit = open_page(f"{address}/?{urlencode(query)}", width=1440)
    await_picture(visit, build_network(chosen.apply(sample_table())))
    given = download(visit, name).read_bytes()
    options = [part for field in FIELDS if field.name in query for part in (field.option, query[field.name])]
    written = tmp_path / "written"
    assert main(["export", "--format", name, "--out", str(written), "--store", sample_store, *options]) == 0
    assert written.read_bytes() == given


def test_every_filter_of_the_page_is_an_option_of_the_command_line() -> None:
    assert {field.name for field in fields(Selection)} == {field.name for field in FIELDS}
