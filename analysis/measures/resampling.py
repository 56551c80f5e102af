"""Keyness of a corpus, with p from dealing whole stretches of text to the two sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.compare import adjust_p
from analysis.errors import InputError
from analysis.measures.contingency import Array
from analysis.measures.keyness import measure_keyness
from analysis.measures.log_odds import Variance, prior_counts, weighted_log_odds
from analysis.tables import check, empty, require_columns

_ENOUGH_UNITS = 6  # on each side; with fewer there is no p
_CELLS_AT_ONCE = 2_000_000  # deals x terms held in memory together


def resample_keyness(
    counts: pd.DataFrame,
    *,
    left: str,
    right: str | None = None,
    variance: Variance = "short",
    prior: Literal["pooled"] | float = "pooled",
    min_count: int = 3,
    deals: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the terms of one outlet with another's, or all others', unit by unit.

    The numbers are those of `measure_keyness`, but for p. z treats words as
    independent; a word that has come once is likely to come again in the same article.
    So whole units are dealt anew to the two sides, within each event in random order
    until the left has as many words as before, and z is computed again::

        p = (1 + number of deals with |z| at least as large) / (1 + deals)

    Parameters
    ----------
    counts : DataFrame
        group, event, unit, term, count, from `count_terms`.
    left, right : str
        Outlets; without `right`, all other outlets together, named "rest".
    variance, prior
        As in `measure_keyness`, without "tidylo".
    min_count : int
        Terms that come fewer times on both sides together have no row, as they can
        show no difference; they still count among the words.
    deals : int
        How often the units are dealt; p is never below 1 / (1 + deals).
    seed : int
        Of the deals.

    Returns
    -------
    DataFrame
        `keyness`; p as above, q is Benjamini-Hochberg over the rows. Both are missing
        where a side has fewer than six units, or where no event was told by both.

    Notes
    -----
    Does not show, with one article an outlet, how the outlets write of other things:
    p speaks of these texts.

    Source: Good 2005, Permutation, Parametric and Bootstrap Tests of Hypotheses,
    3rd edition (permutation within blocks).
    """
    if isinstance(prior, str) and prior != "pooled":
        raise InputError(f"prior is '{prior}'; with resampling, 'pooled' or a number.")
    require_columns(
        counts,
        ["group", "event", "unit", "term", "count"],
        "counts",
        make_with="count_terms(sentences, articles)",
    )
    table = measure_keyness(counts, left=left, right=right, variance=variance, prior=prior)
    units = _Units.of(counts, left, right, list(table["term"]))
    p = units.p_values(table["z"].to_numpy(), variance, prior, deals=deals, seed=seed)
    enough = (table["n_left"] + table["n_right"]).to_numpy() >= min_count
    tested = table.assign(p=p)[enough]
    return check(tested.assign(q=adjust_p(tested["p"])), "keyness")


def resample_keyness_by_outlet(counts: pd.DataFrame, **options: Any) -> pd.DataFrame:  # noqa: ANN401
    """Compare each outlet with all others together; options are `resample_keyness`'s.

    Empty where there are not two outlets with words, and two terms.
    """
    require_columns(counts, ["group", "term"], "counts")
    outlets = sorted(set(counts["group"]))
    if len(outlets) < 2 or counts["term"].nunique() < 2:
        return empty("keyness")
    tables = [resample_keyness(counts, left=outlet, **options) for outlet in outlets]
    return check(pd.concat(tables, ignore_index=True), "keyness")


@dataclass(frozen=True)
class _Units:
    """The units of two sides: terms by unit, and where each unit stands."""

    matrix: Any  # sparse, terms x units, occurrences
    on_left: Any  # whether the unit is on the left
    event: Any  # number of the unit's event
    words: Any  # number of words in the unit

    @classmethod
    def of(
        cls, counts: pd.DataFrame, left: str, right: str | None, terms: list[str]
    ) -> _Units:
        """Arrange the counts of the two sides by unit."""
        from scipy.sparse import coo_matrix

        kept = counts if right is None else counts[counts["group"].isin([left, right])]
        keys = kept[["group", "event", "unit"]]
        units = keys.drop_duplicates().sort_values(["group", "event", "unit"])
        column = pd.MultiIndex.from_frame(units).get_indexer(pd.MultiIndex.from_frame(keys))
        row = pd.Index(terms).get_indexer(pd.Index(kept["term"]))
        known = row >= 0
        values = kept["count"].to_numpy(dtype=float)[known]
        shape = (len(terms), len(units))
        matrix = coo_matrix((values, (row[known], column[known])), shape=shape).tocsr()
        event, _ = pd.factorize(units["event"], sort=True)
        words = np.asarray(matrix.sum(axis=0)).ravel()
        return cls(matrix, (units["group"] == left).to_numpy(), event, words)

    @property
    def can_be_dealt(self) -> bool:
        """Whether both sides have units enough, and some event stands on both."""
        sizes = self.on_left.sum(), (~self.on_left).sum()
        shared = set(self.event[self.on_left]) & set(self.event[~self.on_left])
        return min(sizes) >= _ENOUGH_UNITS and bool(shared)

    def p_values(
        self,
        z: Array,
        variance: Variance,
        prior: Literal["pooled"] | float,
        *,
        deals: int,
        seed: int,
    ) -> Array:
        """Return the share of deals whose |z| is at least that of each term."""
        if not self.can_be_dealt:
            return np.full(len(z), np.nan)
        random = np.random.default_rng(seed)
        total = np.asarray(self.matrix.sum(axis=1)).ravel()
        alpha = prior_counts(total, np.zeros_like(total), prior)
        totals = self.words[self.on_left].sum(), self.words[~self.on_left].sum()
        reached = np.zeros(len(z))
        at_once = max(1, _CELLS_AT_ONCE // len(z))
        for first in range(0, deals, at_once):
            dealt = self._deal(random, min(at_once, deals - first))
            left = np.minimum((self.matrix @ dealt.T).T, totals[0])
            right = np.minimum(total - left, totals[1])
            z_dealt = weighted_log_odds(left, right, alpha, totals, variance=variance)[1]
            reached += (np.abs(z_dealt) >= np.abs(z) - 1e-9).sum(axis=0)
        return (1 + reached) / (1 + deals)

    def _deal(self, random: np.random.Generator, times: int) -> Array:
        """Deal the units anew within each event; rows are deals, 1 is left.

        Units come in random order and go left until the left has its words again, to
        the nearest unit: with a fixed number of units instead, an outlet of short
        sentences would seem to over-use every word it has to itself.
        """
        dealt = np.zeros((times, len(self.words)))
        for event in np.unique(self.event):
            inside = np.flatnonzero(self.event == event)
            words = self.words[inside]
            wanted = words[self.on_left[inside]].sum()
            order = random.permuted(np.tile(np.arange(len(inside)), (times, 1)), axis=1)
            middle = words[order].cumsum(axis=1) - words[order] / 2
            goes_left = np.empty((times, len(inside)))
            np.put_along_axis(goes_left, order, (middle < wanted).astype(float), axis=1)
            dealt[:, inside] = goes_left
        return dealt
