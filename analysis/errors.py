"""What the user gets to read when the input or the call is wrong."""

from __future__ import annotations

from collections.abc import Iterable


class InputError(ValueError):
    """The input or the call is wrong: one sentence on what, where, and what to do.

    The command line prints the sentence and ends with exit code 2; in a notebook
    it is an ordinary ValueError.
    """


def unknown(name: str, known: Iterable[str], what: str) -> InputError:
    """Return the error for a name that is not there, listing those that are."""
    listed = ", ".join(map(str, known)) or "none"
    return InputError(f"There is no {what} '{name}' (has: {listed}).")
