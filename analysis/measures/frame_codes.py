"""Hand codes of frames: as numbers per sentence, and how far labels agree with them."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.coded import match_codes

Numbers = NDArray[np.float64]
MEASURE = "frame"


def code_frames(
    sentences: pd.DataFrame,
    codes: pd.DataFrame | None,
    frames: list[str],
    *,
    mean: bool = False,
) -> Numbers:
    """Return sentences x frames: 1 where the frame is coded as there, 0 where not.

    Missing where a sentence has no code of the frame. Several codings are averaged; the
    frame is there where at least half of them say so, or, with `mean`, to that share.
    """
    coded = pd.DataFrame() if codes is None else codes[codes["measure"] == MEASURE]
    coded = coded if coded.empty else match_codes(coded, sentences)
    if coded.empty:
        return np.full((len(sentences), len(frames)), np.nan)
    wide = coded.assign(value=coded["value"].astype(float)).pivot_table(
        index=["article_id", "sentence"], columns="target", values="value"
    )
    wide = wide.reindex(columns=frames)
    keys = pd.MultiIndex.from_frame(sentences[["article_id", "sentence"]])
    found = wide.reindex(keys).to_numpy(float)
    return found if mean else np.where(np.isnan(found), np.nan, found >= 0.5)


def find_chances(sentences: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Return article_id, sentence, target, probability of having been drawn to be coded."""
    key = ["article_id", "sentence", "target"]
    coded = match_codes(codes[codes["measure"] == MEASURE], sentences)
    return coded.drop_duplicates(key)[[*key, "probability"]]


def recode(codes: pd.DataFrame, text: str, frame: str, value: object) -> pd.DataFrame:
    """Return the codes with another value in all codings of one sentence and frame.

    Parameters
    ----------
    codes : DataFrame
        The table codes.
    text, frame : str
        The sentence as coded, and the frame's name.
    value : 0 or 1, or ...
        Whether the sentence carries the frame; ... leaves the codes as they are.

    Raises
    ------
    InputError
        No code is of this sentence and frame, or the value is none of these.
    """
    if value not in (0, 1, ...):
        raise InputError(f"A code of a frame is 0 or 1, not {value!r}.")
    own = (codes["measure"] == MEASURE) & (codes["target"] == frame)
    own &= codes["text"] == text
    if not own.any():
        raise InputError(f"No code is of frame '{frame}' in “{text[:60]}”.")
    if value is ...:
        return codes.copy()
    return codes.assign(value=codes["value"].mask(own, str(int(bool(value)))))
