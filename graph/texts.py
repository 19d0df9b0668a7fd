"""The interface's words, in French and English, with dates and amounts as each language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from graph.errors import VocabularyError

LANGUAGES = ("fr", "en")
_FILE = Path(__file__).parent / "ui" / "texts.yaml"
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
_STEPS = ((1e9, "Md", "bn"), (1e6, "M", "m"), (1e3, "k", "k"))


@lru_cache(maxsize=1)
def texts() -> Mapping[str, tuple[str, str]]:
    """Every text as key -> (French, English); VocabularyError if one lacks a language."""
    raw = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    for key, pair in raw.items():
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(text, str) and text for text in pair)):
            raise VocabularyError(f"{_FILE.name}: « {key} » needs two texts, French then English")
    return {key: (pair[0], pair[1]) for key, pair in raw.items()}


def language(query: str | None, locale: str | None) -> str:
    """The language to speak: the one in the address, else the browser's (French for fr-*), else English."""
    if query in LANGUAGES:
        return query
    return "fr" if not locale or locale.lower().startswith("fr") else "en"


@dataclass(frozen=True)
class Words:
    """The texts of one language (fr or en): ``say("passages", n=4)`` -> « 4 passages »."""

    lang: str

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key with its values filled in; KeyError if there is no such text."""
        text = texts()[key][LANGUAGES.index(self.lang)]
        one, bar, many = text.partition("|")
        if bar and "n" in values:
            text = one if self.single(int(str(values["n"]))) else many
            values = {**values, "n": self.number(int(str(values["n"])))}
        return text.format(**values) if values else text

    def single(self, count: int) -> bool:
        """Whether a count takes the singular: 0 and 1 in French, 1 in English."""
        return count in (0, 1) if self.lang == "fr" else count == 1

    def number(self, value: float, digits: int = 2) -> str:
        """A number as the language writes it: 1 234,5 or 1,234.5."""
        text = f"{value:,.{digits}f}"
        text = text.rstrip("0").rstrip(".") if digits else text
        return text.replace(",", "\u202f").replace(".", ",") if self.lang == "fr" else text

    def date(self, iso: str) -> str:
        """An ISO date in short, as precise as given: 2024-02-26 -> « 26 févr. 2024 », 2024-02 -> « févr. 2024 »."""
        year, _, rest = iso.partition("-")
        month, _, day = rest.partition("-")
        if not (month.isdigit() and 1 <= int(month) <= 12):
            return year
        name = self.months[int(month) - 1]
        return f"{int(day)}\u00a0{name}\u00a0{year}" if day[:2].isdigit() else f"{name}\u00a0{year}"

    def period(self, first: str, last: str) -> str:
        """Two ISO dates in short as a period, or as one date if they are told alike."""
        ends = self.date(first), self.date(last)
        return ends[0] if ends[0] == ends[1] else self("range", since=ends[0], until=ends[1])

    @property
    def months(self) -> list[str]:
        """The twelve months in short."""
        return str(texts()["months"][LANGUAGES.index(self.lang)]).split("|")

    def amount(self, value: float, currency: str) -> str:
        """An amount in units of its currency, shortened: 15000000 EUR -> « 15 M€ » or “€15m”; 12 % stays 12 %."""
        if currency == "%":
            return f"{self.number(value)}\u00a0%" if self.lang == "fr" else f"{self.number(value)}%"
        step, french, english = next((s for s in _STEPS if abs(value) >= s[0]), (1.0, "", ""))
        figure, sign = self.number(value / step), _SIGNS.get(currency)
        if self.lang == "fr":
            return f"{figure}\u00a0{french}{sign}" if sign else "\u00a0".join(filter(None, (figure, french, currency)))
        return f"{sign}{figure}{english}" if sign else f"{currency}\u00a0{figure}{english}"
