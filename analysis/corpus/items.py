"""What a source holds, item by item, before any of it is decoded or judged."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from analysis.corpus.decoding import decode
from analysis.errors import InputError
from analysis.tables import read_cells, require_columns

TEXTS = (".txt", ".html", ".htm")
TABLES = (".csv", ".jsonl", ".ndjson", ".parquet")
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
    if not path.exists():
        raise InputError(
            f"There is no corpus at {path}. Give a folder of articles, or a CSV, JSON "
            "Lines or Parquet file with a column 'text'."
        )
    if path.is_dir():
        listed = path / "articles.csv"
        return _listed(path, listed) if listed.is_file() else _found(path)
    if path.suffix.lower() in TEXTS:
        return iter([_file_item(path, path.name)])
    return frame_items(_read_table(path), path.name)


def frame_items(frame: pd.DataFrame, what: str = "The corpus") -> Iterator[Item]:
    """Give the rows of a frame with a column `text` or `body`.

    `article_id` (or `id`) names a row; without it rows are numbered from 0.
    """
    column = next((name for name in ("text", "body") if name in frame.columns), "")
    if not column:
        require_columns(frame, ["text"], what)
    name = next((name for name in ("article_id", "id") if name in frame.columns), "")
    width = len(str(max(len(frame) - 1, 0)))
    for number, row in enumerate(frame.to_dict("records")):
        said = {str(key): _as_text(value) for key, value in row.items() if key != column}
        reason = said.pop("reason", "") if column == "text" and "line" in said else ""
        own = said.get(name, "") if name else f"{number:0{width}d}"
        article_id = own or f"{number:0{width}d}"
        content = None if reason else _as_text(row[column], strip=False)
        yield Item(f"{what} row {number}", article_id, content, said, reason)


def read_csv(path: Path) -> pd.DataFrame:
    """Read a CSV as texts; an empty cell is an empty text."""
    decoded = decode(_bytes(path))
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


def _listed(folder: Path, listed: Path) -> Iterator[Item]:
    """Give the files that articles.csv names, each with what the row says."""
    rows = read_csv(listed)
    require_columns(rows, ["file", "outlet"], str(listed))
    for row in rows.to_dict("records"):
        said = {str(key): _as_text(value) for key, value in row.items()}
        file = said.pop("file")
        if not file:
            raise InputError(f"{listed} has a row without a file.")
        path = _inside(folder, file, listed)
        content, reason = _content(path) if path else (None, "missing")
        yield Item(file, Path(file).stem, content, said, reason)


def _inside(folder: Path, file: str, listed: Path) -> Path | None:
    """Return the named file, which must lie in the folder; None where it is missing."""
    root = folder.resolve()
    for place in (folder / "articles" / file, folder / file):
        resolved = _resolve(place)
        if resolved is not None and not resolved.is_relative_to(root):
            raise InputError(
                f"{listed} names '{file}', which lies outside {folder}; move it inside."
            )
        if resolved is not None and _is_file(resolved):
            return resolved
    return None


def _resolve(path: Path) -> Path | None:
    """Return where a path leads, None for what no file can be called."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return None


def _is_file(path: Path) -> bool:
    """Whether a path is a file; a name that the system refuses is none."""
    try:
        return path.is_file()
    except OSError:
        return False


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
    )
    if not paths:
        raise InputError(
            f"{folder} holds no articles; put .txt or .html files into it, or an "
            "articles.csv that names them."
        )
    for path in paths:
        source = path.relative_to(folder).as_posix()
        resolved = _resolve(path)
        if resolved is None or not resolved.is_relative_to(folder.resolve()):
            yield Item(source, path.stem, None, reason="a link out of the folder")
        elif _is_file(resolved):
            yield _file_item(path, source)


def _file_item(path: Path, source: str) -> Item:
    """Give a file of which nothing else is known."""
    content, reason = _content(path)
    return Item(source, path.stem, content, reason=reason)


def _content(path: Path) -> tuple[bytes | None, str]:
    """Return a file's bytes, or None and the reason."""
    try:
        return path.read_bytes(), ""
    except OSError as error:
        return None, f"cannot be read ({error.strerror})"


def _bytes(path: Path) -> bytes:
    """Return a file's bytes, or raise InputError."""
    content, reason = _content(path)
    if content is None:
        raise InputError(f"{path} {reason}.")
    return content


def _read_table(path: Path) -> pd.DataFrame:
    """Read a CSV, JSON Lines or Parquet file."""
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return read_csv(path)
    if suffix in (".jsonl", ".ndjson"):
        return _read_json_lines(path)
    if suffix == ".parquet":
        try:
            return pd.read_parquet(path)
        except (OSError, ValueError) as error:
            said = " ".join(str(error).split())
            raise InputError(
                f"{path} is no Parquet file that can be read: {said}"
            ) from None
    raise InputError(
        f"{path} is of no kind that can be read ({', '.join(TABLES + TEXTS)}, or a folder)."
    )


def _read_json_lines(path: Path) -> pd.DataFrame:
    """Read one JSON object a line; a broken line becomes a row with its reason."""
    decoded = decode(_bytes(path))
    if decoded.reason:
        raise InputError(f"{path} cannot be read: {decoded.reason}.")
    rows: list[dict[str, object]] = []
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        if line.strip():
            rows.append(_json_object(line, number))
    return pd.DataFrame(rows, dtype=object)


def _json_object(line: str, number: int) -> dict[str, object]:
    """Return the object of a line, or a row that says what is wrong with it."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    return {"line": str(number), "reason": f"line {number} is no JSON object", "text": ""}


def _as_text(value: object, *, strip: bool = True) -> str:
    """Return a cell as text; a missing value is empty."""
    if value is None or value is pd.NaT or (isinstance(value, float) and value != value):
        return ""
    if not strip:
        return str(value)
    return str(value).strip().encode("utf-8", "replace").decode("utf-8")
