"""The mean of each article toward each target, with its interval."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.compare.resample import bootstrap_interval, generator
from analysis.compare.units import (
    Article,
    Group,
    Sums,
    constant,
    read_observations,
    too_few,
    units_within,
)

COLUMNS = [
    "article_id",
    "outlet",
    "target",
    "value",
    "low",
    "high",
    "n",
    "resampled",
    "reason",
]


def average_with_interval(
    values: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    measure: str,
    targets: Sequence[str] | None = None,
    limits: tuple[float, float] = (-np.inf, np.inf),
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the mean of every article toward every target with a 95% interval.

    Mean = sum(value x weight) / sum(weight) over the article's sentences. The interval
    draws paragraphs or blocks of two sentences inside the article, as `compare_outlets`
    does, and so speaks of this text, not of its outlet.

    Parameters
    ----------
    values, articles, measure, targets, resamples, seed
        As for `compare_outlets`.
    limits : (low, high)
        What a mean can be; intervals are cut there. (0, 1) for a share, (-1, 1) for a
        score of sentiment.

    Returns
    -------
    DataFrame
        One row per article x target, sorted: article_id, outlet, target, value, low,
        high, n (sentences), resampled, reason (of a missing interval, else empty).

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "outlet": ["A"], "event": [""]})
    >>> values = pd.DataFrame({"article_id": "a", "target": "Meta", "paragraph": range(8),
    ...     "sentence": range(8), "value": [1.0, 0, 0, 1, 0, 1, 0, 1]})
    >>> row = average_with_interval(values, articles, measure="share").loc[0]
    >>> float(row["value"]), int(row["n"]), row["resampled"]
    (0.5, 8, 'paragraphs within the article (this text, not the outlet)')
    """
    told = read_observations(values, articles)
    rows = []
    for target in sorted(told) if targets is None else dict.fromkeys(targets):
        pools = _pools(told.get(target, []))
        found = {article.article_id: article for article in told.get(target, [])}
        for article_id, outlet in articles[["article_id", "outlet"]].itertuples(
            index=False
        ):
            row = {"article_id": article_id, "outlet": outlet, "target": target}
            rng = generator(seed, measure, target, str(article_id))
            row |= _averaged(found.get(article_id), outlet, target, pools, resamples, rng)
            rows.append(row)
    table = pd.DataFrame(rows, columns=COLUMNS)
    table[["low", "high"]] = table[["low", "high"]].clip(*limits)
    return table.sort_values(["article_id", "target"], ignore_index=True)


def _pools(told: list[Article]) -> dict[str, Sums]:
    """Return the units of all articles of each event."""
    units: dict[str, list[Sums]] = {}
    for article in told:
        units.setdefault(article.event, []).append(units_within(article)[0])
    return {event: np.vstack(sums) for event, sums in units.items()}


def _averaged(
    article: Article | None,
    outlet: str,
    target: str,
    pools: dict[str, Sums],
    resamples: int,
    rng: np.random.Generator,
) -> dict[str, object]:
    """Return the part of a row that is computed."""
    answer: dict[str, object] = {"value": np.nan, "low": np.nan, "high": np.nan, "n": 0}
    if article is None:
        return answer | {"resampled": "", "reason": f"no sentence on {target} in {outlet}"}
    answer |= {"value": article.mean, "n": article.n}
    pool, (units, unit) = pools[article.event], units_within(article)
    reason = too_few(article, target)
    if not reason and constant(pool):
        reason = (
            f"nothing varies: all {unit.partition(' ')[0]} have the same value on {target}"
        )
    if reason:
        return answer | {"resampled": "", "reason": reason}
    group = Group(1.0, article.event, units)
    low, high = bootstrap_interval([group], [pool], resamples=resamples, rng=rng)
    words = f"{unit} within the article (this text, not the outlet)"
    return answer | {"low": low, "high": high, "resampled": words, "reason": ""}
