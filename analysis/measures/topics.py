"""Topics: what the sentences of a story are about, by BERTopic over a stable clustering."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.clustering import (
    LARGEST_CONSENSUS,
    by_size,
    cluster,
    smallest_topic,
    unit_rows,
)
from analysis.measures.topic_labels import (
    label_topics,
    own_terms_first,
    pick_terms,
    prefer_phrases,
)
from analysis.measures.topic_map import lay_out_topics
from analysis.measures.topic_stability import check_rows, choose_topics, measure_stability
from analysis.measures.topic_terms import Terms, find_terms, uses_by_topic
from analysis.tables import check, empty, require_columns

if TYPE_CHECKING:
    from bertopic import BERTopic

__all__ = ["choose_topics", "find_topics", "lay_out_topics", "measure_stability"]

TERMS = 10  # terms kept for a topic
SHARPNESS = 10.0  # of the softmax over cosines
_CANDIDATES = 100  # terms read from BERTopic, of which the readable are kept

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


class ConsensusClusters:
    """The consensus clustering in the shape that BERTopic takes a cluster model in."""

    def __init__(self, number: int, seed: int) -> None:
        self.number, self.seed = number, seed
        self.labels_: Labels = np.empty(0, dtype=np.int64)

    def fit(self, vectors: Floats, y: object = None) -> ConsensusClusters:
        """Cluster the vectors; `y` is not used."""
        self.labels_ = cluster(np.asarray(vectors, np.float64), self.number, seed=self.seed)
        return self


def find_topics(
    sentences: pd.DataFrame,
    embeddings: NDArray[np.floating],
    *,
    n_topics: int | None = None,
    seed: int = 0,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find the topics of a story, and the topic of each sentence.

    Up to 2,000 sentences a consensus of k-means runs on the embeddings makes the groups
    (`analysis.measures.clustering`); beyond, UMAP to five dimensions and HDBSCAN.
    BERTopic (Grootendorst 2022) then finds each group's terms by class-based TF-IDF over
    noun phrases. Headings are sentences like others here; shares leave them out. The
    order of the rows does not matter.

    Parameters
    ----------
    sentences : DataFrame
        Table `sentences`; of it `article_id`, `sentence` and `text` are read.
    embeddings : ndarray, shape (n, d)
        One row a sentence, in the same order.
    n_topics : int, optional
        Topics wanted; by default the number that `choose_topics` takes from
        `measure_stability`, and beyond 2,000 sentences what HDBSCAN finds.
    seed : int
        Seed of the clustering.

    Returns
    -------
    topics : DataFrame
        Table `topics`, the largest topic 0; of equals the one that begins first.
    sentence_topics : DataFrame
        Table `sentence_topics`; `probability` is the share of the sentence's own topic
        in the softmax of 10 x cosine to each topic's centre: how typical the sentence is,
        not how likely. Topic -1 (outside all) occurs only beyond 2,000 sentences.

    Notes
    -----
    Does not show how a topic is spoken of; and sentences that name the same people are
    near each other whatever they say, so some topics are about whom more than what.
    """
    require_columns(
        sentences,
        ["article_id", "sentence", "text"],
        "sentences",
        make_with="split_sentences(articles)",
    )
    check_rows(sentences, embeddings)
    if sentences.empty:
        return empty("topics"), empty("sentence_topics")
    order = np.lexsort((sentences["sentence"], sentences["article_id"].astype(str)))
    rows = sentences.iloc[order].reset_index(drop=True)
    vectors = unit_rows(np.asarray(embeddings, dtype=np.float64)[order])
    if n_topics is None and len(rows) <= LARGEST_CONSENSUS:
        n_topics = choose_topics(measure_stability(rows, vectors, seed=seed))
    terms, written = find_terms(rows["text"].tolist())
    model = _fit(terms, vectors, n_topics, seed)
    labels = _number(np.asarray(model.topics_, dtype=np.int64))
    return _topics(model, labels, terms, written), _sentence_topics(rows, vectors, labels)


