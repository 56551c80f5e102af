"""The corpus at a glance: one bar per article and what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.panels import fresh_axes
from analysis.plots.style import INK, MUTED, outlet_colours
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ROW = 0.648  # inches of an article: its bar, and two lines below it
_AROUND = 1.76  # inches of header, axis and foot


def plot_articles(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the length of each article, with title, author and date bound in words.

    Parameters
    ----------
    table : DataFrame
        outlet, display, words, paragraphs, title, author, published (all as shown).
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    """
    ax = fresh_axes(ax, height=_AROUND + _ROW * len(table))
    colours = outlet_colours(table)
    for y, row in enumerate(rows_of(table)):
        ax.barh(y, row.words, height=0.34, color=colours[row.outlet])
        ax.annotate(
            f"{row.words:,} words, {row.sentences} sentences, {row.paragraphs} paragraphs",
            (row.words, y),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            color=INK,
        )
        ax.annotate(
            f"{row.title}\n{row.author}; {row.published}",
            (0, y + 0.24),
            xytext=(2, 0),
            textcoords="offset points",
            va="top",
            fontsize=8.5,
            color=MUTED,
            linespacing=1.35,
        )
    # An article's own name goes under its outlet's, so that the bars keep their width.
    ax.set_yticks(range(len(table)), table["display"].str.replace(": ", ":\n", n=1))
    ax.set_ylim(len(table) - 0.2, -0.45)
    ax.set_xlim(0, table["words"].max() * 1.8)
    ax.set_xlabel("words after cleaning")
    return ax
