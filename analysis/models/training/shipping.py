"""Write a fitted network as it is shipped: rounded, with the settings that dev codes give."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.models.marked import Marker, make_tokenizer
from analysis.models.scores import calibration_error, macro_f1
from analysis.models.target_sentiment import VOCABULARY, TargetSentiment, softmax
from analysis.models.training import recipe
from analysis.models.training.calibration import find_bar, find_temperature
from analysis.models.training.network import Network
from analysis.models.training.quantising import export
from analysis.models.training.steps import mark

CALIBRATING = ("company",)  # the dev rows that temperature and bar come from
_WATCHED = 400  # rows that show what enters the matrices


def ship(
    name: str, network: Network, rows: pd.DataFrame, pieces: Sequence[str], out: Path
) -> None:
    """Write the ONNX file and the settings that held-out codes give it."""
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    watched = recipe.choose_coded(rows, "train").sample(_WATCHED, random_state=5)
    content = export(network, mark(watched, pieces))
    (folder / "model.onnx").write_bytes(content)
    text = "\n".join(pieces) + "\n"
    (out / VOCABULARY).write_text(text, encoding="utf-8", newline="\n")
    settings = calibrate(content, rows, pieces)
    written = json.dumps(settings, indent=2) + "\n"
    (folder / "settings.json").write_text(written, encoding="utf-8", newline="\n")


def calibrate(content: bytes, rows: pd.DataFrame, pieces: Sequence[str]) -> dict[str, Any]:
    """Return temperature and bar, and what the file as shipped says of the dev rows."""
    from analysis.models.minilm import open_session

    dev = recipe.choose_coded(rows, "dev")
    marker = Marker(make_tokenizer(pieces))
    logits = TargetSentiment(open_session(content), marker, 1.0, 0.0).score(
        mark(dev, pieces)
    )
    truth, coded = dev["truth"].to_numpy(), dev["source"].isin(CALIBRATING).to_numpy()
    temperature = round(find_temperature(logits[coded], truth[coded]), 4)
    shares = softmax(logits / temperature)
    scores = {
        source: round(macro_f1(truth[mine], shares[mine]), 4)
        for source, mine in (
            (s, (dev["source"] == s).to_numpy()) for s in dev["source"].unique()
        )
    }
    return {
        "temperature": temperature,
        "bar": find_bar(shares[coded], truth[coded]),
        "dev_rows": int(coded.sum()),
        "dev_calibration_error": round(calibration_error(truth[coded], shares[coded]), 4),
        "dev_macro_f1": scores,
        "dev_n": recipe.count_sources(dev),
    }
