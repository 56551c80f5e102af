"""Evidence for words: wordings of the event, and terms that set an outlet apart."""

from __future__ import annotations

import pandas as pd

from analysis.errors import InputError
from analysis.evidence.source import Source
from analysis.measures.marks import mark_terms, term_pattern
from analysis.measures.measure import Tables


def _namings(tables: Tables, target: str | None) -> pd.DataFrame:
    """Return each sentence that words the event, with its count as value."""
    found = tables["namings"].assign(value=1.0).rename(columns={"lemma": "target"})
    return found.groupby(["article_id", "sentence", "target"])["value"].sum().reset_index()


def _mark_namings(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    return tables["namings"].rename(columns={"lemma": "target"})


def _keyness(tables: Tables, target: str | None) -> pd.DataFrame:
    """Return the sentences that hold a term."""
    if target is None:
        raise InputError("Evidence for keyness needs a term: give target='the term'.")
    found = _sentences_with(tables["sentences"], target)
    if found.empty:
        raise InputError(f"No sentence holds the term '{target}'; headings do not count.")
    return found


def _mark_keyness(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    return mark_terms(rows, {target: [target] for target in rows["target"]})


def _sentences_with(sentences: pd.DataFrame, term: str) -> pd.DataFrame:
    """Return the sentences that hold a term as whole words, with its count as value."""
    body = sentences[~sentences["heading"]]
    pattern = term_pattern(term)
    counts = [float(len(pattern.findall(text))) for text in body["text"]]
    found = body[["article_id", "sentence"]].assign(target=term, value=counts)
    return found[found["value"] > 0]


SOURCES = (
    Source("naming", _namings, _mark_namings),
    Source("keyness", _keyness, _mark_keyness),
)
