"""How good probabilities are: macro-F1, calibration, and intervals for both."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Probabilities = NDArray[np.float64]
Classes = NDArray[np.int64]


def f1_by_class(truth: Classes, predicted: Classes, *, n_classes: int = 3) -> Probabilities:
    """Return each class's F1, 2 hits / (2 hits + false alarms + misses), 0 to 1.

    NaN for a class that occurs neither in truth nor in what was predicted.

    >>> f1_by_class(np.array([0, 0, 1, 2]), np.array([0, 1, 1, 2])).round(2).tolist()
    [0.67, 0.67, 1.0]
    """
    table = np.zeros((n_classes, n_classes))
    np.add.at(table, (truth, predicted), 1)
    hits = np.diag(table)
    both = table.sum(axis=0) + table.sum(axis=1)
    return np.asarray(2 * hits / np.where(both > 0, both, np.nan))


def macro_f1(truth: Classes, probabilities: Probabilities) -> float:
    """Return the mean of the classes' F1, the most probable class being the answer.

    The classes are those that occur in truth or answers, as scikit-learn takes them.

    >>> macro_f1(np.array([0, 1]), np.eye(3)[:2])  # no third class
    1.0
    >>> macro_f1(np.array([0, 1, 2]), np.eye(3))
    1.0
    """
    predicted = probabilities.argmax(axis=1)
    by_class = f1_by_class(truth, predicted, n_classes=probabilities.shape[1])
    return float(np.nanmean(by_class))


def accuracy(truth: Classes, probabilities: Probabilities) -> float:
    """Return the share of rows whose most probable class is the true one."""
    return float((probabilities.argmax(axis=1) == truth).mean())


def calibration_error(
    truth: Classes, probabilities: Probabilities, *, bins: int = 15
) -> float:
    """Return the expected calibration error, 0 to 1.

    Rows fall into bins of equal width by their largest probability; the error is the
    mean over rows of |share right - mean probability| in the row's bin (Guo et al.
    2017, "On Calibration of Modern Neural Networks", ICML, section 2).

    >>> calibration_error(np.array([0, 1]), np.array([[0.5, 0.5], [0.5, 0.5]]))
    0.0
    """
    largest = probabilities.max(axis=1)
    right = (probabilities.argmax(axis=1) == truth).astype(float)
    gaps = (right - largest) @ bin_members(largest, bins=bins)
    return float(np.abs(gaps).sum() / len(truth))


def bin_members(largest: Probabilities, *, bins: int = 15) -> Probabilities:
    """Return, shape (n, bins), 1 where a row falls into a bin of equal width, else 0.

    >>> bin_members(np.array([0.2, 0.9, 1.0]), bins=2).tolist()
    [[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]]
    """
    return np.eye(bins)[np.minimum((largest * bins).astype(int), bins - 1)]


def chance_calibration_error(
    probabilities: Probabilities, *, bins: int = 15, draws: int = 1000, seed: int = 0
) -> Probabilities:
    """Return the errors that a perfectly calibrated model would show on so many rows.

    The calibration error is never below 0, so with few rows in a bin it is large by chance:
    each draw makes every label right with just its probability, and takes the error.

    Returns
    -------
    ndarray, shape (draws,)

    Examples
    --------
    >>> many = np.tile([0.9, 0.1], (100_000, 1))
    >>> few = np.tile([0.9, 0.1], (10, 1))
    >>> bool(chance_calibration_error(many).mean() < 0.01 < chance_calibration_error(few).mean())
    True
    """
    largest = probabilities.max(axis=1)
    right = np.random.default_rng(seed).random((draws, len(largest))) < largest
    gaps = (right - largest) @ bin_members(largest, bins=bins)
    return np.asarray(np.abs(gaps).sum(axis=1) / len(largest))


def bootstrap_interval(
    score: Callable[[Classes, Probabilities], float],
    truth: Classes,
    probabilities: Probabilities,
    groups: Classes,
    *,
    seed: int = 0,
    draws: int = 2000,
) -> tuple[float, float]:
    """Return the 95% percentile interval of a score, groups of rows being resampled.

    Targets of one sentence are no independent rows, so whole groups are drawn. Of the
    calibration error, which chance alone raises, it lies too high: read it beside
    `chance_calibration_error`.
    """
    random = np.random.default_rng(seed)
    members = [np.flatnonzero(groups == group) for group in np.unique(groups)]
    found = []
    for _ in range(draws):
        rows = np.concatenate(
            [members[i] for i in random.integers(0, len(members), len(members))]
        )
        found.append(score(truth[rows], probabilities[rows]))
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)
