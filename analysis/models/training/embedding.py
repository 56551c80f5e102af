"""Where the network begins: embeddings of words and places, and who attends to whom.

The embeddings of words have four bits, blocks of `BLOCK` sharing a scale.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from analysis.models.graph import Graph
from analysis.models.marked import MOST_BEFORE, MOST_TOKENS

BLOCK = 64
BUCKETS, FURTHEST = 32, 128  # of the relative positions of MPNet
PLACES = MOST_TOKENS + MOST_BEFORE + 1

Arrays = Mapping[str, NDArray[np.float32]]


def round_words(
    words: NDArray[np.float32],
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Round embeddings to four bits: packed pairs, and a scale for each block.

    >>> packed, scales = round_words(np.full((1, 64), 0.5, dtype=np.float32))
    >>> int(packed[0, 0]), float(scales[0, 0])
    (255, 0.0714285746216774)
    """
    rows, width = words.shape
    blocks = words.reshape(rows, width // BLOCK, BLOCK)
    scales = np.abs(blocks).max(axis=2) / 7
    levels = np.rint(blocks / np.maximum(scales, 1e-12)[:, :, None]).astype(np.int16) + 8
    flat = levels.reshape(rows, width).astype(np.uint8)
    return flat[:, ::2] | (flat[:, 1::2] << 4), scales.astype(np.float32)


def unround_words(
    packed: NDArray[np.uint8], scales: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return the embeddings that `round_words` leaves."""
    rows, half = packed.shape
    levels = np.empty((rows, 2 * half), dtype=np.float32)
    levels[:, ::2], levels[:, 1::2] = packed & 15, packed >> 4
    blocks = (levels - 8).reshape(rows, -1, BLOCK) * scales[:, :, None]
    return blocks.reshape(rows, 2 * half).astype(np.float32)


def embed(graph: Graph, weights: Arrays, epsilon: float) -> str:
    """Add word and position embeddings; layer-normalise."""
    packed, scales = round_words(weights["words.weight"])
    width = 2 * packed.shape[1]
    rows = graph.add("Gather", graph.constant("words", packed), "tokens")
    low = graph.add("BitwiseAnd", rows, graph.constant("low", np.array(15, np.uint8)))
    four = graph.constant("four", np.array(4, np.uint8))
    high = graph.add("BitShift", rows, four, direction="RIGHT")
    last = graph.constant("last", np.array([-1]))
    pairs = [graph.add("Unsqueeze", each, last) for each in (low, high)]
    joined = graph.add("Concat", *pairs, axis=-1)
    shape = graph.constant("blocks", np.array([0, 0, width // BLOCK, BLOCK]))
    levels = graph.add("Cast", graph.add("Reshape", joined, shape), to=1)
    centred = graph.add("Sub", levels, graph.constant("eight", np.array(8, np.float32)))
    scale = graph.add("Gather", graph.constant("scales", scales), "tokens")
    scaled = graph.add("Mul", centred, graph.add("Unsqueeze", scale, last))
    joined = graph.constant("joined", np.array([0, 0, width]))
    words = graph.add("Reshape", scaled, joined)
    places = graph.constant("places", weights["places.weight"][:PLACES])
    length = graph.add("Shape", "tokens", start=1, end=2)
    zero = graph.constant("zero", np.array([0]))
    here = graph.add("Slice", places, zero, length, zero)
    return graph.norm(weights, "norm", graph.add("Add", words, here), epsilon=epsilon)


def absent(graph: Graph) -> str:
    """Return what keeps padding out of the attention, shape (B, 1, 1, T)."""
    present = graph.add("Gather", "views", graph.constant("all", np.array(2)), axis=1)
    nothing, far = (
        graph.constant(name, np.array(value, np.float32))
        for name, value in (("nothing", 0), ("far", -1e4))
    )
    missing = graph.add("Equal", present, nothing)
    masked = graph.add("Where", missing, far, nothing)
    return graph.add("Unsqueeze", masked, graph.constant("axes12", np.array([1, 2])))


def relative(graph: Graph, weights: Arrays) -> str:
    """Return the bias of the attention by relative position, shape (1, heads, T, T)."""
    apart = np.arange(1 - PLACES, PLACES)
    table = weights["relative.weight"][bucket(apart)]
    length = graph.add("Shape", "tokens", start=1, end=2)
    scalar = graph.add("Squeeze", length)
    start, step = (graph.constant(f"range{n}", np.array(n)) for n in (0, 1))
    place = graph.add("Range", start, scalar, step)
    row = graph.add("Unsqueeze", place, graph.constant("axis0", np.array([0])))
    column = graph.add("Unsqueeze", place, graph.constant("axis1", np.array([1])))
    middle = graph.constant("middle", np.array(PLACES - 1))
    index = graph.add("Add", graph.add("Sub", row, column), middle)
    bias = graph.add("Gather", graph.constant("relative", table), index)
    turned = graph.add("Transpose", bias, perm=[2, 0, 1])
    return graph.add("Unsqueeze", turned, "axis0")


def bucket(apart: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the bucket of each relative position: exact when near, by logarithm beyond.

    Half of the buckets are for places after, half for places before (Raffel et al. 2020,
    JMLR, section 2.1).
    """
    half, exact = BUCKETS // 2, BUCKETS // 4
    distance = np.abs(apart)
    far = np.log(np.maximum(distance, 1) / exact) / np.log(FURTHEST / exact)
    large = np.minimum(exact + (far * (half - exact)).astype(np.int64), half - 1)
    return np.asarray((apart > 0) * half + np.where(distance < exact, distance, large))
