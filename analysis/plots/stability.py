"""How stable and how coherent each number of topics is, by method."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.panels import by_first_appearance, panel_grid
from analysis.plots.style import COLOURS, INK, MARKERS, MUTED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def plot_curve(table: pd.DataFrame, *, ax: Axes, value: str, chosen: int) -> Axes:
    """Draw a value against the number of topics, a line per method, directly labelled.

    Parameters
    ----------
    table : DataFrame
        method, topics, and the column named by `value`.
    ax : Axes
        Drawn into.
    value : str
        Column drawn.
    chosen : int
        Number of topics shown in the other figures.
    """
    ax.axvline(chosen, color="#bbbbbb", linewidth=5, alpha=0.5, zorder=0)
    for i, method in enumerate(by_first_appearance(table["method"])):
        own = table[table["method"] == method].sort_values("topics")
        ax.plot(
            own["topics"],
            own[value],
            MARKERS[i] + ("-" if i == 0 else "--"),
            color=INK if i == 0 else COLOURS[i],
            linewidth=2.4 if i == 0 else 1.4,
            markersize=5.5,
            label=method,
        )
    ax.set_xlabel("number of topics")
    ax.set_xticks(sorted(table["topics"].unique()))
    ax.grid(axis="y")
    return ax


def draw_stability(table: pd.DataFrame, *, chosen: int, bar: float) -> Figure:
    """Stability on the left, coherence on the right; columns as in `plot_curve`."""
    figure, axes = panel_grid(
        ["stability (mean adjusted Rand index)", "coherence (NPMI)"],
        columns=2,
        width=10,
        panel_height=3.4,
    )
    left, right = axes.values()
    plot_curve(table, ax=left, value="ari", chosen=chosen)
    plot_curve(table, ax=right, value="npmi", chosen=chosen)
    left.axhline(bar, color=MUTED, linewidth=1, linestyle=":")
    left.annotate(
        f"bar {bar:.2f}",
        (0, bar),
        xycoords=("axes fraction", "data"),
        xytext=(3, -10),
        textcoords="offset points",
        fontsize=8.5,
        color=MUTED,
    )
    left.legend(loc="best")
    return figure
