"""Choose comparisons by measure, target and sides, turned so that the left is left."""

from __future__ import annotations

import pandas as pd

from analysis.errors import InputError, unknown


def select_comparisons(
    rows: pd.DataFrame,
    measure: str,
    *,
    target: str | None = None,
    left: str | None = None,
    right: str | None = None,
) -> pd.DataFrame:
    """Return the rows of a measure, with the outlets asked for on their sides.

    Parameters
    ----------
    rows : DataFrame
        The table comparisons.
    measure, target : str
        As in the table; every target by default.
    left, right : str, optional
        Bare names of outlets. A pair that stands the other way round is turned.

    Raises
    ------
    InputError
        A name is not there; the message lists those that are.
    """
    if left is not None and left == right:
        raise InputError(f"A comparison needs two outlets, got '{left}' twice.")
    chosen = _only(rows, "measure", measure, "measure")
    if target is not None:
        chosen = _only(chosen, "target", target, f"target of {measure}")
    outlets = sorted({*chosen["left"], *chosen["right"]})
    for side, other, name in (("left", "right", left), ("right", "left", right)):
        if name is None:
            continue
        if name not in outlets:
            raise unknown(name, outlets, "outlet")
        chosen = turn_comparisons(chosen, chosen[other] == name)
        chosen = chosen[chosen[side] == name]
    return chosen.reset_index(drop=True)


def turn_comparisons(rows: pd.DataFrame, which: pd.Series) -> pd.DataFrame:
    """Swap left and right where `which` holds: difference and interval change sign."""
    mirrored = rows.assign(
        left=rows["right"],
        right=rows["left"],
        n_left=rows["n_right"],
        n_right=rows["n_left"],
        difference=-rows["difference"],
        low=-rows["high"],
        high=-rows["low"],
    )
    return pd.concat([rows[~which], mirrored[which]]).sort_index()


def _only(rows: pd.DataFrame, column: str, value: str, what: str) -> pd.DataFrame:
    """Return the rows with this value, or say which values there are."""
    if value not in set(rows[column]):
        raise unknown(value, sorted(set(rows[column])), what)
    return rows[rows[column] == value]
