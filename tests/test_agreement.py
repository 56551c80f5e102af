import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.measures.agreement import measure_agreement
from analysis.measures.code_scores import (
    average_codes,
    score_references,
    score_sentiment,
)


def codes(measure, values, number=1):
    return pd.DataFrame(
        {
            "article_id": "a",
            "text": [f"s{i}" for i in range(len(values))],
            "coder": "x",
            "coder_kind": "person",
            "pass": number,
            "measure": measure,
            "target": "Meta",
            "value": values,
        }
    )


SENTENCES = pd.DataFrame(
    {
        "article_id": "a",
        "sentence": range(4),
        "text": ["s0", "s1", "s2", "s3"],
        "heading": False,
        "paragraph": 0,
    }
)


# Krippendorff 2011, section C: four observers, twelve units; 0 stands for no coding.
PUBLISHED = ["123321412000", "123322412503", "033323422510", "123324412510"]


def published():
    """The codings of the published example as codes."""
    codings = [codes("m", list(values), n) for n, values in enumerate(PUBLISHED)]
    every = pd.concat(codings)
    return every[every["value"] != "0"]


def test_alpha_is_that_of_the_published_example():
    nominal = measure_agreement(published()).iloc[0]
    ordinal = measure_agreement(published(), level="ordinal").iloc[0]
    assert nominal["n"] == 11  # the twelfth unit was coded once
    assert round(nominal["alpha"], 3) == 0.743
    assert round(ordinal["alpha"], 3) == 0.815
    assert ordinal["low"] < ordinal["alpha"] < ordinal["high"]


def test_order_counts_at_the_ordinal_level():
    near = [codes("sentiment", ["-1", "0", "1", "1"]), codes("sentiment", list("0011"), 2)]
    far = [codes("sentiment", ["-1", "0", "1", "1"]), codes("sentiment", list("1011"), 2)]
    alphas = [
        measure_agreement(pd.concat(pair), level="ordinal").iloc[0]["alpha"]
        for pair in (near, far)
    ]
    assert alphas[0] > 0.5 > alphas[1]


def test_words_have_no_order():
    both = pd.concat([codes("voice", ["outlet", "other"], n) for n in (1, 2)])
    with pytest.raises(InputError, match=r"voice has values that are no numbers.*nominal"):
        measure_agreement(both, level="ordinal")


def test_a_repeated_sentence_counts_once_and_blanks_do_not_matter():
    repeated = SENTENCES.assign(text=["s0", "s0", "s1  b", "s2"])
    mentions = pd.DataFrame({"article_id": "a", "sentence": [0, 1, 2], "entity": "Meta"})
    coded = codes("reference", ["name", "none"]).assign(text=["s0", "s1 b"])
    row = score_references(repeated, mentions, coded).iloc[0]
    assert (row["n"], row["found"], row["coded"]) == (2, 2, 1)


def test_alpha_by_hand():
    # Two codings of four sentences: 1 1 0 0 and 1 1 0 1. Coincidences: o11 = 4, o00 = 2,
    # o10 + o01 = 2; n1 = 5, n0 = 3, n = 8. alpha = 1 - 7 * 2 / (2 * 5 * 3) = 0.5333.
    both = pd.concat(
        [
            codes("sentiment", ["1", "1", "0", "0"]),
            codes("sentiment", ["1", "1", "0", "1"], 2),
        ]
    )
    row = measure_agreement(both).iloc[0]
    assert row["alpha"] == pytest.approx(1 - 7 * 2 / (2 * 5 * 3))
    assert (row["n"], row["same"]) == (4, 0.75)
    assert row["low"] <= row["alpha"] <= row["high"]


def test_codes_that_never_vary_have_no_alpha():
    both = pd.concat([codes("sentiment", ["0", "0"]), codes("sentiment", ["0", "0"], 2)])
    row = measure_agreement(both).iloc[0]
    assert row["same"] == 1
    assert row[["alpha", "low", "high"]].isna().all()


def test_a_missing_third_coding_is_no_disagreement():
    parts = [codes("sentiment", ["1", "0"], number) for number in (1, 2)]
    row = measure_agreement(pd.concat([*parts, codes("sentiment", ["1"], 3)])).iloc[0]
    assert (row["codings"], row["n"], row["same"], row["alpha"]) == (3, 2, 1, 1)


