"""From a drawn number to its sentences, and back from the sentences to the number.

For every figure `analysis.figures.traces` says how its rows lead to `story.evidence(...)`:
by a function from its rows to traces, or by a sentence on why it shows no number of the
texts. `trace_figure` asks for that evidence and adds it up again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis.evidence import find_evidence
from analysis.measures.catalogue import MEASURES, value_measure
from analysis.measures.measure import Tables
from analysis.tables import rows_of

Adds = Literal["mean", "plain mean", "pooled mean", "difference", "count", "rows", "none"]


class Asked(NamedTuple):
    """One call of `story.evidence`."""

    measure: str
    target: str | None = None
    outlet: str | None = None
    n: int | None = None


@dataclass(frozen=True)
class Trace:
    """The evidence behind one drawn number, and how its sentences add up to it.

    Attributes
    ----------
    rows : tuple of int
        Places of the drawn rows that the number speaks of.
    column : str
        The column that holds it; of several rows together, what they show.
    number : float
        As drawn.
    asked : tuple of Asked
        The calls of `story.evidence`; of a difference left, then right.
    adds : str
        mean: of value over an article's sentences, each as much as it counts, then over
        articles. plain mean: each sentence counting alike. pooled mean: over all rows
        whatever their article. difference: of two means. count: sum of value. rows:
        number of sentences. none: no sum of these sentences, as `why` says.
    where : mapping of column to values
        Only these rows of the evidence.
    why : str
        What the number is, where it does not add up from the sentences.
    """

    rows: tuple[int, ...]
    column: str
    number: float
    asked: tuple[Asked, ...]
    adds: Adds
    where: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    why: str = ""


Tracer = Callable[[pd.DataFrame, Tables], Iterable[Trace]]
TRACED = ["row", "column", "number", "measure", "target", "outlet", "sentences", "again"]


def trace_means(
    measure: str, *, column: str = "value", adds: Adds = "mean", n: str = ""
) -> Tracer:
    """Return what traces rows of target, outlet and a mean of a measure.

    Parameters
    ----------
    measure : str
        As `story.evidence` is asked for it.
    column : str
        Holds the mean; rows without one are left out.
    adds : str
        As of `Trace`.
    n : str
        A column that counts the sentences, where there is one.
    """

    def trace(rows: pd.DataFrame, tables: Tables) -> Iterable[Trace]:
        for place, row in enumerate(rows_of(rows)):
            number = getattr(row, column)
            asked = (Asked(measure, row.target, row.outlet),)
            if pd.notna(number):
                yield Trace((place,), column, float(number), asked, adds)
            if n and pd.notna(number):
                yield Trace((place,), n, float(getattr(row, n)), asked, "rows")

    return trace


def join_traces(*tracers: Tracer) -> Tracer:
    """Return what traces by each of several."""
    return lambda rows, tables: (t for tracer in tracers for t in tracer(rows, tables))


def trace_figure(traces: Iterable[Trace], tables: Tables) -> pd.DataFrame:
    """Ask for the evidence of every trace and add it up.

    Returns
    -------
    DataFrame
        One row per trace: row (the drawn row; the first of several), column, number (as
        drawn), measure, target, outlet (to ask `story.evidence` for; of a difference the
        left one's), sentences (how many there are), again (the number from the
        sentences; missing where it is not theirs to add up).
    """
    known: dict[Asked, pd.DataFrame] = {}
    found = []
    for trace in traces:
        parts = [_only(_ask(asked, tables, known), trace.where) for asked in trace.asked]
        first, n = trace.asked[0], sum(map(len, parts))
        row = (min(trace.rows), trace.column, trace.number, first.measure, first.target)
        found.append((*row, first.outlet, n, _again(trace, parts, tables, known)))
    return pd.DataFrame(found, columns=TRACED)


def _ask(asked: Asked, tables: Tables, known: dict[Asked, pd.DataFrame]) -> pd.DataFrame:
    """Return the evidence; one search serves all outlets."""
    every = asked._replace(outlet=None)
    if every not in known:
        found = find_evidence(tables, asked.measure, target=asked.target, n=asked.n)
        known[every] = pd.DataFrame(found)
    return _of_outlet(known[every], asked.outlet, tables)


def _of_outlet(rows: pd.DataFrame, outlet: str | None, tables: Tables) -> pd.DataFrame:
    """Return the rows of an outlet's articles, of all where none is named."""
    if outlet is None:
        return rows
    articles = tables["articles"]
    own = articles.loc[articles["outlet"] == outlet, "article_id"]
    return rows[rows["article_id"].isin(own)]


def _only(rows: pd.DataFrame, where: Mapping[str, tuple[Any, ...]]) -> pd.DataFrame:
    """Return the rows whose columns have these values."""
    for column, values in where.items():
        rows = rows[rows[column].isin(values)]
    return rows


def _again(
    trace: Trace,
    parts: list[pd.DataFrame],
    tables: Tables,
    known: dict[Asked, pd.DataFrame],
) -> float:
    """Return the number that the sentences add up to."""
    if trace.adds == "none":
        return np.nan
    if trace.adds == "rows":
        return float(sum(map(len, parts)))
    if trace.adds == "count":
        return float(sum(part["value"].sum() for part in parts))
    if trace.adds == "pooled mean":
        return float(pd.concat(parts)["value"].mean())
    if trace.adds == "plain mean":
        parts = [part.assign(counts=1.0) for part in parts]
    means = [
        _by_article(part, None if trace.where else _divisor(asked, tables, known))
        for part, asked in zip(parts, trace.asked, strict=True)
    ]
    if trace.adds == "difference":
        event = tables["articles"].set_index("article_id")["event"]
        left, right = (side.groupby(event.reindex(side.index)).mean() for side in means)
        return float((left - right).mean())  # over the events that both tell
    return float(means[0].mean())


def _divisor(
    asked: Asked, tables: Tables, known: dict[Asked, pd.DataFrame]
) -> pd.Series | None:
    """Return, by article, what a measure's sum is divided by; None where it is no measure.

    A share has its zeros in sentences that are no evidence, so all its values count.
    """
    if asked.measure not in MEASURES:
        return None
    every = Asked(f"values of {asked.measure}")
    if every not in known:
        known[every] = value_measure(tables, asked.measure)
    own = _of_outlet(known[every], asked.outlet, tables)
    own = own[own["target"] == asked.target]
    weight = own["weight"] if "weight" in own else pd.Series(1.0, own.index)
    counts = weight.groupby(own["article_id"]).sum()
    return counts[counts > 0]


def _by_article(rows: pd.DataFrame, divisor: pd.Series | None) -> pd.Series:
    """Return, by article, the mean over its sentences."""
    if divisor is None:
        divisor = rows["counts"].groupby(rows["article_id"]).sum()
    total = (rows["value"] * rows["counts"]).groupby(rows["article_id"]).sum()
    return total.reindex(divisor.index, fill_value=0.0) / divisor
