"""Whom « les deux groupes », « l'éditeur lyonnais » may mean among the actors seen so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graph.extraction.discourse import Discourse, Sight, clear_winner
from graph.extraction.entities import ORGS, Entity
from graph.lexicon import Noun
from graph.words import fold

_LEAST, _LEAST_ALONE = 1.2, 0.5  # score that a description needs; less where only one of the kind was seen

_DEAL_HOLDS = 3  # sentences that the part in a deal tells who is meant


@dataclass(frozen=True, slots=True)
class Description:
    """A definite noun phrase: its noun, adjectives in lower case, the city of « de Lyon », its number.

    ``numbered``: it says « deux », or its noun means both parties; ``banned``: entities that it cannot mean.
    """

    noun: Noun
    adjectives: tuple[str, ...] = ()
    place: str = ""
    plural: bool = False
    numbered: bool = False
    banned: frozenset[int] = frozenset()


def meant_by(description: Description, discourse: Discourse) -> tuple[int, ...]:
    """Entities that the description means; () when unsure."""
    noun = description.noun
    kinds = {noun.kind} | ({"company"} if noun.kind in ("organisation", "media") else set())
    things = any(discourse.entities[k].kind == "product" for k in discourse.seen)
    houses_as_things = discourse.lexicon.discourse.houses_as_things
    if noun.text in houses_as_things and not things:
        kinds = {"company", "media"}  # « le réseau social », « la plateforme » may be the house itself
    if description.plural:
        return _several(discourse, kinds) if description.numbered else ()
    scored = []
    for key in discourse.seen:
        entity = discourse.entities[key]
        house = entity.kind in ORGS and not entity.known and noun.text in houses_as_things
        called = house and not {noun.text, *noun.near}.isdisjoint(entity.nouns)
        fits = entity.kind in kinds or called or _in_name(noun, entity)
        score = _score(discourse, key, description) if fits else None
        if score is not None and key not in description.banned:
            scored.append((score, key))
    alone = len(scored) == 1 and sum(discourse.entities[k].kind in kinds for k in discourse.seen) == 1
    return clear_winner(scored, _LEAST_ALONE if alone else _LEAST, 0.4)


def _in_name(noun: Noun, entity: Entity) -> bool:
    """« l'agence » is the Agence spatiale européenne."""
    return entity.kind != "person" and fold(noun.text) in fold(entity.name).split()


def _several(discourse: Discourse, kinds: set[str]) -> tuple[int, ...]:
    if len(discourse.pair) > 1 and all(discourse.entities[k].kind in kinds | ORGS for k in discourse.pair):
        return discourse.pair
    recent = sorted(
        (s.order, k)
        for k, s in discourse.seen.items()
        if discourse.entities[k].kind in kinds and s.sentence >= discourse.sentence - 1
    )
    return tuple(k for _, k in recent) if len(recent) == 2 else ()


def _score(discourse: Discourse, key: int, description: Description) -> float | None:
    """How well the description fits an entity, around 2; None if it cannot mean it."""
    total = 0.0
    for part in _parts(discourse, key, description):
        if part is None:
            return None
        total += part
    return total


def _parts(discourse: Discourse, key: int, description: Description) -> Iterator[float | None]:
    entity, sight = discourse.entities[key], discourse.seen[key]
    yield _recency(discourse.sentence - sight.sentence, sight)
    yield 0.15 * min(sight.times, 5) + (0.3 if key in (discourse.main, discourse.focus) else 0.0)
    yield _called(discourse, entity, description.noun, discourse.sentence - sight.sentence)
    yield _size(discourse, entity, description.noun)
    yield _part_in_deal(discourse, key, description.noun)
    for adjective in description.adjectives:
        yield _origin(discourse, entity, adjective)
    if description.place and entity.city:
        yield 2.5 if fold(entity.city) == fold(description.place) else None


def _recency(distance: int, sight: Sight) -> float:
    far = 0.1 * max(0, min(distance, 12) - 4)
    return 2.0 - 0.35 * min(distance, 4) - far + (0.6 if sight.subject else 0.0) - (0.8 if sight.quoted else 0.0)


def _called(discourse: Discourse, entity: Entity, noun: Noun, distance: int) -> float | None:
    """Has the entity been called by this noun or one near it, or might it be?"""
    words = discourse.lexicon.discourse
    if _in_name(noun, entity):
        return 2.0
    if noun.text in words.generic and noun.text not in entity.nouns:
        return 0.0  # « la société » may be any body, not rather the one called « groupe »
    if {noun.text, *noun.near} & entity.nouns:
        if noun.text not in entity.nouns and noun.kind == "organisation":
            return 1.5  # « l'association » is rather who was called so than « l'ONG »
        return 1.0 if noun.text in words.generic else 2.0
    if noun.text in words.relational:
        return None
    if noun.kind == "person":
        other_gender = bool(noun.gender and entity.gender) and noun.gender != entity.gender
        if other_gender or distance > 2:
            return None
        if noun.text in words.anybody:
            return 0.3
        trade = noun.text not in discourse.lexicon.roles and noun.text not in words.beside_others
        return 0.0 if trade and distance <= 1 and not entity.nouns else None  # « l'urbaniste » after her name
    if noun.text in words.small:
        return 0.2 if not entity.known else -0.7
    other = -0.8 if noun.kind != entity.kind and noun.kind in ORGS else 0.0  # « le syndicat » is hardly a company
    return other - (0.9 if entity.nouns - words.generic else 0.3)


def _size(discourse: Discourse, entity: Entity, noun: Noun) -> float:
    """A giant is no start-up, a start-up no group; « la société » is rather the small one."""
    words = discourse.lexicon.discourse
    small = bool(entity.nouns & words.small)
    big = bool(entity.nouns & words.big) and not small
    if noun.text in words.small:
        return -1.6 if big else 0.0
    if noun.text in words.giants:
        return -1.2 if small else 0.3 if big else 0.0
    if noun.text in words.firms:
        return 0.8 if small else -0.5 if big else 0.0
    return 0.0


def _part_in_deal(discourse: Discourse, key: int, noun: Noun) -> float:
    """After « X rachète Y », « la société », « la jeune pousse » is rather Y, « le groupe » rather X."""
    words = discourse.lexicon.discourse
    if len(discourse.deal) != 2 or discourse.focus not in discourse.deal or key not in discourse.deal:
        return 0.0
    if discourse.sentence - discourse.seen[key].sentence > _DEAL_HOLDS:
        return 0.0
    bought = noun.text in words.firms or noun.text in words.small
    if key == discourse.focus:
        return 0.9 if bought else -0.4 if noun.text in words.giants else 0.5 if noun.kind == "company" else 0.0
    return -0.3 if bought else 0.0


def _origin(discourse: Discourse, entity: Entity, adjective: str) -> float | None:
    """What an adjective of nationality or city (« lyonnais ») says for the entity; None if it is of elsewhere."""
    lexicon = discourse.lexicon
    place = lexicon.nationality.get(adjective, "")
    if not place:
        return 0.0
    if place in lexicon.cities and entity.city:
        return 2.0 if place == entity.city else None
    land = lexicon.cities.get(place, place)
    lands = {entity.country, lexicon.cities.get(entity.city, "")} - {""}
    if land in lands:
        return 0.6 if place in lexicon.cities else 2.0
    return None if lands and land != "EU" else 0.0
