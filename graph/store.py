"""The store: articles and what was extracted from each, in SQLite by default or PostgreSQL by URL.

What is stored is one article's own extraction. Names are made one across articles when the store is read, so that
adding an article never rewrites the others.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
import sqlalchemy as sa

from graph.corrections import Correction, replay
from graph.errors import StoreError
from graph.model import Actor, Article, Claim, Extraction, Mention, Passage
from graph.table import claims_table
from graph.views import SavedView

VERSION = "2"  # of the schema
STORE_VARIABLE = "MAILLAGE_STORE"
FOLDER = Path(__file__).resolve().parent.parent / ".maillage"

_SCHEMA = sa.MetaData()


def _part(name: str, *columns: sa.Column[Any]) -> sa.Table:
    """A table of ordered parts of an article; they go when the article goes."""
    article = sa.ForeignKey("articles.id", ondelete="CASCADE")
    return sa.Table(
        name,
        _SCHEMA,
        sa.Column("article", sa.String(16), article, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        *columns,
    )


def _text(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _whole(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False)


def _real(name: str, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Double, nullable=nullable)


_META = sa.Table("meta", _SCHEMA, sa.Column("key", sa.String(64), primary_key=True), _text("value"))
_CACHE = sa.Table(
    "cache", _SCHEMA, sa.Column("key", sa.String(255), primary_key=True), sa.Column("value", sa.LargeBinary)
)
_VIEWS = sa.Table(
    "views",
    _SCHEMA,
    sa.Column("id", sa.String(32), primary_key=True),
    *(_text(name) for name in ("name", "page", "query", "saved")),
)
_ARTICLES = sa.Table(
    "articles",
    _SCHEMA,
    sa.Column("id", sa.String(16), primary_key=True),
    _text("name"),
    _text("text"),
    *(_text(name, nullable=True) for name in ("title", "outlet", "author", "published", "url")),
    _text("language"),
    _text("genre", nullable=True),
    _text("fingerprint"),
    sa.Column("origin", sa.Text, nullable=False, index=True),
)
_PASSAGES = _part("passages", _whole("start"), _whole("end"), _text("part"))
_MENTIONS = _part("mentions", _whole("start"), _whole("end"), _text("actor"), _text("form"))
_ACTORS = _part(
    "actors",
    *(_text(name) for name in ("name", "kind")),
    sa.Column("aliases", sa.JSON, nullable=False),
    sa.Column("known", sa.Boolean, nullable=False),
)
_CLAIMS = _part(
    "claims",
    *(_text(name) for name in ("source", "source_kind", "relation", "target", "target_kind", "status")),
    *(_whole(name) for name in ("char_start", "char_end", "trigger_start", "trigger_end")),
    *(_text(name) for name in ("quote", "trigger", "rule")),
    *(_text(name, nullable=True) for name in ("speaker", "role", "currency", "date")),
    _real("confidence"),
    _real("amount", nullable=True),
)
# A log: rows are only added. No foreign key, for corrections outlive the rebuild of their article.
_CORRECTIONS = sa.Table(
    "corrections",
    _SCHEMA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("article", sa.String(16), nullable=False),
    sa.Column("found", sa.JSON, nullable=True),
    sa.Column("told", sa.JSON, nullable=True),
    sa.Column("undoes", sa.Integer, nullable=True),
    _text("note"),
)
_PARTS: dict[sa.Table, type[Any]] = {_PASSAGES: Passage, _MENTIONS: Mention, _ACTORS: Actor, _CLAIMS: Claim}

Value = TypeVar("Value")


def open_store(url: str | None = None) -> Store:
    """Open the store at an SQLAlchemy URL or a path of an SQLite file, and make it if there is none.

    Without ``url``: the one that the environment variable MAILLAGE_STORE names, else a file in the project's own
    folder. Raises StoreError if it cannot be opened or was written by another version.
    """
    return Store(_engine(url or os.environ.get(STORE_VARIABLE) or str(FOLDER / f"store.v{VERSION}.sqlite")))


class Store:
    """An open store. ``put`` writes one article in one transaction; every other method only reads."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._unified: tuple[int, dict[str, Extraction]] | None = None
        self.url = engine.url.render_as_string(hide_password=False)
        self.address = engine.url.render_as_string(hide_password=True)  # for messages
        with self._begin() as connection:
            _SCHEMA.create_all(connection)
            version = _meta(connection, "version")
            if version is None:
                connection.execute(_META.insert(), [{"key": "version", "value": VERSION}])
        if version not in (None, VERSION):
            raise StoreError(
                f"{self.address}: written by another version of Maillage ({version}, this one reads {VERSION}); "
                "name another store with --store, or remove this one and build again"
            )

    def put(self, article: Article, extraction: Extraction, fingerprint: str, origin: str = "") -> None:
        """Store one article with its extraction, all or nothing, in place of what was stored for the same text.

        ``origin`` says where the article was read (a path): an older text of the same origin gives way to this one.
        """
        row = {name: value for name, value in asdict(article).items() if name != "passages"}
        with self._begin() as connection:
            same = _ARTICLES.c.id == article.id
            if origin:
                same = same | (_ARTICLES.c.origin == origin)
            connection.execute(_ARTICLES.delete().where(same))
            connection.execute(_ARTICLES.insert(), [{**row, "fingerprint": fingerprint, "origin": origin}])
            _insert(connection, _PASSAGES, article.id, article.passages)
            _insert(connection, _MENTIONS, article.id, extraction.mentions)
            _insert(connection, _ACTORS, article.id, extraction.actors)
            _insert(connection, _CLAIMS, article.id, extraction.claims)
            _advance(connection)

    def forget(self, article_ids: Sequence[str]) -> None:
        """Remove articles and all that was extracted from them."""
        with self._begin() as connection:
            connection.execute(_ARTICLES.delete().where(_ARTICLES.c.id.in_(article_ids)))
            _advance(connection)

    def known(self) -> dict[str, str]:
        """The fingerprint under which each stored article was extracted, by article id."""
        with self._begin() as connection:
            return {row.id: row.fingerprint for row in connection.execute(sa.select(_ARTICLES))}

    def origins(self) -> dict[str, str]:
        """Where each stored article was read ("" if unknown), by article id."""
        with self._begin() as connection:
            return {row.id: row.origin for row in connection.execute(sa.select(_ARTICLES.c.id, _ARTICLES.c.origin))}

    def correct(self, corrections: Sequence[Correction]) -> None:
        """Add corrections to the log, all or none; they hold from now on, also after a rebuild."""
        rows = [
            {"article": c.article, "found": _plainly(c.found), "told": _plainly(c.told), "note": c.note}
            for c in corrections
        ]
        with self._begin() as connection:
            if rows:
                connection.execute(_CORRECTIONS.insert(), rows)
                _advance(connection)

    def corrections(self) -> dict[int, Correction]:
        """The corrections that hold, by their number in the log, oldest first."""
        with self._begin() as connection:
            rows = connection.execute(sa.select(_CORRECTIONS).order_by(_CORRECTIONS.c.number)).mappings().all()
        undone = {row["undoes"] for row in rows}
        return {
            row["number"]: Correction(row["article"], _claim(row["found"]), _claim(row["told"]), row["note"])
            for row in rows
            if row["undoes"] is None and row["number"] not in undone
        }

    def undo(self, number: int) -> None:
        """Take one correction back, by a further entry of the log. Raises StoreError if none of that number holds."""
        correction = self.corrections().get(number)
        if correction is None:
            raise StoreError(f"{self.address}: no correction {number} holds; see them with « python -m graph undo »")
        with self._begin() as connection:
            row = {"article": correction.article, "undoes": number, "note": ""}
            connection.execute(_CORRECTIONS.insert(), [row])
            _advance(connection)

    def revision(self) -> int:
        """A number that grows with every change of the stored articles: what was derived from them holds until then."""
        with self._begin() as connection:
            return int(_meta(connection, "revision") or 0)

    def articles(self) -> list[Article]:
        """Every article, by name."""
        return self._articles(sa.select(_ARTICLES).order_by(_ARTICLES.c.id))

    def article(self, article_id: str) -> Article:
        """One article. Raises StoreError if it is not stored."""
        found = self._articles(sa.select(_ARTICLES).where(_ARTICLES.c.id == article_id))
        if not found:
            raise StoreError(f"{self.address}: holds no article {article_id}; build the store again")
        return found[0]

    def extractions(self) -> list[Extraction]:
        """Every article's own extraction as it was put, in the order of ``articles()``."""
        mentions, actors, claims = (self._parts(table) for table in (_MENTIONS, _ACTORS, _CLAIMS))
        return [
            Extraction(claims.get(key, ()), mentions.get(key, ()), actors.get(key, ()))
            for key in (article.id for article in self.articles())
        ]

    def claims(self) -> pd.DataFrame:
        """The table of all claims (see ``graph.table``), one name and kind per actor across articles."""
        unified = self.unified()
        return claims_table((article, claim) for article in self.articles() for claim in unified[article.id].claims)

    def mentions(self, article_id: str) -> tuple[Mention, ...]:
        """Every mention of an actor in one article, in text order, under the names that ``claims()`` uses."""
        return self.unified().get(article_id, Extraction(())).mentions

    def actors(self) -> list[Actor]:
        """Every actor of all articles once, by name, with all its aliases."""
        found: dict[str, Actor] = {}
        for extraction in self.unified().values():
            for actor in extraction.actors:
                before = found.setdefault(actor.name, actor)
                aliases = tuple(dict.fromkeys(before.aliases + actor.aliases))
                found[actor.name] = replace(before, aliases=aliases, known=before.known or actor.known)
        return [found[name] for name in sorted(found)]

    def unified(self) -> dict[str, Extraction]:
        """Every article's extraction with names made one across articles and corrections replayed, by article id."""
        revision = self.revision()
        if self._unified is None or self._unified[0] != revision:
            from graph.actors import unify  # only readers of a filled store pay for it

            articles = self.articles()
            pairs = zip(articles, unify(self.extractions()), strict=True)
            corrected: dict[str, list[Correction]] = {}
            for correction in self.corrections().values():
                corrected.setdefault(correction.article, []).append(correction)
            self._unified = (
                revision,
                {
                    article.id: replay(found, corrected[article.id]) if article.id in corrected else found
                    for article, found in pairs
                },
            )
        return self._unified[1]

    def remember(self, key: str, value: bytes) -> None:
        """Keep a small derived value (positions, failures of the last build) under a key of at most 255 characters."""
        with self._begin() as connection:
            connection.execute(_CACHE.delete().where(_CACHE.c.key == key))
            connection.execute(_CACHE.insert(), [{"key": key, "value": value}])

    def recall(self, key: str) -> bytes | None:
        """The value kept under a key, or None."""
        with self._begin() as connection:
            value = connection.execute(sa.select(_CACHE.c.value).where(_CACHE.c.key == key)).scalar_one_or_none()
        return None if value is None else bytes(value)

    def views(self) -> list[SavedView]:
        """Every saved view, the latest first; those that another session saved in the meantime included."""
        with self._begin() as connection:
            rows = connection.execute(sa.select(_VIEWS)).mappings().all()
        return sorted((SavedView(**row) for row in rows), key=lambda view: (view.saved, view.id), reverse=True)

    def save_view(self, view: SavedView) -> None:
        """Add a view, or put it in place of the one with the same id; no other view is touched."""
        with self._begin() as connection:
            connection.execute(_VIEWS.delete().where(_VIEWS.c.id == view.id))
            connection.execute(_VIEWS.insert(), [asdict(view)])

    def rename_view(self, view_id: str, name: str) -> None:
        """Give a view another name; nothing happens if another session deleted it."""
        with self._begin() as connection:
            connection.execute(_VIEWS.update().where(_VIEWS.c.id == view_id).values(name=name))

    def delete_view(self, view_id: str) -> None:
        """Take a view away, if it is still there."""
        with self._begin() as connection:
            connection.execute(_VIEWS.delete().where(_VIEWS.c.id == view_id))

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _articles(self, query: sa.Select[Any]) -> list[Article]:
        with self._begin() as connection:
            rows = connection.execute(query).mappings().all()
        passages = self._parts(_PASSAGES, [row["id"] for row in rows] if len(rows) == 1 else None)
        names = [field.name for field in fields(Article) if field.name != "passages"]
        found = [Article(passages=passages.get(row["id"], ()), **{name: row[name] for name in names}) for row in rows]
        return sorted(found, key=lambda article: (article.name, article.id))

    def _parts(self, table: sa.Table, article_ids: Sequence[str] | None = None) -> dict[str, tuple[Any, ...]]:
        """The values of one table, in order, by article id."""
        query = sa.select(table).order_by(table.c.article, table.c.position)
        if article_ids is not None:
            query = query.where(table.c.article.in_(article_ids))
        made: dict[str, list[Any]] = {}
        with self._begin() as connection:
            for row in connection.execute(query).mappings():
                made.setdefault(row["article"], []).append(_value(_PARTS[table], row))
        return {key: tuple(values) for key, values in made.items()}

    @contextmanager
    def _begin(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except sa.exc.SQLAlchemyError as error:
            raise StoreError(_plain(self.address, error)) from error


def _engine(url: str) -> sa.Engine:
    """An engine that does not connect yet; a plain path means an SQLite file, whose folder is made."""
    try:
        address = sa.make_url(url) if "://" in url else sa.URL.create("sqlite", database=url)
        if address.drivername == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        if address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:"):
            file = Path(str(address.database)).absolute()  # so that the URL means the same in another folder
            file.parent.mkdir(parents=True, exist_ok=True)
            address = address.set(database=str(file))
        engine = sa.create_engine(address)
    except (sa.exc.ArgumentError, ImportError) as error:
        raise StoreError(f"{url}: no store ({error}); write sqlite:///path/store.sqlite") from error
    except OSError as error:
        raise StoreError(f"{url}: its folder cannot be made ({error.strerror})") from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA foreign_keys = ON"))
    return engine


def _plain(address: str, error: sa.exc.SQLAlchemyError) -> str:
    """One line for a reader: the driver's own words without the statement and SQLAlchemy's link."""
    words = " ".join(str(getattr(error, "orig", None) or error).split())
    return f"{address}: the store cannot be used ({words}); check its address and rights, or name another with --store"


def _meta(connection: sa.Connection, key: str) -> str | None:
    found: str | None = connection.execute(sa.select(_META.c.value).where(_META.c.key == key)).scalar_one_or_none()
    return found


def _advance(connection: sa.Connection) -> None:
    revision = int(_meta(connection, "revision") or 0) + 1
    connection.execute(_META.delete().where(_META.c.key == "revision"))
    connection.execute(_META.insert(), [{"key": "revision", "value": str(revision)}])


def _insert(connection: sa.Connection, table: sa.Table, article_id: str, values: Sequence[Any]) -> None:
    rows = [{**asdict(value), "article": article_id, "position": n} for n, value in enumerate(values)]
    if rows:
        connection.execute(table.insert(), rows)


def _plainly(claim: Claim | None) -> dict[str, Any] | sa.Null:
    return sa.null() if claim is None else asdict(claim)


def _claim(row: dict[str, Any] | None) -> Claim | None:
    return None if row is None else Claim(**row)


def _value(cls: type[Value], row: sa.RowMapping) -> Value:
    """A value of the model from its row; lists become tuples again."""
    parts = {name: row[name] for name in (field.name for field in fields(cls))}  # type: ignore[arg-type]
    return cls(**{name: tuple(part) if isinstance(part, list) else part for name, part in parts.items()})
