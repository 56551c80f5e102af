"""The network that is trained: a BERT or MPNet encoder with a head for one target.

Written out here, not taken from a library, so that training needs PyTorch alone and the
graph that is shipped (`export.py`) can be read beside it. BERT: Devlin et al. 2019, NAACL.
MPNet: Song et al. 2020, NeurIPS; it adds a learned bias by relative position to the
attention scores (Raffel et al. 2020, JMLR, section 2.1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from analysis.models.training.embedding import BUCKETS, bucket


@dataclass(frozen=True)
class Shape:
    """Sizes of an encoder."""

    layers: int
    width: int
    heads: int
    places: int
    epsilon: float
    relative: bool


SMALL = Shape(layers=6, width=384, heads=12, places=512, epsilon=1e-12, relative=False)
LARGE = Shape(layers=12, width=768, heads=12, places=512, epsilon=1e-5, relative=True)


class Layer(nn.Module):
    """Self-attention and a feed-forward block, each added to its input and normalised."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = shape.heads, dropout
        self.attend = nn.Linear(shape.width, 3 * shape.width)
        self.join = nn.Linear(shape.width, shape.width)
        self.norm_attended = nn.LayerNorm(shape.width, shape.epsilon)
        self.widen = nn.Linear(shape.width, 4 * shape.width)
        self.narrow = nn.Linear(4 * shape.width, shape.width)
        self.norm_output = nn.LayerNorm(shape.width, shape.epsilon)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """Return the hidden states after this layer, shape (batch, tokens, width)."""
        batch, tokens, width = hidden.shape
        dropout = self.dropout if self.training else 0.0
        split = self.attend(hidden).view(batch, tokens, 3, self.heads, -1)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(
            query, key, value, attn_mask=bias.to(query.dtype), dropout_p=dropout
        )
        joined = self.join(mixed.transpose(1, 2).reshape(batch, tokens, width))
        between = self.norm_attended(
            hidden + functional.dropout(joined, dropout, self.training)
        )
        output = self.narrow(functional.gelu(self.widen(between)))
        return self.norm_output(
            between + functional.dropout(output, dropout, self.training)
        )


class Network(nn.Module):
    """Token numbers with a marked target -> logits of negative, neutral, positive."""

    def __init__(self, shape: Shape, *, pieces: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape, self.dropout = shape, dropout
        self.words = nn.Embedding(pieces, shape.width)
        self.places = nn.Embedding(shape.places, shape.width)
        self.norm = nn.LayerNorm(shape.width, shape.epsilon)
        self.relative = nn.Embedding(BUCKETS, shape.heads) if shape.relative else None
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.head = nn.Linear(3 * shape.width, 3)

    def forward(
        self,
        tokens: Tensor,
        lengths: Tensor,
        left: Tensor,
        right: Tensor,
        *,
        layers: slice = slice(None),
    ) -> Tensor:
        """Return logits, shape (batch, 3); `layers` as in `encode`.

        Three views side by side: the mark before the target, the mean from mark to
        mark, the mean of all tokens.
        """
        hidden = self.encode(tokens, lengths, layers=layers)
        place = torch.arange(tokens.shape[1], device=tokens.device)[None, :]
        views = (
            (place == left[:, None]),
            (place >= left[:, None]) & (place <= right[:, None]),
            place < lengths[:, None],
        )
        weights = torch.stack(views, dim=1).to(hidden.dtype)
        means = weights @ hidden / weights.sum(dim=2, keepdim=True)
        features = functional.dropout(means.flatten(1), self.dropout, self.training)
        return self.head(features.float())

    def encode(
        self, tokens: Tensor, lengths: Tensor, *, layers: slice = slice(None)
    ) -> Tensor:
        """Return the hidden states that leave these layers, shape (batch, tokens, width).

        `tokens` are token numbers, shape (batch, tokens), or hidden states that enter the
        first of the layers.
        """
        place = torch.arange(tokens.shape[1], device=tokens.device)
        hidden = tokens
        if tokens.ndim == 2:
            hidden = self.norm(self.words(tokens) + self.places(place)[None])
            hidden = functional.dropout(hidden, self.dropout, self.training)
        absent = (place[None, :] >= lengths[:, None])[:, None, None, :]
        bias = torch.zeros_like(absent, dtype=torch.float32).masked_fill(absent, -1e4)
        if self.relative is not None:
            number = np.arange(len(place))
            buckets = torch.from_numpy(bucket(number[None, :] - number[:, None]))
            bias = bias + self.relative(buckets).permute(2, 0, 1)[None]
        for layer in self.layers[layers]:
            hidden = layer(hidden, bias)
        return hidden
