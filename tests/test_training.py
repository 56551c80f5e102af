"""The training's parts against each other; most need PyTorch (the extra `train`)."""

import sys
from pathlib import Path

import numpy as np
import pytest

from analysis.models import train
from analysis.models.marked import Marked
from analysis.models.minilm import open_session
from analysis.models.target_sentiment import find_views

ROWS = [Marked([2, 4, 6 + n % 3, 5, 9 + n % 2, 3], 1, 3) for n in range(12)]
TRUTH = np.eye(3, dtype=np.float32)[[n % 3 for n in range(12)]]
EVEN = np.ones(12, dtype=np.float32)


@pytest.fixture
def torch():
    return pytest.importorskip("torch")


def make_network(torch, *, relative):
    from analysis.models.training.network import Network, Shape

    torch.manual_seed(0)
    shape = Shape(layers=2, width=64, heads=2, places=300, epsilon=1e-5, relative=relative)
    return Network(shape, pieces=12)


def test_training_without_pytorch_says_how_to_get_it(tmp_path, monkeypatch, capsys):
    for name in train.FILES:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    monkeypatch.setitem(sys.modules, "torch", None)
    for module in ("shipping", "steps"):
        name = f"analysis.models.training.{module}"
        monkeypatch.delitem(sys.modules, name, raising=False)
    work = tmp_path / "work"
    with pytest.raises(SystemExit) as stopped:
        train.main(["--data", str(tmp_path), "--work", str(work), "--out", str(work)])
    assert stopped.value.code == 2
    assert "uv sync --extra train" in capsys.readouterr().err
    assert not work.exists()


def test_a_missing_file_of_data_is_named(tmp_path, capsys):
    for name in train.FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
    with pytest.raises(SystemExit) as stopped:
        train.main(["--data", str(tmp_path)])
    assert stopped.value.code == 2
    assert "lacks the file newsmtsc/train.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize("relative", [False, True])
def test_the_exported_graph_says_what_the_network_says(torch, relative):
    from analysis.models.training.embedding import round_words, unround_words
    from analysis.models.training.fitting import predict
    from analysis.models.training.quantising import export

    network = make_network(torch, relative=relative)
    words = unround_words(*round_words(network.words.weight.detach().numpy()))
    network.words.weight.data = torch.tensor(words)
    session = open_session(export(network, ROWS))
    given = [
        session.run(
            None, {"tokens": np.array([row.tokens]), "views": find_views(row)[None]}
        )[0][0]
        for row in ROWS
    ]
    assert np.abs(np.array(given) - predict(network, ROWS)).max() < 0.05


def test_an_interrupted_fit_goes_on_where_it_was(torch, tmp_path, monkeypatch):
    """Broken off after two of four steps and resumed, it ends as one that ran through."""
    from analysis.models.training import fitting
    from analysis.models.training.stages import Schedule

    monkeypatch.setattr(fitting, "STEPS_BETWEEN_CHECKPOINTS", 2)
    schedule = Schedule(epochs=2, rate=1e-3, batch=6, frozen=1)

    def fit(checkpoint):
        network = make_network(torch, relative=True)
        fitting.fit(
            network, ROWS, TRUTH, EVEN, schedule=schedule, seed=0, checkpoint=checkpoint
        )
        return {name: value.clone() for name, value in network.state_dict().items()}

    whole = fit(None)
    kept, path = fitting._keep, Path(tmp_path / "fit.checkpoint")

    def keep_and_stop(*given):
        kept(*given)
        raise KeyboardInterrupt

    monkeypatch.setattr(fitting, "_keep", keep_and_stop)
    with pytest.raises(KeyboardInterrupt):
        fit(path)
    monkeypatch.setattr(fitting, "_keep", kept)
    again = fit(path)
    assert all(torch.equal(whole[name], again[name]) for name in whole)
    start = make_network(torch, relative=True).state_dict()
    assert not torch.equal(start["head.weight"], again["head.weight"])
    assert torch.equal(start["layers.0.join.weight"], again["layers.0.join.weight"])


@pytest.mark.parametrize(
    ("able", "kind"), [({}, "float32"), ({"avx512_bf16": True}, "bfloat16")]
)
def test_a_fit_multiplies_in_bfloat16_where_the_processor_can(
    torch, monkeypatch, able, kind
):
    from analysis.models.training import fitting
    from analysis.models.training.stages import Schedule

    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: able)
    network, seen = make_network(torch, relative=True), set()
    network.layers[1].attend.register_forward_hook(lambda *given: seen.add(given[2].dtype))
    schedule = Schedule(epochs=1, rate=1e-3, batch=6, frozen=1)
    fitting.fit(network, ROWS, TRUTH, EVEN, schedule=schedule, seed=0)
    fitting.predict(network, ROWS)
    assert seen == {getattr(torch, kind)}


def test_the_small_model_goes_on_from_its_shipped_file(torch, tmp_path, monkeypatch):
    """Codes and answers train it, stage by stage; what is kept is not done again."""
    import pandas as pd

    from analysis.models.target_sentiment import FOLDER, VOCABULARY
    from analysis.models.training import steps
    from analysis.models.training.network import Network, Shape
    from analysis.models.training.vocabulary import choose_vocabulary

    texts = [
        f"The board of firm number {n} praised Halden for its results." for n in range(80)
    ]
    truth = [n % 3 if n < 40 else -1 for n in range(80)]  # half without a code
    rows = pd.DataFrame({"text": texts, "before": "", "truth": truth, "split": "train"})
    start = rows["text"].str.find("Halden")
    rows = rows.assign(source="news", start=start, end=start + len("Halden"))
    pieces = choose_vocabulary(rows, bound=FOLDER / VOCABULARY)
    shape = Shape(layers=1, width=64, heads=2, places=300, epsilon=1e-5, relative=False)
    teacher = Network(shape, pieces=len(pieces))

    def fit():
        shipped = FOLDER / "small" / "model.onnx"
        network = steps.fit_small(rows, pieces, teacher, tmp_path, shipped=shipped)
        return network.state_dict()["layers.5.join.weight"].clone()

    fitted = fit()
    kept = {path.name for path in tmp_path.iterdir()}
    assert {f"small-{s}.safetensors" for s in ("context", "again", "political")} <= kept
    assert len(np.load(tmp_path / "small-again.npy")) == 40
    begun = steps._read_shipped(FOLDER / "small" / "model.onnx")["layers.5.join.weight"]
    assert not torch.equal(fitted, begun)
    monkeypatch.setattr(steps, "fit", None)
    assert torch.equal(fit(), fitted)
