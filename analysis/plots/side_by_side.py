"""Several values of one thing under each other, told apart by their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.plots.panels import by_first_appearance, fresh_axes, panel_grid, wrap
from analysis.plots.style import COLOURS, INK, MUTED, new_figure, outlet_colours
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_STEP = 0.2  # of a row, between two of its values
_SHAPES = {"cross": "x", "hollow": "o", "diamond": "D", "filled": "o"}


def plot_side_by_side(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    marks: dict[str, str],
    factor: float = 1.0,
) -> Axes:
    """Draw each row's values under each other, each with its interval.

    Parameters
    ----------
    table : DataFrame
        line (its name), variant, value, low, high; optionally outlet and place, for
        the colour. Missing value: nothing is drawn. Missing low and high: no interval.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    marks : dict of str to str
        Variant -> cross, hollow, diamond or filled, from top to bottom.
    factor : float
        What values are multiplied by, 100 for per cent.
    """
    ax = fresh_axes(ax)
    colours = outlet_colours(table) if "outlet" in table else {}
    displays, order = by_first_appearance(table["line"]), list(marks)
    for row in rows_of(table.dropna(subset="value")):
        shift = (order.index(row.variant) - (len(order) - 1) / 2) * _STEP
        y = displays.index(row.line) + shift
        mark = marks[row.variant]
        colour = colours.get(getattr(row, "outlet", ""), COLOURS[0])
        _draw_value(ax, y, row, factor, INK if mark == "cross" else colour, mark)
    ax.set_yticks(range(len(displays)), displays)
    ax.set_ylim(len(displays) - 0.5, -0.5)
    ax.grid(axis="x")
    return ax


def _draw_value(
    ax: Axes,
    y: float,
    row: Any,  # noqa: ANN401
    factor: float,
    colour: str,
    mark: str,
) -> None:
    """Draw one value and its interval."""
    if np.isfinite(row.low):
        ends = [factor * row.low, factor * row.high]
        width = 2.2 if mark == "filled" else 1.1
        ax.plot(ends, [y, y], color=colour, linewidth=width, solid_capstyle="butt")
    ax.plot(factor * row.value, y, linestyle="", **_look(mark, colour), zorder=3)


def _look(mark: str, colour: str) -> dict[str, Any]:
    """Return a mark's look."""
    return {
        "marker": _SHAPES[mark],
        "color": colour,
        "markersize": 4.5 if mark == "diamond" else 5.5,
        "markerfacecolor": colour if mark == "filled" else "white",
        "markeredgewidth": 1.4,
    }


def draw_side_by_side(
    table: pd.DataFrame,
    *,
    marks: dict[str, str],
    by: str = "",
    columns: int = 4,
    factor: float = 1.0,
    xlabel: str = "",
    limits: tuple[float, float] | None = None,
    width: float = 12.5,
) -> Figure:
    """Draw one panel of `plot_side_by_side` per value of the column `by`, or one alone.

    All panels have one scale; the first has the legend.
    """
    rows = table["line"].nunique()
    height = 0.5 + rows * (0.16 + 0.13 * len(marks))
    if by:
        names = by_first_appearance(table[by])
        figure, axes = panel_grid(
            names,
            columns=columns,
            width=width,
            panel_height=height,
            sharex=True,
            sharey=True,
        )
        panels = [(axes[name], table[table[by] == name]) for name in names]
    else:
        figure = new_figure(width, 1.3 + height)
        panels = [(figure.subplots(), table)]
    for ax, own in panels:
        plot_side_by_side(own.reset_index(drop=True), ax=ax, marks=marks, factor=factor)
        ax.tick_params(labelbottom=True)
        if limits is not None:
            ax.set_xlim(*limits)
    for ax, _ in panels[-min(columns, len(panels)) :]:
        ax.set_xlabel(wrap(xlabel, 60))
    _add_legend(panels[0][0], marks)
    return figure


def _add_legend(ax: Axes, marks: dict[str, str]) -> None:
    """Say in the first panel what each mark is."""
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], linestyle="", label=name, **_look(mark, INK))
        for name, mark in marks.items()
    ]
    ax.legend(handles=handles, loc="best", fontsize=8, labelcolor=MUTED)
