"""Choices that many measures share: which sentences count, and how much each."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from analysis.robustness.choices import Choice, Choices
from analysis.tables import rows_of

HEADINGS = Choice("headings", ("left out", "included"))
VOICES = Choice("voices", ("all", "own words"))
UNIT = Choice("unit", ("sentences", "words", "paragraphs"))
_MOST = 0.5  # of a sentence's characters; with more in speech, the sentence is quoted
_WORD = re.compile(r"\w+")


def describe_sentences(sentences: pd.DataFrame, voices: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences with their number of words, and whether others say them.

    Parameters
    ----------
    sentences, voices : DataFrame
        The tables of these names.

    Returns
    -------
    DataFrame
        `sentences` with words (at least 1) and quoted: more than half of its characters
        stand in speech, direct or indirect.

    Examples
    --------
    >>> sentences = pd.DataFrame({"article_id": "a", "sentence": [0, 1], "start": [0, 10],
    ...     "end": [9, 30], "text": ["It rained.", "“So it did,” he said."]})
    >>> voices = pd.DataFrame({"article_id": ["a"], "start": [10], "end": [22]})
    >>> describe_sentences(sentences, voices)[["words", "quoted"]].values.tolist()
    [[2, False], [5, True]]
    """
    spoken = {str(name): own for name, own in voices.groupby("article_id")}
    inside = []
    for row in rows_of(sentences):
        said = np.zeros(row.end - row.start, dtype=bool)
        if (own := spoken.get(str(row.article_id))) is not None:
            near = own[(own["start"] < row.end) & (own["end"] > row.start)]
            for stretch in rows_of(near):
                said[max(stretch.start - row.start, 0) : stretch.end - row.start] = True
        inside.append(said.mean() > _MOST if len(said) else False)
    words = [max(len(_WORD.findall(text)), 1) for text in sentences["text"]]
    return sentences.assign(words=words, quoted=np.array(inside, dtype=bool))


def choose_sentences(told: pd.DataFrame, choices: Choices) -> pd.DataFrame:
    """Return the sentences that headings and voices let in.

    Parameters
    ----------
    told : DataFrame
        From `describe_sentences`.
    choices : mapping
        `headings` and, where the measure has it, `voices`.
    """
    kept = told if choices["headings"] == "included" else told[~told["heading"]]
    return kept[~kept["quoted"]] if choices.get("voices") == "own words" else kept


def weigh_units(rows: pd.DataFrame, unit: str) -> pd.Series:
    """Return the weight of each sentence in the mean of its article.

    sentences: 1. words: as many as it has. paragraphs: 1 / rows of the same article,
    paragraph and target, so that every paragraph counts alike. mentions: as many as it
    has of the target.

    Parameters
    ----------
    rows : DataFrame
        article_id, paragraph, target, and the column `words` or `count` where the unit
        needs it.
    unit : str

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": "a", "paragraph": [0, 0, 1], "target": "Meta",
    ...     "words": [3, 9, 5]})
    >>> weigh_units(rows, "paragraphs").tolist(), weigh_units(rows, "words").tolist()
    ([0.5, 0.5, 1.0], [3.0, 9.0, 5.0])
    """
    if unit == "paragraphs":
        key = ["article_id", "paragraph", "target"]
        return 1.0 / rows.groupby(key)["target"].transform("size")
    if unit in ("words", "mentions"):
        return rows["words" if unit == "words" else "count"].astype(float)
    return pd.Series(1.0, index=rows.index)
