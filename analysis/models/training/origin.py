"""What the steps in a work folder were made from, so that none is taken for another's."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis.errors import InputError
from analysis.models.cache import write_whole
from analysis.models.target_sentiment import FOLDER, SUMS
from analysis.models.training import recipe, stages

FILE = "made-from.json"
_STEPS = ("*.safetensors", "*.checkpoint", "*.npy")


def describe_origin(
    rows: pd.DataFrame, pieces: Sequence[str], *, further: bool
) -> dict[str, str]:
    """Return what a training is made from: its kind, and a SHA-256 of each thing it needs.

    Parameters
    ----------
    rows : DataFrame
        From `recipe.read_rows`.
    pieces : sequence of str
        The vocabulary.
    further : bool
        Whether it goes on from the models as shipped.
    """
    fits = [value for name, value in vars(stages).items() if name.isupper()]
    start = (FOLDER / SUMS).read_text(encoding="ascii") if further else "public encoders"
    return {
        "kind": "further" if further else "whole",
        "start": _digest(start),
        "rows": _digest(rows.to_csv(index=False)),
        "vocabulary": _digest("\n".join(pieces)),
        "stages": _digest(repr((fits, recipe.WEIGHTS, recipe.SMOOTHING))),
    }


def claim_folder(work: Path, origin: Mapping[str, str]) -> None:
    """Write beside the steps what they are made from.

    Raises
    ------
    InputError
        The folder holds steps that were made from something else, or do not say from what.
    """
    path = work / FILE
    begun = path.is_file() or any(found for kind in _STEPS for found in work.glob(kind))
    found = _read(path) if begun else origin
    other = [name for name in origin if found.get(name) != origin[name]]
    if other:
        raise InputError(
            f"The steps of training in {work} are of another training (other, or not said: "
            f"{', '.join(other)}). Name an empty folder with --work, or remove {FILE} and "
            f"{', '.join(_STEPS)} there."
        )
    write_whole((json.dumps(dict(origin), indent=1) + "\n").encode("ascii"), path)


def _read(path: Path) -> dict[str, str]:
    """Return what a folder says of its steps; nothing where it cannot be read."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _digest(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
