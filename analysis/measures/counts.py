"""Counts of terms in groups, from a file or a frame, checked before they are compared."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.errors import InputError
from analysis.tables import read_cells, require_columns

COLUMNS = ["group", "term", "count"]
_LARGEST = 2**53  # up to which floats tell whole numbers apart


def read_counts(path: str | Path) -> pd.DataFrame:
    """Read a file of term counts: CSV, or tab-separated where the name has `.tsv`.

    Parameters
    ----------
    path : path
        A header with group, term and count (further columns are left aside), one row
        per group and term, UTF-8; may end in `.gz`. Every term is text: "null" and
        "007" stay as written.

    Returns
    -------
    DataFrame
        Columns group, term, count (number of occurrences).

    Raises
    ------
    InputError
        The file is missing, empty or no table, or a row has no group, no term, or a
        count that is not a whole number, 0 or more.
    """
    source = Path(path)
    if not os.path.isfile(source):  # a Path raises for a name that is too long
        raise InputError(f"{source} is not a file. Give a CSV with group, term, count.")
    try:
        rows = read_cells(
            source,
            sep="\t" if ".tsv" in source.suffixes else ",",
            encoding="utf-8-sig",
            compression="gzip" if source.suffix == ".gz" else None,
        )
    except InputError as error:
        raise InputError(f"{source}: {error}") from None
    except pd.errors.EmptyDataError:
        raise InputError(f"{source} is empty; needed: group, term, count.") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{source} is not UTF-8 ({error.reason}). Save it so.") from None
    except (pd.errors.ParserError, OSError, EOFError, zlib.error) as error:
        said = " ".join(str(error).split())
        raise InputError(f"{source} cannot be read as a table: {said}.") from None
    return check_counts(rows, what=str(source))


def check_counts(counts: pd.DataFrame, *, what: str = "counts") -> pd.DataFrame:
    """Return group, term and count as text, text and whole numbers, or say what is wrong.

    >>> counts = pd.DataFrame({"group": ["A"], "term": ["open"], "count": ["x"]})
    >>> check_counts(counts)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    analysis.errors.InputError: counts row 1 (group 'A', term 'open') has count 'x'...
    """
    require_columns(counts, COLUMNS, what)
    if counts.empty:
        raise InputError(f"{what} has a header but no row.")
    kept = counts[COLUMNS].reset_index(drop=True)
    for name in ("group", "term"):
        missing = kept[name].isna() | (kept[name].astype(str) == "")
        if missing.any():
            raise InputError(f"{what} row {_first(missing)} has no {name}.")
    numbers = pd.to_numeric(kept["count"], errors="coerce").astype(float)
    _refuse_bad_counts(kept, numbers, what)
    return kept.assign(
        group=kept["group"].astype(str),
        term=kept["term"].astype(str),
        count=numbers.astype("int64"),
    )


def _refuse_bad_counts(rows: pd.DataFrame, numbers: pd.Series, what: str) -> None:
    """Name the first row whose count is not a whole number, 0 or more."""
    whole = np.isfinite(numbers) & (numbers >= 0) & (numbers % 1 == 0)
    bad = ~(whole & (numbers <= _LARGEST))
    if bad.any():
        row = rows.loc[bad].iloc[0]
        limit = f" and at most {_LARGEST:,}" if whole[bad].iloc[0] else ""
        raise InputError(
            f"{what} row {_first(bad)} (group '{row['group']}', term '{row['term']}') "
            f"has count '{row['count']}'; needed a whole number, 0 or more{limit}."
        )


def _first(chosen: pd.Series) -> int:
    """Return the number, from 1, of the first row chosen."""
    return int(np.argmax(chosen.to_numpy())) + 1
