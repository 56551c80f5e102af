"""The words that introduce speech: words by outlet, marked by their stance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.panels import fresh_axes, wrap
from analysis.plots.style import COLOURS, NEUTRAL

if TYPE_CHECKING:
    from matplotlib.axes import Axes

STANCES = {
    "neutral": (NEUTRAL, "o"),
    "endorsing": (COLOURS[0], "D"),
    "conceding": (COLOURS[2], "^"),
    "distancing": (COLOURS[1], "s"),
    "forceful": (COLOURS[3], "P"),
    "thinking": (COLOURS[5], "v"),
    "other": (COLOURS[6], "X"),
}


def plot_reporting(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a mark per outlet and word, the count beside it.

    Parameters
    ----------
    table : DataFrame
        stance, cue, display, count; the order of rows gives that of the words.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    """
    columns = sorted(set(table["display"]))
    words = list(dict.fromkeys(zip(table["stance"], table["cue"], strict=True)))
    ax = fresh_axes(
        ax, width=max(9.0, 3 + 1.1 * len(columns)), height=1.6 + 0.32 * len(words)
    )
    for stance, (colour, marker) in STANCES.items():
        own = table[table["stance"] == stance]
        if own.empty:
            continue
        xs = [columns.index(display) for display in own["display"]]
        ys = [words.index((stance, cue)) for cue in own["cue"]]
        ax.scatter(xs, ys, s=110, c=colour, marker=marker, label=stance, zorder=3)
        for x, y, count in zip(xs, ys, own["count"], strict=True):
            ax.annotate(
                str(count),
                (x, y),
                xytext=(9, 0),
                textcoords="offset points",
                va="center",
                fontsize=8.5,
            )
    ax.set_xticks(range(len(columns)), [wrap(name, 14) for name in columns])
    ax.set_yticks(range(len(words)), [cue for _, cue in words])
    ax.set_xlim(-0.5, len(columns) - 0.4)
    ax.set_ylim(len(words) - 0.4, -0.6)
    ax.grid(axis="both")
    ax.xaxis.tick_top()
    ax.spines[:].set_visible(False)
    ax.legend(
        loc="upper center", bbox_to_anchor=(0.4, -0.01), ncols=6, title="stance of the word"
    )
    return ax
