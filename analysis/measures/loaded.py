"""Loaded wordings of the event, per sentence: namings -> values."""

from __future__ import annotations

import pandas as pd

from analysis.measures.measure import VALUES, Measure, Tables
from analysis.tables import require_columns

EVENT = "the event"


def value_loaded(sentences: pd.DataFrame, namings: pd.DataFrame) -> pd.DataFrame:
    """Return, per sentence that words the event, the share of its wordings that is loaded.

    Loaded: with a connotation other than neutral in the codebook, good or bad. Headings
    count, since that is where a wording is seen most.

    Parameters
    ----------
    sentences, namings : DataFrame
        The tables of these names.

    Returns
    -------
    DataFrame
        article_id, paragraph, sentence, target (always "the event"), value (0 to 1),
        weight (number of wordings), so that an article's mean is its loaded wordings
        over all of its wordings.

    Notes
    -----
    Does not show who says the word, nor connotations that the codebook does not know.

    Source: word choice and labelling, after Hamborg, Zhukova & Gipp 2019, JCDL.

    Examples
    --------
    >>> sentences = pd.DataFrame({"article_id": "a", "sentence": [0, 1], "paragraph": [0, 0]})
    >>> namings = pd.DataFrame({"article_id": "a", "sentence": [1, 1],
    ...     "connotation": ["neutral", "negative"]})
    >>> value_loaded(sentences, namings)[["sentence", "value", "weight"]].values.tolist()
    [[1.0, 0.5, 2.0]]
    """
    require_columns(namings, ["article_id", "sentence", "connotation"], "namings")
    loaded = namings.assign(loaded=(namings["connotation"] != "neutral").astype(float))
    grouped = loaded.groupby(["article_id", "sentence"])["loaded"]
    counted = grouped.agg(value="mean", weight="size").reset_index()
    rows = sentences.merge(counted, on=["article_id", "sentence"]).assign(target=EVENT)
    rows = rows.astype({"weight": "float64"})
    return rows[[*VALUES, "weight"]].sort_values(
        ["article_id", "sentence"], ignore_index=True
    )


def _loaded(tables: Tables, entities: list[str] | None) -> pd.DataFrame:
    return value_loaded(tables["sentences"], tables["namings"])


def _mark(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    return tables["namings"].assign(target=EVENT)


MEASURES = (
    Measure(
        "loaded wording",
        "share of an article's wordings of the event with a good or bad connotation, 0 to 1",
        (0, 1),
        "who says the word, nor connotations that the codebook does not know",
        _loaded,
        _mark,
        zeros=True,
    ),
)
