"""Means with their intervals: one row per outlet, one panel per target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.plots.panels import (
    by_first_appearance,
    fresh_axes,
    panel_grid,
    write_at_right,
)
from analysis.plots.style import INK, outlet_colours, outlet_markers
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def plot_means(
    table: pd.DataFrame,
    *,
    ax: Axes | None = None,
    zero: bool = True,
    places: int = 2,
    percent: bool = False,
) -> Axes:
    """Draw value, interval and n per row; a row without interval is hollow and says so.

    Parameters
    ----------
    table : DataFrame
        display, outlet, place, value, low, high, n; optionally coded, the mean hand code
        (a cross). Missing low and high: no interval.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    zero : bool
        Draw a line at 0, for signed values.
    places : int
        Decimals of the value's label.
    percent : bool
        Values are shares, 0 to 1, shown as per cent.
    """
    ax = fresh_axes(ax)
    colours, markers = outlet_colours(table), outlet_markers(table)
    factor = 100.0 if percent else 1.0
    if zero:
        ax.axvline(0, color="#999999", linewidth=1, zorder=1)
    largest = table[["value", "high"]].max().max()
    middle = 50.0 if percent else 0.0 if zero else factor * largest / 2
    for y, row in enumerate(rows_of(table)):
        _mark_mean(ax, y, row, factor, colours[row.outlet], markers[row.outlet])
        sign = "+" if zero and row.value > 0 else ""
        number = f"{factor * row.value:.{0 if percent else places}f}"
        inward = "right" if factor * row.value > middle else "left"
        _label_mean(ax, y, row, factor, f"{sign}{number}{'%' if percent else ''}", inward)
    ax.set_yticks(range(len(table)), table["display"])
    ax.set_ylim(len(table) - 0.5, -0.65)
    return ax


def _mark_mean(
    ax: Axes,
    y: int,
    row: Any,  # noqa: ANN401
    factor: float,
    colour: str,
    marker: str,
) -> None:
    """Draw one row's interval, mean and hand code."""
    known = np.isfinite(row.low)
    if known:
        ax.plot([factor * row.low, factor * row.high], [y, y], color=colour, linewidth=2.2)
    ax.plot(
        factor * row.value,
        y,
        marker,
        color=colour,
        markersize=7.5,
        markerfacecolor=colour if known else "white",
        markeredgewidth=1.6,
        zorder=3,
    )
    if np.isfinite(getattr(row, "coded", np.nan)):
        ax.plot(
            factor * row.coded,
            y,
            "x",
            color=INK,
            markersize=7,
            markeredgewidth=1.8,
            zorder=4,
        )


def _label_mean(
    ax: Axes,
    y: int,
    row: Any,  # noqa: ANN401
    factor: float,
    text: str,
    inward: str,
) -> None:
    """Write one row's value above its mark, and its n at the right.

    A long label, of a row without interval, goes inward to stay clear of the n.
    """
    ax.annotate(
        text.replace("-", "−") + ("" if np.isfinite(row.low) else ", no interval"),
        (factor * row.value, y),
        xytext=(0, 7),
        textcoords="offset points",
        ha="center" if np.isfinite(row.low) else inward,
        fontsize=8.5,
        color=INK,
    )
    write_at_right(ax, y, f"n = {int(row.n)}", gap=2)


def draw_means(
    table: pd.DataFrame,
    *,
    by: str = "target",
    columns: int = 2,
    width: float = 10.0,
    xlabel: str = "",
    zero: bool = True,
    percent: bool = False,
    titles: dict[str, str] | None = None,
) -> Figure:
    """One panel of `plot_means` per value of the column `by`, on one scale.

    Every panel has the same outlets in the same order, so that panels compare.
    """
    names = by_first_appearance(table[by])
    shown = {name: (titles or {}).get(name, name) for name in names}
    rows = table[by].value_counts().max()
    figure, axes = panel_grid(
        list(shown.values()),
        columns=columns,
        width=width,
        panel_height=0.75 + 0.36 * rows,
        sharex=True,
        sharey=have_same_rows(table, by),
    )
    for name in names:
        plot_means(
            table[table[by] == name].reset_index(),
            ax=axes[shown[name]],
            zero=zero,
            percent=percent,
        )
    if zero:
        centre_on_zero(list(axes.values()))
    elif percent:
        _leave_room(list(axes.values()))
    for ax in list(axes.values())[-min(columns, len(axes)) :]:
        ax.set_xlabel(xlabel)
        ax.tick_params(labelbottom=True)
    return figure


def have_same_rows(table: pd.DataFrame, by: str) -> bool:
    """Whether all panels have the same outlets in the same order, so that one axis serves."""
    return len(set(table.groupby(by)["display"].apply(tuple))) == 1


def centre_on_zero(axes: list[Axes]) -> None:
    """Give signed values the same room on both sides of zero."""
    reach = max(abs(edge) for ax in axes for edge in ax.get_xlim())
    for ax in axes:
        ax.set_xlim(-reach, reach)
        ax.locator_params(axis="x", nbins=5)


def _leave_room(axes: list[Axes]) -> None:
    """Leave room at the left for the label of a share of 0, clear of the axis."""
    low, high = axes[0].get_xlim()
    for ax in axes:
        ax.set_xlim(min(low, -0.07 * high), high)
