"""Runs of topic models under changes of seed, of order, and of the sentences seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.clustering import cluster_each, unit_rows
from analysis.measures.coherence import pair_npmi
from analysis.measures.topic_baselines import fit_k_means, fit_lda, fit_nmf
from analysis.measures.topic_terms import count_terms, find_terms, weigh_terms

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

PERTURBATIONS = ("seed", "order", "left out")
TOP_TERMS = 5  # a topic of ten sentences does not carry more
LEFT_OUT = 0.1  # share of the sentences

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]
Found = dict[int, tuple[Labels, Floats | None]]


@dataclass(frozen=True)
class Corpus:
    """What the methods read: the article, vector and word counts of each sentence."""

    articles: NDArray[np.int64]
    vectors: Floats
    counts: csr_matrix
    npmi: Floats


def read_corpus(sentences: pd.DataFrame, embeddings: NDArray[np.floating]) -> Corpus:
    """Read the sentences once for all methods; words stand in at least two sentences."""
    terms, _ = find_terms(sentences["text"].tolist())
    words = [[term for term in text if "_" not in term] for text in terms]
    counts, _ = count_terms(words, least=2)
    articles = pd.factorize(sentences["article_id"])[0].astype(np.int64)
    vectors = unit_rows(np.asarray(embeddings, dtype=np.float64))
    return Corpus(
        articles, vectors, counts, pair_npmi(_windows(counts.toarray(), articles))
    )


def _windows(counts: Floats, articles: Labels) -> Floats:
    """Add to each sentence's counts those of its neighbours in the article."""
    beside = (articles[1:] == articles[:-1])[:, None]
    wide = counts.copy()
    wide[1:] += counts[:-1] * beside
    wide[:-1] += counts[1:] * beside
    return wide


def _by_consensus(corpus: Corpus, rows: Labels, ks: list[int], seed: int) -> Found:
    """Cluster by consensus for all numbers at once."""
    labels = cluster_each(corpus.vectors[rows], ks, seed=seed)
    return {k: (labels[k], None) for k in ks}


def _by_k_means(corpus: Corpus, rows: Labels, ks: list[int], seed: int) -> Found:
    """Cluster by k-means."""
    return {k: fit_k_means(corpus.vectors[rows], k, seed=seed) for k in ks}


def _by_nmf(corpus: Corpus, rows: Labels, ks: list[int], seed: int) -> Found:
    """Fit NMF."""
    return {k: fit_nmf(corpus.counts[rows], k, seed=seed) for k in ks}


def _by_lda(corpus: Corpus, rows: Labels, ks: list[int], seed: int) -> Found:
    """Fit LDA."""
    return {k: fit_lda(corpus.counts[rows], k, seed=seed) for k in ks}


METHODS: dict[str, Callable[[Corpus, Labels, list[int], int], Found]] = {
    "consensus": _by_consensus,
    "k-means": _by_k_means,
    "NMF": _by_nmf,
    "LDA": _by_lda,
}

Run = dict[int, tuple[Labels, list[Labels]]]


def repeat_method(
    corpus: Corpus, method: str, change: str, ks: list[int], runs: int, seed: int
) -> list[Run]:
    """Run the method under one change; per run and number the labels and top terms."""
    found = []
    for run in range(runs):
        rng = np.random.default_rng([seed, PERTURBATIONS.index(change), run])
        rows = _draw_rows(corpus.articles, change, rng)
        fresh = seed if change == "order" else int(rng.integers(2**31))
        fits = METHODS[method](corpus, rows, ks, fresh)
        found.append({k: _place(corpus, rows, k, *fits[k]) for k in ks})
    return found


def _draw_rows(articles: Labels, change: str, rng: np.random.Generator) -> Labels:
    """Return the rows that one run sees, in the order in which it sees them."""
    n = len(articles)
    if change == "order":
        order = rng.permutation(articles.max() + 1)
        return np.argsort(order[articles], kind="stable")
    if change == "left out":
        return np.sort(rng.permutation(n)[: n - max(1, round(LEFT_OUT * n))])
    return np.arange(n)


def _place(
    corpus: Corpus, rows: Labels, k: int, labels: Labels, weights: Floats | None
) -> tuple[Labels, list[Labels]]:
    """Put labels back in the corpus's order (-1 where left out); add the top terms."""
    placed = np.full(len(corpus.articles), -1, dtype=np.int64)
    placed[rows] = labels
    if weights is None:
        weights = weigh_terms(corpus.counts[rows].toarray(), labels, k)
    tops = [np.argsort(-row, kind="stable")[:TOP_TERMS] for row in weights]
    return placed, [top[row[top] > 0] for top, row in zip(tops, weights, strict=True)]
