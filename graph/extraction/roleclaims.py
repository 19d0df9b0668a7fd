"""Claims told by role nouns: « X, PDG de Y », « le ministre belge X », « la fondatrice de Y, X », « son président »."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from graph.extraction.complements import of_whom
from graph.extraction.entities import ORGS
from graph.extraction.found import Found
from graph.extraction.houses import beside, employers_of, spoken_of
from graph.extraction.neighbours import through_insertion
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref
from graph.extraction.rolephrases import RolePhrase, serves_office
from graph.extraction.status import status_of
from graph.extraction.subjects import subject
from graph.extraction.verbs import acts_as_verb
from graph.model import Status
from graph.syntax import CLAUSE_END, DASHES, Token
from graph.wordlists import grammar

_COORDINATED = 14  # tokens from one role to the next of the same bearer
_COPULA = 4  # tokens
_FRONTED = 20  # tokens from a role that opens the sentence to its bearer
_COMPLEMENT = 16  # tokens
_WORDS = 8  # tokens of the complement that are shown with the role
_NATIONALITY = 12  # tokens
_HIRED = 4  # tokens from a verb of hiring to the role
_OFFICE = 6  # tokens from an adviser to the unnamed minister
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
        targets, last, sure = _targets(reading, role, following, bearers)
        if not targets and how in ("apposition", "title") and _leads(role):
            targets, sure = [*_hirer(reading, role)], 0.85
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


# -- whom it serves ---------------------------------------------------------------------------------------------------


def _targets(
    reading: Reading, role: RolePhrase, following: RolePhrase | None, bearers: Collection[int]
) -> tuple[list[int | str], int, float]:
    """Bodies served, last token of the role's words, and how sure."""
    found, last = _complement(reading, role, bearers)
    if found:
        party = role.noun.target and all(reading.kind(k) == "party" for k in found)
        return [*found, *([role.noun.target] if party else [])], last, 1.0
    implied = government_of(reading, role) if role.noun.government else role.noun.target
    if implied:
        return [implied], role.last, 0.97
    office = _office_advised(reading, role) if role.noun.relation == "advises" else None
    if office is not None:
        return [office[0]], office[1], 0.9
    if any(t.lower == "en" and t.pos == "PRON" for t in reading.tokens[max(0, role.first - 3) : role.first]):
        return [k for k in reading.discourse.house if k not in bearers], role.last, 0.8  # « en est la directrice »
    house = _house(reading, role)
    if house:
        return list(house), role.last, 0.85
    told_of = [e for r in of_whom(reading, role.first) for e in r.entities if _may_serve(reading, role, e)]
    if told_of:
        return [*told_of], role.last, 0.9  # « Y, dont X est la directrice »
    owner = reading.possessors.get(role.noun_at - 1) or reading.possessors.get(role.first)
    if owner:
        return _owners(reading, role, owner, bearers), role.last, 0.85
    if following is not None and _shares(reading, role, following):
        found, _ = _complement(reading, following, bearers)
        if found:
            return list(found), role.last, 0.95
        owner = reading.possessors.get(following.noun_at - 1, ())
        return [k for k in owner if k not in bearers], role.last, 0.8
    return [], role.last, 0.0


def _owners(reading: Reading, role: RolePhrase, owner: Collection[int], bearers: Collection[int]) -> list[int | str]:
    """« son président »: the body whose; « son successeur »: the house of the person whose."""
    if role.noun.beside:
        return [*beside(reading, owner, role.noun_at)]
    houses = [k for k in owner if k not in bearers and reading.kind(k) in ORGS]
    served = [k for k in houses if _may_serve(reading, role, k)]
    if houses and not served:  # « L'autorité enquête. Son PDG … »: of the house that the article is about
        main = reading.discourse.main
        served = [main] if main is not None and _may_serve(reading, role, main) else []
    return [*served]


def _complement(reading: Reading, role: RolePhrase, bearers: Collection[int]) -> tuple[list[int], int]:
    """The bodies in the « de » complement and its last token, domains skipped: « directrice des achats d'Aérolia »."""
    party = _party_in_brackets(reading, role)
    if party is not None:
        return list(party.entities), role.last
    k, end = role.last + 1, min(reading.text.end_of(role.last), role.last + _COMPLEMENT)
    opened = False
    while k < end:
        token, ref = reading.tokens[k], reading.table.at(k)
        if ref is not None and ref.first <= role.noun_at and role.last < ref.head and k < ref.head:
            ref = None  # the title of the bearer's own name
        if ref is not None and k <= ref.head:
            served = _served(reading, role, ref, bearers) if opened else None
            if served is None:
                break
            if served:
                return served, _before_preposition(reading, ref.first)
            k = ref.last + 1
            continue
        if token.name >= 0 or _ends_complement(token):
            break
        opened = opened or token.lower in grammar().role_complements
        k += 1
    return [], role.last


