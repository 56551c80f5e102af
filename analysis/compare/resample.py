"""Intervals by bootstrap and p-values by permutation, over groups of units.

The choices made here are measured in benchmarks/comparisons.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.compare.arrangements import (
    Owners,
    count_arrangements,
    every_arrangement,
    some_arrangements,
)
from analysis.compare.units import Group, Sums, pool_of, ratio

LEVEL = 0.95
Draws = NDArray[np.float64]


def generator(seed: int, *names: str) -> np.random.Generator:
    """Return a random generator that depends on the seed and the names alone.

    So a row stays the same whatever else is compared, in whatever order.
    """
    digest = hashlib.sha256("\x1f".join([str(seed), *names]).encode()).digest()
    return np.random.default_rng(int.from_bytes(digest[:16], "big"))


def interval_of_means(
    groups: Sequence[Group],
    pools: Sequence[Sums],
    *,
    resamples: int,
    rng: np.random.Generator,
    telling: Sequence[int] | None = None,
) -> tuple[float, float]:
    """Return the 95% interval of the sum of coefficient x mean over groups.

    Every group of n units is drawn n times with replacement. Each draw comes with
    probability 1 / (n + 1) from the group's pool, so that a group that never varies is
    not taken as certain (the posterior of a Dirichlet process whose prior weighs one
    unit). Deviations from the mean of the draws are stretched by sqrt(n / (n - 1)), and
    by the root of the group's factor (`analysis.compare.alike`), and read at the normal
    probabilities of Student's t quantiles (the expanded percentile interval); degrees of
    freedom by Welch and Satterthwaite.

    Parameters
    ----------
    groups : sequence of Group
        At least two units each.
    pools : sequence of arrays of shape (units, 2)
        For each group, the units that it is allowed to resemble, its own among them.
    resamples : int
        Number of draws.
    rng : Generator
        Source of randomness.
    telling : sequence of int, optional
        For each group, how many of its units the spread is known from, at least two,
        where it is not all of them.

    Returns
    -------
    low, high : float
        In the unit of the value.

    References
    ----------
    Hesterberg 2015, The American Statistician 69(4):371-386 (expanded percentile);
    Rubin 1981, Annals of Statistics 9(1):130-134 (Bayesian bootstrap).
    """
    from scipy.special import ndtr, stdtrit

    centre = sum(group.coefficient * ratio(group.sums) for group in groups)
    sizes = [len(group.sums) for group in groups] if telling is None else telling
    deviations, variances = np.zeros(resamples), []
    for group, pool, n in zip(groups, pools, sizes, strict=True):
        means = _drawn_means(group.sums, pool, resamples, rng)
        wider = group.coefficient * np.sqrt(group.factor * n / (n - 1))
        stretched = wider * (means - means.mean())
        deviations += stretched
        variances.append(stretched.var())
    freedom = [_freedom(group, n) for group, n in zip(groups, sizes, strict=True)]
    tail = ndtr(stdtrit(_welch(variances, freedom), (1 - LEVEL) / 2))
    low, high = np.quantile(deviations, [tail, 1 - tail])
    return float(centre + low), float(centre + high)


def _freedom(group: Group, n: int) -> float:
    """Return the degrees of freedom of a group that is known from n units."""
    return n - 1 if group.freedom is None else min(n - 1, group.freedom)


def _drawn_means(sums: Sums, pool: Sums, resamples: int, rng: np.random.Generator) -> Draws:
    """Return the mean of each resample of the units, one draw in n + 1 from the pool."""
    n = len(sums)
    both = np.vstack([sums, pool])
    drawn = rng.integers(n, size=(resamples, n))
    foreign = rng.random((resamples, n)) < 1 / (n + 1)
    drawn[foreign] = n + rng.integers(len(pool), size=int(foreign.sum()))
    return both[drawn, 0].sum(axis=1) / both[drawn, 1].sum(axis=1)


def _welch(variances: Sequence[float], freedom: Sequence[float]) -> float:
    """Return the degrees of freedom of a sum of independent means."""
    v, df = np.array(variances), np.array(freedom)
    below = (v**2 / df).sum()
    return float(max(v.sum() ** 2 / below, 1.0)) if below > 0 else float(df.sum())


def permutation_p(
    groups: Sequence[Group], *, resamples: int, rng: np.random.Generator
) -> float:
    """Return the two-sided p of the sum of coefficient x mean, shuffled inside events.

    p = (1 + shuffles at least as far from 0 as what was seen) / (1 + shuffles). Where
    there are no more arrangements than shuffles, each is taken once, and p is the share
    of them at least as far from 0, what was seen among them. It is
    taken twice, for the difference and for the difference over its standard error, and
    the larger p is returned: the first alone calls too much where the smaller text varies
    more, the second where the values are rare. Where a group's spread is wider than its
    units show, shuffling them calls too much: there p is at least that of Student's t with
    the wider standard error.

    Parameters
    ----------
    groups : sequence of Group
        Units of one event are shuffled among the groups of that event.
    resamples : int
        Number of shuffles.
    rng : Generator
        Source of randomness.

    Examples
    --------
    >>> apart = [Group(sign, str(event), np.array([[sign, 1.0]]))
    ...     for event in range(6) for sign in (1.0, -1.0)]
    >>> permutation_p(apart, resamples=2000, rng=generator(0)) == 2 / 2**6
    True

    References
    ----------
    Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9(1):39 (the added one);
    Chung & Romano 2013, Annals of Statistics 41(2):484-507 (the standard error).
    """
    events = [
        [group for group in groups if group.event == event]
        for event in sorted({group.event for group in groups})
    ]
    exact = count_arrangements(_sizes(inside) for inside in events) <= resamples
    difference, variance = np.zeros(1), np.zeros(1)
    for inside in events:
        sizes = _sizes(inside)
        owner = (
            every_arrangement(sizes) if exact else some_arrangements(sizes, resamples, rng)
        )
        moved, spread = _shuffled(inside, owner)
        if exact:  # each of this event's arrangements with each of the others'
            difference = np.add.outer(difference, moved).ravel()
            variance = np.add.outer(variance, spread).ravel()
        else:
            difference, variance = difference + moved, variance + spread
    p = _share_as_far(difference)
    if min(len(group.sums) for group in groups) == 1 or not variance.all():
        return p
    p = max(p, _share_as_far(difference / np.sqrt(variance)))
    return p if all(group.factor == 1 for group in groups) else max(p, _p_by_t(groups))


def _share_as_far(statistic: Draws) -> float:
    """Return the share of statistics as far from 0 as the first, the first among them."""
    far = np.abs(statistic)
    return float((far >= far[0] - 1e-9 * far.max()).mean())


def _p_by_t(groups: Sequence[Group]) -> float:
    """Return the two-sided p of Student's t, every group as wide as it is."""
    from scipy.special import stdtr

    value, variances, freedom = 0.0, [], []
    for group in groups:
        n, pool = len(group.sums), pool_of(group, groups)
        pooled = float(_unit_variance(_moments(pool).sum(axis=0), len(pool)))
        own = _own_variance(group)
        if group.factor > 1:  # a share near 0 or 1 varies least where chance has moved it
            peers = [other for other in groups if other.event == group.event]
            sizes = [len(other.sums) - 1 for other in peers]
            own = max(
                own, float(np.average(list(map(_own_variance, peers)), weights=sizes))
            )
        shown = ((n - 1) * own + pooled) / n**2  # as for the shuffles
        value += group.coefficient * ratio(group.sums)
        variances.append(group.coefficient**2 * group.factor * shown)
        freedom.append(_freedom(group, n))
    t = abs(value) / np.sqrt(sum(variances))
    return float(2 * stdtr(_welch(variances, freedom), -t))


