"""Figure of sentiment by hand, by the model, and by the model corrected by hand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pandas as pd

from analysis.figures.drawing import (
    CannotDraw,
    Drawing,
    Tables,
    count_of,
    listed,
    signed,
    small_n_note,
)
from analysis.figures.estimates import COLUMNS, UNIT, in_order, means_of_voice
from analysis.figures.resampling import say_resampled
from analysis.figures.tracing import Asked, Trace
from analysis.tables import highest_row, rows_of

_MARKS = {"hand-coded": "cross", "model": "hollow", "corrected": "filled"}
_ESTIMATE = (
    "the model's mean moved by its error on the sentences that were drawn to be coded"
)
DRAWN = (
    "The half is one random draw, of as many sentences from each outlet as it has, up to the "
    "same number; another gives somewhat other means. "
)


def prepare_corrected(tables: Tables) -> Drawing:
    """Hand-coded, model and corrected means side by side."""
    from analysis.plots.variants import draw_variants

    means = means_of_voice(tables, "all")
    if not (means["estimate"] == "hand-coded").any():
        raise CannotDraw("no sentence is coded: draw some with tellings sample")
    sampled = means["estimate"] == "corrected from a sample"
    left_out = "corrected" if sampled.any() else "corrected from a sample"
    rows = means[means["estimate"] != left_out]
    rows = rows.assign(
        variant=rows["estimate"].replace("corrected from a sample", "corrected"),
    )
    codes_only = rows["variant"] != "model"
    rows["n"] = rows["n"].mask(codes_only, rows["n_coded"])
    rows = in_order(rows, list(_MARKS))
    return Drawing(
        rows[[*COLUMNS, "tuning", "reason"]],
        partial(draw_variants, marks=_MARKS),
        _what_correction_does(rows, complete=bool(sampled.any())),
        f"{UNIT}; cross: the codes alone, hollow: the model, filled: the model corrected by "
        "the codes" + (" of half of the sentences" if sampled.any() else "") + "; bars: "
        "95% intervals; n: sentences coded, or read by the model",
        f"{_refusals(rows)}{DRAWN if sampled.any() else ''}{say_resampled(rows)}"
        f"{small_n_note(tables['articles'])}".strip(),
        "A panel per target, for each outlet three means: "
        + listed(
            [
                f"{r.display} toward {r.target}, {r.variant} {_or_none(r.value)}"
                for r in rows_of(rows)
            ]
        )
        + ".",
    )


def trace_corrected(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from a mean to the model's sentences, the coded ones, or both."""
    for place, row in enumerate(rows_of(rows)):
        model, coded = (
            Asked(measure, row.target, row.outlet)
            for measure in ("sentiment", "hand-coded sentiment")
        )
        if pd.isna(row.value):
            continue
        if row.variant == "corrected":
            yield Trace((place,), "value", row.value, (model, coded), "none", why=_ESTIMATE)
        else:
            asked = (coded if row.variant == "hand-coded" else model,)
            yield Trace((place,), "value", row.value, asked, "mean")


def _what_correction_does(rows: pd.DataFrame, *, complete: bool) -> str:
    """Return how far model and corrected means are from the codes, or from each other."""
    key, coded = ["target", "outlet"], rows[rows["variant"] == "hand-coded"]
    wide = rows.pivot_table(index=key, columns="variant", values="value", dropna=False)
    wide = wide.reindex(columns=list(_MARKS)).reset_index()
    both = wide.dropna(subset=["model", "corrected"])
    if both.empty:
        most = int(coded["n"].max())
        return f"Too few sentences are coded to correct a mean (at most n = {most})"
    if complete:
        sizes = rows.pivot_table(index=key, columns="variant", values="n", dropna=False)
        drawn = (sizes["corrected"] < sizes["hand-coded"]).reset_index(drop=True)
        part = both[drawn[both.index]]
        if part.empty:
            return "All sentences are coded, and all were drawn: nothing is left to correct"
        off = (part["model"] - part["hand-coded"]).abs().mean()
        left = (part["corrected"] - part["hand-coded"]).abs().mean()
        return (
            f"Against codes of all sentences the model's means are off by {off:.2f}; codes "
            f"of a part of the sentences bring that to {left:.2f} (mean over "
            f"n = {count_of(len(part), 'mean')} not coded in full)"
        )
    far = both.assign(moved=(both["corrected"] - both["model"]).abs())
    most = highest_row(far.merge(coded[[*key, "n"]]), "moved")
    return (
        f"Codes move {most.outlet} toward {most.target} most: from {signed(most.model)} to "
        f"{signed(most.corrected)} (n = {most.n} coded)"
    )


def _refusals(rows: pd.DataFrame) -> str:
    """Say which means could not be corrected."""
    refused = rows[(rows["variant"] == "corrected") & rows["value"].isna()]
    reasons = [row.reason for row in rows_of(refused)]
    return f"Not corrected: {'; '.join(reasons)}. " if reasons else ""


def _or_none(value: float) -> str:
    """Return the number with its sign, or "none"."""
    return signed(value) if pd.notna(value) else "none"
