"""Divergences in words: the question of a case, what each version says, and the notice that leads to a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from graph.divergence import Case, Version
from graph.model import Article
from graph.ontology import Language, Ontology
from graph.texts import Words
from graph.ui import routes
from graph.ui.evidence import text

_FIRST_WORDS = 6  # of a quotation, in its question


@dataclass(frozen=True)
class Wording:
    """Says cases in one language, as plain text."""

    words: Words
    lang: Language
    ontology: Ontology
    articles: Mapping[str, Article]

    def natures(self, case: Case) -> str:
        """What the articles disagree on: « Montant et statut »."""
        named = [self.words(f"nature_{nature}") for nature in case.natures]
        told = named[0]
        for other in named[1:]:
            told = self.words("nature_and", one=told, other=other.lower())
        return told

    def question(self, case: Case) -> str:
        """What is asked: « Qui a fondé Mistral AI ? »."""
        words, nature, about = self.words, case.natures[0], case.about
        if nature == "attribution":
            return words("ask_attribution", start=self._first_words(case.versions[0]))
        if nature == "exclusivity":
            key = "ask_access" if about[2] == "distributes" else "ask_deal"
            return words(key, source=about[1], target=about[3])
        if len(about) == 2:
            return words(f"ask_{about[0]}", name=about[1])
        verb = self.ontology.relations[about[1]].label(self.lang)
        return words(f"ask_{nature}", source=about[0], verb=verb, target=about[2])

    def _first_words(self, version: Version) -> str:
        said = self.articles[version.article].text[version.start : version.end].split()
        return " ".join(said[:_FIRST_WORDS]).rstrip(",;:.…")

    def value(self, version: Version, case: Case) -> str:
        """What differs: « 15 M€ », « non dit », « Cédric O aussi »."""
        words, value = self.words, version.value
        if value.form in ("money", "share"):
            return words.amount(value.number, value.text)
        if value.form == "words":
            return words("quoted", text=value.text)
        if value.form == "status":
            return self.ontology.statuses[value.text].label(self.lang)
        if value.form == "date":
            return words.date(value.text)
        if value.form == "count":
            return words("founders_counted", n=int(value.number))
        if value.form == "names":
            counted = any(other.value.form == "count" for other in case.versions)
            return words("founder_too", names=value.text) if counted else value.text
        if value.form == "exclusivity":
            return self._exclusivity(value.text)
        return value.text if value.form == "speaker" else words("not_said")

    def _exclusivity(self, told: str) -> str:
        if told == "exclusive":
            return self.words("exclusive")
        return self.words("maybe_exclusive" if told == "maybe" else "not_exclusive")

    def notice(self, cases: Iterable[Case]) -> str:
        """As HTML: what the articles say differently of what is chosen, with a way to each comparison."""
        lines = ""
        for case in cases:
            told = self.words("differs", nature=self.natures(case), values=" / ".join(self.values(case)))
            lines += f"<p>{text(told)} {routes.link('divergences', self.words('compare'), about=case.key)}</p>"
        lead = f"<p><b>{text(self.words('told_differently'))}</b></p>"
        return f'<div class="disagree" role="note">{lead}{lines}</div>' if lines else ""

    def values(self, case: Case) -> Sequence[str]:
        """Each thing said once, in the order of the versions."""
        return list(dict.fromkeys(self.value(version, case) for version in case.versions))

    def origin(self, version: Version) -> str:
        """As HTML: outlet and date of the article, or that it names none."""
        article = self.articles[version.article]
        title = escape(article.title or article.name)
        name, tag = (article.outlet, "b") if article.outlet else (self.words("unknown_outlet"), "i")
        outlet = f'<{tag} title="{title}">{text(name)}</{tag}>'
        day = f"<span>{escape(self.words.date(article.published))}</span>" if article.published else ""
        return outlet + day
