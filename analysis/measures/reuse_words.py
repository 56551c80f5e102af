"""The words of articles as they are aligned: stems, places, and what a match is worth."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.terms import FUNCTION_WORDS

_WORD = re.compile(r"\w+(?:['’ʼ.,]\w+)*")
_ENDINGS = re.compile(r"(?:ing|ed|es|s)$")
_MATCH, _GRAMMAR, _NAME = 2.0, 1.0, 1.0  # a name shared is less than a word shared


@dataclass(frozen=True)
class Words:
    """The words of an article in order: stems as numbers, places, worth of a match."""

    stems: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    worth: NDArray[np.float64]
    content: NDArray[np.bool_]


def read_words(sentences: pd.DataFrame, mentions: pd.DataFrame) -> dict[str, Words]:
    """Return the words of every article, with names told by the mentions."""
    numbers: dict[str, int] = {}
    capital = _always_capital(sentences)
    names = mentions[mentions["kind"] == "name"]
    named = {str(a): _covered(rows) for a, rows in names.groupby("article_id")}
    return {
        str(article): _words_of(rows, named.get(str(article), set()), capital, numbers)
        for article, rows in sentences.sort_values("start").groupby("article_id")
    }


def _covered(mentions: pd.DataFrame) -> set[int]:
    """Return the characters that names cover."""
    return {
        at
        for start, end in zip(mentions["start"], mentions["end"], strict=True)
        for at in range(start, end)
    }


def _always_capital(sentences: pd.DataFrame) -> set[str]:
    """Return the words that the story writes with a capital wherever it has the choice.

    They are names, in the cast or not. A sentence's first word has no choice, nor has a
    heading's.
    """
    body = sentences[~sentences["heading"].astype(bool)]
    capital, small = set(), set()
    for text in body["text"]:
        for number, word in enumerate(_WORD.findall(text)):
            if word[0].islower():
                small.add(_plain(word))
            elif number and word[0].isupper():
                capital.add(_plain(word))
    return capital - small


def _plain(word: str) -> str:
    """Return a word in lower case with straight apostrophes and without its 's."""
    plain = word.casefold().replace("’", "'").replace("ʼ", "'")
    return plain.removesuffix("'s")


def _words_of(
    rows: pd.DataFrame, named: set[int], capital: set[str], numbers: dict[str, int]
) -> Words:
    """Return the words of one article."""
    stems, starts, ends, worth, content = [], [], [], [], []
    for offset, text in zip(rows["start"], rows["text"], strict=True):
        for word in _WORD.finditer(text):
            plain = _plain(word.group())
            stem = stem_of(plain)
            start = int(offset) + word.start()
            grammar = plain in FUNCTION_WORDS
            name = start in named or plain in capital
            stems.append(numbers.setdefault(stem, len(numbers)))
            starts.append(start)
            ends.append(int(offset) + word.end())
            worth.append(_GRAMMAR if grammar else _NAME if name else _MATCH)
            content.append(not grammar and not name)
    return Words(
        np.array(stems, dtype=np.int64),
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        np.array(worth, dtype=float),
        np.array(content, dtype=bool),
    )


def stem_of(word: str) -> str:
    """Return a word without a common ending, as long as three letters stay.

    >>> stem_of("serves"), stem_of("serving"), stem_of("his")
    ('serv', 'serv', 'his')
    """
    stem = _ENDINGS.sub("", word)
    stem = stem if len(stem) >= 3 and word not in FUNCTION_WORDS else word
    return stem.removesuffix("e") if len(stem) > 3 else stem
