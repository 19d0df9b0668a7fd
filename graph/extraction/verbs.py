"""Verb groups: which tokens act as verbs, their voice, what controls them, where the group begins."""

from __future__ import annotations

from graph.syntax import Text, Token

ETRE = frozenset("est sont était étaient fut furent été être sera seront serait seraient soit soient étant".split())
AVOIR = frozenset("a ont avait avaient eu avoir aura auront aurait auraient ait aient ayant ai as avons avez".split())
CLITICS = frozenset("se s' l' le la les lui leur y en ne n' me m' te t' nous vous -t".split())
NOT_A_VERB_AFTER = frozenset(
    "le la l' les un une des du au aux ce cet cette ces son sa ses leur leurs mon ma notre nos votre de d' quel quelle chaque tout toute plusieurs".split()
)
# Verbs that take « être » without being passive.
INTRANSITIVE = frozenset(
    "entrer rentrer passer venir revenir devenir parvenir intervenir arriver partir repartir sortir ressortir monter remonter descendre rester tomber retomber naître mourir "
    "aller retourner décéder demeurer survenir provenir convenir advenir".split()
)
_PARTICIPLE_ENDINGS = (
    "é",
    "ée",
    "és",
    "ées",
    "i",
    "ie",
    "is",
    "ies",
    "u",
    "ue",
    "us",
    "ues",
    "it",
    "ite",
    "its",
    "ites",
    "ert",
    "erte",
    "erts",
    "ertes",
    "int",
    "inte",
    "ints",
    "ise",
    "ises",
    "use",
    "uses",
    "fait",
    "faite",
    "faits",
    "faites",
    "mort",
)
_CONTROL_NOUNS = frozenset(
    "intention décision projet volonté ambition souhait droit possibilité objectif promesse espoir idée besoin choix mission refus".split()
)


def is_participle(token: Token) -> bool:
    if "VerbForm=Part" in token.morph:
        return token.lower.endswith(_PARTICIPLE_ENDINGS)
    return not token.finite and token.lower.endswith(_PARTICIPLE_ENDINGS)


def is_infinitive(token: Token) -> bool:
    return token.lower in token.verbs


def acts_as_verb(text: Text, i: int) -> bool:
    """May the token at i be a verb here, whatever its tag? A form after a determiner is a noun."""
    token = text.tokens[i]
    if (
        token.lower == "entre"
        and i + 1 < len(text.tokens)
        and text.tokens[i + 1].lower in ("au", "à", "dans", "chez", "en", "aux")
    ):
        return True
    if token.name >= 0 or not token.verbs or token.pos in ("ADP", "DET", "PRON", "CCONJ", "SCONJ", "NUM", "PUNCT"):
        return False
    before = text.tokens[i - 1] if i else None
    if before is not None and before.sentence == token.sentence and before.name < 0:
        determiner = before.lower in NOT_A_VERB_AFTER and before.pos != "PRON"
        if (
            determiner
            and not (before.lower in ("de", "d'", "à") and is_infinitive(token))
            and not (before.lower in ("l'", "le", "la", "les", "en") and token.pos in ("VERB", "AUX") and token.finite)
        ):
            return False
        if (
            token.pos not in ("VERB", "AUX")
            and before.pos in ("ADP", "NUM")
            and not is_infinitive(token)
            and before.lower != "en"
        ):
            return False
        if token.pos == "NOUN" and not is_participle(token) and before.pos in ("ADJ", "NOUN") and before.name < 0:
            return False
    return True


def auxiliary(text: Text, i: int) -> str:
    """« être », « avoir » or '' : the auxiliary right before the participle at i (adverbs and clitics skipped)."""
    start = text.sentence_of(i)[0]
    for kid in text.kids(i, "aux:tense", "aux:pass", "aux"):
        if kid.i < i and kid.lower in AVOIR and not any(k.lower == "été" for k in text.kids(i)):
            return "avoir"
    k = i - 1
    while k >= start and k > i - 6:
        token = text.tokens[k]
        if token.lower in ETRE:
            return "être"
        if token.lower in AVOIR:
            return "avoir"
        if not (
            token.pos in ("ADV", "PRON")
            or token.lower in CLITICS
            or token.lower
            in (
                "pas",
                "plus",
                "jamais",
                "déjà",
                "bien",
                "même",
                "aussi",
                "également",
                "ainsi",
                "toujours",
                "encore",
                "tous",
                "deux",
                "-t-elle",
                "-il",
                "-elle",
                "-t",
                ",",
            )
            and token.lower != ","
        ):
            return ""
        k -= 1
    return ""


