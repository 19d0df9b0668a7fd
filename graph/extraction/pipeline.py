"""Article -> claims: names, parse, reading, rules and roles put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.articles import readable
from graph.extraction.dates import DateReader
from graph.extraction.discourse import Discourse
from graph.extraction.entities import Entity, Gathering, Placed, Sighting
from graph.extraction.linkclaims import link_claims
from graph.extraction.matching import matches
from graph.extraction.money import MoneyReader
from graph.extraction.names import NameFinder
from graph.extraction.reading import Reader, Reading
from graph.extraction.refs import Ref
from graph.extraction.roleclaims import RoleReader
from graph.extraction.slots import Slots, Trigger
from graph.extraction.speech import Attribution, Quotation, SpeechReader
from graph.extraction.status import StatusReader
from graph.language import Hint, Language, Substitution, language
from graph.lexicon import Lexicon, load_lexicon
from graph.model import Actor, Article, Claim, Extraction, Mention, Status
from graph.ontology import RelationType, load_ontology
from graph.rules import Rule
from graph.syntax import Text

WITH_MONEY = frozenset({"invests_in", "acquires", "sanctions", "owns"})
DEAL_RELATIONS = frozenset({"partners_with", "acquires", "invests_in"})
CAPITAL_RELATIONS = frozenset({"acquires", "invests_in"})
# Fallback slots that hold for every rule of a relation, after its own.
FALLBACK_TARGETS = {"criticises": ("decision", "deal", "within", "quoted"), "supports": ("deal", "within", "quoted")}
AUTHORITY_RELATIONS = frozenset({"sanctions", "scrutinises"})
OWN_WORDS = frozenset({"criticises", "supports", "lobbies"})
# How a name is written for the parser, by kind: familiar words parse better than rare ones.
STAND_INS = {
    "company": "Renault", "product": "Windows", "media": "Libération", "organisation": "Greenpeace", "institution": "Renault",
    "government": "Renault", "party": "Renault", "law": "Constitution", "group": "Renault",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A claim before its evidence is cut out: entity keys or names, and the tokens of its trigger."""

    source: int
    relation: str
    target: int | str
    status: Status
    first: int
    last: int
    rule: str
    confidence: float
    role: str | None = None


