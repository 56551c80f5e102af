"""Where marks and words stand in a picture: room for every row, no title cut off."""

import pandas as pd
import pytest
from matplotlib.text import Text

from analysis.figures.drawing import Drawing
from analysis.figures.registry import draw
from analysis.plots.articles import plot_articles
from analysis.plots.panels import panel_grid
from analysis.plots.specification import draw_specification


@pytest.mark.parametrize("n", [1, 5, 12])
def test_each_article_has_its_own_room(n):
    table = pd.DataFrame({"outlet": [f"O{i}" for i in range(n)], "place": range(n)})
    table = table.assign(display=table["outlet"], words=300, sentences=9, paragraphs=3)
    table = table.assign(title="A headline", author="Somebody", published="2025-10-06")
    figure = draw(Drawing(table, plot_articles, f"{n} tellings", "words", "A note.", ""))
    ax = figure.axes[0]
    bars = [bar.get_window_extent() for bar in ax.patches]
    below = [t.get_window_extent() for t in ax.texts if t.get_text().startswith("A head")]
    for text, bar in zip(below, bars, strict=True):
        assert text.y1 < bar.y0
    for text, following in zip(below, bars[1:], strict=False):
        assert text.y0 > following.y1
    assert below[-1].y0 > ax.get_window_extent().y0
    assert max(bar.height for bar in bars) < 40


def test_the_lowest_panel_of_each_column_has_its_numbers():
    _, axes = panel_grid(list("abc"), columns=2, sharex=True)
    told = {name: ax.xaxis.get_tick_params()["labelbottom"] for name, ax in axes.items()}
    assert told == {"a": False, "b": True, "c": True}


def test_a_long_comparison_is_named_in_full():
    comparison = "quoted share, all speech: The Long Harbour Voice − The Port Ansel Courier"
    table = pd.DataFrame(
        {"rank": [0, 1], "difference": [-0.1, 0.2], "usual": [True, False]}
    ).assign(comparison=comparison, choice="unit", option=["words", "sentences"])
    figure = draw(Drawing(table, draw_specification, "n = 2", "a measure", "", ""))
    words = figure.axes[0].findobj(Text)
    (title,) = (t for t in words if " ".join(t.get_text().split()) == comparison)
    assert title.get_window_extent().x1 < figure.bbox.x1
