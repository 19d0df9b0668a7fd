"""From names to actors of one article: which names are one actor, and what it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.extraction.entities import Entity, Placed
from graph.extraction.first_names import gender_of
from graph.extraction.kinds import Votes, total, votes_for, winner
from graph.extraction.names import Name, Sighting
from graph.language import Language
from graph.lexicon import Lexicon
from graph.words import fold

_KNOWN = "@"  # marks the key of a known actor's group


@dataclass(frozen=True)
class _Group:
    """All sightings of one form: their indices in text order and the kind that they vote for."""

    members: tuple[int, ...]
    kind: str


def gather(sightings: Sequence[Sighting], lexicon: Lexicon, language: Language) -> tuple[list[Entity], list[Placed]]:
    """Entities (keys are list indices) and the place of every accepted name, in text order."""
    kept = _undoubted(sightings, lexicon)
    votes = [votes_for(s, lexicon, language) for s in kept]
    entities: list[Entity] = []
    placed: list[Placed] = []
    for members in _same_actor(kept, votes, lexicon):
        own = [kept[m] for m in members]
        entity = _entity(len(entities), own, total(votes[m] for m in members), lexicon)
        entities.append(entity)
        placed += [Placed(s.offset + s.name.start, s.offset + s.name.end, entity.key) for s in own]
    placed.sort(key=lambda p: (p.start, p.end))
    return entities, placed


def _undoubted(sightings: Sequence[Sighting], lexicon: Lexicon) -> list[Sighting]:
    """Without places, nor first words of sentences that are nowhere else written with a capital."""
    firm = {fold(s.name.text) for s in sightings if not s.name.doubtful}
    starts = {f.split()[0] for f in firm if f}
    kept = [s for s in sightings if not s.name.doubtful or fold(s.name.text) in firm | starts]
    return [s for s in kept if not _is_place(s.name, lexicon)]


def _is_place(name: Name, lexicon: Lexicon) -> bool:
    village = any(part in name.text for part in lexicon.names.village_links)  # « Villers-le-Haut »
    return name.form is None and (village or name.text in lexicon.places or name.text in lexicon.names.noise)


def _same_actor(sightings: Sequence[Sighting], votes: Sequence[Votes], lexicon: Lexicon) -> list[list[int]]:
    """Indices of sightings, one list an actor: same known actor, same form, surname, first word, acronym."""
    by_key: dict[str, list[int]] = {}
    for i, s in enumerate(sightings):
        by_key.setdefault(_KNOWN + s.name.form.actor if s.name.form else fold(s.name.text), []).append(i)
    groups = {k: _Group(tuple(own), _kind(k, total(votes[i] for i in own), lexicon)) for k, own in by_key.items()}
    host_of: dict[str, str] = {}
    for short in sorted(groups, key=lambda k: (len(k), k)):
        host = _host(short, groups, sightings, lexicon)
        if host:
            host_of[short] = host
    merged: dict[str, list[int]] = {}
    for key, group in groups.items():
        while key in host_of:
            key = host_of[key]
        merged.setdefault(key, []).extend(group.members)
    return [sorted(members) for members in sorted(merged.values(), key=min)]


def _kind(key: str, votes: Votes, lexicon: Lexicon) -> str:
    return lexicon.actors[key[1:]].kind if key.startswith(_KNOWN) else winner(votes)


def _host(short: str, groups: Mapping[str, _Group], sightings: Sequence[Sighting], lexicon: Lexicon) -> str | None:
    """The longer name that ``short`` is a part of: « Mensch », « Halberg », « CNB (Conseil national …) »."""
    if short.startswith(_KNOWN):
        return None
    spelt_out = _spelt_out(short, groups, sightings)
    if spelt_out:
        return spelt_out
    company = groups[short].kind != "person" and any(
        _called_company(sightings[i], lexicon) for i in groups[short].members
    )
    hosts = []
    for long, group in groups.items():
        rank = _rank(short, groups[short].kind, long, group.kind, lexicon)
        if rank is None or any(_called_subsidiary(sightings[i], lexicon) for i in group.members):
            continue
        if rank == 1 or not company:
            hosts.append((rank, group.members[0], long))
    return min(hosts)[2] if hosts else None


def _rank(short: str, kind: str, long: str, long_kind: str, lexicon: Lexicon) -> int | None:
    """As what ``long`` hosts ``short``: 0 its surname, 1 a body's first words, 2 a first name; None: not at all."""
    parts, words = short.split(), (fold(long[1:]) if long.startswith(_KNOWN) else long).split()
    if len(words) <= len(parts):
        return None
    if kind == long_kind == "law" and not long.startswith(_KNOWN):
        return 1 if _same_law(parts, words, lexicon) else None
    if long_kind == "person":
        if words[-len(parts) :] == parts and kind in ("person", "company"):
            return 0
        first_name = len(parts) == 1 and words[0] == short and gender_of(short.capitalize()) is not None
        return 2 if first_name else None
    same = words[: len(parts)] == parts and _same_house(words[len(parts) :], long_kind, lexicon)
    return 1 if same else None


