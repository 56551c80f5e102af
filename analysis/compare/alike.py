"""How far the sentences of a paragraph agree, and what that costs a text of few paragraphs.

Where there are at least six paragraphs, they are drawn, and what their sentences have in
common is in the draws. In a text of fewer, blocks of two sentences are drawn, which
cannot show that the sentences of a long paragraph agree; so the agreement is estimated,
and the interval is widened by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.compare.units import BLOCKS, Article, units_within

USUAL = 0.3  # a little above what the hand codes of the seeds show (.2); counts as ...
WORTH = 20  # ... so many paragraphs beyond the first of an article
LONGEST = 20  # sentences; beyond, a paragraph is taken for several whose breaks were lost


class Widening(NamedTuple):
    """What is done to the spread of an article's mean.

    `factor` multiplies the variance that the units show; `freedom` is the degrees of
    freedom that it is known with.
    """

    factor: float
    freedom: float


def estimate_alike(articles: Sequence[Article]) -> float:
    """Return the correlation of two sentences of one paragraph, 0 to 1.

    By analysis of variance inside each article, all articles pooled: alike = (B - W) / (B
    + (m - 1) W), where B and W are the mean squares between and within paragraphs and m
    the (weighted) mean size of a paragraph; below 0 it is taken as 0. With d paragraphs
    beyond the first of each article, it is drawn toward .3 as though that had been seen
    in 20 more: (d x alike + 20 x .3) / (d + 20).

    References
    ----------
    Donner & Koval 1980, Biometrics 36(1):19-25 (the estimator by analysis of variance).

    Examples
    --------
    >>> sums = np.column_stack([[1.0, 1, 1, 0, 0, 0], np.ones(6)])
    >>> article = Article("a", "A", "", np.array([0, 0, 0, 1, 1, 1]), sums)
    >>> round(estimate_alike([article]), 3)  # (1 x 1 + 20 x .3) / 21
    0.333
    """
    between, within, paragraphs, sentences, size = 0.0, 0.0, 0, 0, 0.0
    for article in articles:
        values = article.sums[:, 0] / article.sums[:, 1]
        own, lengths = _paragraphs(article)
        means = np.bincount(own, values) / lengths
        within += float(((values - means[own]) ** 2).sum())
        between += float((lengths * (means - values.mean()) ** 2).sum())
        paragraphs += len(lengths) - 1
        sentences += len(values) - len(lengths)
        size += len(values) - float((lengths**2).sum()) / len(values)
    if not paragraphs or not sentences:
        return USUAL
    b, w, m = between / paragraphs, within / sentences, size / paragraphs
    total = b + (m - 1) * w
    alike = max((b - w) / total, 0.0) if total > 0 else 0.0
    return (paragraphs * alike + WORTH * USUAL) / (paragraphs + WORTH)


def widen(article: Article, alike: float) -> Widening:
    """Return by how much an article's spread is wider than its units show.

    Nothing is done where paragraphs are drawn. Where blocks of two are, the variance of
    the mean of n sentences in paragraphs of m is D / n of that of a sentence, with the
    design effect D = 1 + (m - 1) x alike, and blocks show it as though m were 2; the
    sentences' own variance falls short by D / n, since their mean moves with them. So
    factor = D / (1 - D / n) over the same for blocks, at least 1. The text is worth n / D
    sentences, and the degrees of freedom are one less.

    References
    ----------
    Kish 1965, Survey Sampling, section 5.4 (the design effect).

    Examples
    --------
    >>> sums = np.column_stack([np.arange(16) % 2.0, np.ones(16)])
    >>> article = Article("a", "A", "", np.repeat([0, 1], 8), sums)
    >>> factor, freedom = widen(article, 0.25)  # D = 2.75
    >>> round(factor, 2), round(freedom, 2)
    (2.45, 4.82)
    """
    units, unit = units_within(article)
    if unit != BLOCKS:
        return Widening(1.0, len(units) - 1)
    _, lengths = _paragraphs(article)
    n = article.n
    m = float((lengths * np.minimum(lengths, LONGEST)).sum()) / n
    effect, shown = 1 + (m - 1) * alike, 1 + alike
    factor = (effect / shown) * _left(shown, n) / _left(effect, n)
    if factor <= 1:
        return Widening(1.0, len(units) - 1)
    return Widening(factor, max(min(n / effect, len(units)) - 1, 1.0))


def _left(effect: float, n: int) -> float:
    """Return the share of the variance that stays around the text's own mean."""
    return max(1 - effect / n, 0.1)


def _paragraphs(article: Article) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Return the place of each sentence's paragraph, and their lengths."""
    _, own, lengths = np.unique(article.paragraph, return_inverse=True, return_counts=True)
    return own, lengths.astype(np.int64)
