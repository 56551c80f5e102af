"""Files that appear whole or not at all, and places that are checked before the work."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterable, Iterator
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


def require_file(path: str | Path, *, inputs: Iterable[Path | None] = ()) -> None:
    """Raise InputError now if a file could not be written to this path after long work.

    Parameters
    ----------
    path : path
        Where the file is to be written.
    inputs : paths
        What the work reads, None where nothing was given: the path must be none of these
        files, and no file that is there in one of these folders.
    """
    path = Path(path)
    with writing(path):
        mode = _mode(path)
        if stat.S_ISDIR(mode):
            raise InputError(f"{path} is a folder. Give a file with --out.")
        if mode and not stat.S_ISREG(mode):
            raise InputError(f"{path} is no regular file. Give another file with --out.")
        if mode and any(_holds(given, path) for given in inputs if given is not None):
            raise InputError(f"{path} is an input. Give another file with --out.")
        _require_room(path.resolve() if path.is_symlink() else path)


def require_folder(path: str | Path, *, corpus: Path | None = None) -> None:
    """Raise InputError now if a folder could not be filled at this path after long work.

    A corpus that is given must be another folder.
    """
    path = Path(path)
    with writing(path):
        mode = _mode(path)
        if mode and not stat.S_ISDIR(mode):
            raise InputError(f"{path} is a file. Give a folder with --out.")
        if mode and corpus and os.path.exists(corpus) and os.path.samefile(path, corpus):
            raise InputError(f"{path} is the corpus. Give another folder with --out.")
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


def _mode(path: Path) -> int:
    """Return what the system says that a path leads to, 0 where nothing is there."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def _holds(given: Path, path: Path) -> bool:
    """Whether a file that is there is the given one, or lies in the given folder."""
    if not os.path.exists(given):
        return False
    places = [path, *path.resolve().parents] if given.is_dir() else [path]
    return any(os.path.samefile(place, given) for place in places)


def _require_room(path: Path) -> None:
    """Raise unless the nearest folder that is there, where the path leads, takes files."""
    above = next(each for each in path.absolute().parents if each.exists())
    if not above.is_dir():
        raise InputError(f"{path} cannot be written: {above} is a file, not a folder.")
    if not os.access(above, os.W_OK | os.X_OK):
        raise InputError(f"{path} cannot be written: no permission to write in {above}.")
