"""First names and the gender that they tell."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from gender_guesser.detector import Detector

from graph.lexicon import load_lexicon

_GENDERS = {"male": "m", "mostly_male": "m", "female": "f", "mostly_female": "f", "andy": ""}


@lru_cache(maxsize=1)
def _detector() -> Detector:
    return Detector(case_sensitive=True)


@lru_cache(maxsize=16384)
def gender_of(first_name: str) -> str | None:
    """m, f or '' (either) for a known first name (gender-guesser's table), None for any other word."""
    names = load_lexicon().names
    if first_name in names.no_first_names:
        return None
    more = (("m", names.first_names_m), ("f", names.first_names_f), ("", names.first_names_both))
    listed = next((gender for gender, known in more if first_name in known), None)
    if listed is not None:
        return listed
    found = _GENDERS.get(_detector().get_gender(first_name))
    if found is None and not first_name.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", first_name) if not unicodedata.combining(c))
        found = _GENDERS.get(_detector().get_gender(plain))
    if found is None and first_name.count("-") == 1:  # « Jean-Régis »
        first, second = first_name.split("-")
        return gender_of(first) if gender_of(second) is not None else None
    return found