class Extractor:
    """The whole extraction, holding the vocabulary and the language model."""

    def __init__(self, lang: Language, lexicon: Lexicon) -> None:
        self.language = lang
        self.lexicon = lexicon
        self.finder = NameFinder(lexicon, lang.is_word, lambda w: w in lang.verb_forms, lang.is_adjective)
        self.status = StatusReader(lexicon)
        self.money = MoneyReader(lexicon)
        self.dates = DateReader(lexicon)
        self.relations = load_ontology().relations

    def extract(self, article: Article) -> Extraction:
        """Claims, mentions and actors of one article, in text order; the same article always gives the same."""
        text = readable(article)
        pieces = [(text[p.start : p.end], p.start) for p in article.passages if p.part != "furniture"]
        entities, placed = self._entities(pieces)
        texts = self._parse(pieces, entities, placed)
        discourse = Discourse(self.lexicon, entities)
        reader = Reader(self.lexicon, discourse, [p.entity for p in placed])
        claims: list[Claim] = []
        mentions: list[Mention] = []
        for parsed in texts:
            if not parsed.tokens:
                continue
            reading = reader.read(parsed)
            claims += self._claims(article, reading, discourse)
            mentions += self._mentions(reading, entities)
        used = {m.actor for m in mentions} | {c.source for c in claims} | {c.target for c in claims}
        actors = tuple(
            Actor(e.name, e.kind, tuple(sorted(e.forms - {e.name})), e.known)
            for e in _by_name(entities)
            if e.name in used
        )
        ordered = sorted(
            _strongest(claims), key=lambda c: (c.char_start, c.trigger_start, c.source, c.relation, c.target)
        )
        return Extraction(tuple(ordered), tuple(sorted(mentions, key=lambda m: (m.start, m.end, m.actor))), actors)

    # -- before reading -------------------------------------------------------------------------------------------

    def _entities(self, pieces: list[tuple[str, int]]) -> tuple[list[Entity], list[Placed]]:
        sightings: list[Sighting] = []
        for (text, offset), hints in zip(pieces, self.language.hints(t for t, _ in pieces), strict=True):
            for name in self.finder.find(text):
                sightings.append(Sighting(name, text, offset, _label(hints, name.start, name.end)))
        return Gathering(self.lexicon, self.language.is_adjective).gather(sightings)

    def _parse(self, pieces: list[tuple[str, int]], entities: list[Entity], placed: list[Placed]) -> list[Text]:
        prepared = []
        for text, offset in pieces:
            subs = [
                Substitution(p.start - offset, p.end - offset, _stand_in(entities[p.entity]), n)
                for n, p in enumerate(placed) if offset <= p.start and p.end <= offset + len(text)
            ]  # fmt: skip
            subs += self._compounds(text, subs)
            prepared.append((text, offset, sorted(subs, key=lambda s: s.start)))
        return self.language.parse(prepared)

    def _compounds(self, text: str, taken: list[Substitution]) -> list[Substitution]:
        """« start-up » and its like as one token: the model makes two roots of it."""
        lowered = text.lower()
        out = []
        for form, stand_in in self.lexicon.compounds.items():
            at = lowered.find(form)
            while at >= 0:
                end = at + len(form)
                free = not any(s.start < end and at < s.end for s in taken)
                whole = not (at and lowered[at - 1].isalnum()) and not (end < len(text) and lowered[end].isalnum())
                if free and whole:
                    out.append(Substitution(at, end, stand_in))
                at = lowered.find(form, end)
        return out

    # -- claims ---------------------------------------------------------------------------------------------------

    def _claims(self, article: Article, reading: Reading, discourse: Discourse) -> Iterator[Claim]:
        entities = discourse.entities
        kinds = {e.key: e.kind for e in entities}
        slots = Slots(reading, discourse, self.lexicon)
        speech = SpeechReader(slots, self.lexicon, kinds)
        quotations, attributions = speech.quotations(), speech.attributions()
        roles = list(self._by_roles(slots, kinds, entities))
        for item in roles:
            if (
                item.relation in ("holds_position_at", "founded")
                and isinstance(item.target, int)
                and item.status != "past"
            ):
                discourse.employers.setdefault(item.source, item.target)
        slots.speaker_at = lambda i: _voice_at(quotations, attributions, i)
        found = [
            *self._by_rules(slots, kinds, quotations),
            *roles,
            *(
                Found(s, rel, t, "asserted", a, b, rule, conf)
                for s, rel, t, a, b, rule, conf in link_claims(slots, kinds)
            ),
        ]
        for item in found:
            claim = self._claim(article, reading, entities, item, quotations, attributions)
            if claim is not None:
                yield claim

    def _by_rules(self, slots: Slots, kinds: dict[int, str], quotations: list[Quotation]) -> Iterator[Found]:
        text = slots.text
        for rule, trigger in matches(text):
            if rule.voice and not _voice_is(text, trigger, rule.voice):
                continue
            status = self.status.read(text, trigger.first, rule.relation, rule.part)
            if status is None:
                continue
            if status == "asserted" and rule.status:
                status = rule.status  # type: ignore[assignment]
            _advance_deals(slots, trigger.first)
            for source, target, sure in self._ends(slots, rule, trigger, kinds, quotations):
                if rule.relation in DEAL_RELATIONS:
                    slots.discourse.deal = (source, target)
                if rule.relation in CAPITAL_RELATIONS:
                    slots.discourse.focus = target
                if rule.relation in AUTHORITY_RELATIONS:
                    slots.discourse.authority = source
                yield Found(
                    source, rule.relation, target, status, trigger.first, trigger.last, rule.id, rule.confidence * sure
                )

    def _ends(
        self, slots: Slots, rule: Rule, trigger: Trigger, kinds: dict[int, str], quotations: list[Quotation]
    ) -> list[tuple[int, int, float]]:
        relation = self.relations[rule.relation]
        sources = self._fill(slots, rule.source, trigger, relation.source_kinds, kinds, quotations)
        if not sources:
            if rule.relation == "invests_in" and "agent" in rule.target:
                raised = self._fill(slots, ("agent",), trigger, relation.target_kinds, kinds, quotations)
                slots.discourse.focus = raised[0][0] if raised else slots.discourse.focus
            self._leave_open(slots, rule, trigger, relation, kinds, quotations)
            return []
        if "between" in rule.source or "between" in rule.target and rule.source == rule.target:
            return _pairs(sources)
        wanted = (
            *(s for s in rule.target if s != "pair"),
            *(FALLBACK_TARGETS.get(rule.relation, ()) if "patient" in rule.target else ()),
        )
        if _leaves_capital_out(rule, trigger):
            wanted = (*wanted, "topic")
        targets = self._fill(
            slots, wanted, trigger, relation.target_kinds, kinds, quotations, frozenset(k for k, _ in sources)
        )
        if targets:
            return [(s, t, sure_s * sure_t) for s, sure_s in sources for t, sure_t in targets if s != t]
        if "pair" in rule.target and len(sources) > 1:
            return _pairs(sources)
        return []

    def _leave_open(
        self,
        slots: Slots,
        rule: Rule,
        trigger: Trigger,
        relation: RelationType,
        kinds: dict[int, str],
        quotations: list[Quotation],
    ) -> None:
        """« ils annoncent un partenariat avec X »: X is remembered as one party of a deal told by halves."""
        if rule.relation == "partners_with" and "avec" in rule.target:
            told = self._fill(slots, ("avec",), trigger, relation.target_kinds, kinds, quotations)
            if len(told) == 1:
                slots.discourse.open_deal = told[0][0]

    def _fill(
        self,
        slots: Slots,
        names: Iterable[str],
        trigger: Trigger,
        allowed: frozenset[str],
        kinds: dict[int, str],
        quotations: list[Quotation],
        taken: frozenset[int] = frozenset(),
    ) -> list[tuple[int, float]]:
        """Entities of the first slot that holds any of an allowed kind, with how sure each reference is."""
        for name in names:
            refs = slots.fill(name, trigger)
            if name == "speaker":
                keys = _speaker_of(quotations, trigger.first)
                found = [(k, 0.9) for k in keys if kinds[k] in allowed]
            elif name == "quoted":
                found = [(k, 0.85) for k in _blamed(slots, quotations, trigger.first) if kinds[k] in allowed]
            else:
                found = [(k, r.sure) for r in refs for k in r.entities if kinds[k] in allowed]
            found = [(k, sure) for k, sure in found if k not in taken]
            if found:
                return list(dict(reversed(found)).items())[::-1]
        return []

    def _by_roles(self, slots: Slots, kinds: dict[int, str], entities: list[Entity]) -> Iterator[Found]:
        countries = {e.key: e.country for e in entities}
        for role in RoleReader(slots, self.lexicon, kinds, countries).claims():
            status: Status = "past" if role.ended else "asserted"
            cue = self.status.read(slots.text, role.first, role.relation, "role")
            if cue is None:
                continue
            yield Found(
                role.bearer, role.relation, role.target, status, role.first, role.last, role.rule, role.sure, role.words
            )

    def _claim(
        self,
        article: Article,
        reading: Reading,
        entities: list[Entity],
        item: Found,
        quotations: list[Quotation],
        attributions: list[Attribution],
    ) -> Claim | None:
        relation = self.relations[item.relation]
        source, source_kind = entities[item.source].name, entities[item.source].kind
        target, target_kind = self._end(item.target, entities)
        if source == target or source_kind not in relation.source_kinds or target_kind not in relation.target_kinds:
            return None
        if relation.symmetric and source > target:
            source, source_kind, target, target_kind = target, target_kind, source, source_kind
        tokens = reading.text.tokens
        low, high = reading.text.sentence_of(item.first)
        start, end = tokens[low].start, tokens[high - 1].end
        quote = article.text[start:end]
        t_start, t_end = tokens[item.first].start, tokens[item.last].end
        speaker, report = self._speaker(item, entities, quotations, attributions)
        status: Status = "reported" if report and item.status == "asserted" else item.status
        if speaker == source and item.relation in OWN_WORDS:
            speaker = None
        amount = self._amount(quote, t_start - start, item.relation)
        if item.relation == "invests_in" and amount[1] == "%" and (amount[0] or 0) > 50:
            item = replace(item, relation="owns" if "h" == item.rule.split(".")[1][:1] else "acquires")
        dated = self.dates.find(quote, article.published)
        when = min(dated, key=lambda d: abs(d.start - (t_start - start))).iso if dated else None
        return Claim(
            article.id, source, source_kind, item.relation, target, target_kind, status, start, end, quote, article.text[t_start:t_end],
            t_start, t_end, item.rule, round(min(item.confidence, 0.99), 2), speaker, item.role, amount[0], amount[1], when,
        )  # fmt: skip

    def _end(self, target: int | str, entities: list[Entity]) -> tuple[str, str]:
        if isinstance(target, int):
            return entities[target].name, entities[target].kind
        return target, self.lexicon.actors[target].kind

    def _amount(self, quote: str, at: int, relation: str) -> tuple[float | None, str | None]:
        if relation not in WITH_MONEY:
            return None, None
        amounts = [
            a for a in self.money.find(quote) if relation in ("invests_in", "owns", "acquires") or a.currency != "%"
        ]
        money = [a for a in amounts if a.currency != "%"] or amounts
        if not money:
            return None, None
        best = min(money, key=lambda a: abs(a.start - at))
        return best.value, best.currency or None

    def _speaker(
        self, item: Found, entities: list[Entity], quotations: list[Quotation], attributions: list[Attribution]
    ) -> tuple[str | None, bool]:
        """Who says the claim, and whether the outlet keeps its distance (« selon »)."""
        for quotation in quotations:
            if quotation.first <= item.first <= quotation.last and quotation.speakers:
                return " et ".join(entities[k].name for k in quotation.speakers), False
        for attribution in attributions:
            inside = attribution.first <= item.first <= attribution.last
            if inside and (
                attribution.report or item.source not in attribution.speakers or item.relation not in OWN_WORDS
            ):
                names = " et ".join(entities[k].name for k in attribution.speakers) or attribution.words
                return names, attribution.report
        return None, False

    def _mentions(self, reading: Reading, entities: list[Entity]) -> list[Mention]:
        tokens = reading.text.tokens
        out = []
        for ref in reading.table.refs:
            form = {"name": "name", "description": "description"}.get(ref.form, "pronoun")
            low, high = (ref.head, ref.head) if ref.form == "name" else (ref.first, ref.last)
            for key in ref.entities:
                out.append(Mention(tokens[low].start, tokens[high].end, entities[key].name, form))  # type: ignore[arg-type]
        return out


