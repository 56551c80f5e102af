"""What the user gets to read when the input or the call is wrong."""

from __future__ import annotations

from collections.abc import Iterable


class InputError(ValueError):
    """The input or the call is wrong: one sentence on what, where, and what to do.

    The command line prints the sentence and ends with exit code 2; in a notebook
    it is an ordinary ValueError.
    """


def unknown(
    name: str, known: Iterable[str], what: str, *, most: int | None = None
) -> InputError:
    """Return the error for a name that is not there, listing those that are, or `most`."""
    names = [str(each) for each in known]
    listed = ", ".join(names[:most]) or "none"
    if most is not None and len(names) > most:
        listed += f" and {len(names) - most} more"
    return InputError(f"There is no {what} '{name}' (has: {listed}).")
