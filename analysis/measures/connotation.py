"""What a label connotes by itself: a lexicon, read by one rule."""

from __future__ import annotations

import re

from analysis.measures.connotation_words import DENYING, NEGATIVE, POSITIVE, SUFFIXES

_WORD = re.compile(r"[^\W\d_]+(?:['’\-‐‑][^\W\d_]+)*")
_ENDINGS = ("", "s", "es", "'s", "’s")


def connote(phrase: str) -> str:
    """Return negative, neutral or positive: what a label says before any context.

    A word of blame makes a label negative, whatever praise stands beside it ("disgraced
    pioneer"); else a word of praise makes it positive; else it is neutral, as plain
    roles, kinds and sizes are ("chief scientist", "company", "giant"). A word of denial
    before a word turns it ("no longer a leader", "so-called expert").

    Parameters
    ----------
    phrase : str
        The label, in any case.

    Notes
    -----
    Does not show irony, nor what the label means in its context. The lexicon is the
    project's own (`connotation_words`); how often it agrees with codes is measured by
    benchmarks/labels.py.

    >>> connote("disgraced pioneer"), connote("Turing Award winner"), connote("the company")
    ('negative', 'positive', 'neutral')
    """
    signs = set()
    words = _WORD.findall(phrase.casefold().replace("’", "'"))
    for at, word in enumerate(words):
        sign = _sign(word)
        if sign and at and any(before in DENYING for before in words[max(at - 3, 0) : at]):
            sign = "negative" if sign == "positive" else ""
        signs.add(sign)
    return next((sign for sign in ("negative", "positive") if sign in signs), "neutral")


def _sign(word: str) -> str:
    """Return what one word connotes, empty for nothing."""
    if word.startswith(("anti-", "ex-con", "pseudo-")) or word.endswith(SUFFIXES):
        return "negative"
    for ending in _ENDINGS:
        stem = word.removesuffix(ending) if ending else word
        if ending and stem == word:
            continue
        if stem in NEGATIVE:
            return "negative"
        if stem in POSITIVE:
            return "positive"
    parts = re.split(r"[-‐‑]", word)
    found = [_sign(part) for part in parts] if len(parts) > 1 else []
    return next((sign for sign in ("negative", "positive") if sign in found), "")
