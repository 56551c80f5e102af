"""Which words of a sentence earned it its value: what evidence shows marked."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from analysis.measures.measure import Tables
from analysis.measures.members import JOIN
from analysis.tables import rows_of

_APOSTROPHE, _HYPHEN = "['’‘ʼ]", "[-‐‑]"  # as they stand in texts
_WRITTEN = ["article_id", "sentence", "target", "entity", "text", "start"]
MARKS = ["article_id", "sentence", "target", "start", "end"]


def mark_mentions(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the references to the targets."""
    return tables["mentions"].rename(columns={"entity": "target"})


def mark_actions(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the verbs of the actions in which the targets take part, and who else does.

    Of the cast the references in the sentence are marked, of others their words.
    """
    actions, mentions = tables["actions"], tables["mentions"]
    sides = ["agent", "patient"]
    long = actions.assign(who=actions["agent"] + JOIN + actions["patient"])
    long = long.assign(target=long["who"].str.split(JOIN)).explode("target")
    keys = ["article_id", "sentence"]
    near = rows[[*keys, "target"]].drop_duplicates().merge(long, on=[*keys, "target"])
    verbs = near[MARKS]
    parts = near.melt([*keys, "target"], sides, value_name="entity")
    parts = parts.assign(entity=parts["entity"].str.split(JOIN)).explode("entity")
    parts = parts[parts["entity"] != ""].drop_duplicates()
    named = parts.merge(mentions[[*keys, "entity", "start", "end"]], on=[*keys, "entity"])
    others = parts[~parts["entity"].isin(set(mentions["entity"]))]
    texts = rows[[*keys, "target", "text", "start"]].drop_duplicates([*keys, "target"])
    words = [
        (*row[:3], row.start + hit.start(), row.start + hit.end())
        for row in rows_of(others.merge(texts, on=[*keys, "target"])[_WRITTEN])
        for hit in term_pattern(row.entity).finditer(row.text)
    ]
    told = pd.DataFrame(words, columns=MARKS)
    return pd.concat([verbs, named[MARKS], told], ignore_index=True)


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
    return pd.DataFrame(found, columns=MARKS)


def term_pattern(term: str) -> re.Pattern[str]:
    """Return what finds a term as it is counted: "open" is no part of "open-source"."""
    words = r"\s+".join(re.escape(word) for word in term.split())
    words = words.replace("'", _APOSTROPHE).replace(r"\-", _HYPHEN)
    clitic = rf"{_APOSTROPHE}(?!s\b)"
    return re.compile(
        rf"(?<!\w)(?<!\w{_APOSTROPHE})(?<!\w{_HYPHEN}){words}(?!(?:{clitic}|{_HYPHEN})?\w)",
        re.IGNORECASE,
    )
