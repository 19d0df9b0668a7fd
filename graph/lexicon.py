"""The vocabulary of data/: well-known actors, places, nouns and roles, as frozen lookup tables. Free of spaCy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from graph.errors import VocabularyError
from graph.vocabulary import ACTORS, DATA, read_actors, read_yaml
from graph.wordlists import DiscourseWords, NameWords, Places, read_lists
from graph.words import fold, split_words


@dataclass(frozen=True)
class KnownActor:
    """An actor of data/actors.yaml: what it is called and by which nouns, never what it did."""

    name: str
    kind: str
    country: str = ""
    city: str = ""
    gender: str = ""
    nouns: frozenset[str] = frozenset()
    descriptions: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """One printed form of a known actor.

    ``weak``: also an ordinary word; ``agent_only``: only as one who acts; ``description``: no name but a description.
    """

    actor: str
    weak: bool = False
    agent_only: bool = False
    description: bool = False


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun that describes actors of one kind: « jeune pousse » (company, feminine, synonyms « start-up »…)."""

    text: str
    kind: str
    gender: str
    near: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RoleNoun:
    """A noun of function.

    ``target`` is the actor it implies; ``government``: it serves that of the nationality named, else the French one;
    ``firms_too``: companies and bodies bear it as well (« membre », « partenaire »); ``beside``: it is borne in the
    house of the person whose it is (« son successeur »); ``ended``: it is over (« prédécesseur »).
    """

    text: str
    relation: str
    target: str = ""
    government: bool = False
    target_kinds: frozenset[str] = frozenset()
    weight: float = 0.9
    gender: str = ""
    firms_too: bool = False
    beside: bool = False
    ended: bool = False


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All of it. Keys of word tables are lower-case forms with straight apostrophes, tuples of simple words for names.

    ``longest``: first word of a form -> words of the longest; ``nationality``: adjective -> country code or city;
    ``cities``: city -> country code; ``governments``: country code -> actor.
    """

    actors: Mapping[str, KnownActor]
    forms: Mapping[tuple[str, ...], Form]
    longest: Mapping[str, int]
    descriptions: Mapping[str, str]
    nationality: Mapping[str, str]
    cities: Mapping[str, str]
    countries: Mapping[str, str]
    places: frozenset[str]
    folded_places: frozenset[str]
    nouns: Mapping[str, Noun]
    roles: Mapping[str, RoleNoun]
    governments: Mapping[str, str]
    names: NameWords
    discourse: DiscourseWords

    def known_form(self, words: Sequence[str]) -> tuple[int, Form] | None:
        """The longest known form that these words begin with: (number of words, form)."""
        for n in range(min(self.longest.get(words[0], 0), len(words)), 0, -1):
            form = self.forms.get(tuple(words[:n]))
            if form:
                return n, form
        return None


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The vocabulary of data/, read and checked once; raises VocabularyError naming file and culprit."""
    folder = DATA / "lexicon"
    actors = _actors(read_actors())
    forms = _forms(read_actors(), actors)
    places = read_lists(Places, folder / "places.yaml")
    contracted = (city.removeprefix("Le ") for city in places.cities)  # « le port du Havre »
    every_place = frozenset((*places.cities, *contracted, *places.countries, *places.regions))
    return Lexicon(
        actors=actors,
        forms=forms,
        longest=_longest(forms),
        descriptions={text: actor.name for actor in actors.values() for text in actor.descriptions},
        nationality=places.adjectives,
        cities=places.cities,
        countries=places.countries,
        places=every_place,
        folded_places=frozenset(map(fold, every_place)),
        nouns=_nouns(read_yaml(folder / "nouns.yaml"), folder / "nouns.yaml"),
        roles=_roles(read_yaml(folder / "roles.yaml"), folder / "roles.yaml", actors),
        governments={a.country: a.name for a in actors.values() if _is_government(a)},
        names=read_lists(NameWords, folder / "names.yaml"),
        discourse=read_lists(DiscourseWords, folder / "discourse.yaml"),
    )


def _is_government(actor: KnownActor) -> bool:
    return actor.kind == "government" and actor.name.startswith("Gouvernement")


