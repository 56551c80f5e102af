"""Means by outlet: by hand, by the model, and the model corrected by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.compare.alike import estimate_alike
from analysis.compare.averages import average_outlets
from analysis.compare.estimating import Averaged, Row, corrected_means, count_coded
from analysis.compare.units import read_observations
from analysis.tables import check, empty, require_columns

VOICES = ("all", "outlet", "quoted")
ESTIMATES = ("hand-coded", "model", "corrected")
_NEEDED = ["article_id", "paragraph", "sentence", "target", "score", "voice"]
_NEEDED += ["code", "refers", "own", "probability"]


SENTIMENT = Averaged("sentiment", (-1.0, 1.0), "on {target} in {outlet}")


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
        are five, else paragraphs or blocks of two sentences inside them; how far those
        vary and agree, all outlets' coded sentences on the target show. Voices other
        than "all" are there where the model tells voices apart; "outlet" and "quoted"
        are the coder's where coded. n counts the sentences that belong, by the coder where
        coded and by the model elsewhere; of the model's means, those that it finds, and
        n_coded the coded ones among them. Targets that the model finds nowhere are left out.

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
    ...     "sentence": range(8), "score": 0.5, "voice": "", "refers": 1.0, "own": float("nan"),
    ...     "code": [1.0, 0, 0, 1, 0, 0, 0, 0], "probability": float("nan")})
    >>> correct_means(pairs, articles)[["estimate", "value"]].to_dict("split")["data"]
    [['corrected', 0.25], ['hand-coded', 0.25], ['model', 0.5]]
    """
    require_columns(pairs, _NEEDED, "pairs", make_with="pair_codes(...)")
    rows = estimate_means(pairs, articles, SENTIMENT, resamples=resamples, seed=seed)
    return check(rows, "corrected") if len(rows) else empty("corrected")


def estimate_means(
    pairs: pd.DataFrame,
    articles: pd.DataFrame,
    what: Averaged,
    *,
    resamples: int,
    seed: int,
) -> pd.DataFrame:
    """Return the means of `correct_means` for whatever is averaged, with their grades."""
    measured = pairs[pairs["score"].notna().groupby(pairs["target"]).transform("any")]
    known = measured.merge(articles[["article_id", "outlet", "event"]], on="article_id")
    if known.empty:
        return pd.DataFrame()
    voices = VOICES if (known["voice"] != "").any() else VOICES[:1]
    rows: list[Row] = []
    for voice in voices:
        placed = _placed(known, voice)
        by_cell = {
            (str(outlet), str(target)): own.reset_index(drop=True)
            for (outlet, target), own in placed.groupby(["outlet", "target"])
        }
        told = placed.assign(value=placed["code"], weight=placed["belongs"])
        told = told[told["belongs"] > 0]
        alike = {
            target: estimate_alike(texts)
            for target, texts in read_observations(told, articles).items()
        }
        simple = _simple_means(
            placed, told, by_cell, articles, what, voice, resamples, seed
        )
        rows += simple
        rows += corrected_means(by_cell, simple, alike, what, voice, resamples, seed)
    grades = articles[["outlet", "outlet_grade"]].drop_duplicates("outlet")
    return pd.DataFrame(rows).merge(grades, on="outlet")


def _placed(known: pd.DataFrame, voice: str) -> pd.DataFrame:
    """Add inside, belongs, coded and complete (all of the outlet's sentences are coded).

    A coder who gave no voice leaves it to the model. Where sentences were drawn to be coded,
    one that the coder alone finds shows that there may be more: those are not all.
    """
    found = known["score"].notna()
    coded = known["refers"].notna()
    inside = found & ((voice == "all") | (known["voice"] == voice))
    own = known["own"] if voice == "outlet" else 1 - known["own"]
    share = own.fillna(inside.astype(float)) if voice != "all" else 1.0
    belongs = (known["refers"] * share).fillna(0.0)
    cell = [known["outlet"], known["target"]]
    settled = coded & (found | ~known["probability"].lt(1))
    return known.assign(
        inside=inside.astype(float),
        belongs=belongs.astype(float),
        coded=coded,
        complete=settled.groupby(cell).transform("all"),
    )


def _simple_means(
    placed: pd.DataFrame,
    told: pd.DataFrame,
    by_cell: Mapping[tuple[str, str], pd.DataFrame],
    articles: pd.DataFrame,
    what: Averaged,
    voice: str,
    resamples: int,
    seed: int,
) -> list[Row]:
    """Return the model's means, and those of codes where every sentence is coded.

    How far codes vary and agree is known from all that are `told`, of whatever outlet.
    """
    kind = {"all": "", "outlet": "own-voice ", "quoted": "quoted "}[voice]
    scored = placed.assign(value=placed["score"], weight=placed["inside"])
    by_model = scored[scored["inside"] > 0]
    by_hand = told[told["complete"]]
    rows = []
    for estimate, values, among in (
        ("model", by_model, None),
        ("hand-coded", by_hand, told),
    ):
        means = average_outlets(
            values,
            articles,
            measure=kind + what.measure,
            among=among,
            limits=what.limits,
            resamples=resamples,
            seed=seed,
        )
        tuning = 1.0 if estimate == "model" else 0.0
        named: Row = {"voice": voice, "estimate": estimate, "tuning": tuning, "note": ""}
        for record in means.to_dict("records"):
            row: Row = {str(name): value for name, value in record.items()}
            own = by_cell.get((row["outlet"], row["target"]))
            if own is not None and row["n"]:
                counted = own[own["inside"] > 0] if estimate == "model" else own
                rows.append({**row, **named, "n_coded": count_coded(counted)})
    return rows
