"""Names in raw text: known forms of data/actors.yaml and runs of capitals. Offsets are characters of the text given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from gender_guesser.detector import Detector

from graph.words import Word, split_words
from graph.lexicon import Form, Lexicon


@dataclass(frozen=True, slots=True)
class Name:
    """A stretch of text that names something. ``doubtful``: a sentence's first word that is also an ordinary word."""

    start: int
    end: int
    text: str
    form: Form | None = None
    doubtful: bool = False


@dataclass(frozen=True)
class NameFinder:
    """Finds names passage by passage; ``is_word`` tells ordinary lower-case French words."""

    lexicon: Lexicon
    is_word: Callable[[str], bool]
    is_verb: Callable[[str], bool]
    is_adjective: Callable[[str], bool]

    def find(self, text: str) -> list[Name]:
        """Names of one passage, in order, not overlapping."""
        words = split_words(text)
        if _shouted(words):
            words = []
        found: list[Name] = []
        laws = [self._law(text, words, m.start(), m.end()) for m in _LAW.finditer(text)]
        at = 0
        while at < len(words):
            law = next((n for n in laws if n.start <= words[at].start < n.end), None)
            if law is not None and self._known(text, words, at) is None:
                found.append(law)
                at = next((k for k in range(at, len(words)) if words[k].start >= law.end), len(words))
                continue
            step, names = self._at(text, words, at)
            found += names
            at += step
        return found

    def _law(self, text: str, words: list[Word], start: int, head_end: int) -> Name:
        """« loi sur | les réseaux quantiques », « … la fin de vie »: a noun, its adjective, its complement."""
        k = next((k for k in range(len(words)) if words[k].start >= head_end), len(words) - 1)
        k = self._noun_and_adjective(words, k)
        for _ in range(2):
            if k + 1 < len(words) and (link := self._links(words, k)) and words[k].text in ("de", "du", "des", "d"):
                k = self._noun_and_adjective(words, k + link)
        end = words[min(k, len(words)) - 1].end
        return Name(start, end, _law_name(text[start:end]))

    def _noun_and_adjective(self, words: list[Word], k: int) -> int:
        k += 1
        return k + 1 if k < len(words) and self.is_adjective(words[k].text) and not self.is_verb(words[k].text) else k

    def _at(self, text: str, words: list[Word], at: int) -> tuple[int, list[Name]]:
        """Names that start at word ``at`` and the number of words they take (at least 1)."""
        known = self._known(text, words, at)
        if known is None and (refused := self._refused(words, at)):
            return refused, []
        end = self._run_end(text, words, at) if words[at].capital else at
        if known and known[1].agent_only and end > at + known[0] and gender_of(words[at].text) is not None:
            known = None  # « Sofia Amrani » is no capital
        if known and (longer := self._longer_title(text, words, at, known)):
            return longer - at, [self._name(text, words, at, longer, None)]
        if known and at + known[0] >= end:
            return known[0], [self._name(text, words, at, at + known[0], known[1])]
        if end == at:
            return 1, []
        if covered := self._in_role(words, at):
            return covered, []
        if self._portfolio(words, at):
            return self._portfolio_length(text, words, at), []
        return end - at, self._split(text, words, at, end)

    def _known(self, text: str, words: list[Word], at: int) -> tuple[int, Form] | None:
        hit = self.lexicon.known_form([w.text.replace("’", "'") for w in words[at : at + 12]], 0)
        if hit is None:
            return None
        last = words[at + hit[0] - 1]
        glued = last.end < len(text) and (text[last.end].isalnum())
        if glued or (at and words[at - 1].end == words[at].start and words[at - 1].text == "-"):
            return None
        if hit[1].weak and hit[0] == 1 and _initial(text, words, at) and self.is_word(words[at].text.lower()):
            return None
        after = words[at + hit[0]] if at + hit[0] < len(words) else None
        if hit[1].description and after is not None and after.capital and text[last.end : after.start] == " ":
            return None  # « le fonds souverain norvégien X » is X
        if hit[1].agent_only and at and words[at - 1].text.lower() in _NOT_AGENT:
            return None
        return hit

    def _longer_title(self, text: str, words: list[Word], at: int, known: tuple[int, Form]) -> int:
        """« L'Écho du Sud-Ouest » is not L'Écho: a paper's title goes on with the place it serves. 0 if it does not."""
        k = at + known[0]
        if (
            self.lexicon.actors[known[1].actor].kind != "media"
            or k >= len(words)
            or words[k].text not in ("du", "de", "des", "d")
        ):
            return 0
        k += self._links(words, k)
        if k >= len(words) or not words[k].capital or words[at + known[0] - 1].text.isupper():
            return 0
        end = k + 1
        while end < len(words) and (step := self._continues(text, words, k, end)):
            end += step
        return end

    def _refused(self, words: list[Word], at: int) -> int:
        """Words of a place that stands for those who govern there, but not here: « à Bruxelles »."""
        hit = self.lexicon.known_form([w.text.replace("’", "'") for w in words[at : at + 12]], 0)
        return hit[0] if hit is not None and hit[1].agent_only else 0

    def _run_end(self, text: str, words: list[Word], at: int) -> int:
        """Past the last word of the run of capitals that starts at ``at``; ``at`` itself if it is noise."""
        if self._noise(text, words, at):
            return at
        end = at + 1
        while end < len(words):
            step = self._continues(text, words, at, end)
            if not step:
                break
            end += step
        return self._tail(text, words, at, end)

    def _noise(self, text: str, words: list[Word], at: int) -> bool:
        form = words[at].text
        if len(form) == 1 and not (
            at + 1 < len(words) and words[at + 1].text in ".'’-&" and words[at + 1].start == words[at].end
        ):
            return True
        demonym = form.lower() in self.lexicon.nationality and not (at + 1 < len(words) and words[at + 1].capital)
        if demonym:
            return True
        if form in self.lexicon.noise and not (len(form) > 1 and self._capital_follows(text, words, at)):
            return True
        elided = at + 1 < len(words) and words[at + 1].text in "'’" and len(form) <= 2
        return elided and (_initial(text, words, at) or form not in "LDO")

    def _capital_follows(self, text: str, words: list[Word], at: int) -> bool:
        """Is « Le », « La », « Les » in mid-sentence the first word of a name (« Les Trois Rives »)?"""
        follows = at + 1 < len(words) and words[at + 1].capital and text[words[at].end : words[at + 1].start] == " "
        return follows and words[at].text in ("Le", "La", "Les") and not _initial(text, words, at)

    def _continues(self, text: str, words: list[Word], at: int, k: int) -> int:
        """How many words from ``k`` on belong to the run begun at ``at``: 0 if it ends there."""
        gap = text[words[k - 1].end : words[k].start]
        word = words[k]
        after = words[k + 1] if k + 1 < len(words) else None
        if gap == "":
            if word.text[0].isalnum() and (words[k - 1].text[0].isalnum() or words[k - 1].text in "-'’&."):
                return 1
            joins = word.text in ("-", "'", "’", "&") and after is not None and after.start == word.end
            if (
                joins
                and after
                and (after.capital or after.text[0].isdigit() or word.text == "-" and _hyphenated(after))
            ):
                return 2 if word.text != "’" and word.text != "'" or len(words[k - 1].text) == 1 else 0
            initial = word.text == "." and len(words[k - 1].text) == 1 and after is not None and after.capital
            return 1 if initial and words[k - 1].capital and words[k - 1].text != "M" else 0
        if gap not in (" ", "\u00a0"):
            return 0
        if word.capital:
            if word.text in self.lexicon.noise and len(word.text) <= 3 and not self._capital_follows(text, words, k):
                return 0
            return 0 if self._starts_other(words, at, k) else 1
        if word.text[0].isdigit():
            return 1 if len(word.text) < 3 and (after is None or after.text not in ("%", "ans", "millions")) else 0
        if word.text == "&" and after is not None and after.capital:
            return 2
        return self._particles(words, at, k)

    def _starts_other(self, words: list[Word], at: int, k: int) -> bool:
        """Does another name begin at ``k`` (« Renaissance | Nathalie Loiseau », « Économie | Bruno Le Maire »)?"""
        if gender_of(words[at].text) is not None and words[at].text not in self.lexicon.names["_heads"]:
            return False
        follows = k + 1 < len(words) and words[k + 1].capital
        if not follows or words[at].text in self.lexicon.names["_heads"]:
            return False
        known = self.lexicon.known_form([w.text for w in words[k : k + 8]], 0)
        person = known is not None and self.lexicon.actors[known[1].actor].kind == "person"
        return person or (gender_of(words[k].text) is not None and words[k - 1].text not in ("&", "-"))

    def _particles(self, words: list[Word], at: int, k: int) -> int:
        """« Ursula von der Leyen »: particles count after a first name when a capital follows them."""
        if gender_of(words[at].text) is None:
            return 0
        n = 0
        while k + n < len(words) and words[k + n].text in self.lexicon.names["_particles"] and n < 3:
            n += 1
        elided = k + n < len(words) and words[k + n].text in "'’"
        n += 1 if elided and n else 0
        if not n or k + n >= len(words) or not words[k + n].capital:
            return 0
        foreign = words[k].text not in ("de", "du", "des", "d", "la", "le")
        return n + 1 if foreign or k - at <= 2 else 0

    def _tail(self, text: str, words: list[Word], at: int, end: int) -> int:
        """A head word may go on in lower case: « Autorité de la concurrence », « Parti socialiste »."""
        if words[at].text not in self.lexicon.names["_heads"] or words[at].text in self.lexicon.countries:
            return self._noun_tail(text, words, at, end)
        k = self._adjectives(words, end, 2)
        if k == end and _initial(text, words, at) and end == at + 1 and not self._links(words, k):
            return end
        for _ in range(2):
            link = self._links(words, k)
            if not link or k + link >= len(words):
                break
            word = words[k + link]
            lowered = word.text.lower()
            if not (word.text.isalpha() and (word.capital or self.is_word(lowered))):
                break
            k += link + 1
            if word.capital:
                while k < len(words) and (step := self._continues(text, words, k - 1, k)):
                    k += step
            k = self._adjectives(words, k, 1)
            if words[at].text in ("Loi",):
                break
        return k

    def _noun_tail(self, text: str, words: list[Word], at: int, end: int) -> int:
        """« les Laiteries du Bocage »: a common noun with a capital goes on to the capital after « du »."""
        link = self._links(words, end)
        named = link and words[end].text != "de" and end + link < len(words) and words[end + link].capital
        if (
            not named
            or end != at + 1
            or not self.is_word(words[at].text.lower())
            or gender_of(words[at].text) is not None
        ):
            return end
        if (
            _initial(text, words, at)
            or self._known(text, words, at)
            or not at
            or words[at - 1].text.lower() not in ("le", "la", "les", "des", "du", "aux", "au", "’", "'")
        ):
            return end
        k = end + link + 1
        while k < len(words) and (step := self._continues(text, words, k - 1, k)):
            k += step
        return k

    def _adjectives(self, words: list[Word], k: int, most: int) -> int:
        n = 0
        while n < most and k < len(words) and words[k].text in self.lexicon.names["_adjectives"]:
            k, n = k + 1, n + 1
        return k

    def _links(self, words: list[Word], k: int) -> int:
        """Number of words of « de », « du », « des », « de la », « de l' », « d' » at ``k``."""
        texts = [w.text for w in words[k : k + 3]]
        if texts[:1] in (["du"], ["des"]):
            return 1
        if texts[:2] in (
            ["d", "'"],
            ["d", "’"],
            ["de", "la"],
            ["pour", "la"],
            ["pour", "le"],
            ["sur", "les"],
            ["sur", "la"],
        ):
            return 2
        if texts[:2] in (["de", "l"], ["pour", "l"], ["sur", "l"]):
            return 3
        return 1 if texts[:1] == ["de"] else 0

    def _in_role(self, words: list[Word], at: int) -> int:
        """Words from ``at`` on that belong to a role of the lexicon: « président de la | République », « | Chief AI Officer »."""
        for start in range(at, max(-1, at - 5), -1):
            for end in range(min(len(words), at + 4), at, -1):
                phrase = (
                    " ".join(w.text.lower() for w in words[start:end])
                    .replace(" - ", "-")
                    .replace(" ' ", "'")
                    .replace(" ’ ", "'")
                )
                if phrase in self.lexicon.roles and (
                    start < at or end - start > 1 or words[at].text.lower() == phrase and not words[at].text.isupper()
                ):
                    return end - at
        return 0

    def _portfolio(self, words: list[Word], at: int) -> bool:
        """« ministre de l'Économie », « commissaire à la Concurrence »: the portfolio is part of the role."""
        if words[at].text not in self.lexicon.names["_portfolios"]:
            return False
        left = [w.text.lower() for w in words[max(0, at - 8) : at]]
        if not left or left[-1] not in (
            "de",
            "du",
            "des",
            "la",
            "le",
            "l",
            "'",
            "’",
            "à",
            "aux",
            "au",
            "et",
            "d",
            ",",
            "les",
        ):
            return False
        return any(w in _PORTFOLIO_HOLDERS for w in left)

    def _portfolio_length(self, text: str, words: list[Word], at: int) -> int:
        k = at + 1
        while k < len(words) and words[k].capital and text[words[k - 1].end : words[k].start] == " ":
            if gender_of(words[k].text) is not None or self._known(text, words, k):
                break
            k += 1
        return k - at

    def _split(self, text: str, words: list[Word], at: int, end: int) -> list[Name]:
        """A run as names: its ordinary first word dropped, known forms inside set apart."""
        if _initial(text, words, at) and self._ordinary(text, words, at, end):
            step = 1
            if end - at == 1:
                return [replace(self._name(text, words, at, end, None), doubtful=True)]
            if words[at + 1].text in "'’-":
                return []
            k, names = at + step, []
            while k < end:
                n, found = self._at(text, words, k)
                names += found
                k += n
            return names
        known = self._known(text, words, at)
        if known and at + known[0] < end:
            rest = at + known[0]
            kind = self.lexicon.actors[known[1].actor].kind
            other = self._known(text, words, rest)
            first_name = known[1].agent_only and gender_of(words[at].text) is not None
            branch = (
                other is not None
                and other[1].agent_only
                and kind in ("company", "organisation", "media")
                and rest + other[0] == end
            )
            if not branch and (kind in ("person", "party") or other or known[1].agent_only) and not first_name:
                head = [self._name(text, words, at, rest, known[1])]
                return head + (self._at(text, words, rest)[1] if words[rest].capital else [])
        return [self._name(text, words, at, end, None)]

    def _ordinary(self, text: str, words: list[Word], at: int, end: int) -> bool:
        """Is the capital at ``at`` only due to its place at the start of the sentence?"""
        first = words[at].text
        lowered = first.lower()
        person = end - at > 1 and words[at + 1].capital and gender_of(first) is not None
        if person or not (self.is_word(lowered) or lowered in self.lexicon.names["_function"]):
            return False
        headed = first in self.lexicon.names["_heads"] and end - at > 1
        return not headed

    def _name(self, text: str, words: list[Word], at: int, end: int, form: Form | None) -> Name:
        start, stop = words[at].start, words[end - 1].end
        return Name(start, stop, text[start:stop], form)


