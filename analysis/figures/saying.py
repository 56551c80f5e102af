"""A comparison in the words of a headline, and what it stands on."""

from __future__ import annotations

from typing import Any

import numpy as np

from analysis.figures.drawing import count_of, signed

Limits = tuple[float, float]

# What a measure is about, before its target; else "Measure: target".
_PHRASES = {
    "connotation": "Tone of the words for {}",
    "sentiment": "Sentiment toward {}",
    "own-voice sentiment": "Sentiment toward {} in the outlets’ own words",
    "acting share": "{} acts rather than is acted on",
    "agency": "Agency of {}",
    "power": "Power of {}",
    "quoted share": "Share of the words spoken ({})",
    "frame share": "Sentences in the frame {}",
    "topic share": "Sentences on “{}”",
    "mention share": "Sentences that refer to {}",
}


def say_finding(found: Any, values: dict[str, float], limits: Limits) -> str:  # noqa: ANN401
    """Say who is highest and lowest of the two compared, and whether that is firm."""
    phrase = _PHRASES.get(found.measure, found.measure.capitalize() + ": {}")
    about = phrase.format(found.target)
    sides = (found.left, found.right)
    high, low = sides if found.difference >= 0 else sides[::-1]
    verdict = (
        "firm" if found.q < 0.05 else "not tested" if np.isnan(found.q) else "not firm"
    )
    return (
        f"{about[:1].upper() + about[1:]}: {high} {_number(values[high], limits)} against "
        f"{low} {_number(values[low], limits)}, {verdict}"
    )


def say_stands_on(found: Any, limits: Limits) -> str:  # noqa: ANN401
    """Say what the finding stands on: difference, interval, q, n and robustness."""
    size = abs(found.difference)
    points = " points" if limits[0] >= 0 else ""
    first, last = found.n_left, found.n_right
    if found.difference < 0:  # the higher one is named first
        first, last = last, first
    n = f"n = {first} and {count_of(last, 'sentence')}"
    if np.isnan(found.q):
        return f"Difference {_size(size, limits)}{points}, not tested: {found.reason}; {n}"
    ends = sorted((found.low, found.high), key=lambda end: end * np.sign(found.difference))
    low, high = (end * np.sign(found.difference) for end in ends)
    return (
        f"Difference {_size(size, limits)}{points} (95% interval {_size(low, limits)} to "
        f"{_size(high, limits)}), {_say_q(found.q)}, {n}. {_robust(found)}"
    )


def _robust(found: Any) -> str:  # noqa: ANN401
    """Say how many of the choices agree in sign, and what turns it."""
    if not found.universes or np.isnan(found.agree):
        return "Other choices were not tried"
    agree = round(found.agree * found.universes)
    turned = f"; turned by {found.flipped_by}" if found.flipped_by else ""
    return f"Agrees in sign in {agree} of {found.universes:,} choices{turned}"


def _number(value: float, limits: Limits) -> str:
    """Return a mean as it is shown: signed, or as per cent for shares."""
    return f"{100 * value:.0f}%" if limits[0] >= 0 else signed(value)


def _size(value: float, limits: Limits) -> str:
    """Return a difference as it is shown, in points for shares."""
    text = f"{100 * value:.0f}" if limits[0] >= 0 else f"{value:.2f}"
    return text.replace("-", "−")


def _say_q(q: float) -> str:
    """Return a q-value without its leading nought.

    >>> _say_q(0.0245), _say_q(0.0004)
    ('q = .025', 'q below .001')
    """
    return "q below .001" if q < 0.001 else f"q = {q:.3f}".replace("= 0.", "= .")
