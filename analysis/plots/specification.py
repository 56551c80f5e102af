"""A specification curve: every estimate, sorted, and below it the choices that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.plots.panels import by_first_appearance, wrap
from analysis.plots.style import INK, MUTED, NEGATIVE, POSITIVE, new_figure
from analysis.tables import rows_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.gridspec import SubplotSpec

_CURVE = 2.6  # inches of the curve
_TITLE = 48  # characters that fit above a curve
_LINE = 0.185  # inches of an option


def draw_specification(table: pd.DataFrame) -> Figure:
    """Draw a curve and its choices for each comparison, side by side.

    Parameters
    ----------
    table : DataFrame
        comparison (the panel's title), rank, difference, usual, and long: one row per
        universe x choice, with choice and option. In one comparison every universe has
        every choice.
    """
    names = by_first_appearance(table["comparison"])
    lines = max(len(_options(table[table["comparison"] == name])) for name in names)
    figure = new_figure(6.6 * len(names), 1.6 + _CURVE + _LINE * lines)
    columns = figure.add_gridspec(1, len(names))
    for number, name in enumerate(names):
        _draw_one(columns[number], table[table["comparison"] == name], name, lines)
    return figure


def _draw_one(place: SubplotSpec, table: pd.DataFrame, name: str, lines: int) -> None:
    """Draw one comparison: the curve above, its choices below."""
    parts = place.subgridspec(2, 1, height_ratios=(_CURVE, _LINE * lines), hspace=0.02)
    upper, lower = parts.subplots(sharex=True, squeeze=False)[:, 0]
    upper.set_title(wrap(name, _TITLE))
    plot_curve(table.drop_duplicates("rank"), ax=upper)
    plot_choices(table, ax=lower)


def plot_curve(table: pd.DataFrame, *, ax: Axes) -> Axes:
    """Draw the sorted differences; the usual one larger and named.

    Parameters
    ----------
    table : DataFrame
        rank, difference, usual: one row a universe.
    ax : Axes
        Drawn into.
    """
    ax.axhline(0, color="#999999", linewidth=1, zorder=1)
    ax.scatter(table["rank"], table["difference"], s=9, c=_signs(table), linewidths=0)
    for row in rows_of(table[table["usual"]]):
        ax.plot(row.rank, row.difference, "D", color=INK, markersize=6.5, zorder=4)
        first_half = row.rank < table["rank"].max() / 2
        ax.annotate(
            "as usual",
            (row.rank, row.difference),
            xytext=(8 if first_half else -8, -11 if first_half else 9),
            textcoords="offset points",
            ha="left" if first_half else "right",
            fontsize=8.5,
        )
    ax.set_ylabel("difference (left − right)")
    ax.tick_params(labelbottom=False)
    return ax


def plot_choices(table: pd.DataFrame, *, ax: Axes) -> Axes:
    """Draw a dot where a universe has an option, options grouped by choice."""
    options = _options(table)
    for line, (choice, option) in enumerate(options):
        chosen = table[(table["choice"] == choice) & (table["option"] == option)]
        heights = [line] * len(chosen)
        ax.scatter(chosen["rank"], heights, s=7, c=_signs(chosen), marker="|", linewidths=1)
    seen: set[str] = set()
    labels = []
    for choice, option in options:
        labels.append(option if choice in seen else f"{_words(choice)}: {option}")
        seen.add(choice)
    ax.set_yticks(range(len(options)), labels, fontsize=8.5)
    ax.set_ylim(len(options) - 0.4, -0.6)
    for line, (choice, _) in enumerate(options):
        if line and choice != options[line - 1][0]:
            ax.axhline(line - 0.5, color="#dddddd", linewidth=0.8)
    ax.grid(visible=False)
    ax.set_xlabel(f"combinations of choices, sorted (n = {table['rank'].max() + 1})")
    return ax


def _signs(table: pd.DataFrame) -> list[str]:
    """Return a colour for each difference by its sign."""
    return [
        POSITIVE if value > 0 else NEGATIVE if value < 0 else MUTED
        for value in table["difference"]
    ]


def _options(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the pairs of choice and option, of each choice the usual option first."""
    usual_first = table.sort_values("usual", ascending=False, kind="stable")
    pairs: Any = usual_first[["choice", "option"]].drop_duplicates()
    order = {choice: i for i, choice in enumerate(by_first_appearance(table["choice"]))}
    return sorted(pairs.itertuples(index=False, name=None), key=lambda p: order[p[0]])


def _words(choice: str) -> str:
    """Return a choice's name as words."""
    return choice.replace("_", " ")
