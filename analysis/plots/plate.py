"""One page that is printed or projected: findings side by side, sentences beside marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.plots.style import (
    FAINT,
    INK,
    MUTED,
    new_figure,
    outlet_colours,
    outlet_markers,
    signed,
    wrap_to_width,
)
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAGE = (11.69, 8.27)  # A4 across, in inches
QUOTE_SIZE, QUOTE_LINES = 8.5, 2
_MARGIN, _GUTTER = 0.12, 0.35
_COLUMN = (PAGE[0] - 2 * _MARGIN - _GUTTER) / 2
_NAME, _PLOT, _GAP = 1.2, 1.4, 0.14
QUOTE_INCHES = 0.97 * (_COLUMN - _NAME - _PLOT - 2 * _GAP)  # drawn type is a little wider
_LEADING = 1.25 / 72  # inches from line to line per point of type


@dataclass(frozen=True)
class _Box:
    """A rectangle of the page, in inches from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


def draw_plate(table: pd.DataFrame, *, top: float, bottom: float) -> Figure:
    """Draw the findings, two beside each other.

    Parameters
    ----------
    table : DataFrame
        panel, question, finding, stands_on, outlet, display, place, value, low, high, n,
        coded (mean hand code, a cross, where there is one), lowest (0 for shares, below for
        signed values), quote, bar (interval, or expected: a range that does not stand
        around the mean).
    top, bottom : float
        Inches that header and foot need.
    """
    figure = new_figure(*PAGE)
    figure.set_layout_engine("none")  # every place is measured here
    numbers = sorted(set(table["panel"]))
    lines = -(-len(numbers) // 2)
    height = (PAGE[1] - top - bottom - 0.05) / lines
    for place, number in enumerate(numbers):
        left = _MARGIN + (place % 2) * (_COLUMN + _GUTTER)
        box = _Box(left, top + (place // 2) * height, _COLUMN, height - 0.1)
        _draw_finding(figure, table[table["panel"] == number], box)
    return figure


def _draw_finding(figure: Figure, rows: pd.DataFrame, box: _Box) -> None:
    """Write question, finding and what it stands on, and the outlets below."""
    first = rows.iloc[0]
    _rule(figure, box)
    y = box.top + 0.07
    for text, size, style in (
        (first["question"], 8.5, {"color": MUTED}),
        (first["finding"], 11, {"color": INK, "weight": "bold"}),
        (first["stands_on"], 8.5, {"color": MUTED}),
    ):
        bold = style.get("weight") == "bold"
        for line in wrap_to_width(text, 0.97 * box.width, size, bold=bold):
            _write(figure, box.left, y, line, size=size, **style)
            y += size * _LEADING
        y += 0.02
    rest = _Box(box.left, y + 0.05, box.width, box.top + box.height - y - 0.05)
    _draw_outlets(figure, rows, rest)


def _draw_outlets(figure: Figure, rows: pd.DataFrame, box: _Box) -> None:
    """Draw a row per outlet: its name, its mean with interval, a sentence of it."""
    ticks = 0.17
    step = min((box.height - ticks) / len(rows), 0.5)
    ax = _axes(figure, _Box(box.left + _NAME + _GAP, box.top, _PLOT, step * len(rows)))
    _mark_means(ax, rows)
    right = box.left + _NAME + _PLOT + 2 * _GAP
    for number, row in enumerate(rows_of(rows)):
        middle = box.top + (number + 0.5) * step
        grade = row.display.removeprefix(row.outlet).strip()
        name = [(line, INK) for line in wrap_to_width(row.outlet, _NAME, 8.5)[:2]]
        _stack(figure, box.left, middle, [*name, (f"{grade} n = {row.n:,}", MUTED)])
        said, colour = (row.quote, INK) if row.quote else ("no such sentence", MUTED)
        lines = wrap_to_width(said, QUOTE_INCHES, QUOTE_SIZE)
        _stack(figure, right, middle, [(line, colour) for line in lines])


def _mark_means(ax: Axes, rows: pd.DataFrame) -> None:
    """Draw means and intervals, with a line at zero for signed values."""
    colours, markers = outlet_colours(rows), outlet_markers(rows)
    share = float(rows["lowest"].iloc[0]) >= 0
    for y, row in enumerate(rows_of(rows)):
        if np.isfinite(row.value):
            _mark(ax, y, row, colours[row.outlet], markers[row.outlet], share=share)
    ends = rows[["value", "low", "high", "coded"]].abs().max().max()
    reach = float(ends) * 1.15 if np.isfinite(ends) and ends else 1.0
    ax.set_xlim((-0.06 * reach, reach) if share else (-reach, reach))
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.locator_params(axis="x", nbins=4)
    ax.xaxis.set_major_formatter(
        (lambda x, _: f"{100 * x:.0f}%") if share else (lambda x, _: signed(x, 1))
    )
    ax.axvline(0, color="#999999", linewidth=1, zorder=1)
    ax.set_yticks([])
    ax.tick_params(axis="x", labelsize=8, pad=1)
    ax.spines[:].set_visible(False)


def _mark(
    ax: Axes,
    y: int,
    row: Any,  # noqa: ANN401
    colour: str,
    marker: str,
    *,
    share: bool,
) -> None:
    """Draw one outlet's interval and mean, its value above."""
    known = np.isfinite(row.low)
    if known and row.bar == "expected":
        ax.plot(
            [row.low, row.high], [y, y], color=FAINT, linewidth=6, solid_capstyle="butt"
        )
    elif known:
        ax.plot([row.low, row.high], [y, y], color=colour, linewidth=2.2)
    face = colour if known else "white"
    ax.plot(
        row.value,
        y,
        marker,
        color=colour,
        markersize=7,
        markerfacecolor=face,
        markeredgewidth=1.5,
        zorder=3,
    )
    if np.isfinite(row.coded):
        ax.plot(row.coded, y, "x", color=INK, markersize=6, markeredgewidth=1.6, zorder=4)
    ax.annotate(
        f"{100 * row.value:.0f}%" if share else signed(row.value),
        (row.value, y),
        xytext=(0, 5.5),
        textcoords="offset points",
        ha="center",
        fontsize=8,
        color=INK,
        zorder=2.5,  # above the line at zero, below the marks
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.3},
    )


def _axes(figure: Figure, box: _Box) -> Axes:
    width, height = PAGE
    return figure.add_axes(
        (
            box.left / width,
            1 - (box.top + box.height) / height,
            box.width / width,
            box.height / height,
        )
    )


def _stack(
    figure: Figure, left: float, middle: float, lines: list[tuple[str, str]]
) -> None:
    """Write lines one under the other, centred on a height."""
    leading = QUOTE_SIZE * _LEADING
    y = middle - leading * len(lines) / 2
    for line, colour in lines:
        _write(figure, left, y, line, size=QUOTE_SIZE, color=colour)
        y += leading


def _write(figure: Figure, left: float, top: float, text: str, **style: Any) -> None:  # noqa: ANN401
    """Write a line at a place in inches from the upper left corner."""
    figure.text(left / PAGE[0], 1 - top / PAGE[1], text, va="top", **style)


def _rule(figure: Figure, box: _Box) -> None:
    """Draw a thin line above a finding."""
    from matplotlib.lines import Line2D

    y = 1 - box.top / PAGE[1]
    ends = [box.left / PAGE[0], (box.left + box.width) / PAGE[0]]
    figure.add_artist(Line2D(ends, [y, y], color=FAINT, linewidth=0.8))
