"""A path with its proofs as HTML, and the cards of the others. Every text of an article is escaped here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from graph.network import Background
from graph.ontology import Language, Ontology
from graph.paths import MOST_STEPS, Hop, Path, Row
from graph.texts import Words
from graph.ui.evidence import READING_NOTE, marked, text
from graph.ui.routes import MARK

_TALLIED = ("single", "reported", "denied", "planned", "past")


@dataclass(frozen=True)
class Addresses:
    """Where the links of a path lead."""

    path: Callable[[int], str]  # the path of that number, from 1
    actor: Callable[[str], str]
    passage: Callable[[Row], str]
    passages: Callable[[Hop], str]  # all those of the hop's link


@dataclass(frozen=True)
class Proof:
    """What proves a hop: its passages, best first, and what articles tell otherwise, as (text, address)."""

    rows: Sequence[Row]
    otherwise: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class PathsHtml:
    """Writes paths in one language."""

    ontology: Ontology
    known: Background
    words: Words
    lang: Language
    to: Addresses

    def cards(self, paths: Sequence[Path], chosen: int, further: str = "") -> str:
        """A card a path, which leads to it; ``chosen`` is the index of the one that is shown.

        ``further`` is where longer paths are, if there may be some.
        """
        cards = "".join(self._card(path, number, number == chosen + 1) for number, path in enumerate(paths, 1))
        more = self._link(further, self.words("paths_further", n=MOST_STEPS)) if further else ""
        more = f'<p class="further">{more}</p>' if more else ""
        return f'<nav class="cards" aria-label="{escape(self.words("paths_found"))}">{cards}{more}</nav>'

    def path(self, path: Path, proofs: Sequence[Proof], said: Mapping[str, str]) -> str:
        """The path from top to bottom: actors, and between two of them the sentence that links them best.

        ``proofs`` has one for each hop; ``said`` tells what actors are said to be.
        """
        items = [self._actor(path.actors[0], said)]
        for hop, proof in zip(path.hops, proofs, strict=True):
            items += [self._hop(hop, proof), self._actor(hop.end, said)]
        weakest = self._weakest(path, proofs[path.weakest])
        return f'<section class="chosen"><ol class="chain">{"".join(items)}</ol>{weakest}</section>'

    def _card(self, path: Path, number: int, chosen: bool) -> str:
        signs = [self._sign(path.actors[0])]
        for hop in path.hops:
            signs += [f'<i class="seg {self._style(hop)}"></i>', self._sign(hop.end)]
        inner = path.actors[1:-1]
        through = self.words("path_through", names=self._listed(inner)) if inner else self.words("path_direct")
        lines = f'<span class="by">{text(through)}</span><span class="weak">{text(self._tally(path))}</span>'
        title = f"<b>{text(self.words('path_steps', n=len(path.hops)))}</b>"
        current = ' aria-current="true"' if chosen else ""
        signs_html = f'<span class="signs">{"".join(signs)}</span>'
        return (
            f'<a class="{MARK} pathcard" href="{escape(self.to.path(number))}"{current}>{title}{signs_html}{lines}</a>'
        )

    def _tally(self, path: Path) -> str:
        counts = Counter(reason for hop in path.hops for reason in hop.link.reasons)
        told = [self.words(f"path_tally_{name}", n=counts[name]) for name in _TALLIED if counts[name]]
        return ", ".join(told) or self.words("path_tally_none")

    def _listed(self, names: Sequence[str]) -> str:
        *first, last = names
        return self.words("path_and", names=", ".join(first), last=last) if first else last

    def _sign(self, name: str) -> str:
        kind = self.known.kinds[name]
        return f'<i class="gl gl-{escape(kind)}" title="{escape(self.ontology.kinds[kind].label(self.lang))}"></i>'

    def _style(self, hop: Hop) -> str:
        return f"fam-{self.ontology.relations[hop.link.relation].family} st-{hop.link.status}"

    def _actor(self, name: str, said: Mapping[str, str]) -> str:
        told = said.get(name) or self.ontology.kinds[self.known.kinds[name]].label(self.lang)
        named = f'<a class="{MARK}" href="{escape(self.to.actor(name))}">{text(name)}</a>'
        return f'<li class="actor">{self._sign(name)}<h2>{named} <small>{text(told)}</small></h2></li>'

    def _hop(self, hop: Hop, proof: Proof) -> str:
        relation = self.ontology.relations[hop.link.relation]
        way = "both" if relation.symmetric else "down" if hop.forward else "up"
        verb = relation.label(self.lang) if hop.forward else relation.inverse(self.lang)
        rows = proof.rows
        quote = f'<blockquote class="quote">{marked(rows[0])}</blockquote>{self._origin(hop, rows)}' if rows else ""
        rail = f'<span class="rail {way}" aria-hidden="true"><i></i><i></i></span>'
        return (
            f'<li class="hop {self._style(hop)}">{rail}<div class="proof">'
            f'<p class="says"><em>{text(verb)}</em>{self._marks(hop, proof)}</p>{quote}</div></li>'
        )

    def _marks(self, hop: Hop, proof: Proof) -> str:
        """Status and sources; what a reader may refuse stands out, and what is told otherwise still more."""
        link = hop.link
        status = self.ontology.statuses[link.status]
        flags = link.flags
        label = f'<i class="ln ln-{status.id}"></i>{text(status.label(self.lang))}'
        told = f'<span class="status{" flag" if link.status in flags else ""}">{label}</span>'
        sources = self.words("path_single") if "single" in flags else self.words("path_sources", n=link.outlets)
        told += f'<span class="{"flag" if "single" in flags else "sources"}">{text(sources)}</span>'
        told += f'<span class="contested">{text(self.words("path_contested"))}</span>' if link.contested else ""
        return told + "".join(
            f'<a class="{MARK} contested" href="{escape(address)}">{text(said)}</a>'
            for said, address in proof.otherwise
        )

    def _origin(self, hop: Hop, rows: Sequence[Row]) -> str:
        row = rows[0]
        outlet = f"<b>{text(row['outlet'])}</b>" if row["outlet"] else f"<i>{text(self.words('unknown_outlet'))}</i>"
        facts = [self.words("according_to", speaker=row["speaker"])] if row["speaker"] else []
        facts += [self.words.date(row["published"])] if row["published"] else []
        facts += [self.words("reading_note")] if row["genre"] == READING_NOTE else []
        told = "".join(f"<span>{text(fact)}</span>" for fact in facts)
        links = self._link(self.to.passage(row), self.words("read_article"), row["title"] or row["article"])
        if len(rows) > 1:
            links += self._link(self.to.passages(hop), self.words("path_more", n=len(rows) - 1))
        return f'<p class="origin">{outlet}{told}{links}</p>'

    def _link(self, address: str, label: str, title: str = "") -> str:
        told = f' title="{text(title)}"' if title else ""
        return f'<a class="{MARK}" href="{escape(address)}"{told}>{text(label)}</a>'

    def _weakest(self, path: Path, proof: Proof) -> str:
        hop = path.hops[path.weakest]
        reasons = [self._reason(name, hop) for name in hop.link.reasons]
        if not reasons:
            return f'<p class="weakest firm">{text(self.words("path_firm", n=len(path.hops)))}</p>'
        reasons += [self.words("path_weak_otherwise")] if proof.otherwise else []
        why = ", ".join(reasons)
        where = self.words("path_weak_only")
        if len(path.hops) > 1:
            where = self.words("path_weakest", step=path.weakest + 1, start=hop.start, end=hop.end)
        link = self._link(self.to.passages(hop), self.words("path_see"))
        if proof.otherwise:
            link = self._link(proof.otherwise[0][1], self.words("compare"))
        return f'<p class="weakest"><span>{text(where)} {text(why[0].upper() + why[1:])}.</span>{link}</p>'

    def _reason(self, name: str, hop: Hop) -> str:
        if name == "unsure":
            return self.words("path_weak_unsure", percent=round(100 * hop.link.confidence))
        return self.words(f"path_weak_{name}")
