"""The article as HTML: its text whole, each span where it stands, and nothing of it markup."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from lxml import html as lxml_html

from graph.annotation import Span, annotate
from graph.model import Article, Mention, Passage
from graph.ontology import Language, load_ontology
from graph.table import claims_table
from graph.texts import Words
from graph.ui.evidence import records
from graph.ui.reader_page import plain
from graph.ui.reading import PARTS, Leaf, Reading, label_of, spans
from tests.samples import HOSTILE, KINDS, sample_articles

NAMES = {**KINDS, **{HOSTILE[name]: KINDS[name] for name in HOSTILE}}


def readings(hostile: bool = False) -> list[Reading]:
    """The sample articles with every name in them as a mention."""
    found = []
    for article, claims in sample_articles(hostile):
        rows = tuple(records(claims_table((article, claim) for claim in claims).sort_values("trigger_start")))
        places = [(article.text.find(name), name) for name in NAMES]
        mentions = tuple(Mention(at, at + len(name), name, "name") for at, name in sorted(places) if at >= 0)
        marks, quotes = spans(rows, len(article.text))
        held = [Span(mention.start, mention.end) for mention in mentions]
        cuts = [edge for quote in quotes for edge in quote]
        found.append(Reading(article, annotate(article.text, article.passages, held, marks, cuts), mentions, rows))
    return found


def page(reading: Reading, lang: Language = "fr", show: frozenset[str] = frozenset(PARTS)) -> lxml_html.HtmlElement:
    leaf = Leaf(
        load_ontology(),
        NAMES,
        Words(lang),
        lang,
        show,
        to_actor=lambda name: f"/acteurs?actor={name}",
        to_link=lambda row: f"/?pick={row['source']}" if row["status"] != "denied" else "",
    )
    return lxml_html.fromstring(leaf.page(reading, "key"))


def text_of(element: lxml_html.HtmlElement) -> str:
    """What is said of the article itself: numbers left out."""
    return "".join(run.text_content() for run in element.cssselect("[data-from]") if run.tag in ("span", "mark"))


@pytest.mark.parametrize("reading", readings(), ids=lambda reading: reading.article.name)
def test_title_and_text_are_whole_and_each_run_stands_at_its_offset(reading: Reading) -> None:
    shown = page(reading)
    article = reading.article
    title, body = article.passages
    assert text_of(shown.cssselect("h1")[0]) == article.text[title.start : title.end]
    assert text_of(shown.cssselect("p.block")[0]) == article.text[body.start : body.end]
    for run in shown.cssselect("span[data-from], mark[data-from]"):
        assert run.text_content() == article.text[int(run.get("data-from")) : int(run.get("data-to"))]


@pytest.mark.parametrize("reading", readings(), ids=lambda reading: reading.article.name)
def test_each_claim_has_one_number_in_the_text_and_one_note_in_the_margin(reading: Reading) -> None:
    shown = page(reading)
    numbers = [str(number) for number in range(1, len(reading.rows) + 1)]
    assert sorted((one.text for one in shown.cssselect("sup .num")), key=int) == numbers
    assert [one.text for one in shown.cssselect(".note .num")] == numbers
    for number, row in zip(numbers, reading.rows, strict=True):
        marked = [one for one in shown.cssselect("mark") if number in one.get("data-claims").split()]
        assert "".join(one.text_content() for one in marked) == row["trigger"]
        says = " ".join(shown.cssselect(f'.note[data-claim="{number}"] .says')[0].text_content().split())
        assert says == f"{row['source']} {load_ontology().relations[row['relation']].label('fr')} {row['target']}"


def test_actors_lead_to_their_page_and_notes_to_the_network_unless_filters_hide_the_link() -> None:
    shown = page(next(one for one in readings() if one.article.name == "d-enquete.txt"))
    assert "/acteurs?actor=Banque Vauclair" in [link.get("href") for link in shown.cssselect("p.block a.actor.go")]
    ways = [[link.get("href") for link in note.cssselect(".facts a.go")] for note in shown.cssselect(".note")]
    assert ways.count([]) == 1  # the one that is denied
    assert "hors filtres" in shown.text_content()


def test_who_speaks_is_told_beside_the_claim_and_marked_in_its_sentence() -> None:
    reading = next(one for one in readings() if one.article.name == "d-enquete.txt")
    assert "selon Observatoire du Code" in page(reading).text_content()
    assert "according to Observatoire du Code" in page(reading, "en").text_content()
    speaking = [one.text_content() for one in page(reading).cssselect(".speaks")]
    assert speaking == ["Observatoire du Code"]
    silent = page(reading, show=frozenset({"actors", "links"}))
    assert "selon" not in silent.cssselect(".beside")[0].text_content()
    assert not silent.cssselect(".speaks")


def test_what_is_not_asked_for_is_not_marked() -> None:
    bare = page(readings()[0], show=frozenset())
    assert not bare.cssselect(".actor, mark, .note, .num")
    assert text_of(bare) == text_of(page(readings()[0]))


def test_furniture_is_grey_or_folded_and_an_untitled_article_says_so() -> None:
    text = "AFP\n\nUn texte court.\n\n" + "Abonnez-vous. " * 20
    passages = (Passage(0, 3, "furniture"), Passage(5, 20, "paragraph"), Passage(22, len(text) - 1, "furniture"))
    article = Article("0" * 16, "note.txt", text, passages)
    shown = page(Reading(article, annotate(text, passages, [], []), (), ()))
    assert shown.cssselect("h1")[0].text == "Article sans titre"
    assert [one.tag for one in shown.cssselect(".furniture")] == ["div", "details"]
    assert [one.text for one in shown.cssselect("summary")] == [
        "Hors de l’article\u00a0: 1 passage que le programme ne lit pas"
    ]


@pytest.mark.parametrize(
    ("article", "label"),
    [
        (Article("0", "a.txt", "Un deux.", (Passage(0, 8, "paragraph"),), title="Titre"), "Titre"),
        (Article("0", "a.txt", "Un deux.", (Passage(0, 8, "paragraph"),)), "Un deux."),
        (Article("0", "a.txt", "1 2 3 4 5 6 7 8 9 10", (Passage(0, 20, "paragraph"),)), "1 2 3 4 5 6 7 8 9\u00a0…"),
        (Article("0", "a.txt", "Pub", (Passage(0, 3, "furniture"),)), "a.txt"),
    ],
)
def test_an_article_is_told_by_its_title_else_by_how_it_begins(article: Article, label: str) -> None:
    assert label_of(article) == label


def test_a_label_of_a_list_is_read_as_text_and_not_as_markdown() -> None:
    assert plain("![x](http://a.b)\n*c* :red[d] $e$") == r"\!\[x\]\(http\:\/\/a\.b\) \*c\* \:red\[d\] \$e\$"


class Tags(HTMLParser):
    """Every tag and attribute that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.seen.update(name for name, _ in attrs)


def test_hostile_articles_stay_text() -> None:
    tags = Tags()
    for reading in readings(hostile=True):
        nasty = replace(reading.article, outlet="<script>", author='"><img src=x onerror=alert(1)>', url="javascript:a")
        leaf = Leaf(load_ontology(), NAMES, Words("fr"), "fr", frozenset(PARTS), lambda name: f'/"{name}', lambda _: "")
        tags.feed(leaf.page(replace(reading, article=nasty), '"><script>'))
    assert tags.seen <= {
        *("article", "header", "div", "p", "h1", "h2", "span", "a", "i", "b", "em", "mark", "sup", "ol", "li"),
        *("class", "style", "href", "id", "title", "aria-label"),
        *("data-key", "data-from", "data-to", "data-claim", "data-claims", "data-at"),
    }
