"""Every table declared: its columns, their types and meaning, and its key.

A table is a tidy pandas frame, sorted by its key. The same column name means the
same thing in every table. Offsets count Unicode characters of `body`, end exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import pandas as pd

from analysis.errors import InputError

GRADES = ("stated", "matched", "inferred", "unknown")
LABELS = ("negative", "neutral", "positive")


@dataclass(frozen=True)
class Column:
    """One column: its name, its pandas dtype, and what a value means."""

    name: str
    dtype: str
    meaning: str


@dataclass(frozen=True)
class Table:
    """One kind of table: what a row is, its key, its columns (key first)."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """Column names in order."""
        return [column.name for column in self.columns]


_MEANINGS = {
    "article_id": ("str", "stem of the article's file"),
    "sentence": ("int64", "number of the sentence in its article, from 0"),
    "start": ("int64", "offset of the first character in `body`"),
    "end": ("int64", "offset after the last character in `body`"),
    "text": ("str", "the characters from start to end"),
    "outlet": ("str", "bare name of the outlet"),
    "entity": ("str", "name of a member of the cast"),
    "target": ("str", "the cast member, word or topic that the value is about"),
    "measure": ("str", "name of the measure"),
    "left": ("str", "outlet (or group) on the left; positive means more on the left"),
    "right": ("str", "outlet (or group) on the right"),
    "difference": ("float64", "value on the left minus value on the right"),
    "label": ("str", "the most probable class, or a name that a person understands"),
    "surface": ("str", "the words as written"),
    "topic": ("int64", "number of the topic, the largest is 0; -1 is outside all"),
    "claim": ("int64", "number of the claim"),
    "p": ("float64", "p-value, 0 to 1"),
    "q": ("float64", "p after Benjamini-Hochberg over the family of rows"),
    "voice": (
        "str",
        "whose words: outlet, the speaker, or unknown where speech has no source",
    ),
    "rule": ("str", "name of the rule that found it"),
    "probability": ("float64", "0 to 1"),
    "score": ("float64", "the model's score of the row"),
}


def _table(name: str, row: str, key: str, columns: str, **own: tuple[str, str]) -> Table:
    """Declare a table; a column not described in `own` has its usual meaning."""
    names = key.split() + columns.split()
    described = {**_MEANINGS, **own}
    return Table(
        name, row, tuple(key.split()), tuple(Column(n, *described[n]) for n in names)
    )


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        _table(
            "articles",
            "article",
            "article_id",
            "outlet outlet_grade title author published url event body words sha256",
            outlet_grade=("str", "how the outlet is known: " + ", ".join(GRADES)),
            title=("str", "headline, empty where there is none"),
            author=("str", "author, empty where unknown"),
            published=("str", "ISO date, or an interval start/end, `..` for an open end"),
            url=("str", "address where the text stands, empty where unknown"),
            event=("str", "the event told; outlets are compared inside one event"),
            body=("str", "the article's text after cleaning"),
            words=("int64", "number of words in `body`"),
            sha256=("str", "SHA-256 of the file as received"),
        ),
        _table(
            "removed",
            "stretch of the received text that cleaning took out",
            "article_id start",
            "end text rule",
            start=("int64", "offset of the first character in the received text"),
            end=("int64", "offset after the last character in the received text"),
        ),
        _table(
            "sentences",
            "sentence",
            "article_id sentence",
            "start end text paragraph heading",
            paragraph=("int64", "number of the paragraph in its article, from 0"),
            heading=("bool", "whether it is the title or a section heading"),
        ),
        _table(
            "voices",
            "stretch of speech",
            "article_id start",
            "end sentence speaker kind cue",
            sentence=("int64", "number of the sentence in which the stretch begins"),
            speaker=("str", "name in the cast, else the words; empty where none is named"),
            kind=("str", "direct (in quotation marks) or indirect"),
            cue=("str", "the word that introduces it, as written; empty where none does"),
        ),
        _table(
            "mentions",
            "reference to an entity",
            "article_id start end",
            "sentence entity surface kind rule",
            kind=("str", "name, nominal or pronoun"),
        ),
        _table(
            "sentiment",
            "sentence x target referred to in it",
            "article_id sentence entity",
            "negative neutral positive score label uncertain voice",
            negative=("float64", "probability, 0 to 1"),
            neutral=("float64", "probability, 0 to 1"),
            positive=("float64", "probability, 0 to 1"),
            score=("float64", "positive minus negative, -1 to 1"),
            uncertain=("bool", "whether the largest probability is below the model's bar"),
        ),
        _table(
            "topics",
            "topic",
            "topic",
            "label terms size",
            terms=("object", "list of its most telling terms, best first"),
            size=("int64", "number of sentences"),
        ),
        _table("sentence_topics", "sentence", "article_id sentence", "topic probability"),
        _table(
            "namings",
            "wording of the event",
            "article_id start",
            "end sentence surface lemma connotation",
            lemma=("str", "dictionary form of the wording"),
            connotation=("str", "from the codebook: negative, neutral, positive"),
        ),
        _table(
            "measures",
            "article x measure x target",
            "article_id measure target",
            "value unit n",
            value=("float64", "the measure's value"),
            unit=("str", "unit of the value"),
            n=("int64", "number of sentences (or words) behind the value"),
        ),
        _table(
            "comparisons",
            "pair of outlets x measure x target",
            "measure target left right",
            "difference low high p q n_left n_right resampled reason",
            low=("float64", "lower end of the 95% interval"),
            high=("float64", "upper end of the 95% interval"),
            n_left=("int64", "number of sentences on the left"),
            n_right=("int64", "number of sentences on the right"),
            resampled=("str", "what was resampled for the interval"),
            reason=("str", "why there is no answer, empty where there is one"),
        ),
        _table(
            "keyness",
            "term x side",
            "left right term",
            "n_left n_right log_odds z chi2 g2 log_ratio p q",
            term=("str", "word or phrase"),
            n_left=("int64", "count on the left"),
            n_right=("int64", "count on the right"),
            log_odds=("float64", "difference of the log-odds, natural log"),
            z=("float64", "log_odds over its standard deviation"),
            chi2=("float64", "chi-squared with the sign of log_odds"),
            g2=("float64", "log-likelihood ratio with the sign of log_odds"),
            log_ratio=("float64", "binary log of the ratio of relative frequencies"),
        ),
        _table(
            "codes",
            "code",
            "article_id text coder pass measure target",
            "coder_kind value probability",
            text=("str", "the sentence as coded, joined to sentences on it"),
            probability=(
                "float64",
                "chance that the sentence was drawn to be coded; missing where not drawn",
            ),
            coder=("str", "who coded"),
            coder_kind=("str", "person or model"),
            value=("str", "the code given, as in the codebook"),
            **{"pass": ("int64", "which pass of this coder")},
        ),
        _table(
            "intervals",
            "outlet x measure x target",
            "measure target outlet",
            "outlet_grade value low high n resampled reason",
            value=("float64", "mean of the measure"),
            outlet_grade=("str", "how the outlet is known: " + ", ".join(GRADES)),
            low=("float64", "lower end of the 95% interval"),
            high=("float64", "upper end of the 95% interval"),
            n=("int64", "number of sentences behind the value"),
            resampled=("str", "what was resampled for the interval"),
            reason=("str", "why there is no interval, empty where there is one"),
        ),
        _table(
            "corrected",
            "outlet x target x voice x way of estimating",
            "target voice outlet estimate",
            "outlet_grade value low high n n_coded tuning resampled reason note",
            voice=("str", "all, outlet (its own words) or quoted (everyone else's)"),
            estimate=("str", "hand-coded, model, corrected or corrected from a sample"),
            outlet_grade=("str", "how the outlet is known: " + ", ".join(GRADES)),
            value=("float64", "mean sentiment, -1 to 1"),
            low=("float64", "lower end of the 95% interval"),
            high=("float64", "upper end of the 95% interval"),
            n=("int64", "number of sentences that the value speaks of"),
            n_coded=("int64", "number of those that were coded by hand"),
            tuning=("float64", "how far the model is used, 0 (not at all) to 1 (fully)"),
            resampled=("str", "what was resampled for the interval"),
            reason=("str", "why there is no interval, empty where there is one"),
            note=("str", "what else to know of the value, empty where nothing"),
        ),
        _table(
            "topic_stability",
            "method x number of topics x perturbation",
            "method n_topics perturbation",
            "ari npmi smallest runs",
            method=("str", "how sentences were grouped"),
            n_topics=("int64", "number of topics"),
            perturbation=("str", "what was changed between runs"),
            ari=("float64", "mean adjusted Rand index between runs, 1 is identical"),
            npmi=("float64", "mean NPMI coherence of the topics' terms, -1 to 1"),
            smallest=("float64", "sentences in the smallest topic, mean over runs"),
            runs=("int64", "number of runs, on at most 400 sentences taken evenly"),
        ),
        _table(
            "topic_map",
            "sentence",
            "article_id sentence",
            "x y",
            x=("float64", "place on the map, no unit: near means alike"),
            y=("float64", "place on the map, no unit: near means alike"),
        ),
        _table(
            "behaviour",
            "sentence of the behavioural test that no model has learned from",
            "test",
            "kind expected label confidence",
            test=("str", "name of the test sentence"),
            kind=("str", "what the sentence is there to show"),
            expected=("str", "the label that it should get"),
            label=("str", "the label that the sentiment model gives it"),
            confidence=("float64", "probability of that label, 1/3 to 1"),
        ),
        _table(
            "skipped",
            "article that could not be read",
            "source",
            "reason",
            source=("str", "file or row"),
            reason=("str", "why it was skipped"),
        ),
    )
}


def empty(table: str) -> pd.DataFrame:
    """Return the table with its columns and no row.

    >>> list(empty("skipped").columns)
    ['source', 'reason']
    """
    return pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in TABLES[table].columns})


def check(frame: pd.DataFrame, table: str, *, make_with: str = "") -> pd.DataFrame:
    """Return the frame as the declared table: columns in order, typed, sorted by key.

    Parameters
    ----------
    frame : DataFrame
        Rows of the table; further columns are dropped.
    table : str
        A name in `TABLES`.
    make_with : str
        The call that makes this table, quoted in the error.

    Raises
    ------
    InputError
        A column is missing, a value has another type, or a key occurs twice.
    """
    declared = TABLES[table]
    require_columns(frame, declared.names, table, make_with=make_with)
    typed = frame.loc[:, declared.names].reset_index(drop=True)
    for column in declared.columns:
        try:
            typed = typed.astype({column.name: column.dtype})
        except (TypeError, ValueError) as error:
            raise InputError(
                f"{table} has a value in '{column.name}' that is not {column.dtype}: {error}."
            ) from None
    twice = typed.duplicated(list(declared.key))
    if twice.any():
        key = typed.loc[twice, list(declared.key)].iloc[0].to_dict()
        raise InputError(f"{table} has two rows for {key}. One row per {declared.row}.")
    return typed.sort_values(list(declared.key), ignore_index=True)


def require_columns(
    frame: pd.DataFrame, needed: list[str], what: str, *, make_with: str = ""
) -> None:
    """Raise InputError, naming what is missing and what is there, unless all are there.

    >>> require_columns(empty("skipped"), ["source", "outlet"], "skipped")
    Traceback (most recent call last):
        ...
    analysis.errors.InputError: skipped lacks column 'outlet' (has: source, reason).
    """
    missing = [name for name in needed if name not in frame.columns]
    if missing:
        noun = "column" if len(missing) == 1 else "columns"
        has = ", ".join(map(str, frame.columns)) or "none"
        remedy = f" Make it with {make_with}." if make_with else ""
        lacks = ", ".join(f"'{name}'" for name in missing)
        raise InputError(f"{what} lacks {noun} {lacks} (has: {has}).{remedy}")


def read_cells(source: str | Path | TextIO, **options: Any) -> pd.DataFrame:  # noqa: ANN401
    r"""Read a CSV with every cell as text; the header is held to name each column once.

    A row with more cells than the header is an error of pandas' parser, where pandas
    alone would take the first column for row names and shift all the others.

    Parameters
    ----------
    source : path or text stream
    **options
        As of `pandas.read_csv`: sep, encoding.

    Raises
    ------
    InputError
        Two columns have one name.

    Examples
    --------
    >>> import io
    >>> read_cells(io.StringIO("text,outlet\nIt rained.,NA\n")).to_dict("records")
    [{'text': 'It rained.', 'outlet': 'NA'}]
    """
    cells = pd.read_csv(source, header=None, dtype=str, keep_default_na=False, **options)
    header = [str(name) for name in cells.iloc[0]]
    twice = [name for name in header if name and header.count(name) > 1]
    if twice:
        raise InputError(f"There are two columns '{twice[0]}'. Give each its own name.")
    return cells.iloc[1:].fillna("").set_axis(header, axis=1).reset_index(drop=True)


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows as tuples with named fields."""
    return frame.itertuples(index=False)


def lowest_row(frame: pd.DataFrame, column: str) -> Any:  # noqa: ANN401
    """Return the first row with the smallest value of a column, its fields by name."""
    return frame.sort_values(column, kind="stable").iloc[0]


def highest_row(frame: pd.DataFrame, column: str) -> Any:  # noqa: ANN401
    """Return the first row with the largest value of a column, its fields by name."""
    return frame.sort_values(column, ascending=False, kind="stable").iloc[0]


def write_csv(frame: pd.DataFrame, path: str | Path | BinaryIO) -> None:
    """Write a table as CSV: true/false, lists as JSON, missing as empty, LF line ends."""
    plain = frame.copy()
    for name in plain.columns:
        values = plain[name]
        if values.dtype == bool:
            plain[name] = values.map({True: "true", False: "false"})
        elif values.map(lambda value: isinstance(value, list | tuple)).any():
            plain[name] = values.map(lambda value: json.dumps(value, ensure_ascii=False))
    plain.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
