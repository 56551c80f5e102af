"""A training leaves the models in use alone until its own are whole: no PyTorch needed."""

from types import SimpleNamespace

import pandas as pd
import pytest

from analysis.errors import InputError
from analysis.models import train, training
from analysis.models.target_sentiment import VOCABULARY, read_files, write_sums
from analysis.models.training import draft, origin, recipe

ROWS = pd.DataFrame({"text": ["Halden rose."], "truth": [2], "source": ["news"]})
SHIPPED = {"small": b"small", "large": b"large"}


def write_models(folder, networks, vocabulary="[PAD]\nrose\n"):
    for name, network in networks.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "model.onnx").write_bytes(network)
        (folder / name / "settings.json").write_text("{}", encoding="utf-8")
    (folder / VOCABULARY).write_text(vocabulary, encoding="utf-8", newline="\n")


def contents(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folders(tmp_path):
    """Two models in use, and where a training would work."""
    write_models(tmp_path / "out", SHIPPED)
    write_sums(tmp_path / "out")
    return train.Folders(*(tmp_path / name for name in ("data", "wheels", "work", "out")))


@pytest.fixture
def fits(monkeypatch):
    """Stands for the training proper: what was fitted with which vocabulary, where."""
    seen = []

    def ship(name, network, rows, pieces, out):
        write_models(out, {name: network}, "\n".join(pieces) + "\n")

    steps = SimpleNamespace(
        fit_large=lambda rows, pieces, wheels, work: seen.append((pieces, work)) or b"new",
        fit_further=lambda rows, pieces, start, work: seen.append((pieces, work)) or b"new",
        fit_small=lambda rows, pieces, large, work, shipped: b"new small",
    )
    monkeypatch.setattr(training, "steps", steps, raising=False)
    monkeypatch.setattr(training, "shipping", SimpleNamespace(ship=ship), raising=False)
    monkeypatch.setattr(recipe, "read_rows", lambda folder: ROWS)
    return seen


def test_one_model_alone_keeps_to_the_vocabulary_of_the_other(folders, fits):
    train.train(folders, ["small"])
    assert fits == [(["[PAD]", "rose"], folders.work)]
    large, small = (read_files(folders.out, name) for name in ("large", "small"))
    assert large["large/model.onnx"] == b"large"
    assert small["small/model.onnx"] == b"new small"
    assert small[VOCABULARY] == b"[PAD]\nrose\n"


def test_a_damaged_model_that_would_stay_is_refused_before_training(folders, fits):
    (folders.out / "large" / "model.onnx").write_bytes(b"damaged")
    with pytest.raises(InputError, match="is not the trained model"):
        train.train(folders, ["small"])
    assert not fits


def test_further_does_not_join_another_vocabulary(folders, fits):
    with pytest.raises(
        InputError, match=r"goes on with the 18445 .* reads 2 others\. Train"
    ):
        train.train(folders, ["small"], further=True)
    assert not fits
    train.train(folders, ["large", "small"], further=True)
    ((pieces, work),) = fits
    assert len(pieces) == 18445
    assert work == folders.work / "further"


@pytest.mark.parametrize("broken", ["fit_small", "write_sums", "copyfile"])
def test_a_training_that_is_broken_off_leaves_the_models_in_use(
    folders, fits, monkeypatch, broken
):
    def stop(*given, **named):
        raise KeyboardInterrupt

    place = {"fit_small": training.steps, "write_sums": train, "copyfile": draft.shutil}
    before = contents(folders.out)
    monkeypatch.setattr(place[broken], broken, stop)
    with pytest.raises(KeyboardInterrupt):
        train.train(folders, ["small"])
    assert contents(folders.out) == before


def test_steps_of_another_training_are_not_taken(tmp_path):
    whole = origin.describe_origin(ROWS, ["rose"], further=False)
    further = origin.describe_origin(ROWS, ["rose"], further=True)
    other_rows = origin.describe_origin(ROWS.assign(truth=0), ["rose"], further=False)
    origin.claim_folder(tmp_path, whole)
    (tmp_path / "large-all.safetensors").write_bytes(b"")
    origin.claim_folder(tmp_path, whole)
    with pytest.raises(
        InputError, match=r"other, or not said: kind, start\)\. Name an empty"
    ):
        origin.claim_folder(tmp_path, further)
    with pytest.raises(InputError, match="not said: rows"):
        origin.claim_folder(tmp_path, other_rows)
    (tmp_path / origin.FILE).unlink()
    with pytest.raises(InputError, match=r"remove made-from\.json and"):
        origin.claim_folder(tmp_path, whole)
