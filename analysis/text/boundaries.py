"""Where a sentence may end: the parser proposes, these rules correct it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from analysis.text.words import (
    BEFORE_A_NAME,
    OFTEN_LAST,
    OPENING_WORDS,
    PERSON_NOUNS,
    TIME_NOUNS,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_STOPS = (".", "!", "?", "…", "...", "....", "?!", "!?", "!!")
_OPENERS = set("“‘([{«")
_CLOSERS = set("”’)]}»")
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_LONGEST_ASIDE = 1000  # characters between brackets that are still one aside
_HOURS = frozenset(["a.m", "p.m"])
_PEOPLE = frozenset(["police", "staff", "people", "nobody", "everyone", "firefighters"])
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+(?:[^\W\d_])?")


def sentence_starts(doc: Doc) -> list[int]:
    """Return the tokens at which a sentence starts, the first token among them.

    A sentence ends after a stop and the quotes or brackets that close behind it,
    never inside brackets, after a title or an initial, or before a small letter.

    >>> from analysis.text.parses import parse_lines
    >>> doc, = parse_lines(['He won the A.M. Turing Award. "Is it so?" she asked.'])
    >>> [doc[i].text for i in sentence_starts(doc)]
    ['He', '"']
    """
    words = [token for token in doc if not token.is_space]
    if not words:
        return []
    inside = _inside_brackets(doc)
    starts = {words[0].i}
    for before, token in pairwise(words):
        if _closes(before, token) or _closes_here(token) or _opens(before):
            continue
        first = _first_word(token)
        if before.i in inside and first.i in inside:
            continue
        proposed = any(doc[i].is_sent_start for i in range(_run_back(before), first.i + 1))
        if _may_split(before, first, proposed=proposed):
            starts.add(token.i)
    return sorted(starts)


def _may_split(before: Token, first: Token, *, proposed: bool) -> bool:
    """Whether a sentence ends with `before` and another starts with `first`."""
    last = _last_word(before)
    if not last.text.endswith(_STOPS):
        return False
    if not _opens_high(first):
        return False
    word = last.text.rstrip(".").casefold()
    starter = first.lower_ in OPENING_WORDS
    if last.text.endswith(".") and last.text.strip("."):
        if word in BEFORE_A_NAME:
            return False
        if word in OFTEN_LAST or _INITIALS.fullmatch(last.text):
            opens = (starter and first.text != "I") or _opens_clause(last, first, proposed)
            return opens and _spaced(before)
    if last.text == "." and last.i > 0 and last.nbor(-1).lower_ in BEFORE_A_NAME:
        return last.nbor(-1).lower_ in ("no", "al", "est", "fig", "v", "co") and proposed
    if not _spaced(before) and not proposed:
        return False
    return proposed or starter or last.text == "."


def _opens_clause(last: Token, first: Token, proposed: bool) -> bool:
    """Whether a common noun with its verb follows an abbreviation: "5 p.m. Tickets cost".

    A noun that may complete a name or a time ("U.S. Senate", "8 p.m. Friday") opens
    nothing, nor does a title in capitals, nor what stands before the first verb.
    """
    verb = first.nbor(1) if first.i + 1 < len(first.doc) else None
    if verb is None or verb.text != verb.lower_ or not _is_finite(verb):
        return False
    if first.lower_ in TIME_NOUNS or first.text.isupper() or not _tells_already(last):
        return False
    if first.tag_ == "NNS" or _is_plural_of_people(first):
        return True
    hour = last.lower_.rstrip(".") in _HOURS
    return hour and (first.tag_ == "NN" or (proposed and first.ent_iob_ != "I"))


def _is_finite(token: Token) -> bool:
    """Whether a word is a finite verb; the tagger may take its past for a participle."""
    return token.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VB", "MD")


def _tells_already(last: Token) -> bool:
    """Whether a verb stands before an abbreviation in its sentence."""
    for token in reversed(last.doc[: last.i]):
        if token.text in _STOPS:
            return False
        if token.tag_.startswith("VB") or token.tag_ == "MD":
            return True
    return False


def _is_plural_of_people(word: Token) -> bool:
    """Whether a capitalised word means people as such, and no name: "Ministers"."""
    form = word.lower_
    return form in _PEOPLE or (form.endswith("s") and form[:-1] in PERSON_NOUNS)


def _last_word(token: Token) -> Token:
    """Step back over closing quotes and brackets to the stop."""
    while token.i > 0 and _is_closing(token) and not token.nbor(-1).whitespace_:
        token = token.nbor(-1)
    return token


def _first_word(token: Token) -> Token:
    """Step over opening quotes, brackets and dashes to the first word."""
    doc = token.doc
    while token.i + 1 < len(doc) and (token.is_punct or token.is_quote):
        token = doc[token.i + 1]
    return token


def _run_back(token: Token) -> int:
    """Return where the stop before this closing run stands; a parser may split there."""
    return min(_last_word(token).i + 1, token.i)


def _opens_high(token: Token) -> bool:
    """Whether a word opens a sentence: a capital, a digit, or a name like iPhone."""
    letters = token.text.lstrip("#@$€£\"'“‘(")
    if not letters:
        return False
    return not letters[0].islower() or any(c.isupper() for c in letters[1:])


def _spaced(token: Token) -> bool:
    """Whether white space follows the token."""
    return bool(token.whitespace_) or (
        token.i + 1 < len(token.doc) and token.nbor(1).is_space
    )


def _is_closing(token: Token) -> bool:
    """Whether a token is a closing quote or bracket; straight quotes by their spacing."""
    if token.text in _CLOSERS:
        return True
    if token.text not in ('"', "'", "''"):
        return False
    before = token.i > 0 and not token.nbor(-1).whitespace_ and not token.nbor(-1).is_space
    return before and (token.i + 1 == len(token.doc) or not _glued_to_word(token))


def _glued_to_word(token: Token) -> bool:
    """Whether a word follows without a space."""
    return not token.whitespace_ and token.nbor(1).text[:1].isalnum()


def _closes(before: Token, token: Token) -> bool:
    """Whether the token closes what stands before it, so that no sentence starts here."""
    return _is_closing(token) or (
        token.is_punct
        and not _spaced(before)
        and token.text not in _OPENERS
        and not token.is_quote
    )


def _closes_here(token: Token) -> bool:
    """Whether the token is a mark that no sentence starts with."""
    return token.text in {",", ";", ":", ")", "]", "}", "%"}


def _opens(before: Token) -> bool:
    """Whether the token before is an opening quote or bracket, held to what follows."""
    if before.text in _OPENERS:
        return not before.whitespace_
    straight = before.text in ('"', "'", "``")
    return straight and not _is_closing(before) and not before.whitespace_


def _inside_brackets(doc: Doc) -> set[int]:
    """Return the tokens between a bracket and its partner, the closing one left out."""
    inside: set[int] = set()
    waiting: list[Token] = []
    for token in doc:
        if token.text in _PAIRS:
            waiting.append(token)
        elif token.text in _PAIRS.values():
            while waiting and _PAIRS[waiting[-1].text] != token.text:
                waiting.pop()
            if waiting and token.idx - waiting[-1].idx <= _LONGEST_ASIDE:
                inside.update(range(waiting[-1].i, token.i))
            waiting = waiting[:-1]
    return inside
