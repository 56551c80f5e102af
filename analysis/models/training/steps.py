"""The steps of training, each done once: its product is kept in the work folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from numpy.typing import NDArray

from analysis.models.marked import Marked, Marker, make_tokenizer
from analysis.models.target_sentiment import softmax
from analysis.models.training import network as networks
from analysis.models.training import recipe, sources, stages
from analysis.models.training.embedding import round_words, unround_words
from analysis.models.training.fitting import fit, predict
from analysis.models.training.network import Network
from analysis.models.training.weights import convert

Shares = NDArray[np.float32]


def fit_large(
    rows: pd.DataFrame, pieces: Sequence[str], wheels: Path, work: Path
) -> Network:
    """Return the large network, fitted to the codes from the encoder on.

    Twice: all rows at once, and stage by stage; what follows goes on from the mean of both.
    """
    kept, encoder = work / "large", sources.read_mpnet(wheels)
    anew = _start(networks.LARGE, encoder, pieces)
    _fit_stages(anew, (stages.ANEW,), rows, pieces, kept)
    network = _start(networks.LARGE, encoder, pieces)
    _fit_stages(network, stages.LARGE, rows, pieces, kept)
    first = _take_mean(network, kept, stages.LARGE_MEAN)
    _keep_start(first.state_dict(), kept, stages.FIRST)
    _fit_stages(network, stages.FURTHER, rows, pieces, kept)
    joined = _take_mean(network, kept, stages.JOINED_MEAN)
    _keep_start(joined.state_dict(), kept, stages.JOINED)
    return _close(network, rows, pieces, kept)


def fit_further(
    rows: pd.DataFrame, pieces: Sequence[str], shipped: Path, work: Path
) -> Network:
    """Return the large network, fitted further from a shipped file's rounded weights."""
    kept = work / "large"
    _keep_start(_read_shipped(shipped), kept, stages.JOINED)
    return _close(Network(networks.LARGE, pieces=len(pieces)), rows, pieces, kept)


def _close(
    network: Network, rows: pd.DataFrame, pieces: Sequence[str], kept: Path
) -> Network:
    """Return the network after the closing stages, which begin at the kept joined one."""
    _fit_stages(network, stages.CLOSING, rows, pieces, kept)
    return _take_mean(network, kept, stages.SHIPPED_MEAN)


def fit_small(
    rows: pd.DataFrame,
    pieces: Sequence[str],
    large: Network,
    work: Path,
    *,
    shipped: Path | None = None,
) -> Network:
    """Return the small network, fitted to codes and to the large one's answers.

    From the encoder on or, where a shipped file is named, from its rounded weights.
    """
    kept = work / "small"
    if shipped is None:
        network = _start(networks.SMALL, sources.read_minilm(), pieces)
        fits: Sequence[stages.Stage] = (*stages.SMALL, *stages.SMALL_CLOSING)
    else:
        network = Network(networks.SMALL, pieces=len(pieces))
        _keep_start(_read_shipped(shipped), kept, stages.SMALL[-1].name)
        fits = stages.SMALL_CLOSING
    _fit_stages(network, fits, rows, pieces, kept, teacher=large)
    return _take_mean(network, kept, stages.SMALL_MEAN)


def _fit_stages(
    network: Network,
    fits: Sequence[stages.Stage],
    rows: pd.DataFrame,
    pieces: Sequence[str],
    kept: Path,
    *,
    teacher: Network | None = None,
) -> None:
    """Fit stage by stage to the coded rows, and to the answers that a stage wants.

    They are the teacher's; without one, those of the network that the stage starts from.
    """
    coded = recipe.choose_coded(rows, "train")
    for stage in fits:
        chosen = recipe.choose_share(coded, stage.shares, seed=stage.seed)
        wanted = recipe.wanted_shares(chosen)
        if stage.taught:
            taught = recipe.choose_taught(rows, most=stage.taught)
            asked = teacher or _take_mean(network, kept, stage.start)
            path = _stage_path(kept, stage.name).with_suffix(".npy")
            given = _answer(asked, taught, pieces, path)
            chosen = pd.concat([chosen, taught], ignore_index=True)
            wanted = np.concatenate([wanted, given])
        weights = recipe.row_weights(chosen)
        marked = mark(chosen, pieces, context=stage.context)
        _fit_once(network, stage, marked, wanted, weights, kept)


