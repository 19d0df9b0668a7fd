"""Whom a role serves: the body in its complement, in its possessive, told before it, or meant by it."""

from __future__ import annotations

from collections.abc import Collection

from graph.extraction.complements import of_whom
from graph.extraction.entities import ORGS
from graph.extraction.houses import beside, employers_of
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref
from graph.extraction.rolephrases import RolePhrase
from graph.extraction.subjects import subject
from graph.extraction.verbs import acts_as_verb
from graph.syntax import CLAUSE_END, Token
from graph.wordlists import grammar

_COMPLEMENT = 16  # tokens
_NATIONALITY = 12  # tokens
_HIRED = 4  # tokens from a verb of hiring to the role
_OFFICE = 6  # tokens from an adviser to the unnamed minister


def houses_served(
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


def hirer(reading: Reading, role: RolePhrase) -> list[int]:
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
