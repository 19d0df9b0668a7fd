"""One's own articles, as a person brings them: several at once, pasted, stopped, kept private, given to all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from graph.store import STORE_VARIABLE, open_store
from tests.browser.conftest import DASHBOARD, OpenPage, Serve, fill
from tests.browser.driving import PATIENCE, Visit
from tests.samples import sample_extractions

pytestmark = pytest.mark.browser
READING = 120_000  # milliseconds: the language model is loaded, on a busy machine
DEAL = "La société Belvaux Marine rachète Ondine Robotique pour 12 millions d’euros."
HOSTILE = "<img src=x onerror=alert(1)>\u202e.txt"
expect.set_options(timeout=PATIENCE)


def text_file(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def article(title: str, extra: str = "") -> str:
    return f"Titre : {title}\nSource : Le Fanal\nDate : 2024-05-06\n\n{DEAL} {extra}\n"


@pytest.fixture(scope="module")
def address(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A server on the samples, with a folder of its own for what sessions bring."""
    url = f"sqlite:///{tmp_path_factory.mktemp('corpus') / 'sample.sqlite'}"
    return serve(DASHBOARD, **{STORE_VARIABLE: fill(url, sample_extractions())})


def corpus_page(open_page: OpenPage, address: str, **options: object) -> Visit:
    visit = open_page(f"{address}/corpus", **options)
    visit.page.set_default_timeout(READING)  # a first page on a machine that also loads a language model
    visit.page.wait_for_selector("[data-testid=stFileUploaderDropzoneInput]", state="attached")
    visit.await_rest()
    return visit


def bring(visit: Visit, *files: FilePayload | Path) -> None:
    visit.page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(list(files))  # type: ignore[arg-type]


def row(visit: Visit, name: str) -> Locator:
    # While its row changes, the one before may still be there.
    return visit.page.locator(".task").filter(has=visit.page.locator(".name").get_by_text(name, exact=True)).first


def own_row(visit: Visit, title: str) -> Locator:
    return visit.page.locator('[class*="st-key-own-"]').filter(has_text=title)


def button(visit: Visit, name: str) -> Locator:
    return visit.page.get_by_role("button", name=name, exact=True)


def nothing_odd(visit: Visit) -> None:
    assert (visit.errors, visit.outside) == ([], [])
    assert visit.page.locator("img[src=x], script:text('alert')").count() == 0


def test_who_finds_nothing_starts_by_bringing_articles(
    serve: Serve, open_page: OpenPage, tmp_path: Path, originals: Path
) -> None:
    url = serve(DASHBOARD, **{STORE_VARIABLE: f"sqlite:///{tmp_path / 'empty.sqlite'}"})
    visit = corpus_page(open_page, url, width=1440)
    expect(visit.page.get_by_role("heading", name="Commencez par quelques articles.")).to_be_visible()
    files = sorted(originals.glob("*.txt"))
    bring(visit, *files)
    for file in files:
        expect(row(visit, file.name)).to_contain_text(re.compile(r"lu\u00a0: \d+ liens"), timeout=READING)
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("5 articles sont lus ici.")
    visit.page.get_by_role("link", name="Réseau").first.click()
    assert len(visit.snapshot()["nodes"]) > 20
    nothing_odd(visit)
    assert open_store(str(tmp_path / "empty.sqlite")).known() == {}


@pytest.mark.parametrize(
    ("locale", "done", "failed", "over", "remove"),
    [
        ("fr-FR", "lu\u00a0: 1 lien", "pas lu\u00a0: ce n’est pas du texte", "1 article lu sur 3.", "Retirer"),
        ("en-GB", "read: 1 link", "not read: it is not text", "1 article read of 3.", "Remove"),
    ],
)
def test_of_several_at_once_one_is_read_and_what_failed_says_why(
    address: str, open_page: OpenPage, locale: str, done: str, failed: str, over: str, remove: str
) -> None:
    visit = corpus_page(open_page, address, locale=locale)
    binary: FilePayload = {"name": "photo.txt", "mimeType": "text/plain", "buffer": bytes(range(256)) * 20}
    bring(visit, text_file("deal.txt", article("Belvaux prend la mer")), binary, text_file(HOSTILE, ""))
    visit.page.get_by_role("searchbox").fill("Belvaux")  # the page answers while it is reading
    expect(row(visit, "deal.txt")).to_contain_text(done, timeout=READING)
    expect(row(visit, "photo.txt")).to_contain_text(failed)
    expect(visit.page.get_by_role("heading", name=over)).to_be_visible()
    expect(visit.page.locator(".task.is-failed .name").nth(1)).to_have_text(HOSTILE.replace("\u202e", ""))
    mine = own_row(visit, "Belvaux prend la mer")
    expect(mine).to_contain_text("Le Fanal")
    expect(visit.page.locator("ul.articles li")).to_have_count(0)  # the search leaves only this one
    mine.get_by_role("button", name=remove).click()
    expect(mine).to_have_count(0)
    nothing_odd(visit)


