"""The recipe: which rows train a model, how much each source counts, how long it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.models.training import data

LEAST_OCCURRENCES = 5  # of a word piece in the training texts, to stay in the vocabulary
SMOOTHING = 0.05  # share of every code that is spread over the three labels
WEIGHTS = {"company": 2.0, "news": 2.0} | dict.fromkeys(
    ("finance", "behaviour", "written", "stories"), 1.5
)
TAUGHT = 16_000  # sentences without a code that the small model learns from the large one


@dataclass(frozen=True)
class Schedule:
    """How long, how fast and how deep a network is fitted."""

    epochs: float = 3
    rate: float = 3e-5  # of the last layer; the head's is ten times that
    batch: int = 32
    warm: float = 0.1  # share of the steps in which the rate rises
    decay: float = 0.01  # of the weights
    layer_decay: float = 0.9  # of the rate, a layer further from the head
    frozen: int = 0  # first layers that stay as they are, and are run only once


@dataclass(frozen=True)
class Stage:
    """One fit: what it starts from, its schedule, and which rows it reads how.

    `start` names earlier stages whose weighted mean it begins at, each with its share; the
    public encoder where empty.
    `shares` are those of the sources that it uses only in part. `context` is the share of
    the rows that are read with the sentence before, where one is known: a model must do
    without as well.
    """

    name: str
    schedule: Schedule
    start: Mapping[str, float] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    context: float = 0
    seed: int = 0


LARGE = (
    Stage("all", Schedule(epochs=2.6, rate=4e-5, frozen=4)),
    Stage(
        "codes",
        Schedule(epochs=2, rate=2.5e-5, frozen=6),
        start={"all": 1},
        shares={"newsmtsc": 0.3, "finentity": 0.3},
    ),
    Stage("alone", Schedule(epochs=2, rate=3e-5, frozen=6), start={"codes": 1}),
    Stage(
        "context",
        Schedule(epochs=1.6, rate=3e-5, frozen=6),
        start={"codes": 1},
        context=0.8,
    ),
    Stage(
        "more",
        Schedule(epochs=1, rate=2.5e-5, frozen=6),
        start={"alone": 0.5, "context": 0.5},
        shares={"newsmtsc": 0.5},
        context=0.8,
    ),
    Stage(
        "last",
        Schedule(epochs=1, rate=2.5e-5, frozen=6),
        start={"more": 1},
        shares={"newsmtsc": 0.6},
        context=0.8,
    ),
)
# The mean of stages' weights (Wortsman et al. 2022, "Model soups", ICML).
LARGE_MEAN = {"all": 0.2, "alone": 0.1, "context": 0.1, "more": 0.25, "last": 0.35}


def _from_stories(
    name: str,
    schedule: Schedule,
    start: Mapping[str, float],
    shares: Mapping[str, float],
    *,
    seed: int,
) -> Stage:
    """Return a fit to the invented articles, four in five rows with the sentence before."""
    return Stage(name, schedule, start, shares, context=0.8, seed=seed)


# Fits to the invented articles, which go on from that mean or from a shipped file.
FIRST = "first"
FURTHER = (
    _from_stories(
        "told",
        Schedule(epochs=1.3, rate=3e-5, frozen=6),
        {FIRST: 1},
        {"newsmtsc": 0.3, "news": 0.35, "finance": 0.4, "finentity": 0.3, "written": 0.5},
        seed=1,
    ),
    _from_stories(
        "told again",
        Schedule(epochs=1, rate=2.5e-5, frozen=6),
        {"told": 1},
        {
            "newsmtsc": 0.2,
            "news": 0.35,
            "finance": 0.2,
            "finentity": 0.2,
            "written": 0.25,
            "stories": 0.7,
        },
        seed=2,
    ),
    _from_stories(
        "mixed",
        Schedule(epochs=1.2, rate=3e-5, frozen=6),
        {FIRST: 1 / 3, "told": 1 / 3, "told again": 1 / 3},
        {"newsmtsc": 0.85, "news": 0.5, "finance": 0.5, "finentity": 0.5, "written": 0.6},
        seed=11,
    ),
    _from_stories(
        "mixed again",
        Schedule(epochs=1, rate=2.5e-5, frozen=6),
        {"mixed": 1},
        {
            "newsmtsc": 0.55,
            "news": 0.4,
            "finance": 0.35,
            "finentity": 0.4,
            "written": 0.4,
            "stories": 0.6,
        },
        seed=12,
    ),
)
FURTHER_MEAN = {FIRST: 0.25, "mixed": 0.25, "mixed again": 0.5}
# One fit to all rows from the encoder on, and what is shipped: it with the mean of the others.
ANEW = Stage("anew", Schedule(epochs=2, rate=4e-5, frozen=4), context=0.8, seed=21)
SHIPPED_MEAN = {stage: 0.3 * share for stage, share in FURTHER_MEAN.items()} | {"anew": 0.7}
SMALL = (
    Stage("taught", Schedule(epochs=2, rate=2e-4, layer_decay=0.95)),
    Stage(
        "context",
        Schedule(epochs=2.5, rate=2e-4, layer_decay=0.95),
        start={"taught": 1},
        context=0.8,
    ),
)
SMALL_MEAN = {"context": 1.0}


def read_rows(folder: Path) -> pd.DataFrame:
    """Return every row of every source; see `data`."""
    readers = (data.read_company, data.read_news, data.read_finentity, data.read_political)
    parts = [read(folder) for read in readers]
    parts += [*(data.read_written(name) for name in data.WRITTEN), data.read_told()]
    return _without_copies(pd.concat(parts, ignore_index=True))


def choose_coded(rows: pd.DataFrame, split: str) -> pd.DataFrame:
    """Return the coded rows of a split."""
    return rows[(rows["split"] == split) & (rows["truth"] >= 0)].reset_index(drop=True)


def choose_taught(rows: pd.DataFrame, *, most: int = TAUGHT) -> pd.DataFrame:
    """Return sentences without a code for the large model to label, drawn at random."""
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
    """Leave out news that repeats a held-out company sentence or the one before it."""
    held = rows[(rows["source"] == "company") & (rows["split"] != "train")]
    known = {text.strip() for name in ("text", "before") for text in held[name]} - {""}
    repeats = rows["text"].str.strip().isin(known) | rows["before"].str.strip().isin(known)
    return rows[~(repeats & (rows["source"] == "news"))].reset_index(drop=True)
