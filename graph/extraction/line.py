"""A passage as simple words, with the tables that tell names from ordinary words: what name finding works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.language import Language
from graph.lexicon import Form, Lexicon
from graph.wordlists import grammar
from graph.words import Word

_OPENERS = "«“\"(–—-•'‘»”)"
_LOOKAHEAD = 12  # words of the longest known form


@dataclass(frozen=True)
class Line:
    """A passage. ``at`` and ``k`` index its words throughout."""

    text: str
    words: Sequence[Word]
    lexicon: Lexicon
    language: Language

    def __len__(self) -> int:
        return len(self.words)

    def word(self, k: int) -> str:
        """The text of word k; '' outside the passage."""
        return self.words[k].text if 0 <= k < len(self.words) else ""

    def capital(self, k: int) -> bool:
        """Does word k begin with a capital, or have one behind its first letter: « iLint »?"""
        word = self.word(k)
        return word[:1].isupper() or (word[1:2].isupper() and word[:1].isalpha())

    def may_name(self, k: int) -> bool:
        """Can a name begin at word k: has it a capital, or does a known form begin with it?"""
        return self.capital(k) or self.words[k].text.replace("’", "'") in self.lexicon.longest

    def gap(self, k: int) -> str:
        """The characters between word k - 1 and word k."""
        return self.text[self.words[k - 1].end : self.words[k].start]

    def ordinary(self, k: int) -> bool:
        """Is word k in lower case an ordinary French word?"""
        word = self.words[k].text.lower()
        return self.language.is_word(word) or self.infinitive(word)

    def infinitive(self, word: str) -> bool:
        """Is it the infinitive of a listed verb form: « siéger » of « siégeant », « faire » of « fait »?"""
        if not word.endswith(("er", "ir", "re")):
            return False
        stem = word[:-2]
        forms = (stem, stem + "ant", stem + "t", stem + "it", stem + "issant", word[:-1] + "ant", word[:-1] + "t")
        return any(word in self.language.verb_forms.get(form, ()) for form in forms)

    def agrees(self, noun: int, k: int) -> bool:
        """Is word k in lower case an adjective that the ordinary noun before it takes: « Air | pur »?"""
        word = self.word(k)
        if not word or self.gap(k) != " " or not self.language.is_adjective(word):
            return False
        if word in self.lexicon.nationality or word in self.lexicon.names.function_words:
            return False
        number = word.endswith(("s", "x")) == self.word(noun).lower().endswith(("s", "x"))
        return number and self.ordinary(noun) and not self._acts(k)

    def _acts(self, k: int) -> bool:
        """May the adjective at word k be a verb here, with an object or a complement after it?"""
        if not self.language.is_verb(self.word(k)):
            return False
        return not (k + 1 < len(self) and (self.word(k + 1) in ",.;:)»" or self.language.is_verb(self.word(k + 1))))

    def form_at(self, at: int) -> tuple[int, Form] | None:
        """The longest form of data/actors.yaml that is printed from word ``at`` on: its number of words and itself."""
        if self.words[at].text.replace("’", "'") not in self.lexicon.longest:
            return None  # most words begin no known form
        words = [w.text.replace("’", "'") for w in self.words[at : at + _LOOKAHEAD]]
        return self.lexicon.known_form(words)

    def known(self, at: int) -> tuple[int, Form] | None:
        """The form at word ``at`` if it means its actor there."""
        hit = self.form_at(at)
        if hit is None:
            return None
        n, form = hit
        last, before = self.words[at + n - 1], self.words[at - 1] if at else None
        glued = self.text[last.end : last.end + 1].isalnum()
        if glued or (before is not None and before.end == self.words[at].start and before.text == "-"):
            return None
        if form.weak and n == 1 and self.opens_sentence(at) and self.ordinary(at) and not self.bare_subject(at):
            return None
        if form.description and self.capital(at + n) and self.gap(at + n) == " ":
            return None  # « le fonds souverain norvégien X » is X
        if form.agent_only and self._only_a_place(at):
            return None
        if form.weak and n > 1 and self._begins_longer(at, at + n):
            return None
        if n > 1 and self.link(at + n) and self.word(at + n - 1) in self.lexicon.names.all_heads and self._elided(at):
            return None  # « L'Union | des prêteurs » is no « L'Union »
        return hit

    def _begins_longer(self, at: int, end: int) -> bool:
        """« L'Union | européenne » is no « L'Union »: does a form after the article go on past the word ``end``?"""
        inner = at + 1 + (self.word(at + 1) in ("'", "’"))
        longer = self.form_at(inner) if self.word(at) in ("L", "Le", "La", "Les") and inner < len(self) else None
        return longer is not None and inner + longer[0] > end

    def _elided(self, at: int) -> bool:
        """Is word ``at`` the article of « L'Union »?"""
        return self.word(at) in ("L", "l") and self.word(at + 1) in ("'", "’")

    def _only_a_place(self, at: int) -> bool:
        """« à Bruxelles », « à l'Élysée », but « auprès de Bruxelles », « pression sur Bercy », « l'Élysée juge »."""
        names = self.lexicon.names
        if self.word(at - 1) in ("'", "’") and self.word(at - 2).lower() == "l":
            at -= 2
        before = "à" if self.word(at - 1) == "A" else self.word(at - 1).lower()  # agencies write « A Paris »
        return before in names.not_agent and f"{self.word(at - 2).lower()} {before}" not in names.agent_after

    def acts(self, k: int) -> bool:
        """Is word k a verb and nothing else: « Norvalis | confie »? What follows a noun without article is rare."""
        word, names = self.word(k), self.lexicon.names
        if not self.language.is_verb(word) or self.language.is_noun(word) or self.language.is_adjective(word):
            return word in names.finite
        return word in names.finite or not word.endswith(names.not_finite)

    def bare_subject(self, at: int) -> bool:
        """Does word ``at`` at the start of a sentence act, or head a list of names: « Norvalis, Hexavia et … »?"""
        listed = self.word(at + 1) in (",", "et") and self.capital(at + 2)
        return listed or self.acts(at + 1)

    def link(self, k: int) -> int:
        """Number of words of « de », « du », « de la », « de l' », « d' », « pour la »… at word k; 0 for none."""
        names = self.lexicon.names
        first, pair = self.word(k), f"{self.word(k)} {self.word(k + 1)}"
        if first in ("du", "des"):
            return 1
        if pair in names.link_pairs:
            return 2
        if pair in names.elided_link_pairs:
            return 3
        return 1 if first == "de" else 0

    def opens_sentence(self, at: int) -> bool:
        """Does word ``at`` start a sentence, a quotation or a line?"""
        k = at - 1
        while k >= 0 and self.word(k) in _OPENERS:
            if k == 0:
                return True
            opens = self.word(k) in "«“" or (self.word(k) == '"' and self.gap(k + 1) == "")
            if opens and self.word(k - 1) in ",»":
                return True
            k -= 1
        if k < 0 or "\n" in self.text[self.words[k].end : self.words[at].start]:
            return True
        if self.word(k) != ".":
            return self.word(k) in "!?…:"
        initial = k and len(self.word(k - 1)) == 1 and self.capital(k - 1)
        return not initial and self.word(k - 1) not in grammar().abbreviations
