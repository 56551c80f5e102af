"""The connotation of words under every choice."""

from __future__ import annotations

import pandas as pd

from analysis.measures.connoting import find_words, value_connotation
from analysis.measures.measure import Tables
from analysis.robustness.choices import Choice, Choices, Family
from analysis.robustness.weighing import VOICES, choose_sentences, weigh_units


def value_connotation_by(tables: Tables, choices: Choices) -> pd.DataFrame:
    """Return the connotation of each sentence's words for each target, as chosen.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        told_sentences, namings, labels, and comparisons for the targets.
    choices : mapping of str to str
        An option each of unit, voices, headings, wordings and aggregation.
    """
    words, pairs = find_words(tables["namings"], tables["labels"]), tables["comparisons"]
    targets = pairs.loc[pairs["measure"] == "connotation", "target"].unique()
    if choices["wordings"] == "each once":
        words = words.drop_duplicates(["article_id", "target", "word"])
    if choices["aggregation"] == "bad ones only":
        words = words.assign(tone=words["tone"].clip(upper=0))
    kept = choose_sentences(tables["told_sentences"], choices)
    rows = value_connotation(kept, words, targets=list(targets))
    rows = rows.rename(columns={"weight": "count"})
    return rows.assign(weight=weigh_units(rows, choices["unit"]))


FAMILIES = (
    Family(
        "connotation",
        ("told_sentences", "namings", "labels", "comparisons"),
        (
            Choice("unit", ("mentions", "sentences", "paragraphs")),
            VOICES,
            Choice("headings", ("included", "left out")),
            Choice("wordings", ("all", "each once")),
            Choice("aggregation", ("mean", "bad ones only")),
        ),
        value_connotation_by,
    ),
)
