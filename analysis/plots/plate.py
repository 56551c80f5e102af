"""One page that a teacher would project: four panels on one sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.means import centre_on_zero, have_same_rows, plot_means
from analysis.plots.panels import by_first_appearance, wrap
from analysis.plots.style import INK, MUTED, new_figure, outlet_colours, outlet_markers
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.gridspec import SubplotSpec

_SIZE = (13.0, 9.2)


def draw_plate(table: pd.DataFrame) -> Figure:
    """Draw the panels that have rows.

    Parameters
    ----------
    table : DataFrame
        panel (sentiment, topics, words, wordings), target, display, outlet, value, low,
        high, n, text.
    """
    figure = new_figure(*_SIZE)
    rows = figure.add_gridspec(2, 1, height_ratios=(1, 1.15))
    _draw_sentiment(rows[0], table[table["panel"] == "sentiment"])
    columns = rows[1].subgridspec(1, 2)
    _draw_topics(figure.add_subplot(columns[0]), table[table["panel"] == "topics"])
    upper, lower = columns[1].subgridspec(2, 1).subplots(squeeze=False)[:, 0]
    _draw_phrases(upper, table[table["panel"] == "words"], "words that set each one apart")
    _draw_phrases(lower, table[table["panel"] == "wordings"], "words for the event (times)")
    return figure


def _draw_sentiment(place: SubplotSpec, table: pd.DataFrame) -> None:
    """Draw a panel of means per target."""
    targets = by_first_appearance(table["target"])
    if not targets:
        return
    # Else one panel's labels would name another's rows.
    same = have_same_rows(table, "target")
    axes = place.subgridspec(1, len(targets)).subplots(squeeze=False, sharey=same)[0]
    for target, ax in zip(targets, axes, strict=True):
        plot_means(table[table["target"] == target].reset_index(), ax=ax)
        ax.set_title(f"sentiment toward {target}")
        ax.set_xlabel("← negative          positive →")
    centre_on_zero(list(axes))


def _draw_topics(ax: Axes, table: pd.DataFrame) -> None:
    """Draw topics by outlet as a grid of marks, area and number the share."""
    if table.empty:
        ax.set_axis_off()
        return
    topics, displays = by_first_appearance(table["target"]), sorted(set(table["display"]))
    colours, markers = outlet_colours(table), outlet_markers(table)
    for row in rows_of(table):
        x, y = displays.index(row.display), topics.index(row.target)
        ax.scatter(
            x,
            y,
            s=30 + 2600 * row.value,
            c=colours[row.outlet],
            marker=markers[row.outlet],
            alpha=0.28,
            linewidths=0,
        )
        ax.text(
            x, y, f"{100 * row.value:.0f}%", ha="center", va="center", fontsize=9, color=INK
        )
    ax.set_xticks(range(len(displays)), [wrap(name, 12) for name in displays], fontsize=8.5)
    ax.set_yticks(range(len(topics)), [wrap(name, 22) for name in topics], fontsize=9)
    ax.set_xlim(-0.5, len(displays) - 0.5)
    ax.set_ylim(len(topics) - 0.5, -0.7)
    ax.grid(visible=False)
    ax.spines[:].set_visible(False)
    ax.set_title("share of sentences by topic")


def _draw_phrases(ax: Axes, table: pd.DataFrame, title: str) -> None:
    """Write one line per outlet: its name, then its words."""
    ax.set_axis_off()
    if table.empty:
        return
    colours, markers = outlet_colours(table), outlet_markers(table)
    ax.set_title(title)
    ax.set_xlim(0, 1)
    ax.set_ylim(len(table) - 0.5, -0.5)
    for y, row in enumerate(rows_of(table)):
        ax.plot(0.012, y, markers[row.outlet], color=colours[row.outlet], markersize=7)
        ax.text(0.035, y, row.display, va="center", fontsize=9, color=MUTED)
        ax.text(0.335, y, wrap(row.text, 52), va="center", fontsize=9.5, color=INK)
