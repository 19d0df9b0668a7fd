"""Verb groups: which tokens act as verbs, their voice, what governs them, where the group begins."""

from __future__ import annotations

from typing import Literal

from graph.syntax import Text, Token, remembered
from graph.wordlists import grammar

Voice = Literal["active", "passive", "reduced", "reduced-active"]
_BY = 8  # tokens from a participle to « par », and on to the name
_NEVER_VERBS = frozenset({"ADP", "DET", "PRON", "CCONJ", "SCONJ", "NUM", "PUNCT"})
_CONTROL_REACH = 9  # tokens
_ASIDE = 9  # tokens between an auxiliary and its participle: « a, contre toute attente, racheté »


def is_participle(token: Token) -> bool:
    if any(v.endswith("ir") and v[:-1] + "t" == token.lower for v in token.verbs):
        return False  # « investit », « fournit »: the participle of these verbs ends in « i »
    if token.verbs and all(v.endswith("er") for v in token.verbs) and not token.lower.rstrip("es").endswith("é"):
        return False  # « parie », « publie » are forms of verbs in « er »
    return not token.finite and token.lower.endswith(grammar().participle_endings)


def is_infinitive(token: Token) -> bool:
    return token.lower in token.verbs


@remembered
def acts_as_verb(text: Text, i: int) -> bool:
    """May the token at i be a verb here, whatever its tag? A form after a determiner is a noun."""
    token = text.tokens[i]
    if token.lower == "entre" and text.word(i + 1) in grammar().place_after_entre:
        return True  # « entre au capital »
    if token.name >= 0 or not token.verbs or token.pos in _NEVER_VERBS:
        return False
    before = text.tokens[i - 1] if i else None
    if before is None or before.sentence != token.sentence or before.name >= 0:
        return True
    return not _determined(before, token) and not _noun_like(before, token)


def _determined(before: Token, token: Token) -> bool:
    """Does a determiner make the form a noun? « de » and pronouns stand before verbs too (« le rend »)."""
    words = grammar()
    if before.lower not in words.before_nouns or before.pos == "PRON":
        return False
    object_pronoun = before.lower in words.articles or before.lower == "en"
    governs = before.lower in ("de", "d'", "à") and is_infinitive(token)
    return not governs and not (object_pronoun and token.conjugated)


def _noun_like(before: Token, token: Token) -> bool:
    verbal = token.pos in ("VERB", "AUX") or is_infinitive(token) or before.lower == "en"
    if before.pos in ("ADP", "NUM") and not verbal:
        return True
    return token.pos == "NOUN" and not is_participle(token) and before.pos in ("ADJ", "NOUN")


@remembered
def auxiliary(text: Text, i: int) -> str:
    """« être », « avoir » or '' : the auxiliary right before the participle at i (adverbs and clitics skipped)."""
    words = grammar()
    for kid in text.kids(i, "aux:tense", "aux:pass", "aux"):
        if kid.i < i and kid.lower in words.avoir and not any(k.lower == "été" for k in text.kids(i)):
            return "avoir"
    low = before_aside(text, i)
    for k in range(low - 1, max(text.start_of(i) - 1, low - 6), -1):
        token = text.tokens[k]
        if token.lower in words.etre:
            return "être"
        if token.lower in words.avoir:
            return "avoir"
        small = token.lower in words.clitics or token.lower in words.verb_group_adverbs
        if token.pos not in ("ADV", "PRON") and not small:
            return ""
    return ""


def before_aside(text: Text, i: int) -> int:
    """The comma after the auxiliary of « a, contre toute attente, racheté » for the participle at i; i for none."""
    if text.word(i - 1) != "," or not is_participle(text.tokens[i]):
        return i
    words = grammar()
    for k in range(i - 2, max(text.start_of(i), i - 2 - _ASIDE), -1):
        if text.word(k) == ",":
            return k if text.word(k - 1) in words.avoir or text.word(k - 1) in words.etre else i
        if text.tokens[k].conjugated or text.word(k) in words.relatives:
            return i
    return i


def reflexive(text: Text, i: int) -> bool:
    """Does the verb at i stand with « se » or « s' »?"""
    for k in range(i - 1, max(text.start_of(i) - 1, i - 5), -1):
        token = text.tokens[k]
        if token.lower in ("se", "s'"):
            return True
        skipped = token.lower in grammar().etre or token.lower in ("y", "en", "pas", "plus")
        if not skipped and token.pos not in ("ADV", "AUX"):
            return False
    return False


