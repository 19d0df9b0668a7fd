"""The divergences page in a real browser on the five originals: versions side by side, choices, ways in and out."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenPage
from tests.browser.driving import PATIENCE, Visit

pytestmark = pytest.mark.browser
STAKE = "edge~Microsoft~invests_in~Mistral AI"
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def address(five_address: str) -> str:
    return five_address


@pytest.fixture
def visit(address: str, open_page: OpenPage) -> Visit:
    visit = open_page(f"{address}/divergences", width=1440)
    expect(visit.page.locator(".divergences")).to_be_visible()
    return visit


def case(visit: Visit, question: str) -> Locator:
    heading = visit.page.get_by_role("heading", name=question, level=2)
    return visit.page.locator(".told, .told-row").filter(has=heading)


def values(cards: Locator) -> list[str]:
    return [text.strip().replace("\u00a0", " ") for text in cards.locator(".version .value").all_inner_texts()]


def tick(visit: Visit, label: str) -> None:
    visit.page.locator('[class*="st-key-nature-"]').get_by_text(label, exact=True).click()


def test_the_five_points_stand_side_by_side(visit: Visit) -> None:
    expect(visit.page.locator("h1")).to_have_text("Les articles se contredisent sur 5 points.")
    stake = case(visit, "Microsoft investit dans Mistral AI")
    assert values(stake) == ["15 M€", "« petite échelle »", "non dit", "non dit"]
    assert sorted(stake.locator(".status").all_inner_texts()) == ["Affirmé", "Prévu", "Prévu", "Rapporté"]
    expect(stake.locator("mark").first).to_have_text("15 millions d’euros")
    said = case(visit, "Qui a dit")
    assert values(said) == ["Axel Voss", "Kai Zenner"]
    assert said.locator("mark").all_inner_texts() == ["extrêmement", "particulièrement"]
    cells = visit.page.locator(".told-row .cell > b")
    assert {text.replace("\u00a0", " ") for text in cells.all_inner_texts()} == {
        *("Exclusif", "Sans doute exclusif", "2 Md$", "2 Md€", "3 fondateurs", "Cédric O aussi")
    }
    assert (visit.errors, visit.outside) == ([], [])


def test_a_row_opens_by_keyboard_and_shows_its_passages(visit: Visit) -> None:
    row = case(visit, "Que vaut Mistral AI")
    expect(row.locator(".version").first).to_be_hidden()
    row.locator("summary").focus()
    visit.page.keyboard.press("Enter")
    expect(row.locator(".version").first).to_be_visible()
    assert values(row) == ["2 Md$", "2 Md€", "2 Md€"]


def test_natures_and_actor_choose_and_stand_in_the_address(visit: Visit, open_page: OpenPage) -> None:
    tick(visit, "Montant")
    tick(visit, "Statut")
    expect(visit.page.locator("h1")).to_have_text("Les articles se contredisent sur 4 points.")
    expect(case(visit, "Microsoft investit dans Mistral AI")).to_have_count(0)
    expect(visit.page).to_have_url(re.compile(r"nature=exclusivity"))
    again = open_page(visit.page.url, locale="en-GB")
    expect(again.page.locator("h1")).to_have_text("The articles disagree on 4 points.")
    visit.page.get_by_role("button", name="Réinitialiser").click()
    expect(visit.page.locator("h1")).to_have_text("Les articles se contredisent sur 5 points.")
    chooser = visit.page.get_by_role("combobox", name="Acteur")
    chooser.fill("Kai")
    visit.page.get_by_role("option", name="Kai Zenner").click()
    expect(visit.page.locator("h1")).to_have_text("Les articles se contredisent sur 1 point.")
    expect(visit.page).to_have_url(re.compile(r"about=Kai"))


def test_a_passage_is_read_in_its_article(visit: Visit) -> None:
    link = case(visit, "Qui a dit").get_by_role("link", name="Lire").last
    told = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    link.click()
    expect(visit.page).to_have_url(re.compile(rf"/lecture\?.*article={told['article'][0]}.*at={told['at'][0]}"))


def test_the_notice_of_a_link_leads_to_its_case(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/?pick={quote(STAKE)}", width=1440, locale="en-GB")
    notice = visit.page.locator(".evidence .disagree")
    expect(notice).to_contain_text("Amount and status")
    expect(notice).to_contain_text("€15m / “petite échelle” / not said")
    notice.get_by_role("link", name="Compare").click()
    expect(visit.page.locator(".told.chosen h2")).to_have_text("Microsoft invests in Mistral AI: how much?")
    visit.page.get_by_role("link", name="All points").click()
    expect(visit.page.locator(".told.chosen")).to_have_count(0)
    expect(visit.page.locator(".divergences")).to_be_visible()


def test_agreement_and_unknown_parameters_are_said_in_words(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/divergences?about=%3Cscript%3E&nature=nothing", width=390, height=844)
    expect(visit.page.locator("h1")).to_have_text("Les articles se contredisent sur 5 points.")
    assert visit.page.evaluate("document.documentElement.scrollWidth") == 390
    one = open_page(f"{address}/divergences?outlets=Challenges")
    expect(one.page.locator("h1")).to_have_text("Ces articles ne se contredisent pas sur les liens affichés.")
    assert (visit.errors, one.errors) == ([], [])


def test_hostile_names_stay_text(hostile_address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{hostile_address}/divergences", width=1440)
    expect(visit.page.locator(".divergences h2").first).to_be_visible()
    assert visit.page.locator(".divergences img, .divergences script").count() == 0
    assert (visit.errors, visit.outside) == ([], [])
