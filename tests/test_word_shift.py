"""Contributions of words add up to the difference, and change sides with the outlets."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.word_shift import NO_WORD, shift_words

WORDS = ["fine", "poor", "start", "dead", "end", "the", "Meta"]


@st.composite
def tellings(draw):
    """Two outlets with one to three articles each, of a few sentences with a value."""
    rows = []
    for outlet in "AB":
        for number in range(draw(st.integers(1, 3))):
            for sentence in range(draw(st.integers(1, 4))):
                words = draw(st.lists(st.sampled_from(WORDS), min_size=0, max_size=5))
                value = draw(st.floats(-1, 1, allow_nan=False))
                rows.append((f"{outlet}{number}", outlet, sentence, " ".join(words), value))
    columns = ["article_id", "outlet", "sentence", "text", "value"]
    return pd.DataFrame(rows, columns=columns)


def shift(frame, **options):
    values = frame.assign(target="Meta", paragraph=0)
    articles = frame[["article_id", "outlet"]].drop_duplicates().assign(event="one")
    return shift_words(values, frame, articles, measure="sentiment", **options)


def mean(frame, outlet):
    own = frame[frame["outlet"] == outlet]
    return own.groupby("article_id")["value"].mean().mean()


@given(tellings())
def test_contributions_add_up_to_the_difference_of_means(frame):
    table = shift(frame)
    difference = mean(frame, "A") - mean(frame, "B")
    assert abs(table["contribution"].sum() - difference) < 1e-9
    assert np.allclose(table["by_use"] + table["by_score"], table["contribution"])
    assert table["p_left"].sum() == pytest.approx(1)
    assert table["p_right"].sum() == pytest.approx(1)


@given(tellings())
def test_swapping_the_outlets_negates_each_contribution(frame):
    there = shift(frame, pairs=[("A", "B")]).set_index("term")["contribution"]
    back = shift(frame, pairs=[("B", "A")]).set_index("term")["contribution"]
    assert np.allclose(there, -back)


def test_a_case_counted_by_hand():
    frame = pd.DataFrame(
        {
            "article_id": ["1", "2", "2"],
            "outlet": ["A", "B", "B"],
            "sentence": [0, 0, 1],
            "text": ["A fine start.", "A poor start.", "It is."],
            "value": [1.0, -1.0, 0.0],
        }
    )
    table = shift(frame).set_index("term")
    # A: fine 1/2, start 1/2, mean 1. B: poor 1/4, start 1/4, no word 1/2, mean -1/2.
    assert table["p_right"].to_dict() == {
        NO_WORD: 0.5,
        "fine": 0,
        "poor": 0.25,
        "start": 0.25,
    }
    assert table.loc["start", "score_right"] == -1
    # reference 1/4: fine 1/2 x 3/4; poor -1/4 x -5/4; start 1/4 x -1/4 + 3/8 x 2
    assert table["contribution"].to_dict() == pytest.approx(
        {NO_WORD: 0.125, "fine": 0.375, "poor": 0.3125, "start": 0.6875}
    )


def test_names_are_left_out_and_a_target_told_by_one_outlet_has_no_shift():
    frame = pd.DataFrame(
        {
            "article_id": ["1", "2"],
            "outlet": ["A", "B"],
            "sentence": 0,
            "text": ["Meta shines.", "Meta fails."],
            "value": [1.0, -1.0],
        }
    )
    assert "meta" not in set(shift(frame, names=["Meta"])["term"])
    assert shift(frame[frame["outlet"] == "A"]).empty


def test_on_the_seeds_the_words_add_up_to_the_comparisons(story):
    table = story.word_shift
    assert set(table["measure"]) >= {"sentiment", "own-voice sentiment"}
    key = ["measure", "target", "left", "right"]
    sums = table.groupby(key)["contribution"].sum()
    told = story.comparisons.set_index(key)["difference"]
    assert len(sums) >= 20
    assert np.allclose(sums, told.reindex(sums.index), atol=1e-9, rtol=0)
