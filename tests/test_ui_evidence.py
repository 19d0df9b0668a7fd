"""The evidence panel: what it says of a link and of an actor, and that nothing in an article becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from lxml import html as lxml_html

from graph.matrix import between
from graph.network import background, with_link_ends
from graph.ontology import Language, load_ontology
from graph.texts import Words
from graph.ui.evidence import Panel, marked, records, safe_url, text
from tests.samples import HOSTILE, sample_actors, sample_table

LINK = ("Banque Vauclair", "invests_in", "Ondine Robotique")


def panel(claims: pd.DataFrame, lang: Language = "fr") -> Panel:
    known = background(claims, sample_actors())
    return Panel(
        load_ontology(), known, Words(lang), lang, read=lambda article, at: f"/lecture?article={article}&at={at}"
    )


def link_html(lang: Language = "fr", claims: pd.DataFrame | None = None) -> lxml_html.HtmlElement:
    table = with_link_ends(sample_table() if claims is None else claims)
    source, relation, target = LINK
    rows = table[(table["source"] == source) & (table["relation"] == relation) & (table["target"] == target)]
    return lxml_html.fromstring(panel(table, lang).link(rows, *LINK))


def said(element: lxml_html.HtmlElement, selector: str) -> list[str]:
    return [" ".join(found.text_content().split()) for found in element.cssselect(selector)]


def test_a_link_is_a_sentence_with_its_counts() -> None:
    page = link_html()
    assert said(page, ".relation") == ["Banque Vauclair investit dans Ondine Robotique"]
    # four passages; the wire that two outlets print counts once, beside the unsigned article and the Gazette's own text
    assert said(page, ".counts") == ["4 passages, 3 sources indépendantes"]
    assert said(link_html("en"), ".relation") == ["Banque Vauclair invests in Ondine Robotique"]


@pytest.mark.parametrize(
    ("lang", "links", "counts"),
    [
        ("fr", ["partenaire de", "rivalise avec", "investit dans", "rachète"], "4 liens, 8 passages"),
        ("en", ["partners with", "competes with", "invests in", "acquires"], "4 links, 8 passages"),
    ],
)
def test_from_an_actor_to_another_each_link_has_its_passages(lang: Language, links: list[str], counts: str) -> None:
    table, (source, _, target) = with_link_ends(sample_table()), LINK
    page = lxml_html.fromstring(panel(table, lang).pair(between(table, source, target), source, target))
    assert said(page, "h2.relation") == [f"{source} → {target}"]
    assert said(page, "summary em") == links
    assert said(page, "p.counts")[0].startswith(counts)
    assert sum(int(n) for n in said(page, "summary .n")) == len(page.cssselect(".passage")) == 8


def test_each_passage_says_status_speaker_amount_and_origin() -> None:
    page = link_html()
    assert said(page, ".status") == ["Affirmé", "Affirmé", "Nié", "Affirmé"]
    assert said(page, ".who > span:nth-child(2)") == [
        *["selon un proche du dossier"] * 2,
        "selon Banque Vauclair",
        "le journal, en son nom",
    ]
    assert said(page, ".worth") == ["15 M€", "15 M€", "montant non dit", "12,5 M€"]
    origins = said(page, ".origin")
    assert origins[0] == "La Gazette du Port14 nov. 2023 Lire l’article OriginalLa banque monte à bord"
    assert "Source non identifiée" in origins[2]
    assert "Ce que dit l’enquête" in origins[2]
    assert "fait daté : 26 févr. 2024" in origins[3]


def test_the_trigger_is_marked_at_its_place() -> None:
    page = link_html()
    assert said(page, "mark") == [
        "a pris une participation",
        "a pris une participation",
        "nie avoir investi",
        "est bien entrée au capital",
    ]
    for row, quote in zip(records(sample_table()), map(marked, records(sample_table())), strict=True):
        assert lxml_html.fromstring(f"<p>{quote}</p>").text_content() == row["quote"]


def test_a_trigger_outside_its_quotation_marks_nothing() -> None:
    row = {"quote": "a & b", "char_start": 10, "trigger_start": 3, "trigger_end": 5}
    assert marked(row) == "a &amp; b"


def test_every_passage_opens_the_reader_at_its_sentence() -> None:
    rows = [row for row in records(sample_table()) if (row["source"], row["relation"], row["target"]) == LINK]
    links = link_html().cssselect(".origin a.go")
    wanted = [f"/lecture?article={row['article_id']}&at={row['char_start']}" for row in rows]
    assert [link.get("href") for link in links] == wanted
    assert {link.text_content() for link in links} == {"Lire l’article"}


def test_only_known_articles_are_linked() -> None:
    links = link_html().cssselect(".origin a:not(.go)")
    assert {link.text_content() for link in links} == {"Original"}
    assert [link.get("href") for link in links] == [
        f"https://exemple.test/{name}.txt" for name in ("a-quai", "b-depeche", "e-bilan")
    ]


def test_why_gives_rule_and_confidence_open_on_the_first_alone() -> None:
    page = link_html()
    assert [details.get("open") is not None for details in page.cssselect(".why")] == [True, False, False, False]
    assert said(page, ".why div")[0] == "Règle sample · Confiance 90 %"


def test_a_rule_explains_itself_in_the_reader_s_language() -> None:
    table = sample_table()
    table["rule"] = "invests_in.put_in"
    assert "investit dans Y" in said(link_html(claims=table), ".why div")[0]
    assert "invests in Y" in said(link_html("en", claims=table), ".why div")[0]


def test_an_actor_shows_kind_roles_aliases_and_every_link_with_its_passages() -> None:
    table = with_link_ends(sample_table())
    own = table[(table["source"] == "Ondine Robotique") | (table["target"] == "Ondine Robotique")]
    page = lxml_html.fromstring(panel(table).actor(own, "Ondine Robotique"))
    counts = said(page, ".counts")[0]
    assert counts.startswith("entreprise, investisseurs")
    assert "Aussi : Ondine, la pépite nantaise" in counts
    assert len(page.cssselect(".passage")) == len(own)
    groups = said(page, ".group > summary > span:first-child")
    assert "a pour investisseur Banque Vauclair" in groups
    assert "investit dans Banque Vauclair" in groups
    families = [
        load_ontology().families[name].label("fr")
        for name in re.findall(r"group fam-(\w+)", lxml_html.tostring(page).decode())
    ]
    assert families == sorted(families, key=[family.label("fr") for family in load_ontology().families.values()].index)


def test_a_reading_note_speaks_as_a_note() -> None:
    table = sample_table()
    table["genre"] = "reading note"
    page = link_html(claims=table)
    assert said(page, ".who > span:nth-child(2)")[-1] == "la note, en son nom"
    assert all("note de lecture" in origin for origin in said(page, ".origin"))


class Tags(HTMLParser):
    """Every tag and attribute that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.seen.update(f"{tag} {name}" for name, _ in attrs)