def _label(hints: list[Hint], start: int, end: int) -> str:
    return next(
        (h.label for h in hints if h.start < end and start < h.end and h.end - h.start <= (end - start) + 12), ""
    )


def _stand_in(entity: Entity) -> str:
    if entity.kind == "person":
        return "Marie" if entity.gender == "f" else "Pierre"
    return STAND_INS.get(entity.kind, "Renault")


def _voice_is(text: Text, trigger: Trigger, wanted: str) -> bool:
    from graph.extraction.verbs import voice

    return (voice(text, trigger.first, trigger.word) in ("passive", "reduced")) == (wanted == "passive")


def _advance_deals(slots: Slots, i: int) -> None:
    """Deals told with their parties before token i become the deal spoken of."""
    for k in sorted(slots.reading.deals):
        if k < i and slots.reading.deals[k]:
            slots.discourse.deal = slots.reading.deals[k]


def _speaker_of(quotations: list[Quotation], i: int) -> tuple[int, ...]:
    """Speaker of the quotation that holds or lies next to token i."""
    near = [q for q in quotations if q.speakers and q.first - 16 <= i <= q.last + 16]
    return (
        min(near, key=lambda q: 0 if q.first <= i <= q.last else min(abs(q.first - i), abs(q.last - i))).speakers
        if near
        else ()
    )


