"""Invented articles and passages with marked targets -> rows for training.

Two files, `codes/stories.txt` and, written later, `codes/passages.txt`: an article or
passage begins with `=== name`; a line is a sentence, a line with # a heading, an empty
line ends a paragraph. `{+:Halden Systems}` marks a target and how the sentence portrays
it: + favourably, 0 neither, - unfavourably.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.errors import InputError

CODES = Path(__file__).parent / "codes"
SIGNS = {"-": -1, "0": 0, "+": 1}
_MARK = re.compile(r"\{([-0+]):([^{}]+)\}")


@dataclass(frozen=True)
class Sentence:
    """A sentence without its marks, and its targets: start, end, label (-1, 0, 1)."""

    text: str
    targets: list[tuple[int, int, int]]


def read_marks(line: str) -> Sentence:
    """Return a line's text and its targets.

    Raises
    ------
    InputError
        A brace is left over: a mark is not of the form {+:words}.

    Examples
    --------
    >>> read_marks("{0:She} left {-:Halden}.")
    Sentence(text='She left Halden.', targets=[(0, 3, 0), (9, 15, -1)])
    """
    text, targets, done = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[done : mark.start()]
        targets.append((len(text), len(text) + len(mark[2]), SIGNS[mark[1]]))
        text, done = text + mark[2], mark.end()
    text += line[done:]
    if "{" in text or "}" in text:
        raise InputError(f"A mark is not of the form {{+:words}} in: {line}")
    return Sentence(text, targets)


def read_stories(path: Path) -> pd.DataFrame:
    """Return one row per target: article, text, start, end, before, label.

    `before` is the sentence before in the same article, empty for the first.
    """
    rows = [
        (article, each.text, start, end, before, label)
        for article, each, before in _sentences(path.read_text(encoding="utf-8"))
        for start, end, label in each.targets
    ]
    return pd.DataFrame(
        rows, columns=["article", "text", "start", "end", "before", "label"]
    )


def _sentences(content: str) -> Iterator[tuple[str, Sentence, str]]:
    """Yield the name of the article, the sentence and the text before it."""
    article, before = "", ""
    for line in content.splitlines():
        if line.startswith("=== "):
            article, before = line[4:].strip(), ""
        elif stripped := line.lstrip("# ").strip():
            sentence = read_marks(stripped)
            yield article, sentence, before
            before = sentence.text
