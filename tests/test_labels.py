"""Labels are found where a text gives them, and nowhere else."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.cast import Cast, Entity
from analysis.errors import InputError
from analysis.measures.connotation import connote
from analysis.measures.labels import find_labels
from analysis.text.mentions import find_mentions
from analysis.text.sentences import split_sentences
from analysis.text.voices import find_voices

CAST = Cast(
    (
        Entity("Orlov", "person", True, ("Orlov", "Ivan Orlov"), pronouns="he"),
        Entity("Wang", "person", False, ("Wang", "Alexandr Wang"), pronouns="he"),
        Entity("Acme", "organisation", True, ("Acme",), pronouns="it"),
    )
)


def labels(body):
    """Return (entity, kind, words, connotation, voice) of every label of one article."""
    articles = pd.DataFrame({"article_id": ["a"], "title": "", "body": [body]})
    sentences = split_sentences(articles)
    mentions = find_mentions(sentences, CAST)
    table = find_labels(sentences, mentions, find_voices(sentences, mentions))
    for row in table.itertuples():
        assert body[row.start : row.end] == row.surface
    return [
        (row.entity, row.kind, row.surface, row.connotation, row.voice)
        for row in table.itertuples()
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Ivan Orlov, a brilliant chemist at Acme, left.",
            ("Orlov", "apposition", "brilliant chemist at Acme", "positive", "outlet"),
        ),
        (
            "Ivan Orlov, one of its brilliant chemists, left.",
            ("Orlov", "apposition", "one of its brilliant chemists", "positive", "outlet"),
        ),
        (
            "Chief executive Ivan Orlov left.",
            ("Orlov", "title", "Chief executive", "neutral", "outlet"),
        ),
        ("Orlov is a pioneer.", ("Orlov", "predicate", "pioneer", "positive", "outlet")),
        (
            "Orlov serves as a professor of law.",
            ("Orlov", "predicate", "professor of law", "neutral", "outlet"),
        ),
        (
            "Critics praised Orlov as a hero.",
            ("Orlov", "predicate", "hero", "positive", "Critics"),
        ),
        (
            "Acme fired staff. The tech giant said nothing.",
            ("Acme", "nominal", "tech giant", "neutral", "outlet"),
        ),
        (
            "Researchers like Orlov are rare.",
            ("Orlov", "example", "Researchers", "neutral", "outlet"),
        ),
    ],
)
def test_each_kind_of_label(body, expected):
    assert expected in labels(body)


def test_what_somebody_is_one_of_is_the_head():
    articles = pd.DataFrame({"article_id": ["a"], "title": ""})
    sentences = split_sentences(articles.assign(body="Orlov is one of the chemists."))
    table = find_labels(sentences, find_mentions(sentences, CAST))
    assert table["head"].tolist() == ["chemist"]


def test_a_class_before_a_clause_is_no_predicate():
    (found,) = labels("The loss of a luminary like Orlov serves as a warning.")
    assert found == ("Orlov", "example", "luminary", "positive", "outlet")


def test_words_of_others_are_theirs():
    (found,) = labels("Orlov didn’t hold back, calling Wang “young and inexperienced”.")
    assert found == ("Wang", "predicate", "young and inexperienced", "negative", "Orlov")


@pytest.mark.parametrize(
    "body",
    [
        "Orlov left Acme.",
        "Orlov is not a pioneer.",
        "Orlov has never been a hero.",
        "Orlov is critical of the plan.",
        "Mr. Orlov left.",
        "Orlov met a pioneer.",
        "He spoke of the effect on Acme, the field, and the town.",
    ],
)
def test_what_is_no_label(body):
    assert labels(body) == []


def test_without_mentions_there_are_no_labels_and_missing_columns_are_named():
    articles = pd.DataFrame({"article_id": ["a"], "title": "", "body": ["It rained."]})
    sentences = split_sentences(articles)
    assert find_labels(sentences, find_mentions(sentences, CAST)).empty
    with pytest.raises(InputError, match=r"find_mentions\(sentences, cast\)"):
        find_labels(sentences, pd.DataFrame({"article_id": []}))


@pytest.mark.parametrize(
    ("phrase", "tone"),
    [
        ("award-winning chemist", "positive"),
        ("scandal-ridden pioneer", "negative"),
        ("so-called expert", "negative"),
        ("chief scientist", "neutral"),
        ("no hero", "negative"),
        ("anti-open research", "negative"),
    ],
)
def test_connotation_by_the_rule(phrase, tone):
    assert connote(phrase) == connote(phrase.upper()) == tone


@given(st.text(max_size=60))
def test_any_phrase_has_one_connotation(phrase):
    assert connote(phrase) in ("negative", "neutral", "positive")


def test_the_seeds_call_them_as_a_reader_finds(story):
    table = story.labels
    found = set(zip(table["entity"], table["surface"], table["connotation"], strict=True))
    for expected in (
        ("LeCun", "AI Godfather", "positive"),
        ("Meta", "tech giant", "neutral"),
        ("Alexandr Wang", "young and inexperienced", "negative"),
        ("Meta", "increasingly bureaucratic Meta machine", "negative"),
        ("LeCun", "luminary", "positive"),
    ):
        assert expected in found
    wang = table[table["surface"] == "young and inexperienced"]
    assert wang["voice"].tolist() == ["LeCun"]
    bodies = story.articles.set_index("article_id")["body"]
    for row in table.itertuples():
        assert bodies[row.article_id][row.start : row.end] == row.surface
