"""Public encoders' weights -> the network's, cut to a vocabulary of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.models.marked import SPECIAL

Arrays = Mapping[str, NDArray[np.float32]]

# What the special pieces are in each vocabulary; the marks start from unused pieces.
_BERT = dict(zip(SPECIAL, (*SPECIAL[:4], "[unused0]", "[unused1]"), strict=True))
_MPNET = _BERT | {"[PAD]": "<pad>", "[CLS]": "<s>", "[SEP]": "</s>"}
_PARTS = {  # of a layer: our name -> that of BERT, that of MPNet
    "join": ("attention.output.dense", "attention.attn.o"),
    "norm_attended": ("attention.output.LayerNorm", "attention.LayerNorm"),
    "widen": ("intermediate.dense", "intermediate.dense"),
    "narrow": ("output.dense", "output.dense"),
    "norm_output": ("output.LayerNorm", "output.LayerNorm"),
}
_ATTEND = (
    ("attention.self.query", "attention.self.key", "attention.self.value"),
    ("attention.attn.q", "attention.attn.k", "attention.attn.v"),
)
_FIRST_PLACE = 2  # MPNet numbers its positions from 2


def convert(
    weights: Arrays,
    vocabulary: Mapping[str, int],
    pieces: Sequence[str],
    *,
    layers: Sequence[int],
) -> dict[str, NDArray[np.float32]]:
    """Return the network's weights without its head.

    Parameters
    ----------
    weights : mapping of name to array
        By their names in the Hugging Face `BertModel` or `MPNetModel`.
    vocabulary : mapping of piece to row
        The encoder's own.
    pieces : sequence of str
        The vocabulary wanted, `SPECIAL` first.
    layers : sequence of int
        The encoder's layers that are kept, from 0.
    """
    mpnet = "encoder.relative_attention_bias.weight" in weights
    names = _MPNET if mpnet else _BERT
    rows = [vocabulary[names.get(piece, piece)] for piece in pieces]
    places = weights["embeddings.position_embeddings.weight"]
    made = {
        "words.weight": weights["embeddings.word_embeddings.weight"][rows],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    if mpnet:
        made["places.weight"] = places[_FIRST_PLACE:]
        made["relative.weight"] = weights["encoder.relative_attention_bias.weight"]
    else:
        segment = weights["embeddings.token_type_embeddings.weight"][0]
        made["places.weight"] = places + segment
    for new, old in enumerate(layers):
        made |= _layer(weights, f"encoder.layer.{old}.", f"layers.{new}.", mpnet=mpnet)
    return {name: np.ascontiguousarray(value, np.float32) for name, value in made.items()}


def _layer(
    weights: Arrays, old: str, new: str, *, mpnet: bool
) -> dict[str, NDArray[np.float32]]:
    """Return the weights of one layer, queries, keys and values in one matrix."""
    made = {}
    for kind in ("weight", "bias"):
        three = [weights[f"{old}{part}.{kind}"] for part in _ATTEND[mpnet]]
        made[f"{new}attend.{kind}"] = np.concatenate(three)
        for ours, theirs in _PARTS.items():
            made[f"{new}{ours}.{kind}"] = weights[f"{old}{theirs[mpnet]}.{kind}"]
    return made
