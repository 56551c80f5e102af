"""How good the target-sentiment model is: `python benchmarks/sentiment.py --data DIR`.

Prints macro-F1 on NewsMTSC's devtest_mt with a 95% interval (sentences resampled),
each class's F1, accuracy, and the expected calibration error (15 bins); beside it,
where vaderSentiment is installed, VADER on the same rows in the same run. Then the same
figures where the model was not trained for: companies in financial news (FinEntity,
where DIR holds it) and the hand codes of seeds/.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import open_story
from analysis.errors import InputError
from analysis.models.newsmtsc import find_newsmtsc, read_newsmtsc
from analysis.models.scores import (
    Classes,
    Probabilities,
    accuracy,
    bootstrap_interval,
    calibration_error,
    f1_by_class,
    macro_f1,
)
from analysis.models.target_sentiment import load_sentiment_model
from analysis.tables import LABELS

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def describe(name: str, truth: Classes, shares: Probabilities, groups: Classes) -> None:
    """Print one classifier's scores."""
    low, high = bootstrap_interval(macro_f1, truth, shares, groups)
    print(f"{name}: macro-F1 {100 * macro_f1(truth, shares):.1f} ", end="")
    print(f"(95% interval {100 * low:.1f} to {100 * high:.1f})")
    by_class = f1_by_class(truth, shares.argmax(axis=1))
    for label, score in zip(LABELS, by_class, strict=True):
        print(f"  F1 {label} {100 * score:.1f}")
    print(f"  accuracy {100 * accuracy(truth, shares):.1f}")


def describe_calibration(truth: Classes, shares: Probabilities, bar: float) -> None:
    """Print what the probabilities are worth."""
    certain = shares.max(axis=1) >= bar
    print(f"  expected calibration error {calibration_error(truth, shares):.3f} (15 bins)")
    print(
        f"  certain (at least {bar:.2f}): {100 * certain.mean():.1f}% of the targets, ",
        end="",
    )
    print(f"of them {100 * accuracy(truth[certain], shares[certain]):.1f}% right")


def ask_vader(texts: list[str]) -> Probabilities | None:
    """Return VADER's answers as 0 and 1, by its authors' cuts of 0.05; None without it."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        return None
    analyser = SentimentIntensityAnalyzer()
    compound = np.array([analyser.polarity_scores(text)["compound"] for text in texts])
    return np.eye(3)[1 + (compound >= 0.05).astype(int) - (compound <= -0.05)]


def measure_newsmtsc(folder: Path) -> None:
    """Print the figures on the data set's test file, and VADER's."""
    rows = read_newsmtsc(folder / "devtest_mt.jsonl")
    truth, groups = rows["truth"].to_numpy(), rows["sentence"].factorize()[0]
    columns = [rows[name].tolist() for name in ("text", "start", "end")]
    model, began = load_sentiment_model("small"), time.perf_counter()
    shares = model.predict(*columns)
    seconds = time.perf_counter() - began
    print(f"NewsMTSC devtest_mt: {len(rows)} targets in {groups.max() + 1} sentences")
    describe("small", truth, shares, groups)
    describe_calibration(truth, shares, model.bar)
    print(f"  {len(rows) / seconds:.0f} targets a second on one thread")
    vader = ask_vader(columns[0])
    if vader is None:
        print("VADER: not installed (see benchmarks/README.md)")
    else:
        describe("VADER (of the whole sentence)", truth, vader, groups)


def measure_finentity(path: Path) -> None:
    """Print the figures on companies in financial news."""
    rows, strays = [], 0
    for group, entry in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        for mark in entry["annotations"]:
            start, end = mark["start"], mark["end"]
            if entry["content"][start:end] != mark["value"]:
                strays += 1
                continue
            truth = LABELS.index(mark["label"].lower())
            rows.append((entry["content"], start, end, truth, group))
    texts, starts, ends, truth, groups = (list(each) for each in zip(*rows, strict=True))
    model = load_sentiment_model("small")
    shares = model.predict(texts, starts, ends)
    print(f"FinEntity: {len(rows)} targets; {strays} whose offsets do not fit left out")
    describe("small", np.array(truth), shares, np.array(groups))
    describe_calibration(np.array(truth), shares, model.bar)


def measure_seeds() -> None:
    """Print the figures on the first pass of hand codes of seeds/."""
    story = open_story(SEEDS)
    keys = ["article_id", "sentence"]
    found = story.sentences[[*keys, "text"]].merge(story.sentiment, on=keys)
    codes = pd.read_csv(SEEDS / "codes.csv", dtype="str")
    chosen = codes[(codes["measure"] == "sentiment") & (codes["pass"] == "1")]
    joined = found.merge(
        chosen.rename(columns={"target": "entity"}), on=["article_id", "text", "entity"]
    )
    truth, shares = (
        joined["value"].astype(int).to_numpy() + 1,
        joined[list(LABELS)].to_numpy(),
    )
    print(
        f"seeds/: {len(joined)} of {len(chosen)} codes; the others' mention was not found"
    )
    describe("small", truth, shares, joined["text"].factorize()[0])
    describe_calibration(truth, shares, load_sentiment_model("small").bar)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", help="folder that holds newsmtsc/ (or TELLINGS_DATA)")
    folder = find_newsmtsc(parser.parse_args().data)
    measure_newsmtsc(folder)
    finentity = folder.parent / "finentity" / "FinEntity.json"
    if finentity.is_file():
        measure_finentity(finentity)
    measure_seeds()


if __name__ == "__main__":
    try:
        main()
    except InputError as error:
        sys.exit(str(error))
