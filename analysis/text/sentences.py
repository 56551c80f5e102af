"""Articles -> sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from analysis.corpus.headings import find_headings
from analysis.corpus.lines import is_wrapped, split_lines
from analysis.tables import check, empty, require_columns
from analysis.text.boundaries import sentence_starts
from analysis.text.parses import parse_lines


@dataclass(frozen=True)
class _Block:
    """A paragraph or a heading: where it stands, and its text without outer space."""

    article_id: str
    paragraph: int
    start: int
    text: str
    heading: bool


def split_sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """Split every article into its sentences.

    A line that is not empty is a paragraph (in a text broken at a fixed width, the
    lines between two empty ones are). A heading is one sentence. Elsewhere spaCy's
    parser proposes where sentences start, and rules on quotes, brackets,
    abbreviations and small letters correct it.

    Parameters
    ----------
    articles : DataFrame
        Table `articles`; of it `article_id`, `title` and `body` are read.

    Returns
    -------
    DataFrame
        Table `sentences`. `body[start:end]` is `text`, no sentence begins or ends with
        white space, and all together hold every other character of the body.

    Examples
    --------
    >>> body = "LeCun left. “It’s over.” Mr. Wang stayed."
    >>> one = pd.DataFrame({"article_id": ["a"], "title": [""], "body": [body]})
    >>> split_sentences(one)["text"].tolist()
    ['LeCun left.', '“It’s over.”', 'Mr. Wang stayed.']
    """
    require_columns(articles, ["article_id", "title", "body"], "articles")
    blocks = [
        block
        for article, title, body in zip(
            articles["article_id"], articles["title"], articles["body"], strict=True
        )
        for block in _blocks(article, title, body)
    ]
    rows = list(_rows(blocks))
    if not rows:
        return empty("sentences")
    frame = pd.DataFrame(rows)
    frame["sentence"] = frame.groupby("article_id").cumcount()
    return check(frame, "sentences", make_with="split_sentences(articles)")


def _blocks(article: str, title: str, body: str) -> Iterator[_Block]:
    """Yield the paragraphs and headings of a body in order."""
    headings = set(find_headings(body, title if isinstance(title, str) else ""))
    spans = _paragraphs(body, {start for start, _ in headings})
    for number, (start, end) in enumerate(spans):
        yield _Block(article, number, start, body[start:end], (start, end) in headings)


def _paragraphs(body: str, headings: set[int]) -> list[tuple[int, int]]:
    """Return the spans of lines with text, joined where the text is wrapped."""
    lines = split_lines(body)
    wrapped = is_wrapped(lines)
    spans: list[tuple[int, int]] = []
    joinable = False
    for line in lines:
        if line.text and joinable and line.start not in headings:
            spans[-1] = (spans[-1][0], line.end)
        elif line.text:
            spans.append((line.start, line.end))
        joinable = wrapped and not line.blank and line.start not in headings
    return spans


def _rows(blocks: list[_Block]) -> Iterator[dict[str, object]]:
    """Yield one row for each sentence of the blocks."""
    docs = parse_lines(block.text for block in blocks)
    for block, doc in zip(blocks, docs, strict=True):
        starts = [0] if block.heading else [doc[i].idx for i in sentence_starts(doc)]
        for start, end in zip(starts, [*starts[1:], len(block.text)], strict=True):
            text = block.text[start:end].rstrip()
            yield {
                "article_id": block.article_id,
                "start": block.start + start,
                "end": block.start + start + len(text),
                "text": text,
                "paragraph": block.paragraph,
                "heading": block.heading,
            }
