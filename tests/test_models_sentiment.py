"""The target-sentiment model, its training, its scores and its files."""

import json
import os
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from analysis import open_story
from analysis.errors import InputError
from analysis.measures.behaviour import count_right, label_behaviour
from analysis.measures.directions import find_directions
from analysis.models import train
from analysis.models.marked import SPECIAL, Marked, Marker, make_tokenizer
from analysis.models.newsmtsc import read_newsmtsc
from analysis.models.scores import (
    bootstrap_interval,
    calibration_error,
    f1_by_class,
    macro_f1,
)
from analysis.models.target_sentiment import (
    FOLDER,
    MODELS,
    VOCABULARY,
    find_views,
    load_sentiment_model,
    read_model,
    softmax,
    write_sums,
)
from analysis.models.training.calibration import find_bar, find_temperature
from analysis.models.training.embedding import bucket, round_words, unround_words
from analysis.models.training.export import build_graph

SEEDS = Path(__file__).parent.parent / "seeds"
PRAISE = "The brilliant LeCun won wide praise for his superb work."
PAIRS = [(n, m) for n in range(6, 12) for m in range(6, 12)]  # of token numbers
BLAME = "The disgraced LeCun was widely condemned for his shameful failure."


def span(text, word):
    start = text.index(word)
    return start, start + len(word)


def predict(text, word="LeCun", model="small"):
    start, end = span(text, word)
    return load_sentiment_model(model).predict([text], [start], [end])[0]


@pytest.mark.parametrize("model", MODELS)
def test_plain_praise_and_blame_are_told_apart(model):
    assert predict(PRAISE, model=model).argmax() == 2
    assert predict(BLAME, model=model).argmax() == 0
    assert predict("LeCun arrived in Paris on Tuesday.", model=model).argmax() == 1


@pytest.mark.parametrize("model", MODELS)
def test_targets_of_one_sentence_get_their_own_answers(model):
    text = "Rivals blasted Smith as a corrupt liar while the brilliant Jones won praise."
    smith, jones = predict(text, "Smith", model), predict(text, "Jones", model)
    assert smith[0] > jones[0]
    assert jones[2] > smith[2]


def test_a_possessive_ending_is_no_part_of_the_name():
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


def test_an_unknown_model_is_refused():
    with pytest.raises(InputError, match=r"no sentiment model 'huge' .*has: small, large"):
        load_sentiment_model("huge")


@pytest.mark.parametrize("model", MODELS)
def test_the_same_sentence_gives_the_same_row_in_any_company(model):
    texts = [PRAISE, "LeCun left.", BLAME + " " + "And so it went on and on. " * 20]
    texts += [f"In {place} LeCun was praised." for place in ("Paris", "the end", "May")]
    texts += [BLAME, "LeCun left."]
    spans = [span(text, "LeCun") for text in texts]
    starts, ends = zip(*spans, strict=True)
    loaded = load_sentiment_model(model)
    together = loaded.predict(texts, starts, ends)
    alone = [
        loaded.predict([t], [i], [j])[0] for t, (i, j) in zip(texts, spans, strict=True)
    ]
    assert (together == np.array(alone)).all()
    backwards = loaded.predict(texts[::-1], starts[::-1], ends[::-1])
    assert (backwards[::-1] == together).all()


def test_marks_stand_round_the_target_and_the_sentence_before_is_set_off():
    tokenizer = make_tokenizer(
        [*SPECIAL, "rivals", "fear", "meta", "'", "s", "it", "grew", "."]
    )
    (row,) = Marker(tokenizer).mark(["Rivals fear Meta's."], [12], [18], ["It grew."])
    names = [tokenizer.id_to_token(number) for number in row.tokens]
    assert names == [
        *("[CLS]", "it", "grew", ".", "[SEP]", "rivals", "fear"),
        *("<target>", "meta", "</target>", "'", "s", ".", "[SEP]"),
    ]
    assert (row.left, row.right) == (7, 9)


def test_a_long_sentence_is_cut_around_its_target():
    tokenizer = make_tokenizer([*SPECIAL, "a", "meta"])
    text = "a " * 500 + "Meta" + " a" * 500
    (row,) = Marker(tokenizer).mark([text], [1000], [1004])
    assert len(row.tokens) == 160
    assert row.tokens[row.left + 1] == tokenizer.token_to_id("meta")


def test_views_are_shares():
    views = find_views(Marked([2, 4, 9, 9, 5, 3], 1, 4))
    assert views.sum(axis=1) == pytest.approx([1, 1, 1])
    assert views[0].tolist() == [0, 1, 0, 0, 0, 0]
    assert views[1, 1:5] == pytest.approx([0.25] * 4)


