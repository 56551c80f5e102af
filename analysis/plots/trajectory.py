"""A score along the reading of each article: sentences as points, their running mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.panels import by_first_appearance, panel_grid, wrap
from analysis.plots.style import outlet_colours

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


_MOST_COLUMNS = 6  # more would not hold their titles


def plot_trajectory(
    table: pd.DataFrame, *, ax: Axes, colour: str, limit: float = 1.05
) -> Axes:
    """Draw scores by position, and each article's running mean.

    Parameters
    ----------
    table : DataFrame
        article_id, position (share read, 0 to 1), score, running (running mean; may be
        missing), quoted (drawn hollow); sorted by article and position.
    ax : Axes
        Drawn into.
    colour : str
        Of the outlet.
    limit : float
        Largest score shown.
    """
    ax.axhline(0, color="#999999", linewidth=1, zorder=1)
    for quoted, fill in ((False, colour), (True, "none")):
        own = table[table["quoted"] == quoted]
        ax.plot(
            100 * own["position"],
            own["score"],
            "o",
            color=colour,
            markersize=3.6,
            markerfacecolor=fill,
            alpha=0.6 if quoted else 0.45,
        )
    several = len(set(table["article_id"])) > 1
    for _, article in table.groupby("article_id"):
        ax.plot(
            100 * article["position"],
            article["running"],
            color=colour,
            linewidth=1 if several else 2,
            alpha=0.7 if several else 1.0,
        )
    ax.set_ylim(-limit, limit)
    ax.set_xlim(-2, 102)
    ax.set_xticks([0, 50, 100], ["start", "half", "end"])
    ax.set_yticks([-1, 0, 1])
    ax.grid(axis="y")
    return ax


def draw_trajectories(table: pd.DataFrame) -> Figure:
    """One row per target, one column per outlet; many outlets go on in further rows.

    Columns display, outlet, place, target and those of `plot_trajectory`.
    """
    displays, targets = (
        by_first_appearance(table["display"]),
        by_first_appearance(table["target"]),
    )
    colours = outlet_colours(table)
    names = [f"{display}\n{target}" for target in targets for display in displays]
    columns = min(len(displays), _MOST_COLUMNS)
    figure, axes = panel_grid(
        names, columns=columns, width=12, panel_height=1.9, sharex=True, sharey=True
    )
    for ax, (target, display) in zip(
        axes.values(), [(t, d) for t in targets for d in displays], strict=True
    ):
        own = table[(table["display"] == display) & (table["target"] == target)]
        if columns == len(displays):
            title = wrap(display, 120 // columns)  # at most the panel's width
            ax.set_title(title if target == targets[0] else "")
            ax.set_ylabel(f"toward {target}" if display == displays[0] else "")
        else:
            ax.set_title(wrap(f"{display} toward {target}", 24))
        if own.empty:
            ax.text(50, 0.15, "never mentioned", ha="center", fontsize=9)
            continue
        plot_trajectory(own, ax=ax, colour=colours[own["outlet"].iloc[0]])
    return figure