def _own_variance(group: Group) -> float:
    """Return the variance of one of its units' share in the group's mean."""
    return float(_unit_variance(_moments(group.sums).sum(axis=0), len(group.sums)))


def _sizes(groups: Sequence[Group]) -> list[int]:
    return [len(group.sums) for group in groups]


def _shuffled(groups: Sequence[Group], owner: Owners) -> tuple[Draws, Draws]:
    """Return difference and variance of one event for each row of owners."""
    pool, sizes = np.vstack([group.sums for group in groups]), _sizes(groups)
    moments = _moments(pool)
    pooled = _unit_variance(moments.sum(axis=0), len(pool))
    difference, variance = np.zeros(len(owner)), np.zeros(len(owner))
    for number, (group, n) in enumerate(zip(groups, sizes, strict=True)):
        sums = (owner == number).astype(float) @ moments
        difference += group.coefficient * sums[:, 0] / sums[:, 1]
        own = _unit_variance(sums, n) if n > 1 else pooled
        # the event's own variance counts as one unit more: no standard error is nought
        variance += group.coefficient**2 * ((n - 1) * own + pooled) / n**2
    return difference, variance


def _moments(units: Sums) -> Sums:
    """Return value, weight and their products for each unit: shape (units, 5)."""
    value, weight = units.T
    return np.column_stack([value, weight, value**2, value * weight, weight**2])


def _unit_variance(sums: Sums, n: int) -> Draws:
    """Return the variance of one unit's share in a ratio of sums (linearised)."""
    value, weight, square, product, weights = np.moveaxis(sums, -1, 0)
    mean = value / weight
    residual = square - 2 * mean * product + mean**2 * weights
    return np.maximum(residual, 0) / max(n - 1, 1) * n**2 / weight**2