def _voice_at(quotations: list[Quotation], attributions: list[Attribution], i: int) -> tuple[int, ...]:
    """Who speaks at token i: the quotation's speaker, else whoever the sentence attributes it to."""
    for quotation in quotations:
        if quotation.first <= i <= quotation.last:
            return quotation.speakers
    return next((a.speakers for a in attributions if a.first <= i <= a.last and not a.report), ())


def _blamed(slots: Slots, quotations: list[Quotation], i: int) -> tuple[int, ...]:
    """Whom the quotation that the verb of saying at i introduces speaks of: its first actor, else the deal's parties."""
    near = [q for q in quotations if q.speakers and (0 <= i - q.last <= 4 or 0 <= q.first - i <= 12)]
    if not near:
        return ()
    quotation = near[0]
    refs = [
        r
        for r in slots.table.refs
        if quotation.first <= r.head <= quotation.last and not set(r.entities) & set(quotation.speakers)
    ]
    if refs:
        return min(refs, key=lambda r: r.first).entities
    return slots.discourse.deal if any(quotation.first <= k <= quotation.last for k in slots.reading.deals) else ()


def _leaves_capital_out(rule: Rule, trigger: Trigger) -> bool:
    """« X est entré au capital », « X restera actionnaire »: whose capital is understood from what came before."""
    if rule.relation != "invests_in":
        return False
    held = {"of", "of_first"} & set(rule.target)
    if trigger.part == "verb" and trigger.how in ("passive", "reduced"):
        return False
    words = next(
        (
            e
            for e in rule.expressions
            if e.head == trigger.word and bool(e.companions) == (trigger.last > trigger.first)
        ),
        None,
    )
    return (
        bool(held)
        or words is not None
        and bool(
            {"participation", "part", "ticket", "pot", "tour", "table", "capital", "levée"} & set(words.companions)
        )
    )


def _pairs(ends: list[tuple[int, float]]) -> list[tuple[int, int, float]]:
    return [(a, b, sa * sb) for n, (a, sa) in enumerate(ends) for b, sb in ends[n + 1 :] if a != b]


def _by_name(entities: list[Entity]) -> list[Entity]:
    seen: dict[str, Entity] = {}
    for entity in entities:
        if entity.name in seen:
            seen[entity.name].forms |= entity.forms
        else:
            seen[entity.name] = entity
    return [seen[name] for name in sorted(seen)]


def _strongest(claims: list[Claim]) -> list[Claim]:
    """One claim per relation, pair and passage: the surest, then the one whose trigger comes first."""
    best: dict[tuple[str, str, str, int], Claim] = {}
    for claim in claims:
        key = (claim.source, claim.relation, claim.target, claim.char_start)
        held = best.get(key)
        if held is None or (claim.confidence, -claim.trigger_start) > (held.confidence, -held.trigger_start):
            best[key] = claim
    return list(best.values())


@lru_cache(maxsize=1)
def extractor() -> Extractor:
    """The extractor with its model and vocabulary loaded once."""
    return Extractor(language(), load_lexicon())


__all__ = ["Extractor", "Ref", "extractor", "replace"]
