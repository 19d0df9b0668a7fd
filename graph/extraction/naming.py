"""Names as refs, with the titles before them, and the nouns that a text gives a name to."""

from __future__ import annotations

from collections.abc import Iterable

from graph.extraction.entities import Entity
from graph.extraction.learning import note_possessive
from graph.extraction.nouns import in_noun
from graph.extraction.reading import Reading
from graph.extraction.refs import Ref, preposition_before
from graph.extraction.rolephrases import RolePhrase, serves_office
from graph.syntax import Text
from graph.wordlists import grammar

_DESCRIPTION = 8  # tokens of the nouns and adjectives before a name
_BRACKET = 14  # tokens, the longest bracket that belongs to a name
_PARTY = 5  # tokens from « ( » to « ) »
_ROLE_REACH = 14  # tokens from a role to its bearer
_NAMED_KINDS = frozenset({"product", "company", "organisation", "law", "media"})
_BREAKS = frozenset(":;»«()")


def add_names(reading: Reading, start: int, end: int) -> None:
    """A ref for every name of the sentence [start, end), titles and brackets included."""
    for i in range(start, end):
        token = reading.tokens[i]
        if token.name >= 0 and reading.table.at(i) is None:
            entity = reading.discourse.entities[reading.named[token.name]]
            first = _title_start(reading, entity, i, start)
            outer = _bracket_end(reading.text, i, end)
            reading.table.add(Ref(first, i, i, (entity.key,), "name", outer, entity.sure))


def _bracket_end(text: Text, i: int, end: int) -> int:
    close = text.find(range(i + 2, min(end, i + _BRACKET)), ")") if text.word(i + 1) == "(" and i + 1 < end else None
    return i if close is None else close


def _title_start(reading: Reading, entity: Entity, i: int, start: int) -> int:
    """First token of the phrase whose name is at i: « le groupe chimique | X », « Le patron de Y, | X »."""
    text, words = reading.text, grammar()
    person = entity.kind == "person"
    if person:
        role = _role_before(reading, i, start)
        if role is not None:
            return role.first
        if i > start and text.word(i - 1) in reading.lexicon.discourse.courtesy:
            return i - 1
    k, noun = _past_description(reading, i, start, person)
    word = text.word(k) if k >= start else ""
    determined = word in words.definite or word in ("un", "une") or word in words.possessives
    if determined and (noun or (person and k < i - 1)):
        return k + (word in words.contracted)
    if noun:
        return k + 1
    return k if k == i - 1 and word in words.definite and word not in words.contracted else i


def _past_description(reading: Reading, i: int, start: int, person: bool) -> tuple[int, bool]:
    """The last token before the nouns and adjectives that describe the name at i, and whether a noun is among them."""
    lexicon = reading.lexicon
    noun, complement = False, i
    for k in range(i - 1, max(start - 1, i - _DESCRIPTION), -1):
        if k >= complement:
            continue
        complement = _complement(reading, k, start)
        if complement <= k:
            continue
        token = reading.tokens[k]
        if token.name >= 0 or reading.table.at(k) is not None:
            return k, noun
        if (
            _describes(reading, k, person)
            or token.lower in lexicon.nationality
            or token.lower in lexicon.discourse.families
        ):
            noun = True
        elif token.pos != "ADJ" and token.lower not in ("ex", "ex-", "-") and not (person and token.pos == "NOUN"):
            return k, noun
    return max(start - 1, i - _DESCRIPTION), noun


def _complement(reading: Reading, k: int, start: int) -> int:
    """« de | covoiturage », « d' | infrastructures » ending at k, after a describing noun: its first token, else k + 1.

    With an article it would be somebody else: « le rival de la start-up X ».
    """
    at = k - 1
    tied = at > start and reading.text.word(at) in ("de", "d'", "en") and reading.table.at(at) is None
    head = at - 1
    places = reading.lexicon.nationality
    while head > start and (reading.tokens[head].pos == "ADJ" or reading.text.word(head) in places):
        head -= 1
    return at if tied and reading.tokens[k].pos == "NOUN" and _describes(reading, head, False) else k + 1


def _describes(reading: Reading, k: int, person: bool) -> bool:
    """Does token k belong to a describing noun, of persons only before a person?"""
    token, lexicon = reading.tokens[k], reading.lexicon
    noun = lexicon.nouns.get(token.lower) or lexicon.nouns.get(token.lemma)
    if (noun is not None and (person or noun.kind != "person")) or (person and token.lower in lexicon.roles):
        return True
    return in_noun(reading.text, k, lexicon)


