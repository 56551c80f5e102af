"""Files and folders that appear whole or not at all."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from analysis.errors import InputError
from analysis.models.cache import write_whole
from analysis.tables import write_csv


def write_table(frame: pd.DataFrame, path: str | Path) -> None:
    """Write a table as CSV, whole or not at all; a place not to be written to is an error."""
    buffer = io.BytesIO()
    write_csv(frame, buffer)
    with writing(path):
        write_whole(buffer.getvalue(), Path(path))


def require_file(path: str | Path) -> None:
    """Raise InputError now if a file could not be written to this path after long work."""
    path = Path(path)
    if path.is_dir():
        raise InputError(f"{path} is a folder. Give a file with --out.")
    _require_room(path)


def require_folder(path: str | Path) -> None:
    """Raise InputError now if a folder could not be filled at this path after long work."""
    path = Path(path)
    if path.exists() and not path.is_dir():
        raise InputError(f"{path} is a file. Give a folder with --out.")
    _require_room(path)


@contextmanager
def writing(path: str | Path) -> Iterator[None]:
    """Turn the system's refusal to write into a sentence."""
    try:
        yield
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror or error}. Choose another place."
        ) from None


@contextmanager
def whole_folder(out: str | Path) -> Iterator[Path]:
    """Give an empty folder to fill; its entries replace those in `out` at the end.

    When anything fails, `out` stays as it was.
    """
    out = Path(out)
    with writing(out):
        require_folder(out)
        out.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        yield draft
        with writing(out):
            out.mkdir(exist_ok=True)
            for entry in sorted(draft.iterdir()):
                _replace(entry, out / entry.name)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _replace(entry: Path, place: Path) -> None:
    """Put an entry in its place; what stood there goes."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    entry.replace(place)


def _require_room(path: Path) -> None:
    """Raise unless the nearest folder that is there, where the path leads, takes files."""
    above = next(each for each in path.absolute().parents if each.exists())
    if not above.is_dir():
        raise InputError(f"{path} cannot be written: {above} is a file, not a folder.")
    if not os.access(above, os.W_OK | os.X_OK):
        raise InputError(f"{path} cannot be written: no permission to write in {above}.")
