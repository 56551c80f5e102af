"""How each table of a story is made: one pure function each, wired here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.tables import rows_of

if TYPE_CHECKING:
    from analysis.story import Story

Frames = Sequence[pd.DataFrame]
_DEALS = 9999  # the smallest p is 1 in 10,000, small enough for hundreds of words at once


@dataclass(frozen=True)
class Recipe:
    """The tables that one call makes, the call, and whether they are kept between runs."""

    makes: tuple[str, ...]
    make: Callable[[Story], Frames]
    kept: bool = True


def _articles(story: Story) -> Frames:
    from analysis.corpus.cleaning import clean_articles

    return clean_articles(story.corpus.received)


def _sentences(story: Story) -> Frames:
    from analysis.text.sentences import split_sentences

    return (split_sentences(story.table("articles")),)


def _mentions(story: Story) -> Frames:
    from analysis.text.mentions import find_mentions

    return (find_mentions(story.table("sentences"), story.cast),)


def _voices(story: Story) -> Frames:
    from analysis.text.voices import find_voices

    return (find_voices(story.table("sentences"), story.table("mentions")),)


def _sentiment(story: Story) -> Frames:
    from analysis.measures.sentiment import measure_sentiment

    sentences, mentions = story.table("sentences"), story.table("mentions")
    return (
        measure_sentiment(sentences, mentions, story.cast, voices=story.table("voices")),
    )


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


def _measures(story: Story) -> Frames:
    from analysis.measures.values import summarise

    parts = [summarise(values, measure=name) for name, values in _values(story).items()]
    return (_stack(parts, "measures"),)


def _comparisons(story: Story) -> Frames:
    from analysis.compare import compare_outlets

    articles = story.table("articles")
    parts = [
        compare_outlets(values, articles, measure=name, seed=story.seed)
        for name, values in _values(story).items()
    ]
    return (_with_headline_reasons(_stack(parts, "comparisons")),)


def _with_headline_reasons(comparisons: pd.DataFrame) -> pd.DataFrame:
    """Say in the words of headlines why most of them cannot be compared."""
    refused = comparisons["measure"].eq("headline sentiment") & comparisons["reason"].ne("")
    one_each = "one headline each: a single sentence has no interval, five articles would"
    reasons = [
        _no_headline(row) or one_each if chosen else row.reason
        for row, chosen in zip(rows_of(comparisons), refused, strict=True)
    ]
    return comparisons.assign(reason=pd.Series(reasons, dtype="str"))


def _no_headline(row: Any) -> str:  # noqa: ANN401
    """Return whose headline does not refer to the target, if any."""
    sides = ((row.left, row.n_left), (row.right, row.n_right))
    without = [outlet for outlet, n in sides if n == 0]
    return (
        f"no headline of {' or '.join(without)} refers to {row.target}" if without else ""
    )


def _intervals(story: Story) -> Frames:
    from analysis.compare import average_outlets
    from analysis.measures.values import MEASURES

    articles = story.table("articles")
    grades = articles[["outlet", "outlet_grade"]].drop_duplicates("outlet")
    parts = [
        average_outlets(
            values, articles, measure=name, limits=MEASURES[name].limits, seed=story.seed
        ).assign(measure=name)
        for name, values in _values(story).items()
    ]
    return (_stack([part.merge(grades, on="outlet") for part in parts], "intervals"),)


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


def _values(story: Story) -> dict[str, pd.DataFrame]:
    """Return the values frame of every measure; mention share for the targets alone."""
    from analysis.evidence import value_measure
    from analysis.measures.values import MEASURES

    tables = story.tables()
    return {name: value_measure(tables, name, entities=story.targets) for name in MEASURES}


def _stack(parts: list[pd.DataFrame], table: str) -> pd.DataFrame:
    """Stack the parts of a table that have rows."""
    from analysis.tables import check, empty

    filled = [part for part in parts if len(part)]
    return check(pd.concat(filled), table) if filled else empty(table)


_ALL = (
    Recipe(("articles", "removed"), _articles),
    Recipe(("sentences",), _sentences),
    Recipe(("mentions",), _mentions),
    Recipe(("voices",), _voices),
    Recipe(("sentiment",), _sentiment),
    Recipe(("topics", "sentence_topics", "topic_stability", "topic_map"), _topics),
    Recipe(("namings",), _namings),
    Recipe(("keyness",), _keyness),
    Recipe(("measures",), _measures),
    Recipe(("intervals",), _intervals),
    Recipe(("comparisons",), _comparisons),
    Recipe(("behaviour",), _behaviour),
    Recipe(("corrected",), _corrected, kept=False),  # codes are no part of what is kept
)

RECIPES: dict[str, Recipe] = {name: recipe for recipe in _ALL for name in recipe.makes}
