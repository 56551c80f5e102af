"""Titles as the parser can read them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS = re.compile(r"\b[^\W\d_]+")


def lower_title(title: str, start: int, kept: Iterable[tuple[int, int]]) -> str:
    """Let the words of a title begin small, but for names and for capitals inside.

    The parser misreads title case ("Quits" as a name). Offsets stay.

    Parameters
    ----------
    title : str
        The title as written.
    start : int
        Where it stands in the article.
    kept : iterable of (start, end)
        Stretches of the article that keep their capitals, such as mentions.

    >>> lower_title("Meta Quits AI Race", 100, [(100, 104)])
    'Meta quits AI race'
    """
    spans = list(kept)

    def small(found: re.Match[str]) -> str:
        at = found.start() + start
        named = any(first <= at < last for first, last in spans)
        word = found.group()
        return word if named or not word[1:].islower() else word.lower()

    return _WORDS.sub(small, title)