def _office_advised(reading: Reading, role: RolePhrase) -> tuple[str, int] | None:
    """« conseiller | du ministre de la Culture », « de l'Élysée »: the government served and the last token of it."""
    for k in range(role.last + 1, min(reading.text.end_of(role.last), role.last + _OFFICE)):
        token = reading.tokens[k]
        served = next((r for r in reading.roles if r.noun_at == k and r.noun.government), None)
        if served is not None:
            return (government_of(reading, served), served.last) if government_of(reading, served) else None
        if token.lower in reading.lexicon.discourse.palaces and token.text[0].isupper():
            return government_of(reading, role), k
        if token.name >= 0 or _ends_complement(token):
            break
    return None


def _party_in_brackets(reading: Reading, role: RolePhrase) -> Ref | None:
    """« X, eurodéputé (PPE) »: the party in brackets right after the role of a member of parliament."""
    k = role.last + 1
    ref = reading.table.at(k + 1) if role.noun.target and reading.text.word(k) == "(" else None
    return ref if ref is not None and all(reading.kind(e) == "party" for e in ref.entities) else None


def _served(reading: Reading, role: RolePhrase, ref: Ref, bearers: Collection[int]) -> list[int] | None:
    """Those of the complement's actors that such a role may serve; None at a person whom it cannot serve."""
    if reading.is_person(ref) and role.noun.beside:
        return list(employers_of(reading, ref.entities))
    if reading.is_person(ref):
        advised = role.noun.relation == "advises" and set(ref.entities).isdisjoint(bearers)
        return list(ref.entities) if advised else None
    return [e for r in reading.onward(ref) for e in r.entities if _may_serve(reading, role, e)]


def _ends_complement(token: Token) -> bool:
    if token.lower in CLAUSE_END or token.lower in (",", "«", ")"):
        return True
    return token.conjugated or token.lower in ("qui", "que", "dont", "où")


def _may_serve(reading: Reading, role: RolePhrase, entity: int) -> bool:
    kinds = role.noun.target_kinds or (ORGS | {"person"} if role.noun.relation == "advises" else ORGS)
    return reading.kind(entity) in kinds


def _before_preposition(reading: Reading, k: int) -> int:
    k -= 1
    while k > 0 and reading.text.word(k) in grammar().role_links:
        k -= 1
    return k


def government_of(reading: Reading, role: RolePhrase) -> str:
    """The government meant by « le ministre belge »; France's if no nationality is told; '' for one not known."""
    lexicon = reading.lexicon
    for token in reading.tokens[role.first : role.last + _NATIONALITY]:
        if token.lower in (",", ".", ";", "«") or token.name >= 0:
            break
        country = lexicon.nationality.get(token.lower, "")
        if len(country) == 2:
            return lexicon.governments.get(country, "")
    return lexicon.governments.get("FR", "")


def _house(reading: Reading, role: RolePhrase) -> list[int]:
    """« Chez X, la directrice Y … »: the house named earlier in the sentence."""
    for k in range(role.first - 1, reading.text.start_of(role.noun_at), -1):
        if reading.text.word(k - 1) in grammar().houses_of_roles and (ref := reading.table.at(k)) is not None:
            return [e for e in ref.entities if _may_serve(reading, role, e)]
    return []


def _hirer(reading: Reading, role: RolePhrase) -> list[int]:
    """« Y se dote d'un nouveau directeur, X », « Y a trouvé son patron: X »: who does it, before the role."""
    for k in range(role.first - 1, max(reading.text.start_of(role.noun_at), role.first - _HIRED) - 1, -1):
        token = reading.tokens[k]
        if not reading.lexicon.discourse.hiring.isdisjoint(token.verbs) and acts_as_verb(reading.text, k):
            hirers = subject(reading, k)
            return [e for r in hirers for e in r.entities if reading.kind(e) in ORGS and _may_serve(reading, role, e)]
        if token.pos not in ("ADV", "DET", "ADP"):
            break
    return []


def _shares(reading: Reading, role: RolePhrase, following: RolePhrase) -> bool:
    """« cofondateur et PDG de X »: do two roles stand together, so that the second's complement holds for both?"""
    between = reading.tokens[role.last + 1 : following.noun_at]
    if not 1 <= len(between) <= 3 or between[0].lower not in ("et", ",", "-", "/", "puis"):
        return False
    return all(
        t.pos in ("CCONJ", "PUNCT", "DET", "ADJ", "ADV") or t.lower in ("et", ",", "puis", "l'") for t in between
    )
