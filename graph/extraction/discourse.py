"""Who is meant: descriptions, pronouns and possessives resolved, sentence by sentence, to the actors named before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.extraction.entities import Entity
from graph.extraction.refs import Ref, RefTable, preposition_before
from graph.words import fold
from graph.lexicon import Lexicon, Noun
from graph.syntax import Text, Token

ORGS = frozenset({"company", "organisation", "institution", "government", "media", "party", "group"})
GENERIC = frozenset(
    {
        "groupe",
        "entreprise",
        "société",
        "firme",
        "compagnie",
        "géant",
        "institution",
        "organisation",
        "acteur",
        "maison",
        "spécialiste",
        "pionnier",
        "pionnière",
        "leader",
        "numéro un",
        "champion",
        "association",
        "établissement",
    }
)
BIG = frozenset(
    "groupe géant mastodonte multinationale banque assureur opérateur constructeur équipementier avionneur distributeur conglomérat holding fonds industriel énergéticien pétrolier chimiste".split()
)
# Nouns that may stand for the person just spoken of without having been said of him.
ANYBODY = frozenset(
    "milliardaire entrepreneur entrepreneuse magnat financier industriel investisseur héritier héritière intéressé intéressée quadragénaire quinquagénaire sexagénaire trentenaire septuagénaire".split()
) | {"homme d'affaires", "femme d'affaires", "capitaine d'industrie", "homme politique", "femme politique"}
# Nouns that say what an actor is to another: alone they point to nobody.
RELATIONAL = frozenset(
    "filiale actionnaire partenaire concurrent concurrente rival rivale fournisseur prestataire sous-traitant client maison mère société mère investisseur acquéreur repreneur branche service réseau "
    "plateforme-mère sponsor prêteur cible candidat structure entité leader numéro un champion championne acteur".split()
) | {
    "maison mère",
    "société mère",
    "numéro un",
    "numéro deux",
    "candidat au rachat",
    "actionnaire majoritaire",
    "actionnaire de référence",
}
SMALL = frozenset(
    {"start-up", "startup", "jeune pousse", "pépite", "licorne", "pme", "jeune entreprise", "jeune société"}
)


@dataclass
class Sight:
    """The last time an entity was seen: sentence number over the article, token order, and whether as a subject."""

    sentence: int
    order: int
    subject: bool
    quoted: bool
    times: int = 1


@dataclass
class Discourse:
    """What a reader holds in mind: entities seen so far, the last groups, the last deal."""

    lexicon: Lexicon
    entities: list[Entity]
    seen: dict[int, Sight] = field(default_factory=dict)
    pair: tuple[int, ...] = ()
    deal: tuple[int, ...] = ()
    focus: int | None = None
    main: int | None = None  # the body that the article opened on
    authority: int | None = None
    open_deal: int | None = None  # one party of a deal whose other party is not told yet
    employers: dict[int, int] = field(default_factory=dict)
    sentence: int = 0
    order: int = 0

    def see(self, keys: Iterable[int], subject: bool, quoted: bool) -> None:
        keys = tuple(keys)
        for key in keys:
            self.order += 1
            times = self.seen[key].times + 1 if key in self.seen else 1
            self.seen[key] = Sight(self.sentence, self.order, subject, quoted, times)
            if subject and self.main is None and self.entities[key].kind in ORGS and not quoted:
                self.main = key

    # -- descriptions ---------------------------------------------------------------------------------------------

    def describe(
        self, noun: Noun, adjectives: set[str], place: str, plural: bool, banned: set[int], numbered: bool = False
    ) -> tuple[int, ...]:
        """Entities that « les deux groupes », « l'éditeur lyonnais » may mean; () when unsure."""
        kinds = {noun.kind} | ({"company"} if noun.kind in ("organisation", "media") else set())
        if noun.kind == "product" and not any(self.entities[k].kind == "product" for k in self.seen):
            kinds = {"company", "media"}  # « le réseau social », « la plateforme » may be the house itself
        if plural:
            return self._plural(kinds) if numbered else ()
        scored = sorted(
            ((self._score(e, noun, adjectives, place), -e.key, e.key) for e in self.entities
             if e.key in self.seen and e.key not in banned and e.kind in kinds),
            reverse=True,
        )  # fmt: skip
        if not scored or scored[0][0] < 1.2:
            return ()
        if len(scored) > 1 and scored[0][0] - scored[1][0] < 0.4:
            return ()
        return (scored[0][2],)

    def _plural(self, kinds: set[str]) -> tuple[int, ...]:
        if len(self.pair) > 1 and all(self.entities[k].kind in kinds | ORGS for k in self.pair):
            return self.pair
        recent = sorted(
            (s.order, k)
            for k, s in self.seen.items()
            if self.entities[k].kind in kinds and s.sentence >= self.sentence - 1
        )
        return tuple(k for _, k in recent) if len(recent) == 2 else ()

    def _score(self, entity: Entity, noun: Noun, adjectives: set[str], place: str) -> float:
        sight = self.seen[entity.key]
        distance = self.sentence - sight.sentence
        score = (
            2.0
            - 0.35 * min(distance, 4)
            - 0.1 * max(0, min(distance, 12) - 4)
            + (0.6 if sight.subject else 0.0)
            - (0.8 if sight.quoted else 0.0)
        )
        score += 0.15 * min(sight.times, 5) + (0.3 if entity.key in (self.main, self.focus) else 0.0)
        names = {noun.text, *noun.near}
        if noun.text in RELATIONAL and not names & entity.nouns:
            return -9.0
        if noun.kind == "person" and not names & entity.nouns:
            if (
                noun.text not in ANYBODY
                or distance > 2
                or noun.gender
                and entity.gender
                and noun.gender != entity.gender
            ):
                return -9.0
        if names & entity.nouns:
            score += 2.0
        elif noun.text in SMALL:
            score += 0.2 if not entity.known else -0.7
        elif noun.text not in GENERIC:
            score -= 0.9 if entity.nouns - GENERIC else 0.3
        score += self._size(entity, noun)
        for adjective in adjectives:
            country = self.lexicon.nationality.get(adjective, "")
            if not country:
                continue
            city = country if country in self.lexicon.cities else ""
            land = self.lexicon.cities.get(country, country)
            mine = {entity.country, self.lexicon.cities.get(entity.city, "")} - {""}
            if city and entity.city:
                if city != entity.city:
                    return -9.0
                score += 2.0
            elif land in mine:
                score += 0.6 if city else 2.0
            elif mine and land != "EU":
                return -9.0
        if place:
            if entity.city and fold(entity.city) == fold(place):
                score += 2.5
            elif entity.city:
                return -9.0
        return score

    @staticmethod
    def _size(entity: Entity, noun: Noun) -> float:
        """A giant is no start-up, a start-up no group; « la société » is rather the small one."""
        small, big = bool(entity.nouns & SMALL), bool(entity.nouns & BIG) and not entity.nouns & SMALL
        if noun.text in SMALL:
            return -1.6 if big else 0.0
        if noun.text in ("groupe", "géant", "mastodonte", "multinationale"):
            return -1.2 if small else 0.3 if big else 0.0
        if noun.text in ("société", "entreprise", "firme"):
            return 0.5 if small else -0.5 if big and entity.known else 0.0
        return 0.0

    # -- pronouns -------------------------------------------------------------------------------------------------

    def pronoun(self, token: Token, banned: set[int], quoted: bool = False) -> tuple[int, ...]:
        """Entities that a third-person pronoun means; () when unsure."""
        if token.lower.lstrip("-") in ("ils", "elles", "ceux-ci", "celles-ci"):
            return self.pair if len(self.pair) > 1 else ()
        feminine = token.lower.lstrip("-") in ("elle", "celle-ci", "cette dernière", "elle-même")
        return self._single(feminine, banned, quoted)

    def possessor(self, plural: bool, banned: set[int], quoted: bool = False) -> tuple[int, ...]:
        """Who « son », « sa », « ses » (or « leur », « leurs ») belong to."""
        if plural:
            return self.pair if len(self.pair) > 1 else ()
        return self._single(None, banned, quoted)

    def _single(self, feminine: bool | None, banned: set[int], quoted: bool) -> tuple[int, ...]:
        scored = []
        for key, sight in self.seen.items():
            entity = self.entities[key]
            distance = self.sentence - sight.sentence
            if key in banned or distance > 2 or entity.kind in ("law", "group") or sight.quoted and not quoted:
                continue
            if feminine is not None and entity.kind == "person" and entity.gender == ("m" if feminine else "f"):
                continue
            score = 2.0 - 0.9 * distance + (1.0 if sight.subject else 0.0) + (0.3 if key == self.main else 0.0)
            if feminine is not None and distance == 0 and not sight.subject:
                score -= 0.5
            score += 0.02 * (sight.order - self.order)
            if feminine is not None:
                score += self._agreement(entity, feminine)
            if entity.kind == "product":
                score -= 0.5 if feminine is not None else 0.8  # things seldom own
            scored.append((score, key))
        scored.sort(reverse=True)
        if not scored or scored[0][0] < 0.8 or (len(scored) > 1 and scored[0][0] - scored[1][0] < 0.25):
            return ()
        return (scored[0][1],)

    def clitic(self, banned: set[int]) -> tuple[int, ...]:
        """Whom or what « l' » in « l'utilisent » means: a product rather than a house, no person unless alone."""
        scored = []
        for key, sight in self.seen.items():
            distance = self.sentence - sight.sentence
            kind = self.entities[key].kind
            if key in banned or distance > 2 or kind in ("group", "person", "government"):
                continue
            score = (
                2.0 - 0.8 * distance + (0.6 if sight.subject else 0.0) + (0.9 if kind in ("product", "law") else 0.0)
            )
            scored.append((score + 0.02 * (sight.order - self.order), key))
        scored.sort(reverse=True)
        if not scored or scored[0][0] < 0.8 or (len(scored) > 1 and scored[0][0] - scored[1][0] < 0.2):
            return ()
        return (scored[0][1],)

    def _agreement(self, entity: Entity, feminine: bool) -> float:
        """Does the grammatical gender of what the entity is called agree with the pronoun?"""
        if entity.kind == "person":
            return 0.4 if entity.gender else 0.0
        called = {self.lexicon.nouns[n].gender for n in entity.nouns if n in self.lexicon.nouns} - {""}
        if not called:
            return 0.0
        return 0.2 if ("f" if feminine else "m") in called else -0.9

    def latest(self, kinds: set[str] | frozenset[str], within: int = 1) -> tuple[int, ...]:
        """The entity of these kinds seen last, at most ``within`` sentences ago."""
        recent = [
            (s.order, k)
            for k, s in self.seen.items()
            if self.entities[k].kind in kinds and self.sentence - s.sentence <= within
        ]
        return (max(recent)[1],) if recent else ()


def in_quotes(text: Text) -> list[bool]:
    """For each token: does it stand inside « … » or "…"?"""
    inside, flags = False, []
    for token in text.tokens:
        if token.text in ("«", "“"):
            inside = True
        flags.append(inside)
        if token.text in ("»", "”"):
            inside = False
        elif token.text == '"':
            inside = not inside
            flags[-1] = True
    return flags


def governed_by(text: Text, ref: Ref) -> str:
    return preposition_before(text, ref.first)


__all__ = ["Discourse", "Entity", "Noun", "Ref", "RefTable", "governed_by", "in_quotes"]
