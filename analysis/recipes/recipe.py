"""What a recipe is: the tables that one call makes, and the call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from analysis.story import Story

Frames = Sequence[pd.DataFrame]


@dataclass(frozen=True)
class Recipe:
    """The tables that one call makes, the call, and whether they are kept between runs."""

    makes: tuple[str, ...]
    make: Callable[[Story], Frames]
    kept: bool = True


def stack(parts: list[pd.DataFrame], table: str) -> pd.DataFrame:
    """Stack the parts of a table that have rows."""
    from analysis.tables import check, empty

    filled = [part for part in parts if len(part)]
    return check(pd.concat(filled), table) if filled else empty(table)
