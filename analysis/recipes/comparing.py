"""How measures are averaged and compared, every one of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.recipes.recipe import Frames, Recipe, stack
from analysis.tables import rows_of

if TYPE_CHECKING:
    from analysis.story import Story


def _measures(story: Story) -> Frames:
    from analysis.measures.catalogue import summarise

    parts = [summarise(values, measure=name) for name, values in _values(story).items()]
    return (stack(parts, "measures"),)


def _comparisons(story: Story) -> Frames:
    from analysis.compare import compare_outlets

    articles = story.table("articles")
    parts = [
        compare_outlets(values, articles, measure=name, seed=story.seed)
        for name, values in _values(story).items()
    ]
    return (_with_headline_reasons(stack(parts, "comparisons")),)


def _with_headline_reasons(comparisons: pd.DataFrame) -> pd.DataFrame:
    """Say in the words of headlines why most of them cannot be compared."""
    refused = comparisons["measure"].eq("headline sentiment") & comparisons["reason"].ne("")
    reasons = [
        _no_headline(row) or _few_headlines(row) if chosen else row.reason
        for row, chosen in zip(rows_of(comparisons), refused, strict=True)
    ]
    return comparisons.assign(reason=pd.Series(reasons, dtype="str"))


def _no_headline(row: Any) -> str:  # noqa: ANN401
    """Return whose headline does not refer to the target, if any."""
    sides = ((row.left, row.n_left), (row.right, row.n_right))
    without = [outlet for outlet, n in sides if n == 0]
    return (
        f"no headline of {' or '.join(without)} refers to {row.target}" if without else ""
    )


def _few_headlines(row: Any) -> str:  # noqa: ANN401
    """Return how many headlines there are, too few for an interval."""
    from analysis.compare.units import plural

    if row.n_left == row.n_right == 1:
        return "one headline each: a single sentence has no interval, five articles would"
    counts = f"{row.n_left} and {row.n_right} {plural('headline', row.n_right)}"
    return (
        f"{counts}: each is a single sentence, and an interval needs five articles of each"
    )


def _intervals(story: Story) -> Frames:
    from analysis.compare import average_outlets
    from analysis.measures.catalogue import MEASURES

    articles = story.table("articles")
    grades = articles[["outlet", "outlet_grade"]].drop_duplicates("outlet")
    parts = [
        average_outlets(
            values, articles, measure=name, limits=MEASURES[name].limits, seed=story.seed
        ).assign(measure=name)
        for name, values in _values(story).items()
    ]
    return (stack([part.merge(grades, on="outlet") for part in parts], "intervals"),)


def _values(story: Story) -> dict[str, pd.DataFrame]:
    """Return the values frame of every measure; mention share for the targets alone."""
    from analysis.measures.catalogue import MEASURES, value_measure

    tables = story.tables()
    return {name: value_measure(tables, name, entities=story.targets) for name in MEASURES}


RECIPES = (
    Recipe(("measures",), _measures),
    Recipe(("intervals",), _intervals),
    Recipe(("comparisons",), _comparisons),
)
