"""How often the intervals hold the truth, and how often p calls a difference that is not.

Made-up texts with the sizes of the five seeds (sentences 21, 22, 79, 16, 88 in paragraphs
7, 8, 40, 2, 36) are drawn again and again from one process, so that every true difference
is 0. Printed for each process: the share of 95% intervals that hold 0, for the interval
in use and for the textbook ones in the same runs, and the share of p <= .05, for the p in
use and for both that it is made of. Pairs with the text of two paragraphs stand apart:
blocks of two sentences cannot see that the sentences of a long paragraph agree. The hand
codes of the seeds do agree inside paragraphs (intraclass correlation about .3 in the two
long texts), but not in the text of two paragraphs (.0).

    python benchmarks/comparisons.py [--runs 300] [--resamples 499]
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from analysis.compare.design import choose_design, find_cells, refuse_few
from analysis.compare.resample import (
    _moments,
    _share_as_far,
    _shuffled,
    _unit_variance,
    interval_of_means,
    permutation_p,
)
from analysis.compare.units import Article, Group, constant, pool_of

SIZES = ((21, 7), (22, 8), (79, 40), (16, 2), (88, 36))
Array = NDArray[np.float64]
Ends = tuple[float, float]


@dataclass(frozen=True)
class Process:
    """How the sentences of the made-up texts get their values."""

    name: str
    draw: Callable[[np.random.Generator, NDArray[np.int64], int], Array]
    mentioned: float = 1.0  # share of sentences that hold a value
    articles: int = 1  # articles of each outlet in each event
    events: int = 1
    planted: float = 0.0  # added to every value of the first outlet


def scores(centre: float, between: float, within: float) -> Callable[..., Array]:
    """Scores in -1 to 1, many of them 0, whose paragraphs differ by `between`."""

    def draw(rng: np.random.Generator, paragraph: NDArray[np.int64], _: int) -> Array:
        mood = centre + between * rng.standard_normal(paragraph.max() + 1)
        leaning = mood[paragraph] + within * rng.standard_normal(len(paragraph))
        return np.clip(np.sign(leaning) * np.maximum(np.abs(leaning) - 0.6, 0), -1, 1)

    return draw


def unequal(rng: np.random.Generator, paragraph: NDArray[np.int64], number: int) -> Array:
    """Scores around 0 that vary two to three times as much in the short texts."""
    wide = SIZES[number][0] < 50
    return scores(0.0, 0.4 if wide else 0.15, 0.8 if wide else 0.4)(rng, paragraph, number)


def share(rate: float, alike: float) -> Callable[..., Array]:
    """Belonging to a topic, 1 or 0, with correlation `alike` inside a paragraph."""

    def draw(rng: np.random.Generator, paragraph: NDArray[np.int64], _: int) -> Array:
        a, b = rate * (1 - alike) / alike, (1 - rate) * (1 - alike) / alike
        rates = rng.beta(a, b, paragraph.max() + 1)
        return (rng.random(len(paragraph)) < rates[paragraph]).astype(float)

    return draw


def outlets(rng: np.random.Generator, paragraph: NDArray[np.int64], _: int) -> Array:
    """Scores whose articles differ too, so that sentences alone would deceive."""
    return scores(-0.4 + 0.4 * rng.standard_normal(), 0.4, 0.8)(rng, paragraph, 0)


PROCESSES = (
    Process("scores, two in five silent, alike (.24)", scores(-0.4, 0.5, 0.8), 0.6),
    Process("scores, two in five silent, not alike", scores(-0.4, 0.0, 0.95), 0.6),
    Process("scores, every sentence, alike (.24)", scores(-0.4, 0.5, 0.8)),
    Process("scores, the short texts vary more", unequal),
    Process("share of 25%, alike (.3)", share(0.25, 0.3)),
    Process("share of 8%, alike (.3)", share(0.08, 0.3)),
    Process("8 articles each", outlets, 0.6, articles=8),
    Process("8 events, 1 article each", outlets, 0.6, events=8),
    Process(
        "planted 0.3, two in five silent, alike (.24)",
        scores(-0.4, 0.5, 0.8),
        0.6,
        planted=0.3,
    ),
)


def lay_out(rng: np.random.Generator, sentences: int, paragraphs: int) -> NDArray[np.int64]:
    """Return the paragraph of each sentence, breaks at random."""
    breaks = rng.choice(np.arange(1, sentences), paragraphs - 1, replace=False)
    return np.isin(np.arange(sentences), breaks).cumsum().astype(np.int64)


def tell(
    process: Process, outlet: str, size: int, rng: np.random.Generator
) -> list[Article]:
    """Return an outlet's articles; the first has the size asked for, others any size."""
    told = []
    for number in range(process.events * process.articles):
        sizes = SIZES[size if number == 0 else rng.integers(len(SIZES))]
        paragraph = lay_out(rng, *sizes)
        values = process.draw(rng, paragraph, size)
        values += process.planted * (outlet == "A")
        kept = rng.random(len(values)) < process.mentioned
        kept[rng.integers(len(kept))] = True
        sums = np.column_stack([values, np.ones_like(values)])[kept]
        event = f"event {number % process.events}"
        told.append(Article(f"{outlet}{number}", outlet, event, paragraph[kept], sums))
    return told


