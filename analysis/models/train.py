"""Train the target-sentiment model: `python -m analysis.models.train --data DIR`.

The regularisation, the temperature and the bar for `uncertain` come from predictions on
held-out folds of the train file, cut so that no article and no sentence is on both
sides; sentences that the test file repeats are left out. Then all of train is fitted.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.models.encoder import Vectors, load_encoder
from analysis.models.newsmtsc import find_newsmtsc, read_newsmtsc
from analysis.models.scores import accuracy, calibration_error, macro_f1
from analysis.models.target_sentiment import (
    FOLDER,
    TargetSentiment,
    encode_targets,
    softmax,
    write_model,
)

STRENGTHS = (0.0003, 0.0006, 0.001, 0.002, 0.004, 0.008)  # inverse: smaller is stricter
FOLDS = 5
LEAST_SPREAD = 0.01  # a dimension that hardly varies is not blown up
WANTED_ACCURACY = 0.8  # of the labels that are not uncertain
SEED = 0

Truth = NDArray[np.int64]
Probabilities = NDArray[np.float64]


@dataclass(frozen=True)
class Linear:
    """A fitted regression on vectors as they are: the standardisation is folded in."""

    coefficients: NDArray[np.float64]
    intercepts: NDArray[np.float64]

    def logits(self, vectors: Vectors) -> NDArray[np.float64]:
        """Return logits, shape (n, 3)."""
        return np.asarray(vectors @ self.coefficients.T + self.intercepts)


def fit(vectors: Vectors, truth: Truth, *, strength: float) -> Linear:
    """Fit a multinomial logistic regression on standardised vectors.

    Parameters
    ----------
    vectors : ndarray, shape (n, 1152)
        From `encode_targets`.
    truth : ndarray, shape (n,)
        0 negative, 1 neutral, 2 positive.
    strength : float
        scikit-learn's C, the inverse of the penalty on squared coefficients.
    """
    from sklearn.linear_model import LogisticRegression

    mean = vectors.mean(axis=0, dtype=np.float64)
    spread = np.maximum(vectors.std(axis=0, dtype=np.float64), LEAST_SPREAD)
    standard = (vectors - mean) / spread
    fitted = LogisticRegression(C=strength, max_iter=2000, tol=1e-5).fit(standard, truth)
    coefficients = fitted.coef_ / spread
    return Linear(coefficients, fitted.intercept_ - coefficients @ mean)


def make_folds(table: pd.DataFrame, *, folds: int = FOLDS, seed: int = SEED) -> Truth:
    """Return each row's fold; articles that share a sentence are in the same one."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    article, sentence = (table[name].factorize()[0] for name in ("article", "sentence"))
    size = article.max() + 1
    ties = coo_array(
        (np.ones(len(table)), (article, size + sentence)),
        shape=(2 * len(table) + size,) * 2,
    )
    component = connected_components(ties, directed=False)[1]
    fold_of = np.random.default_rng(seed).integers(0, folds, component.max() + 1)
    return np.asarray(fold_of[component[article]])


def predict_held_out(
    vectors: Vectors, truth: Truth, fold: Truth, *, strength: float
) -> NDArray[np.float64]:
    """Return logits of every row from a fit that has not seen its fold."""
    logits = np.zeros((len(truth), 3))
    for each in np.unique(fold):
        out = fold == each
        logits[out] = fit(vectors[~out], truth[~out], strength=strength).logits(
            vectors[out]
        )
    return logits


def find_temperature(logits: NDArray[np.float64], truth: Truth) -> float:
    """Return the temperature with the highest likelihood on held-out logits."""
    from scipy.optimize import minimize_scalar

    def loss(temperature: float) -> float:
        likely = softmax(logits / temperature)[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(likely, 1e-12)).mean())

    return float(minimize_scalar(loss, bounds=(0.3, 5), method="bounded").x)


def find_bar(
    probabilities: Probabilities, truth: Truth, *, wanted: float = WANTED_ACCURACY
) -> float:
    """Return the lowest bar, in hundredths, above which the wanted share is right."""
    largest, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    for bar in np.arange(0.34, 0.96, 0.01).round(2):
        if right[largest >= bar].size and right[largest >= bar].mean() >= wanted:
            return float(bar)
    return 0.95


def read_train(folder: Path) -> pd.DataFrame:
    """Return the train table without the sentences that the test file repeats."""
    train = read_newsmtsc(folder / "train.jsonl")
    test = folder / "devtest_mt.jsonl"
    repeated = set(read_newsmtsc(test)["sentence"]) if test.is_file() else set()
    return train[~train["sentence"].isin(repeated)].reset_index(drop=True)


def train(table: pd.DataFrame, vectors: Vectors) -> tuple[TargetSentiment, dict[str, Any]]:
    """Return the model and what the held-out folds say of it."""
    truth, fold = table["truth"].to_numpy(), make_folds(table)
    held_out = {
        strength: predict_held_out(vectors, truth, fold, strength=strength)
        for strength in STRENGTHS
    }
    scores = {strength: macro_f1(truth, logits) for strength, logits in held_out.items()}
    strength = max(scores, key=lambda each: scores[each])
    temperature = round(find_temperature(held_out[strength], truth), 4)
    probabilities = softmax(held_out[strength] / temperature)
    bar = find_bar(probabilities, truth)
    fitted = fit(vectors, truth, strength=strength)
    model = TargetSentiment(
        fitted.coefficients.astype(np.float32),
        fitted.intercepts.astype(np.float32),
        temperature,
        bar,
    )
    certain = probabilities.max(axis=1) >= bar
    return model, {
        "targets": len(table),
        "sentences": int(table["sentence"].nunique()),
        "articles": int(table["article"].nunique()),
        "macro_f1_by_strength": {str(k): round(v, 4) for k, v in scores.items()},
        "strength": strength,
        "temperature": temperature,
        "bar": bar,
        "macro_f1": round(scores[strength], 4),
        "accuracy": round(accuracy(truth, probabilities), 4),
        "calibration_error": round(calibration_error(truth, probabilities), 4),
        "certain_share": round(float(certain.mean()), 4),
        "certain_accuracy": round(accuracy(truth[certain], probabilities[certain]), 4),
    }


def main(arguments: list[str] | None = None) -> None:
    """Train, and write the coefficients, their checksum and held-out.json."""
    parser = argparse.ArgumentParser(prog="python -m analysis.models.train")
    parser.add_argument("--data", help="folder that holds newsmtsc/ (or TELLINGS_DATA)")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder to write to")
    options = parser.parse_args(arguments)
    table = read_train(find_newsmtsc(options.data))
    columns = (table[name].tolist() for name in ("text", "start", "end"))
    model, report = train(table, encode_targets(load_encoder(), *columns))
    options.out.mkdir(parents=True, exist_ok=True)
    write_model(model, options.out)
    text = json.dumps(report, indent=2) + "\n"
    (options.out / "held-out.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
