"""The actor page in a real browser: from the list to an actor, its picture, links, dates and mentions, and on."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from graph.drawing import SEPARATOR
from graph.layout import cached_positions
from graph.model import Article, Claim, Extraction, Mention
from graph.network import background, build_network
from graph.store import STORE_VARIABLE, open_store
from tests.browser.conftest import OpenPage, Serve
from tests.browser.driving import PATIENCE, Visit
from tests.conftest import PROJECT
from tests.samples import HOSTILE, sample_actors, sample_articles, sample_table

pytestmark = pytest.mark.browser
DASHBOARD = PROJECT / "dashboard.py"
ORIGINALS = PROJECT.parent / "shared" / "articles"
ROBOTS, BANK, FOUNDER = "Ondine Robotique", "Banque Vauclair", "Solène Artaud"
expect.set_options(timeout=PATIENCE)


def extraction(article: Article, claims: tuple[Claim, ...]) -> Extraction:
    """What extraction would give: claims, actors, and a mention wherever an actor's name stands."""
    names = sorted({name for claim in claims for name in (claim.source, claim.target)})
    found = [Mention(at.start(), at.end(), name, "name") for name in names for at in _places(name, article.text)]
    actors = tuple(actor for actor in sample_actors() if actor.name in names)
    return Extraction(claims, tuple(sorted(found, key=lambda one: one.start)), actors)


def _places(name: str, text: str) -> list[re.Match[str]]:
    return list(re.finditer(re.escape(name), text))


def filled(path: Path, hostile: bool = False) -> str:
    store = open_store(f"sqlite:///{path}")
    for article, claims in sample_articles(hostile):
        store.put(article, extraction(article, claims), "samples")
    store.close()
    return placed(f"sqlite:///{path}")


def placed(url: str) -> str:
    """The store with everybody's place in it, which takes long on a busy machine: no test waits for that."""
    store = open_store(url)
    claims = store.claims()
    cached_positions(build_network(claims, background(claims, store.actors())), store)
    store.close()
    return url


@pytest.fixture(scope="module")
def address(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    store = filled(tmp_path_factory.mktemp("actors") / "sample.sqlite")
    return f"{serve(DASHBOARD, **{STORE_VARIABLE: store})}/acteurs"


@pytest.fixture(scope="module")
def originals(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    if not ORIGINALS.is_dir():
        pytest.skip("the five original articles are not here (../shared/articles)")
    store = f"sqlite:///{tmp_path_factory.mktemp('actors') / 'five.sqlite'}"
    build = [sys.executable, "-m", "graph", "build", str(ORIGINALS), "--quiet", "--store", store]
    subprocess.run(build, cwd=PROJECT, check=True)
    return f"{serve(DASHBOARD, **{STORE_VARIABLE: placed(store)})}/acteurs"


def title(visit: Visit) -> Locator:
    return visit.page.locator("h1.headline")


def bond(visit: Visit, verb: str, other: str) -> Locator:
    rows = visit.page.locator("details.bond").filter(has=visit.page.locator(".verb", has_text=re.compile(f"^{verb}$")))
    return rows.filter(has=visit.page.locator(".who-else > a", has_text=other)).first


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
    visit.page.get_by_role("link", name=f"Tout sur {BANK}").click()
    expect(title(visit)).to_have_text(f" {BANK}")
    visit.page.wait_for_url("**/acteurs?actor=**")


def test_filters_that_hide_an_actor_are_said_and_lifted(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}?actor={FOUNDER}&statuses=denied&lang=en", width=1440)
    expect(visit.page.locator("p.empty")).to_have_text("The current filters hide every link of this actor.")
    visit.page.get_by_role("button", name="Lift all filters").click()
    expect(visit.page.locator(".figures dt").first).to_have_text("links")


def test_hostile_names_stay_text_on_the_actor_page(
    serve: Serve, open_page: OpenPage, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = filled(tmp_path_factory.mktemp("hostile") / "hostile.sqlite", hostile=True)
    url = f"{serve(DASHBOARD, **{STORE_VARIABLE: store})}/acteurs"
    for name in (HOSTILE[BANK], HOSTILE[FOUNDER]):
        visit = open_page(f"{url}?actor={quote(name)}", width=1440)
        expect(title(visit)).to_contain_text(name.split("\n")[0])
        visit.await_canvas("shown.nodes.length > 1")
        expect(visit.page.locator("details.bond").first).to_be_visible()
        assert visit.page.locator("main script, main img[src='x']").count() == 0
        assert visit.errors == []


def test_the_five_originals_in_both_languages_on_desk_and_phone(originals: str, open_page: OpenPage) -> None:
    desk = open_page(f"{originals}?actor=Mistral+AI", width=1440)
    expect(title(desk)).to_have_text(" Mistral AI")
    assert SEPARATOR.join(("Microsoft", "invests_in", "Mistral AI")) in {
        edge["id"] for edge in desk.await_canvas("shown.edges.length > 5")["edges"]
    }
    expect(bond(desk, "a pour investisseur", "Microsoft")).to_contain_text("Rapporté")
    expect(desk.page.locator(".called").first).to_contain_text("Mistral")
    expect(desk.page.locator(".chronicle li").first).to_be_visible()
    phone = open_page(
        f"{originals}?actor=Axel+Voss", width=390, height=844, locale="en-GB", color_scheme="dark", has_touch=True
    )
    expect(phone.page.locator(".role")).to_contain_text("Among the MEPs")
    expect(phone.page.locator(".figures dt").nth(1)).to_have_text("independent sources")
    phone.await_rest()
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert desk.outside == phone.outside == desk.errors == phone.errors == []