def _actors(entries: Iterable[dict[str, Any]]) -> dict[str, KnownActor]:
    """Name -> actor; what it is stands in its first entry, later ones add aliases."""
    actors: dict[str, KnownActor] = {}
    for entry in entries:
        name, aliases = entry["name"], tuple(entry.get("aliases", ()))
        known = actors.get(name)
        if known is not None:
            actors[name] = replace(known, aliases=(*known.aliases, *aliases))
            continue
        actors[name] = KnownActor(
            name=name,
            kind=entry["kind"],
            country=entry.get("country", ""),
            city=entry.get("city", ""),
            gender=entry.get("gender", ""),
            nouns=frozenset(entry.get("nouns", ())),
            descriptions=tuple(entry.get("descriptions", ())),
            aliases=aliases,
        )
    return actors


def _forms(entries: Iterable[dict[str, Any]], actors: Mapping[str, KnownActor]) -> dict[tuple[str, ...], Form]:
    """Words of every name, alias and description -> whose it is. An entry that repeats a name adds only its aliases."""
    forms: dict[tuple[str, ...], Form] = {}
    named: set[str] = set()
    for entry in entries:
        name = entry["name"]
        form = Form(name, bool(entry.get("weak")), bool(entry.get("agent_only")))
        for printed in (*(() if name in named else (name,)), *entry.get("aliases", ())):
            key = _key_of(printed)
            if key in forms and forms[key].actor != name:
                raise VocabularyError(f"{ACTORS}: « {printed} » belongs to {forms[key].actor} and to {name}: keep one")
            forms[key] = form
        named.add(name)
    for actor in actors.values():
        for text in actor.descriptions:
            key = _key_of(text)
            # « maison mère de X » speaks of X too: left to the rules
            if len(key) > 1 and key not in forms and not any(_is_name(word, forms) for word in key):
                forms[key] = Form(actor.name, description=True)
    return forms


def _is_name(word: str, forms: Mapping[tuple[str, ...], Form]) -> bool:
    form = forms.get((word,))
    return form is not None and not form.weak


def _key_of(form: str) -> tuple[str, ...]:
    """A printed form as the tuple of its simple words."""
    return tuple(w.text for w in split_words(form.replace("’", "'")))


def _longest(forms: Iterable[tuple[str, ...]]) -> dict[str, int]:
    table: dict[str, int] = {}
    for key in forms:
        table[key[0]] = max(table.get(key[0], 0), len(key))
    return table


def _plain(word: str) -> str:
    return word.lower().replace("’", "'")


def _nouns(content: dict[str, Any], path: Path) -> dict[str, Noun]:
    near: dict[str, set[str]] = {}
    for group in content.get("near", ()):
        for word in group:
            near.setdefault(word, set()).update(group)
    nouns: dict[str, Noun] = {}
    for kind, by_gender in content["kinds"].items():
        for gender, words in by_gender.items():
            for word in words:
                if word in nouns:
                    raise VocabularyError(f"{path}: « {word} » stands under {nouns[word].kind} and {kind}: keep one")
                nouns[word] = Noun(word, kind, "" if gender == "both" else gender, frozenset(near.get(word, ())))
    return {_plain(word): noun for word, noun in nouns.items()}


def _roles(entries: Iterable[dict[str, Any]], path: Path, actors: Mapping[str, KnownActor]) -> dict[str, RoleNoun]:
    roles: dict[str, RoleNoun] = {}
    for entry in entries:
        target = entry.get("target", "")
        if "relation" not in entry:
            raise VocabularyError(f"{path}: {entry} has no relation")
        if target and target not in actors:
            raise VocabularyError(f"{path}: target « {target} » is not in data/actors.yaml: add it or mend the name")
        for key, gender in (("m", "m"), ("f", "f"), ("both", "")):
            for form in entry.get(key, ()):
                text = _plain(form)
                if text in roles:
                    raise VocabularyError(f"{path}: « {form} » stands twice: keep one")
                roles[text] = RoleNoun(
                    text=text,
                    relation=entry["relation"],
                    target=target,
                    government=bool(entry.get("government")),
                    target_kinds=frozenset(entry.get("target_kinds", ())),
                    weight=float(entry.get("weight", 0.9)),
                    gender=gender,
                    firms_too=entry.get("bearers") == "any",
                    beside=bool(entry.get("beside")),
                    ended=bool(entry.get("ended")),
                )
    return roles
