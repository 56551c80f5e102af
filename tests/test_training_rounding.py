"""Rounding that keeps sums, and the way back from a shipped file: no PyTorch needed."""

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.models.training.embedding import PLACES, bucket, round_words, unround_words
from analysis.models.training.export import build_graph
from analysis.models.training.rounding import round_matrix, round_nearest
from analysis.models.training.sources import read_shipped
from analysis.models.training.stories import CODES, read_marks, read_stories

RANDOM = np.random.default_rng(0)


def seen(inputs=96, rows=600):
    """Correlated inputs of a matrix."""
    mixed = RANDOM.normal(size=(rows, 12)) @ RANDOM.normal(size=(12, inputs))
    return mixed + 0.3 * RANDOM.normal(size=(rows, inputs))


def test_rounding_by_what_enters_keeps_changes_below_half_a_step():
    """Nearest rounding loses them all."""
    inputs = seen()
    given = round_nearest(RANDOM.normal(size=(96, 8)).astype(np.float32), bits=7)
    old = given.levels * given.scales
    change = 0.2 * given.scales * RANDOM.choice([-1, 1], size=old.shape)
    new = (old + change).astype(np.float32)
    lost = np.linalg.norm(inputs @ change)
    for rounded, most in (
        (round_nearest(new, bits=7), 1.1),
        (round_matrix(new, inputs.T @ inputs, bits=7), 0.5),
    ):
        error = np.linalg.norm(inputs @ (rounded.levels * rounded.scales - new))
        assert error < most * lost
    assert np.linalg.norm(
        inputs @ (round_nearest(new, bits=7).levels * given.scales - new)
    ) > (0.9 * lost)


def test_a_matrix_that_lies_on_its_steps_stays_as_it_is():
    given = round_nearest(RANDOM.normal(size=(96, 8)).astype(np.float32), bits=7)
    inputs = seen()
    again = round_matrix(given.levels * given.scales, inputs.T @ inputs, bits=7)
    assert (again.levels == given.levels).all()
    assert again.scales == pytest.approx(given.scales)


@pytest.mark.parametrize("bits", [4, 7, 8])
def test_levels_stay_within_their_bits(bits):
    matrix, inputs = RANDOM.normal(size=(96, 8)).astype(np.float32), seen()
    for rounded in (
        round_nearest(matrix, bits=bits),
        round_matrix(matrix, inputs.T @ inputs, bits=bits),
    ):
        assert np.abs(rounded.levels.astype(int)).max() <= 2 ** (bits - 1) - 1


def test_weights_are_read_back_from_a_shipped_file(tmp_path):
    """What is not rounded comes back as it was; the rest within half a step, and for good."""
    weights, path = network_weights(relative=True), tmp_path / "model.onnx"
    names = (f"layers.0.{part}" for part in ("attend", "join", "widen", "narrow"))
    fixed = {"heads": 2, "epsilon": 1e-5, "bits": 7}
    fixed["bounds"] = dict.fromkeys(names, (-4.0, 4.0))
    path.write_bytes(build_graph(weights, **fixed))
    once = read_shipped(path)
    path.write_bytes(build_graph(once, **fixed))
    again = read_shipped(path)
    assert set(once) == set(weights)
    for name in ("layers.0.join.bias", "norm.weight", "head.weight"):
        assert np.array_equal(once[name], weights[name]), name
    used = np.unique(bucket(np.arange(-PLACES, PLACES)))
    table = "relative.weight"
    assert np.array_equal(once[table][used], weights[table][used])
    for name in ("layers.0.attend.weight", "layers.0.narrow.weight"):
        step = np.abs(weights[name]).max(axis=1, keepdims=True) / 63
        assert (np.abs(once[name] - weights[name]) <= 0.501 * step).all()
        assert again[name] == pytest.approx(once[name], rel=1e-6)


def network_weights(*, relative):
    """The state of a network of one layer, as arrays."""
    width, shape = 64, {}
    shape |= {
        "places.weight": (512, width),
        "head.weight": (3, 3 * width),
        "head.bias": (3,),
    }
    shape |= {"norm.weight": (width,), "norm.bias": (width,)}
    if relative:
        shape["relative.weight"] = (32, 2)
    for part, (inputs, outputs) in {
        "attend": (width, 3 * width),
        "join": (width, width),
        "widen": (width, 4 * width),
        "narrow": (4 * width, width),
    }.items():
        shape[f"layers.0.{part}.weight"] = (outputs, inputs)
        shape[f"layers.0.{part}.bias"] = (outputs,)
    for part in ("norm_attended", "norm_output"):
        shape[f"layers.0.{part}.weight"] = shape[f"layers.0.{part}.bias"] = (width,)
    made = {n: RANDOM.normal(size=s).astype(np.float32) for n, s in shape.items()}
    words = RANDOM.normal(size=(20, width)).astype(np.float32)
    return made | {"words.weight": unround_words(*round_words(words))}


def test_marks_of_stories(tmp_path):
    path = tmp_path / "stories.txt"
    path.write_text(
        "=== one\n# {0:Halden} opens\nA day passed.\n\n{+:She} beat {-:Halden}.\n=== two\n"
        "{0:It} rained.\n",
        encoding="utf-8",
    )
    rows = read_stories(path)
    told = [row.text[row.start : row.end] for row in rows.itertuples()]
    assert told == ["Halden", "She", "Halden", "It"]
    assert rows["label"].tolist() == [0, 1, -1, 0]
    assert rows["before"].tolist() == ["", "A day passed.", "A day passed.", ""]
    assert rows["article"].tolist() == ["one", "one", "one", "two"]
    with pytest.raises(InputError, match="not of the form"):
        read_marks("{x:Halden} fell.")


@pytest.mark.parametrize(("name", "least"), [("stories", 10_000), ("passages", 1000)])
def test_what_is_told_here_can_be_read_and_holds_no_sentence_of_the_seeds(
    story, name, least
):
    rows = read_stories(CODES / f"{name}.txt")
    assert len(rows) > least
    assert set(rows["label"]) == {-1, 0, 1}
    assert not set(rows["text"]) & set(story.sentences["text"])
