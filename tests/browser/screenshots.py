"""Pictures of every page on the demonstration corpus: ``python -m tests.browser.screenshots [FOLDER]``.

Every page in two looks goes to FOLDER (.maillage/screenshots if none is named); those that the README shows, into docs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
FOLDER, DOCS = PROJECT / ".maillage" / "screenshots", PROJECT / "docs"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
UNFINISHED = "[data-stale=true], [data-testid=stSkeleton]"  # marks of Streamlit on what is not drawn yet
PATIENCE = 90  # seconds: the corpus is read and placed anew
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "desktop-light-fr": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light", "locale": "fr-FR"},
    "phone-dark-en": {
        **{"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "locale": "en-GB"},
        **{"has_touch": True, "is_mobile": True, "device_scale_factor": 2},
    },
}


@dataclass(frozen=True)
class Shot:
    """A picture: the page's path, the parameters of its address, and what is there once it is drawn."""

    path: str
    query: Mapping[str, str]
    drawn: str


_STAKE = {"pick": "edge~Microsoft~invests_in~Mistral AI"}
SHOTS: Mapping[str, Shot] = {
    "first": Shot("", {}, ".maillage[data-ready]"),
    "network": Shot("", _STAKE, ".evidence .passage"),
    "surroundings": Shot("", {"ego": "Arthur Mensch", "colour": "community"}, ".maillage[data-ready]"),
    "matrix": Shot("", {"view": "matrix", **_STAKE}, "[role=grid]"),
    "table": Shot("", {"view": "table", **_STAKE}, "[role=grid]"),
    "actors": Shot("acteurs", {}, ".ranking"),
    "actor": Shot("acteurs", {"actor": "Mistral AI"}, ".bonds"),
    "paths": Shot("chemins", {"from": "Emmanuel Macron", "to": "OpenAI"}, ".chain"),
    "divergences": Shot("divergences", {}, ".divergences"),
    "reader": Shot("lecture", {}, ".reading[data-ready]"),
    "timeline": Shot("chronologie", {}, ".moment"),
    "corpus": Shot("corpus", {}, "ul.articles"),
}
# As the README calls them: of which page, in which look.
README = {
    "screenshot.png": ("network", "desktop-light-fr"),
    "divergences.png": ("divergences", "desktop-light-fr"),
    "paths.png": ("paths", "desktop-light-fr"),
    "reader.png": ("reader", "desktop-light-fr"),
}


def main(folder: Path) -> None:
    """Build the demonstration corpus in a folder of its own, serve it, and write the pictures."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is not installed; .ci/run installs it")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        served(f"sqlite:///{place}/demonstration.sqlite") as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, shot in SHOTS.items():
            for look in LOOKS:
                shoot(browser, url, shot, look, folder / f"{name}-{look}.png")
        browser.close()
    for file, (name, look) in README.items():
        shutil.copyfile(folder / f"{name}-{look}.png", DOCS / file)


@contextmanager
def served(store: str) -> Iterator[str]:
    """The address of the dashboard on the demonstration corpus, freshly built in that store."""
    environment = {**os.environ, "MAILLAGE_STORE": store}
    build = [sys.executable, "-m", "graph", "build", "data/articles", "--store", store]
    subprocess.run(build, cwd=PROJECT, check=True)
    port = 8600 + os.getpid() % 300
    serve = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    server = subprocess.Popen(serve, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        await_health(f"http://localhost:{port}/_stcore/health")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def await_health(url: str) -> None:
    """Return once the server answers; RuntimeError after PATIENCE."""
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        with suppress(OSError), urllib.request.urlopen(url) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(f"{url}: no answer")


def shoot(browser: Browser, url: str, shot: Shot, look: str, path: Path) -> None:
    """One picture of the whole window once the page is drawn and the fonts are there."""
    page = browser.new_page(**LOOKS[look])
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{url}/{shot.path}?{urlencode(shot.query)}")
    settle(page, shot.drawn)
    page.screenshot(path=path)
    page.close()
    print(path)


def settle(page: Page, drawn: str) -> None:
    """Wait until everything asked for is there and nothing moves any more."""
    page.wait_for_selector(drawn, state="attached")
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    page.wait_for_function("unfinished => !document.querySelector(unfinished)", arg=UNFINISHED)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
