"""How robustness is made: the comparisons again, under every choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.keep import Lazily
from analysis.recipes.recipe import Frames, Recipe

if TYPE_CHECKING:
    import pandas as pd

    from analysis.story import Story


def _robustness(story: Story) -> Frames:
    from analysis.robustness import (
        FAMILIES,
        measure_robustness,
        summarise_choices,
        summarise_robustness,
    )

    alternatives = {
        "sentiment_readings": _sentiment_readings,
        "told_sentences": _told_sentences,
        "topic_runs": _topic_runs,
    }
    known: dict[str, pd.DataFrame] = {}

    def look_up(name: str) -> pd.DataFrame:
        if name not in known:
            make = alternatives.get(name)
            known[name] = make(story) if make else story.table(name)
        return known[name]

    names = [*story.tables(), *alternatives]
    rows = measure_robustness(Lazily(look_up, names), FAMILIES)
    return rows, summarise_robustness(rows), summarise_choices(rows)


def _sentiment_readings(story: Story) -> pd.DataFrame:
    """Return the sentiment as both models read it."""
    from analysis.measures.sentiment import score_mentions
    from analysis.models.target_sentiment import load_sentiment_model
    from analysis.robustness import read_sentiment

    sentences, large = story.table("sentences"), story.table("mention_sentiment")
    small = large
    if len(large):
        small = score_mentions(
            sentences,
            story.table("mentions"),
            story.cast,
            voices=story.table("voices"),
            model=load_sentiment_model("small"),
        )
    return read_sentiment(sentences, large=large, small=small)


def _told_sentences(story: Story) -> pd.DataFrame:
    from analysis.robustness import describe_sentences

    return describe_sentences(story.table("sentences"), story.table("voices"))


def _topic_runs(story: Story) -> pd.DataFrame:
    """Return the topics found again, unless there are too many sentences for it."""
    from analysis.models.encoder import load_encoder
    from analysis.robustness import regroup_topics
    from analysis.robustness.again import LARGEST_REGROUPED

    sentences = story.table("sentences")
    few = len(sentences) <= LARGEST_REGROUPED
    vectors = load_encoder().encode(sentences["text"].tolist()) if few else None
    return regroup_topics(
        sentences, vectors, story.table("sentence_topics"), seed=story.seed
    )


RECIPES = (Recipe(("robustness", "robustness_summary", "robustness_choices"), _robustness),)
