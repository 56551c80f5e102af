"""What each outlet calls the event and its targets: phrases by outlet, a panel each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.panels import by_first_appearance, wrap
from analysis.plots.style import NEGATIVE, NEUTRAL, POSITIVE, new_figure
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_TONE = {
    "negative": (NEGATIVE, "s"),
    "neutral": (NEUTRAL, "o"),
    "positive": (POSITIVE, "D"),
}
_LONGEST = 40  # letters of a phrase in one line


def draw_labels(table: pd.DataFrame) -> Figure:
    """Draw a panel per target: rows are phrases, columns outlets, marks counts.

    Parameters
    ----------
    table : DataFrame
        target, phrase, connotation, display, times; the order of rows gives that of the
        panels and of the phrases.
    """
    targets = by_first_appearance(table["target"])
    columns = sorted(set(table["display"]))
    heights = [_rows(table, target) + 0.8 for target in targets]
    figure = new_figure(max(9.0, 4.0 + 1.05 * len(columns)), 2.2 + 0.31 * sum(heights))
    grid = figure.subplots(len(targets), 1, height_ratios=heights, squeeze=False).ravel()
    for number, (target, ax) in enumerate(zip(targets, grid, strict=True)):
        plot_labels(table[table["target"] == target], columns, ax=ax)
        ax.set_title(target, loc="left")
        if number:
            ax.set_xticklabels([])
    return figure


def plot_labels(table: pd.DataFrame, columns: list[str], *, ax: Axes) -> Axes:
    """Draw the phrases of one target."""
    places = {key: y for y, key in enumerate(_keys(table))}
    for tone, (colour, marker) in _TONE.items():
        own = table[table["connotation"] == tone]
        ys = [places[r.phrase, r.connotation] for r in rows_of(own)]
        xs = [columns.index(display) for display in own["display"]]
        ax.scatter(xs, ys, s=170, c=colour, marker=marker, zorder=3)
        for x, y, times in zip(xs, ys, own["times"], strict=True):
            ax.text(
                x,
                y,
                str(times),
                ha="center",
                va="center",
                color="white",
                fontsize=8.5,
                weight="bold",
                zorder=4,
            )
    ax.set_xticks(range(len(columns)), [wrap(name, 14) for name in columns])
    labels = [
        phrase if len(phrase) <= _LONGEST else phrase[: _LONGEST - 1] + "…"
        for phrase, _ in places
    ]
    ax.set_yticks(range(len(places)), labels)
    ax.set_xlim(-0.5, len(columns) - 0.5)
    ax.set_ylim(len(places) - 0.4, -0.6)
    ax.grid(axis="both")
    ax.xaxis.tick_top()
    ax.spines[:].set_visible(False)
    return ax


def _keys(table: pd.DataFrame) -> list[tuple[str, str]]:
    pairs = zip(table["phrase"], table["connotation"], strict=True)
    return list(dict.fromkeys(pairs))


def _rows(table: pd.DataFrame, target: str) -> int:
    return len(_keys(table[table["target"] == target]))
