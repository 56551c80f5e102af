"""Texts that stand in a corpus twice: a corpus of copies shows no differences."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from analysis.corpus.lines import plain
from analysis.tables import require_columns

_GRAM = 5


def find_near_duplicates(articles: pd.DataFrame, *, threshold: float = 0.8) -> pd.DataFrame:
    """Find pairs of articles with nearly the same words in the same order.

    Similarity = shared word 5-grams / all word 5-grams of the two (Jaccard), on lower
    case words without punctuation (Broder 1997, "On the resemblance and containment of
    documents"). An article of fewer than five words is one gram. Only pairs that share a
    5-gram are compared.

    Parameters
    ----------
    articles : DataFrame
        The table articles.
    threshold : float
        The least similarity, above 0 and at most 1.

    Returns
    -------
    DataFrame
        One row per pair: left, right (article_id, left before right), similarity (0 to
        1), the most similar first.

    Examples
    --------
    >>> bodies = ["One two three four five six.", "one two three four five six", "Seven."]
    >>> frame = pd.DataFrame({"article_id": ["a", "b", "c"], "body": bodies})
    >>> find_near_duplicates(frame).values.tolist()
    [['a', 'b', 1.0]]
    """
    require_columns(articles, ["article_id", "body"], "articles")
    grams = {
        name: _grams(body)
        for name, body in zip(articles["article_id"], articles["body"], strict=True)
    }
    rows = []
    for left, right in sorted(_sharing(grams)):
        shared = len(grams[left] & grams[right])
        similarity = shared / (len(grams[left]) + len(grams[right]) - shared)
        if similarity >= threshold:
            rows.append((left, right, similarity))
    found = pd.DataFrame(rows, columns=["left", "right", "similarity"])
    typed = found.astype({"left": "str", "right": "str", "similarity": "float64"})
    return typed.sort_values(
        ["similarity", "left", "right"], ascending=[False, True, True], ignore_index=True
    )


def describe_copies(articles: pd.DataFrame) -> list[str]:
    """Return a sentence on every pair of articles that are nearly the same text.

    >>> frame = pd.DataFrame({"article_id": ["a", "b"], "body": ["One two.", "One, two!"]})
    >>> describe_copies(frame)
    ['a and b are nearly the same text (100% of their word 5-grams): leave one out.']
    """
    return [
        f"{pair['left']} and {pair['right']} are nearly the same text "
        f"({100 * pair['similarity']:.0f}% of their word {_GRAM}-grams): leave one out."
        for pair in find_near_duplicates(articles).to_dict("records")
    ]


def _grams(body: str) -> set[tuple[str, ...]]:
    """Return the word 5-grams of a text."""
    words = plain(body).split()
    last = max(len(words) - _GRAM, 0)
    return {tuple(words[i : i + _GRAM]) for i in range(last + 1)} if words else set()


def _sharing(grams: dict[str, set[tuple[str, ...]]]) -> set[tuple[str, str]]:
    """Return the pairs of articles that share a 5-gram, each in alphabetical order."""
    holders: dict[tuple[str, ...], list[str]] = {}
    for name in sorted(grams):
        for gram in grams[name]:
            holders.setdefault(gram, []).append(name)
    return {pair for names in holders.values() for pair in combinations(names, 2)}
