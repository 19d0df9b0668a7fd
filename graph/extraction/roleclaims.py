"""Claims told by role nouns: « X, PDG de Y », « le ministre belge X », « la fondatrice de Y, X », « son président, X »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.extraction.reading import Reading
from graph.extraction.refs import Ref, preposition_before
from graph.extraction.rolephrases import RolePhrase
from graph.extraction.slots import Slots, Trigger
from graph.lexicon import Lexicon
from graph.syntax import Token

ORGS = frozenset({"company", "organisation", "institution", "government", "media", "party", "group"})
_COMPLEMENT_STOP = frozenset({".", ";", ":", "?", "!", "»", "«", ")", "qui", "que", "dont", "où"})
_OF = frozenset({"de", "du", "des", "d'", "chez", "à", "au", "aux", "l'", "la", "le", "les"})


@dataclass(frozen=True, slots=True)
class RoleClaim:
    """Who holds which role where; ``first``/``last`` are the tokens of the role's words."""

    bearer: int
    relation: str
    target: int | str  # an entity, or the name of the actor that the role implies
    words: str
    ended: bool
    first: int
    last: int
    sure: float
    rule: str


class RoleReader:
    """Ties role phrases to the persons who bear them and the bodies they serve."""

    def __init__(self, slots: Slots, lexicon: Lexicon, kind_of: dict[int, str], country_of: dict[int, str]) -> None:
        self.slots = slots
        self.reading: Reading = slots.reading
        self.tokens = slots.tokens
        self.lexicon = lexicon
        self.kind_of = kind_of
        self.country_of = country_of

    def claims(self) -> list[RoleClaim]:
        """Every role claim of the text, in order."""
        found: list[RoleClaim] = []
        roles = self.reading.roles
        for n, role in enumerate(roles):
            bearers, how = self._bearers(role)
            if not bearers:
                continue
            targets, last, sure = self._targets(role, roles[n + 1] if n + 1 < len(roles) else None, bearers)
            for bearer in bearers:
                for target in targets:
                    if target != bearer:
                        found.append(
                            RoleClaim(bearer, role.noun.relation, target, self._words(role, last), role.ended, role.noun_start,
                                      max(role.last, role.noun_start), sure * role.noun.weight, f"{role.noun.relation}.role_{how}")
                        )  # fmt: skip
        return found

    # -- bearers --------------------------------------------------------------------------------------------------

    def _bearers(self, role: RolePhrase) -> tuple[list[int], str]:
        text, table = self.slots.text, self.slots.table
        start, end = text.sentence_of(role.noun_start)
        ref = table.at(role.noun_start)
        if ref is not None and self._person(ref):
            return list(ref.entities), "title"
        first = self._phrase_first(role, start)
        if first > start:
            before = self.tokens[first - 1]
            if before.lower in (",", "(", "—", "–"):
                ref = table.ending(first - 2)
                if ref is not None and self._person(ref):
                    many = self.slots.whole(ref) if self.tokens[role.noun_start].lower.endswith("s") else [ref]
                    return [e for r in many for e in r.entities if self.kind_of[e] == "person"], "apposition"
                through = self.slots._through_insertion(first - 1, start) if before.lower == "," else None
                if through is not None and self._person(through) and through.form == "name":
                    return list(through.entities), "apposition"
        if first > start and self.tokens[first - 1].lower in ("et", ",", "puis"):
            previous = self._previous_role(role, first)
            if previous is not None:
                return self._bearers(previous)
        copula = self._copula(role, first, start)
        if copula:
            return copula, "copula"
        return [], ""

    def _phrase_first(self, role: RolePhrase, start: int) -> int:
        return max(role.first, start)

    def _previous_role(self, role: RolePhrase, first: int) -> RolePhrase | None:
        """The role coordinated just before: « cofondateur et PDG », « fondateur de X et président de Y »."""
        earlier = [
            r for r in self.reading.roles if r.last < first and len(_outside_brackets(self.tokens[r.last : first])) < 14
        ]
        if not earlier:
            return None
        last = earlier[-1]
        between = _outside_brackets(self.tokens[last.last + 1 : first])
        if any(t.finite and t.pos in ("VERB", "AUX") or t.lower in (";", ":", ".", "»") for t in between):
            return None
        if self.tokens[last.noun_start].sentence != self.tokens[role.noun_start].sentence:
            return None
        if any(self._is_person_name(t.i) for t in between):
            return None
        return last

    def _is_person_name(self, i: int) -> bool:
        ref = self.slots.table.at(i)
        return ref is not None and ref.form == "name" and self._person(ref)

    def _copula(self, role: RolePhrase, first: int, start: int) -> list[int]:
        k = first - 1
        if k >= start and self.tokens[k].lower in ("comme", "de", "d'"):
            k -= 1
        steps = 0
        while k >= start and steps < 4:
            token = self.tokens[k]
            if any(v in _COPULAS for v in token.verbs):
                refs = self.slots.subject(k)
                return [e for r in refs for e in r.entities if self.kind_of[e] == "person"]
            if token.pos not in ("ADV", "DET", "ADJ") and token.lower not in (
                "aujourd'hui",
                "désormais",
                "toujours",
                "n'autre",
                "n'",
                "autre",
                "que",
                "pas",
            ):
                return []
            k, steps = k - 1, steps + 1
        return []

    def _person(self, ref: Ref) -> bool:
        return all(self.kind_of[e] == "person" for e in ref.entities)

    # -- targets --------------------------------------------------------------------------------------------------

    def _targets(
        self, role: RolePhrase, following: RolePhrase | None, bearers: list[int]
    ) -> tuple[list[int | str], int, float]:
        """Bodies served, last token of the role's words, and how sure."""
        found, last = self._complement(role, bearers)
        if found:
            party = role.noun.target and all(self.kind_of[k] == "party" for k in found)
            return [*found, role.noun.target] if party else list(found), last, 1.0
        implied = self._implied(role)
        if implied:
            return [implied], role.last, 0.97
        house = self._chez(role)
        if house:
            return list(house), role.last, 0.85
        owner = self.reading.possessors.get(role.noun_start - 1) or self.reading.possessors.get(role.first)
        if owner:
            return [k for k in owner if k not in bearers and self.kind_of[k] in ORGS], role.last, 0.85
        if following is not None and self._shares(role, following):
            found, _ = self._complement(following, bearers)
            if found:
                return list(found), role.last, 0.95
            owner = self.reading.possessors.get(following.noun_start - 1)
            return [k for k in owner or () if k not in bearers], role.last, 0.8
        return [], role.last, 0.0

    def _chez(self, role: RolePhrase) -> list[int]:
        """« Chez X, la directrice Y … »: the house named earlier in the sentence."""
        start = self.slots.text.sentence_of(role.noun_start)[0]
        for k in range(role.first - 1, start, -1):
            if self.tokens[k - 1].lower == "chez" and (ref := self.slots.table.at(k)) is not None:
                return [e for e in ref.entities if self._serves(role, e)]
        return []

    def _shares(self, role: RolePhrase, following: RolePhrase) -> bool:
        between = self.tokens[role.last + 1 : following.noun_start]
        return (
            bool(between)
            and between[0].lower in ("et", ",", "-", "/", "puis")
            and len(between) <= 3
            and all(
                t.pos in ("CCONJ", "PUNCT", "DET", "ADJ", "ADV") or t.lower in ("et", ",", "puis", "l'")
                for t in between
            )
        )

    def _complement(self, role: RolePhrase, bearers: list[int]) -> tuple[list[int], int]:
        """The organisation in the « de » complement, domain words skipped: « directrice des achats d'Aérolia »."""
        end = min(self.slots.text.sentence_of(role.last)[1], role.last + 16)
        k = role.last + 1
        opened = False
        while k < end:
            token = self.tokens[k]
            ref = self.slots.table.at(k)
            if ref is not None and ref.first <= role.noun_start and ref.head > role.last and k < ref.head:
                ref = None
                if token.name >= 0:
                    break
            if ref is not None and k <= ref.head:
                if self._person(ref):
                    if role.noun.relation == "advises" and opened and not set(ref.entities) & set(bearers):
                        return list(ref.entities), self._before_preposition(ref.first)
                    break
                if not opened:
                    break
                keys = [e for r in self.slots.onward(ref) for e in r.entities if self._serves(role, e)]
                if keys:
                    return keys, self._before_preposition(ref.first)
                k = ref.last + 1
                continue
            if token.name >= 0:
                key = self._name_entity(k)
                if key is None or self.kind_of[key] == "person":
                    break
                if opened and self._serves(role, key):
                    return [key], self._before_preposition(k)
            if token.lower in _COMPLEMENT_STOP or token.lower == "," or token.finite and token.pos in ("VERB", "AUX"):
                break
            if token.lower in ("de", "du", "des", "d'", "chez", "au", "à", "en", "pour"):
                opened = opened or token.lower not in ("en", "pour")
            k += 1
        return [], role.last

    def _name_entity(self, k: int) -> int | None:
        """Entity of a name inside a title phrase that another name bears: « le patron d'X, Y »."""
        for ref in self.slots.table.refs:
            if ref.head == k:
                return ref.entities[0]
        return None

    def _serves(self, role: RolePhrase, key: int) -> bool:
        kinds = role.noun.target_kinds or (frozenset({"person"}) | ORGS if role.noun.relation == "advises" else ORGS)
        return self.kind_of[key] in kinds

    def _before_preposition(self, k: int) -> int:
        k -= 1
        while k > 0 and self.tokens[k].lower in _OF:
            k -= 1
        return k

    def _implied(self, role: RolePhrase) -> str | None:
        noun = role.noun
        if noun.government:
            return self._government(role)
        return noun.target or None

    def _government(self, role: RolePhrase) -> str | None:
        """The government meant by « le ministre belge »; France's if no nationality is told."""
        for token in self.tokens[role.first : min(len(self.tokens), role.last + 12)]:
            if token.lower in (",", ".", ";", "«") or token.name >= 0:
                break
            country = self.lexicon.nationality.get(token.lower)
            if country and len(country) == 2:
                return self.lexicon.governments.get(country)
        return self.lexicon.governments.get("FR")

    def _words(self, role: RolePhrase, last: int) -> str:
        tokens = self.tokens[role.noun_start : max(role.last, min(last, role.last + 8)) + 1]
        words = "".join(
            t.text + (" " if n + 1 < len(tokens) and tokens[n + 1].start > t.end else "") for n, t in enumerate(tokens)
        )
        return words.strip(" ,")


def _outside_brackets(tokens: Sequence[Token]) -> list[Token]:
    depth, kept = 0, []
    for token in tokens:
        depth += token.text == "("
        if not depth:
            kept.append(token)
        depth -= token.text == ")"
    return kept


_COPULAS = frozenset("être devenir rester demeurer nommer élire désigner promouvoir redevenir".split())
__all__ = ["RoleClaim", "RoleReader", "Trigger", "preposition_before"]
