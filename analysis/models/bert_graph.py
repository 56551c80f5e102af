"""A BERT encoder's weights -> an ONNX graph, written node by node.

The graph is that of Devlin et al. 2019, "BERT: Pre-training of Deep Bidirectional
Transformers", NAACL: embeddings, then layers of self-attention and a feed-forward
block, each added to its input and layer-normalised. Only standard ONNX operators.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.models.graph import Graph

GRAPH_VERSION = 2  # part of the cached file's name: raise it with every change here
OPSET = 17  # the first with LayerNormalization
HIDDEN_FOR_MASKED_POSITIONS = -1e9  # exp of it is 0 in float32

Weights = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True)
class BertShape:
    """Sizes of the encoder, those of all-MiniLM-L6-v2, and the layers given out."""

    heads: int = 12
    width: int = 384
    epsilon: float = 1e-12
    outputs: tuple[int, ...] = (4, 6)


def build_bert(weights: Weights, shape: BertShape | None = None) -> bytes:
    """Return the encoder as a serialised ONNX model.

    Parameters
    ----------
    weights : mapping of name to float32 array
        By their names in the Hugging Face `BertModel`, matrices as (out, in).
    shape : BertShape, optional
        Sizes; those of all-MiniLM-L6-v2 where not given.

    Returns
    -------
    bytes
        Inputs `input_ids` and `attention_mask`, int64 (batch, tokens); outputs
        `hidden_4` and so on, float32 (batch, tokens, width), the hidden states that
        leave the layers named in `shape.outputs`, counted from 1.
    """
    shape = shape or BertShape()
    graph = Graph()
    hidden = _embed(graph, weights, shape)
    bias = _mask_bias(graph)
    for number in range(max(shape.outputs)):
        layer = f"encoder.layer.{number}."
        attended = _attend(graph, weights, shape, layer, hidden, bias)
        between = _add_and_norm(
            graph, weights, shape, layer + "attention.output.", attended, hidden
        )
        widened = _gelu(
            graph, _dense(graph, weights, layer + "intermediate.dense", between)
        )
        hidden = _add_and_norm(graph, weights, shape, layer + "output.", widened, between)
        if number + 1 in shape.outputs:
            graph.add("Identity", hidden, name=f"hidden_{number + 1}")
    return _serialise(graph, shape)


def _embed(graph: Graph, weights: Weights, shape: BertShape) -> str:
    """Add word, position and (first) segment embeddings; layer-normalise."""
    words = graph.constant("words", weights["embeddings.word_embeddings.weight"])
    places = (
        weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    start = graph.constant("zero", np.array([0]))
    length = graph.add("Shape", "input_ids", start=1, end=2)
    axis = graph.constant("row_axis", np.array([0]))
    here = graph.add("Slice", graph.constant("places", places), start, length, axis)
    summed = graph.add("Add", graph.add("Gather", words, "input_ids"), here)
    return graph.norm(weights, "embeddings.LayerNorm", summed, epsilon=shape.epsilon)


def _mask_bias(graph: Graph) -> str:
    """Make 0 where there is a token and a large negative number where there is padding."""
    mask = graph.add("Cast", "attention_mask", to=1)
    absent = graph.add("Sub", graph.constant("one", _number(1)), mask)
    penalty = graph.constant("penalty", _number(HIDDEN_FOR_MASKED_POSITIONS))
    axes = graph.constant("mask_axes", np.array([1, 2]))
    return graph.add("Unsqueeze", graph.add("Mul", absent, penalty), axes)


def _attend(
    graph: Graph, weights: Weights, shape: BertShape, layer: str, hidden: str, bias: str
) -> str:
    """Attend: softmax(Q K' / sqrt(width of a head) + bias) V, heads joined."""
    part = layer + "attention.self."
    split = graph.constant(
        "split", np.array([0, 0, shape.heads, shape.width // shape.heads])
    )
    join = graph.constant("join", np.array([0, 0, shape.width]))

    def heads(name: str, order: list[int], scale: float = 1.0) -> str:
        dense = _dense(graph, weights, part + name, hidden, scale=scale)
        return graph.add("Transpose", graph.add("Reshape", dense, split), perm=order)

    scale = float(shape.width // shape.heads) ** -0.5
    query = heads("query", [0, 2, 1, 3], scale)
    key, value = heads("key", [0, 2, 3, 1]), heads("value", [0, 2, 1, 3])
    scores = graph.add("Add", graph.add("MatMul", query, key), bias)
    mixed = graph.add("MatMul", graph.add("Softmax", scores, axis=-1), value)
    return graph.add("Reshape", graph.add("Transpose", mixed, perm=[0, 2, 1, 3]), join)


def _dense(
    graph: Graph, weights: Weights, name: str, hidden: str, *, scale: float = 1.0
) -> str:
    """Multiply by the weights and add the bias; a scale is folded into both."""
    matrix = (weights[name + ".weight"].T * np.float32(scale)).astype(np.float32)
    offset = (weights[name + ".bias"] * np.float32(scale)).astype(np.float32)
    product = graph.add("MatMul", hidden, graph.constant(name + ".weight", matrix))
    return graph.add("Add", product, graph.constant(name + ".bias", offset))


def _gelu(graph: Graph, hidden: str) -> str:
    """Apply GELU in its exact form: x / 2 (1 + erf(x / sqrt 2))."""
    root = graph.constant("root_two", _number(2.0**0.5))
    error = graph.add("Erf", graph.add("Div", hidden, root))
    raised = graph.add("Add", error, graph.constant("one", _number(1)))
    half = graph.constant("half", _number(0.5))
    return graph.add("Mul", graph.add("Mul", hidden, raised), half)


def _add_and_norm(
    graph: Graph, weights: Weights, shape: BertShape, part: str, hidden: str, before: str
) -> str:
    """Apply a dense layer, add the block's input and layer-normalise."""
    dense = _dense(graph, weights, part + "dense", hidden)
    joined = graph.add("Add", dense, before)
    return graph.norm(weights, part + "LayerNorm", joined, epsilon=shape.epsilon)


def _number(value: float) -> NDArray[np.float32]:
    """Return an array of one number."""
    return np.array([value], dtype=np.float32)


def _serialise(graph: Graph, shape: BertShape) -> bytes:
    """Return the model's bytes."""
    tokens = ("batch", "tokens")
    hidden = (np.float32, (*tokens, shape.width))
    return graph.serialise(
        "bert",
        inputs=dict.fromkeys(("input_ids", "attention_mask"), (np.int64, tokens)),
        outputs={f"hidden_{layer}": hidden for layer in shape.outputs},
        operators={"": OPSET},
    )
