"""The vocabulary of the network, read from data/ontology.yaml and cross-checked at load."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import yaml

from graph.errors import VocabularyError
from graph.model import STATUSES
from graph.vocabulary import DATA, LOADER, parse_yaml, read_data

ONTOLOGY = DATA / "ontology.yaml"

T = TypeVar("T")
Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Pair = tuple[str, str]  # two colours (light theme, dark theme), or two words (singular, plural; label, inverse)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of actor, with its shape and colours on the picture."""

    id: str
    words: Mapping[Language, Pair]
    shape: str
    fill: Pair
    stroke: Pair

    def label(self, lang: Language) -> str:
        """The kind in the singular: « entreprise »."""
        return self.words[lang][0]

    def plural(self, lang: Language) -> str:
        """The kind in the plural, as a legend writes it: « Entreprises »."""
        return self.words[lang][1]


@dataclass(frozen=True, slots=True)
class Family:
    """A family of relation types, which gives a link its colour."""

    id: str
    words: Mapping[Language, str]
    line: Pair
    text: Pair

    def label(self, lang: Language) -> str:
        """The family's name: « Argent »."""
        return self.words[lang]


@dataclass(frozen=True, slots=True)
class RelationType:
    """A type of relation: its family, whether it has a direction, and the kinds of actor at either end."""

    id: str
    family: str
    symmetric: bool
    source_kinds: frozenset[str]
    target_kinds: frozenset[str]
    words: Mapping[Language, Pair]

    def label(self, lang: Language) -> str:
        """The relation read from source to target: « investit dans »."""
        return self.words[lang][0]

    def inverse(self, lang: Language) -> str:
        """The relation read from target to source: « a pour investisseur »."""
        return self.words[lang][1]


@dataclass(frozen=True, slots=True)
class StatusStyle:
    """A status of a claim and the style of its line."""

    id: str
    words: Mapping[Language, str]
    line: str

    def label(self, lang: Language) -> str:
        """The status in a word: « Prévu »."""
        return self.words[lang]


@dataclass(frozen=True, slots=True)
class Role:
    """A role read off the graph: the actor at ``end`` of ``relation``, narrowed by other end or by words of the role.

    Empty ``targets``, ``target_kinds`` or ``role_words`` narrow nothing; they speak of the end opposite to ``end``.
    """

    id: str
    words: Mapping[Language, str]
    relation: str
    end: Literal["source", "target"]
    targets: frozenset[str]
    target_kinds: frozenset[str]
    role_words: tuple[str, ...]

    def label(self, lang: Language) -> str:
        """The role in the plural: « Eurodéputés »."""
        return self.words[lang]


@dataclass(frozen=True, slots=True)
class Ontology:
    """The whole vocabulary; every dict is in the order of the file."""

    kinds: Mapping[str, Kind]
    families: Mapping[str, Family]
    relations: Mapping[str, RelationType]
    statuses: Mapping[str, StatusStyle]
    roles: Mapping[str, Role]


@lru_cache(maxsize=4)
def load_ontology(path: Path | None = None) -> Ontology:
    """Read and cross-check the vocabulary (data/ontology.yaml by default).

    Raises VocabularyError naming file, line and culprit.
    """
    return _Reader(path or ONTOLOGY).ontology()


class _Entry:
    """One entry of the file, with checked access to its fields; every fault names the entry's line."""

    def __init__(self, where: str, fields: Any) -> None:
        self.where = where
        if not isinstance(fields, dict):
            raise self.fault("expected fields such as {fr: …, en: …}")
        self.fields: dict[str, Any] = fields

    def fault(self, message: str) -> VocabularyError:
        return VocabularyError(f"{self.where}: {message}")

    def known(self, *names: str) -> None:
        for name in self.fields:
            if name not in names:
                raise self.fault(f"unknown field « {name} » (known: {', '.join(names)})")

    def text(self, name: str, choices: Sequence[str] = ()) -> str:
        value = self.fields.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self.fault(f"« {name} » must be a text")
        if choices and value not in choices:
            raise self.fault(f"« {name} » is « {value} », not one of {', '.join(choices)}")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.fields.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise self.fault(f"« {name} » must be a list of texts")
        return tuple(value)

    def pair(self, name: str) -> Pair:
        value = self.texts(name)
        if len(value) != 2:
            raise self.fault(f"« {name} » must be a list of two texts")
        return value[0], value[1]

    def colours(self, name: str) -> Pair:
        value = self.pair(name)
        for colour in value:
            if not re.fullmatch(r"#[0-9A-Fa-f]{6}", colour):
                raise self.fault(f"« {name} » holds « {colour} », not a colour like #2C5A85")
        return value

    def flag(self, name: str) -> bool:
        value = self.fields.get(name, False)
        if not isinstance(value, bool):
            raise self.fault(f"« {name} » must be true or false")
        return value


