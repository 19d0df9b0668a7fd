"""The store: what is put is what is read, whatever happens in between, in SQLite and in PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import StoreError
from graph.model import STATUSES, Actor, Article, Claim, Extraction, Mention, Passage
from graph.store import STORE_VARIABLE, Store, open_store

# NUL and lone surrogates never leave the decoder of articles.
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=30)
OFFSET = st.integers(0, 2**31 - 1)
MAYBE = st.none() | TEXT
IDS = st.text("0123456789abcdef", min_size=16, max_size=16)
CLAIMS = st.builds(
    Claim,
    article=st.just(""),
    status=st.sampled_from(STATUSES),
    **dict.fromkeys(("source", "source_kind", "relation", "target", "target_kind"), TEXT),
    **dict.fromkeys(("char_start", "char_end", "trigger_start", "trigger_end"), OFFSET),
    **dict.fromkeys(("quote", "trigger", "rule"), TEXT),
    **dict.fromkeys(("speaker", "role", "currency", "date"), MAYBE),
    confidence=st.floats(0, 1),
    amount=st.none() | st.floats(0, 1e15),
)
PASSAGES = st.builds(Passage, OFFSET, OFFSET, st.sampled_from(["title", "paragraph", "furniture"]))
ARTICLES = st.builds(
    Article,
    id=IDS,
    name=TEXT,
    text=TEXT,
    passages=st.lists(PASSAGES, max_size=4).map(tuple),
    language=st.sampled_from(["fr", "en"]),
    **dict.fromkeys(("title", "outlet", "author", "published", "url", "genre"), MAYBE),
)
MENTIONS = st.builds(Mention, OFFSET, OFFSET, TEXT, st.sampled_from(["name", "description", "pronoun"]))
ACTORS = st.builds(Actor, TEXT, TEXT, st.lists(TEXT, max_size=3).map(tuple))
EXTRACTIONS = st.builds(
    Extraction,
    st.lists(CLAIMS, max_size=4).map(tuple),
    st.lists(MENTIONS, max_size=4).map(tuple),
    st.lists(ACTORS, max_size=4).map(tuple),
)
RELAXED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

ARTICLE = Article("a" * 16, "a.txt", "Bertin rachète Lumio.", (Passage(0, 21, "paragraph"),), outlet="La Gazette")
CLAIM = Claim(
    *(ARTICLE.id, "Bertin", "company", "acquires", "Lumio", "company", "asserted"),
    *(0, 21, ARTICLE.text, "rachète", 7, 14, "acquires.verb", 0.9),
)
EXTRACTION = Extraction(
    (CLAIM,),
    (Mention(0, 6, "Bertin", "name"),),
    (Actor("Bertin", "company", ("la banque",)), Actor("Lumio", "company")),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'store.sqlite'}")
    yield opened
    opened.close()


def owned(article: Article, extraction: Extraction) -> Extraction:
    return replace(extraction, claims=tuple(replace(claim, article=article.id) for claim in extraction.claims))


def check_round_trip(store: Store, article: Article, extraction: Extraction) -> None:
    extraction = owned(article, extraction)
    store.put(article, extraction, "version")
    assert store.article(article.id) == article
    articles = store.articles()
    assert store.extractions()[articles.index(article)] == extraction
    assert store.known()[article.id] == "version"


@RELAXED
@given(ARTICLES, EXTRACTIONS)
def test_what_is_put_is_read(store: Store, article: Article, extraction: Extraction) -> None:
    check_round_trip(store, article, extraction)


@settings(RELAXED, max_examples=25)
@given(article=ARTICLES, extraction=EXTRACTIONS)
def test_what_is_put_is_read_in_postgresql(postgres_url: str, article: Article, extraction: Extraction) -> None:
    store = open_store(postgres_url)
    check_round_trip(store, article, extraction)
    store.close()


@RELAXED
@given(st.dictionaries(TEXT, st.binary(max_size=50), max_size=4))
def test_what_is_remembered_is_recalled(store: Store, values: dict[str, bytes]) -> None:
    for key, value in values.items():
        store.remember(key, b"before")
        store.remember(key, value)
    assert {key: store.recall(key) for key in values} == values
    assert store.recall("never said") is None


def test_articles_come_by_name_and_extractions_in_the_same_order(store: Store) -> None:
    for name, letter in (("c.txt", "1"), ("a.txt", "3"), ("b.txt", "2")):
        article = replace(ARTICLE, id=letter * 16, name=name)
        store.put(article, owned(article, EXTRACTION), "v")
    assert [article.name for article in store.articles()] == ["a.txt", "b.txt", "c.txt"]
    assert [own.claims[0].article[0] for own in store.extractions()] == ["3", "2", "1"]


def test_putting_again_replaces(store: Store) -> None:
    store.put(ARTICLE, EXTRACTION, "v1")
    store.put(ARTICLE, Extraction(()), "v2")
    assert store.known() == {ARTICLE.id: "v2"}
    assert store.extractions() == [Extraction(())]


def test_a_newer_text_of_the_same_origin_takes_the_place_of_the_older(store: Store) -> None:
    other = replace(ARTICLE, id="b" * 16, name="b.txt")
    edited = replace(ARTICLE, id="c" * 16, text="Bertin vend Lumio.")
    store.put(ARTICLE, EXTRACTION, "v", "folder/a.txt")
    store.put(other, owned(other, EXTRACTION), "v", "folder/b.txt")
    store.put(edited, Extraction(()), "v", "folder/a.txt")
    assert store.articles() == [edited, other]
    assert store.origins() == {edited.id: "folder/a.txt", other.id: "folder/b.txt"}


def test_articles_of_unknown_origin_do_not_displace_each_other(store: Store) -> None:
    store.put(ARTICLE, EXTRACTION, "v")
    store.put(replace(ARTICLE, id="b" * 16), Extraction(()), "v")
    assert len(store.articles()) == 2


def test_a_put_that_fails_changes_nothing(store: Store) -> None:
    store.put(ARTICLE, EXTRACTION, "v1")
    broken = Extraction((CLAIM, replace(CLAIM, source=None)))  # type: ignore[arg-type]
    with pytest.raises(StoreError):
        store.put(ARTICLE, broken, "v2")
    assert store.extractions() == [EXTRACTION]
    assert store.known() == {ARTICLE.id: "v1"}


def test_forgetting_an_article_leaves_nothing_of_it(store: Store, tmp_path: Path) -> None:
    other = replace(ARTICLE, id="b" * 16)
    store.put(ARTICLE, EXTRACTION, "v")
    store.put(other, owned(other, EXTRACTION), "v")
    store.forget([ARTICLE.id])
    assert store.articles() == [other]
    with sqlite3.connect(tmp_path / "store.sqlite") as database:
        for table in ("claims", "mentions", "actors", "passages"):
            assert database.execute(f"SELECT DISTINCT article FROM {table}").fetchall() == [(other.id,)]
    database.close()


def test_the_revision_grows_with_every_change(store: Store) -> None:
    before = store.revision()
    store.put(ARTICLE, EXTRACTION, "v")
    put = store.revision()
    store.remember("positions", b"...")
    assert store.revision() == put > before
    store.forget([ARTICLE.id])
    assert store.revision() > put


def test_what_was_stored_is_there_after_opening_again(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "store.sqlite"
    first = open_store(str(path))
    first.put(ARTICLE, EXTRACTION, "v")
    first.close()
    second = open_store(f"sqlite:///{path}")
    assert second.articles() == [ARTICLE]
    second.close()


def test_the_environment_names_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STORE_VARIABLE, f"sqlite:///{tmp_path / 'named.sqlite'}")
    open_store().close()
    assert (tmp_path / "named.sqlite").is_file()


def test_an_unknown_article_is_named(store: Store) -> None:
    with pytest.raises(StoreError, match="holds no article ffff"):
        store.article("ffff")


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    open_store(str(path)).close()
    with sqlite3.connect(path) as database:
        database.execute("UPDATE meta SET value = '999' WHERE key = 'version'")
    database.close()
    with pytest.raises(StoreError, match=r"another version of Maillage \(999"):
        open_store(str(path))


@pytest.mark.parametrize("url", ["gibberish://x", "sqlite:///", "postgresql://maillage:secret@127.0.0.1:1/none"])
def test_what_cannot_be_opened_is_one_clear_line(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    if url == "sqlite:///":
        (tmp_path / "no-database").write_text("Bertin rachète Lumio. " * 100)
        url += "no-database"
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)
