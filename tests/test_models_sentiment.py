"""The target-sentiment model, its training, its scores and its files."""

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from analysis.errors import InputError
from analysis.models import train
from analysis.models.newsmtsc import find_newsmtsc, read_newsmtsc
from analysis.models.scores import (
    bootstrap_interval,
    calibration_error,
    f1_by_class,
    macro_f1,
)
from analysis.models.target_sentiment import (
    FOLDER,
    TargetSentiment,
    load_sentiment_model,
    read_model,
    softmax,
    write_model,
)

PRAISE = "The brilliant LeCun won wide praise for his superb work."
BLAME = "The disgraced LeCun was widely condemned for his shameful failure."


def span(text, word):
    start = text.index(word)
    return start, start + len(word)


def predict(text, word="LeCun"):
    start, end = span(text, word)
    return load_sentiment_model("small").predict([text], [start], [end])[0]


def test_plain_praise_and_blame_are_told_apart():
    assert predict(PRAISE).argmax() == 2
    assert predict(BLAME).argmax() == 0
    assert predict("LeCun arrived in Paris on Tuesday.").argmax() == 1


def test_targets_of_one_sentence_get_their_own_answers():
    text = "Rivals blasted Smith as a corrupt liar while the brilliant Jones won praise."
    smith, jones = predict(text, "Smith"), predict(text, "Jones")
    assert smith[0] > jones[0]
    assert jones[2] > smith[2]


def test_the_name_does_not_matter_and_a_possessive_ending_is_no_part_of_it():
    other = PRAISE.replace("LeCun", "Zuckerberg")
    assert predict(PRAISE) == pytest.approx(predict(other, "Zuckerberg"), abs=1e-5)
    for apostrophe in ("'", "’"):
        text = f"Investors fear LeCun{apostrophe}s failures."
        assert predict(text) == pytest.approx(
            predict(text, f"LeCun{apostrophe}s"), abs=1e-5
        )


@settings(max_examples=10, deadline=None)
@given(st.text(min_size=1, max_size=80), st.data())
def test_any_text_gives_probabilities(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shares = load_sentiment_model().predict([text], [start], [end])
    assert shares.shape == (1, 3)
    assert (shares >= 0).all()
    assert shares.sum() == pytest.approx(1)


def test_no_row_gives_no_row():
    assert load_sentiment_model().predict([], [], []).shape == (0, 3)


def test_the_large_model_is_not_there_yet():
    with pytest.raises(InputError, match=r"no sentiment model 'large' .*has: small"):
        load_sentiment_model("large")


def test_a_model_is_written_and_read_and_a_changed_one_refused(tmp_path):
    made = TargetSentiment(np.eye(3, 4, dtype="f4"), np.ones(3, "f4"), 1.5, 0.6)
    write_model(made, tmp_path)
    back = read_model(tmp_path)
    assert (back.coefficients == made.coefficients).all()
    assert (back.intercepts == made.intercepts).all()
    assert (back.temperature, back.bar) == (1.5, 0.6)
    path = tmp_path / "small.safetensors"
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(InputError, match="is not the trained model: expected SHA-256"):
        read_model(tmp_path)
    path.unlink()
    with pytest.raises(InputError, match=r"lacks small\.safetensors or SHA256SUMS"):
        read_model(tmp_path)


def test_shipped_model_is_the_one_its_report_and_card_describe():
    report = json.loads((FOLDER / "held-out.json").read_text(encoding="utf-8"))
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    model = load_sentiment_model()
    assert (model.temperature, model.bar) == (report["temperature"], report["bar"])
    assert f"{100 * report['macro_f1']:.1f}" in card
    assert f"{report['targets']:,}" in card


def test_classify_by_hand():
    """Logits log 4, 0, log 4 over temperature 2 are log 2, 0, log 2: 2/5, 1/5, 2/5."""
    toy = TargetSentiment(
        np.array([[1.0], [0.0], [1.0]], "f4"), np.zeros(3, "f4"), 2.0, 0.5
    )
    shares = toy.classify(np.array([[np.log(4.0)]], "f4"))
    assert shares[0] == pytest.approx([0.4, 0.2, 0.4])


def test_softmax_of_large_numbers_stays_finite():
    assert softmax(np.array([[1e4, 0.0]])).tolist() == [[1.0, 0.0]]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40))
def test_f1_is_that_of_scikit_learn(pairs):
    truth, predicted = (np.array(each) for each in zip(*pairs, strict=True))
    peer = f1_score(truth, predicted, average=None, labels=[0, 1, 2], zero_division=0)
    assert f1_by_class(truth, predicted) == pytest.approx(peer)


def test_calibration_error_by_hand():
    """Four rows at .9, three right: |.75 - .9|; one row at .5, wrong: .5. (4*.15+.5)/5."""
    shares = np.array([[0.9, 0.1]] * 4 + [[0.5, 0.5]])
    truth = np.array([0, 0, 0, 1, 1])
    assert calibration_error(truth, shares) == pytest.approx(0.22)


