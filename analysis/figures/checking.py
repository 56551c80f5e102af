"""Whether saved figures are those that would be drawn now."""

from __future__ import annotations

import io
import math
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.figures.drawing import CannotDraw, Tables
from analysis.figures.registry import prepare_figure
from analysis.figures.saving import (
    choose_names,
    find_processor,
    read_manifest,
    render_figure,
    versions,
)

_TOLERANCE = 0.02
_SPARED = 0.05  # share of a column's cells that may differ on another kind of processor


def check_figures(
    tables: Tables, folder: str | Path, *, only: Iterable[str] = ()
) -> list[str]:
    """Draw figures anew and say what differs from those saved.

    The rows are compared with a tolerance of .02; of a figure drawn on another kind of
    processor a cell in 20 of a column, and one at least, may lie beyond it: the last digits
    of floats differ there, and what the sentiment model rounds may fall to the other side.
    The pictures are compared byte for byte on Linux with the processor and the versions
    that drew the saved ones.

    Returns
    -------
    list of str
        One line per difference; empty where all is the same.
    """
    folder = Path(folder)
    drawn_with = read_manifest(folder).get("drawn_with")
    same_versions = sys.platform == "linux" and drawn_with == versions()
    found = []
    for name in choose_names(only):
        try:
            files = render_figure(prepare_figure(name, tables))
        except CannotDraw:
            files = {}
        alike = drawn_alike(folder, only=[name])
        pictures, spared = alike and same_versions, 0.0 if alike else _SPARED
        found += _differences(name, files, folder, pictures=pictures, spared=spared)
    return found


def drawn_alike(folder: str | Path, *, only: Iterable[str] = ()) -> bool:
    """Whether saved figures were drawn on this kind of processor, or do not say on which."""
    here, names = find_processor(), choose_names(only)
    saved = read_manifest(Path(folder)).get("figures", {})
    return all(saved.get(name, {}).get("processor", here) == here for name in names)


def _differences(
    name: str, files: dict[str, bytes], folder: Path, *, pictures: bool, spared: float
) -> list[str]:
    """Compare one figure's files with those saved."""
    if not files:
        left = folder / f"{name}.svg"
        return (
            [f"{left}: this story cannot show it, yet it stands there"]
            if left.exists()
            else []
        )
    places = {suffix: folder / f"{name}.{suffix}" for suffix in files}
    saved = {suffix: _read(place) for suffix, place in places.items()}
    if None in saved.values():
        lost = [place for suffix, place in places.items() if saved[suffix] is None]
        return [f"{p}: {'no file to read' if p.exists() else 'missing'}" for p in lost]
    if (rows := _frame(saved["csv"] or b"")) is None:
        return [f"{places['csv']}: no table to read"]
    if not same_rows(rows, _rows_of(files["csv"]), spared=spared):
        return [f"{places['csv']}: the rows differ by more than {_TOLERANCE}"]
    return [
        f"{places[suffix]}: the picture differs"
        for suffix in ("svg", "png")
        if pictures and saved[suffix] != files[suffix]
    ]


def _read(place: Path) -> bytes | None:
    """Return a saved file, or None where there is none that can be read."""
    try:
        return place.read_bytes()
    except OSError:
        return None


def same_rows(left: pd.DataFrame, right: pd.DataFrame, *, spared: float = 0.0) -> bool:
    """Whether two frames have the same columns, texts, and numbers to within .02.

    Parameters
    ----------
    left, right : DataFrame
    spared : float
        Share of a column's cells, from 0 to 1 and rounded up, that may differ; numbers
        inside texts may then, too.

    >>> one = pd.DataFrame({"x": [1.0, 2.0]})
    >>> same_rows(one, one + 0.01), same_rows(one, one**2, spared=0.05)
    (True, True)
    """
    if left.shape != right.shape or list(left.columns) != list(right.columns):
        return False
    may_differ = math.ceil(spared * len(left))
    return all(
        _count_different(left[name], right[name], digits=not spared) <= may_differ
        for name in left.columns
    )


def _count_different(one: pd.Series, other: pd.Series, *, digits: bool) -> int:
    """Count the cells that differ."""
    if pd.api.types.is_numeric_dtype(one) and pd.api.types.is_numeric_dtype(other):
        near = np.isclose(
            one.astype(float), other.astype(float), atol=_TOLERANCE, equal_nan=True
        )
        return int((~near).sum())
    texts = [column.astype("str").fillna("") for column in (one, other)]
    if not digits:
        texts = [column.str.replace(r"\d+", "", regex=True) for column in texts]
    return int((texts[0] != texts[1]).sum())


def _frame(content: bytes) -> pd.DataFrame | None:
    """Return a saved table, or None where it is damaged."""
    try:
        return _rows_of(content)
    except ValueError:  # empty, not UTF-8, not CSV
        return None


def _rows_of(content: bytes) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(content), keep_default_na=True)
