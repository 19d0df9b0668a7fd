"""Amounts of money and shares of capital in a passage: « 15 millions d'euros », « 385 M€ », « 18 % »."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from graph.lexicon import Lexicon

_SPACE = "[ \u00a0\u202f]"
# Thousands stand in threes (500 000, 1.200); a comma or a point before other groups is decimal.
_THOUSANDS = rf"[1-9][0-9]{{0,2}}(?:(?:{_SPACE}|\.)[0-9]{{3}}){{1,5}}(?![0-9])"
_DIGITS = rf"(?<![\w.,])(?:{_THOUSANDS}|[0-9]{{1,15}})(?:[.,][0-9]{{1,6}})?"
_SIGNS = "€$£"
_COUNTED = rf"(?!{_SPACE}(?:(?:supplémentaires|autres){_SPACE})?(?:de{_SPACE}|d['’]))"  # « 4 millions de clients »


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in units of ``currency`` (ISO 4217, « % » for a share, None if unsaid), at characters [start, end)."""

    value: float
    currency: str | None
    start: int
    end: int


class MoneyReader:
    """Finds amounts; scales, currencies and numerals come from data/lexicon/discourse.yaml."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.discourse
        scales, currencies = words.scales, words.currencies
        self.scales: dict[str, int] = {form.lower(): n for form, n in scales.items()}
        self.currencies: dict[str, str] = {form.lower(): iso for form, iso in currencies.items()}
        self.numerals: dict[str, int] = {**words.numerals, "mille": 1000}
        numeral = rf"\b(?:{_either([*self.numerals, *(n + 's' for n in self.numerals)])})\b"
        number = rf"(?P<number>{_DIGITS}|{numeral}(?:(?:{_SPACE}|-)(?:et{_SPACE})?{numeral})*)"
        half = rf"(?P<half>{_SPACE}et{_SPACE}demie?\b)?+"
        scale = rf"(?P<scale>(?:demi-)?(?:{_either(scales)}))(?![^\W\d_]){half}"
        between = rf"{_SPACE}?(?:(?:supplémentaires|additionnels){_SPACE})?(?:[dD]['’]|(?:de|DE){_SPACE})?{_SPACE}?"
        currency = rf"(?P<currency>{_either(currencies)})(?![^\W\d_])"
        large = rf"(?P<scale>(?:demi-)?(?:{_either(w for w in scales if w.startswith('milli'))}))\b{half}"
        self.patterns = (
            re.compile(rf"{number}{_SPACE}?(?:{scale})?{between}{currency}"),
            re.compile(rf"(?P<currency>[{_SIGNS}]){_SPACE}?{number}(?:{_SPACE}?{scale})?"),
            re.compile(rf"{number}{_SPACE}?(?P<currency>%|pour{_SPACE}cent\b)"),
            re.compile(rf"{number}{_SPACE}{large}{_COUNTED}"),
        )

    def find(self, text: str) -> list[Amount]:
        """Every amount of money and share, in order; none overlaps another."""
        found: list[Amount] = []
        for pattern in self.patterns:
            for match in pattern.finditer(text):
                if not any(a.start < match.end() and match.start() < a.end for a in found):
                    found.append(self._amount(match))
        return sorted(found, key=lambda a: a.start)

    def _amount(self, match: re.Match[str]) -> Amount:
        groups = match.groupdict()
        scale = (groups.get("scale") or "").lower()
        factor = self.scales.get(scale.removeprefix("demi-"), 1) * (0.5 if scale.startswith("demi-") else 1)
        number = self._number(groups["number"].lower()) + (0.5 if groups.get("half") else 0)
        currency = groups.get("currency")
        iso = currency and self.currencies.get(currency.lower(), "%")
        return Amount(round(number * factor, 2), iso, match.start(), match.end())

    def _number(self, text: str) -> float:
        if text[0].isdigit():
            whole = re.sub(r"(?<=[0-9])[ \u00a0\u202f.](?=[0-9]{3}(?![0-9]))", "", text) if text[0] != "0" else text
            return float(whole.replace(",", "."))
        total = 0
        for word in re.findall(r"[a-z]+", text.replace("et", " ")):
            total = _read_on(total, self.numerals.get(word) or self.numerals[word.removesuffix("s")])
        return float(total)


def _read_on(total: int, n: int) -> int:
    """The number read so far and its next word: quatre vingt → 80, deux cents → 200, mille deux cent → 1200."""
    if n == 1000:
        return (total or 1) * 1000
    thousands, rest = divmod(total, 1000)
    if n == 100 and rest:
        return thousands * 1000 + rest * 100
    if n == 20 and rest % 100 == 4:
        return total - 4 + 80
    return total + n


def _either(words: Iterable[str]) -> str:
    """A pattern for any of the words, small, capitalised or all capitals, longest first."""
    forms = {form for word in words for form in (word, word.capitalize(), word.upper())}
    return "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))
