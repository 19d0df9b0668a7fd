"""The corpus page: every article that is read, and a place to bring one's own."""

from __future__ import annotations

from collections import Counter
from html import escape

import streamlit as st

from graph.articles.dates import iso_date
from graph.errors import StoreError
from graph.handed_in import LONGEST_ARTICLE, LONGEST_NETWORK, file_name, pasted
from graph.layout import Places
from graph.model import Article
from graph.texts import Words
from graph.ui import own, routes, state
from graph.ui.frame import page_head, unread_notice
from graph.ui.opening import READING_NOTE, Corpus, View, seen_store, shared_store
from graph.ui.reading_rows import reading_rows
from graph.ui.sidebar import foot, section

_LARGEST = LONGEST_NETWORK >> 20  # megabytes of a file that the browser sends at all
_SHOWN = 200  # articles listed at first


def draw(corpus: Corpus, view: View) -> None:
    """Draw the page."""
    links = Counter(corpus.claims["article_id"])
    _page(list(corpus.articles), links, corpus.places, len(corpus.own))


def draw_empty(words: Words) -> None:
    """Draw the page while the store holds no link: a first reader starts by bringing articles."""
    seen = seen_store()
    own_ids = set(seen.known()) - set(shared_store().known())
    _page(seen.articles(), Counter(), {"wide": {}, "tall": {}}, len(own_ids))


def _page(articles: list[Article], links: Counter[str], places: Places, own_count: int) -> None:
    words = state.words()
    brought = own.existing(shared_store())
    head = words("corpus_head", n=len(articles)) if articles else words("corpus_head_empty")
    page_head(head, words("corpus_private", n=own_count) if own_count else words("corpus_promise"))
    with st.container(key="bring"):
        left, right = st.columns(2, gap="medium")
        with left:
            _upload(words)
        with right:
            _paste(words)
    if brought:
        reading_rows(brought)
    st.html(unread_notice(words, len(articles)) or "<span></span>")
    with st.sidebar:
        chosen = _sidebar(articles, words)
    _list(chosen, links, places, words)


def _upload(words: Words) -> None:
    st.html(f"<style>.st-key-bring{{{_phrases(words)}}}</style>")
    st.file_uploader(
        words("upload"),
        None,  # of any kind: what is not read is said in a row, in the page's language
        accept_multiple_files=True,
        key=f"upload-{st.session_state.get('uploads', 0)}",  # another key, an empty control
        max_upload_size=_LARGEST,
        on_change=_submit_files,
    )


def _phrases(words: Words) -> str:
    """Streamlit's own phrases of the control, as CSS variables: it has them in English only."""
    phrases = {
        "browse": words("upload_browse"),
        "drop": words("upload_drop"),
        "limits": words("upload_limits", size=words.number(_LARGEST)),
        "refused": words("upload_refused", size=words.number(_LARGEST)),
    }
    return "".join(f'--{name}:"{text}";' for name, text in phrases.items())


def _submit_files() -> None:
    """Hand in what is new in the control; it keeps the files that the browser refused, with the reason."""
    seen: set[str] = st.session_state.setdefault("uploaded", set())
    new = [
        file
        for file in st.session_state[f"upload-{st.session_state.get('uploads', 0)}"] or []
        if file.file_id not in seen
    ]
    if new:
        seen.update(file.file_id for file in new)
        own.mine(shared_store()).submit([(file_name(file.name), file.getvalue()) for file in new])


def _paste(words: Words) -> None:
    with st.form("paste", clear_on_submit=False, border=False):
        st.text_area(
            words("paste"),
            key="paste-text",
            height=112,
            max_chars=LONGEST_ARTICLE // 4,
            placeholder=words("paste_hint"),
        )
        with st.container(key="paste-about", horizontal=True):
            st.text_input(words("paste_title"), key="paste-title", max_chars=300)
            st.text_input(words("paste_outlet"), key="paste-outlet", max_chars=120)
            st.text_input(words("paste_date"), key="paste-date", max_chars=40, placeholder="2024-02-26")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.form_submit_button(words("paste_read"), key="paste-read", type="primary", on_click=_submit_text)
            if fault := st.session_state.pop("paste-fault", ""):
                st.html(f'<p class="fault" role="alert">{escape(words(fault))}</p>')


