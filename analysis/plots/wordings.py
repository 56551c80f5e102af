"""How each outlet words the event: wordings by outlet, coloured by connotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.panels import by_first_appearance, fresh_axes, wrap
from analysis.plots.style import NEGATIVE, NEUTRAL, POSITIVE
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TONE = {
    "negative": (NEGATIVE, "s"),
    "neutral": (NEUTRAL, "o"),
    "positive": (POSITIVE, "D"),
}


def plot_wordings(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a mark per outlet and wording, its area the count, its count inside.

    Parameters
    ----------
    table : DataFrame
        display, lemma, connotation, times. Order of rows gives the order of both axes.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    """
    from matplotlib.collections import PathCollection

    ax = fresh_axes(ax, width=9, height=6)
    columns, lemmas = (
        by_first_appearance(table["display"]),
        by_first_appearance(table["lemma"]),
    )
    for tone, (colour, marker) in _TONE.items():
        own = table[(table["connotation"] == tone) & (table["times"] > 0)]
        ax.scatter(
            [columns.index(d) for d in own["display"]],
            [lemmas.index(lemma) for lemma in own["lemma"]],
            s=210 + 34 * own["times"],
            c=colour,
            marker=marker,
            label=tone,
            zorder=3,
        )
        for row in rows_of(own):
            ax.text(
                columns.index(row.display),
                lemmas.index(row.lemma),
                str(row.times),
                ha="center",
                va="center",
                color="white",
                fontsize=8.5,
                weight="bold",
                zorder=4,
            )
    ax.set_xticks(range(len(columns)), [wrap(name, 14) for name in columns])
    ax.set_yticks(range(len(lemmas)), lemmas)
    ax.set_xlim(-0.5, len(columns) - 0.5)
    ax.set_ylim(len(lemmas) - 0.4, -0.6)
    ax.grid(axis="both")
    ax.xaxis.tick_top()
    ax.spines[:].set_visible(False)
    legend = ax.legend(
        loc="upper center",
        bbox_to_anchor=(0.5, -0.01),
        ncols=3,
        title="connotation (codebook)",
    )
    for handle in legend.legend_handles:
        if isinstance(handle, PathCollection):
            handle.set_sizes([70])
    return ax
