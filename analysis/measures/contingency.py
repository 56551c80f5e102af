"""Statistics of one term's two-by-two tables: the term and all others, left and right.

Every function takes arrays with one value a term (`left`, `right`: its count on each
side) and the two totals in words, and gives an array with one value a term.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def chi_squared(left: Array, right: Array, total_left: float, total_right: float) -> Array:
    """Pearson's chi-squared, with Yates's correction only where it is needed.

    N (ad - bc)^2 / ((a+b)(c+d)(a+c)(b+d)), unsigned; |ad - bc| is made smaller by N/2
    where |ad - bc| >= N/2 and one of the four expected counts is under 5.

    Source: Yates 1934, Supplement to JRSS 1(2):217-235; the condition is the one that
    reproduces the values printed by quanteda.textstats.

    >>> chi_squared(np.array([8.0]), np.array([2.0]), 20, 20).round(4)
    array([4.8])
    """
    a, b, c, d = _cells(left, right, total_left, total_right)
    n = total_left + total_right
    gap = np.abs(a * d - b * c)
    small = _expected(a, b, c, d).min(axis=0) < 5
    corrected = np.where(small & (gap >= n / 2), gap - n / 2, gap)
    return n * corrected**2 / ((a + b) * (c + d) * (a + c) * (b + d))


def log_likelihood_ratio(
    left: Array, right: Array, total_left: float, total_right: float
) -> Array:
    """G2 over all four cells: 2 sum O ln(O / E), unsigned; an empty cell adds nothing.

    Source: Dunning 1993, Computational Linguistics 19(1):61-74. (The two-cell form in
    wide use in corpus linguistics leaves out the cells of all other terms.)

    >>> log_likelihood_ratio(np.array([8.0]), np.array([2.0]), 20, 20).round(4)
    array([5.063])
    """
    observed = np.stack(_cells(left, right, total_left, total_right))
    expected = _expected(*observed)
    ratio = np.divide(observed, expected, out=np.ones_like(observed), where=observed > 0)
    return 2 * (observed * np.log(ratio)).sum(axis=0).clip(0) + 0.0


def log_ratio(left: Array, right: Array, total_left: float, total_right: float) -> Array:
    """Binary log of the ratio of relative frequencies; a count of zero is taken as 0.5.

    Plus one: twice as frequent on the left. Source: Hardie 2014, "Log Ratio: an
    informal introduction" (ESRC Centre for Corpus Approaches to Social Science).

    >>> log_ratio(np.array([8.0, 1.0]), np.array([2.0, 0.0]), 20, 20)
    array([2., 1.])
    """
    share_left = np.where(left > 0, left, 0.5) / total_left
    share_right = np.where(right > 0, right, 0.5) / total_right
    return np.log2(share_left) - np.log2(share_right)


def two_sided_p(z: Array) -> Array:
    """Probability of a standard normal value at least as far from zero as z."""
    from scipy.special import ndtr

    return np.asarray(2 * ndtr(-np.abs(z)), dtype=float)


def _cells(
    left: Array, right: Array, total_left: float, total_right: float
) -> tuple[Array, Array, Array, Array]:
    """Return the term's counts on both sides, then those of all other terms."""
    return left, right, total_left - left, total_right - right


def _expected(a: Array, b: Array, c: Array, d: Array) -> Array:
    """Return the counts expected were the term as frequent on both sides."""
    n = a + b + c + d
    rows, columns = (a + b, c + d), (a + c, b + d)
    return np.stack([row * column / n for row in rows for column in columns])
