"""Shares corrected for a classifier's errors by its sensitivity and specificity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.compare.estimating import Averaged, Row
from analysis.compare.pulls import Drawn, draw_units
from analysis.compare.resample import generator, interval_of_means
from analysis.compare.units import pool_of

LEAST_OF_EACH = 5  # coded sentences with and without; below, no rate is known
LEAST_TOLD = 0.1  # sensitivity + specificity - 1; below, the labels tell next to nothing
Numbers = NDArray[np.float64]

FOR_RATES = "; for the rates, every coded text"


@dataclass(frozen=True)
class Rates:
    """How labels err, and each sentence's pull on either rate (they sum to 0)."""

    sensitivity: float
    specificity: float
    on_sensitivity: Numbers
    on_specificity: Numbers

    @property
    def told(self) -> float:
        """Return sensitivity + specificity - 1: 1 for labels without error, 0 for noise."""
        return self.sensitivity + self.specificity - 1


def measure_rates(label: Numbers, code: Numbers, weight: Numbers) -> Rates:
    """Return how often what is coded as there is labelled so, and what is not, is not.

    Parameters
    ----------
    label, code, weight : array of float
        0 or 1; 0 to 1; 0 where not coded, else 1 / probability of having been coded.

    Examples
    --------
    >>> rates = measure_rates(np.array([1.0, 0, 0, 1]), np.array([1.0, 1, 0, 0]), np.ones(4))
    >>> rates.sensitivity, rates.specificity
    (0.5, 0.5)
    """
    there, absent = weight * code, weight * (1 - code)
    sensitivity = float((there * label).sum() / there.sum())
    specificity = float((absent * (1 - label)).sum() / absent.sum())
    return Rates(
        sensitivity,
        specificity,
        there * (label - sensitivity) / there.sum(),
        absent * (1 - label - specificity) / absent.sum(),
    )


def correct_shares(
    placed: pd.DataFrame, what: Averaged, *, resamples: int, seed: int
) -> list[Row]:
    """Return the share of every outlet, corrected for the rates at which labels err.

    ::

        share = (labelled share + specificity - 1) / (sensitivity + specificity - 1)

    held to 0 to 1. Sensitivity and specificity come from the coded sentences of all
    outlets together, and are taken to be the same in each; where they are not, the share
    is off, however many sentences are coded (prediction-powered inference, which asks
    for codes of each outlet, is not). The interval is of the linear terms, the labels'
    part drawn from the outlet, the rates' part from every article with codes.

    Parameters
    ----------
    placed : DataFrame
        One row per sentence of one target: article_id, outlet, event, paragraph,
        sentence, target, score (label, 0 or 1), code (0 to 1, missing where not coded),
        coded, probability.
    what : Averaged
        What is averaged, for names and limits.
    resamples, seed : int
        Number of bootstrap resamples; of the draws.

    References
    ----------
    Rogan & Gladen 1978, American Journal of Epidemiology 107(1):71-76; Lang & Reiczigel
    2014, Preventive Veterinary Medicine 113(1):13-22 (the rates' own uncertainty).
    """
    target = str(placed["target"].iloc[0])
    placed = placed.sort_values(["article_id", "sentence"], ignore_index=True)
    reason = _refuse(placed, target)
    label = placed["score"].to_numpy(float)
    chance = placed["probability"].fillna(1.0).to_numpy(float)
    weight = np.where(placed["coded"], 1.0 / chance, 0.0)
    code = placed["code"].fillna(0.0).to_numpy(float)
    rates = None if reason else measure_rates(label, code, weight)
    if rates is not None and rates.told < LEAST_TOLD:
        reason = f"labels of {target} are next to chance: nothing can be corrected by them"
    rows, drawn = [], {}
    for outlet, own in placed.groupby("outlet", sort=True):
        row: Row = {"outlet": outlet, "target": target, "estimate": "rogan-gladen"}
        row |= {"value": np.nan, "low": np.nan, "high": np.nan, "tuning": 1.0, "note": ""}
        row |= {"n": len(own), "n_coded": int(own["coded"].sum()), "resampled": ""}
        rows.append(row | {"reason": reason})
        if not reason and rates is not None:
            value, pulls = _share(placed, rates, str(outlet))
            rows[-1]["value"] = what.clip(value)
            drawn[str(outlet)] = _draw(placed, value, pulls, str(outlet))
    every = [own for own, _ in drawn.values()]
    for row in rows:
        if row["outlet"] in drawn:
            rng = generator(seed, what.measure, "rogan-gladen", row["outlet"], target)
            row |= _interval(*drawn[row["outlet"]], every, what, resamples, rng)
    return rows


