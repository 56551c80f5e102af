"""HTML -> the text that a reader sees, line by line, and what the page says of itself."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from analysis.corpus.decoding import blank_controls

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, NavigableString, Tag

_DROPPED_TAGS = (
    "script style noscript template nav footer aside form button select svg canvas iframe "
    "object video audio dialog head"
)
_BLOCK_TAGS = (
    "address article blockquote body caption dd div dl dt figcaption figure h1 h2 h3 h4 h5 "
    "h6 header hr li main ol p pre section table td th tr ul"
)
_META = {
    "title": ("og:title", "twitter:title"),
    "author": ("author", "article:author", "parsely-author"),
    "published": ("article:published_time", "datePublished", "date"),
    "url": ("og:url",),
    "outlet": ("og:site_name",),
}


@dataclass(frozen=True)
class Page:
    """The text of a page, and what its head says: title, author, published, url, outlet."""

    text: str
    said: dict[str, str] = field(default_factory=dict)


def read_html(source: str) -> Page:
    r"""Extract the text of a page; nothing in it is executed or fetched.

    Every block element becomes a line. Scripts, styles, navigation, footers, asides and
    forms are dropped, and a header outside the article too. Where the page holds an
    <article> with most of its text, only that is taken.

    >>> read_html("<p>One<br>two</p><script>x()</script><p>three  four</p>").text
    'One\ntwo\nthree four'
    """
    from bs4 import BeautifulSoup

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        soup = BeautifulSoup(source, "html.parser")
    said = _read_head(soup)
    for tag in soup.find_all(_DROPPED_TAGS.split()):
        tag.decompose()
    for header in soup.find_all("header"):
        if header.find_parent(["article", "main"]) is None and not header.find("h1"):
            header.decompose()
    return Page(_as_lines(_main_part(soup)), said)


def _read_head(soup: BeautifulSoup) -> dict[str, str]:
    """Return what the page's meta elements and title say."""
    named = {
        str(tag.get("property") or tag.get("name") or tag.get("itemprop")): tag
        for tag in reversed(soup.find_all("meta"))
    }
    said = {
        column: str(named[name].get("content") or "").strip()
        for column, names in _META.items()
        for name in reversed(names)
        if name in named
    }
    if not said.get("title") and soup.title is not None:
        said["title"] = soup.title.get_text(" ", strip=True)
    if not re.match(r"\d{4}-\d{2}-\d{2}", said.get("published", "")):
        said.pop("published", None)
    plain = {column: blank_controls(value) for column, value in said.items()}
    return {column: " ".join(value.split()) for column, value in plain.items() if value}


def _main_part(soup: BeautifulSoup) -> Tag:
    """Return the one element that holds most of the text, else the whole page."""
    whole = len(soup.get_text())
    for name in ("article", "main"):
        found = soup.find_all(name)
        longest = max(found, key=lambda tag: len(tag.get_text()), default=None)
        if longest is not None and len(longest.get_text()) > 0.6 * whole:
            return longest
    return soup


def _as_lines(part: Tag) -> str:
    """Return the element's text with one line per block."""
    for string in part.find_all(string=True):
        string.replace_with(re.sub(r"\s+", " ", string) if _is_seen(string) else "")
    for tag in part.find_all("br"):
        tag.replace_with("\n")
    for tag in part.find_all(_BLOCK_TAGS.split()):
        tag.insert_before("\n")
        tag.insert_after("\n")
    lines = (" ".join(line.split()) for line in part.get_text().split("\n"))
    return "\n".join(line for line in lines if line)


def _is_seen(string: NavigableString) -> bool:
    """Whether a string is text, and no comment, doctype or the like."""
    return type(string).__name__ in ("NavigableString", "CData")
