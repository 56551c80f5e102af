"""Print how long each stage takes on a corpus, from the articles to every figure.

    python benchmarks/stages.py [--corpus seeds]

Nothing is taken from the cache but the encoder's graph. The first stage that needs a
library pays for its import; the last column says what share of the whole it is.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from analysis import open_story
from analysis.figures import REGISTRY, CannotDraw, prepare_figure
from analysis.figures.saving import render_figure
from analysis.recipes import RECIPES


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that the work took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Time every table once, then all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("seeds"))
    corpus = parser.parse_args().corpus
    story = open_story(corpus, kept=False)
    stages = dict.fromkeys(recipe.makes for recipe in RECIPES.values())
    seconds = {
        ", ".join(makes): timed(lambda makes=makes: story.table(makes[0]))
        for makes in stages
    }
    seconds["figures (SVG and PNG)"] = timed(lambda: draw_all(story.tables()))
    total = sum(seconds.values())
    for stage, taken in seconds.items():
        print(f"{stage:55s} {taken:7.2f} s {taken / total:6.0%}")
    print(f"{'all':55s} {total:7.2f} s")


def draw_all(tables: dict) -> None:
    """Render every figure that the story can show."""
    for name in REGISTRY:
        try:
            render_figure(prepare_figure(name, tables))
        except CannotDraw as reason:
            print(f"{name}: {reason}")


if __name__ == "__main__":
    main()
