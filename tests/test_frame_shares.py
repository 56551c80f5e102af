"""Shares of frames: corrected by rates and by the outlet's own codes."""

import numpy as np
import pandas as pd
import pytest

from analysis.compare.estimating import Averaged
from analysis.compare.rogan_gladen import correct_shares, measure_rates
from analysis.measures.frame_shares import draw_codes, estimate_shares, pair_frames

SHARE = Averaged("frame share", (0.0, 1.0), "of {outlet}")


def placed_of(label, code, outlet="A", article="a"):
    n = np.arange(len(label))
    own = pd.DataFrame(
        {"article_id": article, "outlet": outlet, "event": "", "sentence": n}
    )
    own = own.assign(paragraph=n, target="rain", score=np.asarray(label, dtype=float))
    own = own.assign(code=np.asarray(code, dtype=float))
    coded = own["code"].notna()
    return own.assign(coded=coded, probability=np.where(coded, coded.mean(), np.nan))


def shares(*parts, resamples=300):
    rows = correct_shares(pd.concat(parts), SHARE, resamples=resamples, seed=0)
    return {row["outlet"]: row for row in rows}


def test_rates_and_share_by_hand():
    label = np.array([1.0] * 8 + [0.0] * 2 + [1.0] * 3 + [0.0] * 7)
    code = np.array([1.0] * 10 + [0.0] * 10)
    rates = measure_rates(label, code, np.ones(20))
    assert (rates.sensitivity, rates.specificity) == (0.8, 0.7)
    assert rates.on_sensitivity.sum() == pytest.approx(0)
    # labelled 11 of 20; (.55 + .7 - 1) / (.8 + .7 - 1)
    row = shares(placed_of(label, code))["A"]
    assert row["value"] == pytest.approx(0.5)
    assert row["low"] < 0.5 < row["high"]
    assert "for the rates" in row["resampled"]


def test_labels_without_error_are_left_alone():
    code = np.array([1.0, 0.0] * 10)
    row = shares(placed_of(code, code))["A"]
    assert row["value"] == pytest.approx(0.5)


def test_an_outlet_without_codes_gets_the_others_rates():
    label = np.array([1.0] * 8 + [0.0] * 2 + [1.0] * 3 + [0.0] * 7)
    code = np.array([1.0] * 10 + [0.0] * 10)
    known = placed_of(label, code)
    new = placed_of(label, np.full(20, np.nan), outlet="B", article="b")
    both = shares(known, new)
    assert both["B"]["value"] == pytest.approx(0.5)
    assert both["B"]["n_coded"] == 0
    assert np.isfinite(both["B"]["low"])


def test_what_cannot_be_corrected_says_why():
    few = shares(placed_of([1.0] * 4 + [0.0] * 16, [1.0] * 4 + [0.0] * 16))["A"]
    assert few["reason"].startswith(
        "4 coded sentences have rain and 16 have not; 5 of each"
    )
    none = shares(placed_of([1.0, 0.0] * 6, [np.nan] * 12))["A"]
    assert none["reason"] == "no sentence is coded for rain"
    noise = shares(placed_of([1.0, 0.0] * 10, [1.0, 1.0, 0.0, 0.0] * 5))["A"]
    assert "next to chance" in noise["reason"]
    unknown = placed_of([1.0, 0.0] * 10, [1.0, 0.0] * 6 + [np.nan] * 8)
    lost = shares(unknown.assign(probability=np.nan))["A"]
    assert "not known with which probability" in lost["reason"]
    false_alarms = placed_of(
        [1.0] * 8 + [0.0] * 2 + [1.0] * 5 + [0.0] * 5, [1.0] * 10 + [0.0] * 10
    )
    silent = placed_of([0.0] * 20, [np.nan] * 20, outlet="B", article="b")
    row = shares(false_alarms, silent)["B"]
    assert row["value"] == 0.0
    assert row["high"] != row["high"] or row["high"] > 0  # never a certain nought


def test_fully_coded_shares_are_the_hand_coded_ones(story):
    table = story.frame_shares.pivot_table(
        index=["frame", "outlet"], columns="estimate", values="value"
    )
    pd.testing.assert_series_equal(
        table["corrected"], table["hand-coded"], check_names=False
    )
    row = story.frame_shares.query(
        "frame == 'innovation_promise' and outlet == 'Neuron Expert' and estimate == 'hand-coded'"
    ).iloc[0]
    assert (row["value"], row["n"]) == (pytest.approx(11 / 18), 18)


def test_model_shares_are_the_measure(story):
    told = story.frame_shares.query("estimate == 'model'").set_index(["frame", "outlet"])
    means = story.intervals.query("measure == 'frame share'")
    means = means.set_index(["target", "outlet"])
    assert len(means) == 40
    for key, value in means["value"].items():
        assert told.loc[key, "value"] == pytest.approx(value)


def test_codes_drawn_know_their_chance(story):
    drawn = draw_codes(story.sentences, story.codes, story.articles, share=0.2, seed=1)
    assert drawn["probability"].between(0, 1, inclusive="right").all()
    headings = set(story.sentences.loc[story.sentences["heading"], "text"])
    assert not headings & set(drawn["text"])
    pairs = pair_frames(story.sentences, story.frames, drawn)
    coded = pairs[pairs["code"].notna()]
    assert coded["probability"].notna().all()
    assert len(coded) == 8 * 42  # a fifth of 211 sentences


def test_intervals_hold_the_codes_on_made_up_texts():
    """Labels miss three in ten and see one in ten too many, alike in both outlets."""
    rng, held = np.random.default_rng(3), {"corrected": [], "rogan-gladen": []}
    articles = pd.DataFrame(
        {
            "article_id": ["a", "b"],
            "outlet": ["A", "B"],
            "outlet_grade": "stated",
            "event": "",
        }
    )
    for seed in range(60):
        parts = []
        for article, rate in (("a", 0.3), ("b", 0.5)):
            code = (rng.random(60) < rate).astype(float)
            label = np.where(code > 0, rng.random(60) < 0.7, rng.random(60) < 0.1)
            drawn = np.isin(np.arange(60), rng.choice(60, 30, replace=False))
            part = placed_of(label, np.where(drawn, code, np.nan), article=article)
            parts.append(part.drop(columns=["outlet", "event"]).assign(truth=rate))
        pairs = pd.concat(parts).assign(voice="", own=np.nan)
        pairs = pairs.assign(refers=pairs["coded"].astype(float).where(pairs["coded"]))
        table = estimate_shares(
            pairs.drop(columns="coded"), articles, resamples=200, seed=seed
        )
        for row in table.itertuples():
            if row.estimate in held:
                truth = {"A": 0.3, "B": 0.5}[row.outlet]
                held[row.estimate].append(row.low <= truth <= row.high)
    for estimate, inside in held.items():
        assert len(inside) == 120
        assert np.mean(inside) > 0.89, estimate
