"""Claims left out, beside what as many sentences of the others would leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.panels import fresh_axes, wrap, write_at_right
from analysis.plots.style import MUTED, outlet_colours, outlet_markers
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_omitted(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw per outlet what it leaves out, and a bar for what its length would.

    Parameters
    ----------
    table : DataFrame
        outlet, display, omitted, shared, expected, low, high (numbers of claims), place.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    """
    ax = fresh_axes(ax, width=9, height=1.9 + 0.62 * len(table))
    colours, markers = outlet_colours(table), outlet_markers(table)
    for y, row in enumerate(rows_of(table)):
        ax.plot([row.low, row.high], [y + 0.16] * 2, color="#bdbdbd", linewidth=7, zorder=1)
        ax.plot(row.expected, y + 0.16, "|", color=MUTED, markersize=11, mew=2, zorder=2)
        ax.plot(
            row.omitted,
            y - 0.14,
            markers[row.outlet],
            color=colours[row.outlet],
            markersize=10,
            markeredgecolor="white",
            zorder=3,
        )
        write_at_right(ax, y, f"{row.omitted} of {row.shared}")
    ax.set_yticks(range(len(table)), [wrap(name, 22) for name in table["display"]])
    ax.set_ylim(len(table) - 0.5, -0.5)
    ax.set_xlim(-0.5, max(table["high"].max(), table["omitted"].max()) + 1)
    ax.set_xlabel("claims left out, of those that at least half of the others carry")
    ax.grid(axis="x")
    return ax
