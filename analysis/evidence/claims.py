"""Evidence for claims: the sentences that carry one, the words that they share marked."""

from __future__ import annotations

import re

import pandas as pd

from analysis.evidence.source import Source
from analysis.measures.measure import Tables
from analysis.tables import rows_of

_LEAST, _STEM = 4, 6  # letters of a word that is looked for, and of its beginning


def _rows(tables: Tables, target: str | None) -> pd.DataFrame:
    """Return each sentence that carries a claim, with how surely as value."""
    told = tables["claim_support"].merge(
        tables["claims"][["claim", "statement"]], on="claim"
    )
    rows = told.rename(columns={"statement": "target", "similarity": "value"})
    # A statement that is tracked may also be proposed: the surer one counts.
    keys = ["article_id", "sentence", "target"]
    return rows.sort_values("value", ascending=False).drop_duplicates(keys)


def _mark(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the words that begin like a word of the statement."""
    found = [
        (
            row.article_id,
            row.sentence,
            row.target,
            row.start + hit.start(),
            row.start + hit.end(),
        )
        for row in rows_of(rows)
        for hit in _pattern(row.target).finditer(row.text)
    ]
    return pd.DataFrame(found, columns=["article_id", "sentence", "target", "start", "end"])


def _pattern(statement: str) -> re.Pattern[str]:
    """Return what finds words like those of a statement.

    >>> _pattern("LeCun leaves Meta.").findall("Meta: LeCun is leaving.")
    ['Meta', 'LeCun']
    """
    words = {word for word in re.findall(r"\w+", statement) if len(word) >= _LEAST}
    begin = "|".join(sorted(re.escape(word[:_STEM]) for word in words)) or "(?!)"
    return re.compile(rf"\b(?:{begin})\w*", re.IGNORECASE)


SOURCES = (Source("claim", _rows, _mark),)
