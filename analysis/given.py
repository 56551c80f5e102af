"""What a caller hands in, held to its kind before any work."""

from __future__ import annotations

import os
from collections.abc import Iterable
from numbers import Integral
from pathlib import Path
from types import NoneType

import pandas as pd

from analysis.corpus.cast import Cast
from analysis.corpus.codebook import Codebook
from analysis.errors import InputError

_KINDS: dict[str, tuple[tuple[type, ...], str]] = {
    "source": (
        (str, os.PathLike, pd.DataFrame),
        "the path of a corpus, or a DataFrame with a column 'text'",
    ),
    "cast": ((str, Path, Cast, NoneType), "the path of a cast.toml, or a Cast"),
    "codebook": (
        (str, Path, Codebook, NoneType),
        "the path of a codebook.toml, or a Codebook",
    ),
    "codes": (
        (str, Path, pd.DataFrame, NoneType),
        "the path of a codes.csv, or a DataFrame as the table codes",
    ),
}


def require_kinds(**given: object) -> None:
    """Raise InputError where source, cast, codebook or codes is of another kind.

    >>> require_kinds(source=["Meta grows."])
    Traceback (most recent call last):
        ...
    analysis.errors.InputError: source is of the kind list; needed the path of a corpus, \
or a DataFrame with a column 'text'.
    """
    for name, value in given.items():
        kinds, needed = _KINDS[name]
        if not isinstance(value, kinds):
            kind = type(value).__name__
            raise InputError(f"{name} is of the kind {kind}; needed {needed}.")


def require_texts(
    values: Iterable[str] | None, name: str, *, blank: bool = False
) -> tuple[str, ...]:
    """Return texts as a tuple, or raise InputError where they are no list of texts.

    With `blank`, a text may be empty.

    >>> require_texts("Boeing", "targets")
    Traceback (most recent call last):
        ...
    analysis.errors.InputError: targets is 'Boeing'; needed a list of texts, as ['Boeing'].
    """
    if values is None:
        return ()
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise InputError(f"{name} is {values!r}; needed a list of texts, as ['{values}'].")
    texts = tuple(values)
    for number, text in enumerate(texts, start=1):
        if not isinstance(text, str) or not (blank or text.strip()):
            raise InputError(
                f"{name} has {text!r} as number {number}; needed a text that is not empty."
            )
    return texts


def require_seed(seed: object) -> None:
    """Raise InputError unless a seed is a whole number, 0 or more."""
    if not isinstance(seed, Integral) or isinstance(seed, bool) or int(seed) < 0:
        raise InputError(f"seed is {seed!r}; needed a whole number, 0 or more.")
