"""Tables that only other choices need: topics found again, another model's reading."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.measures.clustering import cluster_each

LARGEST_REGROUPED = 1000  # sentences; beyond, the runs would take minutes
_SEEDS = {"usual": 0, "second": 1, "third": 2, "fourth": 3}  # added to the story's
_NUMBERS = {"as chosen": 0, "one fewer": -1, "one more": 1}
_COLUMNS = ["topics", "topic_seed", "article_id", "sentence", "topic"]
Labels = NDArray[np.int64]


def regroup_topics(
    sentences: pd.DataFrame,
    embeddings: NDArray[np.floating] | None,
    sentence_topics: pd.DataFrame,
    *,
    seed: int,
) -> pd.DataFrame:
    """Find the topics again with other seeds and numbers, and match them to the usual.

    Each usual topic is matched with the group of the other run that shares most
    sentences with it, as a share of those in either (Jaccard), so that a group can stand
    for two usual topics, and one that is nobody's best match for none.

    Parameters
    ----------
    sentences, sentence_topics : DataFrame
        The tables of these names.
    embeddings : ndarray, shape (n, d), optional
        One row a sentence, in the same order; where absent, only the usual run is there.
    seed : int
        Of the usual run.

    Returns
    -------
    DataFrame
        topics, topic_seed (options of these choices), article_id, sentence, topic (the
        usual one whose match holds the sentence).

    Notes
    -----
    Beyond 1,000 sentences the topics are not found again.

    Examples
    --------
    >>> sentences = pd.DataFrame({"article_id": "a", "sentence": range(8)})
    >>> vectors = np.repeat(np.eye(2), 4, axis=0)
    >>> usual = sentences.assign(topic=[0, 0, 0, 0, 1, 1, 1, 1])
    >>> runs = regroup_topics(sentences, vectors, usual, seed=0)
    >>> other = runs[(runs["topic_seed"] == "second") & (runs["topics"] == "as chosen")]
    >>> other["topic"].tolist()
    [0, 0, 0, 0, 1, 1, 1, 1]
    """
    key = ["article_id", "sentence"]
    usual = sentences[key].merge(sentence_topics[[*key, "topic"]], on=key, how="left")
    own = usual["topic"].to_numpy(np.int64)
    runs = [usual.assign(topics="as chosen", topic_seed="usual")]
    number = int(own.max()) + 1 if len(own) else 0
    if embeddings is not None and number > 1 and len(sentences) <= LARGEST_REGROUPED:
        vectors = np.asarray(embeddings, dtype=np.float64)
        wanted = {
            name: number + more for name, more in _NUMBERS.items() if number + more > 1
        }
        for name, more in _SEEDS.items():
            found = cluster_each(vectors, sorted(set(wanted.values())), seed=seed + more)
            for option, count in wanted.items():
                if (name, option) != ("usual", "as chosen"):
                    matched = _matched(usual[key], own, found[count])
                    runs.append(matched.assign(topics=option, topic_seed=name))
    return pd.concat(runs, ignore_index=True)[_COLUMNS]


def _matched(sentences: pd.DataFrame, own: Labels, other: Labels) -> pd.DataFrame:
    """Return the members of each usual topic's best match."""
    parts = []
    for topic in range(int(own.max()) + 1):
        inside = own == topic
        shared = [
            (inside & (other == group)).sum() / (inside | (other == group)).sum()
            for group in range(int(other.max()) + 1)
        ]
        parts.append(sentences[other == int(np.argmax(shared))].assign(topic=topic))
    return pd.concat(parts)
