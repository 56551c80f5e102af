"""How labels, word shift, speakers and reuse are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.recipes.recipe import Frames, Recipe, stack

if TYPE_CHECKING:
    from analysis.story import Story

# The measures whose differences are parted among words: those with a value per sentence.
SHIFTED = ("sentiment", "own-voice sentiment", "frame share")


def _labels(story: Story) -> Frames:
    from analysis.measures.labels import find_labels

    return (find_labels(*map(story.table, ("sentences", "mentions", "voices"))),)


def _word_shift(story: Story) -> Frames:
    from analysis.measures.catalogue import MEASURES, value_measure
    from analysis.measures.word_shift import shift_words

    names = [alias for name in story.targets for alias in story.cast[name].aliases]
    parts = [
        shift_words(
            value_measure(story.tables(), measure, entities=story.targets),
            story.table("sentences"),
            story.table("articles"),
            measure=measure,
            names=names,
        )
        for measure in SHIFTED
        if measure in MEASURES
    ]
    return (stack(parts, "word_shift"),)


def _speaking(story: Story) -> Frames:
    from analysis.measures.speaking import measure_speaking

    sentences, voices, articles = map(story.table, ("sentences", "voices", "articles"))
    return (measure_speaking(sentences, voices, articles, story.cast, seed=story.seed),)


def _source_diversity(story: Story) -> Frames:
    from analysis.measures.source_diversity import measure_diversity

    frames = map(story.table, ("sentences", "voices", "articles"))
    return (measure_diversity(*frames, seed=story.seed),)


def _reporting_verbs(story: Story) -> Frames:
    from analysis.measures.reporting import count_reporting_verbs

    return (count_reporting_verbs(story.table("voices"), story.table("articles")),)


def _reuse(story: Story) -> Frames:
    from analysis.measures.reuse import find_reuse

    return (find_reuse(*map(story.table, ("sentences", "mentions", "voices", "articles"))),)


def _retellings(story: Story) -> Frames:
    from analysis.measures.retelling import find_retellings
    from analysis.models.encoder import load_encoder

    sentences = story.table("sentences")
    vectors = load_encoder().encode(sentences["text"].tolist())
    return find_retellings(sentences, vectors, story.table("articles"), seed=story.seed)


RECIPES = (
    Recipe(("labels",), _labels),
    Recipe(("word_shift",), _word_shift),
    Recipe(("speaking",), _speaking),
    Recipe(("source_diversity",), _source_diversity),
    Recipe(("reporting_verbs",), _reporting_verbs),
    Recipe(("reuse",), _reuse),
    Recipe(("retellings", "retold"), _retellings),
)
