"""What the sentiment model does with test sentences written to show one thing each."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.errors import unknown
from analysis.measures.code_scores import CODE_LABELS
from analysis.models.label import SentimentModel, label_columns
from analysis.tables import check, read_cells, rows_of

Half = Literal["held-out", "training"]
HALVES = ("held-out", "training")
ALL = "all kinds"
FILE = Path(__file__).parent.parent / "models" / "training" / "codes" / "behaviour.csv"
_TESTS = ["test", "kind", "pair", "half", "before", "text", "start", "end", "target"]


def read_behaviour(*, half: Half | None = None, path: str | Path = FILE) -> pd.DataFrame:
    """Return the sentences of the behavioural test with the label that each should get.

    Written for this project, most as minimal pairs: two sentences that differ in what
    the kind is about and in little else. Those of a pair stand in the same half.

    Parameters
    ----------
    half : {"held-out", "training"}, optional
        The half that no model has learned from, or the one that they have; both where
        not given.
    path : path
        CSV: id, kind, pair, before, text, start, end, label (-1, 0, 1), half.

    Returns
    -------
    DataFrame
        test (its name), kind, pair, half, before (the sentence before, mostly empty),
        text, start and end (of the target in text), target (its words), expected
        (negative, neutral, positive).

    References
    ----------
    Ribeiro et al. 2020, Beyond Accuracy: Behavioral Testing of NLP Models with
    CheckList, ACL.
    """
    if half is not None and half not in HALVES:
        raise unknown(half, list(HALVES), "half")
    cells = read_cells(path, encoding="utf-8")
    tests = cells.assign(
        test=cells["id"],
        start=cells["start"].astype("int64"),
        end=cells["end"].astype("int64"),
        expected=cells["label"].map(CODE_LABELS),
    )
    words = [row.text[row.start : row.end] for row in rows_of(tests)]
    tests = tests.assign(target=words)[[*_TESTS, "expected"]]
    return tests[tests["half"].isin([half] if half else HALVES)].reset_index(drop=True)


def label_behaviour(
    model: SentimentModel | None = None,
    *,
    half: Half | None = None,
    path: str | Path = FILE,
) -> pd.DataFrame:
    """Return every test sentence with the label that it should get and the one it gets.

    Parameters
    ----------
    model : SentimentModel, optional
        From `load_sentiment_model`; the default one where not given.
    half, path
        As in `read_behaviour`.

    Returns
    -------
    DataFrame
        The columns of `read_behaviour`; negative, neutral and positive (probabilities),
        label, uncertain, right (whether label is expected).

    Examples
    --------
    >>> class Neutral:
    ...     bar = 0.5
    ...     def predict(self, texts, starts, ends, before=None):
    ...         return np.tile([0.0, 1.0, 0.0], (len(texts), 1))
    >>> told = label_behaviour(Neutral(), half="training")
    >>> bool((told["right"] == (told["expected"] == "neutral")).all())
    True
    """
    if model is None:
        from analysis.models.target_sentiment import load_sentiment_model

        model = load_sentiment_model()
    tests = read_behaviour(half=half, path=path)
    texts, starts, ends, before = (
        tests[name].tolist() for name in ("text", "start", "end", "before")
    )
    shares = model.predict(texts, starts, ends, before=before)
    told = tests.assign(**label_columns(shares, shares, model.bar))
    return told.assign(right=told["label"] == told["expected"])


def count_right(told: pd.DataFrame) -> pd.DataFrame:
    """Return the share of right labels, over all kinds and for each, with its interval.

    The interval is Wilson's, 95%; it takes sentences as drawn apart from each other, and
    so is somewhat too narrow for pairs.

    Parameters
    ----------
    told : DataFrame
        kind, expected, label: from `label_behaviour`, or the table `behaviour`.

    Returns
    -------
    DataFrame
        kind ("all kinds" first, then in the alphabet's order), n, right (sentences),
        share, low, high (0 to 1).

    Notes
    -----
    Does not show how often such sentences occur, nor what the model does with others:
    the sentences were made to be hard, by one writer.
    """
    hits = pd.DataFrame({"kind": told["kind"], "hit": told["label"] == told["expected"]})
    both = pd.concat([hits.assign(kind=ALL), hits])
    counts = both.groupby("kind")["hit"].agg(n="size", right="sum").reset_index()
    first = counts.sort_values("kind", key=lambda kinds: kinds.where(kinds != ALL, ""))
    right, n = first["right"].to_numpy(float), first["n"].to_numpy(float)
    low, high = wilson_interval(right, n)
    return first.assign(share=right / n, low=low, high=high).reset_index(drop=True)


def table_behaviour(told: pd.DataFrame) -> pd.DataFrame:
    """Return the table `behaviour` of labelled tests: without their texts."""
    largest = told[list(CODE_LABELS.values())].max(axis=1)
    return check(told.assign(confidence=largest), "behaviour")


def wilson_interval(
    right: NDArray[np.float64], n: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return Wilson's 95% interval of shares right / n, 0 to 1.

    The shares that a test at 5% would not refuse (Wilson 1927, JASA 22).

    >>> low, high = wilson_interval(np.array([9.0, 10.0]), np.array([10.0, 10.0]))
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.596, 0.722], [0.982, 1.0])
    """
    from scipy.stats import binomtest

    counts = zip(right.astype(int), n.astype(int), strict=True)
    ends = [binomtest(k, of).proportion_ci(method="wilson") for k, of in counts]
    return np.array([end.low for end in ends]), np.array([end.high for end in ends])
