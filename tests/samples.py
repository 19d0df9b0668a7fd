"""Hand-made articles and claims for everybody's tests: all kinds, relations, statuses, parallel and reverse links."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

import pandas as pd

from graph.model import Actor, Article, Claim, Extraction, Mention, Passage
from graph.table import claims_table

KINDS = {
    "Solène Artaud": "person",
    "Marc Delestre": "person",
    "Ondine Robotique": "company",
    "Banque Vauclair": "company",
    "Ondine Lyre": "product",
    "Commission européenne": "institution",
    "Parlement européen": "institution",
    "Gouvernement français": "government",
    "Loi Sémaphore": "law",
    "Parti des Rives": "party",
    "Observatoire du Code": "organisation",
    "La Gazette du Port": "media",
    "Éditeurs indépendants": "group",
}
ALIASES = {
    "Ondine Robotique": ("Ondine", "la pépite nantaise"),
    "Commission européenne": ("Bruxelles", "l’exécutif européen"),
    "Solène Artaud": ("Mme Artaud",),
}


@dataclass(frozen=True)
class _Said:
    """A sentence of an article and the claims read from it: (source, relation, target, status, further fields)."""

    sentence: str
    trigger: str
    claims: tuple[tuple[str, str, str, str, dict[str, object]], ...]


# A wire text that two outlets printed, the second with one word changed.
_WIRE = "Banque Vauclair a pris une participation de 15 {} d’euros dans Ondine Robotique, selon un proche du dossier."
_HEADS: tuple[dict[str, str | None], ...] = (
    {
        "name": "a-quai.txt",
        "title": "La banque monte à bord",
        "outlet": "La Gazette du Port",
        "published": "2023-11-14",
    },
    {"name": "b-depeche.txt", "title": "Une entrée au capital", "outlet": "Le Fanal", "published": "2023-11-15"},
    {"name": "c-hemicycle.txt", "title": "Le vote approche", "outlet": "Le Fanal", "published": "2024-01"},
    {"name": "d-enquete.txt", "title": "Ce que dit l’enquête", "outlet": None, "published": None},
    {"name": "e-bilan.txt", "title": "Un an après", "outlet": "La Gazette du Port", "published": "2024-03-26"},
)
_URL = "https://exemple.test/"
_SAID: dict[str, tuple[_Said, ...]] = {
    "a-quai.txt": (
        _Said(
            _WIRE.format("millions"),
            "a pris une participation",
            (
                (
                    "Banque Vauclair",
                    "invests_in",
                    "Ondine Robotique",
                    "asserted",
                    {"amount": 15_000_000.0, "currency": "EUR", "speaker": "un proche du dossier"},
                ),
            ),
        ),
        _Said(
            "Les deux maisons sont aussi partenaires, rappelle Solène Artaud, fondatrice et PDG d’Ondine Robotique.",
            "partenaires",
            (
                ("Ondine Robotique", "partners_with", "Banque Vauclair", "asserted", {"speaker": "Solène Artaud"}),
                ("Solène Artaud", "founded", "Ondine Robotique", "asserted", {}),
                ("Solène Artaud", "holds_position_at", "Ondine Robotique", "asserted", {"role": "PDG"}),
            ),
        ),
        _Said(
            "Ondine Robotique publie Ondine Lyre.",
            "publie",
            (("Ondine Robotique", "releases", "Ondine Lyre", "asserted", {}),),
        ),
        _Said(
            "Banque Vauclair pourrait racheter Ondine Robotique en 2025.",
            "racheter",
            (("Banque Vauclair", "acquires", "Ondine Robotique", "reported", {"date": "2025", "confidence": 0.55}),),
        ),
    ),
    "b-depeche.txt": (
        _Said(
            _WIRE.format("M"),
            "a pris une participation",
            (
                (
                    "Banque Vauclair",
                    "invests_in",
                    "Ondine Robotique",
                    "asserted",
                    {"amount": 15_000_000.0, "currency": "EUR", "speaker": "un proche du dossier"},
                ),
            ),
        ),
        _Said(
            "Banque Vauclair fait de la société son alliée et utilise Ondine Lyre.",
            "alliée",
            (
                ("Banque Vauclair", "partners_with", "Ondine Robotique", "asserted", {}),
                ("Banque Vauclair", "uses", "Ondine Lyre", "asserted", {}),
            ),
        ),
        _Said(
            "La Gazette du Port appartient à Banque Vauclair.",
            "appartient à",
            (("Banque Vauclair", "owns", "La Gazette du Port", "asserted", {"amount": 51.0, "currency": "%"}),),
        ),
    ),
    "c-hemicycle.txt": (
        _Said(
            "L’eurodéputé Marc Delestre, du Parti des Rives, ancien ministre délégué, critique Ondine Robotique.",
            "critique",
            (
                ("Marc Delestre", "member_of", "Parlement européen", "asserted", {"role": "eurodéputé"}),
                ("Marc Delestre", "member_of", "Parti des Rives", "asserted", {}),
                ("Marc Delestre", "holds_position_at", "Gouvernement français", "past", {"role": "ministre délégué"}),
                ("Marc Delestre", "criticises", "Ondine Robotique", "asserted", {}),
            ),
        ),
        _Said(
            "Le Parlement européen doit voter la Loi Sémaphore au printemps.",
            "voter",
            (("Parlement européen", "legislates", "Loi Sémaphore", "planned", {"date": "2024-04"}),),
        ),
        _Said(
            "Ondine Robotique dément tout lobbying contre la Loi Sémaphore.",
            "dément tout lobbying",
            (("Ondine Robotique", "lobbies", "Loi Sémaphore", "denied", {"speaker": "Ondine Robotique"}),),
        ),
        _Said(
            "Éditeurs indépendants et Observatoire du Code soutiennent la Loi Sémaphore.",
            "soutiennent",
            (
                ("Éditeurs indépendants", "supports", "Loi Sémaphore", "asserted", {}),
                ("Observatoire du Code", "supports", "Loi Sémaphore", "asserted", {}),
            ),
        ),
    ),
    "d-enquete.txt": (
        _Said(
            "Selon l’Observatoire du Code, Ondine Robotique fait pression sur la Commission européenne.",
            "fait pression",
            (
                (
                    "Ondine Robotique",
                    "lobbies",
                    "Commission européenne",
                    "reported",
                    {"speaker": "Observatoire du Code", "confidence": 0.7},
                ),
            ),
        ),
        _Said(
            "La Commission européenne examine le rapprochement d’Ondine Robotique et de Banque Vauclair.",
            "examine",
            (
                ("Commission européenne", "scrutinises", "Ondine Robotique", "asserted", {"role": "rapprochement"}),
                ("Commission européenne", "scrutinises", "Banque Vauclair", "asserted", {"role": "rapprochement"}),
            ),
        ),
        _Said(
            "Banque Vauclair nie avoir investi dans Ondine Robotique.",
            "nie avoir investi",
            (("Banque Vauclair", "invests_in", "Ondine Robotique", "denied", {"speaker": "Banque Vauclair"}),),
        ),
    ),
    "e-bilan.txt": (
        _Said(
            "Banque Vauclair est bien entrée au capital d’Ondine Robotique, qui la fournit en retour.",
            "est bien entrée au capital",
            (
                (
                    "Banque Vauclair",
                    "invests_in",
                    "Ondine Robotique",
                    "asserted",
                    {"amount": 12_500_000.0, "currency": "EUR", "date": "2024-02-26"},
                ),
                ("Ondine Robotique", "supplies", "Banque Vauclair", "asserted", {}),
            ),
        ),
        _Said(
            "La Commission européenne condamne Banque Vauclair à une amende de 2,5 millions d’euros.",
            "condamne",
            (
                (
                    "Commission européenne",
                    "sanctions",
                    "Banque Vauclair",
                    "asserted",
                    {"amount": 2_500_000.0, "currency": "EUR", "date": "2024-03"},
                ),
            ),
        ),
        _Said(
            "Solène Artaud conseille le Gouvernement français et critique la Commission européenne.",
            "conseille",
            (
                ("Solène Artaud", "advises", "Gouvernement français", "asserted", {}),
                ("Solène Artaud", "criticises", "Commission européenne", "asserted", {}),
            ),
        ),
        _Said(
            "La Gazette du Port distribue Ondine Lyre, rivale d’autres robots.",
            "distribue",
            (("La Gazette du Port", "distributes", "Ondine Lyre", "asserted", {}),),
        ),
        _Said(
            "Ondine Robotique rivalise désormais avec Banque Vauclair et paierait la moitié de la note.",
            "rivalise",
            (
                ("Ondine Robotique", "competes_with", "Banque Vauclair", "asserted", {}),
                ("Ondine Robotique", "invests_in", "Banque Vauclair", "reported", {"confidence": 0.4}),
            ),
        ),
    ),
}

# What a hostile article may hold: markup, formulas, separators, line ends, controls, right-to-left marks, long names.
HOSTILE = {
    "Banque Vauclair": '<script>alert("1")</script>',
    "Ondine Robotique": "=HYPERLINK(\"javascript:alert(1)\";'x')",
    "Solène Artaud": 'A"; B, <img src=x onerror=alert(1)> & Cie\n\tC',
    "Marc Delestre": "\u202eelpmaxe\u202c ]]> {{7*7}}",
    "Parti des Rives": "@" + "é" * 300,
    "Loi Sémaphore": "-1+2\x0b\x00 _x0041_",
}


def _renamed(text: str, names: dict[str, str]) -> str:
    for name, other in names.items():
        text = text.replace(name, other)
    return text


def sample_articles(hostile: bool = False) -> list[tuple[Article, tuple[Claim, ...]]]:
    """Five articles of one paragraph each with their claims, 30 in all; each quote stands at its place in the text."""
    names = HOSTILE if hostile else {}
    return [_read(head, _SAID[str(head["name"])], names) for head in _HEADS]


def _read(
    head: dict[str, str | None], said: tuple[_Said, ...], names: dict[str, str]
) -> tuple[Article, tuple[Claim, ...]]:
    title = _renamed(str(head["title"]), names)
    sentences = [_renamed(part.sentence, names) for part in said]
    text = f"{title}\n\n{' '.join(sentences)}\n"
    article = Article(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        name=str(head["name"]),
        text=text,
        passages=(Passage(0, len(title), "title"), Passage(len(title) + 2, len(text) - 1, "paragraph")),
        title=title,
        outlet=head["outlet"],
        published=head["published"],
        url=_URL + str(head["name"]) if head["outlet"] else None,
    )
    claims: list[Claim] = []
    start = len(title) + 2
    for part, sentence in zip(said, sentences, strict=True):
        claims += _claims(article, part, start, sentence, names)
        start += len(sentence) + 1
    return article, tuple(claims)


def _claims(article: Article, part: _Said, start: int, sentence: str, names: dict[str, str]) -> list[Claim]:
    at = start + sentence.index(part.trigger)
    base = Claim(
        article=article.id,
        source="",
        source_kind="",
        relation="",
        target="",
        target_kind="",
        status="asserted",
        char_start=start,
        char_end=start + len(sentence),
        quote=sentence,
        trigger=part.trigger,
        trigger_start=at,
        trigger_end=at + len(part.trigger),
        rule="sample",
        confidence=0.9,
    )
    return [
        replace(
            base,
            source=names.get(source, source),
            source_kind=KINDS[source],
            relation=relation,
            target=names.get(target, target),
            target_kind=KINDS[target],
            **{"status": status, **more},  # type: ignore[arg-type]
        )
        for source, relation, target, status, more in part.claims
    ]


def sample_actors() -> list[Actor]:
    """The thirteen actors of the claims, with their aliases."""
    return [Actor(name, kind, ALIASES.get(name, ())) for name, kind in KINDS.items()]


def sample_extractions(hostile: bool = False) -> list[tuple[Article, Extraction]]:
    """The articles with what extraction would give of each: claims, mentions by name, actors."""
    return [(article, _extraction(article, claims)) for article, claims in sample_articles(hostile)]


def _extraction(article: Article, claims: tuple[Claim, ...]) -> Extraction:
    kinds = {name: kind for c in claims for name, kind in ((c.source, c.source_kind), (c.target, c.target_kind))}
    found = [
        Mention(at.start(), at.end(), name, "name")
        for name in kinds
        for at in re.finditer(re.escape(name), article.text)
    ]
    actors = tuple(Actor(name, kind, ALIASES.get(name, ())) for name, kind in sorted(kinds.items()))
    return Extraction(claims, tuple(sorted(found, key=lambda one: (one.start, one.end))), actors)


def sample_table(hostile: bool = False) -> pd.DataFrame:
    """The 30 claims as ``graph.table.claims_table`` gives them; ``hostile`` swaps six names for hostile strings."""
    return claims_table((article, claim) for article, claims in sample_articles(hostile) for claim in claims)
