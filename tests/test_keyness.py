"""Keyness held against printed numbers, against hand calculation, and against itself."""

import json
import math
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.measures.keyness import keyness_by_group, measure_keyness, read_prior

# Counts and chi2 of US inaugural addresses, presidents since 1945 (43,002 words) against
# those before (108,539), as printed in the documentation of quanteda.textstats.
PRINTED = [
    ("we", 1048, 779, 764.4484, 4),
    ("americans", 76, 7, 163.1532, 4),
    ("world", 196, 123, 171.966, 4),
    ("upon", 39, 332, -58.3981, 4),
    ("constitution", 9, 200, -59.66134, 5),
    ("which", 96, 911, -177.10087, 5),
    ("the", 2089, 8094, -331.99069, 5),
]


def frame(**groups):
    """counts(A={"open": 9}, B=...) as a frame of group, term, count."""
    rows = [(g, t, n) for g, terms in groups.items() for t, n in terms.items()]
    return pd.DataFrame(rows, columns=["group", "term", "count"])


def row(table, term):
    """The one row of a term."""
    return table.set_index("term").loc[term]


def test_chi2_equals_the_printed_values():
    target = {term: n for term, n, _, _, _ in PRINTED}
    reference = {term: n for term, _, n, _, _ in PRINTED}
    target["others"] = 43002 - sum(target.values())
    reference["others"] = 108539 - sum(reference.values())
    table = measure_keyness(
        frame(target=target, reference=reference), left="target", right="reference"
    )
    for term, _, _, chi2, digits in PRINTED:
        assert round(row(table, term)["chi2"], digits) == chi2


@pytest.mark.skipif("TELLINGS_DATA" not in os.environ, reason="needs TELLINGS_DATA")
def test_tidylo_form_equals_the_printed_values():
    folder = Path(os.environ["TELLINGS_DATA"]) / "keyness"
    if not folder.is_dir():
        pytest.skip(f"{folder} is not there")
    austen = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["austen"]
    raw = pd.read_csv(folder / austen["counts"], sep="\t", keep_default_na=False)
    counts = raw.set_axis(["group", "term", "count"], axis=1)
    z = keyness_by_group(counts, prior="tidylo").set_index(["left", "term"])["z"]
    for entry in austen["expected"]:
        assert round(z[entry["book"], entry["bigram"]], 1) == entry["log_odds_weighted"]


def test_flat_prior_by_hand():
    # Left: open 9 of 16; right: open 220 of 1,000; 0.001 added to both terms.
    # odds: 9.001 / 7.001 = 1.28567; 220.001 / 780.001 = 0.28205
    # log_odds = ln 1.28567 - ln 0.28205 = 0.25128 + 1.26566 = 1.51694
    # short: 1/9.001 + 1/220.001 = 0.111099 + 0.004545 = 0.115644, sqrt 0.340065
    # full: + 1/7.001 + 1/780.001 = 0.115644 + 0.142837 + 0.001282 = 0.259763, sqrt 0.509669
    counts = frame(A={"open": 9, "other": 7}, B={"open": 220, "other": 780})
    short = row(measure_keyness(counts, left="A", right="B", prior=0.001), "open")
    full = row(
        measure_keyness(counts, left="A", right="B", prior=0.001, variance="full"), "open"
    )
    assert short["log_odds"] == pytest.approx(1.51694, abs=2e-5)
    assert short["z"] == pytest.approx(1.51694 / 0.340065, abs=1e-4)
    assert round(short["z"], 2) == 4.46
    assert full["z"] == pytest.approx(1.51694 / 0.509669, abs=1e-4)
    assert round(full["z"], 2) == 2.98


def test_pooled_prior_by_hand():
    # Left: open 8 of 20; right: open 2 of 20. Prior of open 8 + 2 = 10, a_0 = 40.
    # odds: (8 + 10) / (20 + 40 - 18) = 18/42; (2 + 10) / (60 - 12) = 12/48
    # log_odds = ln(18/42 * 48/12) = ln(12/7) = 0.538997
    # short: 1/18 + 1/12 = 0.138889 -> z = 1.446279
    # full: + 1/42 + 1/48 = 0.183532 -> z = 1.258144
    # g2 = 2 (8 ln 8/5 + 2 ln 2/5 + 12 ln 12/15 + 18 ln 18/15) = 5.063026
    # chi2 = 40 (8*18 - 2*12)^2 / (10 * 30 * 20 * 20) = 4.8; log_ratio = log2(8/2) = 2
    counts = frame(A={"open": 8, "other": 12}, B={"open": 2, "other": 18})
    short = row(measure_keyness(counts, left="A", right="B"), "open")
    full = row(measure_keyness(counts, left="A", right="B", variance="full"), "open")
    assert short["log_odds"] == pytest.approx(math.log(12 / 7))
    assert short["z"] == pytest.approx(1.446279, abs=1e-6)
    assert full["z"] == pytest.approx(1.258144, abs=1e-6)
    assert short["chi2"] == pytest.approx(4.8)
    assert short["g2"] == pytest.approx(5.063026, abs=1e-6)
    assert short["log_ratio"] == pytest.approx(2)
    # p = P(|N(0,1)| > 1.446279) = 0.1481; two terms with the same p have that q.
    assert short["p"] == pytest.approx(math.erfc(1.446279 / math.sqrt(2)), abs=1e-6)
    assert short["q"] == pytest.approx(short["p"])


