"""The word lists of data/lexicon as frozen values: one field a list. What each list is for stands beside it in YAML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from graph.errors import VocabularyError
from graph.vocabulary import DATA, read_yaml

Words = frozenset[str]
Kind = TypeVar("Kind")


class Verbs(frozenset[str]):
    """Infinitives to look a form up in; of « se féliciter », « faire savoir » the verb alone: féliciter, faire."""


@dataclass(frozen=True)
class Grammar:
    """data/lexicon/grammar.yaml: closed classes and constructions of French. All lower case."""

    etre: Words
    avoir: Words
    verbs_with_etre: Verbs
    verbs_of_both_voices: Verbs
    of_persons: Verbs
    participle_endings: tuple[str, ...]
    future_endings: tuple[str, ...]
    conditional_endings: tuple[str, ...]
    clitics: Words
    verb_group_words: Words
    verb_group_adverbs: Words
    place_after_entre: Words
    copulas: Verbs
    impersonal_verbs: Verbs
    ascribing_verbs: Verbs
    infinitive_links: Words
    control_words: Words
    detaching: Words
    conditional_openers: Words
    reduced_openers: Words
    articles: Words
    definite: Words
    plural_definite: Words
    possessives: Words
    plural_possessives: Words
    before_nouns: Words
    adjectives_before_nouns: Words
    possessive_adjectives: Words
    last: Words
    first_of_two: Words
    second_of_two: Words
    next_or_last: Words
    before_own_name: Words
    before_given_name: Words
    predicate_openers: Words
    also: Words
    emphatic: Words
    object_openers: Words
    of: Words
    house_of: Words
    contracted: Mapping[str, str]
    contracted_articles: Words
    variants: Mapping[str, Words]
    prepositions: Words
    rule_prepositions: Words
    fronted: Words
    place_openers: Words
    means: Words
    relatives: Words
    relatives_with: Mapping[str, str]
    accompanying: Words
    accompanying_heads: Words
    joint_adverbs: Words
    oblique_relatives: Words
    those_at: Words
    asked: Words
    our: Words
    speakers_own: Words
    first_person: Words
    personal_pronouns: Words
    subject_pronouns: Words
    plural_pronouns: Words
    pairs: Words
    feminine_pronouns: Words
    emphatic_pronouns: Words
    aside_pronouns: Words
    aside_openers: Words
    after_according: Words
    insertion_openers: Words
    phrase_adverbs: Words
    reasons: Words
    after_quote_stops: Words
    clause_openers: Words
    and_words: Words
    announcing: Words
    plural_openers: Words
    places: Words
    phrase_openers: Words
    list_links: Words
    opening_lists: Words
    exemplifying: Words
    abbreviations: Words
    time_openers: Words
    time_nouns: Words
    ended_roles: Words
    before_roles: Words
    formerly: Words
    houses_of_roles: Words
    copula_adverbs: Words
    role_complements: Words
    role_links: Words
    before_role_bearer: Words


@dataclass(frozen=True)
class DiscourseWords:
    """data/lexicon/discourse.yaml: words of status, speech, reference, deals and money. All lower case but units."""

    negation: Words
    no_such: Words
    likewise: Words
    indefinite: Words
    affirming: Verbs
    renewing: Verbs
    denying: Verbs
    planning: Verbs
    planning_nouns: Words
    planning_adjectives: Words
    talks: Words
    rumour: Verbs
    ready: Words
    asking: Verbs
    concluding: Verbs
    ending: Verbs
    ceasing: Verbs
    expiring: Verbs
    ending_nouns: Words
    holding_verbs: Verbs
    saying: Verbs
    hearsay: Verbs
    anonymous: Words
    deals: Words
    capital: Words
    shares: Words
    carrying: Words
    holdings: Words
    transparent: Words
    voices: Words
    palaces: Words
    staff: Words
    counted: Words
    decisions: Words
    judging: Verbs
    adjuncts: Words
    listing: Verbs
    naming: Verbs
    role_copulas: Verbs
    departures: Words
    hiring: Words
    product_nouns: Words
    partners: Words
    generic: Words
    giants: Words
    firms: Words
    big: Words
    small: Words
    relational: Words
    anybody: Words
    houses_as_things: Words
    done_to_things: Verbs
    duos: Words
    entered: Words
    buyers: Words
    beside_others: Words
    families: Words
    seated: Words
    ruling: Words
    courtesy: Words
    degrees: Words
    months: Mapping[str, int]
    weekdays: tuple[str, ...]
    moments: Words
    currencies: Mapping[str, str]
    scales: Mapping[str, int]
    numerals: Mapping[str, int]

    @cached_property
    def calendar(self) -> Words:
        """Words that tell when: months, weekdays, « hier »."""
        return frozenset((*self.months, *self.weekdays, *self.moments))


@dataclass(frozen=True, eq=False)
class NameWords:
    """data/lexicon/names.yaml: how unknown names are recognised and given a kind, as printed."""

    noise: Words
    openers: Words
    before_bare_names: Words
    before_letters: Words
    before_nouns: Words
    tails: tuple[str, ...]
    kin: Words
    versions: Words
    heads: Mapping[str, Words]
    lone_heads: Words
    parts: Mapping[str, Words]
    portfolios: Words
    portfolio_holders: Words
    before_portfolios: Words
    particles: Words
    french_particles: Words
    compounds: Mapping[str, str]
    stand_ins: Mapping[str, str]
    tail_adjectives: Words
    link_pairs: Words
    elided_link_pairs: Words
    function_words: Words
    party_words: Words
    not_agent: Words
    agent_after: Words
    finite: Words
    not_finite: tuple[str, ...]
    no_first_names: Words
    first_names_m: Words
    first_names_f: Words
    first_names_both: Words
    suffixes: Words
    courtesy: Words
    dotted_courtesy: Words
    units: Words
    made_by: Words
    signed_by: Words
    law_stages: tuple[str, ...]
    law_heads: tuple[str, ...]
    law_titled: tuple[str, ...]
    law_endings: Words
    law_numbers: Words
    participles: tuple[str, ...]
    committee_heads: tuple[str, ...]
    committee_titled: tuple[str, ...]
    chambers: tuple[str, ...]
    committees: tuple[str, ...]
    law_adjectives: tuple[str, ...]
    bodies_of: tuple[str, ...]
    bodies_beside: tuple[str, ...]
    law_subjects: tuple[str, ...]
    law_matters: tuple[str, ...]
    law_aims: tuple[str, ...]
    law_feminine: Words
    law_tails: Words
    law_things: Words
    law_nouns: Words
    bill_nouns: Words
    families: Words
    naming: Words
    company_cues: tuple[str, ...]
    owned_roles: Words
    announcing: Words
    opening_title: Words
    articles_of_things: Words
    owners_of_things: Words
    no_things: Words
    village_links: Words
    subsidiaries: Words
    shops: Words
    bare_subject_verbs: Words
    things: Words
    launching: Words
    selling: Words
    between_launching: Words
    owned_openers: Words
    before_made: Words
    made_things: Words
    sold_things: Words
    before_complement: Words

    @cached_property
    def all_heads(self) -> Words:
        """The heads of every kind."""
        return frozenset(word for words in self.heads.values() for word in words)


@dataclass(frozen=True)
class Places:
    """data/lexicon/places.yaml: words of place and the code of their country (ISO 3166 alpha-2) or their city."""

    adjectives: Mapping[str, str]
    cities: Mapping[str, str]
    countries: Mapping[str, str]
    regions: Mapping[str, str]


def _words(value: Any) -> Words:
    return frozenset(_list(value))


def _list(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise TypeError("a list of words (quote those that YAML reads otherwise: on, no, 12)")
    return tuple(value)


def _verbs(value: Any) -> Verbs:
    return Verbs(verb.removeprefix("s'").removeprefix("se ").split()[0] for verb in _list(value))


def _table(kind: type) -> Callable[[Any], dict[str, Any]]:
    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict) or not all(isinstance(k, str) and isinstance(v, kind) for k, v in value.items()):
            raise TypeError(f"a table from words to {'numbers' if kind is int else 'words'}")
        return dict(value)

    return read


def _groups(value: Any) -> dict[str, Words]:
    if not isinstance(value, dict):
        raise TypeError("a table from names to lists of words")
    return {str(name): _words(words) for name, words in value.items()}


_READERS: Mapping[Any, Callable[[Any], Any]] = {
    Words: _words,
    tuple[str, ...]: _list,
    Verbs: _verbs,
    Mapping[str, str]: _table(str),
    Mapping[str, int]: _table(int),
    Mapping[str, Words]: _groups,
}


def read_lists(kind: Callable[..., Kind], path: Path) -> Kind:
    """The lists of a YAML file as a value of this kind. Raises VocabularyError naming file and list."""
    content = read_yaml(path)
    if not isinstance(content, dict):
        raise VocabularyError(f"{path}: must be a table of lists")
    fields = get_type_hints(kind)
    if missing := [name for name in fields if name not in content]:
        raise VocabularyError(f"{path}: list « {missing[0]} » is missing; restore it from the repository")
    if unknown := [name for name in content if name not in fields]:
        raise VocabularyError(f"{path}: list « {unknown[0]} » is not known; use one of {', '.join(fields)}")
    return kind(**{name: _read(path, name, _READERS[hint], content[name]) for name, hint in fields.items()})


def _read(path: Path, name: str, reader: Callable[[Any], Any], value: Any) -> Any:
    try:
        return reader(value)
    except TypeError as error:
        raise VocabularyError(f"{path}: list « {name} » must be {error}") from error


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The closed classes of French, read once; raises VocabularyError naming file and list."""
    return read_lists(Grammar, DATA / "lexicon" / "grammar.yaml")
