"""Clusters of sentence vectors that stay when seed, order or a part of them changes.

Evidence accumulation (Fred & Jain 2005, IEEE TPAMI 27:835) over random subsets (Monti
et al. 2003, Machine Learning 52:91): spherical k-means is run many times, each time on
another subset of the sentences and with another number of clusters; the share of runs
that put two sentences together, among those that saw both, is their co-association;
average linkage on it, cut at the number wanted, gives the clusters.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

LARGEST_CONSENSUS = 2000  # sentences; beyond, the pairs do not fit in time
RUNS_PER_NUMBER = 50  # base runs for each number of base clusters
SUBSET = 0.8  # share of the sentences that one base run sees
_STEPS = 30  # Lloyd steps at most; most runs settle in ten


def unit_rows(vectors: Floats) -> Floats:
    """Return the rows scaled to length 1; a row of zeros stays.

    >>> unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [[0.6, 0.8], [0.0, 0.0]]
    """
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1.0), dtype=np.float64)


def smallest_topic(n: int) -> int:
    """Return how many sentences a topic must have: 2%, at least 2.

    >>> [smallest_topic(n) for n in (10, 233)]
    [2, 5]
    """
    return max(2, -(-n // 50))


def base_numbers(n: int) -> range:
    """Return the numbers of base clusters: from a third of the root of n to the root.

    >>> list(base_numbers(36))
    [2, 3, 4, 5, 6]
    """
    root = n**0.5
    return range(max(2, round(root / 3)), max(3, round(root) + 1))


def cluster(vectors: Floats, number: int, *, seed: int) -> Labels:
    """Return the consensus cluster of each vector, the largest cluster being 0.

    Parameters
    ----------
    vectors : ndarray, shape (n, d)
        One row a sentence.
    number : int
        Clusters wanted; fewer come back where n does not carry them.
    seed : int
        Seed of the base runs.

    Returns
    -------
    ndarray of int, shape (n,)
    """
    return cluster_each(vectors, [number], seed=seed)[number]


def cluster_each(
    vectors: Floats, numbers: Sequence[int], *, seed: int
) -> dict[int, Labels]:
    """Return the consensus clusters for several numbers, all from the same base runs."""
    from threadpoolctl import threadpool_limits

    if len(vectors) < 4:
        return {k: np.zeros(len(vectors), dtype=np.int64) for k in numbers}
    with threadpool_limits(1):
        together = co_associate(unit_rows(vectors), seed=seed)
        return {k: by_size(labels) for k, labels in cut(together, numbers).items()}


def co_associate(vectors: Floats, *, seed: int) -> Floats:
    """Return, per pair of rows, the share of base runs with both that put them together.

    Parameters
    ----------
    vectors : ndarray, shape (n, d)
        Rows of length 1.

    Returns
    -------
    ndarray, shape (n, n), 0 to 1
        The diagonal is 1.
    """
    n, rng = len(vectors), np.random.default_rng(seed)
    cosines = (vectors @ vectors.T).astype(np.float32)
    both, together = np.zeros((n, n), np.float32), np.zeros((n, n), np.float32)
    for number in base_numbers(n):
        seen = _subsets(n, rng)
        labels = spherical_k_means(cosines, number, seen, rng)
        members = _members(labels, seen, number).reshape(n, -1)
        together += members @ members.T
        both += seen @ seen.T
    shares = together.astype(np.float64) / np.maximum(both, 1)
    np.fill_diagonal(shares, 1.0)
    return shares


def spherical_k_means(
    cosines: NDArray[np.float32],
    number: int,
    seen: NDArray[np.float32],
    rng: np.random.Generator,
) -> Labels:
    """Run spherical k-means (k-means++ start) once per column of `seen`, all at once.

    The vectors enter through their cosines alone: with members S of a cluster, the
    cosine of x to its centre is sum of cos(x, s) over S, divided by the length of the
    sum, whose square is the sum of cos over S x S (Dhillon & Modha 2001).

    Parameters
    ----------
    cosines : ndarray, shape (n, n)
        Cosines between the sentences.
    number : int
        Clusters.
    seen : ndarray of 0 and 1, shape (n, runs)
        Which sentences enter which run.

    Returns
    -------
    ndarray of int, shape (n, runs)
        Nearest cluster in each run, also of sentences that the run did not see.
    """
    labels = _start(cosines, number, seen, rng)
    active = np.arange(seen.shape[1])
    for _ in range(_STEPS):
        members = _members(labels[:, active], seen[:, active], number)
        sums = (cosines @ members.reshape(len(cosines), -1)).reshape(members.shape)
        squares = np.einsum("nrk,nrk->rk", members, sums)
        moved = np.where(squares > 0, sums / np.sqrt(np.maximum(squares, 1e-6)), -2)
        nearest = moved.argmax(axis=2)
        changed = (nearest != labels[:, active]).any(axis=0)
        labels[:, active] = nearest
        active = active[changed]
        if not len(active):
            break
    return labels


def cut(together: Floats, numbers: Sequence[int]) -> dict[int, Labels]:
    """Cut the average-linkage tree of the co-association at each number of clusters.

    A branch with fewer than `smallest_topic` sentences is no topic: the tree is cut
    lower until as many large branches stand as are wanted, and each sentence outside
    them joins the branch with which it was together most.
    """
    from scipy.cluster.hierarchy import fcluster, linkage

    n = len(together)
    apart = np.maximum(1 - together, 0)[np.triu_indices(n, 1)]
    tree = linkage(apart, "average")
    least = smallest_topic(n)
    cuts: list[Labels] = []
    large: list[int] = []
    for branches in range(1, n // 2 + 1):
        cuts.append(fcluster(tree, branches, "maxclust") - 1)
        large.append(int((np.bincount(cuts[-1]) >= least).sum()))
        if large[-1] >= max(numbers):
            break
    wanted = {k: min(k, max(large)) for k in numbers}
    first = {k: next(i for i, m in enumerate(large) if m >= w) for k, w in wanted.items()}
    return {k: _join_small(cuts[first[k]], together, least) for k in numbers}


def by_size(labels: Labels) -> Labels:
    """Name clusters by size, the largest 0; of equals, the one that begins first.

    >>> by_size(np.array([7, 3, 3, 5])).tolist()
    [1, 0, 0, 2]
    """
    names, first, inverse, sizes = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((first, -sizes))
    rank = np.empty(len(names), dtype=np.int64)
    rank[order] = np.arange(len(names))
    return rank[inverse]


def _join_small(labels: Labels, together: Floats, least: int) -> Labels:
    """Give the sentences of small branches to the large branch nearest to each."""
    large = np.flatnonzero(np.bincount(labels) >= least)
    if not len(large):
        return np.zeros(len(labels), dtype=np.int64)
    means = np.stack([together[:, labels == name].mean(axis=1) for name in large], axis=1)
    return np.where(np.isin(labels, large), labels, large[means.argmax(axis=1)])


def _subsets(n: int, rng: np.random.Generator) -> NDArray[np.float32]:
    """Draw one subset of the sentences per run, as columns of 0 and 1."""
    size = max(2, round(SUBSET * n))
    draws = rng.random((n, RUNS_PER_NUMBER)).argsort(axis=0).argsort(axis=0)
    return (draws < size).astype(np.float32)


def _members(labels: Labels, seen: NDArray[np.float32], number: int) -> NDArray[np.float32]:
    """Return membership as 0 and 1, shape (n, runs, clusters); the unseen are in none."""
    hot = labels[:, :, None] == np.arange(number)
    return hot.astype(np.float32) * seen[:, :, None]


def _start(
    cosines: NDArray[np.float32],
    number: int,
    seen: NDArray[np.float32],
    rng: np.random.Generator,
) -> Labels:
    """Choose centres among the seen (k-means++) and return the nearest of each sentence."""
    runs = seen.shape[1]
    chances = seen.astype(np.float64)
    closest: NDArray[np.float32] = np.full(seen.shape, -1, dtype=np.float32)
    near = np.empty((len(cosines), runs, number), dtype=np.float32)
    for step in range(number):
        reach = chances.cumsum(axis=0)
        drawn = (reach < rng.random(runs) * reach[-1]).sum(axis=0)
        picked = np.minimum(drawn, len(cosines) - 1)
        near[:, :, step] = cosines[:, picked]
        np.maximum(closest, cosines[:, picked], out=closest)
        chances = (seen * np.maximum(1 - closest, 1e-9)).astype(np.float64)
    return near.argmax(axis=2).astype(np.int64)