def test_tidylo_form_by_hand():
    # A: open 3, bold 1; B: open 1, calm 5. Prior = pooled count: open 4, bold 1, calm 5.
    # Observed rows: A open 3+4=7, A bold 1+1=2, B open 1+4=5, B calm 5+5=10.
    # n_A = 9; pool: open 12, bold 2, calm 10, in all 24.
    # open: ln(7/2) - ln(12/12) = 1.252763; variance 1/7 + 1/12 = 0.226190 -> 2.634097
    counts = frame(A={"open": 3, "bold": 1}, B={"open": 1, "calm": 5})
    table = measure_keyness(counts, left="A", prior="tidylo")
    assert list(table["term"]) == ["bold", "open"]  # calm was not observed in A
    assert row(table, "open")["z"] == pytest.approx(2.634097, abs=1e-6)
    assert row(table, "open")["n_right"] == 1


def test_yates_only_where_the_condition_holds():
    # bold 4 of 10 against 0 of 10: expected 2 < 5, |ad - bc| = 40 >= 10, so
    # 20 (40 - 10)^2 / (4 * 16 * 10 * 10) = 2.8125; rare 1 of 10 against 1 of 30 keeps
    # |ad - bc| = |1*29 - 1*9| = 20 >= 20 corrected to 0; with 1 of 20, |1*19 - 9| = 10 < 15
    # uncorrected: 30 * 10^2 / (2 * 28 * 10 * 20) = 0.267857
    counts = frame(A={"bold": 4, "other": 6}, B={"other": 10})
    assert row(measure_keyness(counts, left="A"), "bold")["chi2"] == pytest.approx(2.8125)
    counts = frame(A={"rare": 1, "other": 9}, B={"rare": 1, "other": 29})
    assert row(measure_keyness(counts, left="A"), "rare")["chi2"] == 0
    counts = frame(A={"rare": 1, "other": 9}, B={"rare": 1, "other": 19})
    assert row(measure_keyness(counts, left="A"), "rare")["chi2"] == pytest.approx(
        0.267857, abs=1e-6
    )


def test_zero_is_a_half_in_log_ratio():
    counts = frame(A={"bold": 4, "other": 6}, B={"other": 10})
    assert row(measure_keyness(counts, left="A"), "bold")["log_ratio"] == pytest.approx(3)


def test_rest_is_all_other_groups_together():
    counts = frame(
        A={"open": 5, "calm": 3}, B={"open": 1, "calm": 4}, C={"open": 2, "bold": 6}
    )
    rest = measure_keyness(counts, left="A")
    merged = counts.assign(group=counts["group"].replace({"C": "B"}))
    pair = measure_keyness(merged, left="A", right="B")
    assert set(rest["right"]) == {"rest"}
    pd.testing.assert_frame_equal(
        rest.drop(columns="right"), pair.drop(columns="right"), check_exact=False
    )
    each = keyness_by_group(counts)
    pd.testing.assert_frame_equal(
        each[each["left"] == "A"].reset_index(drop=True), rest, check_exact=False
    )
    assert list(each["left"].unique()) == ["A", "B", "C"]


def test_a_third_group_does_not_touch_a_pair():
    two = frame(A={"open": 5, "calm": 3}, B={"open": 1, "calm": 4})
    three = pd.concat([two, frame(C={"open": 900, "odd": 50})])
    for prior in ("pooled", 0.5, "tidylo"):
        pd.testing.assert_frame_equal(
            measure_keyness(two, left="A", right="B", prior=prior),
            measure_keyness(three, left="A", right="B", prior=prior),
        )