def test_reading_can_be_stopped_and_what_was_read_is_kept(address: str, open_page: OpenPage) -> None:
    visit = corpus_page(open_page, address)
    endless = article("Sans fin", " ".join(f"{DEAL} Le groupe numéro {n} soutient ce rachat." for n in range(6000)))
    bring(
        visit, text_file("a.txt", article("Le premier")), text_file("b.txt", endless), text_file("c.txt", article("C"))
    )
    expect(row(visit, "b.txt")).to_contain_text("en lecture", timeout=READING)
    expect(row(visit, "c.txt")).to_contain_text("en attente")
    button(visit, "Arrêter la lecture").click()
    expect(row(visit, "b.txt")).to_contain_text("arrêté avant d’être lu")
    expect(row(visit, "c.txt")).to_contain_text("arrêté avant d’être lu")
    expect(row(visit, "a.txt")).to_contain_text("lu\u00a0: 1 lien", timeout=READING)
    expect(own_row(visit, "Le premier")).to_be_visible()
    expect(own_row(visit, "Sans fin")).to_have_count(0)
    button(visit, "Masquer").click()
    expect(visit.page.locator(".task")).to_have_count(0)
    nothing_odd(visit)


def test_articles_are_private_until_they_are_added_for_all(address: str, open_page: OpenPage) -> None:
    mine, other = corpus_page(open_page, address), corpus_page(open_page, address)
    bring(mine, text_file("prive.txt", article("Confidence de quai", "Belvaux Marine soutient Ondine Lyre.")))
    expect(own_row(mine, "Confidence de quai")).to_be_visible(timeout=READING)
    other.page.reload()
    expect(other.page.get_by_role("heading", level=1)).to_have_text("5 articles sont lus ici.")
    expect(other.page.get_by_text("Confidence de quai")).to_have_count(0)
    mine.page.get_by_role("link", name="Réseau").first.click()
    mine.await_canvas("shown.nodes.some(node => node.id === 'Belvaux Marine')")
    other.page.get_by_role("link", name="Réseau").first.click()
    assert all(node["id"] != "Belvaux Marine" for node in other.snapshot()["nodes"])
    mine.page.get_by_role("link", name="Corpus").first.click()
    button(mine, "Ajouter au fonds commun").click()
    expect(button(mine, "Ajouter au fonds commun")).to_have_count(0)
    other.page.goto(f"{address}/corpus")
    expect(other.page.locator("ul.articles").get_by_text("Confidence de quai")).to_be_visible()
    expect(button(other, "Retirer")).to_have_count(0)  # who brought it may take it back, nobody else
    own_row(mine, "Confidence de quai").get_by_role("button", name="Retirer").click()
    expect(mine.page.get_by_role("heading", level=1)).to_have_text("5 articles sont lus ici.")
    nothing_odd(mine)
    nothing_odd(other)


def test_a_pasted_text_is_read_under_its_title_and_opens_in_the_reader(address: str, open_page: OpenPage) -> None:
    visit = corpus_page(open_page, address, locale="en-GB")
    title = '<script>alert("1")</script> : le rachat'
    visit.page.get_by_role("textbox", name="Or paste an article").fill(DEAL)
    visit.page.get_by_role("textbox", name="Title").fill(title)
    visit.page.get_by_role("textbox", name="Outlet").fill("Le Fanal")
    visit.page.get_by_role("textbox", name="Date").fill("hier")
    button(visit, "Read this text").click()
    expect(visit.page.get_by_role("alert").get_by_text("This date is not understood")).to_be_visible()
    visit.page.get_by_role("textbox", name="Date").fill("6 mai 2024")
    button(visit, "Read this text").click()
    mine = own_row(visit, title)
    expect(mine).to_contain_text("6\u00a0May\u00a02024", timeout=READING)
    expect(visit.page.get_by_role("textbox", name="Or paste an article")).to_have_value("")
    mine.get_by_role("link", name=title).click()
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text(title)
    nothing_odd(visit)


def test_a_file_that_is_far_too_large_is_one_clear_line(address: str, open_page: OpenPage) -> None:
    visit = corpus_page(open_page, address)
    bring(
        visit, {"name": "film.txt", "mimeType": "text/plain", "buffer": b"x" * (21 << 20)}, text_file("court.txt", "")
    )
    refusal = visit.page.locator("[data-testid=stFileChip] [role=alert]")
    expect(refusal).to_be_visible()
    assert "20" in refusal.evaluate("chip => getComputedStyle(chip, '::after').content")
    expect(row(visit, "court.txt")).to_contain_text("le fichier est vide", timeout=READING)
    expect(refusal).to_be_visible()
