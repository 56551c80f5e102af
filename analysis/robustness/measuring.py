"""Every comparison under every combination of choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.robustness.choices import Family, list_universes
from analysis.tables import TABLES, check, empty, require_columns

_KEY = ["measure", "target", "left", "right"]
_PAIR = ["target", "left", "right"]
_TABLE = "robustness"
Numbers = NDArray[np.float64]


def measure_robustness(
    tables: Mapping[str, pd.DataFrame], families: Sequence[Family]
) -> pd.DataFrame:
    """Return every comparison's difference under every combination of choices.

    The difference is that of `compare_outlets`: over the units of an article, the
    articles of an outlet, the events that both outlets tell. Universe 0 is the usual one
    and gives the difference of `comparisons`.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        articles, comparisons, and what the families need.
    families : sequence of Family
        The measures with their choices.

    Returns
    -------
    DataFrame
        The table `robustness`. A difference is missing where a choice leaves one of the
        two without a value; the column of a choice that a measure does not have is empty.

    Notes
    -----
    All combinations of reasonable choices, none of which is better than the usual one by
    a measure that we have: a multiverse (Steegen et al. 2016), drawn as a specification
    curve (Simonsohn et al. 2020). Does not show chance: universes share their sentences,
    so that a difference may keep its sign in all and still not be firm.

    References
    ----------
    Steegen, Tuerlinckx, Gelman & Vanpaemel 2016, Perspectives on Psychological Science
    11(5):702-712; Simonsohn, Simmons & Nelson 2020, Nature Human Behaviour 4:1208-1214.
    """
    columns = [column.name for column in TABLES[_TABLE].columns if column.name not in _KEY]
    parts = []
    for family in families:
        _refuse_undeclared(family, columns)
        told = tables["comparisons"]
        pairs = told.loc[told["measure"] == family.measure, _PAIR]
        if pairs.empty:
            continue
        needed = {name: tables[name] for name in family.needs}
        for number, options in enumerate(list_universes(family)):
            values = family.value(needed, options)
            if values is None:
                continue
            found = find_differences(values, tables["articles"], pairs)
            parts.append(found.assign(measure=family.measure, universe=number, **options))
    if not parts:
        return empty(_TABLE)
    stacked = pd.concat(parts, ignore_index=True).reindex(columns=[*_KEY, *columns])
    names = [name for name in columns if name not in ("universe", "difference")]
    chosen = stacked[names].astype(object).where(stacked[names].notna(), "")
    return check(stacked.assign(**{name: chosen[name] for name in names}), _TABLE)


def find_differences(
    values: pd.DataFrame, articles: pd.DataFrame, pairs: pd.DataFrame
) -> pd.DataFrame:
    """Return the difference of each pair, without its uncertainty.

    Parameters
    ----------
    values : DataFrame
        article_id, target, value and optionally weight, a row a sentence.
    articles : DataFrame
        The table `articles`.
    pairs : DataFrame
        target, left, right.

    Returns
    -------
    DataFrame
        The pairs with difference, missing where one of them has no value or they share
        no event.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["A", "B"], "event": ""})
    >>> values = pd.DataFrame({"article_id": ["a", "a", "b"], "target": "Meta",
    ...     "value": [1.0, 0.0, 0.0], "weight": [3.0, 1.0, 1.0]})
    >>> pairs = pd.DataFrame({"target": ["Meta"], "left": ["A"], "right": ["B"]})
    >>> find_differences(values, articles, pairs)["difference"].tolist()
    [0.75]
    """
    require_columns(values, ["article_id", "target", "value"], "values")
    targets = pd.Index(pairs["target"].unique())
    known = values[values["target"].isin(targets)]
    weight = known["weight"].to_numpy(float) if "weight" in known else np.ones(len(known))
    ids = pd.Index(articles["article_id"])
    shape = (len(targets), len(ids))
    cell = np.ravel_multi_index(
        (targets.get_indexer(known["target"]), ids.get_indexer(known["article_id"])), shape
    )
    of_article = _ratio(
        _summed(cell, known["value"].to_numpy(float) * weight, shape),
        _summed(cell, weight, shape),
    )
    apart = _by_outlet(of_article, articles)
    places = zip(
        targets.get_indexer(pairs["target"]), pairs["left"], pairs["right"], strict=True
    )
    return pairs.assign(
        difference=[_over_events(apart, at, left, right) for at, left, right in places]
    )


def _summed(cell: NDArray[np.intp], numbers: Numbers, shape: tuple[int, int]) -> Numbers:
    """Return the sum of the numbers in each cell of target x article."""
    total = np.bincount(cell, numbers, minlength=shape[0] * shape[1])
    return np.asarray(total, dtype=np.float64).reshape(shape)


def _ratio(total: Numbers, size: Numbers) -> Numbers:
    """Return total / size, missing where there is nothing."""
    return np.divide(total, size, out=np.full(total.shape, np.nan), where=size > 0)


def _by_outlet(of_article: Numbers, articles: pd.DataFrame) -> dict[str, Numbers]:
    """Return, for each outlet, the mean of its articles: targets x events."""
    events = sorted(set(articles["event"].astype(str)))
    own = articles["outlet"].to_numpy(), articles["event"].astype(str).to_numpy()
    said = np.isfinite(of_article)
    means = {}
    for outlet in set(articles["outlet"]):
        inside = [(own[0] == outlet) & (own[1] == event) for event in events]
        total = [np.where(said, of_article, 0)[:, at].sum(axis=1) for at in inside]
        size = [said[:, at].sum(axis=1) for at in inside]
        means[str(outlet)] = _ratio(np.stack(total, 1), np.stack(size, 1).astype(float))
    return means


def _over_events(means: dict[str, Numbers], at: int, left: str, right: str) -> float:
    """Return left minus right toward one target, over the events that both tell."""
    apart = means[left][at] - means[right][at]
    both = apart[np.isfinite(apart)]
    return float(both.mean()) if len(both) else np.nan


def _refuse_undeclared(family: Family, columns: Sequence[str]) -> None:
    """Raise where a choice has no column in the declared table."""
    strange = [choice.name for choice in family.choices if choice.name not in columns]
    if strange:
        raise InputError(
            f"The choice '{strange[0]}' of {family.measure} is no column of robustness (has: "
            f"{', '.join(columns)}). Declare it in analysis/declared/robustness.py."
        )
