"""Who says so: the speaker of each quotation, of indirect speech and of « selon X »."""

from __future__ import annotations

from dataclasses import dataclass

from graph.extraction.reading import Reading
from graph.extraction.refs import Ref
from graph.extraction.slots import Slots
from graph.extraction.verbs import acts_as_verb
from graph.lexicon import Lexicon
from graph.syntax import Token


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens [first, last] between quotation marks, and who utters them (entities, or words for an unnamed source)."""

    first: int
    last: int
    speakers: tuple[int, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what tokens [first, last] state. ``report`` is true for « selon »: the outlet does not vouch for it."""

    first: int
    last: int
    speakers: tuple[int, ...]
    words: str
    report: bool


class SpeechReader:
    """Finds quotations and attributions in one reading."""

    def __init__(self, slots: Slots, lexicon: Lexicon, kind_of: dict[int, str]) -> None:
        self.slots = slots
        self.reading: Reading = slots.reading
        self.text = slots.text
        self.tokens = slots.tokens
        self.kind_of = kind_of
        self.saying = frozenset(
            w.removeprefix("s'").removeprefix("se ").split()[0] for w in lexicon.discourse["saying"]
        )
        self.anonymous = frozenset(lexicon.discourse["anonymous"])

    def quotations(self) -> list[Quotation]:
        """Every stretch in quotation marks of more than three words, with its speaker if the text tells."""
        spans: list[tuple[int, int]] = []
        start = None
        for i, flag in enumerate(self.reading.quoted):
            if flag and start is None:
                start = i
            closes = self.tokens[i].text in ("»", "”") or self.tokens[i].text == '"' and start is not None and i > start
            if start is not None and (closes or not flag):
                spans.append((start, i))
                start = None
        if start is not None:
            spans.append((start, len(self.tokens) - 1))
        return [self._quotation(a, b) for a, b in spans]

    def _quotation(self, first: int, last: int) -> Quotation:
        speakers = self._after_quote(last) or self._before_quote(first)
        return Quotation(first, last, speakers)

    def _after_quote(self, last: int) -> tuple[int, ...]:
        """« … », a déclaré X / « … », selon X / « …», X dixit."""
        low, high = last + 1, min(len(self.tokens), last + 7)
        for k in range(low, high):
            token = self.tokens[k]
            if token.lower in (".", "«", ";", "et", "mais", "que", "qu'", "qui"):
                break
            if token.lower in ("selon", "d'après"):
                return self._keys(self.slots._noun_phrase(k + 1, k + 8, False))
            if self._says(token):
                ref = self._speaker_after(k)
                return self._keys(ref) or self._keys_of(self.slots.subject(k))
        return ()

    def _speaker_after(self, k: int) -> Ref | None:
        """The inverted subject: persons preferred to the bodies they serve (« a assuré sa présidente, Y »)."""
        end = min(
            len(self.tokens), k + 16, self.text.sentence_of(k)[1] + 0 if self.text.sentence_of(k)[1] > k + 1 else k + 16
        )
        first = None
        for j in range(k + 1, end):
            token = self.tokens[j]
            if token.lower in (".", "«", ";", ":") or token.finite and token.pos == "VERB":
                break
            ref = self.slots.table.at(j)
            if ref is not None and ref.head == j:
                if self.kind_of[ref.entities[0]] == "person":
                    return ref
                first = first or ref
        return first

    def _before_quote(self, first: int) -> tuple[int, ...]:
        """X : « … » / X affirme que « … »."""
        start = self.text.sentence_of(first)[0] if first < len(self.tokens) else 0
        if first == start and first > 0:
            start = self.text.sentence_of(first - 1)[0] if self.tokens[first - 1].lower == ":" else start
        for k in range(first - 1, max(start - 1, first - 14), -1):
            token = self.tokens[k]
            if token.lower in (".", "»"):
                break
            if self._says(token):
                return self._keys_of(self.slots.subject(k))
        if first > start and self.tokens[first - 1].lower == ":":
            refs = [
                r for r in self.slots.table.refs if start <= r.head < first and self.kind_of[r.entities[0]] == "person"
            ]
            return self._keys(refs[-1]) if refs else ()
        return ()

    def attributions(self) -> list[Attribution]:
        """« selon X », « X estime que … », « …, a indiqué X »: over which tokens each holds."""
        found: list[Attribution] = []
        for start, end in self.text.sentences:
            for k in range(start, end):
                token = self.tokens[k]
                if (
                    token.lower in ("selon",)
                    or token.lower == "d'"
                    and k + 1 < end
                    and self.tokens[k + 1].lower == "après"
                    or token.lower == "d'après"
                ):
                    found += self._according(k, start, end)
                elif self._says(token) and not self.reading.quoted[k]:
                    found += self._indirect(k, start, end)
        return found

    def _according(self, k: int, start: int, end: int) -> list[Attribution]:
        low = k + 2 if self.tokens[k].lower == "d'" else k + 1
        if low < end and self.tokens[low].lower in ("lui", "elle", "eux", "moi", "que", "qu'"):
            ref = self.slots.table.at(low)
        else:
            ref = self.slots._noun_phrase(low, min(end, low + 10), False)
        words = "" if ref else self._anonymous_words(low, end)
        if not ref and not words:
            return []
        return [Attribution(start, end - 1, self._keys(ref), words, True)]

    def _anonymous_words(self, low: int, end: int) -> str:
        """The words of an unnamed source, as written: « des sources proches du dossier »."""
        stop = next(
            (j for j in range(low, min(end, low + 8)) if self.tokens[j].lower in (",", ".", ";", "»")),
            min(end, low + 8),
        )
        if not any(t.lower in self.anonymous or t.lemma in self.anonymous for t in self.tokens[low:stop]):
            return ""
        part = self.tokens[low:stop]
        return "".join(
            t.text + (" " if n + 1 < len(part) and part[n + 1].start > t.end else "") for n, t in enumerate(part)
        )

    def _indirect(self, k: int, start: int, end: int) -> list[Attribution]:
        after = self.tokens[k + 1] if k + 1 < end else None
        if after is not None and after.lower in ("que", "qu'"):
            keys = self._keys_of(self.slots.subject(k))
            return [Attribution(k + 2, end - 1, keys, "", False)] if keys else []
        edge = k
        while edge > start and (
            self.tokens[edge - 1].pos in ("AUX", "ADV", "PRON") or self.tokens[edge - 1].lower in ("a", "ont", "s'")
        ):
            edge -= 1
        if edge > start and self.tokens[edge - 1].lower in (",", "»") and after is not None:
            ref = self._speaker_after(k)
            if ref is not None and ref.first > k:
                return [Attribution(start, edge - 1, self._keys(ref), "", False)]
        return []

    def _says(self, token: Token) -> bool:
        return token.name < 0 and any(v in self.saying for v in token.verbs) and acts_as_verb(self.text, token.i)

    @staticmethod
    def _keys(ref: Ref | None) -> tuple[int, ...]:
        return ref.entities if ref is not None else ()

    @staticmethod
    def _keys_of(refs: list[Ref]) -> tuple[int, ...]:
        return tuple(e for r in refs for e in r.entities)
