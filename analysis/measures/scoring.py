"""Scores of labels against hand codes, with intervals by drawing sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.compare.units import plural
from analysis.measures.behaviour import wilson_interval
from analysis.measures.code_scores import score_references
from analysis.models.scores import bin_members, chance_calibration_error
from analysis.tables import LABELS, rows_of

SCORES = ["measure", "target", "statistic", "value", "low", "high", "n", "note"]
FEW = 5  # codes of a class; with fewer its F1 is a guess
ERROR, CHANCE = "calibration error", "calibration error of a calibrated model"
_DRAWS = 2000
Numbers = NDArray[np.float64]
Statistic = Callable[[Numbers], Numbers]


def score_labels(joined: pd.DataFrame, seed: int) -> list[dict[str, Any]]:
    """Return accuracy, macro-F1 and calibration error, in all and toward each target."""
    rows = []
    for target, own in _by_target(joined):
        code, label = (own[name].map(LABELS.index).to_numpy() for name in ("code", "label"))
        cells = np.eye(9)[code * 3 + label]
        certain = ~own["uncertain"].to_numpy(bool)
        largest = own["confidence"].to_numpy(float)
        gaps = bin_members(largest) * ((code == label) - largest)[:, None]
        statistics: list[tuple[str, Numbers, Statistic]] = [
            ("macro-F1", cells, _macro_f1),
            ("accuracy", _with_count((code == label)[:, None]), _share),
            (ERROR, _with_count(gaps), _share),
            ("share certain", _with_count(certain[:, None]), _share),
            (
                "accuracy where certain",
                np.column_stack([certain & (code == label), certain]).astype(float),
                _share,
            ),
        ]
        for name, sums, statistic in statistics:
            rows.append(_scored("sentiment", target, name, own, sums, statistic, seed))
            if name == "macro-F1":
                rows[-1]["note"] = "; ".join(filter(None, (_few(code), rows[-1]["note"])))
            if name == ERROR:
                rows.append(rows[-1] | _by_chance(own, seed))
    return rows


def _by_chance(own: pd.DataFrame, seed: int) -> dict[str, Any]:
    """Return what a calibrated model would show on these sentences, each once."""
    once = own.drop_duplicates(["article_id", "sentence", "target"])
    errors = chance_calibration_error(once[["confidence"]].to_numpy(float), seed=seed)
    low, high = np.quantile(errors, [0.025, 0.975])
    value, ends = float(errors.mean()), {"low": float(low), "high": float(high)}
    return {"statistic": CHANCE, "value": value, **ends, "note": ""}


def _few(code: NDArray[np.int64]) -> str:
    """Return which classes have so few codes that their F1 is a guess."""
    counts = np.bincount(code, minlength=len(LABELS))
    told = [f"{n} of {name}" for name, n in zip(LABELS, counts, strict=True) if n < FEW]
    return f"few codes, each of which counts for much: {', '.join(told)}" if told else ""


def score_voices(joined: pd.DataFrame, seed: int) -> list[dict[str, Any]]:
    """Return the shares with the same voice, in all and toward each target."""
    rows = []
    for target, own in _by_target(joined):
        same = (own["code"] == own["label"]).to_numpy()
        kind = ((own["code"] == "outlet") == (own["label"] == "outlet")).to_numpy()
        for name, right in (("same voice", same), ("outlet's or not", kind)):
            sums = _with_count(right[:, None])
            rows.append(_scored("voice", target, name, own, sums, _share, seed))
    return rows


def _by_target(joined: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """Return all rows, then those of each target, where there are several."""
    if joined.empty:
        return []
    parts = [(str(target), own) for target, own in joined.groupby("target")]
    return [("all", joined), *(parts if len(parts) > 1 else [])]


def _scored(
    measure: str,
    target: str,
    name: str,
    own: pd.DataFrame,
    sums: Numbers,
    statistic: Statistic,
    seed: int,
) -> dict[str, Any]:
    """Return one score with its interval, sentences being drawn.

    Where the draws do not vary, they say nothing of how sure the score is: a share has
    Wilson's interval then, anything else none.
    """
    value, note = float(statistic(sums.sum(axis=0))), ""
    drawn = statistic(draw_sums(own, sums, seed))
    known = drawn[~np.isnan(drawn)]
    low, high = np.quantile(known, [0.025, 0.975]) if len(known) else (np.nan, np.nan)
    if len(known) and low == high and value in (low, high):
        low, high, note = _unvaried(own, sums, value)
    n = int(sums[:, -1].sum()) if statistic is _share else len(own)
    shown = (measure, target, name, value, float(low), float(high), n, note)
    return dict(zip(SCORES, shown, strict=True))


def _unvaried(own: pd.DataFrame, sums: Numbers, value: float) -> tuple[float, float, str]:
    """Return low, high and a note for what is the same in every draw."""
    if sums.shape[1] != 2:  # no share of sentences
        return np.nan, np.nan, "nothing varies: it is the same in every draw"
    n = own.loc[sums[:, -1] > 0, ["article_id", "sentence"]].drop_duplicates().shape[0]
    low, high = wilson_interval(np.array([np.rint(value * n)]), np.array([n]))
    note = f"nothing varies: Wilson's interval of {n} {plural('sentence', n)}"
    return float(low[0]), float(high[0]), note


def draw_sums(own: pd.DataFrame, sums: NDArray[Any], seed: int) -> Numbers:
    """Return the columns' sums in 2,000 bootstrap draws of sentences, a row a draw.

    Rows of the same sentence are drawn together.
    """
    groups = own.groupby(["article_id", "sentence"]).ngroup().to_numpy()
    by_group = np.zeros((groups.max() + 1, sums.shape[1]))
    np.add.at(by_group, groups, sums)
    n = len(by_group)
    draws = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=_DRAWS)
    return np.asarray(draws @ by_group, dtype=np.float64)


def _with_count(sums: NDArray[Any]) -> Numbers:
    """Add a column that counts rows."""
    return np.column_stack([sums, np.ones(len(sums))]).astype(float)


def _share(sums: Numbers) -> Numbers:
    """Return the sizes of all columns but the last, together, over the last; NaN over 0."""
    size = np.where(sums[..., -1] > 0, sums[..., -1], np.nan)
    return np.asarray(np.abs(sums[..., :-1]).sum(axis=-1) / size)


def _macro_f1(sums: Numbers) -> Numbers:
    """Return macro-F1 of nine counts (code x label), over the classes that occur in them."""
    table = sums.reshape(*sums.shape[:-1], 3, 3)
    hits = np.diagonal(table, axis1=-2, axis2=-1)
    both = table.sum(axis=-1) + table.sum(axis=-2)
    return np.asarray(np.nanmean(2 * hits / np.where(both > 0, both, np.nan), axis=-1))


def score_found(
    tables: Mapping[str, pd.DataFrame], matched: pd.DataFrame
) -> list[dict[str, Any]]:
    """Return precision, recall and F1 of mentions and of wordings of the event."""
    implied = matched[matched["measure"] == "sentiment"].assign(value="name")
    told = pd.concat([matched[matched["measure"] == "reference"], implied])
    told = told.drop_duplicates(["article_id", "sentence", "target", "coder", "pass"])
    named = matched[matched["measure"] == "naming"]
    parts = [("reference", told, tables["mentions"])]
    for target in sorted(set(named["target"])):
        namings = tables["namings"].assign(entity=target)
        parts.append(("naming", named[named["target"] == target], namings))
    rows = []
    for measure, own, found in parts:
        drawn = own["probability"].notna().all() and measure == "reference"
        pooled = own.assign(measure="reference", coder="", **{"pass": 0})
        for row in rows_of(score_references(tables["sentences"], found, pooled)):
            for name in ("precision",) if drawn else ("precision", "recall", "f1"):
                shown = (measure, row.target, name.replace("f1", "F1"), getattr(row, name))
                ends = (np.nan, np.nan, row.n, "")
                rows.append(dict(zip(SCORES, (*shown, *ends), strict=True)))
    return rows
