"""The articles that one session brought: a store of its own, removed with the session, and the desk that fills it."""

from __future__ import annotations

import atexit
import secrets
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import streamlit as st

from graph.corpus import fingerprint
from graph.desk import Desk, Task
from graph.joint import Handover, JointStore
from graph.layout import Places, cached_positions
from graph.network import background, build_network
from graph.store import Store, open_store

_FLAG = "has own articles"
ORIGIN = "page:"  # of articles that the page put into the shared store


@dataclass
class Own:
    """What one session brought; nobody else has its key."""

    folder: tempfile.TemporaryDirectory[str]
    joint: JointStore
    owner: str = field(default_factory=lambda: secrets.token_hex(8))
    given: set[str] = field(default_factory=set)  # ids of articles that this session put into the shared store

    def submit(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Have files read: (name, content)."""
        desk().submit(self.owner, files)

    def tasks(self) -> list[Task]:
        """What was handed in, in order."""
        return desk().tasks(self.owner)

    def stop(self) -> None:
        """Read nothing more; what was read stays."""
        desk().stop(self.owner)

    def clear(self) -> None:
        """Forget the tasks that are over."""
        desk().clear(self.owner)

    def remove(self, article_id: str) -> None:
        """Remove an article of this session, also one that it put into the shared store."""
        if article_id in self.given:
            self.given.discard(article_id)
            self.joint.shared.forget([article_id])
        desk().withdraw(self.owner, [article_id])
        self.joint.show(self.joint.shown - {article_id})
        self.joint.own.forget([article_id])

    def share(self, article_ids: Sequence[str], places: Places) -> None:
        """Put articles into the shared store, for everybody; ``places``: where the session sees actors now."""
        shared, own = self.joint.shared, self.joint.own
        found = {a.id: (a, e) for a, e in zip(own.articles(), own.extractions(), strict=True) if a.id in article_ids}
        version = own.known()
        for article_id, (article, extraction) in found.items():
            shared.put(article, extraction, version.get(article_id, fingerprint()), f"{ORIGIN}{article_id}")
        claims = shared.claims()
        if not claims.empty:
            network = build_network(claims, background(claims, shared.actors()))
            if set(network) <= set(places["wide"]):
                cached_positions(network, Handover(places, network, shared))
        self.given.update(found)
        desk().withdraw(self.owner, found)
        self.joint.show(self.joint.shown - set(found))
        own.forget(list(found))

    def close(self) -> None:
        """Remove everything."""
        desk().leave(self.owner)
        self.joint.own.close()
        self.folder.cleanup()


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """The server's one reading desk."""
    opened = Desk()
    atexit.register(opened.close)
    return opened


def mine(shared: Store) -> Own:
    """This session's own articles; their store is made with the first of them."""
    st.session_state[_FLAG] = True
    return _own(shared)


def existing(shared: Store) -> Own | None:
    """This session's own articles, if it ever brought any."""
    return _own(shared) if _FLAG in st.session_state else None


@st.cache_resource(scope="session", show_spinner=False, on_release=Own.close)
def _own(_shared: Store) -> Own:
    folder = tempfile.TemporaryDirectory(prefix="maillage-own-")  # readable by nobody else; removed at exit as well
    store = open_store(str(Path(folder.name, "own.sqlite")))
    own = Own(folder, JointStore(_shared, store))
    desk().welcome(own.owner, store.url, _shared.url, _shower(own.joint))
    return own


def _shower(joint: JointStore) -> Callable[[Sequence[str]], None]:
    return lambda articles: joint.show(joint.shown.union(articles))
