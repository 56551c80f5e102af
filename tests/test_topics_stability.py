"""How many topics: agreement, coherence, the rule of choice, and the clustering below."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_topics import make_story

from analysis.errors import InputError
from analysis.measures.clustering import (
    by_size,
    cluster_each,
    co_associate,
    smallest_topic,
    unit_rows,
)
from analysis.measures.coherence import adjusted_rand, measure_coherence, pair_npmi
from analysis.measures.topic_labels import label_topics, pick_terms
from analysis.measures.topic_terms import find_terms
from analysis.measures.topics import choose_topics, measure_stability

labellings = st.integers(1, 40).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(0, 5), min_size=n, max_size=n)] * 2)
)


@given(labellings)
def test_adjusted_rand_is_that_of_scikit_learn(pair):
    from sklearn.metrics import adjusted_rand_score

    left, right = (np.array(each) for each in pair)
    assert adjusted_rand(left, right) == pytest.approx(adjusted_rand_score(left, right))


def test_npmi_by_hand():
    counts = np.array([[1, 1, 0], [1, 1, 0], [1, 0, 0], [0, 0, 2]])
    npmi = pair_npmi(counts)
    # a in 3 of 4, b in 2 of 4, both in 2 of 4: log(.5 / (.75 * .5)) / -log(.5)
    assert npmi[0, 1] == pytest.approx(np.log(4 / 3) / np.log(2))
    assert npmi[0, 2] == -1
    assert measure_coherence([np.array([0, 1]), np.array([2])], npmi) == npmi[0, 1]
    assert np.isnan(measure_coherence([np.array([2])], npmi))


@given(st.lists(st.integers(0, 6), min_size=1))
def test_clusters_are_numbered_by_size_and_stay_the_same_clusters(names):
    labels = np.array(names)
    numbered = by_size(labels)
    sizes = np.bincount(numbered)
    assert (np.diff(sizes) <= 0).all()
    assert adjusted_rand(labels, numbered) == 1
    np.testing.assert_array_equal(numbered, by_size(numbered))


def test_co_association_is_a_share_and_joins_what_is_alike():
    _, vectors = make_story()
    together = co_associate(unit_rows(vectors.astype(float)), seed=0)
    np.testing.assert_array_equal(together, together.T)
    assert together.min() >= 0
    assert together.max() == 1
    assert together[:12, :12].mean() > 0.6
    assert together[:12, 12:].max() < 0.1


def test_no_topic_is_smaller_than_the_least():
    rng = np.random.default_rng(0)
    vectors = rng.normal(size=(120, 8))
    for labels in cluster_each(vectors, range(1, 9), seed=0).values():
        assert np.bincount(labels).min() >= smallest_topic(120)


def test_equal_vectors_and_zeros_are_clustered_without_warning():
    assert set(cluster_each(np.ones((9, 3)), [2], seed=0)[2]) <= {0, 1}
    assert set(cluster_each(np.zeros((9, 3)), [2], seed=0)[2]) <= {0, 1}


def test_three_clear_themes_are_stable_and_chosen():
    sentences, embeddings = make_story(each=16)
    table = measure_stability(sentences, embeddings, ks=[3, 4], runs=4)
    assert table["method"].unique().tolist() == ["consensus", "k-means", "NMF", "LDA"]
    assert table.groupby("method")["runs"].first().to_dict() == {
        "LDA": 3, "NMF": 4, "consensus": 4, "k-means": 4,
    }  # fmt: skip
    assert len(table) == 4 * 3 * 2
    own = table[(table["method"] == "consensus") & (table["n_topics"] == 3)]
    assert (own["ari"] == 1).all()
    assert table["npmi"].between(-1, 1).all()
    assert choose_topics(table) == 3
    again = measure_stability(sentences, embeddings, ks=[3, 4], runs=4)
    pd.testing.assert_frame_equal(table, again)


def test_vectors_without_structure_are_not_stable():
    sentences, embeddings = make_story(each=16)
    noise = np.random.default_rng(0).normal(size=embeddings.shape)
    table = measure_stability(sentences, noise, ks=[4], runs=4)
    own = table[table["method"].isin(["consensus", "k-means"])]
    assert own.groupby("method")["ari"].mean().max() < 0.85


def test_a_corpus_too_small_has_no_stability_and_one_topic():
    sentences, embeddings = make_story(each=10)
    table = measure_stability(sentences, embeddings)
    assert table.empty
    assert choose_topics(table) == 1


def test_another_number_of_vectors_is_refused():
    sentences, embeddings = make_story()
    with pytest.raises(InputError, match=r"shape \(3, 24\), but there are 30 sentences"):
        measure_stability(sentences, embeddings[:3])


def make_table(ari, npmi):
    """Return a stability table of the consensus for 3, 4, 5 topics under two changes."""
    rows = [
        ("consensus", k, change, value, npmi[i])
        for i, k in enumerate((3, 4, 5))
        for change, value in zip(("seed", "left out"), ari[i], strict=True)
    ]
    return pd.DataFrame(rows, columns=["method", "n_topics", "perturbation", "ari", "npmi"])


@pytest.mark.parametrize(
    ("ari", "npmi", "chosen"),
    [
        ([(0.9, 0.9), (0.9, 0.9), (0.9, 0.9)], [0, 0, 0], 5),
        ([(0.9, 0.9), (0.9, 0.85), (0.99, 0.84)], [0, 0, 0], 4),  # the worst change counts
        ([(0.9, 0.9), (0.9, 0.9), (0.9, 0.9)], [0, -0.09, -0.2], 4),  # too little coherence
        ([(0.8, 0.8), (0.99, 0.7), (0.6, 0.6)], [0, -0.5, 0], 4),  # none reaches the bar
    ],
)
def test_the_rule_of_choice(ari, npmi, chosen):
    assert choose_topics(make_table(ari, npmi)) == chosen


def test_a_table_of_something_else_is_refused():
    with pytest.raises(InputError, match=r"lacks column 'ari'.*measure_stability"):
        choose_topics(make_table([(1, 1)] * 3, [0] * 3).drop(columns="ari"))


def test_terms_join_forms_and_title_case_and_leave_out_dates():
    terms, written = find_terms(
        [
            "Open Research Under Threat",
            "They defend open research.",
            "On Monday the long-term plan failed.",
        ]
    )
    assert "open_research" in terms[0]
    assert "open_research" in terms[1]
    assert written["open_research"] == "open research"
    assert "long-term_plan" in terms[2]
    assert not any("monday" in term for term in terms[2])


def test_terms_that_repeat_a_word_or_stand_once_come_last_or_not():
    uses = {"lab": 4, "open_lab": 3, "open": 3, "paper": 1, "money": 2}
    assert pick_terms(list(uses), uses, n=5) == ["open_lab", "money", "paper"]


@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=5, unique=True), max_size=6))
def test_labels_are_never_equal_or_empty(terms):
    labels = label_topics(terms)
    assert len(set(labels)) == len(terms)
    assert all(labels)