def _refuse(placed: pd.DataFrame, target: str) -> str:
    """Return why the rates are not known, or nothing where they are."""
    coded = placed[placed["coded"]]
    if coded.empty:
        return f"no sentence is coded for {target}"
    chances = coded["probability"]
    if chances.isna().any() and not placed["coded"].all():
        return (
            "it is not known with which probability the sentences were drawn to be coded: "
            "draw them with tellings sample"
        )
    there, absent = coded["code"].sum(), (1 - coded["code"]).sum()
    if min(there, absent) < LEAST_OF_EACH:
        return (
            f"{there:.0f} coded sentences have {target} and {absent:.0f} have not; "
            f"{LEAST_OF_EACH} of each are needed to know how labels err"
        )
    return ""


def _share(placed: pd.DataFrame, rates: Rates, outlet: str) -> tuple[float, Numbers]:
    """Return the corrected share, not held to 0 to 1, and every sentence's pull on it."""
    own = (placed["outlet"] == outlet).to_numpy()
    sizes = placed.groupby("article_id")["score"].transform("size").to_numpy(float)
    articles = placed.loc[own, "article_id"].nunique()
    weight = np.where(own, 1 / (sizes * articles), 0.0)
    label = placed["score"].to_numpy(float)
    labelled = float((weight * label).sum())
    value = (labelled + rates.specificity - 1) / rates.told
    pulls = weight * (label - labelled)
    pulls = pulls - value * rates.on_sensitivity + (1 - value) * rates.on_specificity
    return value, pulls / rates.told


def _draw(
    placed: pd.DataFrame, value: float, pulls: Numbers, outlet: str
) -> tuple[Drawn, Drawn | None]:
    """Return the outlet's units, and those of the other outlets' coded sentences."""
    own = (placed["outlet"] == outlet).to_numpy()
    other = ~own & placed["coded"].to_numpy(bool)
    labelled = placed.assign(coded=True)  # its labels tell, whether coded or not
    of_own = draw_units(value, pulls[own], labelled[own])
    if not other.any():
        return of_own, None
    return of_own, draw_units(0.0, pulls[other], placed[other])


def _interval(
    own: Drawn,
    other: Drawn | None,
    every: list[Drawn],
    what: Averaged,
    resamples: int,
    rng: np.random.Generator,
) -> Row:
    """Return low, high, resampled and reason; other outlets' units add the rates' doubt."""
    if own.reason:
        return {"reason": own.reason}
    groups, sizes = list(own.groups), list(own.telling)
    alike = [group for drawn in every for group in drawn.groups]
    pools = [pool_of(group, alike) for group in groups]
    if other is not None:
        groups += other.groups
        pools += [group.sums for group in other.groups]
        sizes += [max(n, 2) for n in other.telling]
    low, high = interval_of_means(
        groups, pools, resamples=resamples, rng=rng, telling=sizes
    )
    least, most = what.limits
    if high <= least or low >= most:
        few = "fewer" if high <= least else "more"
        return {"reason": f"there are {few} labels than their errors elsewhere explain"}
    words = f"{own.words}{FOR_RATES}"
    return {"low": what.clip(low), "high": what.clip(high), "resampled": words}
