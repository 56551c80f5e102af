"""The quotations of an article: stretches in marks, and blocks that a colon announces."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.text.voice_announced import announces, find_label
from analysis.text.voice_quotes import find_quoted, opens_with_a_mark

if TYPE_CHECKING:
    from analysis.text.reading import Reading

_SMALL = 3  # letters: shorter words are small in titles too


@dataclass(frozen=True)
class Quote:
    """Tokens first:last+1 of a reading are quoted, the marks included.

    Parameters
    ----------
    first, last : int
        Its tokens.
    paragraph : int
        Which paragraph of the article, from 0.
    closed : bool
        Whether the closing mark is there; where not, it may run on in the next paragraph.
    opens : bool
        Whether it opens its paragraph.
    whole : bool
        Whether the sentence in which it begins holds nothing but quotations.
    """

    first: int
    last: int
    paragraph: int
    closed: bool = True
    opens: bool = False
    whole: bool = False


def find_quotes(reading: Reading) -> list[Quote]:
    """Find the quotations of an article in the order of the text, titles left out."""
    paragraphs = _paragraphs(reading)
    found: list[Quote] = []
    texts = [*(text for _, text in paragraphs), ""]
    for number, (start, text) in enumerate(paragraphs):
        for one in find_quoted(text, open_end=opens_with_a_mark(texts[number + 1])):
            first, last = _tokens_of(reading, start + one.start, text[one.start : one.end])
            opens = not text[: one.start].strip()
            found.append(Quote(first, last, number, one.closed, opens))
    found = [one for one in found if one.first <= one.last and not _is_title(reading, one)]
    found = sorted([*found, *_blocks(reading, paragraphs)], key=lambda one: one.first)
    inside = {i for one in found for i in range(one.first, one.last + 1)}
    loose = {
        reading.sentence_of[token.i]
        for token in reading.doc
        if token.i not in inside and (token.is_alpha or token.like_num)
    }
    return [replace(q, whole=reading.sentence_of[q.first] not in loose) for q in found]


def _paragraphs(reading: Reading) -> list[tuple[int, str]]:
    """Return where each paragraph starts in `body`, and its text as written."""
    found: list[tuple[int, str]] = []
    latest = None
    for number, (at, text) in sorted(reading.texts.items()):
        paragraph = reading.paragraphs.get(number, number)
        if paragraph == latest:
            start, before = found[-1]
            found[-1] = (start, before + " " * (at - start - len(before)) + text)
        else:
            found.append((at, text))
        latest = paragraph
    return found


def _blocks(reading: Reading, paragraphs: list[tuple[int, str]]) -> Iterator[Quote]:
    """Yield paragraphs without marks that are quoted all the same.

    The one before announces them ("he added:"), as block quotations lose their marks
    and their indentation in plain text; or the text is a transcript, with a name in
    capitals and a colon before what each says.
    """
    places = [_tokens_of(reading, start, text) for start, text in paragraphs]
    labels = {
        n for n, (first, last) in enumerate(places) if find_label(reading, first, last)
    }
    names = {reading.doc[places[n][0]].text for n in labels}
    for number in sorted(labels) if len(names) > 1 else ():
        if not find_quoted(paragraphs[number][1]):
            yield Quote(*places[number], number, opens=True)
    for number, (before, here) in enumerate(pairwise(paragraphs), 1):
        if not before[1].rstrip().endswith(":") or find_quoted(here[1]) or number in labels:
            continue
        colon = bisect_left(reading.offsets, before[0] + len(before[1].rstrip()) - 1)
        if colon < len(reading.doc) and announces(reading, colon):
            yield Quote(*places[number], number, opens=True)


def _tokens_of(reading: Reading, start: int, text: str) -> tuple[int, int]:
    """Return the first and last token of a stretch of `body`."""
    first = bisect_left(reading.offsets, start)
    return first, bisect_left(reading.offsets, start + len(text)) - 1


def _is_title(reading: Reading, quote: Quote) -> bool:
    """Whether marks hold the title of a work: "on “Face the Nation,”"."""
    if not quote.first or reading.sentence_of[quote.first] in reading.headings:
        return False
    words = [t for t in reading.doc[quote.first : quote.last + 1] if t.is_alpha]
    long = [token for token in words if len(token.text) > _SMALL]
    before = reading.doc[quote.first - 1]
    capitals = all(token.text[:1].isupper() for token in [*words[:1], *long])
    return len(words) > 1 and capitals and before.pos_ in ("ADP", "NOUN", "PROPN", "DET")
