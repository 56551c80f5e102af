"""Claims by outlet: who carries which, and where it stands."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.tables import check, empty, lowest_row, rows_of

TRACKED, PROPOSED = "tracked", "proposed"
_LEAD, _TAIL = 0.2, 0.8  # shares of an article


def number_claims(
    found: dict[str, tuple[pd.DataFrame, pd.DataFrame]], articles: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Join claims of several sources under one numbering, with outlets counted.

    Parameters
    ----------
    found : dict
        source (tracked, proposed) -> claims (claim, statement) and support (claim,
        article_id, sentence, similarity), in the order of the numbers.
    articles : DataFrame
        Table `articles`.

    Returns
    -------
    tuple of DataFrame
        The tables claims and claim_support.
    """
    claims, supports, first = [], [], 0
    for source, (listed, support) in found.items():
        claims.append(listed.assign(claim=listed["claim"] + first, source=source))
        supports.append(support.assign(claim=support["claim"] + first, source=source))
        first += len(listed)
    if not first:
        return empty("claims"), empty("claim_support")
    support = check(pd.concat(supports), "claim_support")
    told = support.merge(articles[["article_id", "outlet"]], on="article_id")
    counts = told.groupby("claim").agg(
        outlets=("outlet", "nunique"), articles=("article_id", "nunique")
    )
    joined = pd.concat(claims).merge(counts, on="claim", how="left")
    counted = joined.assign(
        **{name: joined[name].fillna(0).astype(int) for name in ("outlets", "articles")}
    )
    return check(counted, "claims"), support


def lay_out_grid(
    claims: pd.DataFrame,
    support: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
) -> pd.DataFrame:
    """Return claim x outlet: found or not, in how many sentences, where first.

    ::

        position = sentences of the article before the first that carries it
                   / (sentences of the article - 1)
        expected = 1 - C(N - k, L) / C(N, L)

    with N the outlet's sentences, k those that carry the claim, and L the sentences of
    the outlet with the fewest: the chance that a claim would be found in the outlet had
    it been cut, at random, to the length of the shortest.

    Parameters
    ----------
    claims, support, sentences, articles : DataFrame
        The tables claims, claim_support, sentences and articles.

    Returns
    -------
    DataFrame
        Table `claim_grid`.

    Notes
    -----
    Does not show that an outlet did not say it: it was not recognised there.
    """
    if claims.empty or articles.empty:
        return empty("claim_grid")
    outlet_of = articles[["article_id", "outlet"]]
    lengths = sentences.merge(outlet_of, on="article_id").groupby("outlet").size()
    ends = sentences.groupby("article_id")["sentence"].max()
    told = support.merge(outlet_of, on="article_id").sort_values(["article_id", "sentence"])
    by_pair = dict(iter(told.groupby(["claim", "outlet"])))
    rows = []
    for claim in rows_of(claims):
        for outlet, length in lengths.items():
            group = by_pair.get((claim.claim, outlet))
            place = ("", -1, float("nan"), "")
            if group is not None:
                place = _first_place(group, ends)
            number = 0 if group is None else len(group)
            expected = chance_of_any(int(length), number, int(lengths.min()))
            rows.append(
                (claim.claim, outlet, number > 0, number, *place, expected, claim.source)
            )
    names = ["claim", "outlet", "found", "sentences", "article_id", "first", "position"]
    return check(
        pd.DataFrame(rows, columns=[*names, "part", "expected", "source"]), "claim_grid"
    )


def _first_place(group: pd.DataFrame, ends: pd.Series) -> tuple[str, int, float, str]:
    """Return where a claim stands earliest, over the outlet's articles."""
    shares = group["sentence"] / group["article_id"].map(ends).clip(lower=1)
    first = lowest_row(group.assign(share=shares), "share")
    part = "lead" if first.share < _LEAD else "tail" if first.share >= _TAIL else "body"
    return first.article_id, int(first.sentence), float(first.share), part


def chance_of_any(total: int, carrying: int, drawn: int) -> float:
    """Return the chance that at least one of `carrying` is among `drawn` of `total`.

    >>> chance_of_any(4, 1, 2), chance_of_any(4, 0, 2), chance_of_any(4, 3, 2)
    (0.5, 0.0, 1.0)
    """
    if carrying == 0:
        return 0.0
    free = total - carrying - np.arange(drawn)
    if free.min() <= 0:
        return 1.0
    return float(1 - np.prod(free / (total - np.arange(drawn))))
