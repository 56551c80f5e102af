"""How far one text covers the words of another: token vectors, weighted by rarity."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.models.encoder import LAST, MAX_TOKENS, MIDDLE, load_encoder

Scores = NDArray[np.float64]
Vectors = NDArray[np.float32]

_PIECES_PER_BLOCK = 1024  # word pieces compared at a time: bounds memory
_LAYERS = (LAST, MIDDLE)  # meaning in context, and nearer to the words themselves


def cover_statements(
    statements: Sequence[str], texts: Sequence[str], *, names: Sequence[str] = ()
) -> Scores:
    """Return how far each text says what each statement says.

    For each word piece of the statement the most similar piece of the text is taken; the
    mean of these cosines is weighted by how rare the statement's pieces are among the
    texts: the recall of BERTScore with inverse document frequencies, on two layers of
    the encoder, averaged. A text may say much more than the statement and cover it well.

    Parameters
    ----------
    statements, texts : sequence of str
        Rarity is counted over `texts`: weight log((n + 1) / (number with the piece + .5)).
    names : sequence of str
        Names in a statement weigh together as much as all its other words, so that
        neither a rare name nor a common one decides alone; without names, no such rule.

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
    if names:
        weights = [
            _halve(weight, named)
            for weight, named in zip(weights, _named(statements, names), strict=True)
        ]
    starts = np.cumsum([0, *(len(pieces) for pieces in told_pieces[:-1])])
    total = np.zeros((len(statements), len(texts)))
    for layer in _LAYERS:
        stacked = np.concatenate(told[layer])
        for rows in _blocks([len(weight) for weight in weights]):
            similar = np.concatenate([asked[layer][row] for row in rows]) @ stacked.T
            best = np.maximum.reduceat(similar, starts, axis=1)
            at = 0
            for row in rows:
                total[row] += weights[row] @ best[at : at + len(weights[row])]
                at += len(weights[row])
    return total / len(_LAYERS)


def _blocks(lengths: Sequence[int]) -> Iterator[range]:
    """Yield ranges of statements of bounded length together."""
    start, pieces = 0, 0
    for row, length in enumerate(lengths):
        if pieces and pieces + length > _PIECES_PER_BLOCK:
            yield range(start, row)
            start, pieces = row, 0
        pieces += length
    yield range(start, len(lengths))


def _halve(weights: NDArray[np.float64], named: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Let the names and the other pieces each sum to one half, where there are both."""
    if named.all() or not named.any():
        return weights
    halved = weights.copy()
    for side in (named, ~named):
        halved[side] /= 2 * weights[side].sum()
    return halved


def _named(statements: Sequence[str], names: Sequence[str]) -> list[NDArray[np.bool_]]:
    """Return for each statement which of its pieces stand in a name."""
    longest = sorted(names, key=len, reverse=True)
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in longest))
    encodings = load_encoder().tokenizer.encode_batch(
        list(statements), add_special_tokens=False
    )
    found = []
    for statement, encoding in zip(statements, encodings, strict=True):
        spans = [hit.span() for hit in pattern.finditer(statement)]
        inside = [
            any(start < last and end > first for first, last in spans)
            for start, end in encoding.offsets
        ]
        found.append(np.array(inside[: MAX_TOKENS - 2], dtype=bool))
    return found


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
