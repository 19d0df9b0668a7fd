"""What people correct in the claims, as a log that is replayed over whatever the extraction finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from graph.model import Actor, Claim, Extraction


@dataclass(frozen=True, slots=True)
class Correction:
    """One claim of an article told otherwise: ``found`` gives way to ``told``; None is « nothing » on either side."""

    article: str  # Article.id
    found: Claim | None
    told: Claim | None
    note: str = ""  # where it comes from, for people: « claims.csv »


def replay(extraction: Extraction, corrections: Iterable[Correction]) -> Extraction:
    """The extraction with one article's corrections, in their order.

    A rebuild may find a claim by another rule or no more: what it says and where is what a correction goes by, and
    what a person told stands in any case.
    """
    claims = list(extraction.claims)
    for correction in corrections:
        at, already = _place(claims, correction.found), _place(claims, correction.told)
        if at is not None:
            claims[at : at + 1] = [] if correction.told is None else [correction.told]
        elif correction.told is not None and already is None:
            claims.append(correction.told)
    ends = {name: kind for c in claims for name, kind in ((c.source, c.source_kind), (c.target, c.target_kind))}
    known = {actor.name for actor in extraction.actors}
    actors = (
        *(replace(a, kind=ends.get(a.name, a.kind)) for a in extraction.actors),
        *(Actor(name, kind) for name, kind in ends.items() if name not in known),
    )
    return Extraction(tuple(claims), extraction.mentions, tuple(sorted(actors, key=lambda a: a.name)))


def differences(
    article: str, stored: Sequence[Claim], told: Sequence[Claim], note: str = "", *, remove_missing: bool = False
) -> list[Correction]:
    """The corrections that make the stored claims of an article those told.

    Claims that are equal go first; then each that is left goes with one that says the same of the same passage, or
    else with one of the same passage, trigger and rule, which people have no reason to change. What the told claims
    leave out stays, unless ``remove_missing``.
    """
    old, new = _without(stored, told), _without(told, stored)
    found: list[Correction] = []
    for claim in new:
        same = (c for aspect in _ASPECTS for c in old if aspect(c) == aspect(claim))
        match = next(same, None)
        if match is not None:
            old.remove(match)
        found.append(Correction(article, match, claim, note))
    return [*found, *(Correction(article, claim, None, note) for claim in old if remove_missing)]


def _without(claims: Sequence[Claim], others: Sequence[Claim]) -> list[Claim]:
    """The claims less those among the others, each counted once."""
    left, kept = Counter(others), []
    for claim in claims:
        if left[claim]:
            left[claim] -= 1
        else:
            kept.append(claim)
    return kept


def _passage(claim: Claim) -> Hashable:
    return (claim.char_start, claim.char_end, claim.trigger_start, claim.trigger_end, claim.rule)


def _says(claim: Claim) -> Hashable:
    return (claim.source, claim.relation, claim.target, claim.status, claim.char_start, claim.char_end)


_ASPECTS: tuple[Callable[[Claim], Hashable], ...] = (_says, _passage)


def _place(claims: Sequence[Claim], claim: Claim | None) -> int | None:
    """Where a claim that says the same of the same passage stands; the very claim before another."""
    if claim is None:
        return None
    if claim in claims:
        return claims.index(claim)
    return next((n for n, other in enumerate(claims) if _says(other) == _says(claim)), None)
