"""Frames: learned from codebook and codes, counted by hand, and on the seeds."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import InputError, open_story
from analysis.corpus.codebook import Codebook, Frame
from analysis.corpus.codes import read_codes
from analysis.figures import CannotDraw, draw_figure, prepare_figure
from analysis.measures.frame_codes import code_frames, recode
from analysis.measures.frame_model import (
    CHOICES,
    NEVER,
    Choice,
    Rows,
    Taught,
    best_threshold,
    choose_thresholds,
    fit_frames,
    score_left_out,
)
from analysis.measures.frame_quality import (
    ALL,
    WITH_CODES,
    WITHOUT_CODES,
    measure_frame_quality,
)
from analysis.measures.frame_values import find_frame_terms, value_frames
from analysis.measures.frames import MEASURED, score_frames
from analysis.tables import check, empty

BOOK = Codebook(
    frames=(
        Frame("rain", "Rain and storms.", ("It rained all day.", "A storm is coming.")),
        Frame("money", "Money and banks.", ("The bank lent money.", "Prices fell again.")),
    )
)
TEXTS = {
    "a": [
        "It rained on the town.",
        "The bank closed.",
        "A storm broke.",
        "Money was lost.",
    ],
    "b": ["Rain fell.", "Prices rose at the bank.", "The storm passed.", "They ate bread."],
    "c": ["The rain stopped.", "The bank paid money.", "A storm raged.", "He slept."],
}
WORDS = ("rain", "storm", "bank", "money", "price", "bread", "slept")


def sentences_of(texts=TEXTS):
    rows = [
        (name, place, place // 2, place == 9, text)
        for name, own in texts.items()
        for place, text in enumerate(own)
    ]
    columns = ["article_id", "sentence", "paragraph", "heading", "text"]
    return pd.DataFrame(rows, columns=columns)


def encode(texts):
    """One dimension a word that counts, and one for everything."""
    found = [[float(word in text.lower()) for word in WORDS] + [0.2] for text in texts]
    vectors = np.array(found)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def codes_of(sentences, flip=()):
    rows = []
    for row in sentences.itertuples():
        for name, words in (
            ("rain", ("rain", "storm")),
            ("money", ("bank", "money", "price")),
        ):
            there = any(word in row.text.lower() for word in words)
            there ^= row.article_id in flip
            rows.append((row.article_id, row.text, name, str(int(there))))
    codes = pd.DataFrame(rows, columns=["article_id", "text", "target", "value"])
    return codes.assign(
        measure="frame", coder="x", coder_kind="person", probability=np.nan, **{"pass": 1}
    )


def score(sentences, book=BOOK, **options):
    vectors = encode(sentences["text"])
    return score_frames(sentences, vectors, book, encode=encode, **options)


def labelled(frames, name):
    own = frames[frames["label"] & (frames["frame"] == name)]
    return set(zip(own["article_id"], own["sentence"], strict=True))


def test_the_codebook_alone_finds_what_is_most_like_it():
    found = score(sentences_of())
    rain = {("a", 0), ("a", 2), ("b", 0), ("b", 2), ("c", 0), ("c", 2)}
    assert len(labelled(found, "rain") & rain) >= 2
    assert labelled(found, "rain") <= rain
    assert labelled(found, "money") <= {("a", 1), ("a", 3), ("b", 1), ("c", 1)}
    assert found["score"].between(0, 1).all()
    assert len(found) == 12 * 2
    wide = found.pivot_table(
        index=["article_id", "sentence"], columns="frame", values="score"
    )
    bars = wide.mean() + wide.std(ddof=0)
    assert found["label"].sum() == (wide > bars).to_numpy().sum()


def test_labels_of_an_article_never_come_from_its_own_codes():
    sentences = sentences_of()
    told = score(sentences, codes=codes_of(sentences))
    lied = score(sentences, codes=codes_of(sentences, flip=("a",)))
    of_a = told["article_id"] == "a"
    pd.testing.assert_frame_equal(told[of_a], lied[of_a])
    assert not told[~of_a].equals(lied[~of_a])


def test_articles_without_codes_learn_from_all_codes():
    sentences = sentences_of()
    codes = codes_of(sentences)
    some = codes[codes["article_id"] != "c"]
    alone, taught = score(sentences), score(sentences, codes=some)
    of_c = taught["article_id"] == "c"
    assert not taught[of_c].equals(alone[of_c])
    assert ("c", 0) in labelled(taught, "rain")


def test_half_coded_sentences_and_strange_frames_do_not_count():
    sentences = sentences_of()
    codes = codes_of(sentences)
    one = codes[codes["target"] == "rain"].assign(target="hail")
    pd.testing.assert_frame_equal(score(sentences, codes=one), score(sentences))
    half = codes[codes["target"] == "rain"]
    pd.testing.assert_frame_equal(score(sentences, codes=half), score(sentences))


def test_one_frame_definitions_alone_no_frames_no_sentences():
    sentences = sentences_of()
    bare = replace(BOOK, frames=tuple(replace(frame, seeds=()) for frame in BOOK.frames))
    assert 0 < score(sentences, bare)["label"].sum() < 24
    single = score(sentences, Codebook(frames=BOOK.frames[:1]))
    assert labelled(single, "rain")
    assert len(labelled(single, "rain")) < 12
    assert score(sentences, Codebook()).empty
    assert score_frames(sentences.iloc[:0], np.zeros((0, 8)), BOOK, encode=encode).empty
    one = sentences.iloc[:1]
    check(score(one), "frames")


def test_order_of_articles_does_not_matter():
    sentences = sentences_of()
    turned = sentences.iloc[::-1].reset_index(drop=True)
    codes = codes_of(sentences)
    there, back = score(sentences, codes=codes), score(turned, codes=codes)
    pd.testing.assert_frame_equal(there, back)


@given(st.integers(0, 2**31), st.floats(0.1, 3.0))
def test_scores_left_out_are_those_of_a_model_fitted_without(seed, penalty):
    rng = np.random.default_rng(seed)
    from scipy.sparse import csr_matrix

    vectors = rng.normal(size=(9, 4))
    rows = Rows(vectors, np.zeros_like(vectors), csr_matrix(rng.random((9, 5))))
    choice = Choice(words=0.5, around=0.0, penalty=penalty)
    frames = (rng.random((9, 2)) > 0.5).astype(float)
    taught = Taught(np.arange(9), frames, np.array([0, 0, 1, 1, 1, 2, NEVER, NEVER, NEVER]))
    kernel = rows.alike(taught.places, taught.places, choice)
    inverse = np.linalg.inv(kernel + penalty * np.eye(9))
    quick = score_left_out(inverse, inverse @ frames, taught)
    for group in range(3):
        own = taught.groups == group
        fitted = fit_frames(rows, taught.without(np.array([group])), choices=(choice,))
        np.testing.assert_allclose(
            quick[own], fitted.score(rows, np.flatnonzero(own)), atol=1e-8
        )
    assert np.isnan(quick[6:]).all()


def test_thresholds_by_hand():
    scores, truth = np.array([0.9, 0.7, 0.5, 0.1]), np.array([1.0, 0.0, 1.0, 0.0])
    # one above: F1 2/3; two: 2/4; three: 4/5; four: 4/6
    assert best_threshold(scores, truth) == pytest.approx(0.3)
    pairs = [np.column_stack(pair) for pair in ([scores, scores], [truth, 0 * truth])]
    both = choose_thresholds(*pairs)
    # pooled: F1 of two scores above .9 is 2/4, of six above .3 4/8, of four 2/6
    pooled = best_threshold(np.repeat(scores, 2), np.array([1.0, 0, 0, 0, 1, 0, 0, 0]))
    assert both[1] == pytest.approx(pooled)  # a frame that never occurs has no own
    assert both[0] == pytest.approx((2 * 0.3 + 20 * pooled) / 22)


def test_codings_are_averaged_and_half_is_enough():
    sentences = sentences_of({"a": ["It rained.", "It  shone."]})
    codes = pd.concat(
        [codes_of(sentences), codes_of(sentences).assign(value="0", **{"pass": 2})]
    )
    assert code_frames(sentences, codes, ["rain", "fog"], mean=True)[:, 0].tolist() == [
        0.5,
        0.0,
    ]
    hard = code_frames(sentences, codes, ["rain", "fog"])
    assert hard[:, 0].tolist() == [1.0, 0.0]
    assert np.isnan(hard[:, 1]).all()
    assert np.isnan(code_frames(sentences, None, ["rain"])).all()


def test_quality_counted_by_hand():
    sentences = sentences_of({"a": ["rain", "rain rain", "bread", "storm"]})
    labels = pd.DataFrame(
        {
            "article_id": "a",
            "sentence": [0, 1, 2, 3] * 2,
            "frame": ["rain"] * 4 + ["money"] * 4,
            "score": 0.0,
            "label": [True, False, True, True] + [False] * 4,
        }
    )
    quality = measure_frame_quality(sentences, {"x": labels}, codes_of(sentences))
    rain = quality.set_index("frame").loc["rain"]
    assert (rain["coded"], rain["labelled"], rain["n"]) == (3, 3, 4)
    assert rain["precision"] == pytest.approx(2 / 3)
    assert rain["f1"] == pytest.approx(2 / 3)
    assert np.isnan(
        quality.set_index("frame").loc["money", "f1"]
    )  # neither coded nor labelled
    assert np.isnan(rain["alpha"])  # one coding
    assert measure_frame_quality(sentences, {"x": labels}, empty("codes")).empty


def test_values_leave_headings_out_and_terms_set_apart():
    sentences = sentences_of()
    sentences.loc[0, "heading"] = True
    frames = score(sentences)
    values = value_frames(sentences, frames)
    assert len(values) == 22
    assert set(values["value"]) == {0.0, 1.0}
    story = {"sentences": sentences, "frames": frames}
    assert find_frame_terms(story)["money"][0] == "bank"


def test_codes_of_frames_are_read_and_checked(tmp_path):
    file = tmp_path / "codes.csv"
    head = "article_id,text,coder,coder_kind,pass,measure,target,value\n"
    file.write_text(head + "a,It rained.,x,person,1,frame,rain,TRUE\n", encoding="utf-8")
    assert read_codes(file)["value"].tolist() == ["1"]
    file.write_text(head + "a,It rained.,x,person,1,frame,rain,maybe\n", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"value 'maybe' of frame rain .* say 1 where it is"
    ):
        read_codes(file)


def test_a_folder_with_a_codebook_of_its_own(tmp_path):
    for name, lines in TEXTS.items():
        text = "\n\n".join(lines * 4)
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    frames = "\n".join(
        f'[[frame]]\nname = "{f.name}"\ndefinition = "{f.definition}"\nseeds = {list(f.seeds)}'
        for f in BOOK.frames
    )
    (tmp_path / "codebook.toml").write_text(frames.replace("'", '"'), encoding="utf-8")
    own = open_story(tmp_path, kept=False)
    assert set(own.frames["frame"]) == {"rain", "money"}
    assert set(own.frame_shares["estimate"]) == {"model"}
    assert own.frame_quality.empty
    drawing = prepare_figure("frames-by-outlet", own.tables())
    assert "No sentence is coded" in drawing.note
    assert "0.62" in drawing.note
    for figure in ("frames-corrected", "frame-quality"):
        with pytest.raises(CannotDraw, match="no sentence is coded"):
            prepare_figure(figure, own.tables())
    assert len(own.evidence("frame share", target="rain", n=3)) == 3


def test_without_frames_everything_is_empty():
    own = open_story(pd.DataFrame({"text": ["Acme grew. It rained."]}), kept=False)
    for name in ("frames", "frame_shares", "frame_quality"):
        assert own.table(name).empty
    with pytest.raises(InputError, match="the codebook has no frames"):
        draw_figure("frames-by-outlet", own.tables())


def test_other_codes_are_another_story(tmp_path, monkeypatch):
    monkeypatch.setenv("TELLINGS_CACHE", str(tmp_path))
    own = open_story(pd.DataFrame({"article_id": ["a"], "text": ["It rained."]}))
    told = codes_of(sentences_of({"a": ["It rained."]}))
    from analysis.story import Story

    again = Story(own.corpus, cast=own.cast, codebook=own.codebook, codes=told)
    assert own._kept_folder() != again._kept_folder()
    assert own.inputs()["codes"] != again.inputs()["codes"]


def test_the_seeds_reach_what_is_said_of_them(story):
    quality = story.frame_quality.set_index(["learned_from", "frame"])
    assert quality.loc[(WITH_CODES, ALL), "f1"] >= 0.62
    for learned_from, said in MEASURED.items():
        assert quality.loc[(learned_from, ALL), "f1"] == pytest.approx(said, abs=0.01)
    assert quality.loc[(WITH_CODES, "corporate_turmoil"), "alpha"] == pytest.approx(
        0.86, abs=0.01
    )
    assert len(CHOICES) == 12
    assert set(quality["n"]) == {233}


def test_every_sentence_of_the_seeds_is_coded_twice(story):
    codes = story.codes[story.codes["measure"] == "frame"]
    assert len(codes) == 233 * 8 * 2
    coded = code_frames(story.sentences, codes, sorted(set(codes["target"])))
    assert not np.isnan(coded).any()
    assert set(WITHOUT_CODES.split()) == {"the", "codebook", "alone"}


def test_a_code_is_contested():
    sentences = sentences_of({"a": ["It rained.", "It shone."]})
    codes = codes_of(sentences)
    mine = recode(codes, "It rained.", "rain", 0)
    assert code_frames(sentences, mine, ["rain", "money"])[:, 0].tolist() == [0.0, 0.0]
    pd.testing.assert_frame_equal(recode(codes, "It rained.", "rain", ...), codes)
    with pytest.raises(InputError, match="0 or 1, not 'yes'"):
        recode(codes, "It rained.", "rain", "yes")
    with pytest.raises(InputError, match="No code is of frame 'hail'"):
        recode(codes, "It rained.", "hail", 1)
