"""From the figures of frames to the sentences that carry them, by labels and by codes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.figures.tracing import Asked, Trace
from analysis.measures.measure import Tables
from analysis.tables import rows_of

_ESTIMATE = "the labels' share moved by their errors on the sentences that are coded"


def trace_frames(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from a share to the sentences, as it was estimated."""
    shares = tables["frame_shares"]
    corrected = shares.loc[shares["estimate"] == "corrected", "value"]
    by_model = corrected.empty or bool(corrected.isna().any())
    for place, row in enumerate(rows_of(rows)):
        complete = row.n_coded == row.n
        way = "model" if by_model else "hand-coded" if complete else "corrected"
        yield from _trace(place, row, way, tables)


def trace_frames_corrected(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from each of four shares to the sentences that it is made of."""
    complete = tables["frame_shares"]["estimate"].str.endswith(" from a sample").any()
    ways = {"labels": "model", "hand codes": "hand-coded" if complete else "corrected"}
    for place, row in enumerate(rows_of(rows)):
        yield from _trace(place, row, ways.get(row.variant, "corrected"), tables)


def _trace(place: int, row: Any, way: str, tables: Tables) -> Iterator[Trace]:  # noqa: ANN401
    """Lead to labelled sentences, to coded ones, or to both."""
    if pd.isna(row.value):
        return
    names = {frame.replace("_", " "): frame for frame in tables["frame_shares"]["frame"]}
    frame = names[row.target]
    labelled = Asked("frame share", frame, row.outlet)
    coded = Asked("hand-coded frame share", frame, row.outlet)
    if way == "corrected":
        both = (labelled, coded)
        yield Trace((place,), "value", row.value, both, "none", why=_ESTIMATE)
    else:
        asked = (labelled if way == "model" else coded,)
        yield Trace((place,), "value", row.value, asked, "mean")
