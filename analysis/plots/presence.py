"""How much of each text speaks of whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.panels import by_first_appearance, fresh_axes
from analysis.plots.style import outlet_colours, outlet_markers

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_presence(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the share of sentences that mention each entity, a mark per outlet.

    Parameters
    ----------
    table : DataFrame
        entity, display, outlet, share (0 to 1). Order of rows gives the order of entities.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    """
    ax = fresh_axes(ax, width=9, height=5.5)
    entities = by_first_appearance(table["entity"])
    colours, markers = outlet_colours(table), outlet_markers(table)
    for y, entity in enumerate(entities):
        shares = 100 * table.loc[table["entity"] == entity, "share"]
        ax.plot(
            [shares.min(), shares.max()], [y, y], color="#d5d5d5", linewidth=2, zorder=1
        )
    displays = sorted(by_first_appearance(table["display"]))
    step = min(0.14, 0.7 / len(displays))
    for i, display in enumerate(displays):
        shift = (i - (len(displays) - 1) / 2) * step
        own = table[table["display"] == display]
        outlet = own["outlet"].iloc[0]
        ax.plot(
            100 * own["share"],
            [entities.index(entity) + shift for entity in own["entity"]],
            markers[outlet],
            color=colours[outlet],
            markersize=7,
            alpha=0.9,
            markeredgecolor="white",
            label=display,
        )
    ax.set_yticks(range(len(entities)), entities)
    ax.set_ylim(len(entities) - 0.5, -0.5)
    ax.set_xlim(-2, None)
    ax.xaxis.set_major_formatter("{x:.0f}%")
    ax.legend(loc="lower right")
    return ax
