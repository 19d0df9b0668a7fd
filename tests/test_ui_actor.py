"""The parts of an actor's page as HTML: what they count is what they list, and no text becomes markup."""

from __future__ import annotations

import pandas as pd
import pytest
from lxml import html as lxml_html

from graph.mentions import Context, Spelling
from graph.network import background, build_network, with_link_ends
from graph.ontology import Language, load_ontology
from graph.portrait import portrait, ranking
from graph.texts import Words
from graph.ui.actor_html import MOST_MENTIONS, MOST_PASSAGES, Writer
from graph.ui.evidence import Panel
from tests.samples import HOSTILE, sample_actors, sample_articles, sample_table

ROBOTS, BANK = "Ondine Robotique", "Banque Vauclair"


def writer(claims: pd.DataFrame, lang: Language = "fr") -> Writer:
    known = background(claims, sample_actors())
    to_actor = "/acteurs?actor={}".format
    read = "/lecture?article={}&at={}".format
    panel = Panel(load_ontology(), known, Words(lang), lang, about=to_actor, read=read)
    return Writer(panel, lambda page, **about: f"/{page}?{'&'.join(map(str, about.values()))}", to_actor)


def bonds(name: str, claims: pd.DataFrame, lang: Language = "fr") -> lxml_html.HtmlElement:
    write = writer(claims, lang)
    shown = portrait(claims, name, write.panel.known, write.ontology)
    return lxml_html.fromstring(write.bonds(shown, with_link_ends(claims)))


def said(element: lxml_html.HtmlElement, selector: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in element.cssselect(selector)]


def test_each_link_lists_as_many_passages_as_it_counts() -> None:
    page = bonds(ROBOTS, sample_table())
    for row in page.cssselect("details.bond"):
        (count,) = said(row, "summary > .n")
        assert len(row.cssselect(".passage")) == int(count)
    assert sum(map(int, said(page, "h3 .n"))) == len(page.cssselect("details.bond"))


@pytest.mark.parametrize(
    ("lang", "verb", "facts"),
    [
        ("fr", "a pour investisseur", "Affirmé Nié 14 nov. 2023 – 26 févr. 2024 · 3 sources"),
        ("en", "is funded by", "Stated Denied 14 Nov 2023 – 26 Feb 2024 · 3 sources"),
    ],
)
def test_a_link_says_verb_statuses_dates_and_sources(lang: Language, verb: str, facts: str) -> None:
    page = bonds(ROBOTS, sample_table(), lang)
    rows = [row for row in page.cssselect("details.bond") if said(row, ".verb") == [verb]]
    assert said(rows[0], ".facts > *") == [part.strip() for part in (*facts.split(" ")[:2], facts.split(" ", 2)[2])]
    assert said(rows[0], ".who-else")[0].startswith(BANK)
    assert rows[0].cssselect("summary a") == []
    (leads,) = rows[0].cssselect(".bond > .counts a")
    assert BANK in leads.text_content()


def test_a_link_with_many_passages_leads_to_all_of_them() -> None:
    claims = sample_table()
    many = pd.concat([claims[claims["relation"] == "owns"]] * (MOST_PASSAGES + 1), ignore_index=True)
    page = bonds(BANK, many)
    assert len(page.cssselect(".passage")) == MOST_PASSAGES
    (more,) = page.cssselect(".more a")
    assert more.text == f"Les {MOST_PASSAGES + 1} passages de ce lien"
    assert more.get("href") == "/network?edge~Banque Vauclair~owns~La Gazette du Port"


def test_the_table_ranks_and_shares_links_by_family() -> None:
    claims = sample_table()
    write = writer(claims)
    actors = ranking(build_network(claims, write.panel.known), write.ontology)
    page = lxml_html.fromstring(write.ranking(actors))
    assert said(page, "tbody th") == [one.name for one in actors]
    assert [len(row.cssselect(".spark i")) for row in page.cssselect("tbody tr")] == [
        len(one.families) for one in actors
    ]


def test_dated_facts_stand_in_order_and_undated_ones_at_their_article() -> None:
    claims = sample_table()
    write = writer(claims)
    shown = portrait(claims, BANK, write.panel.known, write.ontology)
    page = lxml_html.fromstring(f"<div>{write.dated(shown, with_link_ends(claims))}</div>")
    assert said(page, ".chronicle .when") == ["26 févr. 2024", "mars 2024", "2025"]
    assert len(page.cssselect(".dots i")) == 3
    undated = claims.assign(date="", published="")
    assert "Aucun passage n’est daté." in write.dated(
        portrait(undated, BANK, write.panel.known, write.ontology), undated
    )


def test_names_come_with_their_count_and_other_ways_on_demand() -> None:
    seen = [Spelling("Ondine", "name", 3), Spelling("la pépite", "description", 1), Spelling("elle", "pronoun", 4)]
    page = lxml_html.fromstring(f"<div>{writer(sample_table()).names_seen(seen, ['Ondine', 'OR'])}</div>")
    assert said(page, "div.called li") == ["Ondine 3", "OR"]
    assert said(page, "details.called li") == ["la pépite 1", "4 pronoms"]


def test_more_mentions_than_are_shown_are_told() -> None:
    write = writer(sample_table())
    articles = {article.id: article for article, _ in sample_articles()}
    one = next(iter(articles))
    found = [Context(one, at, "a ", "b", " c", "name") for at in range(MOST_MENTIONS + 1)]
    page = lxml_html.fromstring(write.mentions(found, articles))
    assert len(page.cssselect("li")) == MOST_MENTIONS
    assert said(page, ".empty-part") == [f"Les {MOST_MENTIONS} premières mentions sur {MOST_MENTIONS + 1}."]
    assert "Aucune mention" in write.mentions([], articles)


def test_nothing_in_an_article_becomes_markup() -> None:
    claims = sample_table(hostile=True)
    write = writer(claims)
    actors = ranking(build_network(claims, write.panel.known), write.ontology)
    for name in HOSTILE.values():
        shown = portrait(claims, name, write.panel.known, write.ontology)
        seen = [Spelling(name, "name", 1), Spelling(name, "description", 2)]
        context = Context(next(iter(set(claims["article_id"]))), 0, name, name, name, "name")
        articles = {article.id: article for article, _ in sample_articles(hostile=True)}
        parts = (
            write.bonds(shown, with_link_ends(claims)),
            write.dated(shown, with_link_ends(claims)),
            write.roles(shown, with_link_ends(claims)),
            write.names_seen(seen, [name]),
            write.alike([name]),
            write.mentions([context], articles),
            write.names(actors, name),
            write.ranking(actors),
        )
        page = lxml_html.fromstring(f"<div>{''.join(parts)}</div>")
        assert not page.cssselect("script, img, svg, iframe, style")
        assert not [one for one in page.iter() if any(key.startswith("on") for key in one.attrib)]
        assert all(link.get("href").startswith(("/", "https://exemple.test/")) for link in page.cssselect("a"))
