"""Diversity of sources: two indices side by side, each on its own scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.means import plot_means
from analysis.plots.panels import by_first_appearance, panel_grid

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TITLES = {"shannon": "Shannon H (nats)", "simpson": "Simpson 1 − Σ p²"}


def draw_diversity(table: pd.DataFrame) -> Figure:
    """One panel of means per value of `index`.

    Parameters
    ----------
    table : DataFrame
        index, display, outlet, place, value, low, high, n, in the order drawn.
    """
    names = by_first_appearance(table["index"])
    shown = [_TITLES.get(name, name) for name in names]
    rows = int(table["index"].value_counts().max())
    figure, axes = panel_grid(
        shown, columns=2, width=10.0, panel_height=0.75 + 0.4 * rows, sharey=True
    )
    for name, title in zip(names, shown, strict=True):
        own = table[table["index"] == name].reset_index(drop=True)
        plot_means(own, ax=axes[title], zero=False)
        axes[title].set_xlim(left=min(0.0, axes[title].get_xlim()[0]))
    return figure
