"""The look: one colour and one marker per outlet, one header for every figure."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STYLE_FILE = Path(__file__).with_name("narrative.mplstyle")

# Okabe & Ito (2008), safe for every common colour vision; without yellow, pale on white.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#444444")
MARKERS = ("o", "s", "D", "^", "v", "P", "X", "<", ">", "h", "p")

INK, MUTED, FAINT = "#222222", "#666666", "#bbbbbb"
NEGATIVE, NEUTRAL, POSITIVE = "#B2182B", "#8c8c8c", "#2166AC"


@contextmanager
def narrative_style() -> Iterator[None]:
    """Draw inside this to get the house style; nothing outside it changes."""
    import matplotlib.pyplot as plt

    with plt.style.context(str(STYLE_FILE)):
        yield


def outlet_colours(outlets: Iterable[str]) -> dict[str, str]:
    """Return outlet -> colour, by alphabetical place, the same in every figure.

    >>> outlet_colours(["The Decoder", "Banandre"])["Banandre"]
    '#0072B2'
    """
    return {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(sorted(set(outlets)))}


def outlet_markers(outlets: Iterable[str]) -> dict[str, str]:
    """Return outlet -> marker, so that colour never stands alone."""
    return {name: MARKERS[i % len(MARKERS)] for i, name in enumerate(sorted(set(outlets)))}


def new_figure(width: float = 8.0, height: float = 5.0) -> Figure:
    """Return an empty figure, in inches, that lays itself out; no window is opened."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained")


def add_header(figure: Figure, title: str, subtitle: str, note: str = "") -> Figure:
    """Set the finding above the axes, the measure below it, and a note at the foot.

    Parameters
    ----------
    figure : Figure
        A figure with constrained layout; its axes make room.
    title, subtitle, note : str
        The finding with its n; the measure and its unit; what to keep in mind.
    """
    width, height = figure.get_size_inches()
    heading = textwrap.wrap(title, int(width * 9.4)) or [""]
    below = textwrap.wrap(subtitle, int(width * 13.2))
    foot = textwrap.wrap(note, int(width * 14.6))
    top = 0.12 + 0.245 * len(heading) + 0.185 * len(below) + 0.08
    bottom = 0.08 + 0.165 * len(foot)
    figure.get_layout_engine().set(
        rect=(0.005, bottom / height, 0.99, 1 - (top + bottom) / height)
    )
    y = height - 0.12
    for text, size, weight, colour, step in (
        *((line, 13, "bold", INK, 0.245) for line in heading),
        *((line, 9.5, "normal", MUTED, 0.185) for line in below),
    ):
        figure.text(
            0.12 / width,
            y / height,
            text,
            fontsize=size,
            weight=weight,
            color=colour,
            va="top",
        )
        y -= step
    for i, line in enumerate(reversed(foot)):
        figure.text(
            0.12 / width,
            (0.07 + 0.165 * i) / height,
            line,
            fontsize=8.5,
            color=MUTED,
            va="bottom",
        )
    return figure
