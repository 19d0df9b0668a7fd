"""Where articles tell it differently: each nature found, near misses left alone, the five originals, any table."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from graph.actors import unify
from graph.articles import read_article
from graph.divergence import Case, find_divergences, narrowed
from graph.extraction import extract
from graph.model import Article, Claim, Mention, Passage
from graph.table import claims_table
from tests.strategies import tables

KINDS = {
    "Ondine": "company",
    "Vauclair": "company",
    "Brume": "company",
    "Lyre": "product",
    "Le Fanal": "media",
    "Ministère": "government",
    "Ada Vernet": "person",
    "Luc Ferrand": "person",
    "Noé Sarrat": "person",
    "Iris Colin": "person",
}
_MENTION = re.compile(r"\[([^|\]]+)(?:\|([^\]]+))?\]")


@dataclass(frozen=True)
class Note:
    """A small article: « [Ondine] » and « [Ondine|la start-up] » are mentions; claims are (ends, trigger, more)."""

    text: str
    claims: Sequence[tuple[str, str, str, str, Mapping[str, Any]]] = field(default=())
    published: str | None = None


def claim(source: str, relation: str, target: str, trigger: str, **more: Any) -> tuple[str, str, str, str, Any]:
    return source, relation, target, trigger, more


def find(*notes: Note) -> tuple[Case, ...]:
    """The cases of these articles."""
    articles, pairs, mentions = [], [], {}
    for number, note in enumerate(notes):
        article, found = _read(note, number)
        articles.append(article)
        mentions[article.id] = found
        pairs += [(article, _claim(article, *told)) for told in note.claims]
    return find_divergences(claims_table(pairs), articles, mentions, KINDS)


def _read(note: Note, number: int) -> tuple[Article, tuple[Mention, ...]]:
    text, found, at = "", [], 0
    for match in _MENTION.finditer(note.text):
        text += note.text[at : match.start()]
        shown = match[2] or match[1]
        found.append(Mention(len(text), len(text) + len(shown), match[1], "description" if match[2] else "name"))
        text += shown
        at = match.end()
    text += note.text[at:]
    key = hashlib.sha256(f"{number}{text}".encode()).hexdigest()[:16]
    passages = (Passage(0, len(text), "paragraph"),)
    return Article(key, f"note-{number}.txt", text, passages, published=note.published), tuple(found)


def _claim(article: Article, source: str, relation: str, target: str, trigger: str, more: Mapping[str, Any]) -> Claim:
    at = article.text.index(trigger)
    start = max(article.text.rfind(". ", 0, at) + 2, 0) if ". " in article.text[:at] else 0
    end = next(
        (i + 1 for i in range(at, len(article.text)) if article.text[i : i + 2] in (". ", ".")), len(article.text)
    )
    base = Claim(
        article.id, source, KINDS[source], relation, target, KINDS[target], "asserted", start, end,
        article.text[start:end], trigger, at, at + len(trigger), "test", 0.9,
    )  # fmt: skip
    return replace(base, **more)


def stake(sum_: str = "", published: str | None = None, **more: Any) -> Note:
    told = claim("Vauclair", "invests_in", "Ondine", "investi", **more)
    return Note(f"[Vauclair] a investi {sum_} dans [Ondine].", [told], published)


def bought(when: str, date: str) -> Note:
    return Note(f"[Vauclair] a racheté [Brume] {when}.", [claim("Vauclair", "acquires", "Brume", "racheté", date=date)])


def head(name: str) -> Note:
    return Note(f"[{name}], PDG d'[Ondine].", [claim(name, "holds_position_at", "Ondine", "PDG", role="PDG")])


FIFTEEN, TWENTY = {"amount": 15e6, "currency": "EUR"}, {"amount": 20e6, "currency": "EUR"}
DOLLARS = {"amount": 15e6, "currency": "USD"}
ROUND = "15 millions d'euros"
DEAL = "[Vauclair] distribue [Lyre]"


def deal(rest: str, relation: str = "distributes", source: str = "Vauclair") -> Note:
    return Note(f"[{source}] distribue [Lyre]{rest}.", [claim(source, relation, "Lyre", "distribue")])


QUOTED = "nous avons payé trop cher une promesse que personne ici ne sait tenir avant dix ans"

DIFFER: dict[str, tuple[str, list[Note]]] = {
    "two sums": ("amount", [stake(ROUND, **FIFTEEN), stake("20 millions d'euros", **TWENTY)]),
    "two currencies": ("amount", [stake(ROUND, **FIFTEEN), stake("15 millions de dollars", **DOLLARS)]),
    "a sum against a modest one": ("amount", [stake(ROUND, **FIFTEEN), stake("une somme modeste")]),
    "a sum against an untold one": ("amount", [stake(ROUND, **FIFTEEN), stake("un montant non communiqué")]),
    "two shares": ("share", [stake(amount=10.0, currency="%"), stake(amount=34.0, currency="%")]),
    "done against planned": ("status", [stake(), stake(status="planned")]),
    "done against denied": ("status", [stake(), stake(status="denied")]),
    "done against rumoured": ("status", [stake(), stake(status="reported")]),
    "planned after it was done": (
        "status",
        [stake(published="2024-03-01"), stake(status="planned", published="2024-03-09")],
    ),
    "two days of one purchase": ("date", [bought("le 3 mai 2021", "2021-05-03"), bought("en 2022", "2022")]),
    "exclusive against not": ("exclusivity", [deal(" en exclusivité"), deal(", sans exclusivité")]),
    "exclusive against probably": ("exclusivity", [deal(" en exclusivité"), deal(", sans doute en exclusivité")]),
    "two worths": (
        "valuation",
        [Note("[Ondine], valorisée 2 milliards d'euros, recrute."), Note("[Ondine] vaut 3 milliards d'euros.")],
    ),
    "one worth in two currencies": (
        "valuation",
        [
            Note("[Ondine|L'entreprise] tait sa valorisation estimée à 2 milliards d'euros."),
            Note("La valorisation d'[Ondine] atteint 2 milliards de dollars."),
        ],
    ),
    "two first years": (
        "date",
        [Note("[Ondine], fondée en avril 2023, recrute."), Note("[Ondine] a été créée en 2021 à Lyon.")],
    ),
    "two numbers of founders": (
        "founders",
        [Note("[Ondine], fondée par trois ingénieurs, recrute."), Note("Les deux fondateurs d'[Ondine] se taisent.")],
    ),
    "more founders named than counted": (
        "founders",
        [
            Note("[Ondine], fondée par deux ingénieurs, recrute."),
            Note(
                "[Ada Vernet], [Luc Ferrand] et [Noé Sarrat], cofondateurs d'[Ondine], se taisent.",
                [claim(name, "founded", "Ondine", "cofondateurs") for name in list(KINDS)[6:9]],
            ),
        ],
    ),
    "a founder from elsewhere": (
        "founders",
        [
            Note("[Ondine], fondée par trois ingénieurs venus de [Brume], recrute."),
            Note(
                "[Iris Colin], ancienne secrétaire d'État et cofondatrice d'[Ondine], plaide.",
                [
                    claim("Iris Colin", "founded", "Ondine", "cofondatrice"),
                    claim("Iris Colin", "holds_position_at", "Ministère", "secrétaire d'État", status="past"),
                ],
            ),
        ],
    ),
    "one quotation, two people": (
        "attribution",
        [
            Note(f"« {QUOTED} », a déclaré [Ada Vernet]."),
            Note(f"[Luc Ferrand] s'emporte : « {QUOTED.replace('trop cher', 'bien cher')} »."),
        ],
    ),
}  # fmt: skip

AGREE: dict[str, list[Note]] = {
    "one sum": [stake(ROUND, **FIFTEEN), stake(ROUND, **FIFTEEN)],
    "nearly one sum": [stake(ROUND, **FIFTEEN), stake("15,2 millions", amount=15.2e6, currency="EUR")],
    "a currency left out": [stake(ROUND, **FIFTEEN), stake("15 millions", amount=15e6)],
    "two rounds, both dated": [stake(date="2021-06", **FIFTEEN), stake(date="2023-12", **TWENTY)],
    "old news against today's": [
        stake(date="2019", published="2024-02-26", **FIFTEEN),
        stake(published="2024-02-26", **TWENTY),
    ],
    "articles of two years": [stake(published="2021-06-01", **FIFTEEN), stake(published="2024-02-26", **TWENTY)],
    "one article knows both sums": [
        Note(
            "[Vauclair] a investi 15 millions puis remis 20 millions dans [Ondine].",
            [
                claim("Vauclair", "invests_in", "Ondine", "investi", **FIFTEEN),
                claim("Vauclair", "invests_in", "Ondine", "remis", **TWENTY),
            ],
        ),
        stake("20 millions d'euros", **TWENTY),
    ],
    "a sum against nothing said": [stake(ROUND, **FIFTEEN), stake()],
    "two sums in one article alone": [
        Note(
            "[Vauclair] a investi 15 ou remis 20 millions dans [Ondine].",
            [
                claim("Vauclair", "invests_in", "Ondine", "investi", **FIFTEEN),
                claim("Vauclair", "invests_in", "Ondine", "remis", **TWENTY),
            ],
        )
    ],
    "planned, then done": [
        stake(status="planned", published="2024-02-26"),
        stake(published="2024-03-15"),
    ],
    "the examining is planned, not the deal": [
        Note(
            "[Ministère] va examiner l'accord entre [Vauclair] et [Ondine].",
            [
                claim("Ministère", "scrutinises", "Vauclair", "examiner", status="planned"),
                claim("Vauclair", "partners_with", "Ondine", "accord", status="planned"),
            ],
        ),
        Note("Un accord lie [Vauclair] et [Ondine].", [claim("Vauclair", "partners_with", "Ondine", "accord")]),
    ],
    "posts of two people": [head("Ada Vernet"), head("Luc Ferrand")],
    "an interview is exclusive": [
        Note(
            "[Vauclair] distribue [Lyre], a-t-il confié en exclusivité au [Le Fanal|Fanal].",
            [claim("Vauclair", "distributes", "Lyre", "distribue")],
        ),
        deal(", sans exclusivité"),
    ],
    "exclusive against nothing said": [deal(" en exclusivité"), deal(" au Portugal")],
    "one worth, more or less": [
        Note("[Ondine], valorisée 2 milliards d'euros, recrute."),
        Note("[Ondine] vaut plus de 2 milliards d'euros."),
    ],
    "a worth hoped for": [
        Note("[Ondine], valorisée 2 milliards d'euros, recrute."),
        Note("[Ondine] pourrait être valorisée 6 milliards d'euros."),
    ],
    "worths of two houses": [
        Note("[Ondine], valorisée 2 milliards d'euros, recrute."),
        Note("[Ondine], rivale de [Brume], est inquiète : [Brume] vaut 6 milliards d'euros."),
    ],
    "worths of two years": [
        Note("[Ondine], valorisée 2 milliards d'euros, recrute.", published="2023-12-10"),
        Note("[Ondine] vaut 6 milliards d'euros.", published="2024-06-11"),
    ],
    "the year, then the month": [
        Note("[Ondine], fondée en 2023, recrute."),
        Note("[Ondine] a été créée en avril 2023 à Lyon."),
    ],
    "the buyer is not what was founded": [
        Note("[Ondine], fondée en 2023, recrute."),
        Note("[Ondine] a racheté une start-up créée en 2011."),
    ],
    "one of three founders": [
        Note("[Ondine], fondée par trois ingénieurs, recrute."),
        Note("[Ada Vernet] a fondé [Ondine].", [claim("Ada Vernet", "founded", "Ondine", "fondé")]),
    ],
    "two of the three founders": [
        Note("[Ondine], fondée par trois ingénieurs, recrute."),
        Note("Deux des trois fondateurs d'[Ondine] se taisent."),
    ],
    "a founder from where they are said to come": [
        Note("[Ondine], fondée par trois ingénieurs venus de [Brume], recrute."),
        Note(
            "[Iris Colin], ancienne de [Brume] et cofondatrice d'[Ondine], plaide.",
            [
                claim("Iris Colin", "founded", "Ondine", "cofondatrice"),
                claim("Iris Colin", "holds_position_at", "Brume", "ancienne", status="past"),
            ],
        ),
    ],
    "one quotation, one person": [
        Note(f"« {QUOTED} », a déclaré [Ada Vernet]."),
        Note(f"[Ada Vernet] s'emporte : « {QUOTED.replace('trop cher', 'bien cher')} »."),
    ],
    "two quotations": [
        Note(f"« {QUOTED} », a déclaré [Ada Vernet]."),
        Note("[Luc Ferrand] s'emporte : « nous avons payé trop cher, et à nos enfants de régler la note demain »."),
    ],
    "few words that many say": [
        Note("« C'est une étape très importante pour nous tous », dit [Ada Vernet]."),
        Note("« C'est une étape très importante », dit [Luc Ferrand]."),
    ],
    "a quotation whose speaker is a house": [
        Note(f"« {QUOTED} », a déclaré [Ondine]."),
        Note(f"« {QUOTED} », a déclaré [Ada Vernet]."),
    ],
}  # fmt: skip


@pytest.mark.parametrize("name", DIFFER)
def test_articles_that_disagree_are_found(name: str) -> None:
    nature, notes = DIFFER[name]
    assert [case.natures[0] for case in find(*notes)] == [nature]


@pytest.mark.parametrize("name", AGREE)
def test_articles_that_do_not_disagree_are_left_alone(name: str) -> None:
    assert find(*AGREE[name]) == ()


@pytest.mark.parametrize("name", DIFFER)
def test_the_order_of_articles_changes_no_disagreement(name: str) -> None:
    _, notes = DIFFER[name]
    assert {case.natures for case in find(*notes)} == {case.natures for case in find(*reversed(notes))}
    assert find(*notes, *notes[:1])  # a reprint of one side settles nothing


@pytest.mark.parametrize("shown", [{0}, {1}, set()])
def test_a_case_needs_two_articles_that_are_shown(shown: set[int]) -> None:
    cases = find(*DIFFER["two sums"][1])
    assert narrowed(cases, {0, 1}, set()) == cases
    assert narrowed(cases, shown, set()) == ()


def test_what_is_silent_is_no_version_of_its_own() -> None:
    cases = find(stake(ROUND, **FIFTEEN), stake("une somme modeste"), stake(), stake(status="planned"))
    (case,) = cases
    assert [version.value.form for version in case.versions] == ["money", "words", "unsaid", "unsaid"]
    silent = {version.claim for version in case.versions if version.value.form == "unsaid"}
    assert narrowed(cases, silent, set()) == ()


def test_a_link_leads_to_its_case() -> None:
    (stakes,), (access,) = find(*DIFFER["two sums"][1]), find(*DIFFER["exclusive against not"][1])
    (founders,), (worth,) = find(*DIFFER["two numbers of founders"][1]), find(*DIFFER["two worths"][1])
    assert stakes.key == "Vauclair~invests_in~Ondine"
    assert stakes.touches("Vauclair", "invests_in", "Ondine")
    assert not stakes.touches("Vauclair", "partners_with", "Ondine")
    assert access.touches("Vauclair", "distributes", "Lyre")
    assert founders.touches("Ada Vernet", "founded", "Ondine")
    assert not founders.touches("Ada Vernet", "founded", "Brume")
    assert worth.of_actor("Ondine")
    assert not worth.of_actor("Vauclair")
    assert not worth.touches("Vauclair", "invests_in", "Ondine")


def test_marks_are_the_words_that_differ() -> None:
    (case,) = find(*DIFFER["one quotation, two people"][1])
    assert [(v.value.text, len(v.marks)) for v in case.versions] == [("Ada Vernet", 1), ("Luc Ferrand", 1)]
    assert 0.8 <= case.likeness < 1
    notes = DIFFER["two sums"][1]
    (case,) = find(*notes)
    spans = [(v.article, v.marks[0]) for v in case.versions]
    texts = {article.id: article.text for article in (_read(note, number)[0] for number, note in enumerate(notes))}
    assert [texts[key][a:b] for key, (a, b) in spans] == ["20 millions d'euros", "15 millions d'euros"]


@given(tables())
@settings(max_examples=60, deadline=None)
def test_any_table_gives_cases_of_two_articles_that_differ(table: pd.DataFrame) -> None:
    cases = find_divergences(table, [], {}, {})
    assert cases == find_divergences(table, [], {}, {})
    assert len({case.key for case in cases}) == len(cases)
    for case in cases:
        assert len({version.article for version in case.versions}) > 1
        assert len({(version.value, version.status) for version in case.versions}) > 1
        assert narrowed([case], set(table.index), set()) == (case,)


@pytest.fixture(scope="module")
def five(originals: Path) -> tuple[Case, ...]:
    read = [read_article(path) for path in sorted(originals.glob("*.txt"))]
    found = unify([extract(article) for article in read])
    rows = claims_table((article, one) for article, given in zip(read, found, strict=True) for one in given.claims)
    kinds = {actor.name: actor.kind for given in found for actor in given.actors}
    mentions = {article.id: given.mentions for article, given in zip(read, found, strict=True)}
    return find_divergences(rows, read, mentions, kinds)


@pytest.mark.slow
def test_the_five_originals_disagree_on_five_points(five: tuple[Case, ...]) -> None:
    told = {
        case.natures: {(v.value.form, v.value.text, v.value.number, v.status) for v in case.versions} for case in five
    }
    assert told == {
        ("amount", "status"): {
            ("money", "EUR", 15e6, "planned"),
            ("words", "petite échelle", 0.0, "reported"),
            ("unsaid", "", 0.0, "asserted"),
            ("unsaid", "", 0.0, "planned"),
        },
        ("exclusivity",): {
            ("exclusivity", "exclusive", 0.0, "asserted"),
            ("exclusivity", "maybe", 0.0, "planned"),
            ("unsaid", "", 0.0, "reported"),
        },
        ("valuation",): {
            ("money", "USD", 2e9, "reported"),
            ("money", "EUR", 2e9, "reported"),
            ("money", "EUR", 2e9, "asserted"),
        },
        ("founders",): {("count", "", 3.0, "asserted"), ("names", "Cédric O", 0.0, "asserted")},
        ("attribution",): {("speaker", "Axel Voss", 0.0, ""), ("speaker", "Kai Zenner", 0.0, "")},
    }
