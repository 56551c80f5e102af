"""Accuracy by the share of labels kept: what leaving out the unsure ones buys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from analysis.plots.panels import fresh_axes
from analysis.plots.style import COLOURS, INK, MUTED
from analysis.tables import rows_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def plot_coverage(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the curve with its band; all labels are at the right, the bar is filled.

    Parameters
    ----------
    table : DataFrame
        coverage, accuracy, low, high, neutral (0 to 1), n, confidence, bar; from all
        labels to the surest.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    """
    ax = fresh_axes(ax, width=9, height=5.2)
    kept = 100 * table["coverage"]
    colour = COLOURS[0]
    ax.fill_between(
        kept, 100 * table["low"], 100 * table["high"], color=colour, alpha=0.15, linewidth=0
    )
    ax.plot(kept, 100 * table["accuracy"], "o-", color=colour, markersize=4, label="model")
    ax.plot(
        kept,
        100 * table["neutral"],
        "--",
        color=MUTED,
        linewidth=1.2,
        label="always neutral",
    )
    first = next(rows_of(table))
    _label(ax, first, f"all labels: {100 * first.accuracy:.0f}% as coded", height=5)
    for row in rows_of(table[table["bar"]]):
        place = (100 * row.coverage, 100 * row.accuracy)
        ax.plot(*place, "D", color=INK, markersize=9, zorder=4)
        if row.n < first.n:
            _label(ax, row, _said(row), height=14)
    ax.set_ylim(0, 102)
    ax.set_xlim(0, 102)
    ax.legend(loc="best")
    ax.xaxis.set_major_formatter("{x:.0f}%")
    ax.yaxis.set_major_formatter("{x:.0f}%")
    ax.set_xlabel("codes kept, the surest labels first")
    ax.set_ylabel("the model's label is the code")
    ax.grid(axis="y")
    return ax


def _said(row: Any) -> str:  # noqa: ANN401
    """Return the point at the bar in words.

    >>> class Row: coverage, accuracy, confidence = 0.742, 0.804, 0.59
    >>> print(_said(Row))
    not uncertain (probability 0.59 and more)
    74% kept, 80% as coded
    """
    return (
        f"not uncertain (probability {row.confidence:.2f} and more)\n"
        f"{100 * row.coverage:.0f}% kept, {100 * row.accuracy:.0f}% as coded"
    )


def _label(ax: Axes, row: Any, text: str, *, height: float) -> None:  # noqa: ANN401
    """Write below the curve what a point is, with a line up to it."""
    x = 100 * row.coverage
    ax.plot(
        [x, x], [height - 3, 100 * row.accuracy], ":", color=MUTED, linewidth=1, zorder=1
    )
    ax.annotate(
        text,
        (x, height),
        xytext=(-5, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        fontsize=8.5,
        color=INK,
    )
