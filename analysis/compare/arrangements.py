"""In which ways the units of an event can go to its groups: all, or some at random."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import comb, prod

import numpy as np
from numpy.typing import NDArray

Owners = NDArray[np.int64]


def count_arrangements(events: Iterable[Sequence[int]]) -> int:
    """Return in how many ways the units of each event go to groups of these sizes.

    >>> count_arrangements([(1, 1), (2, 1)])
    6
    """
    return prod(comb(sum(sizes[at:]), n) for sizes in events for at, n in enumerate(sizes))


def some_arrangements(sizes: Sequence[int], times: int, rng: np.random.Generator) -> Owners:
    """Return which group each unit of an event goes to: as seen, then shuffled."""
    seen = np.repeat(np.arange(len(sizes)), sizes)
    owner = rng.permuted(np.tile(seen, (times + 1, 1)), axis=1)
    owner[0] = seen
    return owner


def every_arrangement(sizes: Sequence[int]) -> Owners:
    """Return every way in which units go to groups of these sizes, as seen first.

    >>> every_arrangement([2, 1]).tolist()
    [[0, 0, 1], [0, 1, 0], [1, 0, 0]]
    """
    if len(sizes) == 1:
        return np.zeros((1, sizes[0]), dtype=np.int64)
    rows, later = [], every_arrangement(sizes[1:]) + 1
    for chosen in combinations(range(sum(sizes)), sizes[0]):
        owner = np.zeros((len(later), sum(sizes)), dtype=np.int64)
        owner[:, np.setdiff1d(np.arange(sum(sizes)), chosen)] = later
        rows.append(owner)
    return np.vstack(rows)
