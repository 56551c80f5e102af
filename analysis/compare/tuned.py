"""The mean of hand codes over all sentences, helped by a model that saw them all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Sampled:
    """Sentences of one outlet toward one target; arrays of one length, a place each.

    `inside` and `score` are the model's: whether the sentence belongs to what is
    averaged (0 or 1) and its score. `coded`, `belongs` (0 to 1), `code` are the coder's,
    0 where not coded. `weight` is the sentence's share in the mean, `chance` its
    probability of having been coded.
    """

    inside: Numbers
    score: Numbers
    coded: NDArray[np.bool_]
    belongs: Numbers
    code: Numbers
    weight: Numbers
    chance: Numbers


@dataclass(frozen=True)
class Estimate:
    """A mean, how far the model was used (0 to 1), and each sentence's pull on the mean.

    The pulls sum to 0; the variance of the mean is the sum of the squares of their sums
    over independent units.
    """

    value: float
    tuning: float
    pulls: Numbers


def estimate_mean(rows: Sampled, *, tuning: float | None = None) -> Estimate:
    """Return the mean code over all sentences, estimated from those coded and the model.

    The mean m solves ::

        tuning x mean_all(g) + mean_coded(c - tuning x g) = 0
        c = belongs x (code - m),  g = inside x (score - m)

    where mean_all weighs sentences by `weight`, and mean_coded by weight / chance. Without
    subsets (belongs = inside = 1) m = tuning x mean(score over all) + mean(code - tuning x
    score over the coded). With tuning 0 it is the mean of the codes alone, with 1 classical
    prediction-powered inference. By default it is the one that makes m vary least, ::

        tuning = cov(c, g) / var(g) over the coded, held to 0 to 1,

    which is the power tuning of PPI++ written for codes that are part of all sentences
    (its n / (1 + n/N) belongs to codes beside them). Whatever the model, m is right on
    average, up to terms that fade with the number coded; a poor model only helps less.

    Parameters
    ----------
    rows : Sampled
        At least two coded.
    tuning : float, optional
        0 to 1, instead of the best.

    References
    ----------
    Angelopoulos, Bates, Fannjiang, Jordan & Zrnic 2023, Science 382:669-674; Angelopoulos,
    Duchi & Zrnic 2023, arXiv:2311.01453 (power tuning); Egami, Hinck, Stewart & Wei 2023,
    NeurIPS 36 (weights by the known chance of being coded).

    Examples
    --------
    >>> half = np.array([1.0, 1.0, 0.0, 0.0])
    >>> rows = Sampled(inside=np.ones(4), score=np.array([0.5, 0.1, 0.5, 0.1]),
    ...     coded=half > 0, belongs=half, code=np.array([0.0, -1.0, 0.0, 0.0]),
    ...     weight=np.ones(4), chance=np.full(4, 0.5))
    >>> round(estimate_mean(rows, tuning=1.0).value, 3)  # 0.3 - 0.8
    -0.5
    """
    weights = np.where(rows.coded, rows.weight / rows.chance, 0.0)
    if tuning is None:
        alone = estimate_mean(rows, tuning=0.0).value
        tuning = _best_tuning(rows, weights, alone)
    every = rows.weight / rows.weight.sum()
    some = weights / weights.sum()
    helped = tuning * (every - some)  # what the model adds to each sentence's weight
    size = (some * rows.belongs).sum() + (helped * rows.inside).sum()
    total = (some * rows.belongs * rows.code).sum()
    total += (helped * rows.inside * rows.score).sum()
    value = float(total / size)
    seen = rows.inside * (rows.score - value)
    gap = rows.belongs * (rows.code - value) - tuning * seen
    pulls = tuning * every * (seen - (every * seen).sum())
    pulls = pulls + some * (gap - (some * gap).sum())
    return Estimate(value, tuning, pulls / size)


def _best_tuning(rows: Sampled, weights: Numbers, value: float) -> float:
    """Return the share of the model with which the mean varies least, 0 to 1."""
    share = weights / weights.sum()
    told = rows.belongs * (rows.code - value)
    seen = rows.inside * (rows.score - value)
    told, seen = told - (share * told).sum(), seen - (share * seen).sum()
    spread = (share * seen**2).sum()
    if spread <= 1e-12:
        return 0.0
    return float(np.clip((share * told * seen).sum() / spread, 0.0, 1.0))
