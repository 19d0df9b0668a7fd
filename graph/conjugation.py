"""Forms of regular French verbs: the model's tables list only the irregular ones."""

from __future__ import annotations

import re

_SILENT = ("e", "es", "ent")  # endings with a mute e: the stem's vowel opens or its consonant doubles
_FUTURE = ("erai", "eras", "era", "erons", "erez", "eront", "erais", "erait", "erions", "eriez", "eraient")
_FULL = ("er", "ez", "iez", "ions", "é", "ée", "és", "ées", "èrent")
_BACK = ("ons", "ais", "ait", "aient", "ai", "as", "a", "âmes", "âtes", "ât", "ant")  # a or o: ç, ge
_IR = (
    "ir", "is", "it", "issons", "issez", "issent", "issais", "issait", "issions", "issiez", "issaient", "irai", "iras",
    "ira", "irons", "irez", "iront", "irais", "irait", "irions", "iriez", "iraient", "issant", "i", "ie", "ies", "îmes",
    "îtes", "irent", "isse", "isses", "ît",
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
