"""Figure of frames: shares by outlet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from analysis.figures.drawing import (
    CannotDraw,
    Drawing,
    Tables,
    add_display,
    count_firm,
    listed,
    small_n_note,
)
from analysis.figures.resampling import say_resampled
from analysis.figures.tracing import Asked, Trace
from analysis.measures.frame_quality import WITH_CODES, WITHOUT_CODES
from analysis.measures.frames import MEASURED
from analysis.tables import highest_row, lowest_row, rows_of

_ESTIMATE = "an estimate of the share by codes of all sentences, from labels and some codes"
ROUNDED = ("value", "low", "high")


def prepare_frames(tables: Tables) -> Drawing:
    """Share of each outlet's sentences by frame, in the best estimate that there is."""
    from analysis.plots.means import draw_means

    shares = known_shares(tables)
    corrected = shares[shares["estimate"] == "corrected"]
    known = len(corrected) > 0 and bool(corrected["value"].notna().all())
    rows = corrected if known else shares[shares["estimate"] == "model"]
    rows = rows.sort_values(["frame", "display"], ignore_index=True)
    rows = rows.assign(target=[readable(frame) for frame in rows["frame"]])
    kept = ["target", "display", "outlet", "frame", "estimate", *ROUNDED, "n", "n_coded"]
    kept += ["resampled", "reason"]
    return Drawing(
        rows[kept],
        partial(
            draw_means,
            columns=4,
            width=13.0,
            zero=False,
            percent=True,
            xlabel="share of sentences (%)",
        ),
        _extremes(rows) + _how_firm(tables["comparisons"], known),
        "share of sentences that carry the frame, "
        + _said(rows, known)
        + "; bars: 95% intervals; a sentence may carry several; headings left out",
        f"{_trust(tables, known)} {say_resampled(rows)}{small_n_note(tables['articles'])}".strip(),
        "A panel per frame, a row per outlet: "
        + listed(
            [f"{r.display} {percent_or_none(r.value)} {r.target}" for r in rows_of(rows)]
        )
        + ".",
    )


def trace_frames(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from a share to the sentences labelled, the coded ones, or both."""
    for place, row in enumerate(rows_of(rows)):
        by_label, by_hand = (
            Asked(measure, row.frame, row.outlet)
            for measure in ("frame share", "hand-coded frame share")
        )
        whole = row.n_coded == row.n and row.estimate in ("hand-coded", "corrected")
        if row.estimate == "model":
            yield Trace((place,), "value", row.value, (by_label,), "mean")
        elif whole:
            yield Trace((place,), "value", row.value, (by_hand,), "mean")
        else:
            both = (by_label, by_hand)
            yield Trace((place,), "value", row.value, both, "none", why=_ESTIMATE)


def known_shares(tables: Tables) -> pd.DataFrame:
    """Return the shares, rounded, with the outlets' names as shown."""
    shares = tables["frame_shares"]
    if shares.empty:
        raise CannotDraw("the codebook has no frames")
    shown = add_display(shares)
    return shown.assign(**{name: shown[name].round(4) for name in ROUNDED})


def _extremes(rows: pd.DataFrame) -> str:
    """Return the frame whose share differs most between two outlets."""
    told = rows.dropna(subset="value")
    spread = told.groupby("target")["value"].agg(lambda own: own.max() - own.min())
    own = told[told["target"] == spread.idxmax()]
    top, least = highest_row(own, "value"), lowest_row(own, "value")
    if top.outlet == least.outlet:
        return f"{percent_or_none(top.value)} of {top.outlet}: {top.target} (n = {top.n})"
    return (
        f"“{top.target}” is in {percent_or_none(top.value)} of {top.outlet}'s sentences "
        f"(n = {top.n}) and in {percent_or_none(least.value)} of {least.outlet}'s (n = {least.n})"
    )


def _how_firm(comparisons: pd.DataFrame, known: bool) -> str:
    """Say how many differences are firm; they are tested on the labels."""
    pairs = comparisons[comparisons["measure"] == "frame share"]
    return f"; {count_firm(pairs, 'by labels' if known else '')}" if len(pairs) else ""


def _said(rows: pd.DataFrame, known: bool) -> str:
    """Return in words where the shares are from."""
    if not known:
        return "by labels"
    if (rows["n_coded"] == rows["n"]).all():
        return "by hand codes"
    return "by labels corrected by codes"


def _trust(tables: Tables, known: bool) -> str:
    """Say how sure labels are where they are shown unchecked."""
    if known:
        return ""
    if tables["frame_shares"]["n_coded"].max() > 0:
        return "Too few sentences are coded to correct the labels."
    return (
        "No sentence is coded: a frame's labels go to the sentences most like the codebook's, "
        "about one in six, and how far they err here is not known. In the story that comes "
        f"with this package they reach a macro-F1 of {MEASURED[WITHOUT_CODES]:.2f} so, and "
        f"{MEASURED[WITH_CODES]:.2f} with codes of the other articles."
    )


def percent_or_none(share: float) -> str:
    """Return a share in per cent, or none."""
    return f"{100 * share:.0f}%" if pd.notna(share) else "none"


def readable(frame: str) -> str:
    """Return a frame's name as it is read.

    >>> readable("vision_clash")
    'vision clash'
    """
    return frame.replace("_", " ")
