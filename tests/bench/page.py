"""How soon a filter or a click is answered, picture and panel both: `python -m tests.bench.page [ACTORS …]`.

Twenty interactions in headless Chromium, half filters and half clicks, on a network of that many actors: the time
from the event to the painted answer, as the browser's own clock tells it.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import DEVNULL, Popen

from playwright.sync_api import Page, sync_playwright

from graph.model import Article, Claim, Extraction, Passage
from graph.ontology import load_ontology
from graph.store import STORE_VARIABLE, Store, open_store
from tests.browser.screenshots import FLAGS, await_health
from tests.conftest import PROJECT, free_port
from tests.samples import sample_articles

TARGETS = {50: 300.0, 2000: 500.0}  # milliseconds
LINKS = {50: 100, 2000: 6000}  # drawn lines
ARTICLES = 20
# Once a condition on the picture (``shown``) and the page holds, two frames later it is on the screen.
ANSWERED = """new Promise((done) => {{
  const look = () => {{
    const shown = window.benchRoot.snapshot(), says = (name) => document.querySelector(name)?.innerText ?? "";
    const answer = () => done(performance.now() - window.benchBegan);
    if ({condition}) requestAnimationFrame(() => requestAnimationFrame(answer));
    else requestAnimationFrame(look);
  }};
  look();
}})"""
MIDDLE = """(rank) => {
  const shown = window.benchRoot.snapshot(), [w, h] = shown.size, box = window.benchRoot.getBoundingClientRect();
  const far = ({ x, y }) => Math.hypot(x - box.left - w / 2, y - box.top - h / 2);
  return shown.nodes.sort((a, b) => far(a) - far(b))[rank];
}"""


@dataclass(frozen=True)
class Answer:
    """One interaction: what was done, and the milliseconds until picture and panel showed it."""

    what: str
    milliseconds: float


def fill(url: str, actors: int, links: int) -> None:
    """A store with a network of that many actors and drawn lines, the same each time."""
    chance = random.Random(7)
    names = [f"Société {number}" for number in range(actors)]
    relations = list(load_ontology().relations.values())
    _, claims = sample_articles()[0]
    drawn: dict[tuple[str, str, str], None] = {}
    for number in range(1, actors):  # a tree first: nobody stands alone
        drawn[names[chance.randrange(number)], "invests_in", names[number]] = None
    while len(drawn) < links:
        source, target = chance.sample(range(actors), 2)
        relation = chance.choice(relations)
        if relation.symmetric and names[source] > names[target]:
            source, target = target, source
        drawn[names[source], relation.id, names[target]] = None
    store = open_store(url)
    for part in range(ARTICLES):
        _put(store, part, list(drawn)[part::ARTICLES], claims[0])
    store.close()


def _put(store: Store, part: int, ends: list[tuple[str, str, str]], base: Claim) -> None:
    chance = random.Random(part)
    # Words of its own for each sentence: near-identical ones would be taken for one text that outlets reprint.
    sentences = [" ".join(f"mot{chance.randrange(2000):04}" for _ in range(14)) for _ in ends]
    text, size = "\n".join(sentences), 14 * 8
    article = Article(
        f"{part:016x}", f"{part:02}.txt", text, (Passage(0, len(text), "paragraph"),),
        title=f"Article {part}", outlet=f"Journal {part % 5}", published=f"2024-{1 + part % 12:02}-01",
    )  # fmt: skip
    claims = tuple(
        replace(
            base, article=article.id, source=source, target=target, relation=relation,
            source_kind="company", target_kind="company", quote=sentences[number], trigger=sentences[number][:7],
            char_start=number * size, char_end=(number + 1) * size - 1,
            trigger_start=number * size, trigger_end=number * size + 7,
        )
        for number, (source, relation, target) in enumerate(ends)
    )  # fmt: skip
    store.put(article, Extraction(claims), "bench")


@contextmanager
def served(url: str) -> Iterator[str]:
    """The address of the dashboard on that store."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    server = Popen(command, cwd=PROJECT, env={**os.environ, STORE_VARIABLE: url}, stdout=DEVNULL, stderr=DEVNULL)
    try:
        await_health(f"http://localhost:{port}/_stcore/health")
        yield f"http://localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def measure(page: Page, address: str) -> list[Answer]:
    """Ten clicks and ten filters, each new to the session."""
    page.set_default_timeout(90_000)
    page.goto(address)
    page.wait_for_selector(".maillage[data-ready]")
    _rest(page)
    page.locator(".maillage").evaluate("root => { window.benchRoot = root; }")
    answers = [_click(page, rank) for rank in range(10)]
    page.locator(".maillage").focus()
    page.keyboard.press("Escape")
    _rest(page)
    for family in list(load_ontology().families)[:5]:
        answers += [_filter(page, family, on) for on in (False, True)]
    return answers


def _rest(page: Page) -> None:
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]')
    page.wait_for_function("() => !document.querySelector('[data-stale=true], [data-testid=stSkeleton]')")


def _click(page: Page, rank: int) -> Answer:
    """Choose the actor of that rank from the middle of the picture outward."""
    node = page.evaluate(MIDDLE, rank)
    _begin(page, "pointerdown")
    page.mouse.click(node["x"], node["y"])
    name = json.dumps(node["id"])
    taken = _answered(page, f"shown.selected?.id === {name} && says('.st-key-evidence').includes({name})")
    return Answer(f"click {node['id']}", taken)


def _filter(page: Page, family: str, on: bool) -> Answer:
    """Untick or tick a family of relations; the sentence above tells the number of links."""
    before = page.evaluate("() => window.benchRoot.snapshot().count")
    _begin(page, "click")
    page.locator(f".st-key-family-{family} label").click()
    head = "says('h1.headline').replace(/\\s/g, '').includes(`et${shown.count}liens`)"
    taken = _answered(page, f"shown.count !== {before} && {head}")
    return Answer(f"{'tick' if on else 'untick'} {family}", taken)


def _answered(page: Page, condition: str) -> float:
    taken: float = page.evaluate(ANSWERED.format(condition=condition))
    _rest(page)
    return taken


def _begin(page: Page, event: str) -> None:
    page.evaluate(
        "name => document.addEventListener(name, () => { window.benchBegan = performance.now(); },"
        " { capture: true, once: true })",
        event,
    )


def run(actors: int) -> list[Answer]:
    """Fill a store, serve it, and measure twenty interactions."""
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("chromium is not installed")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite'}"
        fill(url, actors, LINKS.get(actors, 3 * actors))
        with served(url) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="fr-FR")
            answers = measure(page, address)
            browser.close()
    return answers


if __name__ == "__main__":
    for size in [int(text) for text in sys.argv[1:]] or list(TARGETS):
        found = run(size)
        median = statistics.median(answer.milliseconds for answer in found)
        print(f"{size} actors, {LINKS.get(size, 3 * size)} links: median {median:.0f} ms of {len(found)}", end="")
        print(f" (target {TARGETS[size]:.0f} ms)" if size in TARGETS else "")
        for one in found:
            print(f"  {one.milliseconds:6.0f}  {one.what}")
