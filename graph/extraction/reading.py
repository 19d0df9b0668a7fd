"""Reads a parsed text from left to right and finds every phrase that refers to an actor."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.extraction.discourse import Discourse, in_quotes
from graph.extraction.entities import Entity
from graph.extraction.lists import coordinated
from graph.extraction.refs import Ref, RefTable, preposition_before
from graph.extraction.rolephrases import RolePhrase, find_roles
from graph.lexicon import Lexicon, Noun
from graph.syntax import Text, Token

DEFINITE = frozenset({"le", "la", "l'", "les", "ce", "cet", "cette", "ces", "du", "au", "aux", "des", "notre"})
POSSESSIVES = frozenset({"son", "sa", "ses", "leur", "leurs"})
SUBJECT_PRONOUNS = frozenset(
    {"il", "elle", "ils", "elles", "-il", "-elle", "-ils", "-elles", "celui-ci", "celle-ci", "lui-même", "elle-même"}
)
_NAMING = frozenset({"baptiser", "nommer", "appeler", "dénommer", "intituler", "surnommer", "rebaptiser"})
IMPERSONAL = frozenset(
    {
        "falloir",
        "agir",
        "sembler",
        "convenir",
        "suffire",
        "importer",
        "rester",
        "exister",
        "arriver",
        "valoir",
        "tenir",
        "paraître",
    }
)


@dataclass
class Reading:
    """One text as read: its refs, role phrases, possessors by token, and which tokens are quoted."""

    text: Text
    table: RefTable
    roles: list[RolePhrase]
    quoted: list[bool]
    possessors: dict[int, tuple[int, ...]] = field(default_factory=dict)
    deals: dict[int, tuple[int, ...]] = field(default_factory=dict)


class Reader:
    """Builds readings; keeps the discourse from one text of the article to the next."""

    def __init__(self, lexicon: Lexicon, discourse: Discourse, entity_of_name: list[int]) -> None:
        self.lexicon = lexicon
        self.discourse = discourse
        self.entity_of_name = entity_of_name
        self.deal_nouns = frozenset(lexicon.discourse["deals"])

    def read(self, text: Text) -> Reading:
        """Refs of one text; the discourse moves on sentence by sentence."""
        reading = Reading(text, RefTable(text), find_roles(text, self.lexicon), in_quotes(text))
        for start, end in text.sentences:
            self.discourse.sentence += 1
            self._names(reading, start, end)
            self._namings(reading, start, end)
            i = start
            while i < end:
                ref = reading.table.at(i)
                if ref is None:
                    ref = self._phrase(reading, i, start, end)
                    if ref:
                        reading.table.add(ref)
                if ref and ref.first <= i:
                    for k in range(ref.first, ref.head):
                        self._possessive(reading, k)
                    self.discourse.see(ref.entities, self._is_subject(text, ref), reading.quoted[ref.head])
                    self._pairs(reading, ref)
                    self._learn(reading, ref, end)
                    i = ref.last + 1
                    continue
                self._possessive(reading, i)
                self._deal(reading, i, end)
                i += 1
        return reading

    # -- names ----------------------------------------------------------------------------------------------------

    def _names(self, reading: Reading, start: int, end: int) -> None:
        for i in range(start, end):
            token = reading.text.tokens[i]
            if token.name >= 0 and reading.table.at(i) is None:
                entity = self.discourse.entities[self.entity_of_name[token.name]]
                first = self._title_start(reading, entity, i, start)
                reading.table.add(
                    Ref(first, i, i, (entity.key,), "name", self._bracket_end(reading.text, i, end), entity.sure)
                )

    def _namings(self, reading: Reading, start: int, end: int) -> None:
        """« son troisième modèle …, baptisé X », « un modèle fermé, X, », « Baptisé X, son modèle … »: the noun is X."""
        tokens = reading.text.tokens
        for ref in [r for r in reading.table.refs if start <= r.head < end and r.form == "name"]:
            kind = self.discourse.entities[ref.entities[0]].kind
            if kind not in ("product", "company", "organisation", "law", "media"):
                continue
            k = ref.first - 1
            while k > start and tokens[k].lower in ("«", '"', "simplement", "sobrement", "tout"):
                k -= 1
            if k < start:
                continue
            named = any(v in _NAMING for v in tokens[k].verbs)
            if named and k == start:
                self._name_noun(reading, ref, kind, range(ref.last + 2, min(end, ref.last + 10)), end)
            elif named or tokens[k].lower == "," and kind == "product":
                self._name_noun(reading, ref, kind, range(k - 1, max(start - 1, k - (26 if named else 12)), -1), end)

    def _name_noun(self, reading: Reading, ref: Ref, kind: str, places: range, end: int) -> None:
        """The noun of this kind nearest in ``places`` takes the actor of ``ref``, if its phrase is free."""
        tokens = reading.text.tokens
        for j in places:
            noun = self.lexicon.nouns.get(tokens[j].lower)
            if noun is None or noun.kind != kind or reading.table.at(j) is not None:
                if tokens[j].finite and tokens[j].pos == "VERB":
                    return
                continue
            first = j
            while (
                first > 0
                and tokens[first - 1].sentence == tokens[j].sentence
                and (tokens[first - 1].pos in ("ADJ", "DET", "NUM") or tokens[first - 1].lower in POSSESSIVES)
            ):
                first -= 1
            if tokens[first].lower in ("un", "une", "leur", "son", "sa", "ce", "cette", "notre", "le", "la"):
                self._possessive(reading, first)
                reading.table.add(Ref(first, j, j, ref.entities, "description", j, 0.9))
                return

    def _title_start(self, reading: Reading, entity: Entity, i: int, start: int) -> int:
        """First token of the phrase whose name is at i: « le groupe chimique | Solvane », « Le patron d'Orbicom, | X »."""
        tokens = reading.text.tokens
        k = i - 1
        if entity.kind == "person":
            role = self._role_before(reading, i, start)
            if role is not None:
                return role.first
            if k >= start and tokens[k].lower in ("m.", "mme", "me", "mm."):
                return k
        noun = False
        while k >= start and k > i - 6:
            token = tokens[k]
            if token.name >= 0 or reading.table.at(k) is not None:
                break
            if (
                self._noun_phrase_at(reading.text, k, entity.kind == "person")
                or token.lower in self.lexicon.nationality
            ):
                noun = True
            elif token.lower in ("famille", "fratrie", "clan", "dynastie"):
                noun = True
            elif not (
                token.pos == "ADJ"
                or token.lower in ("ex", "ex-", "-")
                or entity.kind == "person"
                and token.pos == "NOUN"
            ):
                break
            k -= 1
        if (
            k >= start
            and (tokens[k].lower in DEFINITE or tokens[k].lower in ("un", "une", *POSSESSIVES))
            and (noun or entity.kind == "person" and k < i - 1)
        ):
            return k + 1 if tokens[k].lower in ("du", "au", "aux", "des") else k
        if noun and k == i - 1 - (i - 1 - k):
            return k + 1
        if (
            k == i - 1
            and k >= start
            and tokens[k].lower in DEFINITE
            and tokens[k].lower not in ("du", "au", "aux", "des")
        ):
            return k
        return i

    def _noun_phrase_at(self, text: Text, k: int, person: bool) -> bool:
        """Does token k belong to a describing noun of the lexicon (also « maison d'édition »)?"""
        tokens = text.tokens
        noun = self.lexicon.nouns.get(tokens[k].lower) or self.lexicon.nouns.get(tokens[k].lemma)
        if noun is not None and (person or noun.kind != "person") or person and tokens[k].lower in self.lexicon.roles:
            return True
        return any(
            " ".join(t.lower for t in tokens[max(0, k - n) : k + m]).replace("' ", "'") in self.lexicon.nouns
            for n in range(3) for m in range(1, 4) if n + m > 1
        )  # fmt: skip

    def _role_before(self, reading: Reading, i: int, start: int) -> RolePhrase | None:
        """The role phrase whose bearer is the person named at i, if it stands right before."""
        tokens = reading.text.tokens
        best = None
        for role in reading.roles:
            if (
                not start <= role.first <= role.last < i
                or i - role.last > 14
                or reading.quoted[role.last] != reading.quoted[i]
            ):
                continue
            between = tokens[role.last + 1 : i]
            if between and between[-1].lower in ("m.", "mme", "me", "mm.", "dr", "pr"):
                between = between[:-1]
            commas = [t for t in between if t.lower == ","]
            if any(
                t.finite and t.pos in ("VERB", "AUX") or t.lower in (":", ";", "»", "«", "qui", "que", ")", "(")
                for t in between
            ):
                continue
            if any(t.name >= 0 and self._is_person(t) for t in between):
                continue
            if len(commas) > 1 or (commas and between[-1].lower != ","):
                continue
            if between and between[-1].lower in (
                "à",
                "de",
                "d'",
                "du",
                "par",
                "avec",
                "chez",
                "pour",
                "sur",
                "et",
                "dans",
                "des",
            ):
                continue
            joined = best is not None and all(
                t.pos == "CCONJ" or t.lower in ("et", ",") for t in tokens[best.last + 1 : role.first]
            )
            best = best if joined else role  # « cofondateur et PDG de X, Y »: the first of the roles opens the phrase
        return best

    def _is_person(self, token: Token) -> bool:
        return self.discourse.entities[self.entity_of_name[token.name]].kind == "person"

    def _bracket_end(self, text: Text, i: int, end: int) -> int:
        if i + 1 < end and text.tokens[i + 1].text == "(":
            for k in range(i + 2, min(end, i + 14)):
                if text.tokens[k].text == ")":
                    return k
        return i

    # -- descriptions and pronouns --------------------------------------------------------------------------------

    def _phrase(self, reading: Reading, i: int, start: int, end: int) -> Ref | None:
        token = reading.text.tokens[i]
        if token.lower in DEFINITE and token.pos != "PRON" and not self._clitic(reading.text, i):
            return self._description(reading, i, end)
        if token.lower in SUBJECT_PRONOUNS:
            return self._pronoun(reading, i, end)
        if token.lower in ("l'", "le", "la", "les") and self._clitic(reading.text, i):
            keys = self.discourse.clitic(self._subject_of(reading, token.head) | self._subject_of(reading, i + 1))
            return Ref(i, i, i, keys, "clitic", i, 0.75) if keys else None
        return None

    def _clitic(self, text: Text, i: int) -> bool:
        """Is « l' », « le », « la » at i an object pronoun: « l'utilisent », « la rachète »?"""
        after = text.tokens[i + 1] if i + 1 < len(text.tokens) else None
        if after is None or after.name >= 0 or text.tokens[i].lower == "les":
            return False
        before = text.tokens[i - 1] if i else None
        if before is not None and (before.pos in ("ADP", "DET") or before.lower in ("à", "de", "dans", "sur")):
            return False
        infinitive = after.lower in after.verbs and before is not None and bool(before.verbs)
        return (after.finite or infinitive) and after.pos in ("VERB", "AUX") and bool(after.verbs)

    def _pronoun(self, reading: Reading, i: int, end: int) -> Ref | None:
        tokens = reading.text.tokens
        token = tokens[i]
        if token.lower in ("il", "-il"):
            if token.dep.startswith("expl"):
                return None
            ahead = tokens[i + 1 : min(end, i + 5)]
            if any(v in IMPERSONAL for t in ahead for v in t.verbs) or any(t.lower == "y" for t in ahead[:2]):
                return None
        keys = self.discourse.pronoun(token, self._reporters(reading, i), reading.quoted[i])
        return Ref(i, i, i, keys, "pronoun", i, 0.8, len(keys) > 1) if keys else None

    def _reporters(self, reading: Reading, i: int) -> set[int]:
        """Entities named after « selon » in this sentence: a source is seldom who the sentence is about."""
        start = reading.text.sentence_of(i)[0]
        out: set[int] = set()
        for k in range(start, i):
            if reading.text.tokens[k].lower in ("selon", "après") and (
                k == start or reading.text.tokens[k].lower == "selon" or reading.text.tokens[k - 1].lower == "d'"
            ):
                ref = next((r for j in range(k + 1, min(i, k + 6)) if (r := reading.table.at(j))), None)
                out |= set(ref.entities) if ref else set()
        return out

    def _description(self, reading: Reading, i: int, end: int) -> Ref | None:
        """« la start-up lyonnaise », « les deux groupes », « ce dernier », « l'américain »."""
        tokens = reading.text.tokens
        first = i + 1 if tokens[i].lower in ("du", "au", "aux") or (tokens[i].lower == "des" and i + 1 < end) else i
        k = i + 1
        two = False
        while (
            k < end
            and (tokens[k].pos in ("ADJ", "NUM", "DET") or tokens[k].lower in _BEFORE_NOUN)
            and k < i + 4
            and not self._noun_here(reading.text, k)
        ):
            two = two or tokens[k].lower in ("deux",)
            k += 1
        if (
            k < end
            and tokens[k].lower in ("dernier", "dernière")
            or k > i + 1
            and tokens[k - 1].lower in ("dernier", "dernière")
            and tokens[i].lower in ("ce", "cette")
        ):
            return self._this_last(reading, i, k if tokens[min(k, end - 1)].lower in ("dernier", "dernière") else k - 1)
        hit = self._noun_here(reading.text, k) if k < end else None
        if hit is None:
            return self._nationality(reading, i, first, end)
        noun, length = hit
        last = k + length - 1
        beside = reading.table.ending(i - 2) if i > 1 and tokens[i - 1].lower == "," else None
        if noun.kind == "person" and (
            beside is not None
            and self._person_ref(beside)
            or last + 1 < end
            and tokens[last + 1].lower in ("de", "du", "d'", "des")
        ):
            return None  # an apposition or a title, not a reference
        adjectives = {t.lower for t in tokens[i + 1 : k]}
        while (
            last + 1 < end
            and (tokens[last + 1].pos == "ADJ" or tokens[last + 1].lower in self.lexicon.nationality)
            and tokens[last + 1].name < 0
            and last < k + length + 2
        ):
            last += 1
            adjectives.add(tokens[last].lower)
        if last + 1 < end and (tokens[last + 1].name >= 0 or tokens[last + 1].lower == "«"):
            return None
        plural = tokens[i].lower in ("les", "des", "ces", "aux")
        if plural and not two and tokens[i].lower == "des":
            return None
        place, tail = self._place_after(reading.text, last, end, noun.kind == "product")
        if tail is None:
            return None
        phrase = " ".join(t.lower for t in tokens[k : tail + 1]).replace("' ", "'")
        known = self.lexicon.descriptions.get(phrase)
        owned = (
            noun.kind == "product"
            and tail + 2 < end
            and tokens[tail + 1].lower in ("de", "d'", "du")
            and any(t.name >= 0 for t in tokens[tail + 2 : tail + 4])
        )
        if owned and (last_seen := self.discourse.latest({"product"}, 2)):
            return Ref(first, tail, k, last_seen, "description", tail, 0.8)
        keys = (
            self._known_entity(known)
            if known
            else self.discourse.describe(
                noun,
                adjectives,
                place,
                plural,
                self._subject_of(reading, self._governor(reading.text, k)),
                two or noun.text in ("partenaire", "parties"),
            )
        )
        if not keys and noun.kind == "government":
            keys = self._government(adjectives)
        if not keys:
            return None
        return Ref(first, tail, k, keys, "description", tail, 0.95 if known else 0.82, len(keys) > 1)

    def _person_ref(self, ref: Ref) -> bool:
        return all(self.discourse.entities[k].kind == "person" for k in ref.entities)

    def _this_last(self, reading: Reading, i: int, last: int) -> Ref | None:
        feminine = reading.text.tokens[last].lower == "dernière"
        recent = sorted(
            ((s.order, k) for k, s in self.discourse.seen.items() if self.discourse.sentence - s.sentence <= 1),
            reverse=True,
        )
        for _, key in recent:
            entity = self.discourse.entities[key]
            if (
                entity.kind == "person"
                and entity.gender == ("m" if feminine else "f")
                or self.discourse.seen[key].quoted
                and not reading.quoted[i]
            ):
                continue
            return Ref(i, last, last, (key,), "description", last, 0.85)
        return None

    def _nationality(self, reading: Reading, i: int, first: int, end: int) -> Ref | None:
        tokens = reading.text.tokens
        k = i + 1
        if (
            k >= end
            or tokens[k].lower not in self.lexicon.nationality
            or tokens[i].lower not in ("le", "la", "l'", "du", "au")
        ):
            return None
        after = tokens[k + 1] if k + 1 < end else None
        if after is not None and (after.pos in ("NOUN", "PROPN", "ADJ") or after.name >= 0):
            return None
        noun = Noun("groupe", "company", "m")
        keys = self.discourse.describe(noun, {tokens[k].lower}, "", False, self._subject_of(reading, tokens[k].head))
        return Ref(first, k, k, keys, "description", k, 0.8) if keys else None

    def _noun_here(self, text: Text, k: int) -> tuple[Noun, int] | None:
        """The longest describing noun that starts at token k, and its length in tokens."""
        for n in (4, 3, 2, 1):
            if k + n > len(text.tokens):
                continue
            part = text.tokens[k : k + n]
            phrase = " ".join(t.lower for t in part).replace("' ", "'").replace(" - ", "-").replace(" -", "-")
            noun = self.lexicon.nouns.get(phrase) or (self.lexicon.nouns.get(_singular(part)) if n <= 2 else None)
            if noun is None and n == 1 and phrase in self.lexicon.roles:
                noun = Noun(phrase, "person", self.lexicon.roles[phrase].gender)
            if noun is not None and all(t.name < 0 for t in part):
                return noun, n
        return None

    def _place_after(self, text: Text, last: int, end: int, product: bool) -> tuple[str, int | None]:
        """(city, last token) for « de Redmond », « basée à Lyon »; (…, None) if a complement makes it another actor."""
        tokens = text.tokens
        k = last + 1
        if (
            k < end
            and tokens[k].lower in ("basé", "basée", "installé", "installée", "établi", "établie")
            and k + 2 < end
        ):
            return (tokens[k + 2].text, k + 2) if tokens[k + 2].text in self.lexicon.cities else ("", last)
        if k < end and tokens[k].lower in ("de", "d'", "du", "des"):
            if any(
                t.name >= 0 and self._is_person(t) or t.lower in self.lexicon.roles
                for t in tokens[k + 1 : min(end, k + 5)]
                if t.lower != ","
            ):
                return "", None
            named = next((t for t in tokens[k + 1 : min(end, k + 5)] if t.pos not in ("NOUN", "ADJ")), None)
            if named is not None and named.name >= 0 and named.i > k + 1 and tokens[k].lower in ("de", "d'"):
                return "", None  # « le fonds d'infrastructures X » is X
            described = next(
                (
                    t
                    for t in tokens[k : min(end, k + 3)]
                    if t.lower in self.lexicon.nouns and self.lexicon.nouns[t.lower].kind in ORG_LIKE
                ),
                None,
            )
            if described is not None and tokens[k].lower == "du":
                return "", None
            following = next(
                (
                    t
                    for t in tokens[k + 1 : min(end, k + 4)]
                    if t.pos not in ("DET", "ADJ") and t.lower not in ("la", "le", "l'", "les")
                ),
                None,
            )
            if following is not None and following.text in self.lexicon.cities:
                return following.text, following.i
            if following is not None and following.name >= 0 and not product:
                return "", None
        return "", last

    def _government(self, adjectives: set[str]) -> tuple[int, ...]:
        """« le gouvernement », « l'exécutif »: of the country named, else the French one."""
        countries = [c for a in adjectives if (c := self.lexicon.nationality.get(a)) and len(c) == 2]
        name = self.lexicon.governments.get(countries[0] if countries else "FR")
        return self._known_entity(name) if name else ()

    def _known_entity(self, name: str) -> tuple[int, ...]:
        for entity in self.discourse.entities:
            if entity.name == name:
                return (entity.key,)
        known = self.lexicon.actors[name]
        entity = Entity(
            len(self.discourse.entities),
            name,
            known.kind,
            True,
            known.gender,
            known.country,
            known.city,
            set(known.nouns),
        )
        self.discourse.entities.append(entity)
        return (entity.key,)

    def _governor(self, text: Text, k: int) -> int:
        """The verb that token k depends on, however deep in a noun phrase it stands."""
        for _ in range(6):
            head = text.tokens[k].head
            if head == k or text.tokens[head].pos in ("VERB", "AUX"):
                return head
            k = head
        return k

    def _subject_of(self, reading: Reading, verb: int) -> set[int]:
        """Entities of the subject of this verb: an object is not its own subject."""
        out: set[int] = set()
        for kid in reading.text.kids(verb, "nsubj"):
            for token in (kid, *reading.text.kids(kid.i, "conj")):
                ref = reading.table.at(token.i)
                out |= set(ref.entities) if ref is not None else set()
        return out

    # -- what a ref teaches ---------------------------------------------------------------------------------------

    def _is_subject(self, text: Text, ref: Ref) -> bool:
        def subject(i: int) -> bool:
            token = text.tokens[i]
            return (
                token.dep in ("nsubj", "nsubj:pass")
                or token.dep == "conj"
                and text.tokens[token.head].dep in ("nsubj", "nsubj:pass")
            )

        if not any(subject(i) for i in range(ref.first, ref.last + 1)):
            return False
        for token in text.tokens[ref.last + 1 : text.sentence_of(ref.head)[1]]:
            if token.finite and token.pos in ("VERB", "AUX"):
                return True
            if token.lower in ("il", "elle", "ils", "elles"):
                return ref.form == "pronoun"  # « Avec X, elle a levé … »: X is not who raised
        return True

    def _pairs(self, reading: Reading, ref: Ref) -> None:
        members = coordinated(reading.text, reading.table, ref)
        keys = tuple(dict.fromkeys(k for r in members for k in r.entities))
        if len(keys) > 1:
            self.discourse.pair = keys

    def _learn(self, reading: Reading, ref: Ref, end: int) -> None:
        """Nouns, roles, nationality and seat that this phrase or its apposition give to the actor."""
        if ref.form != "name":
            return
        entity = self.discourse.entities[ref.entities[0]]
        tokens = reading.text.tokens
        spans = [(ref.first, ref.last)]
        k = ref.outer + 1
        if k < end and tokens[k].lower == ",":
            stop = next(
                (
                    j
                    for j in range(k + 1, min(end, k + 9))
                    if tokens[j].lower in (",", ".", ";", ")") or tokens[j].finite or tokens[j].name >= 0
                ),
                min(end, k + 9),
            )
            if stop > k + 1 and (tokens[k + 1].pos in ("DET", "NOUN", "ADJ") or self._noun_here(reading.text, k + 1)):
                spans.append((k + 1, stop))
        for low, high in spans:
            for i in range(low, min(high + 1, len(tokens))):
                self._learn_word(reading.text, entity, i)

    def _learn_word(self, text: Text, entity: Entity, i: int) -> None:
        hit = self._noun_here(text, i)
        if text.tokens[i].lower.startswith("ex-") and (former := text.tokens[i].lower[3:]) in self.lexicon.roles:
            entity.nouns.add(former)
        if hit is not None and (hit[0].kind == entity.kind or hit[0].kind in ORG_LIKE and entity.kind in ORG_LIKE):
            entity.nouns.add(hit[0].text)
        place = self.lexicon.nationality.get(text.tokens[i].lower, "")
        if place and not entity.known:
            if place in self.lexicon.cities:
                entity.city = entity.city or place
                entity.country = entity.country or self.lexicon.cities[place]
            else:
                entity.country = entity.country or place
        if text.tokens[i].text in self.lexicon.cities and not entity.known:
            entity.city = entity.city or text.tokens[i].text

    def _possessive(self, reading: Reading, i: int) -> None:
        token = reading.text.tokens[i]
        if token.lower in POSSESSIVES and token.pos in ("DET", "PRON", "ADJ"):
            banned = self._reporters(reading, i) | self._predicated(reading, i)
            keys = self.discourse.possessor(token.lower in ("leur", "leurs"), banned, reading.quoted[i])
            if keys:
                reading.possessors[i] = keys

    def _predicated(self, reading: Reading, i: int) -> set[int]:
        """« X reste sa rivale »: X is not its own rival."""
        text = reading.text
        noun = text.tokens[text.tokens[i].head]
        copula = any(k.dep == "cop" for k in text.kids(noun.i))
        verb = noun.i if copula else noun.head
        states = any(v in ("rester", "devenir", "demeurer", "être") for v in text.tokens[verb].verbs)
        return self._subject_of(reading, verb) if copula or states else set()

    def _deal(self, reading: Reading, i: int, end: int) -> None:
        """Parties of the deal that a noun at i speaks of; a deal with its own parties becomes the current one."""
        token = reading.text.tokens[i]
        if token.lower not in self.deal_nouns and token.lemma not in self.deal_nouns:
            return
        keys = self._parties(reading, i, end)
        after = reading.text.tokens[i + 1].lower if i + 1 < end else ""
        if (
            len(keys) < 2
            and reading.text.tokens[max(0, i - 1)].lower in ("un", "une", "des")
            and after not in ("«", "qui")
        ):
            return
        reading.deals[i] = keys if len(keys) > 1 else ()

    def _parties(self, reading: Reading, i: int, end: int) -> tuple[int, ...]:
        """« la fusion entre A et B », « le rachat de A par B », « l'accord de A avec B »; names only."""
        keys: list[int] = []
        tokens = reading.text.tokens
        for k in range(i + 1, min(end, i + 16)):
            if tokens[k].finite and tokens[k].pos in ("VERB", "AUX") or tokens[k].lower in (",", ";", "."):
                break
            ref = reading.table.at(k)
            if (
                ref is not None
                and ref.head == k
                and preposition_before(reading.text, ref.first)
                in ("de", "entre", "par", "avec", "dans", "et", "chez", "")
            ):
                keys += [
                    e
                    for e in ref.entities
                    if self.discourse.entities[e].kind in ORG_LIKE or self.discourse.entities[e].kind == "person"
                ]
        return tuple(dict.fromkeys(keys))


ORG_LIKE = frozenset({"company", "organisation", "institution", "government", "media", "party"})
_BEFORE_NOUN = frozenset(
    "jeune deux trois quatre petit petite nouveau nouvelle nouvel autre même premier première futur future célèbre puissant puissante grand grande".split()
)


def _singular(part: tuple[Token, ...]) -> str:
    return " ".join(t.lemma if t.plural else t.lower for t in part)
