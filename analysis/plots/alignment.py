"""What two texts share, as a dot plot: place in the one against place in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.panels import by_first_appearance, panel_grid, wrap
from analysis.plots.style import COLOURS, FAINT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_JOINT = "\u00a0"  # a space at which no line ends


def draw_alignment(table: pd.DataFrame) -> Figure:
    """One panel of `plot_alignment` per pair of texts."""
    names = by_first_appearance(table["panel"])
    columns = 5 if len(names) > 9 else 3
    width = 3.0 * columns if columns > 3 else 10.5
    figure, axes = panel_grid(names, columns=columns, width=width, panel_height=3.3)
    for name, ax in axes.items():
        plot_alignment(table[table["panel"] == name], ax=ax)
        kept = name.replace(" = ", f"{_JOINT}={_JOINT}")
        ax.set_title(wrap(kept, 34 if columns == 3 else 26), fontsize=9)
    return figure


def plot_alignment(table: pd.DataFrame, *, ax: Axes) -> Axes:
    """Draw a mark for each passage or point that two texts share.

    Parameters
    ----------
    table : DataFrame
        left, right (names of the texts), kind, x, y (places, 0 to 1).
    ax : Axes
        Drawn into.
    """
    ax.plot([0, 100], [0, 100], color=FAINT, linewidth=1, linestyle=":", zorder=1)
    points = table[table["kind"] != "word for word"].sort_values("x")
    ax.plot(
        100 * points["x"],
        100 * points["y"],
        "o-",
        color=COLOURS[0],
        markerfacecolor="white",
        markersize=5,
        linewidth=0.8,
        zorder=2,
    )
    passages = table[table["kind"] == "word for word"]
    ax.plot(100 * passages["x"], 100 * passages["y"], "s", color=COLOURS[1], markersize=6)
    ax.set_xlim(-4, 104)
    ax.set_ylim(104, -4)
    ax.set_xlabel(wrap(f"{table['left'].iloc[0]}{_JOINT}(%)", 40), fontsize=8.5)
    ax.set_ylabel(wrap(f"{table['right'].iloc[0]}{_JOINT}(%)", 30), fontsize=8.5)
    return ax