def test_interval_resamples_groups():
    truth, shares = np.array([0, 0, 1, 1]), np.eye(2)[[0, 0, 0, 0]]
    groups = np.array([0, 0, 1, 1])
    low, high = bootstrap_interval(macro_f1, truth, shares, groups, draws=200)
    assert (low, high) == (0.0, 0.5)
    assert bootstrap_interval(macro_f1, truth, np.eye(2)[truth], groups, draws=50)[1] == 1


def test_folds_keep_articles_and_their_shared_sentences_together():
    table = pd.DataFrame(
        {
            "article": [f"a{n // 3}" for n in range(300)],
            "sentence": [f"s{n}" for n in range(299)] + ["s0"],
        }
    )
    fold = train.make_folds(table)
    assert table.assign(fold=fold).groupby("article")["fold"].nunique().max() == 1
    assert fold[299] == fold[0]
    assert set(fold) == set(range(5))
    assert (fold == train.make_folds(table)).all()


def test_folded_standardisation_is_the_regression_on_standardised_vectors():
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    random = np.random.default_rng(0)
    truth = np.arange(120) % 3
    vectors = (random.normal(size=(120, 4)) * [1, 5, 20, 1] + 3).astype(np.float32)
    vectors[:, 0] += truth
    scaled = StandardScaler().fit_transform(vectors.astype(float))
    peer = LogisticRegression(C=0.1, tol=1e-5, max_iter=2000).fit(scaled, truth)
    logits = train.fit(vectors, truth, strength=0.1).logits(vectors)
    assert softmax(logits) == pytest.approx(peer.predict_proba(scaled), abs=1e-4)


def test_temperature_undoes_overconfidence():
    random = np.random.default_rng(0)
    logits = random.normal(size=(4000, 3))
    truth = np.array([random.choice(3, p=row) for row in softmax(logits)])
    assert train.find_temperature(3 * logits, truth) == pytest.approx(3, rel=0.1)


def test_bar_is_the_lowest_that_keeps_its_promise():
    """Above .7 all right; at .6 half right: .8 are right from .61 on."""
    shares = np.array([[0.7, 0.3, 0.0]] * 4 + [[0.6, 0.4, 0.0]] * 4)
    truth = np.array([0, 0, 0, 0, 0, 0, 1, 1])
    assert train.find_bar(shares, truth, wanted=0.8) == 0.61
    assert train.find_bar(shares, truth, wanted=0.7) == 0.34


def write_corpus(folder):
    """Sixty sentences of three kinds, in the data set's format."""
    (folder / "newsmtsc").mkdir()
    kinds = [(PRAISE, 6.0), (BLAME, 2.0), ("The LeCun family met on day.", 4.0)]
    with (folder / "newsmtsc" / "train.jsonl").open("w", encoding="utf-8") as lines:
        for n in range(60):
            text, polarity = kinds[n % 3]
            text = text.replace("LeCun", f"Person{n}")
            start, end = span(text, f"Person{n}")
            target = {"from": start, "to": end, "polarity": polarity}
            entry = {"primary_gid": f"p_{n}_1_x", "sentence_normalized": text}
            lines.write(json.dumps({**entry, "targets": [target]}) + "\n")


def test_training_by_its_command_is_repeatable(tmp_path):
    write_corpus(tmp_path)
    for name in ("one", "two"):
        train.main(["--data", str(tmp_path), "--out", str(tmp_path / name)])
    for file in ("small.safetensors", "SHA256SUMS", "held-out.json"):
        assert (tmp_path / "one" / file).read_bytes() == (
            tmp_path / "two" / file
        ).read_bytes()
    start, end = span(PRAISE, "LeCun")
    assert read_model(tmp_path / "one").predict([PRAISE], [start], [end]).argmax() == 2


def test_sentences_of_the_test_file_are_left_out_of_training(tmp_path):
    write_corpus(tmp_path)
    folder = tmp_path / "newsmtsc"
    first = (folder / "train.jsonl").read_text(encoding="utf-8").splitlines()[0]
    (folder / "devtest_mt.jsonl").write_text(first + "\n", encoding="utf-8")
    assert len(train.read_train(folder)) == 59


def test_data_that_is_not_there_is_said(tmp_path, monkeypatch):
    monkeypatch.delenv("TELLINGS_DATA", raising=False)
    with pytest.raises(InputError, match="--data DIR or in TELLINGS_DATA"):
        find_newsmtsc()
    with pytest.raises(InputError, match=r"lacks train\.jsonl"):
        find_newsmtsc(tmp_path)


def test_macro_f1_on_a_part_of_the_public_test_file():
    folder = os.environ.get("TELLINGS_DATA")
    if not folder:
        pytest.skip("TELLINGS_DATA does not name the folder that holds newsmtsc/")
    rows = read_newsmtsc(Path(folder) / "newsmtsc" / "devtest_mt.jsonl").iloc[::5]
    columns = [rows[name].tolist() for name in ("text", "start", "end")]
    shares = load_sentiment_model().predict(*columns)
    assert macro_f1(rows["truth"].to_numpy(), shares) > 0.62
