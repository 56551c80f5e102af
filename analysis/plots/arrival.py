"""When the cast arrives: every mention on the reading line of each article."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.panels import by_first_appearance, panel_grid
from analysis.plots.style import outlet_colours, outlet_markers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def plot_arrival(
    table: pd.DataFrame, *, ax: Axes, entities: list[str], colour: str, marker: str
) -> Axes:
    """Draw one article's mentions: a tick each, a marker at the first.

    Parameters
    ----------
    table : DataFrame
        entity and position (share of the article read, 0 to 1) of one article.
    ax : Axes
        Drawn into.
    entities : list of str
        The rows, top first, the same in every panel.
    colour, marker : str
        Of the article's outlet.
    """
    for y, entity in enumerate(entities):
        places = 100 * table.loc[table["entity"] == entity, "position"]
        ax.plot(
            places, [y] * len(places), "|", color=colour, markersize=9, mew=1.3, alpha=0.75
        )
        if len(places):
            ax.plot(places.min(), y, marker, color=colour, markersize=6.5)
    ax.set_yticks(range(len(entities)), entities)
    ax.set_ylim(len(entities) - 0.5, -0.5)
    ax.set_xlim(-3, 103)
    ax.set_xticks([0, 50, 100], ["start", "half", "end"])
    return ax


def draw_arrival(table: pd.DataFrame) -> Figure:
    """One panel per article; columns display, outlet, entity, position."""
    entities = by_first_appearance(table["entity"])
    panels = by_first_appearance(table["display"])
    colours, markers = outlet_colours(table), outlet_markers(table)
    figure, axes = panel_grid(
        panels, columns=5, width=12, panel_height=0.8 + 0.3 * len(entities), sharey=True
    )
    for name, ax in axes.items():
        own = table[table["display"] == name]
        outlet = own["outlet"].iloc[0]
        plot_arrival(
            own, ax=ax, entities=entities, colour=colours[outlet], marker=markers[outlet]
        )
    return figure
