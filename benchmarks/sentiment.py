"""How good the target-sentiment models are: `python benchmarks/sentiment.py --data DIR`.

For each set of held-out targets and each model: macro-F1 with a 95% interval (articles
resampled where they are known, else texts; sentences of seeds/), each class's F1, accuracy,
the expected calibration error (15 bins, with its interval, and what a calibrated model would
show by chance), and how many labels are certain and how many of those are right; beside
them, where vaderSentiment is installed, VADER. The sets: NewsMTSC's devtest_mt, the company
sentences and FinEntity paragraphs kept from training, the unseen half of the behavioural
sentences, and the hand codes of seeds/ with the directions between outlets.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import open_story
from analysis.errors import InputError
from analysis.measures.behaviour import count_right, label_behaviour
from analysis.measures.coded import match_codes
from analysis.measures.directions import find_directions
from analysis.measures.sentiment import measure_sentiment
from analysis.models.newsmtsc import find_newsmtsc
from analysis.models.scores import (
    Classes,
    Probabilities,
    accuracy,
    bootstrap_interval,
    calibration_error,
    chance_calibration_error,
    f1_by_class,
    macro_f1,
)
from analysis.models.target_sentiment import MODELS, load_sentiment_model
from analysis.models.training import data
from analysis.tables import LABELS, rows_of

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def held_out(folder: Path) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the name and the rows of each set that no model was trained on."""
    sets = (
        ("NewsMTSC devtest_mt", data.read_political),
        ("company sentences, unseen articles", data.read_company),
        ("FinEntity, unseen paragraphs", data.read_finentity),
    )
    for name, read in sets:
        rows = read(folder)
        yield name, rows[(rows["split"] == "test") & (rows["truth"] >= 0)]
    rows = data.read_written("behaviour")
    yield "behavioural sentences, unseen half", rows[rows["split"] == "test"]


def describe(
    name: str, truth: Classes, shares: Probabilities, groups: Classes, bar: float
) -> None:
    """Print one classifier's scores on one line."""
    low, high = bootstrap_interval(macro_f1, truth, shares, groups)
    under, over = bootstrap_interval(calibration_error, truth, shares, groups)
    by_class = f1_by_class(truth, shares.argmax(axis=1))
    certain = shares.max(axis=1) >= bar
    classes = " / ".join(f"{100 * score:.1f}" for score in by_class)
    right = accuracy(truth[certain], shares[certain]) if certain.any() else np.nan
    chance = chance_calibration_error(shares).mean()
    print(
        f"  {name}: macro-F1 {100 * macro_f1(truth, shares):.1f} "
        f"({100 * low:.1f} to {100 * high:.1f}); {' / '.join(LABELS)} {classes}; "
        f"accuracy {100 * accuracy(truth, shares):.1f}; "
        f"calibration error {calibration_error(truth, shares):.3f} "
        f"({under:.3f} to {over:.3f}; {chance:.3f} by chance); "
        f"certain {100 * certain.mean():.0f}%, {100 * right:.0f}% of them right"
    )


def ask_vader(texts: list[str]) -> Probabilities | None:
    """Return VADER's answers as 0 and 1, by its authors' cuts of 0.05; None without it."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        return None
    analyser = SentimentIntensityAnalyzer()
    compound = np.array([analyser.polarity_scores(text)["compound"] for text in texts])
    return np.eye(3)[1 + (compound >= 0.05).astype(int) - (compound <= -0.05)]


def number_groups(rows: pd.DataFrame) -> tuple[str, Classes]:
    """Return what rows are drawn together by, and each row's number of it.

    Sentences of one article are no independent rows, so articles are drawn where known.
    """
    unit = "article" if "article" in rows and rows["article"].notna().all() else "text"
    return unit, rows[unit].factorize()[0]


def measure(name: str, rows: pd.DataFrame, models: list[str]) -> None:
    """Print the figures of every model, and VADER's, on the same rows."""
    truth, (unit, groups) = rows["truth"].to_numpy(), number_groups(rows)
    columns = [rows[column].tolist() for column in ("text", "start", "end", "before")]
    print(f"{name}: {len(rows)} targets, {groups.max() + 1} {unit}s resampled")
    for model in models:
        loaded = load_sentiment_model(model)
        shares = loaded.predict(*columns)
        describe(model, truth, shares, groups, loaded.bar)
        if "kind" in rows:
            counts = count_right(label_behaviour(loaded, half="held-out"))
            kinds = ", ".join(f"{r.kind} {100 * r.share:.0f}" for r in rows_of(counts[1:]))
            print(f"    right by kind (%): {kinds}")
    vader = ask_vader(columns[0])
    if vader is not None:
        describe("VADER (of the whole sentence)", truth, vader, groups, 0)


def measure_seeds(models: list[str]) -> None:
    """Print the figures on the hand codes of seeds/, and the directions they give."""
    story = open_story(SEEDS)
    sentences, mentions, codes = story.sentences, story.mentions, story.codes
    first = codes[(codes["measure"] == "sentiment") & (codes["pass"].astype(str) == "1")]
    for model in models:
        loaded = load_sentiment_model(model)
        found = measure_sentiment(
            sentences, mentions, story.cast, voices=story.voices, model=loaded
        )
        rows = match_codes(first, sentences).merge(
            found.rename(columns={"entity": "target"}),
            on=["article_id", "sentence", "target"],
        )
        shares, truth = (
            rows[list(LABELS)].to_numpy(),
            rows["value"].astype(int).to_numpy() + 1,
        )
        groups = rows.groupby(["article_id", "sentence"]).ngroup().to_numpy()
        print(
            f"seeds/: {len(rows)} of {len(first)} codes, the others' mention was not found"
        )
        describe(model, truth, shares, groups, loaded.bar)
        tables = {"articles": story.articles, "sentences": sentences, "sentiment": found}
        directions = find_directions(tables, codes)
        agree = int(directions["agrees"].sum())
        print(f"    directions between outlets: {agree} of {len(directions)} right")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", help="folder that holds newsmtsc/ (or TELLINGS_DATA)")
    parser.add_argument("--model", choices=MODELS, help="one model alone")
    options = parser.parse_args()
    models = [options.model] if options.model else list(MODELS)
    for name, rows in held_out(find_newsmtsc(options.data).parent):
        measure(name, rows, models)
    measure_seeds(models)


if __name__ == "__main__":
    try:
        main()
    except InputError as error:
        sys.exit(str(error))
