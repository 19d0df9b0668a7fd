"""Lists of actors: « A, B et C », « auprès de A, de B (Lyon) ainsi que de C »."""

from __future__ import annotations

from graph.extraction.refs import Ref, RefTable, preposition_before
from graph.syntax import Text
from graph.wordlists import grammar

_REACH = 40  # tokens from the first member
_LONGEST = 20  # members
_APPOSED = 7  # tokens from the comma of an apposition to the name in it
_ASIDE = 7  # tokens between the commas after « et »
_STOP = frozenset(".;:?!»«")
_CLOSE = frozenset(".);…»:")


def coordinated(text: Text, table: RefTable, first: Ref) -> list[Ref]:
    """The members of the list that starts with ``first`` (itself included); alone if there is no list.

    A comma alone joins two members only if the list goes on to « et » or has at least three members: « X, Y, » may be
    an apposition.
    """
    end = text.end_of(first.head)
    members, firm = [first], 1
    if _closes_apposition(text, table, first):
        return members
    beside = _may_have_company(text, first)
    at = first.outer + 1
    while at < min(end, first.head + _REACH) and len(members) < _LONGEST:
        link, after = _likened(text, first, at) or _link(text, at, end, beside)
        ref = _next_member(text, table, after, end) if link else None
        if ref is None:
            if link == "et" and _plain_plural(text, table, after, end):
                firm = len(members)  # « A, B et plusieurs business angels »
            plain = _past_plain_member(text, table, after, end) if link == "," else None
            if plain is None:
                break
            at = plain
            continue
        if _starts_clause(text, first, ref, end):
            break
        members.append(ref)
        at = ref.outer + 1
        if link == "et":
            firm = len(members)
            if at >= end or text.word(at) not in (",", "et", "ainsi"):
                break
    if firm > 1:
        return members[:firm]
    return members if len(members) >= 3 and _closes(text, members[-1], end) else [first]


def _likened(text: Text, first: Ref, at: int) -> tuple[str, int] | None:
    """« A, tout comme B, soutient … »: before the verb B does as A does; after it who is meant is not told."""
    k = at + (text.word(at) == ",")
    if (text.word(k), text.word(k + 1)) not in (("tout", "comme"), ("de", "même")):
        return None
    if any(t.conjugated for t in text.tokens[text.start_of(first.head) : first.first]):
        return None
    return "et", k + 2


def _starts_clause(text: Text, first: Ref, member: Ref, end: int) -> bool:
    """« examine le dossier de X, et Y réclame … »: Y begins a clause of its own."""
    if not any(t.conjugated for t in text.tokens[text.start_of(first.head) : first.first]):
        return False
    for token in text.tokens[member.outer + 1 : min(end, member.outer + 5)]:
        if token.conjugated:
            return True
        if token.pos not in ("ADV", "PRON") and token.lower not in grammar().clause_openers:
            return False
    return False


def _link(text: Text, at: int, end: int, beside: bool) -> tuple[str, int]:
    """What joins the next member: « et » (« ainsi que »; ``beside``: « aux côtés de »), a comma or ''; and past it."""
    word, following = text.word(at), text.word(at + 1) if at + 1 < end else ""
    if word in grammar().and_words:
        return "et", _past_aside(text, at + 1, end)
    if (word, following) in (("ainsi", "que"), ("ainsi", "qu'")) or (beside and (word, following) == ("aux", "côtés")):
        return "et", at + 2
    if word != ",":
        return "", at
    inner, after = _link(text, at + 1, end, beside) if following else ("", at)
    if inner == "et":
        return inner, after
    return ",", at + (2 if following in ("dont", "puis") else 1)


def _may_have_company(text: Text, first: Ref) -> bool:
    """« au capital de X aux côtés de Y »: Y is beside whoever enters, not beside X."""
    preposition = preposition_before(text, first.first)
    return preposition not in grammar().places or text.word(max(0, first.first - 2)) == "auprès"


def _past_aside(text: Text, at: int, end: int) -> int:
    """Past the commas in « A et, à titre personnel, B »."""
    if at >= end or text.word(at) != ",":
        return at
    closing = text.find(range(at + 1, min(end, at + _ASIDE)), ",")
    return at if closing is None else closing + 1


def _next_member(text: Text, table: RefTable, at: int, end: int) -> Ref | None:
    for k in range(at, min(end, at + 6)):
        ref = table.at(k)
        if ref is not None:
            return ref if ref.form != "clitic" and k <= ref.head else None
        if text.word(k) not in grammar().list_links:
            return None
    return None


def _past_plain_member(text: Text, table: RefTable, at: int, end: int) -> int | None:
    """Past a member that names no actor (« plusieurs business angels »): up to the next comma or « et »."""
    for k in range(at, min(end, at + 8)):
        token = text.tokens[k]
        if token.lower in (",", "et") and k > at:
            return k
        if (ref := table.at(k)) is not None:
            return ref.last + 1 if ref.first > at and _closes_apposition(text, table, ref) else None
        if token.lower in _STOP or token.conjugated or token.lower in ("qui", "que", "dont", "où"):
            return None
    return None


def _closes_apposition(text: Text, table: RefTable, ref: Ref) -> bool:
    """« X, filiale de | Y |, et Z »: does Y end what is said of X, so that Z goes with X?"""
    k = ref.outer + 1
    if (text.word(k), text.word(k + 1)) != (",", "et") or preposition_before(text, ref.first) != "de":
        return False
    comma = text.find(range(ref.first - 1, max(text.start_of(ref.head), ref.first - _APPOSED), -1), ",")
    if comma is None or text.tokens[comma + 1].pos not in ("NOUN", "ADJ", "DET", "PROPN"):
        return False
    return table.ending(comma - 1) is not None and not any(t.conjugated for t in text.tokens[comma : ref.first])


def _plain_plural(text: Text, table: RefTable, at: int, end: int) -> bool:
    """Does « d'investisseurs individuels », « plusieurs business angels » stand at ``at``, doing nothing itself?"""
    words, nouns = grammar(), 0
    for k in range(at, min(end, at + 6)):
        token = text.tokens[k]
        if token.conjugated or table.at(k) is not None:
            return False
        if token.lower in _CLOSE or token.lower == ",":
            break
        opens = k == at and (token.lower in words.plural_openers or token.lower in words.of or token.pos == "NUM")
        if k == at and not opens:
            return False
        nouns += token.pos == "NOUN" and token.lower.endswith("s")
    return nouns > 0


def _closes(text: Text, last: Ref, end: int) -> bool:
    return last.outer + 1 >= end or text.word(last.outer + 1) in _CLOSE
