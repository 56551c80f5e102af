"""Frames, agency and who is quoted, under every choice."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.acting import find_parts
from analysis.measures.measure import Tables
from analysis.measures.speaking import value_quoted
from analysis.robustness.choices import Choice, Choices, Family
from analysis.robustness.weighing import (
    HEADINGS,
    UNIT,
    VOICES,
    choose_sentences,
    weigh_units,
)

_BARS = {"as chosen": 1.0, "a quarter lower": 0.75, "a quarter higher": 1.25}
_NO_BAR = "no bar, mean score"
_KEY = ["article_id", "sentence", "target"]
_PLACE = ["article_id", "sentence", "paragraph"]


def value_frames_by(tables: Tables, choices: Choices) -> pd.DataFrame:
    """Return whether each sentence carries each frame, as chosen.

    The bar of a frame is the lowest score among the sentences labelled with it. Without a
    bar the score itself, an estimated chance, is averaged.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        told_sentences and frames.
    choices : mapping of str to str
        An option each of threshold, unit, voices and headings.
    """
    frames = tables["frames"]
    bar = frames["score"].where(frames["label"]).groupby(frames["frame"]).transform("min")
    if (threshold := choices["threshold"]) == "as chosen":
        value = frames["label"].astype(float)
    elif threshold == _NO_BAR:
        value = frames["score"]
    else:
        value = (frames["score"] >= bar * _BARS[threshold]).astype(float)
    told = frames.assign(target=frames["frame"], value=value)[[*_KEY, "value"]]
    kept = choose_sentences(tables["told_sentences"], choices)
    rows = kept[[*_PLACE, "words"]].merge(told, on=_KEY[:2])
    return rows.assign(weight=weigh_units(rows, choices["unit"]))


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
        told_sentences, voices, and comparisons for the speakers.
    choices : mapping of str to str
        An option each of unit, headings, speech, sources and aggregation.
    """
    voices, pairs = tables["voices"], tables["comparisons"]
    speakers = set(pairs.loc[pairs["measure"] == "quoted share", "target"])
    if choices["speech"] == "direct only":
        voices = voices[voices["kind"] == "direct"]
    if choices["sources"] == "named only":
        voices = voices[voices["speaker"] != ""]
    kept = choose_sentences(tables["told_sentences"], choices).assign(heading=False)
    named = sorted(speakers & set(voices["speaker"]))
    rows = value_quoted(kept, voices, named).rename(columns={"weight": "words"})
    if choices["aggregation"] == "mostly speech":
        rows = rows.assign(value=np.where(rows["value"] > 0.5, 1.0, 0.0))
    return rows.assign(weight=weigh_units(rows, choices["unit"]))


def _family_of_acts(aspect: str) -> Family:
    return Family(
        aspect,
        ("told_sentences", "actions"),
        (
            Choice("forms", ("all", *_FORMS)),
            Choice("negated", ("left out", "included")),
            Choice("unit", ("sentences", "actions", "paragraphs")),
            VOICES,
            HEADINGS,
        ),
        lambda tables, choices: value_parts_by(tables, choices, aspect),
    )


FAMILIES = (
    Family(
        "frame share",
        ("told_sentences", "frames"),
        (Choice("threshold", (*_BARS, _NO_BAR)), UNIT, VOICES, HEADINGS),
        value_frames_by,
    ),
    *map(_family_of_acts, ("acting share", "agency", "power")),
    Family(
        "quoted share",
        ("told_sentences", "voices", "comparisons"),
        (
            Choice("unit", ("words", "sentences", "paragraphs")),
            HEADINGS,
            Choice("speech", ("direct and indirect", "direct only")),
            Choice("sources", ("all", "named only")),
            Choice("aggregation", ("share of its words", "mostly speech")),
        ),
        value_quoted_by,
    ),
)
