"""Temperature and the bar of certainty, from held-out codes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analysis.models.target_sentiment import softmax

WANTED_ACCURACY = 0.85  # of the labels that are not uncertain

Truth = NDArray[np.int64]
Probabilities = NDArray[np.float64]


def find_temperature(logits: Probabilities, truth: Truth) -> float:
    """Return the temperature with the highest likelihood on held-out logits.

    Guo et al. 2017, "On Calibration of Modern Neural Networks", ICML, section 4.2.
    """
    from scipy.optimize import minimize_scalar

    def loss(temperature: float) -> float:
        likely = softmax(logits / temperature)[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(likely, 1e-12)).mean())

    return float(minimize_scalar(loss, bounds=(0.3, 5), method="bounded").x)


def find_bar(
    probabilities: Probabilities, truth: Truth, *, wanted: float = WANTED_ACCURACY
) -> float:
    """Return the lowest bar, in hundredths, above which the wanted share is right."""
    largest, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    for bar in np.arange(0.34, 0.96, 0.01).round(2):
        if right[largest >= bar].size and right[largest >= bar].mean() >= wanted:
            return float(bar)
    return 0.95
