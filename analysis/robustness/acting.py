"""Agency, power and who is quoted, under every choice."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.acting import find_parts
from analysis.measures.measure import Tables
from analysis.measures.speaking import value_quoted
from analysis.robustness.choices import Choice, Choices, Family
from analysis.robustness.weighing import (
    HEADINGS,
    VOICES,
    choose_sentences,
    weigh_units,
)

_KEY = ["article_id", "sentence", "target"]
_PLACE = ["article_id", "sentence", "paragraph"]


def value_parts_by(tables: Tables, choices: Choices, aspect: str) -> pd.DataFrame:
    """Return how each sentence lets each member of the cast act, as chosen.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        told_sentences and actions.
    choices : mapping of str to str
        An option each of forms, negated, unit, voices and headings.
    aspect : str
        acting share, agency or power.
    """
    actions = tables["actions"]
    if choices["forms"] != "all":
        actions = actions[actions["form"].isin(_FORMS[choices["forms"]])]
    if choices["negated"] == "included":
        actions = actions.assign(negated=False)
    parts = find_parts(actions)
    acts = (parts["role"] == "agent").astype(float)
    told = parts.assign(value=acts if aspect == "acting share" else parts[aspect])
    known = told.dropna(subset="value").groupby(_KEY)["value"]
    means = known.agg(value="mean", count="size").reset_index()
    kept = choose_sentences(tables["told_sentences"], choices)
    rows = kept[_PLACE].merge(means, on=_KEY[:2])
    unit = "mentions" if choices["unit"] == "actions" else choices["unit"]
    return rows.assign(weight=weigh_units(rows, unit))


_FORMS = {"verbs": ("active", "passive"), "active verbs": ("active",)}


def value_quoted_by(tables: Tables, choices: Choices) -> pd.DataFrame:
    """Return the share of each sentence's words that is speech, as chosen.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        told_sentences, voices, mentions, and comparisons for the speakers.
    choices : mapping of str to str
        An option each of unit, headings, speech, sources and aggregation.
    """
    voices, pairs = tables["voices"], tables["comparisons"]
    speakers = set(pairs.loc[pairs["measure"] == "quoted share", "target"])
    if choices["speech"] == "direct only":
        voices = voices[voices["kind"] == "direct"]
    if choices["sources"] == "cast only":
        voices = voices[voices["speaker"].isin(set(tables["mentions"]["entity"]))]
    kept = choose_sentences(tables["told_sentences"], choices).assign(heading=False)
    named = sorted(speakers & set(voices["speaker"]))
    rows = value_quoted(kept, voices, named).rename(columns={"weight": "words"})
    if choices["aggregation"] == "mostly speech":
        rows = rows.assign(value=np.where(rows["value"] > 0.5, 1.0, 0.0))
    return rows.assign(weight=weigh_units(rows, choices["unit"]))


def _family_of_acts(aspect: str, *forms: str) -> Family:
    """Return a measure of actions with its choices; which forms count beside all."""
    return Family(
        aspect,
        ("told_sentences", "actions"),
        (
            Choice("forms", ("all", *forms)),
            Choice("negated", ("left out", "included")),
            Choice("unit", ("actions", "sentences", "paragraphs")),
            VOICES,
            HEADINGS,
        ),
        lambda tables, choices: value_parts_by(tables, choices, aspect),
    )


FAMILIES = (
    _family_of_acts("acting share", *_FORMS),
    _family_of_acts("agency", "verbs"),  # in passives who acts is seldom named
    _family_of_acts("power", *_FORMS),
    Family(
        "quoted share",
        ("told_sentences", "voices", "mentions", "comparisons"),
        (
            Choice("unit", ("words", "sentences", "paragraphs")),
            HEADINGS,
            Choice("speech", ("direct and indirect", "direct only")),
            Choice("sources", ("all", "cast only")),
            Choice("aggregation", ("share of its words", "mostly speech")),
        ),
        value_quoted_by,
    ),
)
