"""Files and folders that appear whole or not at all."""

from __future__ import annotations

import io
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
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.exists() and not out.is_dir():
            raise InputError(f"{out} is a file. Give a folder with --out.")
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
