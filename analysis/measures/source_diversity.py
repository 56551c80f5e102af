"""How evenly an outlet's speech is shared among its speakers."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.compare.design import ENOUGH
from analysis.compare.resample import generator
from analysis.compare.units import MIN_BLOCKS, MIN_PARAGRAPHS
from analysis.measures.spoken_words import OUTLET, UNKNOWN, count_spoken
from analysis.tables import check, empty, require_columns

INDICES = ("shannon", "simpson")


def shannon(words: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return H = -sum p ln p of words by speaker along the last axis, 0 for one speaker.

    >>> float(shannon(np.array([5.0, 5.0])).round(3)), float(shannon(np.array([7.0, 0.0])))
    (0.693, 0.0)
    """
    p = _shares(words)
    logs = np.log(p, out=np.zeros_like(p), where=p > 0)
    return np.abs(-(p * logs).sum(axis=-1))


def simpson(words: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return 1 - sum p squared: the chance that two words have different speakers.

    >>> float(simpson(np.array([5.0, 5.0])))
    0.5
    """
    return 1 - (_shares(words) ** 2).sum(axis=-1)


def _shares(words: NDArray[np.float64]) -> NDArray[np.float64]:
    total = words.sum(axis=-1, keepdims=True)
    return np.divide(words, total, out=np.zeros_like(words, dtype=float), where=total > 0)


def measure_diversity(
    sentences: pd.DataFrame,
    voices: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure how diverse the named speakers of each outlet are.

    p = a speaker's part of all words of named speakers. Shannon = -sum p ln p (nats, 0 to
    the logarithm of the number of speakers); Simpson = 1 - sum p squared (0 to 1). The
    outlet itself and speech without a speaker are left out.

    Parameters
    ----------
    sentences, voices, articles : DataFrame
        The tables of these names.
    resamples, seed : int
        Of the intervals: articles are drawn where an outlet has five or more, else the
        paragraphs that hold speech (six or more), else blocks of two sentences that do.
        Paragraphs and blocks are drawn inside each article, as many as it has of them.
        A draw holds fewer speakers than the text, so deviations are taken from the mean
        of the draws, not from the value.

    Returns
    -------
    DataFrame
        Table `source_diversity`, key outlet, index.

    Notes
    -----
    Does not show whether the speakers disagree: ten of one opinion count as ten. Two
    names for one speaker outside the cast count as two.

    Source: Shannon 1948; Simpson 1949, Nature 163:688; as measures of source diversity
    in news e.g. Voakes et al. 1996, J&MC Quarterly 73(3):582-593.
    """
    require_columns(articles, ["article_id", "outlet", "outlet_grade"], "articles")
    counted = count_spoken(sentences, voices)
    named = counted[~counted["speaker"].isin([OUTLET, UNKNOWN])]
    placed = named.merge(
        articles[["article_id", "outlet", "outlet_grade"]], on="article_id"
    )
    rows = []
    for (outlet, grade), own in placed.groupby(["outlet", "outlet_grade"]):
        units, strata, unit, reason = _units(own)
        for index, of_words in zip(INDICES, (shannon, simpson), strict=True):
            value = float(of_words(units.sum(axis=0)))
            low, high = np.nan, np.nan
            if not reason:
                rng = generator(seed, "source diversity", str(outlet))
                low, high = _interval(units, strata, of_words, value, resamples, rng)
                top = np.log(units.shape[1]) if index == "shannon" else 1.0
                low, high = max(low, 0.0), min(high, top)
            rows.append(
                {
                    "outlet": outlet,
                    "outlet_grade": grade,
                    "index": index,
                    "value": value,
                    "low": low,
                    "high": high,
                    "speakers": units.shape[1],
                    "words": int(units.sum()),
                    "n": len(own[["article_id", "sentence"]].drop_duplicates()),
                    "resampled": "" if reason else unit,
                    "reason": reason,
                }
            )
    return (
        check(pd.DataFrame(rows), "source_diversity") if rows else empty("source_diversity")
    )


def _units(
    own: pd.DataFrame,
) -> tuple[NDArray[np.float64], NDArray[np.int64], str, str]:
    """Return units x speakers of words, which of them are drawn from each other.

    Then what a unit is, and why none can be drawn, else nothing.
    """
    articles, needed = own["article_id"].nunique(), ENOUGH
    if articles >= ENOUGH:
        place, unit = own["article_id"], f"articles ({articles})"
    elif own.groupby("article_id")["paragraph"].nunique().min() >= MIN_PARAGRAPHS:
        place, needed = own["paragraph"].astype(str), MIN_PARAGRAPHS
        unit = "paragraphs within the articles (these texts)"
    else:
        number = own.groupby("article_id")["sentence"].rank("dense").sub(1) // 2
        place = number.astype(int).astype(str)
        unit, needed = "blocks of two sentences (these texts)", MIN_BLOCKS
    stratum = own["article_id"] if articles < ENOUGH else own["outlet"]
    words = own.assign(stratum=stratum, place=place).pivot_table(
        index=["stratum", "place"],
        columns="speaker",
        values="spoken",
        aggfunc="sum",
        fill_value=0,
    )
    strata = words.index.get_level_values("stratum").factorize()[0].astype(np.int64)
    units = words.to_numpy(float)
    return units, strata, unit, _refuse(own, units, strata, unit, needed)


def _refuse(
    own: pd.DataFrame,
    units: NDArray[np.float64],
    strata: NDArray[np.int64],
    unit: str,
    needed: int,
) -> str:
    """Return why units cannot be drawn, or nothing where they can."""
    if np.bincount(strata).min() < needed:
        told = own[["article_id", "sentence"]].drop_duplicates()
        several = bool(strata.max() > 0)
        n = told.groupby("article_id").size().min() if several else len(told)
        where = f"{n} sentences" + " of an article" * several
        return f"speech stands in {where}, too few to see how much they vary"
    if units.shape[1] == 1:
        return "nothing varies: there is one named speaker"
    shares = _shares(units)
    first = shares[np.searchsorted(strata, strata)]  # of the same stratum
    if np.allclose(shares, first):
        return f"nothing varies: all {unit} have the same shares of speakers"
    return ""


def _interval(
    units: NDArray[np.float64],
    strata: NDArray[np.int64],
    of_words: object,
    value: float,
    resamples: int,
    rng: np.random.Generator,
) -> tuple[float, float]:
    """Return the 95% interval of an index, deviations from the mean of the draws.

    Each stratum is drawn from its own units, and the words of all are added up; the
    fewest units say by how much draws vary too little.
    """
    drawn, sizes = np.zeros((resamples, units.shape[1])), np.bincount(strata)
    for stratum, n in enumerate(sizes):
        own = units[strata == stratum]
        drawn += own[rng.integers(n, size=(resamples, n))].sum(axis=1)
    found = of_words(drawn)  # type: ignore[operator]
    n = sizes.min()
    deviations = np.sqrt(n / (n - 1)) * (found - found.mean())
    low, high = np.quantile(deviations, [0.025, 0.975])
    return value + float(low), value + float(high)
