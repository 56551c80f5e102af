"""What accuracy is bought by leaving out the labels that the model is least sure of."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.code_scores import join_sentiment_codes
from analysis.measures.scoring import draw_sums
from analysis.tables import LABELS

COLUMNS = ["confidence", "coverage", "accuracy", "low", "high", "n", "neutral", "bar"]
_STEPS = 20  # a twentieth of the codes between two points
FEWEST = 20  # codes behind a point


def measure_coverage(
    sentences: pd.DataFrame,
    sentiment: pd.DataFrame,
    codes: pd.DataFrame,
    *,
    seed: int = 0,
) -> pd.DataFrame:
    """Return accuracy against the codes by how many of the labels are kept.

    The surest labels are kept, by their largest probability; labels that are equally
    sure are kept or left out together. As in `validate_measures`, each code is one
    answer to compare with, and a sentence that was coded twice is drawn as one in the
    intervals. ::

        coverage = codes whose label is at least so sure / codes
        accuracy = those with the same label / those kept

    Parameters
    ----------
    sentences, sentiment, codes : DataFrame
        The tables of these names.
    seed : int
        Of the draws.

    Returns
    -------
    DataFrame
        From all labels to the surest: confidence (the least that is kept, 1/3 to 1),
        coverage and accuracy (0 to 1), low and high (95%, 2,000 bootstrap draws of
        sentences, percentiles), n (codes kept, at least 20 but for the first and the
        bar), neutral (accuracy of always answering neutral on those kept), bar (whether
        just the labels that are not uncertain are kept; confidence is then the least that
        occurs among them, not the model's setting). No row where no code has a label.

    Notes
    -----
    Does not show what is lost: sentences of mixed or faint sentiment are the ones that go.
    Where all the kept codes are right, or none is, draws cannot vary and the interval has
    no width; that is no certainty.

    References
    ----------
    El-Yaniv and Wiener 2010, On the Foundations of Noise-free Selective
    Classification, JMLR 11 (the risk-coverage curve).
    """
    joined = join_sentiment_codes(sentences, sentiment, codes)
    sure = sentiment.assign(
        confidence=sentiment[list(LABELS)].max(axis=1), target=sentiment["entity"]
    )
    key = ["article_id", "sentence", "target"]
    told = joined.merge(sure[[*key, "confidence", "uncertain"]], on=key)
    if told.empty:
        return pd.DataFrame(columns=COLUMNS)
    kept = _choose(told["confidence"].to_numpy(float), told["uncertain"].to_numpy(bool))
    return _scored(told, kept, seed)


def _choose(confidence: NDArray[np.float64], uncertain: NDArray[np.bool_]) -> pd.DataFrame:
    """Return the least confidences to keep, and which of them is the model's bar."""
    shares = np.arange(_STEPS) / _STEPS
    least = np.unique(np.quantile(confidence, shares, method="lower"))
    sizes = (confidence[:, None] >= least).sum(axis=0)
    steps = least[(sizes >= FEWEST) | (least == confidence.min())]
    bar = confidence[~uncertain].min(initial=np.inf)
    chosen = np.unique(np.append(steps, bar))
    return pd.DataFrame({"confidence": chosen, "bar": chosen == bar})[np.isfinite(chosen)]


def _scored(told: pd.DataFrame, kept: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return the kept rows' coverage and accuracy, sentences being drawn."""
    least = kept["confidence"].to_numpy(float)
    inside = told["confidence"].to_numpy(float)[:, None] >= least
    right = inside & (told["code"] == told["label"]).to_numpy()[:, None]
    hits, sizes = np.split(draw_sums(told, np.hstack([right, inside]), seed), 2, axis=1)
    with np.errstate(invalid="ignore"):  # a draw may keep nothing
        drawn = hits / sizes
    low, high = np.nanquantile(drawn, [0.025, 0.975], axis=0)
    sizes = inside.sum(axis=0)
    return kept.assign(
        coverage=inside.mean(axis=0),
        accuracy=right.sum(axis=0) / sizes,
        low=low,
        high=high,
        n=sizes,
        neutral=(inside & told["code"].eq("neutral").to_numpy()[:, None]).sum(axis=0)
        / sizes,
    )[COLUMNS].reset_index(drop=True)