# « la loi sur les réseaux quantiques », « la proposition de loi visant à … »: the head; its subject follows.
_LAW = re.compile(
    r"\b(?:(?:projet|proposition) de )?(?:loi|règlement|directive|ordonnance|traité|code)(?: (?:européenne?|organique|cadre))? "
    r"(?:sur|relatif à|relative à|pour|contre|de programmation)(?: (?:la|le|les|du|des)| l['’])?(?= ?[^\W\d_])"
)


def _law_name(text: str) -> str:
    return text[0].upper() + text[1:]


_NOT_AGENT = frozenset("’ au aux à de en vers dans près sur via pour depuis d ' entre hors à-".split())
_PORTFOLIO_HOLDERS = frozenset(
    "ministre ministres ministère secrétaire secrétaires secrétariat commissaire commissaires chargé chargée portefeuille "
    "ex-ministre vice-premier vice-première commission adjoint adjointe".split()
)
# Words that the table of first names holds too.
_NO_FIRST_NAME = frozenset(
    "Le La Les Des Du De Un Une Ce Si On Il Elle Et En Au Aux Paris France Europe Asia London China Grand Saint Sainte Santa Monde Nation Marché Plus".split()
)
_GENDERS = {"male": "m", "mostly_male": "m", "female": "f", "mostly_female": "f", "andy": ""}


