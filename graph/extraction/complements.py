"""What prepositions, possessives and relatives tie to a word: « auprès de X », « le capital de X », « son capital »."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from graph.extraction.matching import Trigger
from graph.extraction.neighbours import antecedent
from graph.extraction.phrases import announced, ends_clause, noun_phrase
from graph.extraction.reading import Reading, settled
from graph.extraction.refs import Ref, implied, listed
from graph.extraction.verbs import group_start, is_participle
from graph.syntax import CLAUSE_END, Text, Token, remembered
from graph.wordlists import grammar

_REACH = 24  # tokens from a word to the preposition that goes with it
_BEFORE_RELATIVE = 12  # tokens
_SHORT = 3  # letters of a pronoun
_RELATIVES = ("qui", "lequel", "laquelle", "que", "qu'")
_CLEFT = ("est", "était", "sera", "fut")
_MEMBERS = 9  # tokens from a word to the actors that it brings together
_GROUP = 5  # tokens from « en » to its verb


@settled
def after_preposition(reading: Reading, preposition: str, i: int) -> list[Ref]:
    """The phrase that ``preposition`` introduces after token i, in the same clause; its list included."""
    text, words = reading.text, words_of(preposition)
    end = min(text.end_of(i), i + 1 + _REACH)
    places = _places(text, words)
    k = i + 1 if any(i < place < end for place in places) else end
    while k < end and (k in places or not ends_clause(reading, k, i)):
        if text.word(k) == "," and words == ("par",) and k + 1 < end and is_participle(text.tokens[k + 1]):
            k += 1  # « boucle un tour de table, mené par X »
        if text.word(k) == "," and k + 1 not in places:
            closing = text.find(range(k + 1, end), ",")
            if closing is None or words == ("de",):
                break
            k = closing + 1
            continue
        if k in places:
            after = k + len(words)
            ref = announced(reading, after) or noun_phrase(reading, after, after + 9)
            spoken_for = _spoken_for(reading, after) if ref is None and words == ("par",) else []
            if spoken_for:
                return spoken_for
            if ref is not None or words in (("de",), ("par",)):
                return reading.onward(ref) if ref is not None else []
        k += 1
    return _with_whom(reading, words, i) or fronted(reading, words, i) or _to_whom(reading, words, i)


def _spoken_for(reading: Reading, k: int) -> list[Ref]:
    """« par | le conseil d'administration de X », « par ses actionnaires »: X, for which those at token k speak."""
    k += reading.text.word(k) in grammar().articles or k in reading.possessors
    noun, voices = reading.tokens[k], reading.lexicon.discourse.voices
    if noun.lemma not in voices and noun.lower not in voices:
        return []
    last = k + 2 * (reading.text.word(k + 1) in ("de", "d'") and reading.tokens[k + 2].pos == "NOUN")
    return possessor(reading, k) or after_of(reading, last)


def _to_whom(reading: Reading, words: Sequence[str], i: int) -> list[Ref]:
    """« X lui rend hommage », « X nous fournit »: whom « lui », « nous » in the verb group means, for « à »."""
    if words != ("à",):
        return []
    found = (k for k in range(group_start(reading.text, i), i) if reading.text.word(k) in ("lui", "nous"))
    return next((implied(k, reading.possessors[k], 0.8) for k in found if k in reading.possessors), [])


def fronted(reading: Reading, words: Sequence[str], i: int) -> list[Ref]:
    """« Contre X, Y mène campagne », « c'est avec X que Y s'allie »: the complement opens the sentence."""
    text = reading.text
    start = text.start_of(i)
    cleft = text.word(start) == "c'" and text.word(start + 1) in ("est", "était")
    first = start + 2 * cleft
    if words[0] not in grammar().fronted or not preposition_at(reading, words, first):
        return []
    ref = noun_phrase(reading, first + len(words), first + len(words) + 4)
    if ref is None or ref.outer >= i:
        return []
    members = reading.onward(ref)
    after = members[-1].outer + 1
    inverted = words[0] == "derrière" and text.word(after) in ("se", "s'")  # « derrière X | se cache Y »
    opens = after if inverted or text.word(after) == "," else None
    if cleft:
        opens = text.find(range(after, i), "que", "qu'")
    if opens is None or text.find(range(opens + 1, i), "qui", "que", "qu'", "dont", "où", *CLAUSE_END) is not None:
        return []
    return members


@lru_cache(maxsize=64)
def words_of(preposition: str) -> Sequence[str]:
    """The tokens of a preposition: « à l'égard de » has four."""
    return tuple(preposition.replace("'", "' ").split())


def preposition_at(reading: Reading, words: Sequence[str], k: int) -> bool:
    """Do the words of a preposition stand at k, contracted perhaps: « face aux »?"""
    return k in _places(reading.text, words)


@remembered
def _places(text: Text, words: Sequence[str]) -> frozenset[int]:
    """The tokens at which a preposition begins."""
    written = [grammar().variants.get(word, (word,)) for word in words]
    places = {k for form in written[0] for k in text.at_word.get(form, ())}
    for n, forms in enumerate(written[1:], start=1):
        places = {k for k in places if text.word(k + n) in forms and text.tokens[k + n].name < 0}
    return frozenset(k for k in places if text.tokens[k].name < 0)


