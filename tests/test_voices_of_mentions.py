"""The sentiment carries whose words stand about the target."""

import numpy as np
import pandas as pd
import pytest

from analysis.corpus.cast import Cast, Entity
from analysis.errors import InputError
from analysis.measures.sentiment import measure_sentiment
from analysis.text.mentions import find_mentions
from analysis.text.sentences import split_sentences
from analysis.text.voice_of import attribute_mentions, prevailing_voice
from analysis.text.voices import find_voices

CAST = Cast(
    (
        Entity("LeCun", "person", True, ("Yann LeCun", "LeCun"), pronouns="he"),
        Entity("Meta", "organisation", True, ("Meta",), pronouns="it"),
    )
)


class Even:
    bar = 0.5

    def predict(self, texts, starts, ends, before=None):
        return np.full((len(texts), 3), 1 / 3)


def voices_of(*bodies):
    """Return (sentence, entity) -> voice, over all the articles."""
    ids = [f"a{n}" for n in range(len(bodies))]
    frame = pd.DataFrame({"article_id": ids, "title": "", "body": list(bodies)})
    sentences = split_sentences(frame)
    mentions = find_mentions(sentences, CAST)
    voices = find_voices(sentences, mentions)
    found = measure_sentiment(sentences, mentions, CAST, voices=voices, model=Even())
    columns = (found[name] for name in ("sentence", "entity", "voice"))
    return {
        (sentence, entity): voice for sentence, entity, voice in zip(*columns, strict=True)
    }


def test_a_target_inside_speech_has_the_speaker_as_its_voice():
    assert voices_of("According to insiders, Meta is lost.") == {(0, "Meta"): "insiders"}
    assert voices_of("Meta is lost. Jane Doe said Meta leads.") == {
        (0, "Meta"): "outlet",
        (1, "Meta"): "Jane Doe",
    }


def test_a_speaker_of_the_cast_goes_by_his_name_also_as_a_pronoun():
    assert voices_of("LeCun left Meta. He said that Meta is lost.") == {
        (0, "LeCun"): "outlet",
        (0, "Meta"): "outlet",
        (1, "LeCun"): "LeCun",
        (1, "Meta"): "LeCun",
    }


def test_speech_over_sentences_counts_in_each_of_them():
    found = voices_of("“Meta is lost. Meta will not recover,” LeCun said.")
    assert found[(0, "Meta")] == found[(1, "Meta")] == "LeCun"


def test_the_innermost_speaker_counts_and_speech_before_the_outlet():
    assert (
        voices_of("Bloomberg reported that LeCun said that Meta is lost.")[(0, "Meta")]
        == "LeCun"
    )
    assert voices_of("At Meta, Jane Doe said that Meta is lost.") == {
        (0, "Meta"): "Jane Doe"
    }


def test_speech_of_nobody_is_unknown():
    body = "It rained. “Meta is lost and nobody stays.” It snowed."
    assert voices_of(body) == {(1, "Meta"): "unknown"}


def test_the_prevailing_voice_is_the_most_frequent_then_the_first():
    assert prevailing_voice(["outlet"]) == "outlet"
    assert prevailing_voice(["A", "B", "B"]) == "B"
    assert prevailing_voice(["B", "A"]) == "B"


def test_every_mention_gets_a_voice_and_voices_need_their_columns():
    sentences = split_sentences(
        pd.DataFrame(
            {"article_id": ["a"], "title": "", "body": ["LeCun left. Meta stays."]}
        )
    )
    mentions = find_mentions(sentences, CAST).set_index(pd.Index([7, 3]))
    none = find_voices(sentences, mentions)
    said = attribute_mentions(sentences, mentions, none)
    assert said.to_dict() == {7: "outlet", 3: "outlet"}
    with pytest.raises(InputError, match="voices lacks column 'speaker'"):
        attribute_mentions(sentences, mentions, none.drop(columns="speaker"))
