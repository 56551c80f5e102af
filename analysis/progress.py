"""A progress bar on long work, on a terminal only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(total: int | None, what: str) -> Iterator[Callable[[str | int], None]]:
    """Give a function to call at each step; a bar shows them on a terminal.

    It is called with the name of the step that begins, or with a number of steps done.

    Parameters
    ----------
    total : int or None
        Number of steps, None where unknown.
    what : str
        The noun for the steps.
    """
    from tqdm import tqdm

    with tqdm(total=total, unit=f" {what}", disable=None, leave=False) as bar:

        def tell(step: str | int) -> None:
            if isinstance(step, int):
                bar.update(step)
            else:
                bar.set_postfix_str(step)
                bar.update()

        yield tell
