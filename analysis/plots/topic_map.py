"""Every sentence as a point, near the sentences that speak of the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.panels import by_first_appearance, fresh_axes, wrap
from analysis.plots.style import INK, outlet_colours, outlet_markers

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_topic_map(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the sentences by place, coloured by outlet, with the topics' names on top.

    Parameters
    ----------
    table : DataFrame
        x, y, display, outlet, topic, label. Axes have no unit: near means alike.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    """
    ax = fresh_axes(ax, width=9, height=7)
    colours, markers = outlet_colours(table), outlet_markers(table)
    for display in sorted(by_first_appearance(table["display"])):
        own = table[table["display"] == display]
        outlet = own["outlet"].iloc[0]
        ax.scatter(
            own["x"],
            own["y"],
            s=26,
            c=colours[outlet],
            marker=markers[outlet],
            alpha=0.8,
            linewidths=0.4,
            edgecolors="white",
            label=display,
        )
    for label, own in table.groupby("label"):
        ax.annotate(
            wrap(str(label), 24),
            ((own["x"].min() + own["x"].max()) / 2, own["y"].max()),
            xytext=(0, 7),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=9.5,
            weight="bold",
            color=INK,
        )
    ax.set_xticks([])
    ax.set_yticks([])
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
    ax.legend(
        loc="upper center",
        bbox_to_anchor=(0.5, -0.01),
        ncols=3,
        markerscale=1.5,
        columnspacing=1.2,
    )
    return ax
