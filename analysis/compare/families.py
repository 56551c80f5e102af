"""Many comparisons at once: p-values adjusted over their family."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def adjust_p(p: ArrayLike) -> NDArray[np.float64]:
    """Return Benjamini-Hochberg q-values of one family of p-values.

    q of the i-th smallest of m p-values = the smallest of p_k * m / k over all k >= i.
    Calling every row with q <= .05 a difference keeps the expected share of false calls
    at 5%. A missing p (a refused comparison) stays missing and does not count in m.

    Parameters
    ----------
    p : array of shape (rows,)
        p-values, 0 to 1; NaN where there is none.

    Returns
    -------
    array of shape (rows,)
        q-values in the order of p, p <= q <= 1; NaN where p is NaN.

    References
    ----------
    Benjamini & Hochberg 1995, J. Royal Statistical Society B 57(1):289-300.

    Examples
    --------
    >>> adjust_p([0.04, 0.01, float("nan"), 0.5, 0.02]).round(4).tolist()
    [0.0533, 0.04, nan, 0.5, 0.04]
    """
    given = np.asarray(p, dtype=float)
    q = np.full(given.shape, np.nan)
    known = np.flatnonzero(~np.isnan(given))
    order = known[np.argsort(given[known], kind="stable")]
    scaled = given[order] * len(order) / np.arange(1, len(order) + 1)
    q[order] = np.minimum.accumulate(scaled[::-1])[::-1]
    return q
