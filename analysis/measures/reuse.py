"""Passages that two articles share nearly word for word: sentences -> reuse."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.local_alignment import align_locally
from analysis.measures.reuse_words import Words, read_words
from analysis.tables import check, empty, require_columns

_DIFFERENT, _GAP = -1.5, -1.0
_LEAST_SCORE = 6.5
_LEAST_WORDS = 5
_LEAST_CONTENT = 2  # words that are neither grammar nor name
_LEAST_SIMILAR = 0.6
_LARGEST_HOLE = 4  # words in a row inside a passage that the other article lacks
_SEEDS = 2  # words in a row that two articles must share to be aligned at all


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
    read = read_words(sentences, mentions)
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
