"""Bylines: lines that say who wrote the article and nothing else."""

from __future__ import annotations

import re

from analysis.corpus.lines import Line, plain

_FIRST = r"[A-Z](?:[\w’'-]+|\.)"
_LAST = r"[A-Z][\w’'-]*\w"
_MIDDLE = r"(?:[A-Z][\w’'-]*\.?|de|da|del|di|du|la|le|van|von|der|den|bin|al|el|ter|ten|y)"
_NAME = rf"{_FIRST}\s+(?:{_MIDDLE}\s+){{0,3}}{_LAST}"
_NAMES = rf"{_NAME}(?:(?:,\s+and\s+|,\s*|\s+and\s+|\s*&\s*){_NAME}){{0,3}}"
_SITE = r"(?:(?:[’']s)?\s+[\w-]+\.(?:com|org|net))?"
_DESK = r"(?:Staff|Editors?|Correspondents?|Reporters?|Writers?|Desk|Team)"
_STAFF = rf"(?:[\w ]{{0,30}}{_DESK}|Reuters|AFP|AP|Associated Press)"
_ROLE = r"(?:\s*[,|/–—-]\s*[^.!?]{2,60})?"
_BY = re.compile(
    rf"(?i:by|written by|words by|text by)\s*:?\s+(?P<names>{_NAMES}){_SITE}{_ROLE}"
)
_BY_STAFF = re.compile(rf"(?:by|By|BY)\s*:?\s+{_STAFF}{_ROLE}")
_CAPITALS = re.compile(
    r"BY\s+(?P<names>[A-Z][A-Z.’'-]*(?:\s+[A-Z][A-Z.’'-]*){1,3})" + _ROLE
)
_OTHER = re.compile(
    r"(?i:(?:posted|contributed|submitted|delivered|reported|edited|reporting|editing|writing"
    r"|additional reporting|compiled|produced|published|translated) by:?)\s+[A-Z@].*"
)
_CREDIT_LINE = re.compile(
    r"[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]*){1,3} ?[/|] ?[A-Z][A-Z .&’'-]+"
)
_PROFESSION = re.compile(
    r"\b(?:reporter|editor|writer|correspondent|columnist|contributor|journalist|author|fellow"
    r"|professor|lecturer|analyst|producer|blogger|critic|graduate)s?\b",
    re.IGNORECASE,
)
_MOST_WORDS = 16
_MOST_WORDS_ABOUT = 100
_EDGE = 6


def find_byline(line: Line, position: int, count: int, author: str = "") -> str | None:
    """Return the author named by a byline, empty where it names none; None for no byline.

    A byline is a whole line near either end of the text: "by" with one to four full
    names, a desk or an agency, then perhaps a role; "posted by", "edited by" and the
    like; or the known author's name alone.

    >>> from analysis.corpus.lines import split_lines
    >>> find_byline(split_lines("by Andre Banandre")[0], 2, 40)
    'Andre Banandre'
    >>> find_byline(split_lines("By Land and Sea")[0], 2, 40) is None
    True
    """
    near = position < _EDGE or position >= count - _EDGE
    if not near or len(line.words) > _MOST_WORDS or line.final in ("!", "?"):
        return None
    if author and plain(line.text) in (plain(author), "by " + plain(author)):
        return author
    for pattern in (_BY, _CAPITALS):
        found = pattern.fullmatch(line.text)
        if found:
            return _without_role(found["names"]) if position < _EDGE else ""
    if position in range(1, 4) and _CREDIT_LINE.fullmatch(line.text):
        return ""
    staff = _BY_STAFF.fullmatch(line.text) or _OTHER.fullmatch(line.text)
    return "" if staff and not _tells(line) else None


def is_about_author(line: Line, position: int, count: int, author: str) -> bool:
    """Whether one of the last three lines introduces the known author.

    >>> from analysis.corpus.lines import split_lines
    >>> is_about_author(split_lines("Ann Lee is a reporter.")[0], 9, 10, "Ann Lee")
    True
    """
    name = author.split(",")[0].strip()
    about = re.match(rf"{re.escape(name)} (?:is|was|has been) (?:an?|the)\b", line.text)
    return bool(
        " " in name
        and position >= max(count - 3, 1)
        and len(line.words) <= _MOST_WORDS_ABOUT
        and about
        and _PROFESSION.search(line.text)
    )


def _without_role(names: str) -> str:
    """Return the names up to the first that is a role, such as "Staff Writer"."""
    people = re.split(r",\s*(?!and\b)", names)
    while len(people) > 1 and re.search(rf"\b{_DESK}\b", people[-1]):
        people.pop()
    return ", ".join(people)


def _tells(line: Line) -> bool:
    """Whether the line goes on after the name as a sentence would."""
    return line.final == "." and len(line.words) > 12
