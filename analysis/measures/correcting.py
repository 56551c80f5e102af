"""Sentiment corrected by the codes that there are; what half of them would have given."""

from __future__ import annotations

import pandas as pd

from analysis.compare import correct_means
from analysis.compare.correction import ESTIMATES
from analysis.measures.coded import pair_codes
from analysis.measures.sampling import draw_sample, keep_drawn
from analysis.tables import check

FROM_SAMPLE = "corrected from a sample"


def correct_sentiment(
    sentences: pd.DataFrame,
    sentiment: pd.DataFrame,
    articles: pd.DataFrame,
    codes: pd.DataFrame,
    *,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the mean sentiment of every outlet: by hand, by the model, corrected.

    Where every sentence is coded, the corrected mean is the hand-coded one and shows
    nothing of the correction. Then it is also shown what it would have been if only half
    of the sentences, drawn as `draw_sample` draws, had been coded: "corrected from a
    sample".

    Parameters
    ----------
    sentences, sentiment, articles, codes : DataFrame
        The tables of these names.
    resamples : int
        Number of bootstrap resamples.
    seed : int
        Of the draws.

    Returns
    -------
    DataFrame
        The table `corrected`; without codes of sentiment, the model's rows alone.
    """
    pairs = pair_codes(sentences, sentiment, codes)
    means = correct_means(pairs, articles, resamples=resamples, seed=seed)
    if not codes["measure"].eq("sentiment").any():
        return means[means["estimate"] == "model"].reset_index(drop=True)
    told = pairs[pairs["score"].notna()]
    if told.empty or not told["refers"].notna().all():
        return means
    texts = len(told[["article_id", "sentence"]].drop_duplicates())
    half = max(-(-texts // 2), articles["outlet"].nunique())
    drawn = draw_sample(sentences, sentiment, articles, n=half, seed=seed)
    part = pair_codes(sentences, sentiment, keep_drawn(codes, drawn))
    found = correct_means(part, articles, resamples=resamples, seed=seed)
    of_part = found[found["estimate"] == ESTIMATES[-1]].assign(estimate=FROM_SAMPLE)
    return check(pd.concat([means, of_part]), "corrected")
