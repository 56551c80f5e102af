"""Hand codes: sentences coded by reading, joined to sentences on their text.

Two files are read: codes.csv with a row per code, and the sheet that `tellings sample`
draws, filled in, with a row per sentence x target.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pandas as pd

from analysis.errors import InputError
from analysis.tables import check, read_cells, require_columns, rows_of

SHEET_MEASURES = ("sentiment", "voice")  # columns of a sheet that are filled in
SHEET_TEXTS = ("article_id", "outlet", "before", "text", "target", "coder")  # may hide "="
NOT_MEANT = "none"  # the sentence does not refer to the target
_KINDS = ("person", "model")
_LONG = ["article_id", "text", "coder", "coder_kind", "pass", "measure", "target", "value"]
_SHEET = ["article_id", "text", "target", "coder", "coder_kind", "pass", "sentiment"]
_VALUES = {
    "-1": "-1",
    "0": "0",
    "1": "1",
    "-1.0": "-1",
    "0.0": "0",
    "1.0": "1",
    "+1": "1",
    "−1": "-1",
    "–1": "-1",
    "negative": "-1",
    "neutral": "0",
    "positive": "1",
}
_VOICES = ("outlet", "other", "unknown")  # written with a capital as well
_THERE = {
    **dict.fromkeys(("1", "1.0", "true", "yes"), "1"),
    **dict.fromkeys(("0", "0.0", "false", "no"), "0"),
}
# What a spreadsheet would take as a formula, or as such a text already hidden.
_FORMULA, _HIDDEN = re.compile(r"'*[=+\-@\t\r]"), re.compile(r"'+[=+\-@\t\r]")


def read_codes(path: str | Path) -> pd.DataFrame:
    """Read codes: codes.csv, or a filled sheet of `tellings sample`.

    Parameters
    ----------
    path : path
        CSV with article_id, text, coder, coder_kind (person or model), pass, measure,
        target, value and optionally probability, the chance that the sentence was drawn
        to be coded; or with article_id, text, target, coder, coder_kind, pass, sentiment
        and optionally voice and probability. Of measure "frame" the target is the frame's
        name and the value 1 or 0: whether the sentence carries it. Semicolons may stand
        for commas. In a sheet, cells left empty are not coded yet (the others' probability
        is then multiplied by the share coded, of an outlet toward a target), and sentiment
        "none" says that the sentence does not refer to the target.

    Returns
    -------
    DataFrame
        The table codes.

    Raises
    ------
    InputError
        The file cannot be read, lacks a column, has a row longer than its header, a
        value that is no code, or codes the same sentence twice.
    """
    cells = _read(path)
    share: pd.Series | float = 1.0
    if not {"measure", "value"} & set(cells.columns):  # a sheet
        require_columns(cells, _SHEET, str(path))
        cells = _from_sheet(cells)
        share = cells["share"]
    require_columns(cells, _LONG, str(path))
    cells = cells.assign(
        value=_values(cells, path),
        probability=_probabilities(cells, path) * share,
    )
    odd = sorted(set(cells["coder_kind"]) - set(_KINDS))
    if odd:
        raise InputError(
            f"{path} has coder_kind '{odd[0]}'; say {' or '.join(_KINDS)} for every row."
        )
    return check(cells, "codes")


def hide_formula(text: str) -> str:
    """Return a text that a spreadsheet shows as it stands, with ' before what it would run.

    >>> hide_formula("=1+1"), hide_formula("'-1"), hide_formula("It's 5 - 4.")
    ("'=1+1", "''-1", "It's 5 - 4.")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def show_formula(text: str) -> str:
    """Undo `hide_formula`.

    >>> show_formula(hide_formula("@all")), show_formula("'Tis so.")
    ('@all', "'Tis so.")
    """
    return text[1:] if _HIDDEN.match(text) else text


def _read(path: str | Path) -> pd.DataFrame:
    """Read the cells of a CSV with commas or semicolons."""
    if not os.path.isfile(path):  # a Path raises for a name that is too long
        raise InputError(f"There is no file of codes at {path}.")
    try:
        first = Path(path).read_bytes()[:4000].decode("utf-8-sig", "replace")
        header = first.partition("\n")[0]
        comma = ";" if header.count(";") > header.count(",") else ","
        return read_cells(path, encoding="utf-8-sig", sep=comma)
    except UnicodeDecodeError:
        raise InputError(f"{path} is not UTF-8. Save it as CSV UTF-8.") from None
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(f"{path} cannot be read as CSV: {str(error).strip()}.") from None


def _from_sheet(sheet: pd.DataFrame) -> pd.DataFrame:
    """Turn a filled sheet into a row per code; what is empty is not coded."""
    written = [name for name in SHEET_TEXTS if name in sheet.columns]
    shown = sheet.assign(**{name: sheet[name].map(show_formula) for name in written})
    shown = shown.assign(share=_share_coded(shown))
    parts = [
        shown.assign(measure=name, value=[show_formula(cell) for cell in shown[name]])
        for name in SHEET_MEASURES
        if name in shown.columns
    ]
    long = pd.concat(parts)
    not_meant = shown["sentiment"].str.strip().str.lower() == NOT_MEANT
    of_none = long.index.isin(shown.index[not_meant])
    long = long.assign(
        measure=long["measure"].mask(of_none, "reference"),
        value=long["value"].mask(of_none & (long["measure"] == "sentiment"), NOT_MEANT),
    )
    voices_of_none = of_none & (long["value"] != NOT_MEANT)
    return long[(long["value"].str.strip() != "") & ~voices_of_none]


def _share_coded(sheet: pd.DataFrame) -> pd.Series:
    """Return which share of its outlet's rows on its target is filled in, for each row.

    The rows of a sheet are in random order, so those filled in before someone stopped are
    a random sample too, each drawn with its probability times that share.
    """
    filled = sheet["sentiment"].str.strip().ne("")
    stratum = [sheet[name] for name in ("outlet", "target") if name in sheet.columns]
    return filled.groupby(stratum).transform("mean")


def _values(cells: pd.DataFrame, path: str | Path) -> pd.Series:
    """Return the values: of sentiment -1, 0 or 1, of frames 1 or 0; else as written."""
    values = cells["value"].str.strip()
    plain = values.str.lower()
    for measure, known, said in (
        ("sentiment", _VALUES, "sentiment '{}' toward {}; say -1, 0 or 1"),
        ("frame", _THERE, "value '{}' of frame {}; say 1 where it is there, else 0"),
    ):
        own = cells["measure"] == measure
        found = plain.map(known)
        for row in rows_of(cells[own & found.isna()].head(1)):
            told = said.format(row.value, row.target).split("; ")
            raise InputError(f"{path} has the {told[0]} for “{row.text[:60]}”; {told[1]}.")
        values = values.where(~own, found)
    kind = (cells["measure"] == "voice") & plain.isin(_VOICES)
    return values.where(~kind, plain)


def _probabilities(cells: pd.DataFrame, path: str | Path) -> pd.Series:
    """Return the chances of having been drawn, missing where none is given."""
    if "probability" not in cells.columns:
        return pd.Series(float("nan"), index=cells.index)
    written = cells["probability"].str.strip().str.replace(",", ".", regex=False)
    chances = pd.to_numeric(written, errors="coerce")
    bad = (written != "") & ~((chances > 0) & (chances <= 1))
    if bad.any():
        raise InputError(
            f"{path} has the probability '{written[bad].iloc[0]}'; it is above 0 and at "
            "most 1. Leave it as `tellings sample` wrote it."
        )
    return chances
