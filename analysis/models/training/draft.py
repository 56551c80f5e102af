"""The models' files while they are made: in a folder apart, until all of them are whole.

The models that are in use stay as they are meanwhile, and where the training is broken off.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

from analysis.errors import InputError
from analysis.models.cache import whole_file, write_whole
from analysis.models.target_sentiment import FOLDER, MODELS, VOCABULARY, read_files


def begin_draft(draft: Path, out: Path, names: Iterable[str]) -> None:
    """Empty a draft, and take into it the models that stay as they are.

    Parameters
    ----------
    draft : path
        The folder of the draft.
    out : path
        Where the models will stand, and the one that is not trained stands.
    names : iterable of str
        The models that are trained.
    """
    shutil.rmtree(draft, ignore_errors=True)
    trained = set(names)
    for name in MODELS:
        if name not in trained and (out / name / "model.onnx").is_file():
            for file, content in read_files(out, name).items():
                write_whole(content, draft / file)


def find_vocabulary(draft: Path, *, further: bool) -> Path | None:
    """Return the vocabulary that a training is bound to; None where it may choose.

    Both models read the same one: a model that stays binds the other, and so do the weights
    of the shipped ones.

    Raises
    ------
    InputError
        The two would bind it to different ones.
    """
    staying = draft / VOCABULARY
    if not further:
        return staying if staying.is_file() else None
    if staying.is_file() and staying.read_bytes() != (FOLDER / VOCABULARY).read_bytes():
        raise InputError(
            f"--further goes on with the {_count(FOLDER / VOCABULARY)} word pieces of the "
            f"shipped models, but the model that would stay reads {_count(staying)} others. "
            "Train both without --only, or name another folder with --out."
        )
    return FOLDER / VOCABULARY


def swap_in(draft: Path, out: Path) -> None:
    """Put every file of a draft in its place: first all are copied, then all renamed."""
    files = sorted(each.relative_to(draft) for each in draft.rglob("*") if each.is_file())
    with ExitStack() as copied:
        for file in files:
            temporary = copied.enter_context(whole_file(out / file))
            shutil.copyfile(draft / file, temporary)
    shutil.rmtree(draft)


def _count(vocabulary: Path) -> int:
    """Return how many pieces a vocabulary has."""
    return vocabulary.read_text(encoding="utf-8").count("\n")
