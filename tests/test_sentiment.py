"""Sentences x targets -> probabilities, counted by hand with a model that is a stand-in."""

import numpy as np
import pandas as pd
import pytest

from analysis.corpus.cast import Cast, Entity
from analysis.errors import InputError
from analysis.measures.catalogue import summarise
from analysis.measures.sentiment import measure_sentiment
from analysis.measures.values import value_sentiment

CAST = Cast((Entity("Meta", target=True), Entity("LeCun", target=True), Entity("Apple")))
BODY = ["Meta shines", "LeCun left Meta and it fails.", "He praised Apple."]


ANSWERS = {
    "Meta": [0.2, 0.2, 0.6],
    "it": [0.8, 0.2, 0.0],
    "LeCun": [0.1, 0.8, 0.1],
    "He": [0.4, 0.3, 0.3],
}


class ByWord:
    """Answers by the target's own words, so that every number can be counted."""

    bar = 0.5

    def predict(self, texts, starts, ends, before=None):
        self.seen = list(zip(texts, starts, ends, before, strict=True))
        words = [text[a:b] for text, a, b in zip(texts, starts, ends, strict=True)]
        return np.array([ANSWERS[word] for word in words])


def toy_sentences():
    starts = [0, 12, 43]
    return pd.DataFrame(
        {
            "article_id": "a",
            "sentence": [0, 1, 2],
            "start": starts,
            "end": [s + len(t) for s, t in zip(starts, BODY, strict=True)],
            "text": BODY,
            "paragraph": [0, 1, 1],
            "heading": [True, False, False],
        }
    )


def toy_mentions():
    rows = [
        (0, "Meta", 0, 4),
        (1, "LeCun", 12, 17),
        (1, "Meta", 23, 27),
        (1, "Meta", 32, 34),
        (2, "LeCun", 43, 45),
        (2, "Apple", 54, 59),
    ]
    return pd.DataFrame(rows, columns=["sentence", "entity", "start", "end"]).assign(
        article_id="a", surface="", kind="name", rule="toy"
    )


def test_one_row_per_sentence_and_target_with_the_mean_over_its_mentions():
    found = measure_sentiment(toy_sentences(), toy_mentions(), CAST, model=ByWord())
    assert list(zip(found["sentence"], found["entity"], strict=True)) == [
        (0, "Meta"),
        (1, "LeCun"),
        (1, "Meta"),
        (2, "LeCun"),
    ]
    row = found.iloc[2]
    assert [row["negative"], row["neutral"], row["positive"]] == pytest.approx(
        [0.5, 0.2, 0.3]
    )
    assert row["score"] == pytest.approx(-0.2)
    assert found["label"].tolist() == ["positive", "neutral", "negative", "negative"]
    assert found["uncertain"].tolist() == [False, False, False, True]
    assert set(found["voice"]) == {""}


def test_the_model_gets_offsets_in_the_sentence_and_the_sentence_before():
    model = ByWord()
    measure_sentiment(toy_sentences(), toy_mentions(), CAST, model=model)
    assert (BODY[0], 0, 4, "") in model.seen
    assert (BODY[1], 20, 22, BODY[0]) in model.seen
    assert len(model.seen) == 5


def test_nothing_is_mutated_and_the_order_of_rows_does_not_matter():
    sentences, mentions = toy_sentences(), toy_mentions()
    first = measure_sentiment(sentences, mentions, CAST, model=ByWord())
    pd.testing.assert_frame_equal(sentences, toy_sentences())
    pd.testing.assert_frame_equal(mentions, toy_mentions())
    turned = measure_sentiment(sentences[::-1], mentions[::-1], CAST, model=ByWord())
    pd.testing.assert_frame_equal(first, turned)


def test_no_mention_of_a_target_gives_the_empty_table_without_a_model():
    apple = toy_mentions().query("entity == 'Apple'")
    found = measure_sentiment(toy_sentences(), apple, CAST)
    assert found.empty
    assert "voice" in found.columns
    assert measure_sentiment(toy_sentences(), toy_mentions(), Cast(())).empty


def test_a_mention_outside_its_sentence_is_refused():
    moved = toy_mentions().assign(start=lambda frame: frame["start"] - 1)
    with pytest.raises(
        InputError, match=r"'Meta' at -1 to 4 of a, .* not inside sentence 0"
    ):
        measure_sentiment(toy_sentences(), moved, CAST, model=ByWord())
    lost = toy_mentions().assign(sentence=9)
    with pytest.raises(InputError, match="not inside sentence 9"):
        measure_sentiment(toy_sentences(), lost, CAST, model=ByWord())


def test_a_missing_column_names_the_function_that_makes_it():
    with pytest.raises(InputError, match=r"mentions lacks column 'end' .*find_mentions"):
        measure_sentiment(
            toy_sentences(), toy_mentions().drop(columns="end"), CAST, model=ByWord()
        )


def test_averages_leave_headings_out_and_headlines_apart():
    sentences = toy_sentences()
    found = measure_sentiment(sentences, toy_mentions(), CAST, model=ByWord())
    parts = [
        summarise(value_sentiment(sentences, found), measure="sentiment"),
        summarise(
            value_sentiment(sentences, found, headline=True), measure="headline sentiment"
        ),
    ]
    means = pd.concat(parts).set_index(["measure", "target"])
    assert means.loc[("sentiment", "Meta"), "value"] == pytest.approx(-0.2)
    assert means.loc[("sentiment", "LeCun"), "value"] == pytest.approx(-0.05)
    assert means.loc[("sentiment", "LeCun"), "n"] == 2
    assert means.loc[("headline sentiment", "Meta"), "value"] == pytest.approx(0.4)
    assert ("headline sentiment", "LeCun") not in means.index
    assert (means["unit"] != "").all()
