"""The spaCy pipeline for French. The only module that imports spaCy, and the one place that names the model."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import spacy
from spacy.tokens import Doc

from graph.conjugation import regular_forms, singulars
from graph.errors import VocabularyError
from graph.syntax import Text, Token
from graph.wordlists import grammar

MODEL = os.environ.get("GRAPH_SPACY_MODEL", "fr_core_news_md")
_SENTENCE_END = re.compile(r"^(?:[.!?…]+|\.\.\.)$")
_CLOSED_CLASSES = ("det", "pron", "adp", "cconj", "sconj", "aux")
_LEFT_OUT = ("ner", "attribute_ruler", "lemmatizer")  # read apart; fills only the tag, unread; asked once a word
_OPENING = "«“\"'‘(–—-•"
_CLOSING = "»”\"')’"


@dataclass(frozen=True, slots=True)
class Hint:
    """A span that the model takes for a name: characters into the text given, and the model's label."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Substitution:
    """Characters [start, end) become one token, parsed as if ``stand_in`` were written there."""

    start: int
    end: int
    stand_in: str
    name: int = -1


@dataclass(frozen=True)
class Language:
    """Tokenizer, name hints, parser and word forms of one spaCy model."""

    nlp: Any
    verb_forms: dict[str, tuple[str, ...]]
    words: frozenset[str]
    adjectives: frozenset[str]
    nouns: frozenset[str]
    lemmas: dict[tuple[int, int], str] = field(default_factory=dict)

    def is_word(self, form: str) -> bool:
        """Is this lower-case form an ordinary French word?"""
        if form in self.words or form in self.verb_forms:
            return True
        return form.endswith(("s", "x")) and len(form) > 3 and form[:-1] in self.words

    def is_verb(self, form: str) -> bool:
        """Is this lower-case form a form of a verb?"""
        return form in self.verb_forms

    def is_noun(self, form: str) -> bool:
        """Is this lower-case form a noun, singular or plural?"""
        return form in self.nouns or (form.endswith("s") and form[:-1] in self.nouns)

    def is_adjective(self, form: str) -> bool:
        """Is this lower-case form an adjective, of either gender, singular or plural?"""
        return any(one in self.adjectives for one in (form, *singulars(form)))

    def hints(self, texts: Iterable[str]) -> list[list[Hint]]:
        """What the model's own recogniser takes for names in each text (raw: it has its own word vectors)."""
        docs = [self.nlp.make_doc(text) for text in texts]
        recogniser = self.nlp.get_pipe("ner")
        return [[Hint(e.start_char, e.end_char, e.label_) for e in d.ents] for d in recogniser.pipe(docs)]

    def parse(self, pieces: Sequence[tuple[str, int, Sequence[Substitution]]]) -> list[Text]:
        """Parse pieces of an article: (text, offset of its first character, substitutions in offset order)."""
        prepared = [self._prepare(text, subs) for text, _, subs in pieces]
        docs = [doc for doc, _ in prepared]
        for pipe_name, pipe in self.nlp.pipeline:
            if pipe_name not in _LEFT_OUT:
                docs = list(pipe.pipe(docs)) if hasattr(pipe, "pipe") else [pipe(doc) for doc in docs]
        return [
            self._freeze(doc, spans, text, offset)
            for doc, (_, spans), (text, offset, _) in zip(docs, prepared, pieces, strict=True)
        ]

    def _prepare(self, text: str, subs: Sequence[Substitution]) -> tuple[Doc, list[tuple[int, int, int]]]:
        """A Doc with stand-ins for the substituted spans, and (start, end, name) of each of its tokens."""
        columns = self.nlp.make_doc(text).to_array(("IDX", "LENGTH", "IS_SPACE")).tolist()  # faster than its tokens
        spans = _merged([(start, start + length) for start, length, space in columns if not space], subs)
        stand_ins = {sub.start: sub.stand_in for sub in subs}
        words = [stand_ins[start] if start in stand_ins else text[start:end] for start, end, _ in spans]
        spaces = [k + 1 < len(spans) and spans[k + 1][0] > spans[k][1] for k in range(len(spans))]
        starts: list[bool | int | None] = [*_sentence_starts(text, spans)]
        doc = Doc(self.nlp.vocab, words=words, spaces=spaces, sent_starts=starts) if words else Doc(self.nlp.vocab)
        return doc, spans

    def _freeze(self, doc: Doc, spans: list[tuple[int, int, int]], text: str, offset: int) -> Text:
        string = self.nlp.vocab.strings.__getitem__
        labels = doc.to_array(["ORTH", "POS", "DEP", "MORPH"]).tolist()  # as above
        signed = doc.to_array(["HEAD", "SENT_START"]).astype("int64").tolist()
        tokens: list[Token] = []
        sentences: list[tuple[int, int]] = []
        begin = 0
        rows = zip(spans, labels, signed, strict=True)
        for k, ((start, end, name), (orth, pos, dep, morph), (head, begins)) in enumerate(rows):
            if k and begins == 1:
                sentences.append((begin, k))
                begin = k
            form = text[start:end]
            lower = form.lower().replace("’", "'")
            lemma, part = self._lemma(doc, k, (orth, pos)), string(pos)
            verbs = self.verb_forms.get(lower.lstrip("-"), ()) if name < 0 else ()
            if name < 0 and part in ("VERB", "AUX") and lemma not in verbs:
                verbs = (*verbs, lemma)
            tokens.append(
                Token(k, form, lemma.lower(), part, string(dep), k + head, string(morph).strip("_"),
                      offset + start, offset + end, len(sentences), name, verbs, lower)
            )  # fmt: skip
        if tokens:
            sentences.append((begin, len(tokens)))
        return Text(tuple(tokens), tuple(sentences))

    def _lemma(self, doc: Doc, k: int, key: tuple[int, int]) -> str:
        """The pipeline's lemma of token k. It depends on ``key`` alone, form and part of speech: looked up once."""
        if key not in self.lemmas:
            self.lemmas[key] = str(self.nlp.get_pipe("lemmatizer").rule_lemmatize(doc[k])[0])
        return self.lemmas[key]


