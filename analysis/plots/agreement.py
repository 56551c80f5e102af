"""How many comparisons keep their sign under other choices, and which choices turn it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.plots.panels import by_first_appearance, wrap, write_at_right
from analysis.plots.style import FAINT, INK, MUTED, new_figure
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BIN = 0.05  # of the share; marks of one bin are stacked
_STEP = 0.11  # of a row, between stacked marks
_HIGHEST = 8  # marks in a stack; more sit closer


def draw_agreement(table: pd.DataFrame) -> Figure:
    """Draw the comparisons by their agreement, and the choices by what they turn.

    Parameters
    ----------
    table : DataFrame
        panel: "agreement" rows with measure, agree, firm (q below .05), and "flips" rows
        with choice, option, turned (comparisons), n (of how many).
    """
    agreement, flips = (table[table["panel"] == name] for name in ("agreement", "flips"))
    rows = max(agreement["measure"].nunique() * 1.6, len(flips) * 0.8)
    figure = new_figure(13.0, 1.9 + 0.36 * rows)
    left, right = figure.subplots(1, 2, width_ratios=(1.25, 1))
    plot_agreement(agreement, ax=left)
    plot_turned(flips, ax=right)
    return figure


def plot_agreement(table: pd.DataFrame, *, ax: Axes) -> Axes:
    """Draw one mark a comparison, stacked, by the share of universes with its sign."""
    measures = by_first_appearance(table["measure"])
    for y, measure in enumerate(measures):
        own = table[table["measure"] == measure].sort_values(["firm", "agree"])
        places = (own["agree"] / _BIN).round().astype(int)
        most = int(places.value_counts().max())
        step = min(_STEP, 0.85 / max(most, 1))
        above = own.groupby(places).cumcount()
        for row, place, level in zip(rows_of(own), places, above, strict=True):
            ax.plot(
                place * _BIN,
                y + 0.38 - step * level,
                "D" if row.firm else "o",
                color=INK if row.firm else MUTED,
                markerfacecolor=INK if row.firm else "white",
                markersize=5.5 if row.firm else 4.2,
            )
        always = int((own["agree"] > 1 - 1e-9).sum())
        write_at_right(ax, y, f"{always} of {len(own)} in all", gap=6)
        ax.axhline(y + 0.46, color="#dddddd", linewidth=0.8, zorder=0)
    ax.axvline(0.5, color="#999999", linewidth=1, linestyle=":", zorder=1)
    ax.set_yticks(range(len(measures)), [wrap(name, 16) for name in measures])
    ax.set_ylim(len(measures) - 0.45, -0.62)
    ax.set_xlim(-0.03, 1.04)
    ax.set_xticks(np.arange(0, 1.01, 0.25), ["0%", "25%", "50%", "75%", "100%"])
    ax.set_xlabel("share of choices with the usual sign")
    ax.set_title("each mark a comparison; diamond: firm (q below .05)")
    ax.grid(visible=False)
    return ax


def plot_turned(table: pd.DataFrame, *, ax: Axes) -> Axes:
    """Draw the share of comparisons that each option, changed alone, turns round."""
    shares = [float(row.turned / row.n) for row in rows_of(table)]
    for y, (row, share) in enumerate(zip(rows_of(table), shares, strict=True)):
        ax.plot([0, share], [y, y], color=FAINT, linewidth=4, solid_capstyle="butt")
        ax.plot(share, y, "o", color=INK, markersize=5)
        write_at_right(ax, y, f"{row.turned} of {row.n}", gap=6)
    names = [f"{row.choice.replace('_', ' ')}: {row.option}" for row in rows_of(table)]
    ax.set_yticks(range(len(table)), [wrap(name, 36) for name in names], fontsize=8.5)
    ax.set_ylim(max(len(table), 1) - 0.4, -0.6)
    ax.set_xlim(0, max(0.3, 1.08 * max(shares, default=0)))
    ax.xaxis.set_major_formatter(lambda value, _: f"{100 * value:.0f}%")
    ax.set_xlabel("share of comparisons whose sign it turns, all else as usual")
    ax.set_title("what flips a sign")
    return ax
