"""From sentences to the units that are resampled, by how many articles there are.

A sentence is not drawn by itself: sentences of one paragraph speak together, and
articles of one outlet do. So whole paragraphs, blocks or articles are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.tables import require_columns

PARAGRAPHS = "paragraphs"
BLOCKS = "blocks of two sentences"
MIN_PARAGRAPHS = 6  # below, paragraphs are too few to draw from
MIN_BLOCKS = 4  # below, an interval would be a guess
Sums = NDArray[np.float64]


@dataclass(frozen=True)
class Article:
    """What one article says of one target, in the order of its sentences.

    `sums` has a row per sentence: value x weight, and weight. `paragraph` numbers them.
    """

    article_id: str
    outlet: str
    event: str
    paragraph: NDArray[np.int64]
    sums: Sums

    @property
    def mean(self) -> float:
        """Weighted mean of the sentences' values."""
        return ratio(self.sums)

    @property
    def n(self) -> int:
        """Number of sentences with a value."""
        return len(self.sums)


@dataclass(frozen=True)
class Group:
    """Units that may stand in for each other, and the weight of their mean in the answer.

    `sums` has a row per unit: sum of value x weight, and sum of weight; the group's mean
    is the ratio of the columns' sums. The answer is the sum of coefficient x mean.
    `factor` and `freedom` are a `Widening`: by how much the variance of the mean is larger
    than the units show, and the degrees of freedom it is known with (one less than the
    units where absent).
    """

    coefficient: float
    event: str
    sums: Sums
    factor: float = 1.0
    freedom: float | None = None


def ratio(sums: Sums) -> float:
    """Return the mean: the sum of value x weight over the sum of weight."""
    value, weight = sums.sum(axis=0)
    return float(value / weight)


def read_observations(
    values: pd.DataFrame, articles: pd.DataFrame
) -> dict[str, list[Article]]:
    """Return the articles that speak of each target, sorted by article_id.

    Parameters
    ----------
    values : DataFrame
        One row per sentence x target: article_id, paragraph, sentence, target, value, and
        optionally weight (0 or more; a row of weight 0 says nothing and is left out).
    articles : DataFrame
        The `articles` table; article_id, outlet and event are used.

    Raises
    ------
    InputError
        A column is missing, a number is missing or negative, a row occurs twice, or an
        article is unknown.
    """
    rows = _checked(values, articles)
    identity = articles[["article_id", "outlet", "event"]].astype(str).to_numpy()
    known = {article_id: (outlet, event) for article_id, outlet, event in identity}
    told: dict[str, list[Article]] = {}
    for (target, article_id), own in rows.groupby(["target", "article_id"], sort=True):
        outlet, event = known[str(article_id)]
        weight = own["weight"].to_numpy(float)
        sums = np.column_stack([own["value"].to_numpy(float) * weight, weight])
        paragraph = own["paragraph"].to_numpy(np.int64)
        told.setdefault(str(target), []).append(
            Article(str(article_id), str(outlet), str(event), paragraph, sums)
        )
    return told


def _checked(values: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return the observations sorted, with their weight, or say what is wrong with them."""
    key = ["article_id", "sentence", "target"]
    require_columns(values, [*key, "paragraph", "value"], "values")
    require_columns(articles, ["article_id", "outlet", "event"], "articles")
    rows = values.assign(weight=values.get("weight", 1.0))
    for name in ("value", "weight"):
        numbers = pd.to_numeric(rows[name], errors="coerce").to_numpy(float)
        bad = ~np.isfinite(numbers) | ((numbers < 0) & (name == "weight"))
        if bad.any():
            where = rows.loc[bad, key].iloc[0].to_dict()
            raise InputError(
                f"values has a {name} that is no usable number in {where}: "
                f"{rows.loc[bad, name].iloc[0]!r}. Leave out the sentences without a value."
            )
    if rows.duplicated(key).any():
        where = rows.loc[rows.duplicated(key), key].iloc[0].to_dict()
        raise InputError(f"values has two rows for {where}. One row per sentence x target.")
    strangers = sorted(set(rows["article_id"]) - set(articles["article_id"]))
    if strangers:
        raise InputError(f"values has article '{strangers[0]}', which articles lacks.")
    return rows.loc[rows["weight"] > 0].sort_values(key)


def units_within(article: Article) -> tuple[Sums, str]:
    """Return the units of one article and what they are.

    Paragraphs where at least six hold an observation (an empty paragraph has nothing to
    be drawn), else blocks of two successive observed sentences, whatever their paragraph.

    Returns
    -------
    sums : array of shape (units, 2)
        Sum of value x weight, and sum of weight.
    unit : str
        "paragraphs" or "blocks of two sentences".
    """
    numbers, own = np.unique(article.paragraph, return_inverse=True)
    unit = PARAGRAPHS if len(numbers) >= MIN_PARAGRAPHS else BLOCKS
    unit_of = own if unit == PARAGRAPHS else np.arange(article.n) // 2
    sums = np.zeros((int(unit_of.max()) + 1, 2))
    np.add.at(sums, unit_of, article.sums)
    return sums, unit


def too_few(article: Article, target: str) -> str:
    """Return why the article cannot be resampled within, or nothing where it can."""
    units, _ = units_within(article)
    if len(units) >= MIN_BLOCKS:
        return ""
    n, blocks = article.n, len(units)
    return (
        f"{article.outlet} ({article.article_id}) has {n} {plural('sentence', n)} on "
        f"{target}, which {'makes' if n == 1 else 'make'} {blocks} "
        f"{plural('block', blocks)} of two; {MIN_BLOCKS} are needed in each "
        "article to see how much they vary"
    )


def pool_of(group: Group, groups: Sequence[Group]) -> Sums:
    """Return the units of every group of the same event, the group's own among them."""
    return np.vstack([other.sums for other in groups if other.event == group.event])


def constant(units: Sums) -> bool:
    """Return whether every unit has the same mean.

    >>> constant(np.array([[1.0, 2.0], [2.0, 4.0]])), constant(np.array([[1.0, 1], [2, 1]]))
    (True, False)
    """
    means = units[:, 0] / units[:, 1]
    return bool(np.ptp(means) <= 1e-12 * max(1.0, np.abs(means).max()))


def plural(noun: str, n: int) -> str:
    """Return the noun as n of it are called.

    >>> plural("block", 1), plural("block", 3)
    ('block', 'blocks')
    """
    return noun if n == 1 else noun + "s"
