"""Stretches between quotation marks of every kind, in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CLOSERS = {
    "“": "”“",
    '"': '"”',
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "‘": "’'",
    "'": "'’",
    "`": "'",
}
_SINGLE = "‘'`’"
_BEFORE_AN_OPENING = re.compile(r"[\s(\[{—–―:“\"«„/-]")
_ELISION = re.compile(
    r"(?:em|til|tis|twas|cause|n|round|bout|\d0s|\d\ds?)\b", re.IGNORECASE
)
_STOPS = ".,?!…;"


@dataclass(frozen=True)
class Quoted:
    """Characters start:end of a text stand in quotation marks, the marks included.

    `closed` is false where the closing mark is missing and the stretch goes to the end
    of the text, as in all but the last paragraph of a long quotation.
    """

    start: int
    end: int
    closed: bool = True


def find_quoted(text: str, *, open_end: bool = False) -> list[Quoted]:
    """Find the outermost quotations of a paragraph.

    Straight, curly and angular marks, double and single. A single mark counts only
    where it can be told from an apostrophe and where it is closed. A double mark that
    is not closed counts to the end of the text where it opens the text, or where the
    next paragraph opens with a mark (`open_end`).

    >>> [one for one in find_quoted("“No,” he said.")]
    [Quoted(start=0, end=5, closed=True)]
    >>> find_quoted("It's the workers' plan.")
    []
    """
    return list(_scan(text, open_end))


def opens_with_a_mark(text: str) -> bool:
    """Whether a paragraph begins with a double quotation mark."""
    return text.startswith(("“", '"', "«", "„", "``"))


def _scan(text: str, open_end: bool) -> Iterator[Quoted]:
    """Yield quotations from left to right."""
    at = 0
    while at < len(text):
        if not _opens(text, at):
            at += 1
            continue
        end = _single_end(text, at) if _is_single(text, at) else _double_end(text, at)
        if end:
            yield Quoted(at, end)
            at = end
        elif not _is_single(text, at) and (open_end or not text[:at].strip()):
            yield Quoted(at, len(text), closed=False)
            return
        else:
            at += 1


def _opens(text: str, at: int) -> bool:
    """Whether the character can open a quotation where it stands."""
    if text[at] not in _CLOSERS or at + 1 >= len(text) or text[at + 1].isspace():
        return False
    if text[at] == "»" and "«" in text[:at]:
        return False
    if at and not _BEFORE_AN_OPENING.match(text[at - 1]):
        return text[at] in "“«„‹「"
    return not (_is_single(text, at) and _ELISION.match(text, at + 1))


def _is_single(text: str, at: int) -> bool:
    """Whether a mark is a single one; two of them in a row are a double one."""
    return text[at] in _SINGLE and text[at + 1 : at + 2] != text[at]


def _double_end(text: str, at: int) -> int:
    """Return where the quotation that opens here ends, or 0."""
    if text[at] in _SINGLE:
        end = text.find("''", at + 2)
        return end + 2 if end > 0 else 0
    marks = _CLOSERS[text[at]]
    nested = 0
    for i in range(at + 1, len(text)):
        if text[i] == ("“" if text[at] == '"' else text[at]) != '"' and i + 1 < len(text):
            nested += 1
        elif text[i] in marks and _may_close(text, i):
            if not nested:
                return i + 1
            nested -= 1
    straight = text.find('"', at + 1) if text[at] == "“" else -1
    return straight + 1 if straight > 0 else 0


def _may_close(text: str, at: int) -> bool:
    """Whether a mark closes: a straight one stands behind a word or before a space."""
    if text[at] != '"':
        return True
    after = text[at + 1 : at + 2]
    return not text[at - 1].isspace() or not after or after.isspace()


def _single_end(text: str, at: int) -> int:
    """Return where the stretch in single marks that opens here ends, or 0.

    Of several marks that may close it, the first behind a stop or not behind an "s".
    """
    ends = []
    for i in range(at + 2, len(text)):
        if _opens(text, i) and text[i] == text[at]:
            break
        if text[i] in _CLOSERS[text[at]] and not text[i + 1 : i + 2].isalnum():
            if text[i - 1].isspace():
                continue
            ends.append(i + 1)
            after = text[i + 1 : i + 2]
            if text[i - 1] in _STOPS or text[i - 1] not in "sS" or after in tuple(_STOPS):
                return i + 1
    return ends[0] if ends else 0
