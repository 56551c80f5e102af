"""Means of sentiment by outlet: by hand, by the model, and the model corrected by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.compare.averages import average_outlets
from analysis.compare.pulls import draw_units, interval_of_units
from analysis.compare.resample import generator
from analysis.compare.tuned import Sampled, estimate_mean
from analysis.tables import check, empty, require_columns

LEAST_CODED = 6  # of an outlet's sentences on a target; below, nothing is corrected
VOICES = ("all", "outlet", "quoted")
ESTIMATES = ("hand-coded", "model", "corrected")
LIMITS = (-1.0, 1.0)
_NEEDED = ["article_id", "paragraph", "sentence", "target", "score", "voice"]
_NEEDED += ["code", "refers", "own", "probability"]
Row = dict[str, Any]


def correct_means(
    pairs: pd.DataFrame, articles: pd.DataFrame, *, resamples: int = 2000, seed: int = 0
) -> pd.DataFrame:
    """Return the mean sentiment of every outlet toward every target, three times.

    hand-coded: the mean of the codes, weighted by 1 / probability of having been coded.
    model: the mean of the model's scores of all sentences. corrected: the model's mean
    plus the mean error that the coded sentences show, the model being used as far as it
    helps (`estimate_mean` has the formula). Where every sentence is coded, the corrected
    mean is the hand-coded one, and the note says so.

    Parameters
    ----------
    pairs : DataFrame
        One row per sentence x target, from `pair_codes`: article_id, paragraph,
        sentence, target, score, voice, code, refers, own, probability.
    articles : DataFrame
        The `articles` table.
    resamples : int
        Number of bootstrap resamples.
    seed : int
        Of the draws; each row has its own, made of the seed and its names.

    Returns
    -------
    DataFrame
        The table `corrected`, -1 to 1. Means are over the sentences of an article, then
        over articles. Intervals draw what `average_outlets` draws: articles where there
        are five, else paragraphs or blocks of two sentences inside them. Voices other
        than "all" are there where the model tells voices apart; "outlet" and "quoted"
        are the coder's where coded.

    Notes
    -----
    Nothing is corrected where fewer than six sentences are coded, where they stand in
    fewer units than an interval needs, or where it is not known with which probability
    they were drawn: sentences chosen for their interest would mislead. How
    often the intervals hold the true mean on made-up texts, and how wide they are beside
    those of the codes alone, is measured by benchmarks/correction.py (last figures in
    benchmarks/README.md).

    Does not show sentences whose reference to the target was found neither by the model
    nor by a coder. What is resampled is this text's sentences, with one article an outlet.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "outlet": ["A"], "event": [""],
    ...     "outlet_grade": ["stated"]})
    >>> pairs = pd.DataFrame({"article_id": "a", "target": "Meta", "paragraph": range(8),
    ...     "sentence": range(8), "score": 0.5, "voice": "", "refers": 1.0, "own": np.nan,
    ...     "code": [1.0, 0, 0, 1, 0, 0, 0, 0], "probability": np.nan})
    >>> correct_means(pairs, articles)[["estimate", "value"]].to_dict("split")["data"]
    [['corrected', 0.25], ['hand-coded', 0.25], ['model', 0.5]]
    """
    require_columns(pairs, _NEEDED, "pairs", make_with="pair_codes(...)")
    known = pairs.merge(articles[["article_id", "outlet", "event"]], on="article_id")
    if known.empty:
        return empty("corrected")
    voices = VOICES if (known["voice"] != "").any() else VOICES[:1]
    rows: list[Row] = []
    for voice in voices:
        placed = _placed(known, voice)
        by_cell = {
            (str(outlet), str(target)): own.reset_index(drop=True)
            for (outlet, target), own in placed.groupby(["outlet", "target"])
        }
        simple = _simple_means(placed, by_cell, articles, voice, resamples, seed)
        rows += simple
        rows += _corrected_means(by_cell, simple, voice, resamples, seed)
    grades = articles[["outlet", "outlet_grade"]].drop_duplicates("outlet")
    return check(pd.DataFrame(rows).merge(grades, on="outlet"), "corrected")


def _placed(known: pd.DataFrame, voice: str) -> pd.DataFrame:
    """Add inside, belongs, coded and complete (all of the outlet's sentences are coded).

    A coder who gave no voice leaves it to the model.
    """
    found = known["score"].notna()
    coded = known["refers"].notna()
    inside = found & ((voice == "all") | (known["voice"] == voice))
    own = known["own"] if voice == "outlet" else 1 - known["own"]
    share = own.fillna(inside.astype(float)) if voice != "all" else 1.0
    belongs = (known["refers"] * share).fillna(0.0)
    cell = [known["outlet"], known["target"]]
    return known.assign(
        inside=inside.astype(float),
        belongs=belongs.astype(float),
        coded=coded,
        complete=coded.groupby(cell).transform("all"),
    )


def _simple_means(
    placed: pd.DataFrame,
    by_cell: Mapping[tuple[str, str], pd.DataFrame],
    articles: pd.DataFrame,
    voice: str,
    resamples: int,
    seed: int,
) -> list[Row]:
    """Return the model's means, and those of codes where every sentence is coded."""
    measure = "own-voice sentiment" if voice == "outlet" else "sentiment"
    measure = "quoted sentiment" if voice == "quoted" else measure
    scored = placed.assign(value=placed["score"], weight=placed["inside"])
    by_model = scored[scored["inside"] > 0]
    told = placed.assign(value=placed["code"], weight=placed["belongs"])
    by_hand = told[told["complete"] & (told["belongs"] > 0)]
    rows = []
    for estimate, values in (("model", by_model), ("hand-coded", by_hand)):
        means = average_outlets(
            values, articles, measure=measure, limits=LIMITS, resamples=resamples, seed=seed
        )
        tuning = 1.0 if estimate == "model" else 0.0
        named: Row = {"voice": voice, "estimate": estimate, "tuning": tuning, "note": ""}
        for record in means.to_dict("records"):
            row: Row = {str(name): value for name, value in record.items()}
            own = by_cell.get((row["outlet"], row["target"]))
            if own is not None and row["n"]:
                rows.append({**row, **named, "n_coded": _n_coded(own)})
    return rows


def _n_coded(own: pd.DataFrame) -> int:
    """Count the coded sentences that belong to what is averaged."""
    return int((own["belongs"] > 0).sum())


def _corrected_means(
    by_cell: Mapping[tuple[str, str], pd.DataFrame],
    simple: list[Row],
    voice: str,
    resamples: int,
    seed: int,
) -> list[Row]:
    """Return the corrected means, and those of codes where not every sentence is coded."""
    done = {(r["outlet"], r["target"]): r for r in simple if r["estimate"] == "hand-coded"}
    rows, open_cells = [], {}
    for key, own in by_cell.items():
        if key in done:
            note = "every sentence is coded: this is the hand-coded mean"
            rows.append({**done[key], "estimate": "corrected", "note": note})
        elif not own["complete"].all():
            open_cells[key] = own
    for estimate, tuning in (("hand-coded", 0.0), ("corrected", None)):
        found = {
            key: _estimated(own, key, tuning) | {"voice": voice, "estimate": estimate}
            for key, own in open_cells.items()
        }
        rows += _with_intervals(found, open_cells, resamples, seed)
    return rows


def _estimated(own: pd.DataFrame, key: tuple[str, str], tuning: float | None) -> Row:
    """Return one mean without its interval, or why there is none."""
    outlet, target = key
    row: Row = {"outlet": outlet, "target": target, "value": np.nan, "low": np.nan}
    row |= {"high": np.nan, "n": int(own["inside"].sum()), "n_coded": _n_coded(own)}
    row |= {"tuning": np.nan, "resampled": "", "note": "", "pulls": None}
    reason = _too_little(own, outlet, target)
    if reason and (tuning is None or not row["n_coded"]):
        return row | {"reason": reason}
    sizes = own.groupby("article_id")["inside"].transform("sum")
    answer = estimate_mean(
        Sampled(
            inside=own["inside"].to_numpy(float),
            score=own["score"].fillna(0.0).to_numpy(float),
            coded=own["coded"].to_numpy(bool),
            belongs=own["belongs"].to_numpy(float),
            code=own["code"].fillna(0.0).to_numpy(float),
            weight=1.0 / np.maximum(sizes.to_numpy(float), 1.0),
            chance=own["probability"].fillna(1.0).to_numpy(float),
        ),
        tuning=tuning,
    )
    row |= {"value": float(np.clip(answer.value, *LIMITS)), "tuning": answer.tuning}
    return row | {"reason": reason, "pulls": None if reason else answer.pulls}


def _too_little(own: pd.DataFrame, outlet: str, target: str) -> str:
    """Return why the codes at hand cannot correct, or nothing where they can."""
    n, coded = int(own["inside"].sum()), _n_coded(own)
    if not coded:
        return f"no sentence on {target} in {outlet} is coded"
    if own.loc[own["coded"], "probability"].isna().any():
        return (
            f"it is not known with which probability the sentences of {outlet} were drawn "
            "to be coded: draw them with tellings sample"
        )
    if coded < LEAST_CODED:
        return (
            f"{coded} of {n} sentences on {target} in {outlet} "
            f"{'is' if coded == 1 else 'are'} coded; {LEAST_CODED} are needed to correct"
        )
    return ""


def _with_intervals(
    found: Mapping[tuple[str, str], Row],
    cells: Mapping[tuple[str, str], pd.DataFrame],
    resamples: int,
    seed: int,
) -> list[Row]:
    """Add the intervals of the rows of one voice and way of estimating."""
    drawn = {
        key: draw_units(
            row["value"],
            row["pulls"],
            cells[key],
            spent=2 if row["estimate"] == "corrected" else 1,
        )
        for key, row in found.items()
        if row["pulls"] is not None
    }
    rows = []
    for key, row in found.items():
        answer = dict(row)
        if key in drawn:
            among = [units for (_, target), units in drawn.items() if target == key[1]]
            rng = generator(seed, row["estimate"], row["voice"], *key)
            answer |= interval_of_units(drawn[key], among, resamples=resamples, rng=rng)
        ends = {end: float(np.clip(answer[end], *LIMITS)) for end in ("low", "high")}
        rows.append({k: v for k, v in (answer | ends).items() if k != "pulls"})
    return rows
