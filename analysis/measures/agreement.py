"""How well codes agree with each other."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.coded import text_keys
from analysis.tables import require_columns

Level = Literal["nominal", "ordinal"]
Numbers = NDArray[np.float64]
_RESAMPLES = 1000
_UNIT = ["article_id", "text", "measure", "target"]
_AGREEMENT = ["measure", "target", "codings", "coder_kind", "n", "same", "alpha"]
_AGREEMENT += ["low", "high"]


def measure_agreement(
    codes: pd.DataFrame, *, level: Level = "nominal", seed: int = 0
) -> pd.DataFrame:
    """Return, per measure and target, how far the codings of the same sentences agree.

    Krippendorff's alpha (1 is perfect, 0 is chance), with a 95% interval by resampling
    the coded sentences. A coder's pass counts as one coding: two passes of
    one coder show how repeatable the codes are, not that coders agree. Where only one
    value was ever given there is nothing to tell apart, and alpha is missing.

    Parameters
    ----------
    codes : DataFrame
        The table codes.
    level : {"nominal", "ordinal"}
        Whether all differences count alike, or more the more values lie between two
        codes. Sentiment is ordinal; its values must be numbers then.
    seed : int
        Of the resampling.

    Returns
    -------
    DataFrame
        measure, target, codings, coder_kind, n (sentences coded at least twice), same
        (share on which all agree, 0 to 1), alpha, low, high. low and high leave out
        the draws in which only one value occurs.

    Notes
    -----
    Does not show whether the codes are right, nor, nominally, how far apart codes are
    that differ: -1 against 1 counts as -1 against 0.

    References
    ----------
    Krippendorff 2004, Content Analysis, chapter 11; Krippendorff 2011, Computing
    Krippendorff's Alpha-Reliability, University of Pennsylvania (the worked examples).
    """
    require_columns(codes, [*_UNIT, "coder", "pass", "coder_kind", "value"], "codes")
    rng = np.random.default_rng(seed)
    rows = []
    keyed = codes.assign(text=text_keys(codes))
    for (measure, target), own in keyed.groupby(["measure", "target"], sort=True):
        wide = own.pivot_table(
            index=["article_id", "text"],
            columns=["coder", "pass"],
            values="value",
            aggfunc="first",
        ).dropna(thresh=2)
        if wide.empty:
            continue
        numbers = _as_numbers(wide, level, str(measure))
        low, high = _interval(numbers, level, rng)
        kinds = sorted(set(own["coder_kind"]))
        rows.append(
            {
                "measure": measure,
                "target": target,
                "codings": wide.shape[1],
                "coder_kind": " and ".join(kinds),
                "n": len(wide),
                "same": float(wide.nunique(axis=1).eq(1).mean()),
                "alpha": _alpha(numbers, level),
                "low": low,
                "high": high,
            }
        )
    return pd.DataFrame(rows, columns=_AGREEMENT)


def _as_numbers(wide: pd.DataFrame, level: Level, measure: str) -> Numbers:
    """Return codings x units: ranks of the values, or their places in the alphabet."""
    values = wide.to_numpy(dtype=object).T
    levels = sorted({value for value in values.ravel() if isinstance(value, str)})
    if level == "ordinal":
        try:
            levels = sorted(levels, key=float)
        except ValueError:
            raise InputError(
                f"{measure} has values that are no numbers, so they have no order "
                f"({', '.join(levels[:3])}): take its alpha at the nominal level."
            ) from None
    place = {value: float(number) for number, value in enumerate(levels)}
    return np.array([[place.get(value, np.nan) for value in row] for row in values])


def _alpha(numbers: Numbers, level: Level) -> float:
    """Return Krippendorff's alpha of codings x units; NaN where only one value occurs."""
    import krippendorff

    if len(np.unique(numbers[~np.isnan(numbers)])) < 2:
        return float("nan")
    return float(krippendorff.alpha(numbers, level_of_measurement=level))


def _interval(
    numbers: Numbers, level: Level, rng: np.random.Generator
) -> tuple[float, float]:
    units = numbers.shape[1]
    draws = [
        _alpha(numbers[:, rng.integers(0, units, units)], level) for _ in range(_RESAMPLES)
    ]
    varied = [alpha for alpha in draws if not np.isnan(alpha)]
    low, high = np.quantile(varied or [np.nan], [0.025, 0.975])
    return float(low), float(high)
