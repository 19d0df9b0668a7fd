"""What the rules, the role nouns and the links between names find in one text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from graph.extraction.found import Found
from graph.extraction.learning import note_first_person
from graph.extraction.linkclaims import link_claims
from graph.extraction.matching import Trigger
from graph.extraction.reading import Reading
from graph.extraction.roleclaims import role_claims
from graph.extraction.slots import fill, follows
from graph.extraction.speech import NO_SPEECH
from graph.extraction.status import has_negation, status_of
from graph.lexicon import load_lexicon
from graph.ontology import load_ontology
from graph.rules import Rule
from graph.wordlists import grammar

Ends = list[tuple[int, float]]  # entities, and how sure the reference to each is
_GUESSED = frozenset({"topic", "deal", "open_deal", "quoted", "decision"})  # slots filled from what came before
_MONEY_REACH = 10  # tokens from « lève » to the money
_EMPLOYING = frozenset({"holds_position_at", "founded"})
_DEALS = frozenset({"partners_with", "acquires", "invests_in"})
_CAPITAL = frozenset({"acquires", "invests_in"})
_ITS_OWN = frozenset({"deal", "patient"})  # slots after which none is tried if the source itself stands there
_BY_THEIR_HEAD = frozenset({"partners_with", "supplies", "distributes", "releases"})  # what heads do for their house
_OPINIONS = frozenset({"supports", "criticises"})
_AUTHORITY = frozenset({"sanctions", "scrutinises"})


def find_claims(reading: Reading) -> list[Found]:
    """Everything that one text states, by rules, then roles, then links; the discourse learns deals and employers."""
    roles = []  # they come first: « nous » is the speaker's house
    for role in role_claims(replace(reading, speech=NO_SPEECH)):
        roles.append(role)
        if role.relation in _EMPLOYING and role.status != "past":
            house = reading.discourse.known_entity(role.target)[0] if isinstance(role.target, str) else role.target
            reading.discourse.employers.setdefault(role.source, house)
    note_first_person(reading)
    reading = replace(reading)  # what was told of it before holds no more
    return [*_settle(list(_rule_claims(reading))), *roles, *link_claims(reading)]


def _settle(found: Sequence[Found]) -> Iterator[Found]:
    """Who sanctions or examines does not also criticise by the same word, nor who invests also support; a takeover
    that is examined is planned; the brands of a house are its products, not its subsidiaries."""
    brands = {(f.source, f.target) for f in found if f.relation == "releases"}
    formal = {(f.source, f.target, f.first) for f in found if f.relation in _AUTHORITY}
    paid = {(f.source, f.target, f.first) for f in found if f.relation == "invests_in"}
    examined = {f.target for f in found if f.relation == "scrutinises" and f.status in ("asserted", "planned")}
    for item in found:
        if item.relation == "criticises" and (item.source, item.target, item.first) in formal:
            continue
        if item.relation == "supports" and (item.source, item.target, item.first) in paid:
            continue
        if item.relation == "owns" and (item.source, item.target) in brands:
            continue
        pending = item.relation == "acquires" and {item.source, item.target} <= examined
        yield replace(item, status="planned") if pending and item.status == "asserted" else item


def follow_deals(reading: Reading, start: int, end: int) -> None:
    """Let the discourse learn from the deals told in tokens [start, end), before the next sentence is read."""
    for rule, trigger in reading.triggers:
        if start <= trigger.first < end and rule.relation in _DEALS and _voice_fits(rule, trigger):
            if status_of(reading, trigger.first, rule.relation, rule.part) is None:
                continue
            for source, target, _ in _ends(reading, rule, trigger):
                _note(reading, rule, trigger, source, target)


def _voice_fits(rule: Rule, trigger: Trigger) -> bool:
    return not rule.voice or (trigger.voice in ("passive", "reduced")) == (rule.voice == "passive")


def _rule_claims(reading: Reading) -> Iterator[Found]:
    for rule, trigger in reading.triggers:
        if not _voice_fits(rule, trigger):
            continue
        status = status_of(reading, trigger.first, rule.relation, rule.part)
        if status is None or (rule.negated and not has_negation(reading, trigger.first)):
            continue
        if rule.negated and status == "denied":
            status = "asserted"  # « ne tarit pas d'éloges sur »
        if status == "asserted" and rule.status:
            status = rule.status
        if status == "planned" and "utterer" in rule.source:
            status = "asserted"  # « cette loi va nous tuer » judges it today
        if "helmsman" in rule.source:
            status = "asserted"  # the main verb says nothing of an apposition
        if "decreed" in rule.source:
            status = rule.status or "asserted"  # « devra payer, a décidé X »: the payment is to come, not the ruling
        _advance_deals(reading, trigger.first)
        for source, target, sure in _ends(reading, rule, trigger):
            _note(reading, rule, trigger, source, target)
            first, last = trigger.first, trigger.last
            sure *= rule.confidence
            role = _deal_examined(reading, trigger, target) if rule.relation in _AUTHORITY else None
            yield Found(source, rule.relation, target, status, first, last, rule.id, sure, role, rule.majority)


def _deal_examined(reading: Reading, trigger: Trigger, party: int) -> str | None:
    """The word for the deal that is examined (« partenariat »), if that is why this party is."""
    refs = fill(reading, "deal", trigger)
    return reading.tokens[refs[0].first].text if refs and party in refs[0].entities else None


def _advance_deals(reading: Reading, i: int) -> None:
    """Deals told with their parties before token i become the deal spoken of."""
    for k in sorted(reading.deals):
        if k < i and len(reading.deals[k]) > 1:
            reading.discourse.deal = reading.deals[k]


def _note(reading: Reading, rule: Rule, trigger: Trigger, source: int, target: int) -> None:
    """What later sentences may leave out: the deal, whose capital, who decided."""
    discourse = reading.discourse
    if rule.relation == "founded" and reading.kind(source) == "person":
        discourse.employers.setdefault(source, target)
    told_as_deal = rule.part != "noun" or trigger.word in reading.lexicon.discourse.deals  # « partenaire » is none
    if rule.relation in _DEALS and told_as_deal:
        discourse.deal = (source, target)
        discourse.told.append(discourse.deal)
    if rule.relation in _CAPITAL:
        discourse.focus = target
    if rule.relation in _AUTHORITY:
        discourse.authority = source
    if rule.relation == "holds_position_at" and rule.status != "past":
        discourse.employers.setdefault(source, target)


def _ends(reading: Reading, rule: Rule, trigger: Trigger) -> list[tuple[int, int, float]]:
    """(source, target, how sure) of every claim that the rule makes at a trigger."""
    relation = load_ontology().relations[rule.relation]
    source_kinds = rule.left_kinds or relation.source_kinds
    target_kinds = rule.right_kinds or relation.target_kinds
    sources = _fill(reading, rule.source, trigger, source_kinds)
    if rule.relation == "invests_in" and "agent" in rule.source and sources:
        sources = _with_company(reading, sources, trigger, source_kinds)
    if not sources and rule.relation in _BY_THEIR_HEAD:
        sources = _houses_of(reading, _fill(reading, rule.source, trigger, frozenset({"person"})), source_kinds)
    if not sources:
        _note_half(reading, rule, trigger, target_kinds)
        return []
    if "between" in rule.source and "between" in rule.target:
        return _pairs(sources)
    taken = frozenset(source for source, _ in sources)
    targets = _fill(reading, _target_slots(rule, trigger), trigger, target_kinds, taken)
    if not targets and "pair" in rule.target:
        return _pairs(sources)
    own = reading.discourse.employers if rule.relation in _OPINIONS and reading.quoted[trigger.first] else {}
    pairs = [(s, t, sure_s * sure_t) for s, sure_s in sources for t, sure_t in targets if s != t]
    return [(s, t, sure) for s, t, sure in pairs if own.get(s) != t]  # « X nous soutient », says the head of Y


def _houses_of(reading: Reading, persons: Ends, kinds: frozenset[str]) -> Ends:
    """« Son directeur général, X, annonce un partenariat avec Z »: it is the house of X that enters it."""
    known = reading.discourse.employers
    served = [(known[person], sure * 0.9) for person, sure in persons if person in known]
    return [(house, sure) for house, sure in served if reading.kind(house) in kinds]


def _with_company(reading: Reading, sources: Ends, trigger: Trigger, kinds: frozenset[str]) -> Ends:
    """« X entre au capital de Y aux côtés de Z »: Z is in it too."""
    beside = _fill(reading, ("aux côtés de",), trigger, kinds, frozenset(s for s, _ in sources))
    return [*sources, *beside]


def _target_slots(rule: Rule, trigger: Trigger) -> Iterator[str]:
    """The slots tried for the target, in order."""
    yield from (slot for slot in rule.target if slot != "pair")
    if _leaves_capital_out(rule, trigger):
        yield "topic"


def _fill(
    reading: Reading, slots: Iterable[str], trigger: Trigger, kinds: frozenset[str], taken: frozenset[int] = frozenset()
) -> Ends:
    """Entities of the first slot that holds any of these kinds that is not taken; one that stands twice counts once."""
    settled = False  # « investit dans la formation … chez X »: « dans » is told, and X is not where the money goes
    told = False  # somebody stands where the words ask for them, of a kind that cannot be: no guess from the discourse
    for slot in slots:
        if (settled and slot in grammar().rule_prepositions) or (told and slot in _GUESSED):
            continue
        found: dict[int, float] = {}
        refs = fill(reading, slot, trigger)
        if slot in _ITS_OWN and any(e in taken for r in refs for e in r.entities):
            return []  # « X se félicite de son accord avec Y »: of itself
        settled = settled or (not refs and follows(reading, slot, trigger))
        for ref in refs:
            for entity in ref.entities:
                if reading.kind(entity) in kinds and entity not in taken:
                    found.setdefault(entity, ref.sure)
        if found:
            return list(found.items())
        told = told or any(e not in taken for r in refs for e in r.entities)
    return []


def _pairs(ends: Ends) -> list[tuple[int, int, float]]:
    return [(a, b, sure_a * sure_b) for n, (a, sure_a) in enumerate(ends) for b, sure_b in ends[n + 1 :] if a != b]


def _note_half(reading: Reading, rule: Rule, trigger: Trigger, kinds: frozenset[str]) -> None:
    """What a claim without a source tells: who raised money, or one party of a deal whose other is not told."""
    discourse = reading.discourse
    ahead = reading.tokens[trigger.last + 1 : trigger.last + _MONEY_REACH]
    if rule.relation == "invests_in" and "agent" in rule.target and not rule.need.isdisjoint(t.lower for t in ahead):
        raised = _fill(reading, ("agent",), trigger, kinds)
        discourse.focus = raised[0][0] if raised else discourse.focus
    if rule.relation == "partners_with" and "avec" in rule.target:
        told = _fill(reading, ("avec",), trigger, kinds)
        if len(told) == 1:
            discourse.open_deal = told[0][0]


def _leaves_capital_out(rule: Rule, trigger: Trigger) -> bool:
    """« X est entré au capital », « X restera actionnaire »: whose capital is understood from what came before."""
    if rule.relation != "invests_in" or trigger.voice in ("passive", "reduced"):
        return False
    if not {"of", "of_first"}.isdisjoint(rule.target):
        return True
    long = trigger.last > trigger.first
    expression = next((e for e in rule.expressions if e.head == trigger.word and bool(e.companions) == long), None)
    return expression is not None and any(load_lexicon().discourse.capital & words for words in expression.companions)
