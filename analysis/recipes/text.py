"""How the texts are read: articles, sentences, who is mentioned, who speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.recipes.recipe import Frames, Recipe

if TYPE_CHECKING:
    from analysis.story import Story


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


RECIPES = (
    Recipe(("articles", "removed"), _articles),
    Recipe(("sentences",), _sentences),
    Recipe(("mentions",), _mentions),
    Recipe(("voices",), _voices),
)
