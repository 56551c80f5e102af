"""Embedding speed against sentence-transformers: `python benchmarks/embedding.py`.

Both read the same weights and the same sentences, one thread each, turn about in the
same process; the best round of each counts. Prints sentences per second, the ratio,
and the worst cosine between the two models' vectors of a sentence.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from analysis.errors import InputError
from analysis.models.encoder import MAX_TOKENS, Vectors, load_encoder
from analysis.models.minilm import find_weights

ROOT = Path(__file__).resolve().parent.parent


def read_texts(folder: Path) -> list[str]:
    """Return the sentences of a folder of text files, cut at ends of sentences."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    pieces = [piece for text in texts for piece in re.split(r"(?<=[.!?])\s+|\n+", text)]
    return [piece for piece in pieces if piece.strip()]


def load_peer() -> Callable[[list[str]], Vectors]:
    """Return sentence-transformers' encode on the same weights, one thread, float32."""
    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError:
        raise InputError(
            "sentence-transformers is not installed here. See benchmarks/README.md."
        ) from None
    torch.set_num_threads(1)
    peer = SentenceTransformer(str(find_weights()), device="cpu")
    peer.max_seq_length = MAX_TOKENS
    return lambda texts: peer.encode(texts, normalize_embeddings=True)


def time_of(encode: Callable[[list[str]], Vectors], texts: list[str]) -> float:
    """Return the seconds that encoding the texts takes."""
    began = time.perf_counter()
    encode(texts)
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=Path, default=ROOT / "seeds" / "articles")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts = read_texts(options.texts)
    if not texts:
        raise InputError(
            f"{options.texts} holds no text files. Name a folder with --texts."
        )
    began = time.perf_counter()
    ours = load_encoder().encode
    ours(texts[:1])
    print(f"start: {time.perf_counter() - began:.2f} s to load and encode one sentence")
    theirs = load_peer()
    cosines = (ours(texts) * theirs(texts)).sum(axis=1)
    rounds = [(time_of(ours, texts), time_of(theirs, texts)) for _ in range(options.rounds)]
    best_ours, best_theirs = np.min(rounds, axis=0)
    print(f"{len(texts)} sentences, one thread, best of {options.rounds} rounds")
    print(f"tellings (ONNX Runtime, float32): {len(texts) / best_ours:.0f} sentences/s")
    print(
        f"sentence-transformers (torch, float32): {len(texts) / best_theirs:.0f} sentences/s"
    )
    print(f"ratio: {best_theirs / best_ours:.2f}")
    print(f"worst cosine between the two: {cosines.min():.6f}")


if __name__ == "__main__":
    try:
        main()
    except InputError as error:
        sys.exit(str(error))
