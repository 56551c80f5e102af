"""Teasers and adverts that follow an article: lines after its end that tell other stories."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from analysis.corpus.headings import is_title
from analysis.corpus.lines import Line

_END_RULES = ("related", "comments", "tags", "copyright", "subscribe")
_FEWEST = 2
_MOST_WORDS = 60
_MOST_LINES = 60  # after the end
_INNER_STOP = re.compile(r"[^\W\d_]{3,}[.!?][\"”’')]*\s+[\"“‘'(]*[A-Z0-9]")
_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+|[\"“(–—-]\s*)$")
_CAPITAL = r"(?=[^\W\d_])(?![a-zß-ÿ])\w[\w’'-]*"
_RUN = re.compile(rf"\b{_CAPITAL}(?: {_CAPITAL})*")
_REFERS_BACK = re.compile(
    r"(?:he|she|they|it|this|that|these|those|his|her|their|its|but|and|yet|so|still|also"
    r"|however|meanwhile|instead|then|there|both|such|another|others|other|the (?:company|firm"
    r"|group|move|decision|report|statement|deal|case|plan|man|woman|two|former))\b",
    re.IGNORECASE,
)
_OF_A_PERSON = re.compile(
    r"\b(?:he|she|him|his|her|hers|said|says|told|added)\b", re.IGNORECASE
)


def find_teasers(
    lines: list[Line], taken: Mapping[int, str], title: str = ""
) -> dict[int, str]:
    """Find the lines after an article's end that tell other stories or sell something.

    The end is a line that other rules took out (related articles, comments, buttons,
    tags, copyright), or a title-like line with the names of the story standing after
    it. All lines from there on must be off the story: none of the names that the text
    before has twice or more, no word that refers back, nobody who speaks, one sentence
    or none. After "related articles" mere titles are teasers too. Where one later line
    tells the story, nothing is taken.

    Parameters
    ----------
    lines : list of Line
        The article's lines with text.
    taken : mapping of int to str
        Lines that other rules took out, with the rule.
    title : str
        The article's title, where known.

    Returns
    -------
    dict of int to str
        Line -> rule: "teaser" for a sentence or title, "advert" for what is neither.
    """
    for end in _possible_ends(lines, taken, title):
        rule = taken.get(end, "")
        after = [i for i in range(end + 1, len(lines)) if i not in taken]
        before = [lines[i] for i in range(end) if i not in taken]
        if not after or not any(line.closed for line in before):
            continue
        if rule == "related" and not any(lines[i].closed for i in after):
            return dict.fromkeys(after, "teaser")
        names = _names_of_story(before, lines)
        ends = bool(rule) or _is_end_title(lines[end], names, title)
        apart = len(after) >= _FEWEST and all(_off_story(lines[i], names) for i in after)
        if ends and names and apart:
            return {i: "teaser" if lines[i].closed else "advert" for i in after}
    return {}


def _possible_ends(lines: list[Line], taken: Mapping[int, str], title: str) -> list[int]:
    """Return the lines that may end the article; all below them are short."""
    ends: list[int] = []
    for i in range(len(lines) - 2, max(len(lines) - _MOST_LINES, 0), -1):
        below = i + 1
        if below not in taken and len(lines[below].words) > _MOST_WORDS:
            break
        titled = is_title(lines[i].text, title) or _like_a_title(lines[i])
        if taken.get(i) in _END_RULES or (i not in taken and titled):
            ends.append(i)
    return ends[::-1]


def _like_a_title(line: Line) -> bool:
    """Whether a line is worded as a title of five words or more."""
    return line.title_case and not line.closed and len(line.words) >= 5


def _names_of_story(before: list[Line], lines: list[Line]) -> set[str]:
    """Return the names that stand at least twice before the end."""
    common = " ".join(re.findall(r"\b[a-z]+\b", " ".join(line.text for line in lines)))
    counts = Counter(name for line in before for name in _names(line.text, inside=True))
    return {
        name
        for name, count in counts.items()
        if count > 1 and not _abbreviates(name, common)
    }


def _names(text: str, *, inside: bool = False) -> list[str]:
    """Return the names in a text: runs of capitalised words without a clitic.

    Of one or two words each counts, of more the whole and the last. With `inside` the
    word that opens a sentence does not count: it would be a capital anyway.
    """
    found: list[str] = []
    for run in _RUN.finditer(text):
        words = [re.sub(r"[’']s$", "", word) for word in run[0].split()]
        if inside and _SENTENCE_START.search(text[max(run.start() - 4, 0) : run.start()]):
            words = words[1:]
        found += words if len(words) <= 2 else [" ".join(words), words[-1]]
    return found


def _abbreviates(name: str, common: str) -> bool:
    """Whether an acronym stands for lower-case words of the text, as AI and LLM do."""
    letters = name.removesuffix("s").lower()
    if not 2 <= len(letters) <= 5 or not name.removesuffix("s").isupper():
        return False
    pattern = r"\b" + r"[a-z]+ ".join(map(re.escape, letters)) + r"[a-z]+\b"
    return bool(re.search(pattern, common))


def _is_end_title(line: Line, names: set[str], title: str) -> bool:
    """Whether a line is a title put after the text that it is the title of."""
    if title and is_title(line.text, title):
        return True
    named = {re.sub(r"[’']s$", "", word) for word in line.words} & names
    return _like_a_title(line) and len(named) >= 2


def _off_story(line: Line, names: set[str]) -> bool:
    """Whether a line tells nothing of the story, as far as its words show."""
    if len(line.words) > _MOST_WORDS or set(_names(line.text)) & names:
        return False
    return not line.closed or not (
        _REFERS_BACK.match(line.text.lstrip("\"“‘'"))
        or _INNER_STOP.search(line.text)
        or _OF_A_PERSON.search(line.text)
    )
