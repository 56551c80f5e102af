"""Every measure by name: what is averaged, compared and traced to its sentences.

A family of measures declares its own in a tuple `MEASURES` and is listed here.
"""

from __future__ import annotations

import pandas as pd

from analysis.errors import unknown
from analysis.measures import acting, connoting, frame_values, speaking, values
from analysis.measures.measure import VALUES, Measure, Tables
from analysis.tables import check, require_columns

_FAMILIES = (
    values,
    acting,
    connoting,
    frame_values,
    speaking,
)

MEASURES: dict[str, Measure] = {
    measure.name: measure for family in _FAMILIES for measure in family.MEASURES
}


def value_measure(
    tables: Tables, measure: str, *, entities: list[str] | None = None
) -> pd.DataFrame:
    """Return the values frame of a measure.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        At least sentences and the tables that the measure is made of.
    measure : str
        A name in `MEASURES`.
    entities : list of str, optional
        For measures of the cast, such as "mention share": which members; all by default.
    """
    if measure not in MEASURES:
        raise unknown(measure, MEASURES, "measure")
    return MEASURES[measure].value(tables, entities)


def summarise(values: pd.DataFrame, *, measure: str) -> pd.DataFrame:
    """Return the measures table of one measure: per article and target the mean and its n.

    Parameters
    ----------
    values : DataFrame
        A values frame; with a column `weight` (0 or more) the mean is weighted by it.
    measure : str
        A name in `MEASURES`, for its unit.

    Returns
    -------
    DataFrame
        The table `measures`; n counts sentences. An article without a value toward a
        target has no row.

    Notes
    -----
    Does not show spread: praise and blame in equal parts give 0, as plain facts do.

    >>> toy = pd.DataFrame({"article_id": ["a", "a"], "paragraph": [0, 0],
    ...     "sentence": [0, 1], "target": ["Meta", "Meta"], "value": [1.0, 0.0]})
    >>> summarise(toy, measure="sentiment")[["value", "n"]].iloc[0].tolist()
    [0.5, 2.0]
    """
    require_columns(values, VALUES, "values")
    weights = values.get("weight", pd.Series(1.0, index=values.index))
    weighed = values.assign(value=values["value"] * weights, weight=weights)
    sums = weighed.groupby(["article_id", "target"]).agg(
        value=("value", "sum"), weight=("weight", "sum"), n=("value", "size")
    )
    means = sums.assign(value=sums["value"] / sums["weight"]).reset_index()
    return check(means.assign(measure=measure, unit=MEASURES[measure].unit), "measures")