def _fit(terms: Terms, vectors: Floats, n_topics: int | None, seed: int) -> BERTopic:
    """Fit BERTopic on the sentences' terms and vectors, nothing left to its defaults."""
    from sklearn.feature_extraction.text import CountVectorizer
    from threadpoolctl import threadpool_limits

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # umap warns on import that it has no Tensorflow
        from bertopic import BERTopic
        from bertopic.vectorizers import ClassTfidfTransformer
    model = BERTopic(
        language="multilingual",  # keeps the "_" in terms
        top_n_words=_CANDIDATES,
        embedding_model=None,
        umap_model=_reduction(len(vectors), seed),
        hdbscan_model=_clusters(len(vectors), n_topics, seed),
        vectorizer_model=CountVectorizer(analyzer=str.split),
        ctfidf_model=ClassTfidfTransformer(reduce_frequent_words=True),
        nr_topics=n_topics + 1 if n_topics and len(vectors) > LARGEST_CONSENSUS else None,
        verbose=False,
    )
    with threadpool_limits(1):
        return model.fit(_documents(terms), embeddings=vectors)


def _documents(terms: Terms) -> list[str]:
    """Write each sentence's terms as a document; BERTopic needs two terms in all."""
    few = len({term for text in terms for term in text}) < 2
    return [" ".join([*text, "_", "__"] if few else text) or "_" for text in terms]


def _reduction(n: int, seed: int) -> Any:  # noqa: ANN401
    """Return what reduces the vectors before clustering: nothing, or UMAP for many."""
    if n <= LARGEST_CONSENSUS:
        from bertopic.dimensionality import BaseDimensionalityReduction

        return BaseDimensionalityReduction()
    from umap import UMAP

    return UMAP(
        n_neighbors=15,
        n_components=5,
        min_dist=0.0,
        metric="cosine",
        random_state=seed,
        n_jobs=1,
    )


def _clusters(n: int, n_topics: int | None, seed: int) -> Any:  # noqa: ANN401
    """Return the cluster model: the consensus, or HDBSCAN for many sentences."""
    if n <= LARGEST_CONSENSUS:
        return ConsensusClusters(n_topics or 1, seed)
    from sklearn.cluster import HDBSCAN

    return HDBSCAN(min_cluster_size=smallest_topic(n) // 2, n_jobs=1, copy=True)


def _number(labels: Labels) -> Labels:
    """Give topics their numbers by size, ties by first sentence; outside all stays -1."""
    numbered = np.full(len(labels), -1, dtype=np.int64)
    inside = labels >= 0
    numbered[inside] = by_size(labels[inside])
    return numbered


def _topics(
    model: BERTopic, labels: Labels, terms: Terms, written: dict[str, str]
) -> pd.DataFrame:
    """Make the table of topics from BERTopic's terms."""
    number = int(labels.max()) + 1
    uses = uses_by_topic(terms, labels, number)
    own = dict(zip(labels, model.topics_, strict=True))
    ranked = [
        prefer_phrases(
            [pair for pair in model.get_topic(own[topic]) if pair[0] in uses[topic]]
        )
        for topic in range(number)
    ]
    picked = [
        [written[term] for term in pick_terms(best, count, n=TERMS)]
        for best, count in zip(own_terms_first(ranked), uses, strict=True)
    ]
    sizes = [int((labels == topic).sum()) for topic in range(number)]
    return check(
        pd.DataFrame(
            {
                "topic": range(number),
                "label": label_topics(picked),
                "terms": picked,
                "size": sizes,
            }
        ),
        "topics",
    )


def _sentence_topics(rows: pd.DataFrame, vectors: Floats, labels: Labels) -> pd.DataFrame:
    """Make the table of sentences with their topic and how typical of it they are."""
    centres = unit_rows(
        np.stack(
            [vectors[labels == topic].sum(axis=0) for topic in range(labels.max() + 1)]
        )
        if labels.max() >= 0
        else np.zeros((1, vectors.shape[1]))
    )
    weights = np.exp(SHARPNESS * (vectors @ centres.T))
    shares = weights / weights.sum(axis=1, keepdims=True)
    own = shares[np.arange(len(labels)), np.maximum(labels, 0)]
    typical = np.where(labels >= 0, own, 1 - shares.max(axis=1))
    return check(
        rows[["article_id", "sentence"]].assign(topic=labels, probability=typical.round(6)),
        "sentence_topics",
    )