def voice(text: Text, i: int, verb: str) -> Voice:
    """Voice of the verb at i; « reduced » is a bare participle (« rachetée par X », « entré au capital »: active)."""
    token = text.tokens[i]
    if is_infinitive(token) and _suffered(text, i):
        return "passive"
    if not is_participle(token):
        return "active"
    helper = auxiliary(text, i)
    if helper == "avoir" or reflexive(text, i) or (not helper and any(text.kids(i, "nsubj"))):
        return "active"  # « X rejoint Y », « X conduit Y » look like participles
    if verb in grammar().verbs_with_etre and not (verb in grammar().verbs_of_both_voices and _by_whom(text, i)):
        return "active" if helper else "reduced-active"
    if helper == "être":
        return "passive"
    if token.lower.endswith("it") and text.word(i + 1) != "par" and any(k.i < i for k in text.kids(i, "nsubj")):
        return "active"  # « X fait bloc », « X dit »: present and participle look alike
    head = text.tokens[token.head]
    if token.dep == "conj" and head.verbs and auxiliary(text, head.i):
        return voice(text, head.i, head.verbs[0])
    return "active" if _may_be_present(text, i, verb) else "reduced"


def _may_be_present(text: Text, i: int, verb: str) -> bool:
    """« X produit », « X, ex-Y, rejoint Z »: the present, which looks like the participle, if no « par » follows."""
    if verb.endswith("er") and text.word(i) == verb[:-1]:
        return True  # « mise » is no participle of « miser »
    made = verb.endswith("uire") and text.word(i).endswith("it") and i > 0 and text.tokens[i - 1].name >= 0
    joins = verb == "rejoindre" and i + 1 < text.end_of(i) and text.tokens[i + 1].name >= 0
    return (made or joins) and text.find(range(i + 1, min(text.end_of(i), i + 6)), "par") is None


def _by_whom(text: Text, i: int) -> bool:
    """« montée | par X », « montée | l'an passé par X »: does a name follow « par » after the participle at i?"""
    by = text.find(range(i + 1, min(text.end_of(i), i + _BY)), "par")
    return by is not None and any(t.name >= 0 for t in text.tokens[by + 1 : min(text.end_of(i), by + _BY)])


def _suffered(text: Text, i: int) -> bool:
    """« X s'est fait | doubler par Y », « se laisse | distancer »: the subject undergoes the infinitive at i."""
    k = i - 1
    while k > text.start_of(i) and text.tokens[k].pos == "ADV":
        k -= 1
    return not {"faire", "laisser"}.isdisjoint(text.tokens[k].verbs) and reflexive(text, k)


@remembered
def group_start(text: Text, i: int) -> int:
    """First token of the verb group of i: auxiliaries, clitics, negation and adverbs before it included."""
    start = text.start_of(i)
    k = before_aside(text, i)
    while k > start and (_in_group(text.tokens[k - 1]) or _opens_quoted_verb(text, k, i, start)):
        k -= 1
    return k


def _in_group(token: Token) -> bool:
    words = grammar()
    if token.pos == "AUX" or token.lower in words.verb_group_words:
        return True
    if _is_adverb(token) and token.lower not in ("non", "où"):
        return True
    if token.lower in words.articles and token.pos != "PRON":
        return False
    clitic = token.lower in words.clitics and token.name < 0
    return clitic or token.lower in words.etre or token.lower in words.avoir


def _is_adverb(token: Token) -> bool:
    """Is it tagged so, and no form of a verb: « dément avoir … » is mistaken for one?"""
    return token.pos == "ADV" and (not token.verbs or token.lower.endswith("ant"))


def _opens_quoted_verb(text: Text, k: int, i: int, start: int) -> bool:
    """« X « conteste fermement » la décision »: the quotation begins with the verb itself."""
    return k == i and k - 1 > start and text.word(k - 1) == "«"


@remembered
def controller(text: Text, i: int) -> int | None:
    """The verb that governs the infinitive or its compound at i: « va | racheter », « a annoncé | avoir racheté »."""
    start = text.start_of(i)
    k = group_start(text, i) - 1
    if not is_infinitive(text.tokens[i]) and text.find(range(k + 1, i), "avoir", "être") is None:
        return None
    if k >= start and text.word(k) in grammar().infinitive_links:
        if text.word(k) == "pour" and (k == start or text.word(k - 1) == ","):
            return None
        k -= 1
    for at in range(k, max(start - 1, k - _CONTROL_REACH), -1):
        token = text.tokens[at]
        if token.pos in ("DET", "ADJ") or _is_adverb(token) or token.lower in grammar().control_words:
            continue
        bare = _bare_participle(text, at, start)
        if token.verbs and acts_as_verb(text, at) and not bare:
            return at
        if not bare and not _crossed(token):
            return None
    return None


def _bare_participle(text: Text, k: int, start: int) -> bool:
    """Does token k qualify the noun before it (« la société | créée »), so that it governs nothing?"""
    token = text.tokens[k]
    after_noun = k > start and text.tokens[k - 1].pos in ("NOUN", "ADJ", "ADV")
    return after_noun and is_participle(token) and not auxiliary(text, k)


def _crossed(token: Token) -> bool:
    """May an object of the governing verb hold this token: « invite | X à céder »?"""
    return token.name >= 0 or token.pos in ("NOUN", "NUM", "PROPN", "ADP") or token.lower in ("ce", "cette")
