"""Pairs of outlets compared on any measure: what the design allows, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from analysis.compare.design import (
    Cells,
    choose_design,
    event_differences,
    find_cells,
    refuse_few,
)
from analysis.compare.families import adjust_p
from analysis.compare.resample import generator, interval_of_means, permutation_p
from analysis.compare.units import Article, constant, pool_of, read_observations
from analysis.errors import InputError
from analysis.tables import check, empty

Row = dict[str, Any]


def compare_outlets(
    values: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    measure: str,
    targets: Sequence[str] | None = None,
    pairs: Sequence[tuple[str, str]] | None = None,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return every pair's difference toward every target, with its uncertainty.

    Difference = mean on the left minus mean on the right: over sentences in an article,
    articles in an outlet, events that both outlets tell. What is resampled depends on
    what there is: events, where p can reach .05 with as many as both tell (six of one
    article of each, five where one has more); five or more articles of both outlets in
    each event, articles; else paragraphs (where at least six hold a value) or
    blocks of two sentences inside each article, and the answer speaks of these texts
    only. p shuffles the same units between the outlets inside each event.

    Parameters
    ----------
    values : DataFrame
        One row per sentence x target: article_id, paragraph, sentence, target, value, and
        optionally weight. A mean is sum(value x weight) / sum(weight). For a share of
        sentences give every sentence a value of 1 or 0.
    articles : DataFrame
        The `articles` table; article_id, outlet and event are used.
    measure : str
        Name of the measure, for the table.
    targets : sequence of str, optional
        Targets to compare on; by default all that occur in values.
    pairs : sequence of (left, right), optional
        Pairs of outlets; by default every pair, in alphabetical order. A pair turned
        round has the negated difference and interval and the same p.
    resamples : int
        Number of bootstrap resamples, and of permutations where there are more.
    seed : int
        Seed of the draws; each row has its own, made of the seed and its names.

    Returns
    -------
    DataFrame
        The `comparisons` table. q is Benjamini-Hochberg over its rows. Where the design
        cannot answer, low, high, p and q are missing and `reason` says why; difference is
        given where it can be computed.

    Notes
    -----
    Measured by benchmarks/comparisons.py on made-up texts of the seeds' sizes, with no true
    difference: between texts of six or more paragraphs 92 to 96% of intervals hold it and
    3 to 4% of p are <= .05 (91% and 12% where the short text varies two to three times as
    much as the long one). Against a text of two long paragraphs, whose blocks of two
    sentences are widened by how far the sentences of a paragraph agree
    (`analysis.compare.alike`), 97 to 99% and 1 to 4% (91% and 8% where the short text
    varies more). That has its price: a true difference of 0.3 is called in two of five
    pairs of the first kind and one of ten of the second. No difference found is not no
    difference. Over whole stories (benchmarks/simulated_stories.py) 0 to 5% have a claim
    where nothing differs, with two paragraphs in three of the texts 3 to 8%, in all 1 to 9%.

    Does not show: why outlets differ, and, with few articles, what the outlets would do
    in another article.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["A", "B"],
    ...     "event": ""})
    >>> values = pd.DataFrame({"article_id": ["a"] * 8 + ["b"] * 8, "target": "Meta",
    ...     "paragraph": [*range(8)] * 2, "sentence": [*range(8)] * 2,
    ...     "value": [1.0, 1, 0, 1, 1, 1, 0, 1, -1, 0, -1, -1, 0, -1, -1, 1]})
    >>> row = compare_outlets(values, articles, measure="sentiment").iloc[0]
    >>> float(row["difference"]), bool(row["low"] > 0), row["resampled"]
    (1.25, True, 'paragraphs within one article of each (these texts, not the outlets)')
    """
    told = read_observations(values, articles)
    rows = [
        _compared(told.get(target, []), measure, target, left, right, resamples, seed)
        for target in (sorted(told) if targets is None else dict.fromkeys(targets))
        for left, right in _pairs(articles, pairs)
    ]
    if not rows:
        return empty("comparisons")
    table = pd.DataFrame(rows)
    return check(table.assign(q=adjust_p(table["p"])), "comparisons")


def _pairs(
    articles: pd.DataFrame, pairs: Sequence[tuple[str, str]] | None
) -> Iterable[tuple[str, str]]:
    """Return the pairs asked for, or every pair of outlets in alphabetical order."""
    outlets = sorted(set(articles["outlet"]))
    if pairs is None:
        return list(combinations(outlets, 2))
    for left, right in pairs:
        for outlet in (left, right):
            if outlet not in outlets:
                raise InputError(f"No outlet '{outlet}' (there are: {', '.join(outlets)}).")
        if left == right:
            raise InputError(f"A pair needs two outlets, got '{left}' twice.")
    return list(pairs)


def _compared(
    told: list[Article],
    measure: str,
    target: str,
    left: str,
    right: str,
    resamples: int,
    seed: int,
) -> Row:
    """Return one row, worked out in alphabetical order of the pair and turned as asked."""
    first, second = sorted((left, right))
    cells = find_cells(told, first, second)
    row: Row = {"measure": measure, "target": target, "left": left, "right": right}
    row |= _counts(cells, told, left, right)
    if not cells:
        return row | _refused(_unsaid(told, target, left, right))
    rng = generator(seed, measure, target, first, second)
    answer = _answered(cells, target, resamples, rng)
    return row | (answer if left == first else _turned(answer))


def _counts(cells: Cells, told: list[Article], left: str, right: str) -> Row:
    """Return the number of sentences on each side, of the events in common if any."""
    shared = [article for pair in cells.values() for side in pair for article in side]
    n = {"n_left": left, "n_right": right}
    return {
        name: sum(article.n for article in shared or told if article.outlet == outlet)
        for name, outlet in n.items()
    }


def _answered(cells: Cells, target: str, resamples: int, rng: np.random.Generator) -> Row:
    """Return difference, interval, p and what was drawn, or the reason why not."""
    difference = sum(event_differences(cells)) / len(cells)
    reason = refuse_few(cells, target)
    if reason:
        return _refused(reason, difference)
    design = choose_design(cells)
    pools = [pool_of(group, design.drawn) for group in design.drawn]
    if all(map(constant, pools)):
        unit = design.words.partition(" ")[0]
        reason = f"nothing varies: all {unit} have the same value on {target}"
        return _refused(reason, difference)
    low, high = interval_of_means(design.drawn, pools, resamples=resamples, rng=rng)
    p = permutation_p(design.shuffled, resamples=resamples, rng=rng)
    interval = {"difference": difference, "low": low, "high": high, "p": p}
    return {**interval, "resampled": design.words, "reason": ""}


def _turned(answer: Row) -> Row:
    """Return the answer with left and right changed round."""
    low, high = answer["low"], answer["high"]
    ends = {"difference": 0.0 - answer["difference"], "low": 0.0 - high, "high": 0.0 - low}
    return answer | ends


def _refused(reason: str, difference: float = np.nan) -> Row:
    """Return the answer that has no interval."""
    missing = dict.fromkeys(("low", "high", "p"), np.nan)
    return {"difference": difference, **missing, "resampled": "", "reason": reason}


def _unsaid(told: list[Article], target: str, left: str, right: str) -> str:
    """Return why there is not even a difference."""
    silent = [o for o in (left, right) if o not in {article.outlet for article in told}]
    if silent:
        return f"no sentence on {target} in {' or '.join(silent)}"
    return f"no event that both tell with a sentence on {target}"
