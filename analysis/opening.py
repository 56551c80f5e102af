"""Open a story: a corpus with its cast, its codebook and its codes."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import pandas as pd

from analysis.corpus.cast import Cast, cast_from_targets, read_cast
from analysis.corpus.codebook import Codebook, read_codebook
from analysis.corpus.codes import read_codes
from analysis.corpus.readers import read_corpus
from analysis.given import require_kinds, require_seed, require_texts
from analysis.measures.claim_scores import read_statements
from analysis.story import Story
from analysis.tables import check, empty

SideFile = TypeVar("SideFile")


def open_story(
    source: str | Path | pd.DataFrame,
    *,
    cast: str | Path | Cast | None = None,
    targets: Sequence[str] = (),
    codebook: str | Path | Codebook | None = None,
    codes: str | Path | pd.DataFrame | None = None,
    statements: str | Path | Sequence[str] | None = None,
    seed: int = 0,
    kept: bool = True,
) -> Story:
    """Open a corpus; nothing is computed until a table is asked for.

    Parameters
    ----------
    source : path or DataFrame
        A folder (articles.csv with articles/, or text files), a CSV, JSON Lines or
        Parquet file, or a frame with a column `text`.
    cast : path or Cast, optional
        The people and organisations; by default the folder's cast.toml.
    targets : sequence of str
        Further targets as "Name=alias|alias".
    codebook : path or Codebook, optional
        Event words and frames; by default the folder's codebook.toml.
    codes : path or DataFrame, optional
        Hand codes; by default the folder's codes.csv.
    statements : path or sequence of str, optional
        Claims to track; by default the folder's claims.csv.
    seed : int
        Of everything random.
    kept : bool
        Keep tables in the cache folder and take them from there.

    Raises
    ------
    InputError
        The corpus, the cast or the codebook cannot be read, or what is given is of another
        kind; in one sentence.

    Examples
    --------
    >>> story = open_story(pd.DataFrame({"text": ["Meta grows.", "Meta shrinks."]}),
    ...     targets=["Meta=Meta"], kept=False)
    >>> story.mentions["surface"].tolist()
    ['Meta', 'Meta']
    """
    require_kinds(source=source, cast=cast, codebook=codebook, codes=codes)
    require_seed(seed)
    named = require_texts(targets, "targets", blank=True)  # refused when it is read
    if statements is not None and not isinstance(statements, str | Path):
        statements = require_texts(statements, "statements")
    corpus = read_corpus(source)
    members = _read(cast, "cast.toml", source, read_cast, Cast(()))
    if named:
        members = cast_from_targets(named, also=members)
    words = _read(codebook, "codebook.toml", source, read_codebook, Codebook())
    coded = _read(codes, "codes.csv", source, read_codes, empty("codes"))
    tracked = tuple(_read(statements, "claims.csv", source, read_statements, ()))
    return Story(
        corpus,
        cast=members,
        codebook=words,
        codes=check(coded, "codes"),
        statements=tracked,
        seed=seed,
        kept=kept,
    )


def _read(
    given: str | Path | SideFile | None,
    usual: str,
    source: str | Path | pd.DataFrame,
    read: Callable[[Path], SideFile],
    default: SideFile,
) -> SideFile:
    """Read a side file: the one given, else the usual one in the corpus folder."""
    if given is None:
        if isinstance(source, pd.DataFrame) or not os.path.isfile(Path(source, usual)):
            return default
        given = Path(source) / usual
    return read(Path(given)) if isinstance(given, str | Path) else given
