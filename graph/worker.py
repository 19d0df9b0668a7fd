"""Reads articles for a desk in a process of its own: one JSON request a line on stdin, one answer a line on stdout.

``{"op": "read", "name", "data" (base64), "own"}`` reads a file into the store at ``own``; the answer holds
``articles`` and ``links``, or ``reason`` and ``detail``. ``{"op": "place", "own", "shared", "articles"}`` works out
where everybody stands once these articles of the own store are shown beside those of the shared one.
"""

from __future__ import annotations

import base64
import json
import os
import sys
from typing import Any

from graph.articles import parse_article
from graph.corpus import fingerprint
from graph.errors import ArticleError, GraphError, UsageError
from graph.handed_in import is_network
from graph.importing import bring_in, read_bytes
from graph.joint import JointStore
from graph.layout import cached_positions
from graph.network import background, build_network
from graph.store import Store, open_store


def main() -> None:
    """Answer requests until there are no more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
    for line in sys.stdin:
        answers.write(json.dumps(answer(json.loads(line))) + "\n")
        answers.flush()


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """The answer to one request; what is wrong with a file is an answer too."""
    try:
        if request["op"] == "place":
            return _place(request)
        store = open_store(request["own"])
        try:
            return _read(request["name"], base64.b64decode(request["data"]), store)
        finally:
            store.close()
    except ArticleError as error:
        return {"reason": error.reason, "detail": str(error)}
    except GraphError as error:
        return {"reason": "program", "detail": str(error)}


def _read(name: str, data: bytes, store: Store) -> dict[str, Any]:
    if is_network(name):
        return _bring_in(name, data, store)
    from graph import extraction  # loads the language model, with the first article

    article = parse_article(name, data)
    found = extraction.extract(article)
    store.put(article, found, fingerprint())
    return {"articles": [article.id], "links": len(found.claims)}


def _bring_in(name: str, data: bytes, store: Store) -> dict[str, Any]:
    """A network that Maillage exported, as articles with the claims that the file holds."""
    try:
        table, aliases = read_bytes(name, data)
    except UsageError as error:
        raise ArticleError(str(error), "network") from error
    bring_in(table, aliases, store)
    return {"articles": sorted(set(table["article_id"])), "links": len(table)}


def _place(request: dict[str, Any]) -> dict[str, Any]:
    shared, own = open_store(request["shared"]), open_store(request["own"])
    joint = JointStore(shared, own)
    joint.show(request["articles"])
    claims = joint.claims()
    if not claims.empty:
        cached_positions(build_network(claims, background(claims, joint.actors())), joint)
    shared.close()
    own.close()
    return {}


if __name__ == "__main__":
    main()
