"""The reader in a real browser: from a passage to its place in the article and back, numbers, notes, addresses."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pandas as pd
import pytest
from playwright.sync_api import Locator, expect

from graph.network import with_link_ends
from graph.ontology import Language, load_ontology
from graph.store import Store
from tests.browser.conftest import OpenPage
from tests.browser.driving import PATIENCE, Visit
from tests.samples import HOSTILE, sample_articles

pytestmark = pytest.mark.browser
LINK = ("Microsoft", "invests_in", "Mistral AI")
WORDS = {
    "fr-FR": {"read": "Lire l’article", "network": "Réseau", "links": "Liens", "claims": "liens dans cet article"},
    "en-GB": {"read": "Read the article", "network": "Network", "links": "Links", "claims": "links in this article"},
}
LANGUAGES: dict[str, Language] = {"fr-FR": "fr", "en-GB": "en"}
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def address(five_address: str) -> str:
    return five_address


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


def test_hostile_articles_and_addresses_do_no_harm(hostile_address: str, open_page: OpenPage) -> None:
    for article, _ in sample_articles(hostile=True):
        visit = open_page(f"{hostile_address}/lecture?article={article.id}&at=40&show=%3Cscript%3E")
        await_reading(visit)
        shown = " ".join(visit.page.locator(".reading").inner_text().split())
        for name in HOSTILE.values():
            if name in article.text and name.isprintable():
                assert " ".join(name.split()) in shown
        assert not visit.errors
        assert not visit.outside
        assert not visit.page.locator(".reading :is(script, img, svg)").count()
    lost = open_page(f"{hostile_address}/lecture?article=nothing&at=-5")
    await_reading(lost)
    expect(lost.page.locator(".note.on")).to_have_count(0)
    lost.page.goto(f"{hostile_address}/lecture?at=99999999999999999999")
    await_reading(lost)
    assert not lost.errors
