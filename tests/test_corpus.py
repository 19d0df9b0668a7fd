"""Building a store: incremental, one article at a time, failures told and nothing lost. Runs the true extraction."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from graph import corpus, extraction
from graph.corpus import Step, build, failures, read_claims
from graph.errors import ArticleError, UsageError
from graph.model import Article
from graph.store import Store, open_store

NOTES = Path(__file__).resolve().parent.parent / "data" / "articles"
NAMES = tuple(sorted(path.name for path in NOTES.glob("*.md")))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "store.sqlite"))
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two of the reading notes in a folder of their own."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in NAMES[:2]:
        shutil.copy(NOTES / name, folder)
    return folder


@pytest.fixture
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the articles that are extracted, as they are."""
    names: list[str] = []
    true_extract = extraction.extract

    def noting(article: Article) -> object:
        names.append(article.name)
        return true_extract(article)

    monkeypatch.setattr(extraction, "extract", noting)
    return names


def test_the_demonstration_corpus_gives_claims_with_verbatim_quotes(store: Store) -> None:
    steps: list[Step] = []
    result = build([NOTES], store, steps.append)
    assert (result.done, result.skipped, result.failed) == (NAMES, (), ())
    assert [(step.number, step.total, step.name, step.outcome) for step in steps] == [
        (n, 5, name, "done") for n, name in enumerate(NAMES, 1)
    ]
    texts = {article.id: article.text for article in store.articles()}
    claims = store.claims()
    assert set(claims["article"]) == set(NAMES)
    for row in claims.itertuples():
        text = texts[row.article_id]
        assert text[row.char_start : row.char_end] == row.quote
        assert text[row.trigger_start : row.trigger_end] == row.trigger
    for article in store.articles():
        for mention in store.mentions(article.id):
            assert 0 <= mention.start < mention.end <= len(article.text)


def test_the_same_articles_give_the_same_table_with_and_without_a_store(store: Store, folder: Path) -> None:
    build([folder], store)
    table, failed = read_claims([folder])
    assert failed == []
    pd.testing.assert_frame_equal(table, store.claims())


def test_actors_of_the_claims_are_actors_of_the_store(store: Store, folder: Path) -> None:
    build([folder], store)
    claims, kinds = store.claims(), {actor.name: actor.kind for actor in store.actors()}
    for end in ("source", "target"):
        assert all(kinds[row[end]] == row[f"{end}_kind"] for row in claims.to_dict("records"))


def test_a_second_build_reads_nothing_again(store: Store, folder: Path, extracted: list[str]) -> None:
    build([folder], store)
    assert extracted == list(NAMES[:2])
    result = build([folder], store)
    assert (result.done, result.skipped) == ((), NAMES[:2])
    assert extracted == list(NAMES[:2])


def test_only_what_is_new_or_changed_is_read(store: Store, folder: Path, extracted: list[str]) -> None:
    build([folder], store)
    extracted.clear()
    shutil.copy(NOTES / NAMES[2], folder)
    edited = folder / NAMES[0]
    edited.write_text(edited.read_text(encoding="utf-8") + "\nFin.\n", encoding="utf-8")
    result = build([folder], store)
    assert extracted == [NAMES[0], NAMES[2]] == list(result.done)
    assert [article.name for article in store.articles()] == list(NAMES[:3])
    assert store.articles()[0].text.endswith("Fin.\n")


def test_a_new_rule_reads_all_again(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([folder], store)
    monkeypatch.setattr(extraction, "fingerprint", lambda: "rules of tomorrow")
    assert build([folder], store).done == NAMES[:2]


def test_a_text_in_two_files_counts_once(store: Store, folder: Path) -> None:
    shutil.copy(folder / NAMES[0], folder / "copy.md")
    result = build([folder], store)
    assert len(store.articles()) == 2
    assert len(result.done) == 2
    assert len(result.skipped) == 1
    pd.testing.assert_frame_equal(read_claims([folder])[0], store.claims())


def test_a_bad_file_fails_alone_and_loses_nothing(store: Store, folder: Path) -> None:
    build([folder], store)
    (folder / NAMES[0]).write_bytes(b"\x00\x01")
    (folder / "empty.txt").write_bytes(b"")
    shutil.copy(NOTES / NAMES[2], folder)
    result = build([folder], store)
    assert (result.done, result.skipped) == ((NAMES[2],), (NAMES[1],))
    assert [name for name, _ in result.failed] == [NAMES[0], "empty.txt"]
    assert all(message.startswith(name) for name, message in result.failed)
    assert [article.name for article in store.articles()] == list(NAMES[:3])
    assert failures(store) == list(result.failed)
    (folder / "empty.txt").unlink()
    shutil.copy(NOTES / NAMES[0], folder)
    build([folder], store)
    assert failures(store) == []


def test_pruning_forgets_what_is_gone_from_the_folder_alone(store: Store, folder: Path) -> None:
    elsewhere = folder.parent / "elsewhere.md"
    shutil.copy(NOTES / NAMES[2], elsewhere)
    build([folder, elsewhere], store)
    (folder / NAMES[0]).unlink()
    elsewhere.unlink()
    build([folder], store)
    assert len(store.articles()) == 3
    build([folder], store, prune=True)
    assert [article.name for article in store.articles()] == [NAMES[1], "elsewhere.md"]


def test_an_interrupted_build_keeps_what_was_done(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    true_extract = extraction.extract

    def interrupted(article: Article) -> object:
        if article.name == NAMES[1]:
            raise KeyboardInterrupt
        return true_extract(article)

    with monkeypatch.context() as patch:
        patch.setattr(extraction, "extract", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build([folder], store)
    assert [article.name for article in store.articles()] == [NAMES[0]]
    assert build([folder], store).done == (NAMES[1],)


def test_an_article_that_the_extraction_refuses_fails_alone(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(article: Article) -> object:
        raise ArticleError(f"{article.name}: not French")

    monkeypatch.setattr(extraction, "extract", refusing)
    assert len(build([folder], store).failed) == 2
    assert len(read_claims([folder])[1]) == 2


def test_nothing_to_build_is_wrong_use_and_leaves_the_store_alone(store: Store, folder: Path) -> None:
    build([folder], store)
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(UsageError, match="no article in"):
        build([folder], store, prune=True)
    assert len(store.articles()) == 2


def test_the_fingerprint_follows_reading_and_extraction(monkeypatch: pytest.MonkeyPatch) -> None:
    before = corpus.fingerprint()
    assert corpus.fingerprint() == before
    monkeypatch.setattr(corpus, "reading_fingerprint", lambda: "another reader")
    assert corpus.fingerprint() != before
