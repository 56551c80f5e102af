"""Figures as files: SVG, PNG and the CSV of the rows drawn, with a manifest."""

from __future__ import annotations

import hashlib
import io
import json
import platform
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.figures.drawing import CannotDraw, Drawing, Tables
from analysis.figures.registry import REGISTRY, draw, prepare_figure
from analysis.keep import make_key
from analysis.models.cache import cache_folder, write_whole
from analysis.tables import write_csv

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_TOLERANCE = 0.02
_DRAWN_WITH = ("matplotlib", "numpy", "pandas")


def save_figures(
    tables: Tables,
    folder: str | Path,
    *,
    inputs: Mapping[str, str],
    only: Iterable[str] = (),
    told: Callable[[str], None] = lambda name: None,
) -> dict[str, str]:
    """Draw and save figures as NAME.svg, NAME.png and NAME.csv, and manifest.json.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The story's tables.
    folder : path
        Made where it is missing.
    inputs : mapping of str to str
        Name -> SHA-256 of what the tables were made from, for the manifest.
    only : iterable of str
        Names of figures; all of them where empty.
    told : callable
        Called with each name before it is drawn.

    Returns
    -------
    dict
        Name -> reason of each figure that this story cannot show.

    Raises
    ------
    InputError
        A name is not in the registry; nothing is written.
    """
    names, folder = _names(only), Path(folder)
    manifest = _read_manifest(folder) if names != list(REGISTRY) else {}
    entries, refused = dict(manifest.get("figures", {})), {}
    for name in names:
        told(name)
        try:
            drawing = prepare_figure(name, tables)
        except CannotDraw as reason:
            refused[name] = str(reason)
            entries.pop(name, None)
            continue
        files = _render_once(drawing)
        for suffix, content in files.items():
            write_whole(content, folder / f"{name}.{suffix}")
        entries[name] = _entry(drawing, files)
    ordered = {name: entries[name] for name in REGISTRY if name in entries}
    complete = {"drawn_with": _versions(), "inputs": dict(inputs), "figures": ordered}
    write_whole(_as_json(complete), folder / "manifest.json")
    return refused


def render_figure(drawing: Drawing) -> dict[str, bytes]:
    """Return a figure's files by suffix; the same drawing gives the same bytes."""
    from analysis.plots.style import narrative_style

    figure = draw(drawing)
    with narrative_style():
        return {
            "svg": _bytes(figure, "svg", {"Date": None}),
            "png": _bytes(figure, "png", {"Software": None}),
            "csv": _csv(drawing.rows),
        }


def _render_once(drawing: Drawing) -> dict[str, bytes]:
    """Return a figure's files, rendered only where the very same was not before.

    What it is drawn from names it: its rows, its words, the plot's settings, and the code
    and packages that draw. A cache that cannot be written to costs speed, not the result.
    """
    drawn_by = getattr(drawing.plot, "func", drawing.plot)
    settings = (getattr(drawing.plot, "args", ()), getattr(drawing.plot, "keywords", {}))
    words = (drawing.title, drawing.subtitle, drawing.note)
    csv = _csv(drawing.rows)
    parts = [csv.hex(), repr((drawn_by.__qualname__, settings, words, _versions()))]
    path = cache_folder() / "figures" / make_key(parts)
    kept = {suffix: path.with_suffix(f".{suffix}") for suffix in ("svg", "png")}
    if all(each.is_file() for each in kept.values()):
        return {suffix: each.read_bytes() for suffix, each in kept.items()} | {"csv": csv}
    files = render_figure(drawing)
    with suppress(OSError):
        for suffix, each in kept.items():
            write_whole(files[suffix], each)
    return files


def check_figures(
    tables: Tables, folder: str | Path, *, only: Iterable[str] = ()
) -> list[str]:
    """Draw figures anew and say what differs from those saved.

    The rows are compared with a tolerance of .02 everywhere; the pictures byte for
    byte on Linux x86-64 with the versions that drew the saved ones.

    Returns
    -------
    list of str
        One line per difference; empty where all is the same.
    """
    folder = Path(folder)
    manifest = _read_manifest(folder)
    same_machine = manifest.get("drawn_with") == _versions() and (
        sys.platform == "linux" and platform.machine() == "x86_64"
    )
    found = []
    for name in _names(only):
        try:
            files = render_figure(prepare_figure(name, tables))
        except CannotDraw:
            files = {}
        found += _differences(name, files, folder, pictures=same_machine)
    return found


def _differences(
    name: str, files: dict[str, bytes], folder: Path, *, pictures: bool
) -> list[str]:
    """Compare one figure's files with those saved."""
    if not files:
        left = folder / f"{name}.svg"
        return (
            [f"{left}: this story cannot show it, yet it stands there"]
            if left.exists()
            else []
        )
    missing = [
        f"{name}.{suffix}" for suffix in files if not (folder / f"{name}.{suffix}").exists()
    ]
    if missing:
        return [f"{folder / file}: missing" for file in missing]
    saved = (folder / f"{name}.csv").read_bytes()
    if not same_rows(_frame(saved), _frame(files["csv"])):
        return [f"{folder / name}.csv: the rows differ by more than {_TOLERANCE}"]
    return [
        f"{folder / name}.{suffix}: the picture differs"
        for suffix in ("svg", "png")
        if pictures and (folder / f"{name}.{suffix}").read_bytes() != files[suffix]
    ]


def same_rows(left: pd.DataFrame, right: pd.DataFrame) -> bool:
    """Whether two frames have the same columns, texts, and numbers to within .02.

    >>> same_rows(pd.DataFrame({"x": [1.0]}), pd.DataFrame({"x": [1.01]}))
    True
    """
    if left.shape != right.shape or list(left.columns) != list(right.columns):
        return False
    for name in left.columns:
        a, b = left[name], right[name]
        if pd.api.types.is_numeric_dtype(a) and pd.api.types.is_numeric_dtype(b):
            if not np.allclose(
                a.astype(float), b.astype(float), atol=_TOLERANCE, equal_nan=True
            ):
                return False
        elif not a.astype("str").fillna("").equals(b.astype("str").fillna("")):
            return False
    return True


def _names(only: Iterable[str]) -> list[str]:
    wanted = list(only) or list(REGISTRY)
    for name in wanted:
        if name not in REGISTRY:
            raise InputError(f"There is no figure '{name}' (has: {', '.join(REGISTRY)}).")
    return wanted


def _entry(drawing: Drawing, files: dict[str, bytes]) -> dict[str, Any]:
    return {
        "title": drawing.title,
        "caption": drawing.caption,
        "alt": drawing.alt,
        "sha256": {
            suffix: hashlib.sha256(data).hexdigest() for suffix, data in files.items()
        },
    }


def _versions() -> dict[str, str]:
    return {package: version(package) for package in _DRAWN_WITH}


def _read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest saved in a folder, or an empty one."""
    path = folder / "manifest.json"
    try:
        read = json.loads(path.read_text("utf-8")) if path.exists() else {}
    except ValueError:
        raise InputError(
            f"{path} is not JSON. Remove it and draw all figures again."
        ) from None
    return read if isinstance(read, dict) else {}


def _as_json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def _bytes(figure: Figure, suffix: str, metadata: dict[str, None]) -> bytes:
    buffer = io.BytesIO()
    figure.savefig(buffer, format=suffix, metadata=metadata)
    return buffer.getvalue()


def _csv(rows: pd.DataFrame) -> bytes:
    buffer = io.BytesIO()
    write_csv(rows, buffer)
    return buffer.getvalue()


def _frame(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), keep_default_na=True)
