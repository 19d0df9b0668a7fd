"""Words of function in a text: « PDG », « l'ancien directeur des achats », « vice-présidente chargée de la recherche »."""

from __future__ import annotations

from dataclasses import dataclass

from graph.lexicon import Lexicon, RoleNoun
from graph.syntax import Text

ENDED = frozenset({"ex", "ex-", "ancien", "ancienne", "anciens", "anciennes", "feu"})
_LEFT = frozenset(
    {
        "le",
        "la",
        "l'",
        "un",
        "une",
        "son",
        "sa",
        "leur",
        "ses",
        "leurs",
        "les",
        "des",
        "d'",
        "actuel",
        "actuelle",
        "nouveau",
        "nouvelle",
        "nouvel",
        "futur",
        "future",
        "jeune",
        "puissant",
        "ci-devant",
        "éphémère",
        "premier",
        "première",
        "-",
        "toujours",
        "également",
        "aussi",
        "désormais",
        "déjà",
        "aujourd'hui",
        "alors",
        "par",
        "ailleurs",
        "actuellement",
        "encore",
        "bientôt",
    }
)


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """Tokens [first, last] of a role: determiner and « ancien » included, complement not. ``words``: as shown."""

    first: int
    noun_start: int
    last: int
    noun: RoleNoun
    words: str
    ended: bool


def find_roles(text: Text, lexicon: Lexicon) -> list[RolePhrase]:
    """Every role phrase of the text, longest first at each place, not overlapping, in order."""
    found: list[RolePhrase] = []
    i = 0
    tokens = text.tokens
    while i < len(tokens):
        hit = _match(text, i, lexicon)
        if hit is not None and _is_verb(text, i, hit[1]):
            hit = None
        if hit is None:
            i += 1
            continue
        noun, last, ended = hit
        first = i
        while first > 0 and tokens[first - 1].sentence == tokens[i].sentence and tokens[first - 1].name < 0:
            lower = tokens[first - 1].lower
            if lower in ENDED:
                ended = True
            elif lower not in _LEFT and tokens[first - 1].pos != "NUM" and lower not in lexicon.nationality:
                break
            first -= 1
        found.append(RolePhrase(first, i, last, noun, _words(text, i, last), ended))
        i = last + 1
    return found


def _is_verb(text: Text, i: int, last: int) -> bool:
    """« X, juge l'attitude … »: a form that takes an object is a verb, not a function."""
    token = text.tokens[i]
    if i != last or not token.verbs or i + 1 >= len(text.tokens):
        return False
    after = text.tokens[i + 1]
    return (
        after.lower
        in ("le", "la", "l'", "les", "un", "une", "que", "qu'", "«", "ce", "cette", "ces", "son", "sa", "ses")
        or after.name >= 0
    )


def _match(text: Text, i: int, lexicon: Lexicon) -> tuple[RoleNoun, int, bool] | None:
    """The longest role noun at token i: (noun, last token, is it « ex-… »)."""
    tokens = text.tokens
    if tokens[i].name >= 0 or tokens[i].sentence < 0:
        return None
    for n in range(6, 0, -1):
        part = tokens[i : i + n]
        if len(part) < n or part[-1].sentence != tokens[i].sentence or any(t.name >= 0 for t in part):
            continue
        phrase = "".join(
            t.lower + (" " if k + 1 < n and part[k + 1].start > t.end else "") for k, t in enumerate(part)
        ).replace("’", "'")
        noun = lexicon.roles.get(phrase)
        if noun is not None:
            return noun, i + n - 1, False
        if phrase.startswith("ex-") and (noun := lexicon.roles.get(phrase[3:])):
            return noun, i + n - 1, True
    return None


def _words(text: Text, first: int, last: int) -> str:
    tokens = text.tokens
    return "".join(
        t.text + (" " if k < last and tokens[k + 1].start > t.end else "")
        for k, t in enumerate(tokens[first : last + 1], first)
    )
