"""The folder on the user's machine where what can be made again is kept."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from analysis.errors import InputError


def cache_folder() -> Path:
    r"""Return the cache folder: TELLINGS_CACHE if set, else the platform's own place.

    That is `~/Library/Caches/tellings` on macOS, `%LOCALAPPDATA%\tellings\Cache` on
    Windows and `$XDG_CACHE_HOME/tellings` (by default `~/.cache/tellings`) elsewhere.
    The folder is not created here.

    Raises
    ------
    InputError
        TELLINGS_CACHE begins with a home (`~name`) that this computer does not know.
    """
    chosen = os.environ.get("TELLINGS_CACHE")
    if chosen:
        return _expand(chosen)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "tellings"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        return Path(local) / "tellings" / "Cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tellings"


def _expand(chosen: str) -> Path:
    """Return the path that TELLINGS_CACHE names."""
    try:
        return Path(chosen).expanduser()
    except RuntimeError:
        raise InputError(
            f"TELLINGS_CACHE is '{chosen}', and this computer knows no home "
            f"'{Path(chosen).parts[0]}'. Give the folder's whole path there, or unset it."
        ) from None


def read_cached(path: Path) -> bytes | None:
    """Return a file of the cache if every byte is as it was written, else None.

    The SHA-256 beside it tells; what can be made again is not worth an error.
    """
    try:
        content, expected = path.read_bytes(), _sum_of(path).read_bytes()
    except OSError:
        return None
    return content if _digest(content) == expected else None


def is_as_written(path: Path) -> bool:
    """Whether every byte of a file of the cache is as it was written; for large files."""
    try:
        with path.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
        return found.encode("ascii") == _sum_of(path).read_bytes()
    except OSError:
        return False


def write_cached(content: bytes, path: Path) -> None:
    """Write a file of the cache and its SHA-256 beside it.

    A cache that cannot be written to costs speed, not the result.
    """
    with suppress(OSError):
        write_whole(content, path)
        write_whole(_digest(content), _sum_of(path))


def _sum_of(path: Path) -> Path:
    """Return where the SHA-256 of a file of the cache stands."""
    return path.with_name(f"{path.name}.sha256")


def _digest(content: bytes) -> bytes:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest().encode("ascii")


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary name beside a path, and rename it to the path when all went well.

    So the file is there whole or not at all, however the writing ends. Of a link the file
    that it leads to is written; a pipe or a device is an OSError, for it would be replaced.
    """
    _refuse_special(path)
    place = Path(os.path.realpath(path))
    place.parent.mkdir(parents=True, exist_ok=True)
    own = f"{os.getpid()}-{secrets.token_hex(4)}.part"
    temporary = place.with_name(f"{place.name[:40]}.{own}")  # a name has 255 bytes at most
    try:
        yield temporary
        os.replace(temporary, place)
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(content: bytes, path: Path) -> None:
    """Write a file so that it is there whole or not at all."""
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


def _refuse_special(path: Path) -> None:
    """Raise OSError where something stands that is neither file nor folder."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "it is no regular file", str(path))
