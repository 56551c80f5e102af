"""What a speaker is, by the cast and by the words that name him."""

from __future__ import annotations

import re

from analysis.corpus.cast import Cast
from analysis.text.words import ORGANISATION_NOUNS, PERSON_NOUNS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DOCUMENTS = _words(
    """account article book call coverage document email filing footage headline
    interview letter memo message note paper piece podcast poll post recording record
    release report reporting statement story study survey tape transcript tweet video
    column editorial review research data figures discussion sentiment thread"""
)
PEOPLE = PERSON_NOUNS | _words(
    """source people employee staffer worker watcher folk many some others rival user
    supporter opponent neighbor neighbour resident voter witness veteran skeptic sceptic
    enthusiast reader viewer team camp"""
)
_PREPOSITIONS = re.compile(r"\b(?:from|of|by|in|on|at|with|for|including|such as|like)\b")


def type_of_speaker(speaker: str, cast: Cast | None = None) -> str:
    """Return outlet, person, organisation, document, unnamed people, other or unknown.

    A member of the cast is what the cast says. Of other words the head decides: the last
    word before a preposition.

    >>> [type_of_speaker(s) for s in ("posts on X", "one industry observer", "outlet")]
    ['document', 'unnamed people', 'outlet']
    """
    if speaker in ("outlet", "unknown"):
        return speaker
    if cast is not None and speaker in cast:
        kind = cast[speaker].kind
        return "other" if kind == "other" else kind
    head = _PREPOSITIONS.split(speaker)[0].split(",")[0].split()
    noun = _singular(head[-1].casefold()) if head else ""
    if noun in DOCUMENTS:
        return "document"
    if noun in PEOPLE:
        return "unnamed people"
    return "organisation" if noun in ORGANISATION_NOUNS else "other"


def _singular(noun: str) -> str:
    """Return a noun without the ending of its plural."""
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
