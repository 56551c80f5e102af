"""How words and topics are found: wordings of the event, keyness, topics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.recipes.recipe import Frames, Recipe

if TYPE_CHECKING:
    from analysis.story import Story

_DEALS = 9999  # the smallest p is 1 in 10,000, small enough for hundreds of words at once


def _namings(story: Story) -> Frames:
    from analysis.measures.naming import find_namings

    return (
        find_namings(
            story.table("sentences"), story.table("mentions"), story.codebook, story.cast
        ),
    )


def _keyness(story: Story) -> Frames:
    from analysis.measures.resampling import resample_keyness_by_outlet
    from analysis.measures.terms import count_terms

    names = [alias for name in story.targets for alias in story.cast[name].aliases]
    counts = count_terms(story.table("sentences"), story.table("articles"), names=names)
    return (resample_keyness_by_outlet(counts, deals=_DEALS, seed=story.seed),)


def _topics(story: Story) -> Frames:
    from analysis.measures.topic_stability import MOST_MEASURED
    from analysis.measures.topics import (
        LARGEST_CONSENSUS,
        choose_topics,
        find_topics,
        lay_out_topics,
        measure_stability,
    )
    from analysis.models.encoder import load_encoder

    sentences = story.table("sentences")
    embeddings = load_encoder().encode(sentences["text"].tolist())
    evenly = slice(None, None, -(-len(sentences) // MOST_MEASURED) or 1)
    stability = measure_stability(sentences[evenly], embeddings[evenly], seed=story.seed)
    # Many sentences are grouped by density, which finds the number of topics itself.
    number = None if len(sentences) > LARGEST_CONSENSUS else choose_topics(stability)
    topics, sentence_topics = find_topics(
        sentences, embeddings, n_topics=number, seed=story.seed
    )
    return topics, sentence_topics, stability, lay_out_topics(embeddings, sentence_topics)


RECIPES = (
    Recipe(("topics", "sentence_topics", "topic_stability", "topic_map"), _topics),
    Recipe(("namings",), _namings),
    Recipe(("keyness",), _keyness),
)
