"""The page as Streamlit runs it, without a browser: what it says, filters, opens, and how it tells what is wrong."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.corpus import failures
from graph.drawing import SEPARATOR
from graph.errors import StoreError
from graph.network import build_network
from graph.selection import Selection
from graph.store import STORE_VARIABLE, Store, open_store
from graph.ui import opening
from graph.ui.canvas import Picked
from tests.samples import sample_extractions, sample_table

PROJECT = Path(__file__).resolve().parent.parent
DASHBOARD = str(PROJECT / "dashboard.py")
LINK = SEPARATOR.join(("Banque Vauclair", "invests_in", "Ondine Robotique"))
LINKS = build_network(sample_table()).number_of_edges()
Open = Callable[..., AppTest]


@pytest.fixture(scope="module")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a store that holds the samples."""
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'sample.sqlite'}"
    store = open_store(url)
    for article, extraction in sample_extractions():
        store.put(article, extraction, "samples")
    store.close()
    return url


@pytest.fixture
def open_page(sample_store: str, monkeypatch: pytest.MonkeyPatch) -> Open:
    """``open_page(pick="…")``: the page run once, on the samples unless ``store`` names another store."""

    def run(store: str | None = None, **query: str) -> AppTest:
        monkeypatch.setenv(STORE_VARIABLE, store or sample_store)
        page = AppTest.from_file(DASHBOARD, default_timeout=60)
        for key, value in query.items():
            page.query_params[key] = value
        return page.run()

    return run


def html(page: AppTest) -> str:
    """All that the page says, its own markup left in."""
    return "\n".join(str(element.proto.body) for element in page.get("html")) + "\n".join(
        element.value for element in page.markdown
    )


def headline(page: AppTest) -> str:
    found = re.search(r'<h1 class="headline">(.*?)</h1>', html(page))
    return found[1] if found else ""


def shown_links(page: AppTest) -> int:
    found = re.search(r"(\d+) lien", headline(page))
    return int(found[1]) if found else 0


def count_of(page: AppTest, row: str) -> int:
    """The count that a row of the legend shows."""
    found = re.search(rf'\.st-key-{row}\{{--n:"(\d+)"\}}', html(page))
    assert found, row
    return int(found[1])


def opened(page: AppTest, key: str) -> AppTest:
    """The page once a disclosure or a menu was opened."""
    page.session_state[key] = True
    return page.run()


def links_of(selection: Selection) -> int:
    return build_network(selection.apply(sample_table())).number_of_edges()


def test_the_page_says_in_words_what_it_shows(open_page: Open) -> None:
    page = open_page()
    assert not page.exception
    assert headline(page) == f"13 acteurs et {LINKS} liens, lus dans 5 articles."
    assert "Toutes les relations, tous les statuts" in html(page)
    assert "Choisissez un lien ou un acteur" in html(page)


def test_each_row_shows_its_count(open_page: Open) -> None:
    page = open_page()
    claims = sample_table()
    for relation, count in Selection().facets(claims)["relations"].items():
        assert count_of(page, f"relation-{relation}") == count
    for status, count in Selection().facets(claims)["statuses"].items():
        assert count_of(page, f"status-{status}") == count
    families = ("alliances", "money", "posts", "products", "rules", "speech")
    assert sum(count_of(page, f"family-{name}") for name in families) == LINKS
    assert count_of(page, "kind-person") == 2
    outlets = page.multiselect(key="choice-outlets").options
    counts = Selection().facets(claims)["outlets"]
    assert outlets == [f"{name or 'Source non identifiée'} · {count}" for name, count in counts.items()]
    assert len(outlets) == 3


def test_a_family_goes_with_its_links_and_comes_back(open_page: Open) -> None:
    page = open_page()
    page.checkbox(key="family-money").uncheck().run()
    money = frozenset({"invests_in", "acquires", "owns"})
    others = frozenset(sample_table()["relation"]) - money
    assert shown_links(page) == links_of(Selection(relations=others))
    opened(page, "types-money")
    assert not any(page.checkbox(key=f"relation-{name}").value for name in money)
    page.checkbox(key="family-money").check().run()
    assert shown_links(page) == LINKS
    assert page.query_params == {}


def test_a_family_with_one_type_off_is_half_on(open_page: Open) -> None:
    page = opened(open_page(), "types-money")
    page.checkbox(key="relation-owns").uncheck().run()
    assert shown_links(page) == LINKS - 1
    assert not page.checkbox(key="family-money").value
    assert ".st-key-family-money{--partly:" in html(page)
    page.checkbox(key="family-money").check().run()
    assert shown_links(page) == LINKS


def test_only_keeps_one_family(open_page: Open) -> None:
    page = open_page()
    page.button(key="keep-money").click().run()
    assert shown_links(page) == links_of(Selection(relations=frozenset({"invests_in", "acquires", "owns"})))
    assert page.query_params["relations"] == "acquires,invests_in,owns"


