"""The sentiment of a sentence toward one target in it: the first, linear model.

A stand-in word hides the target, the frozen sentence encoder reads the sentence, and a
multinomial logistic regression on three of its vectors gives the probabilities. The
model card is weights/target-sentiment/README.md; `python -m analysis.models.train`
makes the coefficients.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.errors import InputError
from analysis.models.encoder import Encoder, Vectors, load_encoder

FOLDER = Path(__file__).parent / "weights" / "target-sentiment"
COEFFICIENTS = "small.safetensors"
_CLITIC = re.compile(r"['’]s?$")

Probabilities = NDArray[np.float64]


@dataclass(frozen=True)
class TargetSentiment:
    """Probabilities of negative, neutral and positive toward a target.

    Parameters
    ----------
    coefficients : ndarray, shape (3, 1152)
        One row a class, for the vectors of `Encoder.encode_targets` as they are.
    intercepts : ndarray, shape (3,)
        One a class.
    temperature : float
        What the logits are divided by (Guo et al. 2017, "On Calibration of Modern
        Neural Networks", ICML); fitted on held-out predictions.
    bar : float
        A label whose probability is below it is uncertain.
    """

    coefficients: Vectors
    intercepts: Vectors
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

        Parameters
        ----------
        texts : sequence of str
            Sentences.
        starts, ends : sequence of int
            Offsets of the target in its text, end exclusive; "Meta's" counts as "Meta".
        before : sequence of str, optional
            The sentence before each; this model makes no use of it.

        Returns
        -------
        ndarray of float64, shape (len(texts), 3)
        """
        return self.classify(encode_targets(load_encoder(), texts, starts, ends))

    def classify(self, vectors: Vectors) -> Probabilities:
        """Return the probabilities for vectors of `encode_targets`.

        softmax((coefficients . vector + intercepts) / temperature)

        >>> toy = TargetSentiment(np.eye(3, 2, dtype="f4"), np.zeros(3, "f4"), 1.0, 0.5)
        >>> toy.classify(np.zeros((1, 2), "f4")).round(2).tolist()
        [[0.33, 0.33, 0.33]]
        """
        product = vectors.astype(np.float64) @ self.coefficients.T.astype(np.float64)
        return softmax((product + self.intercepts) / self.temperature)


@lru_cache(maxsize=2)
def load_sentiment_model(name: Literal["small", "large"] = "small") -> TargetSentiment:
    """Return a target-sentiment model by name.

    Raises
    ------
    InputError
        There is no such model, or its file is not the one that was trained.
    """
    if name != "small":
        raise InputError(
            f"There is no sentiment model '{name}' in this version (has: small). "
            "Use --model small."
        )
    return read_model(FOLDER)


def read_model(folder: Path) -> TargetSentiment:
    """Read a model's coefficients, checked against the SHA256SUMS beside them."""
    from safetensors.numpy import load

    content = _checked(folder)
    arrays = load(content)
    temperature, bar = arrays["temperature_and_bar"].tolist()
    return TargetSentiment(
        arrays["coefficients"], arrays["intercepts"], float(temperature), float(bar)
    )


def write_model(model: TargetSentiment, folder: Path) -> None:
    """Write a model's coefficients and their SHA256SUMS."""
    from safetensors.numpy import save

    content = save(
        {
            "coefficients": np.ascontiguousarray(model.coefficients, dtype=np.float32),
            "intercepts": np.ascontiguousarray(model.intercepts, dtype=np.float32),
            "temperature_and_bar": np.array([model.temperature, model.bar]),
        }
    )
    (folder / COEFFICIENTS).write_bytes(content)
    sums = f"{hashlib.sha256(content).hexdigest()}  {COEFFICIENTS}\n"
    (folder / "SHA256SUMS").write_text(sums, encoding="ascii", newline="\n")


def encode_targets(
    encoder: Encoder, texts: Sequence[str], starts: Sequence[int], ends: Sequence[int]
) -> Vectors:
    """Return the vectors of targets, a possessive ending left outside the stand-in."""
    trimmed = [
        start + len(_CLITIC.sub("", text[start:end]) or text[start:end])
        for text, start, end in zip(texts, starts, ends, strict=True)
    ]
    return encoder.encode_targets(texts, starts, trimmed)


def softmax(logits: Probabilities) -> Probabilities:
    """Return rows of probabilities.

    >>> softmax(np.array([[0.0, np.log(3.0)]])).round(2).tolist()
    [[0.25, 0.75]]
    """
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float64)


def _checked(folder: Path) -> bytes:
    """Return the coefficients' bytes if they are those that were trained."""
    path, sums = folder / COEFFICIENTS, folder / "SHA256SUMS"
    if not (path.is_file() and sums.is_file()):
        raise InputError(
            f"The sentiment model is missing: {folder} lacks {COEFFICIENTS} or SHA256SUMS. "
            "Install the package again, or make them with python -m analysis.models.train."
        )
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    expected = sums.read_text(encoding="ascii").split()[0]
    if found != expected:
        raise InputError(
            f"{path} is not the trained model: expected SHA-256 {expected[:12]}..., found "
            f"{found[:12]}.... Install the package again."
        )
    return content