def reflexive(text: Text, i: int) -> bool:
    """Does the verb at i stand with « se » or « s' »?"""
    start = text.sentence_of(i)[0]
    for k in range(i - 1, max(start - 1, i - 5), -1):
        lower = text.tokens[k].lower
        if lower in ("se", "s'"):
            return True
        if lower not in ETRE and text.tokens[k].pos not in ("ADV", "AUX") and lower not in ("y", "en", "pas", "plus"):
            return False
    return False


def voice(text: Text, i: int, verb: str) -> str:
    """« active », « passive » (with être) or « reduced » (a bare participle: « rachetée par X »)."""
    token = text.tokens[i]
    if not is_participle(token) or (token.finite and auxiliary(text, i) == ""):
        return "active"
    helper = auxiliary(text, i)
    if helper == "avoir" or reflexive(text, i):
        return "active"
    if verb in INTRANSITIVE:
        return "active" if helper else "reduced-active"
    if helper == "être":
        return "passive"
    if token.dep in ("conj",) and text.tokens[token.head].verbs and auxiliary(text, token.head):
        return voice(text, token.head, text.tokens[token.head].verbs[0])
    return "reduced"


def group_start(text: Text, i: int) -> int:
    """First token of the verb group of i: auxiliaries, clitics, negation and adverbs before it included."""
    start = text.sentence_of(i)[0]
    k = i
    while k - 1 >= start:
        token = text.tokens[k - 1]
        small = token.lower in ETRE or token.lower in AVOIR or token.lower in CLITICS and token.name < 0
        if token.lower in ("l'", "le", "la", "les") and token.pos != "PRON":
            small = False
        if token.lower == "«" and k - 1 > start and text.tokens[k].i == i:
            small = True  # « X « conteste fermement » la décision »
        if (
            small
            or token.pos in ("AUX",)
            or token.pos == "ADV"
            and token.lower not in ("non", "où")
            or token.lower in ("pas", "plus", "jamais", "lui-même", "elle-même", "eux-mêmes")
        ):
            k -= 1
        else:
            break
    return k


def controller(text: Text, i: int) -> int | None:
    """The verb that governs the infinitive (or compound infinitive) at i: « va | racheter », « a annoncé | avoir racheté »."""
    tokens = text.tokens
    start = text.sentence_of(i)[0]
    k = group_start(text, i) - 1
    infinitive = is_infinitive(tokens[i]) or any(tokens[j].lower in ("avoir", "être") for j in range(k + 1, i))
    if not infinitive:
        return None
    if k >= start and tokens[k].lower in ("de", "d'", "à", "par", "pour"):
        if tokens[k].lower == "pour" and (k == start or tokens[k - 1].lower == ","):
            return None
        k -= 1
    steps = 0
    while k >= start and steps < 9:
        token = tokens[k]
        if (
            token.lower in _CONTROL_NOUNS
            or token.pos in ("DET", "ADV", "ADJ")
            or token.lower in ("l'", "pas", "plus", "un", "une", "la", "le")
        ):
            k, steps = k - 1, steps + 1
            continue
        bare = (
            is_participle(token)
            and not token.finite
            and not auxiliary(text, k)
            and k > start
            and text.tokens[k - 1].pos in ("NOUN", "ADJ", "ADV")
        )
        if token.verbs and acts_as_verb(text, k) and not bare:
            return k
        if (
            bare
            or token.pos in ("NOUN", "NUM", "PROPN")
            and token.name < 0
            or token.pos == "ADP"
            or token.name >= 0
            or token.lower in ("ce", "cette")
        ):
            k, steps = k - 1, steps + 1
            if token.lower in (",",):
                return None
            continue
        return None
    return None