def test_kinds_roles_statuses_sources_search_period_and_confidence_filter(open_page: Open) -> None:
    page = open_page()
    page.checkbox(key="kind-media").uncheck().run()
    kinds = frozenset(set(sample_table()["source_kind"]) | set(sample_table()["target_kind"])) - {"media"}
    assert shown_links(page) == links_of(Selection(kinds=kinds)) < LINKS
    page.button(key="reset").click().run()
    page.multiselect(key="choice-roles").select("mep").run()
    assert shown_links(page) == links_of(Selection(roles=frozenset({"mep"}))) < LINKS
    page.button(key="reset").click().run()
    page.checkbox(key="status-asserted").uncheck().run()
    assert (
        shown_links(page) == links_of(Selection(statuses=frozenset({"planned", "reported", "denied", "past"}))) < LINKS
    )
    page.button(key="reset").click().run()
    page.multiselect(key="choice-articles").select("d-enquete.txt").run()
    assert shown_links(page) == links_of(Selection(articles=frozenset({"d-enquete.txt"}))) == 4
    page.button(key="reset").click().run()
    page.text_input(key="search").input("BRUXELLES").run()
    assert shown_links(page) == links_of(Selection(relations=None, search="Commission")) > 0
    page.button(key="reset").click().run()
    page.select_slider(key="period").set_value(("2024-01", "2024-02")).run()
    assert shown_links(page) == links_of(Selection(since="2024-01", until="2024-02")) < LINKS
    page.button(key="reset").click().run()
    page.slider(key="confidence").set_value(80).run()
    assert shown_links(page) == links_of(Selection(min_confidence=0.8)) < LINKS
    page.button(key="reset").click().run()
    assert shown_links(page) == LINKS


def test_a_filter_keeps_what_is_chosen_in_a_menu_when_counts_change(open_page: Open) -> None:
    page = open_page()
    page.multiselect(key="choice-outlets").select("Le Fanal").run()
    page.checkbox(key="family-speech").uncheck().run()
    assert page.multiselect(key="choice-outlets").value == ["Le Fanal"]
    speechless = frozenset(sample_table()["relation"]) - {"lobbies", "supports", "criticises"}
    assert shown_links(page) == links_of(Selection(relations=speechless, outlets=frozenset({"Le Fanal"})))


def test_filters_language_view_and_choice_come_from_the_address(open_page: Open) -> None:
    page = open_page(
        relations="invests_in", lang="en", view="table", pick="edge~Banque Vauclair~invests_in~Ondine Robotique"
    )
    assert headline(page) == "2 actors and 3 links, read in 4 articles."
    assert page.session_state["picked"] == Picked("edge", LINK)
    assert "independent sources" in html(page)
    assert len(page.dataframe) == 1


@pytest.mark.parametrize("pick", ["node~Nobody", "edge~a~b~c", "edge~Banque Vauclair~owns~Ondine Robotique", "x"])
def test_a_choice_that_is_not_there_chooses_nothing(open_page: Open, pick: str) -> None:
    page = open_page(pick=pick)
    assert not page.exception
    assert page.session_state["picked"] is None
    assert "Choisissez un lien ou un acteur" in html(page)


def test_a_choice_that_a_filter_removes_is_let_go(open_page: Open) -> None:
    page = open_page(pick="edge~Banque Vauclair~invests_in~Ondine Robotique")
    assert "4 passages" in html(page)
    page.checkbox(key="family-money").uncheck().run()
    assert page.session_state["picked"] is None
    assert "pick" not in page.query_params


def test_an_actor_shows_its_links(open_page: Open) -> None:
    page = open_page(pick="node~Commission européenne")
    assert "institution" in html(page)
    assert "est critiqué par" in html(page)


def test_the_language_switch_changes_every_word_and_keeps_filters(open_page: Open) -> None:
    page = open_page(relations="invests_in")
    assert headline(page).startswith("2 acteurs")
    page.segmented_control(key="lang-switch").set_value("en").run()
    assert headline(page) == "2 actors and 3 links, read in 4 articles."
    assert page.checkbox(key="family-money").label == "Money"
    assert page.query_params["lang"] == "en"


def test_the_table_has_a_row_for_every_link(open_page: Open) -> None:
    page = open_page(view="table")
    frame = page.dataframe[0].value
    assert len(frame) == LINKS
    assert list(frame.columns) == [
        *("source", "relation", "target", "status", "passages", "sources", "amount", "currency", "dates")
    ]
    first = frame.iloc[0]
    assert (first["source"], first["relation"], first["passages"], first["sources"]) == (
        *("Banque Vauclair", "investit dans", 3, 2),
    )


