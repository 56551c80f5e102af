"""Hand codes: sentences coded by reading, joined to sentences on their text."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.errors import InputError
from analysis.tables import check, require_columns

_KINDS = ("person", "model")


def read_codes(path: str | Path) -> pd.DataFrame:
    """Read codes.csv: one row per code.

    Parameters
    ----------
    path : path
        CSV with article_id, text, coder, coder_kind (person or model), pass, measure,
        target, value.

    Returns
    -------
    DataFrame
        The table codes.

    Raises
    ------
    InputError
        The file cannot be read, lacks a column, or codes the same sentence twice.
    """
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read as CSV: {error}.") from None
    require_columns(frame, ["article_id", "text", "coder", "coder_kind"], str(path))
    odd = sorted(set(frame["coder_kind"]) - set(_KINDS))
    if odd:
        raise InputError(
            f"{path} has coder_kind '{odd[0]}'; say {' or '.join(_KINDS)} for every row."
        )
    return check(frame, "codes")
