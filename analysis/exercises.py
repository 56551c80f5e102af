"""The notebooks' exercises: whether one is answered, and what a code of one's own does.

The notebooks are built with `...` in place of the answers; a solution is checked in the
same words. What is right comes from the story's tables, so the checks hold for any story.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from analysis.prose import Prose

BLANK, RIGHT = "Not answered yet.", "Right."


def check_answer(
    answer: Any,  # noqa: ANN401
    expected: Any,  # noqa: ANN401
    *,
    within: float | None = None,
    hint: str = "",
) -> Prose:
    """Say whether an answer is right; `...` is no answer yet.

    Parameters
    ----------
    answer : str, number, bool, or ...
        What the reader wrote.
    expected : a value, or a collection of values
        What is right, taken from the tables; of a collection any member is.
    within : float, optional
        How far a number may be off; by default half of its last hundredth.
    hint : str
        Said where the answer is wrong.

    Returns
    -------
    Prose
        One sentence, which a notebook shows.

    Examples
    --------
    >>> print(check_answer(..., "Banandre"))
    Not answered yet.
    >>> print(check_answer("banandre ", ["Banandre", "Connextion"]))
    Right.
    >>> print(check_answer(0.3, 0.42, hint="Look at the second row."))
    Not yet: 0.3 is not what the tables say. Look at the second row.
    """
    if answer is ...:
        return Prose([BLANK])
    allowed = list(expected) if _is_collection(expected) else [expected]
    if not allowed:
        return Prose(["This story has nothing to check the answer against."])
    if any(_agree(answer, each, 0.005 if within is None else within) for each in allowed):
        return Prose([RIGHT])
    return Prose([f"Not yet: {answer} is not what the tables say. {hint}".strip()])


def recode(
    rows: pd.DataFrame,
    chosen: pd.Series | np.ndarray,
    **codes: Any,  # noqa: ANN401
) -> pd.DataFrame:
    """Return the rows with codes of one's own in those chosen; as they are for `...`.

    Parameters
    ----------
    rows : DataFrame
        Any table.
    chosen : Series or array of bool
        Which rows are coded anew.
    **codes : value
        Column -> the code that all chosen rows get.

    Examples
    --------
    >>> table = pd.DataFrame({"label": ["neutral", "positive"]})
    >>> recode(table, table.index == 1, label="negative")["label"].tolist()
    ['neutral', 'negative']
    >>> recode(table, table.index == 1, label=...)["label"].tolist()
    ['neutral', 'positive']
    """
    given = {name: code for name, code in codes.items() if code is not ...}
    return rows.assign(
        **{
            name: rows[name].where(~np.asarray(chosen), code)
            for name, code in given.items()
        }
    )


def _is_collection(expected: Any) -> bool:  # noqa: ANN401
    """Return whether several answers are right."""
    several = Collection | pd.Series | np.ndarray
    return isinstance(expected, several) and not isinstance(expected, str | bytes)


def _agree(answer: Any, expected: Any, within: float) -> bool:  # noqa: ANN401
    """Return whether two values are the same: text by its words, numbers nearly."""
    if isinstance(expected, str) or isinstance(answer, str):
        return _plain(answer) == _plain(expected)
    if isinstance(expected, bool | np.bool_) or isinstance(answer, bool):
        return bool(answer) == bool(expected)
    try:
        return bool(abs(float(answer) - float(expected)) <= within)
    except (TypeError, ValueError):
        return False


def _plain(value: Any) -> str:  # noqa: ANN401
    """Return a text without case and outer or doubled spaces."""
    return " ".join(str(value).casefold().split())
