"""Figures as files: SVG, PNG and the CSV of the rows drawn, with a manifest."""

from __future__ import annotations

import hashlib
import io
import json
import platform
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.errors import InputError
from analysis.figures.drawing import CannotDraw, Drawing, Tables
from analysis.figures.registry import REGISTRY, draw, prepare_figure
from analysis.keep import make_key
from analysis.models.cache import cache_folder, read_cached, write_cached, write_whole
from analysis.tables import write_csv

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ANEW = "Remove it and draw all figures again."
_PACKAGES = ("matplotlib", "numpy", "pandas")


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
    names, folder = choose_names(only), Path(folder)
    manifest = read_manifest(folder) if names != list(REGISTRY) else {}
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
    complete = {"drawn_with": versions(), "inputs": dict(inputs), "figures": ordered}
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
    and packages that draw.
    """
    drawn_by = getattr(drawing.plot, "func", drawing.plot)
    settings = (getattr(drawing.plot, "args", ()), getattr(drawing.plot, "keywords", {}))
    words = (drawing.title, drawing.subtitle, drawing.note)
    csv = _csv(drawing.rows)
    parts = [csv.hex(), repr((drawn_by.__qualname__, settings, words, versions()))]
    path = cache_folder() / "figures" / make_key(parts)
    places = {suffix: path.with_suffix(f".{suffix}") for suffix in ("svg", "png")}
    found = {suffix: read_cached(place) for suffix, place in places.items()}
    kept = {suffix: content for suffix, content in found.items() if content is not None}
    if len(kept) == len(places):
        return kept | {"csv": csv}
    files = render_figure(drawing)
    for suffix, place in places.items():
        write_cached(files[suffix], place)
    return files


def choose_names(only: Iterable[str]) -> list[str]:
    """Return the wanted figures' names; all of them where none is wanted.

    Raises
    ------
    InputError
        A name is not in the registry.
    """
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
        "processor": find_processor(),
    }


def find_processor() -> str:
    """Return what the last digits of floats depend on: the machine, its widest vectors.

    Where the system does not list them, the machine alone.
    """
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8").split()
    except OSError:
        told = []
    widest = next((flag for flag in ("avx512f", "avx2") if flag in told), "")
    return f"{platform.machine()} {widest}".strip()


def versions() -> dict[str, str]:
    """Return the version of each package that draws."""
    return {package: version(package) for package in _PACKAGES}


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest saved in a folder, or an empty one.

    Raises
    ------
    InputError
        It cannot be read, is not JSON, or is not what `save_figures` writes.
    """
    path = folder / "manifest.json"
    try:
        read = json.loads(path.read_text("utf-8")) if path.exists() else {}
    except (OSError, ValueError) as error:
        what = "not JSON" if isinstance(error, ValueError) else "no file that can be read"
        raise InputError(f"{path} is {what}. {_ANEW}") from None
    figures = read.get("figures", {}) if isinstance(read, dict) else None
    if not isinstance(figures, dict) or not all(
        isinstance(entry, dict) for entry in figures.values()
    ):
        raise InputError(f'{path} lacks "figures", an object of objects by name. {_ANEW}')
    return dict(read)


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
