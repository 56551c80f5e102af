"""Measures as values of sentences: what is averaged, compared and traced to its source.

A values frame has one row per sentence x target that enters a measure: article_id,
paragraph, sentence, target, value. An article's measure is the mean of its values, a
comparison resamples them, and the evidence for a number is its rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from analysis.tables import check, require_columns

VALUES = ["article_id", "paragraph", "sentence", "target", "value"]


@dataclass(frozen=True)
class Measure:
    """A measure: its name, the unit and limits of its mean, and what it does not show."""

    name: str
    unit: str
    limits: tuple[float, float]
    does_not_show: str


MEASURES = {
    measure.name: measure
    for measure in (
        Measure(
            "sentiment",
            "mean of positive minus negative, -1 to 1",
            (-1, 1),
            "whose words they are: quoted blame counts like the outlet's own (own-voice "
            "sentiment does not count it)",
        ),
        Measure(
            "own-voice sentiment",
            "mean of positive minus negative in the outlet's own words, -1 to 1",
            (-1, 1),
            "whom the outlet chose to quote, nor what it lets them say",
        ),
        Measure(
            "headline sentiment",
            "positive minus negative of the headline, -1 to 1",
            (-1, 1),
            "who wrote the headline",
        ),
        Measure("topic share", "share of sentences", (0, 1), "what is said of the topic"),
        Measure("mention share", "share of sentences", (0, 1), "how it is spoken of"),
    )
}


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


def summarise(values: pd.DataFrame, *, measure: str) -> pd.DataFrame:
    """Return the measures table of one measure: per article and target the mean and its n.

    Parameters
    ----------
    values : DataFrame
        A values frame.
    measure : str
        A name in `MEASURES`, for its unit.

    Returns
    -------
    DataFrame
        The table `measures`; n counts sentences. An article without a value toward a
        target has no row.

    Notes
    -----
    Does not show spread: praise and blame in equal parts give 0, as plain facts do.

    >>> toy = pd.DataFrame({"article_id": ["a", "a"], "paragraph": [0, 0],
    ...     "sentence": [0, 1], "target": ["Meta", "Meta"], "value": [1.0, 0.0]})
    >>> summarise(toy, measure="sentiment")[["value", "n"]].iloc[0].tolist()
    [0.5, 2.0]
    """
    require_columns(values, VALUES, "values")
    means = values.groupby(["article_id", "target"])["value"].agg(value="mean", n="size")
    return check(
        means.reset_index().assign(measure=measure, unit=MEASURES[measure].unit), "measures"
    )


def _values(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep the columns of a values frame, sorted."""
    order = ["target", "article_id", "sentence"]
    return frame.loc[:, VALUES].sort_values(order, ignore_index=True)
