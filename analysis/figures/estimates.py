"""Means of sentiment as the table `corrected` holds them, for the figures."""

from __future__ import annotations

import pandas as pd

from analysis.figures.drawing import Tables, add_display

UNIT = "mean sentiment per sentence that refers to the target, -1 to +1"
KEY = ["target", "display"]
COLUMNS = ["target", "display", "outlet", "variant", "value", "low", "high", "n"]
VOICES = {"sentiment": "all", "own-voice sentiment": "outlet", "quoted sentiment": "quoted"}


def means_of_voice(tables: Tables, voice: str) -> pd.DataFrame:
    """Return the means of a voice, rounded."""
    means = tables["corrected"]
    rows = add_display(means[means["voice"] == voice])
    return rows.assign(
        **{name: rows[name].round(4) for name in ("value", "low", "high", "tuning")}
    )


def estimated_means(tables: Tables, voice: str, estimate: str) -> pd.DataFrame:
    """Return the means of a voice, estimated in one way, where there are any."""
    means = means_of_voice(tables, voice)
    rows = means[(means["estimate"] == estimate) & means["value"].notna()]
    return rows.sort_values(KEY, ascending=[False, True], ignore_index=True)


def best_estimate(tables: Tables) -> str:
    """Return "corrected" where every mean of all voices is, else "model"."""
    means = means_of_voice(tables, "all")
    corrected = means.loc[means["estimate"] == "corrected", "value"]
    return "corrected" if len(corrected) and corrected.notna().all() else "model"


def say_estimate(tables: Tables, estimate: str) -> str:
    """Return in words where the numbers are from."""
    if estimate == "model":
        return "by the model"
    own = estimated_means(tables, "all", estimate)
    return "by hand codes" if (own["note"] != "").all() else "the model corrected by codes"


def add_hand_means(rows: pd.DataFrame, tables: Tables, measure: str) -> pd.DataFrame:
    """Add coded, the mean hand code in the voice of the measure; missing where none is.

    As in `add_codes` a mean of fewer than six codes is none, unless there is no more to
    code.
    """
    from analysis.compare.estimating import LEAST_CODED

    if measure not in VOICES:
        return rows.assign(coded=float("nan"))
    means = means_of_voice(tables, VOICES[measure])
    means = means[means["estimate"] == "hand-coded"]
    enough = means["n_coded"] >= means["n"].clip(upper=LEAST_CODED)
    told = means[enough].rename(columns={"value": "coded"})
    return rows.merge(
        told[["target", "outlet", "coded"]], on=["target", "outlet"], how="left"
    )


def in_order(rows: pd.DataFrame, variants: list[str]) -> pd.DataFrame:
    """Sort by target, outlet and variant as they are drawn."""
    place = rows["variant"].map(variants.index)
    return rows.assign(order=place).sort_values(
        [*KEY, "order"], ascending=[False, True, True], ignore_index=True
    )
