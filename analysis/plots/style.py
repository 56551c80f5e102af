"""The look: one colour and one marker per outlet, one header for every figure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from analysis.tables import rows_of

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

    _use_own_fonts()
    with plt.style.context(str(STYLE_FILE)):
        yield


@cache
def _use_own_fonts() -> None:
    """Have Matplotlib take the fonts that come with it before those of the system.

    It does, unless the list of fonts that it keeps in the user's cache was written where
    its own could not be read. The system's DejaVu Sans may be another version, in which
    case the same figure would have other bytes.
    """
    from matplotlib import get_data_path
    from matplotlib.font_manager import findfont, fontManager

    own = Path(get_data_path(), "fonts", "ttf")
    if Path(findfont("DejaVu Sans")).is_relative_to(own):
        return
    of_system, fontManager.ttflist = fontManager.ttflist, []
    for face in sorted(own.glob("DejaVuSans*.ttf")):
        fontManager.addfont(face)
    fontManager.ttflist += of_system


def outlet_colours(table: pd.DataFrame) -> dict[str, str]:
    """Return outlet -> colour by the column `place`, the same in every figure.

    `place` is the outlet's alphabetical place among all outlets of the story, so that a
    figure that shows only some of them gives each its usual colour.

    >>> outlet_colours(pd.DataFrame({"outlet": ["The Decoder"], "place": [1]}))
    {'The Decoder': '#D55E00'}
    """
    return {name: COLOURS[place % len(COLOURS)] for name, place in _places(table)}


def outlet_markers(table: pd.DataFrame) -> dict[str, str]:
    """Return outlet -> marker by `place`, so that colour never stands alone."""
    return {name: MARKERS[place % len(MARKERS)] for name, place in _places(table)}


def _places(table: pd.DataFrame) -> list[tuple[str, int]]:
    known = table[["outlet", "place"]].drop_duplicates("outlet")
    return [(name, int(place)) for name, place in rows_of(known)]


def signed(value: float, places: int = 2) -> str:
    """Return the number with its sign, a true minus, and no negative zero.

    >>> signed(-0.204), signed(0.0)
    ('−0.20', '0.00')
    """
    text = f"{value:+.{places}f}".replace("-", "−")
    return text[1:] if float(f"{value:.{places}f}") == 0 else text


def say_q(q: float) -> str:
    """Return q with the digits that tell on which side of .05 it is, and never as nought.

    >>> say_q(0.052), say_q(0.4), say_q(0.004), say_q(0.0004)
    ('q = 0.052', 'q = 0.40', 'q = 0.004', 'q < 0.001')
    """
    if q < 0.001:
        return "q < 0.001"
    return f"q = {q:.3f}" if q < 0.01 or abs(q - 0.05) < 0.005 else f"q = {q:.2f}"


def wrap_to_width(
    text: str, inches: float, size: float, *, bold: bool = False
) -> list[str]:
    """Break a text into lines that are no wider than `inches` when set at `size` points."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= inches:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line in inches."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    _use_own_fonts()
    font = FontProperties(
        family="DejaVu Sans", weight="bold" if bold else "normal", size=size
    )
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72


def new_figure(width: float = 8.0, height: float = 5.0) -> Figure:
    """Return an empty figure, in inches, that lays itself out.

    No window is opened. A notebook shows it as a picture, whatever its backend.
    """
    from analysis.plots.shown import ShownFigure

    return ShownFigure(figsize=(width, height), layout="constrained")


def add_header(figure: Figure, title: str, subtitle: str, note: str = "") -> Figure:
    """Set the finding above the axes, the measure below it, and a note at the foot.

    Parameters
    ----------
    figure : Figure
        A figure with constrained layout; its axes make room.
    title, subtitle, note : str
        The finding with its n; the measure and its unit; what to keep in mind. A note of
        several lines begins with a heading.
    """
    width, height = figure.get_size_inches()
    heading, below, foot = _wrapped(width, title, subtitle, note)
    top, bottom = find_room(width, title, subtitle, note)
    room_for_axes = (0.005, bottom / height, 0.99, 1 - (top + bottom) / height)
    if any(ax.get_subplotspec() for ax in figure.axes):
        figure.set_layout_engine("constrained", rect=room_for_axes)
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
    heads = "\n" in note
    for i, line in enumerate(reversed(foot)):
        head = heads and i == len(foot) - 1
        figure.text(
            0.12 / width,
            (0.07 + 0.165 * i) / height,
            line,
            fontsize=8.5,
            color=INK if head else MUTED,
            weight="bold" if head else "normal",
            va="bottom",
        )
    return figure


def find_room(width: float, title: str, subtitle: str, note: str) -> tuple[float, float]:
    """Return the inches that header and foot need at the top and the bottom."""
    heading, below, foot = _wrapped(width, title, subtitle, note)
    top = 0.12 + 0.245 * len(heading) + 0.185 * len(below) + 0.08
    return top, 0.08 + 0.165 * len(foot)


def _wrapped(
    width: float, title: str, subtitle: str, note: str
) -> tuple[list[str], list[str], list[str]]:
    """Return the lines of header and foot; a line end in the note begins a new line."""
    room = 0.97 * (width - 0.2)  # type is drawn a little wider than it is measured
    foot = [line for part in note.split("\n") for line in wrap_to_width(part, room, 8.5)]
    return (
        wrap_to_width(title, room, 13, bold=True),
        wrap_to_width(subtitle, room, 9.5),
        foot,
    )


def settle(figure: Figure) -> Figure:
    """Lay the figure out once, and keep every place to four digits.

    The layout's solver leaves the last bits to chance, and SVG names its clip paths
    after all of them; rounded places give the same file every time.
    """
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    for ax in figure.axes:
        left, bottom, width, height = ax.get_position().bounds
        ax.set_position(
            (round(left, 4), round(bottom, 4), round(width, 4), round(height, 4))
        )
    return figure
