"""One real-world actor, one name: joins across articles what extraction resolved within each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from graph.model import Extraction
from graph.words import fold


def unify(extractions: Sequence[Extraction]) -> list[Extraction]:
    """The same extractions with every actor under one name and kind; which articles come first does not matter.

    Forms that differ only by accents, case or hyphens are one actor. A surname alone is never joined to a full name of
    another article: it may be somebody else, and a person can merge them.
    """
    canonical = _canonical(extractions)
    return [_renamed(extraction, canonical) for extraction in extractions]


def _canonical(extractions: Sequence[Extraction]) -> dict[str, tuple[str, str]]:
    """Name as extracted -> (name, kind) for the whole corpus: known actors as known, else the most frequent form."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    known: dict[str, str] = {}
    for extraction in extractions:
        weight = Counter(m.actor for m in extraction.mentions)
        for actor in extraction.actors:
            forms[fold(actor.name)][actor.name] += 1 + weight[actor.name]
            kinds[fold(actor.name)][actor.kind] += 1 + weight[actor.name]
            if actor.known:
                known[actor.name] = actor.kind
    table: dict[str, tuple[str, str]] = {}
    for key, counted in forms.items():
        name = max(counted, key=lambda n: (n in known, counted[n], n))
        kind = known[name] if name in known else max(kinds[key], key=lambda k: (kinds[key][k], k))
        table |= dict.fromkeys(counted, (name, kind))
    return table


def _renamed(extraction: Extraction, canonical: dict[str, tuple[str, str]]) -> Extraction:
    def of(name: str, kind: str) -> tuple[str, str]:
        return canonical.get(name, (name, kind))

    claims = []
    for claim in extraction.claims:
        source, source_kind = of(claim.source, claim.source_kind)
        target, target_kind = of(claim.target, claim.target_kind)
        claims.append(replace(claim, source=source, source_kind=source_kind, target=target, target_kind=target_kind))
    mentions = tuple(replace(m, actor=of(m.actor, "")[0]) for m in extraction.mentions)
    actors = []
    for actor in extraction.actors:
        name, kind = of(actor.name, actor.kind)
        aliases = tuple(sorted({*actor.aliases, actor.name} - {name}))
        actors.append(replace(actor, name=name, kind=kind, aliases=aliases))
    return Extraction(tuple(claims), mentions, tuple(sorted(actors, key=lambda a: a.name)))
