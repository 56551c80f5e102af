"""Panels side by side: the shared skeleton of every multi-panel figure."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.plots.style import MUTED, new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def panel_grid(
    names: Sequence[str],
    *,
    columns: int,
    width: float = 9.0,
    panel_height: float = 2.6,
    **shared: Any,  # noqa: ANN401  (handed on to Figure.subplots)
) -> tuple[Figure, dict[str, Axes]]:
    """Return a figure and one titled axes per name, filled row by row.

    Parameters
    ----------
    names : sequence of str
        One panel each, in this order.
    columns : int
        Panels in a row, at most.
    width, panel_height : float
        Width of the figure and height of a row of panels, in inches.
    **shared
        `sharex`, `sharey` as in `Figure.subplots`.
    """
    columns = max(1, min(columns, len(names)))
    rows = -(-len(names) // columns)
    figure = new_figure(width, 1.3 + rows * panel_height)
    grid = figure.subplots(rows, columns, squeeze=False, **shared).ravel()
    for spare in grid[len(names) :]:
        spare.set_axis_off()
    axes = dict(zip(names, grid, strict=False))
    for name, ax in axes.items():
        ax.set_title(wrap(name, int(width / columns * 8)))
    for ax in list(axes.values())[-columns:]:  # the lowest of each column, shared or not
        ax.tick_params(labelbottom=True)
    return figure, axes


def wrap(text: str, width: int) -> str:
    r"""Break a label into lines of at most `width` characters.

    >>> wrap("Neuron Expert (matched)", 14)
    'Neuron Expert\n(matched)'
    """
    return "\n".join(textwrap.wrap(text, max(width, 4))) or text


def fresh_axes(ax: Axes | None, *, width: float = 8.0, height: float = 5.0) -> Axes:
    """Return the axes given, or those of a new figure."""
    return ax if ax is not None else new_figure(width, height).subplots()


def by_first_appearance(values: pd.Series) -> list[str]:
    """Distinct values in the order in which they first stand."""
    return list(dict.fromkeys(values))


def write_at_right(ax: Axes, y: float, text: str, *, gap: float = 3, **style: Any) -> None:  # noqa: ANN401
    """Write beside the axes' right edge, at the height of a row."""
    ax.annotate(
        text,
        (1.0, y),
        xycoords=("axes fraction", "data"),
        xytext=(gap, 0),
        textcoords="offset points",
        va="center",
        **{"fontsize": 8.5, "color": MUTED, **style},
    )
