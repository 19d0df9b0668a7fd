"""How firmly a passage states its relation: denied, reported, planned, past or plainly asserted; None for no claim."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extraction.governing import chain_of, copula_of, group, is_known, phrase_start, word_over
from graph.extraction.reading import Reading
from graph.extraction.verbs import group_start, is_infinitive, is_participle
from graph.model import Status
from graph.rules import Part
from graph.syntax import DASHES, Text, Token, remembered
from graph.wordlists import grammar

_TALKS = 9  # tokens before the trigger
_CONDITION = 14  # tokens from « si » to the trigger
_NEGATION_AHEAD = 8  # tokens from « ni X ni Y » to the verb
_UNTIL = 10  # tokens from a verb to « jusqu'en 2022 »
# Relations that last: told in the imperfect or as ended, they are past; of the first also in the perfect.
_OFFICES = frozenset({"holds_position_at", "member_of", "advises", "owns"})
_STATES = _OFFICES | {"invests_in", "partners_with", "supplies", "uses", "distributes", "competes_with"}
_ENDING = _STATES | {"scrutinises", "sanctions"}
# Relations that talks and projects may prepare.
_DEALS = frozenset(
    {"acquires", "invests_in", "partners_with", "supplies", "distributes", "uses", "founded", "releases"}
)
_PREPARED = _DEALS | {"owns", "scrutinises", "sanctions", "legislates"}
_ENDING_MARKS = ("»", '"', ")", "”")
_CLOSING = (".", "!", ";", ":", "»", "«")


@remembered
def status_of(reading: Reading, i: int, relation: str, part: Part | None) -> Status | None:
    """Status of what token i triggers, a rule's ``part`` or (None) a role; None in a question or under « si »."""
    if _hypothetical(reading, i):
        return None
    chain = chain_of(reading, i, part)
    negated = _negated(reading, i, chain, relation, part)
    if negated is not None:
        return negated
    if _ended(reading, i, chain, relation, part):
        return "past"
    if _denied(reading, i, chain, relation, part):
        return "denied"
    if _reported(reading, i, chain, relation, part):
        return "reported"
    if _planned(reading, i, chain, relation, part):
        return "planned"
    if chain and relation in _STATES and _over(reading, i, chain[0], relation, part):
        return "past"
    return "asserted"


def _tells(reading: Reading, i: int, k: int, part: Part | None) -> bool:
    """Does the form of the verb at k tell of the trigger? « cet accord permettra … » says nothing of the accord."""
    if part == "verb" or not is_known(reading.text, i) or k == copula_of(reading.text, i):
        return True
    return not reading.lexicon.discourse.concluding.isdisjoint(reading.tokens[k].verbs)


# -- denied -----------------------------------------------------------------------------------------------------------


def _negated(reading: Reading, i: int, chain: Sequence[int], relation: str, part: Part | None) -> Status | None:
    """What a negated verb makes of the trigger; None if none is negated."""
    words, copula = reading.lexicon.discourse, None if part == "verb" else copula_of(reading.text, i)
    for k in chain:
        verbs = reading.tokens[k].verbs
        negation = _negation(reading, k)
        if not negation or not words.affirming.isdisjoint(verbs):
            continue
        if not words.denying.isdisjoint(verbs) and (k != i or part != "verb"):
            return "planned"  # « n'exclut pas de racheter »
        if not words.renewing.isdisjoint(verbs) and relation in _STATES and part == "noun":
            return "past"  # « n'a pas renouvelé son contrat »
        if _tells(reading, i, k, part):
            own = k in (i, copula)
            no_longer = "plus" in negation and negation.isdisjoint(("pas", "jamais", "non"))
            return "past" if no_longer and own and relation in _STATES else "denied"
    return None


def has_negation(reading: Reading, k: int) -> bool:
    """Is the verb at k negated, whatever that makes of what it says?"""
    return bool(_negation(reading, k))


