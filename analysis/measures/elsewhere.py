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
        model, texts (what they are), macro_f1 (0 to 1); no row where none was written.

    Notes
    -----
    Does not show how a model does on texts unlike these. No text was trained on, but
    choices were made by these scores, so they are somewhat kind; the model cards have
    the test files. Some are few: 22 behavioural sentences, 200 on companies.
    """
    rows = [
        (path.parent.name, _TEXTS.get(name, name), float(score))
        for path in sorted(Path(folder).glob("*/settings.json"))
        for name, score in _read_scores(path).items()
    ]
    return pd.DataFrame(rows, columns=["model", "texts", "macro_f1"])


def _read_scores(path: Path) -> dict[str, float]:
    """Return the scores by the name of their texts; none where none was written."""
    settings = json.loads(path.read_text(encoding="utf-8"))
    return dict(settings.get("dev_macro_f1", {}))
