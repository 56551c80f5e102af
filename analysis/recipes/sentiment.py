"""How sentiment is made: toward each target, corrected by codes, and its test."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from analysis.recipes.recipe import Frames, Recipe

if TYPE_CHECKING:
    from analysis.story import Story


def _sentiment(story: Story) -> Frames:
    from analysis.measures.sentiment import average_mentions, score_mentions
    from analysis.models.target_sentiment import load_sentiment_model

    sentences, mentions = story.table("sentences"), story.table("mentions")
    scored = score_mentions(sentences, mentions, story.cast, voices=story.table("voices"))
    bar = load_sentiment_model().bar if len(scored) else 0.0
    return scored, average_mentions(scored, bar=bar)


def _corrected(story: Story) -> Frames:
    from analysis.measures.correcting import correct_sentiment

    frames = map(story.table, ("sentences", "sentiment", "articles", "codes"))
    return (correct_sentiment(*frames, seed=story.seed),)


def _behaviour(story: Story) -> Frames:
    from analysis.tables import empty

    return (_label_tests().copy() if story.targets else empty("behaviour"),)


@lru_cache(maxsize=1)
def _label_tests() -> pd.DataFrame:
    """Return the held-out test sentences as the default model labels them."""
    from analysis.measures.behaviour import label_behaviour, table_behaviour

    return table_behaviour(label_behaviour(half="held-out"))


RECIPES = (
    Recipe(("mention_sentiment", "sentiment"), _sentiment),
    Recipe(("behaviour",), _behaviour),
    Recipe(("corrected",), _corrected, kept=False),  # codes are no part of what is kept
)
