"""The steps of training, each done once: its product is kept in the work folder."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import torch
from numpy.typing import NDArray

from analysis.models.marked import Marked, Marker, make_tokenizer
from analysis.models.scores import calibration_error, macro_f1
from analysis.models.target_sentiment import VOCABULARY, TargetSentiment, softmax
from analysis.models.training import data, recipe, sources
from analysis.models.training import network as networks
from analysis.models.training.calibration import find_bar, find_temperature
from analysis.models.training.export import round_words, unround_words
from analysis.models.training.fitting import fit, predict
from analysis.models.training.network import Network
from analysis.models.training.quantising import export
from analysis.models.training.vocabulary import choose_pieces
from analysis.models.training.weights import convert

CALIBRATING = ("company",)  # the dev rows that temperature and bar come from
_WATCHED = 400  # rows that show what enters the matrices

Shares = NDArray[np.float32]


def choose_vocabulary(
    rows: pd.DataFrame, work: Path, *, shipped: Path | None = None
) -> list[str]:
    """Return the word pieces that the training texts use, or those of the shipped models.

    They are kept as vocabulary.txt in the work folder.
    """
    path = work / VOCABULARY
    if not path.is_file() and shipped is not None:
        path.write_bytes((shipped / VOCABULARY).read_bytes())
    if not path.is_file():
        ours = rows["source"].isin([*data.WRITTEN, "stories"])
        seen = rows[(rows["split"] != "test") & ~ours]
        texts = [text for name in ("text", "before") for text in seen[name] if text]
        _, vocabulary = sources.read_minilm()
        pieces = choose_pieces(vocabulary, texts, least=recipe.LEAST_OCCURRENCES)
        path.write_text("\n".join(pieces) + "\n", encoding="utf-8", newline="\n")
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def fit_large(
    rows: pd.DataFrame, pieces: Sequence[str], wheels: Path, work: Path
) -> Network:
    """Return the large network, fitted to the codes from the encoder on.

    Twice: all rows at once, and stage by stage; the mean of both is returned.
    """
    kept, encoder = work / "large", sources.read_mpnet(wheels)
    anew = _start(networks.LARGE, encoder, pieces)
    _fit_stages(anew, (recipe.ANEW,), rows, pieces, kept)
    network = _start(networks.LARGE, encoder, pieces)
    _fit_stages(network, recipe.LARGE, rows, pieces, kept)
    _keep_first(_take_mean(network, kept, recipe.LARGE_MEAN).state_dict(), kept)
    _go_on(network, rows, pieces, kept)
    return _take_mean(network, kept, recipe.SHIPPED_MEAN)


def fit_further(
    rows: pd.DataFrame, pieces: Sequence[str], shipped: Path, work: Path
) -> Network:
    """Return the large network, fitted further from a shipped file's rounded weights."""
    kept, weights = work / "large", sources.read_shipped(shipped)
    _keep_first({name: torch.tensor(value) for name, value in weights.items()}, kept)
    return _go_on(Network(networks.LARGE, pieces=len(pieces)), rows, pieces, kept)


def _go_on(
    network: Network, rows: pd.DataFrame, pieces: Sequence[str], kept: Path
) -> Network:
    """Return the network after the further stages, which begin at the kept first one."""
    _fit_stages(network, recipe.FURTHER, rows, pieces, kept)
    return _take_mean(network, kept, recipe.FURTHER_MEAN)


def _fit_stages(
    network: Network,
    stages: Sequence[recipe.Stage],
    rows: pd.DataFrame,
    pieces: Sequence[str],
    kept: Path,
) -> None:
    """Fit stage by stage to the coded rows."""
    coded = recipe.choose_coded(rows, "train")
    for stage in stages:
        chosen = recipe.choose_share(coded, stage.shares, seed=stage.seed)
        wanted, weights = recipe.wanted_shares(chosen), recipe.row_weights(chosen)
        marked = mark(chosen, pieces, context=stage.context)
        _fit_once(network, stage, marked, wanted, weights, kept)


def _keep_first(weights: Mapping[str, torch.Tensor], kept: Path) -> None:
    """Keep what the further stages begin at, unless it is kept already."""
    from safetensors.torch import save_file

    path = _stage_path(kept, recipe.FIRST)
    if not path.is_file():
        save_file(dict(weights), path)


def fit_small(
    rows: pd.DataFrame, pieces: Sequence[str], large: Network, work: Path
) -> Network:
    """Return the small network, fitted to codes and to the large one's answers."""
    coded, taught = recipe.choose_coded(rows, "train"), recipe.choose_taught(rows)
    answers = work / "large-answers.npy"
    if not answers.is_file():
        np.save(answers, predict(large, mark(taught, pieces)))
    given = softmax(np.load(answers).astype(np.float64)).astype(np.float32)
    wanted = np.concatenate([recipe.wanted_shares(coded), given])
    both = pd.concat([coded, taught], ignore_index=True)
    weights = recipe.row_weights(both)
    network = _start(networks.SMALL, sources.read_minilm(), pieces)
    for stage in recipe.SMALL:
        marked = mark(both, pieces, context=stage.context)
        _fit_once(network, stage, marked, wanted, weights, work / "small")
    return _take_mean(network, work / "small", recipe.SMALL_MEAN)


def ship(
    name: str, network: Network, rows: pd.DataFrame, pieces: Sequence[str], out: Path
) -> None:
    """Write the ONNX file and the settings that held-out codes give it."""
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    watched = recipe.choose_coded(rows, "train").sample(_WATCHED, random_state=5)
    content = export(network, mark(watched, pieces))
    (folder / "model.onnx").write_bytes(content)
    text = "\n".join(pieces) + "\n"
    (out / VOCABULARY).write_text(text, encoding="utf-8", newline="\n")
    settings = calibrate(content, rows, pieces)
    written = json.dumps(settings, indent=2) + "\n"
    (folder / "settings.json").write_text(written, encoding="utf-8", newline="\n")


def calibrate(content: bytes, rows: pd.DataFrame, pieces: Sequence[str]) -> dict[str, Any]:
    """Return temperature and bar, and what the file as shipped says of the dev rows."""
    from analysis.models.minilm import open_session

    dev = recipe.choose_coded(rows, "dev")
    marker = Marker(make_tokenizer(pieces))
    logits = TargetSentiment(open_session(content), marker, 1.0, 0.0).score(
        mark(dev, pieces)
    )
    truth, coded = dev["truth"].to_numpy(), dev["source"].isin(CALIBRATING).to_numpy()
    temperature = round(find_temperature(logits[coded], truth[coded]), 4)
    shares = softmax(logits / temperature)
    scores = {
        source: round(macro_f1(truth[mine], shares[mine]), 4)
        for source, mine in (
            (s, (dev["source"] == s).to_numpy()) for s in dev["source"].unique()
        )
    }
    return {
        "temperature": temperature,
        "bar": find_bar(shares[coded], truth[coded]),
        "dev_rows": int(coded.sum()),
        "dev_calibration_error": round(calibration_error(truth[coded], shares[coded]), 4),
        "dev_macro_f1": scores,
    }


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
    stage: recipe.Stage,
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