def _answer(
    network: Network, rows: pd.DataFrame, pieces: Sequence[str], path: Path
) -> Shares:
    """Return a network's probabilities of the rows, shape (n, 3), and keep its logits."""
    if not path.is_file():
        np.save(path, predict(network, mark(rows, pieces)))
    return softmax(np.load(path).astype(np.float64)).astype(np.float32)


def _read_shipped(path: Path) -> dict[str, torch.Tensor]:
    """Return the rounded weights of a shipped file."""
    weights = sources.read_shipped(path)
    return {name: torch.tensor(value) for name, value in weights.items()}


def _keep_start(weights: Mapping[str, torch.Tensor], kept: Path, name: str) -> None:
    """Keep what later stages begin at, unless it is kept already."""
    from safetensors.torch import save_file

    path = _stage_path(kept, name)
    if not path.is_file():
        save_file(dict(weights), path)


def mark(rows: pd.DataFrame, pieces: Sequence[str], *, context: float = 1) -> list[Marked]:
    """Return the token numbers of the rows: this share of them with the sentence before."""
    drawn = np.random.default_rng(0).random(len(rows)) < context
    return Marker(make_tokenizer(pieces)).mark(
        rows["text"].tolist(),
        rows["start"].tolist(),
        rows["end"].tolist(),
        rows["before"].where(drawn, "").tolist(),
    )


def _start(
    shape: networks.Shape,
    source: tuple[sources.Weights, dict[str, int]],
    pieces: Sequence[str],
) -> Network:
    """Return a network with a public encoder's weights, embeddings already rounded."""
    torch.manual_seed(0)
    weights, vocabulary = source
    state = convert(weights, vocabulary, pieces, layers=range(shape.layers))
    state["words.weight"] = unround_words(*round_words(state["words.weight"]))
    network = Network(shape, pieces=len(pieces))
    tensors = {name: torch.tensor(value) for name, value in state.items()}
    network.load_state_dict(tensors, strict=False)  # all but the head
    return network


def _fit_once(
    network: Network,
    stage: stages.Stage,
    rows: Sequence[Marked],
    wanted: Shares,
    weights: Shares,
    kept: Path,
) -> None:
    """Fit a stage and keep its weights, unless they are kept already."""
    from safetensors.torch import save_file

    path = _stage_path(kept, stage.name)
    if path.is_file():
        return
    if stage.start:
        _take_mean(network, kept, stage.start)
    for parameter in network.parameters():
        parameter.requires_grad_(True)
    checkpoint = path.with_suffix(".checkpoint")
    fitted = fit(
        network,
        rows,
        wanted,
        weights,
        schedule=stage.schedule,
        seed=stage.seed,
        checkpoint=checkpoint,
    )
    save_file(fitted.state_dict(), path)
    checkpoint.unlink(missing_ok=True)


def _take_mean(network: Network, kept: Path, shares: Mapping[str, float]) -> Network:
    """Give the network the weighted mean of the weights of some stages; return it."""
    from safetensors.torch import load_file

    mean: dict[str, torch.Tensor] = {}
    for stage, share in shares.items():
        for name, value in load_file(_stage_path(kept, stage)).items():
            mean[name] = mean.get(name, 0) + share * value
    network.load_state_dict(mean)
    return network


def _stage_path(kept: Path, name: str) -> Path:
    """Return where the weights of a stage are kept."""
    return kept.with_name(f"{kept.name}-{name}.safetensors")
