"""Whose words a mention stands in: the outlet's, a speaker's, or nobody knows whose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analysis.tables import require_columns, rows_of

OUTLET = "outlet"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class _Stretches:
    """The stretches of one article, as arrays in the order of their starts."""

    starts: np.ndarray
    ends: np.ndarray
    speakers: np.ndarray


def attribute_mentions(
    sentences: pd.DataFrame, mentions: pd.DataFrame, voices: pd.DataFrame
) -> pd.Series:
    """Return whose words each mention stands in.

    A mention inside a stretch of speech has its speaker; where stretches lie inside one
    another, the innermost one that names a speaker; "unknown" where none does. A mention
    of the speaker himself beside what he says ("LeCun said that ...") counts as his: the
    sentence is his statement. Every other mention is the outlet's.

    Parameters
    ----------
    sentences, mentions, voices : DataFrame
        The tables of these names, `voices` made with the mentions.

    Returns
    -------
    Series
        One value a mention, with the index of `mentions`.
    """
    needed = ["article_id", "start", "end", "speaker"]
    require_columns(voices, needed, "voices", make_with="find_voices(sentences, mentions)")
    by_article = {
        str(article): _stretches(group) for article, group in voices.groupby("article_id")
    }
    columns = ["article_id", "sentence", "start", "end"]
    places = sentences[columns].rename(columns={"start": "opens", "end": "closes"})
    placed = mentions.merge(places, on=["article_id", "sentence"], how="left")
    said = [_whose(row, by_article.get(str(row.article_id))) for row in rows_of(placed)]
    return pd.Series(said, index=mentions.index, dtype="str")


def prevailing_voice(voices: Iterable[str]) -> str:
    """Return the voice of a sentence on a target, of the voices of its mentions.

    Speech before the outlet's own words, which beside speech mostly introduce it; then
    the voice of most mentions, then the first.

    >>> prevailing_voice(["outlet", "outlet", "LeCun"])
    'LeCun'
    """
    given = list(voices)
    spoken = [voice for voice in given if voice != OUTLET] or given
    return max(dict.fromkeys(spoken), key=spoken.count)


def _stretches(voices: pd.DataFrame) -> _Stretches:
    """Return the stretches of one article as arrays."""
    ordered = voices.sort_values("start")
    return _Stretches(
        ordered["start"].to_numpy(),
        ordered["end"].to_numpy(),
        ordered["speaker"].to_numpy(),
    )


def _whose(mention: Any, spoken: _Stretches | None) -> str:  # noqa: ANN401
    """Return whose words one mention stands in."""
    if spoken is None:
        return OUTLET
    around = (spoken.starts <= mention.start) & (spoken.ends >= mention.end)
    if around.any():
        lengths = (spoken.ends - spoken.starts)[around]
        speakers = spoken.speakers[around][np.argsort(lengths, kind="stable")]
        return next((speaker for speaker in speakers if speaker), UNKNOWN)
    beside = (spoken.starts < mention.closes) & (spoken.ends > mention.opens)
    own = beside & (spoken.speakers == mention.entity)
    return str(mention.entity) if own.any() else OUTLET
