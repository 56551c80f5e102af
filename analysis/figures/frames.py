"""Figures of frames: shares by outlet, and what correcting does to them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from analysis.figures.drawing import (
    CannotDraw,
    Drawing,
    Tables,
    add_display,
    count_of,
    listed,
    small_n_note,
)
from analysis.figures.tracing import Asked, Trace
from analysis.measures.frame_quality import WITH_CODES, WITHOUT_CODES
from analysis.measures.frames import MEASURED
from analysis.tables import highest_row, lowest_row, rows_of

_HAND, _MODEL, _RATES, _CORRECTED = "hand codes", "labels", "Rogan-Gladen", "corrected"
_MARKS = {_HAND: "cross", _MODEL: "hollow", _RATES: "diamond", _CORRECTED: "filled"}
_NAMES = {
    "hand-coded": _HAND,
    "model": _MODEL,
    "rogan-gladen": _RATES,
    "corrected": _CORRECTED,
}
_ESTIMATE = "an estimate of the share by codes of all sentences, from labels and some codes"
_ROUNDED = ("value", "low", "high")


def prepare_frames(tables: Tables) -> Drawing:
    """Share of each outlet's sentences by frame, in the best estimate that there is."""
    from analysis.plots.means import draw_means

    shares = _shares(tables)
    corrected = shares[shares["estimate"] == "corrected"]
    known = len(corrected) > 0 and bool(corrected["value"].notna().all())
    rows = corrected if known else shares[shares["estimate"] == "model"]
    rows = rows.sort_values(["frame", "display"], ignore_index=True)
    rows = rows.assign(target=[readable(frame) for frame in rows["frame"]])
    kept = ["target", "display", "outlet", "frame", "estimate", *_ROUNDED, "n", "n_coded"]
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
        _extremes(rows),
        "share of sentences that carry the frame, "
        + _said(rows, known)
        + "; bars: 95% intervals; a sentence may carry several; headings left out",
        f"{_trust(tables, known)} {small_n_note(tables['articles'])}".strip(),
        "A panel per frame, a row per outlet: "
        + listed([f"{r.display} {_percent(r.value)} {r.target}" for r in rows_of(rows)])
        + ".",
    )


def prepare_frames_corrected(tables: Tables) -> Drawing:
    """Shares by hand, by labels, and corrected two ways, side by side."""
    from analysis.plots.side_by_side import draw_side_by_side

    shares = _shares(tables)
    if not shares["estimate"].eq("hand-coded").any():
        raise CannotDraw("no sentence is coded for frames")
    sampled = shares["estimate"].str.endswith(" from a sample")
    complete = bool(sampled.any())
    drawn = sampled | shares["estimate"].isin(["hand-coded", "model"])
    rows = shares[drawn] if complete else shares
    rows = rows.assign(
        variant=rows["estimate"].str.removesuffix(" from a sample").map(_NAMES),
        target=[readable(frame) for frame in rows["frame"]],
    )
    rows = rows.sort_values(["target", "outlet", "variant"], ignore_index=True)
    n = rows.groupby("outlet")["n"].transform("max")
    rows = rows.assign(
        line=[
            f"{r.display}\nn = {count}" for r, count in zip(rows_of(rows), n, strict=True)
        ]
    )
    kept = ["target", "line", "display", "outlet", "frame", "estimate", "variant"]
    kept += [*_ROUNDED, "n", "n_coded", "reason"]
    refused = int(rows["value"].isna().sum())
    return Drawing(
        rows[kept],
        partial(
            draw_side_by_side,
            marks=_MARKS,
            by="target",
            factor=100.0,
            xlabel="share of sentences (%)",
        ),
        _what_correction_does(rows, complete=complete),
        "share of sentences that carry the frame: by hand codes, by labels, and by labels "
        "corrected for the rates at which they err (Rogan-Gladen) or for the outlet's own "
        "errors (prediction-powered)"
        + (", both as if half of the sentences were coded" if complete else "")
        + "; bars: 95% intervals",
        (f"{refused} could not be estimated. " if refused else "")
        + small_n_note(tables["articles"]),
        "A panel per frame, for each outlet four shares: "
        + listed(
            [
                f"{r.outlet} {r.target}, {r.variant} {_percent(r.value)}"
                for r in rows_of(rows)
            ]
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


def _shares(tables: Tables) -> pd.DataFrame:
    """Return the shares, rounded, with the outlets' names as shown."""
    shares = tables["frame_shares"]
    if shares.empty:
        raise CannotDraw("the codebook has no frames")
    shown = add_display(shares)
    return shown.assign(**{name: shown[name].round(4) for name in _ROUNDED})


def _extremes(rows: pd.DataFrame) -> str:
    """Return the frame whose share differs most between two outlets."""
    told = rows.dropna(subset="value")
    spread = told.groupby("target")["value"].agg(lambda own: own.max() - own.min())
    own = told[told["target"] == spread.idxmax()]
    top, least = highest_row(own, "value"), lowest_row(own, "value")
    if top.outlet == least.outlet:
        return f"{_percent(top.value)} of {top.outlet}: {top.target} (n = {top.n})"
    return (
        f"“{top.target}” is in {_percent(top.value)} of {top.outlet}'s sentences (n = {top.n}) "
        f"and in {_percent(least.value)} of {least.outlet}'s (n = {least.n})"
    )


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


def _what_correction_does(rows: pd.DataFrame, *, complete: bool) -> str:
    """Return how far labels and both corrections are from the codes."""
    key = ["target", "outlet"]
    wide = rows.pivot_table(index=key, columns="variant", values="value", dropna=False)
    wide = wide.reindex(columns=list(_MARKS))
    if not complete:
        n = int(
            rows.loc[rows["variant"] == _HAND, "n_coded"].sum() / rows["target"].nunique()
        )
        moved = (wide[_CORRECTED] - wide[_MODEL]).abs().mean()
        if pd.isna(moved):
            return f"Too few sentences are coded to correct a share (n = {n})"
        return f"Codes move a share by {_points(moved)} on average (n = {n} coded)"
    sizes = rows.pivot_table(index=key, columns="variant", values="n_coded")
    part = wide[sizes[_CORRECTED] < sizes[_HAND]]
    if part.empty:
        return "All sentences are coded, and all were drawn: nothing is left to correct"
    off = part.sub(part[_HAND], axis=0).abs().mean()
    return (
        f"Labels' shares are off by {_points(off[_MODEL])}; Rogan-Gladen leaves "
        f"{_points(off[_RATES])}, prediction-powered correction {_points(off[_CORRECTED])} "
        f"(mean over n = {count_of(len(part), 'share')} of outlets not coded in full)"
    )


def _points(share: float) -> str:
    """Return a distance between shares.

    >>> _points(0.054)
    '5.4 points'
    """
    return f"{100 * share:.1f} points"


def _percent(share: float) -> str:
    """Return a share in per cent, or none."""
    return f"{100 * share:.0f}%" if pd.notna(share) else "none"


def readable(frame: str) -> str:
    """Return a frame's name as it is read.

    >>> readable("vision_clash")
    'vision clash'
    """
    return frame.replace("_", " ")
