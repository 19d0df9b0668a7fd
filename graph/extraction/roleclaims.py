"""Claims told by role nouns: « X, PDG de Y », « le ministre belge X », « la fondatrice de Y, X », « son président »."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.extraction.found import Found
from graph.extraction.houses import spoken_of
from graph.extraction.neighbours import through_insertion
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref
from graph.extraction.rolephrases import RolePhrase, serves_office
from graph.extraction.roletargets import hirer, houses_served
from graph.extraction.status import status_of
from graph.extraction.subjects import subject
from graph.model import Status
from graph.syntax import CLAUSE_END, DASHES, Token
from graph.wordlists import grammar

_COORDINATED = 14  # tokens from one role to the next of the same bearer
_COPULA = 4  # tokens
_FRONTED = 20  # tokens from a role that opens the sentence to its bearer
_WORDS = 8  # tokens of the complement that are shown with the role
_HEAD = 0.9  # weight from which a function is one at the head of a house
# Relations whose role may name once more the person of the sentence before.
_AGAIN = frozenset({"founded", "holds_position_at"})
# What ties a function to the verb of its bearer: « nommé | au poste de | directeur ».
_ROLE_OPENERS = (
    ("au", "poste", "de"), ("aux", "fonctions", "de"), ("à", "la", "fonction", "de"), ("en", "qualité", "de"),
    ("en", "tant", "que"), ("comme",), ("de",), ("d'",),
)  # fmt: skip


def role_claims(reading: Reading) -> Iterator[Found]:
    """What every role phrase of the text states, in order."""
    for n, role in enumerate(reading.roles):
        bearers, how, verb = _bearers(reading, role)
        status = _status(reading, role, verb) if bearers else None
        if status is None:
            continue
        following = reading.roles[n + 1] if n + 1 < len(reading.roles) else None
        targets, last, sure = houses_served(reading, role, following, bearers)
        if not targets and how in ("apposition", "title") and _leads(role):
            targets, sure = [*hirer(reading, role)], 0.85
        if not targets and verb is not None and _leads(role):
            targets, sure = list(spoken_of(reading, role.noun_at)), 0.8
        relation = role.noun.relation
        if not targets and relation == "founded" and _definite(reading, role):
            targets, sure = _founded_house(reading, role), 0.8
        words = reading.text.written(role.noun_at, max(role.last, min(last, role.last + _WORDS))).strip(" ,")
        for bearer in bearers:
            for target in targets:
                if target != bearer:
                    rule, weight = f"{relation}.role_{how}", sure * role.noun.weight
                    yield Found(bearer, relation, target, status, role.noun_at, role.last, rule, weight, words)


def _definite(reading: Reading, role: RolePhrase) -> bool:
    """« le fondateur », « l'autre fondateur », not « un fondateur »: of the house that the text tells of."""
    return any(reading.text.word(k) in grammar().definite for k in (role.first, role.first - 1))


def _founded_house(reading: Reading, role: RolePhrase) -> list[int | str]:
    """Of « le cofondateur, X »: the one house told of there or just before."""
    return [e for e in spoken_of(reading, role.noun_at) if reading.kind(e) in ("company", "organisation", "media")]


def _leads(role: RolePhrase) -> bool:
    """Is it a function at the head of a house, which a brief about one house may leave out?"""
    noun = role.noun
    plain = not (noun.target or noun.government) and (not noun.target_kinds or "company" in noun.target_kinds)
    return noun.relation == "holds_position_at" and plain and noun.weight >= _HEAD


def _status(reading: Reading, role: RolePhrase, verb: int | None) -> Status | None:
    """« l'ancien PDG », « n'est pas PDG », « la future PDG »; None in a question or under « si »."""
    relation = role.noun.relation
    if verb is None:
        told = status_of(reading, role.noun_at, relation, None)
        if told is None or role.ended or _parted(reading, role):
            return told and "past"
        adjectives = reading.lexicon.discourse.planning_adjectives
        to_come = any(t.lower in adjectives for t in reading.tokens[role.first : role.last])
        return "planned" if to_come else "asserted"
    told = status_of(reading, verb, relation, "verb")
    been = reading.tokens[verb].lower == "été"
    return "past" if told == "asserted" and (role.ended or been) else told


