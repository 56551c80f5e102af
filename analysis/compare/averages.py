"""The mean of each article, and of each outlet, toward each target, with its interval."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analysis.compare.alike import estimate_alike, widen
from analysis.compare.design import ENOUGH
from analysis.compare.resample import generator, interval_of_means
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
    among: pd.DataFrame | None = None,
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
    among : DataFrame, optional
        Values of more articles, those of `values` among them, where only these are
        averaged: how far units vary and agree is known from all of them.
    limits : (low, high)
        What a mean can be; intervals are cut there. (0, 1) for a share, (-1, 1) for a
        score of sentiment.

    Returns
    -------
    DataFrame
        One row per article x target, sorted: article_id, outlet, target, value, low,
        high, n (sentences), resampled, reason (of a missing interval, else empty).

    Notes
    -----
    Does not show what the outlet would do in another article. Two intervals that overlap
    are no test of the difference: see `compare_outlets`.

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
    every = told if among is None else read_observations(among, articles)
    rows = []
    for target in sorted(told) if targets is None else dict.fromkeys(targets):
        pools = _pools(every.get(target, []))
        alike = estimate_alike(every.get(target, []))
        found = {article.article_id: article for article in told.get(target, [])}
        for article_id, outlet in articles[["article_id", "outlet"]].itertuples(
            index=False
        ):
            row = {"article_id": article_id, "outlet": outlet, "target": target}
            rng = generator(seed, measure, target, str(article_id))
            row |= _averaged(
                found.get(article_id), outlet, target, pools, alike, resamples, rng
            )
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
    alike: float,
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
    group = Group(1.0, article.event, units, *widen(article, alike))
    low, high = interval_of_means([group], [pool], resamples=resamples, rng=rng)
    words = f"{unit} within the article (this text, not the outlet)"
    return answer | {"low": low, "high": high, "resampled": words, "reason": ""}


def average_outlets(
    values: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    measure: str,
    among: pd.DataFrame | None = None,
    limits: tuple[float, float] = (-np.inf, np.inf),
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the mean of every outlet toward every target with a 95% interval.

    Mean over the sentences of an article, then over the outlet's articles. With five or
    more articles the interval draws articles; with fewer it draws units inside each, as
    `average_with_interval` does, and speaks of these texts.

    Parameters
    ----------
    values, articles, measure, among, limits, resamples, seed
        As for `average_with_interval`.

    Returns
    -------
    DataFrame
        One row per outlet x target, sorted: outlet, target, value, low, high, n
        (sentences), resampled, reason (of a missing interval, else empty).

    Notes
    -----
    Does not show, with fewer than five articles, anything of the outlet beyond these texts.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": list("abcde"), "outlet": "A", "event": ""})
    >>> values = pd.DataFrame({"article_id": list("abcde"), "target": "Meta",
    ...     "paragraph": 0, "sentence": 0, "value": [1.0, 0, 0, 1, 0]})
    >>> row = average_outlets(values, articles, measure="sentiment").loc[0]
    >>> float(row["value"]), row["resampled"]
    (0.4, 'articles (5)')
    """
    told = read_observations(values, articles)
    every = told if among is None else read_observations(among, articles)
    of_articles = average_with_interval(
        values, articles, measure=measure, among=among, resamples=resamples, seed=seed
    )
    single = {
        (row["article_id"], row["target"]): row for row in of_articles.to_dict("records")
    }
    rows = []
    for target in sorted(told):
        for outlet, own in articles.groupby("outlet")["article_id"]:
            row: dict[str, object] = {"outlet": outlet, "target": target}
            found = [a for a in told[target] if a.outlet == outlet]
            if len(found) > 1:
                rng = generator(seed, measure, target, str(outlet))
                row |= _averaged_over(found, every[target], target, resamples, rng)
            else:
                which = found[0].article_id if found else own.iloc[0]
                row = {str(name): value for name, value in single[which, target].items()}
            rows.append(row)
    table = pd.DataFrame(rows, columns=[name for name in COLUMNS if name != "article_id"])
    table[["low", "high"]] = table[["low", "high"]].clip(*limits)
    return table.sort_values(["outlet", "target"], ignore_index=True)


def _averaged_over(
    found: list[Article],
    told: list[Article],
    target: str,
    resamples: int,
    rng: np.random.Generator,
) -> dict[str, object]:
    """Return value, interval and words for an outlet with several articles."""
    answer: dict[str, object] = {
        "value": float(np.mean([article.mean for article in found])),
        "low": np.nan,
        "high": np.nan,
        "n": sum(article.n for article in found),
    }
    if len(found) >= ENOUGH:
        groups = [Group(1.0, "", np.array([(article.mean, 1.0) for article in found]))]
        pools = [np.array([(article.mean, 1.0) for article in told])]
        words = f"articles ({len(found)})"
    else:
        reason = next(filter(None, (too_few(article, target) for article in found)), "")
        if reason:
            return answer | {"resampled": "", "reason": reason}
        every = _pools(told)
        alike = estimate_alike(told)
        groups = [
            Group(1 / len(found), a.event, units_within(a)[0], *widen(a, alike))
            for a in found
        ]
        pools = [every[article.event] for article in found]
        units = " or ".join(sorted({units_within(article)[1] for article in found}))
        words = f"{units} within {len(found)} articles (these texts, not the outlet)"
    if all(map(constant, pools)):
        reason = f"nothing varies: all values are the same on {target}"
        return answer | {"resampled": "", "reason": reason}
    low, high = interval_of_means(groups, pools, resamples=resamples, rng=rng)
    return answer | {"low": low, "high": high, "resampled": words, "reason": ""}
