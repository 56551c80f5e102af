"""Claims by outlet: who carries which, where it stands, and who leaves it out."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.tables import check, empty, lowest_row, require_columns, rows_of

TRACKED, PROPOSED = "tracked", "proposed"
_LEAD, _TAIL, _DRAWS = 0.2, 0.8, 1000  # shares of an article; draws of sentences


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


def find_omissions(claims: pd.DataFrame, grid: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that at least half of the other outlets carry and one does not.

    A proposed claim is cut from the text that it is found in; so at least two others must
    carry it.

    Parameters
    ----------
    claims, grid : DataFrame
        The tables claims and claim_grid.

    Returns
    -------
    DataFrame
        Table `omissions`; empty for a story of one outlet.

    Examples
    --------
    >>> claims = pd.DataFrame({"claim": [0], "statement": ["It rained."]})
    >>> grid = pd.DataFrame({"claim": 0, "outlet": list("abc"),
    ...     "found": [True, True, False], "source": "tracked"})
    >>> find_omissions(claims, grid)[["outlet", "others", "of_others"]].values.tolist()
    [['c', 2, 2]]
    """
    require_columns(grid, ["claim", "outlet", "found", "source"], "claim_grid")
    counts = grid.groupby("claim")["found"].agg(["sum", "size"])
    rows = grid.merge(claims[["claim", "statement"]], on="claim")
    rows = rows.assign(
        others=rows["claim"].map(counts["sum"]) - rows["found"],
        of_others=rows["claim"].map(counts["size"]) - 1,
    )
    shared = rows["others"] >= _least_of(rows["of_others"], rows["source"].eq(PROPOSED))
    return check(rows[shared & ~rows["found"].astype(bool)], "omissions")


def _least_of(
    others: NDArray[np.int64] | pd.Series, proposed: NDArray[np.bool_] | pd.Series
) -> NDArray[np.int64]:
    """Return how many other outlets must carry a claim, for it to be left out by one."""
    half = -(-np.asarray(others) // 2)
    return np.maximum(half, np.where(np.asarray(proposed), 2, 1))


def count_claims(
    grid: pd.DataFrame,
    support: pd.DataFrame,
    sentences: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    seed: int,
) -> pd.DataFrame:
    """Count per outlet what it carries, leaves out, and would leave out at its length.

    Omitted are claims that at least half of the other outlets carry (of proposed ones at
    least two) and that were not recognised in this one. For what its length alone would
    leave out, as many sentences as it has are drawn without replacement from those of the
    other outlets, 1,000 times, and the same claims looked for in them: mean and the middle
    95% of the draws.

    Parameters
    ----------
    grid, support, sentences, articles : DataFrame
        The tables claim_grid, claim_support, sentences and articles.
    seed : int
        Of the draws.

    Returns
    -------
    DataFrame
        Table `claim_counts`; empty for a story of one outlet.

    Notes
    -----
    Does not show why a claim is left out: a text may be older. Sentences drawn from
    several texts spread wider than one text with a line of its own. Where the others
    have fewer sentences than the outlet, all are drawn, and the draws have no spread.
    """
    outlets = sorted(set(articles["outlet"]))
    if len(outlets) < 2 or grid.empty:
        return empty("claim_counts")
    rng = np.random.default_rng(seed)
    body = sentences[~sentences["heading"]].merge(
        articles[["article_id", "outlet"]], on="article_id"
    )
    rows = []
    for source, part in grid.groupby("source"):
        found = part.pivot_table(
            index="claim", columns="outlet", values="found", aggfunc="any"
        ).astype(bool)
        carries = _carrying(body, support[support["source"] == source], list(found.index))
        for outlet in outlets:
            others = found.drop(columns=outlet)
            least = _least_of(np.array([others.shape[1]]), np.array([source == PROPOSED]))
            shared = (others.sum(axis=1) >= int(least[0])).to_numpy()
            mine = (body["outlet"] == outlet).to_numpy()
            own = found[outlet].to_numpy()
            drawn = _draw_omitted(carries[~mine][:, shared], int(mine.sum()), rng)
            low, high = np.quantile(drawn, [0.025, 0.975])
            alone = int((own & ~others.any(axis=1).to_numpy()).sum())
            counts = (int(own.sum()), int(shared.sum()), int((shared & ~own).sum()))
            expected = (float(drawn.mean()), float(low), float(high))
            rows.append((source, outlet, int(mine.sum()), *counts, *expected, alone))
    names = ["source", "outlet", "sentences", "carried", "shared", "omitted", "expected"]
    return check(
        pd.DataFrame(rows, columns=[*names, "low", "high", "alone"]), "claim_counts"
    )


def _carrying(
    body: pd.DataFrame, support: pd.DataFrame, claims: list[int]
) -> NDArray[np.bool_]:
    """Return sentence x claim: whether it carries it."""
    column = {claim: number for number, claim in enumerate(claims)}
    keys = zip(body["article_id"], body["sentence"], strict=True)
    row = {key: number for number, key in enumerate(keys)}
    carries = np.zeros((len(body), len(claims)), dtype=bool)
    for one in rows_of(support):
        place = row.get((one.article_id, one.sentence))
        if place is not None:
            carries[place, column[one.claim]] = True
    return carries


def _draw_omitted(
    carries: NDArray[np.bool_], length: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """Return how many claims no sentence carries, in each draw of `length` sentences."""
    total = len(carries)
    drawn = np.zeros(_DRAWS, dtype=np.int64)
    for number in range(_DRAWS):
        chosen = rng.choice(total, min(length, total), replace=False)
        drawn[number] = int((~carries[chosen].any(axis=0)).sum())
    return drawn
