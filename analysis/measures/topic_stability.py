"""How many topics a corpus carries: the number that stays when anything else changes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.clustering import LARGEST_CONSENSUS
from analysis.measures.coherence import adjusted_rand, measure_coherence
from analysis.measures.topic_runs import (
    METHODS,
    PERTURBATIONS,
    Run,
    read_corpus,
    repeat_method,
)
from analysis.tables import require_columns

MOST_MEASURED = 400  # sentences of a story that the repetitions work on, taken evenly
BAR = 0.85  # mean adjusted Rand index that the number shown has to reach
MOST_TOPICS = 10
SENTENCES_PER_TOPIC = 10  # fewer a topic on average are not tried
LDA_RUNS = 3  # LDA takes ten times as long as the others
TOLERANCE = 0.1  # of coherence, given up for one topic more
COLUMNS = ["method", "n_topics", "perturbation", "runs", "ari", "npmi", "smallest"]

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


def measure_stability(
    sentences: pd.DataFrame,
    embeddings: NDArray[np.floating],
    *,
    ks: Sequence[int] | None = None,
    runs: int = 20,
    seed: int = 0,
) -> pd.DataFrame:
    """Find topics again under each change, and say how far the runs agree.

    Changed are the seed alone; the order of the articles; and which tenth of the
    sentences is left out (with another seed each time). Every run is the whole procedure
    anew: all base runs of the consensus, or the whole fit of the method.

    Parameters
    ----------
    sentences : DataFrame
        Table `sentences`; of it `article_id` and `text` are read.
    embeddings : ndarray, shape (n, d)
        One row a sentence, in the same order.
    ks : sequence of int, optional
        Numbers of topics; 3 to 10 otherwise, no more than a tenth of the sentences.
    runs : int
        Runs a change; LDA, which is slow, has at most three, as its column says.
    seed : int
        Seed of all runs.

    Returns
    -------
    DataFrame
        One row per method x number of topics x change: method (consensus is the one
        shown; k-means, NMF, LDA), n_topics, perturbation, runs, ari (adjusted Rand index,
        Hubert & Arabie 1985, mean over the pairs of runs on the sentences that both
        have; 1 is the same, 0 is chance), npmi (coherence of the five heaviest words, by
        how often they meet in a sentence or its neighbours, mean over runs, -1 to 1),
        smallest (sentences in the smallest topic, mean over runs). No row for a corpus too
        small (under 30 sentences) or beyond 2,000 sentences, where sixty repetitions would
        take hours.

    Notes
    -----
    Does not show that topics are right: a division can come back every time and mean
    nothing to a reader. The words of ours are the heaviest by class-based TF-IDF, those of
    NMF and LDA are what these methods fit, so npmi favours the latter.
    """
    require_columns(sentences, ["article_id", "text"], "sentences")
    n = len(sentences)
    check_rows(sentences, embeddings)
    tried = list(
        range(3, min(MOST_TOPICS, n // SENTENCES_PER_TOPIC) + 1) if ks is None else ks
    )
    if not tried or n > LARGEST_CONSENSUS:
        return pd.DataFrame(columns=COLUMNS)
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        corpus = read_corpus(sentences, embeddings)
        parts = [
            _summarise(
                repeat_method(corpus, method, change, tried, count, seed), corpus.npmi
            ).assign(method=method, perturbation=change, runs=count)
            for method in METHODS
            for change in PERTURBATIONS
            for count in [min(runs, LDA_RUNS) if method == "LDA" else runs]
        ]
    return pd.concat(parts, ignore_index=True)[COLUMNS]


def choose_topics(stability: pd.DataFrame) -> int:
    """Choose the number of topics to show, by the rule below.

    Of the numbers whose consensus reaches `BAR` under every change, the largest whose
    coherence (NPMI) is within `TOLERANCE` of the best of them: as much detail as stays
    and hangs together. Where none reaches the bar under every change, the number with
    the best mean over the changes. One topic where nothing was measured.

    Parameters
    ----------
    stability : DataFrame
        From `measure_stability`.

    Examples
    --------
    >>> rows = pd.DataFrame({"method": "consensus", "n_topics": [3, 4, 5],
    ...     "perturbation": "seed", "ari": [.95, .90, .80], "npmi": 0.0})
    >>> choose_topics(rows.assign(npmi=[.12, .1, .3]))
    4
    """
    needed = ["method", "n_topics", "ari", "npmi"]
    require_columns(stability, needed, "stability", make_with="measure_stability(...)")
    own = stability[stability["method"] == "consensus"]
    if own.empty:
        return 1
    table = own.groupby("n_topics").agg(
        ari=("ari", "mean"), worst=("ari", "min"), npmi=("npmi", "mean")
    )
    table = table.round(3).reset_index()
    firm = table[table["worst"] >= BAR]
    if firm.empty:
        return int(table.sort_values(["ari", "n_topics"])["n_topics"].iloc[-1])
    return int(firm.loc[firm["npmi"] >= firm["npmi"].max() - TOLERANCE, "n_topics"].max())


def check_rows(sentences: pd.DataFrame, embeddings: NDArray[np.floating]) -> None:
    """Raise InputError unless there is one finite vector a sentence."""
    shape = np.shape(embeddings)
    if len(shape) != 2 or shape[0] != len(sentences):
        raise InputError(
            f"embeddings have shape {shape}, but there are {len(sentences)} sentences. "
            "Make them with load_encoder().encode(sentences['text'].tolist())."
        )
    if not np.isfinite(embeddings).all():
        raise InputError("embeddings hold values that are not finite. Make them anew.")


def _summarise(found: list[Run], npmi: Floats) -> pd.DataFrame:
    """Return agreement, coherence and smallest topic for each number of topics."""
    rows = []
    for k in found[0]:
        labels, tops = zip(*(run[k] for run in found), strict=True)
        sizes = [np.bincount(each[each >= 0], minlength=k)[:k].min() for each in labels]
        coherence = np.mean([measure_coherence(top, npmi) for top in tops])
        rows.append((k, _agreement(labels), coherence, float(np.mean(sizes))))
    return pd.DataFrame(rows, columns=["n_topics", "ari", "npmi", "smallest"])


def _agreement(labels: Sequence[Labels]) -> float:
    """Return the mean adjusted Rand index over pairs of runs, on what both have."""
    pairs = [
        adjusted_rand(a[shared], b[shared])
        for a, b in combinations(labels, 2)
        for shared in [(a >= 0) & (b >= 0)]
    ]
    return float(np.mean(pairs)) if pairs else float("nan")
