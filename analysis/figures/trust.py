"""Figures of how far the sentiment model can be trusted: its tests, and its doubt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from analysis.figures.drawing import CannotDraw, Drawing, Tables, listed
from analysis.figures.tracing import Asked, Trace
from analysis.measures.behaviour import ALL, count_right
from analysis.measures.coverage import FEWEST, measure_coverage
from analysis.tables import lowest_row, rows_of

_NUMBERS = ["share", "low", "high"]


def prepare_behaviour(tables: Tables) -> Drawing:
    """Share of test sentences with the right label, by what they test."""
    from analysis.plots.behaviour import plot_behaviour

    if tables["behaviour"].empty:
        raise CannotDraw("no target is named, so that no sentiment is measured")
    counts = count_right(tables["behaviour"]).round(dict.fromkeys(_NUMBERS, 3))
    every, kinds = counts[counts["kind"] == ALL], counts[counts["kind"] != ALL]
    ordered = kinds.sort_values(["share", "kind"], ascending=[False, True])
    rows = pd.concat([every, ordered], ignore_index=True)
    rows = rows.assign(kind=rows["kind"].str.replace("-", " "))
    return Drawing(
        rows,
        plot_behaviour,
        _what_tests_show(rows),
        "share of test sentences that get the right one of three labels, by what they test; "
        "bars: 95% Wilson intervals; labels given at random would get 33%",
        "The sentences were made up to be hard, by one writer. The model has learned from none "
        "of these, but more of the kinds that it got wrong were written for its training. "
        "Pairs differ in little, so the intervals are somewhat too narrow.",
        "A row per kind of test sentence: "
        + listed([f"{r.kind} {100 * r.share:.0f}% of {r.n}" for r in rows_of(rows)])
        + ".",
    )


def _what_tests_show(rows: pd.DataFrame) -> str:
    """Return how many are right, and which kind is the hardest."""
    every, kinds = rows.iloc[0], rows.iloc[1:]
    worst = lowest_row(kinds, "share")
    hardest = kinds.loc[kinds["share"] == worst.share, "kind"].tolist()
    counted = (
        f"On test sentences, not on this story, {every['right']} of n = {every['n']} get the "
        "right label"
    )
    if worst.share == kinds["share"].max():
        return f"{counted}, as many of each kind"
    each = (
        f"{worst.right} of {worst.n}" if len(hardest) == 1 else f"{100 * worst.share:.0f}%"
    )
    return f"{counted}; hardest: {listed(hardest)} ({each})"


def prepare_coverage(tables: Tables) -> Drawing:
    """Accuracy against hand codes by how many of the labels are kept."""
    from analysis.plots.coverage import plot_coverage

    curve = measure_coverage(tables["sentences"], tables["sentiment"], tables["codes"])
    if curve.empty:
        raise CannotDraw(
            "no sentence with a label is coded: draw some with tellings sample"
        )
    if curve["n"].max() < FEWEST:
        raise CannotDraw(
            f"only {curve['n'].max()} labels have a code, and a curve needs {FEWEST}"
        )
    names = ["confidence", "coverage", "accuracy", "low", "high", "neutral"]
    rows = curve.round(dict.fromkeys(names, 4))
    every, surest = (next(rows_of(part)) for part in (rows, rows.tail(1)))
    return Drawing(
        rows,
        plot_coverage,
        _what_doubt_buys(rows),
        "share of hand codes that are the model's label, by the share kept, the surest labels "
        "first; band: 95% bootstrap interval, sentences being drawn; diamond: labels that are "
        "not “uncertain”; dashed: always answering neutral",
        f"Always answering neutral would be right in {_percent(every.neutral)} of all. A "
        "sentence coded twice counts twice. The intervals hold for each point by itself"
        + (", and have no width where all are right." if _all_right(rows) else "."),
        f"A curve from all labels, {_percent(every.accuracy)} right (n = {every.n}), to the "
        f"surest {_percent(surest.coverage)}, {_percent(surest.accuracy)} right "
        f"(n = {surest.n}){_at_bar(rows)}. Always answering neutral would be right in "
        f"{_percent(every.neutral)} of all.",
    )


def trace_coverage(rows: pd.DataFrame, tables: Tables) -> Iterator[Trace]:
    """Lead from an accuracy to the codes of the labels that are kept, the surest first."""
    for place, row in enumerate(rows_of(rows)):
        asked = (Asked("label against code", n=int(row.n)),)
        yield Trace((place,), "accuracy", row.accuracy, asked, "pooled mean")


def _what_doubt_buys(rows: pd.DataFrame) -> str:
    """Return the accuracy of all labels and of those above the bar."""
    every, bar = rows.iloc[0], rows[rows["bar"]]
    whole = f"{_percent(every['accuracy'])} of n = {every['n']} codes are the model's label"
    if bar.empty:
        return f"{whole}; all are uncertain"
    (above,) = rows_of(bar)
    if above.n == every["n"]:
        return f"{whole}; none is uncertain"
    return (
        f"{whole}; {_percent(above.accuracy)} of the {_percent(above.coverage)} whose label is "
        f"not uncertain (n = {above.n})"
    )


def _all_right(rows: pd.DataFrame) -> bool:
    """Return whether a point of the curve cannot vary from draw to draw."""
    return bool(rows["accuracy"].isin([0.0, 1.0]).any())


def _at_bar(rows: pd.DataFrame) -> str:
    """Return the point at the bar in words, where there is one."""
    points: list[Any] = list(rows_of(rows[rows["bar"]]))
    said = [f"{_percent(p.coverage)} kept, {_percent(p.accuracy)} right" for p in points]
    return f"; at the model's bar {said[0]}" if said else ""


def _percent(share: float) -> str:
    """Return a share in percent.

    >>> _percent(0.475)
    '48%'
    """
    return f"{100 * share:.0f}%"
