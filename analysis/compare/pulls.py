"""The interval of a mean from each sentence's pull on it, drawn by paragraph or article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.compare.alike import estimate_alike, widen
from analysis.compare.design import ENOUGH
from analysis.compare.resample import interval_of_means
from analysis.compare.units import (
    MIN_BLOCKS,
    Article,
    Group,
    constant,
    pool_of,
    units_within,
)

Pulls = NDArray[np.float64]


@dataclass(frozen=True)
class Drawn:
    """The units of one mean: groups that average to it, and what of them is known.

    `telling` counts each group's units that hold a coded sentence; `reason` says why they
    are too few, and is empty where they are not.
    """

    groups: tuple[Group, ...]
    telling: tuple[int, ...]
    words: str
    reason: str


def draw_units(
    value: float,
    pulls: Pulls,
    rows: pd.DataFrame,
    *,
    spent: int = 1,
    alike: float | None = None,
) -> Drawn:
    """Return the units of a mean: articles where there are five, else units inside them.

    Parameters
    ----------
    value : float
        The mean.
    pulls : array of shape (rows,)
        From `estimate_mean`; they sum to 0.
    rows : DataFrame
        article_id, event, paragraph, sentence, coded, in the order of the pulls.
    spent : int
        Numbers estimated from the units: 1 the mean alone, 2 with the tuning; the second
        is taken off the units that the spread is known from.
    alike : float, optional
        How far sentences of a paragraph agree, from `estimate_alike` over the articles
        of all outlets; else from these alone.
    """
    own = rows.groupby("article_id", sort=True).indices.values()
    parts = [_units(rows.iloc[places], pulls[places]) for places in own]
    texts = [_article(rows.iloc[places], pulls[places]) for places in own]
    events = [str(rows["event"].iloc[places[0]]) for places in own]
    telling = [int(told.sum()) for _, told, _ in parts]
    if len(parts) >= ENOUGH:
        sums = np.array([part.sum() for part, _, _ in parts]) * len(parts)
        counts, words = [sum(n > 0 for n in telling)], "articles"
        groups = [_group(value, sums, 1.0, "")]
        reason = _too_few(counts, words, ENOUGH)
        words = f"articles ({len(parts)})"
    else:
        share, counts = 1 / len(parts), telling
        alike = estimate_alike(texts) if alike is None else alike
        groups = [
            _group(value, part * len(part) / share, share, event, *widen(text, alike))
            for (part, _, _), event, text in zip(parts, events, texts, strict=True)
        ]
        words = " or ".join(sorted({unit for _, _, unit in parts}))
        reason = _too_few(counts, words, MIN_BLOCKS)
        words += _within(len(parts))
    known = tuple(max(n - (spent - 1), 2) for n in counts)
    return Drawn(tuple(groups), known, words, reason)


def interval_of_units(
    drawn: Drawn, among: Sequence[Drawn], *, resamples: int, rng: np.random.Generator
) -> dict[str, object]:
    """Return low, high, resampled and reason; `among` are the means of all outlets."""
    if drawn.reason:
        return {"reason": drawn.reason}
    every = [group for other in among for group in other.groups]
    pools = [pool_of(group, every) for group in drawn.groups]
    if all(map(constant, pools)):
        return {"reason": "nothing varies: all coded sentences have the same value"}
    low, high = interval_of_means(
        drawn.groups, pools, resamples=resamples, rng=rng, telling=drawn.telling
    )
    return {"low": low, "high": high, "resampled": drawn.words, "reason": ""}


def _article(rows: pd.DataFrame, pulls: Pulls) -> Article:
    """Return the pulls as values of an article's sentences."""
    ordered = np.argsort(rows["sentence"].to_numpy(), kind="stable")
    paragraph = rows["paragraph"].to_numpy(np.int64)[ordered]
    sums = np.column_stack([pulls[ordered], np.ones(len(pulls))])
    return Article("", "", "", paragraph, sums)


def _units(rows: pd.DataFrame, pulls: Pulls) -> tuple[Pulls, NDArray[np.bool_], str]:
    """Return the pull of each unit of an article, whether it holds a code, and its name."""
    ordered = np.argsort(rows["sentence"].to_numpy(), kind="stable")
    coded = rows["coded"].to_numpy(float)[ordered]
    paragraph = rows["paragraph"].to_numpy(np.int64)[ordered]
    both = np.column_stack([pulls[ordered], coded])
    sums, unit = units_within(Article("", "", "", paragraph, both))
    return sums[:, 0], sums[:, 1] > 0, unit


def _group(
    value: float,
    pulls: Pulls,
    coefficient: float,
    event: str,
    factor: float = 1.0,
    freedom: float | None = None,
) -> Group:
    """Return units whose mean is the value, spread as the pulls are."""
    sums = np.column_stack([value + pulls, np.ones(len(pulls))])
    return Group(coefficient, event, sums, factor, freedom)


def _within(articles: int) -> str:
    """Return inside what the units are drawn, and that it speaks of that alone."""
    if articles == 1:
        return " within the article (this text, not the outlet)"
    return f" within {articles} articles (these texts, not the outlet)"


def _too_few(counts: Sequence[int], unit: str, needed: int) -> str:
    """Return why the coded sentences are too close together, or nothing."""
    if min(counts) >= needed:
        return ""
    where = unit if len(counts) == 1 else f"{unit} of an article"
    return f"the coded sentences stand in {min(counts)} {where}; {needed} are needed"
