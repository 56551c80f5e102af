"""Direct and indirect speech is found with its speaker, and nothing else is."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.cast import Cast, Entity
from analysis.errors import InputError
from analysis.tables import TABLES
from analysis.text.mentions import find_mentions
from analysis.text.sentences import split_sentences
from analysis.text.voices import find_voices


def articles(*bodies):
    ids = [f"a{n}" for n in range(len(bodies))]
    return pd.DataFrame({"article_id": ids, "title": "", "body": list(bodies)})


def heard(body):
    """Return (kind, speaker, cue, words) of every stretch of one article."""
    table = find_voices(split_sentences(articles(body)))
    return [
        (row.kind, row.speaker, row.cue, body[row.start : row.end])
        for row in table.itertuples()
    ]


@pytest.mark.parametrize(
    "marks",
    ["“{}”", '"{}"', "‘{}’", "'{}'", "«{}»", "„{}“"],
)
def test_direct_speech_in_marks_of_every_kind(marks):
    quoted = marks.format("Meta is lost,")
    expected = [("direct", "LeCun", "said", quoted)]
    assert heard(f"{quoted} LeCun said.") == expected
    assert heard(f"{quoted} said LeCun.") == expected


@pytest.mark.parametrize(
    ("behind", "speaker"),
    [
        ("warned economists", "economists"),
        ("shouted protesters outside the hall", "protesters"),
        ("urged doctors", "doctors"),
        ("argued nurses", "nurses"),
        ("moaned fans", "fans"),
        ("alleged prosecutors", "prosecutors"),
        ("shouted the crowd outside", "the crowd"),
    ],
)
def test_a_speaker_behind_the_verb_whom_the_parser_takes_for_its_object(behind, speaker):
    quoted = '"We have seen all of this before,"'
    ((kind, who, cue, words),) = heard(f"{quoted} {behind}.")
    assert (kind, who, cue, words) == ("direct", speaker, behind.split()[0], quoted)


def test_a_comma_inside_the_mark_changes_no_speaker():
    for inside, outside in [(",", ""), ("", ",")]:
        body = f'Smith insisted the count was "honest and open{inside}"{outside} but Labour left.'
        assert {row[1] for row in heard(body)} == {"Smith"}


@pytest.mark.parametrize(
    ("body", "speakers"),
    [
        ("Police say the man fell; his family insists he was pushed.", "Police|his family"),
        ("Labour wants more; Smith says the city cannot pay.", "Smith"),
        ("Labour says the bridge is safe; engineers disagree.", "Labour"),
    ],
)
def test_a_semicolon_parts_what_two_say(body, speakers):
    rows = heard(body)
    assert [row[1] for row in rows] == speakers.split("|")
    assert not any(";" in row[3] for row in rows)


@pytest.mark.parametrize(
    "opens", ["It is alleged", "It has been reported", "The court was told", "He was told"]
)
def test_speech_of_nobody_named_is_speech_all_the_same(opens):
    ((kind, speaker, _, words),) = heard(f"{opens} that Smith bribed two inspectors.")
    assert (kind, speaker, words) == ("indirect", "", "that Smith bribed two inspectors")


def test_one_quotation_over_several_sentences_is_one_stretch():
    body = "“Meta is lost. It will not recover. Nobody stays,” LeCun said."
    (row,) = heard(body)
    assert row[3] == "“Meta is lost. It will not recover. Nobody stays,”"
    table = find_voices(split_sentences(articles(body)))
    assert table["sentence"].tolist() == [0]


def test_speech_that_goes_on_keeps_its_speaker():
    body = '"Meta is lost," said LeCun. "It will not recover."\n\n"Nobody stays there now."'
    assert [(row[1], row[2]) for row in heard(body)] == [
        ("LeCun", "said"),
        ("LeCun", ""),
        ("LeCun", ""),
    ]


def test_paragraphs_left_open_belong_to_the_speaker_named_before_or_after():
    before = "LeCun told reporters: “Meta is lost.\n\n“It will not recover.”"
    after = "“Meta is lost.\n\n“It will not recover,” LeCun said."
    for body in (before, after):
        assert [row[1] for row in heard(body)] == ["LeCun", "LeCun"]


def test_words_picked_out_and_titles_are_no_speech():
    assert heard("The company launched “Llama” in May.") == []
    assert heard("The so-called “dead end” did not worry Wang.") == []
    said = heard("LeCun said on “Fox News Sunday” that Meta is lost.")
    assert [row[3] for row in said] == ["that Meta is lost"]


def test_a_quotation_without_a_source_has_no_speaker():
    assert heard("It rained. “Meta is lost and nobody stays.” It snowed.") == [
        ("direct", "", "", "“Meta is lost and nobody stays.”")
    ]


@pytest.mark.parametrize(
    ("body", "speaker", "cue", "words"),
    [
        ("LeCun said that Meta is lost.", "LeCun", "said", "that Meta is lost"),
        ("LeCun said Meta is lost.", "LeCun", "said", "Meta is lost"),
        ("Meta is lost, LeCun said on Monday.", "LeCun", "said", "Meta is lost"),
        (
            "Meta is lost, according to insiders.",
            "insiders",
            "according to",
            "Meta is lost",
        ),
        (
            "According to insiders, Meta is lost.",
            "insiders",
            "According to",
            "Meta is lost",
        ),
        ("In his view, Meta is lost.", "his", "In", "Meta is lost"),
        ("As Bloomberg reported, Meta is lost.", "Bloomberg", "reported", "Meta is lost"),
        ("Meta is lost, as reported in Wired.", "Wired", "reported", "Meta is lost"),
        ("LeCun told reporters that Meta is lost.", "LeCun", "told", "that Meta is lost"),
        ("LeCun argues that Meta is lost.", "LeCun", "argues", "that Meta is lost"),
        ("LeCun warns that Meta is lost.", "LeCun", "warns", "that Meta is lost"),
        ("LeCun believes that Meta is lost.", "LeCun", "believes", "that Meta is lost"),
        ("LeCun is sure that Meta is lost.", "LeCun", "sure", "that Meta is lost"),
        ("LeCun views LLMs as a dead end.", "LeCun", "views", "LLMs as a dead end"),
        ("LeCun called Meta a dead end.", "LeCun", "called", "Meta a dead end"),
        ("Wang criticized Meta’s plan.", "Wang", "criticized", "Meta’s plan"),
        ("He rejected the claim that Meta is lost.", "", "claim", "that Meta is lost"),
        (
            "Reports from Bloomberg suggest that Meta will cut jobs.",
            "Reports from Bloomberg",
            "suggest",
            "that Meta will cut jobs",
        ),
        (
            "Phil Smith, a spokesman for Meta, said it will cut jobs.",
            "Phil Smith",
            "said",
            "it will cut jobs",
        ),
    ],
)
def test_indirect_speech_with_its_source_and_cue(body, speaker, cue, words):
    assert ("indirect", speaker, cue, words) in heard(body)


def test_speech_around_its_speaker_is_two_stretches():
    assert heard("Meta’s plan, insiders say, is failing.") == [
        ("indirect", "insiders", "say", "Meta’s plan"),
        ("indirect", "insiders", "say", "is failing"),
    ]


def test_a_second_speech_in_one_sentence_has_its_own_speaker():
    assert heard("Critics say Meta is lost, but Meta says it leads.") == [
        ("indirect", "Critics", "say", "Meta is lost"),
        ("indirect", "Meta", "says", "it leads"),
    ]
    added = heard("He argued that the plan fails, adding that Meta knows it.")
    assert [(row[1], row[2], row[3]) for row in added] == [
        ("He", "argued", "that the plan fails"),
        ("He", "adding", "that Meta knows it"),
    ]


def test_what_is_said_inside_what_is_told_has_the_inner_speaker_too():
    rows = heard("According to Bloomberg, LeCun said that Meta is lost.")
    assert [(row[1], row[3]) for row in rows] == [
        ("Bloomberg", "LeCun said that Meta is lost"),
        ("LeCun", "that Meta is lost"),
    ]


def test_a_block_behind_a_colon_and_a_transcript_are_direct_speech():
    assert heard("LeCun added:\n\nMeta is lost. It will not recover.") == [
        ("direct", "LeCun", "added", "Meta is lost. It will not recover.")
    ]
    body = "WANG: Is Meta lost?\n\nLECUN: Meta is lost."
    assert [(row[1], row[3].strip()) for row in heard(body)] == [
        ("WANG", "Is Meta lost?"),
        ("LECUN", "Meta is lost."),
    ]


def test_a_heading_that_gives_a_speaker_and_a_colon_is_speech():
    title = "LeCun: Meta Is Lost"
    body = f"{title}\n\nYann LeCun left. Meta stays where it is."
    frame = pd.DataFrame({"article_id": ["a"], "title": [title], "body": [body]})
    (row,) = find_voices(split_sentences(frame)).itertuples()
    assert (row.speaker, row.cue, body[row.start : row.end]) == (
        "LeCun",
        ":",
        "Meta Is Lost",
    )


@pytest.mark.parametrize(
    "body",
    [
        "LeCun has been critical of Meta.",
        "LeCun has long advocated open science.",
        "Meta’s move signals that it is lost.",
        "LeCun’s reported departure from Meta signals a shift.",
        "I think that Meta is lost.",
        "He knows what Meta is.",
        "It is clear that Meta is lost.",
        "LeCun plans to leave Meta.",
        "As expected, LeCun left Meta.",
        "One thing is certain: Meta is lost.",
    ],
)
def test_what_the_outlet_itself_tells_is_no_speech(body):
    assert heard(body) == []


def test_the_speaker_has_the_name_in_the_cast_by_name_or_pronoun():
    lecun = Entity("LeCun", "person", True, ("Yann LeCun", "LeCun"), pronouns="he")
    body = "Yann LeCun left. He said that Meta is lost, and Jane Doe said that it leads."
    sentences = split_sentences(articles(body))
    table = find_voices(sentences, find_mentions(sentences, Cast((lecun,))))
    assert table["speaker"].tolist() == ["LeCun", "Jane Doe"]


def test_a_speaker_in_apposition_has_the_name_in_the_cast():
    cast = Cast((Entity("Helen Okafor", "person"),))
    sentences = split_sentences(
        articles("Its director, Helen Okafor, said the line fails.")
    )
    table = find_voices(sentences, find_mentions(sentences, cast))
    assert table["speaker"].tolist() == ["Helen Okafor"]


def test_a_pronoun_that_stands_for_nobody_known_is_no_speaker():
    body = "It said that Meta is lost. According to him, Meta leads. Many say it is slow."
    sentences = split_sentences(articles(body))
    table = find_voices(sentences, find_mentions(sentences, Cast(())))
    assert table["speaker"].tolist() == ["", "", "Many"]


WORDS = ["LeCun", "said", "“", "”", '"', "'", "that", "Meta", "is", "lost", ",", ".", ":"]
WORDS += ["\n\n", "according", "to", "insiders", "he", "added", "its", "claim", "(", ")"]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
def test_stretches_lie_in_the_body_and_in_their_sentence(words):
    body = " ".join(words)
    sentences = split_sentences(articles(body))
    table = find_voices(sentences)
    starts = sentences.set_index("sentence")["start"]
    for row in table.itertuples():
        said = body[row.start : row.end]
        assert said == said.strip()
        assert any(letter.isalpha() for letter in said)
        assert row.start >= starts[row.sentence]
    assert not table.duplicated(["article_id", "start"]).any()
    assert list(table.columns) == TABLES["voices"].names


def test_the_order_of_articles_and_of_rows_does_not_matter():
    bodies = ["LeCun said that Meta is lost.", "“It leads,” Wang told reporters.", "Rain."]
    sentences = split_sentences(articles(*bodies))
    pd.testing.assert_frame_equal(find_voices(sentences), find_voices(sentences[::-1]))
    alone = find_voices(split_sentences(articles(*bodies[:1])))
    together = find_voices(sentences).query("article_id == 'a0'")
    pd.testing.assert_frame_equal(alone, together)


def test_an_article_of_one_word_has_no_voices():
    table = find_voices(split_sentences(articles("Rain")))
    assert table.empty
    assert list(table.columns) == TABLES["voices"].names


def test_tables_without_their_columns_are_refused():
    sentences = split_sentences(articles("LeCun said that Meta is lost."))
    with pytest.raises(InputError, match="sentences lacks column 'paragraph'"):
        find_voices(sentences.drop(columns="paragraph"))
    with pytest.raises(InputError, match="mentions lacks columns 'start', 'end', 'entity'"):
        find_voices(sentences, pd.DataFrame({"article_id": ["a0"]}))
