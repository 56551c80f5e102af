"""What evidence can be asked for that is no measure: a kind of rows, and their words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from analysis.measures.measure import Tables


@dataclass(frozen=True)
class Source:
    """A kind of evidence.

    Attributes
    ----------
    name : str
        As `story.evidence` is asked for it.
    rows : callable
        Tables and target (None: all) -> article_id, sentence, target, value of what
        enters the number; optionally counts (how much it counts in a mean, else 1) and
        weight (by which the rows are sorted, else the size of the value).
    mark : callable
        Tables and rows -> article_id, sentence, target, start, end (in the body).
    """

    name: str
    rows: Callable[[Tables, str | None], pd.DataFrame]
    mark: Callable[[Tables, pd.DataFrame], pd.DataFrame]
