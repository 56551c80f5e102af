"""Topic models that the consensus is measured against, on the same sentences."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analysis.measures.clustering import spherical_k_means

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

LDA_PASSES = 5
K_MEANS_STARTS = 10

Labels = NDArray[np.int64]
Weights = NDArray[np.float64]


def fit_nmf(counts: csr_matrix, number: int, *, seed: int) -> tuple[Labels, Weights]:
    """Return each sentence's topic and the term weights of scikit-learn's NMF on TF-IDF.

    Returns
    -------
    labels : ndarray, shape (n,)
        Topic with the largest weight in the sentence.
    weights : ndarray, shape (number, terms)
    """
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.feature_extraction.text import TfidfTransformer

    start = "nndsvda" if number <= min(counts.shape) else "random"
    model = NMF(number, init=start, random_state=seed, max_iter=100, tol=1e-3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        mix = model.fit_transform(TfidfTransformer().fit_transform(counts).toarray())
    return mix.argmax(axis=1), model.components_


def fit_lda(counts: csr_matrix, number: int, *, seed: int) -> tuple[Labels, Weights]:
    """Return each sentence's topic and the term weights of scikit-learn's LDA on counts.

    Batch variational Bayes with `LDA_PASSES` passes over the sentences.
    """
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(
        number,
        random_state=seed,
        max_iter=LDA_PASSES,
        mean_change_tol=0.01,
        max_doc_update_iter=10,
    )
    return model.fit_transform(counts).argmax(axis=1), model.components_


def fit_k_means(
    vectors: NDArray[np.float64], number: int, *, seed: int
) -> tuple[Labels, None]:
    """Return each sentence's cluster: the best of ten runs of spherical k-means.

    Best is the run whose sentences are nearest to their centres (Dhillon & Modha 2001).
    """
    rng, cosines = np.random.default_rng(seed), (vectors @ vectors.T).astype(np.float32)
    seen = np.ones((len(vectors), K_MEANS_STARTS), dtype=np.float32)
    labels = spherical_k_means(cosines, number, seen, rng)
    hot = labels[:, :, None] == np.arange(number)
    sums = np.einsum("nrk,nd->rkd", hot, vectors, optimize=True)
    return labels[:, np.linalg.norm(sums, axis=2).sum(axis=1).argmax()], None
