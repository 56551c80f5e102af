"""Words are given to who speaks them, and shares add up to the whole."""

import numpy as np
import pandas as pd
import pytest

from analysis.compare.units import MIN_PARAGRAPHS
from analysis.corpus.cast import Cast, Entity
from analysis.errors import InputError
from analysis.measures.reporting import count_reporting_verbs, lemma_of, stance_of
from analysis.measures.reporting_words import STANCES
from analysis.measures.source_diversity import measure_diversity, shannon, simpson
from analysis.measures.speaker_types import type_of_speaker
from analysis.measures.speaking import OTHERS, measure_speaking, value_quoted
from analysis.measures.spoken_words import count_spoken
from analysis.text.sentences import split_sentences
from analysis.text.voices import find_voices

ARTICLES = pd.DataFrame(
    {
        "article_id": ["a", "b"],
        "outlet": ["A", "B"],
        "outlet_grade": "stated",
        "event": "one",
        "title": "",
        "body": [
            "Orlov said the plan had failed badly. Nobody at the plant was surprised.",
            "The plan goes on. The plant stays open for now, and so does the mill.",
        ],
    }
)


def read(articles):
    sentences = split_sentences(articles)
    return sentences, find_voices(sentences)


def test_words_of_a_sentence_counted_by_hand():
    counted = count_spoken(*read(ARTICLES))
    first = counted[(counted["article_id"] == "a") & (counted["sentence"] == 0)]
    assert dict(zip(first["speaker"], first["spoken"], strict=True)) == {
        "Orlov": 5,
        "outlet": 2,
    }
    assert first["words"].tolist() == [7, 7]


def test_inside_one_another_the_inner_named_speaker_has_the_words():
    sentences = pd.DataFrame(
        {
            "article_id": ["a"],
            "paragraph": 0,
            "sentence": 0,
            "start": 0,
            "heading": False,
            "text": ["one two three four five"],
        }
    )
    voices = pd.DataFrame(
        {
            "article_id": "a",
            "start": [0, 4, 8],
            "end": [23, 18, 13],
            "speaker": ["X", "Y", ""],
            "kind": ["indirect", "indirect", "direct"],
        }
    )
    counted = count_spoken(sentences, voices).set_index("speaker")
    assert counted["spoken"].to_dict() == {"X": 2, "Y": 3}
    assert counted["direct"].to_dict() == {"X": 0, "Y": 1}


def test_shares_of_an_outlet_add_up_to_one_and_few_words_are_pooled():
    sentences, voices = read(ARTICLES)
    table = measure_speaking(sentences, voices, ARTICLES, resamples=50)
    assert table.groupby("outlet")["value"].sum().tolist() == pytest.approx([1, 1])
    orlov = table[table["speaker"] == "Orlov"]
    assert orlov["value"].item() == pytest.approx(5 / 13)
    pooled = measure_speaking(sentences, voices, ARTICLES, most=0, resamples=50)
    assert OTHERS in set(pooled["speaker"])
    assert "Orlov" not in set(pooled["speaker"])


def test_an_interval_holds_its_share_or_says_why_not(story):
    table = story.speaking
    known = table.dropna(subset=["low"])
    assert len(known) > 20
    assert ((known["low"] <= known["value"]) & (known["value"] <= known["high"])).all()
    assert (table.loc[table["low"].isna(), "reason"] != "").all()
    assert np.allclose(table.groupby("outlet")["value"].sum(), 1)


def test_the_quoted_share_is_what_is_not_the_outlets_own(story):
    own = story.speaking.query("speaker == 'outlet'").set_index("outlet")["value"]
    quoted = story.measures.query("measure == 'quoted share' and target == 'all speech'")
    outlets = story.articles.set_index("article_id")["outlet"]
    told = quoted.set_index(quoted["article_id"].map(outlets))["value"]
    assert np.allclose(told.sort_index(), 1 - own.sort_index())


def test_direct_speech_is_a_part_of_all_speech():
    values = value_quoted(*read(ARTICLES), ["Orlov", "nobody"])
    assert set(values["target"]) == {"all speech", "direct speech", "Orlov"}
    wide = values.pivot_table(
        index=["article_id", "sentence"], columns="target", values="value"
    )
    assert (wide["direct speech"] <= wide["all speech"]).all()
    assert values["value"].between(0, 1).all()


def test_without_speech_all_words_are_the_outlets():
    sentences, voices = read(ARTICLES)
    table = measure_speaking(sentences, voices.iloc[:0], ARTICLES, resamples=20)
    assert table["speaker"].tolist() == ["outlet", "outlet"]
    assert measure_diversity(sentences, voices.iloc[:0], ARTICLES).empty
    assert count_reporting_verbs(voices.iloc[:0], ARTICLES).empty
    with pytest.raises(InputError, match="voices lacks column"):
        count_spoken(sentences, pd.DataFrame({"article_id": []}))


