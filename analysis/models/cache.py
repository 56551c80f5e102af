"""The folder on the user's machine where what can be made again is kept."""

from __future__ import annotations

import os
import sys
import tempfile
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


def write_whole(content: bytes, path: Path) -> None:
    """Write a file so that it is there whole or not at all.

    The bytes go to a temporary name in the same folder, which is then renamed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=path.name + ".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
