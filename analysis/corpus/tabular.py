"""Files as bytes, and tables of articles as frames, or the sentence why not."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pandas as pd

from analysis.corpus.decoding import decode
from analysis.errors import InputError
from analysis.tables import read_cells

TEXTS = (".txt", ".html", ".htm")
TABLES = (".csv", ".jsonl", ".ndjson", ".parquet")


def read_csv(path: Path) -> pd.DataFrame:
    """Read a CSV as texts; an empty cell is an empty text."""
    decoded = decode(read_bytes(path))
    if decoded.reason:
        raise InputError(f"{path} cannot be read: {decoded.reason}.")
    try:
        return read_cells(io.StringIO(decoded.text))
    except InputError as error:
        raise InputError(f"{path}: {error}") from None
    except (ValueError, pd.errors.ParserError) as error:
        said = " ".join(str(error).split())
        raise InputError(
            f"{path} is no CSV that can be read: {said}. Put a text with commas or quotes "
            "between double quotes."
        ) from None


def read_table(path: Path) -> tuple[pd.DataFrame, dict[int, str]]:
    """Read a CSV, JSON Lines or Parquet file.

    Returns
    -------
    DataFrame
        A row for each row of the file; of a broken one an empty row.
    dict
        Number of a broken row, from 0 -> what is wrong with it.
    """
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return read_csv(path), {}
    if suffix in (".jsonl", ".ndjson"):
        return _read_json_lines(path)
    if suffix == ".parquet":
        return _read_parquet(path), {}
    raise InputError(
        f"{path} is of no kind that can be read ({', '.join(TABLES + TEXTS)}, or a folder)."
    )


def read_content(path: Path) -> tuple[bytes | None, str]:
    """Return a file's bytes, or None and the reason."""
    try:
        return path.read_bytes(), ""
    except OSError as error:
        return None, f"cannot be read ({error.strerror})"


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes, or raise InputError."""
    content, reason = read_content(path)
    if content is None:
        raise InputError(f"{path} {reason}.")
    return content


def _read_parquet(path: Path) -> pd.DataFrame:
    """Read a Parquet file."""
    try:
        return pd.read_parquet(path)
    except (OSError, ValueError) as error:
        said = " ".join(str(error).split())
        raise InputError(f"{path} is no Parquet file that can be read: {said}") from None


def _read_json_lines(path: Path) -> tuple[pd.DataFrame, dict[int, str]]:
    """Read one JSON object a line, and which lines are none."""
    decoded = decode(read_bytes(path))
    if decoded.reason:
        raise InputError(f"{path} cannot be read: {decoded.reason}.")
    rows: list[dict[str, object]] = []
    faults: dict[int, str] = {}
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        if line.strip():
            found = _json_object(line)
            if found is None:
                faults[len(rows)] = f"line {number} is no JSON object"
            rows.append(found or {})
    columns = None if any(rows) else ["text"]
    return pd.DataFrame(rows, columns=columns, index=range(len(rows)), dtype=object), faults


def _json_object(line: str) -> dict[str, object] | None:
    """Return the object of a line, None where it is none."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
