"""Figure of how good the labels of frames are."""

from __future__ import annotations

from functools import partial

import pandas as pd

from analysis.figures.drawing import CannotDraw, Drawing, Tables, listed
from analysis.figures.frames import readable
from analysis.measures.frame_quality import ALL, WITH_CODES, WITHOUT_CODES
from analysis.tables import rows_of

_AGREED = "hand codes with each other (alpha)"
_QUALITY = {
    _AGREED: "cross",
    WITH_CODES: "filled",
    WITHOUT_CODES: "hollow",
}
_ROUNDED = ("value", "low", "high")


def prepare_frame_quality(tables: Tables) -> Drawing:
    """F1 of labels by frame, with and without codes, beside the codes' alpha."""
    from analysis.plots.side_by_side import draw_side_by_side

    quality = tables["frame_quality"]
    if quality.empty:
        raise CannotDraw("no sentence is coded for frames")
    known = quality[quality["learned_from"] == WITH_CODES]
    agreed = known.drop(columns=["low", "high"]).rename(
        columns={"alpha": "value", "alpha_low": "low", "alpha_high": "high"}
    )
    labels = quality.rename(columns={"f1": "value"})
    rows = pd.concat(
        [labels.assign(variant=labels["learned_from"]), agreed.assign(variant=_AGREED)]
    )
    best = known.set_index("frame")["f1"]
    place = {frame: -f1 for frame, f1 in best.items()} | {ALL: -2.0}
    rows = rows.assign(place=rows["frame"].map(place)).dropna(subset="value")
    rows = rows.sort_values(["place", "frame", "variant"], ignore_index=True)
    counts = known.set_index("frame")["coded"]
    rows = rows.assign(
        line=[f"{readable(frame)}\nn = {counts[frame]}" for frame in rows["frame"]],
        **{name: rows[name].round(3) for name in _ROUNDED},
    )
    macro = quality[quality["frame"] == ALL].set_index("learned_from")["f1"]
    return Drawing(
        rows[["line", "variant", *_ROUNDED]],
        partial(
            draw_side_by_side,
            marks=_QUALITY,
            xlabel="F1 of labels against hand codes; alpha of the codes",
            limits=(-0.02, 1.02),
            width=9.0,
        ),
        f"Labels learned from codes reach a macro-F1 of {macro[WITH_CODES]:.2f}; from the "
        f"codebook alone {macro[WITHOUT_CODES]:.2f} (n = {known['n'].max()} sentences)",
        "F1 by frame, each article labelled by a model that did not see its codes; bars: 95% "
        "intervals (paragraphs drawn); n: sentences coded as having the frame",
        "alpha is between passes: of one coder it shows repeatability, not agreement.",
        "A row per frame: "
        + listed(
            [
                f"{r.frame} F1 {r.value:.2f}"
                for r in rows_of(rows[rows["variant"] == WITH_CODES])
            ]
        )
        + ".",
    )
