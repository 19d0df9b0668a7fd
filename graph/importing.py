"""Brings a file that Maillage exported back into a store: a network opens again, a corrected spreadsheet corrects."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pandas as pd

from graph.corrections import differences
from graph.errors import UsageError
from graph.export.csv import read_claims
from graph.export.json import read_network_json
from graph.model import STATUSES, Actor, Article, Claim, Extraction, Passage
from graph.network import ALIASES
from graph.ontology import load_ontology
from graph.store import Store

FINGERPRINT = "imported"  # what a rebuild knows them by: no version of the extraction
_OFTEN_SAID = 5  # values of the vocabulary that a message names


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: names of articles that are new in the store, and numbers of claims."""

    opened: tuple[str, ...]
    corrected: int
    added: int
    removed: int
    unchanged: int


def read_file(path: Path) -> tuple[pd.DataFrame, dict[str, tuple[str, ...]]]:
    """The claims of an exported JSON or CSV, checked, and the aliases of its actors; UsageError names file and row."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); check the path and your rights") from error
    return read_bytes(path.name, data)


def read_bytes(name: str, data: bytes) -> tuple[pd.DataFrame, dict[str, tuple[str, ...]]]:
    """As ``read_file``, of a file's content."""
    try:
        if data.lstrip()[:1] == b"{":
            network, table = read_network_json(data)
            aliases = {actor: tuple(values[ALIASES]) for actor, values in network.nodes(data=True)}
        else:
            table, aliases = read_claims(data), {}
    except UsageError as error:
        raise UsageError(f"{name}: {error}") from error
    _check(name, table)
    return table, aliases


def bring_in(
    table: pd.DataFrame,
    aliases: Mapping[str, Sequence[str]],
    store: Store,
    note: str = "",
    *,
    remove_missing: bool = False,
) -> Imported:
    """Put the articles that the store lacks into it, and correct the claims of those it has; nothing else changes.

    A claim that the file leaves out stays, unless ``remove_missing``: the file may hold a part of the network.
    """
    stored, opened = store.unified(), []
    corrections = []
    unchanged = 0
    for article_id, rows in table.groupby("article_id", sort=False):
        claims = [_claim(row) for row in rows.to_dict("records")]
        if article_id in stored:
            own = stored[str(article_id)].claims
            found = differences(str(article_id), own, claims, note, remove_missing=remove_missing)
            unchanged += len(claims) - sum(c.told is not None for c in found)
            corrections += found
        else:
            article = _article(rows.iloc[0].to_dict(), claims)
            store.put(article, Extraction(tuple(claims), (), tuple(_actors(claims, aliases))), FINGERPRINT)
            opened.append(article.name)
    store.correct(corrections)
    return Imported(
        opened=tuple(opened),
        corrected=sum(c.found is not None and c.told is not None for c in corrections),
        added=sum(c.found is None for c in corrections),
        removed=sum(c.told is None for c in corrections),
        unchanged=unchanged,
    )


def _check(name: str, table: pd.DataFrame) -> None:
    """Raise UsageError for the first row whose words are not those of the vocabulary or whose passage is none."""
    ontology = load_ontology()
    vocabulary: dict[str, Sequence[str]] = {
        "relation": tuple(ontology.relations),
        "status": STATUSES,
        "source_kind": tuple(ontology.kinds),
        "target_kind": tuple(ontology.kinds),
    }
    for number, row in enumerate(table.to_dict("records"), start=2):  # row 1 is the header, as a spreadsheet counts
        for column, known in vocabulary.items():
            if row[column] not in known:
                few = ", ".join(known[:_OFTEN_SAID]) + (" …" if len(known) > _OFTEN_SAID else "")
                raise UsageError(f"{name}, row {number}: {column} « {row[column]} » is unknown; write one of {few}")
        for column in ("article_id", "article", "source", "target", "quote"):
            if not row[column]:
                raise UsageError(f"{name}, row {number}: {column} is empty; fill it in or take the row out")
        if not 0 <= row["char_start"] <= row["trigger_start"] <= row["trigger_end"] <= row["char_end"]:
            raise UsageError(f"{name}, row {number}: its offsets do not lie in order; leave these columns as exported")
        if row["char_end"] - row["char_start"] != len(row["quote"]):
            raise UsageError(f"{name}, row {number}: its quote was changed; it must stay as the article has it")
        if not 0 <= row["confidence"] <= 1:
            raise UsageError(f"{name}, row {number}: confidence {row['confidence']} is not a number from 0 to 1")


def _claim(row: Mapping[Hashable, Any]) -> Claim:
    values: dict[str, Any] = {field.name: row[field.name] for field in fields(Claim) if field.name != "article"}
    for name in ("speaker", "role", "currency", "date"):
        values[name] = values[name] or None
    values["amount"] = None if pd.isna(values["amount"]) else float(values["amount"])
    return Claim(article=row["article_id"], **values)


def _article(row: Mapping[Hashable, Any], claims: Sequence[Claim]) -> Article:
    """The article as far as its claims tell it: the passages where they stood, and blanks for the rest."""
    text = [" "] * max(claim.char_end for claim in claims)
    for claim in claims:
        text[claim.char_start : claim.char_end] = claim.quote
    spans = sorted({(claim.char_start, claim.char_end) for claim in claims})
    passages = [Passage(start, end, "paragraph") for start, end in _apart(spans)]
    told: dict[str, Any] = {name: row[name] or None for name in ("title", "outlet", "url", "published", "genre")}
    return Article(row["article_id"], row["article"], "".join(text), tuple(passages), **told)


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted spans with those that overlap joined."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            start, end = joined[-1][0], max(joined.pop()[1], end)
        joined.append((start, end))
    return joined


def _actors(claims: Sequence[Claim], aliases: Mapping[str, Sequence[str]]) -> list[Actor]:
    ends = {name: kind for c in claims for name, kind in ((c.source, c.source_kind), (c.target, c.target_kind))}
    return [Actor(name, kind, tuple(aliases.get(name, ()))) for name, kind in sorted(ends.items())]
