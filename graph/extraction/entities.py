"""From names to actors of one article: which names are one actor, and of what kind it is, by vote of their contexts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from graph.extraction.names import Name, gender_of
from graph.words import Word, fold, split_words
from graph.language import Hint
from graph.lexicon import Lexicon

Votes = defaultdict[str, float]
_AGE = re.compile(r"^\s*,\s*\d{2}\s+ans\b")


@dataclass
class Entity:
    """An actor of one article, while it is read: the forms and descriptions it goes by."""

    key: int
    name: str
    kind: str
    known: bool
    gender: str = ""
    country: str = ""
    city: str = ""
    nouns: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A name at its characters in the article's text, and the key of its entity."""

    start: int
    end: int
    entity: int


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name with the passage it stands in: what the votes look at."""

    name: Name
    text: str
    offset: int
    hint: str


class Gathering:
    """Entities of one article, from the sightings of all its passages."""

    def __init__(self, lexicon: Lexicon, is_adjective: Callable[[str], bool]) -> None:
        self.lexicon = lexicon
        self.is_adjective = is_adjective

    def gather(self, sightings: Sequence[Sighting]) -> tuple[list[Entity], list[Placed]]:
        """Entities (keys are list indices) and the place of every accepted name, in text order."""
        kept = self._undoubted(sightings)
        votes = [self._votes(s) for s in kept]
        groups = self._group(kept, votes)
        entities: list[Entity] = []
        placed: list[Placed] = []
        for members in groups:
            entity = self._entity(len(entities), [kept[m] for m in members], [votes[m] for m in members])
            if entity is None:
                continue
            entities.append(entity)
            placed += [
                Placed(kept[m].offset + kept[m].name.start, kept[m].offset + kept[m].name.end, entity.key)
                for m in members
            ]
        placed.sort(key=lambda p: (p.start, p.end))
        return entities, placed

    def _undoubted(self, sightings: Sequence[Sighting]) -> list[Sighting]:
        """Without first words of sentences that are nowhere else written with a capital."""
        firm = {fold(s.name.text) for s in sightings if not s.name.doubtful}
        starts = {f.split()[0] for f in firm if f}
        kept = [s for s in sightings if not s.name.doubtful or fold(s.name.text) in firm | starts]
        return [s for s in kept if not self._place(s.name)]

    def _place(self, name: Name) -> bool:
        return name.form is None and (name.text in self.lexicon.places or name.text in self.lexicon.noise)

    def _group(self, sightings: list[Sighting], votes: list[Votes]) -> list[list[int]]:
        """Indices of sightings, one list an actor: same known actor, same form, surname, first word, acronym."""
        by_key: dict[str, list[int]] = {}
        for i, s in enumerate(sightings):
            key = "@" + s.name.form.actor if s.name.form else fold(s.name.text)
            by_key.setdefault(key, []).append(i)
        kinds = {k: _winner(_sum(votes[i] for i in idx), self._known_kind(k)) for k, idx in by_key.items()}
        merged: dict[str, str] = {}
        for short in sorted(by_key, key=lambda k: (len(k), k)):
            host = self._host(short, by_key, kinds, sightings)
            if host:
                merged[short] = host
        groups: dict[str, list[int]] = {}
        for key, idx in by_key.items():
            while key in merged:
                key = merged[key]
            groups.setdefault(key, []).extend(idx)
        return [sorted(g) for g in sorted(groups.values(), key=min)]

    def _known_kind(self, key: str) -> str | None:
        return self.lexicon.actors[key[1:]].kind if key.startswith("@") else None

    def _host(
        self, short: str, by_key: dict[str, list[int]], kinds: dict[str, str], sightings: list[Sighting]
    ) -> str | None:
        """The longer name that ``short`` is a part of: « Mensch », « Reinhardt », « CNB (Conseil national …) »."""
        if short.startswith("@"):
            return None
        bracket = self._acronym(short, by_key, sightings)
        if bracket:
            return bracket
        parts = short.split()
        hosts = []
        for long in by_key:
            full = fold(long[1:]) if long.startswith("@") else long
            words = full.split()
            if len(words) <= len(parts):
                continue
            person = kinds[long] == "person"
            if person and words[-len(parts) :] == parts and kinds[short] in ("person", "company"):
                hosts.append((0, min(by_key[long]), long))
            elif person and len(parts) == 1 and words[0] == parts[0] and gender_of(parts[0].capitalize()) is not None:
                hosts.append((2, min(by_key[long]), long))
            elif not person and words[: len(parts)] == parts and self._same_house(words[len(parts) :], kinds[long]):
                hosts.append((1, min(by_key[long]), long))
        if kinds[short] != "person":
            strong = {i for i in by_key[short] if _company_cue(sightings[i])}
            hosts = [h for h in hosts if h[0] == 1 or not strong]
        return min(hosts)[2] if hosts else None

    def _same_house(self, rest: list[str], kind: str) -> bool:
        """« Reinhardt » is « Reinhardt Motoren », but « Oxalia » is not its subsidiary « Oxalia France »."""
        if kind in ("product", "law"):
            return False
        folded = _folded_places(self.lexicon)
        if all(w in self.lexicon.names["_versions"] for w in rest):
            return False
        return not any(w in folded or w.isdigit() for w in rest)

    def _acronym(self, short: str, by_key: dict[str, list[int]], sightings: list[Sighting]) -> str | None:
        """« Agence européenne des médicaments (EMA) »: the bracket right after a name is its acronym if letters agree."""
        for i in by_key[short]:
            s = sightings[i]
            before = s.text[: s.name.start].rstrip()
            if not s.name.text.isupper() or not before.endswith("("):
                continue
            end = len(before) - 1
            for key, idx in by_key.items():
                for j in idx:
                    other = sightings[j]
                    same = other.offset == s.offset and other.name.end == len(before[:end].rstrip())
                    if same and _initials(other.name.text, s.name.text):
                        return key
        return None

    def _votes(self, s: Sighting) -> Votes:
        votes: Votes = defaultdict(float)
        if s.name.form:
            votes[self.lexicon.actors[s.name.form.actor].kind] += 20
            return votes
        if s.name.text != s.text[s.name.start : s.name.end]:
            votes["law"] += 20  # only names of laws are rewritten
            return votes
        self._inside(s, votes)
        self._before(s, votes)
        self._after(s, votes)
        two = " " in s.name.text
        if s.hint == "PER":
            votes["person"] += 1.5 if two else 0.3
        elif s.hint == "ORG":
            votes["company"] += 0.5
        return votes

    def _inside(self, s: Sighting, votes: Votes) -> None:
        words = s.name.text.replace("-", " ").split()
        names = self.lexicon.names
        for kind, parts in names["parts"].items():
            votes[kind] += 3.0 * bool(set(words[1:] if len(words) > 1 else words) & set(parts)) * (len(words) > 1)
        if len(words) > 1 or words[0] in (
            "Ministère",
            "Parlement",
            "Commission",
            "Sénat",
            "Assemblée",
            "Conseil",
            "Gouvernement",
        ):
            for kind, heads in names["heads"].items():
                votes[kind] += 2.6 * (words[0] in heads)
        first = s.name.text.split()[0]
        if len(s.name.text.split()) > 1 and gender_of(first.split("-")[0] if "-" in first else first) is not None:
            known = first not in names["_heads"] and not first.isupper()
            votes["person"] += 2.8 if known and not any(c.isdigit() for c in s.name.text) else 0
        if len(words) > 1 and words[-1].lower() in self.lexicon.names["_versions"]:
            votes["product"] += 2.5
        if len(words[-1]) > 1 and re.search(r"\d", s.name.text):
            votes["product"] += 1.2

    def _before(self, s: Sighting, votes: Votes) -> None:
        left = split_words(s.text[max(0, s.name.start - 90) : s.name.start])
        if not left:
            return
        if left[-1].text in ("M", "Mme", "Me") or [w.text for w in left[-2:]] in (["M", "."], ["MM", "."], ["Dr", "."]):
            votes["person"] += 5
            return
        noun, distance = self._noun_left(left)
        if noun == "person" and s.name.text.split()[0] in self.lexicon.names["heads"]["party"]:
            noun = "party"  # « le député Rassemblement citoyen X »
        if noun:
            votes[noun] += 3.2 - 0.3 * distance
        if left[-1].text == "," and len(left) > 1:
            self._announced(left[:-1], votes)
        if left[-1].text.lower() in ("famille", "fratrie", "clan", "dynastie", "frères"):
            votes["group"] += 6
        if left[-1].text.lower() == "chez":
            votes["company"] += 1.5
        if left[-1].text.lower() in self.lexicon.nationality and noun is None and " " not in s.name.text:
            votes["company"] += 2

    def _announced(self, left: list[Word], votes: Votes) -> None:
        """« son modèle maison, X »: the noun before the comma, if a possessive or an article opens its phrase."""
        for k in range(len(left) - 1, max(-1, len(left) - 6), -1):
            noun = self.lexicon.nouns.get(left[k].text.lower())
            if (
                noun is not None
                and k
                and left[k - 1].text.lower()
                in (
                    "son",
                    "sa",
                    "leur",
                    "un",
                    "une",
                    "notre",
                    "dernier",
                    "nouveau",
                    "nouvelle",
                    "premier",
                    "grand",
                    "troisième",
                    "deuxième",
                )
            ):
                votes[noun.kind] += 1.8
                return

    def _noun_left(self, left: list[Word]) -> tuple[str | None, int]:
        """Kind told by the noun right before the name, adjectives skipped, and how many words were skipped."""
        k = len(left) - 1
        if left[k].text in '«"“' and k:
            k -= 1
        skipped = 0
        while k >= 0 and skipped < 4:
            for n in (4, 3, 2, 1):
                if k - n + 1 >= 0:
                    phrase = (
                        " ".join(w.text.lower() for w in left[k - n + 1 : k + 1])
                        .replace(" - ", "-")
                        .replace(" ' ", "'")
                        .replace(" ’ ", "'")
                    )
                    role = self.lexicon.roles.get(phrase.removeprefix("ex-"))
                    noun = self.lexicon.nouns.get(phrase)
                    if role is not None and not role.firms_too and not (noun and role.weight < 0.8):
                        return "person", skipped
                    if noun is not None:
                        return noun.kind, skipped
            lowered = left[k].text.lower()
            if not (self.is_adjective(lowered) or lowered in self.lexicon.nationality or left[k].text == "-"):
                return None, 0
            k, skipped = k - 1, skipped + 1
        return None, 0

    def _after(self, s: Sighting, votes: Votes) -> None:
        tail = s.text[s.name.end : s.name.end + 90]
        if _AGE.match(tail):
            votes["person"] += 4
            return
        right = split_words(tail)
        texts = [w.text.lower() for w in right]
        if texts[:1] == [","] or texts[:1] == ["("]:
            k = 1
            while k < len(texts) and k < 6:
                for n in (4, 3, 2, 1):
                    phrase = " ".join(texts[k : k + n]).replace(" - ", "-").replace(" ' ", "'").replace(" ’ ", "'")
                    bare = phrase.removeprefix("ex-")
                    if (
                        bare in self.lexicon.roles
                        and not self.lexicon.roles[bare].firms_too
                        and not (bare in self.lexicon.nouns and self.lexicon.roles[bare].weight < 0.8)
                        and not (k > 1 and texts[k - 1] in ("son", "sa", "leur", "ses", "par"))
                    ):
                        votes["person"] += 3
                        return
                    if phrase in self.lexicon.nouns:
                        votes[self.lexicon.nouns[phrase].kind] += 2.5
                        return
                step = texts[k]
                if step not in _DETERMINERS and not self.is_adjective(step) and step not in self.lexicon.nationality:
                    break
                k += 1
        before = s.text[: s.name.start].rstrip()
        if before.endswith("(") and tail[:1] == ")" and s.name.text in self.lexicon.names["_party_words"]:
            votes["party"] += 4
        if texts[:1] == [","] or texts[:1] == ["("]:
            if texts[:1] == ["("] and len(texts) > 1 and right[1].text in self.lexicon.names["_party_words"]:
                votes["person"] += 2.5

    def _entity(self, key: int, sightings: list[Sighting], votes: list[Votes]) -> Entity | None:
        total = _sum(votes)
        form = next((s.name.form for s in sightings if s.name.form), None)
        if form:
            known = self.lexicon.actors[form.actor]
            entity = Entity(key, known.name, known.kind, True, known.gender, known.country, known.city,
                            set(known.nouns), {s.name.text for s in sightings})  # fmt: skip
            if known.kind == "person" and not known.gender:
                entity.gender = gender_of(known.name.split()[0]) or ""
            return entity
        name = max((s.name.text for s in sightings), key=lambda t: (len(fold(t).split()), len(t), t))
        kind = _winner(total, None)
        if kind == "group" and total["group"] >= 6:
            name = f"Famille {name.removeprefix('Famille ')}"
        if kind == "person" and total["person"] < 2:
            kind = "company"
        sure = 1.0 if total[kind] >= 2 else 0.85
        entity = Entity(key, name, kind, False, forms={s.name.text for s in sightings}, sure=sure)
        if kind == "law":
            entity.nouns |= {"texte", name.split()[0].lower()} | (
                {"projet de loi", "loi"} if "loi" in name.lower() else set()
            )
        if kind == "person":
            entity.gender = self._gender(name, sightings)
        return entity

    def _gender(self, name: str, sightings: list[Sighting]) -> str:
        first = gender_of(name.split()[0]) or gender_of(name.split("-")[0])
        if first:
            return first
        for s in sightings:
            left = s.text[max(0, s.name.start - 5) : s.name.start]
            if left.endswith("Mme "):
                return "f"
            if left.endswith(("M. ", "M.\u00a0")):
                return "m"
        return ""


_DETERMINERS = frozenset("le la l ' ’ les un une des du son sa ses leur à".split())


@lru_cache(maxsize=1)
def _folded_places(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(fold(p) for p in lexicon.places)


def _company_cue(s: Sighting) -> bool:
    left = s.text[max(0, s.name.start - 12) : s.name.start].lower()
    return left.endswith(("chez ", "groupe ", "société ", "entreprise ", "start-up ", "fonds ", "famille "))


def _sum(votes: Iterable[Votes]) -> Votes:
    total: Votes = defaultdict(float)
    for each in votes:
        for kind, weight in each.items():
            total[kind] += weight
    return total


def _winner(votes: Mapping[str, float], known: str | None) -> str:
    """The kind with most votes; a name that nothing speaks for is a company, the most frequent unknown."""
    if known:
        return known
    weighed = {**votes, "company": votes.get("company", 0.0) + 0.8}
    return max(weighed, key=lambda kind: (weighed[kind], kind))


def _initials(name: str, acronym: str) -> bool:
    """Could the acronym stand for the name? Its first letter agrees, or it is most of the initials."""
    capitals = [w[0].upper() for w in re.findall(r"[^\W\d_]{3,}", fold(name))]
    letters = [c for c in fold(acronym).upper() if c.isalpha()]
    return bool(letters) and (letters[0] in capitals[:1] or set(letters) <= set(capitals))
