"""Reading articles: bytes to text, front matter, furniture, and what a text states about itself."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.articles import article_files, parse_article, read_article, readable
from graph.articles.dates import iso_date
from graph.articles.lexicon import Group, known_outlets, lexicon, plain
from graph.errors import ArticleError, UsageError, VocabularyError
from graph.model import Article

BODY = "Le groupe Bertin va racheter la société Lumio pour 20 millions d'euros, a annoncé sa présidente.\n"


def parsed(text: str, name: str = "article.txt") -> Article:
    return parse_article(name, text.encode())


def parts(article: Article) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"title": [], "paragraph": [], "furniture": []}
    for passage in article.passages:
        found[passage.part].append(article.text[passage.start : passage.end])
    return found


# Bytes to text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "L’économie française a été secouée : « c’est inouï », dit-on.\n"
    assert parse_article("a.txt", text.encode(encoding)).text == text


def test_newlines_are_those_of_read_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Un mot.\r\nUn autre.\rUn dernier.\n")
    assert read_article(path).text == path.read_text(encoding="utf-8") == "Un mot.\nUn autre.\nUn dernier.\n"


def test_the_id_is_the_hash_of_the_text() -> None:
    assert parsed(BODY).id == hashlib.sha256(BODY.encode()).hexdigest()[:16]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b" \n\t\n", "empty file"),
        ("\ufeff".encode(), "empty file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary file"),
        (bytes(range(1, 32)) * 10, "binary file"),
        (b"PK\x03\x04" + bytes(range(128, 256)), "binary file"),
        ("L'été à la société énergétique".encode()[:-1] + "\xe9".encode("cp1252"), "damaged UTF-8 at byte"),
        (b"\xff\xfeA", "damaged UTF-16 at byte"),
        (b"mot " * 300_000, "too long"),
        (b"mot " * 1_100_000, "too long"),
        (b"---\ntitle: [oops\n---\nTexte.", "front matter, line "),
        (b"---\ntitle: a\ntitle\n---\nTexte.", "front matter, line "),
        (b"---\ntitle: a\nTexte sans fin.", "never closed"),
        (b"---\ntitle: {a: b}\n---\nTexte.", "« title » must be one text"),
        (b"---\npublished: hier\n---\nTexte.", "« hier » is no date"),
        (b"---\npublished: 2024-13-45\n---\nTexte.", "is no date"),
        (b"---\ntitle: " + b"[" * 5000 + b"\n---\nTexte.", "front matter"),
        (b"---\ntitle: Seul\n---\n", "no article text"),
        (b"Partager\n\nTweeter\n", "no article text"),
    ],
)
def test_a_bad_file_is_one_clear_line_that_names_it(data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError) as caught:
        parse_article("bad.txt", data)
    assert str(caught.value).startswith("bad.txt: ")
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_format_that_is_not_read_is_named() -> None:
    with pytest.raises(ArticleError, match=r"a\.pdf: not a format that is read \(\.txt, \.md"):
        parse_article("a.pdf", BODY.encode())


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"gone\.txt: cannot be read \(No such file"):
        read_article(tmp_path / "gone.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(ArticleError, match=r"folder\.txt: cannot be read"):
        read_article(tmp_path / "folder.txt")


def test_a_name_that_is_no_text_becomes_one(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text(BODY, encoding="utf-8")
    name = read_article(path).name
    assert name.encode("utf-8").decode() == name == "caf\ufffd.txt"


# Any text: passages are in order, inside, apart, and cover every letter

LINES = st.sampled_from(
    ["", "Partager", BODY.strip(), "Un titre bref", "?? ?? Une légende de photo assez longue", "# Titre", "- liste"]
)


@settings(deadline=None)
@given(st.lists(LINES | st.text(max_size=60), max_size=12).map("\n".join), st.sampled_from(["a.txt", "a.md"]))
def test_passages_are_in_order_and_lose_no_letter(text: str, name: str) -> None:
    try:
        article = parse_article(name, text.encode("utf-8", "replace"))
    except ArticleError:
        return
    at = 0
    for passage in article.passages:
        assert at <= passage.start < passage.end <= len(article.text)
        inside = article.text[passage.start : passage.end]
        assert inside == inside.strip()
        at = passage.end
    if name == "a.txt":
        covered = set().union(*(range(p.start, p.end) for p in article.passages))
        assert all(n in covered for n, character in enumerate(article.text) if not character.isspace())
    assert len(readable(article)) == len(article.text)


# Front matter


def test_front_matter_tells_all() -> None:
    article = parsed(
        "---\ntitle: Lumio : le rachat\noutlet: La Gazette\nauthor: [Jeanne Martin, Luc Petit]\npublished: 2024-02-26\n"
        f"url: https://exemple.test/a\nlanguage: français\nkind: reading note\n---\n{BODY}"
    )
    assert article.title == "Lumio : le rachat"
    assert article.outlet == "La Gazette"
    assert article.author == "Jeanne Martin, Luc Petit"
    assert article.published == "2024-02-26"
    assert article.url == "https://exemple.test/a"
    assert (article.language, article.genre) == ("fr", "reading note")
    assert parts(article)["paragraph"] == [BODY.strip()]
    assert parts(article)["furniture"][0].startswith("---\ntitle")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2024-02-26", "2024-02-26"),
        ("2024-02", "2024-02"),
        ("2024", "2024"),
        ("2024-02-26T10:30:00+01:00", "2024-02-26"),
        ("26 février 2024", "2024-02-26"),
        ("1er août 2023", "2023-08-01"),
        ("26/02/2024", "2024-02-26"),
        ('"2024-02-26"', "2024-02-26"),
    ],
)
def test_dates_of_front_matter(written: str, read: str) -> None:
    assert parsed(f"---\npublished: {written}\n---\n{BODY}").published == read


@pytest.mark.parametrize("words", ["31 février 2024", "2024-02-30", "99/99/2024", "demain", "en 2024", ""])
def test_no_date(words: str) -> None:
    assert iso_date(words) is None


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("outlet: source non identifiée", "outlet", None),
        ("outlet:", "outlet", None),
        ("source: L’Écho", "outlet", "L’Écho"),
        ("url: javascript:alert(1)", "url", None),
        ("titre: 'L''été'", "title", "L'été"),
        ('title: "Un : deux"', "title", "Un : deux"),
        ("title: L'argent : qui paie ?", "title", "L'argent : qui paie ?"),
        ("title: 2024", "title", "2024"),
        ("Author: Jeanne Martin", "author", "Jeanne Martin"),
        ("lang: en-GB", "language", "en"),
    ],
)
def test_fields_of_front_matter(line: str, field: str, value: str | None) -> None:
    assert getattr(parsed(f"---\n{line}\n---\n{BODY}"), field) == value


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    article = parsed(f"---\n\n{BODY}", "a.md")
    assert article.title is None
    assert BODY.strip() in parts(article)["paragraph"]


# Furniture

GROUPS = [(group, Group.match_line) for group in lexicon().lines] + [
    (group, Group.match_part) for group in lexicon().spans
]


@pytest.mark.parametrize(
    ("group", "match", "example"),
    [(group, match, example) for group, match in GROUPS for example in group.examples],
    ids=lambda value: value.name if isinstance(value, Group) else None,
)
def test_examples_of_furniture(group: Group, match: object, example: str) -> None:
    assert match(group, plain(example))  # type: ignore[operator]


@pytest.mark.parametrize("example", [example for group, _ in GROUPS for example in group.near_misses])
def test_near_misses_of_furniture_stay_text(example: str) -> None:
    article = parsed(f"{BODY}\n{example}\n\n{BODY[:50]}.")
    assert example in parts(article)["paragraph"] + parts(article)["title"]


def test_furniture_is_set_aside_and_kept() -> None:
    text = (
        f"{BODY}\nLire aussi : Les banques se regroupent\n\nPartager\n\n{BODY[:60]}.\n\nAbonnez-vous à notre lettre\n"
    )
    article = parsed(text)
    assert article.text == text
    assert parts(article)["furniture"] == [
        "Lire aussi : Les banques se regroupent",
        "Partager",
        "Abonnez-vous à notre lettre",
    ]


def test_a_photo_credit_is_cut_off_its_caption() -> None:
    found = parts(parsed(f"La présidente de Bertin à Lyon, le 2 mai 2023. ( POOL / JEANNE MARTIN )\n\n{BODY}"))
    assert found["furniture"] == ["( POOL / JEANNE MARTIN )"]
    assert found["paragraph"][0] == "La présidente de Bertin à Lyon, le 2 mai 2023."


def test_a_caption_printed_twice_is_furniture_a_sentence_repeated_later_only_the_second_time() -> None:
    caption = "Des ouvriers de Lumio devant leur usine de Lyon, en mai."
    assert parts(parsed(f"{BODY}\n?? ?? {caption}\n{caption}\n"))["furniture"] == [f"?? ?? {caption}", caption]
    assert parts(parsed(f"{BODY}\n{caption}\n{caption}\n"))["furniture"] == [caption, caption]
    found = parts(parsed(f"{caption}\n\n{BODY}\n{caption}\n"))
    assert (found["furniture"], found["paragraph"]) == ([caption], [caption, BODY.strip()])


def test_a_wrong_lexicon_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "furniture.yaml"
    group = "{match: ['('], examples: [a], near_misses: [b]}"
    path.write_text(f"lines: {{x: {group}}}\nspans: {{}}\nlabels: {{}}\nmonths: {[[]] * 12}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"lines\.x: « \( » is no regular expression"):
        lexicon(path)
    path.write_text("lines: {}\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="expected exactly the sections"):
        lexicon(path)


# What a text states about itself


def test_nothing_is_invented_for_a_text_that_states_nothing() -> None:
    article = parsed(BODY + "\nLe 26 février 2024, Bertin avait démenti, selon La Gazette.\n")
    assert [article.title, article.outlet, article.author, article.published, article.url] == [None] * 5


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("Lumio change de mains\n\n", "Lumio change de mains"),
        ("Bertin rachète-t-il « l’âme » de Lumio ?\n\n", "Bertin rachète-t-il « l’âme » de Lumio ?"),
        ("Énergie\n\nLumio passe sous la coupe de Bertin\n\n", "Lumio passe sous la coupe de Bertin"),
        ("Titre : Lumio, suite et fin\n", "Lumio, suite et fin"),
        ("Lumio va être rachetée par Bertin.\n\n", None),
        ("logo de la société lumio\n\n", None),
        ("Partager\n\n", None),
    ],
)
def test_title(head: str, title: str | None) -> None:
    assert parsed(head + BODY).title == title


def test_intertitles_are_titles_and_never_the_article_s() -> None:
    article = parsed(f"{BODY}\nUne opération contestée\n\n{BODY[:70]}.\n\n- Un marché disputé -\n\n{BODY[:50]}.\n")
    assert parts(article)["title"] == ["Une opération contestée", "- Un marché disputé -"]
    assert article.title is None


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        (f"Source : La Gazette\n\n{BODY}", "La Gazette"),
        (
            f"{BODY}\nEn laissant votre adresse, vous recevrez la newsletter de La Gazette et rien d'autre.\n",
            "La Gazette",
        ),
        (f"{BODY}\nIl lit la newsletter de La Gazette chaque matin.\n", None),
        (f"Source : La Gazette\n\n{BODY}\nEn laissant votre e-mail, vous recevez la newsletter de Lumio.\n", None),
    ],
)
def test_outlet(text: str, outlet: str | None) -> None:
    assert parsed(text).outlet == outlet


def test_an_outlet_known_by_name_heads_the_page() -> None:
    form, name = next((form, name) for form, name in known_outlets().items() if form == "le monde")
    article = parsed(f"{form.title()}\n\nLumio change de mains\n\n{BODY}")
    assert (article.outlet, article.title) == (name, "Lumio change de mains")
    assert parsed(f"{BODY}\n{form.title()}\n\n{BODY[:60]}.").outlet is None


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"Publié le 26 février 2024 à 18h02\n\n{BODY}", "2024-02-26"),
        (f"Publié le 26/02/2024, mis à jour le 03/03/2024\n\n{BODY}", "2024-02-26"),
        (f"Mis à jour le 3 mars 2024\n\n{BODY}", None),
        (f"Lumio change de mains\n\n26 février 2024\n\n{BODY}", "2024-02-26"),
        (f"Date : février 2024\n\n{BODY}", "2024-02"),
        (f" date 2024-02 {BODY}", "2024-02"),
        (f"Paris, le 26 février 2024 (AFP) - {BODY}", "2024-02-26"),
        (f"Le 26 février 2024, tout change. {BODY}", None),
        (f"Depuis février 2024 (date du vote) - {BODY}", None),
    ],
)
def test_published(text: str, published: str | None) -> None:
    assert parsed(text).published == published


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (f"{BODY}\nhttps://exemple.test/lumio\n", "https://exemple.test/lumio"),
        (f"Source : La Gazette\n\n{BODY}\nhttps://www.la-gazette.test/lumio\n", "https://www.la-gazette.test/lumio"),
        (f"Source : La Gazette\n\n{BODY}\nhttps://ailleurs.test/lumio\n", None),
        (f"{BODY}\nhttps://exemple.test/a\n\nhttps://exemple.test/b\n", None),
        (f"{BODY}\nVoir https://exemple.test/a pour le texte.\n", None),
    ],
)
def test_url(text: str, url: str | None) -> None:
    assert parsed(text).url == url


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("- A. B.", "A. B."),
        ("Par Jeanne Martin", "Jeanne Martin"),
        ("Auteur : Luc Petit", "Luc Petit"),
        ("Par là", None),
    ],
)
def test_author(line: str, author: str | None) -> None:
    assert parsed(f"{line}\n\n{BODY}").author == author


# Lines and paragraphs


def test_a_wrapped_paragraph_is_one_passage_lines_of_a_page_are_not() -> None:
    wrapped = "Le groupe Bertin va racheter la société Lumio\npour 20 millions d'euros, a dit hier soir à Lyon\nAnne."
    assert parts(parsed(wrapped))["paragraph"] == [wrapped]
    lines = [BODY.strip(), "Elle n'en dit pas plus.", "Lumio non plus."]
    assert parts(parsed("\n".join(lines)))["paragraph"] == lines


def test_markdown() -> None:
    text = (
        "# Lumio change de mains\n\nLe groupe **Bertin** va racheter\n[Lumio](https://exemple.test), dit-on.\n\n"
        "![l'usine](a.png)\n\n## Une offre\n\n- Elle vaut 20 millions d'euros.\n- Elle expire lundi.\n\n"
        "> C'est trop peu.\n\n```\ncode\n```\n"
    )
    article = parsed(text, "a.md")
    assert article.title == "Lumio change de mains"
    found = parts(article)
    assert found["title"] == ["Lumio change de mains", "Une offre"]
    assert found["paragraph"] == [
        "Le groupe **Bertin** va racheter\n[Lumio](https://exemple.test), dit-on.",
        "Elle vaut 20 millions d'euros.",
        "Elle expire lundi.",
        "C'est trop peu.",
    ]
    assert " ".join(readable(article)[25:].split()).startswith("Le groupe Bertin va racheter Lumio , dit-on. ## Une")


def test_readable_text_leaves_the_characters_of_plain_text_alone() -> None:
    article = parsed("Le groupe *Bertin* [sic] va racheter Lumio_Labs.\nPoint.\n")
    assert readable(article) == "Le groupe *Bertin* [sic] va racheter Lumio_Labs. Point. "


# Which files


def test_folders_are_searched_and_sorted(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.txt", "x.pdf", ".hidden.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BODY, encoding="utf-8")
    found = article_files([tmp_path, tmp_path / "b.txt"])
    assert [file.relative_to(tmp_path).as_posix() for file in found] == ["a.md", "b.txt", "sub/c.txt"]


def test_nothing_to_read_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no article in .*expected files \.txt, \.md"):
        article_files([tmp_path])
    with pytest.raises(UsageError, match="no such file or folder"):
        article_files([tmp_path / "gone"])


# The five press articles beside the project


def test_the_press_articles(originals: Path) -> None:
    articles = [read_article(file) for file in article_files([originals])]
    assert [article.published for article in articles] == [None, "2024-02", None, None, None]
    assert [article.outlet for article in articles] == [None, None, "Incyber", "Challenges", None]
    assert [bool(article.title) for article in articles] == [False, False, False, True, False]
    assert [article.url for article in articles] == [None] * 5
    assert [len(parts(article)["title"]) for article in articles] == [2, 2, 0, 1, 1]
    assert [len(parts(article)["furniture"]) for article in articles] == [1, 2, 9, 6, 0]


def test_the_reading_notes_are_whole(tmp_path: Path) -> None:
    notes = [read_article(file) for file in article_files([Path(__file__).parent.parent / "data" / "articles"])]
    assert len(notes) == 5
    assert {note.genre for note in notes} == {"reading note"}
    assert all(note.title for note in notes)
    assert all(len(parts(note)["furniture"]) == 1 for note in notes)
