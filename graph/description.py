"""A selection and what it shows, as sentences in idiomatic French and English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from graph.network import claim_dates, date_range
from graph.ontology import Language, load_ontology
from graph.periods import span_in_words

if TYPE_CHECKING:
    from graph.selection import Selection

_MANY = 3  # more names of articles or outlets than this are only counted

# Each facet: one value, several values, all but, none; {} stands for the values.
_PHRASES: dict[str, dict[str, tuple[str, str, str, str]]] = {
    "fr": {
        "relations": ("relation : {}", "relations : {}", "toutes les relations sauf {}", "aucune relation"),
        "statuses": ("statut : {}", "statuts : {}", "tous les statuts sauf {}", "aucun statut"),
        "kinds": ("acteurs : {}", "acteurs : {}", "tous les acteurs sauf {}", "aucun acteur"),
        "roles": ("rôle : {}", "rôles : {}", "tous les rôles sauf {}", "aucun rôle"),
        "articles": ("article : {}", "articles : {}", "", "aucun article"),
        "outlets": ("source : {}", "sources : {}", "", "aucune source"),
        "search": ("acteurs nommés « {} »", "", "", ""),
        "confidence": ("confiance d’au moins {} %", "", "", ""),
    },
    "en": {
        "relations": ("relation: {}", "relations: {}", "all relations but {}", "no relation"),
        "statuses": ("status: {}", "statuses: {}", "all statuses but {}", "no status"),
        "kinds": ("actors: {}", "actors: {}", "all actors but {}", "no actor"),
        "roles": ("role: {}", "roles: {}", "all roles but {}", "no role"),
        "articles": ("article: {}", "articles: {}", "", "no article"),
        "outlets": ("source: {}", "sources: {}", "", "no source"),
        "search": ("actors named “{}”", "", "", ""),
        "confidence": ("confidence of at least {}%", "", "", ""),
    },
}
_EVERYTHING = {"fr": "toutes les relations, tous les statuts", "en": "all relations, all statuses"}
_QUOTED = {"fr": "« {} »", "en": "“{}”"}
_NO_OUTLET = {"fr": "source non identifiée", "en": "unidentified source"}
_COUNTED = {"articles": {"fr": "{} articles", "en": "{} articles"}, "outlets": {"fr": "{} sources", "en": "{} sources"}}


def headline(actors: int, links: int, articles: int, lang: Language) -> str:
    """« 28 acteurs et 49 liens, lus dans 5 articles. »; without links « Aucun acteur, aucun lien. »"""
    if not links:
        return "Aucun acteur, aucun lien." if lang == "fr" else "No actors, no links."
    if lang == "fr":
        counts = f"{_count(actors, 'acteur', lang)} et {_count(links, 'lien', lang)}"
        return f"{counts}, lus dans {_count(articles, 'article', lang)}."
    counts = f"{_count(actors, 'actor', lang)} and {_count(links, 'link', lang)}"
    return f"{counts}, read in {_count(articles, 'article', lang)}."


def describe(selection: Selection, lang: Language, shown: pd.DataFrame | None = None) -> str:
    """« Relations : Argent, Alliances ; statut : affirmé ; de novembre 2023 à mars 2024. » (see Selection.describe)."""
    parts = [_relations(selection, lang), _statuses(selection, lang), _kinds(selection, lang), _roles(selection, lang)]
    parts += [_names("outlets", selection.outlets, lang), _names("articles", selection.articles, lang)]
    if selection.search.strip():
        parts.append(_PHRASES[lang]["search"][0].format(" ".join(selection.search.split())))
    if selection.min_confidence > 0:
        parts.append(_PHRASES[lang]["confidence"][0].format(round(selection.min_confidence * 100)))
    filters = [part for part in parts if part]
    period = _period(selection, lang, shown)
    if not filters:
        return _sentence(", ".join(filter(None, (_EVERYTHING[lang], period))))
    separator = " ; " if lang == "fr" else "; "
    return _sentence(separator.join([*filters, period] if period else filters))


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + "."


def _count(number: int, noun: str, lang: Language) -> str:
    digits = f"{number:,}".replace(",", "\u202f" if lang == "fr" else ",")
    plural = number >= 2 if lang == "fr" else number != 1
    return f"{digits} {noun}{'s' if plural else ''}"


def _period(selection: Selection, lang: Language, shown: pd.DataFrame | None) -> str:
    if selection.since or selection.until:
        return span_in_words(selection.since, selection.until, lang)
    if shown is None:
        return ""
    first, last = date_range(claim_dates(shown))
    return span_in_words(first[:7], last[:7], lang)  # to the month: this is an overview


def _relations(selection: Selection, lang: Language) -> str:
    """Whole families by their name, other relation types by their own."""
    ontology = load_ontology()

    def words(chosen: frozenset[str]) -> list[str]:
        said = []
        for family in ontology.families.values():
            members = [relation for relation in ontology.relations.values() if relation.family == family.id]
            ticked = [_QUOTED[lang].format(relation.label(lang)) for relation in members if relation.id in chosen]
            said += [family.label(lang)] if members and len(ticked) == len(members) else ticked
        return said

    return _facet("relations", selection.relations, ontology.relations, words, lang)


def _statuses(selection: Selection, lang: Language) -> str:
    labels = {style.id: _lowered(style.label(lang)) for style in load_ontology().statuses.values()}
    return _facet("statuses", selection.statuses, labels, _from(labels), lang)


def _kinds(selection: Selection, lang: Language) -> str:
    labels = {kind.id: _lowered(kind.plural(lang)) for kind in load_ontology().kinds.values()}
    return _facet("kinds", selection.kinds, labels, _from(labels), lang)


def _roles(selection: Selection, lang: Language) -> str:
    labels = {role.id: _lowered(role.label(lang)) for role in load_ontology().roles.values()}
    return _facet("roles", selection.roles, labels, _from(labels), lang)


def _names(facet: str, chosen: frozenset[str] | None, lang: Language) -> str:
    if chosen is None or len(chosen) <= _MANY:
        names = [name or _NO_OUTLET[lang] for name in sorted(chosen or ())]
        return "" if chosen is None else _phrase(facet, names, len(names), lang)
    return _COUNTED[facet][lang].format(len(chosen))


def _from(labels: Mapping[str, str]) -> Callable[[frozenset[str]], list[str]]:
    return lambda chosen: [label for value, label in labels.items() if value in chosen]


def _facet(
    facet: str,
    chosen: frozenset[str] | None,
    there: Iterable[str],
    words: Callable[[frozenset[str]], list[str]],
    lang: Language,
) -> str:
    """A facet's filter by what is ticked or, if that is shorter, by what is not."""
    if chosen is None or chosen.issuperset(there):
        return ""
    ticked, unticked = words(chosen), words(frozenset(there) - chosen)
    if ticked and len(unticked) < len(ticked):
        return _PHRASES[lang][facet][2].format(_enumerated(unticked, lang))
    return _phrase(facet, ticked, len(chosen), lang)


def _phrase(facet: str, words: list[str], number: int, lang: Language) -> str:
    """The words of ``number`` values, which may be fewer than the values (a family says several)."""
    one, several, _, none = _PHRASES[lang][facet]
    return (one if number == 1 else several).format(", ".join(words)) if words else none


def _enumerated(words: list[str], lang: Language) -> str:
    *first, last = words
    return f"{', '.join(first)} {'et' if lang == 'fr' else 'and'} {last}" if first else last


def _lowered(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]  # MEPs stay MEPs