def _parted(reading: Reading, role: RolePhrase) -> bool:
    """« le départ de sa présidente, X »: does the noun that the role completes say that it ends?"""
    of = grammar().of
    k = role.first - (reading.text.word(role.first) not in of)
    if k < 1 or reading.text.word(k) not in of:
        return False
    k -= 1
    k -= k > 0 and reading.tokens[k].pos == "ADJ"
    return reading.text.word(k) in reading.lexicon.discourse.departures


# -- who bears the role -----------------------------------------------------------------------------------------------


def _bearers(reading: Reading, role: RolePhrase) -> tuple[list[int], str, int | None]:
    """The persons who bear a role, how the text ties them to it, and the token of the verb that does."""
    start = reading.text.start_of(role.noun_at)
    first = max(role.first, start)
    ref = reading.table.at(role.noun_at)
    mere = ref is not None and ref.form == "description" and _refers(reading, role)
    if ref is not None and reading.is_person(ref) and not mere and not _served_by_bearer(reading, role, ref):
        return _titled(reading, role, ref), "title", None
    apposed = _apposed(reading, role, first, start) if first > start else []
    if apposed:
        return apposed, "apposition", None
    if first > start and reading.text.word(first - 1) in ("et", ",", "puis"):
        previous = _previous_role(reading, role, first)
        if previous is not None:
            return _bearers(reading, previous)
    fronted = _fronted(reading, role) if first == start else []
    if fronted:
        return fronted, "apposition", None
    said, verb = _by_copula(reading, first, start)
    return (said, "copula", verb) if said else (_spoken_of_again(reading, role, first), "again", None)


def _refers(reading: Reading, role: RolePhrase) -> bool:
    """« L'élu siège au conseil de Y »: the noun only refers to the person, it gives no function at what follows."""
    return reading.text.word(role.noun_at) in reading.lexicon.discourse.anybody


def _served_by_bearer(reading: Reading, role: RolePhrase, ref: Ref) -> bool:
    """« Conseiller | du Premier ministre |, X »: is the role that of the one whom the bearer of ``ref`` advises?"""
    leading = next((r for r in reading.roles if r.first == ref.first), None)
    return leading is not None and serves_office(reading.text, leading, role)


def _titled(reading: Reading, role: RolePhrase, ref: Ref) -> list[int]:
    """« le fondateur X »; « les fondateurs de Y, A et B »: the title in the plural is of all of them."""
    members = reading.onward(ref) if reading.text.word(role.noun_at).endswith("s") else [ref]
    return [e for r in members for e in r.entities if reading.kind(e) == "person"]


def _spoken_of_again(reading: Reading, role: RolePhrase, first: int) -> list[int]:
    """« X expose à Paris. La créatrice de Y … »: the one person of the sentence before, its subject."""
    text, at = reading.text, reading.tokens[role.noun_at].sentence
    start, end = text.sentence_of(role.noun_at)
    if not at or first != start or text.word(first) not in grammar().articles or role.noun.relation not in _AGAIN:
        return []
    here = [r for r in reading.table.refs if start <= r.head < end]
    earlier, stop = text.sentences[at - 1]
    before = {e for r in reading.table.refs if earlier <= r.head < stop and reading.is_person(r) for e in r.entities}
    if len(before) != 1 or any(reading.is_person(r) for r in here):
        return []
    (person,) = before
    sight, gender = reading.discourse.seen.get(person), reading.discourse.entities[person].gender
    other = bool(gender and role.noun.gender) and gender != role.noun.gender
    return [person] if sight is not None and sight.subject and not other else []


