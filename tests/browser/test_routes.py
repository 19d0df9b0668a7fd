"""Links between pages, and the browser's own buttons: Back, Forward, reload, a link in another tab."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenPage
from tests.browser.driving import Visit

pytestmark = pytest.mark.browser
BANK, ROBOTS = "Banque Vauclair", "Ondine Robotique"
PICK = f"node~{BANK}"


def await_address(visit: Visit, path: str, *there: str, without: str = "-") -> None:
    """Wait until the address has that path, these parameters and not that one, and the page is at rest."""
    visit.page.wait_for_function(
        """([path, there, without]) => {
            const { pathname, searchParams } = new URL(location.href), told = [...searchParams.keys()];
            const right = pathname === path && there.every((name) => told.includes(name));
            return right && !told.includes(without);
        }""",
        arg=[path, list(there), without],
    )
    visit.await_rest()


def money(visit: Visit) -> Locator:
    return visit.page.locator(".st-key-family-money input")


def to_actor(visit: Visit) -> Locator:
    return visit.page.locator('.st-key-evidence a.go[href^="/acteurs"]').first


def test_back_and_forward_bring_the_page_with_what_was_chosen_on_it(samples_address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{samples_address}/?{urlencode({'pick': PICK, 'statuses': 'asserted'})}")
    visit.await_canvas(f"shown.selected?.id === {BANK!r}")
    to_actor(visit).click()
    await_address(visit, "/acteurs", "actor", "statuses")
    expect(visit.page.locator("h1.actor")).to_contain_text(BANK)
    visit.page.locator(".concordance a.go").first.click()
    await_address(visit, "/lecture", "article", "statuses")
    visit.page.go_back()  # one step a link, though Streamlit makes two of it
    await_address(visit, "/acteurs", "actor", "statuses")
    expect(visit.page.locator("h1.actor")).to_contain_text(BANK)
    visit.page.go_back()
    await_address(visit, "/", "pick", "statuses")
    visit.await_canvas(f"shown.selected?.id === {BANK!r}")
    expect(visit.page.locator(".st-key-evidence")).to_contain_text(BANK)
    visit.page.go_forward()
    await_address(visit, "/acteurs", "actor", "statuses")
    visit.page.go_forward()
    await_address(visit, "/lecture", "article", "statuses")
    assert visit.errors == []


def test_back_takes_one_filter_back_at_a_time(samples_address: str, open_page: OpenPage) -> None:
    visit = open_page(samples_address)
    visit.await_canvas("shown.count > 20")
    visit.await_rest()
    visit.page.locator(".st-key-family-money label").click()
    await_address(visit, "/", "relations")
    expect(money(visit)).not_to_be_checked()
    visit.page.get_by_role("link", name="Chronologie").click()
    await_address(visit, "/chronologie", "relations")
    visit.page.go_back()
    await_address(visit, "/", "relations")
    expect(money(visit)).not_to_be_checked()
    visit.page.go_back()
    await_address(visit, "/", without="relations")
    expect(money(visit)).to_be_checked()
    visit.page.go_forward()
    await_address(visit, "/", "relations")
    expect(money(visit)).not_to_be_checked()
    visit.await_rest()
    visit.page.reload()
    expect(money(visit)).not_to_be_checked()
    await_address(visit, "/", "relations")


def test_back_brings_the_choice_before(samples_address: str, open_page: OpenPage) -> None:
    visit = open_page(f"{samples_address}/?{urlencode({'pick': PICK})}", locale="en-GB")
    visit.await_canvas(f"shown.selected?.id === {BANK!r}")
    visit.await_rest()
    visit.click(visit.node(ROBOTS))
    visit.await_canvas(f"shown.selected?.id === {ROBOTS!r}")
    visit.page.wait_for_function("name => new URL(location.href).searchParams.get('pick')?.includes(name)", arg=ROBOTS)
    visit.await_rest()
    visit.page.go_back()
    visit.await_canvas(f"shown.selected?.id === {BANK!r}")
    await_address(visit, "/", "pick")


@pytest.mark.parametrize("how", [{"modifiers": ["ControlOrMeta"]}, {"button": "middle"}])
def test_a_link_opens_in_another_tab_with_the_same_view(
    how: dict[str, object], samples_address: str, open_page: OpenPage
) -> None:
    visit = open_page(f"{samples_address}/?{urlencode({'pick': PICK, 'statuses': 'asserted'})}")
    visit.await_canvas(f"shown.selected?.id === {BANK!r}")
    with visit.page.context.expect_page() as opened:
        to_actor(visit).click(**how)  # type: ignore[arg-type]
    other = opened.value
    expect(other.locator("h1.actor")).to_contain_text(BANK, timeout=30_000)
    assert "statuses=asserted" in other.url
    await_address(visit, "/", "pick", "statuses")
