"""Which rows train a model, and how much each source counts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.models.training import data

LEAST_OCCURRENCES = 5  # of a word piece in the training texts, to stay in the vocabulary
SMOOTHING = 0.05  # share of every code that is spread over the three labels
WEIGHTS = {"company": 2.0, "news": 2.0, "passages": 2.25} | dict.fromkeys(
    ("finance", "behaviour", "written", "stories"), 1.5
)


def read_rows(folder: Path) -> pd.DataFrame:
    """Return every row of every source; see `data`."""
    readers = (data.read_company, data.read_news, data.read_finentity, data.read_political)
    parts = [read(folder) for read in readers]
    parts += [data.read_written(name) for name in data.WRITTEN]
    parts += [data.read_told(name) for name in data.TOLD]
    return _without_copies(pd.concat(parts, ignore_index=True))


def choose_coded(rows: pd.DataFrame, split: str) -> pd.DataFrame:
    """Return the coded rows of a split."""
    return rows[(rows["split"] == split) & (rows["truth"] >= 0)].reset_index(drop=True)


def count_sources(rows: pd.DataFrame) -> dict[str, int]:
    """Return how many rows each source has, in the order of the rows.

    >>> count_sources(pd.DataFrame({"source": ["news", "company", "news"]}))
    {'news': 2, 'company': 1}
    """
    counts = rows["source"].value_counts(sort=False)
    return {str(source): int(n) for source, n in counts.items()}


def choose_taught(rows: pd.DataFrame, *, most: int) -> pd.DataFrame:
    """Return sentences without a code for a model to label, the first of a random order."""
    free = rows[
        (rows["source"] == "news") & (rows["truth"] < 0) & (rows["split"] == "train")
    ]
    fitting = free[free["text"].str.len().between(40, 350)]
    return fitting.sample(frac=1, random_state=0).head(most).reset_index(drop=True)


def choose_share(
    rows: pd.DataFrame, shares: Mapping[str, float], *, seed: int = 0
) -> pd.DataFrame:
    """Return the rows, of some sources only a random share."""
    drawn = np.random.default_rng(seed).random(len(rows))
    kept = drawn < rows["source"].map(shares).fillna(1.0).to_numpy()
    return rows[kept].reset_index(drop=True)


def wanted_shares(rows: pd.DataFrame) -> NDArray[np.float32]:
    """Return the smoothed codes, shape (n, 3)."""
    sharp = np.eye(3, dtype=np.float32)[rows["truth"].to_numpy()]
    return np.asarray(sharp * (1 - SMOOTHING) + SMOOTHING / 3, dtype=np.float32)


def row_weights(rows: pd.DataFrame) -> NDArray[np.float32]:
    """Return how much each row counts, shape (n,): one without a code counts 1."""
    coded = rows["source"].map(WEIGHTS).fillna(1.0)
    return np.asarray(coded.where(rows["truth"] >= 0, 1.0), dtype=np.float32)


def _without_copies(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out what repeats a held-out text.

    Of news what repeats a held-out company sentence or the one before it; of any source
    rows for training whose text is held out of whatever source.
    """
    held = rows[(rows["source"] == "company") & (rows["split"] != "train")]
    known = {text.strip() for name in ("text", "before") for text in held[name]} - {""}
    texts = rows["text"].str.strip()
    repeats = texts.isin(known) | rows["before"].str.strip().isin(known)
    training = rows["split"] == "train"
    copies = training & texts.isin(set(texts[~training]))
    return rows[~copies & ~(repeats & (rows["source"] == "news"))].reset_index(drop=True)
