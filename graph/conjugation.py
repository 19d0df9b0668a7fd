"""Forms of regular French verbs, which the model's tables leave out, and the singulars of nouns and adjectives."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SILENT = ("e", "es", "ent")  # endings with a mute e: the stem's vowel opens or its consonant doubles
_FUTURE = ("erai", "eras", "era", "erons", "erez", "eront", "erais", "erait", "erions", "eriez", "eraient")
_FULL = ("er", "ez", "iez", "ions", "é", "ée", "és", "ées", "èrent")
_BACK = ("ons", "ais", "ait", "aient", "ai", "as", "a", "âmes", "âtes", "ât", "ant")  # a or o: ç, ge
_IR = (
    "ir", "is", "it", "issons", "issez", "issent", "issais", "issait", "issions", "issiez", "issaient", "irai", "iras",
    "ira", "irons", "irez", "iront", "irais", "irait", "irions", "iriez", "iraient", "issant", "i", "ie", "ies", "îmes",
    "îtes", "irent", "isse", "isses", "ît",
)  # fmt: skip
# Endings of the feminine or plural of adjectives and nouns, and those of their masculine singular.
_FEMININES = (
    ("elles", "el"), ("elle", "el"), ("ières", "ier"), ("ière", "ier"), ("euses", "eur"), ("euse", "eur"),
    ("trices", "teur"), ("trice", "teur"), ("ales", "al"), ("ale", "al"),
    ("ées", "é"), ("ée", "é"), ("es", ""), ("e", ""),
)  # fmt: skip


def regular_forms(infinitive: str) -> set[str]:
    """Every form of a regular verb in -er or -ir (finir); of any other ending (-oir, -re), the infinitive alone."""
    if infinitive.endswith("ir") and not infinitive.endswith("oir"):
        return {infinitive[:-2] + ending for ending in _IR}
    if not infinitive.endswith("er"):
        return {infinitive}
    stem = infinitive[:-2]
    back = {"c": stem[:-1] + "ç", "g": stem + "e"}.get(stem[-1:], stem)
    forms = {stem + e for e in (*_FULL, *_SILENT, *_FUTURE)} | {back + e for e in _BACK}
    for open_stem in _open_stems(stem):
        forms |= {open_stem + e for e in (*_SILENT, *_FUTURE)}
    return forms


def _open_stems(stem: str) -> set[str]:
    """Stems before a mute e: céd- → cèd-, lev- → lèv-, appel- → appell-, emploi- for employ-."""
    if stem.endswith(("oy", "uy", "ay")):
        return {stem[:-1] + "i"}
    opened = re.sub(r"[eé]([bcdfglmnprstvz]{1,2}|qu)$", r"è\1", stem)
    doubled = stem + stem[-1] if re.search(r"e[lt]$", stem) else stem
    return {opened, doubled}


def singulars(form: str) -> Iterator[str]:
    """What the masculine singular of a noun or adjective in this form may be."""
    if form.endswith(("s", "x")):
        yield form[:-1]
    if form.endswith("aux"):
        yield form[:-3] + "al"
    for feminine, masculine in _FEMININES:
        if form.endswith(feminine):
            yield form[: -len(feminine)] + masculine
            return
