"""How the sentiment models did on other texts, as measured when they were made."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).parent.parent / "models" / "weights" / "target-sentiment"
_TEXTS = {
    "company": "companies in US news, coded for this project",
    "news": "people and organisations in US news, coded for this project",
    "finance": "companies in financial news (texts of FinEntity), coded for this project",
    "finentity": "companies in financial news (FinEntity)",
    "newsmtsc": "people and parties in political news (NewsMTSC)",
    "behaviour": "behavioural test, of the half for training",
    "written": "further sentences written for this project",
    "stories": "news articles invented for this project",
    "passages": "short passages of news invented for this project",
}


def read_dev_scores(folder: str | Path = FOLDER) -> pd.DataFrame:
    """Return each model's macro-F1 on the held-out part of each collection of texts.

    Read from the settings that lie beside the model's file, where they were written
    when it was made, of the file as it is shipped.

    Parameters
    ----------
    folder : path
        Holds a folder for each model, with its settings.json.

    Returns
    -------
    DataFrame
        model, texts (what they are), n (rows; missing where it was not written), macro_f1
        (0 to 1); no row where none was written.

    Notes
    -----
    Does not show how a model does on texts unlike these. Of the shipped models' rows 14
    repeat a text that they were trained on: 9 of 154 passages, 3 of 673 news sentences and
    2 of 1,527 in invented articles. Choices were made by these scores as well, so they are
    somewhat kind; the model cards have the test files. Some rest on few rows: 13 of
    FinEntity, 22 behavioural ones.
    """
    rows = [
        (path.parent.name, _TEXTS.get(name, name), n, score)
        for path in sorted(Path(folder).glob("*/settings.json"))
        for name, n, score in _read_scores(path)
    ]
    scores = pd.DataFrame(rows, columns=["model", "texts", "n", "macro_f1"])
    return scores.astype({"n": "Int64", "macro_f1": float})


def _read_scores(path: Path) -> list[tuple[str, int | None, float]]:
    """Return the name of each collection of texts, its rows, and its score."""
    settings = json.loads(path.read_text(encoding="utf-8"))
    counts, scores = settings.get("dev_n", {}), settings.get("dev_macro_f1", {})
    return [(name, counts.get(name), score) for name, score in scores.items()]