@remembered
def _negation(reading: Reading, k: int) -> set[str]:
    """The words around the negated verb at k; empty if it is not negated (« ne … que » only restricts)."""
    text, negation = reading.text, reading.lexicon.discourse.negation
    if not has_ne(text, k) or text.word(k + 1) in ("que", "qu'"):
        return set()
    edge = group_start(text, k)
    around = {t.lower for t in (*text.tokens[edge : k + 1], *text.tokens[k + 1 : min(text.end_of(k), k + 4)])}
    if not around.isdisjoint(negation):
        restricted = "plus" in around and not around.isdisjoint(("que", "qu'")) and "pas" not in around
        return set() if restricted else around
    ahead = {t.lower for t in text.tokens[max(text.start_of(k), edge - _NEGATION_AHEAD) : edge]}
    return ahead if not ahead.isdisjoint(reading.lexicon.discourse.no_such) else set()


def has_ne(text: Text, k: int) -> bool:
    """Does « ne » stand in the group of the verb at k?"""
    return any(t.lower in ("ne", "n'") for t in group(text, k))


def _denied(reading: Reading, i: int, chain: Sequence[int], relation: str, part: Part | None) -> bool:
    """Is the trigger denied without « ne »: « dément », « aucun », « plutôt que de », « sans »?"""
    text, words = reading.text, reading.lexicon.discourse
    governing = chain[1:] if part == "verb" else chain if part == "noun" and relation in _DEALS else ()
    if any(not words.denying.isdisjoint(text.tokens[k].verbs) and not has_ne(text, k) for k in governing):
        return True
    start = text.start_of(i)
    low = group_start(text, i) if part == "verb" else phrase_start(text, i)
    before = [t.lower for t in text.tokens[max(start, low - 4) : low]]
    if part != "verb" and not words.no_such.isdisjoint(t.lower for t in text.tokens[max(start, i - 4) : i]):
        return True
    if part == "verb" and not is_infinitive(text.tokens[i]) and "avoir" not in [t.lower for t in group(text, i)]:
        return False
    while before and before[-1] in ("de", "d'", "que", "pour"):
        before.pop()
    return _sets_aside(before) if part == "verb" else before[-1:] == ["sans"]


def _sets_aside(before: Sequence[str]) -> bool:
    """Do these words set aside the infinitive after them: « plutôt que de », « pas question de », « sans »?"""
    pair = tuple(before[-2:])
    return before[-1:] in (["sans"], ["plutôt"], ["loin"], ["faute"]) or pair in (
        ("au", "lieu"), ("pas", "question"), ("hors", "question"), ("de", "question"), ("à", "défaut"),
    )  # fmt: skip


# -- ended ------------------------------------------------------------------------------------------------------------


def _ended(reading: Reading, i: int, chain: Sequence[int], relation: str, part: Part | None) -> bool:
    """Is the relation said to have ended: « a cessé de fournir », « ex-partenaire », « a mis fin à leur accord »?"""
    if relation not in _ENDING:
        return False
    text, ending = reading.text, reading.lexicon.discourse.ending
    if part == "verb":
        ceasing = reading.lexicon.discourse.ceasing
        return any(not ceasing.isdisjoint(text.tokens[k].verbs) and not has_ne(text, k) for k in chain[1:])
    if part != "noun":
        return False
    if any(t.lower in grammar().ended_roles for t in text.tokens[max(text.start_of(i), i - 2) : i]):
        return True
    over = word_over(text, i)
    if over is not None and over.i >= text.start_of(i):
        if over.lower in reading.lexicon.discourse.ending_nouns:
            return True
        if not ending.isdisjoint(over.verbs) and _done(text, over):
            return True
    return bool(chain) and i < chain[0] and _closed(reading, chain[0])


def _done(text: Text, verb: Token) -> bool:
    """Is what the verb tells done, not only wanted: « a cédé », « cède », but not « veut céder », « cédera »?"""
    return not is_infinitive(verb) and not any(_future(t) or _conditional(t) for t in group(text, verb.i))


