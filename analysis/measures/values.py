"""Measures as values of sentences: what is averaged, compared and traced to its source.

A values frame has one row per sentence x target that enters a measure: article_id,
paragraph, sentence, target, value. An article's measure is the mean of its values, a
comparison resamples them, and the evidence for a number is its rows.
"""

from __future__ import annotations

from typing import Literal

import pandas as pd

from analysis.measures.marks import mark_mentions, mark_topic_terms
from analysis.measures.measure import VALUES, Measure, Tables


def value_sentiment(
    sentences: pd.DataFrame,
    sentiment: pd.DataFrame,
    *,
    headline: bool = False,
    voice: Literal["outlet", "quoted"] | None = None,
) -> pd.DataFrame:
    """Return the score of each sentence toward each target that it refers to.

    Parameters
    ----------
    sentences, sentiment : DataFrame
        The tables of these names.
    headline : bool
        The article's title alone, instead of all that is not a heading.
    voice : {"outlet", "quoted"}, optional
        Only what the outlet says in its own voice, or only what it lets others say;
        sentences whose voice is not known are then left out.

    Returns
    -------
    DataFrame
        article_id, paragraph, sentence, target, value (score, -1 to 1).
    """
    scored = sentiment.rename(columns={"entity": "target", "score": "value"})
    if voice is not None:
        own = scored["voice"] == "outlet"
        scored = scored[own if voice == "outlet" else ~own & (scored["voice"] != "")]
    chosen = find_headlines(sentences) if headline else sentences[~sentences["heading"]]
    return _values(chosen.merge(scored, on=["article_id", "sentence"]))


def value_topics(
    sentences: pd.DataFrame, sentence_topics: pd.DataFrame, topics: pd.DataFrame
) -> pd.DataFrame:
    """Return, per sentence and topic, 1 where the sentence belongs to it, else 0.

    Headings are left out. The target is the topic's label. Does not show what is said of
    the topic; a sentence has one topic, whatever else it speaks of.
    """
    placed = sentences[~sentences["heading"]].merge(
        sentence_topics, on=["article_id", "sentence"]
    )
    crossed = placed.merge(
        topics[["topic", "label"]].rename(columns={"topic": "of", "label": "target"}),
        how="cross",
    )
    return _values(crossed.assign(value=(crossed["topic"] == crossed["of"]).astype(float)))


def value_mentions(
    sentences: pd.DataFrame, mentions: pd.DataFrame, entities: list[str]
) -> pd.DataFrame:
    """Return, per sentence and entity, 1 where the sentence refers to it, else 0.

    Headings are left out. Does not show how it is spoken of, nor how often in a sentence.
    """
    crossed = sentences[~sentences["heading"]].merge(
        pd.DataFrame({"target": pd.Series(entities, dtype="str")}), how="cross"
    )
    said = mentions.rename(columns={"entity": "target"})[
        ["article_id", "sentence", "target"]
    ]
    joined = crossed.merge(
        said.drop_duplicates().assign(value=1.0),
        how="left",
        on=["article_id", "sentence", "target"],
    )
    return _values(joined.fillna({"value": 0.0}))


def find_headlines(sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences that are their article's headline.

    The headline is the heading that opens the article, or, where none does, the heading
    that closes it (some pages put their title under the text).
    """
    headings = sentences[sentences["heading"]]
    last = sentences.groupby("article_id")["sentence"].transform("max")
    opens = headings[headings["sentence"] == 0]
    closes = headings[headings["sentence"] == last.loc[headings.index]]
    alone = closes[~closes["article_id"].isin(opens["article_id"])]
    return pd.concat([opens, alone]).sort_values(["article_id", "sentence"])


def _values(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep the columns of a values frame, sorted."""
    order = ["target", "article_id", "sentence"]
    return frame.loc[:, VALUES].sort_values(order, ignore_index=True)


def _sentiment(tables: Tables, entities: list[str] | None) -> pd.DataFrame:
    return value_sentiment(tables["sentences"], tables["sentiment"])


def _own_voice(tables: Tables, entities: list[str] | None) -> pd.DataFrame:
    return value_sentiment(tables["sentences"], tables["sentiment"], voice="outlet")


def _headline(tables: Tables, entities: list[str] | None) -> pd.DataFrame:
    return value_sentiment(tables["sentences"], tables["sentiment"], headline=True)


def _topic_share(tables: Tables, entities: list[str] | None) -> pd.DataFrame:
    return value_topics(tables["sentences"], tables["sentence_topics"], tables["topics"])


def _mention_share(tables: Tables, entities: list[str] | None) -> pd.DataFrame:
    mentions = tables["mentions"]
    names = entities or sorted(set(mentions["entity"]))
    return value_mentions(tables["sentences"], mentions, names)


def _by_probability(tables: Tables, values: pd.DataFrame) -> pd.DataFrame:
    """Let the sentences most typical of a topic come first."""
    placed = values.merge(tables["sentence_topics"], on=["article_id", "sentence"])
    return placed.assign(weight=placed["probability"])


MEASURES = (
    Measure(
        "sentiment",
        "mean of positive minus negative, -1 to 1",
        (-1, 1),
        "whose words they are: quoted blame counts like the outlet's own (own-voice "
        "sentiment does not count it)",
        _sentiment,
        mark_mentions,
        zeros=True,
    ),
    Measure(
        "own-voice sentiment",
        "mean of positive minus negative in the outlet's own words, -1 to 1",
        (-1, 1),
        "whom the outlet chose to quote, nor what it lets them say",
        _own_voice,
        mark_mentions,
        zeros=True,
    ),
    Measure(
        "headline sentiment",
        "positive minus negative of the headline, -1 to 1",
        (-1, 1),
        "who wrote the headline",
        _headline,
        mark_mentions,
        zeros=True,
    ),
    Measure(
        "topic share",
        "share of sentences",
        (0, 1),
        "what is said of the topic",
        _topic_share,
        mark_topic_terms,
        weigh=_by_probability,
    ),
    Measure(
        "mention share",
        "share of sentences",
        (0, 1),
        "how it is spoken of",
        _mention_share,
        mark_mentions,
    ),
)
