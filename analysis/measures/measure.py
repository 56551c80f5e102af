"""What a measure is: a number per sentence and target, that is averaged and compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

Tables = Mapping[str, pd.DataFrame]

VALUES = ["article_id", "paragraph", "sentence", "target", "value"]


@dataclass(frozen=True)
class Measure:
    """A measure: what its mean is, how its values are had, and how they are shown.

    Attributes
    ----------
    name, unit : str
        As in the tables and in every figure.
    limits : tuple of float
        The lowest and the highest that a mean can be.
    does_not_show : str
        What a reader might take it for, and it is not.
    value : callable
        Tables and names of cast members (None: all) -> values frame (`VALUES`).
    mark : callable
        Tables and rows of evidence -> article_id, sentence, target, start, end (in the
        body) of the words that earned the sentence its value.
    zeros : bool
        Whether a sentence with the value 0 is shown as evidence.
    weigh : callable, optional
        Tables and values -> values with a column `weight`, by which evidence is sorted;
        by the size of the value where absent.
    """

    name: str
    unit: str
    limits: tuple[float, float]
    does_not_show: str
    value: Callable[[Tables, list[str] | None], pd.DataFrame]
    mark: Callable[[Tables, pd.DataFrame], pd.DataFrame]
    zeros: bool = False
    weigh: Callable[[Tables, pd.DataFrame], pd.DataFrame] | None = None