class _Reader:
    """Reads one vocabulary file, section by section."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.data, self.lines = _load(path)

    def ontology(self) -> Ontology:
        for section in self.data:
            if section not in ("kinds", "families", "sets", "relations", "statuses", "roles"):
                raise VocabularyError(f"{self._where(section)}: unknown section « {section} »")
        kinds = self._section("kinds", _kind)
        families = self._section("families", _family)
        sets = self._sets(kinds)
        relations = self._section("relations", lambda key, entry: _relation(key, entry, kinds, families, sets))
        statuses = self._section("statuses", _status)
        if tuple(statuses) != STATUSES:
            raise VocabularyError(f"{self._where('statuses')}: statuses must be {', '.join(STATUSES)}, in this order")
        roles = self._section("roles", lambda key, entry: _role(key, entry, kinds, relations))
        return Ontology(kinds, families, relations, statuses, roles)

    def _where(self, section: str, key: str = "") -> str:
        line = self.lines.get((section, key)) or self.lines.get((section, ""), 1)
        return f"{self.path}, line {line}" + (f": {section}.{key}" if key else "")

    def _section(self, name: str, read: Callable[[str, _Entry], T]) -> dict[str, T]:
        entries = self.data.get(name)
        if not isinstance(entries, dict) or not entries:
            raise VocabularyError(f"{self._where(name)}: the section « {name} » is missing or empty")
        return {str(key): read(str(key), _Entry(self._where(name, str(key)), value)) for key, value in entries.items()}

    def _sets(self, kinds: Mapping[str, Kind]) -> dict[str, frozenset[str]]:
        entry = _Entry(self._where("sets"), self.data.get("sets") or {})
        sets = {}
        for name in entry.fields:
            members = _Entry(self._where("sets", name), entry.fields).texts(name)
            _check_known(self._where("sets", name), members, kinds, "kind")
            sets[name] = frozenset(members)
        return sets


def _kind(key: str, entry: _Entry) -> Kind:
    entry.known("fr", "en", "shape", "fill", "stroke")
    words = {lang: entry.pair(lang) for lang in LANGUAGES}
    return Kind(key, words, entry.text("shape"), entry.colours("fill"), entry.colours("stroke"))


def _family(key: str, entry: _Entry) -> Family:
    entry.known("fr", "en", "line", "text")
    return Family(key, {lang: entry.text(lang) for lang in LANGUAGES}, entry.colours("line"), entry.colours("text"))


def _status(key: str, entry: _Entry) -> StatusStyle:
    entry.known("fr", "en", "line")
    return StatusStyle(key, {lang: entry.text(lang) for lang in LANGUAGES}, entry.text("line"))


def _relation(
    key: str,
    entry: _Entry,
    kinds: Mapping[str, Kind],
    families: Mapping[str, Family],
    sets: Mapping[str, frozenset[str]],
) -> RelationType:
    entry.known("family", "symmetric", "source", "target", "fr", "en")
    return RelationType(
        id=key,
        family=entry.text("family", tuple(families)),
        symmetric=entry.flag("symmetric"),
        source_kinds=_expand(entry, "source", kinds, sets),
        target_kinds=_expand(entry, "target", kinds, sets),
        words={lang: entry.pair(lang) for lang in LANGUAGES},
    )


def _role(key: str, entry: _Entry, kinds: Mapping[str, Kind], relations: Mapping[str, RelationType]) -> Role:
    entry.known("fr", "en", "relation", "end", "target", "target_kind", "words")
    target_kinds = entry.texts("target_kind")
    _check_known(entry.where, target_kinds, kinds, "kind")
    end: Literal["source", "target"] = "target" if entry.text("end", ("source", "target")) == "target" else "source"
    return Role(
        id=key,
        words={lang: entry.text(lang) for lang in LANGUAGES},
        relation=entry.text("relation", tuple(relations)),
        end=end,
        targets=frozenset(entry.texts("target")),
        target_kinds=frozenset(target_kinds),
        role_words=entry.texts("words"),
    )


def _expand(entry: _Entry, name: str, kinds: Mapping[str, Kind], sets: Mapping[str, frozenset[str]]) -> frozenset[str]:
    values = entry.texts(name)
    if not values:
        raise entry.fault(f"« {name} » must name at least one kind")
    _check_known(entry.where, values, {**kinds, **sets}, "kind or set")
    return frozenset(kind for value in values for kind in sets.get(value, (value,)))


def _check_known(where: str, values: Sequence[str], known: Mapping[str, object], what: str) -> None:
    for value in values:
        if value not in known:
            raise VocabularyError(f"{where}: unknown {what} « {value} » (known: {', '.join(known)})")


def _load(path: Path) -> tuple[dict[str, Any], dict[tuple[str, str], int]]:
    """The file as plain values, and the line (from 1) of every (section, key); a key written twice is a fault."""
    text = read_data(path)
    data = parse_yaml(path, text)
    root = yaml.compose(text, Loader=LOADER)
    if not isinstance(root, yaml.MappingNode):
        raise VocabularyError(f"{path}: expected sections such as « kinds: » at the top")
    lines: dict[tuple[str, str], int] = {}
    for name, section in root.value:
        _note_line(path, lines, (str(name.value), ""), name)
        for key, _ in section.value if isinstance(section, yaml.MappingNode) else ():
            _note_line(path, lines, (str(name.value), str(key.value)), key)
    return data, lines


def _note_line(path: Path, lines: dict[tuple[str, str], int], key: tuple[str, str], node: yaml.Node) -> None:
    line = node.start_mark.line + 1
    if key in lines:
        raise VocabularyError(f"{path}, line {line}: « {'.'.join(filter(None, key))} » is written twice")
    lines[key] = line
