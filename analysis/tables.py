"""Hold frames to their declared tables; read and write them.

A table is a tidy pandas frame, sorted by its key; `analysis.declared` says which there
are. The same column name means the same thing in every table. Offsets count Unicode
characters of `body`, end exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Literal, TextIO

import pandas as pd

from analysis.declared import GRADES, LABELS, TABLES, Column, Table
from analysis.errors import InputError

__all__ = [
    "GRADES",
    "LABELS",
    "TABLES",
    "Column",
    "Table",
    "check",
    "empty",
    "highest_row",
    "lowest_row",
    "read_cells",
    "require_columns",
    "rows_of",
    "write_csv",
]


def empty(table: str) -> pd.DataFrame:
    """Return the table with its columns and no row.

    >>> list(empty("skipped").columns)
    ['source', 'reason']
    """
    return pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in TABLES[table].columns})


def check(frame: pd.DataFrame, table: str, *, make_with: str = "") -> pd.DataFrame:
    """Return the frame as the declared table: columns in order, typed, sorted by key.

    Parameters
    ----------
    frame : DataFrame
        Rows of the table; further columns are dropped.
    table : str
        A name in `TABLES`.
    make_with : str
        The call that makes this table, quoted in the error.

    Raises
    ------
    InputError
        A column is missing, a value has another type, or a key occurs twice.
    """
    declared = TABLES[table]
    require_columns(frame, declared.names, table, make_with=make_with)
    typed = frame.loc[:, declared.names].reset_index(drop=True)
    for column in declared.columns:
        try:
            typed = typed.astype({column.name: column.dtype})
        except (TypeError, ValueError, OverflowError) as error:
            raise InputError(
                f"{table} has a value in '{column.name}' that is not {column.dtype}: {error}."
            ) from None
    twice = typed.duplicated(list(declared.key))
    if twice.any():
        key = typed.loc[twice, list(declared.key)].iloc[0].to_dict()
        raise InputError(f"{table} has two rows for {key}. One row per {declared.row}.")
    return typed.sort_values(list(declared.key), ignore_index=True)


def require_columns(
    frame: pd.DataFrame, needed: list[str], what: str, *, make_with: str = ""
) -> None:
    """Raise InputError, naming what is missing and what is there, unless all are there.

    >>> require_columns(empty("skipped"), ["source", "outlet"], "skipped")
    Traceback (most recent call last):
        ...
    analysis.errors.InputError: skipped lacks column 'outlet' (has: source, reason).
    """
    missing = [name for name in needed if name not in frame.columns]
    if missing:
        noun = "column" if len(missing) == 1 else "columns"
        has = ", ".join(map(str, frame.columns)) or "none"
        remedy = f" Make it with {make_with}." if make_with else ""
        lacks = ", ".join(f"'{name}'" for name in missing)
        raise InputError(f"{what} lacks {noun} {lacks} (has: {has}).{remedy}")


def read_cells(
    source: str | Path | TextIO,
    *,
    compression: Literal["gzip"] | None = None,
    **options: Any,  # noqa: ANN401
) -> pd.DataFrame:
    r"""Read a CSV with every cell as text; the header is held to name each column once.

    A row with more cells than the header is an error of pandas' parser, where pandas
    alone would take the first column for row names and shift all the others.

    Parameters
    ----------
    source : path or text stream
    compression : {"gzip"}, optional
        None by default, whatever the file's name.
    **options
        As of `pandas.read_csv`: sep, encoding.

    Raises
    ------
    InputError
        Two columns have one name.

    Examples
    --------
    >>> import io
    >>> read_cells(io.StringIO("text,outlet\nIt rained.,NA\n")).to_dict("records")
    [{'text': 'It rained.', 'outlet': 'NA'}]
    """
    cells = pd.read_csv(
        source,
        header=None,
        dtype=str,
        keep_default_na=False,
        compression=compression,
        **options,
    )
    header = [str(name) for name in cells.iloc[0]]
    twice = [name for name in header if name and header.count(name) > 1]
    if twice:
        raise InputError(f"There are two columns '{twice[0]}'. Give each its own name.")
    return cells.iloc[1:].fillna("").set_axis(header, axis=1).reset_index(drop=True)


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows as tuples with named fields."""
    return frame.itertuples(index=False)


def lowest_row(frame: pd.DataFrame, column: str) -> Any:  # noqa: ANN401
    """Return the first row with the smallest value of a column, its fields by name."""
    return frame.sort_values(column, kind="stable").iloc[0]


def highest_row(frame: pd.DataFrame, column: str) -> Any:  # noqa: ANN401
    """Return the first row with the largest value of a column, its fields by name."""
    return frame.sort_values(column, ascending=False, kind="stable").iloc[0]


def write_csv(frame: pd.DataFrame, path: str | Path | BinaryIO) -> None:
    """Write a table as CSV: true/false, lists as JSON, missing as empty, LF line ends."""
    plain = frame.copy()
    for name in plain.columns:
        values = plain[name]
        if values.dtype == bool:
            plain[name] = values.map({True: "true", False: "false"})
        elif values.map(lambda value: isinstance(value, list | tuple)).any():
            plain[name] = values.map(lambda value: json.dumps(value, ensure_ascii=False))
    plain.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