def test_a_changed_or_missing_file_is_refused(tmp_path):
    (tmp_path / "small").mkdir()
    for name in (VOCABULARY, "small/model.onnx", "small/settings.json"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    write_sums(tmp_path)
    assert read_model(tmp_path, "small").bar == load_sentiment_model("small").bar
    with pytest.raises(InputError, match=r"lacks large/model\.onnx"):
        read_model(tmp_path, "large")
    path = tmp_path / "small" / "settings.json"
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(InputError, match="is not the trained model: expected SHA-256"):
        read_model(tmp_path, "small")


@pytest.mark.parametrize("name", MODELS)
def test_shipped_models_keep_to_their_sizes_and_their_cards_give_their_settings(name):
    folder = FOLDER / name
    assert (folder / "model.onnx").stat().st_size <= {"small": 25e6, "large": 95e6}[name]
    chosen = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert str(chosen["temperature"]) in card
    assert f"{100 * chosen['dev_macro_f1']['company']:.1f}" in card


@pytest.mark.parametrize("name", MODELS)
def test_every_score_on_dev_rows_says_on_how_many(name):
    settings = json.loads((FOLDER / name / "settings.json").read_text(encoding="utf-8"))
    assert settings["dev_n"].keys() == settings["dev_macro_f1"].keys()
    assert settings["dev_n"]["company"] == settings["dev_rows"]


@pytest.mark.parametrize("name", MODELS)
def test_the_cards_give_what_the_behavioural_test_measures(name):
    card = (FOLDER / name / "README.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^\| behavioural sentences, unseen half \| 200 \|.*", card, re.M)
    counts = count_right(label_behaviour(load_sentiment_model(name), half="held-out"))
    shares = dict(zip(counts["kind"], 100 * counts["share"], strict=True))
    assert line.split("|")[5].strip() == f"{shares.pop('all kinds'):.1f}"
    told = ", ".join(f"{kind} {share:.0f}" for kind, share in shares.items())
    assert told in card


def test_the_card_gives_the_directions_that_the_seeds_give():
    story = open_story(SEEDS)
    found = find_directions(
        {name: story.table(name) for name in ("articles", "sentences", "sentiment")},
        story.codes,
    )
    card = (FOLDER / "large" / "README.md").read_text(encoding="utf-8")
    assert f"the direction of {found['agrees'].sum()} of {len(found)} right" in card


def test_softmax_of_large_numbers_stays_finite():
    assert softmax(np.array([[1e4, 0.0]])).tolist() == [[1.0, 0.0]]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=40))
def test_f1_is_that_of_scikit_learn(pairs):
    truth, predicted = (np.array(each) for each in zip(*pairs, strict=True))
    peer = f1_score(truth, predicted, average=None, labels=[0, 1, 2], zero_division=np.nan)
    assert f1_by_class(truth, predicted) == pytest.approx(peer, nan_ok=True)
    assert macro_f1(truth, np.eye(3)[predicted]) == pytest.approx(
        f1_score(truth, predicted, average="macro")
    )


def test_calibration_error_by_hand():
    """Four rows at .9, three right: |.75 - .9|; one row at .5, wrong: .5. (4*.15+.5)/5."""
    shares = np.array([[0.9, 0.1]] * 4 + [[0.5, 0.5]])
    truth = np.array([0, 0, 0, 1, 1])
    assert calibration_error(truth, shares) == pytest.approx(0.22)


def test_interval_resamples_groups():
    truth, shares = np.array([0, 0, 1, 1]), np.eye(2)[[0, 0, 0, 0]]
    groups = np.array([0, 0, 1, 1])
    low, high = bootstrap_interval(macro_f1, truth, shares, groups, draws=200)
    assert (low, high) == (0.0, 1.0)  # only the second class drawn; only the first
    assert bootstrap_interval(macro_f1, truth, np.eye(2)[truth], groups, draws=50)[1] == 1


def test_temperature_undoes_overconfidence():
    random = np.random.default_rng(0)
    logits = random.normal(size=(4000, 3))
    truth = np.array([random.choice(3, p=row) for row in softmax(logits)])
    assert find_temperature(3 * logits, truth) == pytest.approx(3, rel=0.1)


