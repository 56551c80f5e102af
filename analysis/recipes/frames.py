"""How frames are made: of each sentence, and by outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.recipes.recipe import Frames, Recipe

if TYPE_CHECKING:
    from analysis.story import Story


def _frames(story: Story) -> Frames:
    from analysis.measures.frames import score_frames
    from analysis.tables import empty

    sentences = story.table("sentences")
    if not story.codebook.frames or sentences.empty:
        return (empty("frames"),)
    from analysis.models.encoder import load_encoder

    embeddings = load_encoder().encode(sentences["text"].tolist())
    codes = story.table("codes")
    return (score_frames(sentences, embeddings, story.codebook, codes=codes),)


def _shares(story: Story) -> Frames:
    from analysis.measures.frame_shares import share_frames

    tables = map(story.table, ("sentences", "frames", "articles", "codes"))
    return (share_frames(*tables, seed=story.seed),)


RECIPES = (
    Recipe(("frames",), _frames),
    Recipe(("frame_shares",), _shares, kept=False),  # of codes drawn, too
)
