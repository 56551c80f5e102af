"""Passages that two articles share nearly word for word: sentences -> reuse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.local_alignment import align_locally
from analysis.measures.terms import FUNCTION_WORDS
from analysis.tables import check, empty, require_columns

_WORD = re.compile(r"\w+(?:['’ʼ.,]\w+)*")
_ENDINGS = re.compile(r"(?:ing|ed|es|s)$")
_MATCH, _GRAMMAR, _NAME = 2.0, 1.0, 1.0  # a name shared is less than a word shared
_DIFFERENT, _GAP = -1.5, -1.0
_LEAST_SCORE = 6.5
_LEAST_WORDS = 5
_LEAST_CONTENT = 2  # words that are neither grammar nor name
_LEAST_SIMILAR = 0.6
_LARGEST_HOLE = 4  # words in a row inside a passage that the other article lacks
_SEEDS = 2  # words in a row that two articles must share to be aligned at all


@dataclass(frozen=True)
class Words:
    """The words of an article in order: stems as numbers, places, worth of a match."""

    stems: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    worth: NDArray[np.float64]
    content: NDArray[np.bool_]


def find_reuse(
    sentences: pd.DataFrame,
    mentions: pd.DataFrame,
    voices: pd.DataFrame,
    articles: pd.DataFrame,
) -> pd.DataFrame:
    """Find the passages that two articles on one event share nearly word for word.

    The words of two articles are aligned locally: words with the same stem match (2; 1
    for grammar and names), different words (-1.5) and words left out
    (-1) cost. Of the best alignments those stand in the table that score at least 6.5,
    hold at least five matching words, two of them neither grammar nor name, and match in
    at least three words of five, with no more than four others in a row.

    Parameters
    ----------
    sentences, mentions, voices, articles : DataFrame
        The tables of these names; articles of one event are compared.

    Returns
    -------
    DataFrame
        Table `reuse`, key article_id, start, other_id, other_start; the passages of a
        pair do not overlap in either article.

    Notes
    -----
    Does not show who took it from whom, nor a common source from copying; set phrases
    of five words count as well.

    Source: local alignment, Smith & Waterman 1981, J. Mol. Biol. 147:195-197; for text
    reuse in news e.g. Smith, Cordell & Mullen 2015, American Literary History 27(3).
    """
    needed = ["article_id", "sentence", "start", "text", "heading"]
    require_columns(sentences, needed, "sentences", make_with="split_sentences(articles)")
    require_columns(articles, ["article_id", "event", "body"], "articles")
    read = _read_words(sentences, mentions)
    bodies = dict(zip(articles["article_id"], articles["body"], strict=True))
    opens = {
        str(article): (rows["start"].to_numpy(), rows["sentence"].to_numpy())
        for article, rows in sentences.sort_values("start").groupby("article_id")
    }
    quoted = {
        str(article): rows.loc[rows["kind"] == "direct", ["start", "end"]].to_numpy()
        for article, rows in voices.groupby("article_id")
    }
    rows = [
        {
            "article_id": a,
            "other_id": b,
            "start": start,
            "end": end,
            "other_start": other_start,
            "other_end": other_end,
            "sentence": _sentence_at(opens[a], start),
            "other_sentence": _sentence_at(opens[b], other_start),
            "text": bodies[a][start:end],
            "other_text": bodies[b][other_start:other_end],
            "words": words,
            "similarity": similarity,
            "quoted": _inside(quoted.get(a), start, end)
            and _inside(quoted.get(b), other_start, other_end),
        }
        for a, b in pairs_of(articles)
        if a in read and b in read and _share_seed(read[a], read[b])
        for start, end, other_start, other_end, words, similarity in align_words(
            read[a], read[b]
        )
    ]
    return check(pd.DataFrame(rows), "reuse") if rows else empty("reuse")


def pairs_of(articles: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the pairs of articles that tell the same event, each pair sorted."""
    return [
        (str(a), str(b))
        for _, rows in articles.groupby("event", sort=True)
        for a, b in combinations(sorted(rows["article_id"]), 2)
    ]


def align_words(one: Words, other: Words) -> list[tuple[int, int, int, int, int, float]]:
    """Return the shared passages of two articles: places in both, words, similarity."""
    same = one.stems[:, None] == other.stems[None, :]
    worth = np.minimum(one.worth[:, None], other.worth[None, :])
    scores = np.where(same, worth, _DIFFERENT)
    runs = align_locally(scores, gap=_GAP, least=_LEAST_SCORE)
    matches = [[(i, j) for i, j in run.steps if same[i, j]] for run in runs]
    passages = [part for steps in matches for part in _without_holes(steps)]
    found = [_passage(one, other, steps) for steps in passages if _says_enough(one, steps)]
    return [passage for passage in found if passage[-1] >= _LEAST_SIMILAR]


def _without_holes(steps: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Part a run where more than a few words in a row do not match in either article."""
    parts: list[list[tuple[int, int]]] = []
    for i, j in steps:
        if parts and max(i - parts[-1][-1][0], j - parts[-1][-1][1]) <= _LARGEST_HOLE + 1:
            parts[-1].append((i, j))
        else:
            parts.append([(i, j)])
    return parts


def _passage(
    one: Words, other: Words, steps: list[tuple[int, int]]
) -> tuple[int, int, int, int, int, float]:
    """Return places in both articles, matching words, and similarity of one passage."""
    (i, j), (k, m) = steps[0], steps[-1]
    similarity = 2 * len(steps) / (k - i + 1 + m - j + 1)
    places = one.starts[i], one.ends[k], other.starts[j], other.ends[m]
    start, end, other_start, other_end = map(int, places)
    return start, end, other_start, other_end, len(steps), float(similarity)


def _says_enough(one: Words, steps: list[tuple[int, int]]) -> bool:
    """Whether enough words match, and some beyond grammar and names."""
    return (
        len(steps) >= _LEAST_WORDS
        and sum(bool(one.content[i]) for i, _ in steps) >= _LEAST_CONTENT
    )


def _read_words(sentences: pd.DataFrame, mentions: pd.DataFrame) -> dict[str, Words]:
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


def _share_seed(one: Words, other: Words) -> bool:
    """Whether the articles share some words in a row, of which one says something."""
    return not _seeds(one).isdisjoint(_seeds(other))


def _seeds(words: Words) -> set[tuple[int, ...]]:
    runs = zip(*(words.stems[k:] for k in range(_SEEDS)), strict=False)
    return {
        tuple(map(int, run))
        for at, run in enumerate(runs)
        if words.content[at : at + _SEEDS].any()
    }


def _sentence_at(opens: tuple[NDArray[np.int64], NDArray[np.int64]], start: int) -> int:
    """Return the number of the sentence that a place stands in."""
    starts, numbers = opens
    return int(numbers[max(int(np.searchsorted(starts, start, side="right")) - 1, 0)])


def _inside(stretches: NDArray[np.int64] | None, start: int, end: int) -> bool:
    """Whether most of a passage stands in direct speech."""
    if stretches is None or not len(stretches):
        return False
    shared = np.minimum(stretches[:, 1], end) - np.maximum(stretches[:, 0], start)
    return bool(np.maximum(shared, 0).sum() * 2 >= end - start)