def test_one_coding_has_no_agreement():
    assert measure_agreement(codes("sentiment", ["1", "0"])).empty


def none_on_five(kinds=False):
    """Coder x codes ten sentences; y repeats five and marks five `none`."""
    x, y = codes("sentiment", list("0101010101")), codes("sentiment", list("01010"))
    none = codes("reference", ["none"] * 10)[5:]
    named = [codes("reference", ["name", "pronoun"])] if kinds else []
    return pd.concat([x, *named, pd.concat([y, none]).assign(coder="y")])


@pytest.mark.parametrize("kinds", [False, True])
@pytest.mark.parametrize("level", ["nominal", "ordinal"])
def test_who_codes_sentiment_says_that_the_target_is_meant(level, kinds):
    rows = measure_agreement(none_on_five(kinds), level=level).set_index("measure")
    told = rows.loc["reference"]
    assert (told["n"], told["same"], told["dropped"]) == (10, 0.5, 0)
    assert told["alpha"] == pytest.approx(1 - 19 * 5 / (5 * 15))  # as by hand, below
    assert (rows.loc["sentiment", "n"], rows.loc["sentiment", "dropped"]) == (5, 5)


def test_where_all_drop_out_it_is_said():
    none = codes("reference", ["none", "none"]).assign(coder="y")
    rows = measure_agreement(pd.concat([codes("sentiment", ["0", "1"]), none]))
    row = rows.set_index("measure").loc["sentiment"]
    assert (row["n"], row["dropped"], row["note"]) == (0, 2, "no sentence has two codings")


def test_codes_that_always_agree_are_not_certain():
    row = measure_agreement(
        pd.concat([codes("sentiment", list("01010"), n) for n in (1, 2)])
    )
    row = row.iloc[0]
    assert row["alpha"] == 1
    assert row[["low", "high"]].isna().all()
    assert row["note"] == "nothing varies: the codings agree on every sentence"


def test_mentions_are_scored_by_sentence():
    mentions = pd.DataFrame({"article_id": "a", "sentence": [0, 0, 1], "entity": "Meta"})
    coded = codes("reference", ["name", "none", "pronoun", "none"])
    row = score_references(SENTENCES, mentions, coded).iloc[0]
    assert (row["found"], row["coded"]) == (2, 2)
    assert (row["precision"], row["recall"], row["f1"]) == (0.5, 0.5, 0.5)


def test_sentiment_is_scored_on_the_sentences_that_have_both():
    sentiment = pd.DataFrame(
        {
            "article_id": "a",
            "sentence": [0, 1, 2],
            "entity": "Meta",
            "label": ["positive", "neutral", "negative"],
            "score": [0.9, 0.0, -0.9],
        }
    )
    scores = score_sentiment(SENTENCES, sentiment, codes("sentiment", ["1", "0", "0", "1"]))
    every = scores.set_index("target").loc["all"]
    assert every["n"] == 3
    assert every["accuracy"] == pytest.approx(2 / 3)
    # F1: positive 1, neutral 2/3, negative 0.
    assert every["macro_f1"] == pytest.approx((1 + 2 / 3 + 0) / 3)


def test_mean_code_is_over_sentences_then_passes():
    both = pd.concat([codes("sentiment", ["1", "0"]), codes("sentiment", ["1", "-1"], 2)])
    articles = pd.DataFrame(
        {"article_id": ["a"], "outlet": ["A"], "outlet_grade": ["stated"]}
    )
    row = average_codes(both, SENTENCES, articles).iloc[0]
    assert (row["value"], row["n"]) == (0.25, 2)


def test_a_sentence_that_one_of_two_refuses_weighs_half():
    both = pd.concat(
        [
            codes("sentiment", ["1", "0"]),
            codes("reference", ["none", "name"], 2),
            codes("sentiment", ["0"], 2).assign(text="s1"),
        ]
    )
    articles = pd.DataFrame(
        {"article_id": ["a"], "outlet": ["A"], "outlet_grade": ["stated"]}
    )
    row = average_codes(both, SENTENCES, articles).iloc[0]
    assert (row["value"], row["n"]) == (pytest.approx(0.5 / 1.5), 2)
