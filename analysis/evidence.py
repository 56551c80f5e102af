"""The sentences behind a number, with the words that earned them their place marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from analysis.corpus import outlet_label
from analysis.errors import InputError, unknown
from analysis.measures.values import (
    MEASURES,
    value_mentions,
    value_sentiment,
    value_topics,
)
from analysis.prose import Evidence
from analysis.tables import rows_of

Tables = Mapping[str, pd.DataFrame]
_APOSTROPHE, _HYPHEN = "['’‘ʼ]", "[-‐‑]"  # as they stand in texts
_COLUMNS = ["outlet", "article_id", "sentence", "target", "value", "text", "spans"]


def value_measure(
    tables: Tables, measure: str, *, entities: list[str] | None = None
) -> pd.DataFrame:
    """Return the values frame of a measure by its name in `MEASURES`.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        At least sentences and the tables that the measure is made of.
    measure : str
        A name in `analysis.measures.values.MEASURES`.
    entities : list of str, optional
        For "mention share": which members of the cast; all that are mentioned otherwise.
    """
    sentences = tables["sentences"]
    if measure == "topic share":
        return value_topics(sentences, tables["sentence_topics"], tables["topics"])
    if measure == "mention share":
        mentions = tables["mentions"]
        return value_mentions(
            sentences, mentions, entities or sorted(set(mentions["entity"]))
        )
    if measure.endswith("sentiment") and measure in MEASURES:
        return value_sentiment(
            sentences,
            tables["sentiment"],
            headline=measure == "headline sentiment",
            voice="outlet" if measure == "own-voice sentiment" else None,
        )
    raise unknown(measure, MEASURES, "measure")


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
        A measure of `MEASURES`, or "naming" or "keyness".
    target : str, optional
        The cast member, topic, wording or term; all of them otherwise.
    outlet : str, optional
        Bare name of the outlet; all of them otherwise.
    n : int, optional
        Rows at most; all of them for None.

    Raises
    ------
    InputError
        The measure, the target or the outlet is not there; the message lists what is.
    """
    rows = _rows(tables, measure, target)
    if target is not None and rows.empty and measure == "keyness":
        raise InputError(f"No sentence holds the term '{target}'; headings do not count.")
    if target is not None and rows.empty:
        known = sorted(set(_rows(tables, measure, None)["target"]))
        raise unknown(target, known, f"target of {measure}")
    articles = tables["articles"]
    if outlet is not None and outlet not in set(articles["outlet"]):
        raise unknown(outlet, sorted(set(articles["outlet"])), "outlet")
    joined = rows.merge(
        articles[["article_id", "outlet", "outlet_grade"]], on="article_id"
    ).merge(tables["sentences"][["article_id", "sentence", "start", "text"]])
    if outlet is not None:
        joined = joined[joined["outlet"] == outlet]
    spans = _spans_in_sentences(joined, _marks(tables, measure, joined))
    joined = joined.assign(
        spans=pd.Series(spans, index=joined.index, dtype=object),
        weight=joined["value"].abs(),
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


def _rows(tables: Tables, measure: str, target: str | None) -> pd.DataFrame:
    """Return article_id, sentence, target, value of what enters the number."""
    if measure == "naming":
        found = tables["namings"].assign(value=1.0).rename(columns={"lemma": "target"})
        rows = (
            found.groupby(["article_id", "sentence", "target"])["value"].sum().reset_index()
        )
    elif measure == "keyness":
        if target is None:
            raise InputError("Evidence for keyness needs a term: give target='the term'.")
        rows = _sentences_with(tables["sentences"], target)
    elif measure in MEASURES:
        values = value_measure(tables, measure)
        keep_zero = measure.endswith("sentiment")
        rows = values if keep_zero else values[values["value"] != 0]
        if measure == "topic share":
            rows = _by_probability(rows, tables["sentence_topics"])
    else:
        raise unknown(measure, [*MEASURES, "naming", "keyness"], "measure")
    return rows if target is None else rows[rows["target"] == target]


def _by_probability(rows: pd.DataFrame, sentence_topics: pd.DataFrame) -> pd.DataFrame:
    """Let the sentences most typical of a topic come first."""
    placed = rows.drop(columns="value").merge(
        sentence_topics, on=["article_id", "sentence"]
    )
    return placed.assign(value=placed["probability"])


def _sentences_with(sentences: pd.DataFrame, term: str) -> pd.DataFrame:
    """Return the sentences that hold a term as whole words, with its count as value."""
    body = sentences[~sentences["heading"]]
    pattern = _term_pattern(term)
    counts = [float(len(pattern.findall(text))) for text in body["text"]]
    found = body[["article_id", "sentence"]].assign(target=term, value=counts)
    return found[found["value"] > 0]


def _term_pattern(term: str) -> re.Pattern[str]:
    """Return what finds a term as it is counted: "open" is no part of "open-source"."""
    words = r"\s+".join(re.escape(word) for word in term.split())
    words = words.replace("'", _APOSTROPHE).replace(r"\-", _HYPHEN)
    clitic = rf"{_APOSTROPHE}(?!s\b)"
    return re.compile(
        rf"(?<!\w)(?<!\w{_APOSTROPHE})(?<!\w{_HYPHEN}){words}(?!(?:{clitic}|{_HYPHEN})?\w)",
        re.IGNORECASE,
    )


def _marks(tables: Tables, measure: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Return article_id, sentence, target, start, end (in the body) of words to mark."""
    if measure == "naming":
        return tables["namings"].rename(columns={"lemma": "target"})
    if measure in ("keyness", "topic share"):
        return _term_marks(tables, measure, rows)
    return tables["mentions"].rename(columns={"entity": "target"})


def _term_marks(tables: Tables, measure: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the term itself, or the terms of the sentence's topic."""
    terms = {target: [target] for target in rows["target"]}
    if measure == "topic share":
        terms = dict(zip(tables["topics"]["label"], tables["topics"]["terms"], strict=True))
    found = [
        (
            row.article_id,
            row.sentence,
            row.target,
            row.start + hit.start(),
            row.start + hit.end(),
        )
        for row in rows_of(rows)
        for term in terms.get(row.target, [])
        for hit in _term_pattern(term).finditer(row.text)
    ]
    return pd.DataFrame(found, columns=["article_id", "sentence", "target", "start", "end"])


def _spans_in_sentences(
    rows: pd.DataFrame, marks: pd.DataFrame
) -> list[list[tuple[int, int]]]:
    """Turn offsets in the body into merged offsets in each row's sentence."""
    spans: dict[tuple[Any, ...], list[tuple[int, int]]] = {}
    for mark in rows_of(marks):
        key = (mark.article_id, mark.sentence, mark.target)
        spans.setdefault(key, []).append((mark.start, mark.end))
    return [
        _merge(
            (start - row.start, end - row.start)
            for start, end in spans.get((row.article_id, row.sentence, row.target), [])
        )
        for row in rows_of(rows)
    ]


def _merge(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join spans that overlap.

    >>> _merge([(4, 6), (0, 5), (8, 9)])
    [(0, 6), (8, 9)]
    """
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((int(start), int(end)))
    return merged
