"""Two stores read as one: the shared one, and articles of one's own beside it, under names made one across both."""

from __future__ import annotations

import json
from collections.abc import Iterable

from graph.layout import Places
from graph.model import Article, Extraction
from graph.store import Store


class JointStore(Store):
    """The shared store with the shown articles of an own store beside it. What is written goes to the own store."""

    def __init__(self, shared: Store, own: Store) -> None:  # both are open: nothing is opened anew
        self._engine = own._engine
        self._unified = None
        self.url, self.address = own.url, own.address
        self.shared, self.own = shared, own
        self.shown: frozenset[str] = frozenset()
        self.edition = 0

    def show(self, article_ids: Iterable[str]) -> None:
        """Which articles of the own store are read; the others wait, unseen."""
        self.shown = frozenset(article_ids)
        self.edition += 1

    def own_articles(self) -> list[Article]:
        """The articles of the own store that are shown and that the shared store lacks."""
        shared = self.shared.known()
        return [article for article in self.own.articles() if article.id in self.shown and article.id not in shared]

    def revision(self) -> int:
        """Grows with the shared store and with every change of what is shown."""
        return self.shared.revision() + self.edition

    def articles(self) -> list[Article]:
        """Every article of both, by name."""
        return sorted([*self.shared.articles(), *self.own_articles()], key=lambda article: (article.name, article.id))

    def article(self, article_id: str) -> Article:
        """One article. Raises StoreError if neither store holds it."""
        theirs = any(article.id == article_id for article in self.own_articles())
        return (self.own if theirs else self.shared).article(article_id)

    def extractions(self) -> list[Extraction]:
        """Every article's own extraction, in the order of ``articles()``."""
        found: dict[str, Extraction] = {}
        for store in (self.own, self.shared):
            found |= {article.id: one for article, one in zip(store.articles(), store.extractions(), strict=True)}
        return [found[article.id] for article in self.articles()]

    def known(self) -> dict[str, str]:
        """Fingerprints of both, by article id."""
        own = self.own.known()
        return {key: own[key] for key in self.shown & set(own)} | self.shared.known()

    def origins(self) -> dict[str, str]:
        """Where each article of both was read, by article id."""
        own = self.own.origins()
        return {key: own[key] for key in self.shown & set(own)} | self.shared.origins()

    def recall(self, key: str) -> bytes | None:
        """The value kept under a key in one of both, or None."""
        return self.own.recall(key) or self.shared.recall(key)


class Handover:
    """Known places, handed over to a store as those of a smaller network (see graph.layout.Cache)."""

    def __init__(self, places: Places, actors: Iterable[str], store: Store) -> None:
        wanted = set(actors)
        self._store = store
        self._value = json.dumps(
            {form: {name: spot for name, spot in spots.items() if name in wanted} for form, spots in places.items()}
        ).encode()

    def recall(self, key: str) -> bytes | None:
        """The places, which the store keeps from now on unless it has its own."""
        kept = self._store.recall(key)
        if kept is None:
            self.remember(key, self._value)
        return kept or self._value

    def remember(self, key: str, value: bytes) -> None:
        """Keep a value in the store."""
        self._store.remember(key, value)
