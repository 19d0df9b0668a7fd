"""The actor page in a real browser: from the list to an actor, its picture, links, dates and mentions, and on."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from graph.drawing import SEPARATOR
from graph.network import build_network
from tests.browser.conftest import OpenPage
from tests.browser.driving import PATIENCE, Visit
from tests.samples import HOSTILE, sample_articles, sample_table

pytestmark = pytest.mark.browser
ROBOTS, BANK, FOUNDER = "Ondine Robotique", "Banque Vauclair", "Solène Artaud"
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def address(samples_address: str) -> str:
    return f"{samples_address}/acteurs"


def title(visit: Visit) -> Locator:
    return visit.page.locator("h1.headline")


def bond(visit: Visit, verb: str, other: str) -> Locator:
    rows = visit.page.locator("details.bond").filter(has=visit.page.locator(".verb", has_text=re.compile(f"^{verb}$")))
    return rows.filter(has=visit.page.locator(".who-else", has_text=other)).first


def test_from_the_list_to_an_actor_and_its_evidence(address: str, open_page: OpenPage) -> None:
    visit = open_page(address, width=1440)
    network = build_network(sample_table())
    expect(title(visit)).to_have_text(f"{len(network)} acteurs, du plus lié au moins lié.")
    expect(visit.page.locator(".ranking tbody tr")).to_have_count(len(network))
    visit.page.locator(".ranking").get_by_role("link", name=ROBOTS).click()
    expect(title(visit)).to_have_text(f" {ROBOTS}")
    visit.page.wait_for_url(f"**/acteurs?actor={quote(ROBOTS).replace('%20', '+')}")
    row = bond(visit, "a pour investisseur", BANK)
    expect(row.locator("summary .status")).to_have_text(["Affirmé", "Nié"])
    row.locator("summary > .n").click()
    expect(row.locator(".passage:visible")).to_have_count(4)
    expect(visit.page.locator(".names a[aria-current]")).to_contain_text(ROBOTS)
    assert visit.outside == []
    assert visit.errors == []


def test_the_picture_opens_neighbours_and_sentences(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}?actor={FOUNDER}&steps=7", width=1440)  # a step that does not exist is ignored
    shown = visit.await_canvas("shown.nodes.length === 4")
    visit.click(next(node for node in shown["nodes"] if node["id"] == ROBOTS))
    expect(title(visit)).to_have_text(f" {ROBOTS}")
    visit.await_canvas("shown.nodes.length > 4")
    before = len(visit.snapshot()["nodes"])
    visit.page.get_by_role("radio", name="3 étapes").click()
    visit.await_canvas(f"shown.nodes.length > {before}")
    visit.page.wait_for_url("**steps=3**")
    visit.await_rest()
    visit.click(visit.link(FOUNDER, "founded", ROBOTS))
    expect(visit.page.locator(".chosen-link h2")).to_contain_text("a fondé")
    expect(visit.page.locator(".chosen-link .passage")).to_have_count(1)
    assert visit.errors == []


def test_the_list_is_searched_and_filtered_and_its_view_can_be_sent(address: str, open_page: OpenPage) -> None:
    visit = open_page(address, width=1440)
    names = visit.page.locator(".names .name")
    visit.page.get_by_role("searchbox", name="Chercher un acteur").fill("bruxelles")  # an alias
    expect(names).to_have_text(["Commission européenne"])
    visit.page.wait_for_url("**find=bruxelles**")
    visit.page.locator(".st-key-kind-institution label").click()
    expect(visit.page.locator("p.empty")).to_have_text("Aucun acteur ne porte ce nom parmi les sortes choisies.")
    visit.page.wait_for_url("**kinds=**")
    other = open_page(visit.page.url, width=1440)
    expect(other.page.locator("p.empty")).to_be_visible()
    expect(other.page.locator(".names")).to_have_count(0)


def test_roles_and_mentions_lead_to_their_passages(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}?actor={FOUNDER}", width=1440)
    role = visit.page.locator("details.role").filter(has_text="Parmi les fondateurs")
    role.locator("summary").first.focus()
    visit.page.keyboard.press("Enter")
    expect(role.locator(".passage:visible")).to_contain_text("fondatrice et PDG")
    mentions = visit.page.locator(".concordance li")
    texts = [article.text for article, _ in sample_articles()]
    expect(mentions).to_have_count(sum(text.count(FOUNDER) for text in texts))
    mentions.first.get_by_role("link").click()
    visit.page.wait_for_url(f"**/lecture?**at={texts[0].index(FOUNDER)}**")
    expect(visit.page.locator("h1")).to_contain_text("La banque monte à bord")


def test_the_panel_of_the_network_leads_here(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address.removesuffix('/acteurs')}/?pick=node~{BANK}", width=1440)
    link = visit.page.get_by_role("link", name=f"Tout sur {BANK}")
    link.wait_for()
    visit.await_rest()  # as a person who reads the panel first
    link.click()
    expect(title(visit)).to_have_text(f" {BANK}")
    visit.page.wait_for_url("**/acteurs?actor=**")


def test_filters_that_hide_an_actor_are_said_and_lifted(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}?actor={FOUNDER}&statuses=denied&lang=en", width=1440)
    expect(visit.page.locator("p.empty")).to_have_text("The current filters hide every link of this actor.")
    visit.page.get_by_role("button", name="Lift all filters").click()
    expect(visit.page.locator(".figures dt").first).to_have_text("links")


def test_hostile_names_stay_text_on_the_actor_page(hostile_address: str, open_page: OpenPage) -> None:
    for name in (HOSTILE[BANK], HOSTILE[FOUNDER]):
        visit = open_page(f"{hostile_address}/acteurs?actor={quote(name)}", width=1440)
        expect(title(visit)).to_contain_text(name.split("\n")[0])
        visit.await_canvas("shown.nodes.length > 1")
        expect(visit.page.locator("details.bond").first).to_be_visible()
        assert visit.page.locator("main script, main img[src='x']").count() == 0
        assert visit.errors == []


def test_the_five_originals_in_both_languages_on_desk_and_phone(five_address: str, open_page: OpenPage) -> None:
    desk = open_page(f"{five_address}/acteurs?actor=Mistral+AI", width=1440)
    expect(title(desk)).to_have_text(" Mistral AI")
    assert SEPARATOR.join(("Microsoft", "invests_in", "Mistral AI")) in {
        edge["id"] for edge in desk.await_canvas("shown.edges.length > 5")["edges"]
    }
    expect(bond(desk, "a pour investisseur", "Microsoft")).to_contain_text("Rapporté")
    expect(desk.page.locator(".called").first).to_contain_text("Mistral")
    expect(desk.page.locator(".chronicle li").first).to_be_visible()
    phone = open_page(
        f"{five_address}/acteurs?actor=Axel+Voss",
        width=390,
        height=844,
        locale="en-GB",
        color_scheme="dark",
        has_touch=True,
    )
    expect(phone.page.locator(".role")).to_contain_text("Among the MEPs")
    expect(phone.page.locator(".figures dt").nth(1)).to_have_text("independent sources")
    phone.await_rest()
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert desk.outside == phone.outside == desk.errors == phone.errors == []