def _closed(reading: Reading, k: int) -> bool:
    """« l'accord a été rompu », « l'enquête est close », « le contrat a pris fin »: for the verb at k."""
    text, words = reading.text, reading.lexicon.discourse
    token = text.tokens[k]
    if not _done(text, token):
        return False
    passive = is_participle(token) and any(t.lower in grammar().etre for t in group(text, k)[:-1])
    if passive and not words.ending.isdisjoint(token.verbs):
        return True
    return text.word(k + 1) == "fin" or not words.expiring.isdisjoint(token.verbs)


def _over(reading: Reading, i: int, k: int, relation: str, part: Part | None) -> bool:
    """Does the verb at k tell a state that has ended: « dirigeait », « a dirigé », « a fourni jusqu'en 2022 »?"""
    text, words = reading.text, grammar()
    if part != "verb" and k != copula_of(text, i):
        return False
    forms = group(text, k)
    imperfect = (t for t in forms if t.i == k or t.lower not in words.avoir)  # « avait signé » is none
    if any(_imperfect(t) or t.lower in ("fut", "furent") for t in imperfect):
        return True
    perfect = any(t.lower in words.avoir for t in forms)
    perfect = perfect and not any(t.lower in words.etre and t.lower != "été" for t in forms)
    if not perfect:
        return False
    held = not reading.lexicon.discourse.holding_verbs.isdisjoint(text.tokens[k].verbs) or text.word(k) == "été"
    return (held and relation in _OFFICES) or _until(text, k)


def _imperfect(token: Token) -> bool:
    """Is it an imperfect, also where the tagger misses it: « présidait », but not « fait », « sait »?"""
    if "Tense=Imp" in token.morph:
        return True
    ending = token.lower.endswith(("ait", "aient")) and len(token.lower) > len("fait") and not _conditional(token)
    return ending and bool(token.verbs) and not any(v.endswith(("aire", "aître")) for v in token.verbs)


def _until(text: Text, k: int) -> bool:
    """Does a term that has passed go with the verb at k: « jusqu'en 2022 », « longtemps »?"""
    if any(t.lower in ("longtemps", "jadis", "naguère", "autrefois") for t in group(text, k)):
        return True
    places = range(k + 1, min(text.end_of(k), k + _UNTIL))
    at = text.find(places, "jusqu'", "jusque")
    return at is not None and text.word(at + 1) in ("en", "à", "au", "aux") and text.find(range(k, at), ",") is None


# -- reported ---------------------------------------------------------------------------------------------------------


def _reported(reading: Reading, i: int, chain: Sequence[int], relation: str, part: Part | None) -> bool:
    text, words = reading.text, reading.lexicon.discourse
    for k in chain:
        if _tells(reading, i, k, part) and any(_conditional(t) for t in group(text, k)):
            return "devoir" not in text.tokens[k].verbs  # « devrait racheter » is a plan
        if k != i and not words.rumour.isdisjoint(text.tokens[k].verbs):
            return True
    return relation in _DEALS and _talked_of(reading, i)


def _talked_of(reading: Reading, i: int) -> bool:
    """Do talks that are not over stand near token i? « après des mois de négociations, X a racheté … » is settled."""
    text, talks = reading.text, reading.lexicon.discourse.talks
    start, end = text.sentence_of(i)
    low = max(start, i - _TALKS)
    for t in text.tokens[low : min(end, i + 3)]:
        if t.i != i and (t.lemma in talks or t.lower.rstrip("s") in talks):
            return text.find(range(max(start, t.i - 5), t.i), "après", "issue", "terme", "fin", "bout") is None
    return False


def _conditional(token: Token) -> bool:
    """Is the form a conditional? « entrait » ends like one, but is the imperfect of « entrer »."""
    if not token.verbs or not token.lower.endswith(grammar().conditional_endings):
        return False
    return not any(v.endswith("rer") and token.lower.startswith(v[:-2] + "ai") for v in token.verbs)


# -- planned ----------------------------------------------------------------------------------------------------------


