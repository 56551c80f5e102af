"""One mean at a time: estimated from codes and model, with its interval or its refusal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.compare.pulls import Drawn, draw_units, interval_of_units
from analysis.compare.resample import generator
from analysis.compare.tuned import Sampled, estimate_mean
from analysis.compare.units import plural

LEAST_CODED = 6  # of an outlet's sentences on a target; below, nothing is corrected
Row = dict[str, Any]


@dataclass(frozen=True)
class Averaged:
    """What is averaged: its name, its limits, and which sentences it is about in words."""

    measure: str
    limits: tuple[float, float]
    about: str

    def clip(self, value: float) -> float:
        """Return the value held to the limits."""
        return float(np.clip(value, *self.limits))


def count_coded(own: pd.DataFrame) -> int:
    """Count the coded sentences that belong to what is averaged."""
    return int((own["belongs"] > 0).sum())


def corrected_means(
    by_cell: Mapping[tuple[str, str], pd.DataFrame],
    simple: list[Row],
    alike: Mapping[str, float],
    what: Averaged,
    voice: str,
    resamples: int,
    seed: int,
) -> list[Row]:
    """Return the corrected means, and those of codes where not every sentence is coded.

    Where every sentence is coded but none belongs, both are refused if the model finds one.
    `alike` says of each target how far coded sentences of a paragraph agree.
    """
    done = {(r["outlet"], r["target"]): r for r in simple if r["estimate"] == "hand-coded"}
    rows, open_cells = [], {}
    for key, own in by_cell.items():
        if key in done:
            note = "every sentence is coded: this is the hand-coded mean"
            rows.append({**done[key], "estimate": "corrected", "note": note})
        elif not own["complete"].all() or own["inside"].any():
            open_cells[key] = own
    for estimate, tuning in (("hand-coded", 0.0), ("corrected", None)):
        found = {
            key: _estimated(own, what, key, tuning) | {"voice": voice, "estimate": estimate}
            for key, own in open_cells.items()
        }
        told = {key: _told(by_cell[key]) | {"estimate": "hand-coded"} for key in done}
        drawn = _draw({**found, **told}, by_cell, alike)
        rows += _with_intervals(found, drawn, what, resamples, seed)
    return rows


def _told(own: pd.DataFrame) -> Row:
    """Return the mean of codes, and each sentence's pull on it."""
    answer = estimate_mean(_sampled(own), tuning=0.0)
    return {"value": answer.value, "pulls": answer.pulls}


def _estimated(
    own: pd.DataFrame, what: Averaged, key: tuple[str, str], tuning: float | None
) -> Row:
    """Return one mean without its interval, or why there is none."""
    outlet, target = key
    row: Row = {"outlet": outlet, "target": target, "value": np.nan, "low": np.nan}
    row |= {"high": np.nan, "n": _count_known(own), "n_coded": count_coded(own)}
    row |= {"tuning": np.nan, "resampled": "", "note": "", "pulls": None}
    reason = too_little(own, what.about.format(outlet=outlet, target=target), outlet)
    if reason and (tuning is None or not row["n_coded"]):
        return row | {"reason": reason}
    answer = estimate_mean(_sampled(own), tuning=tuning)
    row |= {"value": what.clip(answer.value), "tuning": answer.tuning}
    return row | {"reason": reason, "pulls": None if reason else answer.pulls}


def _sampled(own: pd.DataFrame) -> Sampled:
    """Return the sentences of one outlet on one target as `estimate_mean` takes them."""
    return Sampled(
        inside=own["inside"].to_numpy(float),
        score=own["score"].fillna(0.0).to_numpy(float),
        coded=own["coded"].to_numpy(bool),
        belongs=own["belongs"].to_numpy(float),
        code=own["code"].fillna(0.0).to_numpy(float),
        weight=1.0 / _sizes(own).to_numpy(float),
        chance=own["probability"].fillna(1.0).to_numpy(float),
    )


def _count_known(own: pd.DataFrame) -> int:
    """Count the sentences that belong, by the coder where coded, else by the model."""
    return int(own["belongs"].where(own["coded"], own["inside"]).gt(0).sum())


def _sizes(own: pd.DataFrame) -> pd.Series:
    """Return how many sentences of its article belong, at each sentence, at least 1.

    Those that the model finds, plus what the coded ones show it to miss or to add, each
    counted 1 / probability times; so articles count alike however many the model finds.
    """
    missed = (own["belongs"] - own["inside"]) / own["probability"].fillna(1.0)
    counted = own["inside"] + missed.where(own["coded"], 0.0)
    seen = own["belongs"].where(own["coded"], 0.0)
    articles = own["article_id"]
    size = counted.groupby(articles).transform("sum")
    known = seen.groupby(articles).transform("sum")
    return size.where(size > known, known).clip(lower=1.0)


def too_little(own: pd.DataFrame, about: str, outlet: str) -> str:
    """Return why the codes at hand cannot correct, or nothing where they can."""
    n, coded, read = _count_known(own), count_coded(own), int(own["coded"].sum())
    if not coded and read:
        return f"of {read} coded {plural('sentence', read)} none is {about}, by the coder"
    if not coded:
        return f"no sentence {about} is coded"
    if own.loc[own["coded"], "probability"].isna().any():
        return (
            f"it is not known with which probability the sentences of {outlet} were drawn "
            "to be coded: draw them with tellings sample"
        )
    if coded < LEAST_CODED:
        return (
            f"{coded} of {n} sentences {about} "
            f"{'is' if coded == 1 else 'are'} coded; {LEAST_CODED} are needed to correct"
        )
    return ""


def _draw(
    found: Mapping[tuple[str, str], Row],
    cells: Mapping[tuple[str, str], pd.DataFrame],
    alike: Mapping[str, float],
) -> dict[tuple[str, str], Drawn]:
    """Return the units of every mean that has pulls."""
    return {
        key: draw_units(
            row["value"],
            row["pulls"],
            cells[key],
            spent=2 if row["estimate"] == "corrected" else 1,
            alike=alike[key[1]],
        )
        for key, row in found.items()
        if row["pulls"] is not None
    }


def _with_intervals(
    found: Mapping[tuple[str, str], Row],
    drawn: Mapping[tuple[str, str], Drawn],
    what: Averaged,
    resamples: int,
    seed: int,
) -> list[Row]:
    """Add the intervals of the rows of one voice and way of estimating.

    Units may resemble those `drawn` of all outlets, also of those coded in full.
    """
    rows = []
    for key, row in found.items():
        answer = dict(row)
        if row["pulls"] is not None:
            among = [units for (_, target), units in drawn.items() if target == key[1]]
            rng = generator(seed, row["estimate"], row["voice"], *key)
            answer |= interval_of_units(drawn[key], among, resamples=resamples, rng=rng)
        ends = {end: what.clip(answer[end]) for end in ("low", "high")}
        rows.append({k: v for k, v in (answer | ends).items() if k != "pulls"})
    return rows
