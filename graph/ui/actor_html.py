"""The parts of an actor's page as HTML. Every text of an article is escaped here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

import pandas as pd

from graph.dated import Line, columns, line
from graph.drawing import SEPARATOR
from graph.mentions import Context, Spelling
from graph.model import Article
from graph.network import claim_dates
from graph.ontology import Language, Ontology
from graph.periods import bounds
from graph.portrait import Bond, Listed, Portrait
from graph.texts import Words
from graph.ui.canvas import Picked
from graph.ui.evidence import Panel, Row, records, text
from graph.ui.routes import MARK
from graph.ui.state import picked_as_text

MOST_PASSAGES = 6  # of one link, read here; the network page has all
MOST_MENTIONS = 300
Address = Callable[..., str]


@dataclass(frozen=True)
class Writer:
    """Writes the parts of the page in one language; ``address`` is graph.ui.routes.address."""

    panel: Panel
    address: Address
    to_actor: Callable[[str], str]  # the address of an actor's page

    @property
    def ontology(self) -> Ontology:
        """The vocabulary."""
        return self.panel.ontology

    @property
    def words(self) -> Words:
        """The texts of the language."""
        return self.panel.words

    @property
    def lang(self) -> Language:
        """The language."""
        return self.panel.lang

    # --- all actors -------------------------------------------------------------------------------------------------

    def names(self, actors: Sequence[Listed], chosen: str) -> str:
        """A list of actors, each a link to its page, for the sidebar."""
        items = "".join(self._name(one, one.name == chosen) for one in actors)
        return f'<nav aria-label="{escape(self.words("actors_list"))}"><ul class="names">{items}</ul></nav>'

    def _name(self, one: Listed, chosen: bool) -> str:
        now = ' aria-current="page"' if chosen else ""
        return (
            f'<li><a class="{MARK}" href="{escape(self.to_actor(one.name))}"{now}>{self.sign(one.kind)}'
            f'<span class="name">{text(one.name)}</span><span class="n">{one.links}</span></a></li>'
        )

    def ranking(self, actors: Sequence[Listed]) -> str:
        """A table of actors: sign and name, kind, links with the share of each family, independent sources."""
        most = max((one.links for one in actors), default=1)
        heads = "".join(f'<th scope="col">{text(label)}</th>' for label in (self.words(key) for key in self._columns()))
        rows = "".join(self._ranked(one, most) for one in actors)
        return f'<table class="ranking"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'

    @staticmethod
    def _columns() -> tuple[str, ...]:
        return "col_actor", "col_kind", "col_links", "col_sources"

    def _ranked(self, one: Listed, most: int) -> str:
        told = ", ".join(f"{self.ontology.families[family].label(self.lang)} {n}" for family, n in one.families)
        parts = "".join(f'<i class="fam-{family}" style="flex:{n}"></i>' for family, n in one.families)
        width = max(2, round(100 * one.links / most))
        spark = f'<span class="spark" title="{escape(told)}"><span style="width:{width}%">{parts}</span></span>'
        return (
            f'<tr><th scope="row"><a class="{MARK}" href="{escape(self.to_actor(one.name))}">{self.sign(one.kind)}'
            f'{text(one.name)}</a></th><td class="kind">{text(self.kind(one.kind))}</td>'
            f'<td class="links"><span class="n">{one.links}</span>{spark}<span class="unseen">{text(told)}</span></td>'
            f'<td class="n">{one.sources}</td></tr>'
        )

    # --- one actor --------------------------------------------------------------------------------------------------

    def sign(self, kind: str) -> str:
        """The sign of a kind; what stands beside it names the actor."""
        return f'<i class="gl gl-{escape(kind)}" title="{escape(self.kind(kind))}"></i>'

    def kind(self, kind: str) -> str:
        """A kind in words."""
        return self.ontology.kinds[kind].label(self.lang)

    def figures(self, shown: Portrait, mentions: int) -> str:
        """The key figures in a row."""
        counts = (
            ("figure_links", len(shown.bonds)),
            ("figure_sources", shown.sources),
            ("figure_articles", shown.articles),
            ("figure_mentions", mentions),
        )
        told = [(self.words.number(count, 0), self.words(key, n=count)) for key, count in counts]
        if dates := self.dates(shown.first, shown.last):
            told.append((dates, self.words("figure_period")))
        cells = "".join(f"<div><dt>{text(label)}</dt><dd>{text(figure)}</dd></div>" for figure, label in told)
        return f'<dl class="figures">{cells}</dl>'

    def dates(self, first: str, last: str) -> str:
        """A period in short, or one date."""
        return self.words.period(first, last) if first else ""

    def names_seen(self, seen: Sequence[Spelling], aliases: Sequence[str]) -> str:
        """Every way in which the actor is named, with how often; then descriptions and pronouns on demand."""
        own = [one for one in seen if one.form == "name"]
        known = {one.text for one in own}
        spelt = [self._spelling(one.text, one.times) for one in own]
        spelt += [self._spelling(alias, 0) for alias in aliases if alias not in known]
        described = [self._spelling(one.text, one.times) for one in seen if one.form == "description"]
        if pronouns := sum(one.times for one in seen if one.form == "pronoun"):
            described.append(f"<li>{text(self.words('pronouns', n=pronouns))}</li>")
        html = (
            f'<div class="called"><b>{text(self.words("called"))}</b><ul>{"".join(spelt)}</ul></div>' if spelt else ""
        )
        if described:
            html += (
                f'<details class="called"><summary>{text(self.words("otherwise"))} '
                f'<span class="n">{len(described)}</span></summary><ul>{"".join(described)}</ul></details>'
            )
        return html

    def _spelling(self, spelt: str, times: int) -> str:
        told = f' <span class="n" title="{escape(self.words("times", n=times))}">{times}</span>' if times else ""
        return f"<li>{text(spelt)}{told}</li>"

    def roles(self, shown: Portrait, claims: pd.DataFrame) -> str:
        """Each role with the passages that give it, on demand."""
        return "".join(
            f'<details class="role"><summary>'
            f"{text(self.words('among', role=_inside(self.ontology.roles[role].label(self.lang))))}"
            f' <span class="ask">{text(self.words("because"))}</span></summary>'
            f"{self.panel.passages(records(claims.loc[list(rows)]), opened=False)}</details>"
            for role, rows in shown.roles.items()
        )

    def alike(self, names: Sequence[str]) -> str:
        """Actors that may be the same one."""
        listed = ", ".join(self.panel.named(name) for name in names)
        hint = f'<span class="hint">{text(self.words("alike_hint"))}</span>'
        return f'<p class="alike"><b>{text(self.words("alike"))}</b> {listed}. {hint}</p>' if names else ""

    # --- links ------------------------------------------------------------------------------------------------------

    def bonds(self, shown: Portrait, claims: pd.DataFrame) -> str:
        """The links by family and relation; each opens its passages."""
        html, told = "", dict(zip(claims.index, records(claims), strict=True))
        for family, group in groupby(shown.bonds, key=lambda bond: self.ontology.relations[bond.relation].family):
            own = list(group)
            head = f'{text(self.ontology.families[family].label(self.lang))} <span class="n">{len(own)}</span>'
            rows = "".join(
                self._bond(bond, shown.name, told, again=bool(place and _verb(own[place - 1]) == _verb(bond)))
                for place, bond in enumerate(own)
            )
            html += f'<section class="bonds fam-{family}"><h3>{head}</h3>{rows}</section>'
        return f'<div class="evidence">{html}</div>'

    def verb(self, bond: Bond) -> str:
        """The relation as read from the actor."""
        relation = self.ontology.relations[bond.relation]
        return relation.label(self.lang) if bond.outward else relation.inverse(self.lang)

    def _bond(self, bond: Bond, name: str, told: Mapping[int, Row], again: bool) -> str:
        signs = "".join(self._status(status) for status in bond.statuses)
        facts = [self.dates(bond.first, bond.last), self.words("sources_count", n=bond.sources)]
        rows = [told[number] for number in bond.rows[:MOST_PASSAGES]]
        more = self._more(bond, name) if len(bond.rows) > MOST_PASSAGES else ""
        verb = f'<span class="verb{" again" if again else ""}">{text(self.verb(bond))}</span>'
        under = f'<span class="facts">{signs}<span>{text(" · ".join(filter(None, facts)))}</span></span>'
        who = f'<span class="who-else">{self.panel.signed(bond.other)}{under}</span>'
        summary = f'<summary>{verb}{who}<span class="n">{len(bond.rows)}</span></summary>'
        inside = self.panel.leads(bond.other) + self.panel.passages(rows, opened=False)
        return f'<details class="bond">{summary}{inside}{more}</details>'

    def _status(self, status: str) -> str:
        label = escape(self.ontology.statuses[status].label(self.lang))
        return f'<span class="status"><i class="ln ln-{status}"></i>{label}</span>'

    def _more(self, bond: Bond, name: str) -> str:
        ends = (name, bond.other) if bond.outward else (bond.other, name)
        if self.ontology.relations[bond.relation].symmetric:
            ends = min(ends), max(ends)
        pick = picked_as_text(Picked("edge", SEPARATOR.join((ends[0], bond.relation, ends[1]))))
        told = text(self.words("more_passages", n=len(bond.rows)))
        return f'<p class="more"><a class="{MARK}" href="{escape(self.address("network", pick=pick))}">{told}</a></p>'

    # --- time -------------------------------------------------------------------------------------------------------

    def dated(self, shown: Portrait, claims: pd.DataFrame) -> str:
        """The line of dated facts over the dates of the articles, then the facts in order."""
        own = claims.loc[list(shown.rows)]
        along = line(claim_dates(own))
        if along is None:
            return f'<p class="empty-part">{text(self.words("dated_none"))}</p>'
        rows = records(own)
        facts = sorted((row for row in rows if bounds(row["date"])), key=lambda row: row["date"])
        said = [row for row in rows if bounds(row["published"]) and not bounds(row["date"])]
        dots = "".join(self._dots(at, its, shown.name) for at, its in _stacked(facts, "date", along))
        bars = "".join(self._bar(at, its) for at, its in _stacked(said, "published", along))
        ticks = "".join(
            f'<span style="left:{100 * tick.at:.1f}%">{text(self.words.date(tick.iso))}</span>'
            for tick in along.ticks()
        )
        key = [self.words("dated_facts", n=len(facts)), self.words("dated_published", n=len(said))]
        return (
            f'<div class="strip" aria-hidden="true"><div class="dots">{dots}</div><div class="bars">{bars}</div>'
            f'<div class="ticks">{ticks}</div></div><p class="strip-key"><i class="dot"></i>{text(key[0])}'
            f'<i class="bar"></i>{text(key[1])}</p>{self._chronicle(facts, shown.name)}'
        )

    def _dots(self, at: float, rows: Sequence[Row], name: str) -> str:
        dots = "".join(
            f'<i class="fam-{self._family(row)} st-{row["status"]}" title="{escape(self._fact(row, name))}"></i>'
            for row in rows[:8]
        )
        return f'<span style="left:{100 * at:.1f}%">{dots}</span>'

    def _bar(self, at: float, rows: Sequence[Row]) -> str:
        told = f"{self.words.date(rows[0]['published'])}{self.colon}{self.words('passages', n=len(rows))}"
        return f'<i style="left:{100 * at:.1f}%;height:{min(26, 3 + 2 * len(rows))}px" title="{escape(told)}"></i>'

    @property
    def colon(self) -> str:
        """A colon as the language spaces it."""
        return "\u00a0: " if self.lang == "fr" else ": "

    def _family(self, row: Row) -> str:
        return self.ontology.relations[row["relation"]].family

    def _fact(self, row: Row, name: str) -> str:
        relation = self.ontology.relations[row["relation"]]
        outward = row["source"] == name
        verb = relation.label(self.lang) if outward else relation.inverse(self.lang)
        return f"{self.words.date(row['date'])}{self.colon}{verb} {row['target' if outward else 'source']}"

    def _chronicle(self, facts: Iterable[Row], name: str) -> str:
        items = []
        for row in facts:
            relation, outward = self.ontology.relations[row["relation"]], row["source"] == name
            verb = relation.label(self.lang) if outward else relation.inverse(self.lang)
            other = self.panel.named(row["target" if outward else "source"])
            read = self.address("reader", article=row["article_id"], at=row["char_start"])
            items.append(
                f'<li class="fam-{relation.family}"><span class="when">{text(self.words.date(row["date"]))}</span>'
                f'<span class="what">{self._status(row["status"])} <em>{text(verb)}</em> {other} '
                f'<a class="{MARK} read" href="{escape(read)}">{text(self.words("read_article"))}</a></span></li>'
            )
        return f'<ol class="chronicle">{"".join(items)}</ol>' if items else ""

    # --- mentions ---------------------------------------------------------------------------------------------------

    def mentions(self, found: Sequence[Context], articles: Mapping[str, Article]) -> str:
        """Every mention in its line, by article; each leads to its place in the reader."""
        if not found:
            return f'<p class="empty-part">{text(self.words("mentions_none"))}</p>'
        html = ""
        for article_id, own in groupby(found[:MOST_MENTIONS], key=lambda one: one.article):
            rows = list(own)
            article = articles[article_id]
            outlet = text(article.outlet) if article.outlet else f"<i>{text(self.words('unknown_outlet'))}</i>"
            date = f"<span>{text(self.words.date(article.published))}</span>" if article.published else ""
            head = f'<b>{outlet}</b>{date}<span class="title">{text(article.title or article.name)}</span>'
            lines = "".join(self._mention(one) for one in rows)
            html += f'<h3>{head}<span class="n">{len(rows)}</span></h3><ul>{lines}</ul>'
        if len(found) > MOST_MENTIONS:
            told = self.words("mentions_cut", shown=MOST_MENTIONS, total=self.words.number(len(found), 0))
            html += f'<p class="empty-part">{text(told)}</p>'
        return f'<div class="concordance">{html}</div>'

    def _mention(self, one: Context) -> str:
        read = escape(self.address("reader", article=one.article, at=one.start))
        before = one.before[:-1] + "\u00a0" if one.before.endswith(" ") else one.before  # a last blank would hang
        return (
            f'<li><a class="{MARK}" href="{read}" title="{escape(self.words("mention_read"))}">'
            f'<span class="before"><bdi>{text(before)}</bdi></span>'
            f'<span class="after"><b class="{one.form}">{text(one.text)}</b>{text(one.after)}</span></a></li>'
        )


def _inside(label: str) -> str:
    """A label inside a sentence: acronyms stay as they are."""
    return label if label[:2].isupper() else label.lower()


def _verb(bond: Bond) -> tuple[str, bool]:
    return bond.relation, bond.outward


def _stacked(rows: Iterable[Row], column: str, along: Line) -> list[tuple[float, Sequence[Row]]]:
    return [(found.at, found.items) for found in columns(((row[column], row) for row in rows), along)]
