"""The fits that make a model, one after the other: what each reads, how fast, how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Schedule:
    """How long, how fast and how deep a network is fitted."""

    epochs: float = 3
    rate: float = 3e-5  # of the last layer; the head's is ten times that
    batch: int = 32
    warm: float = 0.1  # share of the steps in which the rate rises
    decay: float = 0.01  # of the weights
    layer_decay: float = 0.9  # of the rate, a layer further from the head
    frozen: int = 0  # first layers that stay as they are, and are run only once


@dataclass(frozen=True)
class Stage:
    """One fit: what it starts from, its schedule, and which rows it reads how.

    `start` names earlier stages whose weighted mean it begins at, each with its share; the
    public encoder where empty.
    `shares` are those of the sources that it uses only in part. `context` is the share of
    the rows that are read with the sentence before, where one is known: a model must do
    without as well. `taught` is how many sentences without a code it reads too, each with
    what a network says of it: of the large model the one that it starts from, so that it
    forgets less; of the small model the large one.
    """

    name: str
    schedule: Schedule
    start: Mapping[str, float] = field(default_factory=dict)
    shares: Mapping[str, float] = field(default_factory=dict)
    context: float = 0
    seed: int = 0
    taught: int = 0


def _further(
    name: str,
    start: Mapping[str, float],
    shares: Mapping[str, float],
    *,
    epochs: float = 1,
    rate: float,
    seed: int = 0,
    taught: int = 0,
) -> Stage:
    """Return a fit of the upper half, four in five rows with the sentence before."""
    schedule = Schedule(epochs=epochs, rate=rate, frozen=6)
    return Stage(name, schedule, start, shares, context=0.8, seed=seed, taught=taught)


LARGE = (
    Stage("all", Schedule(epochs=2.6, rate=4e-5, frozen=4)),
    Stage(
        "codes",
        Schedule(epochs=2, rate=2.5e-5, frozen=6),
        start={"all": 1},
        shares={"newsmtsc": 0.3, "finentity": 0.3},
    ),
    Stage("alone", Schedule(epochs=2, rate=3e-5, frozen=6), start={"codes": 1}),
    _further("context", {"codes": 1}, {}, epochs=1.6, rate=3e-5),
    _further("more", {"alone": 0.5, "context": 0.5}, {"newsmtsc": 0.5}, rate=2.5e-5),
    _further("last", {"more": 1}, {"newsmtsc": 0.6}, rate=2.5e-5),
)
# The mean of stages' weights (Wortsman et al. 2022, "Model soups", ICML).
LARGE_MEAN = {"all": 0.2, "alone": 0.1, "context": 0.1, "more": 0.25, "last": 0.35}
# Fits to the invented articles, which go on from that mean.
FIRST = "first"
FURTHER = (
    _further(
        "told",
        {FIRST: 1},
        {"newsmtsc": 0.3, "news": 0.35, "finance": 0.4, "finentity": 0.3, "written": 0.5},
        epochs=1.3,
        rate=3e-5,
        seed=1,
    ),
    _further(
        "told again",
        {"told": 1},
        {"newsmtsc": 0.2, "news": 0.35, "finance": 0.2, "finentity": 0.2}
        | {"written": 0.25, "stories": 0.7},
        rate=2.5e-5,
        seed=2,
    ),
    _further(
        "mixed",
        {FIRST: 1 / 3, "told": 1 / 3, "told again": 1 / 3},
        {"newsmtsc": 0.85, "news": 0.5, "finance": 0.5, "finentity": 0.5, "written": 0.6},
        epochs=1.2,
        rate=3e-5,
        seed=11,
    ),
    _further(
        "mixed again",
        {"mixed": 1},
        {"newsmtsc": 0.55, "news": 0.4, "finance": 0.35, "finentity": 0.4}
        | {"written": 0.4, "stories": 0.6},
        rate=2.5e-5,
        seed=12,
    ),
)
FURTHER_MEAN = {FIRST: 0.25, "mixed": 0.25, "mixed again": 0.5}
# One fit to all rows from the encoder on, and the mean of it with the others.
ANEW = Stage("anew", Schedule(epochs=2, rate=4e-5, frozen=4), context=0.8, seed=21)
JOINED = "joined"
JOINED_MEAN = {stage: 0.3 * share for stage, share in FURTHER_MEAN.items()} | {"anew": 0.7}
# Short fits from there, or from a shipped file: all of NewsMTSC and what was coded last.
CLOSING = (
    _further(
        "political",
        {JOINED: 1},
        {"news": 0.45, "finance": 0.4, "finentity": 0.6, "written": 0.3, "stories": 0.25}
        | {"passages": 0},
        rate=2e-5,
        seed=31,
    ),
    _further(
        "asked",
        {JOINED: 0.5, "political": 0.5},
        {"company": 0.5, "news": 0.25, "finance": 0.3, "finentity": 0.6}
        | {"written": 0.2, "stories": 0.15},
        rate=2e-5,
        seed=41,
        taught=2_500,
    ),
)
SHIPPED_MEAN = {"asked": 1.0}
# The small model learns sentences without a code too, each with what the large one says.
SMALL = (
    Stage("taught", Schedule(epochs=2, rate=2e-4, layer_decay=0.95), taught=16_000),
    Stage(
        "context",
        Schedule(epochs=2.5, rate=2e-4, layer_decay=0.95),
        start={"taught": 1},
        context=0.8,
        taught=16_000,
    ),
)
# Fits from there, or from a shipped file: to all rows, then to all of NewsMTSC again.
SMALL_CLOSING = (
    Stage(
        "again",
        Schedule(epochs=1.5, rate=1e-4, layer_decay=0.95),
        start={"context": 1},
        context=0.8,
        taught=6_000,
    ),
    Stage(
        "political",
        Schedule(epochs=1.5, rate=8e-5, layer_decay=0.95),
        start={"again": 0.7, "context": 0.3},
        shares={"news": 0.35, "finance": 0.4, "finentity": 0.6}
        | {"written": 0.4, "stories": 0.2},
        context=0.8,
        seed=71,
        taught=4_000,
    ),
)
SMALL_MEAN = {"political": 1.0}
