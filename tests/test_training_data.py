"""Rows that train and test the sentiment models: no PyTorch needed."""

import json

import pandas as pd

from analysis.models.training import data, recipe
from benchmarks.sentiment import number_groups

PAIR = {"outlet": "Wire", "start": 0, "end": 6, "before": None}


def test_company_sentences_are_resampled_by_article(tmp_path):
    """One article has two sentences, so two groups hold the three rows."""
    told = [
        ("a", "One", "Halden rose."),
        ("b", "One", "Halden fell."),
        ("c", "Two", "Halden"),
    ]
    lines = [json.dumps(PAIR | {"id": i, "title": t, "text": x}) for i, t, x in told]
    path = tmp_path / "company-sentences" / "pairs.jsonl"
    path.parent.mkdir()
    path.write_text("\n".join(lines), encoding="utf-8")
    rows = data.read_company(tmp_path)
    assert rows["article"].tolist() == ["Wire|One", "Wire|One", "Wire|Two"]
    unit, groups = number_groups(rows)
    assert (unit, groups.tolist()) == ("article", [0, 0, 1])


def test_no_row_for_training_repeats_a_held_out_text():
    """In its own source or another; with two targets a sentence can be in both parts."""
    told = [
        ("It rose.", "passages", "dev"),
        ("It rose. ", "passages", "train"),
        ("It rose.", "news", "train"),
        ("It fell.", "newsmtsc", "test"),
        ("It fell.", "stories", "train"),
        ("It stayed.", "stories", "train"),
        ("It fell.", "stories", "dev"),
    ]
    rows = pd.DataFrame(told, columns=["text", "source", "split"]).assign(before="")
    left = recipe._without_copies(rows)
    assert left.loc[left["split"] == "train", "text"].tolist() == ["It stayed."]
    assert left.loc[left["split"] != "train", "source"].tolist() == [
        "passages",
        "newsmtsc",
        "stories",
    ]


def test_texts_are_resampled_where_no_article_is_known():
    rows = pd.DataFrame({"text": ["It rose.", "It rose.", "It fell."]})
    unit, groups = number_groups(rows)
    assert (unit, groups.tolist()) == ("text", [0, 0, 1])
