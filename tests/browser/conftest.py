"""Served pages and a real browser, for every test of this folder. No fixed sleep: each wait has its own end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from graph.layout import cached_positions
from graph.model import Article, Extraction
from graph.network import background, build_network
from graph.store import STORE_VARIABLE, Store, open_store
from tests.browser.driving import Visit
from tests.conftest import PROJECT, free_port
from tests.samples import sample_extractions

DASHBOARD = PROJECT / "dashboard.py"

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
START_LIMIT = 60.0  # seconds for a server on a busy machine
Serve = Callable[..., str]
OpenPage = Callable[..., Visit]


@pytest.fixture(scope="session")
def launch(require: Callable[[str], str]) -> Iterator[Callable[..., Browser]]:
    """``launch(*flags)``: Debian’s Chromium, windowless; without it the test is skipped, or fails with CI=true."""
    path = require("chromium")
    with sync_playwright() as playwright:
        yield lambda *flags: playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """The browser that tests share."""
    launched = launch()
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """``serve(script, cwd=…, VARIABLE=…)``: the address of Streamlit serving that script, once it answers."""
    running: list[subprocess.Popen[bytes]] = []

    def start(script: Path, cwd: Path = PROJECT, **environment: str) -> str:
        port = free_port()
        log = tmp_path_factory.mktemp("streamlit") / "log.txt"
        options = [
            "--server.headless",
            "true",
            "--server.fileWatcherType",
            "none",
            "--browser.gatherUsageStats",
            "false",
        ]
        command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), *options]
        settings = {**os.environ, "PYTHONPATH": str(PROJECT), **environment}
        with log.open("wb") as output:
            running.append(subprocess.Popen(command, cwd=cwd, env=settings, stdout=output, stderr=output))
        url = f"http://localhost:{port}"
        _await_health(url, running[-1], log)
        return url

    yield start
    for process in running:
        process.terminate()
        process.wait(timeout=20)


def _await_health(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    limit = time.monotonic() + START_LIMIT
    while time.monotonic() < limit and process.poll() is None:
        with (
            suppress(urllib.error.URLError, ConnectionError),
            urllib.request.urlopen(f"{url}/_stcore/health") as answer,
        ):
            if answer.status == 200:
                return
        time.sleep(0.05)
    pytest.fail(f"Streamlit did not start: {log.read_text(errors='replace')[-2000:]}")


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """``open_page(url, width=…, height=…, **context)``: a Visit, which also notes outside requests and errors."""
    contexts = []

    def visit(url: str, width: int = 1280, height: int = 900, **options: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, **{"locale": "fr-FR", **options})
        contexts.append(context)
        return Visit(context.new_page(), url)

    yield visit
    for context in contexts:
        context.close()


def fill(url: str, extractions: Iterable[tuple[Article, Extraction]]) -> str:
    """Put articles into the store at ``url``, and everybody in their place; returns ``url``."""
    store = open_store(url)
    for article, extraction in extractions:
        store.put(article, extraction, "samples")
    _place(store)
    store.close()
    return url


def _place(store: Store) -> None:
    """What takes seconds on a busy machine is done once, so that no page waits for it."""
    claims = store.claims()
    cached_positions(build_network(claims, background(claims, store.actors())), store)


# The stores that several modules only read, each served once.


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a store of the samples."""
    return fill(f"sqlite:///{tmp_path_factory.mktemp('store') / 'sample.sqlite'}", sample_extractions())


@pytest.fixture(scope="session")
def samples_address(serve: Serve, sample_store: str) -> str:
    """The dashboard on the samples."""
    return serve(DASHBOARD, **{STORE_VARIABLE: sample_store})


@pytest.fixture(scope="session")
def hostile_address(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The dashboard on the samples with hostile names."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'hostile.sqlite'}"
    return serve(DASHBOARD, **{STORE_VARIABLE: fill(url, sample_extractions(hostile=True))})


@pytest.fixture(scope="session")
def five_store(tmp_path_factory: pytest.TempPathFactory, originals: Path) -> Store:
    """A store of the five press articles, read by the command line."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'five.sqlite'}"
    command = [sys.executable, "-m", "graph", "build", str(originals), "--quiet", "--store", url]
    subprocess.run(command, cwd=PROJECT, check=True)
    store = open_store(url)
    _place(store)
    return store


@pytest.fixture(scope="session")
def five_address(serve: Serve, five_store: Store) -> str:
    """The dashboard on the five press articles."""
    return serve(DASHBOARD, **{STORE_VARIABLE: five_store.url})
