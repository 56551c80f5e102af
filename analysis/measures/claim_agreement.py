"""How well claims agree with claims coded by reading: ranks, pairs of sentences."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.tables import require_columns

Pair = tuple[tuple[str, int], tuple[str, int]]


def average_precision(scores: NDArray[np.float64], gold: NDArray[np.bool_]) -> float:
    """Return the mean of the precisions at each right sentence, best scores first.

    scikit-learn's, which takes sentences of the same score at once; missing where no
    sentence is right.

    >>> round(average_precision(np.array([.9, .8, .1]), np.array([True, False, True])), 3)
    0.833
    """
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(gold, scores)) if gold.any() else float("nan")


def rank_statements(scores: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """Return how well each statement's sentences are ranked and picked.

    Parameters
    ----------
    scores : DataFrame
        Table `statement_scores`.
    coded : DataFrame
        statement, article_id, sentence: a row per sentence that carries the statement.

    Returns
    -------
    DataFrame
        statement, n (sentences coded), precision (average precision, 0 to 1), found
        (supported ones among the coded), supported.
    """
    require_columns(coded, ["statement", "article_id", "sentence"], "coded")
    marked = coded[["statement", "article_id", "sentence"]].drop_duplicates()
    joined = scores.merge(
        marked.assign(gold=True), on=["statement", "article_id", "sentence"], how="left"
    )
    joined["gold"] = joined["gold"].notna()
    rows = [
        (
            statement,
            int(group["gold"].sum()),
            average_precision(group["score"].to_numpy(), group["gold"].to_numpy()),
            int((group["gold"] & group["supported"]).sum()),
            int(group["supported"].sum()),
        )
        for statement, group in joined.groupby("statement", sort=True)
        if group["gold"].any()
    ]
    return pd.DataFrame(rows, columns=["statement", "n", "precision", "found", "supported"])


def pair_sentences(support: pd.DataFrame) -> set[Pair]:
    """Return the pairs of sentences of different articles that share a claim.

    Parameters
    ----------
    support : DataFrame
        claim, article_id, sentence: a row per sentence that carries the claim.

    Examples
    --------
    >>> sorted(pair_sentences(pd.DataFrame({"claim": [0, 0, 0], "article_id": list("aab"),
    ...     "sentence": [0, 1, 4]})))
    [(('a', 0), ('b', 4)), (('a', 1), ('b', 4))]
    """
    require_columns(support, ["claim", "article_id", "sentence"], "claim_support")
    return {
        (one, other)
        for _, group in support.groupby("claim")
        for one, other in combinations(
            sorted(zip(group["article_id"], group["sentence"], strict=True)), 2
        )
        if one[0] != other[0]
    }


def compare_pairs(found: set[Pair], coded: set[Pair]) -> dict[str, float]:
    """Return precision, recall and F1 of pairs; 0 where there is none.

    >>> compare_pairs({1, 2}, {2, 3, 4})["F1"]
    0.4
    """
    both = len(found & coded)
    return {
        "precision": both / max(len(found), 1),
        "recall": both / max(len(coded), 1),
        "F1": 2 * both / max(len(found) + len(coded), 1),
    }
