"""A word shift: bars of what each word adds to a difference, in two parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.plots.panels import by_first_appearance, panel_grid, write_at_right
from analysis.plots.style import INK, NEGATIVE, POSITIVE, signed
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def draw_shift(table: pd.DataFrame) -> Figure:
    """One panel of `plot_shift` per value of the column `panel`."""
    names = by_first_appearance(table["panel"])
    rows = int(table["panel"].value_counts().max())
    figure, axes = panel_grid(
        names, columns=1, width=9.0, panel_height=0.9 + 0.27 * rows, sharex=False
    )
    for name, ax in axes.items():
        plot_shift(table[table["panel"] == name], ax=ax)
        ax.set_title(name, loc="left", fontsize=10)
    return figure


def plot_shift(
    table: pd.DataFrame, *, ax: Axes, rest_term: str = "all other words"
) -> Axes:
    """Draw two bars end to end per word, a mark at their sum, and the counts.

    Parameters
    ----------
    table : DataFrame
        term, contribution, by_use, by_score, n_left, n_right, in the order drawn.
    ax : Axes
        Drawn into.
    rest_term : str
        The term whose row is written below the axis: its bar would dwarf the others.
    """
    ax.axvline(0, color="#999999", linewidth=1, zorder=1)
    rest = table["term"] == rest_term
    shown = table[~rest]
    for y, row in enumerate(rows_of(shown)):
        _bars(ax, y, row)
        ax.plot(row.contribution, y, "|", color=INK, markersize=11, markeredgewidth=2)
        write_at_right(ax, y, f"{int(row.n_left)} : {int(row.n_right)}")
    for row in rows_of(table[rest]):
        others = f"{rest_term}: {signed(row.contribution)} together"
        ax.set_xlabel(f"contribution; {others} ({int(row.n_left)} : {int(row.n_right)})")
    ax.set_yticks(range(len(shown)), shown["term"])
    ax.set_ylim(len(shown) - 0.4, -0.6)
    ax.grid(axis="y", visible=False)
    return ax


def _bars(ax: Axes, y: int, row: Any) -> None:  # noqa: ANN401
    """Draw the part by use and the part by score, stacked where they agree."""
    agree = row.by_use * row.by_score > 0
    for part, start, alpha in (
        (row.by_use, 0.0, 1.0),
        (row.by_score, row.by_use if agree else 0.0, 0.45),
    ):
        colour = POSITIVE if part > 0 else NEGATIVE
        ax.barh(y, part, left=start, height=0.66, color=colour, alpha=alpha, zorder=2)
