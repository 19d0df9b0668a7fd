"""The reader in a real browser: from a passage to its place in the article and back, numbers, notes, addresses."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from playwright.sync_api import Locator, expect

from graph.layout import cached_positions
from graph.model import Extraction
from graph.network import background, build_network, with_link_ends
from graph.ontology import Language, load_ontology
from graph.store import STORE_VARIABLE, Store, open_store
from tests.browser.conftest import OpenPage, Serve
from tests.browser.driving import PATIENCE, Visit
from tests.conftest import PROJECT
from tests.samples import HOSTILE, sample_articles

pytestmark = pytest.mark.browser
DASHBOARD = PROJECT / "dashboard.py"
ORIGINALS = PROJECT.parent / "shared" / "articles"
LINK = ("Microsoft", "invests_in", "Mistral AI")
WORDS = {
    "fr-FR": {"read": "Lire l’article", "network": "Réseau", "links": "Liens", "claims": "liens dans cet article"},
    "en-GB": {"read": "Read the article", "network": "Network", "links": "Links", "claims": "links in this article"},
}
LANGUAGES: dict[str, Language] = {"fr-FR": "fr", "en-GB": "en"}
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="module")
def five_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store of the five originals."""
    if not ORIGINALS.is_dir():
        pytest.skip(f"{ORIGINALS}: the five original articles are not here")
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'five.sqlite'}"
    build = [sys.executable, "-m", "graph", "build", str(ORIGINALS), "--quiet", "--store", url]
    subprocess.run(build, cwd=PROJECT, check=True)
    store = open_store(url)
    table = store.claims()
    # Placed here, so that no test waits for it in the page.
    cached_positions(build_network(table, background(table, store.actors())), store)
    return store


@pytest.fixture(scope="module")
def address(serve: Serve, five_store: Store) -> str:
    return serve(DASHBOARD, **{STORE_VARIABLE: five_store.url})


@pytest.fixture(scope="module")
def claims(five_store: Store) -> pd.DataFrame:
    return with_link_ends(five_store.claims())


def await_reading(visit: Visit) -> None:
    visit.page.wait_for_selector(".reading[data-ready]")


def lit(visit: Visit) -> str:
    """The text of the passage that is marked as a whole."""
    return "".join(visit.page.locator(".reading .lit").all_text_contents())


def query(visit: Visit) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(visit.page.url).query).items()}


def await_query(visit: Visit, test: Callable[[dict[str, str]], bool]) -> None:
    visit.page.wait_for_url(lambda url: test({n: v[0] for n, v in parse_qs(urlsplit(url).query).items()}))


def number(visit: Visit, claim: int) -> Locator:
    return visit.page.locator(f"#mark-{claim}")


def note(visit: Visit, claim: int) -> Locator:
    return visit.page.locator(f'.note[data-claim="{claim}"]')


@pytest.mark.parametrize("locale", ["fr-FR", "en-GB"])
def test_from_a_passage_to_its_place_in_the_article_and_back(
    address: str, open_page: OpenPage, claims: pd.DataFrame, locale: str
) -> None:
    said = WORDS[locale]
    ends = (claims["source"] == LINK[0]) & (claims["relation"] == LINK[1]) & (claims["target"] == LINK[2])
    rows = claims[ends].to_dict("records")
    visit = open_page(f"{address}/?pick=edge~{'~'.join(LINK)}", locale=locale)
    ways = visit.page.locator(".evidence .passage").get_by_role("link", name=said["read"])
    expect(ways).to_have_count(len(rows))
    visit.await_rest()
    ways.nth(len(rows) - 1).click()
    await_reading(visit)
    expect(visit.page.locator(".note.on").first).to_be_in_viewport()
    assert lit(visit) == rows[-1]["quote"]
    expect(visit.page.locator(".reading mark.on").first).to_be_in_viewport()
    expect(visit.page.locator(".tally")).to_contain_text(said["claims"])
    verb = load_ontology().relations[LINK[1]].label(LANGUAGES[locale])
    visit.await_rest()
    own = visit.page.locator(".note.on", has_text=f"{LINK[0]} {verb} {LINK[2]}")
    own.first.get_by_role("link", name=said["network"]).click()
    expect(visit.page.locator(".evidence .relation")).to_contain_text(LINK[2])
    expect(visit.page.locator(".evidence .passage")).to_have_count(len(rows))
    assert not visit.outside
    assert not visit.errors


