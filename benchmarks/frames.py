"""How well frames are told from sentences, and whether corrected shares hold the codes.

For the story in SEEDS (`seeds` by default), whose sentences are all coded: macro-F1 and F1
by frame over all sentences, no article being labelled by a model that saw its codes, with
95% intervals (paragraphs drawn), for each way of learning; the agreement of the codes.

`--samples N` draws 40 to 160 of the sentences of the body N times, as if only they had been
coded, learns anew from them (the models' defaults, nothing chosen), and prints for the
shares of frames by outlet: the mean distance from the hand-coded share, and how many
intervals hold it, for outlets that were not drawn whole.

    python benchmarks/frames.py [SEEDS] [--samples 100]
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression

from analysis import open_story
from analysis.corpus.codebook import Codebook
from analysis.measures.agreement import measure_agreement
from analysis.measures.frame_codes import code_frames
from analysis.measures.frame_model import CHOICES, Choice, Taught, choose_thresholds
from analysis.measures.frame_quality import measure_frame_quality
from analysis.measures.frame_shares import draw_codes, estimate_shares, pair_frames
from analysis.measures.frames import label_rows, read_rows, score_frames
from analysis.models.encoder import load_encoder
from analysis.story import Story

MEANING = (Choice(words=0.0, around=0.0),)
DEFAULT = CHOICES[:1]


def few_seeds(codebook: Codebook, n: int) -> Codebook:
    """Return the codebook with the first n seed sentences of each frame."""
    frames = tuple(replace(frame, seeds=frame.seeds[:n]) for frame in codebook.frames)
    return replace(codebook, frames=frames)


def as_table(story: Story, labels: np.ndarray) -> pd.DataFrame:
    """Return labels, sentences x frames, as the table frames."""
    names = [frame.name for frame in story.codebook.frames]
    keys = story.sentences[["article_id", "sentence"]]
    parts = [
        keys.assign(frame=name, score=0.0, label=labels[:, place].astype(bool))
        for place, name in enumerate(names)
    ]
    return pd.concat(parts)


def without_codebook(story: Story, vectors: np.ndarray, choices: tuple) -> pd.DataFrame:
    """Learn from the codes of the other articles alone."""
    names = [frame.name for frame in story.codebook.frames]
    encode = load_encoder().encode
    rows, seeds = read_rows(story.sentences, vectors, story.codebook, encode)
    nothing = Taught(seeds.places[:0], seeds.frames[:0], seeds.groups[:0])
    coded = code_frames(story.sentences, story.codes, names)
    labels = label_rows(story.sentences, rows, coded, nothing, choices=choices)[1]
    return as_table(story, labels)


def by_logistic_regression(story: Story, vectors: np.ndarray) -> pd.DataFrame:
    """Learn from the codes of the other articles alone, by scikit-learn's regression.

    Strength 10, balanced; thresholds from articles left out among those learned from.
    """
    names = [frame.name for frame in story.codebook.frames]
    code = code_frames(story.sentences, story.codes, names)
    article = story.sentences["article_id"].to_numpy()
    labels = np.zeros(code.shape)
    for own in np.unique(article):
        others = article != own
        inner = np.zeros(code.shape)
        for left_out in np.unique(article[others]):
            learned = others & (article != left_out)
            inner[article == left_out] = _probabilities(
                vectors[learned], code[learned], vectors[article == left_out]
            )
        bars = choose_thresholds(inner[others], code[others])
        found = _probabilities(vectors[others], code[others], vectors[~others])
        labels[~others] = found > bars
    return as_table(story, labels)


def _probabilities(known: np.ndarray, code: np.ndarray, new: np.ndarray) -> np.ndarray:
    """Return the probability of each frame by a regression a frame."""
    model = LogisticRegression(C=10, class_weight="balanced", max_iter=1000)
    found = np.zeros((len(new), code.shape[1]))
    for place, own in enumerate(code.T):
        if own.any():
            found[:, place] = model.fit(known, own).predict_proba(new)[:, 1]
    return found


def compare_ways(story: Story) -> None:
    """Print macro-F1 and F1 by frame for each way of learning, and the codes' alpha."""
    sentences, codes, codebook = story.sentences, story.codes, story.codebook
    vectors = load_encoder().encode(sentences["text"].tolist())

    def scored(book: Codebook, taught: pd.DataFrame | None, **options: object) -> object:
        return score_frames(sentences, vectors, book, codes=taught, **options)

    ways = {
        "codes alone: logistic regression on meaning": by_logistic_regression(
            story, vectors
        ),
        "codes alone: meaning": without_codebook(story, vectors, MEANING),
        "codes alone: meaning and spelling": without_codebook(story, vectors, CHOICES),
        "definitions alone": scored(few_seeds(codebook, 0), None),
        "definitions and 3 seed sentences": scored(few_seeds(codebook, 3), None),
        "codebook alone": scored(codebook, None),
        "codes and definitions": scored(few_seeds(codebook, 0), codes),
        "codes and codebook: meaning": scored(codebook, codes, choices=MEANING),
        "codes and codebook, nothing chosen": scored(codebook, codes, choices=DEFAULT),
        "codes and codebook (what the table has)": scored(codebook, codes),
    }
    quality = measure_frame_quality(sentences, ways, codes)
    for way in ways:
        own = quality[quality["learned_from"] == way].set_index("frame")
        mean = own.loc["all frames"]
        print(f"{way}: macro-F1 {mean.f1:.3f} ({mean.low:.3f} to {mean.high:.3f})")
        each = own.drop(index="all frames")
        print("  " + ", ".join(f"{name} {f1:.2f}" for name, f1 in each["f1"].items()))
    agreed = measure_agreement(codes[codes["measure"] == "frame"])
    print("agreement of the codes (passes of one coder):")
    for row in agreed.itertuples():
        print(f"  {row.target}: alpha {row.alpha:.3f} ({row.low:.3f} to {row.high:.3f})")


