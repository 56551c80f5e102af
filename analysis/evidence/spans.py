"""Offsets in the body -> offsets in the sentences shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis.tables import rows_of


def spans_in_sentences(
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
