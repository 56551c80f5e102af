"""Scores of labels against hand codes, with intervals by drawing sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.code_scores import score_references
from analysis.models.scores import bin_members, chance_calibration_error
from analysis.tables import LABELS, rows_of

SCORES = ["measure", "target", "statistic", "value", "low", "high", "n"]
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
            ("macro-F1", cells, _macro_f1(cells)),
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
            if name == ERROR:
                rows.append(rows[-1] | _by_chance(own, seed))
    return rows


def _by_chance(own: pd.DataFrame, seed: int) -> dict[str, Any]:
    """Return what a calibrated model would show on these sentences, each once."""
    once = own.drop_duplicates(["article_id", "sentence", "target"])
    errors = chance_calibration_error(once[["confidence"]].to_numpy(float), seed=seed)
    low, high = np.quantile(errors, [0.025, 0.975])
    value, ends = float(errors.mean()), {"low": float(low), "high": float(high)}
    return {"statistic": CHANCE, "value": value, **ends}


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
    """Return one score with its interval, sentences being drawn."""
    drawn = statistic(draw_sums(own, sums, seed))
    known = drawn[~np.isnan(drawn)]
    low, high = np.quantile(known, [0.025, 0.975]) if len(known) else (np.nan, np.nan)
    value = float(statistic(sums.sum(axis=0)))
    shown = (measure, target, name, value, float(low), float(high), len(own))
    return dict(zip(SCORES, shown, strict=True))


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


def _macro_f1(cells: Numbers) -> Statistic:
    """Return what gives macro-F1 of nine counts, over the classes that occur in `cells`."""
    seen = cells.sum(axis=0).reshape(3, 3)
    occurs = (seen.sum(axis=0) + seen.sum(axis=1)) > 0

    def statistic(sums: Numbers) -> Numbers:
        table = sums.reshape(*sums.shape[:-1], 3, 3)
        hits = np.diagonal(table, axis1=-2, axis2=-1)
        both = table.sum(axis=-1) + table.sum(axis=-2)
        f1 = 2 * hits / np.maximum(both, 1)
        return np.asarray(f1[..., occurs].mean(axis=-1))

    return statistic


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
                rows.append(dict(zip(SCORES, (*shown, np.nan, np.nan, row.n), strict=True)))
    return rows
