"""Weighted log-odds with an informative Dirichlet prior, and the form of tidylo."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.contingency import Array

Variance = Literal["short", "full"]
Prior = Literal["pooled", "tidylo"] | float


def weighted_log_odds(
    left: Array,
    right: Array,
    alpha: Array,
    totals: tuple[float, float],
    *,
    variance: Variance = "short",
) -> tuple[Array, Array]:
    """Return log-odds and z of counts on two sides with these totals in words.

    Formula and source stand at `measure_keyness`. The last axis of `left` and `right`
    runs over the terms, as `alpha` (a_w) does.

    >>> left, right, prior = np.array([9.0, 7.0]), np.array([220.0, 780.0]), np.zeros(2)
    >>> for variance in ("short", "full"):
    ...     _, z = weighted_log_odds(left, right, prior, (16, 1000), variance=variance)
    ...     print(variance, z[0].round(2))
    short 4.46
    full 2.98
    """
    y, other_y = left + alpha, right + alpha
    rest = totals[0] + alpha.sum() - y
    other_rest = totals[1] + alpha.sum() - other_y
    log_odds = np.log(y / rest) - np.log(other_y / other_rest)
    spread = 1 / y + 1 / other_y
    if variance == "full":
        spread = spread + 1 / rest + 1 / other_rest
    return log_odds, log_odds / np.sqrt(spread)


def prior_counts(left: Array, right: Array, prior: Prior) -> Array:
    """Return a_w of every term: its pooled count, or the flat prior."""
    if isinstance(prior, str):
        return left + right
    return np.full_like(left, float(prior))


def against_pool(
    left: Array, right: Array, *, observed: NDArray[np.bool_], rows: Array
) -> tuple[Array, Array]:
    """Return log-odds and z in the form of tidylo's bind_log_odds.

    Each observed row of a group gets the term's pooled count added to it; the total of
    the left and the pool are sums of such rows, and the pool contains the left.

    Parameters
    ----------
    left, right : array of shape (terms,)
        Counts on the left and in all other groups compared.
    observed : array of bool, shape (terms,)
        Whether the left has a row for the term; elsewhere the result means nothing.
    rows : array of shape (terms,)
        How many of the groups compared have one.
    """
    pooled = left + right
    y = left + pooled
    total = y[observed].sum()
    pool = pooled + rows * pooled
    log_odds = np.log(y / np.where(observed, total - y, 1))
    log_odds = log_odds - np.log(pool / (pool.sum() - pool))
    return log_odds, log_odds / np.sqrt(1 / y + 1 / pool)


def read_prior(text: str) -> Prior:
    """Return the prior that a user wrote: pooled, tidylo, or a number.

    >>> read_prior("0.01"), read_prior("tidylo")
    (0.01, 'tidylo')
    """
    try:
        prior: Prior = float(text)
    except ValueError:
        prior = text  # type: ignore[assignment]
    check_options("short", prior)
    return prior


def check_options(variance: str, prior: Prior) -> None:
    """Refuse an unknown variance, an unknown prior, or the two that do not go together."""
    if variance not in ("short", "full"):
        raise InputError(f"variance is '{variance}'; it must be 'short' or 'full'.")
    if isinstance(prior, str):
        if prior not in ("pooled", "tidylo"):
            raise InputError(
                f"prior is '{prior}'; it must be 'pooled', 'tidylo' or a number above 0."
            )
    elif not (np.isfinite(prior) and prior > 0):
        raise InputError(f"prior is {prior}; a flat prior must be a number above 0.")
    if prior == "tidylo" and variance == "full":
        raise InputError("prior 'tidylo' has the short variance only. Leave out 'full'.")
