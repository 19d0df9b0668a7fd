r"""Cypher for Neo4j: a script to paste into its browser, or to feed to cypher-shell; Memgraph and others run it too.

An actor is a node :Actor with a second label for its kind (:Company), found by its name; a link a relationship of the
type of its relation (:INVESTS_IN), found by its ends and status. Both carry every attribute of the network under its
own name, lists as lists. MERGE: running the script again adds nothing. Rows come in hundreds a statement, because one
statement each takes minutes for a large network, and one for all of them much memory.

Texts are between single quotes. What would end them, hide in them or turn the line is escaped: \', \\, \n, \u202E.
Neo4j up to version 4 undid \u before it read the quotes, even in comments. So no escape gives a quote or a backslash,
the u behind an escaped backslash is escaped itself, and comments hold no backslash.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, BinaryIO

import pandas as pd

from graph.errors import ExportError
from graph.export import looks
from graph.export.format import Context, Format
from graph.network import KIND, RELATION, Network

_ROWS = 500  # in one statement
_CONSTRAINT = "CREATE CONSTRAINT maillage_actor IF NOT EXISTS FOR (a:Actor) REQUIRE a.name IS UNIQUE;"
_FOR_MEMGRAPH = "Memgraph: put « CREATE CONSTRAINT ON (a:Actor) ASSERT a.name IS UNIQUE; » in place of the next line."
_ACTORS = "MERGE (a:Actor {{name: row.name}}) SET a += row, a:{label};"
_LINKS = (
    "MATCH (a:Actor {{name: row.source}}) MATCH (b:Actor {{name: row.target}})\n"
    "MERGE (a)-[r:{type} {{status: row.link.status}}]->(b) SET r += row.link;"
)
_SHORT = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Controls, and format characters that hide or turn text, such as U+202E.
_UNSEEN = r"\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
_TO_ESCAPE = re.compile(rf"\\u?|['{_UNSEEN}]")


def write(network: Network, claims: pd.DataFrame, out: BinaryIO, context: Context) -> None:
    """Write the script, nodes and relationships grouped by kind and relation; same input, same bytes."""
    lines = [line.encode() for line in _lines(network, claims, context)]  # all of it, so that a refusal leaves nothing
    out.writelines(lines)


def _lines(network: Network, claims: pd.DataFrame, context: Context) -> Iterator[str]:
    for text in (looks.GENERATOR, context.selection, looks.day(context), *looks.articles(claims, context)):
        if text:
            yield _comment(text)
    yield _comment(_FOR_MEMGRAPH)
    yield f"{_CONSTRAINT}\n"
    by_kind: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for name, data in network.nodes(data=True):
        by_kind[data[KIND]].append({"name": name, **data})
    for kind, rows in sorted(by_kind.items()):
        yield from _statements(rows, _ACTORS.format(label=kind.capitalize()))
    by_relation: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for source, target, data in network.edges(data=True):
        by_relation[data[RELATION]].append({"source": source, "target": target, "link": data})
    for relation, rows in sorted(by_relation.items()):
        yield from _statements(rows, _LINKS.format(type=relation.upper()))


def _statements(rows: Iterable[Mapping[str, Any]], what: str) -> Iterator[str]:
    """``what`` is done with each row, in statements of some hundred rows."""
    left = iter(rows)
    while some := list(islice(left, _ROWS)):
        yield "UNWIND [\n{}\n] AS row\n{}\n".format(",\n".join(map(_literal, some)), what)


def _literal(value: Any) -> str:
    """A value as Cypher writes it; an attribute that is null is taken away from what is there already."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return f"'{_TO_ESCAPE.sub(_escape, value)}'"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, Mapping):
        return "{{{}}}".format(", ".join(f"{name}: {_literal(item)}" for name, item in value.items()))
    if isinstance(value, float) and not math.isfinite(value):
        raise ExportError(f"{value} is no number that Cypher could write; mend that amount or confidence")
    return repr(value).replace("e+", "e")  # Cypher writes 1e16


def _escape(found: re.Match[str]) -> str:
    text = found[0]
    if text == "\\u":
        return r"\\\u0075"
    return _SHORT.get(text) or f"\\u{ord(text):04X}"


def _comment(text: str) -> str:
    """One line, whatever the text."""
    return f"// {''.join(letter if letter.isprintable() and letter != chr(92) else ' ' for letter in text)}\n"


FORMATS = (
    Format(
        name="neo4j",
        extension=".cypher",
        mime="application/x-cypher-query",
        label={"fr": "Cypher (Neo4j)", "en": "Cypher (Neo4j)"},
        good_for={
            "fr": "Neo4j, Memgraph : un script à coller, acteurs et liens avec tous leurs attributs",
            "en": "Neo4j, Memgraph: a script to paste, actors and links with all their attributes",
        },
        write=write,
    ),
)
