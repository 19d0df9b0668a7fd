"""Amounts of money and shares of capital in a passage: « 15 millions d'euros », « 385 M€ », « 18 % »."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.lexicon import Lexicon

_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d+)(?:[.,]\d+)?"


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in units of ``currency`` (ISO 4217, « % » for a share), at characters [start, end)."""

    value: float
    currency: str
    start: int
    end: int


class MoneyReader:
    """Finds amounts; scales, currencies and numerals come from data/lexicon/discourse.yaml."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.discourse
        self.scales: dict[str, int] = words["scales"]
        self.currencies: dict[str, str] = words["currencies"]
        self.numerals: dict[str, int] = words["numerals"]
        scale = "|".join(sorted(map(re.escape, self.scales), key=len, reverse=True))
        currency = "|".join(sorted(map(re.escape, self.currencies), key=len, reverse=True))
        numeral = "|".join(sorted(self.numerals, key=len, reverse=True))
        self.money = re.compile(
            rf"(?P<number>{_NUMBER}|\b(?:{numeral})\b(?:[ -](?:{numeral})\b)*)[ \u00a0\u202f]?(?:(?P<scale>{scale})(?![^\W\d_€$£]))?[ \u00a0\u202f]?(?:(?:supplémentaires |d['’]|de )[ ]?)?(?P<currency>{currency})(?![^\W\d_])"
        )
        self.share = re.compile(rf"(?P<number>{_NUMBER})[ \u00a0\u202f]?%")
        self.bare = re.compile(rf"(?P<number>{_NUMBER})[ \u00a0\u202f](?P<scale>millions?|milliards?)\b(?! d)")

    def find(self, text: str) -> list[Amount]:
        """Every amount of money and share, in order."""
        found = [a for m in self.money.finditer(text) if (a := self._amount(m, m["currency"]))]
        found += [a for m in self.share.finditer(text) if (a := self._amount(m, "%"))]
        taken = [(a.start, a.end) for a in found]
        for m in self.bare.finditer(text):
            if not any(s < m.end() and m.start() < e for s, e in taken) and (a := self._amount(m, "")):
                found.append(a)
        return sorted(found, key=lambda a: a.start)

    def _amount(self, match: re.Match[str], currency: str) -> Amount | None:
        groups = match.groupdict()
        number = self._number(groups["number"])
        if number is None:
            return None
        value = number * self.scales.get(groups.get("scale") or "", 1)
        return Amount(round(value, 2), self.currencies.get(currency, currency), match.start(), match.end())

    def _number(self, text: str) -> float | None:
        if text[0].isdigit():
            plain = re.sub(r"(?<=\d)[ \u00a0\u202f.](?=\d{3}(?!\d))", "", text).replace(",", ".")
            return float(plain) if plain.count(".") < 2 else None
        total = 0
        for word in re.split(r"[ -]", text):
            n = self.numerals[word]
            total = total * n if n == 100 and total else total + n
        return float(total)
