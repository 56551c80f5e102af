"""Which of two outlets is kinder to a target: by hand codes, and as measured."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pandas as pd

from analysis.measures.coded import pair_codes

APART = 0.1  # outlets whose mean codes differ by more have a direction to get right


def find_directions(
    tables: Mapping[str, pd.DataFrame], codes: pd.DataFrame
) -> pd.DataFrame:
    """Return the pairs of outlets that the codes tell apart, and whether the model agrees.

    Means are over the sentences of the body that have both a score and a code, in an
    article, then over articles; pairs are of outlets that tell one event.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        articles, sentences and sentiment.
    codes : DataFrame
        The table codes.

    Returns
    -------
    DataFrame
        One row per event x target x pair whose mean codes differ by more than .1: event,
        target, left, right, coded and measured (left minus right, -2 to 2), agrees
        (whether their signs are the same).

    Notes
    -----
    Does not show whether a difference is more than chance: see `compare_outlets`.
    """
    articles = tables["articles"][["article_id", "outlet", "event"]]
    pairs = pair_codes(tables["sentences"], tables["sentiment"], codes)
    both = pairs.dropna(subset=["code", "score"]).merge(articles, on="article_id")
    of_article = both.groupby(["event", "target", "outlet", "article_id"])
    means = of_article[["code", "score"]].mean().groupby(level=[0, 1, 2]).mean()
    rows = [
        (event, target, left, right, *(own.loc[left] - own.loc[right]))
        for (event, target), part in means.groupby(level=[0, 1])
        for own in [part.droplevel([0, 1])]
        for left, right in combinations(own.index, 2)
    ]
    table = pd.DataFrame(
        rows, columns=["event", "target", "left", "right", "coded", "measured"]
    )
    apart = table[table["coded"].abs() > APART]
    agrees = apart["coded"] * apart["measured"] > 0
    return apart.assign(agrees=agrees).reset_index(drop=True)
