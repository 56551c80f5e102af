"""The share of test sentences that come out right, by what they test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from analysis.plots.panels import fresh_axes, write_at_right
from analysis.plots.style import COLOURS, INK, MUTED
from analysis.tables import rows_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes


def plot_behaviour(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw each share with its interval; the first row, over all, stands out.

    Parameters
    ----------
    table : DataFrame
        kind, n, right, share, low, high (0 to 1), in the order of drawing.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    """
    ax = fresh_axes(ax, width=9, height=1.5 + 0.33 * len(table))
    places = np.where(np.arange(len(table)) == 0, -0.4, np.arange(len(table)))
    for y, row in zip(places, rows_of(table), strict=True):
        colour = INK if y < 0 else COLOURS[0]
        ax.plot([100 * row.low, 100 * row.high], [y, y], color=colour, linewidth=2.2)
        ax.plot(100 * row.share, y, "D" if y < 0 else "o", color=colour, markersize=7)
        write_at_right(
            ax,
            y,
            f"{100 * row.share:.0f}%  ({row.right} of {row.n})",
            gap=5,
            fontsize=9,
            weight="bold" if y < 0 else "normal",
            color=INK if y < 0 else MUTED,
        )
    whole = 100 * table["share"].iloc[0]
    ax.axvline(whole, color="#999999", linewidth=1, linestyle=":", zorder=1)
    ax.set_yticks(places, table["kind"])
    ax.set_ylim(len(table) - 0.5, -1)
    ax.set_xlim(min(30, 100 * table["low"].min() - 3), 101)
    ax.xaxis.set_major_formatter("{x:.0f}%")
    ax.set_xlabel("right labels")
    return ax