def test_number_and_note_lead_to_each_other_and_the_address_says_where(
    address: str, open_page: OpenPage, claims: pd.DataFrame
) -> None:
    visit = open_page(f"{address}/lecture", height=500)
    await_reading(visit)
    last = visit.page.locator("sup .num").count()
    number(visit, last).click()
    expect(note(visit, last)).to_contain_class("on")
    expect(note(visit, last)).to_be_in_viewport()
    expect(visit.page.locator(f"#note-{last}")).to_be_focused()
    visit.page.keyboard.press("Enter")
    expect(number(visit, last)).to_be_focused()
    expect(number(visit, last)).to_be_in_viewport()
    note(visit, 1).locator(".facts").click(position={"x": 2, "y": 2})  # anywhere on a note
    expect(number(visit, 1)).to_be_in_viewport()
    expect(visit.page.locator(".note.on")).to_have_count(1)
    article = visit.page.locator(".note").first.get_attribute("data-at")
    await_query(visit, lambda told: told.get("at") == article)
    told = lit(visit)
    # The address in another browser shows the same place.
    other = open_page(visit.page.url, height=500)
    await_reading(other)
    expect(note(other, 1)).to_contain_class("on")
    assert lit(other) == told
    assert told in set(claims["quote"])


def test_every_article_is_there_whole_with_every_claim(
    address: str, open_page: OpenPage, five_store: Store, claims: pd.DataFrame
) -> None:
    visit = open_page(f"{address}/lecture")
    await_reading(visit)
    choices = visit.page.locator("[data-testid=stSidebar] .stRadio input")
    articles = five_store.articles()
    expect(choices).to_have_count(len(articles))
    choices.first.focus()
    for place, article in enumerate(articles):
        if place:
            visit.page.keyboard.press("ArrowDown")
        visit.page.wait_for_selector(f'.reading[data-ready][data-key^="{article.id}"]')
        runs = visit.page.locator(".reading span[data-from], .reading mark[data-from]")
        told = runs.evaluate_all("all => all.map(run => [Number(run.dataset.from), run.textContent])")
        for start, text in told:
            assert text == article.text[start : start + len(text)]
        assert "".join(text for _, text in sorted(told)) == "".join(
            article.text[passage.start : passage.end] for passage in article.passages
        )
        own = claims[claims["article_id"] == article.id]
        expect(visit.page.locator(".note")).to_have_count(len(own))
        expect(visit.page.locator("sup .num")).to_have_count(len(own))
        mentioned = {mention.actor for mention in five_store.mentions(article.id)}
        title = visit.page.locator(".actor").evaluate_all("all => all.map(one => one.title)")
        assert {name for name in mentioned if any(one.startswith(name) for one in title)} == mentioned


def test_what_the_text_shows_is_a_choice_that_the_address_keeps(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/lecture", locale="en-GB")
    await_reading(visit)
    visit.page.locator(".st-key-show-links label").click()
    expect(visit.page.locator(".note, mark")).to_have_count(0)
    expect(visit.page.locator(".actor").first).to_be_visible()
    await_query(visit, lambda told: told.get("show") == "actors,speakers")
    for name in ("actors", "speakers"):
        visit.page.locator(f".st-key-show-{name} label").click()
        visit.await_rest()
    expect(visit.page.locator(".actor")).to_have_count(0)
    await_query(visit, lambda told: told.get("show") == "none")
    visit.page.reload()
    await_reading(visit)
    expect(visit.page.locator(".actor, mark")).to_have_count(0)


def test_on_a_phone_the_notes_stand_below_their_paragraph(address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{address}/lecture", 390, 844, locale="en-GB", color_scheme="dark")
    await_reading(visit)
    first = visit.page.locator(".block.noted").first.bounding_box()
    beside = visit.page.locator(".beside").first.bounding_box()
    assert first
    assert beside
    assert beside["y"] >= first["y"] + first["height"] - 1
    assert beside["x"] < 60
    wide = visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= 390


def test_hostile_articles_and_addresses_do_no_harm(
    serve: Serve, open_page: OpenPage, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('store') / 'hostile.sqlite'}")
    for article, own in sample_articles(hostile=True):
        store.put(article, Extraction(claims=own), "samples")
    address = serve(DASHBOARD, **{STORE_VARIABLE: store.url})
    for article in store.articles():
        visit = open_page(f"{address}/lecture?article={article.id}&at=40&show=%3Cscript%3E")
        await_reading(visit)
        shown = " ".join(visit.page.locator(".reading").inner_text().split())
        for name in HOSTILE.values():
            if name in article.text and name.isprintable():
                assert " ".join(name.split()) in shown
        assert not visit.errors
        assert not visit.outside
        assert not visit.page.locator(".reading :is(script, img, svg)").count()
    lost = open_page(f"{address}/lecture?article=nothing&at=-5")
    await_reading(lost)
    expect(lost.page.locator(".note.on")).to_have_count(0)
    lost.page.goto(f"{address}/lecture?at=99999999999999999999")
    await_reading(lost)
    assert not lost.errors