@lru_cache(maxsize=1)
def _detector() -> Detector:
    return Detector(case_sensitive=True)


@lru_cache(maxsize=16384)
def gender_of(first_name: str) -> str | None:
    """m, f or '' (either) for a known first name (gender-guesser's table), None for any other word."""
    if first_name in _NO_FIRST_NAME:
        return None
    found = _GENDERS.get(_detector().get_gender(first_name))
    if found is None and not first_name.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", first_name) if not unicodedata.combining(c))
        found = _GENDERS.get(_detector().get_gender(plain))
    return found


def _initial(text: str, words: list[Word], at: int) -> bool:
    """Does word ``at`` start a sentence, a quotation or a line?"""
    k = at - 1
    while k >= 0 and words[k].text in "«“\"(–—-•'‘»”)":
        if k == 0:
            return True
        opens = words[k].text in "«“" or words[k].text == '"' and words[k].end == words[k + 1].start
        if opens and words[k - 1].text in ",»":
            return True
        k -= 1
    if k < 0 or "\n" in text[words[k].end : words[at].start]:
        return True
    if words[k].text == "." and k and len(words[k - 1].text) == 1 and words[k - 1].capital:
        return False
    return words[k].text in ".!?…:" and not (words[k].text == "." and words[k - 1].text in ("MM", "Dr", "Pr"))


def _hyphenated(word: Word) -> bool:
    return word.text[0].isalnum()


def _shouted(words: list[Word]) -> bool:
    """Is the passage set in capitals, so that capitals tell nothing?"""
    letters = [w.text for w in words if w.text.isalpha() and len(w.text) > 3]
    return len(letters) > 3 and sum(w.isupper() for w in letters) > 0.7 * len(letters)
