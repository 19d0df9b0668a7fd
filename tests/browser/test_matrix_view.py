"""The matrix and the table of claims as a person uses them, by pointer, keyboard and address, on a phone as well."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from graph.analysis import communities
from graph.matrix import MOST, between, matrix
from graph.network import build_network, with_link_ends
from graph.store import STORE_VARIABLE, Store
from graph.ui.claims_table import USUAL
from tests.bench.page import fill as fill_at_random
from tests.browser.conftest import DASHBOARD, OpenPage, Serve
from tests.browser.driving import PATIENCE, Visit
from tests.samples import HOSTILE, sample_table

pytestmark = pytest.mark.browser
BANK, ROBOTS, PARTY = "Banque Vauclair", "Ondine Robotique", "Parti des Rives"
MICROSOFT, MISTRAL = "Microsoft", "Mistral AI"
MADE = matrix(build_network(sample_table()), communities(build_network(sample_table())))
PANEL = ".st-key-evidence"
PHONE = {"width": 390, "height": 844, "locale": "en-GB", "color_scheme": "dark", "has_touch": True}
expect.set_options(timeout=PATIENCE)


def shown(visit: Visit) -> Visit:
    """The visit once the matrix is there and nothing runs."""
    visit.page.wait_for_selector(".matrix[data-ready]")
    visit.await_rest()
    return visit


def cell(visit: Visit, row: str, column: str) -> Locator:
    """The cell that leads from an actor to another."""
    names = visit.page.locator(".matrix th.row .name").all_inner_texts()
    return visit.page.locator(f'.matrix td[data-y="{names.index(row) + 1}"][data-x="{names.index(column) + 1}"]')


def focused(visit: Visit) -> tuple[int, int]:
    """Row and column of the focused cell, 0 for the heads."""
    at: list[str] = visit.page.evaluate("[document.activeElement.dataset.y, document.activeElement.dataset.x]")
    return int(at[0]), int(at[1])


def test_a_cell_of_the_originals_lists_its_links_with_their_passages(
    five_address: str, five_store: Store, open_page: OpenPage
) -> None:
    claims = with_link_ends(five_store.claims())
    behind = between(claims, MICROSOFT, MISTRAL)
    visit = open_page(five_address, width=1440)
    visit.snapshot()
    visit.page.get_by_role("radio", name="Matrice").click()
    shown(visit)
    expect(visit.page.get_by_role("grid", name="Matrice des liens")).to_be_visible()
    expect(visit.page.locator(".matrix th.row")).to_have_count(len(set(claims["source"]) | set(claims["target"])))
    wanted = cell(visit, MICROSOFT, MISTRAL)
    expect(wanted.locator(".n")).to_have_attribute("data-n", str(len(behind)))
    wanted.click()
    panel = visit.page.locator(PANEL)
    expect(panel.locator("h2.relation")).to_have_text(f"{MICROSOFT} → {MISTRAL}", use_inner_text=True)
    groups = panel.locator("details.group")
    expect(groups).to_have_count(behind["relation"].nunique())
    assert sum(int(n) for n in groups.locator("summary .n").all_inner_texts()) == len(behind)
    expect(wanted).to_have_attribute("aria-selected", "true")
    visit.page.wait_for_url("**pick=pair*")
    other = shown(open_page(visit.page.url, width=1440))
    expect(cell(other, MICROSOFT, MISTRAL)).to_have_attribute("aria-selected", "true")
    expect(other.page.locator(PANEL).locator("details.group")).to_have_count(behind["relation"].nunique())
    assert visit.errors == visit.outside == other.errors == []


def test_on_a_phone_the_matrix_scrolls_inside_its_box(five_address: str, open_page: OpenPage) -> None:
    visit = shown(open_page(f"{five_address}/?view=matrix&order=kind", **PHONE))
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    box = visit.page.locator(".matrix .box")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth && box.scrollHeight > box.clientHeight")
    expect(visit.page.locator(".matrix .signs").last).to_contain_text("Reported")
    name = visit.page.locator(".matrix th.row").first
    left = name.bounding_box()
    box.evaluate("box => box.scrollTo(300, 0)")
    assert name.bounding_box() == left  # names stay
    one = visit.page.locator(".matrix td.full[aria-label$='1 passage']").first
    one.tap()
    expect(visit.page.locator(PANEL).locator(".passage")).to_have_count(1)
    assert visit.errors == []


def test_every_cell_is_reached_by_keys_and_keeps_the_focus_through_a_filter(
    samples_address: str, open_page: OpenPage
) -> None:
    visit = shown(open_page(f"{samples_address}/?view=matrix", width=1440))
    page, keys = visit.page, visit.page.keyboard
    assert page.locator(".matrix [tabindex='0']").count() == 1
    page.locator(".matrix [tabindex='0']").focus()
    keys.press("ArrowDown")
    assert focused(visit) == (1, 1)
    keys.press("Control+End")
    keys.press("ArrowRight")
    assert focused(visit) == (len(MADE.actors), len(MADE.actors))
    keys.press("Control+Home")
    keys.press("ArrowUp")
    keys.press("Enter")  # the name of a column
    panel = page.locator(PANEL)
    expect(panel.locator("h2.relation")).to_have_text(MADE.actors[0], use_inner_text=True)
    keys.press("Control+ArrowDown")  # the next cell that leads to that actor
    there = next(cell for cell in MADE.cells if cell.column == 0)
    assert focused(visit) == (there.row + 1, 1)
    expect(page.locator(".matrix .tip")).to_contain_text(f"{MADE.actors[there.row]} → {MADE.actors[0]}")
    keys.press("Enter")
    expect(panel.locator("h2.relation", has_text=MADE.actors[there.row])).to_be_visible()
    page.locator(".st-key-status-past label").evaluate("label => label.querySelector('input').click()")
    expect(page.locator(".matrix td.full")).not_to_have_count(len(MADE.cells))
    page.locator(".matrix [tabindex='0']").focus()
    row = page.locator(".matrix th.row .name").nth(focused(visit)[0] - 1)
    expect(row).to_have_text(MADE.actors[there.row])
    keys.press("Escape")
    expect(panel).to_contain_text("Choisissez un lien ou un acteur")


def test_row_and_column_stand_out_and_orders_are_in_the_address(samples_address: str, open_page: OpenPage) -> None:
    visit = shown(
        open_page(f"{samples_address}/?view=matrix&order=sideways&pick=pair~x&columns=no", width=1440, locale="en-GB")
    )
    assert visit.page.locator(".matrix th.row .name").all_inner_texts() == list(MADE.actors)
    found = cell(visit, BANK, ROBOTS)
    found.hover()
    expect(visit.page.locator(".matrix th.lit .name")).to_have_text([ROBOTS, BANK], use_inner_text=True)
    expect(visit.page.locator(".matrix .tip")).to_contain_text("invests in · Stated, Denied · 4 passages")
    visit.page.get_by_role("radio", name="By name").click()
    expect(visit.page.locator(".matrix th.row .name").first).to_have_text(BANK)
    visit.page.wait_for_url("**order=name*")
    cell(visit, "Marc Delestre", PARTY).click()
    expect(visit.page.locator(PANEL).locator("h2.relation")).to_have_text(
        f"Marc Delestre member of {PARTY}", use_inner_text=True
    )
    visit.await_rest()
    visit.page.get_by_role("radio", name="Network").click()
    visit.await_canvas("shown.selected?.kind === 'edge'")  # the same choice on the picture
    assert visit.errors == []


def test_of_many_actors_the_best_linked_are_shown_and_it_is_said(
    serve: Serve, open_page: OpenPage, tmp_path_factory: pytest.TempPathFactory
) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('many') / 'many.sqlite'}"
    fill_at_random(url, 150, 300)
    visit = shown(open_page(f"{serve(DASHBOARD, **{STORE_VARIABLE: url})}/?view=matrix", width=1440))
    expect(visit.page.locator(".matrix th.row")).to_have_count(MOST)
    expect(visit.page.locator(".st-key-matrix-tools")).to_contain_text("Les 60 acteurs les plus liés\u00a0; 90 autres")


def test_the_table_of_claims_has_columns_to_choose_and_rows_open_the_sentences(
    five_address: str, five_store: Store, open_page: OpenPage
) -> None:
    claims = five_store.claims()
    visit = open_page(f"{five_address}/?view=table", width=1440, locale="en-GB")
    grid = visit.page.locator("[role=grid]")
    grid.wait_for(state="attached")
    visit.page.get_by_role("radio", name="Passages").click()
    expect(grid).to_have_attribute("aria-rowcount", str(len(claims) + 1))
    expect(grid.locator("th", has_text="Sentence")).to_be_attached()
    visit.page.get_by_role("button", name="Columns", exact=True).click()
    menu = visit.page.get_by_test_id("stPopoverBody")
    menu.get_by_role("button", name="Rule").click()
    expect(grid).to_have_attribute("aria-colcount", str(len(USUAL) + 1))  # what is out of sight is not drawn
    menu.get_by_role("button", name="Sentence").click()
    expect(grid).to_have_attribute("aria-colcount", str(len(USUAL)))
    expect(grid.locator("th", has_text="Sentence")).not_to_be_attached()
    visit.page.keyboard.press("Escape")
    visit.page.wait_for_url("**rows=claims&columns=*rule*")
    visit.page.locator(".dvn-scroller").click(position={"x": 16, "y": 52})
    first = with_link_ends(claims).iloc[0]
    panel = visit.page.locator(PANEL)
    expect(panel.locator("h2.relation")).to_contain_text(first["target"])
    expect(panel.locator("mark", has_text=first["trigger"]).first).to_be_visible()
    visit.page.wait_for_url("**pick=edge*")
    other = open_page(visit.page.url, width=1440)  # the same table, in the reader's own language
    same = other.page.locator("[role=grid]")
    expect(same).to_have_attribute("aria-colcount", str(len(USUAL)))
    expect(same.locator("th", has_text="Relation")).to_be_attached()
    expect(same.locator("th", has_text="Phrase")).not_to_be_attached()
    assert visit.errors == other.errors == []


def test_hostile_names_are_only_text_in_matrix_and_table(hostile_address: str, open_page: OpenPage) -> None:
    visit = shown(open_page(f"{hostile_address}/?view=matrix", width=1440))
    names = visit.page.locator(".matrix th.row .name").evaluate_all("all => all.map((name) => name.textContent)")
    assert set(HOSTILE.values()) - {HOSTILE["Loi Sémaphore"]} <= set(names)
    for one in visit.page.locator(".matrix td.full").all()[:6]:
        one.hover()
        expect(visit.page.locator(".matrix .tip")).to_be_visible()
        one.click()
    expect(visit.page.locator(PANEL).locator("h2.relation")).to_be_visible()
    visit.await_rest()
    assert visit.page.locator(".matrix :is(script, img, a)").count() == 0
    table = open_page(f"{hostile_address}/?view=table&rows=claims&pick={quote('pair~<b>~</b>')}", width=1440)
    table.page.locator("[role=grid]").wait_for(state="attached")
    table.await_rest()
    assert visit.errors == table.errors == []
