"""The best local alignments of two sequences, each step scored beforehand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]


@dataclass(frozen=True)
class Alignment:
    """One run that two sequences share in the same order.

    Attributes
    ----------
    score : float
        Sum of the scores of its steps, less the gaps.
    steps : tuple of (int, int)
        Places in both sequences that are set beside each other, ascending.
    """

    score: float
    steps: tuple[tuple[int, int], ...]


def align_locally(scores: Scores, *, gap: float, least: float) -> list[Alignment]:
    """Return the local alignments that score enough and share no place, best first.

    Parameters
    ----------
    scores : array of shape (n, m)
        What it is worth to set place i of one beside place j of the other; negative where
        they differ.
    gap : float
        What a place left out costs, below 0.
    least : float
        Smallest score of an alignment.

    Notes
    -----
    The table of scores is filled once; an alignment that would run into a better one is
    left out, not shortened.

    Source: Smith & Waterman 1981, J. Mol. Biol. 147:195-197.

    Examples
    --------
    >>> scores = np.where(np.equal.outer(list("xabcy"), list("abc")), 1.0, -1.0)
    >>> align_locally(scores, gap=-1.0, least=2.0)[0].steps
    ((1, 0), (2, 1), (3, 2))
    """
    table = fill(scores, gap)
    ends = np.argwhere(table >= least)
    order = np.argsort(-table[tuple(ends.T)], kind="stable")
    taken_rows: set[int] = set()
    taken_columns: set[int] = set()
    found = []
    for i, j in ends[order]:
        if int(i) - 1 in taken_rows or int(j) - 1 in taken_columns:
            continue
        steps = _trace(table, scores, gap, int(i), int(j))
        rows = set(range(steps[0][0], steps[-1][0] + 1))
        columns = set(range(steps[0][1], steps[-1][1] + 1))
        if rows & taken_rows or columns & taken_columns:
            continue
        taken_rows |= rows
        taken_columns |= columns
        found.append(Alignment(float(table[i, j]), tuple(steps)))
    return found


def fill(scores: Scores, gap: float) -> Scores:
    """Return, for each pair of places, the score of the best run that ends there.

    `scores` may have further axes before the last two: each is filled by itself. The
    table has one row and one column more, of zeros, before the first place.
    """
    *others, n, m = scores.shape
    table = np.zeros((*others, n + 1, m + 1))
    steps = -gap * np.arange(1, m + 1)
    for i in range(n):
        above = table[..., i, :]
        best = np.maximum(above[..., :-1] + scores[..., i, :], above[..., 1:] + gap)
        best = np.maximum(best, 0.0)
        # a run may leave out places of the other sequence: the best start, less the gaps
        table[..., i + 1, 1:] = np.maximum.accumulate(best + steps, axis=-1) - steps
    return table


def _trace(
    table: Scores, scores: Scores, gap: float, i: int, j: int
) -> list[tuple[int, int]]:
    """Return the steps of the run that ends at a place, first to last."""
    steps = []
    while i > 0 and j > 0 and table[i, j] > 1e-12:
        here = table[i, j]
        if abs(here - table[i - 1, j - 1] - scores[i - 1, j - 1]) < 1e-9:
            steps.append((i - 1, j - 1))
            i, j = i - 1, j - 1
        elif abs(here - table[i - 1, j] - gap) < 1e-9:
            i -= 1
        elif abs(here - table[i, j - 1] - gap) < 1e-9:
            j -= 1
        else:
            break
    return steps[::-1]