def test_indices_of_diversity_counted_by_hand():
    even = np.array([1.0, 1.0, 1.0, 1.0])
    assert float(shannon(even)) == pytest.approx(np.log(4))
    assert float(simpson(even)) == 0.75
    assert float(simpson(np.array([9.0, 0.0]))) == 0


def test_one_speaker_is_no_diversity_and_few_sentences_have_no_interval():
    table = measure_diversity(*read(ARTICLES), ARTICLES).set_index(["outlet", "index"])
    assert table.loc[("A", "shannon"), "value"] == 0
    assert table.loc[("A", "simpson"), "reason"].startswith("speech stands in 1 sentence")


def spoken_by(speakers, article="a"):
    """One sentence a paragraph, five of whose words are its speaker's."""
    number = range(len(speakers))
    text = ["one two three four five"] * len(speakers)
    sentences = pd.DataFrame(
        {
            "article_id": article,
            "paragraph": number,
            "sentence": number,
            "start": [100 * i for i in number],
            "heading": False,
            "text": text,
        }
    )
    voices = sentences[["article_id", "start"]].assign(
        end=sentences["start"] + len(text[0]), speaker=speakers, kind="indirect"
    )
    return sentences, voices


def diversity_of(*told, outlets):
    sentences, voices = (pd.concat(part) for part in zip(*told, strict=True))
    articles = ARTICLES.iloc[: len(told)].assign(outlet=outlets)
    table = measure_diversity(sentences, voices, articles, resamples=400)
    return table.set_index("index").loc["simpson"]


def test_an_outlet_of_one_speaker_has_no_interval():
    row = diversity_of(spoken_by(["Orlov"] * MIN_PARAGRAPHS), outlets=["A"])
    assert (row["value"], row["speakers"]) == (0, 1)
    assert np.isnan(row["low"])
    assert row["reason"] == "nothing varies: there is one named speaker"


def test_each_article_is_drawn_from_its_own_paragraphs():
    only = [spoken_by([name] * 6, article) for name, article in (("X", "a"), ("Y", "b"))]
    row = diversity_of(*only, outlets=["A", "A"])
    assert row["value"] == 0.5
    assert np.isnan(row["low"])
    assert row["reason"] == (
        "nothing varies: all paragraphs within the articles (these texts) have the same "
        "shares of speakers"
    )
    mixed = [spoken_by(["X"] * 5 + ["Y"], "a"), spoken_by(["Y"] * 5 + ["X"], "b")]
    row = diversity_of(*mixed, outlets=["A", "A"])
    pooled = diversity_of(spoken_by(["X", "Y"] * 6), outlets=["A"])
    # inside an article one word in six varies, in one pool of both every second does
    assert 0 < row["high"] - row["low"] < 0.8 * (pooled["high"] - pooled["low"])


def test_few_sentences_of_one_article_have_no_interval():
    told = [spoken_by(["X", "Y"] * 4, "a"), spoken_by(["X", "Y"], "b")]
    row = diversity_of(*told, outlets=["A", "A"])
    assert row["reason"].startswith("speech stands in 2 sentences of an article, too few")


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        ("unknown", "unknown"),
        ("posts on X", "document"),
        ("former Scale executives, including SVP Ruben Mayer", "unnamed people"),
        ("one industry watcher", "unnamed people"),
        ("the company", "organisation"),
        ("Orlov", "person"),
        ("Futurism", "other"),
    ],
)
def test_types_of_speakers(speaker, kind):
    assert type_of_speaker(speaker, Cast((Entity("Orlov", "person"),))) == kind


@pytest.mark.parametrize(
    ("cue", "lemma", "stance"),
    [
        ("said", "say", "neutral"),
        ("According to", "according to", "neutral"),
        ("claimed", "claim", "distancing"),
        ("admitting", "admit", "conceding"),
        ("pointed out", "point out", "endorsing"),
        ("believes", "believe", "thinking"),
        ("warned", "warn", "forceful"),
        ("yodelled", "yodel", "other"),
    ],
)
def test_cues_have_a_dictionary_form_and_a_stance(cue, lemma, stance):
    assert (lemma_of(cue), stance_of(lemma_of(cue))) == (lemma, stance)


def test_every_verb_has_one_stance():
    verbs = [verb for several in STANCES.values() for verb in several]
    assert len(verbs) == len(set(verbs))


def test_a_statement_is_counted_once_however_many_stretches_it_has(story):
    table = story.reporting_verbs
    statements = story.voices.query("cue != ''").drop_duplicates(
        ["article_id", "sentence", "speaker", "cue"]
    )
    assert table["count"].sum() == len(statements)
    assert table.groupby("outlet")["share"].sum().tolist() == pytest.approx([1] * 5)
    decoder = table.query("outlet == 'The Decoder' and cue == 'say'")
    assert decoder["count"].item() == 4
