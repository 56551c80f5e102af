"""Sentences with a marked target -> probabilities and a label: `tellings sentiment`."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.models.target_sentiment import load_sentiment_model
from analysis.tables import LABELS, require_columns

NEEDED = ("text", "start", "end")
ADDED = (*LABELS, "label", "uncertain")
LONGEST_CELL = 10_000_000


class SentimentModel(Protocol):
    """What a target-sentiment model offers."""

    @property
    def bar(self) -> float:
        """The largest probability below which a label is uncertain."""

    def predict(
        self,
        texts: list[str],
        starts: list[int],
        ends: list[int],
        before: list[str] | None = None,
    ) -> NDArray[np.float64]:
        """Return probabilities, shape (n, 3): negative, neutral, positive."""


_PART = 256  # rows at a time


def read_rows(path: str | Path) -> pd.DataFrame:
    """Read a CSV file as it stands: every cell a string, columns and rows in order.

    Raises
    ------
    InputError
        The file is missing, empty, not UTF-8, names a column twice, or has a row with
        more or fewer cells than the header.
    """
    file = Path(path)
    csv.field_size_limit(LONGEST_CELL)
    try:
        content = file.read_bytes()
        stream = io.StringIO(content.decode("utf-8-sig"), newline="")
        lines = [line for line in csv.reader(stream, strict=True) if line]
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InputError(
            f"{file} is not UTF-8 (line {line}). Save it as CSV UTF-8."
        ) from None
    except csv.Error as error:
        raise InputError(f"{file} is not CSV: {error}.") from None
    return _frame(lines, file)


def _frame(lines: list[list[str]], file: Path) -> pd.DataFrame:
    """Turn the lines of a CSV file into a frame, if they agree with their header."""
    if not lines:
        raise InputError(f"{file} is empty. It needs a header with {', '.join(NEEDED)}.")
    header, *rows = lines
    twice = [name for name in header if header.count(name) > 1]
    if twice:
        raise InputError(f"{file} has two columns '{twice[0]}'. Give each its own name.")
    for number, row in enumerate(rows, start=1):
        if len(row) != len(header):
            raise InputError(
                f"{file}, row {number}: {len(row)} cells where the header has "
                f"{len(header)}. Put a text with commas between double quotes."
            )
    return pd.DataFrame(rows, columns=header, dtype="str")


def label_rows(
    frame: pd.DataFrame,
    *,
    model: SentimentModel | Literal["small", "large"] = "large",
    told: Callable[[int], None] = lambda rows: None,
) -> pd.DataFrame:
    """Add the sentiment toward the marked target to every row.

    Parameters
    ----------
    frame : DataFrame
        `text`; `start` and `end`, character offsets of the target in `text`, end
        exclusive; optionally `before`, the sentence before. Other columns pass through.
    model : SentimentModel or name of one
        From `load_sentiment_model`, or the name to load it by.
    told : callable
        Called with the number of rows that each part has brought, for a progress bar.

    Returns
    -------
    DataFrame
        The same rows and columns in the same order, then `negative`, `neutral` and
        `positive` (probabilities, 4 digits), `label` (the most probable of the three)
        and `uncertain` (whether its probability is below the model's bar).

    Raises
    ------
    InputError
        A column is missing or would be overwritten, there is no row, a text is empty,
        or an offset is no integer or outside its text; the row is named, from 1.
    """
    require_columns(frame, list(NEEDED), "The input")
    _refuse_overwriting(frame)
    if frame.empty:
        raise InputError("The input has a header but no rows. Give at least one.")
    texts = [_text(value, row) for row, value in enumerate(frame["text"], start=1)]
    spans = [
        _span(start, end, text, row)
        for row, (start, end, text) in enumerate(
            zip(frame["start"], frame["end"], texts, strict=True), start=1
        )
    ]
    before = None
    if "before" in frame.columns:
        before = [value if isinstance(value, str) else "" for value in frame["before"]]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    chosen = load_sentiment_model(model) if isinstance(model, str) else model
    parts = []
    for first in range(0, len(texts), _PART):
        part = slice(first, first + _PART)
        own = before[part] if before is not None else None
        parts.append(chosen.predict(texts[part], starts[part], ends[part], before=own))
        told(len(parts[-1]))
    probabilities = np.concatenate(parts)
    return frame.assign(**label_columns(probabilities.round(4), probabilities, chosen.bar))


def label_columns(
    shown: NDArray[np.float64], exact: NDArray[np.float64], bar: float
) -> dict[str, Any]:
    """Return the columns that probabilities give: the three, the label, the doubt.

    >>> probabilities = np.array([[0.7, 0.2, 0.1]])
    >>> label_columns(probabilities, probabilities, bar=0.5)["label"].tolist()
    ['negative']
    """
    columns: dict[str, Any] = {name: shown[:, i] for i, name in enumerate(LABELS)}
    columns["label"] = np.array(LABELS)[exact.argmax(axis=1)]
    columns["uncertain"] = exact.max(axis=1) < bar
    return columns


def _refuse_overwriting(frame: pd.DataFrame) -> None:
    """Raise where a column of the input has a name that is to be added."""
    taken = [name for name in ADDED if name in frame.columns]
    if taken:
        raise InputError(
            f"The input already has a column '{taken[0]}', which would be overwritten. "
            "Rename or drop it."
        )


def _text(value: object, row: int) -> str:
    """Return the text of a row if there is one."""
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"Row {row}: the text is empty. Every row needs a sentence.")
    return value


def _span(start: object, end: object, text: str, row: int) -> tuple[int, int]:
    """Return the offsets of a row's target if they mark something in its text."""
    first, last = _offset(start, "start", row), _offset(end, "end", row)
    if not 0 <= first < last <= len(text):
        raise InputError(
            f"Row {row}: start {first} and end {last} mark nothing in a text of "
            f"{len(text)} characters. Offsets count from 0 and end is exclusive."
        )
    if not text[first:last].strip():
        raise InputError(f"Row {row}: start {first} and end {last} mark only blanks.")
    return first, last


def _offset(value: object, name: str, row: int) -> int:
    """Return an offset as an integer."""
    try:
        return int(str(value).strip())
    except ValueError:
        raise InputError(
            f"Row {row}: {name} is '{value}', which is not an integer."
        ) from None
