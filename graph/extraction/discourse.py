"""What a reader holds in mind from sentence to sentence, and whom pronouns and possessives mean by it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from graph.extraction.entities import ORGS, Entity
from graph.lexicon import Lexicon
from graph.syntax import Text, Token
from graph.wordlists import grammar


@dataclass(frozen=True, slots=True)
class Sight:
    """The last time an entity was seen: sentence and place in the article's count, as a subject, in a quotation."""

    sentence: int
    order: int
    subject: bool
    quoted: bool
    times: int = 1


_PORTRAIT_HOLDS, _OPENING_HOLDS = 9, 4  # sentences that « elle » may mean whom the article opened on
_THINGS_HOLD = 3  # sentences that « la », « l' » before « déploiera » may mean a thing
Story = tuple[tuple[int, ...], int | None, int | None, int | None]


@dataclass
class Discourse:
    """The state of one article's reading, moved on by the reader and by the claims found; entities are list indices."""

    lexicon: Lexicon
    entities: list[Entity]
    seen: dict[int, Sight] = field(default_factory=dict)
    pair: tuple[int, ...] = ()  # the last actors told in one list: whom « ils », « leur » mean
    deal: tuple[int, ...] = ()  # parties of the last deal
    told: list[tuple[int, ...]] = field(default_factory=list)  # parties of every deal so far
    focus: int | None = None  # the company whose capital is spoken of
    main: int | None = None  # the body that the article opened on
    authority: int | None = None  # who last examined or sanctioned
    open_deal: int | None = None  # one party of a deal whose other party is not told yet
    employers: dict[int, int] = field(default_factory=dict)  # person -> house
    protagonist: int | None = None  # the person that the article opened on
    portrait: bool = False  # it opened on « elle », « il »
    interview: bool = False  # questions and answers: « nous » is the house of whoever is asked, « vous » too
    sentence: int = 0
    order: int = 0

    @property
    def story(self) -> Story:
        """What the claims so far tell: parties of the last deal, whose capital, which authority, the open deal."""
        return self.deal, self.focus, self.authority, self.open_deal

    @story.setter
    def story(self, story: Story) -> None:
        self.deal, self.focus, self.authority, self.open_deal = story

    def see(self, keys: Iterable[int], subject: bool, quoted: bool) -> None:
        """Entities stand in the current sentence."""
        keys = tuple(keys)
        if not self.seen and subject and not quoted and keys and self.entities[keys[0]].kind == "person":
            self.protagonist = keys[0]
        for key in keys:
            self.order += 1
            before = self.seen.get(key)
            still = before is not None and before.sentence == self.sentence and before.subject
            times = before.times + 1 if before else 1
            self.seen[key] = Sight(self.sentence, self.order, subject or still, quoted, times)
            if subject and self.main is None and self.entities[key].kind in ORGS and not quoted:
                self.main = key

    def known_entity(self, name: str) -> tuple[int, ...]:
        """The entity of an actor of data/actors.yaml, brought in if the article has not named it."""
        for entity in self.entities:
            if entity.name == name:
                return (entity.key,)
        self.entities.append(Entity.of_known(len(self.entities), self.lexicon.actors[name]))
        return (self.entities[-1].key,)

    @property
    def topic(self) -> tuple[int, ...]:
        """The company whose capital is spoken of, else the parties of the last deal."""
        return self.deal if self.focus is None else (self.focus,)

    @property
    def house(self) -> tuple[int, ...]:
        """The body that the article is about: whose capital is spoken of, else the one that it opened on."""
        return tuple(k for k in (self.focus, self.main) if k is not None)[:1]

    @property
    def interviewee(self) -> tuple[int, ...]:
        """Who answers in an interview: the first person whose house is known."""
        return tuple(self.employers)[:1] if self.interview else ()

    def only(self, kind: str) -> tuple[int, ...]:
        """The one entity of this kind that has been seen so far; () if there are several."""
        found = tuple(key for key in self.seen if self.entities[key].kind == kind)
        return found if len(found) == 1 else ()

    def latest(self, kinds: Collection[str], within: int, banned: Collection[int] = ()) -> tuple[int, ...]:
        """The entity of these kinds seen last, at most ``within`` sentences ago, and none of ``banned``."""
        recent = [
            (s.order, k)
            for k, s in self.seen.items()
            if self.entities[k].kind in kinds and self.sentence - s.sentence <= within and k not in banned
        ]
        return (max(recent)[1],) if recent else ()

    def pronoun(self, token: Token, banned: set[int], quoted: bool) -> tuple[int, ...]:
        """Entities that a third-person pronoun means; () when unsure."""
        form = token.lower.lstrip("-")
        if form in grammar().plural_pronouns:
            return self.pair
        feminine = form in grammar().feminine_pronouns
        self.portrait = self.portrait or not self.seen
        found = self._single(feminine, banned, quoted)
        return self._of_portrait(found, feminine, banned) or found

    def _of_portrait(self, found: tuple[int, ...], feminine: bool, banned: set[int]) -> tuple[int, ...]:
        """Whom « elle » means in a portrait, however long the person was not told of: no body, no one since told of."""
        key = self.protagonist
        if key is None or key in banned or self.entities[key].gender != ("f" if feminine else "m"):
            return ()
        if found and (self.entities[found[0]].kind == "person" or not self.portrait):
            return ()
        far = self.sentence - self.seen[key].sentence > (_PORTRAIT_HOLDS if self.portrait else _OPENING_HOLDS)
        since = (e for e, s in self.seen.items() if e != key and s.order > self.seen[key].order)
        gender = self.entities[key].gender
        rivals = (self.entities[e].kind == "person" and self.entities[e].gender in ("", gender) for e in since)
        return () if far or any(rivals) else (key,)

    def possessor(self, plural: bool, banned: set[int], quoted: bool, kinds: Collection[str] = ()) -> tuple[int, ...]:
        """Who « son », « sa », « ses » (or « leur », « leurs ») belong to; of these kinds only, if any are given."""
        if plural:
            return self.pair
        others = {key for key in self.seen if kinds and self.entities[key].kind not in kinds}
        return self._single(None, banned | others, quoted)

    def clitic(self, banned: set[int], thing_only: bool = False) -> tuple[int, ...]:
        """What « l' » in « l'utilisent » means: a product rather than a house, no person."""
        scored = []
        if thing_only and any(self.entities[key].kind == "product" for key in self.seen):
            return self.latest(("product",), _THINGS_HOLD, banned)
        for key, sight in self.seen.items():
            distance = self.sentence - sight.sentence
            kind = self.entities[key].kind
            if key in banned or distance > 2 or kind in ("group", "person", "government"):
                continue
            thing = 0.9 if kind in ("product", "law") else 0.0
            thing -= 0.3 if self.entities[key].known else 0.0  # a known one is rather what it is compared with
            score = 2.0 - 0.8 * distance + (0.6 if sight.subject else 0.0) + thing
            scored.append((score + 0.02 * (sight.order - self.order), key))
        return clear_winner(scored, 0.8, 0.2)

    def _single(self, feminine: bool | None, banned: set[int], quoted: bool) -> tuple[int, ...]:
        """The one actor that a pronoun of this gender (None: a possessive, which has none) may mean."""
        scored = [
            (self._salience(key, sight, feminine), key)
            for key, sight in self.seen.items()
            if key not in banned and (quoted or not sight.quoted) and self._may_be(key, sight, feminine)
        ]
        return clear_winner(scored, 0.8, 0.25)

    def _may_be(self, key: int, sight: Sight, feminine: bool | None) -> bool:
        entity = self.entities[key]
        if self.sentence - sight.sentence > 2 or entity.kind in ("law", "group"):
            return False
        other = "m" if feminine else "f"
        return feminine is None or entity.kind != "person" or entity.gender != other

    def _salience(self, key: int, sight: Sight, feminine: bool | None) -> float:
        """How much an entity stands out; compare these values only with each other."""
        entity, distance = self.entities[key], self.sentence - sight.sentence
        score = 2.0 - 0.9 * distance + (1.0 if sight.subject else 0.0) + (0.3 if key == self.main else 0.0)
        if feminine is not None and distance == 0 and not sight.subject:
            score -= 0.5
        score += 0.02 * (sight.order - self.order)
        if feminine is not None:
            score += self._agreement(entity, feminine)
        if entity.kind == "product":
            score -= 0.5 if feminine is not None else 0.8  # things seldom own
        return score

    def _agreement(self, entity: Entity, feminine: bool) -> float:
        """Does the grammatical gender of what the entity is called agree with the pronoun?"""
        if entity.kind == "person":
            return 0.4 if entity.gender else 0.0
        called = {self.lexicon.nouns[n].gender for n in entity.nouns if n in self.lexicon.nouns} - {""}
        if not called:
            return 0.0
        return 0.2 if ("f" if feminine else "m") in called else -0.9


def clear_winner(scored: list[tuple[float, int]], least: float, ahead: float) -> tuple[int, ...]:
    """The entity of the best (score, entity) if it scores ``least`` and is so far ahead of the next; else ()."""
    ranked = sorted(scored, reverse=True)
    if not ranked or ranked[0][0] < least or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < ahead):
        return ()
    return (ranked[0][1],)


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
