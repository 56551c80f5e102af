"""What a source holds, item by item, before any of it is decoded or judged."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.corpus.decoding import blank_controls
from analysis.corpus.tabular import TEXTS, read_content, read_csv, read_table
from analysis.errors import InputError
from analysis.tables import require_columns

_NOT_ARTICLES = ("readme", "license", "licence", "provenance")


@dataclass(frozen=True)
class Item:
    """One thing that may be an article: where it stands, what is said of it, its content.

    `content` is a file's bytes, a table's text, or None with the `reason` for it.
    """

    source: str
    article_id: str
    content: bytes | str | None
    said: dict[str, str] = field(default_factory=dict)
    reason: str = ""

    @property
    def is_html(self) -> bool:
        """Whether the content is a page of HTML."""
        return isinstance(self.content, bytes) and self.source.lower().endswith(TEXTS[1:])


def list_items(path: Path) -> Iterator[Item]:
    """Give the items of a folder, a table or a single text, in a fixed order."""
    if not os.path.exists(path):  # a Path raises for a name that is too long
        raise InputError(
            f"There is no corpus at {path}. Give a folder of articles, or a CSV, JSON "
            "Lines or Parquet file with a column 'text'."
        )
    if path.is_dir():
        listed = path / "articles.csv"
        return _listed(path, listed) if listed.is_file() else _found(path)
    if path.suffix.lower() in TEXTS:
        return iter([_file_item(path, path.name)])
    rows, faults = read_table(path)
    return frame_items(rows, path.name, faults)


def frame_items(
    frame: pd.DataFrame,
    what: str = "The corpus",
    faults: Mapping[int, str] | None = None,
) -> Iterator[Item]:
    """Give the rows of a frame with a column `text` or `body`.

    `article_id` (or `id`) names a row; without it rows are numbered from 0. A row whose
    number is in `faults` has no content, for the reason given there.
    """
    _require_plain_columns(frame, what)
    column = next((name for name in ("text", "body") if name in frame.columns), "")
    if not column:
        require_columns(frame, ["text"], what)
    name = next((name for name in ("article_id", "id") if name in frame.columns), "")
    width = len(str(max(len(frame) - 1, 0)))
    for number, row in enumerate(frame.to_dict("records")):
        said = {str(key): _as_shown(value) for key, value in row.items() if key != column}
        own = said.get(name, "") if name else f"{number:0{width}d}"
        article_id = own or f"{number:0{width}d}"
        reason = (faults or {}).get(number, "")
        content = None if reason else _as_content(row[column])
        yield Item(f"{what} row {number}", article_id, content, said, reason)


def _require_plain_columns(frame: pd.DataFrame, what: str) -> None:
    """Raise InputError unless every column has one name of its own."""
    if frame.columns.nlevels > 1:
        raise InputError(
            f"{what} has {frame.columns.nlevels} rows of column names. Give it one."
        )
    twice = frame.columns[frame.columns.duplicated()]
    if len(twice):
        raise InputError(f"{what} has two columns '{twice[0]}'. Give each its own name.")


def _listed(folder: Path, listed: Path) -> Iterator[Item]:
    """Give the files that articles.csv names, each with what the row says."""
    rows = read_csv(listed)
    require_columns(rows, ["file", "outlet"], str(listed))
    for row in rows.to_dict("records"):
        said = {str(key): _as_shown(value) for key, value in row.items() if key != "file"}
        file = _as_text(row["file"])
        if not file:
            raise InputError(f"{listed} has a row without a file.")
        path = _inside(folder, file, listed)
        content, reason = read_content(path) if path else (None, "missing")
        yield Item(file, _as_shown(Path(file).stem), content, said, reason)


def _inside(folder: Path, file: str, listed: Path) -> Path | None:
    """Return the named file, which must lie in the folder; None where it is missing."""
    root = folder.resolve()
    for place in (folder / "articles" / file, folder / file):
        resolved = _resolve(place)
        if resolved is not None and not resolved.is_relative_to(root):
            raise InputError(
                f"{listed} names '{file}', which lies outside {folder}; move it inside."
            )
        if resolved is not None and os.path.isfile(resolved):
            return resolved
    return None


def _resolve(path: Path) -> Path | None:
    """Return where a path leads, None for what no file can be called."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return None


def _found(folder: Path) -> Iterator[Item]:
    """Give every text and page under the folder's articles/, or under the folder."""
    articles = folder / "articles"
    top = articles if articles.is_dir() else folder
    paths = sorted(
        path
        for path in top.rglob("*")
        if path.suffix.lower() in TEXTS
        and path.stem.casefold() not in _NOT_ARTICLES
        and not any(part.startswith(".") for part in path.relative_to(top).parts)
        and not _is_report(path)
    )
    if not paths:
        raise InputError(
            f"{folder} holds no articles; put .txt or .html files into it, or an "
            "articles.csv that names them."
        )
    for path in paths:
        source = path.relative_to(folder).as_posix()
        reason = _why_no_file(path, folder)
        yield Item(source, source, None, {}, reason) if reason else _file_item(path, source)


def _is_report(path: Path) -> bool:
    """Whether a page is the report of a run, which stands beside the run's tables."""
    return (
        path.name == "report.html" and (path.parent / "tables/articles.parquet").is_file()
    )


def _why_no_file(path: Path, folder: Path) -> str:
    """Return why what a folder lists cannot be read as a file, empty where it can."""
    resolved = _resolve(path)
    if resolved is not None and not resolved.is_relative_to(folder.resolve()):
        return "a link out of the folder"
    if resolved is None or not os.path.exists(resolved):
        return "a link that leads to no file"
    if os.path.isfile(resolved):
        return ""
    return "a folder, not a file" if resolved.is_dir() else "no regular file"


def _file_item(path: Path, source: str) -> Item:
    """Give a file of which nothing else is known."""
    content, reason = read_content(path)
    return Item(source, _as_shown(path.stem), content, reason=reason)


def _as_content(value: object) -> bytes | str:
    """Return what a cell holds of an article: bytes as they are, all else as text."""
    return value if isinstance(value, bytes) else _as_text(value, strip=False)


def _as_shown(value: object) -> str:
    """Return a cell as a text that a figure or a page can show."""
    return blank_controls(_as_text(value))


def _as_text(value: object, *, strip: bool = True) -> str:
    """Return a cell as text; a missing value is empty."""
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not strip:
        return str(value)
    return str(value).strip().encode("utf-8", "replace").decode("utf-8")
