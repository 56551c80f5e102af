"""A progress bar on long work, on a terminal only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(total: int | None, what: str) -> Iterator[Callable[[str], None]]:
    """Give a function to call with the name of each step; a bar shows them on a terminal.

    Parameters
    ----------
    total : int or None
        Number of steps, None where unknown.
    what : str
        The noun for the steps.
    """
    from tqdm import tqdm

    with tqdm(total=total, unit=f" {what}", disable=None, leave=False) as bar:

        def tell(name: str) -> None:
            bar.set_postfix_str(name)
            bar.update()

        yield tell
