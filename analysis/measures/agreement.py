"""How well codes agree with each other, and measures with codes."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.coded import match_codes, pair_codes, text_keys
from analysis.models.scores import f1_by_class
from analysis.tables import LABELS, empty, require_columns

Level = Literal["nominal", "ordinal"]
Numbers = NDArray[np.float64]
CODE_LABELS = dict(zip(("-1", "0", "1"), LABELS, strict=True))
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


def score_references(
    sentences: pd.DataFrame, mentions: pd.DataFrame, codes: pd.DataFrame
) -> pd.DataFrame:
    """Return how well mentions agree with hand codes of reference, sentence by sentence.

    A sentence counts as referring to a target where any mention of it was found (found)
    and where its code of `reference` is not "none" (coded). Each coder's pass is scored.
    Does not show whether the words found are the words meant, only the sentences.

    Returns
    -------
    DataFrame
        target, coder, pass, n (sentences), found, coded, precision, recall, f1 (0 to 1).
    """
    joined = match_codes(codes[codes["measure"] == "reference"], sentences)
    said = (
        mentions[["article_id", "sentence", "entity"]].drop_duplicates().assign(found=True)
    )
    joined = joined.merge(
        said.rename(columns={"entity": "target"}),
        how="left",
        on=["article_id", "sentence", "target"],
    )
    joined = joined.assign(
        found=joined["found"].eq(True),
        coded=joined["value"].ne("none"),
    )
    return pd.DataFrame(
        [
            {"target": target, "coder": coder, "pass": number, **_hits(own)}
            for (target, coder, number), own in joined.groupby(["target", "coder", "pass"])
        ]
    )


def _hits(own: pd.DataFrame) -> dict[str, float]:
    """Count agreement and return precision, recall and their harmonic mean."""
    both = int((own["found"] & own["coded"]).sum())
    found, coded = int(own["found"].sum()), int(own["coded"].sum())
    return {
        "n": len(own),
        "found": found,
        "coded": coded,
        "precision": both / found if found else float("nan"),
        "recall": both / coded if coded else float("nan"),
        "f1": 2 * both / (found + coded) if found + coded else float("nan"),
    }


def score_sentiment(
    sentences: pd.DataFrame, sentiment: pd.DataFrame, codes: pd.DataFrame
) -> pd.DataFrame:
    """Return how well sentiment labels agree with hand codes, per target and in all.

    Sentences without a label, whose mention was not found, are left out: the figure is
    kinder by those.

    Returns
    -------
    DataFrame
        target ("all" last), coder, pass, n (sentences with label and code), accuracy,
        macro_f1 (mean F1 of those of negative, neutral and positive that occur in codes
        or labels, 0 to 1).
    """
    joined = join_sentiment_codes(sentences, sentiment, codes)
    parts = [joined, joined.assign(target="all")]
    return pd.DataFrame(
        [
            {"target": target, "coder": coder, "pass": number, **_label_scores(own)}
            for part in parts
            for (target, coder, number), own in part.groupby(["target", "coder", "pass"])
        ]
    )


def join_sentiment_codes(
    sentences: pd.DataFrame, sentiment: pd.DataFrame, codes: pd.DataFrame
) -> pd.DataFrame:
    """Return each code of sentiment beside the model's label of the same sentence.

    Returns
    -------
    DataFrame
        article_id, sentence, target, coder, pass, code and label (negative, neutral,
        positive), score, text.
    """
    wanted = match_codes(codes[codes["measure"] == "sentiment"], sentences)
    joined = wanted.merge(
        sentiment.rename(columns={"entity": "target"}),
        on=["article_id", "sentence", "target"],
    )
    kept = ["article_id", "sentence", "target", "coder", "pass", "code", "label", "score"]
    return joined.assign(code=joined["value"].map(CODE_LABELS))[[*kept, "text"]]


def _label_scores(own: pd.DataFrame) -> dict[str, float]:
    """Return n, accuracy and macro-F1 of labels against codes."""
    code, label = (own[name].map(LABELS.index).to_numpy() for name in ("code", "label"))
    occur = np.union1d(code, label)
    return {
        "n": len(own),
        "accuracy": float((code == label).mean()),
        "macro_f1": float(f1_by_class(code, label)[occur].mean()),
    }


def average_codes(
    codes: pd.DataFrame, sentences: pd.DataFrame, articles: pd.DataFrame
) -> pd.DataFrame:
    """Return the mean hand code of sentiment per article and target, all passes together.

    Headings are left out, as in the model's means.

    Returns
    -------
    DataFrame
        article_id, outlet, outlet_grade, target, value (-1 to 1), n (sentences).
    """
    nothing = empty("sentiment")
    coded = pair_codes(sentences, nothing, codes[codes["measure"] == "sentiment"])
    means = coded.groupby(["article_id", "target"])["code"].agg(value="mean", n="size")
    known = articles[["article_id", "outlet", "outlet_grade"]]
    return known.merge(means.reset_index(), on="article_id")
