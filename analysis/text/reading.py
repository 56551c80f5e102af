"""One article as it is read: its tokens in order, their sentences, quotations, speakers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

import pandas as pd

from analysis.text.parses import Paragraph, parse_paragraphs
from analysis.text.quotations import Quotation, find_quotations

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token


@dataclass(frozen=True)
class Reading:
    """An article's parse in one piece.

    Parameters
    ----------
    article_id : str
        Whose parse it is.
    doc : spacy.tokens.Doc
        All paragraphs in order.
    offsets : list of int
        For each token of `doc`, where it stands in `body`.
    sentence_of : list of int
        For each token, the number of its sentence.
    texts : dict
        For each sentence, its offset in `body` and its text.
    headings : frozenset of int
        Numbers of the sentences that are headings.
    paragraphs : dict
        For each sentence, the number of its paragraph.
    """

    article_id: str
    doc: Doc
    offsets: list[int]
    sentence_of: list[int]
    texts: dict[int, tuple[int, str]]
    headings: frozenset[int] = field(default_factory=frozenset)
    paragraphs: dict[int, int] = field(default_factory=dict)

    def span(self, start: int, end: int) -> Span:
        """Return the tokens that the characters start:end of `body` touch."""
        first = max(bisect_right(self.offsets, start) - 1, 0)
        last = max(bisect_right(self.offsets, end - 1) - 1, first)
        return self.doc[first : last + 1]

    def place(self, span: Span) -> tuple[int, int]:
        """Return where tokens stand in `body`."""
        last = span[-1]
        return self.offsets[span.start], self.offsets[last.i] + len(last.text)

    @cached_property
    def quotations(self) -> list[Quotation]:
        """Quotations with their speakers."""
        return find_quotations(self)

    @cached_property
    def spoken(self) -> dict[int, int]:
        """Sentences that stand in quotation marks throughout, with their quotation."""
        words: dict[int, set[int]] = {}
        for token in self.doc:
            if not (token.is_punct or token.is_space or token.is_quote):
                words.setdefault(self.sentence_of[token.i], set()).add(
                    self._quoted.get(token.i, -1)
                )
        return {n: min(those) for n, those in words.items() if those.isdisjoint({-1})}

    def quotation_at(self, token: Token) -> Quotation | None:
        """Return the quotation that a token stands in."""
        number = self._quoted.get(token.i)
        return None if number is None else self.quotations[number]

    @cached_property
    def _quoted(self) -> dict[int, int]:
        """Tokens in quotation marks, with their quotation (the first, where two overlap)."""
        inside: dict[int, int] = {}
        for number, quotation in enumerate(self.quotations):
            for i in range(quotation.first, quotation.last + 1):
                inside.setdefault(i, number)
        return inside

    @cached_property
    def _told(self) -> tuple[list[int], dict[int, list[int]]]:
        """Sentences that count as between others, in order: the outlet's, each quotation's."""
        plain: list[int] = []
        quoted: dict[int, list[int]] = {}
        for number in sorted(self.texts):
            if number not in self.headings:
                quotation = self.spoken.get(number)
                where = plain if quotation is None else quoted.setdefault(quotation, [])
                where.append(number)
        return plain, quoted

    def apart(self, one: Token, other: Token) -> int:
        """Return how many sentences apart two words are.

        Headings do not count, nor what others say in between.
        """
        first, last = sorted((self.sentence(one), self.sentence(other)))
        plain, quoted = self._told
        own = {self.spoken[end] for end in (first, last) if end in self.spoken}
        counting = [plain, *(quoted.get(quotation, []) for quotation in own)]
        return sum(
            bisect_right(part, last) - bisect_right(part, first) for part in counting
        )

    def sentence(self, token: Token) -> int:
        """Return the number of the sentence in which a token stands."""
        return self.sentence_of[token.i]


def read_articles(sentences: pd.DataFrame) -> Iterator[Reading]:
    """Yield a reading of every article, sorted by `article_id`."""
    rows = {
        str(article): group for article, group in sentences.groupby("article_id", sort=True)
    }
    paragraphs = parse_paragraphs(sentences)
    for article, several in groupby(paragraphs, key=lambda one: one.article_id):
        yield _read(article, list(several), rows[article])


def _read(article: str, paragraphs: list[Paragraph], rows: pd.DataFrame) -> Reading:
    """Join the paragraphs of one article."""
    from spacy.tokens import Doc

    docs = [paragraph.doc for paragraph in paragraphs]
    doc = docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=True)
    offsets = [
        paragraph.start + token.idx for paragraph in paragraphs for token in paragraph.doc
    ]
    ordered = rows.sort_values("start")
    starts, numbers = ordered["start"].tolist(), ordered["sentence"].tolist()
    sentence_of = [numbers[max(bisect_right(starts, at) - 1, 0)] for at in offsets]
    texts = dict(zip(numbers, zip(starts, ordered["text"], strict=True), strict=True))
    headings = frozenset(ordered.loc[ordered["heading"], "sentence"].tolist())
    inside = dict(zip(numbers, ordered["paragraph"].tolist(), strict=True))
    return Reading(article, doc, offsets, sentence_of, texts, headings, inside)
