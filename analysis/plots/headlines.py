"""Headline against body, for each outlet and target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.plots.panels import by_first_appearance, fresh_axes, panel_grid
from analysis.plots.style import outlet_colours, outlet_markers
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def plot_headlines(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the headline's score (hollow) and the body's mean with its interval (filled).

    Parameters
    ----------
    table : DataFrame
        display, outlet, headline, body, low, high.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    """
    ax = fresh_axes(ax)
    colours, markers = outlet_colours(table), outlet_markers(table)
    ax.axvline(0, color="#999999", linewidth=1, zorder=1)
    for y, row in enumerate(rows_of(table)):
        colour, marker = colours[row.outlet], markers[row.outlet]
        if np.isfinite(row.low):
            ax.plot([row.low, row.high], [y, y], color=colour, linewidth=2.2)
        ax.plot(row.body, y, marker, color=colour, markersize=7.5)
        ax.plot(
            row.headline,
            y,
            marker,
            color=colour,
            markersize=10,
            markerfacecolor="white",
            markeredgewidth=1.8,
        )
    ax.set_yticks(range(len(table)), table["display"])
    ax.set_ylim(len(table) - 0.5, -0.7)
    ax.set_xlim(-1.25, 1.25)
    ax.set_xlabel("← negative          positive →")
    return ax


def draw_headlines(table: pd.DataFrame) -> Figure:
    """One panel per target; columns target and those of `plot_headlines`."""
    names = by_first_appearance(table["target"])
    rows = table["target"].value_counts().max()
    figure, axes = panel_grid(
        [f"toward {name}" for name in names],
        columns=2,
        width=10,
        panel_height=1 + 0.42 * rows,
        sharex=True,
    )
    for name, ax in zip(names, axes.values(), strict=True):
        plot_headlines(table[table["target"] == name].reset_index(), ax=ax)
    return figure
