"""How far the choices matter: the share that agrees in sign, and what flips it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.tables import TABLES, check, empty

_KEY = ["measure", "target", "left", "right"]
_NO_CHOICE = {*_KEY, "universe", "difference"}
_NOUGHT = 1e-9  # sums in another order differ by less


def summarise_robustness(robustness: pd.DataFrame) -> pd.DataFrame:
    """Return, for every comparison, the share of universes that agree in sign.

    agree = universes whose difference has the sign of the usual one / universes that have
    a difference. A difference of 0 has no sign and agrees with none.

    Parameters
    ----------
    robustness : DataFrame
        From `measure_robustness`.

    Returns
    -------
    DataFrame
        The table `robustness_summary`: difference (the usual one), universes (with a
        difference), agree (0 to 1; missing where the usual one is missing or 0), lowest,
        median, highest, and flipped_by, the options that turn the sign: by themselves, or in
        most of their universes where the usual option does not.

    Notes
    -----
    Does not show whether the difference is firm: see q in `comparisons`.

    Examples
    --------
    >>> rows = pd.DataFrame({"measure": "m", "target": "Meta", "left": "A", "right": "B",
    ...     "universe": range(4), "difference": [0.2, 0.1, -0.1, 0.3],
    ...     "unit": ["sentences", "sentences", "words", "words"],
    ...     "headings": ["left out", "included"] * 2})
    >>> summarise_robustness(rows)[["agree", "flipped_by"]].values.tolist()
    [[0.75, 'unit: words']]
    """
    if robustness.empty:
        return empty("robustness_summary")
    signed = _with_signs(robustness)
    grouped = signed.groupby(_KEY)
    spread = grouped["difference"].agg(
        universes="count", lowest="min", median="median", highest="max"
    )
    agree = grouped["agrees"].mean().rename("agree")
    usual = grouped["usual"].first().rename("difference")
    options = summarise_choices(robustness)
    flips = options[options["flips"]]
    named = flips.assign(flipped_by=flips["choice"] + ": " + flips["option"])
    joined = named.groupby(_KEY)["flipped_by"].agg("; ".join)
    flipped = joined.reindex(usual.index, fill_value="")
    table = pd.concat([usual, spread, agree, flipped], axis=1).reset_index()
    return check(table, "robustness_summary")


def summarise_choices(robustness: pd.DataFrame) -> pd.DataFrame:
    """Return, for every comparison and option, how it goes with that option.

    Parameters
    ----------
    robustness : DataFrame
        From `measure_robustness`.

    Returns
    -------
    DataFrame
        The table `robustness_choices`: universes with a difference, agree (share of them
        with the usual sign), alone (the difference with all other choices usual), turns
        (alone has the other sign), flips (it turns, or fewer than half of its universes
        agree, where with the usual option at least half do).
    """
    if robustness.empty:
        return empty("robustness_choices")
    signed = _with_signs(robustness)
    parts = [
        _by_option(own[own[choice] != ""], choice)
        for _, own in signed.groupby("measure")
        for choice in _choices(own)
    ]
    return check(pd.concat(parts, ignore_index=True), "robustness_choices")


def _choices(rows: pd.DataFrame) -> list[str]:
    """Return the choices that a measure has, in the order in which they are declared."""
    columns = [c for c in rows.columns if c in TABLES["robustness"].names]
    return [c for c in columns if c not in _NO_CHOICE and (rows[c] != "").any()]


def _with_signs(robustness: pd.DataFrame) -> pd.DataFrame:
    """Add usual (difference of universe 0), agrees, and changed (choices not usual)."""
    first = robustness[robustness["universe"] == 0].set_index(_KEY)
    usual = robustness.join(first["difference"].rename("usual"), on=_KEY)["usual"]
    difference = robustness["difference"]
    agrees = (np.sign(difference) == np.sign(usual)) & (difference.abs() > _NOUGHT)
    known = difference.notna() & usual.notna() & (usual.abs() > _NOUGHT)
    changed = sum(
        (
            robustness[choice]
            != robustness["measure"].map(_first_options(robustness, choice))
        ).astype(int)
        for choice in _choices(robustness)
    )
    return robustness.assign(
        usual=usual, agrees=agrees.astype(float).where(known), changed=changed
    )


def _first_options(robustness: pd.DataFrame, choice: str) -> pd.Series:
    """Return the usual option of a choice by measure."""
    first = robustness[robustness["universe"] == 0]
    return first.drop_duplicates("measure").set_index("measure")[choice]


def _by_option(rows: pd.DataFrame, choice: str) -> pd.DataFrame:
    """Return a row per comparison and option of one choice of one measure."""
    usual = rows.loc[rows["universe"] == 0, choice].iloc[0]
    key = [*_KEY, choice]
    counted = rows.groupby(key).agg(
        universes=("difference", "count"),
        agree=("agrees", "mean"),
        usual=("usual", "first"),
    )
    changes = (rows[choice] != usual).astype(int)
    alone = rows[rows["changed"] == changes].set_index(key)["difference"].rename("alone")
    table = counted.join(alone).reset_index().rename(columns={choice: "option"})
    turns = (table["alone"] * table["usual"] < 0) & (table["alone"].abs() > _NOUGHT)
    as_usual = table[table["option"] == usual].set_index(_KEY)["agree"]
    held = table.join(as_usual.rename("held"), on=_KEY)["held"] >= 0.5
    flips = turns | ((table["agree"] < 0.5) & held)
    return table.assign(choice=choice, turns=turns, flips=flips)
