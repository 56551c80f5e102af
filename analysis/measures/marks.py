"""Which words of a sentence earned it its value: what evidence shows marked."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from analysis.measures.measure import Tables
from analysis.tables import rows_of

_APOSTROPHE, _HYPHEN = "['’‘ʼ]", "[-‐‑]"  # as they stand in texts
_MARKS = ["article_id", "sentence", "target", "start", "end"]


def mark_mentions(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the references to the targets."""
    return tables["mentions"].rename(columns={"entity": "target"})


def mark_topic_terms(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the terms of each sentence's topic."""
    topics = tables["topics"]
    return mark_terms(rows, dict(zip(topics["label"], topics["terms"], strict=True)))


def mark_terms(rows: pd.DataFrame, terms: Mapping[str, list[str]]) -> pd.DataFrame:
    """Mark the terms of each row's target in its sentence.

    Parameters
    ----------
    rows : DataFrame
        article_id, sentence, target, text, start (of the sentence in the body).
    terms : mapping of target to list of str

    Returns
    -------
    DataFrame
        article_id, sentence, target, start, end (in the body).
    """
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
        for hit in term_pattern(term).finditer(row.text)
    ]
    return pd.DataFrame(found, columns=_MARKS)


def term_pattern(term: str) -> re.Pattern[str]:
    """Return what finds a term as it is counted: "open" is no part of "open-source"."""
    words = r"\s+".join(re.escape(word) for word in term.split())
    words = words.replace("'", _APOSTROPHE).replace(r"\-", _HYPHEN)
    clitic = rf"{_APOSTROPHE}(?!s\b)"
    return re.compile(
        rf"(?<!\w)(?<!\w{_APOSTROPHE})(?<!\w{_HYPHEN}){words}(?!(?:{clitic}|{_HYPHEN})?\w)",
        re.IGNORECASE,
    )
