"""How far one text covers the words of another: token vectors, weighted by rarity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.models.encoder import LAST, MIDDLE, load_encoder

Scores = NDArray[np.float64]
Vectors = NDArray[np.float32]

_LAYERS = (LAST, MIDDLE)  # meaning in context, and nearer to the words themselves


def cover_statements(statements: Sequence[str], texts: Sequence[str]) -> Scores:
    """Return how far each text says what each statement says.

    For each word piece of the statement the most similar piece of the text is taken; the
    mean of these cosines is weighted by how rare the statement's pieces are among the
    texts: the recall of BERTScore with inverse document frequencies, on two layers of
    the encoder, averaged. A text may say much more than the statement and cover it well.

    Parameters
    ----------
    statements, texts : sequence of str
        Rarity is counted over `texts`: weight log((n + 1) / (number with the piece + .5)).

    Returns
    -------
    ndarray, shape (statements, texts)
        Cosines, at most 1; a text covers itself by 1.

    References
    ----------
    Zhang, Kishore, Wu, Weinberger & Artzi 2020, "BERTScore", ICLR, section 3.
    """
    if not len(statements) or not len(texts):
        return np.zeros((len(statements), len(texts)))
    asked, asked_pieces = _token_vectors(statements)
    told, told_pieces = _token_vectors(texts)
    weights = _weigh(asked_pieces, told_pieces)
    starts = np.cumsum([0, *(len(pieces) for pieces in told_pieces[:-1])])
    total = np.zeros((len(statements), len(texts)))
    for layer in _LAYERS:
        stacked = np.concatenate(told[layer])
        for row, (vectors, weight) in enumerate(zip(asked[layer], weights, strict=True)):
            best = np.maximum.reduceat(vectors @ stacked.T, starts, axis=1)
            total[row] += weight @ best / len(_LAYERS)
    return total


def _weigh(
    asked: Sequence[Sequence[int]], told: Sequence[Sequence[int]]
) -> list[NDArray[np.float64]]:
    """Return for each statement the weights of its pieces, which sum to 1."""
    holding = Counter(piece for pieces in told for piece in set(pieces))
    weights = [
        np.log([(len(told) + 1) / (holding[piece] + 0.5) for piece in pieces])
        for pieces in asked
    ]
    return [weight / weight.sum() for weight in weights]


def _token_vectors(
    texts: Sequence[str],
) -> tuple[dict[str, list[Vectors]], list[list[int]]]:
    """Return each text's token vectors of length 1 by layer, and its pieces' numbers."""
    encoder = load_encoder()
    tokens = encoder.tokens([text or "." for text in texts])
    nothing = np.zeros((0, 0), dtype=np.float32)
    found = {layer: [nothing] * len(texts) for layer in _LAYERS}
    for batch in encoder.run(tokens):
        for layer in _LAYERS:
            hidden = batch.hidden[layer]
            units = hidden / np.linalg.norm(hidden, axis=2, keepdims=True)
            for place, row in enumerate(batch.rows):
                inner = slice(1, int(batch.lengths[place]) - 1)
                found[layer][row] = units[place, inner]
    return found, [pieces[1:-1] for pieces in tokens]
