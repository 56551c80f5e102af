"""What was resampled for the intervals of a figure, in the words of its caption."""

from __future__ import annotations

import pandas as pd

from analysis.compare.units import BLOCKS, PARAGRAPHS
from analysis.figures.drawing import listed

_WHOSE = r" \(th(?:is|ese) texts?(?:, not the outlets?)?\)"  # small_n_note says it of all
_MOST_NAMED = 6
_MOST_TARGETS = 3
_KINDS = (PARAGRAPHS, BLOCKS)


def say_resampled(rows: pd.DataFrame) -> str:
    """Return what was resampled, and of which outlet where it differs; empty if nothing.

    Parameters
    ----------
    rows : DataFrame
        resampled (empty: no interval); optionally outlet, and target.

    Examples
    --------
    >>> rows = pd.DataFrame({"outlet": list("ABC"), "resampled": ["paragraphs", "", "blocks"]})
    >>> say_resampled(rows)
    'Resampled for the intervals: paragraphs (A) and blocks (C). '
    >>> say_resampled(rows.drop(columns="outlet"))
    'Resampled for the intervals: paragraphs and blocks. '
    """
    known = rows[rows["resampled"].fillna("").ne("")]
    units = known["resampled"].str.replace(_WHOSE, "", regex=True)
    known, names = known.assign(resampled=units), list(dict.fromkeys(units))
    if not names:
        return ""
    if len(names) > 1 and "outlet" in known and known["outlet"].nunique() <= _MOST_NAMED:
        names = [f"{name} ({_whose(known, name)})" for name in names]
    elif len(names) > 2:
        names = [_kinds(names)]
    return f"Resampled for the intervals: {listed(names)}. "


def _whose(known: pd.DataFrame, unit: str) -> str:
    """Return the outlets with this unit; of one that has several, for which targets."""
    own = known[known["resampled"] == unit]
    others = set(known.loc[known["resampled"] != unit, "outlet"])
    said = []
    for outlet, rows in own.groupby("outlet"):
        targets = sorted(set(rows.get("target", [])))
        few = targets if 0 < len(targets) <= _MOST_TARGETS else ["in part"]
        said.append(f"{outlet}: {' and '.join(few)}" if outlet in others else str(outlet))
    return ", ".join(said)


def _kinds(names: list[str]) -> str:
    """Return what kinds of unit there are and within what, where there are many."""
    found = [kind for kind in _KINDS if any(kind in name for name in names)]
    if not found:
        return " or ".join(names)
    within = dict.fromkeys(n.rpartition(" within ")[2] for n in names if " within " in n)
    return f"{' or '.join(found)} within {' or '.join(within)}; the table says which"
