"""An article as HTML: its text with actors and claims marked in place, and the claims in the margin beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import groupby

from graph.annotation import Block, Run, Span, Stretch
from graph.model import Article, Mention
from graph.ontology import Language, Ontology
from graph.texts import Words
from graph.ui.evidence import READING_NOTE, Row, safe_url, text
from graph.ui.routes import MARK

ACTORS, LINKS, SPEAKERS = PARTS = ("actors", "links", "speakers")  # what the text shows on request
OPENING_WORDS = 9
SHORT = 90  # characters of furniture shown as it is, in grey, instead of folded


@dataclass(frozen=True)
class Reading:
    """An article cut into blocks, with what stands in it; ``rows`` are its claims, numbered from 1 in this order."""

    article: Article
    blocks: tuple[Block, ...]
    mentions: tuple[Mention, ...]
    rows: tuple[Row, ...]

    @cached_property
    def spoken(self) -> Mapping[str, tuple[Span, ...]]:
        """Those whom the article gives as the source of a claim, with the quotations."""
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for row in self.rows:
            if row["speaker"]:
                found[row["speaker"]].append(Span(row["char_start"], row["char_end"]))
        return {name: tuple(quotes) for name, quotes in found.items()}


@dataclass(frozen=True)
class Leaf:
    """Writes an article in one language; ``show`` says which of PARTS are marked. Every text is escaped here."""

    ontology: Ontology
    kinds: Mapping[str, str]  # of every actor that the article mentions
    words: Words
    lang: Language
    show: frozenset[str]
    to_actor: Callable[[str], str]  # address of the page of an actor, "" if there is none
    to_link: Callable[[Row], str]  # address of the network with that link chosen, "" if the filters hide it

    def page(self, reading: Reading, key: str) -> str:
        """The whole article; ``key`` tells this very text from another for the script that marks a passage."""
        title, *rest = self._title_first(reading)
        rows = [self._head(reading, title), *self._body(reading, rest)]
        return f'<article class="reading" data-key="{escape(key)}">{"".join(rows)}</article>'

    def _title_first(self, reading: Reading) -> list[Block | None]:
        """The blocks with the one that is the article's title in front; None in front if it states none."""
        article = reading.article
        for place, block in enumerate(reading.blocks):
            if block.part == "title" and article.text[block.start : block.end] == article.title:
                return [block, *reading.blocks[:place], *reading.blocks[place + 1 :]]
        return [None, *reading.blocks]

    def _head(self, reading: Reading, title: Block | None) -> str:
        article = reading.article
        outlet = f"<b>{text(article.outlet)}</b>" if article.outlet else f"<i>{text(self.words('unknown_outlet'))}</i>"
        facts = [self.words("written_by", name=article.author)] if article.author else []
        facts += [self.words.date(article.published)] if article.published else []
        facts += [] if article.title else [article.name]
        facts += [self.words("note_by_project")] if article.genre == READING_NOTE else []
        told = "".join(f"<span>{text(fact)}</span>" for fact in facts)
        url = article.url or ""
        if safe_url(url):
            told += f'<a href="{escape(url)}">{text(self.words("original"))}</a>'
        inner = self._runs(reading, title) if title else text(article.title or self.words("untitled"))
        there = text(self.words("links_here", n=len(reading.rows))) if LINKS in self.show else ""
        notes = self._notes(reading, title.claims) if title else ""
        return (
            f'<header class="masthead"><p class="meta">{outlet}{told}</p><h1>{inner}</h1></header>'
            f'<div class="tally"><p>{there}</p>{notes}</div>'
        )

    def _body(self, reading: Reading, blocks: Sequence[Block | None]) -> list[str]:
        """One grid row a block; notes may reach down beside the blocks that have none of their own."""
        units: list[list[Block]] = []
        for furniture, group in groupby(filter(None, blocks), key=lambda block: block.part == "furniture"):
            together = list(group)
            units += [together] if furniture else [[block] for block in together]
        noted = [LINKS in self.show and any(block.claims for block in unit) for unit in units]
        told = []
        for place, unit in enumerate(units):
            row = place + 2  # the head is the first
            # The line above a paragraph goes above its heading.
            headed = place > 0 and _heading(units[place - 1]) and not noted[place - 1]
            heads = _heading(unit) and place + 1 < len(units) and noted[place + 1]
            ruled = " noted" if (noted[place] and not headed) or heads else ""
            told.append(self._unit(reading, unit, row, ruled))
            if noted[place]:
                span = next((n for n, other in enumerate(noted[place + 1 :], 1) if other), len(units) - place)
                claims = [number for block in unit for number in block.claims]
                told.append(
                    f'<div class="beside{ruled}" style="--r:{row};--k:{span}">{self._notes(reading, claims)}</div>'
                )
        return told

    def _unit(self, reading: Reading, unit: Sequence[Block], row: int, ruled: str) -> str:
        at = f'style="--r:{row}"'
        if unit[0].part != "furniture":
            tag = "h2" if unit[0].part == "title" else "p"
            return f'<{tag} class="block{ruled}" {at}>{self._runs(reading, unit[0])}</{tag}>'
        inner = "".join(f"<p>{self._runs(reading, block)}</p>" for block in unit)
        told = text(self.words("furniture", n=len(unit)))
        if unit[-1].end - unit[0].start <= SHORT:
            return f'<div class="block furniture{ruled}" {at} title="{told}">{inner}</div>'
        return f'<details class="block furniture{ruled}" {at}><summary>{told}</summary>{inner}</details>'

    def _runs(self, reading: Reading, block: Block) -> str:
        return "".join(self._stretch(reading, stretch) for stretch in block.stretches)

    def _stretch(self, reading: Reading, stretch: Stretch) -> str:
        told = [self._run(reading, run) for run in stretch.runs]
        if stretch.mention is None or ACTORS not in self.show:
            return "".join(body + numbers for body, numbers in told)
        mention = reading.mentions[stretch.mention]
        kind = self.kinds.get(mention.actor, "")
        label = self.ontology.kinds[kind].label(self.lang) if kind else ""
        title = ", ".join(filter(None, (mention.actor, label)))
        speaks = " speaks" if SPEAKERS in self.show and self._speaks(reading, stretch, mention) else ""
        inner = "".join(body for body, _ in told)
        href = self.to_actor(mention.actor)
        tag, link = ("a", f' href="{escape(href)}"') if href else ("span", "")
        classes = f"actor{f' {MARK}' if href else ''} gl-{kind}{speaks}"
        numbers = "".join(numbers for _, numbers in told)
        return f'<{tag} class="{escape(classes)}"{link} title="{text(title)}">{inner}</{tag}>{numbers}'

    def _speaks(self, reading: Reading, stretch: Stretch, mention: Mention) -> bool:
        """Whether a claim whose quotation holds this mention is what that actor says."""
        at = stretch.runs[0].start
        return any(quote.start <= at < quote.end for quote in reading.spoken.get(mention.actor, ()))

    def _run(self, reading: Reading, run: Run) -> tuple[str, str]:
        """The run, and the numbers to write after it (outside the link that may hold the run)."""
        inner = text(reading.article.text[run.start : run.end])
        data = f'data-from="{run.start}" data-to="{run.end}"'
        if not run.claims or LINKS not in self.show:
            return f"<span {data}>{inner}</span>", ""
        first = self._family(reading.rows[run.claims[0] - 1])
        listed = " ".join(map(str, run.claims))
        ids = " ".join(map(str, run.ends))
        ended = " ends" if run.ends else ""
        body = f'<mark class="claim fam-{first}{ended}" data-claims="{listed}" {data}>{inner}</mark>'
        numbers = "".join(self._number(reading, number) for number in run.ends)
        tail = f'<sup class="claim fam-{first}" data-claims="{ids}">{numbers}</sup>' if numbers else ""
        return body, tail

    def _number(self, reading: Reading, number: int) -> str:
        label = self.words("note_number", n=number, says=self._sentence(reading.rows[number - 1]))
        return (
            f'<a class="num" id="mark-{number}" href="#note-{number}" data-claim="{number}" '
            f'aria-label="{text(label)}">{number}</a>'
        )

    def _sentence(self, row: Row) -> str:
        return f"{row['source']} {self.ontology.relations[row['relation']].label(self.lang)} {row['target']}"

    def _family(self, row: Row) -> str:
        return self.ontology.relations[row["relation"]].family

    def _notes(self, reading: Reading, numbers: Sequence[int]) -> str:
        if not numbers or LINKS not in self.show:
            return ""
        return f'<ol class="notes">{"".join(self._note(reading.rows[n - 1], n) for n in numbers)}</ol>'

    def _note(self, row: Row, number: int) -> str:
        verb = text(self.ontology.relations[row["relation"]].label(self.lang))
        says = f"{self._named(row['source'])} <em>{verb}</em> {self._named(row['target'])}"
        status = self.ontology.statuses[row["status"]]
        facts = [f'<i class="ln ln-{status.id}"></i>{text(status.label(self.lang))}']
        facts += [text(fact) for fact in self._facts(row)]
        href = self.to_link(row)
        way = f'<a class="{MARK}" href="{escape(href)}">{text(self.words("see_in_network"))}</a>'
        facts.append(way if href else f"<i>{text(self.words('filtered_out'))}</i>")
        told = "".join(f"<span>{fact}</span>" for fact in facts)
        data = f'data-claim="{number}" data-at="{row["trigger_start"]}"'
        data += f' data-from="{row["char_start"]}" data-to="{row["char_end"]}"'
        back = text(self.words("to_text", n=number))
        return (
            f'<li class="note fam-{self._family(row)}" {data}><a class="num" id="note-{number}" href="#mark-{number}" '
            f'data-claim="{number}" aria-label="{back}">{number}</a><p class="says">{says}</p>'
            f'<p class="facts">{told}</p></li>'
        )

    def _facts(self, row: Row) -> list[str]:
        facts = [self.words.amount(row["amount"], row["currency"])] if row["amount"] == row["amount"] else []
        facts += [self.words("quoted", text=row["role"])] if row["role"] else []
        facts += [self.words.date(row["date"])] if row["date"] else []
        if row["speaker"] and SPEAKERS in self.show:
            facts.append(self.words("according_to", speaker=row["speaker"]))
        return facts

    def _named(self, name: str) -> str:
        kind = self.kinds.get(name, "")
        title = text(self.ontology.kinds[kind].label(self.lang)) if kind else ""
        href = self.to_actor(name)
        label = f'<a class="{MARK}" href="{escape(href)}">{text(name)}</a>' if href else text(name)
        return f'<span class="end"><i class="gl gl-{escape(kind)}" title="{title}"></i> {label}</span>'


def _heading(unit: Sequence[Block]) -> bool:
    return unit[0].part == "title"


def label_of(article: Article) -> str:
    """What tells an article from the others: its title, else how its text begins."""
    if article.title:
        return article.title
    whole = next((one for one in article.passages if one.part == "paragraph"), None)
    words = article.text[whole.start : whole.end].split() if whole else []
    if not words:
        return article.name
    return " ".join(words[:OPENING_WORDS]) + ("\u00a0…" if len(words) > OPENING_WORDS else "")


def spans(rows: Sequence[Row], length: int) -> tuple[list[Span], list[Span]]:
    """The mark and the quotation of each claim; a claim without a trigger in the text is marked by its quotation."""
    quotes = [Span(row["char_start"], row["char_end"]) for row in rows]
    marks = [Span(row["trigger_start"], row["trigger_end"]) for row in rows]
    good = [0 <= mark.start < mark.end <= length for mark in marks]
    return [mark if fine else quote for mark, quote, fine in zip(marks, quotes, good, strict=True)], quotes
