"""Fit a network to rows with marked targets; predict with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from analysis.models.marked import PADDING, Marked
from analysis.models.training.network import Network
from analysis.models.training.stages import Schedule

STEPS_BETWEEN_CHECKPOINTS = 100
_UNTRAINED = ("words", "places", "norm.", "relative")
_MULTIPLY_BFLOAT16 = ("avx512_bf16", "amx_bf16", "bf16")  # of x86 processors and of ARM's


def fit(
    network: Network,
    rows: Sequence[Marked],
    wanted: NDArray[np.float32],
    weights: NDArray[np.float32],
    *,
    schedule: Schedule,
    seed: int,
    checkpoint: Path | None = None,
) -> Network:
    """Fit by cross-entropy with wanted probabilities; return the same network.

    Parameters
    ----------
    rows : sequence of Marked
    wanted : ndarray, shape (n, 3)
        Probabilities that are wanted: one-hot codes, a teacher's, or a mixture.
    weights : ndarray, shape (n,)
        How much a row counts.
    checkpoint : Path, optional
        Where the state is kept every hundred steps; an interrupted fit goes on from it.
    """
    torch.manual_seed(seed)
    steps = max(1, int(len(rows) * schedule.epochs / schedule.batch))
    optimiser, planner = _plan(network, schedule, steps)
    done = _resume(network, optimiser, planner, checkpoint)
    states = _run_frozen(network, rows, schedule.frozen)
    upper = slice(schedule.frozen, None)
    targets, importance = torch.tensor(wanted), torch.tensor(weights)
    network.train()
    for step, chosen in enumerate(_batches(rows, schedule.batch, seed, steps)):
        if step < done:
            continue
        given = _pack([rows[i] for i in chosen], [states[i] for i in chosen])
        with _lower_precision():
            logits = network(*given, layers=upper)
        loss = _cross_entropy(logits.float(), targets[chosen], importance[chosen])
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        planner.step()
        optimiser.zero_grad(set_to_none=True)
        if checkpoint and (step + 1) % STEPS_BETWEEN_CHECKPOINTS == 0:
            _keep(network, optimiser, planner, step + 1, checkpoint)
    return network


def predict(
    network: Network, rows: Sequence[Marked], *, batch: int = 32
) -> NDArray[np.float32]:
    """Return logits, shape (n, 3), in the order of the rows."""
    network.eval()
    order = np.argsort([-len(row.tokens) for row in rows], kind="stable")
    logits = np.zeros((len(rows), 3), dtype=np.float32)
    with torch.inference_mode(), _lower_precision():
        for first in range(0, len(rows), batch):
            chosen = order[first : first + batch]
            given = [rows[i] for i in chosen]
            logits[chosen] = network(*_pack(given, [_tokens(row) for row in given])).float()
    return logits


def _lower_precision() -> torch.autocast:
    """Multiply in bfloat16 where the processor can; what only imitates it is slower."""
    able = torch.cpu.get_capabilities()
    enabled = any(able.get(name, False) for name in _MULTIPLY_BFLOAT16)
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=enabled)


def _plan(
    network: Network, schedule: Schedule, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """Return AdamW with slower rates further from the head, and its linear schedule."""
    groups = []
    for name, parameter in network.named_parameters():
        depth = _depth(name, network.shape.layers)
        if name.startswith(_UNTRAINED) or depth > network.shape.layers - schedule.frozen:
            parameter.requires_grad_(False)
            continue
        rate = schedule.rate * schedule.layer_decay**depth * (10 if depth == 0 else 1)
        decay = schedule.decay if parameter.ndim > 1 else 0.0
        groups.append({"params": [parameter], "lr": rate, "weight_decay": decay})
    optimiser = torch.optim.AdamW(groups, fused=True)
    warm = max(1, int(steps * schedule.warm))

    def factor(step: int) -> float:
        return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))

    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, factor)


def _depth(name: str, layers: int) -> int:
    """Return how far a parameter is from the head: 0 the head, 1 the last layer."""
    return layers - int(name.split(".")[1]) if name.startswith("layers.") else 0


def _batches(
    rows: Sequence[Marked], size: int, seed: int, steps: int
) -> Iterator[NDArray[np.int64]]:
    """Yield batches of like length, every row once an epoch, in random order."""
    random = np.random.default_rng(seed)
    lengths = np.array([len(row.tokens) for row in rows])
    while True:
        order = np.argsort(lengths + random.uniform(-8, 8, len(rows)))
        starts = np.arange(random.integers(1, size + 1), len(rows), size)
        parts = np.split(order, starts)
        for part in random.permutation(len(parts)):
            yield parts[part]
            steps -= 1
            if not steps:
                return


def _tokens(row: Marked) -> Tensor:
    """Return a row's token numbers."""
    return torch.tensor(row.tokens)


