"""How frames are made: of each sentence, and by outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.recipes.recipe import Frames, Recipe

if TYPE_CHECKING:
    from analysis.story import Story


def _frames(story: Story) -> Frames:
    from analysis.measures.frame_quality import (
        WITH_CODES,
        WITHOUT_CODES,
        measure_frame_quality,
    )
    from analysis.measures.frames import score_frames
    from analysis.tables import empty

    sentences, codes = story.table("sentences"), story.table("codes")
    if not story.codebook.frames or sentences.empty:
        return empty("frames"), empty("frame_quality")
    from analysis.models.encoder import load_encoder

    embeddings = load_encoder().encode(sentences["text"].tolist())
    frames = score_frames(sentences, embeddings, story.codebook, codes=codes)
    if not codes["measure"].eq("frame").any():
        return frames, empty("frame_quality")
    alone = score_frames(sentences, embeddings, story.codebook)
    labels = {WITH_CODES: frames, WITHOUT_CODES: alone}
    return frames, measure_frame_quality(sentences, labels, codes, seed=story.seed)


def _shares(story: Story) -> Frames:
    from analysis.measures.frame_shares import share_frames

    tables = map(story.table, ("sentences", "frames", "articles", "codes"))
    return (share_frames(*tables, seed=story.seed),)


RECIPES = (
    Recipe(("frames", "frame_quality"), _frames),
    Recipe(("frame_shares",), _shares),
)