def _same_law(parts: Sequence[str], words: Sequence[str], lexicon: Lexicon) -> bool:
    """« la loi sur l'eau » after « la proposition de loi sur l'eau potable »: the same head, the same first words."""
    stages = {fold(w) for w in (*lexicon.names.law_stages, *lexicon.names.law_adjectives)} | {"de"}
    short, long = ([w for k, w in enumerate(ws) if k > 2 or w not in stages] for ws in (parts, words))
    return len(short) > 2 and len(short) <= len(long) and long[: len(short)] == short


def _same_house(rest: Sequence[str], kind: str, lexicon: Lexicon) -> bool:
    """« Halberg » is « Halberg Werke », but « Quintessia » is not its subsidiary « Quintessia France »."""
    if kind in ("product", "law") or all(w in lexicon.names.versions for w in rest):
        return False
    return not any(w in lexicon.folded_places or w.isdigit() for w in rest)


def _called_subsidiary(s: Sighting, lexicon: Lexicon) -> bool:
    """« sa filiale Norvalis Belgique » is not Vastel."""
    before = s.text[max(0, s.name.start - 30) : s.name.start].lower().split()[-2:]
    return not lexicon.names.subsidiaries.isdisjoint(before)


def _called_company(s: Sighting, lexicon: Lexicon) -> bool:
    return s.text[max(0, s.name.start - 12) : s.name.start].lower().endswith(lexicon.names.company_cues)


def _spelt_out(short: str, groups: Mapping[str, _Group], sightings: Sequence[Sighting]) -> str | None:
    """« Agence européenne des médicaments (EMA) »: the bracket right after a name is its acronym if letters agree."""
    for i in groups[short].members:
        s = sightings[i]
        before = s.text[: s.name.start].rstrip()
        if not s.name.text.isupper() or not before.endswith("("):
            continue
        end = len(before[:-1].rstrip())
        for key, group in groups.items():
            for other in (sightings[j] for j in group.members):
                same = other.offset == s.offset and other.name.end == end
                if same and _agree(other.name.text, s.name.text):
                    return key
    return None


def _agree(name: str, acronym: str) -> bool:
    """Could the acronym stand for the name? Its first letter agrees, or it is most of the initials."""
    capitals = [w[0].upper() for w in re.findall(r"[^\W\d_]{3,}", fold(name))]
    letters = [c for c in fold(acronym).upper() if c.isalpha()]
    return bool(letters) and (letters[0] in capitals[:1] or set(letters) <= set(capitals))


def _entity(key: int, sightings: Sequence[Sighting], votes: Votes, lexicon: Lexicon) -> Entity:
    forms = {s.name.text for s in sightings}
    form = next((s.name.form for s in sightings if s.name.form), None)
    if form:
        entity = Entity.of_known(key, lexicon.actors[form.actor])
        entity.forms = forms
        if entity.kind == "person" and not entity.gender:
            entity.gender = gender_of(entity.name.split()[0]) or ""
        return entity
    name = max((s.name.text for s in sightings), key=lambda t: (len(fold(t).split()), len(t), t))
    kind = winner(votes)
    if kind == "group" and votes["group"] >= 6:
        name = f"Famille {name.removeprefix('Famille ')}"
    if kind == "person" and votes["person"] < 2:
        kind = "company"
    entity = Entity(key, name, kind, False, forms=forms, sure=1.0 if votes[kind] >= 2 else 0.85)
    if kind == "law":
        entity.nouns |= {name.split()[0].lower()} | lexicon.names.law_nouns
        entity.nouns |= lexicon.names.bill_nouns if "loi" in name.lower() else set()
    if kind == "person":
        entity.gender = _gender(name, sightings)
    return entity


def _gender(name: str, sightings: Sequence[Sighting]) -> str:
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
