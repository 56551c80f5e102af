"""Print how stable and coherent the topics are, what they cost, and what changes them.

    python benchmarks/topics.py [SEEDS] [--data DIR] [--large]

For the story in SEEDS (`seeds` by default) and, with DIR (or TELLINGS_DATA), for the two
stories of NewsWCL50: the table of stability (number of topics x method x change), the
number chosen, the topics; and checks that they come again with noise in the last bits of
the embeddings. `--large` clusters 3,000 artificial sentences by UMAP and HDBSCAN.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.measures.coherence import adjusted_rand
from analysis.measures.topics import choose_topics, find_topics, measure_stability
from analysis.models.encoder import load_encoder
from analysis.text.sentences import split_sentences

SEEDS_OF_SHOWN = 5
COLOURS = ("red", "blue", "green", "grey", "pink", "gold", "white", "black")


def read_story(folder: Path) -> pd.DataFrame:
    """Return the sentences of the seeds."""
    from analysis import open_story

    return open_story(folder).table("sentences")


def read_event(folder: Path) -> pd.DataFrame:
    """Return the sentences of one NewsWCL50 event; a file's first line is metadata."""
    articles = pd.DataFrame(
        [
            {
                "article_id": path.stem,
                "title": "",
                "body": path.read_text(encoding="utf-8").split("\n", 1)[1],
            }
            for path in sorted(folder.glob("*.txt"))
        ]
    )
    return split_sentences(articles)


def report(name: str, sentences: pd.DataFrame) -> None:
    """Print stability, choice, topics and repeatability of one story."""
    embeddings = load_encoder().encode(sentences["text"].tolist())
    start, cpu = time.perf_counter(), time.process_time()
    stability = measure_stability(sentences, embeddings)
    print(
        f"\n== {name}: {len(sentences)} sentences, {sentences['article_id'].nunique()} articles"
    )
    print(
        f"stability: {time.perf_counter() - start:.1f} s, {time.process_time() - cpu:.1f} s CPU"
    )
    print(spread(stability).round(3).to_string())
    chosen = choose_topics(stability)
    start = time.perf_counter()
    topics, placed = find_topics(sentences, embeddings, n_topics=chosen)
    print(f"chosen: {chosen}; topics found in {time.perf_counter() - start:.1f} s")
    print(topics.assign(terms=topics["terms"].map(", ".join)).to_string(index=False))
    repeat(sentences, embeddings, chosen, placed["topic"].to_numpy())


def spread(stability: pd.DataFrame) -> pd.DataFrame:
    """Put the changes side by side, with their mean."""
    key = ["method", "n_topics"]
    wide = stability.pivot_table(
        index=key, columns="perturbation", values="ari", sort=False
    )
    means = stability.groupby(key)[["ari", "npmi", "smallest", "runs"]].mean()
    return wide.assign(mean=means["ari"]).join(means[["npmi", "smallest", "runs"]])


def repeat(
    sentences: pd.DataFrame, embeddings: np.ndarray, chosen: int, shown: np.ndarray
) -> None:
    """Print agreement with the topics shown: same seed, noise, other seeds."""

    def again(vectors: np.ndarray, seed: int) -> float:
        placed = find_topics(sentences, vectors, n_topics=chosen, seed=seed)[1]
        return adjusted_rand(shown, placed["topic"].to_numpy())

    noise = np.random.default_rng(0).uniform(-1e-7, 1e-7, embeddings.shape)
    others = [again(embeddings, seed) for seed in range(1, 1 + SEEDS_OF_SHOWN)]
    print(
        f"agreement with the topics shown: same seed {again(embeddings, 0):.3f}, noise of 1e-7 "
        f"{again(embeddings + noise, 0):.3f}, {SEEDS_OF_SHOWN} other seeds "
        f"{np.mean(others):.3f} (lowest {min(others):.3f})"
    )


def report_large(n: int = 3000, groups: int = len(COLOURS)) -> None:
    """Print how UMAP and HDBSCAN do on artificial groups of sentences, twice."""
    rng = np.random.default_rng(0)
    truth = rng.integers(groups, size=n)
    vectors = np.eye(groups, 384)[truth] + rng.normal(scale=0.03, size=(n, 384))
    sentences = pd.DataFrame(
        {
            "article_id": [f"a{number // 30:04d}" for number in range(n)],
            "sentence": np.arange(n) % 30,
            "text": [f"The {COLOURS[group]} house fell." for group in truth],
        }
    )
    start = time.perf_counter()
    first = find_topics(sentences, vectors)[1]["topic"].to_numpy()
    took = time.perf_counter() - start
    second = find_topics(sentences, vectors)[1]["topic"].to_numpy()
    print(
        f"\n== {n} artificial sentences in {groups} groups, UMAP and HDBSCAN: {took:.1f} s"
    )
    print(f"topics {first.max() + 1}, outside {np.mean(first < 0):.1%}")
    print(
        f"agreement with the groups {adjusted_rand(truth, first + 1):.3f}, of two runs",
        end=" ",
    )
    print(f"{adjusted_rand(first + 1, second + 1):.3f}")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seeds", nargs="?", type=Path, default=Path("seeds"))
    parser.add_argument("--data", type=Path, default=os.environ.get("TELLINGS_DATA"))
    parser.add_argument("--large", action="store_true")
    given = parser.parse_args()
    if given.large:
        report_large()
        return
    report(given.seeds.name, read_story(given.seeds))
    if given.data is None:
        print("\nNewsWCL50 is left out: name its folder with --data or TELLINGS_DATA.")
        return
    for event in sorted((Path(given.data) / "newswcl50").iterdir()):
        if event.is_dir():
            report(event.name, read_event(event))


if __name__ == "__main__":
    main()
