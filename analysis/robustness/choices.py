"""What a choice is, and the families of comparisons that are made under every choice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import pandas as pd

from analysis.measures.measure import Tables

Choices = Mapping[str, str]


@dataclass(frozen=True)
class Choice:
    """One thing that could reasonably be done otherwise.

    Attributes
    ----------
    name : str
        A column of the table `robustness`.
    options : tuple of str
        The usual one first.
    """

    name: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Family:
    """A measure with its choices.

    Attributes
    ----------
    measure : str
        A name in the table `comparisons`.
    needs : tuple of str
        The tables that `value` reads: a story's, or those that `make_alternatives` adds.
    choices : tuple of Choice
        Their first options together give the values that `comparisons` are made of.
    value : callable
        Tables and one option of each choice -> values frame with an optional weight, as
        `compare_outlets` takes it; None where this story cannot be read so.
    """

    measure: str
    needs: tuple[str, ...]
    choices: tuple[Choice, ...]
    value: Callable[[Tables, Choices], pd.DataFrame | None]


def list_universes(family: Family) -> Iterator[dict[str, str]]:
    """Yield every combination of options, the usual one first.

    >>> toy = Family("m", (), (Choice("unit", ("sentences", "words")),
    ...     Choice("headings", ("left out", "included"))), lambda tables, choices: None)
    >>> [" + ".join(options.values()) for options in list_universes(toy)]
    ['sentences + left out', 'sentences + included', 'words + left out', 'words + included']
    """
    names = [choice.name for choice in family.choices]
    for options in product(*(choice.options for choice in family.choices)):
        yield dict(zip(names, options, strict=True))