def test_a_term_of_the_whole_side_stays_finite():
    counts = frame(A={"open": 5}, B={"calm": 4, "bold": 0})
    table = measure_keyness(counts, left="A", variance="full")
    assert list(table["term"]) == ["calm", "open"]
    assert np.isfinite(table.drop(columns=["left", "right", "term"])).all(axis=None)


counted = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 60), min_size=2)


def usable(*sides):
    """Both sides have words, and two terms occur at all."""
    used = {term for side in sides for term, n in side.items() if n}
    return all(sum(side.values()) for side in sides) and len(used) > 1


@settings(deadline=None, max_examples=25)
@given(
    counted,
    counted,
    st.sampled_from(["short", "full"]),
    st.sampled_from(["pooled", 0.01, 1.0]),
)
def test_swapping_the_sides_changes_only_signs(a, b, variance, prior):
    if not usable(a, b):
        return
    counts = frame(A=a, B=b)
    options = {"variance": variance, "prior": prior}
    there = measure_keyness(counts, left="A", right="B", **options)
    back = measure_keyness(counts, left="B", right="A", **options)
    for name in ("log_odds", "z", "log_ratio"):
        np.testing.assert_allclose(there[name], -back[name], atol=1e-9)
    for name in ("chi2", "g2"):
        np.testing.assert_allclose(there[name].abs(), back[name].abs(), atol=1e-9)
    for name in ("p", "q"):
        np.testing.assert_allclose(there[name], back[name])
    assert (there["q"] >= there["p"] - 1e-12).all()
    assert (there["n_left"] == back["n_right"]).all()


@settings(deadline=None, max_examples=25)
@given(counted, counted, st.randoms())
def test_order_and_splitting_of_rows_do_not_matter(a, b, random):
    if not usable(a, b):
        return
    counts = frame(A=a, B=b)
    halves = pd.concat(
        [
            counts.assign(count=counts["count"] // 2),
            counts.assign(count=-(-counts["count"] // 2)),
        ]
    ).sample(frac=1, random_state=random.randint(0, 999))
    pd.testing.assert_frame_equal(
        measure_keyness(counts, left="A"), measure_keyness(halves, left="A")
    )


def test_priors_as_written_on_the_command_line():
    assert [read_prior(text) for text in ("pooled", "tidylo", "0.01")] == [
        "pooled",
        "tidylo",
        0.01,
    ]
    with pytest.raises(InputError, match=r"^prior is 'flat'; it must be 'pooled'"):
        read_prior("flat")


def test_input_is_not_changed():
    counts = frame(A={"open": 8, "other": 12}, B={"open": 2, "other": 18})
    before = counts.copy()
    keyness_by_group(counts, prior="tidylo")
    pd.testing.assert_frame_equal(counts, before)


TWO = frame(A={"open": 8, "other": 12}, B={"open": 2, "other": 18})


@pytest.mark.parametrize(
    ("counts", "options", "words"),
    [
        (TWO, {"left": "Z"}, "counts has no group 'Z' (has: 'A', 'B')."),
        (TWO, {"left": "A", "right": "Z"}, "counts has no group 'Z' (has: 'A', 'B')."),
        (TWO, {"left": "A", "right": "A"}, "left and right are both 'A'. Name two groups."),
        (
            TWO[TWO["group"] == "A"],
            {"left": "A"},
            "counts has one group, 'A'; two or more are needed.",
        ),
        (
            TWO.assign(count=[1, 2, 0, 0]),
            {"left": "A"},
            "group 'rest' has no count above 0: nothing to compare.",
        ),
        (
            frame(A={"open": 1}, B={"open": 2}),
            {"left": "A", "right": "B"},
            "'A' and 'B' have one term in all; two or more are needed.",
        ),
        (
            TWO,
            {"left": "A", "variance": "long"},
            "variance is 'long'; it must be 'short' or 'full'.",
        ),
        (
            TWO,
            {"left": "A", "prior": "flat"},
            "prior is 'flat'; it must be 'pooled', 'tidylo' or a number above 0.",
        ),
        (
            TWO,
            {"left": "A", "prior": 0},
            "prior is 0; a flat prior must be a number above 0.",
        ),
        (
            TWO,
            {"left": "A", "prior": float("nan")},
            "prior is nan; a flat prior must be a number above 0.",
        ),
        (
            TWO,
            {"left": "A", "prior": "tidylo", "variance": "full"},
            "prior 'tidylo' has the short variance only. Leave out 'full'.",
        ),
    ],
)
def test_what_cannot_be_compared_is_said(counts, options, words):
    with pytest.raises(InputError) as error:
        measure_keyness(counts, **options)
    assert str(error.value) == words
