"""Figure of what correcting does to the shares of frames."""

from __future__ import annotations

from functools import partial

import pandas as pd

from analysis.compare.rogan_gladen import FOR_RATES
from analysis.figures.corrected import DRAWN
from analysis.figures.drawing import (
    CannotDraw,
    Drawing,
    Tables,
    count_of,
    listed,
    small_n_note,
)
from analysis.figures.frames import ROUNDED, known_shares, percent_or_none, readable
from analysis.figures.resampling import say_resampled
from analysis.tables import rows_of

_HAND, _MODEL, _RATES, _CORRECTED = "hand codes", "labels", "Rogan-Gladen", "corrected"
_MARKS = {_HAND: "cross", _MODEL: "hollow", _RATES: "diamond", _CORRECTED: "filled"}
_NAMES = {
    "hand-coded": _HAND,
    "model": _MODEL,
    "rogan-gladen": _RATES,
    "corrected": _CORRECTED,
}


def prepare_frames_corrected(tables: Tables) -> Drawing:
    """Shares by hand, by labels, and corrected two ways, side by side."""
    from analysis.plots.side_by_side import draw_side_by_side

    shares = known_shares(tables)
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
    rows = rows.assign(line=_with_sizes(rows))
    kept = ["target", "line", "display", "outlet", "frame", "estimate", "variant"]
    kept += [*ROUNDED, "n", "n_coded", "reason"]
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
        + (", both by the codes of half of the sentences" if complete else "")
        + "; bars: 95% intervals; n: sentences, coded: those whose codes correct",
        _what_is_missing(rows)
        + (DRAWN if complete else "")
        + _resampled(rows)
        + small_n_note(tables["articles"]),
        "A panel per frame, for each outlet four shares: "
        + listed(
            [
                f"{r.outlet} {r.target}, {r.variant} {percent_or_none(r.value)}"
                for r in rows_of(rows)
            ]
        )
        + ".",
    )


def _resampled(rows: pd.DataFrame) -> str:
    """Say what was resampled; every coded text's units where rates correct."""
    own = rows["resampled"].str.removesuffix(FOR_RATES)
    rates = own.ne(rows["resampled"]).any()
    every = "Of Rogan-Gladen's rates those of every coded text. " if rates else ""
    return say_resampled(rows.assign(resampled=own)) + every


def _with_sizes(rows: pd.DataFrame) -> list[str]:
    """Return each row's outlet with its sentences, and how many of them correct."""
    n = rows.groupby("outlet")["n"].transform("max")
    correcting = rows["n_coded"].where(rows["variant"].isin([_RATES, _CORRECTED]), 0)
    coded = correcting.groupby(rows["outlet"]).transform("max")
    each = zip(rows["display"], n, coded, strict=True)
    return [f"{name}\nn = {size}, {part} coded" for name, size, part in each]


def _what_is_missing(rows: pd.DataFrame) -> str:
    """Say how many shares there are not, and how many have no interval."""
    refused = int(rows["value"].isna().sum())
    bare = int((rows["value"].notna() & rows["low"].isna()).sum())
    return (f"{refused} could not be estimated. " if refused else "") + (
        f"{count_of(bare, 'mark')} without a bar: no interval could be given. "
        if bare
        else ""
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
