"""Screenshots of the page on the demonstration corpus: ``python -m tests.browser.screenshots [FOLDER]``.

Without FOLDER only docs/screenshot.png, the picture of the README, is made anew; with it, every size and theme.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
README_PICTURE = PROJECT / "docs" / "screenshot.png"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
PICK = "edge~Microsoft~invests_in~Mistral AI"
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SHOTS: dict[str, dict[str, Any]] = {
    "desktop-light-fr": {"viewport": DESKTOP, "color_scheme": "light", "locale": "fr-FR"},
    "desktop-dark-fr": {"viewport": DESKTOP, "color_scheme": "dark", "locale": "fr-FR"},
    "phone-light-fr": {"viewport": PHONE, "color_scheme": "light", "locale": "fr-FR"},
    "phone-dark-en": {"viewport": PHONE, "color_scheme": "dark", "locale": "en-GB"},
}
UNFINISHED = "[data-stale=true], [data-testid=stSkeleton]"  # marks of Streamlit on what is not drawn yet
PATIENCE = 90  # seconds: the corpus is read and placed anew


def main(folder: Path | None) -> None:
    """Build the demonstration corpus in a folder of its own, serve it, and write the pictures."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is not installed; .ci/run installs it")
    with (
        tempfile.TemporaryDirectory() as place,
        served(f"sqlite:///{place}/demonstration.sqlite") as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        shoot(browser, url, {"pick": PICK}, README_PICTURE, SHOTS["desktop-light-fr"])
        if folder:
            for name, options in SHOTS.items():
                shoot(browser, url, {"pick": PICK}, folder / f"{name}.png", options)
                shoot(browser, url, {}, folder / f"{name}-first.png", options)
                shoot(browser, url, {"pick": PICK, "view": "table"}, folder / f"{name}-table.png", options)
        browser.close()


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


def shoot(browser: Browser, url: str, query: dict[str, str], path: Path, options: dict[str, Any]) -> None:
    """One picture of the whole window once the network is painted and the fonts are there."""
    page = browser.new_page(**options)
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{url}/?{'&'.join(f'{key}={value}' for key, value in query.items())}")
    settle(page, query)
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)
    page.close()
    print(path)


def settle(page: Page, query: dict[str, str]) -> None:
    """Wait until everything asked for is there and nothing moves any more."""
    page.wait_for_selector(".maillage[data-ready]", state="attached")
    page.wait_for_selector(".evidence .passage" if "pick" in query else ".st-key-evidence .empty")
    if query.get("view") == "table":
        page.wait_for_selector("[role=grid]", state="attached")
    page.wait_for_function("() => document.fonts.status === 'loaded'")
    page.wait_for_function("unfinished => !document.querySelector(unfinished)", arg=UNFINISHED)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
