"""The registry of figures: draw one, save all, say what differs.

It is handed tables by name and knows no Story.
"""

from analysis.figures.checking import check_figures
from analysis.figures.drawing import CannotDraw, Drawing, FigureEntry
from analysis.figures.registry import REGISTRY, caption_figure, draw_figure, prepare_figure
from analysis.figures.saving import save_figures

__all__ = [
    "REGISTRY",
    "CannotDraw",
    "Drawing",
    "FigureEntry",
    "caption_figure",
    "check_figures",
    "draw_figure",
    "prepare_figure",
    "save_figures",
]
