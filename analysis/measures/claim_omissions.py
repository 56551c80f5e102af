"""Claims that an outlet leaves out, beside what its length alone would."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.claim_grid import PROPOSED
from analysis.tables import check, empty, require_columns, rows_of

_DRAWS = 1000  # of sentences


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
    least = [_least_carrying(row.of_others, row.source) for row in rows_of(rows)]
    left_out = (rows["others"] >= least) & ~rows["found"].astype(bool)
    return check(rows[left_out], "omissions")


def _least_carrying(others: int, source: str) -> int:
    """Return how many of the other outlets must carry a claim that one leaves out.

    >>> [_least_carrying(2, source) for source in ("tracked", "proposed")]
    [1, 2]
    """
    return max(-(-others // 2), 2 if source == PROPOSED else 1)


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
    95% of the draws. Titles and headings are sentences like others, counted and drawn, as
    a claim that stands in one alone is carried in the grid.

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
    placed = sentences.merge(articles[["article_id", "outlet"]], on="article_id")
    rows = []
    for source, part in grid.groupby("source"):
        found = part.pivot_table(
            index="claim", columns="outlet", values="found", aggfunc="any"
        ).astype(bool)
        carries = _carrying(placed, support[support["source"] == source], list(found.index))
        for outlet in outlets:
            others = found.drop(columns=outlet)
            least = _least_carrying(others.shape[1], str(source))
            shared = (others.sum(axis=1) >= least).to_numpy()
            mine = (placed["outlet"] == outlet).to_numpy()
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
    sentences: pd.DataFrame, support: pd.DataFrame, claims: list[int]
) -> NDArray[np.bool_]:
    """Return sentence x claim: whether it carries it."""
    column = {claim: number for number, claim in enumerate(claims)}
    keys = zip(sentences["article_id"], sentences["sentence"], strict=True)
    row = {key: number for number, key in enumerate(keys)}
    carries = np.zeros((len(sentences), len(claims)), dtype=bool)
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
