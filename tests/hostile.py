"""Strings that attack whoever shows them, and articles where each of them stands everywhere a text can stand.

Whatever would run sets ``window.pwned`` or asks for ``OUTSIDE``: a test need only look for these two.
"""

from __future__ import annotations

import hashlib
from itertools import cycle

from graph.model import STATUSES, Actor, Article, Claim, Extraction, Mention, Passage
from graph.ontology import load_ontology

OUTSIDE = "pwned.invalid"
# Half surrogates are not among them: no reader of articles lets them through, and no store takes them.
STRINGS: tuple[str, ...] = (
    # markup that runs
    "<script>window.pwned=1</script>",
    "</script><script>window.pwned=2</script>",
    '"><img src=x onerror="window.pwned=3">',
    "<svg onload=window.pwned=4><animate onbegin=window.pwned=4></svg>",
    "<iframe srcdoc=\"<script>parent.pwned=5</script>\"></iframe>",
    "<details open ontoggle=window.pwned=6><summary autofocus onfocus=window.pwned=6>x</summary></details>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=window.pwned=7>'>",
    "<form action=https://pwned.invalid/8><button formaction=javascript:window.pwned=8>x</button></form>",
    "<style>@import 'https://pwned.invalid/9.css';*{display:none!important}</style>",
    "</title></style></textarea><body onload=window.pwned=10>",
    # ways out of attributes, comments, strings
    "' onmouseover='window.pwned=11' x='",
    "--><!--[if IE]><b><![endif]--><!-- pwned",
    "]]><![CDATA[<script>window.pwned=13</script>]]>",
    "\\u003cscript\\u003ewindow.pwned=14\\u003c/script\\u003e \\\"};window.pwned=14;//",
    "&lt;script&gt;window.pwned=15&lt;/script&gt; &amp;lt;b&amp;gt; &#60;b&#62;",
    "`${window.pwned=16}` ${7*7} {{constructor.constructor('window.pwned=16')()}} <%= 7*7 %> #{7*7} {0.__class__}",
    # addresses
    "javascript:window.pwned=17//",
    "JaVaScRiPt\t:window.pwned=18",
    "data:text/html;base64,PHNjcmlwdD53aW5kb3cucHduZWQ9MTk8L3NjcmlwdD4=",
    "https://pwned.invalid/20.png\" onclick=\"window.pwned=20",
    "//pwned.invalid/21?<b>#~%7E%25",
    "../../../../etc/passwd\\..\\x",
    "file:///etc/passwd?%00.txt",
    # what Streamlit, Markdown and LaTeX read
    "[pwned](javascript:window.pwned=24) ![x](https://pwned.invalid/24.png) <https://pwned.invalid/24>",
    "$\\href{javascript:window.pwned=25}{x}$ and $$\\frac{1}{0}$$",
    ":red[alarm] :material/warning: :red-background[x] :small[y] :badge[z] :smile: :streamlit:",
    "# **head** _it_ ~~gone~~ `code` | a | b |\n\n> quote\n\n- item\n\n---\n\n```\nfence",
    # style
    "x\"};*{background:url(https://pwned.invalid/28.png)}body{display:none}/*",
    "red;position:fixed;inset:0;background:url(//pwned.invalid/29.png)",
    # cells
    "=HYPERLINK(\"https://pwned.invalid/30\";\"click\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1-1\t=2\r\n-3",
    # letters
    "\u202egnp.exe\u202c \u2066left\u2069 \u200fright",
    "zero\u200bwidth\u200d\ufeff\u2060joined",
    "Z\u0351\u036b\u0343a\u0321\u0353\u031el\u0356\u0310g\u0489o" + "\u0301" * 40,
    "👩‍👩‍👧‍👦🏴\u200d☠️ 🇫🇷 ﷽ 𒐫 ﬁ İ ß",
    "nul\x00bell\x07back\x08esc\x1b[31m\x7f\x85\u2028\u2029end",
    "“”‘’«»\"'`´ʼ\\/",
    "null",
    "__proto__",
    # length
    "é" * 10_000,
    "dix mille lettres " * 555 + "et fin",
)  # fmt: skip


def articles() -> list[tuple[Article, Extraction]]:
    """One article a string: it names actor, title, outlet, address, speaker, role and file, and stands in each quote.

    Each is linked to the next by every type of relation in turn; two articles give each stake another amount.
    """
    relations = cycle(load_ontology().relations)
    return [_article(number, next(relations)) for number in range(len(STRINGS))]


def _article(number: int, relation: str) -> tuple[Article, Extraction]:
    before, own, after = (STRINGS[(number + step) % len(STRINGS)] for step in (-1, 0, 1))
    sentences = (f"{own} vise {after} !", f"{before} investit {number} dans {own}.", f"{own} investit dans {after}.")
    text = "\n\n".join((own, *sentences))
    starts = [len(own) + 2]
    for sentence in sentences[:-1]:
        starts.append(starts[-1] + len(sentence) + 2)
    passages = [Passage(at, at + len(sentence), "paragraph") for at, sentence in zip(starts, sentences, strict=True)]
    article = Article(
        id=hashlib.sha256(text.encode()).hexdigest()[:16],
        name=f"{own}.txt",
        text=text,
        passages=(Passage(0, len(own), "title"), *passages),
        title=own,
        outlet=own,
        author=own,
        published=f"2024-{number % 12 + 1:02d}-01",
        url=own,
    )
    told = ((own, relation, after), (before, "invests_in", own), (own, "invests_in", after))
    verbs = ("vise", "investit", "investit")
    claims = tuple(_claim(article, number, *one) for one in zip(told, verbs, passages, strict=True))
    mentions = tuple(Mention(at, at + len(own), own, "name") for at in (0, starts[0], starts[2]))
    actors = [Actor(name, _kind(name), (f"{name} bis",)) for name in (own, after, before)]
    return article, Extraction(claims, mentions, tuple(actors))


def _kind(name: str) -> str:
    kinds = list(load_ontology().kinds)
    return kinds[STRINGS.index(name) % len(kinds)]


def _claim(article: Article, number: int, link: tuple[str, str, str], trigger: str, passage: Passage) -> Claim:
    source, relation, target = link
    at = passage.start + len(source) + 1
    return Claim(
        article=article.id,
        source=source,
        source_kind=_kind(source),
        relation=relation,
        target=target,
        target_kind=_kind(target),
        status=STATUSES[number % len(STATUSES)],
        char_start=passage.start,
        char_end=passage.end,
        quote=article.text[passage.start : passage.end],
        trigger=trigger,
        trigger_start=at,
        trigger_end=at + len(trigger),
        rule="sample",
        confidence=0.9,
        speaker=article.title,
        role=article.title,
        amount=float(number + 1) * 1e6,
        currency="EUR",
        date=f"2024-{number % 12 + 1:02d}",
    )
