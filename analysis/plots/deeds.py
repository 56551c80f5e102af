"""What somebody does and what is done to them: a mark per action, a row per verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from matplotlib.ticker import MaxNLocator

from analysis.plots.panels import by_first_appearance, fresh_axes, panel_grid
from analysis.plots.style import outlet_colours, outlet_markers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LEAST = 4.4  # room for four marks, so that one alone does not look like many


def plot_deeds(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a mark per action, in a row per verb, in the colour and shape of its outlet.

    Parameters
    ----------
    table : DataFrame
        verb, outlet, place, display, times. Order of rows gives the order of both.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    """
    ax = fresh_axes(ax)
    verbs = by_first_appearance(table["verb"])
    each = table.loc[table.index.repeat(table["times"])]
    each = each.assign(x=each.groupby("verb").cumcount() + 1)
    colours, markers = outlet_colours(table), outlet_markers(table)
    for outlet, own in each.groupby("outlet", sort=False):
        ax.plot(
            own["x"],
            own["verb"].map(verbs.index),
            markers[str(outlet)],
            color=colours[str(outlet)],
            markersize=6.5,
            label=own["display"].iloc[0],
        )
    ax.set_yticks(range(len(verbs)), verbs)
    ax.set_ylim(len(verbs) - 0.5, -0.6)
    ax.set_xlim(0.4, max(each["x"].max() + 0.6, _LEAST))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.grid(axis="y", visible=True)
    ax.grid(axis="x", visible=False)
    return ax


def draw_deeds(table: pd.DataFrame) -> Figure:
    """One panel of `plot_deeds` per value of the column `panel`, two side by side."""
    from matplotlib.artist import Artist

    names = by_first_appearance(table["panel"])
    rows = table.groupby("panel")["verb"].nunique().max()
    figure, axes = panel_grid(
        names, columns=2, width=10, panel_height=0.75 + 0.25 * rows, sharex=True
    )
    handles: dict[str, Artist] = {}
    for name in names:
        ax = plot_deeds(table[table["panel"] == name].reset_index(drop=True), ax=axes[name])
        for handle, label in zip(*ax.get_legend_handles_labels(), strict=True):
            handles.setdefault(label, handle)
    most = table.groupby(["panel", "verb"])["times"].sum().max()
    lowest = list(axes.values())[-min(2, len(axes)) :]
    for ax in lowest:
        ax.set_xlim(0.4, max(most + 0.6, _LEAST))  # shared by all
        ax.set_xlabel("actions, a mark each")
        ax.tick_params(labelbottom=True)
    shown = sorted(handles)
    lowest[0].legend(
        [handles[label] for label in shown],
        shown,
        loc="upper left",
        bbox_to_anchor=(-0.1, -0.2),
        ncols=2,
    )
    return figure
