"""Fills the slots of a rule around its trigger: by the order of words first, by the parse where that is silent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from graph.extraction.discourse import Discourse
from graph.extraction.lists import coordinated
from graph.extraction.reading import Reading
from graph.extraction.refs import CONTRACTED, Ref, preposition_before
from graph.extraction.verbs import (
    acts_as_verb,
    controller,
    group_start,
    is_participle,
    voice,
)
from graph.lexicon import Lexicon
from graph.syntax import Token

CLAUSE_END = frozenset({".", ";", ":", "?", "!", "»", "…"})
RELATIVES = frozenset({"qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "auquel", "duquel"})
FORMS = {"de": ("de", "du", "des", "d'"), "à": ("à", "au", "aux")}
REACH = 24


@dataclass(frozen=True, slots=True)
class Trigger:
    """The words that fired a rule: token of the head, token of the last companion, infinitive or noun, part of speech."""

    first: int
    last: int
    word: str
    part: str
    how: str = ""


class Slots:
    """Slot name + trigger -> refs. A slot that finds no actor gives []."""

    def __init__(self, reading: Reading, discourse: Discourse, lexicon: Lexicon) -> None:
        self.reading = reading
        self.text = reading.text
        self.tokens = reading.text.tokens
        self.table = reading.table
        self.discourse = discourse
        self.speaker_at: Callable[[int], tuple[int, ...]] = lambda i: ()
        self.transparent = frozenset(lexicon.discourse["transparent"])
        self.voices = frozenset(lexicon.discourse["voices"])
        self.lexicon = lexicon
        self.calendar = frozenset(
            (*lexicon.discourse["months"], *lexicon.discourse["weekdays"], "hier", "aujourd'hui", "soir", "matin")
        )

    @cached_property
    def lists(self) -> dict[int, list[Ref]]:
        """Head token of each ref -> the members of the longest list that it belongs to."""
        groups: dict[int, list[Ref]] = {}
        for ref in sorted(self.table.refs, key=lambda r: r.first):
            if ref.head in groups:
                continue
            members = coordinated(self.text, self.table, ref)
            for member in members:
                if len(members) > len(groups.get(member.head, ())):
                    groups[member.head] = members
        return groups

    def whole(self, ref: Ref) -> list[Ref]:
        """The whole list around ref."""
        return self.lists.get(ref.head, [ref])

    def onward(self, ref: Ref) -> list[Ref]:
        """ref and the members of its list after it."""
        return [r for r in self.whole(ref) if r.first >= ref.first]

    # -- dispatch -------------------------------------------------------------------------------------------------

    def fill(self, slot: str, trigger: Trigger) -> list[Ref]:
        simple: dict[str, Callable[[Trigger], list[Ref]]] = {
            "agent": self.agent, "patient": self.patient, "between": self.between, "holder": self.holder,
            "deal": self.deal, "brackets": self.brackets, "pair": self.pair, "within": self.within, "topic": self.topic, "decision": self.decision, "cause": self.cause, "open_deal": self.open_deal, "doer": self.doer, "listed": self.listed, "law": self.law,
        }  # fmt: skip
        after = trigger.last + 1
        if after < len(self.tokens) and self.tokens[after].lower == "»":
            trigger = replace(trigger, last=after)  # « elle va « examiner » l'accord »
        if slot in simple:
            return simple[slot](trigger)
        if slot == "of":
            return self.complement(trigger.last, trigger)
        if slot == "of_first":
            found = self.complement(trigger.first, trigger)
            owned = trigger.last > trigger.first and self._possessor(trigger.last)
            return found or (self._after_de(trigger.last) if owned else [])
        if slot == "speaker":
            return []
        return self.after_preposition(slot, trigger.last)

    # -- agent and patient ----------------------------------------------------------------------------------------

    def agent(self, trigger: Trigger) -> list[Ref]:
        if trigger.part != "verb":
            return self._noun_agent(trigger.last)
        how = voice(self.text, trigger.first, trigger.word)
        if how in ("passive", "reduced"):
            return self._by(trigger.first)
        if how == "reduced-active":
            return self.modified(trigger.first)
        return self.subject(trigger.first)

    def _noun_agent(self, i: int) -> list[Ref]:
        """« le rachat de X par Y »: « par » before any participle or comma of its own."""
        end = min(self.text.sentence_of(i)[1], i + 12)
        for k in range(i + 1, end):
            token = self.tokens[k]
            if token.lower == "par":
                return self.after_preposition("par", k - 1)
            if (
                token.lower == ","
                or token.verbs
                and token.name < 0
                and is_participle(token)
                and token.pos in ("VERB", "ADJ")
                and self.table.at(k) is None
            ):
                return []
        return []

    def _by(self, i: int) -> list[Ref]:
        """« par A », and in « à 62 % par A et à 38 % par B » each of them."""
        found = self.after_preposition("par", i)
        if not found:
            return []
        end = self.text.sentence_of(i)[1]
        for k in range(found[-1].outer + 1, min(end, found[-1].outer + 9)):
            if self.tokens[k].lower == "par" and any(t.text == "%" for t in self.tokens[found[-1].outer : k]):
                more = self._noun_phrase(k + 1, k + 9, False)
                return found + (self.onward(more) if more is not None else [])
        return found

    def patient(self, trigger: Trigger) -> list[Ref]:
        if trigger.part != "verb":
            return self.complement(trigger.first, trigger)
        how = voice(self.text, trigger.first, trigger.word)
        if how == "passive":
            return self.subject(trigger.first)
        if how == "reduced":
            return self.modified(trigger.first)
        if how == "reduced-active":
            return []
        return self.object(trigger.first, trigger.last)

    def subject(self, i: int, depth: int = 0) -> list[Ref]:
        """Who does (or, in the passive, undergoes) the verb at i."""
        if depth > 4:
            return []
        start, _ = self.text.sentence_of(i)
        edge = group_start(self.text, i)
        found = self._relative(edge)
        if found is None:
            found = self._inverted(i, edge)
        if found is not None:
            return found
        if any(
            t.lower in ("nous", "je", "j'") for t in self.tokens[max(start, edge - 1) : i]
        ) and self._speaks_of_itself(edge, i):
            return self.first_person(i)
        detached = self._detached(i, edge, start, depth)
        if detached is not None:
            return detached
        control = controller(self.text, i)
        if control is not None and "prêter" in self.tokens[control].verbs:
            return self.after_preposition("à", control)  # « on prête à X l'intention de … »
        if control is not None and control != i:
            return self.subject(control, depth + 1) if not self._participle_noun(control) else self.modified(control)
        found = self._left_of(edge - 1, start)
        if found:
            return found
        return self._parsed_subject(i, depth)

    def _speaks_of_itself(self, edge: int, i: int) -> bool:
        """Is the verb group in the first person (« nous avons » , not « il nous a »)?"""
        return any(
            "Person=1" in t.morph or t.lower.endswith("ons")
            for t in self.tokens[edge : i + 1]
            if t.pos in ("VERB", "AUX")
        )

    def first_person(self, i: int) -> list[Ref]:
        """« nous », « je »: whoever speaks here; « nous » is the house of a speaker who has one."""
        keys = self.speaker_at(i)
        if not keys:
            return []
        house = self.discourse.employers.get(keys[0])
        own = (
            tuple(k for k in (house, keys[0]) if k is not None)
            if self.tokens[i].plural or "Person=1" in self.tokens[i].morph
            else keys
        )
        return [Ref(i, i, i, own[:1] if house is not None else keys, "pronoun", i, 0.8)]

    def _detached(self, i: int, edge: int, start: int, depth: int) -> list[Ref] | None:
        """« après avoir investi … », « en dévoilant … », « pour racheter … »: the subject of the main clause."""
        token = self.tokens[i]
        gerund = token.lower.endswith("ant") and edge > start and self.tokens[edge - 1].lower == "en"
        k = edge - 1
        while k > start and self.tokens[k].lower in ("de", "d'", "que"):
            k -= 1
        leads = (
            gerund
            or k >= start
            and self.tokens[k].lower in ("après", "avant", "sans", "afin", "pour")
            and not token.finite
        )
        if not leads:
            return None
        if (
            k > start
            and self.tokens[k - 1].lower == ","
            and (ref := self.table.ending(k - 2)) is not None
            and not preposition_before(self.text, ref.first)
        ):
            return self.whole(ref)
        if k == start:
            end = self.text.sentence_of(i)[1]
            comma = next((j for j in range(i + 1, end) if self.tokens[j].lower == ","), None)
            ref = self._first_right(comma + 1, comma + 9) if comma is not None else None
            return [ref] if ref else []
        main = next(
            (
                j
                for j in range(k - 1, start - 1, -1)
                if self.tokens[j].finite and self.tokens[j].pos in ("VERB", "AUX") and acts_as_verb(self.text, j)
            ),
            None,
        )
        if main is None:
            return None
        verb = next((j for j in range(main, min(k, main + 4)) if self.tokens[j].pos == "VERB"), main)
        how = voice(self.text, verb, self.tokens[verb].verbs[0]) if self.tokens[verb].verbs else "active"
        return self.subject(verb, depth + 1) if how in ("active", "passive") else None

    def _participle_noun(self, i: int) -> bool:
        token = self.tokens[i]
        return (
            is_participle(token)
            and not token.finite
            and voice(self.text, i, token.verbs[0] if token.verbs else "") == "reduced"
        )

    def _relative(self, edge: int) -> list[Ref] | None:
        """« X, qui détient … »: the antecedent; [] if it is no actor; None if the clause is not relative."""
        if edge < 1 or self.tokens[edge - 1].lower != "qui":
            return None
        k = edge - 2
        if k >= 0 and self.tokens[k].lower in (",", "et", "—", "–"):
            k -= 1
        if k >= 0 and self.tokens[k].lower in (",",):
            k -= 1
        ref = self.table.ending(k) if k >= 0 else None
        if ref is None:
            ref = self._antecedent(edge - 1)
        if ref is None and k >= 0:
            ref = self._through_insertion(k, self.text.sentence_of(edge)[0])
        if ref is None:
            return []
        plural = any(t.plural and t.finite for t in self.tokens[edge : edge + 3])
        return self.whole(ref) if plural and len(self.whole(ref)) > 1 else [ref]

    def _antecedent(self, k: int) -> Ref | None:
        """What the relative pronoun at k stands for; « X, un texte que … » goes back to X."""
        start = self.text.sentence_of(k)[0]
        j = k - 1 - (k > start and self.tokens[k - 1].lower == ",")
        ref = self.table.ending(j) if j >= start else None
        steps = 0
        while ref is None and j > start and steps < 5 and self.tokens[j].pos in ("NOUN", "ADJ", "DET"):
            j, steps = j - 1, steps + 1
            if self.tokens[j].lower == ",":
                return self.table.ending(j - 1)
        return ref

    def _inverted(self, i: int, edge: int) -> list[Ref] | None:
        """« …», tacle la députée X; a assuré sa présidente, Y; « -t-elle »."""
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if (
            after is not None
            and after.lower.startswith("-")
            and after.lower.lstrip("-") in ("il", "elle", "ils", "elles")
        ):
            ref = self.table.at(after.i)
            return [ref] if ref else []
        if after is not None and after.lower == "-t" and i + 2 < len(self.tokens):
            ref = self.table.at(i + 2)
            return [ref] if ref else []
        before = self.tokens[edge - 1] if edge else None
        closes = before is not None and (
            before.lower in ("»", '"', "”")
            or before.lower == ","
            and edge > 1
            and self.tokens[edge - 2].lower in ("»", '"', "”")
        )
        if closes and (self.tokens[i].finite or is_participle(self.tokens[i]) or self.tokens[i].verbs):
            ref = self._first_right(i + 1, i + 12)
            return [ref] if ref else None
        return None

    def _first_right(self, low: int, high: int) -> Ref | None:
        end = min(high, self.text.sentence_of(low - 1)[1])
        for k in range(low, end):
            ref = self.table.at(k)
            if ref is not None and ref.head == k and not preposition_before(self.text, ref.first):
                return ref
            token = self.tokens[k]
            if token.lower in CLAUSE_END or token.lower in RELATIVES or token.finite and token.pos == "VERB":
                return None
        return None

    def _left_of(self, k: int, start: int) -> list[Ref]:
        """The subject that ends at or before token k: insertions between commas or brackets are jumped."""
        jumps = 0
        while k >= start and jumps < 4:
            token = self.tokens[k]
            ref = self.table.ending(k)
            if ref is not None:
                ref = self._owner(ref)
                return self.whole(ref) if ref else []
            if token.lower == ",":
                inner = self.table.ending(k - 1)
                if (
                    inner is not None
                    and inner.form == "name"
                    and inner.first < k - 1
                    and self.tokens[inner.first - 1].lower != ","
                ):
                    k -= 1
                    continue
                previous = self._comma_before(k, start)
                if previous is None:
                    return []
                k, jumps = previous - 1, jumps + 1
                continue
            if token.lower == ")":
                k = next((j for j in range(k - 1, start - 1, -1) if self.tokens[j].text == "("), start) - 1
                jumps += 1
                continue
            if token.lower in ("—", "–") and jumps < 3:
                k = next((j for j in range(k - 1, start - 1, -1) if self.tokens[j].text in ("—", "–")), start) - 1
                jumps += 1
                continue
            if token.lower in ("eux", "elles", "lui", "elle", "tous", "deux", "aussi") and jumps < 3:
                k, jumps = k - 1, jumps + 1
                continue
            return []
        return []

    def _through_insertion(self, k: int, start: int) -> Ref | None:
        found = self._left_of(k, start) if self.tokens[k].lower in (",", ")") else []
        return found[-1] if found else None

    def _comma_before(self, k: int, start: int) -> int | None:
        """The comma that opens the insertion closed by the one at k; None if a main verb stands between."""
        for j in range(k - 1, start - 1, -1):
            token = self.tokens[j]
            if token.lower == ",":
                opens = self.tokens[j + 1]
                ref_before = self.table.ending(j - 1)
                if ref_before is not None or opens.lower in (
                    "qui",
                    "dont",
                    "déjà",
                    "lui",
                    "elle",
                    "après",
                    "via",
                    "avec",
                    "comme",
                    "selon",
                ):
                    return j
                continue
            if token.lower in (";", ":", "»"):
                return None
        return None

    def _owner(self, ref: Ref) -> Ref | None:
        """The subject when ``ref`` ends it: « la direction de X » speaks for X; another « de X » is no subject."""
        preposition = preposition_before(self.text, ref.first)
        if not preposition:
            return ref
        if preposition != "de":
            return None
        k = ref.first - 1 if self.tokens[ref.first].lower not in ("du", "des") else ref.first
        while k > 0 and self.tokens[k].lower in ("de", "d'", "du", "des", "la", "le", "l'"):
            k -= 1
        while k > 0 and self.tokens[k].pos == "ADJ":
            k -= 1
        head = self.tokens[k]
        if head.lemma in self.voices or head.lower in self.voices:
            return ref
        return None

    def _parsed_subject(self, i: int, depth: int) -> list[Ref]:
        for kid in self.text.kids(i, "nsubj", "nsubj:pass"):
            if kid.lower == "qui":
                return self._by_head(self.tokens[i].head)
            ref = self.table.at(kid.i)
            if ref is not None and preposition_before(self.text, ref.first) == "":
                return self.whole(ref)
            if kid.pos not in ("PRON",):
                return self._voice_of(kid)
        token = self.tokens[i]
        edge = group_start(self.text, i)
        if (
            token.dep == "conj"
            and edge > 2
            and self.tokens[edge - 1].lower == "et"
            and self.tokens[edge - 2].lower == ","
        ):
            main = self._before_relative(token.head)
            if main is not None:
                return self.subject(main, depth + 1)
        if token.dep == "conj" and self.tokens[token.head].verbs and not self._own_subject(i):
            return self.subject(token.head, depth + 1)
        if token.dep in ("xcomp", "advcl", "ccomp") and not token.finite and self.tokens[token.head].verbs:
            return self.subject(token.head, depth + 1)
        if token.dep == "acl:relcl":
            return self._by_head(token.head)
        if token.dep == "acl":
            return []
        return []

    def _before_relative(self, i: int) -> int | None:
        """For a verb at i inside « …, qui … », the main verb before the relative: « X possède Y, qui …, et fournit Z »."""
        edge = group_start(self.text, i)
        start = self.text.sentence_of(i)[0]
        if edge <= start or self.tokens[edge - 1].lower != "qui":
            return None
        return next(
            (k for k in range(edge - 2, start - 1, -1) if self.tokens[k].finite and self.tokens[k].pos == "VERB"), None
        )

    def _own_subject(self, i: int) -> bool:
        return any(True for _ in self.text.kids(i, "nsubj", "nsubj:pass"))

    def _by_head(self, i: int) -> list[Ref]:
        ref = self.table.at(i)
        return [ref] if ref is not None else []

    def _voice_of(self, noun: Token) -> list[Ref]:
        """« la direction de X », « les dirigeants de X » as a subject: X."""
        if noun.lemma not in self.voices and noun.lower not in self.voices:
            return []
        return self._after_de(noun.i)

    def modified(self, i: int) -> list[Ref]:
        """The actor that the bare participle at i qualifies: « X, rachetée en 2019 par Y »; « Fondée par Y, X … »."""
        start, end = self.text.sentence_of(i)
        k = i - 1
        while k >= start and self.tokens[k].pos == "ADV":
            k -= 1
        if k >= start and self.tokens[k].lower == "et" and self.tokens[i].dep == "conj":
            head = self.tokens[i].head
            return self.modified(head) if head < i else []
        if k >= start and self.tokens[k].lower == ",":
            ref = self.table.ending(k - 1)
            if ref is not None:
                return [ref]
            through = self._through_insertion(k, start)
            if through is not None:
                return [through]
            k -= 1
        if k >= start:
            ref = self.table.ending(k)
            if ref is not None:
                return [ref]
            ref = self._antecedent(i)
            if ref is not None and self.tokens[i].dep in ("acl", "amod"):
                return [ref]
        if k < start or all(
            t.lower in ("«", '"', "déjà", "jadis", "longtemps") or t.pos == "ADV" for t in self.tokens[start:i]
        ):
            comma = next((j for j in range(i + 1, end) if self.tokens[j].lower == ","), None)
            ref = self._first_right(comma + 1, comma + 9) if comma is not None and comma < i + 30 else None
            return [ref] if ref else []
        token = self.tokens[i]
        if token.dep in ("acl", "amod") and (found := self._by_head(token.head)):
            return found
        shares = any(t.lower in ("capital", "actions", "parts", "titres") for t in self.tokens[max(start, i - 4) : i])
        return self.topic(Trigger(i, i, "", "verb")) if shares else []

    def object(self, i: int, last: int) -> list[Ref]:
        """Direct object of the active verb at i (companions up to ``last``)."""
        edge = group_start(self.text, i)
        for k in range(edge, i):
            ref = self.table.at(k)
            if ref is not None and ref.form == "clitic":
                return [ref]
        top = i
        for _ in range(3):
            above = controller(self.text, top)
            top = above if above is not None else top
        found = self._que(i, group_start(self.text, top))
        if found is not None:
            return found
        if self._inverted(i, edge):
            return []
        ref = self._noun_phrase(last + 1, last + 14, True)
        if ref is not None:
            return self.onward(ref)
        for kid in self.text.kids(i, "obj"):
            ref = self.table.at(kid.i)
            if ref is not None and kid.i > i and not preposition_before(self.text, ref.first):
                return self.onward(ref)
        return self._dont(edge)

    def _que(self, i: int, edge: int) -> list[Ref] | None:
        """« X, que rachète Y » / « l'outil qu'utilisent A et B »: the antecedent of « que » is the object."""
        start = self.text.sentence_of(i)[0]
        for k in range(edge - 1, max(start, edge - 9), -1):
            token = self.tokens[k]
            if token.lower in ("que", "qu'"):
                ref = self._antecedent(k)
                return [ref] if ref is not None else None
            if token.finite or token.lower in CLAUSE_END or token.lower == ",":
                return None
        return None

    # -- prepositions and complements -----------------------------------------------------------------------------

    def after_preposition(self, preposition: str, i: int, reach: int = REACH) -> list[Ref]:
        """The phrase that ``preposition`` introduces after token i, in the same clause; its list included."""
        end = min(self.text.sentence_of(i)[1], i + 1 + reach)
        words = preposition.split()
        k = i + 1
        while k < end:
            token = self.tokens[k]
            if self._stops(k, i):
                break
            if token.lower == "," and not self._preposition_at(words, k + 1, end):
                closing = next((j for j in range(k + 1, end) if self.tokens[j].lower == ","), None)
                if closing is None or words == ["de"]:
                    break
                k = closing + 1
                continue
            n = self._preposition_at(words, k, end)
            if n:
                ref = self._noun_phrase(k + n, k + n + 9, False)
                if ref is not None:
                    return self.onward(ref)
                if words == ["de"]:
                    return []
            k += 1
        return self._with_whom(words, i)

    def _with_whom(self, words: Sequence[str], i: int) -> list[Ref]:
        """« Y, avec qui X annonce un partenariat »: the preposition stands before the relative."""
        start = self.text.sentence_of(i)[0]
        for k in range(i - 1, max(start + 1, i - 12), -1):
            if self.tokens[k].lower in ("qui", "lequel", "laquelle") and self.tokens[k - 1].lower == words[-1]:
                ref = self._antecedent(k - len(words) + 1) or self._antecedent(k - len(words))
                return [ref] if ref is not None else []
            if self.tokens[k].lower in CLAUSE_END:
                break
        return []

    def _stops(self, k: int, i: int) -> bool:
        token = self.tokens[k]
        if token.lower in CLAUSE_END and not (token.lower in ("»",) and k - i < 9):
            return True
        if token.lower in RELATIVES:
            return True
        return (
            token.finite
            and token.pos in ("VERB", "AUX")
            and acts_as_verb(self.text, k)
            and k > i + 1
            and self.table.at(k) is None
        )

    def _preposition_at(self, words: Sequence[str], k: int, end: int) -> int:
        """How many tokens of the preposition stand at k (0: none); its last word may be contracted."""
        for n, word in enumerate(words):
            if k + n >= end or self.tokens[k + n].lower not in FORMS.get(word, (word,)) or self.tokens[k + n].name >= 0:
                return 0
        return len(words)

    def _noun_phrase(self, low: int, high: int, direct: bool) -> Ref | None:
        """The actor of the noun phrase that starts at ``low``; a transparent noun is looked through (« le capital de »)."""
        end = min(high, self.text.sentence_of(low - 1)[1])
        if direct:
            end = min(self.text.sentence_of(low - 1)[1], high + 8)
        k, looked = self._skip_time(low, end) if direct else low, 0
        while k < end:
            ref = self.table.at(k)
            if ref is not None and ref.form != "clitic":
                if direct and looked == 0 and preposition_before(self.text, ref.first) and ref.first >= low:
                    return None
                return ref
            token = self.tokens[k]
            if token.lower in self.transparent or token.lemma in self.transparent or token.pos == "NUM":
                looked += 1
            elif token.lower in ("de", "du", "des", "d'") and looked:
                pass
            elif (
                direct
                and token.lower in ("du", "des", "de", "d'")
                or token.lower in CLAUSE_END
                or token.lower in RELATIVES
            ):
                return None
            elif (
                looked
                and token.pos == "NOUN"
                and (self.tokens[k - 1].lower in self.transparent or self.tokens[k - 1].lemma in self.transparent)
            ):
                pass  # « l'offre cloud de X »
            elif token.pos in ("NOUN", "PROPN", "VERB", "AUX") and token.lower not in (
                "dollars",
                "euros",
                "millions",
                "milliards",
                "fois",
            ):
                return self._described(k, end) if token.pos == "NOUN" else None
            elif token.pos == "ADP" and looked == 0 and token.lower not in ("de",):
                return None
            elif (
                token.lower == ","
                and direct
                and k + 2 < end
                and self.tokens[k + 1].lower in ("lui", "elle", "eux", "quant", "pour")
                and self.tokens[k + 2].lower == ","
            ):
                k += 2  # « accuse, lui, le gouvernement »
            elif token.lower == "," and direct and looked == 0 and (after := self._insertion_end(k, end)) is not None:
                k = after
            elif token.lower == "," and k > low and looked == 0:
                return None
            k += 1
        return None

    def _insertion_end(self, k: int, end: int) -> int | None:
        """The comma that closes « , par 412 voix contre 165, » if a noun phrase follows it."""
        if (
            k + 1 >= end
            or self.tokens[k + 1].pos not in ("ADP", "ADV")
            and self.tokens[k + 1].lower not in ("par", "avec", "en", "à")
        ):
            return None
        for j in range(k + 2, min(len(self.tokens) - 1, k + 12)):
            if self.tokens[j].lower == ",":
                return j if self.tokens[j + 1].pos == "DET" or self.table.at(j + 1) is not None else None
            if self.table.at(j) is not None or self.tokens[j].finite:
                return None
        return None

    def _skip_time(self, k: int, end: int) -> int:
        """Past adverbs and expressions of time or place before an object: « a dévoilé en juillet X »."""
        while k < end and self.table.at(k) is None:
            token = self.tokens[k]
            step = 0
            if token.pos == "ADV" and token.lower not in ("plus", "moins"):
                step = 1
            elif token.lower in self.calendar:
                step = 1
            elif (
                token.lower in ("en", "depuis", "dès", "fin", "début", "mi-", "courant", "le", "ce", "cette", "l'")
                and k + 1 < end
            ):
                after = self.tokens[k + 1]
                timed = after.lower in self.calendar or after.lower in (
                    "an",
                    "année",
                    "semaine",
                    "mois",
                    "matin",
                    "été",
                    "automne",
                    "hiver",
                    "printemps",
                    "dernier",
                )
                step = 2 if timed or after.pos == "NUM" or after.text.isdigit() else 0
            elif (
                token.text.isdigit()
                and len(token.text) == 4
                or token.lower in ("dernier", "dernière", "prochain", "prochaine")
                and k > 0
            ):
                step = 1
            if not step:
                break
            k += step
        return k

    def _described(self, k: int, end: int) -> Ref | None:
        """« l'opérateur historique français X »: an unknown noun directly followed by its name."""
        for j in range(k + 1, min(end, k + 4)):
            ref = self.table.at(j)
            if ref is not None:
                return ref if ref.first == j and ref.form == "name" else None
            if self.tokens[j].pos not in ("ADJ", "NOUN") or self.tokens[j].lower == ",":
                return None
        return None

    def complement(self, i: int, trigger: Trigger) -> list[Ref]:
        """« capital de Y », « son capital », « X, dont le capital … »."""
        owner = self._possessor(i)
        if owner:
            return owner
        found = self._after_de(i)
        if found:
            return found
        return self._dont(min(i, trigger.first))

    def _possessor(self, i: int) -> list[Ref]:
        """Whom « son », « sa », « leur » before the noun at i mean."""
        k = i - 1
        while k > 0 and (
            self.tokens[k].pos == "ADJ"
            or self.tokens[k].lower in ("-", "premier", "première", "principal", "principaux", "nouveau", "nouvelle")
        ):
            k -= 1
        if k >= 0 and k in self.reading.possessors:
            return [Ref(k, k, k, self.reading.possessors[k], "possessive", k, 0.8)]
        return []

    def _after_de(self, i: int) -> list[Ref]:
        end = self.text.sentence_of(i)[1]
        k = i + 1
        while (
            k < min(end, i + 4)
            and (self.tokens[k].pos in ("ADJ", "ADV") or self.tokens[k].lower in self.lexicon.nationality)
            and self.table.at(k) is None
        ):
            k += 1
        if (
            k == i + 1
            and k + 1 < end
            and self.tokens[k].pos == "NOUN"
            and self.tokens[k + 1].lower in ("de", "du", "des", "d'")
        ):
            k += 1  # « filiale cloud de X »
        if k + 2 < end and self.tokens[k].lower == "à" and self.tokens[k + 1].text[0].isdigit():
            k += 3 if self.tokens[k + 2].text == "%" else 2  # « filiale à 100 % de X »
        if k < end and self.tokens[k].lower == "par":  # « l'acquisition par X de Y »
            by = self._noun_phrase(k + 1, k + 6, False)
            k = by.outer + 1 if by is not None else k
        if k < end and self.tokens[k].lower in ("de", "du", "des", "d'", "chez"):
            ref = self._noun_phrase(k + 1, k + 8, False)
            return self.onward(ref) if ref is not None else []
        return []

    def _dont(self, i: int) -> list[Ref]:
        start = self.text.sentence_of(i)[0]
        for k in range(i - 1, max(start, i - 12), -1):
            if self.tokens[k].lower == "dont":
                ref = self._antecedent(k)
                return [ref] if ref is not None else []
            if self.tokens[k].lower in CLAUSE_END:
                return []
        return []

    def between(self, trigger: Trigger) -> list[Ref]:
        end = min(self.text.sentence_of(trigger.last)[1], trigger.last + 14)
        for k in range(trigger.last + 1, end):
            if self.tokens[k].lower == "entre":
                ref = self._noun_phrase(k + 1, k + 8, False)
                if ref is None:
                    return []
                members = self.whole(ref)
                return members if len(members) > 1 or len(ref.entities) > 1 else []
            if self._stops(k, trigger.last):
                return []
        return []

    def pair(self, trigger: Trigger) -> list[Ref]:
        """Members of a coordinated subject: the caller pairs them off."""
        members = self.agent(trigger)
        count = sum(len(r.entities) for r in members)
        return members if count > 1 else []

    def brackets(self, trigger: Trigger) -> list[Ref]:
        end = min(self.text.sentence_of(trigger.last)[1], trigger.last + 6)
        for k in range(trigger.last + 1, end):
            if self.tokens[k].text == "(" and (ref := self.table.at(k + 1)):
                return [ref]
        return []

    # -- predicates -----------------------------------------------------------------------------------------------

    def holder(self, trigger: Trigger) -> list[Ref]:
        """Who is said to be the noun or adjective of the trigger."""
        i = trigger.first
        start, end = self.text.sentence_of(i)
        ref = self.table.at(i)
        if ref is not None and ref.form == "name" and ref.first <= i < ref.head:
            return self.onward(ref)
        if trigger.part == "adjective" and i > start:
            ref = self.table.ending(i - 1)
            if ref is not None:
                return [ref]
            if any(v in _JUDGING for v in self.tokens[i - 1].verbs):
                return self.object(i - 1, i - 1)
            return self._copula(i, start) or self._apposed(i, start) or self._dont(i)
        found = self._copula(i, start) or self._apposed(i, start) or self._named_after(i, end)
        if not found and ref is not None and ref.form == "description":
            found = [ref]
        return found or self._listed(trigger, end)

    def _noun_left_edge(self, i: int, start: int) -> int:
        k, own = i - 1, self.table.at(i)
        while (
            k >= start
            and (own is None or self.table.at(k) is not own)
            and (
                self.tokens[k].pos in ("DET", "ADJ", "ADV", "NUM")
                or self.tokens[k].lower
                in ("l'", "d'", "un", "une", "le", "la", "les", "des", "son", "sa", "ses", "leur", "-")
            )
            and self.table.at(k) is None
        ):
            k -= 1
        return k

    def _named_after(self, i: int, end: int) -> list[Ref]:
        """« son modèle maison, X »: the name that follows the noun's phrase, of the kind that the noun tells."""
        noun = self.lexicon.nouns.get(self.tokens[i].lower)
        k = i + 1
        while k < min(end, i + 4) and self.tokens[k].pos in ("ADJ", "NOUN") and self.table.at(k) is None:
            k += 1
        if noun is None or k + 1 >= end or self.tokens[k].lower != ",":
            return []
        ref = self.table.at(k + 1)
        fits = (
            ref is not None
            and ref.form == "name"
            and ref.first == k + 1
            and self.discourse.entities[ref.entities[0]].kind == noun.kind
        )
        return [ref] if ref is not None and fits else []

    def _past_preposition(self, k: int, start: int) -> int:
        """« X, dans le giron de Y », « X est dans le viseur de Y »: the preposition before the noun is skipped."""
        return k - 1 if k > start and self.tokens[k].lower in ("dans", "sous", "en") else k

    def _copula(self, i: int, start: int) -> list[Ref]:
        edge = self._past_preposition(self._noun_left_edge(i, start), start)
        for k in range(edge, max(start - 1, edge - 3), -1):
            token = self.tokens[k]
            if any(v in ("être", "rester", "devenir", "demeurer") for v in token.verbs) and acts_as_verb(self.text, k):
                return self.subject(k)
            if token.pos not in ("ADV", "DET", "ADP") and token.lower not in ("l'", "un", "des"):
                break
        return []

    def _apposed(self, i: int, start: int) -> list[Ref]:
        k = self._past_preposition(self._noun_left_edge(i, start), start)
        if k > start and self.tokens[k].lower in (",", "(", "—", "–"):
            ref = self.table.ending(k - 1)
            if ref is None and self.tokens[k].lower == "," and self.tokens[k - 1].lower == ")":
                ref = next((r for r in self.table.refs if r.outer == k - 1), None)
            if ref is not None:
                return [ref]
        if (
            k < start or k == start and self.tokens[k].lower in ("à", "aux", "au")
        ):  # « À la tête de X depuis 2019, Y … »
            end = self.text.sentence_of(i)[1]
            comma = next((j for j in range(i + 1, min(end, i + 14)) if self.tokens[j].lower == ","), None)
            ref = self.table.at(comma + 1) if comma is not None and comma + 1 < end else None
            if ref is not None and ref.form == "name" and not preposition_before(self.text, ref.first):
                return [ref]
        return []

    def _listed(self, trigger: Trigger, end: int) -> list[Ref]:
        """« parmi ses actionnaires figurent A, B »; « ses actionnaires, dont A et B »; « l'actionnaire de X, A »."""
        for k in range(trigger.last + 1, min(end, trigger.last + 14)):
            token = self.tokens[k]
            ref = self.table.at(k)
            if ref is not None and ref.head == k and preposition_before(self.text, ref.first) == "":
                between = [t for t in self.tokens[trigger.last + 1 : ref.first]]
                others = sum(self.table.at(t.i) is not None and self.table.at(t.i).head == t.i for t in between)  # type: ignore[union-attr]
                opened = any(
                    t.lower in ("dont", ":", "(", "comme", "notamment") or t.lower == "," and others <= 1
                    for t in between
                )
                listing = any(v in _LISTING for t in between for v in t.verbs)
                return self.onward(ref) if opened or listing or not between else []
            if token.lower in (".", ";", "?") or token.lower in ("qui", "que", "où"):
                return []
            if token.finite and token.pos == "VERB" and not any(v in _LISTING for v in token.verbs):
                return []
        return []

    def within(self, trigger: Trigger) -> list[Ref]:
        """The actor inside the object's own phrase: « dénonce la politique de X », « l'opération menée par X »."""
        if (
            trigger.part == "verb"
            and trigger.how != "active"
            or self._inverted(trigger.first, group_start(self.text, trigger.first))
        ):
            return []
        for k in range(trigger.last + 1, min(self.text.sentence_of(trigger.last)[1], trigger.last + 12)):
            if (
                self.tokens[k].lower in (",", "elle", "lui", "eux")
                and k <= trigger.last + 3
                and self.tokens[trigger.last + 1].lower == ","
            ):
                continue  # « dénonce, elle, une … »
            if self._stops(k, trigger.last) or self.tokens[k].lower == ",":
                return []
            ref = self.table.at(k)
            if ref is not None and ref.form != "clitic":
                return [ref] if preposition_before(self.text, ref.first) in ("de", "par", "") else []
        return []

    def decision(self, trigger: Trigger) -> list[Ref]:
        """Who took the decision that the trigger's object names (« conteste la sanction »)."""
        key = self.discourse.authority
        if key is None:
            return []
        for token in self.tokens[trigger.first : min(self.text.sentence_of(trigger.last)[1], trigger.last + 7)]:
            if token.lower.rstrip("s") in _DECISIONS:
                return [Ref(token.i, token.i, token.i, (key,), "description", token.i, 0.8)]
        return []

    def cause(self, trigger: Trigger) -> list[Ref]:
        """« furieux parce que X … », « reproche qui vise X »: the subject of the clause that gives the reason."""
        end = min(self.text.sentence_of(trigger.last)[1], trigger.last + 9)
        for k in range(trigger.last + 1, end):
            if (
                self.tokens[k].lower in ("parce", "car", "puisque")
                or self.tokens[k].lower == "que"
                and self.tokens[k - 1].lower == "ce"
            ):
                ref = self._first_right(k + 1 + (self.tokens[k].lower == "parce"), k + 9)
                return [ref] if ref is not None else []
        return []

    def listed(self, trigger: Trigger) -> list[Ref]:
        """« à son capital, on retrouve A, aux côtés de B et C »: every actor after the verb that lists."""
        end = self.text.sentence_of(trigger.last)[1]
        verb = next(
            (
                k
                for k in range(trigger.last + 1, min(end, trigger.last + 12))
                if any(v in _LISTING for v in self.tokens[k].verbs)
            ),
            None,
        )
        if verb is None or any(
            self.table.at(k) is not None and not preposition_before(self.text, k)
            for k in range(trigger.last + 1, verb)
            if self.tokens[k].name >= 0
        ):
            return []
        found: list[Ref] = []
        for k in range(verb + 1, end):
            if (
                self.tokens[k].lower in (";", ":")
                or self.tokens[k].finite
                and self.tokens[k].pos == "VERB"
                or self.tokens[k].lower in RELATIVES
            ):
                break
            ref = self.table.at(k)
            if (
                ref is not None
                and ref.head == k
                and preposition_before(self.text, ref.first) != "à"
                and self.tokens[k - 1].lower != "("
            ):
                found.append(ref)
        return found

    def law(self, trigger: Trigger) -> list[Ref]:
        """The law that the rest of the clause speaks of: « a bataillé pour limiter les obligations de la loi »."""
        end = min(self.text.sentence_of(trigger.last)[1], trigger.last + REACH)
        for k in range(trigger.last + 1, end):
            ref = self.table.at(k)
            if (
                ref is not None
                and ref.head == k
                and all(self.discourse.entities[e].kind == "law" for e in ref.entities)
            ):
                return [ref]
            if self.tokens[k].lower in CLAUSE_END:
                break
        return []

    def open_deal(self, trigger: Trigger) -> list[Ref]:
        """The party told of « ce partenariat » when the other was left out."""
        key, k = self.discourse.open_deal, trigger.first
        if key is None or self.tokens[k - 1].lower not in ("ce", "cet", "cette"):
            return []
        return [Ref(k, k, k, (key,), "description", k, 0.8)]

    def doer(self, trigger: Trigger) -> list[Ref]:
        """Subject of the clause that « grâce à cet accord », « avec ce partenariat » modifies."""
        start, end = self.text.sentence_of(trigger.first)
        if not any(
            t.lower in ("avec", "grâce", "via", "par")
            for t in self.tokens[max(start, trigger.first - 4) : trigger.first]
        ):
            return []
        verb = next(
            (
                k
                for k in range(start, end)
                if self.tokens[k].finite and self.tokens[k].pos in ("VERB", "AUX") and acts_as_verb(self.text, k)
            ),
            None,
        )
        return [r for r in self.subject(verb) if len(r.entities) == 1] if verb is not None else []

    def topic(self, trigger: Trigger) -> list[Ref]:
        """The company whose capital the article speaks of, when the sentence leaves it out."""
        keys = (self.discourse.focus,) if self.discourse.focus is not None else self.discourse.deal
        return (
            [Ref(trigger.first, trigger.first, trigger.first, keys, "description", trigger.first, 0.75)] if keys else []
        )

    # -- deals ----------------------------------------------------------------------------------------------------

    def deal(self, trigger: Trigger) -> list[Ref]:
        """Both parties of the deal that stands as object, subject or complement of the trigger."""
        start, end = self.text.sentence_of(trigger.first)
        for k in range(trigger.last + 1, min(end, trigger.last + 9)):
            if k in self.reading.deals:
                return self._parties(k)
            if self.tokens[k].finite and self.tokens[k].pos == "VERB" or self.tokens[k].lower in CLAUSE_END:
                break
        if trigger.part != "verb" or voice(self.text, trigger.first, trigger.word) in ("passive", "reduced"):
            for k in range(trigger.first - 1, max(start - 1, trigger.first - 14), -1):
                if k in self.reading.deals:
                    return self._parties(k)
        return []

    def _parties(self, k: int) -> list[Ref]:
        keys = self.reading.deals[k] or self.discourse.deal
        return [Ref(k, k, k, keys, "description", k, 0.85, True)] if keys else []


_DECISIONS = frozenset(
    "décision sanction amende enquête verdict jugement mesure procédure pénalité arrêt injonction conclusion avis".split()
)
_JUDGING = frozenset("juger rendre estimer considérer trouver croire penser dire".split())
_LISTING = frozenset(
    "réunir rassembler regrouper associer attirer convaincre séduire fédérer agréger figurer compter trouver retrouver être citer croiser côtoyer".split()
)
__all__ = ["CONTRACTED", "Slots", "Trigger"]
