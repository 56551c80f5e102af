"""A model of frames: ridge regression on what sentences mean and how they are spelt.

Sentences whose frames are known teach it: seed sentences of a codebook, and sentences
coded by hand. Everything is computed from how alike sentences are (their kernel), so
that what the model would say of sentences left out is known without fitting it again.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

NEVER = -1  # the group of rows that are never left out
PRIOR = (
    20.0  # positive sentences at which a frame's own threshold weighs as much as the pooled
)


@dataclass(frozen=True)
class Choice:
    """How the model reads: what is chosen among, by leaving out articles.

    `words` is the weight of spelling beside meaning, `around` the weight of the other
    sentences of the paragraph in a sentence's meaning, `penalty` the ridge penalty.
    """

    words: float = 1.0
    around: float = 0.3
    penalty: float = 0.5


CHOICES = tuple(
    Choice(words, around, penalty)
    for words, around, penalty in product((1.0, 0.5, 2.0), (0.3, 0.0), (0.5, 1.0))
)


@dataclass(frozen=True)
class Rows:
    """Sentences as the model reads them; places number them.

    `meaning` has their embeddings, `around` the mean embedding of the rest of their
    paragraph (zeros where there is none), `spelling` the weights of their character
    n-grams (TF-IDF, sparse, rows of length 1).
    """

    meaning: Numbers
    around: Numbers
    spelling: Any

    def alike(self, some: Places, others: Places, choice: Choice) -> Numbers:
        """Return the kernel: cosine of meanings + words x cosine of spellings + 1."""
        kernel = self._meaning(some, choice) @ self._meaning(others, choice).T
        spelt = (self.spelling[some] @ self.spelling[others].T).toarray()
        return np.asarray(kernel + choice.words * spelt + 1.0)

    def _meaning(self, places: Places, choice: Choice) -> Numbers:
        """Return embeddings of length 1, each moved toward the rest of its paragraph."""
        moved = self.meaning[places] + choice.around * self.around[places]
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.asarray(moved / np.maximum(lengths, 1e-12))


@dataclass(frozen=True)
class Taught:
    """Rows whose frames are known: their places, frames (rows x frames, 0 or 1), groups.

    A group is what is left out together: an article's sentences, or one seed sentence.
    """

    places: Places
    frames: Numbers
    groups: Places

    @property
    def tested(self) -> NDArray[np.bool_]:
        """Which rows are left out in turn."""
        return self.groups != NEVER

    def without(self, groups: Places) -> Taught:
        """Return the rows of other groups."""
        kept = ~np.isin(self.groups, groups)
        return Taught(self.places[kept], self.frames[kept], self.groups[kept])


@dataclass(frozen=True)
class Fitted:
    """What was learned: a weight per taught row and frame, and the threshold per frame."""

    taught: Taught
    choice: Choice
    weights: Numbers
    thresholds: Numbers

    def score(self, rows: Rows, places: Places) -> Numbers:
        """Return the scores, places x frames."""
        return rows.alike(places, self.taught.places, self.choice) @ self.weights


def fit_frames(
    rows: Rows, taught: Taught, *, choices: tuple[Choice, ...] = CHOICES
) -> Fitted:
    """Learn the frames; choice and thresholds are those best for groups left out.

    ::

        weights = (K + penalty)^-1 frames

    with K the kernel among the taught rows: ridge regression of the frames, 0 or 1, on
    meaning and spelling, so that a score estimates the chance that the frame is there.
    The choice is the one with the highest mean average precision over frames; the first
    of those that are equal. With one choice nothing is chosen.

    Parameters
    ----------
    rows : Rows
        All sentences.
    taught : Taught
        Those with known frames.
    choices : tuple of Choice
        What to choose among.
    """
    from threadpoolctl import threadpool_limits

    best: tuple[float, Choice, Numbers, Numbers] | None = None
    with threadpool_limits(1):
        for choice in choices:
            kernel = rows.alike(taught.places, taught.places, choice)
            ridge = kernel + choice.penalty * np.eye(len(kernel))
            inverse = np.asarray(np.linalg.inv(ridge), dtype=np.float64)
            weights = inverse @ taught.frames
            left_out = score_left_out(inverse, weights, taught)
            quality = 0.0 if len(choices) == 1 else _precision(left_out, taught)
            if best is None or quality > best[0] + 1e-9:
                best = quality, choice, weights, left_out
    assert best is not None, "fit_frames needs at least one choice"
    tested = taught.tested
    thresholds = choose_thresholds(best[3][tested], taught.frames[tested])
    return Fitted(taught, best[1], best[2], thresholds)


def score_left_out(inverse: Numbers, weights: Numbers, taught: Taught) -> Numbers:
    """Return what the model says of each group's rows when it has not seen the group.

    With G = (K + penalty)^-1 and a = G y, the score of group g, left out, is
    ``y_g - (G_gg)^-1 a_g``: exact, without fitting again. Rows never left out get NaN.

    References
    ----------
    Cawley & Talbot 2003, Pattern Recognition 36(11):2585-2592 (leave-one-out for kernel
    ridge models); the same algebra for blocks.

    Examples
    --------
    >>> taught = Taught(np.arange(2), np.array([[1.0], [0.0]]), np.arange(2))
    >>> inverse = np.linalg.inv(np.array([[2.0, 1.0], [1.0, 2.0]]))
    >>> score_left_out(inverse, inverse @ taught.frames, taught).round(3).tolist()
    [[0.0], [0.5]]
    """
    scores = np.full(taught.frames.shape, np.nan)
    for group in np.unique(taught.groups[taught.tested]):
        own = np.flatnonzero(taught.groups == group)
        residuals = np.linalg.solve(inverse[np.ix_(own, own)], weights[own])
        scores[own] = taught.frames[own] - residuals
    return scores


def _precision(scores: Numbers, taught: Taught) -> float:
    """Return average precision of the rows left out, mean over frames that occur."""
    from sklearn.metrics import average_precision_score

    tested = taught.tested
    truth, found = taught.frames[tested], scores[tested].round(9)
    there = np.flatnonzero(truth.any(axis=0))
    each = [average_precision_score(truth[:, k], found[:, k]) for k in there]
    return float(np.mean(each)) if each else 0.0


def choose_thresholds(scores: Numbers, truth: Numbers) -> Numbers:
    """Return the score above which each frame is there.

    The threshold with the best F1 of the frame, drawn toward the one with the best F1 of
    all frames pooled, since a frame that is there in a dozen sentences says little::

        threshold = (n x own + 20 x pooled) / (n + 20), n sentences with the frame

    >>> scores = np.array([[0.9], [0.6], [0.2], [0.1]])
    >>> choose_thresholds(scores, np.array([[1.0], [1.0], [0.0], [0.0]])).round(3)
    array([0.4])
    """
    pooled = best_threshold(scores.ravel(), truth.ravel())
    counts = truth.sum(axis=0)
    own = np.array([best_threshold(s, t) for s, t in zip(scores.T, truth.T, strict=True)])
    own = np.where(counts > 0, own, pooled)
    return np.asarray((counts * own + PRIOR * pooled) / (counts + PRIOR))


def best_threshold(scores: Numbers, truth: Numbers) -> float:
    """Return the midpoint between two scores at which F1 is highest.

    >>> best_threshold(np.array([0.1, 0.8, 0.4, 0.3]), np.array([0.0, 1.0, 0.0, 1.0]))
    0.2
    """
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + max(truth.sum(), 1.0))
    apart = np.append(ranked[:-1] - ranked[1:] > 1e-9, True)
    last = int(np.argmax(np.where(apart, f1.round(12), -1.0)))
    below = ranked[last + 1] if last + 1 < len(ranked) else ranked[last] - 1e-6
    return float(round((ranked[last] + below) / 2, 9))
