"""Whether two articles make the same points in the same order."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.compare.families import adjust_p
from analysis.compare.resample import generator
from analysis.measures.local_alignment import Alignment, align_locally, fill
from analysis.measures.reuse import pairs_of
from analysis.tables import check, empty, require_columns

USUAL = 0.45  # similarity from which two sentences may make one point
_GAP = -0.05  # what a sentence that the other article lacks costs
_FEWEST = 4  # sentences of an article, below which there is no order to speak of
_BATCH = 200  # shuffles at a time


def find_retellings(
    sentences: pd.DataFrame,
    embeddings: NDArray[np.float32],
    articles: pd.DataFrame,
    *,
    usual: float = USUAL,
    shuffles: int = 999,
    seed: int = 0,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find, for each pair of articles on one event, the longest run of points in one order.

    Two sentences score cosine minus `usual`; a sentence left out costs 0.05; the run is
    the best local alignment. p = (1 + shuffles that score as much) / (1 + shuffles), with
    the shorter article's sentences shuffled; q over all pairs (Benjamini-Hochberg).

    Parameters
    ----------
    sentences : DataFrame
        Table `sentences`; headings are left out.
    embeddings : array of shape (sentences, dimensions)
        A vector of length 1 for each row of `sentences`.
    articles : DataFrame
        Table `articles`.
    usual : float
        Similarity that sentences on one event have anyway.
    shuffles, seed : int
        Of the permutation.

    Returns
    -------
    retellings : DataFrame
        Table `retellings`, key article_id, other_id: every pair that has four sentences
        on both sides.
    retold : DataFrame
        Table `retold`: the sentence pairs of each run that are more alike than usual.

    Notes
    -----
    Does not show who retells whom, nor whether both follow a third text. News has a usual
    order (what happened first, background last), which counts as the same order here.

    Source: Smith & Waterman 1981, J. Mol. Biol. 147:195-197; on sentence embeddings of
    stories e.g. Pethe et al. 2023, arXiv 2311.03627; the added one, Phipson & Smyth 2010.
    """
    needed = ["article_id", "sentence", "heading"]
    require_columns(sentences, needed, "sentences", make_with="split_sentences(articles)")
    require_columns(articles, ["article_id", "event"], "articles")
    body = ~sentences["heading"].to_numpy(bool)
    places = {
        str(article): np.flatnonzero((sentences["article_id"] == article).to_numpy() & body)
        for article in articles["article_id"]
    }
    told, steps = [], []
    for a, b in pairs_of(articles):
        if min(len(places[a]), len(places[b])) < _FEWEST:
            continue
        similar = (embeddings[places[a]] @ embeddings[places[b]].T).astype(float)
        rng = generator(seed, "retelling", a, b)
        numbers = [sentences["sentence"].to_numpy()[places[x]] for x in (a, b)]
        run, p, expected = _best_run(similar - usual, shuffles, rng)
        pairs = [(i, j) for i, j in run.steps if similar[i, j] > usual] if run else []
        told.append(_told(a, b, pairs, numbers, run.score if run else 0.0, p, expected))
        steps += [
            (a, b, int(numbers[0][i]), int(numbers[1][j]), float(similar[i, j]))
            for i, j in pairs
        ]
    if not told:
        return empty("retellings"), empty("retold")
    retellings = pd.DataFrame(told)
    columns = ["article_id", "other_id", "sentence", "other_sentence", "similarity"]
    return (
        check(retellings.assign(q=adjust_p(retellings["p"].to_numpy())), "retellings"),
        check(pd.DataFrame(steps, columns=columns), "retold") if steps else empty("retold"),
    )


def _best_run(
    scores: NDArray[np.float64], shuffles: int, rng: np.random.Generator
) -> tuple[Alignment | None, float, float]:
    """Return the best run, the p of its score, and the mean score of the shuffles."""
    runs = align_locally(scores, gap=_GAP, least=1e-9)
    best = runs[0] if runs else None
    seen = best.score if best else 0.0
    turned = scores if scores.shape[0] <= scores.shape[1] else scores.T
    drawn = []
    for at in range(0, shuffles, _BATCH):
        size = min(_BATCH, shuffles - at)
        order = rng.permuted(np.tile(np.arange(len(turned)), (size, 1)), axis=1)
        drawn.append(fill(turned[order], _GAP).max(axis=(1, 2)))
    shuffled = np.concatenate(drawn)
    p = (1 + int((shuffled >= seen - 1e-9).sum())) / (1 + shuffles)
    return best, p, float(shuffled.mean())


def _told(
    a: str,
    b: str,
    pairs: list[tuple[int, int]],
    numbers: list[NDArray[np.int64]],
    score: float,
    p: float,
    expected: float,
) -> dict[str, object]:
    """Return one row of retellings."""
    ends = [(-1, -1), (-1, -1)]
    if pairs:
        ends = [(numbers[k][pairs[0][k]], numbers[k][pairs[-1][k]]) for k in (0, 1)]
    return {
        "article_id": a,
        "other_id": b,
        "points": len(pairs),
        "score": score,
        "expected": expected,
        "p": p,
        "first": int(ends[0][0]),
        "last": int(ends[0][1]),
        "other_first": int(ends[1][0]),
        "other_last": int(ends[1][1]),
    }