def test_bar_is_the_lowest_that_keeps_its_promise():
    """Above .7 all right; at .6 half right: .8 are right from .61 on."""
    shares = np.array([[0.7, 0.3, 0.0]] * 4 + [[0.6, 0.4, 0.0]] * 4)
    truth = np.array([0, 0, 0, 0, 0, 0, 1, 1])
    assert find_bar(shares, truth, wanted=0.8) == 0.61
    assert find_bar(shares, truth, wanted=0.7) == 0.34


def test_embeddings_of_four_bits_are_near():
    words = np.random.default_rng(0).normal(size=(5, 128)).astype(np.float32)
    packed, scales = round_words(words)
    assert packed.dtype == np.uint8
    assert packed.shape == (5, 64)
    back = unround_words(packed, scales)
    assert np.abs(back - words).max() <= np.abs(words).max() / 7 / 2 + 1e-6


def test_relative_positions_fall_into_buckets():
    """Eight exact ones on each side, then wider ones; places after come second."""
    assert bucket(np.array([0, -1, -7, 1, 7])).tolist() == [0, 1, 7, 17, 23]
    assert bucket(np.array([-8, -500, 500])).tolist() == [8, 15, 31]


def make_weights(random, width=64, layers=1, pieces=12):
    """A network of small size with random weights, by the names of the state."""
    shapes = {"attend": (3, 1), "join": (1, 1), "widen": (4, 1), "narrow": (1, 4)}
    made = {
        "words.weight": (pieces, width),
        "places.weight": (300, width),
        "head.weight": (3, 3 * width),
        "head.bias": (3,),
        "relative.weight": (32, 2),
    }
    for number in range(layers):
        for part, (out, into) in shapes.items():
            made[f"layers.{number}.{part}.weight"] = (out * width, into * width)
            made[f"layers.{number}.{part}.bias"] = (out * width,)
        for part in ("norm_attended", "norm_output"):
            made |= {
                f"layers.{number}.{part}.{kind}": (width,) for kind in ("weight", "bias")
            }
    made |= {"norm.weight": (width,), "norm.bias": (width,)}
    return {name: random.normal(0, 0.3, size).astype("f4") for name, size in made.items()}


def run_graph(content, tokens):
    from analysis.models.minilm import open_session

    feed = {"tokens": np.array([tokens]), "views": find_views(Marked(tokens, 1, 3))[None]}
    return open_session(content).run(None, feed)[0][0]


def test_outliers_are_kept_apart_from_the_rounding():
    """One input a hundred times the others: rounding spans it, unless it is set apart.

    Nearer to the logits of a matrix whose inputs are not rounded at all.
    """
    random = np.random.default_rng(1)
    weights = make_weights(random)
    weights["norm.weight"][5] = 100.0

    others = {"join": 64, "widen": 64, "narrow": 256}  # all of their inputs unrounded
    parts = {f"layers.0.{name}": range(inputs) for name, inputs in others.items()}

    def run(*inputs):
        within = 300.0 if 5 not in inputs else 3.0
        bounds = dict.fromkeys(parts, (-1.0, 1.0)) | {"layers.0.attend": (-within, within)}
        outliers = parts | {"layers.0.attend": inputs}
        content = build_graph(
            weights, heads=2, epsilon=1e-5, bounds=bounds, bits=8, outliers=outliers
        )
        return np.array([run_graph(content, [2, 4, n, 5, m, 3]) for n, m in PAIRS])

    together, apart, unrounded = run(), run(5), run(*range(64))
    assert apart.shape == (len(PAIRS), 3)
    assert not np.allclose(apart, together, atol=1e-4)
    error, error_together = (np.abs(each - unrounded).mean() for each in (apart, together))
    assert error < error_together / 2


def test_training_without_data_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("TELLINGS_DATA", raising=False)
    for arguments, words in (
        ([], "--data DIR or in TELLINGS_DATA"),
        (["--data", str(tmp_path)], "lacks the folder newsmtsc"),
    ):
        with pytest.raises(SystemExit) as stopped:
            train.main(arguments)
        assert stopped.value.code == 2
        assert words in capsys.readouterr().err


def test_macro_f1_on_a_part_of_the_public_test_file():
    folder = os.environ.get("TELLINGS_DATA")
    if not folder:
        pytest.skip("TELLINGS_DATA does not name the folder that holds newsmtsc/")
    rows = read_newsmtsc(Path(folder) / "newsmtsc" / "devtest_mt.jsonl").iloc[::5]
    columns = [rows[name].tolist() for name in ("text", "start", "end")]
    shares = load_sentiment_model().predict(*columns)
    assert macro_f1(rows["truth"].to_numpy(), shares) > 0.78
