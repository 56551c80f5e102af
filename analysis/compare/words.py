"""A comparison said in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.compare.design import THESE_TEXTS


def describe(comparison: Mapping[str, Any] | pd.Series, *, digits: int = 2) -> str:
    """Return one sentence on a row of `comparisons`.

    Parameters
    ----------
    comparison : Series or mapping
        A row of the `comparisons` table.
    digits : int
        Decimals of the difference and its interval.

    Examples
    --------
    >>> row = {"measure": "sentiment", "target": "Meta", "left": "A", "right": "B",
    ...     "difference": -0.21, "low": -0.38, "high": -0.05, "p": 0.012, "q": 0.04,
    ...     "reason": "",
    ...     "resampled": "paragraphs within one article of each (these texts, not the outlets)"}
    >>> print(describe(row))
    In sentiment toward Meta, A's text is 0.21 lower than B's \
(95% interval 0.38 to 0.05 lower, p = .01, q = .04; resampled: paragraphs within one \
article of each; this speaks of these texts, not the outlets).
    """
    left, right = _possessive(comparison["left"]), _possessive(comparison["right"])
    about = f"In {comparison['measure']} {_toward(comparison)}"
    difference = comparison["difference"]
    if comparison["reason"]:
        seen = "" if pd.isna(difference) else f" (seen: {difference:+.{digits}f})"
        pair = f"{comparison['left']} and {comparison['right']}"
        return f"{about}, {pair} cannot be compared{seen}: {comparison['reason']}."
    texts = "text is" if "one article" in comparison["resampled"] else "articles are"
    return (
        f"{about}, {left} {texts} {_apart(difference, digits)} {right} "
        f"(95% interval {_interval(comparison['low'], comparison['high'], digits)}, "
        f"p {_probability(comparison['p'])}, q {_probability(comparison['q'])}; "
        f"resampled: {_resampled(comparison['resampled'])})."
    )


def _toward(comparison: Mapping[str, Any] | pd.Series) -> str:
    """Return the target with the preposition that the measure takes."""
    word = "toward" if "sentiment" in comparison["measure"] else "on"
    return f"{word} {comparison['target']}"


def _possessive(name: str) -> str:
    """Return the name as an owner.

    >>> _possessive("Banandre"), _possessive("Reuters")
    ("Banandre's", "Reuters'")
    """
    return name + ("'" if name.endswith("s") else "'s")


def _apart(difference: float, digits: int) -> str:
    """Return how far apart, up to the second name.

    >>> _apart(-0.214, 2), _apart(0.001, 2)
    ('0.21 lower than', 'level with')
    """
    size = f"{abs(difference):.{digits}f}"
    if float(size) == 0:
        return "level with"
    return f"{size} {'higher' if difference > 0 else 'lower'} than"


def _interval(low: float, high: float, digits: int) -> str:
    """Return both ends with their direction, said once where they share it.

    >>> _interval(-0.38, -0.05, 2), _interval(-0.1, 0.2, 2)
    ('0.38 to 0.05 lower', '0.10 lower to 0.20 higher')
    """
    ends = [f"{abs(end):.{digits}f}" for end in (low, high)]
    ways = ["higher" if end >= 0 else "lower" for end in (low, high)]
    if ways[0] == ways[1]:
        return f"{ends[0]} to {ends[1]} {ways[0]}"
    return f"{ends[0]} {ways[0]} to {ends[1]} {ways[1]}"


def _probability(p: float) -> str:
    """Return a probability as journals print it, without the leading zero.

    >>> [_probability(p) for p in (0.0005, 0.0042, 0.052, 0.21, 1.0)]
    ['< .001', '= .004', '= .052', '= .21', '= 1']
    """
    if p < 0.001:
        return "< .001"
    if p >= 0.995:
        return "= 1"
    digits = 3 if p < 0.01 or round(p, 2) == 0.05 else 2  # on which side of .05
    return "= " + f"{p:.{digits}f}"[1:]


def _resampled(words: str) -> str:
    """Return what was resampled, and of what it speaks."""
    bare = words.removesuffix(THESE_TEXTS).strip()
    return bare if bare == words else f"{bare}; this speaks of these texts, not the outlets"
