"""Two means of one outlet joined by an arrow: what changes when something is left out."""

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

_APART = 0.14  # of a row, between the two means


def plot_flips(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the mean before (hollow) and after (filled), an arrow from one to the other.

    Parameters
    ----------
    table : DataFrame
        display, outlet, place; before, before_low, before_high; after, after_low,
        after_high; rank_before, rank_after (1 is the most positive); flips (the sign
        changes); n_before, n_after (sentences). Missing lows and highs: no interval.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    """
    ax = fresh_axes(ax)
    colours, markers = outlet_colours(table), outlet_markers(table)
    ax.axvline(0, color="#999999", linewidth=1, zorder=1)
    for y, row in enumerate(rows_of(table)):
        _draw_change(ax, y, row, colours[row.outlet], markers[row.outlet])
        write_at_right(
            ax,
            y,
            _said(row),
            weight="bold" if row.flips else "normal",
            color=INK if row.flips or row.rank_before != row.rank_after else MUTED,
        )
    ax.set_yticks(range(len(table)), table["display"])
    ax.set_ylim(len(table) - 0.5, -0.5)
    return ax


def _draw_change(ax: Axes, y: int, row: Any, colour: str, marker: str) -> None:  # noqa: ANN401
    """Draw both means with their intervals, and the way from one to the other."""
    ends = (
        (row.before, row.before_low, row.before_high, -_APART, "white"),
        (row.after, row.after_low, row.after_high, _APART, colour),
    )
    for value, low, high, shift, fill in ends:
        if np.isfinite(low):
            width = 1.2 if fill == "white" else 2.2
            ax.plot([low, high], [y + shift] * 2, color=colour, linewidth=width)
        ax.plot(
            value,
            y + shift,
            marker,
            color=colour,
            markersize=7,
            markerfacecolor=fill,
            markeredgewidth=1.6,
            zorder=3,
        )
    ax.annotate(
        "",
        (row.after, y + _APART),
        (row.before, y - _APART),
        arrowprops={
            "arrowstyle": "->",
            "color": INK if row.flips else MUTED,
            "linewidth": 1.6 if row.flips else 0.9,
            "shrinkA": 4,
            "shrinkB": 4,
        },
        zorder=4,
    )


def _said(row: Any) -> str:  # noqa: ANN401
    """Return the change of the mean, and of sign and place, in two lines.

    >>> class Row: before, after, flips, rank_before, rank_after = 0.1, -0.2, True, 2, 5
    >>> Row.n_before, Row.n_after = 9, 6
    >>> print(_said(Row))
    +0.10 → −0.20 (n = 9 → 6)
    sign flips; place 2 → 5
    """
    change = (
        f"{signed(row.before)} → {signed(row.after)} (n = {row.n_before} → {row.n_after})"
    )
    place = f"{row.rank_before} → {row.rank_after}"
    same = row.rank_before == row.rank_after
    flips = "sign flips; " if row.flips else ""
    return f"{change}\n{flips}place {row.rank_before if same else place}"


def draw_flips(table: pd.DataFrame, *, columns: int = 2) -> Figure:
    """One panel of `plot_flips` per target, on one scale centred on 0."""
    targets = by_first_appearance(table["target"])
    rows = table["target"].value_counts().max()
    figure, axes = panel_grid(
        [f"toward {target}" for target in targets],
        columns=columns,
        width=12.5,
        panel_height=0.75 + 0.5 * rows,
        sharex=True,
        sharey=have_same_rows(table, "target"),
    )
    for target, ax in zip(targets, axes.values(), strict=True):
        plot_flips(table[table["target"] == target].reset_index(drop=True), ax=ax)
        ax.set_xlabel("← negative          positive →")
        ax.tick_params(labelbottom=True)
    centre_on_zero(list(axes.values()))
    return figure
