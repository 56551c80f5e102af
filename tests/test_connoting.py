"""Connotation of wordings and labels: values counted by hand, and under other choices."""

import pandas as pd
import pytest

from analysis.measures.catalogue import MEASURES, value_measure
from analysis.measures.connoting import EVENT, find_words
from analysis.robustness.weighing import describe_sentences
from analysis.robustness.wording import FAMILIES, value_connotation_by

SENTENCES = pd.DataFrame(
    {
        "article_id": "a",
        "sentence": [0, 1, 2],
        "paragraph": [0, 1, 1],
        "start": [0, 20, 60],
        "end": [19, 59, 99],
        "text": [
            "He quits the giant.",
            "The exit was an exit from the “giant”.",
            "A hero leaves.",
        ],
        "heading": [True, False, False],
    }
)
NAMINGS = pd.DataFrame(
    {
        "article_id": "a",
        "sentence": [0, 1, 1, 2],
        "start": [3, 24, 36, 67],
        "end": [8, 28, 40, 73],
        "lemma": ["quit", "exit", "exit", "leave"],
        "connotation": ["negative", "neutral", "neutral", "neutral"],
    }
)
LABELS = pd.DataFrame(
    {
        "article_id": ["a"],
        "sentence": [2],
        "start": [62],
        "end": [66],
        "entity": ["Smith"],
        "surface": ["Hero"],
        "connotation": ["positive"],
    }
)
TABLES = {"sentences": SENTENCES, "namings": NAMINGS, "labels": LABELS}


def test_the_event_and_the_cast_have_their_words():
    words = find_words(NAMINGS, LABELS)
    assert words["target"].tolist() == [EVENT] * 4 + ["Smith"]
    assert words["tone"].tolist() == [-1, 0, 0, 0, 1]
    assert words["word"].tolist() == ["quit", "exit", "exit", "leave", "hero"]


def test_values_are_means_by_sentence_weighed_by_words():
    values = value_measure(TABLES, "connotation")
    own = values[values["target"] == EVENT]
    assert own["value"].tolist() == [-1, 0, 0]
    assert own["weight"].tolist() == [1, 2, 1]
    assert set(value_measure(TABLES, "connotation", entities=["Jones"])["target"]) == {
        EVENT
    }
    assert "does not" not in MEASURES["connotation"].does_not_show


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, -1 / 4),
        ({"unit": "sentences"}, -1 / 3),
        ({"unit": "paragraphs"}, -1 / 2),
        ({"headings": "left out"}, 0),
        ({"wordings": "each once"}, -1 / 3),
        ({"aggregation": "bad ones only"}, -1 / 4),
    ],
)
def test_each_choice_counted_by_hand(changed, expected):
    voices = pd.DataFrame({"article_id": [], "start": [], "end": []})
    pairs = pd.DataFrame({"measure": ["connotation"], "target": [EVENT]})
    told = describe_sentences(SENTENCES, voices)
    tables = TABLES | {"told_sentences": told, "comparisons": pairs}
    usual = {choice.name: choice.options[0] for choice in FAMILIES[0].choices}
    rows = value_connotation_by(tables, usual | changed)
    assert (rows["target"] == EVENT).all()
    mean = (rows["value"] * rows["weight"]).sum() / rows["weight"].sum()
    assert mean == pytest.approx(expected)
