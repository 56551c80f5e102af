"""Read what a user wrote in TOML, saying what is wrong with it in one sentence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.errors import InputError

_TYPES = {str: "a text in quotes", bool: "true or false", list: "a list of texts"}


def load_toml(path: Path, *, what: str) -> dict[str, Any]:
    """Return the tables of a TOML file, or raise InputError saying why not."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        raise InputError(f"{what} {path} is missing.") from None
    except OSError as error:
        raise InputError(f"{what} {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{what} {path} is not UTF-8 at byte {error.start}.") from None
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{what} {path} is not valid TOML: {error}.") from None
    except RecursionError:
        raise InputError(
            f"{what} {path} is not valid TOML: lists nested too deep."
        ) from None
    except ValueError:  # of an integer of thousands of digits
        raise InputError(f"{what} {path} is not valid TOML: a number too long.") from None


def take(
    table: object, fields: Mapping[str, type], *, needed: tuple[str, ...], where: str
) -> dict[str, Any]:
    """Return a TOML table whose keys and types are those declared in `fields`.

    Parameters
    ----------
    table : object
        What stood in the file.
    fields : mapping of str to type
        Allowed keys with their types: str, bool, or list (of str).
    needed : tuple of str
        Keys that must be there.
    where : str
        File and entry, for the error.

    Raises
    ------
    InputError
        A key is unknown or missing, or a value has another type or is empty.
    """
    if not isinstance(table, dict):
        raise InputError(f"{where} is no table; write it under its own [[...]] line.")
    for key, value in table.items():
        if key not in fields:
            raise InputError(
                f"{where} has unknown key '{key}' (known: {', '.join(fields)})."
            )
        if not _fits(value, fields[key]):
            raise InputError(
                f"{where}: '{key}' must be {_TYPES[fields[key]]}, not {value!r}."
            )
    for key in needed:
        if not table.get(key):
            raise InputError(f"{where} lacks '{key}'.")
    return table


def entries(tables: Mapping[str, Any], key: str, *, where: str) -> list[Any]:
    """Return what stands under [[key]], none where it is absent.

    >>> entries({"entity": [{"name": "Meta"}]}, "entity", where="cast.toml")
    [{'name': 'Meta'}]
    """
    found = tables.get(key, [])
    if not isinstance(found, list):
        raise InputError(f"{where}: write each '{key}' under its own line [[{key}]].")
    return found


def _fits(value: object, kind: type) -> bool:
    """Whether a value has the declared type; a list holds texts that are not empty."""
    if kind is list:
        return isinstance(value, list) and all(
            isinstance(item, str) and item.strip() for item in value
        )
    return isinstance(value, kind)
