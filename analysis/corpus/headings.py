"""Which lines of an article are its title or a section heading."""

from __future__ import annotations

import re

from analysis.corpus.lines import Line, is_wrapped, plain, split_lines

_MOST_WORDS = 20
_MOST_IN_A_ROW = 2
_MOST_AT_THE_TOP = 3
_INNER_STOP = re.compile(r"[^\W\d_]{4,}\.\s+[A-Z]")
_ASKS = {"what", "who", "why", "how", "when", "where", "which", "is", "will", "can"}
_SITE = re.compile(r"\s+[|–—»-]\s+|\s*\|\s*")
_QUOTES = "\"“‘'«"


def find_headings(body: str, title: str = "") -> list[tuple[int, int]]:
    r"""Find the lines that are the title or a section heading.

    A heading is a line of at most 20 words that is the title, or that does not end
    or read as a sentence, is no list item or quotation, and opens a stretch of
    prose. Headings follow one another at most two in a row, three at the top (title,
    subtitle, first section): longer runs are lists. In a text broken at a fixed width
    a heading has an empty line above and below.

    Parameters
    ----------
    body : str
        An article's text.
    title : str
        Its title, where known: a line with these words is a heading anywhere.

    Returns
    -------
    list of (int, int)
        Offsets of the heading lines in `body`, without white space around them.

    Examples
    --------
    >>> text = "A Clash of Visions\nThey had long disagreed over the path to take."
    >>> find_headings(text)
    [(0, 18)]
    """
    lines = [line for line in split_lines(body) if line.text]
    wrapped = is_wrapped(split_lines(body))
    apart = _standing_apart(body) if wrapped else set()
    named = [is_title(line.text, title) for line in lines]
    could_be = [
        (line.start in apart or not wrapped) and _reads_as_heading(line) for line in lines
    ]
    return [
        (line.start, line.end)
        for i, line in enumerate(lines)
        if named[i] or (could_be[i] and _opens_prose(lines, could_be, named, i, wrapped))
    ]


def is_title(text: str, title: str) -> bool:
    """Whether a line is the title, also where one has the site's name after it.

    >>> is_title("Who won? | The Daily", "Who Won?")
    True
    """
    line, known = plain(text), plain(title)
    if not line or not known:
        return False
    return line == known or known == _without_site(text) or line == _without_site(title)


def _without_site(text: str) -> str:
    """Return a title's words without what stands behind its last separator."""
    parts = _SITE.split(text.strip())
    return plain(" ".join(parts[:-1])) if len(parts) > 1 else ""


def _reads_as_heading(line: Line) -> bool:
    """Whether the line, seen alone, is worded as a heading."""
    text = line.text
    if not 0 < len(line.words) <= _MOST_WORDS or len(text) > 160:
        return False
    if text.startswith("#"):
        return True
    if line.list_item or text[0] in "@[({<" or not _opens_high(text):
        return False
    if text[0] in _QUOTES and text[-1] in "\"”’'»":
        return False
    return _ends_as_heading(line) and not _INNER_STOP.search(text)


def _opens_high(text: str) -> bool:
    """Whether the first letter or digit is a capital or a digit."""
    first = next((c for c in text if c.isalnum()), "")
    return first.isupper() or first.isdigit() or (first.isalpha() and not first.islower())


def _ends_as_heading(line: Line) -> bool:
    """Whether the last mark allows a heading; a question must be worded as one."""
    if line.final == "?":
        short = len(line.words) <= 8 and line.words[0].casefold() in _ASKS
        return line.title_case or short
    if line.final == "!":
        return line.title_case
    return line.final.isalnum() or line.final in "%$€£"


def _opens_prose(
    lines: list[Line], could_be: list[bool], named: list[bool], i: int, wrapped: bool
) -> bool:
    """Whether prose follows the run of possible headings in which line i stands."""
    first = i
    while first > 0 and could_be[first - 1] and not named[first - 1]:
        first -= 1
    last = i
    while last + 1 < len(lines) and could_be[last + 1] and not named[last + 1]:
        last += 1
    top = first == 0 or named[first - 1]
    if last - first + 1 > (_MOST_AT_THE_TOP if top else _MOST_IN_A_ROW):
        return False
    if first > 0 and not named[first - 1] and not lines[first - 1].closed:
        return False
    if last + 1 == len(lines):
        return _closes_as_title(lines, i)
    below = lines[last + 1]
    prose = wrapped or below.closed or below.final == ":" or len(below.words) > _MOST_WORDS
    return prose and not below.list_item and not below.text[0].islower()


def _closes_as_title(lines: list[Line], i: int) -> bool:
    """Whether the last line is a title put after the text: its words are the text's."""
    line = lines[i]
    if i == 0 or i + 1 < len(lines) or len(line.words) < 5 or not line.title_case:
        return False
    told = {plain(word) for above in lines[:i] for word in above.words}
    own = [plain(word) for word in line.words if len(word) >= 4]
    return sum(word in told for word in own) >= 0.6 * len(own)


def _standing_apart(body: str) -> set[int]:
    """Return starts of the lines with an empty line, or the edge, above and below."""
    lines = split_lines(body)
    edges = [True, *(line.blank for line in lines), True]
    return {
        line.start
        for i, line in enumerate(lines)
        if line.text and edges[i] and edges[i + 2]
    }
