"""Sentences a second on one core: `python benchmarks/sentiment_speed.py`.

The peer is a model of the size of RoBERTa-base (12 layers of 768, 125M parameters) in
torch, float32, one thread, in its best batch size of 1, 8 and 32, sentences of like
length together; its weights are random, which changes no time. Ours read them as in use:
together with others of like length. Both get the sentences of seeds/ that refer to a
target; turn about, best of five.
Needs the environment with PyTorch (benchmarks/README.md).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import torch
from transformers import RobertaConfig, RobertaModel

from analysis import open_story
from analysis.models.marked import Marked
from analysis.models.target_sentiment import MODELS, load_sentiment_model

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
ROUNDS = 5


def read_marked() -> list[Marked]:
    """Return each different sentence of seeds/ with a target in it, marked."""
    story = open_story(SEEDS)
    keys = ["article_id", "sentence"]
    told = story.mentions[story.mentions["entity"].isin(story.targets)]
    first = told.drop_duplicates(keys).merge(
        story.sentences.rename(columns={"start": "opens"})[[*keys, "opens", "text"]],
        on=keys,
    )
    marker = load_sentiment_model("small").marker
    return marker.mark(
        first["text"].tolist(),
        (first["start"] - first["opens"]).tolist(),
        (first["end"] - first["opens"]).tolist(),
    )


def run_peer(model: RobertaModel, lengths: list[int], batch: int) -> None:
    """Run the peer once over sentences of these lengths."""
    with torch.inference_mode():
        for first in range(0, len(lengths), batch):
            part = lengths[first : first + batch]
            model(torch.randint(5, 50_000, (len(part), max(part))))


def seconds(run: Callable[[], object]) -> float:
    """Return how long a call takes."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    torch.set_num_threads(1)
    rows = read_marked()
    lengths = sorted(len(row.tokens) for row in rows)
    peer = RobertaModel(RobertaConfig(vocab_size=50265)).eval()
    runs: dict[str, Callable[[], object]] = {
        f"torch, batches of {size}": partial(run_peer, peer, lengths, size)
        for size in (1, 8, 32)
    }
    runs |= {name: partial(load_sentiment_model(name).score, rows) for name in MODELS}
    rounds = [{name: seconds(run) for name, run in runs.items()} for _ in range(ROUNDS)]
    best = {name: min(each[name] for each in rounds) for name in runs}
    theirs = min(value for name, value in best.items() if name.startswith("torch"))
    print(f"{len(rows)} sentences, {sum(lengths) / len(lengths):.0f} tokens on average")
    for name, value in best.items():
        print(
            f"{name}: {len(rows) / value:.1f} sentences/s, {theirs / value:.1f} times the peer"
        )


if __name__ == "__main__":
    main()
