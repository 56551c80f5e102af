"""Every difference between two texts, with its interval, sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.plots.panels import (
    by_first_appearance,
    fresh_axes,
    panel_grid,
    write_at_right,
)
from analysis.plots.style import INK, MUTED, say_q
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def plot_differences(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw difference and interval per pair; filled where q is below .05.

    Parameters
    ----------
    table : DataFrame
        pair, difference, low, high, q. Missing low and high: refused, drawn as a cross.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    """
    ax = fresh_axes(ax)
    ax.axvline(0, color="#999999", linewidth=1, zorder=1)
    for y, row in enumerate(rows_of(table)):
        known = np.isfinite(row.low)
        firm = known and row.q < 0.05
        colour = INK if firm else MUTED
        if known:
            ax.plot(
                [row.low, row.high], [y, y], color=colour, linewidth=2.2 if firm else 1.4
            )
        ax.plot(
            row.difference,
            y,
            "o" if known else "x",
            color=colour,
            markersize=6.5,
            markerfacecolor=colour if firm else "white",
            markeredgewidth=1.4,
        )
        write_at_right(
            ax,
            y,
            say_q(row.q) if known else "refused",
            color=colour,
        )
    ax.set_yticks(range(len(table)), table["pair"], fontsize=9)
    ax.set_ylim(len(table) - 0.5, -0.5)
    return ax


def draw_differences(table: pd.DataFrame, *, xlabel: str = "") -> Figure:
    """One panel per target; columns target and those of `plot_differences`."""
    names = by_first_appearance(table["target"])
    rows = table["target"].value_counts().max()
    figure, axes = panel_grid(
        names, columns=2, width=12, panel_height=0.9 + 0.3 * rows, sharex=True
    )
    for name, ax in axes.items():
        plot_differences(table[table["target"] == name].reset_index(), ax=ax)
    for ax in list(axes.values())[-2:]:
        ax.set_xlabel(xlabel)
    reach = max(abs(edge) for ax in axes.values() for edge in ax.get_xlim())
    for ax in axes.values():
        ax.set_xlim(-reach, reach)
    return figure
