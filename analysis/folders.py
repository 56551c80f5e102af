"""Folders that change at the end or not at all, and keep what no run made."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from analysis.errors import InputError
from analysis.files import require_folder, writing

MADE = ".tellings"  # in a folder: the files that a run made there, one a line
_OF_THE_SYSTEM = (".DS_Store", "Thumbs.db", "desktop.ini")


def require_own(out: str | Path, entries: Iterable[str]) -> None:
    """Raise InputError now if a run could not replace its entries of a folder.

    Parameters
    ----------
    out : path
        The folder; it need not be there.
    entries : names of files and folders
        What is to be replaced: it must be missing, or made by an earlier run. A folder is
        made by a run where every file in it is.
    """
    require_folder(out)
    with writing(out):
        made = read_made(out)
        for name in entries:
            for file in sorted(_files(Path(out) / name)):
                if file.relative_to(out).as_posix() not in made:
                    raise InputError(
                        f"{file} would be lost: no earlier run made it. Move it, or give "
                        "another folder with --out."
                    )


@contextmanager
def whole_folder(out: str | Path, entries: Iterable[str]) -> Iterator[Path]:
    """Give an empty folder to fill; its entries replace those in `out` at the end.

    When anything fails, `out` stays as it was. What is in `entries` and was not made by an
    earlier run is an InputError at the start.
    """
    out, entries = Path(out), list(entries)
    require_own(out, entries)
    with writing(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        # A name has 255 bytes at most.
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name[:40]}.", dir=out.parent))
    try:
        draft, old = beside / "draft", beside / "old"
        draft.mkdir()
        old.mkdir()
        yield draft
        with writing(out):
            _list_made(draft, out, entries)
            _replace(draft, out, old)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def read_made(out: str | Path) -> set[str]:
    """Return the files that runs made in a folder, as they stand in its list."""
    try:
        return set((Path(out) / MADE).read_text("utf-8", "replace").splitlines())
    except FileNotFoundError:
        return set()


def _files(place: Path) -> Iterator[Path]:
    """Give a file or link, or all of them in a folder, without the system's own."""
    if place.is_dir() and not place.is_symlink():
        for each in place.iterdir():
            yield from _files(each)
    elif os.path.lexists(place) and place.name not in _OF_THE_SYSTEM:
        yield place


def _list_made(draft: Path, out: Path, entries: list[str]) -> None:
    """Write the list of the files made: those of the draft, and what earlier runs left."""
    new = {file.relative_to(draft).as_posix() for file in _files(draft)}
    kept = {name for name in read_made(out) if name.split("/")[0] not in entries}
    (draft / MADE).write_text("\n".join(sorted(new | kept)) + "\n", "utf-8", newline="\n")


def _replace(draft: Path, out: Path, old: Path) -> None:
    """Put the draft's entries in their places; when one fails, all goes back."""
    with ExitStack() as back:
        if not out.exists():
            out.mkdir()
            back.callback(out.rmdir)
        for entry in sorted(draft.iterdir()):
            place, aside = out / entry.name, old / entry.name
            if os.path.lexists(place):
                place.replace(aside)
                back.callback(aside.replace, place)
            entry.replace(place)
            back.callback(place.replace, entry)
        back.pop_all()
