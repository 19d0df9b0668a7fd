"""The vocabulary of data/: well-known actors, places, nouns and roles, as frozen lookup tables. Free of spaCy."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from graph.errors import VocabularyError
from graph.vocabulary import DATA, read_yaml
from graph.words import split_words


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
    """One printed form of a known actor. ``weak``: also an ordinary word; ``agent_only``: only as one who acts."""

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
    """A noun of function. ``target`` is the actor it implies; ``government``: that of the nationality named, else France."""

    text: str
    relation: str
    target: str = ""
    government: bool = False
    target_kinds: frozenset[str] = frozenset()
    weight: float = 0.9
    gender: str = ""
    firms_too: bool = False  # also borne by companies and bodies: « membre », « partenaire »


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All of it. Keys of word tables are lower-case forms with straight apostrophes, tuples of simple words for names."""

    actors: dict[str, KnownActor]
    forms: dict[tuple[str, ...], Form]
    longest: dict[str, int]
    descriptions: dict[str, str]
    nationality: dict[str, str]
    cities: dict[str, str]
    countries: dict[str, str]
    places: frozenset[str]
    nouns: dict[str, Noun]
    roles: dict[str, RoleNoun]
    governments: dict[str, str]
    compounds: dict[str, str]
    names: dict[str, Any]
    discourse: dict[str, Any]
    noise: frozenset[str] = field(default=frozenset())

    def known_form(self, words: list[str], at: int) -> tuple[int, Form] | None:
        """The longest known form that starts at word ``at``: (number of words, form)."""
        for n in range(min(self.longest.get(words[at], 0), len(words) - at), 0, -1):
            form = self.forms.get(tuple(words[at : at + n]))
            if form:
                return n, form
        return None


def _actors(entries: list[dict[str, Any]], path: Path) -> tuple[dict[str, KnownActor], dict[tuple[str, ...], Form]]:
    actors: dict[str, KnownActor] = {}
    forms: dict[tuple[str, ...], Form] = {}
    for entry in entries:
        name = entry["name"]
        known = actors.get(name)
        printed = [*([] if known else [name]), *entry.get("aliases", ())]
        if known is None:
            known = KnownActor(
                name, entry["kind"], entry.get("country", ""), entry.get("city", ""), entry.get("gender", ""),
                frozenset(entry.get("nouns", ())), tuple(entry.get("descriptions", ())),
            )  # fmt: skip
        actors[name] = KnownActor(
            known.name, known.kind, known.country, known.city, known.gender, known.nouns, known.descriptions,
            (*known.aliases, *entry.get("aliases", ())),
        )  # fmt: skip
        for form in printed:
            key = key_of(form)
            if key in forms and forms[key].actor != name:
                raise VocabularyError(f"{path}: « {form} » belongs to {forms[key].actor} and to {name}: keep one")
            forms[key] = Form(name, bool(entry.get("weak")), bool(entry.get("agent_only")))
    for actor in actors.values():
        for text in actor.descriptions:
            key = key_of(text)
            if (
                len(key) > 1
                and key not in forms
                and not any((word,) in forms and not forms[(word,)].weak for word in key)
            ):
                forms[key] = Form(
                    actor.name, description=True
                )  # « maison mère de X » speaks of X too: left to the rules
    return actors, forms


def key_of(form: str) -> tuple[str, ...]:
    """A printed form as the tuple of its simple words."""
    return tuple(w.text for w in split_words(form.replace("’", "'")))


def _longest(forms: dict[tuple[str, ...], Form]) -> dict[str, int]:
    table: dict[str, int] = {}
    for key in forms:
        table[key[0]] = max(table.get(key[0], 0), len(key))
    return table


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The vocabulary of data/, read and checked once; raises VocabularyError naming file and culprit."""
    actors, forms = _actors(read_yaml(DATA / "actors.yaml"), DATA / "actors.yaml")
    folder = DATA / "lexicon"
    places, names = read_yaml(folder / "places.yaml"), read_yaml(folder / "names.yaml")
    cities = {str(k): str(v) for k, v in places["cities"].items()}
    countries = {str(k): str(v) for k, v in places["countries"].items()}
    regions = places.get("regions", {})
    heads = frozenset(w for words in names["heads"].values() for w in words)
    return Lexicon(
        actors=actors,
        forms=forms,
        longest=_longest(forms),
        descriptions={d: a.name for a in actors.values() for d in a.descriptions},
        nationality={str(k): str(v) for k, v in places["adjectives"].items()},
        cities=cities,
        countries=countries,
        places=frozenset((*cities, *countries, *regions)),
        nouns=_nouns(read_yaml(folder / "nouns.yaml"), folder / "nouns.yaml"),
        roles=_roles(read_yaml(folder / "roles.yaml"), folder / "roles.yaml", actors),
        governments={a.country: a.name for a in actors.values() if a.kind == "government" and a.name.startswith("Gouvernement")},
        compounds=names["compounds"],
        names={
            **names, "_heads": heads, "_particles": frozenset(names["particles"]), "_adjectives": frozenset(names["tail_adjectives"]),
            "_portfolios": frozenset(names["portfolios"]), "_function": frozenset(names["function_words"]),
            "_versions": frozenset(v.lower() for v in names["versions"]), "_party_words": frozenset(names["party_words"]),
        },
        discourse=read_yaml(folder / "discourse.yaml"),
        noise=frozenset(names["noise"]),
    )  # fmt: skip


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
    return {word.lower().replace("’", "'"): noun for word, noun in nouns.items()}


def _roles(entries: list[dict[str, Any]], path: Path, actors: dict[str, KnownActor]) -> dict[str, RoleNoun]:
    roles: dict[str, RoleNoun] = {}
    for entry in entries:
        target = entry.get("target", "")
        if target and target not in actors:
            raise VocabularyError(
                f"{path}: target « {target} » is not in data/actors.yaml: add it there or mend the name"
            )
        for key, gender in (("m", "m"), ("f", "f"), ("both", "")):
            for form in entry.get(key, ()):
                text = form.lower().replace("’", "'")
                if text in roles:
                    raise VocabularyError(f"{path}: « {form} » stands twice: keep one")
                roles[text] = RoleNoun(
                    text, entry["relation"], target, bool(entry.get("government")), frozenset(entry.get("target_kinds", ())),
                    float(entry.get("weight", 0.9)), gender, entry.get("bearers") == "any",
                )  # fmt: skip
    return roles
