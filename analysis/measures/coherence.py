"""Agreement of two clusterings, and coherence of a topic's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def pair_npmi(counts: Floats) -> Floats:
    """Return the normalised pointwise mutual information of every pair of terms.

    log(p(a, b) / (p(a) p(b))) / -log p(a, b), where p counts sentences that hold the
    term or both terms (Bouma 2009; as a coherence: Roeder, Both & Hinneburg 2015, WSDM).
    A pair that never meets has -1, one that always meets has 1.

    Parameters
    ----------
    counts : ndarray, shape (sentences, terms)

    Returns
    -------
    ndarray, shape (terms, terms), -1 to 1

    Examples
    --------
    >>> pair_npmi(np.array([[1.0, 1.0], [0.0, 0.0]])).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    held = (counts > 0).astype(np.float64)
    both = held.T @ held / len(held)
    alone = np.diag(both)
    expected = np.maximum(np.outer(alone, alone), 1e-300)
    meets = (both > 0) & (both < 1)
    safe = np.where(meets, both, 0.5)
    npmi = np.where(meets, np.log(safe / expected) / -np.log(safe), -1.0)
    return np.where(both == 1, 1.0, npmi)


def measure_coherence(tops: Sequence[NDArray[np.int64]], npmi: Floats) -> float:
    """Return the mean NPMI over the pairs of each topic's top terms, mean over topics.

    Parameters
    ----------
    tops : sequence of ndarray of int
        Per topic the columns of its top terms; topics with fewer than two do not count.
    npmi : ndarray
        From `pair_npmi`.

    Returns
    -------
    float
        -1 to 1; NaN where no topic has two terms. Does not show whether a topic means
        one thing to a reader.
    """
    means = [
        npmi[np.ix_(top, top)][np.triu_indices(len(top), 1)].mean()
        for top in tops
        if len(top) > 1
    ]
    return float(np.mean(means)) if means else float("nan")


def adjusted_rand(left: NDArray[np.int64], right: NDArray[np.int64]) -> float:
    """Return the adjusted Rand index of two clusterings of the same things.

    (pairs together in both - expected) / (mean of pairs together in each - expected),
    by Hubert & Arabie 1985, J. Classification 2:193. As scikit-learn's, without its
    checks of the input, which take most of its time.

    Parameters
    ----------
    left, right : ndarray of int >= 0, shape (n,)

    Returns
    -------
    float
        1 is the same clustering under any names, 0 is what chance gives.

    Examples
    --------
    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    if not len(left):
        return 1.0
    width = int(right.max()) + 1
    table = np.bincount(left * width + right, minlength=width * (int(left.max()) + 1))
    table = table.reshape(-1, width).astype(np.float64)
    both, rows, columns = (_pairs(t) for t in (table, table.sum(1), table.sum(0)))
    expected = rows * columns / max(_pairs(np.array(float(len(left)))), 1.0)
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((both - expected) / (most - expected))


def _pairs(counts: NDArray[Any]) -> float:
    """Return how many pairs the groups of these sizes hold."""
    return float((counts * (counts - 1) / 2).sum())
