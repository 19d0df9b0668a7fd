"""The evidence panel as HTML: the sentences behind a link or an actor. Every text of an article is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from graph.addresses import safe_url as safe_url
from graph.model import READING_NOTE as READING_NOTE
from graph.network import Background, sources_of
from graph.ontology import Language, Ontology, RelationType
from graph.rules import explain
from graph.texts import Words
from graph.ui.routes import MARK, address

Row = dict[str, Any]  # one row of the table of claims


def in_reader(article: str, at: int) -> str:
    """The address of the reader at a character of an article."""
    return address("reader", article=article, at=at)


@dataclass(frozen=True)
class Panel:
    """Writes the panel in one language: ``link``, ``pair`` or ``actor``; HTML on one line."""

    ontology: Ontology
    known: Background
    words: Words
    lang: Language
    about: Callable[[str], str] | None = None  # address of an actor's own page: names then lead there
    paths: Callable[[str], str] | None = None  # address of the paths from an actor
    read: Callable[[str, int], str] = in_reader  # address of an article (its id) at one of its characters

    def link(self, claims: pd.DataFrame, source: str, relation: str, target: str, notice: str = "") -> str:
        """The link as a sentence, its counts, a notice (HTML), then its passages (rows of ``claims``, one or more)."""
        verb = text(self._type(relation).label(self.lang))
        head = f'<h2 class="relation">{self.named(source)} <em>{verb}</em> {self.named(target)}</h2>'
        head += f'<p class="counts">{self._tally(claims)}</p>{notice}'
        return _block(f'<div class="fam-{self._type(relation).family}">{head}{self.passages(records(claims))}</div>')

    def pair(self, claims: pd.DataFrame, source: str, target: str, notice: str = "") -> str:
        """All links from an actor to another: both names, counts, a notice (HTML), then each link as a disclosure."""
        groups = self._groups(records(claims), source)
        head = f'<h2 class="relation">{self.named(source)} → {self.named(target)}</h2>'
        head += f'<p class="counts">{text(self.words("links_count", n=len(groups)))}, {self._tally(claims)}</p>{notice}'
        return _block(head + "".join(self._group(group, source) for group in groups))

    def actor(self, claims: pd.DataFrame, name: str, notice: str = "") -> str:
        """Name, kind, roles and other names, a notice (HTML), then the links, each a disclosure with its passages."""
        facts = [self.ontology.kinds[self.known.kinds[name]].label(self.lang)]
        facts += [self.ontology.roles[role].label(self.lang).lower() for role in self.known.roles.get(name, ())]
        groups = self._groups(records(claims), name)
        lines = [", ".join(facts)]
        if aliases := self.known.aliases.get(name):
            lines.append(self.words("also_known", names=", ".join(aliases)))
        told = "<br>".join(text(line) for line in lines)
        counts = f"{text(self.words('links_count', n=len(groups)))}, {self._tally(claims)}"
        head = f'<h2 class="relation">{self.named(name)}</h2><p class="counts">{told}<br>{counts}</p>'
        head += self._ways(name) + notice
        return _block(head + "".join(self._group(group, name) for group in groups))

    def _ways(self, name: str) -> str:
        """Where else one may read of the actor, if pages are linked."""
        ways = [self._to(name, self.words("all_about", name=name))] if self.about else []
        if self.paths:
            label = text(self.words("paths_from_actor", name=name))
            ways.append(f'<a class="{MARK}" href="{escape(self.paths(name))}">{label}</a>')
        return f'<p class="counts">{" · ".join(ways)}</p>' if ways else ""

    def _groups(self, rows: Iterable[Row], name: str) -> list[list[Row]]:
        """The rows of each link of an actor: by family, then the best attested first."""
        groups: dict[tuple[str, str, bool], list[Row]] = {}
        for row in rows:
            outward = row["source"] == name
            other = row["target"] if outward else row["source"]
            symmetric = self.ontology.relations[row["relation"]].symmetric
            groups.setdefault((row["relation"], other, outward or symmetric), []).append(row)
        families = list(self.ontology.families)

        def rank(key: tuple[str, str, bool]) -> tuple[int, int, tuple[str, str, bool]]:
            return families.index(self._type(key[0]).family), -len(groups[key]), key

        return [groups[key] for key in sorted(groups, key=rank)]

    def _group(self, rows: list[Row], name: str) -> str:
        relation, outward = self._type(rows[0]["relation"]), rows[0]["source"] == name
        lang = self.lang
        verb = relation.label(lang) if outward else relation.inverse(lang)
        other = rows[0]["target" if outward else "source"]
        # No link in a summary: a click anywhere on it opens it.
        summary = f'<span><em>{text(verb)}</em> {self.signed(other)}</span><span class="n">{len(rows)}</span>'
        inside = self.leads(other) + self.passages(rows, opened=False)
        return f'<details class="group fam-{relation.family}"><summary>{summary}</summary>{inside}</details>'

    def named(self, name: str) -> str:
        """An actor's sign and name; the name leads to its own page, if pages are linked."""
        return f"{self._sign(name)} {self._to(name, name)}"

    def signed(self, name: str) -> str:
        """An actor's sign and name, without a link."""
        return f"{self._sign(name)} {text(name)}"

    def leads(self, name: str) -> str:
        """The way to an actor's own page as a line, if pages are linked."""
        return f'<p class="counts">{self._to(name, self.words("all_about", name=name))}</p>' if self.about else ""

    def _sign(self, name: str) -> str:
        kind = self.known.kinds[name]
        return f'<i class="gl gl-{escape(kind)}" title="{escape(self.ontology.kinds[kind].label(self.lang))}"></i>'

    def _to(self, name: str, label: str) -> str:
        """A label that leads to an actor's own page, if pages are linked."""
        return f'<a class="{MARK}" href="{escape(self.about(name))}">{text(label)}</a>' if self.about else text(label)

    def _tally(self, claims: pd.DataFrame) -> str:
        sources = sources_of(claims, self.known)
        told = self.words("independent_sources", n=sources) if sources > 1 else self.words("single_source")
        return f"{text(self.words('passages', n=len(claims)))}, {text(told)}"

    def passages(self, rows: Sequence[Row], opened: bool = True) -> str:
        """Passages one after the other; ``opened``: the first tells why it is a link."""
        money = any(row["amount"] == row["amount"] for row in rows)
        return "".join(self._passage(row, money, opened and not index) for index, row in enumerate(rows))

    def _passage(self, row: Row, money: bool, opened: bool) -> str:
        status = self.ontology.statuses[row["status"]]
        sign = f'<i class="ln ln-{status.id}"></i>{text(status.label(self.lang))}'
        who = (
            f'<div class="who"><span class="status">{sign}</span><span>{self._speaker(row)}</span>'
            f'<span class="worth">{text(self._worth(row, money))}</span></div>'
        )
        body = f'<blockquote class="quote">{marked(row)}</blockquote>{self._origin(row)}{self._why(row, opened)}'
        return f'<article class="passage fam-{self._type(row["relation"]).family}">{who}{body}</article>'

    def _speaker(self, row: Row) -> str:
        if not row["speaker"]:
            return text(self.words("note_itself" if row["genre"] == READING_NOTE else "outlet_itself"))
        before, _, after = self.words("according_to", speaker="\0").partition("\0")
        return f"{text(before)}<b>{text(row['speaker'])}</b>{text(after)}"

    def _worth(self, row: Row, money: bool) -> str:
        if row["amount"] == row["amount"]:  # NaN when unknown
            return self.words.amount(row["amount"], row["currency"])
        if row["role"]:
            return self.words("quoted", text=row["role"])
        return self.words("amount_unsaid") if money else ""

    def _origin(self, row: Row) -> str:
        outlet = f"<b>{text(row['outlet'])}</b>" if row["outlet"] else f"<i>{text(self.words('unknown_outlet'))}</i>"
        facts = [self.words.date(row["published"])] if row["published"] else []
        facts += [self.words("reading_note")] if row["genre"] == READING_NOTE else []
        facts += [self.words("fact_date", date=self.words.date(row["date"]))] if row["date"] else []
        way = self.read(row["article_id"], int(row["char_start"]))
        link = f' <a class="{MARK}" href="{escape(way)}">{text(self.words("read_article"))}</a>'
        link += f' <a href="{escape(row["url"])}">{text(self.words("original"))}</a>' if safe_url(row["url"]) else ""
        title = f'<span class="title">{text(row["title"] or row["article"])}</span>'
        return f'<div class="origin">{outlet}{text(" · ".join(facts))}{link}{title}</div>'

    def _why(self, row: Row, opened: bool) -> str:
        rule, sentence = row["rule"], explain(row["rule"], self.lang)
        confidence = text(self.words("why_confidence", percent=round(100 * row["confidence"])))
        told = f"{text(sentence)}<br>" if sentence != rule else ""
        return (
            f'<details class="why"{" open" if opened else ""}><summary>{text(self.words("why"))}</summary>'
            f"<div>{told}{text(self.words('why_rule'))} <code>{text(rule)}</code> · {confidence}</div></details>"
        )

    def _type(self, relation: str) -> RelationType:
        return self.ontology.relations[relation]


def records(claims: pd.DataFrame) -> list[Row]:
    """The rows of the table of claims as dicts, in order."""
    return [{str(key): value for key, value in row.items()} for row in claims.to_dict("records")]


def marked(row: Row) -> str:
    """The quotation with its trigger in <mark>, as HTML."""
    quote, start = row["quote"], row["char_start"]
    first, last = row["trigger_start"] - start, row["trigger_end"] - start
    if not 0 <= first < last <= len(quote):
        return text(quote)
    return f"{text(quote[:first])}<mark>{text(quote[first:last])}</mark>{text(quote[last:])}"


def text(value: str) -> str:
    """A text as HTML on one line: with newlines as references, Markdown sees one block of HTML and nothing else."""
    return escape(value).replace("\r", "").replace("\n", "&#10;")


def _block(inner: str) -> str:
    return f'<section class="evidence">{inner}</section>'