def _submit_text() -> None:
    text, title, outlet, date = (st.session_state[f"paste-{name}"] for name in ("text", "title", "outlet", "date"))
    published = iso_date(date) or ""
    if not text.strip():
        st.session_state["paste-fault"] = "paste_no_text"
    elif date.strip() and not published:
        st.session_state["paste-fault"] = "paste_no_date"
    else:
        number = st.session_state["pasted"] = st.session_state.get("pasted", 0) + 1
        name = state.words()("pasted_name", number=number)
        own.mine(shared_store()).submit([pasted(text, name, title, outlet, published)])
        st.session_state.update({f"paste-{name}": "" for name in ("text", "title", "outlet", "date")})


def _sidebar(articles: list[Article], words: Words) -> list[Article]:
    """The sidebar, and what it leaves of the articles."""
    st.text_input(
        words("find_article"),
        key="find-article",
        type="search",
        live=True,
        placeholder=words("find_article"),
        label_visibility="collapsed",
    )
    sought = (st.session_state.get("find-article") or "").casefold()
    outlets = Counter(article.outlet or "" for article in articles)
    section(words("outlets"), words.number(len(outlets)))
    rows = "".join(
        f'<div class="key"><bdi>{escape(name or words("unknown_outlet"))}</bdi><span>{words.number(count)}</span></div>'
        for name, count in outlets.most_common(20)
    )
    st.html(f'<div class="outlets">{rows}</div>')
    foot(words, _reset)
    return [article for article in articles if sought in _about(article).casefold()]


def _reset() -> None:
    st.session_state["find-article"] = ""


def _about(article: Article) -> str:
    return " ".join(filter(None, (article.title, article.outlet, article.name, article.published)))


def _list(articles: list[Article], links: Counter[str], places: Places, words: Words) -> None:
    brought = own.existing(shared_store())
    private = set(brought.joint.known()) - set(shared_store().known()) if brought else set()
    mine = [a for a in articles if brought and (a.id in private or a.id in brought.given)]
    if mine and brought:
        with st.container(key="mine-head", horizontal=True, vertical_alignment="center"):
            st.html(f'<h2 class="list-title">{escape(words("mine", n=len(mine)))}</h2>')
            if len(private) > 1:
                st.button(words("share_all"), key="share-all", on_click=_share, args=(brought, sorted(private), places))
        for article in mine:
            _own_row(article, links[article.id], brought, article.id in private, places, words)
    if fault := st.session_state.pop("list-fault", ""):
        st.html(f'<p class="fault" role="alert">{escape(words("share_fault"))} <code>{escape(fault)}</code></p>')
    others = [a for a in articles if a not in mine]
    if others:
        st.html(f'<h2 class="list-title">{escape(words("shared_articles", n=len(others)))}</h2>')
        rows = "".join(f"<li>{_row(article, links[article.id], words)}</li>" for article in others[:_SHOWN])
        st.html(f'<ul class="articles">{rows}</ul>')
        if len(others) > _SHOWN:
            st.html(f'<p class="subline">{escape(words("more_articles", n=len(others) - _SHOWN))}</p>')


def _share(brought: own.Own, article_ids: list[str], places: Places) -> None:
    try:
        brought.share(article_ids, places)
    except StoreError as error:
        st.session_state["list-fault"] = str(error)


def _remove(brought: own.Own, article_id: str) -> None:
    try:
        brought.remove(article_id)
    except StoreError as error:
        st.session_state["list-fault"] = str(error)


def _own_row(article: Article, count: int, brought: own.Own, private: bool, places: Places, words: Words) -> None:
    with st.container(key=f"own-{article.id}", horizontal=True, vertical_alignment="center"):
        st.html(f'<div class="articles own">{_row(article, count, words)}</div>')
        if private:
            st.button(words("share"), key=f"share-{article.id}", on_click=_share, args=(brought, [article.id], places))
        st.button(
            words("remove"), key=f"remove-{article.id}", type="tertiary", on_click=_remove, args=(brought, article.id)
        )


def _row(article: Article, count: int, words: Words) -> str:
    title = routes.link("reader", article.title or article.name, article=article.id)
    outlet = f"<b>{escape(article.outlet)}</b>" if article.outlet else f"<i>{escape(words('unknown_outlet'))}</i>"
    parts = [outlet, escape(words.date(article.published)) if article.published else ""]
    parts.append(escape(words("reading_note")) if article.genre == READING_NOTE else "")
    about = "".join(f"<span>{part}</span>" for part in parts if part)
    return (
        f'<bdi class="title">{title}</bdi><p>{about}</p><span class="n">{escape(words("links_count", n=count))}</span>'
    )
