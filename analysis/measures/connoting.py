"""Connotation of the words for the event and for the cast: namings, labels -> values."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.measures.measure import VALUES, Measure, Tables
from analysis.tables import require_columns

EVENT = "the event"
_TONE = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}
_NEEDED = ["article_id", "sentence", "start", "end", "connotation"]


def find_words(namings: pd.DataFrame, labels: pd.DataFrame) -> pd.DataFrame:
    """Return every wording of the event and every label of a member of the cast.

    Returns
    -------
    DataFrame
        article_id, sentence, start, end, target ("the event", or the member), word (its
        dictionary form, or the phrase in small letters), tone (-1, 0 or 1).
    """
    require_columns(namings, [*_NEEDED, "lemma"], "namings")
    require_columns(labels, [*_NEEDED, "entity", "surface"], "labels")
    both = (
        namings.assign(target=EVENT, word=namings["lemma"]),
        labels.assign(target=labels["entity"], word=labels["surface"].str.lower()),
    )
    columns = [*_NEEDED, "target", "word"]
    words = pd.concat([rows[columns] for rows in both], ignore_index=True)
    return words.assign(tone=words["connotation"].map(_TONE).astype(float))


def value_connotation(
    sentences: pd.DataFrame, words: pd.DataFrame, *, targets: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return, per sentence and target, the mean connotation of the words for it.

    Headings count, since that is where a wording is seen most.

    Parameters
    ----------
    sentences : DataFrame
        The table of this name.
    words : DataFrame
        From `find_words`.
    targets : sequence of str, optional
        Members of the cast beside "the event"; by default all.

    Returns
    -------
    DataFrame
        article_id, paragraph, sentence, target, value (-1 to 1) and weight (number of
        words), so that an article's mean is that of all its words for the target.

    Notes
    -----
    Does not show who says the word, nor connotations that the lists do not know.

    Source: word choice and labelling, after Hamborg, Zhukova & Gipp 2019, JCDL.

    Examples
    --------
    >>> sentences = pd.DataFrame({"article_id": "a", "sentence": [0, 1], "paragraph": [0, 0]})
    >>> words = pd.DataFrame({"article_id": "a", "sentence": [1, 1], "target": EVENT,
    ...     "tone": [0.0, -1.0]})
    >>> value_connotation(sentences, words)[["sentence", "value", "weight"]].values.tolist()
    [[1.0, -0.5, 2.0]]
    """
    chosen = words if targets is None else words[words["target"].isin([EVENT, *targets])]
    grouped = chosen.groupby(["article_id", "sentence", "target"])["tone"]
    counted = grouped.agg(value="mean", weight="size").reset_index()
    rows = sentences.merge(counted, on=["article_id", "sentence"])
    rows = rows.astype({"value": "float64", "weight": "float64"})
    order = ["target", "article_id", "sentence"]
    return rows[[*VALUES, "weight"]].sort_values(order, ignore_index=True)


def _words(tables: Tables) -> pd.DataFrame:
    return find_words(tables["namings"], tables["labels"])


def _connotation(tables: Tables, entities: list[str] | None) -> pd.DataFrame:
    return value_connotation(tables["sentences"], _words(tables), targets=entities)


def _mark(tables: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    return _words(tables)


MEASURES = (
    Measure(
        "connotation",
        "mean connotation of the words for the event or the target, -1 (bad) to 1 (good)",
        (-1, 1),
        "who says the word, nor connotations that the lists do not know",
        _connotation,
        _mark,
        zeros=True,
    ),
)