def sample_codes(story: Story, samples: int) -> None:
    """Print how near the shares from codes of some sentences come to those of all."""
    sentences, articles, codes = story.sentences, story.articles, story.codes
    vectors = load_encoder().encode(sentences["text"].tolist())
    body = int((~sentences["heading"]).sum())
    key = ["frame", "outlet"]
    full = pair_frames(sentences, story.frames, codes).merge(articles)
    truth = full.groupby(["target", "outlet"])["code"].mean().rename("truth")
    truth = truth.rename_axis(key)
    for n in (40, 80, 120, 160):
        found = []
        for seed in range(samples):
            drawn = draw_codes(sentences, codes, articles, share=n / body, seed=seed)
            labels = score_frames(
                sentences, vectors, story.codebook, codes=drawn, choices=DEFAULT
            )
            pairs = pair_frames(sentences, labels, drawn)
            shares = estimate_shares(pairs, articles, resamples=500, seed=seed)
            found.append(shares.join(truth, on=key).assign(draw=seed))
        _report(n, pd.concat(found))


def _report(n: int, table: pd.DataFrame) -> None:
    """Print distance and coverage of each estimate where all of them have an interval."""
    whole = table["estimate"].eq("corrected") & table["note"].ne("")
    keys = ["draw", "frame", "outlet"]
    drawn_whole = pd.MultiIndex.from_frame(table.loc[whole, keys])
    open_cells = table[~pd.MultiIndex.from_frame(table[keys]).isin(drawn_whole)]
    print(f"{n} sentences coded, outlets drawn in part:")
    for estimate, own in open_cells.groupby("estimate"):
        told = own.dropna(subset="low")
        holds = told["low"].le(told["truth"] + 1e-9) & told["high"].ge(told["truth"] - 1e-9)
        off = (own["value"] - own["truth"]).abs().mean()
        width = (told["high"] - told["low"]).mean()
        print(
            f"  {estimate}: off by {off:.3f}, {holds.mean():.1%} of {len(told)} intervals "
            f"hold the hand-coded share, width {width:.2f}, refused {len(own) - len(told)}"
        )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seeds", nargs="?", type=Path, default=Path("seeds"))
    parser.add_argument("--samples", type=int, default=0)
    given = parser.parse_args()
    story = open_story(given.seeds)
    compare_ways(story)
    if given.samples:
        sample_codes(story, given.samples)


if __name__ == "__main__":
    main()
