"""A trained network's weights -> the ONNX model that is shipped, written node by node.

The matrices of the layers are eight-bit (`bits` of them used, per output column); what
they are multiplied by is rounded anew for every sentence. The embeddings have four bits,
blocks of `BLOCK` sharing a scale; the head, the biases and the norms stay in float32.
One sentence is one call, so no label depends on what else is in the batch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.models.graph import Graph
from analysis.models.marked import MOST_BEFORE, MOST_TOKENS
from analysis.models.training.rounding import Rounded, round_nearest

OPSET = 18
MICROSOFT = "com.microsoft"  # ONNX Runtime's own operators
BLOCK = 64
BUCKETS, FURTHEST = 32, 128  # of the relative positions of MPNet
PLACES = MOST_TOKENS + MOST_BEFORE + 1

Arrays = Mapping[str, NDArray[np.float32]]


def build_graph(
    weights: Arrays,
    *,
    heads: int,
    epsilon: float,
    bits: int = 8,
    outliers: Mapping[str, Sequence[int]] | None = None,
    rounded: Mapping[str, Rounded] | None = None,
) -> bytes:
    """Return the ONNX model of a network.

    Parameters
    ----------
    weights : mapping of name to array
        The state of `network.Network`.
    heads : int
        Attention heads.
    epsilon : float
        Of the layer norms.
    bits : int
        Of the matrices, at most 8; 7 cannot overflow on processors without VNNI.
    outliers : mapping of matrix to inputs, optional
        Inputs of a matrix that are far larger than the others: they are multiplied apart,
        in float32, so that rounding need not span them (Dettmers et al. 2022,
        "LLM.int8()", NeurIPS).
    rounded : mapping of matrix to Rounded, optional
        Matrices rounded already; the others are rounded to the nearest step.

    Returns
    -------
    bytes
        Inputs `tokens` int64 (1, T) and `views` float32 (1, 3, T), the shares with which
        the tokens enter the three views; output `logits` float32 (1, 3).
    """
    graph = Graph()
    hidden = _embed(graph, weights, epsilon)
    bias = _relative(graph, weights) if "relative.weight" in weights else None
    layers = 1 + max(int(n.split(".")[1]) for n in weights if n.startswith("layers."))

    apart, known = outliers or {}, rounded or {}

    def dense(name: str, given: str) -> str:
        matrix = known.get(name) or round_nearest(weights[name + ".weight"].T, bits=bits)
        offset = weights[name + ".bias"]
        return _dense(graph, name, given, matrix, offset, apart.get(name, ()))

    width = weights["norm.weight"].shape[0]
    graph.constant("head_scale", np.array((width // heads) ** -0.5, np.float32))
    for number in range(layers):
        layer = f"layers.{number}."
        attended = _attend(graph, dense(layer + "attend", hidden), bias, heads, width)
        joined = graph.add("Add", dense(layer + "join", attended), hidden)
        between = graph.norm(weights, layer + "norm_attended", joined, epsilon=epsilon)
        wide = graph.add("Gelu", dense(layer + "widen", between), domain=MICROSOFT)
        narrow = graph.add("Add", dense(layer + "narrow", wide), between)
        hidden = graph.norm(weights, layer + "norm_output", narrow, epsilon=epsilon)
    _head(graph, weights, hidden, width)
    return graph.serialise(
        "target-sentiment",
        inputs={"tokens": (np.int64, (1, "T")), "views": (np.float32, (1, 3, "T"))},
        outputs={"logits": (np.float32, (1, 3))},
        operators={"": OPSET, MICROSOFT: 1},
    )


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


def _embed(graph: Graph, weights: Arrays, epsilon: float) -> str:
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
    shape = graph.constant("blocks", np.array([1, -1, width // BLOCK, BLOCK]))
    levels = graph.add("Cast", graph.add("Reshape", joined, shape), to=1)
    centred = graph.add("Sub", levels, graph.constant("eight", np.array(8, np.float32)))
    scale = graph.add("Gather", graph.constant("scales", scales), "tokens")
    scaled = graph.add("Mul", centred, graph.add("Unsqueeze", scale, last))
    flat = graph.constant("flat", np.array([1, -1, width]))
    words = graph.add("Reshape", scaled, flat)
    places = graph.constant("places", weights["places.weight"][:PLACES])
    length = graph.add("Shape", "tokens", start=1, end=2)
    zero = graph.constant("zero", np.array([0]))
    here = graph.add("Slice", places, zero, length, zero)
    return graph.norm(weights, "norm", graph.add("Add", words, here), epsilon=epsilon)


def _relative(graph: Graph, weights: Arrays) -> str:
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


def _dense(
    graph: Graph,
    name: str,
    given: str,
    matrix: Rounded,
    offsets: NDArray[np.float32],
    apart: Sequence[int],
) -> str:
    """Multiply by rounded weights and add the bias; outlying inputs in float32."""
    outputs = len(matrix.scales)
    stored = graph.constant(name + ".weight", matrix.levels)
    scale = graph.constant(name + ".scale", matrix.scales)
    zeros = graph.constant(f"zeros.{outputs}", np.zeros(outputs, np.int8))
    offset = graph.constant(name + ".bias", offsets)
    quantised = {"domain": MICROSOFT}
    if not len(apart):
        return graph.add(
            "DynamicQuantizeMatMul", given, stored, scale, zeros, offset, **quantised
        )
    mask = np.ones(len(matrix.levels), np.float32)
    mask[list(apart)] = 0
    within = graph.add("Mul", given, graph.constant(name + ".within", mask))
    most_of_it = graph.add(
        "DynamicQuantizeMatMul", within, stored, scale, zeros, offset, **quantised
    )
    chosen = graph.constant(name + ".apart", np.array(apart))
    rows = graph.add("Cast", graph.add("Gather", stored, chosen), to=1)
    large = graph.add("Gather", given, chosen, axis=2)
    rest = graph.add("MatMul", large, graph.add("Mul", rows, scale))
    return graph.add("Add", most_of_it, rest)


def _attend(graph: Graph, three: str, bias: str | None, heads: int, width: int) -> str:
    """Attend: softmax(Q K' / sqrt(width of a head) + bias) V, heads joined."""
    split = graph.constant("split", np.array([1, -1, 3, heads, width // heads]))
    turned = graph.add(
        "Transpose", graph.add("Reshape", three, split), perm=[2, 0, 3, 1, 4]
    )
    query, key, value = (
        graph.add("Gather", turned, graph.constant(f"part{n}", np.array(n)), axis=0)
        for n in range(3)
    )
    key = graph.add("Transpose", key, perm=[0, 1, 3, 2])
    scores = graph.add("MatMul", query, key)
    scaled = graph.add("Mul", scores, "head_scale")
    if bias is not None:
        scaled = graph.add("Add", scaled, bias)
    mixed = graph.add("MatMul", graph.add("Softmax", scaled, axis=-1), value)
    joined = graph.constant("join", np.array([1, -1, width]))
    return graph.add("Reshape", graph.add("Transpose", mixed, perm=[0, 2, 1, 3]), joined)


def _head(graph: Graph, weights: Arrays, hidden: str, width: int) -> None:
    """Write the logits from the three views, side by side."""
    means = graph.add("MatMul", "views", hidden)
    features = graph.add(
        "Reshape", means, graph.constant("features", np.array([1, 3 * width]))
    )
    matrix = graph.constant("head.weight", weights["head.weight"].T)
    product = graph.add("MatMul", features, matrix)
    offset = graph.constant("head.bias", weights["head.bias"])
    graph.add("Add", product, offset, name="logits")
