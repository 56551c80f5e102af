"""Figures of the outlet's own voice and of those that it quotes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import combinations
from typing import Any

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
from analysis.figures.estimates import (
    COLUMNS,
    KEY,
    UNIT,
    best_estimate,
    estimated_means,
    in_order,
    say_estimate,
)
from analysis.figures.resampling import say_resampled
from analysis.figures.tracing import Asked, Trace
from analysis.tables import highest_row, rows_of

_VOICES = {"own": "filled", "quoted": "hollow"}
_MOST_NAMES = 3  # in a title
_RANKS = ["rank_before", "rank_after"]


def prepare_by_voice(tables: Tables) -> Drawing:
    """Sentiment in the outlet's own voice, and in the voices that it quotes."""
    from analysis.plots.variants import draw_variants

    estimate = best_estimate(tables)
    own, quoted = (
        estimated_means(tables, voice, estimate).assign(variant=variant)
        for voice, variant in (("outlet", "own"), ("quoted", "quoted"))
    )
    if own.empty or quoted.empty:
        raise CannotDraw("no two voices are told apart in what is said of a target")
    rows = in_order(pd.concat([own, quoted]), list(_VOICES))
    both = _joined(own, quoted)
    if both.empty:
        raise CannotDraw("no outlet speaks of a target both itself and in others' words")
    return Drawing(
        rows[COLUMNS],
        partial(draw_variants, marks=_VOICES),
        _what_voices_do(both),
        f"{UNIT}, {say_estimate(tables, estimate)}; filled: the outlet's own words, hollow: "
        "speech that it quotes or reports; bars: 95% intervals; n: sentences; headings left out",
        f"{say_resampled(rows)}{small_n_note(tables['articles'])}",
        "A panel per target, for each outlet two means: "
        + listed(
            [
                f"{r.display} toward {r.target}, {r.variant} {signed(r.value)} (n = {r.n})"
                for r in rows_of(rows)
            ]
        )
        + ".",
    )


def prepare_without_quotes(tables: Tables) -> Drawing:
    """Sentiment with and without quoted speech: what flips."""
    from analysis.plots.flips import draw_flips

    estimate = best_estimate(tables)
    every, own = (estimated_means(tables, voice, estimate) for voice in ("all", "outlet"))
    if estimated_means(tables, "quoted", estimate).empty or own.empty:
        raise CannotDraw("no quoted speech about a target is there to be left out")
    rows = _joined(every, own)
    rows = rows.assign(
        before=rows["value"],
        before_low=rows["low"],
        before_high=rows["high"],
        after=rows["value_b"],
        after_low=rows["low_b"],
        after_high=rows["high_b"],
        n_before=rows["n"],
        n_after=rows["n_b"],
        rank_before=_ranks(rows, "value"),
        rank_after=_ranks(rows, "value_b"),
        flips=rows["value"].round(2) * rows["value_b"].round(2) < 0,
    )
    flips, moved, pairs = int(rows["flips"].sum()), *_turned(rows)
    names = [f"{r.outlet} toward {r.target}" for r in rows_of(rows[rows["flips"]])]
    if len(names) > _MOST_NAMES:
        names = [*names[:_MOST_NAMES], f"{len(names) - _MOST_NAMES} more"]
    shown = ["before", "after", "before_low", "before_high", "after_low", "after_high"]
    return Drawing(
        rows[[*KEY, "outlet", *shown, "n_before", "n_after", *_RANKS, "flips"]],
        draw_flips,
        f"Without quotes the sign flips in {flips or 'none'} of {count_of(len(rows), 'mean')}"
        + (f" ({listed(names)})" if names else "")
        + (
            f", and {moved or 'none'} of {count_of(pairs, 'pair')} of outlets change"
            f"{'s' if moved < 2 else ''} order"
            if pairs
            else ""
        ),
        f"{UNIT}, {say_estimate(tables, estimate)}; hollow: all sentences, filled: the "
        "outlet's own words; bars: 95% intervals; place: 1 is the most positive; headings "
        "left out",
        "Places within each other's intervals are no firm order; a mean without a bar rests "
        "on too few sentences. "
        f"{say_resampled(pd.concat([every, own]))}{small_n_note(tables['articles'])}".strip(),
        "A panel per target, an arrow per outlet: "
        + listed(
            [
                f"{r.display} toward {r.target} {signed(r.before)} (n = {r.n_before}) to "
                f"{signed(r.after)} (n = {r.n_after})"
                for r in rows_of(rows)
            ]
        )
        + ".",
    )


def trace_by_voice(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from a mean of one voice to the sentences in it."""
    names = {"own": "own-voice sentiment", "quoted": "quoted sentiment"}
    for place, row in enumerate(rows_of(rows)):
        yield _trace(place, row, "value", names[row.variant], tables)


def trace_without_quotes(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from the means before and after to all sentences, and to the outlet's own."""
    for place, row in enumerate(rows_of(rows)):
        yield _trace(place, row, "before", "sentiment", tables)
        yield _trace(place, row, "after", "own-voice sentiment", tables)


def _trace(place: int, row: Any, column: str, measure: str, tables: Tables) -> Trace:  # noqa: ANN401
    """Lead to the sentences by the model or by hand, as the mean was estimated."""
    number = float(getattr(row, column))
    if best_estimate(tables) == "model":
        return Trace(
            (place,), column, number, (Asked(measure, row.target, row.outlet),), "mean"
        )
    coded = Asked(f"hand-coded {measure}", row.target, row.outlet)
    if say_estimate(tables, "corrected") == "by hand codes":
        return Trace((place,), column, number, (coded,), "mean")
    both = (Asked(measure, row.target, row.outlet), coded)
    return Trace((place,), column, number, both, "none", why="the model corrected by codes")


def _joined(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Return the outlets and targets of both, the second's columns ending in _b."""
    ours = [*KEY, "outlet", "value", "low", "high", "n"]
    both = first[ours].merge(second[ours], on=[*KEY, "outlet"], suffixes=("", "_b"))
    return both.sort_values(KEY, ascending=[False, True], ignore_index=True)


def _ranks(rows: pd.DataFrame, column: str) -> pd.Series:
    """Return each outlet's place toward its target, 1 the most positive."""
    own = rows.groupby("target")[column]
    return own.rank(ascending=False, method="min").astype("int64")


def _turned(rows: pd.DataFrame) -> tuple[int, int]:
    """Return how many pairs of outlets change order, and of how many."""
    turned = [
        (a.before - b.before) * (a.after - b.after) < 0
        for _, own in rows.groupby("target")
        for a, b in combinations(list(rows_of(own)), 2)
    ]
    return sum(turned), len(turned)


def _what_voices_do(both: pd.DataFrame) -> str:
    """Return where an outlet's own words and those it quotes are widest apart."""
    kinder = int((both["value"] > both["value_b"]).sum())
    counted = f"own words are the kinder ones in {kinder} of {count_of(len(both), 'pair')}"
    known = both.dropna(subset=["low", "low_b"])
    if known.empty:
        n = int(both["n"].sum() + both["n_b"].sum())
        return (
            f"Nowhere are there sentences enough (n = {n} in all) to tell own words from "
            f"others'; {counted}"
        )
    gap = (known["value"] - known["value_b"]).abs()
    widest = highest_row(known.assign(gap=gap), "gap")
    return (
        f"Widest apart of the {len(known)} with intervals on both sides: {widest.outlet} toward "
        f"{widest.target}, {signed(widest.value)} in its own voice (n = {widest.n}) "
        f"and {signed(widest.value_b)} in others' (n = {widest.n_b}); {counted}"
    )
