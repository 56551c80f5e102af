"""Round a matrix so that its products change least, not its numbers.

Nearest rounding loses every change of a weight that is smaller than half a step, also
where many of them together matter. Rounding one input after the other and handing each
error on to the inputs that are still to come keeps the sums (Frantar et al. 2023,
"GPTQ: Accurate Post-Training Quantization for Generative Pre-trained Transformers", ICLR,
algorithm 1).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DAMPING = 0.01  # share of the mean diagonal that is added to it
_BLOCK = 128

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Rounded:
    """A matrix as whole numbers of steps, shape (inputs, outputs), a step per output."""

    levels: NDArray[np.int8]
    scales: Floats


def round_nearest(matrix: Floats, *, bits: int) -> Rounded:
    """Round every number to the nearest step; the largest of an output is the last step.

    >>> rounded = round_nearest(np.array([[0.6], [-1.0], [0.1]], np.float32), bits=7)
    >>> rounded.levels.ravel().tolist()
    [38, -63, 6]
    """
    most = 2 ** (bits - 1) - 1
    scales = np.maximum(np.abs(matrix).max(axis=0), 1e-12).astype(np.float32) / most
    return Rounded(_levels(matrix, scales, most), scales)


def round_matrix(matrix: Floats, moments: NDArray[np.float64], *, bits: int) -> Rounded:
    """Round a matrix so that its products with inputs like those seen change least.

    Parameters
    ----------
    matrix : ndarray, shape (inputs, outputs)
    moments : ndarray, shape (inputs, inputs)
        Sum over what enters the matrix of x x'.
    bits : int
        Of a level, with its sign.
    """
    nearest = round_nearest(matrix, bits=bits)
    if np.allclose(nearest.levels * nearest.scales, matrix, rtol=0, atol=1e-7):
        return nearest  # it lies on its steps already
    most = 2 ** (bits - 1) - 1
    order = np.argsort(-np.diag(moments), kind="stable")  # the largest inputs first
    left = matrix[order].astype(np.float64)
    upper = _inverse_root(moments[np.ix_(order, order)])
    levels = np.zeros(left.shape, np.int8)
    for first in range(0, len(left), _BLOCK):
        block = slice(first, min(first + _BLOCK, len(left)))
        errors = _round_block(
            left[block], upper[block, block], nearest.scales, most, levels[block]
        )
        left[block.stop :] -= upper[block, block.stop :].T @ errors
    back = np.empty_like(levels)
    back[order] = levels
    return Rounded(back, nearest.scales)


def _round_block(
    left: NDArray[np.float64],
    upper: NDArray[np.float64],
    scales: Floats,
    most: int,
    levels: NDArray[np.int8],
) -> NDArray[np.float64]:
    """Round the rows of a block in order, into `levels`; return the errors, scaled."""
    errors = np.zeros_like(left)
    for row in range(len(left)):
        levels[row] = _levels(left[row], scales, most)
        errors[row] = (left[row] - levels[row] * scales) / upper[row, row]
        left[row + 1 :] -= np.outer(upper[row, row + 1 :], errors[row])
    return errors


def _inverse_root(moments: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the upper Cholesky factor of the inverse of the damped moments."""
    from scipy.linalg import cho_factor, cho_solve, cholesky

    damped = moments.astype(np.float64, copy=True)
    damped[np.diag_indices_from(damped)] += DAMPING * np.diag(damped).mean() + 1e-12
    inverse = cho_solve(cho_factor(damped), np.eye(len(damped)))
    return np.asarray(cholesky((inverse + inverse.T) / 2))


def _levels(numbers: NDArray[np.floating], scales: Floats, most: int) -> NDArray[np.int8]:
    """Return the nearest whole numbers of steps."""
    return np.clip(np.rint(numbers / scales), -most, most).astype(np.int8)
