"""Figure of the words that make two outlets differ."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analysis.evidence.speech import TOWARD
from analysis.figures.drawing import (
    CannotDraw,
    Drawing,
    Tables,
    listed,
    say_q,
    signed,
    small_n_note,
)
from analysis.figures.resampling import say_resampled
from analysis.figures.tracing import Asked, Trace
from analysis.tables import lowest_row, rows_of

_MOST_WORDS = 12
_MOST_TARGETS = 2
REST = "all other words"
_SAID = ["term", "contribution", "by_use", "by_score", "n_left", "n_right"]


def prepare_shift(tables: Tables) -> Drawing:
    """Which words make the two outlets that differ most in sentiment differ."""
    from analysis.plots.shift import draw_shift

    shift = tables["word_shift"]
    told = tables["comparisons"].query("measure == 'sentiment'").dropna(subset=["p"])
    shift = shift[shift["measure"] == "sentiment"]
    told = told[told["target"].isin(shift["target"])]
    if told.empty:
        raise CannotDraw("no two outlets can be compared in sentiment toward a target")
    pairs = [lowest_row(own, "p") for _, own in told.groupby("target")]
    pairs = sorted(pairs, key=lambda row: row["p"])[:_MOST_TARGETS]
    rows = pd.concat([_panel(shift, pair) for pair in pairs], ignore_index=True)
    first = pairs[0]
    return Drawing(
        rows,
        draw_shift,
        f"{first['left']} minus {first['right']} toward {first['target']}, "
        f"{signed(first['difference'])} (n = {first['n_left']} and {first['n_right']} "
        f"sentences): {_most(rows, first)}",
        "contribution of each word to the difference of mean sentiment, left outlet minus "
        "right; dark: used more on one side, light: stands in kinder or harsher sentences; blue: "
        "above 0, red: below 0; black tick: the sum of both; "
        "counts: left : right; with all other words a panel adds up to the difference",
        "The pair with the smallest p for each target; words have no interval of their own: "
        "each shares the score of its sentence. "
        f"{say_resampled(pd.DataFrame(pairs))}{small_n_note(tables['articles'])}",
        "A panel of bars per target: "
        + listed(
            [f"{r.term} {signed(r.contribution, 3)} ({r.panel})" for r in rows_of(rows)]
        )
        + ".",
    )


def trace_shift(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from each word to the sentences that hold it, from all words to the difference."""
    for _, own in rows.groupby("panel", sort=False):
        first = own.iloc[0]
        sides = tuple(
            Asked("sentiment", first["target"], outlet)
            for outlet in (first["left"], first["right"])
        )
        places = tuple(int(place) for place in own.index)
        total = float(own["contribution"].sum())
        yield Trace(places, "contribution", total, sides, "difference")
        for place, row in zip(places, rows_of(own), strict=True):
            if row.term == REST:
                continue
            target = f"{row.term}{TOWARD}{row.target}"
            yield Trace(
                (place,),
                "contribution",
                row.contribution,
                (
                    Asked("word shift", target, row.left),
                    Asked("word shift", target, row.right),
                ),
                "none",
                why="a word's part of the difference, for its share of these sentences",
            )


def _panel(shift: pd.DataFrame, pair: pd.Series) -> pd.DataFrame:
    """Return the words of one pair that contribute most, and the sum of all others."""
    key = ["target", "left", "right"]
    own = shift[(shift[key] == pair[key]).all(axis=1)]
    often = own[own["n_left"] + own["n_right"] >= 2]
    order = often["contribution"].abs().sort_values(ascending=False, kind="stable").index
    best = own.loc[order[:_MOST_WORDS]]
    rest = own.drop(best.index)
    sums = {name: rest[name].sum() for name in _SAID[1:]}
    rows = pd.concat([best[_SAID], pd.DataFrame([{"term": REST, **sums}])])
    said = "no interval"
    if np.isfinite(pair["low"]):
        said = f"95% interval {signed(pair['low'])} to {signed(pair['high'])}"
    return rows.round({"contribution": 5, "by_use": 5, "by_score": 5}).assign(
        panel=f"{pair['target']}: {pair['left']} minus {pair['right']}, "
        f"{signed(pair['difference'])} ({said}, {say_q(pair['q'])})",
        target=pair["target"],
        left=pair["left"],
        right=pair["right"],
    )


def _most(rows: pd.DataFrame, first: pd.Series) -> str:
    """Return the words that carry most of a difference, in its direction."""
    own = rows[(rows["target"] == first["target"]) & (rows["term"] != REST)]
    direction = np.sign(first["difference"])
    along = own[np.sign(own["contribution"]) == direction].head(3)
    if along.empty:
        return "no word that stands twice adds to it"
    words = listed([f"“{word}”" for word in along["term"]])
    total = signed(float(along["contribution"].sum()))
    return f"{words} add most, {total}; the rest is spread over many words"
