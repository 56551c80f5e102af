"""The codebook of a story: its frames, and the words for its event."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from analysis.corpus.toml import entries, load_toml, take
from analysis.errors import InputError

Connotation = Literal["negative", "neutral", "positive"]

_FRAME: dict[str, type] = {"name": str, "definition": str, "seeds": list}
_WORD: dict[str, type] = {"lemma": str, "connotation": str}
_EVENT: dict[str, type] = {"name": str, "who": str, "from": str}


@dataclass(frozen=True)
class Frame:
    """One frame: its name, what it covers, and sentences that show it."""

    name: str
    definition: str
    seeds: tuple[str, ...] = ()


@dataclass(frozen=True)
class EventWord:
    """A wording of the event in its dictionary form, and what it connotes."""

    lemma: str
    connotation: Connotation


@dataclass(frozen=True)
class Event:
    """The event told, somebody's leaving: who left what; `source` is `from` in codebook.toml."""

    name: str = ""
    who: str = ""
    source: str = ""


@dataclass(frozen=True)
class Codebook:
    """Frames and event words, in the order of the file."""

    frames: tuple[Frame, ...] = ()
    words: tuple[EventWord, ...] = ()
    event: Event = Event()


def read_codebook(path: str | Path) -> Codebook:
    """Read a codebook from a TOML file.

    Parameters
    ----------
    path : path of the file
        [event], somebody's leaving, with name, who, from (members of the cast); [[word]]
        for it with lemma and connotation (negative, neutral, positive); [[frame]] with
        name, definition, seeds. All are optional; an event of another kind is left out.

    Raises
    ------
    InputError
        The file is missing or no TOML, a key is unknown, a value has the wrong type,
        or a frame or lemma stands twice.
    """
    file = Path(path)
    tables = load_toml(file, what="The codebook")
    unknown = set(tables) - {"event", "word", "frame"}
    if unknown:
        raise InputError(
            f"{file} has unknown key '{min(unknown)}' (known: event, frame, word)."
        )
    frames = tuple(_frame(f, file) for f in entries(tables, "frame", where=str(file)))
    words = tuple(_word(w, file) for w in entries(tables, "word", where=str(file)))
    _check_once([frame.name for frame in frames], f"{file}: frame")
    _check_once([word.lemma for word in words], f"{file}: word")
    return Codebook(frames, words, _event(tables.get("event", {}), file))


def _frame(entry: object, file: Path) -> Frame:
    """Make a frame of one [[frame]]."""
    where = _where(entry, "frame", "name", file)
    table = take(entry, _FRAME, needed=("name", "definition"), where=where)
    return Frame(table["name"], table["definition"], tuple(table.get("seeds", [])))


def _word(entry: object, file: Path) -> EventWord:
    """Make an event word of one [[word]]."""
    where = _where(entry, "word", "lemma", file)
    table = take(entry, _WORD, needed=("lemma", "connotation"), where=where)
    if table["connotation"] not in get_args(Connotation):
        raise InputError(
            f"{where}: 'connotation' must be negative, neutral or positive, "
            f"not {table['connotation']!r}."
        )
    return EventWord(table["lemma"], table["connotation"])


def _event(entry: object, file: Path) -> Event:
    """Make the event of [event]; an empty one where the file has none."""
    table = take(entry, _EVENT, needed=(), where=f"{file}, [event]")
    return Event(table.get("name", ""), table.get("who", ""), table.get("from", ""))


def _where(entry: object, kind: str, key: str, file: Path) -> str:
    """Return file and entry, for an error."""
    named = entry.get(key) if isinstance(entry, dict) else None
    return f"{file}, {kind} " + (f"'{named}'" if named else f"without '{key}'")


def _check_once(names: list[str], what: str) -> None:
    """Raise InputError where a name stands twice, whatever its case."""
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise InputError(f"{what} '{name}' stands twice.")
        seen.add(name.casefold())
