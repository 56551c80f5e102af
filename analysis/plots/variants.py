"""Several means of one outlet under each other: ways of estimating, or voices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.plots.means import centre_on_zero, have_same_rows
from analysis.plots.panels import (
    by_first_appearance,
    fresh_axes,
    panel_grid,
    write_at_right,
)
from analysis.plots.style import INK, MUTED, outlet_colours, outlet_markers, signed
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LINE = 0.27  # of an outlet's row, between two of its means


def plot_variants(
    table: pd.DataFrame, *, ax: Axes | None = None, marks: dict[str, str]
) -> Axes:
    """Draw each outlet's means under each other, each with its interval and its name.

    Parameters
    ----------
    table : DataFrame
        display, outlet, place, variant, value, low, high, n, in the order of drawing.
        Missing value: the name says that there is none. Missing low and high: no interval.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    marks : dict of str to str
        Variant -> filled, hollow or cross, from top to bottom.
    """
    ax = fresh_axes(ax)
    colours, markers = outlet_colours(table), outlet_markers(table)
    displays, order = by_first_appearance(table["display"]), list(marks)
    ax.axvline(0, color="#999999", linewidth=1, zorder=1)
    for row in rows_of(table):
        shift = (order.index(row.variant) - (len(order) - 1) / 2) * _LINE
        y = displays.index(row.display) + shift
        mark = marks[row.variant]
        colour = INK if mark == "cross" else colours[row.outlet]
        _draw_mean(ax, y, row, colour, markers[row.outlet], mark)
        write_at_right(
            ax,
            y,
            _said(row),
            fontsize=8,
            color=INK if mark == "filled" else MUTED,
        )
    ax.set_yticks(range(len(displays)), displays)
    ax.set_ylim(len(displays) - 0.5, -0.5)
    return ax


def _draw_mean(
    ax: Axes,
    y: float,
    row: Any,  # noqa: ANN401
    colour: str,
    marker: str,
    mark: str,
) -> None:
    """Draw one mean and its interval; nothing where there is no mean."""
    if np.isfinite(row.low):
        width = 2.2 if mark == "filled" else 1.2
        ax.plot([row.low, row.high], [y, y], color=colour, linewidth=width)
    ax.plot(
        row.value,
        y,
        "x" if mark == "cross" else marker,
        color=colour,
        markersize=6.5,
        markerfacecolor=colour if mark == "filled" else "white",
        markeredgewidth=1.6,
        zorder=3,
    )


def _said(row: Any) -> str:  # noqa: ANN401
    """Return the mean in words.

    >>> class Row: variant, value, low, n = "model", -0.204, -0.3, 12
    >>> _said(Row)
    'model −0.20 (n = 12)'
    """
    if not np.isfinite(row.value):
        return f"{row.variant}: none (n = {row.n})"
    unknown = "" if np.isfinite(row.low) else ", no interval"
    return f"{row.variant} {signed(row.value)} (n = {row.n}{unknown})"


def draw_variants(
    table: pd.DataFrame, *, marks: dict[str, str], columns: int = 2
) -> Figure:
    """One panel of `plot_variants` per target, on one scale centred on 0."""
    targets = by_first_appearance(table["target"])
    outlets = table.groupby("target")["display"].nunique().max()
    figure, axes = panel_grid(
        [f"toward {target}" for target in targets],
        columns=columns,
        width=12.5,
        panel_height=0.75 + outlets * (0.2 + 0.17 * len(marks)),
        sharex=True,
        sharey=have_same_rows(table.drop_duplicates(["target", "display"]), "target"),
    )
    for target, ax in zip(targets, axes.values(), strict=True):
        own = table[table["target"] == target].reset_index(drop=True)
        plot_variants(own, ax=ax, marks=marks)
    centre_on_zero(list(axes.values()))
    for ax in axes.values():
        ax.set_xlabel("← negative          positive →")
        ax.tick_params(labelbottom=True)
    return figure
