"""The words that set one outlet apart from the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.panels import by_first_appearance, fresh_axes, panel_grid
from analysis.plots.style import MUTED, outlet_colours
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def plot_words(
    table: pd.DataFrame, *, ax: Axes | None = None, colour: str = "#444444"
) -> Axes:
    """Draw z of each word as a bar with its counts; faint where q is not below .05.

    Parameters
    ----------
    table : DataFrame
        term, z, q, n_left, n_right, the largest z first.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    colour : str
        Of the outlet.
    """
    ax = fresh_axes(ax)
    for y, row in enumerate(rows_of(table)):
        ax.barh(y, row.z, height=0.62, color=colour, alpha=0.9 if row.q < 0.05 else 0.35)
        ax.annotate(
            f"{row.n_left} : {row.n_right}",
            (row.z, y),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
            color=MUTED,
        )
    ax.set_yticks(range(len(table)), table["term"], fontsize=9)
    ax.set_ylim(len(table) - 0.4, -0.6)
    return ax


def draw_words(table: pd.DataFrame) -> Figure:
    """One panel per outlet; columns display, outlet and those of `plot_words`."""
    names = by_first_appearance(table["display"])
    colours = outlet_colours(table)
    rows = table["display"].value_counts().max()
    figure, axes = panel_grid(
        names, columns=5, width=12, panel_height=0.7 + 0.27 * rows, sharex=True
    )
    for name, ax in axes.items():
        own = table[table["display"] == name]
        plot_words(own, ax=ax, colour=colours[own["outlet"].iloc[0]])
        ax.set_xlabel("z (log-odds)")
    reach = 1.28 * table["z"].max()
    for ax in axes.values():
        ax.set_xlim(0, reach)
    return figure
