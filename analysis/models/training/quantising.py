"""Find the inputs that are too large to be rounded with the others, and export."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray

from analysis.models.marked import Marked
from analysis.models.training.export import build_graph
from analysis.models.training.network import Network

BITS = 7  # of the matrices: sums cannot overflow on processors without VNNI
OUTLYING = 4.0  # times the median input's largest value
MOST_APART = 16  # inputs of one matrix
_MATRICES = ("attend", "join", "widen", "narrow")


def export(network: Network, rows: Sequence[Marked]) -> bytes:
    """Return the ONNX model of a network; `rows` show which inputs are outliers."""
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    shape = network.shape
    return build_graph(
        weights,
        heads=shape.heads,
        epsilon=shape.epsilon,
        bits=BITS,
        outliers=find_outliers(network, rows),
    )


def find_outliers(network: Network, rows: Sequence[Marked]) -> dict[str, list[int]]:
    """Return, for each matrix, the numbers of its outlying inputs."""
    largest = _watch(network, rows)
    found = {name: _choose(values) for name, values in largest.items()}
    return {name: chosen for name, chosen in found.items() if chosen}


def _choose(values: NDArray[np.float32]) -> list[int]:
    """Return the inputs that are far larger than the median one, at most so many."""
    apart = np.flatnonzero(values > OUTLYING * np.median(values))
    ordered = apart[np.argsort(-values[apart])][:MOST_APART]
    return sorted(int(each) for each in ordered)


def _watch(network: Network, rows: Sequence[Marked]) -> dict[str, NDArray[np.float32]]:
    """Return the largest size of each input of each matrix over the rows."""
    largest: dict[str, NDArray[np.float32]] = {}

    def watch(name: str, module: torch.nn.Module) -> torch.utils.hooks.RemovableHandle:
        def keep(
            _: torch.nn.Module, given: tuple[torch.Tensor, ...], __: torch.Tensor
        ) -> None:
            size = given[0].detach().abs().amax((0, 1)).numpy()
            largest[name] = np.maximum(largest.get(name, size), size)

        return module.register_forward_hook(keep)

    matrices = [
        (f"layers.{number}.{part}", getattr(layer, part))
        for number, layer in enumerate(network.layers)
        for part in _MATRICES
    ]
    handles = [watch(name, module) for name, module in matrices]
    network.eval()
    with torch.inference_mode():
        for row in rows:
            network.encode(torch.tensor([row.tokens]), torch.tensor([len(row.tokens)]))
    for handle in handles:
        handle.remove()
    return largest
