"""Lines of a text with their offsets, and the few facts about a line that rules ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_WORD = re.compile(r"[^\W_]+(?:[’'.\-/&][^\W_]+)*")
_CLOSERS = "\"'”’»)]}* "
_LIST_ITEM = re.compile(r"(?:[-–—•·*‣▪►»>+]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """One line: `text` stands at start:end, without the white space around it.

    `opens` is where the line begins, with its indentation, and `closes` where the
    next line begins; both are offsets in the whole text.
    """

    start: int
    end: int
    opens: int
    closes: int
    text: str

    @cached_property
    def words(self) -> list[str]:
        """Words of the line as written."""
        return _WORD.findall(self.text)

    @property
    def blank(self) -> bool:
        """Whether the line holds nothing but white space."""
        return not self.text

    @property
    def final(self) -> str:
        """The last character once closing quotes and brackets are set aside."""
        return self.text.rstrip(_CLOSERS)[-1:]

    @property
    def closed(self) -> bool:
        """Whether the line ends as a sentence does."""
        return self.final in (".", "!", "?", "…")

    @property
    def list_item(self) -> bool:
        """Whether the line opens with a bullet, a dash or a number of a list."""
        return bool(_LIST_ITEM.match(self.text))

    @property
    def title_case(self) -> bool:
        """Whether three quarters of its words of four letters or more are capitalised."""
        long = [word for word in self.words if len(word) >= 4 and word[0].isalpha()]
        return bool(long) and sum(w[0].isupper() for w in long) >= 0.75 * len(long)


def split_lines(text: str) -> list[Line]:
    r"""Split a text into lines; together they cover every character of it.

    >>> [(line.start, line.end, line.text) for line in split_lines("One. \r\n Two")]
    [(0, 4, 'One.'), (8, 11, 'Two')]
    """
    lines, opens = [], 0
    breaks = [(found.start(), found.end()) for found in _BREAK.finditer(text)]
    for stop, closes in [*breaks, (len(text), len(text))]:
        raw = text[opens:stop]
        start = opens + len(raw) - len(raw.lstrip())
        words = raw.strip()
        lines.append(Line(start, start + len(words), opens, closes, words))
        opens = closes
    return lines


def plain(text: str) -> str:
    """Return the text's letters and digits in lower case, to compare wordings.

    >>> plain("It’s “over” – at last!")
    'it s over at last'
    """
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def is_wrapped(lines: list[Line]) -> bool:
    """Whether the text was broken at a fixed width, so that lines are not paragraphs.

    True where at least a quarter of the places with a line directly below go on in
    lower case.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if a.text and b.text]
    running = sum(not a.closed and b.text[0].islower() for a, b in pairs)
    return len(pairs) >= 3 and running >= 0.25 * len(pairs)
