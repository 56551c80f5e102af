"""Outlets compared on toy articles whose differences are counted by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.compare import average_with_interval, compare_outlets, describe
from analysis.compare.alike import estimate_alike, widen
from analysis.compare.units import read_observations, units_within
from analysis.errors import InputError

TEXTS = "(these texts, not the outlets)"
ONE = pd.DataFrame({"article_id": ["000"], "outlet": ["A"], "event": [""]})


def articles_of(outlets, events=None):
    """One article for each outlet named; article ids are their positions."""
    return pd.DataFrame(
        {
            "article_id": [f"{i:03}" for i in range(len(outlets))],
            "outlet": outlets,
            "event": events or [""] * len(outlets),
        }
    )


def values_of(article_id, values, *, per_paragraph=1, target="Meta"):
    """Sentences with these values, so many in a paragraph."""
    n = np.arange(len(values))
    return pd.DataFrame(
        {
            "article_id": article_id,
            "paragraph": n // per_paragraph,
            "sentence": n,
            "target": target,
            "value": np.asarray(values, dtype=float),
        }
    )


def compare(*sides, per_paragraph=1, **options):
    """Outlets A, B, ... with one article each and these values."""
    rows = [
        values_of(f"{i:03}", side, per_paragraph=per_paragraph)
        for i, side in enumerate(sides)
    ]
    outlets = articles_of(list("ABCDEF"[: len(sides)]))
    return compare_outlets(pd.concat(rows), outlets, measure="sentiment", **options)


def test_difference_counted_by_hand():
    row = compare([1, 1, 0, 0, 1, 0, 1, 1], [0, -1, 0, 0, -1, 0, 0, 0]).iloc[0]
    assert row["difference"] == 5 / 8 + 2 / 8
    assert (row["left"], row["right"]) == ("A", "B")
    assert (row["n_left"], row["n_right"]) == (8, 8)
    assert row["low"] < row["difference"] < row["high"]
    assert row["resampled"] == f"paragraphs within one article of each {TEXTS}"
    assert row["reason"] == ""


def test_permutation_p_is_close_to_all_arrangements():
    # 4 + 4 blocks, all low against all high: 2 of the 70 arrangements are as far
    row = compare([0, 1] * 3 + [1, 1], [-1, -1, -1, 0] * 2, per_paragraph=2).iloc[0]
    assert row["resampled"].startswith("blocks of two sentences within")
    assert row["p"] == pytest.approx(2 / 70, abs=0.012)


def test_weights_make_a_ratio_of_counts():
    left = values_of("000", [0.5] * 8).assign(weight=[4, 2, 2, 2, 2, 2, 2, 0])
    left.loc[0, "value"] = 1.0
    right = values_of("001", [0.25] * 8).assign(weight=1)
    both = pd.concat([left, right])
    row = compare_outlets(both, articles_of(["A", "B"]), measure="share").iloc[0]
    assert row["difference"] == pytest.approx((4 + 6) / 16 - 0.25)
    assert (row["n_left"], row["n_right"]) == (7, 8)  # a row of weight 0 says nothing


def test_unit_is_paragraphs_where_six_hold_a_value_else_blocks():
    six = compare([0, 1, 1] * 4, [1, 0, 1] * 4, per_paragraph=2).iloc[0]
    five = compare([0, 1, 1, 0, 1] * 2, [1, 0, 1] * 3 + [0], per_paragraph=2).iloc[0]
    assert six["resampled"].startswith("paragraphs")
    assert five["resampled"].startswith("blocks of two sentences")


def test_mixed_units_are_named_for_each_outlet():
    rows = [
        values_of("000", [0, 1, 1, 0, 1, 0]),
        values_of("001", [0, 1, 1, 0, 1, 0, 1, 1], per_paragraph=4),
    ]
    row = compare_outlets(pd.concat(rows), articles_of(["A", "B"]), measure="m").iloc[0]
    assert row["resampled"].startswith(
        "paragraphs of A, blocks of two sentences of B within"
    )


def test_five_articles_each_are_resampled_as_articles():
    rng = np.random.default_rng(3)
    outlets = ["A"] * 5 + ["B"] * 6
    rows = [values_of(f"{i:03}", rng.normal(i < 5, 0.3, 2)) for i in range(11)]
    row = compare_outlets(pd.concat(rows), articles_of(outlets), measure="m").iloc[0]
    means = [r["value"].mean() for r in rows]
    assert row["difference"] == pytest.approx(np.mean(means[:5]) - np.mean(means[5:]))
    assert row["resampled"] == "articles (5 of A, 6 of B)"
    assert row["low"] > 0
    assert row["p"] < 0.02


def test_one_long_article_does_not_outvote_the_others():
    rows = [values_of("000", [1.0] * 90 + [0.0] * 10)]
    rows += [values_of(f"{i:03}", [0.0, 0.2]) for i in range(1, 10)]
    table = compare_outlets(
        pd.concat(rows), articles_of(["A"] * 5 + ["B"] * 5), measure="m"
    )
    assert table["difference"].iloc[0] == pytest.approx((0.9 + 4 * 0.1) / 5 - 0.1)


def test_two_to_four_articles_speak_of_these_texts():
    rows = [values_of(f"{i:03}", [0, 1, 0, 1, 1, i % 2, 0, 1]) for i in range(5)]
    outlets = articles_of(["A", "A", "B", "B", "B"])
    row = compare_outlets(pd.concat(rows), outlets, measure="m").iloc[0]
    assert row["resampled"] == f"paragraphs within articles (2 of A, 3 of B) {TEXTS}"


def test_five_events_are_resampled_with_labels_shuffled_inside():
    gaps = [0.5, 0.25, 0.75, 0.5, 0.25, 0.5, 0.75, 0.5]
    rows = [values_of(f"{i:03}", [gaps[i // 2] if i % 2 == 0 else 0.0]) for i in range(16)]
    events = [f"event {i // 2}" for i in range(16)]
    row = compare_outlets(
        pd.concat(rows), articles_of(["A", "B"] * 8, events), measure="m"
    ).iloc[0]
    assert row["difference"] == 0.5
    assert row["resampled"] == "events (8), outlet labels shuffled inside each"
    assert 0.25 < row["low"] < 0.5 < row["high"] < 0.75
    assert row["p"] == 2 / 2**8  # all signs as seen, or all turned


def compare_events(n, turned=()):
    """Two outlets that differ alike in each of n events, but for those turned round."""
    rows = [
        values_of(f"{i:03}", [float(i % 2 == (i // 2 in turned))] * 8) for i in range(2 * n)
    ]
    events = [f"event {i // 2}" for i in range(2 * n)]
    rows[0].loc[0, "value"] = 0.5  # something varies
    return compare_outlets(
        pd.concat(rows), articles_of(["A", "B"] * n, events), measure="m"
    ).iloc[0]


def test_five_pairs_of_texts_cannot_be_firm_as_events_and_speak_of_these_texts():
    assert compare_events(5)["resampled"].endswith(TEXTS)
    six = compare_events(6)
    assert six["resampled"].startswith("events (6)")
    assert six["p"] == 2 / 2**6


def test_few_arrangements_are_all_counted():
    # one event of eight is turned: as far are the 8 with one turned, the seen, both ways
    assert compare_events(8, turned=(3,))["p"] == pytest.approx(2 * 9 / 2**8)


def test_events_told_by_one_outlet_alone_are_left_out():
    rows = [values_of(f"{i:03}", [0, 1, 0, 1, 1, 0, 0, i == 2]) for i in range(3)]
    outlets = articles_of(["A", "B", "A"], ["x", "x", "y"])
    row = compare_outlets(pd.concat(rows), outlets, measure="m").iloc[0]
    assert row["difference"] == 0
    assert row["n_left"] == 8


@pytest.mark.parametrize(
    ("left", "right", "difference", "words"),
    [
        (
            [1, 0, 1, 1, 1],
            [0] * 7 + [1],
            0.8 - 0.125,
            "has 5 sentences on Meta, which make 3",
        ),
        (
            [1],
            [0] * 7 + [1],
            1 - 0.125,
            "A (000) has 1 sentence on Meta, which makes 1 block",
        ),
        ([0] * 8, [0] * 9, 0, "nothing varies: all paragraphs have the same value on Meta"),
        ([], [0] * 9, np.nan, "no sentence on Meta in A"),
    ],
)
def test_refusals_say_why_and_keep_the_difference(left, right, difference, words):
    row = compare(left, right).iloc[0]
    assert words in row["reason"]
    assert row["difference"] == pytest.approx(difference, nan_ok=True)
    assert row[["low", "high", "p", "q"]].isna().all()
    assert row["resampled"] == ""
    assert (row["n_left"], row["n_right"]) == (len(left), len(right))


def test_no_event_in_common_is_refused():
    rows = [values_of(f"{i:03}", [0, 1] * 5) for i in range(2)]
    outlets = articles_of(["A", "B"], ["x", "y"])
    row = compare_outlets(pd.concat(rows), outlets, measure="m").iloc[0]
    assert row["reason"] == "no event that both tell with a sentence on Meta"


def test_target_never_mentioned_gives_a_refusal_for_every_pair():
    table = compare([0, 1] * 4, [0, 1] * 4, [1, 0] * 4, targets=["Yann LeCun"])
    assert len(table) == 3
    assert table["reason"].str.startswith("no sentence on Yann LeCun in").all()


def test_a_side_that_never_varies_is_not_taken_as_certain():
    row = compare([0] * 8, [1, 0, 0, 1, 0, 0, 1, 0]).iloc[0]
    alone = compare([0, 0, 0, 0, 0, 0, 0, 1], [0] * 8).iloc[0]
    apart = compare([0] * 8, [1] * 8).iloc[0]
    assert row["low"] < -0.375 < row["high"]
    assert alone["low"] < 0 < alone["high"]
    assert apart["low"] < apart["difference"] == -1 < apart["high"] < 0
    assert apart["p"] < 0.01


def test_one_outlet_gives_no_row():
    assert compare([0, 1] * 4).empty


def test_q_is_taken_over_the_whole_family():
    rng = np.random.default_rng(0)
    table = compare(*(rng.normal(i, 1, 12) for i in range(4)))
    p = table["p"].sort_values().to_numpy()
    expected = np.minimum.accumulate((p * 6 / np.arange(1, 7))[::-1])[::-1]
    assert table.sort_values("p")["q"].to_numpy() == pytest.approx(expected)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda v: v.drop(columns="value"), "values lacks column 'value'"),
        (lambda v: v.assign(value=np.nan), "value that is no usable number"),
        (lambda v: v.assign(weight=-1), "weight that is no usable number"),
        (lambda v: pd.concat([v, v]), "two rows for"),
        (lambda v: v.assign(article_id="zzz"), "has article 'zzz', which articles lacks"),
    ],
)
def test_wrong_values_are_named(change, words):
    values = values_of("000", [0, 1])
    with pytest.raises(InputError, match=words):
        compare_outlets(change(values), articles_of(["A"]), measure="m")


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (("A", "Z"), r"No outlet 'Z' \(there are: A, B\)"),
        (("A", "A"), "two outlets, got 'A' twice"),
    ],
)
def test_wrong_pairs_are_named(pair, words):
    with pytest.raises(InputError, match=words):
        compare([0, 1] * 4, [1, 0] * 4, pairs=[pair])


scores = st.lists(st.sampled_from([-1, -0.4, 0, 0, 0, 0.3, 1]), min_size=1, max_size=30)
layouts = st.integers(min_value=1, max_value=4)


@settings(max_examples=25, deadline=None)
@given(scores, scores, layouts)
def test_turning_a_pair_round_negates_it(left, right, per_paragraph):
    options = {"per_paragraph": per_paragraph, "resamples": 200}
    one = compare(left, right, pairs=[("A", "B")], **options).iloc[0]
    other = compare(left, right, pairs=[("B", "A")], **options).iloc[0]
    turned = -other[["difference", "high", "low"]].to_numpy(float)
    np.testing.assert_array_equal(
        one[["difference", "low", "high"]].to_numpy(float), turned
    )
    np.testing.assert_equal(one["p"], other["p"])
    assert (one["resampled"], one["reason"]) == (other["resampled"], other["reason"])
    assert (one["n_left"], one["n_right"]) == (other["n_right"], other["n_left"])


@settings(max_examples=15, deadline=None)
@given(st.lists(scores, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_order_of_rows_and_articles_does_not_matter(sides, random):
    rows = [values_of(f"{i:03}", side, per_paragraph=2) for i, side in enumerate(sides)]
    values, articles = (
        pd.concat(rows, ignore_index=True),
        articles_of(list("ABCD"[: len(sides)])),
    )
    mixed = values.iloc[random.sample(range(len(values)), len(values))]
    turned = articles.iloc[random.sample(range(len(articles)), len(articles))]
    for make in (compare_outlets, average_with_interval):
        expected = make(values, articles, measure="m", resamples=100)
        pd.testing.assert_frame_equal(
            make(mixed, turned, measure="m", resamples=100), expected, check_exact=True
        )


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([-1, 0, 0, 0.5]), min_size=8, max_size=30), layouts)
def test_identical_texts_do_not_differ(side, per_paragraph):
    row = compare(side, side, per_paragraph=per_paragraph, resamples=200).iloc[0]
    assert row["difference"] == 0
    if not row["reason"]:
        assert row["p"] == 1
        assert row["low"] <= 0 <= row["high"]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000))
def test_a_planted_difference_is_found(seed):
    rng = np.random.default_rng(seed)
    left, right = rng.normal(0.8, 0.2, 20), rng.normal(-0.2, 0.2, 30)
    row = compare(left, right, resamples=500).iloc[0]
    assert 0 < row["low"] < row["difference"] < row["high"]
    assert row["p"] < 0.01


def test_a_row_is_the_same_whatever_else_is_compared():
    sides = [[0, 1, 0, 0, 1, 1, 0, 1], [1, 1, 0, 1, 1, 1, 0, 1], [0, 0, 0, -1, 0, 0, 0, 1]]
    columns = ["difference", "low", "high", "p"]
    alone, among = compare(*sides[:2]), compare(*sides)
    pd.testing.assert_series_equal(
        alone.iloc[0][columns], among.iloc[0][columns], check_exact=True
    )
    other = compare(*sides[:2], seed=1).iloc[0]
    assert other["low"] != alone.iloc[0]["low"]
    assert other["low"] == pytest.approx(alone.iloc[0]["low"], abs=0.1)


def test_shift_and_scale_carry_over():
    left, right = [0, 1, 0, 0, 1, 1, 0, 1], [1, 1, 0, -1, 1, 1, 0, 1]
    plain = compare(left, right).iloc[0]
    moved = compare(1e6 * np.array(left) + 3, 1e6 * np.array(right) + 3).iloc[0]
    for name in ("difference", "low", "high"):
        assert moved[name] == pytest.approx(1e6 * plain[name])
    assert moved["p"] == plain["p"]


def test_inputs_are_left_as_they_were():
    values, articles = values_of("000", [1, 0] * 4), articles_of(["A"])
    before = values.copy(), articles.copy()
    average_with_interval(values, articles, measure="m")
    pd.testing.assert_frame_equal(values, before[0])
    pd.testing.assert_frame_equal(articles, before[1])


def test_averages_have_a_row_for_every_article_and_target():
    rows = [
        values_of("000", [1, 0, 1, 0, 0, 0, 1, 0]),
        values_of("001", [1, 0]),
        values_of("001", [1, 1, 0, 0, 1, 1, 1, 1], target="LeCun"),
    ]
    table = average_with_interval(
        pd.concat(rows), articles_of(["A", "B"]), measure="share", limits=(0, 1)
    ).set_index(["article_id", "target"])
    assert table["value"].tolist() == pytest.approx([np.nan, 3 / 8, 0.75, 0.5], nan_ok=True)
    assert table["n"].tolist() == [0, 8, 8, 2]
    assert table.loc[("000", "LeCun"), "reason"] == "no sentence on LeCun in A"
    assert "4 are needed" in table.loc[("001", "Meta"), "reason"]
    meta = table.loc[("000", "Meta")]
    assert 0 <= meta["low"] < 3 / 8 < meta["high"] <= 1
    assert meta["resampled"] == "paragraphs within the article (this text, not the outlet)"


def test_average_that_never_varies_borrows_from_the_other_articles():
    rows = [values_of("000", [0] * 8), values_of("001", [1, 0] * 4)]
    table = average_with_interval(
        pd.concat(rows), articles_of(["A", "B"]), measure="share", limits=(0, 1)
    )
    assert table.loc[0, ["value", "low"]].tolist() == [0, 0]
    assert 0 < table.loc[0, "high"] < 0.5
    alone = average_with_interval(rows[0], articles_of(["A"]), measure="share")
    assert alone.loc[0, "reason"].startswith("nothing varies: all paragraphs")


def test_words_of_an_answer_and_of_a_refusal():
    table = compare([1, 1, 0, 0, 1, 0, 1, 1], [0, -1, 0, 0, -1, 0, 0, 0], [0, 1])
    answer, refusal = describe(table.iloc[0]), describe(table.iloc[1])
    assert answer.startswith(
        "In sentiment toward Meta, A's text is 0.88 higher than B's (95%"
    )
    assert answer.endswith("of each; this speaks of these texts, not the outlets).")
    assert refusal == (
        "In sentiment toward Meta, A and C cannot be compared (seen: +0.12): C (002) has "
        "2 sentences on Meta, which make 1 block of two; 4 are needed in each article "
        "to see how much they vary."
    )


# --- texts of few paragraphs, whose sentences agree


def test_sentences_of_one_paragraph_speak_together_counted_by_hand():
    told = read_observations(values_of("000", [1, 1, 0, 0, 0, 1], per_paragraph=2), ONE)
    # between paragraphs 2 x (1/4 + 1/4 + 0) / 2 = 1/2, within (0 + 0 + 1/2) / 3 = 1/6;
    # (1/2 - 1/6) / (1/2 + 1/6) = 1/2, drawn to .3 as by 20 paragraphs more
    assert estimate_alike(told["Meta"]) == pytest.approx((2 * 0.5 + 20 * 0.3) / 22)
    alone = read_observations(values_of("000", [1, 0, 1]), ONE)
    assert estimate_alike(alone["Meta"]) == 0.3  # a sentence a paragraph says nothing


@pytest.mark.parametrize(
    ("sentences", "per_paragraph", "wider"),
    [(16, 1, False), (16, 2, False), (8, 2, False), (16, 8, True), (20, 20, True)],
)
def test_only_long_paragraphs_drawn_in_blocks_widen(sentences, per_paragraph, wider):
    values = np.arange(sentences) % 3
    rows = values_of("000", values, per_paragraph=per_paragraph)
    (article,) = read_observations(rows, ONE)["Meta"]
    factor, freedom = widen(article, 0.2)
    units = len(units_within(article)[0])
    assert (factor > 1.2) == wider
    assert (freedom < units - 1) if wider else (factor, freedom) == (1, units - 1)


def test_lost_paragraph_breaks_do_not_widen_without_end():
    factors = [
        widen(
            read_observations(values_of("000", values, per_paragraph=80), ONE)["Meta"][0],
            0.2,
        )
        for values in (np.arange(20) % 3, np.arange(80) % 3)
    ]
    assert factors[1].factor < 1.1 * 4.8 / 1.2
    assert factors[1].freedom > factors[0].freedom


def test_long_paragraphs_make_interval_and_p_larger():
    sides = [0, 1] * 3 + [1, 1, 0, 1], [1, -1, -1, 0] * 2 + [0, 1]
    short = compare(*sides, per_paragraph=2, resamples=1000).iloc[0]
    long = compare(*sides, per_paragraph=5, resamples=1000).iloc[0]
    assert long["resampled"].startswith("blocks of two sentences")
    assert long["difference"] == short["difference"]
    assert long["high"] - long["low"] > 1.2 * (short["high"] - short["low"])
    assert long["p"] >= short["p"]
    rows = pd.concat(values_of(f"{i:03}", s, per_paragraph=5) for i, s in enumerate(sides))
    means = average_with_interval(rows, articles_of(["A", "B"]), measure="m")
    plain = average_with_interval(
        rows.assign(paragraph=rows["sentence"] // 2), articles_of(["A", "B"]), measure="m"
    )
    assert (means["high"] - means["low"] > plain["high"] - plain["low"]).all()


@pytest.mark.parametrize("paragraphs", [2, 1])
def test_chance_is_not_called_where_sentences_of_long_paragraphs_agree(paragraphs):
    """Blocks of two alone call 15 to 25% here; 5% are allowed, 7 of 60 by chance."""
    rng, called = np.random.default_rng(7), 0
    for _ in range(60):
        long = np.repeat(rng.normal(size=18), 2) + rng.normal(size=36)
        short = np.repeat(rng.normal(size=2), 8) + rng.normal(size=16)
        rows = [
            values_of("000", long, per_paragraph=2),
            values_of("001", short, per_paragraph=16 // paragraphs),
        ]
        row = compare_outlets(
            pd.concat(rows), articles_of(["A", "B"]), measure="m", resamples=199
        )
        called += int(row["p"].iloc[0] < 0.05)
    assert called <= 7
