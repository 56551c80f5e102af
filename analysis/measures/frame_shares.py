"""Shares of frames by outlet: by hand, by the model, and corrected by the codes there are."""

from __future__ import annotations

import pandas as pd

from analysis.compare.correction import estimate_means
from analysis.compare.estimating import Averaged
from analysis.compare.rogan_gladen import correct_shares
from analysis.measures.frame_codes import MEASURE, code_frames, find_chances
from analysis.measures.sampling import draw_sample, keep_drawn
from analysis.tables import check, empty

SHARE = Averaged("frame share", (0.0, 1.0), "of {outlet}")
FROM_SAMPLE = " from a sample"
CORRECTED = ("rogan-gladen", "corrected")


def share_frames(
    sentences: pd.DataFrame,
    frames: pd.DataFrame,
    articles: pd.DataFrame,
    codes: pd.DataFrame,
    *,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the share of sentences that carry each frame, by outlet, estimated four ways.

    hand-coded: the mean of the codes. model: the share of sentences labelled. rogan-gladen:
    that share corrected by the labels' sensitivity and specificity (`correct_shares`).
    corrected: the labels' share plus the mean error that the outlet's own coded sentences
    show, prediction-powered (`correct_means`). Where every sentence is coded, the
    corrected share is the hand-coded one and shows nothing of the correction; then both
    corrections are also shown as they would be if only half of the sentences, drawn at
    random in each outlet, had been coded: "... from a sample".

    Parameters
    ----------
    sentences, frames, articles, codes : DataFrame
        The tables of these names. Headings are left out.
    resamples : int
        Number of bootstrap resamples.
    seed : int
        Of the draws.

    Returns
    -------
    DataFrame
        The table `frame_shares`; without codes of frames, the model's rows alone, whose
        note says that they are not checked.

    Notes
    -----
    How often the corrected intervals hold the fully hand-coded share is measured by
    benchmarks/frames.py. Does not show how strongly a sentence carries a frame.
    """
    pairs = pair_frames(sentences, frames, codes)
    if pairs.empty:
        return empty("frame_shares")
    table = estimate_shares(pairs, articles, resamples=resamples, seed=seed)
    if pairs["code"].isna().all():
        note = "no sentence is coded: how far the labels err is not known"
        table = table[table["estimate"] == "model"].assign(note=note)
    elif pairs["code"].notna().all():
        drawn = draw_codes(sentences, codes, articles, share=0.5, seed=seed)
        part = pair_frames(sentences, frames, drawn)
        found = estimate_shares(part, articles, resamples=resamples, seed=seed)
        found = found[found["estimate"].isin(CORRECTED)]
        note = "as if half of the sentences were coded; the labels are those of all codes"
        named = found.assign(estimate=found["estimate"] + FROM_SAMPLE, note=note)
        table = pd.concat([table, named])
    return check(table, "frame_shares")


def pair_frames(
    sentences: pd.DataFrame, frames: pd.DataFrame, codes: pd.DataFrame
) -> pd.DataFrame:
    """Return each sentence of the body x frame with the model's label and the codes.

    Returns
    -------
    DataFrame
        article_id, paragraph, sentence, target (the frame), score (0 or 1), voice
        (empty), code (mean of the codings, 0 to 1), refers (1 where coded, else
        missing), own (missing), probability (of having been drawn, missing where not
        known).
    """
    body = sentences[~sentences["heading"]].reset_index(drop=True)
    names = sorted(set(frames["frame"]))
    coded = code_frames(body, codes, names, mean=True)
    keys = body[["article_id", "paragraph", "sentence"]]
    parts = [
        keys.assign(target=name, code=coded[:, place]) for place, name in enumerate(names)
    ]
    if not parts:
        return pd.DataFrame(columns=[*keys.columns, "target", "code"])
    found = frames.rename(columns={"frame": "target"})
    joined = pd.concat(parts, ignore_index=True).merge(
        found[["article_id", "sentence", "target", "label"]]
    )
    there = joined["code"].notna()
    joined = joined.assign(
        score=joined["label"].astype(float),
        voice="",
        refers=there.astype(float).where(there),
        own=float("nan"),
    )
    chances = find_chances(sentences, codes)
    return joined.merge(chances, how="left", on=["article_id", "sentence", "target"])


def estimate_shares(
    pairs: pd.DataFrame, articles: pd.DataFrame, *, resamples: int, seed: int
) -> pd.DataFrame:
    """Return the rows of `frame_shares` for the codes at hand, unchecked."""
    means = estimate_means(pairs, articles, SHARE, resamples=resamples, seed=seed)
    known = pairs.merge(articles[["article_id", "outlet", "event"]], on="article_id")
    known = known.assign(coded=known["code"].notna())
    rows = [
        row
        for _, own in known.groupby("target", sort=True)
        for row in correct_shares(own, SHARE, resamples=resamples, seed=seed)
    ]
    grades = articles[["outlet", "outlet_grade"]].drop_duplicates("outlet")
    by_rates = pd.DataFrame(rows).merge(grades, on="outlet")
    both = pd.concat([means, by_rates], ignore_index=True)
    return both.rename(columns={"target": "frame"})


def draw_codes(
    sentences: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    share: float,
    seed: int,
) -> pd.DataFrame:
    """Return the codes of frames of a random sample of sentences, with its probability.

    Drawn as `draw_sample` draws: as many from each outlet as it has, up to the same
    number; headings are not drawn.
    """
    own = codes[codes["measure"] == MEASURE]
    body = sentences.loc[~sentences["heading"], ["article_id", "sentence"]]
    names = pd.DataFrame({"entity": sorted(set(own["target"]))})
    n = max(round(share * len(body)), articles["outlet"].nunique())
    drawn = draw_sample(sentences, body.merge(names, how="cross"), articles, n=n, seed=seed)
    return keep_drawn(own, drawn)
