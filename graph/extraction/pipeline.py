"""Article in, extraction out: names and parse, then text by text the reading and its claims."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.articles import readable
from graph.extraction.claims import find_claims
from graph.extraction.dates import DateReader
from graph.extraction.discourse import Discourse
from graph.extraction.entities import Entity, Placed
from graph.extraction.evidence import Evidence
from graph.extraction.gathering import gather
from graph.extraction.hinting import labels
from graph.extraction.money import MoneyReader
from graph.extraction.names import Sighting, find_names
from graph.extraction.reader import read
from graph.extraction.reading import Reading
from graph.extraction.speakers import find_speech
from graph.language import Language, Substitution, language
from graph.lexicon import Lexicon, load_lexicon
from graph.model import Actor, Article, Claim, Extraction, Mention
from graph.ontology import load_ontology
from graph.syntax import Text

_YOU = re.compile(r"\b(?:vous|votre|vos)\b", re.IGNORECASE)
_STOP = re.compile(r"[.!…«»]")
_QUESTIONS = 2  # to make an interview
Piece = tuple[str, int]  # text of a passage, and where it begins in the article (characters)


@dataclass(frozen=True)
class Extractor:
    """The whole extraction, holding the vocabulary and the language model."""

    language: Language
    lexicon: Lexicon
    evidence: Evidence

    def extract(self, article: Article) -> Extraction:
        """Claims, mentions and actors of one article, in text order; the same article always gives the same."""
        text = readable(article)
        pieces = [(text[p.start : p.end], p.start) for p in article.passages if p.part != "furniture"]
        entities, placed = self._entities(pieces)
        discourse = Discourse(self.lexicon, entities, interview=_is_interview(text for text, _ in pieces))
        claims: list[Claim] = []
        mentions: list[Mention] = []
        for parsed in self._parse(pieces, entities, placed):
            if parsed.tokens:
                silent = read(parsed, discourse, self.lexicon, [p.entity for p in placed])
                reading = replace(silent, speech=find_speech(silent))
                claims += self.evidence.claims(article, reading, find_claims(reading))
                mentions += _mentions(reading)
        claims = sorted(
            _strongest(claims), key=lambda c: (c.char_start, c.trigger_start, c.source, c.relation, c.target)
        )
        mentions.sort(key=lambda m: (m.start, m.end, m.actor))
        return Extraction(tuple(claims), tuple(mentions), tuple(_actors(entities, claims, mentions)))

    def _entities(self, pieces: Sequence[Piece]) -> tuple[list[Entity], list[Placed]]:
        names = [find_names(text, self.lexicon, self.language) for text, _ in pieces]
        hints = labels([text for text, _ in pieces], names, self.language)
        sightings = [
            Sighting(name, text, offset, hint)
            for (text, offset), found, told in zip(pieces, names, hints, strict=True)
            for name, hint in zip(found, told, strict=True)
        ]
        return gather(sightings, self.lexicon, self.language)

    def _parse(self, pieces: Sequence[Piece], entities: Sequence[Entity], placed: Sequence[Placed]) -> list[Text]:
        prepared = []
        for text, offset in pieces:
            subs = [
                Substitution(p.start - offset, p.end - offset, self._stand_in(entities[p.entity]), n)
                for n, p in enumerate(placed)
                if offset <= p.start and p.end <= offset + len(text)
            ]
            subs += list(self._compounds(text, subs))
            prepared.append((text, offset, sorted(subs, key=lambda s: s.start)))
        return self.language.parse(prepared)

    def _stand_in(self, entity: Entity) -> str:
        """How a name is written for the parser: familiar words parse better than rare ones."""
        stand_ins = self.lexicon.names.stand_ins
        feminine = entity.kind == "person" and entity.gender == "f"
        return stand_ins["woman"] if feminine else stand_ins.get(entity.kind, stand_ins["company"])

    def _compounds(self, text: str, taken: Sequence[Substitution]) -> Iterator[Substitution]:
        """« start-up » and its like as one token, where no name stands: the model makes two roots of it."""
        lowered = text.lower()
        for form, stand_in in self.lexicon.names.compounds.items():
            at = lowered.find(form)
            while at >= 0:
                end = at + len(form)
                free = not any(s.start < end and at < s.end for s in taken)
                whole = not lowered[max(0, at - 1) : at].isalnum() and not lowered[end : end + 1].isalnum()
                if free and whole:
                    yield Substitution(at, end, stand_in)
                at = lowered.find(form, end)


def _is_interview(texts: Iterable[str]) -> bool:
    """Is somebody asked, outside quotation marks: at least two questions with « vous »?"""
    questions = (_STOP.split(before)[-1] for text in texts for before in text.split("?")[:-1])
    return sum(_YOU.search(question) is not None for question in questions) >= _QUESTIONS


def _mentions(reading: Reading) -> Iterator[Mention]:
    """A mention of every entity of every ref; of a name, the name alone without its title."""
    tokens = reading.tokens
    for ref in reading.table.refs:
        named = ref.form == "name"
        first, last = (ref.head, ref.head) if named else (ref.first, ref.last)
        for key in ref.entities:
            name = reading.discourse.entities[key].name
            form = ref.form if ref.form in ("name", "description") else "pronoun"
            yield Mention(tokens[first].start, tokens[last].end, name, form)


def _strongest(claims: Iterable[Claim]) -> Iterable[Claim]:
    """One claim per relation, pair and passage: the surest, then the one whose trigger comes first."""
    best: dict[tuple[str, str, str, int], Claim] = {}
    for claim in claims:
        key = (claim.source, claim.relation, claim.target, claim.char_start)
        held = best.get(key)
        if held is None or (claim.confidence, -claim.trigger_start) > (held.confidence, -held.trigger_start):
            best[key] = claim
    return best.values()


def _actors(entities: Iterable[Entity], claims: Iterable[Claim], mentions: Iterable[Mention]) -> Iterator[Actor]:
    """The actors of claims and mentions by name; entities of one name are one actor with the forms of all."""
    used = {m.actor for m in mentions} | {name for c in claims for name in (c.source, c.target)}
    same: dict[str, list[Entity]] = {}
    for entity in entities:
        same.setdefault(entity.name, []).append(entity)
    for name in sorted(used & set(same)):
        first = same[name][0]
        forms = set().union(*(e.forms for e in same[name]))
        yield Actor(name, first.kind, tuple(sorted(forms - {name})), first.known)


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    """The extractor with its model and vocabulary loaded once."""
    lexicon = load_lexicon()
    evidence = Evidence(MoneyReader(lexicon), DateReader(lexicon), load_ontology().relations)
    return Extractor(language(), lexicon, evidence)
