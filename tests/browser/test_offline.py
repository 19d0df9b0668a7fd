"""Without any network, of browser and of server: every page works, an article is read, and nothing outside is asked."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from graph.store import STORE_VARIABLE
from graph.texts import Words
from graph.ui.frame import PLACES
from tests.browser.conftest import DASHBOARD, Serve, fill
from tests.browser.driving import PATIENCE, Visit
from tests.conftest import PROJECT
from tests.samples import sample_extractions

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REFUSING = Path(__file__).parent / "offline"
READING = 120_000  # milliseconds: the language model is loaded, on a busy machine
NO_NAMES = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
DEAL = "La société Belvaux Marine rachète Ondine Robotique pour 12 millions d’euros."
OUTSIDE = "192.0.2.1"  # an address that is nobody's (RFC 5737)
expect.set_options(timeout=PATIENCE)


@pytest.fixture
def page(launch: Callable[..., Browser]) -> Iterator[Page]:
    """A page of a browser that finds no name but localhost."""
    browser = launch(NO_NAMES)
    yield browser.new_page(viewport={"width": 1440, "height": 900}, locale="fr-FR")
    browser.close()


def refusing(tried: Path) -> dict[str, str]:
    """The environment in which Python reaches nothing outside this machine."""
    return {"PYTHONPATH": os.pathsep.join((str(REFUSING), str(PROJECT))), "MAILLAGE_TRIED": str(tried)}


def test_the_refusal_refuses_and_is_inherited(tmp_path: Path) -> None:
    tried = tmp_path / "tried.txt"
    inner = f"import socket; socket.create_connection(({OUTSIDE!r}, 80), 1)"
    outer = f"import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c', {inner!r}]).returncode)"
    environment = {**os.environ, **refusing(tried)}
    done = subprocess.run([sys.executable, "-c", outer], env=environment, capture_output=True, text=True, check=False)
    assert "no network" in done.stderr
    assert OUTSIDE in tried.read_text(encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        inner = f"import socket; socket.create_connection(('localhost', {server.getsockname()[1]}), 5)"
        subprocess.run([sys.executable, "-c", inner], env=environment, check=True)


def test_every_page_works_without_network(tmp_path: Path, serve: Serve, page: Page) -> None:
    tried, store = tmp_path / "tried.txt", fill(f"sqlite:///{tmp_path / 'sample.sqlite'}", sample_extractions())
    address = serve(DASHBOARD, **{STORE_VARIABLE: store}, **refusing(tried))
    refused: list[str] = []
    page.context.route(
        lambda url: not url.startswith((f"{address}/", "blob:", "data:")),
        lambda route: (refused.append(route.request.url), route.abort()),
    )
    visit = Visit(page, address)
    page.set_default_timeout(READING)
    assert len(visit.snapshot()["nodes"]) > 10
    for place in PLACES[1:]:
        page.get_by_role("link", name=place_name(place.name)).first.click()
        page.wait_for_url(f"**/{place.path}*")
        page.wait_for_selector("h1")
        visit.await_rest()
    read_an_article(visit)
    page.get_by_role("link", name=place_name("network")).first.click()
    visit.await_canvas("shown.nodes.some(node => node.id === 'Belvaux Marine')")
    assert (refused, visit.outside, visit.errors) == ([], [], [])
    assert not tried.exists(), tried.read_text(encoding="utf-8")
    assert page.get_by_role("alert").count() == 0


def place_name(name: str) -> str:
    return Words("fr")(f"page_{name}")


def read_an_article(visit: Visit) -> None:
    """Paste one on the corpus page, and open it in the reader: the worker process reads it."""
    page = visit.page
    page.locator(".st-key-paste-text textarea").fill(DEAL)
    page.locator(".st-key-paste-title input").fill("Belvaux prend la mer")
    page.locator(".st-key-paste-read button").click()
    mine = page.locator('[class*="st-key-own-"]').filter(has_text="Belvaux prend la mer")
    expect(mine).to_be_visible(timeout=READING)
    mine.get_by_role("link", name="Belvaux prend la mer").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Belvaux prend la mer")
    visit.await_rest()
    page.get_by_role("link", name=place_name("corpus")).first.click()
    expect(mine).to_be_visible()
