"""Evidence for what is read beside the measures: mentions, quoted speech, hand codes."""

from __future__ import annotations

import pandas as pd

from analysis.evidence.source import Source
from analysis.measures.code_scores import join_sentiment_codes
from analysis.measures.coded import OWN, QUOTED, pair_codes
from analysis.measures.marks import mark_mentions
from analysis.measures.measure import Tables
from analysis.measures.values import value_sentiment
from analysis.tables import LABELS


def _mentions(tables: Tables, target: str | None) -> pd.DataFrame:
    """Return each sentence that refers to a member of the cast, with its references."""
    named = tables["mentions"].rename(columns={"entity": "target"})
    key = ["article_id", "sentence", "target"]
    return named.groupby(key).size().astype(float).rename("value").reset_index()


def _quoted(tables: Tables, target: str | None) -> pd.DataFrame:
    """Return the score of each sentence in which others speak of a target."""
    return value_sentiment(tables["sentences"], tables["sentiment"], voice="quoted")


def _coded(tables: Tables, target: str | None, voice: str = "") -> pd.DataFrame:
    """Return the mean code of each sentence, and how much it counts in the mean.

    A sentence counts as far as its codings agree that it refers to the target, and, for
    one voice, that the words are in it; where no voice is coded, the model's holds.
    """
    pairs = pair_codes(tables["sentences"], tables["sentiment"], tables["codes"])
    share = pairs["own"] if voice == OWN else 1 - pairs["own"]
    inside = (pairs["voice"] == voice) & pairs["score"].notna()
    counts = pairs["refers"] * (share.fillna(inside.astype(float)) if voice else 1.0)
    rows = pairs.assign(value=pairs["code"], counts=counts.fillna(0.0))
    return rows[rows["counts"] > 0]


def _coded_own(tables: Tables, target: str | None) -> pd.DataFrame:
    return _coded(tables, target, OWN)


def _coded_quoted(tables: Tables, target: str | None) -> pd.DataFrame:
    return _coded(tables, target, QUOTED)


def _labels(tables: Tables, target: str | None) -> pd.DataFrame:
    """Return each code, 1 where the model's label is the same, the surest labels first."""
    sentiment = tables["sentiment"]
    codes = join_sentiment_codes(tables["sentences"], sentiment, tables["codes"])
    sure = sentiment.assign(
        target=sentiment["entity"], weight=sentiment[list(LABELS)].max(axis=1)
    )
    key = ["article_id", "sentence", "target"]
    told = codes.merge(sure[[*key, "weight"]], on=key)
    return told.assign(value=(told["code"] == told["label"]).astype(float))


SOURCES = (
    Source("mention", _mentions, mark_mentions),
    Source("quoted sentiment", _quoted, mark_mentions),
    Source("hand-coded sentiment", _coded, mark_mentions),
    Source("hand-coded own-voice sentiment", _coded_own, mark_mentions),
    Source("hand-coded quoted sentiment", _coded_quoted, mark_mentions),
    Source("label against code", _labels, mark_mentions),
)
