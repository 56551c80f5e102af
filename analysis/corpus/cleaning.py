"""Articles as received -> articles, and every stretch that cleaning took out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from analysis.corpus.boilerplate import find_rule, is_share_word
from analysis.corpus.bylines import find_byline, is_about_author
from analysis.corpus.headings import find_headings, is_title
from analysis.corpus.lines import Line, plain, split_lines
from analysis.corpus.teasers import find_teasers
from analysis.tables import check, require_columns

_EDGE = 6
_FEWEST_ARTICLES = 3
_FEWEST_WORDS, _MOST_WORDS, _MOST_AT_THE_END = 3, 30, 120
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")


@dataclass(frozen=True)
class Stretch:
    """What a rule takes out: start:end in the received text, and the rule's name."""

    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class Findings:
    """Stretches to take out, in order, and what they told: the author in a byline."""

    stretches: tuple[Stretch, ...]
    author: str = ""


def clean_articles(received: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    r"""Take out of the received texts what is not the article, by general rules.

    Rules, each the `rule` of a removed row: title (second copy), byline, author (who
    introduces the author), related,
    teaser, advert, comments, read more, share, subscribe, cookies, copyright, source,
    credit, media, tags, timestamp, stub, ornament (a line without a letter or digit),
    repeated (a short line at the edge of three or more articles of one outlet, after
    Bar-Yossef & Rajagopalan 2002). Only whole lines go; where nothing would be left
    nothing is taken. A byline fills `author`, and a heading that opens the text fills
    `title`, where they were unknown.

    Parameters
    ----------
    received : DataFrame
        `Corpus.received`.

    Returns
    -------
    articles, removed : DataFrame
        The declared tables. `rebuild` makes the received text of body and removed.

    Examples
    --------
    >>> from analysis.corpus.readers import read_corpus
    >>> corpus = read_corpus(pd.DataFrame({"text": ["Meta grows.\nComments (0)"]}))
    >>> articles, removed = clean_articles(corpus.received)
    >>> articles["body"][0], removed["rule"].tolist()
    ('Meta grows.\n', ['comments'])
    """
    needed = ["article_id", "outlet", "title", "author", "text"]
    require_columns(received, needed, "received", make_with="read_corpus(source).received")
    repeated = find_repeated(received)
    articles, removed = [], []
    for row in received.to_dict("records"):
        text = row["text"]
        again = repeated.get(row["outlet"], set())
        found = find_stretches(
            text, title=row["title"], author=row["author"], repeated=again
        )
        body = _without(text, found.stretches)
        known = {"author": row["author"] or found.author}
        known["title"] = row["title"] or _opening_title(body)
        words = len(_WORD.findall(body))
        articles.append(row | known | {"body": body, "words": words})
        removed += [_removed(row["article_id"], text, one) for one in found.stretches]
    columns = ["article_id", "start", "end", "text", "rule"]
    return (
        check(
            pd.DataFrame(articles, columns=[*received.columns, "body", "words"]), "articles"
        ),
        check(pd.DataFrame(removed, columns=columns), "removed"),
    )


def find_stretches(
    text: str, *, title: str = "", author: str = "", repeated: Collection[str] = ()
) -> Findings:
    """Find what is not the article in one received text.

    Parameters
    ----------
    text : str
        The received text.
    title, author : str
        Where known.
    repeated : collection of str
        Lines, as `plain` gives them, that the outlet repeats over its articles.
    """
    all_lines = split_lines(text)
    lines = [line for line in all_lines if line.text]
    taken, author = _by_wording(lines, title, author)
    taken |= {i: "repeated" for i, line in _at_edges(lines) if plain(line.text) in repeated}
    taken |= _copies_of_title(lines, title, taken)
    taken |= find_teasers(lines, taken, title)
    if len(taken) == len(lines):
        return Findings(())
    rules = {lines[i].start: rule for i, rule in taken.items()}
    return Findings(_stretches(all_lines, rules), author)


def find_repeated(received: pd.DataFrame) -> dict[str, set[str]]:
    """Find, by outlet, the short lines at the edges of three or more of its articles.

    Articles that consist of such lines by half or more are copies of one another, and
    say nothing about the outlet.
    """
    found: dict[str, set[str]] = {}
    for outlet, rows in received.groupby("outlet"):
        if len(rows) < _FEWEST_ARTICLES:
            continue
        edges = [_edge_lines(text) for text in rows["text"].drop_duplicates()]
        counts = Counter(line for lines, _ in edges for line in lines)
        often = {line for line, count in counts.items() if count >= _FEWEST_ARTICLES}
        own = Counter(
            line
            for lines, length in edges
            if len(lines & often) < max(0.5 * length, 1)
            for line in lines
        )
        found[str(outlet)] = {line for line in often if own[line] >= _FEWEST_ARTICLES}
    return found


def _edge_lines(text: str) -> tuple[set[str], int]:
    """Return the short lines at the edges of a text, and its number of lines."""
    lines = [line for line in split_lines(text) if line.text]
    short = {
        plain(line.text)
        for i, line in _at_edges(lines)
        if _FEWEST_WORDS
        <= len(line.words)
        <= (_MOST_AT_THE_END if i >= len(lines) - 2 else _MOST_WORDS)
    }
    return short, len(lines)


def _at_edges(lines: list[Line]) -> list[tuple[int, Line]]:
    """Return the first and last six lines with their numbers."""
    return [
        (i, line) for i, line in enumerate(lines) if i < _EDGE or i >= len(lines) - _EDGE
    ]


def _by_wording(lines: list[Line], title: str, author: str) -> tuple[dict[int, str], str]:
    """Return the lines that a wording gives away, and the author that a byline names."""
    taken, named = {}, ""
    for i, line in enumerate(lines):
        if title and is_title(line.text, title):
            continue
        byline = find_byline(line, i, len(lines), author)
        rule = "byline" if byline is not None else find_rule(line, i, len(lines))
        if rule:
            taken[i] = rule
        named = "" if named and byline and byline != named else named or byline or ""
    known = author or named
    bios = (i for i, x in enumerate(lines) if is_about_author(x, i, len(lines), known))
    taken |= dict.fromkeys(bios, "author")
    for i, j in pairwise(range(len(lines))):
        if all(taken.get(k) == "share" or is_share_word(lines[k]) for k in (i, j)):
            taken |= {i: "share", j: "share"}
    return taken, named


def _copies_of_title(
    lines: list[Line], title: str, taken: dict[int, str]
) -> dict[int, str]:
    """Return the lines that repeat the title; the first copy stays.

    Where the title is unknown the first line stands for it, if it reads as a title.
    """
    left = [i for i in range(len(lines)) if i not in taken]
    known = title or (lines[left[0]].text if left and not lines[left[0]].closed else "")
    copies = [i for i in left if is_title(lines[i].text, known)]
    return dict.fromkeys(copies[1:], "title")


def _stretches(lines: list[Line], rules: dict[int, str]) -> tuple[Stretch, ...]:
    """Return the stretches of the lines taken out, each with its line break.

    The empty lines below go too where there are some above, so that paragraphs stay
    as far apart as they were.
    """
    found: list[Stretch] = []
    spaced = True
    for i, line in enumerate(lines):
        rule = rules.get(line.start, "") if line.text else ""
        if rule:
            below = i
            while spaced and below + 1 < len(lines) and lines[below + 1].blank:
                below += 1
            found.append(Stretch(line.opens, lines[below].closes, rule))
        elif not found or line.opens >= found[-1].end:
            spaced = line.blank
    return tuple(found)


def _without(text: str, stretches: tuple[Stretch, ...]) -> str:
    """Return the text without its stretches."""
    edges = [0, *(edge for one in stretches for edge in (one.start, one.end)), len(text)]
    return "".join(text[edges[i] : edges[i + 1]] for i in range(0, len(edges), 2))


def _removed(article_id: str, text: str, one: Stretch) -> dict[str, object]:
    """Return the row of `removed` for one stretch."""
    place = {"article_id": article_id, "start": one.start, "end": one.end}
    return place | {"text": text[one.start : one.end], "rule": one.rule}


def _opening_title(body: str) -> str:
    """Return the heading that opens a body, empty where prose opens it."""
    start, end = next(iter(find_headings(body)), (0, 0))
    return body[start:end] if not body[:start].strip() else ""