def _with_whom(reading: Reading, words: Sequence[str], i: int) -> list[Ref]:
    """« Y, avec qui X annonce un partenariat »: the preposition stands before the relative."""
    text = reading.text
    low = max(text.start_of(i), i - _BEFORE_RELATIVE)
    if not any(low < k < i for k in _relatives(text)):
        return []
    for k in range(i - 1, low, -1):
        if text.word(k) in ("qui", "lequel", "laquelle") and text.word(k - 1) == words[-1]:
            before = k - len(words)
            return listed(antecedent(reading, before + 1) or antecedent(reading, before))
        if text.word(k) in ("que", "qu'") and (cleft := reading.table.ending(k - 1)) is not None:
            before = cleft.first - len(words)
            if text.word(before - 1) in _CLEFT and preposition_at(reading, words, before):
                return reading.whole(cleft)  # « c'est à X que Y a confié … »
        if grammar().relatives_with.get(text.word(k)) == " ".join(words):
            return listed(antecedent(reading, k))
        if text.word(k) in CLAUSE_END:
            break
    return []


@remembered
def _relatives(text: Text) -> tuple[int, ...]:
    """The tokens that may be relative pronouns."""
    forms = (*_RELATIVES, *grammar().relatives_with)
    return tuple(k for form in dict.fromkeys(forms) for k in text.at_word.get(form, ()))


def of_last(reading: Reading, trigger: Trigger) -> list[Ref]:
    """Whose the trigger's last word is."""
    return complement(reading, trigger.last, trigger.first)


def of_first(reading: Reading, trigger: Trigger) -> list[Ref]:
    """Whose the trigger's first word is; « l'entrée à son capital de X » tells it after the last."""
    found = complement(reading, trigger.first, trigger.first)
    owned = trigger.last > trigger.first and possessor(reading, trigger.last)
    return found or (after_of(reading, trigger.last) if owned else [])


def complement(reading: Reading, i: int, first: int) -> list[Ref]:
    """Whose the word at i is, in a phrase from ``first`` on: « capital de Y », « son capital », « X, dont … »."""
    found = possessor(reading, i) or _possessor_of_first(reading, i, first) or after_of(reading, i)
    found = found or of_whom(reading, min(i, first))
    return found or thing_of(reading, first)


def _possessor_of_first(reading: Reading, i: int, first: int) -> list[Ref]:
    """« sa | maison mère »: the possessive stands before the first noun of the trigger."""
    return possessor(reading, first) if first < i and reading.tokens[first].pos == "NOUN" else []


def thing_of(reading: Reading, i: int) -> list[Ref]:
    """Whom « en » in the verb group of token i means: « X en prend le contrôle »."""
    for k in range(i - 1, max(reading.text.start_of(i) - 1, i - _GROUP), -1):
        if k in reading.possessors and reading.text.word(k) == "en":
            return implied(k, reading.possessors[k], 0.75, "pronoun")
        token = reading.tokens[k]
        if token.pos not in ("AUX", "ADV", "PRON") and token.lower not in grammar().clitics:
            break
    return []


def possessor(reading: Reading, i: int) -> list[Ref]:
    """Whom « son », « sa », « leur » before the noun at i mean, or « maison » after it: « l'application maison »."""
    if (i + 1) in reading.possessors and reading.text.word(i + 1) == "maison":
        return implied(i + 1, reading.possessors[i + 1], 0.8, "possessive")
    k = i - 1
    while k > 0 and _adjective(reading.tokens[k]):
        k -= 1
    return implied(k, reading.possessors.get(k, ()), 0.8, "possessive")


def _adjective(token: Token) -> bool:
    return token.pos in ("ADJ", "NUM") or token.dep == "amod" or token.lower in grammar().possessive_adjectives


def after_of(reading: Reading, i: int) -> list[Ref]:
    """Members of the « de » complement of the noun at i."""
    text, end = reading.text, reading.text.end_of(i)
    k = _past_qualifiers(reading, i, end)
    if k < end and text.word(k) == "par":  # « l'acquisition par X de Y »
        by = noun_phrase(reading, k + 1, k + 6)
        k = by.outer + 1 if by is not None else k
    if k < end and text.word(k) in grammar().house_of and not _of_its_kind(reading, k):
        if text.word(k + 1) == "ce" and k + 3 < end and "devenir" in text.tokens[k + 3].verbs:
            k += 3  # « les bases de ce qui deviendrait X »
        ref = noun_phrase(reading, k + 1, k + 8)
        return reading.onward(ref) if ref is not None else []
    return []


def _of_its_kind(reading: Reading, k: int) -> bool:
    """« l'enseigne | de literie X », at « de »: X is the noun's own name, not whose it is."""
    if reading.text.word(k) not in ("de", "d'") or k + 2 >= reading.text.end_of(k):
        return False
    kind, named = reading.tokens[k + 1], reading.table.at(k + 2)
    unnamed = kind.pos == "NOUN" and reading.table.at(k + 1) is None
    return unnamed and named is not None and named.form == "name" and named.first == k + 2


