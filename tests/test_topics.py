"""Topics: the same at every run, numbered, labelled, and never failing on little text."""

import os
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import InputError
from analysis.measures.topics import find_topics, lay_out_topics

TEXTS = {
    "models": ["World models learn from the world.", "A world model needs no language."],
    "money": ["Investors gave the startup new money.", "The startup raised money again."],
    "papers": ["The lab publishes open papers.", "Open papers made the lab famous."],
}


def make_story(each=12, articles=3, noise=0.35, seed=0):
    """Return sentences on three themes, and vectors in three directions with noise."""
    rng, rows, vectors = np.random.default_rng(seed), [], []
    for theme, texts in enumerate(TEXTS.values()):
        for number in range(each - 2 * theme):
            rows.append({"article_id": f"a{number % articles}", "text": texts[number % 2]})
            vectors.append(np.eye(24)[theme] + noise * rng.normal(size=24) / 24**0.5)
    sentences = pd.DataFrame(rows)
    sentences["sentence"] = sentences.groupby("article_id").cumcount()
    return sentences, np.array(vectors, dtype=np.float32)


def by_row(sentences, sentence_topics):
    """Return the topic of each row of `sentences`, in its order."""
    return sentences.merge(sentence_topics, on=["article_id", "sentence"])["topic"].tolist()


def test_each_theme_is_a_topic_the_largest_first():
    sentences, embeddings = make_story()
    topics, placed = find_topics(sentences, embeddings, n_topics=3)
    assert topics["size"].tolist() == [12, 10, 8]
    assert by_row(sentences, placed) == [0] * 12 + [1] * 10 + [2] * 8


def test_labels_are_phrases_of_the_texts_and_no_word_stands_twice():
    topics, _ = find_topics(*make_story(), n_topics=3)
    assert topics["label"].is_unique
    assert "world model" in topics["label"][0]
    assert "open papers" in topics["label"][2]
    for terms in topics["terms"]:
        words = [word.lower().rstrip("s") for term in terms for word in term.split()]
        assert len(words) == len(set(words))


def test_the_order_of_the_rows_does_not_matter():
    sentences, embeddings = make_story()
    order = np.random.default_rng(1).permutation(len(sentences))
    found = find_topics(sentences, embeddings, n_topics=3)
    again = find_topics(sentences.iloc[order], embeddings[order], n_topics=3)
    for left, right in zip(found, again, strict=True):
        pd.testing.assert_frame_equal(left, right)


def test_the_input_stays_as_it_was():
    sentences, embeddings = make_story()
    before, vectors = sentences.copy(), embeddings.copy()
    find_topics(sentences, embeddings, n_topics=3)
    pd.testing.assert_frame_equal(sentences, before)
    np.testing.assert_array_equal(embeddings, vectors)


def test_probability_is_highest_at_the_centre_and_a_share():
    sentences, embeddings = make_story()
    embeddings[0] = np.eye(24)[0] * 7
    embeddings[1] = np.eye(24)[0] + 0.9 * np.eye(24)[1]
    _, placed = find_topics(sentences, embeddings, n_topics=3)
    rows = sentences.merge(placed, on=["article_id", "sentence"])
    assert placed["probability"].between(0, 1).all()
    assert rows["probability"][0] > 0.99
    assert rows["probability"][1] < 0.8


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_very_few_sentences_give_valid_tables_with_one_topic(n):
    sentences, embeddings = make_story()
    topics, placed = find_topics(sentences.iloc[:n], embeddings[:n])
    assert topics["size"].tolist() == [n]
    assert placed["topic"].tolist() == [0] * n
    assert placed["probability"].tolist() == [1.0] * n
    assert len(lay_out_topics(embeddings[:n], placed)) == n


def test_no_sentence_gives_empty_tables():
    sentences, embeddings = make_story()
    topics, placed = find_topics(sentences.iloc[:0], embeddings[:0])
    assert topics.empty
    assert placed.empty
    assert lay_out_topics(embeddings[:0], placed).empty


def test_sentences_without_any_noun_get_a_label():
    sentences, embeddings = make_story()
    topics, _ = find_topics(sentences.assign(text="So be it."), embeddings, n_topics=2)
    assert topics["label"].tolist() == ["no common term", "no common term (topic 1)"]


def test_sentences_of_one_noun_are_labelled_by_it():
    sentences, embeddings = make_story()
    topics, _ = find_topics(sentences.assign(text="It is the lab."), embeddings, n_topics=1)
    assert topics["label"].tolist() == ["lab"]


def test_nothing_is_warned_or_printed(capfd):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        find_topics(*make_story(), n_topics=3)
    assert capfd.readouterr() == ("", "")


def test_embeddings_of_other_sentences_are_refused():
    sentences, embeddings = make_story()
    with pytest.raises(InputError, match=r"shape \(29, 24\), but there are 30 sentences"):
        find_topics(sentences, embeddings[1:])
    embeddings[0, 0] = np.nan
    with pytest.raises(InputError, match="not finite"):
        find_topics(sentences, embeddings)
    with pytest.raises(InputError, match=r"sentences lacks column 'text'.*split_sentences"):
        find_topics(sentences.drop(columns="text"), embeddings)


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_last_bits_of_the_embeddings_move_no_label(seed):
    from analysis.measures.clustering import cluster

    _, embeddings = make_story(each=30, noise=2.0)
    noise = np.random.default_rng(seed).uniform(-1e-7, 1e-7, embeddings.shape)
    found = cluster(embeddings.astype(float), 4, seed=0)
    np.testing.assert_array_equal(found, cluster(embeddings + noise, 4, seed=0))


def test_another_process_with_other_threads_finds_the_same():
    code = (
        "import numpy as np\n"
        "from analysis.measures.clustering import cluster\n"
        "vectors = np.random.default_rng(0).normal(size=(150, 24))\n"
        "print(cluster(vectors, 4, seed=0).tolist())"
    )
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads},
            cwd=Path(__file__).parent.parent,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "4")
    ]
    assert outputs[0] == outputs[1]
    assert outputs[0].startswith("[")


def test_every_sentence_has_a_place_of_its_own_inside_its_topic():
    sentences, embeddings = make_story(each=40)
    sentences = sentences.sort_values(["article_id", "sentence"])
    embeddings = embeddings[sentences.index]
    _, placed = find_topics(sentences, embeddings, n_topics=3)
    places = lay_out_topics(embeddings, placed)
    assert list(places.columns) == ["article_id", "sentence", "x", "y"]
    points = places[["x", "y"]].to_numpy()
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    assert apart.min() > 0.8
    assert (placed["topic"].to_numpy()[apart.argmin(axis=1)] == placed["topic"]).all()


def test_the_most_typical_sentence_stands_in_the_middle():
    sentences, embeddings = make_story(each=7)
    sentences = sentences.iloc[:7].assign(article_id="a", sentence=range(7))
    placed = sentences.assign(topic=0, probability=1.0)
    mean = embeddings[:7].mean(axis=0)
    embeddings[3] = mean
    places = lay_out_topics(embeddings[:7], placed)
    ring = places.drop(index=3)[["x", "y"]] - places.loc[3, ["x", "y"]].astype(float)
    np.testing.assert_allclose(np.hypot(ring["x"], ring["y"]), 1.0, atol=2e-3)


def test_a_map_of_other_sentences_is_refused():
    sentences, embeddings = make_story()
    _, placed = find_topics(sentences, embeddings, n_topics=3)
    with pytest.raises(
        InputError, match="embeddings have 29 rows, but sentence_topics has 30"
    ):
        lay_out_topics(embeddings[1:], placed)
