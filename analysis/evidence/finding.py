"""The sentences behind a number, with the words that earned them their place marked."""

from __future__ import annotations

from collections.abc import Callable
from numbers import Integral

import pandas as pd

from analysis.corpus import outlet_label
from analysis.errors import InputError, unknown
from analysis.evidence import actions, claims, frames, reading, speech, words
from analysis.evidence.source import Source
from analysis.evidence.spans import spans_in_sentences
from analysis.measures.catalogue import MEASURES, value_measure
from analysis.measures.measure import Tables
from analysis.prose import Evidence

_COLUMNS = ["outlet", "article_id", "sentence", "target", "value", "counts", "text"]
_COLUMNS += ["spans"]
_FAMILIES = (
    words,
    reading,
    actions,
    frames,
    claims,
    speech,
)

SOURCES: dict[str, Source] = {
    source.name: source for family in _FAMILIES for source in family.SOURCES
}


def find_evidence(
    tables: Tables,
    measure: str,
    *,
    target: str | None = None,
    outlet: str | None = None,
    n: int | None = 5,
) -> Evidence:
    """Return the sentences behind a number, those that move it most first.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        The story's tables.
    measure : str
        A measure of `MEASURES`, or a name in `SOURCES`, such as "naming" or "keyness".
    target : str, optional
        The cast member, topic, wording or term; all of them otherwise.
    outlet : str, optional
        Bare name of the outlet; all of them otherwise.
    n : int, optional
        Rows at most; all of them for None.

    Returns
    -------
    Evidence
        outlet (with its grade), article_id, sentence, target, value, counts (how much the
        sentence counts in a mean, 1 for most), text, spans.

    Raises
    ------
    InputError
        The measure, the target or the outlet is not there, and the message lists what is;
        or n is no number of rows.
    """
    _check_most(n)
    rows = _rows(tables, measure, target)
    if target is not None and rows.empty:
        known = sorted(set(_rows(tables, measure, None)["target"]))
        raise unknown(target, known, f"target of {measure}", most=10)
    articles = tables["articles"]
    if outlet is not None and outlet not in set(articles["outlet"]):
        raise unknown(outlet, sorted(set(articles["outlet"])), "outlet")
    joined = rows.merge(
        articles[["article_id", "outlet", "outlet_grade"]], on="article_id"
    ).merge(tables["sentences"][["article_id", "sentence", "start", "text"]])
    if outlet is not None:
        joined = joined[joined["outlet"] == outlet]
    spans = spans_in_sentences(joined, _mark(measure)(tables, joined))
    joined = joined.assign(
        spans=pd.Series(spans, index=joined.index, dtype=object),
        outlet=[
            outlet_label(name, grade)
            for name, grade in zip(joined["outlet"], joined["outlet_grade"], strict=True)
        ],
    ).sort_values(
        ["weight", "article_id", "sentence"],
        ascending=[False, True, True],
        ignore_index=True,
    )
    return Evidence(joined.loc[: n - 1 if n is not None else None, _COLUMNS])


def _check_most(n: int | None) -> None:
    """Refuse what is no number of rows."""
    if n is not None and (not isinstance(n, Integral) or isinstance(n, bool) or n < 1):
        raise InputError(
            f"evidence needs n, the most rows, as a whole number from 1 on, or None for all "
            f"of them; it is {n!r}. Give such a number."
        )


def _rows(tables: Tables, measure: str, target: str | None) -> pd.DataFrame:
    """Return article_id, sentence, target, value, counts, weight of what enters."""
    if measure in SOURCES:
        rows = SOURCES[measure].rows(tables, target)
    elif measure in MEASURES:
        values = value_measure(tables, measure)
        values = values.assign(counts=values.get("weight", 1.0))
        rows = values if MEASURES[measure].zeros else values[values["value"] != 0]
        weigh = MEASURES[measure].weigh or _by_size
        rows = weigh(tables, rows)
    else:
        raise unknown(measure, [*MEASURES, *SOURCES], "measure")
    if "weight" not in rows:
        rows = _by_size(tables, rows)
    if "counts" not in rows:
        rows = rows.assign(counts=1.0)
    wanted = ["article_id", "sentence", "target", "value", "counts", "weight"]
    rows = rows[wanted]
    return rows if target is None else rows[rows["target"] == target]


def _by_size(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Let the largest values come first, of whatever sign."""
    return rows.assign(weight=rows["value"].abs())


def _mark(measure: str) -> Callable[[Tables, pd.DataFrame], pd.DataFrame]:
    """Return what finds the words to mark."""
    return (SOURCES.get(measure) or MEASURES[measure]).mark