def _apposed(reading: Reading, role: RolePhrase, first: int, start: int) -> list[int]:
    """« X, PDG », « X et Y, fondateurs », « X (conseiller) »: persons right before the role at ``first``."""
    word = reading.text.word(first - 1)
    if word not in (",", "(") and word not in DASHES:
        return []
    ref = reading.table.ending(first - 2)
    if ref is not None and reading.is_person(ref):
        members = reading.whole(ref) if reading.text.word(role.noun_at).endswith("s") else [ref]
        return [e for r in members for e in r.entities if reading.kind(e) == "person"]
    through = through_insertion(reading, first - 1, start) if word == "," else None
    return list(through.entities) if through is not None and _person_named(reading, through) else []


def _fronted(reading: Reading, role: RolePhrase) -> list[int]:
    """« Membre du comité de Y, l'économiste X … », « Conseiller de Y jusqu'en 2022, il … »: who follows the comma."""
    text = reading.text
    for k in range(role.last + 1, min(text.end_of(role.last), role.last + _FRONTED) - 1):
        ref = reading.table.at(k + 1) if text.word(k) == "," else None
        if ref is not None and ref.first == k + 1 and reading.is_person(ref):
            plural = text.word(role.noun_at).endswith("s")
            members = reading.whole(ref) if plural else [ref]
            return [e for r in members for e in r.entities if reading.kind(e) == "person"]
        if _ends_clause(text.tokens[k]):
            break
    return []


def _ends_clause(token: Token) -> bool:
    return token.conjugated or token.lower in CLAUSE_END or token.lower in ("qui", "que", "«", "»")


def _person_named(reading: Reading, ref: Ref | None) -> bool:
    return ref is not None and ref.form == "name" and reading.is_person(ref)


def _previous_role(reading: Reading, role: RolePhrase, first: int) -> RolePhrase | None:
    """The role coordinated just before: « cofondateur et PDG », « fondateur de X et président de Y »."""
    tokens = reading.tokens
    earlier = [
        r for r in reading.roles if r.last < first and len(_outside_brackets(tokens[r.last : first])) < _COORDINATED
    ]
    if not earlier or tokens[earlier[-1].noun_at].sentence != tokens[role.noun_at].sentence:
        return None
    between = _outside_brackets(tokens[earlier[-1].last + 1 : first])
    apart = any(
        t.conjugated or t.lower in (";", ":", ".", "»") or _person_named(reading, reading.table.at(t.i))
        for t in between
    )
    return None if apart else earlier[-1]


def _outside_brackets(tokens: Sequence[Token]) -> list[Token]:
    depth, kept = 0, []
    for token in tokens:
        depth += token.text == "("
        if not depth:
            kept.append(token)
        depth -= token.text == ")"
    return kept


def _by_copula(reading: Reading, first: int, start: int) -> tuple[list[int], int | None]:
    """« X est », « X a été nommé », « nomme X » before the role that starts at ``first``, and the verb."""
    text, copulas = reading.text, reading.lexicon.discourse.role_copulas
    k = first - 1
    named = reading.table.ending(k) if k > start else None
    if named is not None and _person_named(reading, named):
        return _appointed(reading, named, start)
    opening = next((n for n in _ROLE_OPENERS if tuple(text.word(j) for j in range(first - len(n), first)) == n), ())
    k -= len(opening)
    for at in range(k, max(start - 1, k - _COPULA), -1):
        token = text.tokens[at]
        if not copulas.isdisjoint(token.verbs):
            return [e for r in subject(reading, at) for e in r.entities if reading.kind(e) == "person"], at
        if token.pos not in ("ADV", "DET", "ADJ") and token.lower not in grammar().copula_adverbs:
            break
    return [], None


def _appointed(reading: Reading, named: Ref, start: int) -> tuple[list[int], int | None]:
    """« le conseil nomme X | directrice générale »: X, and the verb that has this person as its object."""
    copulas = reading.lexicon.discourse.role_copulas - grammar().copulas
    for at in range(named.first - 1, max(start - 1, named.first - _COPULA), -1):
        token = reading.tokens[at]
        if not copulas.isdisjoint(token.verbs):
            return list(named.entities), at
        if token.pos not in ("ADV", "ADP", "DET"):
            break
    return [], None
