import pandas as pd
import pytest

from analysis.measures.catalogue import summarise
from analysis.measures.values import (
    find_headlines,
    value_mentions,
    value_sentiment,
    value_topics,
)

SENTENCES = pd.DataFrame(
    {
        "article_id": ["a"] * 4 + ["b"] * 3,
        "sentence": [0, 1, 2, 3, 0, 1, 2],
        "paragraph": [0, 1, 1, 2, 0, 0, 1],
        "heading": [True, False, False, False, False, False, True],
        "text": list("hstuxyz"),
    }
)
SENTIMENT = pd.DataFrame(
    {
        "article_id": ["a", "a", "a"],
        "sentence": [0, 1, 3],
        "entity": "Meta",
        "score": [-1.0, 0.5, -0.25],
    }
)


def test_headings_are_left_out_of_the_body_and_alone_in_the_headline():
    assert value_sentiment(SENTENCES, SENTIMENT)["value"].tolist() == [0.5, -0.25]
    headline = value_sentiment(SENTENCES, SENTIMENT, headline=True)
    assert headline["value"].tolist() == [-1.0]


def test_an_outlets_own_voice_and_those_it_quotes():
    voices = pd.concat([SENTIMENT, SENTIMENT.assign(article_id="b", sentence=[0, 1, 2])])
    voices = voices.assign(voice=["outlet", "outlet", "Ann", "", "unknown", "outlet"])
    own = value_sentiment(SENTENCES, voices, voice="outlet")
    quoted = value_sentiment(SENTENCES, voices, voice="quoted")
    assert own["value"].tolist() == [0.5]  # the other two stand in headings
    assert quoted["value"].tolist() == [-0.25, 0.5]
    assert len(value_sentiment(SENTENCES, voices)) == 4


def test_a_headline_opens_the_article_or_closes_it():
    found = find_headlines(SENTENCES)
    assert list(zip(found["article_id"], found["sentence"], strict=True)) == [
        ("a", 0),
        ("b", 2),
    ]


def test_topic_values_are_one_for_the_sentences_own_topic():
    topics = pd.DataFrame({"topic": [0, 1], "label": ["work", "home"]})
    placed = SENTENCES[["article_id", "sentence"]].assign(topic=[0, 0, 1, 0, 1, 1, 0])
    values = value_topics(SENTENCES, placed, topics)
    shares = summarise(values, measure="topic share").set_index(["article_id", "target"])
    assert shares.loc[("a", "work"), "value"] == pytest.approx(2 / 3)
    assert shares.loc[("b", "home"), "value"] == 1.0
    assert shares["n"].tolist() == [3, 3, 2, 2]


def test_mention_values_count_a_sentence_once():
    mentions = pd.DataFrame(
        {"article_id": ["a", "a", "b"], "sentence": [1, 1, 2], "entity": ["Meta"] * 3}
    )
    values = value_mentions(SENTENCES, mentions, ["Meta", "LeCun"])
    total = values.groupby(["article_id", "target"])["value"].sum()
    assert total.loc[("a", "Meta")] == 1.0
    assert total.loc[("b", "Meta")] == 0.0  # its one mention stands in a heading
    assert total.loc[("a", "LeCun")] == 0.0
