"""How far labels of frames agree with hand codes, and the codes with each other."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.agreement import measure_agreement
from analysis.measures.frame_codes import MEASURE, code_frames
from analysis.tables import check, empty

ALL = "all frames"
WITH_CODES = "codes of the other articles"
WITHOUT_CODES = "the codebook alone"
_DRAWS = 2000
Numbers = NDArray[np.float64]


def measure_frame_quality(
    sentences: pd.DataFrame,
    labels: Mapping[str, pd.DataFrame],
    codes: pd.DataFrame,
    *,
    seed: int = 0,
) -> pd.DataFrame:
    """Return, per frame and way of learning, how far labels agree with hand codes.

    ::

        F1 = 2 hits / (sentences labelled + sentences coded as having the frame)

    over all coded sentences pooled, headings too; "all frames" is the mean of the
    frames' F1 (macro-F1). Intervals draw paragraphs, 2,000 times. alpha is
    Krippendorff's, between the codings.

    Parameters
    ----------
    sentences : DataFrame
        The table of this name.
    labels : mapping of str to DataFrame
        What was learned from -> a table `frames`.
    codes : DataFrame
        The table codes; a sentence has a frame where half of its codings say so.
    seed : int
        Of the draws.

    Returns
    -------
    DataFrame
        The table `frame_quality`; empty without codes of frames.

    Notes
    -----
    Does not show whether the codes are right. Two passes of one coder show how
    repeatable they are, no more.
    """
    parts = [
        _score(sentences, frames, codes, seed).assign(learned_from=learned_from)
        for learned_from, frames in labels.items()
        if len(frames)
    ]
    scored = pd.concat(parts) if parts else pd.DataFrame()
    if scored.empty:
        return empty("frame_quality")
    agreed = measure_agreement(codes[codes["measure"] == MEASURE], seed=seed)
    if agreed.empty:
        agreed = pd.DataFrame(columns=["target", "alpha", "low", "high"])
    agreed = agreed.rename(
        columns={"target": "frame", "low": "alpha_low", "high": "alpha_high"}
    )
    wanted = ["frame", "alpha", "alpha_low", "alpha_high"]
    return check(scored.merge(agreed[wanted], how="left", on="frame"), "frame_quality")


def _score(
    sentences: pd.DataFrame, frames: pd.DataFrame, codes: pd.DataFrame, seed: int
) -> pd.DataFrame:
    """Return precision, recall and F1 of each frame and their mean, with intervals."""
    names = list(dict.fromkeys(frames["frame"]))
    wide = frames.pivot_table(
        index=["article_id", "sentence"], columns="frame", values="label", aggfunc="first"
    )
    keys = pd.MultiIndex.from_frame(sentences[["article_id", "sentence"]])
    label = wide.reindex(index=keys, columns=names).to_numpy(float)
    code = code_frames(sentences, codes, names)
    known = ~np.isnan(code).any(axis=1)
    if not known.any():
        return pd.DataFrame()
    code, label = code[known], label[known]
    paragraphs = sentences[known].groupby(["article_id", "paragraph"])
    units = np.asarray(paragraphs.ngroup(), dtype=np.int64)
    sums = np.stack([code * label, code, label])  # hits, coded, labelled
    hits, there, found = sums.sum(axis=1)
    drawn = _draw(sums, units, seed)
    rows = pd.DataFrame(
        {
            "frame": names,
            "n": len(code),
            "coded": there.astype(int),
            "labelled": found.astype(int),
            "precision": _ratio(hits, found),
            "recall": _ratio(hits, there),
            "f1": _ratio(2 * hits, there + found),
        }
    )
    f1 = _ratio(2 * drawn[0], drawn[1] + drawn[2])
    ends = [_ends(own[~np.isnan(own)]) for own in f1.T]
    rows["low"], rows["high"] = zip(*ends, strict=True)
    low, high = _ends(np.nansum(f1, axis=1) / np.maximum((~np.isnan(f1)).sum(axis=1), 1))
    means = rows[["precision", "recall", "f1"]].mean().to_dict()
    counts = rows[["coded", "labelled"]].sum().to_dict()
    every = {"frame": ALL, "n": len(code), **counts, **means, "low": low, "high": high}
    return pd.concat([rows, pd.DataFrame([every])], ignore_index=True)


def _ends(drawn: Numbers) -> tuple[float, float]:
    """Return the middle 95% of what was drawn; missing where nothing was."""
    if not len(drawn):
        return np.nan, np.nan
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def _draw(sums: Numbers, units: NDArray[np.int64], seed: int) -> Numbers:
    """Return the sums in draws of whole units: 3 x draws x frames."""
    n = int(units.max()) + 1
    inside = (units == np.arange(n)[:, None]).astype(float)
    by_unit = inside @ sums
    times = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=_DRAWS)
    return np.asarray(times @ by_unit)


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    """Return part / whole, missing where the whole is 0."""
    return np.where(whole > 0, part / np.maximum(whole, 1), np.nan)