def _run_frozen(network: Network, rows: Sequence[Marked], frozen: int) -> list[Tensor]:
    """Return what enters the first trained layer for each row, or its token numbers.

    Kept in bfloat16: all rows of a fit are in memory at once.
    """
    states = [_tokens(row) for row in rows]
    if not frozen:
        return states
    network.eval()
    order = np.argsort([-len(row.tokens) for row in rows], kind="stable")
    with torch.inference_mode(), _lower_precision():
        for first in range(0, len(rows), 32):
            chosen = order[first : first + 32]
            tokens, lengths, *_ = _pack(
                [rows[i] for i in chosen], [states[i] for i in chosen]
            )
            hidden = network.encode(tokens, lengths, layers=slice(frozen))
            for line, row in enumerate(chosen):
                states[row] = hidden[line, : lengths[line]].to(torch.bfloat16)
    return states


def _pack(rows: Sequence[Marked], states: Sequence[Tensor]) -> tuple[Tensor, ...]:
    """Return the padded states or token numbers, the lengths, the places of the marks."""
    padded = nn.utils.rnn.pad_sequence(
        list(states), batch_first=True, padding_value=PADDING
    )
    whole = padded.clone() if padded.dtype == torch.int64 else padded.float()
    lengths = torch.tensor([len(row.tokens) for row in rows])
    marks = torch.tensor([[row.left, row.right] for row in rows])
    return whole, lengths, marks[:, 0], marks[:, 1]


def _cross_entropy(logits: Tensor, wanted: Tensor, weights: Tensor) -> Tensor:
    """Return the weighted mean of -sum(wanted log probability)."""
    losses = -(wanted * torch.log_softmax(logits, dim=1)).sum(dim=1)
    return (losses * weights).sum() / weights.sum()


def _keep(
    network: Network,
    optimiser: torch.optim.Optimizer,
    planner: torch.optim.lr_scheduler.LambdaLR,
    step: int,
    checkpoint: Path,
) -> None:
    """Write the state to a temporary name and rename it."""
    state = {
        "step": step,
        "network": network.state_dict(),
        "optimiser": optimiser.state_dict(),
        "planner": planner.state_dict(),
        "random": torch.get_rng_state(),
    }
    temporary = checkpoint.with_suffix(".part")
    torch.save(state, temporary)
    temporary.replace(checkpoint)


def _resume(
    network: Network,
    optimiser: torch.optim.Optimizer,
    planner: torch.optim.lr_scheduler.LambdaLR,
    checkpoint: Path | None,
) -> int:
    """Read the state back where there is one; return the steps already done."""
    if checkpoint is None or not checkpoint.is_file():
        return 0
    state = torch.load(checkpoint, weights_only=True)  # arrays and numbers alone
    network.load_state_dict(state["network"])
    optimiser.load_state_dict(state["optimiser"])
    planner.load_state_dict(state["planner"])
    torch.set_rng_state(state["random"])
    return int(state["step"])
