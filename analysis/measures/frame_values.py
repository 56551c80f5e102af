"""Frames as a measure: the share of an outlet's sentences that carry each frame."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from analysis.measures.log_odds import prior_counts, weighted_log_odds
from analysis.measures.marks import mark_terms
from analysis.measures.measure import VALUES, Measure, Tables
from analysis.measures.terms import FUNCTION_WORDS, split_words

_TELLING = 1.64  # z of a term that is marked
_PRIOR = 0.5  # added to each count; a pooled prior would mark the story's commonest words
_MOST = 15  # terms of a frame that are marked


def value_frames(sentences: pd.DataFrame, frames: pd.DataFrame) -> pd.DataFrame:
    """Return, per sentence and frame, 1 where the sentence carries it, else 0.

    Headings are left out. Does not show whether the frame is the outlet's or that of
    somebody it quotes, nor whether it is affirmed.

    Parameters
    ----------
    sentences, frames : DataFrame
        The tables of these names.

    Returns
    -------
    DataFrame
        article_id, paragraph, sentence, target (the frame), value (0 or 1).
    """
    body = sentences[~sentences["heading"]]
    joined = body.merge(frames, on=["article_id", "sentence"])
    told = joined.assign(target=joined["frame"], value=joined["label"].astype(float))
    order = ["target", "article_id", "sentence"]
    return told[VALUES].sort_values(order, ignore_index=True)


def find_frame_terms(tables: Tables) -> dict[str, list[str]]:
    """Return the words that set each frame's sentences apart from all others, best first.

    Weighted log-odds of the labelled sentences against the rest, z above 1.64, at most
    fifteen: what the labels have in common, not what made the model give them.
    """
    told = tables["sentences"][["article_id", "sentence", "text"]].merge(
        tables["frames"], on=["article_id", "sentence"]
    )
    terms = {}
    for frame, own in told.groupby("frame", sort=True):
        sides = [_count_words(own.loc[own["label"] == side, "text"]) for side in (1, 0)]
        terms[str(frame)] = _set_apart(*sides)
    return terms


def _count_words(texts: pd.Series) -> Counter[str]:
    """Count the words that are not grammar alone."""
    words = (word for text in texts for word in split_words(text))
    return Counter(word for word in words if word not in FUNCTION_WORDS)


def _set_apart(inside: Counter[str], outside: Counter[str]) -> list[str]:
    """Return the words that come more inside than outside."""
    if not inside or not outside:
        return []
    words = sorted(inside)
    left = np.array([inside[word] for word in words], dtype=float)
    right = np.array([outside[word] for word in words], dtype=float)
    totals = float(sum(inside.values())), float(sum(outside.values()))
    alpha = prior_counts(left, right, _PRIOR)
    _, z = weighted_log_odds(left, right, alpha, totals)
    best = np.argsort(-z.round(9), kind="stable")[:_MOST]
    return [words[place] for place in best if z[place] > _TELLING]


def _values(tables: Tables, entities: list[str] | None) -> pd.DataFrame:
    return value_frames(tables["sentences"], tables["frames"])


def _mark(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the terms that set each frame's sentences apart."""
    return mark_terms(rows, find_frame_terms(tables))


def _by_score(tables: Tables, values: pd.DataFrame) -> pd.DataFrame:
    """Let the sentences that the model is surest of come first."""
    scored = tables["frames"].rename(columns={"frame": "target", "score": "weight"})
    wanted = scored[["article_id", "sentence", "target", "weight"]]
    return values.merge(wanted, on=["article_id", "sentence", "target"])


MEASURES = (
    Measure(
        "frame share",
        "share of sentences",
        (0, 1),
        "whether the frame is the outlet's or that of somebody it quotes",
        _values,
        _mark,
        weigh=_by_score,
    ),
)
