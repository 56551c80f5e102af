"""Samples of sentences to code, counted on two toy outlets."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.codes import read_codes
from analysis.errors import InputError
from analysis.measures.coded import match_codes, pair_codes
from analysis.measures.sampling import draw_sample, keep_drawn, write_sheet

ARTICLES = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["A", "B"], "event": ""})


def sentences(long=20, short=4):
    """A heading and so many sentences in a, the short one's in b."""
    n = [*range(long + 1), *range(short)]
    return pd.DataFrame(
        {
            "article_id": ["a"] * (long + 1) + ["b"] * short,
            "sentence": n,
            "paragraph": n,
            "text": [f"Sentence {i}." for i in n],
            "heading": [True] + [False] * (long + short),
        }
    )


def sentiment(told, targets=("Acme",)):
    """Every sentence refers to the first target, those of even number to all."""
    rows = [
        (row.article_id, row.sentence, target, 0.5, "outlet")
        for row in told.itertuples()
        for target in (targets if row.sentence % 2 == 0 else targets[:1])
    ]
    return pd.DataFrame(
        rows, columns=["article_id", "sentence", "entity", "score", "voice"]
    )


def draw(n, told=None, targets=("Acme",), **options):
    told = sentences() if told is None else told
    return draw_sample(told, sentiment(told, targets), ARTICLES, n=n, **options)


def test_outlets_give_the_same_number_and_a_small_one_all_it_has():
    drawn = draw(12)
    counts = drawn.groupby("outlet")["probability"].agg(["size", "first"])
    assert counts.loc["A"].tolist() == [8, 8 / 20]
    assert counts.loc["B"].tolist() == [4, 1.0]
    assert not ((drawn["article_id"] == "a") & (drawn["sentence"] == 0)).any()


def test_a_sentence_comes_with_all_its_targets_and_the_sentence_before():
    drawn = draw(24, targets=("Acme", "Bolt"))
    two = drawn[(drawn["article_id"] == "a") & (drawn["sentence"] == 2)]
    assert two["target"].tolist() == ["Acme", "Bolt"]
    assert set(two["before"]) == {"Sentence 1."}
    first = drawn[(drawn["article_id"] == "b") & (drawn["sentence"] == 0)]
    assert set(first["before"]) == {""}
    assert (drawn["sentiment"] == "").all()


def test_sentences_are_in_random_order_and_outlets_take_turns():
    orders = [draw(12, seed=seed) for seed in range(20)]
    assert all(drawn["outlet"].head(8).tolist() == ["A", "B"] * 4 for drawn in orders)
    first = [drawn.query("outlet == 'A'")["sentence"].iloc[0] for drawn in orders]
    assert len(set(first)) > 8


def test_the_probability_is_how_often_a_sentence_is_drawn():
    told = sentences()
    times = pd.concat([draw(10, told, seed=seed) for seed in range(150)])
    often = times.groupby(["article_id", "sentence"]).size() / 150
    assert often.loc["a"].mean() == pytest.approx(times.iloc[0]["probability"])
    assert often.loc["a"].max() - often.loc["a"].min() < 0.25  # six standard errors


@given(st.integers(2, 40), st.integers(1, 30), st.integers(1, 30), st.integers(0, 9))
def test_any_sample_holds_what_it_says(n, long, short, seed):
    drawn = draw(n, sentences(long, short), seed=seed)
    rows = drawn.drop_duplicates(["article_id", "sentence"])
    assert len(rows) == min(n, long + short)
    assert rows["probability"].between(0, 1, inclusive="right").all()
    estimated = (1 / rows["probability"]).groupby(rows["outlet"]).sum()
    assert estimated.to_dict() == pytest.approx({"A": long, "B": short})


def test_a_repeated_text_is_drawn_once_for_all_its_places():
    told = sentences(4, 4).assign(text="Same.")
    drawn = draw(99, told)
    assert drawn.groupby("outlet").size().tolist() == [1, 1]
    codes = drawn.assign(measure="sentiment", value="1")
    assert len(pair_codes(told, sentiment(told), codes).dropna(subset="code")) == 8


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(InputError, match="--n is 1, fewer than the 2 outlets"):
        draw(1)
    nobody = sentiment(sentences()).iloc[:0]
    with pytest.raises(InputError, match="No sentence refers to a target"):
        draw_sample(sentences(), nobody, ARTICLES)


def test_a_sheet_filled_in_is_read_as_codes_of_these_sentences(tmp_path):
    told = sentences().assign(text=[f"=SUM({i})" for i in range(25)])
    drawn = draw(6, told)
    write_sheet(drawn.assign(sentiment="0", voice="outlet"), tmp_path / "sheet.csv")
    raw = (tmp_path / "sheet.csv").read_text("utf-8-sig")
    assert ",'=SUM(" in raw
    assert ",=" not in raw
    codes = read_codes(tmp_path / "sheet.csv")
    matched = match_codes(codes, told)
    assert len(matched) == len(codes) == 12
    assert set(matched["sentence"]) == set(drawn["sentence"])


def test_names_that_look_like_formulas_are_shown_again(tmp_path):
    drawn = draw(6, targets=("@OpenAI",)).assign(article_id="-story", sentiment="1")
    write_sheet(drawn, tmp_path / "sheet.csv")
    codes = read_codes(tmp_path / "sheet.csv")
    assert set(codes["target"]) == {"@OpenAI"}
    assert set(codes["article_id"]) == {"-story"}


def test_codes_of_the_drawn_alone_with_their_probability():
    told = sentences()
    every = told.assign(measure="sentiment", target="Acme", value="1", probability=None)
    drawn = draw(8)
    kept = keep_drawn(every, drawn)
    assert len(kept) == 8
    assert sorted(set(kept["probability"])) == [4 / 20, 1.0]
