"""A folder, a table or a frame -> the articles as received, and those that were skipped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.corpus.decoding import Decoded, check_text, decode
from analysis.corpus.html import read_html
from analysis.corpus.items import Item, frame_items, list_items
from analysis.corpus.language import describe_language
from analysis.errors import InputError
from analysis.tables import GRADES, check

_SAID = ["outlet", "outlet_grade", "title", "author", "published", "url", "event"]
COLUMNS = ["article_id", *_SAID, "text", "sha256"]


@dataclass(frozen=True)
class Corpus:
    """The articles as received, and what could not be read.

    Attributes
    ----------
    received : DataFrame
        One row per article, by article_id: outlet, outlet_grade, title, author,
        published, url, event, text (decoded; of HTML the extracted text), sha256 (of
        the file's bytes, or of a row's text in UTF-8).
    skipped : DataFrame
        The declared table: source, reason.
    """

    received: pd.DataFrame
    skipped: pd.DataFrame


def read_corpus(source: str | Path | pd.DataFrame) -> Corpus:
    """Read articles from a folder, a CSV, JSON Lines or Parquet file, or a frame.

    A folder holds an articles.csv (columns file, outlet, and if known outlet_grade,
    title, author, published, url, event, sha256) that names files in it or in its
    articles/; without it every .txt, .html and .htm file counts, and article_id is the
    file's stem. A table has a column text (or body), and if known article_id and the
    columns above. Texts are UTF-8. Where the outlet is unknown the article stands for
    itself: its outlet is its article_id, with the grade unknown. An outlet without a
    grade counts as stated, by who made the table.

    Parameters
    ----------
    source : path or DataFrame

    Returns
    -------
    Corpus
        A bad article among good ones (missing, empty, binary, not UTF-8, not English)
        is in `skipped` with its reason.

    Raises
    ------
    InputError
        The corpus is missing, unreadable, without the columns it needs or without one
        good article; two articles have one article_id; articles.csv names a file
        outside the folder, an unknown grade, or a file whose SHA-256 is another one.

    Examples
    --------
    >>> corpus = read_corpus(pd.DataFrame({"text": ["Meta grows.", ""]}))
    >>> len(corpus.received), corpus.skipped["reason"].tolist()
    (1, ['empty'])
    """
    if isinstance(source, pd.DataFrame):
        items, name = list(frame_items(source)), "The frame"
    else:
        items, name = list(list_items(Path(source))), str(source)
    _check_once(items)
    rows, skipped = [], []
    for item in items:
        decoded, said = _text_of(item)
        if decoded.reason:
            skipped.append({"source": item.source, "reason": decoded.reason})
        else:
            rows.append(_row(item, decoded.text, said))
    if not rows:
        raise InputError(_nothing_left(name, skipped))
    received = pd.DataFrame(rows, columns=COLUMNS, dtype="str")
    return Corpus(
        received.sort_values("article_id", ignore_index=True),
        check(pd.DataFrame(skipped, columns=["source", "reason"]), "skipped"),
    )


def _text_of(item: Item) -> tuple[Decoded, dict[str, str]]:
    """Return the article's text, or the reason why it is skipped, and what is said of it."""
    if item.content is None:
        return Decoded(reason=item.reason), item.said
    _check_sha256(item)
    bare = item.content
    decoded = decode(bare) if isinstance(bare, bytes) else check_text(bare)
    said = item.said
    if item.is_html and not decoded.reason:
        page = read_html(decoded.text)
        decoded = check_text(page.text)
        said = page.said | {key: value for key, value in said.items() if value}
    return Decoded(decoded.text, decoded.reason or describe_language(decoded.text)), said


def _row(item: Item, text: str, said: dict[str, str]) -> dict[str, str]:
    """Return the row of one article as received."""
    row = {column: said.get(column, "") for column in _SAID}
    grade = row["outlet_grade"] or ("stated" if row["outlet"] else "unknown")
    if grade not in GRADES:
        raise InputError(
            f"{item.source} has outlet_grade '{grade}'; use one of {', '.join(GRADES)}."
        )
    outlet = row["outlet"] or item.article_id
    own = {"article_id": item.article_id, "text": text, "sha256": _sha256(item.content)}
    return row | own | {"outlet": outlet, "outlet_grade": grade}


def _check_once(items: Iterable[Item]) -> None:
    """Raise InputError where two items have one article_id."""
    seen: dict[str, str] = {}
    for item in items:
        if item.article_id in seen:
            raise InputError(
                f"article_id '{item.article_id}' stands twice ({seen[item.article_id]} and "
                f"{item.source}); rename one."
            )
        seen[item.article_id] = item.source


def _check_sha256(item: Item) -> None:
    """Raise InputError where a file is not the one that articles.csv describes."""
    known, own = item.said.get("sha256", "").lower(), _sha256(item.content)
    if isinstance(item.content, bytes) and known and known != own:
        raise InputError(
            f"{item.source} was changed: its SHA-256 begins {own[:12]}, articles.csv says "
            f"{known[:12]}. Restore the file, or correct articles.csv."
        )


def _sha256(content: bytes | str | None) -> str:
    """Return the SHA-256 of bytes, or of a text in UTF-8."""
    bare = (
        content.encode("utf-8", "surrogatepass")
        if isinstance(content, str)
        else content or b""
    )
    return hashlib.sha256(bare).hexdigest()


def _nothing_left(source: str, skipped: list[dict[str, str]]) -> str:
    """Return the sentence for a corpus without one good article."""
    if not skipped:
        return f"{source} holds no article."
    shown = "; ".join(f"{row['source']}: {row['reason']}" for row in skipped[:3])
    more = f"; and {len(skipped) - 3} more" if len(skipped) > 3 else ""
    return f"{source} holds no article that can be used ({shown}{more})."
