"""Sentiment under every choice: model, unit, voices, headings, mentions, aggregation."""

from __future__ import annotations

import pandas as pd

from analysis.measures.measure import Tables
from analysis.measures.sentiment import average_mentions
from analysis.robustness.choices import Choice, Choices, Family
from analysis.robustness.weighing import HEADINGS, weigh_units
from analysis.text.voice_of import OUTLET

_KEY = ["article_id", "sentence", "entity"]
_TONE = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}
_MENTIONS = {"all": None, "names only": ("name",)}
_VOICES = ("all", "own words", "own words, mention by mention")


def read_sentiment(sentences: pd.DataFrame, **scored: pd.DataFrame) -> pd.DataFrame:
    """Return the sentiment of each sentence by model and by which mentions count.

    Parameters
    ----------
    sentences : DataFrame
        The table of this name.
    **scored : DataFrame
        Model (large, small) -> its `mention_sentiment`.

    Returns
    -------
    DataFrame
        model, mentions, voices (options of these choices), article_id, sentence, target,
        score, label, count (of the mentions that count), paragraph, heading. own words:
        the sentences in which no mention stands in speech; mention by mention: the
        mentions that do not, whatever else the sentence holds.
    """
    parts = [
        rows.assign(model=model, mentions=option, voices=voices)
        for model, table in scored.items()
        for option, kinds in _MENTIONS.items()
        for voices, rows in _by_voice(
            table if kinds is None else table[table["kind"].isin(kinds)]
        ).items()
    ]
    places = sentences[["article_id", "sentence", "paragraph", "heading"]]
    rows = pd.concat(parts, ignore_index=True).rename(columns={"entity": "target"})
    return rows.merge(places, on=["article_id", "sentence"])


def _by_voice(scored: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the readings by whose words count."""
    every = _read(scored)
    own = every[every["voice"] == OUTLET]
    return dict(
        zip(_VOICES, (every, own, _read(scored[scored["voice"] == OUTLET])), strict=True)
    )


def _read(scored: pd.DataFrame) -> pd.DataFrame:
    """Return the table `sentiment` of some mentions, with their count."""
    counts = scored.groupby(_KEY).size().rename("count").reset_index()
    return average_mentions(scored).merge(counts, on=_KEY)


def value_sentiment_by(tables: Tables, choices: Choices) -> pd.DataFrame:
    """Return the sentiment of each sentence toward each target, as chosen.

    mean score: positive minus negative. mean label: 1, 0 or -1 for the most probable
    class. balance of labels: the same without the neutral sentences, so that the mean is
    (positive - negative) / (positive + negative).

    Parameters
    ----------
    tables : mapping of str to DataFrame
        sentiment_readings, from `read_sentiment`.
    choices : mapping of str to str
        An option each of model, unit, voices, headings, mentions and aggregation.
    """
    rows = tables["sentiment_readings"]
    read = rows["voices"] == choices["voices"]
    for name in ("model", "mentions"):
        read &= rows[name] == choices[name]
    if choices["headings"] == "left out":
        read &= ~rows["heading"]
    tone = rows["label"].map(_TONE).astype(float)
    if choices["aggregation"] == "balance of labels":
        read &= tone != 0
    value = rows["score"] if choices["aggregation"] == "mean score" else tone
    chosen = rows.assign(value=value)[read]
    return chosen.assign(weight=weigh_units(chosen, choices["unit"]))


def _family(measure: str, *voices: str) -> Family:
    """Return a measure of sentiment with its choices; of voices the usual first."""
    return Family(
        measure,
        ("sentiment_readings",),
        (
            Choice("model", ("large", "small")),
            Choice("unit", ("sentences", "mentions", "paragraphs")),
            Choice("voices", voices),
            HEADINGS,
            Choice("mentions", tuple(_MENTIONS)),
            Choice("aggregation", ("mean score", "mean label", "balance of labels")),
        ),
        value_sentiment_by,
    )


FAMILIES = (
    _family("sentiment", "all", "own words"),
    _family("own-voice sentiment", "own words", "own words, mention by mention"),
)