def _planned(reading: Reading, i: int, chain: Sequence[int], relation: str, part: Part | None) -> bool:
    text, words = reading.text, reading.lexicon.discourse
    if any(_future(t) or _should(t) for k in chain if _tells(reading, i, k, part) for t in group(text, k)):
        return True
    governing = chain[1:] if part == "verb" else chain
    if any(not words.planning.isdisjoint(text.tokens[k].verbs) for k in governing):
        return True
    if part == "verb" and not is_infinitive(text.tokens[i]):
        return False
    return (part == "verb" or relation in _PREPARED) and _in_prospect(reading, i)


def _should(token: Token) -> bool:
    return "devoir" in token.verbs and _conditional(token)


def _in_prospect(reading: Reading, i: int) -> bool:
    """Does a noun or adjective of prospect stand over token i: « projet de rachat », « prêt à racheter »?"""
    text, words = reading.text, reading.lexicon.discourse
    start = text.start_of(i)
    for t in reversed(text.tokens[max(start, i - 5) : i]):
        if t.name >= 0 or t.main_verb or t.lower in (",", ";", ":", ".", "»"):
            break
        if t.lemma in words.planning_nouns or t.lower.rstrip("s") in words.planning_nouns:
            return True
        if is_infinitive(text.tokens[i]) and t.lower.rstrip("s").removesuffix("e") in words.ready:
            return True
    if is_infinitive(text.tokens[i]):
        return False
    return any(t.lower in words.planning_adjectives for t in text.tokens[max(start, i - 2) : i + 2])


def _future(token: Token) -> bool:
    """Is the form a future? « débattra » is one whatever its tag: it begins like its infinitive."""
    ends = token.lower.endswith(grammar().future_endings)
    if "Tense=Fut" in token.morph or (ends and any(token.lower.startswith(v.removesuffix("e")) for v in token.verbs)):
        return True
    past = "Tense=Past" in token.morph or "Tense=Imp" in token.morph
    return token.finite and bool(token.verbs) and not past and ends


# -- no claim ---------------------------------------------------------------------------------------------------------


@remembered
def _hypothetical(reading: Reading, i: int) -> bool:
    """Does token i stand in a question or under « si »?"""
    text = reading.text
    start, end = text.sentence_of(i)
    if _asked(text, i, start, end):
        return True
    for k in range(i - 1, max(start - 1, i - _CONDITION), -1):
        word = text.word(k)
        if word in ("si", "s'") and _opens_condition(reading, k, start, end):
            return True
        if word in (";", ":", "."):
            return False
    return False


def _asked(text: Text, i: int, start: int, end: int) -> bool:
    """Is token i in a question? « X rachète Y : bonne affaire ? » asks only of what follows the colon."""
    closing = text.find(range(i + 1, end), *_CLOSING, "?", *DASHES)
    if closing is not None and text.word(closing) in ("?", ":"):
        return text.word(closing) == "?"
    last = next((t for t in reversed(text.tokens[start:end]) if t.lower not in _ENDING_MARKS), None)
    return last is not None and last.text == "?" and text.find(range(i + 1, end), ":", ";") is None


def _opens_condition(reading: Reading, k: int, start: int, end: int) -> bool:
    """Is token k the « si » of a condition or an indirect question (« ignore si »), not « si bien », « si grand »?"""
    text = reading.text
    after = text.tokens[k + 1] if k + 1 < end else None
    if after is None or after.lower == "bien" or (text.word(k) == "s'" and after.lower not in ("il", "ils")):
        return False
    if text.find(range(k + 1, min(end, k + 5)), "croit", "croire") is not None:
        return False  # « si l'on en croit X »
    if k == start or text.word(k - 1) in grammar().conditional_openers:
        return True
    asking = reading.lexicon.discourse.asking
    near = text.tokens[max(start, k - 3) : k]
    return after.pos not in ("ADJ", "ADV") and any(not asking.isdisjoint(t.verbs) for t in near)
