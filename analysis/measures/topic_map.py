"""A place on a map for every sentence: topics as discs, the typical in the middle."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.measures.clustering import unit_rows
from analysis.tables import check

_GAP = 1.2  # space between discs, in steps between rings
_ROUNDS = 300

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


def lay_out_topics(
    embeddings: NDArray[np.floating], sentence_topics: pd.DataFrame
) -> pd.DataFrame:
    """Place every sentence in the plane: near means alike.

    Topics stand by classical scaling (Torgerson 1952) of the distances between their
    centres, pushed apart where they would overlap. Inside, the sentence nearest to the
    centre of its topic (by cosine) stands in the middle and the others on rings around
    it in order, each on the side to which it leans. No randomness enters.

    Parameters
    ----------
    embeddings : ndarray, shape (n, d)
        One row a sentence, in the order of `sentence_topics`.
    sentence_topics : DataFrame
        Table `sentence_topics`.

    Returns
    -------
    DataFrame
        article_id, sentence, x, y; the step between rings is 1, rounded to 3 digits.
        Distances between topics far apart mean little.
    """
    placed = check(sentence_topics, "sentence_topics")
    if len(placed) != len(embeddings):
        raise InputError(
            f"embeddings have {len(embeddings)} rows, but sentence_topics has "
            f"{len(placed)}. Hand in the embeddings of the same sentences, sorted by "
            "article and sentence."
        )
    points = np.zeros((len(placed), 2))
    if len(placed):
        points = _place(unit_rows(np.asarray(embeddings, np.float64)), placed["topic"])
    points = points.round(3) + 0.0
    return placed[["article_id", "sentence"]].assign(x=points[:, 0], y=points[:, 1])


def _place(vectors: Floats, topics: pd.Series) -> Floats:
    """Return the point of each sentence."""
    names, labels = np.unique(topics.to_numpy(), return_inverse=True)
    centres = np.stack([vectors[labels == i].mean(axis=0) for i in range(len(names))])
    sizes = np.bincount(labels)
    axes = _axes(centres, sizes, vectors)
    leaning = vectors @ axes.T
    radii = np.array([_rings(size).max() for size in sizes]) + _GAP
    middles = _push_apart(centres @ axes.T, radii)
    points = np.empty((len(vectors), 2))
    for i in range(len(names)):
        own = np.flatnonzero(labels == i)
        nearness = vectors[own] @ unit_rows(centres[i : i + 1])[0]
        points[own] = middles[i] + _disc(nearness, leaning[own] - leaning[own].mean(axis=0))
    return points - points.mean(axis=0)


def _axes(centres: Floats, sizes: Labels, vectors: Floats) -> Floats:
    """Return two orthogonal directions along which topics (or sentences) differ most."""
    spread = centres - np.average(centres, axis=0, weights=sizes)
    if len(centres) < 3:
        spread = vectors - vectors.mean(axis=0)
    axes = np.zeros((2, vectors.shape[1]))
    found = np.linalg.svd(spread, full_matrices=False)[2][:2]
    signs = np.sign(((spread @ found.T) ** 3).sum(axis=0))
    axes[: len(found)] = found * np.where(signs == 0, 1.0, signs)[:, None]
    return axes


def _rings(size: int) -> NDArray[np.float64]:
    """Return the ring of each place from the middle: 1 on ring 0, then 6, 12, 18, ...

    >>> _rings(8).tolist()
    [0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0]
    """
    return np.ceil((np.sqrt(12 * np.arange(size) + 9.0) - 3) / 6)


def _disc(nearness: Floats, leaning: Floats) -> Floats:
    """Place one topic's sentences on rings, the nearest to its centre inside."""
    order = np.argsort(-nearness.round(6), kind="stable")
    ring_of = np.empty(len(order))
    ring_of[order] = _rings(len(order))
    points = np.zeros((len(order), 2))
    angles = np.arctan2(leaning[:, 1], leaning[:, 0])
    for ring in range(1, int(ring_of.max()) + 1):
        own = np.flatnonzero(ring_of == ring)
        own = own[np.argsort(angles[own], kind="stable")]
        even = np.arange(len(own)) * 2 * np.pi / max(len(own), 1)
        turn = np.angle(np.exp(1j * (angles[own] - even)).mean())
        points[own] = ring * np.column_stack([np.cos(even + turn), np.sin(even + turn)])
    return points


def _push_apart(middles: Floats, radii: Floats) -> Floats:
    """Scale the middles to the discs, then push overlapping discs apart."""
    if len(middles) < 2:
        return np.zeros_like(middles)
    apart = np.linalg.norm(middles[:, None] - middles[None], axis=2)
    left, right = np.triu_indices(len(middles), 1)
    wanted = radii[left] + radii[right]
    ratio = wanted / np.maximum(apart[left, right], 1e-9)
    places = middles * np.median(ratio)
    for _ in range(_ROUNDS):
        gap = places[right] - places[left]
        length = np.maximum(np.linalg.norm(gap, axis=1), 1e-9)
        short = np.maximum(wanted - length, 0) / 2
        move = gap / length[:, None] * short[:, None]
        if short.max() < 1e-3:
            break
        np.add.at(places, left, -move)
        np.add.at(places, right, move)
    return places
