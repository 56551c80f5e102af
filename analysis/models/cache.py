"""The folder on the user's machine where what can be made again is kept."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def cache_folder() -> Path:
    r"""Return the cache folder: TELLINGS_CACHE if set, else the platform's own place.

    That is `~/Library/Caches/tellings` on macOS, `%LOCALAPPDATA%\tellings\Cache` on
    Windows and `$XDG_CACHE_HOME/tellings` (by default `~/.cache/tellings`) elsewhere.
    The folder is not created here.
    """
    chosen = os.environ.get("TELLINGS_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "tellings"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
        return Path(local) / "tellings" / "Cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tellings"


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary name beside a path, and rename it to the path when all went well.

    So the file is there whole or not at all, however the writing ends.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{secrets.token_hex(4)}.part")
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(content: bytes, path: Path) -> None:
    """Write a file so that it is there whole or not at all."""
    with whole_file(path) as temporary:
        temporary.write_bytes(content)
