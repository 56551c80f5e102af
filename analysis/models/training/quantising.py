"""See what enters each matrix, round by it, keep outlying inputs apart, and export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from analysis.models.marked import Marked
from analysis.models.training.export import Bounds, build_graph
from analysis.models.training.network import Network
from analysis.models.training.rounding import round_matrix

BITS = 7  # of the matrices: sums cannot overflow on processors without VNNI
OUTLYING = 2.5  # times the median input's largest value
MOST_APART = 32  # inputs of one matrix
_MATRICES = ("attend", "join", "widen", "narrow")


@dataclass
class Seen:
    """What entered one matrix: each input's bounds, and the sum of x x'."""

    low: NDArray[np.float32]
    high: NDArray[np.float32]
    moments: torch.Tensor

    def outlying(self) -> list[int]:
        """Return the inputs that are far larger than the median one, at most so many."""
        values = np.maximum(self.high, -self.low)
        apart = np.flatnonzero(values > OUTLYING * np.median(values))
        ordered = apart[np.argsort(-values[apart])][:MOST_APART]
        return sorted(int(each) for each in ordered)

    def bounds(self, apart: Sequence[int]) -> Bounds:
        """Return the bounds of all inputs but those apart."""
        low, high = (np.delete(each, apart) for each in (self.low, self.high))
        return float(low.min()), float(high.max())


def export(network: Network, rows: Sequence[Marked]) -> bytes:
    """Return the ONNX model of a network; `rows` show what enters its matrices."""
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    shape, seen = network.shape, watch(network, rows)
    outliers = {name: each.outlying() for name, each in seen.items()}
    rounded = {
        name: round_matrix(
            weights[name + ".weight"].T, each.moments.double().numpy(), bits=BITS
        )
        for name, each in seen.items()
    }
    return build_graph(
        weights,
        heads=shape.heads,
        epsilon=shape.epsilon,
        bounds={name: each.bounds(outliers[name]) for name, each in seen.items()},
        bits=BITS,
        outliers={name: chosen for name, chosen in outliers.items() if chosen},
        rounded=rounded,
    )


def watch(network: Network, rows: Sequence[Marked]) -> dict[str, Seen]:
    """Return what enters each matrix while the rows are read, one by one."""
    seen: dict[str, Seen] = {}

    def hook(name: str, module: torch.nn.Module) -> torch.utils.hooks.RemovableHandle:
        def keep(
            _: torch.nn.Module, given: tuple[torch.Tensor, ...], __: torch.Tensor
        ) -> None:
            inputs = given[0].detach().flatten(0, 1)
            low, high = (each.numpy() for each in (inputs.amin(0), inputs.amax(0)))
            if name not in seen:
                width = inputs.shape[1]
                seen[name] = Seen(low.copy(), high.copy(), torch.zeros(width, width))
            np.minimum(seen[name].low, low, out=seen[name].low)
            np.maximum(seen[name].high, high, out=seen[name].high)
            seen[name].moments.addmm_(inputs.T, inputs)

        return module.register_forward_hook(keep)

    handles = [
        hook(f"layers.{number}.{part}", getattr(layer, part))
        for number, layer in enumerate(network.layers)
        for part in _MATRICES
    ]
    network.eval()
    with torch.inference_mode():
        for row in rows:
            network.encode(torch.tensor([row.tokens]), torch.tensor([len(row.tokens)]))
    for handle in handles:
        handle.remove()
    return seen