def _merged(tokens: list[tuple[int, int]], subs: Sequence[Substitution]) -> list[tuple[int, int, int]]:
    """(start, end, name) of tokens with the substituted spans as one token each; a token that straddles is cut."""
    spans: list[tuple[int, int, int]] = []
    queue = list(subs)
    for start, end in tokens:
        while queue and queue[0].start < end:
            sub = queue[0]
            if start < sub.start:
                spans.append((start, sub.start, -1))
            if not spans or spans[-1][:2] != (sub.start, sub.end):
                spans.append((sub.start, sub.end, sub.name))
            start = max(start, sub.end)
            if sub.end > end:
                break
            queue.pop(0)
        if start < end:
            spans.append((start, end, -1))
    return spans


def _sentence_starts(text: str, spans: list[tuple[int, int, int]]) -> list[bool]:
    """Our own sentence starts: the model's cut « À Bercy | , on salue » and « l'américain | Halvorsen »."""
    starts = [False] * len(spans)
    depth = 0
    ended = True
    for k, (start, end, _) in enumerate(spans):
        form = text[start:end]
        opens = form in ("«", "“") or (form == '"' and depth == 0)
        line = k == 0 or "\n" in text[spans[k - 1][1] : start]
        if line:
            starts[k], ended = True, False
        elif ended and (opens or form not in _CLOSING):
            upper = form[:1].isupper() or form[:1].isdigit() or form in _OPENING or k == 0
            if upper:
                starts[k] = True
            ended = False
        if opens:
            depth = 1
        elif form in ("»", "”") or (form == '"' and depth):
            depth = 0
        if _SENTENCE_END.match(form) and not _abbreviation(text, spans, k):
            ended = True
    return starts


def _abbreviation(text: str, spans: list[tuple[int, int, int]], k: int) -> bool:
    """Is the full stop at token k part of an initial or a title (« J. Dupont », « M. Breton »)?"""
    if text[spans[k][0] : spans[k][1]] != "." or k == 0:
        return False
    before = text[spans[k - 1][0] : spans[k - 1][1]]
    return (len(before) == 1 and before.isupper()) or before in grammar().abbreviations


@lru_cache(maxsize=1)
def language() -> Language:
    """The loaded model; raises VocabularyError with the remedy if it is not installed."""
    try:
        nlp = spacy.load(MODEL)
    except OSError as error:
        raise VocabularyError(f"language model {MODEL} is not installed: run « make venv »") from error
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    tables = lemmatizer.lookups
    index, exceptions = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    verbs: dict[str, tuple[str, ...]] = {form: tuple(lemmas) for form, lemmas in exceptions["verb"].items()}
    for infinitive in index["verb"]:
        for form in regular_forms(infinitive) if infinitive.endswith("er") else (infinitive,):
            known = verbs.get(form, ())
            if infinitive not in known:
                verbs[form] = (*known, infinitive)
    listed = [index.get(part, ()) for part in ("adj", "noun", "adv")]
    listed += [exceptions.get(part, ()) for part in ("adj", "noun", "adv", *_CLOSED_CLASSES)]
    words = {form for forms in listed for form in forms}
    adjectives = frozenset((*index["adj"], *exceptions["adj"]))
    nouns = frozenset((*index["noun"], *exceptions["noun"]))
    return Language(nlp, verbs, frozenset(words), adjectives, nouns)
