"""Shared passages and retold points are found where they were planted."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.corpus.cast import Cast, Entity
from analysis.measures.local_alignment import align_locally, fill
from analysis.measures.retelling import find_retellings
from analysis.measures.reuse import find_reuse
from analysis.measures.reuse_words import stem_of
from analysis.text.mentions import find_mentions
from analysis.text.sentences import split_sentences
from analysis.text.voices import find_voices

CAST = Cast((Entity("Orlov", "person", True, ("Orlov", "Ivan Orlov"), pronouns="he"),))
SHARED = "the mill had poured untreated waste into the river for eleven years"
LEFT = f"Orlov left on Monday. Inspectors found that {SHARED}. Rain is due."
RIGHT = f"A dry summer ends. In a report they say {SHARED}, and nobody spoke up."


def reuse(*bodies, event="one"):
    ids = [f"a{n}" for n in range(len(bodies))]
    articles = pd.DataFrame(
        {"article_id": ids, "title": "", "body": list(bodies), "event": event}
    )
    sentences = split_sentences(articles)
    mentions = find_mentions(sentences, CAST)
    voices = find_voices(sentences, mentions)
    table = find_reuse(sentences, mentions, voices, articles)
    for row in table.itertuples():
        assert bodies[ids.index(row.article_id)][row.start : row.end] == row.text
        there = bodies[ids.index(row.other_id)][row.other_start : row.other_end]
        assert there == row.other_text
    return table


def test_a_passage_word_for_word_is_found_whole():
    (row,) = reuse(LEFT, RIGHT).itertuples()
    assert row.text == row.other_text == SHARED
    assert (row.words, row.similarity, row.quoted) == (12, 1.0, False)
    assert (row.sentence, row.other_sentence) == (1, 1)


def test_light_edits_do_not_hide_a_passage():
    edited = RIGHT.replace("untreated waste", "its waste").replace("eleven", "many")
    (row,) = reuse(LEFT, edited).itertuples()
    assert row.text == SHARED
    assert 0.7 < row.similarity < 1


@pytest.mark.parametrize(
    "other",
    [
        "A dry summer ends. They spoke of other things in the hall.",
        "Ivan Orlov spoke. On Monday it rained.",  # a name and a day
        "It was in the end one of the best of the year.",
    ],
)
def test_words_that_any_two_texts_share_are_no_passage(other):
    assert reuse(LEFT, other).empty


def test_articles_on_different_events_are_not_compared():
    assert reuse(LEFT, RIGHT, event=["one", "two"]).empty
    assert reuse(LEFT).empty


def test_a_shared_quotation_is_told_as_such():
    quote = "“We will rebuild the whole mill beside the old river bank.”"
    (row,) = reuse(
        f"Orlov spoke: {quote}", f"{quote} That is what Orlov said."
    ).itertuples()
    assert row.quoted


def test_passages_of_a_pair_share_no_place():
    table = reuse(f"{LEFT} {LEFT}", f"{RIGHT} {RIGHT}")
    for a, b in (("start", "end"), ("other_start", "other_end")):
        ordered = table.sort_values(a)
        assert (ordered[a].to_numpy()[1:] >= ordered[b].to_numpy()[:-1]).all()
    assert len(table) >= 2


def test_stems_join_the_forms_of_a_word():
    assert len({stem_of(w) for w in ("serve", "serves", "served", "serving")}) == 1
    assert stem_of("mill") != stem_of("mile")


@given(
    arrays(
        float,
        st.tuples(st.integers(1, 6), st.integers(1, 6)),
        elements=st.sampled_from([-1.0, 0.5, 2.0]),
    )
)
def test_alignment_table_is_the_recurrence(scores):
    table = fill(scores, -0.5)
    plain = np.zeros((len(scores) + 1, scores.shape[1] + 1))
    for i in range(len(scores)):
        for j in range(scores.shape[1]):
            plain[i + 1, j + 1] = max(
                0, plain[i, j] + scores[i, j], plain[i, j + 1] - 0.5, plain[i + 1, j] - 0.5
            )
    assert np.allclose(table, plain)
    for run in align_locally(scores, gap=-0.5, least=0.5):
        steps = list(run.steps)
        assert steps == sorted(steps)
        assert len({i for i, _ in steps}) == len(steps) == len({j for _, j in steps})


def points(orders, noise=0.15):
    """Return sentences, vectors and articles: each order lists the points of a text."""
    rng = np.random.default_rng(0)
    base = np.linalg.qr(rng.normal(size=(40, 40)))[0]
    rows, vectors = [], []
    for article, order in zip("abc", orders, strict=False):
        for number, point in enumerate(order):
            rows.append((article, number, False))
            vector = base[point] + noise * rng.normal(size=40) / np.sqrt(40)
            vectors.append(vector / np.linalg.norm(vector))
    sentences = pd.DataFrame(rows, columns=["article_id", "sentence", "heading"])
    articles = pd.DataFrame({"article_id": list("abc")[: len(orders)], "event": "one"})
    return sentences, np.array(vectors, dtype=np.float32), articles


def test_the_same_points_in_the_same_order_are_a_retelling():
    order = list(range(10))
    retellings, retold = find_retellings(*points([order, [20, *order[:5], 21, *order[5:]]]))
    (row,) = retellings.itertuples()
    assert (row.points, row.p) == (10, 0.001)
    assert (row.first, row.last, row.other_first, row.other_last) == (0, 9, 1, 11)
    assert retold["other_sentence"].tolist() == [1, 2, 3, 4, 5, 7, 8, 9, 10, 11]


def test_the_same_points_in_another_order_are_none():
    rng = np.random.default_rng(3)
    orders = [list(range(10)), rng.permutation(10).tolist()]
    retellings, _ = find_retellings(*points(orders))
    assert retellings["p"].item() > 0.05


def test_texts_without_a_common_point_have_no_run():
    retellings, retold = find_retellings(*points([range(5), range(20, 26)]))
    (row,) = retellings.itertuples()
    assert (row.points, row.score, row.p, row.first) == (0, 0, 1, -1)
    assert retold.empty
    few, _ = find_retellings(*points([range(3), range(6)]))
    assert few.empty


def test_p_is_not_below_its_level_where_order_is_by_chance():
    rng = np.random.default_rng(5)
    p = []
    for seed in range(60):
        orders = [rng.permutation(12).tolist(), rng.permutation(12).tolist()]
        found, _ = find_retellings(*points(orders), shuffles=99, seed=seed)
        p.append(found["p"].item())
    assert np.mean(np.array(p) <= 0.1) < 0.2


def test_on_the_seeds_shared_words_are_found(story):
    found = story.reuse
    assert any("smarter than a house cat" in text for text in found["text"])
    assert any("$14.3 billion investment in" in text for text in found["text"])
    pairs = story.retellings
    assert len(pairs) == 10
    assert (pairs["q"] >= pairs["p"]).all()
