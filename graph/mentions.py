"""Mentions of actors with the words around them, as a concordance shows them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model import Article, Mention

AROUND = 60  # characters each side
Found = tuple[str, Mention]  # an article's id, and a mention in it


@dataclass(frozen=True, slots=True)
class Context:
    """A mention in its sentence: ``before`` and ``after`` on one line, cut between words, inside its paragraph."""

    article: str  # Article.id
    start: int
    before: str
    text: str
    after: str
    form: str  # of graph.model.Mention


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way in which an actor is mentioned, and how often."""

    text: str
    form: str
    times: int


def by_actor(mentions: Iterable[tuple[str, Sequence[Mention]]]) -> dict[str, tuple[Found, ...]]:
    """The mentions of each actor, in the order given: articles, then text."""
    found: defaultdict[str, list[Found]] = defaultdict(list)
    for article_id, own in mentions:
        for mention in own:
            found[mention.actor].append((article_id, mention))
    return {actor: tuple(its) for actor, its in found.items()}


def contexts(found: Iterable[Found], articles: Mapping[str, Article], around: int = AROUND) -> tuple[Context, ...]:
    """The words around each mention; those of unknown articles, or outside their text, are left out."""
    return tuple(
        _context(articles[article_id], mention, around)
        for article_id, mention in found
        if article_id in articles and 0 <= mention.start < mention.end <= len(articles[article_id].text)
    )


def spellings(found: Iterable[Context]) -> tuple[Spelling, ...]:
    """The different ways in which an actor is mentioned: names first, then descriptions, then pronouns; often first."""
    counts = Counter((one.form, _known_as(one)) for one in found)
    order = ("name", "description", "pronoun")
    ranked = sorted(counts, key=lambda way: (order.index(way[0]), -counts[way], way[1]))
    return tuple(Spelling(text, form, counts[form, text]) for form, text in ranked)


def _known_as(one: Context) -> str:
    """« La start-up » at the start of a sentence is « la start-up »; a name stays as it is written."""
    text = one.text.replace("'", "’")
    return text if one.form == "name" else text[:1].lower() + text[1:]


def _context(article: Article, mention: Mention, around: int) -> Context:
    text = article.text
    part = next((part for part in article.passages if part.start <= mention.start < part.end), None)
    low, high = (part.start, max(part.end, mention.end)) if part else (0, len(text))
    return Context(
        article.id,
        mention.start,
        _shortened(text[low : mention.start], around, end=True),
        " ".join(text[mention.start : mention.end].split()),
        _shortened(text[mention.end : high], around, end=False),
        mention.form,
    )


def _shortened(text: str, around: int, end: bool) -> str:
    """The last (or first) characters of a text on one line, cut between words; « … » stands for what is left out."""
    space_before, space_after = text[:1].isspace(), text[-1:].isspace()
    line = " ".join(text.split())
    if len(line) > around:
        if end:
            kept = line[-around:]
            line = "…" + (kept[kept.index(" ") :] if " " in kept[:-1] else kept)
        else:
            kept = line[:around]
            line = (kept[: kept.rindex(" ") + 1] if " " in kept[1:] else kept) + "…"
    joined = space_after if end else space_before
    if not line or not joined:
        return line
    return f"{line} " if end else f" {line}"
