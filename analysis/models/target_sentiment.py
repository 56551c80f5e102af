"""The sentiment of a sentence toward one target in it: two models, on ONNX Runtime.

The target stands between two marks; a transformer reads the sentence and gives the
probabilities of negative, neutral and positive. The model cards lie beside the weights,
weights/target-sentiment/small/README.md and large/README.md;
`python -m analysis.models.train` makes both.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.models.marked import PADDING, Marked, Marker, make_tokenizer

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FOLDER = Path(__file__).parent / "weights" / "target-sentiment"
MODELS = ("small", "large")
DEFAULT: Literal["small", "large"] = "large"
STRIDE, AT_ONCE = 4, 256  # tokens: a row's length is a multiple; in a batch at most
VOCABULARY, SUMS = "vocabulary.txt", "SHA256SUMS"

ModelName = Literal["small", "large"]
Probabilities = NDArray[np.float64]


@dataclass(frozen=True)
class TargetSentiment:
    """Probabilities of negative, neutral and positive toward a target.

    Parameters
    ----------
    session : InferenceSession
        Of the network: `tokens` and `views` in, `logits` out.
    marker : Marker
        Turns a text with a target into token numbers.
    temperature : float
        What the logits are divided by (Guo et al. 2017, "On Calibration of Modern
        Neural Networks", ICML); fitted on held-out codes.
    bar : float
        A label whose probability is below it is uncertain.
    """

    session: InferenceSession
    marker: Marker
    temperature: float
    bar: float

    def predict(
        self,
        texts: Sequence[str],
        starts: Sequence[int],
        ends: Sequence[int],
        before: Sequence[str] | None = None,
    ) -> Probabilities:
        """Return one row a target: negative, neutral, positive, summing to 1.

        A sentence's row does not depend on the others, bit for bit.

        Parameters
        ----------
        texts : sequence of str
            Sentences. One longer than 160 word pieces is cut around its target.
        starts, ends : sequence of int
            Offsets of the target in its text, end exclusive; "Meta's" counts as "Meta".
        before : sequence of str, optional
            The sentence before each, empty where there is none: up to 48 word pieces of
            its end are read for what the sentence refers to.

        Returns
        -------
        ndarray of float64, shape (len(texts), 3)
        """
        marked = self.marker.mark(texts, starts, ends, before)
        return softmax(self.score(marked) / self.temperature)

    def score(self, rows: Sequence[Marked]) -> Probabilities:
        """Return the logits of marked rows, shape (len(rows), 3).

        Rows are padded to a length that is their own, not their neighbours', and read
        together with others of that length.
        """
        keys = [(*row.tokens, row.left, row.right) for row in rows]
        different = dict(zip(keys, rows, strict=True))
        number = {key: place for place, key in enumerate(different)}
        read = list(different.values())
        logits = np.zeros((len(read), 3))
        for batch in _batches(read):
            logits[batch] = self._ask([read[place] for place in batch])
        return logits[np.array([number[key] for key in keys], dtype=int)]

    def _ask(self, batch: Sequence[Marked]) -> NDArray[np.float32]:
        """Return the logits of rows of like length, shape (len(batch), 3)."""
        length = _padded(batch[0])
        tokens = np.full((len(batch), length), PADDING, dtype=np.int64)
        views = np.zeros((len(batch), 3, length), dtype=np.float32)
        for number, row in enumerate(batch):
            tokens[number, : len(row.tokens)] = row.tokens
            views[number, :, : len(row.tokens)] = find_views(row)
        (logits,) = self.session.run(None, {"tokens": tokens, "views": views})
        return np.asarray(logits, dtype=np.float32)


def _padded(row: Marked) -> int:
    """Return the length that a row is padded to: the next multiple of `STRIDE`."""
    return -(-len(row.tokens) // STRIDE) * STRIDE


def _batches(rows: Sequence[Marked]) -> Iterator[list[int]]:
    """Yield the places of rows that are padded to one length, so many at most together."""
    alike: dict[int, list[int]] = {}
    for place, row in enumerate(rows):
        alike.setdefault(_padded(row), []).append(place)
    for length, places in alike.items():
        size = max(1, AT_ONCE // length)
        for first in range(0, len(places), size):
            yield places[first : first + size]


def find_views(row: Marked) -> NDArray[np.float32]:
    """Return the shares of the tokens in the three views of the head, shape (3, tokens).

    The mark before the target; the mean from mark to mark; the mean of all tokens.

    >>> find_views(Marked([2, 4, 9, 5, 3], 1, 3)).round(2).tolist()[1]
    [0.0, 0.33000001311302185, 0.33000001311302185, 0.33000001311302185, 0.0]
    """
    place = np.arange(len(row.tokens))
    marked = (place >= row.left) & (place <= row.right)
    views = np.stack([place == row.left, marked, place >= 0]).astype(np.float32)
    return np.asarray(views / views.sum(axis=1, keepdims=True))


@lru_cache(maxsize=2)
def load_sentiment_model(name: ModelName = DEFAULT) -> TargetSentiment:
    """Return a target-sentiment model by name.

    Raises
    ------
    InputError
        There is no such model, or its files are not those that were trained.
    """
    if name not in MODELS:
        raise InputError(
            f"There is no sentiment model '{name}' (has: {', '.join(MODELS)}). "
            "Use --model small or --model large."
        )
    return read_model(FOLDER, name)


def read_model(folder: Path, name: str) -> TargetSentiment:
    """Read a model, every file checked against the SHA256SUMS beside them."""
    from analysis.models.minilm import open_session

    network, settings, vocabulary = read_files(folder, name).values()
    chosen = json.loads(settings)
    pieces = vocabulary.decode("utf-8").split("\n")[:-1]
    return TargetSentiment(
        open_session(network),
        Marker(make_tokenizer(pieces)),
        float(chosen["temperature"]),
        float(chosen["bar"]),
    )


def read_files(folder: Path, name: str) -> dict[str, bytes]:
    """Return a model's network, settings and vocabulary by the files' names, checked."""
    sums = _read_sums(folder)
    names = (f"{name}/model.onnx", f"{name}/settings.json", VOCABULARY)
    return {each: _checked(folder, each, sums) for each in names}


def write_sums(folder: Path) -> None:
    """Write the SHA256SUMS of every file of the models in the folder."""
    kept = [folder / VOCABULARY, *sorted(folder.glob("*/model.onnx"))]
    kept += sorted(folder.glob("*/settings.json"))
    lines = [
        f"{_digest(p.read_bytes())}  {p.relative_to(folder).as_posix()}\n" for p in kept
    ]
    (folder / SUMS).write_text("".join(lines), encoding="ascii", newline="\n")


def softmax(logits: Probabilities) -> Probabilities:
    """Return rows of probabilities.

    >>> softmax(np.array([[0.0, np.log(3.0)]])).round(2).tolist()
    [[0.25, 0.75]]
    """
    from scipy.special import softmax as over

    return np.asarray(over(logits, axis=1), dtype=np.float64)


def _read_sums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file by its name."""
    path = folder / SUMS
    if not path.is_file():
        raise InputError(_missing(folder, SUMS))
    lines = path.read_text(encoding="ascii").splitlines()
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def _checked(folder: Path, name: str, sums: dict[str, str]) -> bytes:
    """Return a file's bytes if they are those that were trained."""
    path = folder / name
    if not path.is_file() or name not in sums:
        raise InputError(_missing(folder, name))
    content = path.read_bytes()
    found = _digest(content)
    if found != sums[name]:
        raise InputError(
            f"{path} is not the trained model: expected SHA-256 {sums[name][:12]}..., found "
            f"{found[:12]}.... Install the package again."
        )
    return content


def _missing(folder: Path, name: str) -> str:
    """Say that a file of the model is missing."""
    return (
        f"The sentiment model is missing: {folder} lacks {name}. Install the package "
        "again, or make it with python -m analysis.models.train."
    )


def _digest(content: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
