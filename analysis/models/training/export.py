"""A trained network's weights -> the ONNX model that is shipped, written node by node.

The matrices of the layers are eight-bit (`bits` of them used, per output column); what
they are multiplied by is rounded to 256 steps between fixed bounds. The embeddings have
four bits (`embedding.py`); the head, the biases and the norms stay in float32. Nothing in
the graph reaches from one row of a batch to another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.models.graph import Graph
from analysis.models.training.embedding import Arrays, absent, embed, relative
from analysis.models.training.rounding import Rounded, round_nearest

OPSET = 18
MICROSOFT = "com.microsoft"  # ONNX Runtime's own operators

Bounds = tuple[float, float]


@dataclass(frozen=True)
class _Inputs:
    """What a matrix is multiplied by: its name, its bounds, and the outlying inputs."""

    name: str
    bounds: Bounds
    apart: Sequence[int]

    def steps(self) -> tuple[NDArray[np.float32], NDArray[np.uint8]]:
        """Return the size of a step, and the step that 0 is."""
        low, high = min(self.bounds[0], 0.0), max(self.bounds[1], 0.0)
        step = max(high - low, 1e-6) / 255
        return np.array(step, np.float32), np.array(round(-low / step), np.uint8)


def build_graph(
    weights: Arrays,
    *,
    heads: int,
    epsilon: float,
    bounds: Mapping[str, Bounds],
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
    bounds : mapping of matrix to (low, high)
        Between which what it is multiplied by lies; what lies beyond counts as the bound.
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
        Inputs `tokens` int64 (B, T) and `views` float32 (B, 3, T), the shares with which
        the tokens enter the three views; one that is not in the last of them is padding.
        Output `logits` float32 (B, 3).
    """
    graph = Graph()
    width = weights["norm.weight"].shape[0]
    rows = graph.constant("flat", np.array([-1, width]))
    hidden = graph.add("Reshape", embed(graph, weights, epsilon), rows)
    bias = absent(graph)
    if "relative.weight" in weights:
        bias = graph.add("Add", bias, relative(graph, weights))
    layers = 1 + max(int(n.split(".")[1]) for n in weights if n.startswith("layers."))

    apart, known = outliers or {}, rounded or {}

    def dense(name: str, given: str) -> str:
        matrix = known.get(name) or round_nearest(weights[name + ".weight"].T, bits=bits)
        offset = weights[name + ".bias"]
        inputs = _Inputs(given, bounds[name], apart.get(name, ()))
        return _dense(graph, name, inputs, matrix, offset)

    def add_and_norm(name: str, one: str, other: str) -> str:
        return graph.norm(weights, name, graph.add("Add", one, other), epsilon=epsilon)

    graph.constant("head_scale", np.array((width // heads) ** -0.5, np.float32))
    for number in range(layers):
        layer = f"layers.{number}."
        attended = _attend(graph, dense(layer + "attend", hidden), bias, heads, width)
        joined = dense(layer + "join", attended)
        between = add_and_norm(layer + "norm_attended", joined, hidden)
        wide = graph.add("Gelu", dense(layer + "widen", between), domain=MICROSOFT)
        narrow = dense(layer + "narrow", wide)
        hidden = add_and_norm(layer + "norm_output", narrow, between)
    _head(graph, weights, hidden, width)
    return graph.serialise(
        "target-sentiment",
        inputs={"tokens": (np.int64, ("B", "T")), "views": (np.float32, ("B", 3, "T"))},
        outputs={"logits": (np.float32, ("B", 3))},
        operators={"": OPSET, MICROSOFT: 1},
    )


def _dense(
    graph: Graph,
    name: str,
    inputs: _Inputs,
    matrix: Rounded,
    offsets: NDArray[np.float32],
) -> str:
    """Multiply by rounded weights and add the bias; outlying inputs in float32."""
    outputs, given = len(matrix.scales), inputs.name
    stored = graph.constant(name + ".weight", matrix.levels)
    scale = graph.constant(name + ".scale", matrix.scales)
    zeros = graph.constant(f"zeros.{outputs}", np.zeros(outputs, np.int8))
    offset = graph.constant(name + ".bias", offsets)
    step, zero = inputs.steps()
    by = graph.constant(name + ".step", step), graph.constant(name + ".zero", zero)
    levels = graph.add("QuantizeLinear", given, *by)
    if not len(inputs.apart):
        return _multiply(graph, levels, by, stored, scale, zeros, offset)
    chosen = graph.constant(name + ".apart", np.array(inputs.apart))
    index = graph.add("Unsqueeze", chosen, graph.constant("axis1", np.array([1])))
    nothing = np.zeros((len(inputs.apart), outputs), np.int8)
    blank = graph.constant(f"blank.{len(inputs.apart)}.{outputs}", nothing)
    # Of constants alone: ONNX Runtime blanks and scales once, when it opens the file.
    within = graph.add("ScatterND", stored, index, blank)
    most_of_it = _multiply(graph, levels, by, within, scale, zeros, offset)
    rows = graph.add("Cast", graph.add("Gather", stored, chosen), to=1)
    large = graph.add("Gather", given, chosen, axis=1)
    return graph.add("Gemm", large, graph.add("Mul", rows, scale), most_of_it)


def _multiply(graph: Graph, levels: str, by: tuple[str, str], *matrix: str) -> str:
    """Multiply whole numbers of steps by a rounded matrix, and add the bias."""
    (step, zero), (stored, scale, zeros, offset) = by, matrix
    given = (levels, stored, step, scale, zero, zeros, offset)
    return graph.add("MatMulIntegerToFloat", *given, domain=MICROSOFT)


def _attend(graph: Graph, three: str, bias: str, heads: int, width: int) -> str:
    """Attend: softmax(Q K' / sqrt(width of a head) + bias) V, heads joined."""
    each = graph.constant("each", np.array([3, heads, width // heads]))
    split = graph.add("Concat", graph.add("Shape", "tokens"), each, axis=0)
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
    scaled = graph.add("Add", scaled, bias)
    mixed = graph.add("MatMul", graph.add("Softmax", scaled, axis=-1), value)
    joined = graph.constant("flat", np.array([-1, width]))
    return graph.add("Reshape", graph.add("Transpose", mixed, perm=[0, 2, 1, 3]), joined)


def _head(graph: Graph, weights: Arrays, hidden: str, width: int) -> None:
    """Write the logits from the three views, side by side.

    A sum of products, not a product of matrices: those of one row and of several rows
    add up in another order.
    """
    wide = graph.constant("wide", np.array([width]))
    whole = graph.add("Concat", graph.add("Shape", "tokens"), wide, axis=0)
    means = graph.add("MatMul", "views", graph.add("Reshape", hidden, whole))
    shape = graph.constant("features", np.array([0, 1, 3 * width]))
    features = graph.add("Reshape", means, shape)
    matrix = graph.constant("head.weight", weights["head.weight"].T)
    products = graph.add("Mul", features, graph.add("Transpose", matrix, perm=[1, 0]))
    along = graph.constant("along", np.array([2]))
    product = graph.add("ReduceSum", products, along, keepdims=0)
    offset = graph.constant("head.bias", weights["head.bias"])
    graph.add("Add", product, offset, name="logits")