def test_an_empty_result_names_the_narrowest_filter_and_lifts_it(open_page: Open) -> None:
    page = open_page(statuses="planned", search="Vauclair")
    assert headline(page) == "Aucun acteur, aucun lien."
    assert "Aucun lien ne passe ces filtres." in html(page)
    assert re.search(rf"Le plus étroit : \w+ \(\d+ sur {LINKS}\)\.", html(page).replace("\u00a0", " "))
    page.button(key="lift").click().run()
    assert shown_links(page) > 0
    assert "Aucun lien ne passe" not in html(page)


def test_every_format_is_offered_with_what_it_is_good_for(open_page: Open) -> None:
    from graph.export import formats

    page = opened(open_page(), "downloads")
    captions = [caption.value for caption in page.caption]
    for one in formats().values():
        assert one.good_for["fr"] in captions


def test_the_demonstration_says_that_it_is_reading_notes(tmp_path: Path, open_page: Open) -> None:
    from dataclasses import replace

    url = f"sqlite:///{tmp_path / 'notes.sqlite'}"
    store = open_store(url)
    for article, extraction in sample_extractions():
        store.put(replace(article, genre=opening.READING_NOTE), extraction, "samples")
    assert "Corpus de démonstration" in html(open_page(store=url))
    assert "Corpus de démonstration" not in html(open_page())


def test_an_empty_store_says_how_to_fill_it(tmp_path: Path, open_page: Open) -> None:
    page = open_page(store=f"sqlite:///{tmp_path / 'empty.sqlite'}")
    assert not page.exception
    assert "Aucun lien n’est enregistré ici." in html(page)
    assert "make run ARTICLES=" in html(page)


def test_files_that_could_not_be_read_are_named_and_the_others_are_there(tmp_path: Path, open_page: Open) -> None:
    url = f"sqlite:///{tmp_path / 'some.sqlite'}"
    store = open_store(url)
    for article, extraction in sample_extractions():
        store.put(article, extraction, "samples")
    store.remember("failures of the last build", b'[["note<b>.txt", "note<b>.txt: empty file"]]')
    assert failures(store) == [("note<b>.txt", "note<b>.txt: empty file")]
    said = html(open_page(store=url)).replace("\u00a0", " ")
    assert "1 fichier n’a pas pu être lu : « note&lt;b&gt;.txt ». Les 5 autres articles sont là." in said
    assert "<li>note&lt;b&gt;.txt: empty file</li>" in said
    assert "n’a pas pu être lu" not in html(open_page())


def test_an_empty_store_names_the_files_that_could_not_be_read(tmp_path: Path, open_page: Open) -> None:
    url = f"sqlite:///{tmp_path / 'none.sqlite'}"
    open_store(url).remember("failures of the last build", b'[["a.txt", "a.txt: empty file"], ["b.txt", "b.txt: no"]]')
    assert "2 fichiers n’ont pas pu être lus" in html(open_page(store=url)).replace("\u00a0", " ")


@pytest.mark.parametrize("damage", ["text", "folder", "address"])
def test_a_store_that_cannot_be_opened_is_said_in_words(tmp_path: Path, open_page: Open, damage: str) -> None:
    path = tmp_path / "broken.sqlite"
    if damage == "text":
        path.write_text("this is no database, and long enough to be read as one that is damaged" * 20)
    if damage == "folder":
        path.mkdir()
    page = open_page(store="nothing://<script>" if damage == "address" else f"sqlite:///{path}")
    assert not page.exception
    assert "Les liens enregistrés ne s’ouvrent pas." in html(page)
    assert "<script>" not in html(page)


def test_without_a_store_the_demonstration_is_built_in_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(str(tmp_path / "new.sqlite"))
    commands: list[list[str]] = []

    def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(opening.subprocess, "run", run)
    opening.build_demonstration(store)
    assert commands[0][:4] == [sys.executable, "-m", "graph", "build"]
    assert commands[0][-2:] == ["--store", store.address]
    assert (PROJECT / commands[0][4]).is_dir()


def test_a_demonstration_that_fails_tells_the_last_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store: Store = open_store(str(tmp_path / "new.sqlite"))
    failed = subprocess.CompletedProcess([""], 2, "", "one\nthe model is missing\n")
    monkeypatch.setattr(opening.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(StoreError, match="the model is missing"):
        opening.build_demonstration(store)


def test_the_dashboard_s_process_never_loads_the_language_model(sample_store: str) -> None:
    code = (
        "import os, sys\n"
        f"os.environ[{STORE_VARIABLE!r}] = {sample_store!r}\n"
        "from streamlit.testing.v1 import AppTest\n"
        f"page = AppTest.from_file({DASHBOARD!r}, default_timeout=60).run()\n"
        "print(len(page.exception), len(page.checkbox) > 20, sorted({'spacy', 'thinc', 'torch'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, timeout=120)
    assert done.stdout == "0 True []\n", done.stderr