def textbook(
    groups: list[Group], resamples: int, rng: np.random.Generator
) -> dict[str, Ends]:
    """Return percentile, BCa and studentised intervals from the same resamples."""
    seen, error, drawn, errors, influence = 0.0, 0.0, 0.0, 0.0, []
    for group in groups:
        n, moments = len(group.sums), _moments(group.sums)
        counts = rng.multinomial(n, np.full(n, 1 / n), resamples)
        total, totals = moments.sum(axis=0), counts @ moments
        seen += group.coefficient * total[0] / total[1]
        drawn += group.coefficient * totals[:, 0] / totals[:, 1]
        error += group.coefficient**2 * _unit_variance(total, n) / n
        errors += group.coefficient**2 * _unit_variance(totals, n) / n
        without = (total - moments)[:, :2]
        left_out = group.coefficient * without[:, 0] / without[:, 1]
        influence.append((left_out.mean() - left_out) * (n - 1) / n)
    t = (drawn - seen) / np.sqrt(np.maximum(errors, 1e-12))
    upper, lower = np.quantile(t, [0.975, 0.025])
    return {
        "percentile": tuple(np.quantile(drawn, [0.025, 0.975])),
        "BCa": bca(seen, drawn, np.concatenate(influence)),
        "studentised": (seen - upper * np.sqrt(error), seen - lower * np.sqrt(error)),
    }


def bca(seen: float, drawn: Array, influence: Array) -> Ends:
    """Return the bias-corrected and accelerated interval (Efron 1987)."""
    below = ((drawn < seen).mean() + (drawn <= seen).mean()) / 2
    bias = stats.norm.ppf(np.clip(below, 1e-4, 1 - 1e-4))
    acceleration = (influence**3).sum() / 6 / max((influence**2).sum(), 1e-30) ** 1.5
    z = bias + stats.norm.ppf([0.025, 0.975])
    low, high = np.quantile(drawn, stats.norm.cdf(bias + z / (1 - acceleration * z)))
    return low, high


def both_p(
    groups: list[Group], resamples: int, rng: np.random.Generator
) -> dict[str, float]:
    """Return p of the plain and of the studentised difference."""
    difference, variance = np.zeros(resamples + 1), np.zeros(resamples + 1)
    for event in sorted({group.event for group in groups}):
        inside = [group for group in groups if group.event == event]
        moved, spread = _shuffled(inside, resamples, rng)
        difference, variance = difference + moved, variance + spread
    over = difference / np.sqrt(np.maximum(variance, 1e-300))
    return {"p plain": _share_as_far(difference), "p studentised": _share_as_far(over)}


def one_run(
    told: list[Article], planted: float, resamples: int, rng: np.random.Generator
) -> dict[str, bool] | None:
    """Return which intervals hold the truth and which p call; None where refused."""
    cells = find_cells(told, "A", "B")
    if refuse_few(cells, "target"):
        return None
    design = choose_design(cells)
    pools = [pool_of(group, design.drawn) for group in design.drawn]
    if all(map(constant, pools)):
        return None
    ours = interval_of_means(design.drawn, pools, resamples=resamples, rng=rng)
    ends = {"in use": ours, **textbook(design.drawn, resamples, rng)}
    p = {"p in use": permutation_p(design.shuffled, resamples=resamples, rng=rng)}
    p |= both_p(design.shuffled, resamples, rng)
    holds = {
        name: low - 1e-9 <= planted <= high + 1e-9 for name, (low, high) in ends.items()
    }
    return holds | {name: value <= 0.05 for name, value in p.items()}


def pairs_of(process: Process) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Return the pairs of sizes, those with the text of two paragraphs apart."""
    pairs = list(combinations(range(len(SIZES)), 2))
    if process.articles * process.events > 1:
        yield "any sizes", pairs
        return
    yield "6+ paragraphs", [pair for pair in pairs if 3 not in pair]
    yield "with 2 paragraphs", [pair for pair in pairs if 3 in pair]


def main() -> None:
    """Print one line for each process and kind of pair."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=300, help="runs of each pair")
    parser.add_argument("--resamples", type=int, default=499)
    options = parser.parse_args()
    names = ["in use", "percentile", "BCa", "studentised", *("p in use", "p plain")]
    names.append("p studentised")
    print(
        f"{'process':46}{'pairs':19}{'runs':>6}{'refused':>9}", *(f"{n:>13}" for n in names)
    )
    for number, process in enumerate(PROCESSES):
        rng = np.random.default_rng(number)
        for kind, pairs in pairs_of(process):
            found = [
                one_run(
                    tell(process, "A", a, rng) + tell(process, "B", b, rng),
                    process.planted,
                    options.resamples,
                    rng,
                )
                for a, b in pairs
                for _ in range(options.runs)
            ]
            held = [row for row in found if row]
            shares = (f"{np.mean([row[name] for row in held]):13.3f}" for name in names)
            refused = 1 - len(held) / len(found)
            print(
                f"{process.name:46}{kind:19}{len(held):6}{refused:9.2f}",
                *shares,
                flush=True,
            )


if __name__ == "__main__":
    main()
