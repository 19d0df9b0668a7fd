"""Lists of actors: « A, B et C », « auprès de A, de B (Lyon) ainsi que de C »."""

from __future__ import annotations

from graph.extraction.refs import Ref, RefTable
from graph.syntax import Text

_AND = frozenset({"et", "ou", "&"})
_WORDS_BETWEEN = frozenset(
    "ainsi que mais aussi puis notamment également surtout aux côtés de d' du des encore sans oublier enfin même bien le la les l' par avec auprès à au chez comme".split()
)
_STOP = frozenset({".", ";", ":", "?", "!", "»", "«"})


def coordinated(text: Text, table: RefTable, first: Ref, limit: int = 40) -> list[Ref]:
    """The members of the list that starts with ``first`` (itself included); alone if there is no list.

    A comma alone joins two members only if the list goes on to « et » or has at least three members: « X, Y, » may be
    an apposition.
    """
    end = text.sentence_of(first.head)[1]
    members, firm = [first], 1
    at = first.outer + 1
    pending_and = False
    while at < end and at < first.head + limit and len(members) < 20:
        link, at_next = _link(text, at, end)
        if link is None:
            break
        ref = _next_member(text, table, at_next, end)
        if ref is None:
            skipped = _skip_plain(text, table, at_next, end)
            if skipped is None:
                break
            at = skipped
            if link == "et":
                break
            continue
        if _starts_clause(text, first, ref, end):
            break
        members.append(ref)
        at = ref.outer + 1
        if link == "et":
            firm, pending_and = len(members), True
            if at >= end or text.tokens[at].lower not in (",", "et", "ainsi"):
                break
    if not pending_and:
        if len(members) < 3 or not _closes(text, members[-1], end):
            return [first]
        return members
    return members[:firm]


def _starts_clause(text: Text, first: Ref, member: Ref, end: int) -> bool:
    """« examine le dossier de X, et Y réclame … »: Y begins a clause of its own."""
    start = text.sentence_of(first.head)[0]
    if not any(t.finite and t.pos in ("VERB", "AUX") for t in text.tokens[start : first.first]):
        return False
    for token in text.tokens[member.outer + 1 : min(end, member.outer + 5)]:
        if token.finite and token.pos in ("VERB", "AUX"):
            return True
        if token.pos not in ("ADV", "PRON") and token.lower not in ("ne", "n'", "se", "s'", "lui", "elle"):
            return False
    return False


def _link(text: Text, at: int, end: int) -> tuple[str | None, int]:
    """What joins the next member: « et » (also « ainsi que », « , et », « aux côtés de ») or a comma."""
    token = text.tokens[at]
    if token.lower in _AND:
        return "et", at + 1
    if token.lower == "ainsi" and at + 1 < end and text.tokens[at + 1].lower in ("que", "qu'"):
        return "et", at + 2
    if token.lower == "comme" and at + 1 < end:
        return None, at
    if token.lower in ("aux",) and at + 1 < end and text.tokens[at + 1].lower == "côtés":
        return "et", at + 2
    if token.lower == ",":
        if at + 1 < end:
            inner, after = _link(text, at + 1, end)
            if inner == "et":
                return inner, after
            if text.tokens[at + 1].lower in ("dont", "puis"):
                return ",", at + 2
        return ",", at + 1
    return None, at


def _next_member(text: Text, table: RefTable, at: int, end: int) -> Ref | None:
    k = at
    while k < end and k < at + 6:
        ref = table.at(k)
        if ref is not None:
            return ref if ref.form != "clitic" and k <= ref.head else None
        if text.tokens[k].lower not in _WORDS_BETWEEN:
            return None
        k += 1
    return None


def _skip_plain(text: Text, table: RefTable, at: int, end: int) -> int | None:
    """Past a member that names no actor (« plusieurs business angels »): up to the next comma or « et »."""
    for k in range(at, min(end, at + 8)):
        token = text.tokens[k]
        if token.lower in (",", "et") and k > at:
            return k
        if (
            token.lower in _STOP
            or token.pos in ("VERB", "AUX")
            and token.finite
            or token.lower in ("qui", "que", "dont", "où")
        ):
            return None
        if table.at(k) is not None:
            return None
    return None


def _closes(text: Text, last: Ref, end: int) -> bool:
    k = last.outer + 1
    return k >= end or text.tokens[k].lower in (".", ")", ";", "…", "»", ":")