def _role_before(reading: Reading, i: int, start: int) -> RolePhrase | None:
    """The role phrase whose bearer is the person named at i, if it stands right before."""
    best: RolePhrase | None = None
    for role in reading.roles:
        if start <= role.first <= role.last < i and _leads_to(reading, role, i):
            between = reading.tokens[best.last + 1 : role.first] if best is not None else ()
            joined = best is not None and all(t.pos == "CCONJ" or t.lower in ("et", ",") for t in between)
            joined = joined and (bool(between) or role.first == role.noun_at)  # « du ministre le patron de Y, X »
            aside = best is not None and reading.text.word(i - 1) == ","  # « Conseiller du ministre, X »
            joined = joined or (aside and best is not None and serves_office(reading.text, best, role))
            best = best if joined else role  # « cofondateur et PDG de X, Y »: the first of the roles opens the phrase
    return best


def _leads_to(reading: Reading, role: RolePhrase, i: int) -> bool:
    """Does nothing between the role and the name at i keep them apart?"""
    words, discourse = grammar(), reading.lexicon.discourse
    if i - role.last > _ROLE_REACH or reading.quoted[role.last] != reading.quoted[i]:
        return False
    between = reading.tokens[_past_brackets(reading.text, role.last + 1, i) : i]
    if reading.text.word(role.first - 1) == "comme":
        return False  # « Après vingt ans comme patron, X … »
    if between and (between[-1].lower in discourse.courtesy or between[-1].lower in discourse.degrees):
        between = between[:-1]
    while between and between[-1].lower in reading.lexicon.nationality:
        between = between[:-1]  # « le conseiller du Danois X » is not X
    last = between[-1].lower if between else ""
    commas = sum(t.lower == "," for t in between)
    if commas > 1 or (commas and last != ",") or last in words.before_role_bearer:
        return False
    served = _serves_person(reading, role) and last == "," and sum(map(reading.names_person, between)) == 1
    return not any(
        t.conjugated or t.lower in _BREAKS or t.lower in ("qui", "que") or (reading.names_person(t) and not served)
        for t in between
    )


def _past_brackets(text: Text, k: int, end: int) -> int:
    """Past the party in « le député | (LR) | de la Loire X », brackets that open at token k."""
    close = text.find(range(k, min(end, k + _PARTY)), ")") if text.word(k) == "(" else None
    return k if close is None else close + 1


def _serves_person(reading: Reading, role: RolePhrase) -> bool:
    """« l'avocate de X, | Y », « la conseillère énergie du ministre X, | Y »: may a person follow such a role?"""
    opened = any(t.lower in grammar().of for t in reading.tokens[role.last + 1 : role.last + 4])
    return opened and role.noun.relation == "advises"


def name_described_nouns(reading: Reading, start: int, end: int) -> None:
    """« son troisième modèle …, baptisé X », « un modèle fermé, X, », « Baptisé X, son modèle … »: the noun is X."""
    text = reading.text
    for ref in [r for r in reading.table.refs if start <= r.head < end and r.form == "name"]:
        kind = reading.kind(ref.entities[0])
        k = ref.first - 1
        while k > start and text.word(k) in grammar().before_given_name:
            k -= 1
        if kind not in _NAMED_KINDS or k < start:
            continue
        named = not reading.lexicon.discourse.naming.isdisjoint(text.tokens[k].verbs)
        if named and k == start:
            _name_noun(reading, ref, kind, range(ref.last + 2, min(end, ref.last + 10)))
        elif named or (text.word(k) == "," and kind == "product"):
            _name_noun(reading, ref, kind, range(k - 1, max(start - 1, k - (26 if named else 12)), -1))
        elif text.word(k) == "," and _object_before(reading, k, start):
            _name_noun(reading, ref, kind, range(k - 1, max(start - 1, k - 6), -1))


def _object_before(reading: Reading, k: int, start: int) -> bool:
    """« lance sa propre banque | , X »: does an indefinite phrase that no preposition governs end at the comma?"""
    for j in range(k - 1, max(start, k - 7), -1):
        if reading.text.word(j) in ("un", "une", "son", "sa"):
            return not preposition_before(reading.text, j)
        if reading.tokens[j].name >= 0 or reading.tokens[j].conjugated:
            return False
    return False


def _name_noun(reading: Reading, ref: Ref, kind: str, places: Iterable[int]) -> None:
    """The noun of this kind nearest in ``places`` takes the actor of ``ref``, if its phrase is free."""
    tokens, words = reading.tokens, grammar()
    for j in places:
        noun = reading.lexicon.nouns.get(tokens[j].lower)
        if noun is None or noun.kind != kind or reading.table.at(j) is not None:
            if tokens[j].main_verb:
                return
            continue
        first = j
        while first > reading.text.start_of(j) and (
            tokens[first - 1].pos in ("ADJ", "DET", "NUM") or tokens[first - 1].lower in words.possessives
        ):
            first -= 1
        if tokens[first].lower in words.before_own_name:
            note_possessive(reading, first)
            reading.table.add(Ref(first, j, j, ref.entities, "description", j, 0.9))
            return
