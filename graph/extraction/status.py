"""How firmly a passage states its relation: denied, reported, planned, past or plainly asserted; None for no claim."""

from __future__ import annotations

from graph.extraction.verbs import AVOIR, ETRE, controller, group_start
from graph.lexicon import Lexicon
from graph.model import Status
from graph.syntax import Text, Token

_CONDITIONAL = ("rait", "raient", "rais", "rions")
_FUTURE = ("ra", "ront", "rons")
_WINDOW = 9
# Relations that last: told in the imperfect or as ended, they are past.
LASTING = frozenset({"holds_position_at", "member_of", "advises", "owns"})


class StatusReader:
    """Reads the cues around a trigger; words come from data/lexicon/discourse.yaml."""

    def __init__(self, lexicon: Lexicon) -> None:
        words = lexicon.discourse
        self.negation = frozenset(words["negation"])
        self.denying = frozenset(w.removeprefix("s'") for w in words["denying"])
        self.planning = frozenset(w.removeprefix("s'").removeprefix("se ") for w in words["planning"])
        self.planning_nouns = frozenset(words["planning_nouns"])
        self.talks = frozenset(words["talks"])
        self.rumour = frozenset(words["rumour"])
        self.past_verbs = frozenset(w.removeprefix("se ") for w in words["past_verbs"])

    def read(self, text: Text, i: int, relation: str, part: str) -> Status | None:
        """Status of the claim whose trigger's head is token i; None in a question or under « si »."""
        start, end = text.sentence_of(i)
        if self._hypothetical(text, i, start, end):
            return None
        chain = self._chain(text, i) if part == "verb" else self._verb_near(text, i)
        if self._denied(text, i, chain, part, start):
            return "denied"
        if self._reported(text, i, chain, start, end):
            return "reported"
        if self._planned(text, i, chain, part, start):
            return "planned"
        if relation in LASTING and part == "verb" and self._over(text, i):
            return "past"
        return "asserted"

    def _chain(self, text: Text, i: int) -> list[int]:
        """The verb and those that govern it, nearest first."""
        chain = [i]
        while len(chain) < 4:
            up = controller(text, chain[-1])
            if up is None or up in chain:
                break
            chain.append(up)
        return chain

    def _verb_near(self, text: Text, i: int) -> list[int]:
        """For a noun: the verb it is subject or object of."""
        k, seen = i, set()
        subject = False
        while k not in seen:
            seen.add(k)
            token = text.tokens[k]
            if token.pos in ("VERB", "AUX"):
                own = any(v in self.planning for v in token.verbs)
                return [] if subject and own else self._chain(text, k)
            subject = token.dep in ("nsubj", "nsubj:pass")
            if token.head == k:
                return []
            k = token.head
        return []

    def _group(self, text: Text, i: int) -> list[Token]:
        return [text.tokens[k] for k in range(group_start(text, i), i + 1)]

    def _denied(self, text: Text, i: int, chain: list[int], part: str, start: int) -> bool:
        for k in chain:
            group = self._group(text, k)
            if any(t.lower in ("ne", "n'") for t in group):
                after = text.tokens[k + 1 : k + 4]
                words = {t.lower for t in group} | {t.lower for t in after}
                if words & self.negation and not ({"que", "qu'"} & {t.lower for t in text.tokens[k + 1 : k + 2]}):
                    return not (words & {"plus"} and not words & {"pas"} and part != "verb")
        for k in chain[1:]:
            if any(v in self.denying for v in text.tokens[k].verbs):
                return True
        if part == "noun" and chain and any(v in self.denying for v in text.tokens[chain[0]].verbs):
            return True
        before = text.tokens[max(start, i - 4) : i]
        return any(t.lower in ("aucun", "aucune", "ni") for t in before)

    def _reported(self, text: Text, i: int, chain: list[int], start: int, end: int) -> bool:
        for k in chain:
            if any(self._conditional(t) for t in self._group(text, k)):
                return True
            if k != i and any(v in self.rumour for v in text.tokens[k].verbs):
                return True
        low, high = max(start, i - _WINDOW), min(end, i + 3)
        return any(
            t.lemma in self.talks or t.lower.rstrip("s") in self.talks for t in text.tokens[low:high] if t.i != i
        )

    @staticmethod
    def _conditional(token: Token) -> bool:
        if "Mood=Cnd" in token.morph:
            return True
        return (
            token.lower.endswith(_CONDITIONAL)
            and bool(token.verbs)
            and any(v.endswith(("r", "re")) for v in token.verbs)
        )

    def _planned(self, text: Text, i: int, chain: list[int], part: str, start: int) -> bool:
        for k in chain:
            for token in self._group(text, k):
                if (
                    "Tense=Fut" in token.morph
                    or token.lower.endswith(_FUTURE)
                    and token.verbs
                    and token.finite
                    and "Tense=Past" not in token.morph
                    and "Tense=Imp" not in token.morph
                    and token.lower not in ("sera" * 0,)
                ):
                    return True
        for k in chain[1:] if part == "verb" else chain:
            if any(v in self.planning for v in text.tokens[k].verbs):
                return True
        before = text.tokens[max(start, i - 5) : i]
        if any(
            (t.lemma in self.planning_nouns or t.lower.rstrip("s") in self.planning_nouns) for t in before if t.name < 0
        ):
            return True
        return any(
            t.lower
            in (
                "prochain",
                "futur",
                "future",
                "prochaine",
                "éventuel",
                "éventuelle",
                "possible",
                "potentiel",
                "potentielle",
            )
            for t in text.tokens[max(start, i - 2) : i + 2]
        )

    def _over(self, text: Text, i: int) -> bool:
        group = self._group(text, i)
        imperfect = any("Tense=Imp" in t.morph for t in group)
        perfect = any(t.lower in AVOIR for t in group) and not any(t.lower in ETRE - {"été"} for t in group)
        return (
            imperfect
            or perfect
            and any(
                v in ("diriger", "présider", "conseiller", "piloter", "travailler", "posséder", "détenir")
                for v in text.tokens[i].verbs
            )
        )

    def _hypothetical(self, text: Text, i: int, start: int, end: int) -> bool:
        last = next((t for t in reversed(text.tokens[start:end]) if t.lower not in ("»", '"', ")", "”")), None)
        if last is not None and last.text == "?":
            return True
        for k in range(i - 1, max(start - 1, i - 14), -1):
            token = text.tokens[k]
            if (
                token.lower in ("si", "s'")
                and token.pos in ("SCONJ", "ADV")
                and (k == start or text.tokens[k - 1].lower in (",", "et", "comme", "que", "même", "savoir", "«"))
            ):
                return token.lower == "si" and not (k + 1 < end and text.tokens[k + 1].lower == "bien")
            if token.lower in (";", ":", "."):
                return False
        return False
