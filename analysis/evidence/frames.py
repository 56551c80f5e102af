"""Evidence for frames as coded by reading."""

from __future__ import annotations

import pandas as pd

from analysis.evidence.source import Source
from analysis.measures.frame_codes import MEASURE, code_frames
from analysis.measures.frame_values import find_frame_terms
from analysis.measures.marks import mark_terms
from analysis.measures.measure import Tables


def _coded(tables: Tables, target: str | None) -> pd.DataFrame:
    """Return the mean code of each sentence of the body and frame, zeros too."""
    codes, sentences = tables["codes"], tables["sentences"]
    names = sorted(set(codes.loc[codes["measure"] == MEASURE, "target"]))
    body = sentences[~sentences["heading"]].reset_index(drop=True)
    coded = code_frames(body, codes, names, mean=True)
    keys = body[["article_id", "sentence"]]
    parts = [
        keys.assign(target=name, value=coded[:, place]) for place, name in enumerate(names)
    ]
    columns = [*keys.columns, "target", "value"]
    found = pd.concat(parts) if parts else pd.DataFrame(columns=columns)
    return found.dropna(subset="value")


def _mark(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the words that set the sentences labelled with the frame apart."""
    return mark_terms(rows, find_frame_terms(tables))


SOURCES = (Source("hand-coded frame share", _coded, _mark),)
