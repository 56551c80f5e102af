"""Claims by outlet: filled where found, with its place in the text; a ring where not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from analysis.plots.panels import by_first_appearance, fresh_axes, wrap
from analysis.plots.style import FAINT, INK, MUTED, outlet_colours
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LINE = 46  # characters of a statement in a line
_SPAN = 0.62  # width that stands for a whole article, of a column of 1


def plot_claim_grid(table: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw a row per claim and a column per outlet.

    Parameters
    ----------
    table : DataFrame
        statement, outlet, display, found (bool), sentences, position (0 first sentence,
        1 last), place. Order of rows gives the order of the claims.
    ax : Axes, optional
        Drawn into; a new figure otherwise.
    """
    statements = by_first_appearance(table["statement"])
    displays = sorted(by_first_appearance(table["display"]))
    labels = [wrap(statement, _LINE) for statement in statements]
    lines = sum(label.count("\n") + 1 for label in labels)
    width = 4.6 + 1.15 * max(len(displays), 3)
    ax = fresh_axes(ax, width=width, height=1.6 + 0.2 * lines + 0.16 * len(labels))
    colours = outlet_colours(table)
    for row in rows_of(table):
        x, y = displays.index(row.display), statements.index(row.statement)
        half = _SPAN / 2
        ax.plot([x - half, x + half], [y, y], color="#dddddd", linewidth=2, zorder=1)
        if not row.found:
            ax.plot(x, y, "o", mfc="white", mec=FAINT, markersize=8, mew=1.4, zorder=2)
            continue
        at = x - half + _SPAN * row.position
        ax.plot(at, y, "o", color=colours[row.outlet], markersize=9, mec="white", zorder=3)
        if row.sentences > 1:
            ax.annotate(
                f"{row.sentences}",
                (x + half, y),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                fontsize=8,
                color=MUTED,
            )
    ax.set_yticks(range(len(labels)), labels)
    ax.set_ylim(len(labels) - 0.5, -0.5)
    ax.set_xticks(range(len(displays)), [wrap(name, 14) for name in displays])
    ax.set_xlim(-0.55, len(displays) - 0.3)
    ax.xaxis.tick_top()
    ax.tick_params(length=0, colors=INK, labelsize=8.5)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.grid(visible=False)
    return ax
