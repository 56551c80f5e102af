"""Shares of sentences under every choice: who is mentioned, which topic, which frame."""

from __future__ import annotations

import pandas as pd

from analysis.measures.measure import Tables
from analysis.robustness.choices import Choice, Choices, Family
from analysis.robustness.weighing import (
    HEADINGS,
    UNIT,
    VOICES,
    choose_sentences,
    weigh_units,
)

_KEY = ["article_id", "sentence", "target"]
_LEARNED = "as learned"
_KINDS = {
    "all": ("name", "nominal", "pronoun"),
    "names and descriptions": ("name", "nominal"),
    "names only": ("name",),
}


def value_mentions_by(tables: Tables, choices: Choices) -> pd.DataFrame:
    """Return whether, or how often, each sentence refers to each target, as chosen.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        told_sentences, mentions, and comparisons for the targets.
    choices : mapping of str to str
        An option each of mentions, unit, voices, headings and aggregation.
    """
    mentions, pairs = tables["mentions"], tables["comparisons"]
    targets = pairs.loc[pairs["measure"] == "mention share", "target"].unique()
    chosen = mentions[mentions["kind"].isin(_KINDS[choices["mentions"]])]
    named = chosen.rename(columns={"entity": "target"})
    counts = named.groupby(_KEY).size().rename("count").reset_index()
    rows = _crossed(choose_sentences(tables["told_sentences"], choices), list(targets))
    rows = rows.merge(counts, on=_KEY, how="left").fillna({"count": 0})
    often = choices["aggregation"] == "mentions per sentence"
    value = rows["count"] if often else rows["count"] > 0
    return rows.assign(value=value.astype(float), weight=weigh_units(rows, choices["unit"]))


def value_topics_by(tables: Tables, choices: Choices) -> pd.DataFrame | None:
    """Return whether each sentence belongs to each topic, as chosen.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        told_sentences, topics, and topic_runs from `regroup_topics`.
    choices : mapping of str to str
        An option each of topics, topic_seed, unit, voices and headings.

    Returns
    -------
    DataFrame or None
        None where there is no such run.
    """
    runs, topics = tables["topic_runs"], tables["topics"]
    run = (runs["topics"] == choices["topics"]) & (
        runs["topic_seed"] == choices["topic_seed"]
    )
    if not run.any():
        return None
    labels = topics.set_index("topic")["label"]
    members = runs[run].assign(target=runs.loc[run, "topic"].map(labels), value=1.0)
    rows = _crossed(
        choose_sentences(tables["told_sentences"], choices), topics["label"].tolist()
    )
    # A sentence of a story too large to regroup may lie outside all topics.
    rows = rows.merge(members[[*_KEY, "value"]], on=_KEY, how="left").fillna({"value": 0.0})
    return rows.assign(weight=weigh_units(rows, choices["unit"]))


def value_frames_by(tables: Tables, choices: Choices) -> pd.DataFrame:
    """Return whether each sentence carries each frame, as chosen.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        told_sentences and frames.
    choices : mapping of str to str
        An option each of threshold (as learned, or a score that is the same for all
        frames), unit, voices and headings.
    """
    told = choose_sentences(tables["told_sentences"], choices)
    frames = tables["frames"].rename(columns={"frame": "target"})
    rows = told.merge(frames, on=["article_id", "sentence"])
    learned = choices["threshold"] == _LEARNED
    there = rows["label"] if learned else rows["score"] > float(choices["threshold"])
    return rows.assign(value=there.astype(float), weight=weigh_units(rows, choices["unit"]))


def _crossed(sentences: pd.DataFrame, targets: list[str]) -> pd.DataFrame:
    """Return every sentence with every target."""
    return sentences.merge(
        pd.DataFrame({"target": pd.Series(targets, dtype="str")}), how="cross"
    )


FAMILIES = (
    Family(
        "mention share",
        ("told_sentences", "mentions", "comparisons"),
        (
            Choice("mentions", tuple(_KINDS)),
            UNIT,
            VOICES,
            HEADINGS,
            Choice("aggregation", ("share", "mentions per sentence")),
        ),
        value_mentions_by,
    ),
    Family(
        "topic share",
        ("told_sentences", "topics", "topic_runs"),
        (
            Choice("topics", ("as chosen", "one fewer", "one more")),
            Choice("topic_seed", ("usual", "second", "third", "fourth")),
            UNIT,
            VOICES,
            HEADINGS,
        ),
        value_topics_by,
    ),
    Family(
        "frame share",
        ("told_sentences", "frames"),
        (Choice("threshold", (_LEARNED, "0.25", "0.35", "0.45")), UNIT, VOICES, HEADINGS),
        value_frames_by,
    ),
)
