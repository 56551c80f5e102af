"""How well codes agree with each other."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.coded import NOT_MEANT, text_keys
from analysis.tables import require_columns

Level = Literal["nominal", "ordinal"]
Numbers = NDArray[np.float64]
_RESAMPLES = 1000
_TEXT = ["article_id", "text"]
_OF_MEANT = ("sentiment", "voice")  # coded only where the target is meant
_UNIT = ["article_id", "text", "measure", "target"]
_AGREEMENT = ["measure", "target", "codings", "coder_kind", "n", "same", "alpha"]
_AGREEMENT += ["low", "high", "dropped", "note"]
MEANT = "meant"


def measure_agreement(
    codes: pd.DataFrame, *, level: Level = "nominal", seed: int = 0
) -> pd.DataFrame:
    """Return, per measure and target, how far the codings of the same sentences agree.

    Krippendorff's alpha (1 is perfect, 0 is chance), with a 95% interval by resampling
    the coded sentences. A coder's pass counts as one coding: two passes of
    one coder show how repeatable the codes are, not that coders agree. Where only one
    value was ever given there is nothing to tell apart, and alpha is missing.

    Who codes the sentiment of a sentence says that it refers to the target. So beside
    codes of reference, a sentiment without one counts as `meant`; then only whether the
    target is meant is compared, not by which kind of words.

    Parameters
    ----------
    codes : DataFrame
        The table codes; those of reference among them, to see what dropped out.
    level : {"nominal", "ordinal"}
        Whether all differences count alike, or more the more values lie between two
        codes. Sentiment is ordinal; its values must be numbers then.
    seed : int
        Of the resampling.

    Returns
    -------
    DataFrame
        measure, target, codings, coder_kind, n (sentences coded at least twice), same
        (share on which all agree, 0 to 1), alpha, low, high, dropped (sentences that are
        not in n, though coded, because another coding says that the target is not
        meant), note (why there is no interval, else empty). low and high leave out the
        draws in which only one value occurs.

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
    told = imply_references(codes.assign(text=text_keys(codes)))
    none = told[(told["measure"] == "reference") & (told["value"] == NOT_MEANT)]
    rows = []
    for (measure, target), own in told.groupby(["measure", "target"], sort=True):
        wide = own.pivot_table(
            index=["article_id", "text"],
            columns=["coder", "pass"],
            values="value",
            aggfunc="first",
        )
        twice = wide.dropna(thresh=2)
        refused = pd.MultiIndex.from_frame(none.loc[none["target"] == target, _TEXT])
        alone = wide.index.difference(twice.index).intersection(refused)
        dropped = len(alone) if measure in _OF_MEANT else 0
        if twice.empty and not dropped:
            continue
        kinds = " and ".join(sorted(set(own["coder_kind"])))
        row = {"measure": measure, "target": target, "codings": wide.shape[1]}
        row |= {"coder_kind": kinds, "n": len(twice), "dropped": dropped}
        rows.append(row | _agreed(twice, level, str(measure), rng))
    return pd.DataFrame(rows, columns=_AGREEMENT)


def imply_references(codes: pd.DataFrame) -> pd.DataFrame:
    """Return the codes with a reference for each sentiment, of targets that have any.

    A target that gets an implied one has `meant` in place of every kind of reference.
    """
    told = codes[codes["measure"] == "reference"]
    implied = codes[codes["measure"] == "sentiment"].assign(
        measure="reference", value=MEANT
    )
    both = pd.concat([told, implied[implied["target"].isin(told["target"])]])
    both = both.drop_duplicates([*_TEXT, "target", "coder", "pass"])
    of_implied = both["target"].isin(both.loc[both["value"] == MEANT, "target"])
    kinds = of_implied & (both["value"] != NOT_MEANT)
    both = both.assign(value=both["value"].mask(kinds, MEANT))
    return pd.concat([codes[codes["measure"] != "reference"], both])


def _agreed(
    wide: pd.DataFrame, level: Level, measure: str, rng: np.random.Generator
) -> dict[str, object]:
    """Return how far the codings of the same sentences agree, or why it is not known."""
    if wide.empty:
        return {"note": "no sentence has two codings"}
    numbers = _as_numbers(wide, level, measure)
    same, alpha = float(wide.nunique(axis=1).eq(1).mean()), _alpha(numbers, level)
    low, high = _interval(numbers, level, rng)
    answer: dict[str, object] = {"same": same, "alpha": alpha, "note": ""}
    if np.isnan(alpha):
        return answer | {"note": "nothing to tell apart: only one value was given"}
    if low == high:  # draws of what never varies would call it certain
        return answer | {"note": "nothing varies: " + _UNVARIED[same == 1]}
    return answer | {"low": low, "high": high}


_UNVARIED = {
    True: "the codings agree on every sentence",
    False: "every draw of the sentences gives the same alpha",
}


def _as_numbers(wide: pd.DataFrame, level: Level, measure: str) -> Numbers:
    """Return codings x units: ranks of the values, or their places in the alphabet."""
    values = wide.to_numpy(dtype=object).T
    levels = sorted({value for value in values.ravel() if isinstance(value, str)})
    if level == "ordinal" and not set(levels) <= {MEANT, NOT_MEANT}:  # two need no order
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
