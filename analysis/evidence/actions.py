"""Evidence for verbs: what somebody does, and what is done to somebody."""

from __future__ import annotations

from functools import partial

import pandas as pd

from analysis.evidence.source import Source
from analysis.measures.acting import find_parts
from analysis.measures.measure import Tables


def name_parts(actions: pd.DataFrame, role: str) -> pd.DataFrame:
    """Return the parts of a role with target "who: verb", as evidence is asked for."""
    parts = find_parts(actions)
    own = parts[parts["role"] == role]
    return own.assign(who=own["target"], target=own["target"] + ": " + own["verb"])


def _rows(role: str, tables: Tables, target: str | None) -> pd.DataFrame:
    """Return each sentence with such a verb, with its count as value."""
    named = name_parts(tables["actions"], role).assign(value=1.0)
    return named.groupby(["article_id", "sentence", "target"])["value"].sum().reset_index()


def _mark(role: str, tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """Mark the verb, and who it is about."""
    named = name_parts(tables["actions"], role)
    ends = tables["actions"][["article_id", "start", "end"]]
    verbs = named.merge(ends, on=["article_id", "start"])
    keys = ["article_id", "sentence"]
    mentions = tables["mentions"].rename(columns={"entity": "who"})
    people = named.drop(columns="start").merge(
        mentions[[*keys, "who", "start", "end"]], on=[*keys, "who"]
    )
    return pd.concat([verbs, people.drop_duplicates()], ignore_index=True)


SOURCES = (
    Source("acts", partial(_rows, "agent"), partial(_mark, "agent")),
    Source("is acted on", partial(_rows, "patient"), partial(_mark, "patient")),
)