def test_hostile_names_stay_text_on_one_line() -> None:
    table = with_link_ends(sample_table(hostile=True))
    for column in ("title", "outlet", "speaker", "role", "rule", "currency"):
        table[column] = '"><img src=x onerror=alert(1)>\n\n# titre *gras* [lien](javascript:alert(1)) `code` $x$'
    table["url"] = "javascript:alert(1)"
    table["amount"] = 1.0
    writes = panel(table)
    for name in HOSTILE.values():
        own = table[(table["source"] == name) | (table["target"] == name)]
        page = writes.actor(own, name)
        assert "\n" not in page
        assert "\r" not in page
        tags = Tags()
        tags.feed(page)
        assert tags.seen <= {
            *("section", "section class", "h2", "h2 class", "i", "i class", "i title", "p", "p class", "br"),
            *("details", "details class", "summary", "span", "span class", "em", "article", "article class"),
            *("div", "div class", "b", "blockquote", "blockquote class", "mark", "code"),
            *("a", "a class", "a href"),
        }


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JAVASCRIPT://host/%0aalert(1)",
        "data:text/html,x",
        "//host/path",
        "https://",
        "https://host/a b",
        "https://host/\"onclick='x'",
        "http://[broken",
        "",
    ],
)
def test_addresses_that_are_no_web_page_are_not_linked(url: str) -> None:
    assert not safe_url(url)


def test_a_web_address_is_linked() -> None:
    assert safe_url("https://exemple.fr/2024/02/26/article?x=1&y=é#z")


def test_text_escapes_and_keeps_line_ends_as_references() -> None:
    assert text("a<b>\r\n\"c' &") == "a&lt;b&gt;&#10;&quot;c&#x27; &amp;"
