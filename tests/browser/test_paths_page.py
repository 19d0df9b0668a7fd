"""The paths page as a person uses it: two actors, the chain of sentences between them, what to do without one."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenPage
from tests.browser.driving import PATIENCE, Visit
from tests.samples import HOSTILE

pytestmark = pytest.mark.browser
BANK, ROBOTS, MEP, PARTY = "Banque Vauclair", "Ondine Robotique", "Marc Delestre", "Parti des Rives"
PARLIAMENT, LAW, PAPER = "Parlement européen", "Loi Sémaphore", "La Gazette du Port"
WIDE = {"width": 1440}
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def address(samples_address: str) -> str:
    return samples_address


def headline(visit: Visit) -> Locator:
    return visit.page.locator("h1.headline")


def choose(visit: Visit, label: str, typed: str, name: str) -> None:
    """Type some letters into a search box and take the actor that they find."""
    box = visit.page.get_by_role("combobox", name=label)
    box.click()
    box.press_sequentially(typed)
    visit.page.get_by_role("option", name=name, exact=True).click()


def chain(visit: Visit) -> Locator:
    """The names of the actors of the path that is shown, in order."""
    return visit.page.locator(".chain .actor h2 a")


def accept(visit: Visit, label: str) -> Locator:
    """The row of a kind of links that a reader may refuse."""
    return visit.page.locator("[class*=st-key-paths-accept] label").filter(has_text=label)


def test_two_actors_of_the_originals_are_linked_sentence_by_sentence(five_address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{five_address}/chemins", **WIDE)
    expect(headline(visit)).to_have_text("Comment deux acteurs sont-ils liés\u00a0?")
    choose(visit, "De", "zenner", "Kai Zenner")
    expect(headline(visit)).to_have_text("Choisissez à qui relier Kai Zenner.")
    choose(visit, "À", "openai", "OpenAI")
    expect(headline(visit)).to_have_text(
        re.compile(
            r"^Kai Zenner et OpenAI sont à \d étapes l’un de l’autre\u00a0: (un chemin|\d des chemins) possibles?\."
        )
    )
    expect(chain(visit).last).to_have_text("OpenAI")
    expect(chain(visit).first).to_have_text("Kai Zenner")
    expect(visit.page.locator(".chain .hop .quote mark")).to_have_count(chain(visit).count() - 1)
    expect(visit.page.locator(".weakest")).to_contain_text("Maillon le plus faible\u00a0: l’étape")
    sentence = visit.page.locator(".chain .quote").first.inner_text()
    visit.page.locator(".chain").get_by_role("link", name="Lire l’article").first.click()
    expect(visit.page).to_have_url(re.compile(r"/lecture\?article=[0-9a-f]{16}&at=\d+"))
    expect(visit.page.get_by_test_id("stMain")).to_contain_text(sentence[:30])
    visit.page.go_back()
    expect(headline(visit)).to_contain_text("Kai Zenner et OpenAI")
    assert visit.outside == []
    assert visit.errors == []


def test_a_card_shows_its_path_and_the_address_carries_it(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/chemins?from={PARTY}&to={PAPER}", **WIDE)
    expect(headline(visit)).to_have_text(
        f"{PARTY} et {PAPER} sont à 4 étapes l’un de l’autre\u00a0: 5 des chemins possibles."
    )
    cards = visit.page.locator(".pathcard")
    expect(cards).to_have_count(5)
    expect(chain(visit)).to_have_text([PARTY, MEP, ROBOTS, BANK, PAPER])
    cards.nth(1).focus()
    visit.page.keyboard.press("Enter")
    expect(cards.nth(1)).to_have_attribute("aria-current", "true")
    expect(chain(visit)).to_have_text([PARTY, MEP, ROBOTS, "Ondine Lyre", PAPER])
    expect(visit.page).to_have_url(re.compile("path=2"))
    elsewhere = open_page(visit.page.url, **WIDE)
    expect(elsewhere.page.locator(".pathcard").nth(1)).to_have_attribute("aria-current", "true")
    expect(chain(elsewhere)).to_have_text([PARTY, MEP, ROBOTS, "Ondine Lyre", PAPER])
    visit.page.get_by_role("button", name="Inverser").click()
    expect(headline(visit)).to_contain_text(f"{PAPER} et {PARTY}")
    expect(chain(visit)).to_have_text([PAPER, BANK, ROBOTS, MEP, PARTY])


def test_arrow_and_verb_tell_the_true_direction(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/chemins?from={BANK}&to={PARLIAMENT}", **WIDE)
    hops = visit.page.locator(".chain .hop")
    expect(hops).to_have_count(3)
    assert hops.locator("em").all_inner_texts() == ["partenaire de", "est critiqué par", "membre de"]
    ways = [re.sub("rail ", "", rail.get_attribute("class") or "") for rail in hops.locator(".rail").all()]
    assert ways == ["both", "up", "down"]
    expect(hops.nth(1).locator("mark")).to_have_text("critique")
    expect(hops.nth(0).locator(".says")).to_contain_text("2 sources")
    expect(hops.nth(1).locator(".flag")).to_have_text("une seule source")


def test_denied_links_are_refused_until_they_are_accepted_and_then_flagged(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/chemins?from={BANK}&to={LAW}", **WIDE)
    expect(headline(visit)).to_contain_text("à 4 étapes")
    expect(accept(visit, "Niés")).not_to_have_attribute("data-selected", "true")
    accept(visit, "Niés").click()
    expect(headline(visit)).to_contain_text("à 2 étapes")
    expect(visit.page.locator(".hop.st-denied .flag").first).to_have_text("Nié", use_inner_text=True)
    expect(visit.page.locator(".weakest")).to_contain_text("l’étape 2")
    expect(visit.page.locator(".weakest")).to_contain_text("Lien nié, une seule source")
    expect(visit.page).to_have_url(re.compile("accept=denied"))
    visit.page.locator(".weakest a").click()
    expect(visit.page).to_have_url(re.compile("pick=edge"))
    expect(visit.page.locator(".st-key-evidence .relation")).to_contain_text(LAW)


def test_without_a_path_it_says_what_would_give_one(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/chemins?from={PARTY}&to={PAPER}", **WIDE)
    expect(headline(visit)).to_contain_text("à 4 étapes")
    choose(visit, "Sans passer par", "robot", ROBOTS)
    expect(headline(visit)).to_have_text(f"Aucun chemin entre {PARTY} et {PAPER} en 5 étapes.")
    ways = visit.page.locator(".ways a")
    expect(ways).to_have_text(["allez jusqu’à 6 étapes", f"laissez passer par {ROBOTS}"])
    ways.first.click()
    expect(headline(visit)).to_contain_text("à 6 étapes")
    expect(chain(visit).last).to_have_text(PAPER)
    expect(chain(visit).filter(has_text=ROBOTS)).to_have_count(0)
    visit.page.get_by_role("button", name="Réinitialiser").click()
    expect(headline(visit)).to_have_text("Comment deux acteurs sont-ils liés\u00a0?")
    assert visit.errors == []


def test_english_on_a_phone_from_an_example_of_the_page(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/chemins?steps=99&from=nobody", width=390, height=844, locale="en-GB")
    expect(headline(visit)).to_have_text("How are two actors linked?")
    expect(visit.page.locator(".phone")).to_be_visible()
    visit.page.locator(".ways a").first.click()
    expect(headline(visit)).to_contain_text("steps apart: ")
    expect(visit.page.locator(".weakest")).to_contain_text("Weakest hop")
    expect(visit.page.locator(".chain").get_by_role("link", name="Read the article").first).to_be_visible()
    assert visit.page.evaluate("document.documentElement.scrollWidth") == 390
    assert visit.errors == []


def test_an_actor_of_the_network_leads_to_its_paths(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/?pick=node~{MEP}", **WIDE)
    link = visit.page.get_by_role("link", name=f"Chemins depuis {MEP}")
    link.wait_for()
    visit.await_rest()  # as a person who reads the panel first
    link.click()
    expect(headline(visit)).to_have_text(f"Choisissez à qui relier {MEP}.")
    expect(visit.page.get_by_role("combobox", name="De")).to_have_value(MEP)


def test_hostile_names_are_only_text(hostile_address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{hostile_address}/chemins", **WIDE)
    choose(visit, "De", "script", HOSTILE[BANK])
    choose(visit, "À", "parlement", PARLIAMENT)
    expect(headline(visit)).to_contain_text(HOSTILE[BANK])
    expect(visit.page.locator(".chain .actor h2 a").first).to_have_text(HOSTILE[BANK])
    expect(visit.page.locator(".chain img, .paths script")).to_have_count(0)
    assert visit.outside == []
    assert visit.errors == []