def _past_qualifiers(reading: Reading, i: int, end: int) -> int:
    """Past what qualifies the noun at i: « filiale cloud | de », « à 100 % | de », « depuis 2016 | de »."""
    text = reading.text
    k, own = i + 1, reading.table.at(i)
    if own is not None and own.form == "description":
        k = max(k, own.last + 1)  # « | la messagerie sécurisée | de X »
    while k < min(end, i + 4) and reading.table.at(k) is None:
        if text.tokens[k].pos not in ("ADJ", "ADV") and text.word(k) not in reading.lexicon.nationality:
            break
        k += 1
    if k + 2 < end and text.word(k) in ("en", "au", "aux") and text.tokens[k + 1].pos == "PROPN":
        k += 2 * (reading.table.at(k + 1) is None and text.word(k + 2) in grammar().of)  # « en Europe | du X »
    if k < end and reading.table.at(k) is None:
        k = _past_bare_nouns(reading, k, end)
    if k + 2 < end and text.word(k) in ("à", "depuis", "avec"):
        share = k + (3 if preposition_at(reading, ("hauteur", "de"), k + 1) else 1)
        if text.word(share)[:1].isdigit():
            k = share + (2 if text.word(share + 1) == "%" else 1)
    return k


def _past_bare_nouns(reading: Reading, k: int, end: int) -> int:
    """Past nouns without article that another « de » follows: « filiale | ressources humaines | de X »."""
    text, of = reading.text, grammar().of
    j = k + (text.word(k) in ("de", "d'"))
    first = j
    while j < min(end, first + 3) and reading.table.at(j) is None and _bare_noun(text.tokens[j]):
        j += 1
    return j if first < j < end and text.word(j) in of else k


def _bare_noun(token: Token) -> bool:
    """Is it a noun without article? The parser takes « cloud » for a pronoun."""
    foreign = token.pos in ("PRON", "PROPN", "X") and len(token.text) > _SHORT
    return token.pos in ("NOUN", "ADJ") or (foreign and token.lower not in grammar().relatives)


def of_whom(reading: Reading, i: int) -> list[Ref]:
    """The antecedent of the « dont » before token i."""
    text = reading.text
    for k in range(i - 1, max(text.start_of(i), i - _BEFORE_RELATIVE), -1):
        if text.word(k) == "dont":
            return listed(antecedent(reading, k))
        if text.word(k) in CLAUSE_END or (text.word(k) == "," and _holds_verb(reading, k, i)):
            break
    return []


def _holds_verb(reading: Reading, comma: int, i: int) -> bool:
    """Has the clause before the comma a verb of its own, so that it is over there: « X, dont il vit, | équipe … »?"""
    low = max(reading.text.start_of(i), comma - _BEFORE_RELATIVE)
    for k in range(comma - 1, low, -1):
        if reading.text.word(k) == "dont":
            return False
        if reading.tokens[k].conjugated:
            return True
    return False


def between(reading: Reading, trigger: Trigger) -> list[Ref]:
    """The members of « entre A et B » after the trigger."""
    for k in range(trigger.last + 1, min(reading.text.end_of(trigger.last), trigger.last + 14)):
        if reading.text.word(k) == "entre":
            ref = noun_phrase(reading, k + 1, k + 8)
            members = reading.whole(ref) if ref is not None else []
            return members if sum(len(r.entities) for r in members) > 1 else []
        if ends_clause(reading, k, trigger.last):
            break
    return _opposed_ahead(reading, trigger.first)


def _opposed_ahead(reading: Reading, i: int) -> list[Ref]:
    """« Entre A et B, la guerre est déclarée », « A contre B : le duel … »: the two that open the noun's sentence."""
    text = reading.text
    start = text.start_of(i)
    among = text.word(start) == "entre"
    ref = reading.table.at(start + among)
    if ref is None:
        return []
    members = reading.whole(ref)
    after = members[-1].outer + 1
    if not among and text.word(after) == "contre" and (other := reading.table.at(after + 1)) is not None:
        members, after = [ref, other], other.outer + 1
    elif not among:
        return []
    if text.word(after) not in (",", ":") or any(t.conjugated for t in reading.tokens[after + 1 : i]):
        return []
    return members if sum(len(r.entities) for r in members) > 1 else []


def members(reading: Reading, trigger: Trigger) -> list[Ref]:
    """The actors that come first after the trigger: « le consortium réunissant A et B », « l'accord qui lie A à B »."""
    for k in range(trigger.last + 1, min(reading.text.end_of(trigger.last), trigger.last + _MEMBERS)):
        ref = reading.table.at(k)
        if ref is not None:
            return reading.onward(ref)
        if reading.text.word(k) not in (":", "(") and ends_clause(reading, k, trigger.last):
            break
    return []


def brackets(reading: Reading, trigger: Trigger) -> list[Ref]:
    """The name in brackets right after the trigger."""
    for k in range(trigger.last + 1, min(reading.text.end_of(trigger.last), trigger.last + 6)):
        if reading.text.word(k) == "(" and (ref := reading.table.at(k + 1)):
            return [ref]
    return []
